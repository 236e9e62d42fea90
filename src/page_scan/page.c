/*-------------------------------------------------------------------------
 *
 * page.c
 *	  A heap page as columns.
 *
 * Where a table begins with columns of fixed width, the offset of a column
 * depends only on which of the first eight attributes are NULL, and loading a
 * column is one short loop over the rows.  These offsets are found when the
 * first row of a pattern comes, so that a scan of few rows does not find them
 * all.  Any other row is walked attribute by attribute when its page is set.
 *
 * Setting a page finds its rows and, in the same pass, loads the leading
 * column: one that is needed for every row.  Other columns are loaded when
 * they are needed, for the rows that are left by then.  Memory is prefetched
 * on the way; see README, "Pages as columns".
 *
 * Values passed by reference point into the page.  They are valid as long as
 * the scan keeps its pin, that is until it moves to the next page.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include <limits.h>

#include "access/htup_details.h"
#include "access/tupmacs.h"

/* All of the first eight attributes are there. */
#define PATTERN_FULL	((PagePattern) (PAGE_PATTERNS - 1))

/* The bytes of a cache line; the prefetches that a processor keeps going. */
#define MEMORY_LINE		64
#define MEMORY_LINES	16

#define HALF_PAGE		(BLCKSZ / 2)

/*
 * The place noted for a column that is NULL: what is read there, the end of
 * the row's header, is not used.
 */
#define OFFSET_NULL		(-(int) sizeof(int64))

/*
 * Note where each column is, for one pattern of NULLs.
 */
static pg_noinline void
find_offsets(PageReader *reader, PagePattern pattern)
{
	int			offset = 0;

	reader->has_offsets[pattern] = true;

	for (int i = 0; i < reader->attributes; i++)
	{
		const PageAttribute *attribute = &reader->attribute[i];
		bool		null = i < BITS_PER_BYTE && !(pattern & (1 << i));

		if (!null)
			offset = TYPEALIGN(attribute->align, offset);
		if (attribute->column != NULL)
			attribute->column->offset[pattern] =
				(int16) (null ? OFFSET_NULL : offset);
		if (!null)
			offset += attribute->length;
	}
}

/*
 * Have all attributes up to the last that is needed a fixed width?
 */
static bool
attributes_are_fixed(const PageReader *reader)
{
	for (int i = 0; i < reader->attributes; i++)
	{
		if (reader->attribute[i].length <= 0)
			return false;
	}
	return true;
}

static PageColumn *
column_begin(TupleDesc descriptor, AttrNumber attnum)
{
	PageColumn *column = (PageColumn *) palloc(sizeof(PageColumn));
	Form_pg_attribute attribute = TupleDescAttr(descriptor, attnum - 1);

	/* The arrays are filled before they are read. */
	memset(column, 0, offsetof(PageColumn, offset));
	column->attnum = attnum;
	column->length = attribute->attlen;
	column->by_value = attribute->attbyval;
	return column;
}

static PageAttribute *
attributes_begin(const PageReader *reader)
{
	PageAttribute *attribute = (PageAttribute *)
		palloc0(reader->attributes * sizeof(PageAttribute));

	for (int i = 0; i < reader->attributes; i++)
	{
		Form_pg_attribute form = TupleDescAttr(reader->descriptor, i);

		attribute[i].length = form->attlen;
		attribute[i].align = (uint8) att_align_nominal(1, form->attalign);
		attribute[i].by_value = form->attbyval;
	}
	for (int i = 0; i < reader->columns; i++)
		attribute[reader->column[i]->attnum - 1].column = reader->column[i];
	return attribute;
}

/*
 * A reader of some columns, at least one, given by ascending number.
 */
PageReader *
page_reader_begin(TupleDesc descriptor, int columns, const AttrNumber *attnums)
{
	PageReader *reader = (PageReader *) palloc(sizeof(PageReader));

	if (columns < 1)
		elog(ERROR, "page scan has no column to read");
	memset(reader, 0, offsetof(PageReader, data));
	reader->descriptor = descriptor;
	reader->columns = columns;
	reader->column = (PageColumn **) palloc(columns * sizeof(PageColumn *));
	for (int i = 0; i < columns; i++)
		reader->column[i] = column_begin(descriptor, attnums[i]);
	reader->attributes = attnums[columns - 1];
	reader->attribute = attributes_begin(reader);
	reader->lead = reader->column[0];
	reader->fixed = attributes_are_fixed(reader);
	return reader;
}

