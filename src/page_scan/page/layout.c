/*-------------------------------------------------------------------------
 *
 * layout.c
 *	  Where the columns of a row are.
 *
 * Where a table begins with columns of fixed width, the offset of such a column
 * depends only on which of the first eight attributes are NULL.  Where it ends
 * with columns of fixed width, their offset from the end of the row mostly
 * depends only on which of the last eight attributes are NULL: the server stores
 * the length of a row to the byte.  These offsets are found when the first row
 * of a pattern comes, so that a scan of few rows does not find them all.
 *
 *-------------------------------------------------------------------------
 */
#include "page.h"

#include "access/htup_details.h"
#include "access/tupmacs.h"

/* Mask that never matches. */
#define NO_SKIP			PAGE_PATTERNS

static int
next_place(const PageAttribute *attribute, int offset)
{
	return (int) TYPEALIGN(attribute->align, offset);
}

/*
 * Store where each column of the front is, for one pattern of NULLs.
 */
void
page_layout_front(PageReader *reader, PagePattern pattern)
{
	int			offset = 0;

	reader->has_front[pattern] = true;
	for (int i = 0; i < reader->front; i++)
	{
		const PageAttribute *attribute = &reader->attribute[i];
		bool		null = i < BITS_PER_BYTE && !(pattern & (1 << i));

		if (!null)
			offset = next_place(attribute, offset);
		if (attribute->column != NULL)
			attribute->column->offset[pattern] =
				(int16) (null ? PAGE_FRONT_NULL : offset);
		if (!null)
			offset += attribute->length;
	}
}

/*
 * Store where each column of the back is, from the end of the row.  How much
 * padding follows an attribute is known if the next one is aligned to no more
 * than it is itself; before a place that is not known there is none that is.
 */
void
page_layout_back(PageReader *reader, PagePattern pattern)
{
	int			first = page_layout_last(reader);
	int			next_align = 1;
	int			offset = 0;

	reader->has_back[pattern] = true;
	for (int i = reader->stored - 1; i >= first; i--)
	{
		const PageAttribute *attribute = &reader->attribute[i];
		int			found = PAGE_BACK_NULL;

		if (pattern & (1 << (i - first)))
		{
			if (offset == PAGE_BACK_UNKNOWN || attribute->length <= 0 ||
				attribute->align < next_align)
				offset = PAGE_BACK_UNKNOWN;
			else
				offset -= (int) TYPEALIGN(next_align, attribute->length);
			next_align = attribute->align;
			found = offset;
		}
		if (attribute->column != NULL && attribute->column->place == PAGE_BACK)
			attribute->column->offset[pattern] = (int16) found;
	}
}

/*
 * Find how many columns of fixed width the table begins with.
 */
static void
find_skip(PageReader *reader)
{
	int			skip = 0;

	for (; skip < reader->stored && reader->attribute[skip].length > 0; skip++)
		reader->skip_length = next_place(&reader->attribute[skip],
										 reader->skip_length) +
			reader->attribute[skip].length;
	reader->skip = skip;
	reader->skip_bits = skip > BITS_PER_BYTE ? NO_SKIP : (1 << skip) - 1;
}

/*
 * Choose how to find the columns.  Of the back are those of the last eight with
 * a known place in rows without NULL.
 */
static void
place_columns(PageReader *reader)
{
	for (int i = 0; i < reader->columns; i++)
	{
		PageColumn *column = reader->column[i];

		column->place = column->attnum > page_layout_last(reader) ?
			PAGE_BACK : PAGE_BETWEEN;
		if (column->attnum <= reader->skip)
		{
			column->place = PAGE_FRONT;
			reader->front = column->attnum;
		}
	}
	page_layout_back(reader, PAGE_PATTERN_FULL);
	for (int i = 0; i < reader->columns; i++)
	{
		PageColumn *column = reader->column[i];

		if (column->place == PAGE_BACK &&
			(column->attnum <= page_layout_last(reader) ||
			 column->offset[PAGE_PATTERN_FULL] >= PAGE_BACK_NULL))
			column->place = PAGE_BETWEEN;
	}
}

static PageColumn *
column_begin(TupleDesc descriptor, AttrNumber attnum)
{
	PageColumn *column = (PageColumn *) palloc(sizeof(PageColumn));
	Form_pg_attribute attribute = TupleDescAttr(descriptor, attnum - 1);

	/* The values are loaded before they are read. */
	memset(column, 0, offsetof(PageColumn, values));
	column->attnum = attnum;
	column->length = attribute->attlen;
	column->by_value = attribute->attbyval;
	return column;
}

static PageAttribute *
attributes_begin(const PageReader *reader)
{
	PageAttribute *attribute = (PageAttribute *)
		palloc0(reader->stored * sizeof(PageAttribute));

	for (int i = 0; i < reader->stored; i++)
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
	reader->stored = descriptor->natts;
	reader->columns = columns;
	reader->column = (PageColumn **) palloc(columns * sizeof(PageColumn *));
	for (int i = 0; i < columns; i++)
		reader->column[i] = column_begin(descriptor, attnums[i]);
	reader->attribute = attributes_begin(reader);
	reader->lead = reader->column[0];
	find_skip(reader);
	place_columns(reader);
	return reader;
}

/*
 * Add columns of joined relations, whose values are stored by the joins.
 */
void
page_reader_add_joined(PageReader *reader, int joined)
{
	int			columns = reader->columns + joined;

	reader->joined = joined;
	reader->column = (PageColumn **)
		repalloc(reader->column, columns * sizeof(PageColumn *));
	for (int i = reader->columns; i < columns; i++)
	{
		reader->column[i] = (PageColumn *) palloc0(sizeof(PageColumn));
		reader->column[i]->loaded = true;
	}
}
