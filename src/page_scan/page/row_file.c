/*-------------------------------------------------------------------------
 *
 * row_file.c
 *	  Rows in temporary files.
 *
 * A row is written as what its columns hold, as far as that is needed after
 * WHERE, and read back as a row of a page.
 *
 *-------------------------------------------------------------------------
 */
#include "page.h"

#include "utils/datum.h"
#include "utils/memutils.h"

struct PageRowFormat
{
	PageReader *reader;
	bool	   *needed;			/* which columns of the reader */
	MemoryContext row_memory;	/* of values by reference that were read */
	StringInfoData row;
};

struct PageRowFile
{
	PageRowFormat *format;
	BufFile    *file;
	int64		rows;
	int64		left;			/* to be read */
};

/*
 * needed are the columns, by number, that are used after WHERE.
 */
PageRowFormat *
page_row_format_begin(PageReader *reader, Bitmapset *needed)
{
	PageRowFormat *format = (PageRowFormat *) palloc0(sizeof(PageRowFormat));

	format->reader = reader;
	format->needed = (bool *) palloc0(Max(reader->columns, 1) * sizeof(bool));
	for (int i = 0; i < reader->columns; i++)
		format->needed[i] = bms_is_member(i, needed);
	format->row_memory = AllocSetContextCreate(CurrentMemoryContext,
											   "satisfaction page scan rows",
											   ALLOCSET_DEFAULT_SIZES);
	initStringInfo(&format->row);
	return format;
}

/*
 * Create a file, in the current memory.  The caller closes it, at the latest when the
 * scan ends: a resource owner closes only what an error has left open.
 */
PageRowFile *
page_row_file_create(PageRowFormat *format)
{
	PageRowFile *file = (PageRowFile *) palloc0(sizeof(PageRowFile));

	file->format = format;
	file->file = BufFileCreateTemp(false);
	return file;
}

void
page_row_file_close(PageRowFile *file)
{
	BufFileClose(file->file);
	pfree(file);
}

/*
 * A row as it is written: its length, and for each column that is needed
 * whether it is NULL, or else its value, after its length if that is by
 * reference.
 */
static void
form_row(PageRowFormat *format, PageRow row)
{
	StringInfo	formed = &format->row;
	int			length = 0;

	resetStringInfo(formed);
	appendBinaryStringInfo(formed, (const char *) &length, sizeof(length));
	for (int i = 0; i < format->reader->columns; i++)
	{
		const PageColumn *column = format->reader->column[i];
		Datum		value = column->values[row];

		if (!format->needed[i])
			continue;
		appendStringInfoCharMacro(formed, column->nulls[row] ? 1 : 0);
		if (column->nulls[row])
			continue;
		if (column->by_value)
		{
			appendBinaryStringInfo(formed, (const char *) &value, sizeof(value));
			continue;
		}
		length = (int) datumGetSize(value, false, column->length);
		appendBinaryStringInfo(formed, (const char *) &length, sizeof(length));
		appendBinaryStringInfo(formed, DatumGetPointer(value), length);
	}
	length = formed->len - (int) sizeof(length);
	memcpy(formed->data, &length, sizeof(length));
}

/*
 * Add a row of the page, all columns of which are loaded.
 */
void
page_row_file_write(PageRowFile *file, PageRow row)
{
	StringInfo	formed = &file->format->row;

	form_row(file->format, row);
	BufFileWrite(file->file, formed->data, formed->len);
	file->rows++;
}

/*
 * Go to the start of a temporary file.
 */
void
page_file_rewind(BufFile *file)
{
	if (BufFileSeek(file, 0, 0, SEEK_SET) != 0)
		ereport(ERROR,
				(errcode_for_file_access(),
				 errmsg("could not rewind a temporary file of a page scan: %m")));
}

/*
 * Read as many bytes, which must be there.
 */
void
page_file_read(BufFile *file, void *bytes, Size length)
{
	Size		read = BufFileRead(file, bytes, length);

	/* a short read sets no errno */
	if (read != length)
		ereport(ERROR,
				(errcode(ERRCODE_IO_ERROR),
				 errmsg("could not read from temporary file: read only %zu of %zu bytes",
						read, length)));
}

/*
 * Go to the first row, after the last one was written.
 */
void
page_row_file_rewind(PageRowFile *file)
{
	page_file_rewind(file->file);
	file->left = file->rows;
}

/*
 * The value of a column, from the formed row on.
 */
static const char *
read_value(PageRowFormat *format, const PageColumn *column, const char *next,
		   Datum *value)
{
	int			length;
	char	   *copy;

	if (column->by_value)
	{
		memcpy(value, next, sizeof(Datum));
		return next + sizeof(Datum);
	}
	memcpy(&length, next, sizeof(length));
	copy = (char *) MemoryContextAlloc(format->row_memory, length);
	memcpy(copy, next + sizeof(length), length);
	*value = PointerGetDatum(copy);
	return next + sizeof(length) + length;
}

static void
read_row(PageRowFile *file, PageRow row)
{
	PageRowFormat *format = file->format;
	StringInfo	formed = &format->row;
	const char *next;
	int			length;

	page_file_read(file->file, &length, sizeof(length));
	resetStringInfo(formed);
	enlargeStringInfo(formed, length);
	page_file_read(file->file, formed->data, length);
	next = formed->data;
	for (int i = 0; i < format->reader->columns; i++)
	{
		PageColumn *column = format->reader->column[i];

		column->values[row] = (Datum) 0;
		column->nulls[row] = !format->needed[i] || *next++ != 0;
		if (!column->nulls[row])
			next = read_value(format, column, next, &column->values[row]);
	}
}

/*
 * Read the next rows into the columns of the reader, as if they were those of a
 * page.  Returns how many; 0 at the end of the file.
 */
int
page_row_file_read(PageRowFile *file)
{
	PageRowFormat *format = file->format;
	int			rows = (int) Min(file->left, MaxHeapTuplesPerPage);

	MemoryContextReset(format->row_memory);
	for (int row = 0; row < rows; row++)
		read_row(file, (PageRow) row);
	for (int i = 0; i < format->reader->columns; i++)
		format->reader->column[i]->loaded = true;
	file->left -= rows;
	return rows;
}