/*
 * Choose the leading column; the first one leads otherwise.
 */
void
page_reader_set_lead(PageReader *reader, int column)
{
	reader->lead = reader->column[column];
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
 * The pattern of a row.  The byte is there even if it is no null bitmap.
 */
static inline PagePattern
row_pattern(HeapTupleHeader tuple)
{
	PagePattern unused = (tuple->t_infomask & HEAP_HASNULL) ? 0 : PATTERN_FULL;

	return tuple->t_bits[0] | unused;
}

/*
 * A column that is younger than the row; it may have a default.
 */
static pg_noinline void
load_missing(PageReader *reader, PageColumn *column, PageRow row)
{
	column->values[row] = getmissingattr(reader->descriptor, column->attnum,
										 &column->nulls[row]);
}

static pg_attribute_always_inline Datum
value_at(const char *place, int length)
{
	switch (length)
	{
		case 8:
			return Int64GetDatum(*(const int64 *) place);
		case 4:
			return Int32GetDatum(*(const int32 *) place);
		case 2:
			return Int16GetDatum(*(const int16 *) place);
		case 1:
			return CharGetDatum(*place);
		default:
			return PointerGetDatum(place);
	}
}

/*
 * Where is the value that follows, and where does it end?  Most are short texts,
 * which are not aligned and have a header of one byte.
 */
static pg_attribute_always_inline const char *
find_value(const PageAttribute *attribute, const char *data, uint32 *offset)
{
	const char *place = data + *offset;

	if (attribute->length == -1 &&
		VARATT_IS_1B(place) && !VARATT_IS_1B_E(place))
	{
		*offset += VARSIZE_1B(place);
		return place;
	}
	if (attribute->length != -1 || !VARATT_NOT_PAD_BYTE(place))
		*offset = TYPEALIGN(attribute->align, *offset);
	place = data + *offset;
	*offset = att_addlength_pointer(*offset, attribute->length, place);
	return place;
}

/*
 * Load all columns of one row, whatever its shape.
 */
static pg_attribute_always_inline void
walk_attributes(PageReader *reader, HeapTupleHeader tuple, PageRow row,
				bool has_nulls)
{
	const char *data = (const char *) tuple + tuple->t_hoff;
	int			stored = Min(HeapTupleHeaderGetNatts(tuple), reader->attributes);
	uint32		offset = 0;

	for (int i = 0; i < stored; i++)
	{
		const PageAttribute *attribute = &reader->attribute[i];
		PageColumn *column = attribute->column;
		bool		null = has_nulls && att_isnull(i, tuple->t_bits);
		const char *place = null ? NULL : find_value(attribute, data, &offset);

		if (column == NULL)
			continue;
		column->nulls[row] = null;
		column->values[row] = null ? (Datum) 0 :
			value_at(place, attribute->by_value ? attribute->length : 0);
	}
	for (int i = stored; i < reader->attributes; i++)
	{
		if (reader->attribute[i].column != NULL)
			load_missing(reader, reader->attribute[i].column, row);
	}
}

static pg_noinline void
walk_row(PageReader *reader, HeapTupleHeader tuple, PageRow row)
{
	if (tuple->t_infomask & HEAP_HASNULL)
		walk_attributes(reader, tuple, row, true);
	else
		walk_attributes(reader, tuple, row, false);
}

/*
 * Do something by the length of a column, so that it is a constant in the
 * loops below; 0 stands for values passed by reference.
 */
#define BY_LENGTH(column, action) \
	switch ((column)->by_value ? (column)->length : 0) \
	{ \
		case 8: \
			action(8); \
			break; \
		case 4: \
			action(4); \
			break; \
		case 2: \
			action(2); \
			break; \
		case 1: \
			action(1); \
			break; \
		default: \
			action(0); \
			break; \
	}

/*
 * Load a column of a row from the place that it has in rows of the pattern.
 */
static pg_attribute_always_inline void
load_value(PageColumn *column, const char *data, PagePattern pattern,
		   Size row, int length)
{
	int			offset = column->offset[pattern];
	Datum		value = value_at(data + offset, length);

	column->values[row] = offset < 0 ? (Datum) 0 : value;
	column->nulls[row] = offset < 0;
}

/*
 * Where is the following page?  Pages that were read in order mostly lie in
 * order, one way or the other; a wrong guess costs next to nothing.
 */
static void
guess_following_page(PageReader *reader, const char *page)
{
	bool		downwards = page + BLCKSZ == reader->page;

	reader->page = page;
	reader->following_page = downwards ? page - BLCKSZ : page + BLCKSZ;
}

/*
 * Prefetch a piece of the following page, before the server looks for it.
 */
void
page_reader_prefetch(const PageReader *reader)
{
	if (reader->following_page == NULL)
		return;
	for (int i = 1; i <= MEMORY_LINES; i++)
		page_scan_prefetch(reader->following_page + HALF_PAGE - i * MEMORY_LINE);
}

/*
 * Find the rows, and load the leading column.
 */
static pg_attribute_always_inline void
find_rows(PageReader *reader, const OffsetNumber *offsets, int length)
{
	const char *page = reader->page;
	const char *ahead = reader->following_page + BLCKSZ - MEMORY_LINE;
	const ItemIdData *items = ((PageHeader) page)->pd_linp - 1;
	PageColumn *lead = reader->lead;
	Size		rows = reader->rows;
	Size		step = HALF_PAGE / rows;
	int			attributes = reader->fixed ? reader->attributes : INT_MAX;
	bool		many = reader->attributes > BITS_PER_BYTE;

	for (Size row = 0; row < rows; row++)
	{
		HeapTupleHeader tuple = (HeapTupleHeader)
			(page + ItemIdGetOffset(&items[offsets[row]]));

		page_scan_prefetch((const char *) tuple - HALF_PAGE -
						   MEMORY_LINES * MEMORY_LINE);
		page_scan_prefetch(ahead);
		ahead -= step;
		if (likely(HeapTupleHeaderGetNatts(tuple) >= attributes) &&
			(likely(!many) || later_attributes_are_there(tuple, attributes)))
		{
			const char *data = (const char *) tuple + tuple->t_hoff;
			PagePattern pattern = row_pattern(tuple);

			if (unlikely(!reader->has_offsets[pattern]))
				find_offsets(reader, pattern);
			reader->data[row] = data;
			reader->pattern[row] = pattern;
			load_value(lead, data, pattern, row, length);
		}
		else
		{
			reader->data[row] = NULL;
			walk_row(reader, tuple, (PageRow) row);
		}
	}
}

/*
 * Find the visible rows of the page that the scan has just come to.
 */
void
page_reader_set_page(PageReader *reader, HeapScanDesc scan)
{
	const OffsetNumber *offsets = scan->rs_vistuples + scan->rs_cindex;

	guess_following_page(reader, (const char *) BufferGetPage(scan->rs_cbuf));
	reader->rows = (int) (scan->rs_ntuples - scan->rs_cindex);
	for (int i = 0; i < reader->columns; i++)
		reader->column[i]->loaded = false;
	reader->lead->loaded = true;
#define FIND_ROWS(length) \
	find_rows(reader, offsets, length)
	BY_LENGTH(reader->lead, FIND_ROWS);
#undef FIND_ROWS
}

static pg_attribute_always_inline void
load_rows(PageReader *reader, PageColumn *column,
		  const PageSelection *selection, int length)
{
	int			count = selection->count;

	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];
		const char *data = reader->data[row];

		if (likely(data != NULL))
			load_value(column, data, reader->pattern[row], row, length);
	}
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

	if (column->loaded)
		return;
	column->loaded = true;
#define LOAD_ROWS(length) \
	load_rows(reader, column, selection, length)
	BY_LENGTH(column, LOAD_ROWS);
#undef LOAD_ROWS
}
