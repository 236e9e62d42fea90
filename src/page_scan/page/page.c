/*-------------------------------------------------------------------------
 *
 * page.c
 *	  A heap page as columns.
 *
 * Columns that have a fixed place in a row, from its start or its end (see
 * layout.c), are loaded in one short loop over the rows.  For any other column
 * or row, the row is walked attribute by attribute, no farther than to the
 * column that is wanted, and on from there for the next.
 *
 * The leading column, one that is needed for every row, is loaded when the page
 * is set; other columns are loaded when they are needed, for the rows that are
 * left by then.  Memory is prefetched while the leading column is loaded; see
 * README, "Pages as columns".
 *
 * Values passed by reference point into the page.  They are valid as long as
 * the scan keeps its pin, that is until it moves to the next page.
 *
 *-------------------------------------------------------------------------
 */
#include "page.h"

#include "access/htup_details.h"
#include "access/tupmacs.h"

/* The bytes of a cache line; the prefetches that a processor keeps going. */
#define MEMORY_LINE		64
#define MEMORY_LINES	16

#define HALF_PAGE		(BLCKSZ / 2)

/*
 * Choose the leading column; the first one leads otherwise.
 */
void
page_reader_set_lead(PageReader *reader, int column)
{
	reader->lead = reader->column[column];
}

/*
 * Return true if no attribute from the ninth to the last one needed is NULL.
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
 * The pattern of a row's first attributes.  The byte is there even if it is no
 * null bitmap.
 */
static inline PagePattern
front_pattern(HeapTupleHeader tuple)
{
	PagePattern unused = (tuple->t_infomask & HEAP_HASNULL) ? 0 : PAGE_PATTERN_FULL;

	return tuple->t_bits[0] | unused;
}

/*
 * The pattern of its last attributes, from the first of these on.
 */
static inline PagePattern
back_pattern(HeapTupleHeader tuple, int first)
{
	const uint8 *bits = tuple->t_bits + first / BITS_PER_BYTE;
	int			shift = first % BITS_PER_BYTE;

	if (likely(!(tuple->t_infomask & HEAP_HASNULL)))
		return PAGE_PATTERN_FULL;
	if (shift == 0)
		return bits[0];
	return (PagePattern) ((bits[0] | bits[1] << BITS_PER_BYTE) >> shift);
}

static pg_attribute_always_inline Datum
value_at(const char *place, int length)
{
	switch (length)
	{
		case 8:
			return Int64GetDatum(*(const int64 *) place);
		case 4:
			return page_canonical_datum(Int32GetDatum(*(const int32 *) place), true, 4);
		case 2:
			return page_canonical_datum(Int16GetDatum(*(const int16 *) place), true, 2);
		case 1:
			return page_canonical_datum(CharGetDatum(*place), true, 1);
		default:
			return PointerGetDatum(place);
	}
}

/*
 * Find the value at an offset, and advance the offset to its end.
 */
static pg_noinline const char *
find_long_value(const PageAttribute *attribute, const char *data,
				uint32 *offset)
{
	const char *place;

	if (attribute->length != -1 || !VARATT_NOT_PAD_BYTE(data + *offset))
		*offset = TYPEALIGN(attribute->align, *offset);
	place = data + *offset;
	*offset = att_addlength_pointer(*offset, attribute->length, place);
	return place;
}

/*
 * The same; most texts are short: they are not aligned, and have a header of
 * one byte.
 */
static pg_attribute_always_inline const char *
find_value(const PageAttribute *attribute, const char *data, uint32 *offset)
{
	const char *place = data + *offset;

	if (attribute->length > 0)
	{
		*offset = TYPEALIGN(attribute->align, *offset);
		place = data + *offset;
		*offset += attribute->length;
	}
	else if (attribute->length == -1 &&
			 likely(VARATT_IS_1B(place) && !VARATT_IS_1B_E(place)))
		*offset += VARSIZE_1B(place);
	else
	{
		uint32		end = *offset;

		place = find_long_value(attribute, data, &end);
		*offset = end;
	}
	return place;
}

/*
 * Load the columns from where the row was walked to up to an attribute.
 */
static pg_attribute_always_inline void
walk_attributes(PageReader *reader, HeapTupleHeader tuple, PageRow row,
				int from, uint32 offset, int until, bool has_nulls)
{
	const PageAttribute *attributes = reader->attribute;
	const char *data = (const char *) tuple + tuple->t_hoff;
	int			i = from;

	for (; i < until; i++)
	{
		const PageAttribute *attribute = &attributes[i];
		PageColumn *column = attribute->column;
		const char *place;

		if (has_nulls && att_isnull(i, tuple->t_bits))
		{
			if (column != NULL)
			{
				column->nulls[row] = true;
				column->values[row] = (Datum) 0;
			}
			continue;
		}
		place = find_value(attribute, data, &offset);
		if (column == NULL)
			continue;
		column->nulls[row] = false;
		column->values[row] =
			value_at(place, attribute->by_value ? attribute->length : 0);
	}
	reader->walked_bytes[row] = (uint16) offset;
}

