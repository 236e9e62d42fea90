/*-------------------------------------------------------------------------
 *
 * pagescan_page.c
 *	  A heap page as columns.
 *
 * Most tables begin with columns of fixed width.  Then the place of a column
 * in a row depends only on which of the columns before it are NULL, and a
 * column is one short loop, with a table of places for all patterns of NULLs
 * among the first eight attributes.  Any other row is walked attribute by
 * attribute when the page is taken: one that lacks a later attribute, or that
 * is older than the column, or any row of a table that does not begin so.
 *
 * Values passed by reference point into the page.  They are good as long as
 * the scan keeps its pin, that is until it moves to the next page.
 *
 *-------------------------------------------------------------------------
 */
#include "pagescan.h"

#include "access/htup_details.h"
#include "access/tupmacs.h"

/* All of the first eight attributes are there. */
#define PATTERN_FULL	((PagePattern) (PAGE_PATTERNS - 1))

/*
 * The place noted for a column that is NULL: what is read there, the end of
 * the row's header, is not used.
 */
#define OFFSET_NULL		(-(int) sizeof(int64))

/*
 * Note where each column is, for one pattern of NULLs.
 */
static void
find_offsets(PageReader *reader, int pattern)
{
	int			offset = 0;
	PageColumn **column = reader->column;

	for (int i = 0; i < reader->attributes; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(reader->descriptor, i);
		bool		null = i < BITS_PER_BYTE && !(pattern & (1 << i));

		if (!null)
			offset = att_align_nominal(offset, attribute->attalign);
		if ((*column)->attnum == i + 1)
			(*column++)->offset[pattern] = (int16) (null ? OFFSET_NULL : offset);
		if (!null)
			offset += attribute->attlen;
	}
}

/*
 * Have all attributes up to the last that is needed a fixed width?
 */
static bool
attributes_are_fixed(TupleDesc descriptor, int attributes)
{
	for (int i = 0; i < attributes; i++)
	{
		if (TupleDescAttr(descriptor, i)->attlen <= 0)
			return false;
	}
	return true;
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
	reader->fixed = attributes_are_fixed(descriptor, reader->attributes);
	for (int pattern = 0; reader->fixed && pattern < PAGE_PATTERNS; pattern++)
		find_offsets(reader, pattern);
	return reader;
}

/*
 * Are all attributes there from the ninth to the last that is needed?
 */
static pg_noinline bool
later_attributes_are_there(HeapTupleHeader tuple, int attributes)
{
	if (!(tuple->t_infomask & HEAP_HASNULL))
		return true;
	for (int i = BITS_PER_BYTE; i < attributes; i++)
	{
		if (att_isnull(i, tuple->t_bits))
			return false;
	}
	return true;
}

/*
 * Is the place of every column known from the pattern of the row?
 */
static inline bool
is_regular(const PageReader *reader, HeapTupleHeader tuple)
{
	return reader->fixed &&
		HeapTupleHeaderGetNatts(tuple) >= reader->attributes &&
		(reader->attributes <= BITS_PER_BYTE ||
		 later_attributes_are_there(tuple, reader->attributes));
}

/*
 * The pattern of a row.  The byte is there even if it is no null bitmap.
 */
static inline PagePattern
row_pattern(HeapTupleHeader tuple)
{
	PagePattern unused = (tuple->t_infomask & HEAP_HASNULL) ? 0 : PATTERN_FULL;

	return tuple->t_bits[0] | unused;
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
 *
 * Waiting for each tuple to come from memory would take longer than all the
 * rest, so memory is asked in good time for a page to come.  Pages that were
 * read in order mostly lie in order, which makes the next address a good
 * guess; a bad one costs next to nothing.
 */
void
page_reader_take(PageReader *reader, HeapScanDesc scan)
{
	Page		page = BufferGetPage(scan->rs_cbuf);
	const OffsetNumber *offsets = scan->rs_vistuples + scan->rs_cindex;
	const char *next_page = (const char *) page + BLCKSZ;
	int			rows = (int) (scan->rs_ntuples - scan->rs_cindex);

	reader->rows = rows;
	for (int i = 0; i < reader->columns; i++)
		reader->column[i]->loaded = false;
	if (reader->columns == 0)
		return;
	for (int row = 0; row < rows; row++)
	{
		HeapTupleHeader tuple = (HeapTupleHeader)
			PageGetItem(page, PageGetItemId(page, offsets[row]));

		page_scan_prefetch(next_page + Min(row, BLCKSZ / 64 - 1) * 64);
		reader->pattern[row] = row_pattern(tuple);
		if (likely(is_regular(reader, tuple)))
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
		int			offset = offsets[reader->pattern[row]]; \
\
		if (place == NULL) \
			continue; \
		place += offset; \
		values[row] = get_value; \
		nulls[row] = offset < 0; \
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
	const int16 *offsets = column->offset;

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
