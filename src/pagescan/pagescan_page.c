/*-------------------------------------------------------------------------
 *
 * pagescan_page.c
 *	  A heap page as columns.
 *
 * Most rows have no NULL among the columns up to the last that is needed,
 * and most tables begin with columns of fixed width: then each column sits
 * at the same place of every row, and a column is one short loop.  Any other
 * row is walked attribute by attribute when the page is taken.
 *
 * Values passed by reference point into the page.  They are good as long as
 * the scan keeps its pin, that is until it moves to the next page.
 *
 *-------------------------------------------------------------------------
 */
#include "pagescan.h"

#include "access/htup_details.h"
#include "access/tupmacs.h"

/*
 * Note where each column begins as long as all before it have a fixed width.
 */
static void
find_offsets(PageReader *reader)
{
	int			offset = 0;
	int			column = 0;

	for (int i = 0; i < reader->attributes; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(reader->descriptor, i);

		if (offset >= 0 && attribute->attlen > 0)
			offset = att_align_nominal(offset, attribute->attalign);
		else
			offset = -1;
		if (reader->column[column]->attnum == i + 1)
			reader->column[column++]->offset = offset;
		if (offset >= 0)
			offset += attribute->attlen;
	}
}

static PageColumn *
column_begin(TupleDesc descriptor, AttrNumber attnum)
{
	PageColumn *column = (PageColumn *) palloc0(sizeof(PageColumn));
	Form_pg_attribute attribute = TupleDescAttr(descriptor, attnum - 1);

	column->attnum = attnum;
	column->length = attribute->attlen;
	column->by_value = attribute->attbyval;
	return column;
}

/*
 * A reader of some columns, given by ascending number.
 */
PageReader *
page_reader_begin(TupleDesc descriptor, int columns, const AttrNumber *attnums)
{
	PageReader *reader = (PageReader *) palloc0(sizeof(PageReader));

	reader->descriptor = descriptor;
	reader->columns = columns;
	reader->column = (PageColumn **) palloc(Max(columns, 1) * sizeof(PageColumn *));
	for (int i = 0; i < columns; i++)
		reader->column[i] = column_begin(descriptor, attnums[i]);
	reader->attributes = columns > 0 ? attnums[columns - 1] : 0;
	find_offsets(reader);
	return reader;
}

/*
 * Does every row without NULLs have every column at the same place?
 */
static bool
columns_are_fixed(const PageReader *reader)
{
	return reader->columns == 0 ||
		reader->column[reader->columns - 1]->offset >= 0;
}

/*
 * Does the row store a value for each of its first attributes?
 */
static inline bool
attributes_are_present(HeapTupleHeader tuple, int attributes)
{
	int			bytes = attributes / BITS_PER_BYTE;
	bits8		rest = (bits8) ((1 << (attributes % BITS_PER_BYTE)) - 1);

	if (HeapTupleHeaderGetNatts(tuple) < attributes)
		return false;
	if (!(tuple->t_infomask & HEAP_HASNULL))
		return true;
	for (int i = 0; i < bytes; i++)
	{
		if (tuple->t_bits[i] != 0xFF)
			return false;
	}
	return rest == 0 || (tuple->t_bits[bytes] & rest) == rest;
}

/*
 * Load all columns of one row, whatever its shape.
 */
static void
walk_row(PageReader *reader, HeapTupleHeader tuple, PageRow row)
{
	const char *data = (const char *) tuple + tuple->t_hoff;
	bool		has_nulls = (tuple->t_infomask & HEAP_HASNULL) != 0;
	int			stored = HeapTupleHeaderGetNatts(tuple);
	PageColumn **column = reader->column;
	uint32		offset = 0;

	for (int i = 0; i < reader->attributes; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(reader->descriptor, i);
		bool		wanted = (*column)->attnum == i + 1;
		bool		null = has_nulls && i < stored &&
			att_isnull(i, tuple->t_bits);
		Datum		value = (Datum) 0;

		if (i >= stored)
		{
			/* The column is younger than the row and may have a default. */
			if (wanted)
				value = getmissingattr(reader->descriptor, i + 1, &null);
		}
		else if (!null)
		{
			offset = att_align_pointer(offset, attribute->attalign,
									   attribute->attlen, data + offset);
			if (wanted)
				value = fetchatt(attribute, data + offset);
			offset = att_addlength_pointer(offset, attribute->attlen,
										   data + offset);
		}
		if (wanted)
		{
			(*column)->values[row] = value;
			(*column)->nulls[row] = null;
			column++;
		}
	}
}

/*
 * Take the visible rows of the page that the scan has just come to.
 */
void
page_reader_take(PageReader *reader, HeapScanDesc scan)
{
	Page		page = BufferGetPage(scan->rs_cbuf);
	const OffsetNumber *offsets = scan->rs_vistuples + scan->rs_cindex;
	bool		fixed = columns_are_fixed(reader);

	reader->rows = (int) (scan->rs_ntuples - scan->rs_cindex);
	for (int i = 0; i < reader->columns; i++)
		reader->column[i]->loaded = false;
	if (reader->columns == 0)
		return;
	for (int row = 0; row < reader->rows; row++)
	{
		HeapTupleHeader tuple = (HeapTupleHeader)
			PageGetItem(page, PageGetItemId(page, offsets[row]));

		if (fixed && likely(attributes_are_present(tuple, reader->attributes)))
			reader->data[row] = (const char *) tuple + tuple->t_hoff;
		else
		{
			reader->data[row] = NULL;
			walk_row(reader, tuple, (PageRow) row);
		}
	}
}

#define LOAD_COLUMN(get_value) \
	for (int i = 0; i < selection->count; i++) \
	{ \
		PageRow		row = selection->rows[i]; \
		const char *place = reader->data[row]; \
\
		if (place == NULL) \
			continue; \
		place += offset; \
		values[row] = get_value; \
		nulls[row] = false; \
	}

/*
 * Load a column for a selection of rows, unless that was done before.  Later
 * selections of the page must be part of this one.
 */
void
page_reader_load(PageReader *reader, int number,
				 const PageSelection *selection)
{
	PageColumn *column = reader->column[number];
	Datum	   *values = column->values;
	bool	   *nulls = column->nulls;
	int			offset = column->offset;

	if (column->loaded)
		return;
	column->loaded = true;
	if (!column->by_value)
		LOAD_COLUMN(PointerGetDatum(place))
	else if (column->length == sizeof(int64))
		LOAD_COLUMN(Int64GetDatum(*(const int64 *) place))
	else if (column->length == sizeof(int32))
		LOAD_COLUMN(Int32GetDatum(*(const int32 *) place))
	else if (column->length == sizeof(int16))
		LOAD_COLUMN(Int16GetDatum(*(const int16 *) place))
	else
		LOAD_COLUMN(CharGetDatum(*place))
}