/*
 * Columns that are younger than the row; they may have defaults.
 */
static pg_noinline void
load_missing(PageReader *reader, PageRow row, int from, int until)
{
	for (int i = from; i < until; i++)
	{
		PageColumn *column = reader->attribute[i].column;
		Datum		value;

		if (column == NULL)
			continue;
		value = getmissingattr(reader->descriptor, i + 1, &column->nulls[row]);
		column->values[row] = page_canonical_datum(value, column->by_value,
												   column->length);
	}
}

/*
 * Return true if none of the leading attributes of fixed width is NULL, so that a
 * walk may begin after them.  The columns among them are found from the start of
 * the row.
 */
static inline bool
may_skip(const PageReader *reader, HeapTupleHeader tuple)
{
	int			bits = reader->skip_bits;

	return HeapTupleHeaderGetNatts(tuple) >= reader->skip &&
		(!(tuple->t_infomask & HEAP_HASNULL) || (tuple->t_bits[0] & bits) == bits);
}

/*
 * Return true if any attribute before this one may be NULL.
 */
static inline bool
has_nulls_before(HeapTupleHeader tuple, int until)
{
	int			bits = (1 << Min(until, BITS_PER_BYTE)) - 1;

	return (tuple->t_infomask & HEAP_HASNULL) != 0 &&
		(until > BITS_PER_BYTE || (tuple->t_bits[0] & bits) != bits);
}

/*
 * Walk a row at least to an attribute, and load all columns on the way.
 */
static pg_attribute_always_inline void
walk_row(PageReader *reader, HeapTupleHeader tuple, PageRow row, int until)
{
	int			from = reader->walked[row];
	uint32		offset = from == 0 ? 0 : reader->walked_bytes[row];
	int			stored = HeapTupleHeaderGetNatts(tuple);
	bool		has_nulls;

	if (from >= until)
		return;
	has_nulls = has_nulls_before(tuple, until);
	reader->walked[row] = (uint16) until;
	if (from == 0 && may_skip(reader, tuple))
	{
		from = reader->skip;
		offset = reader->skip_length;
	}
	if (unlikely(stored < until))
	{
		load_missing(reader, row, Max(from, stored), until);
		until = stored;
	}
	if (has_nulls)
		walk_attributes(reader, tuple, row, from, offset, until, true);
	else
		walk_attributes(reader, tuple, row, from, offset, until, false);
}

static pg_noinline void
walk_odd_row(PageReader *reader, HeapTupleHeader tuple, Size row, int until)
{
	walk_row(reader, tuple, (PageRow) row, until);
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
 * Store where the data of a row begins, and which attributes of the front it has.
 */
static pg_attribute_always_inline void
store_front(PageReader *reader, HeapTupleHeader tuple, Size row)
{
	int			attributes = reader->front;
	PagePattern pattern = front_pattern(tuple);

	reader->data[row] = NULL;
	if (unlikely(HeapTupleHeaderGetNatts(tuple) < attributes) ||
		(unlikely(attributes > BITS_PER_BYTE) &&
		 !later_attributes_are_there(tuple, attributes)))
		return;
	if (unlikely(!reader->has_front[pattern]))
		page_layout_front(reader, pattern);
	reader->data[row] = (const char *) tuple + tuple->t_hoff;
	reader->pattern[row] = pattern;
}

static pg_attribute_always_inline void
load_from_front(PageReader *reader, PageColumn *column, HeapTupleHeader tuple,
				Size row, int length)
{
	const char *data = reader->data[row];
	int			offset;
	Datum		value;

	if (unlikely(data == NULL))
	{
		walk_odd_row(reader, tuple, row, column->attnum);
		return;
	}
	offset = column->offset[reader->pattern[row]];
	value = value_at(data + offset, length);
	column->values[row] = offset < 0 ? (Datum) 0 : value;
	column->nulls[row] = offset < 0;
}

static pg_attribute_always_inline void
load_from_back(PageReader *reader, PageColumn *column, HeapTupleHeader tuple,
			   Size size, Size row, int length)
{
	int			offset = PAGE_BACK_UNKNOWN;
	bool		null;
	Datum		value;

	if (likely(HeapTupleHeaderGetNatts(tuple) == reader->stored))
	{
		PagePattern pattern = back_pattern(tuple, page_layout_last(reader));

		if (unlikely(!reader->has_back[pattern]))
			page_layout_back(reader, pattern);
		offset = column->offset[pattern];
	}
	if (unlikely(offset == PAGE_BACK_UNKNOWN))
	{
		walk_odd_row(reader, tuple, row, column->attnum);
		return;
	}
	null = offset == PAGE_BACK_NULL;
	value = value_at(null ? (const char *) tuple :
					 (const char *) tuple + size + offset, length);
	column->values[row] = null ? (Datum) 0 : value;
	column->nulls[row] = null;
}

/*
 * Load a column of a row.  place, length and whether the start of the row's data
 * has been stored are constants.
 */
static pg_attribute_always_inline void
load_row(PageReader *reader, PageColumn *column, const ItemIdData *item,
		 Size row, PagePlace place, int length, bool has_data)
{
	HeapTupleHeader tuple = (HeapTupleHeader)
		(reader->page + ItemIdGetOffset(item));

	if (place == PAGE_BACK)
		load_from_back(reader, column, tuple, ItemIdGetLength(item), row,
					   length);
	else if (place == PAGE_FRONT)
	{
		if (!has_data)
			store_front(reader, tuple, row);
		load_from_front(reader, column, tuple, row, length);
	}
	else
		walk_row(reader, tuple, (PageRow) row, column->attnum);
}

/*
 * Guess where the following page is.  Pages that were read in order mostly lie in
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

static inline const ItemIdData *
page_items(const PageReader *reader)
{
	return ((PageHeader) reader->page)->pd_linp - 1;
}

/*
 * The other lines of a wide row's share of a page.
 */
static inline void
prefetch_more(const char *behind, const char *ahead, Size step)
{
	for (Size line = MEMORY_LINE; line < step; line += MEMORY_LINE)
	{
		page_scan_prefetch(behind - line);
		page_scan_prefetch(ahead - line);
	}
}

/*
 * Load the leading column, for all rows.
 */
static pg_attribute_always_inline void
load_lead(PageReader *reader, PagePlace place, int length)
{
	const char *ahead = reader->following_page + BLCKSZ - MEMORY_LINE;
	const ItemIdData *items = page_items(reader);
	PageColumn *lead = reader->lead;
	Size		rows = reader->rows;
	Size		step = HALF_PAGE / rows;

	for (Size row = 0; row < rows; row++)
	{
		const ItemIdData *item = &items[reader->offsets[row]];

		const char *behind = reader->page + ItemIdGetOffset(item) - HALF_PAGE -
			MEMORY_LINES * MEMORY_LINE;

		page_scan_prefetch(behind);
		page_scan_prefetch(ahead);
		if (step > MEMORY_LINE)
			prefetch_more(behind, ahead, step);
		ahead -= step;
		load_row(reader, lead, item, row, place, length, false);
	}
}

/*
 * Find the visible rows of the page that the scan has just come to.
 */
void
page_reader_set_page(PageReader *reader, HeapScanDesc scan)
{
	PageColumn *lead = reader->lead;

	guess_following_page(reader, (const char *) BufferGetPage(scan->rs_cbuf));
	reader->offsets = scan->rs_vistuples + scan->rs_cindex;
	reader->rows = (int) (scan->rs_ntuples - scan->rs_cindex);
	for (int i = 0; i < reader->columns; i++)
		reader->column[i]->loaded = false;
	memset(reader->walked, 0, reader->rows * sizeof(reader->walked[0]));
	reader->has_data = lead->place == PAGE_FRONT;
	lead->loaded = true;
#define LOAD_LEAD(length) \
	if (lead->place == PAGE_FRONT) \
		load_lead(reader, PAGE_FRONT, length); \
	else \
		load_lead(reader, PAGE_BACK, length)
	if (lead->place == PAGE_BETWEEN)
		load_lead(reader, PAGE_BETWEEN, 0);
	else
		BY_LENGTH(lead, LOAD_LEAD);
#undef LOAD_LEAD
}

static pg_attribute_always_inline void
load_rows(PageReader *reader, PageColumn *column,
		  const PageSelection *selection, PagePlace place, int length,
		  bool has_data)
{
	const ItemIdData *items = page_items(reader);
	int			count = selection->count;

	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];

		load_row(reader, column, &items[reader->offsets[row]], row, place,
				 length, has_data);
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
	if (column->place == PAGE_BACK) \
		load_rows(reader, column, selection, PAGE_BACK, length, false); \
	else if (reader->has_data) \
		load_rows(reader, column, selection, PAGE_FRONT, length, true); \
	else \
		load_rows(reader, column, selection, PAGE_FRONT, length, false)
	if (column->place == PAGE_BETWEEN)
		load_rows(reader, column, selection, PAGE_BETWEEN, 0, false);
	else
		BY_LENGTH(column, LOAD_ROWS);
#undef LOAD_ROWS
	reader->has_data |= column->place == PAGE_FRONT;
}

/*
 * Load all columns, the last one first: a row that must be walked is walked
 * once.
 */
void
page_reader_load_all(PageReader *reader, const PageSelection *selection)
{
	for (int i = reader->columns - 1; i >= 0; i--)
		page_reader_load(reader, i, selection);
}
