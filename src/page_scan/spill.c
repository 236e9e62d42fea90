/*-------------------------------------------------------------------------
 *
 * spill.c
 *	  Rows that wait for memory in temporary files.
 *
 * When there is no memory for a new group, its rows are written to files: what
 * their columns hold, as far as it is needed after WHERE.  Each file takes the
 * rows whose hashes begin with the same bits, so that all rows of a group are in
 * one of them.  When the groups so far have been emitted, the files are read one
 * after the other, as many rows at a time as a page can have; if the groups of
 * a file do not fit either, its rows are divided by the next bits.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

#include "storage/buffile.h"
#include "utils/memutils.h"

/* Files that are written at a time have a buffer each. */
#define MOST_BITS			4
#define LEAST_BITS			2
#define BUFFERS_PART		8	/* of the memory, at least */

#define HASH_BITS			32

typedef struct SpillFile
{
	BufFile    *file;
	int			bits;			/* at the start of the hash, all the same */
	int64		rows;
} SpillFile;

struct PageSpill
{
	PageReader *reader;
	bool	   *needed;			/* which columns of the reader */
	MemoryContext memory;		/* of files and their buffers */
	MemoryContext row_memory;	/* of values by reference */
	int			bits;			/* how many tell files apart */
	List	   *files;			/* of SpillFile, to be read */
	SpillFile  *reading;		/* NULL before the first */
	SpillFile  *writing[1 << MOST_BITS];	/* NULL if there are no such rows */
	StringInfoData row;
};

/*
 * needed are the columns, by number, that are used after WHERE.
 */
PageSpill *
page_spill_begin(PageReader *reader, Bitmapset *needed)
{
	PageSpill  *spill = (PageSpill *) palloc0(sizeof(PageSpill));
	Size		buffers = page_scan_memory_limit() / BUFFERS_PART / BLCKSZ;

	spill->reader = reader;
	spill->needed = (bool *) palloc0(Max(reader->columns, 1) * sizeof(bool));
	for (int i = 0; i < reader->columns; i++)
		spill->needed[i] = bms_is_member(i, needed);
	spill->memory = CurrentMemoryContext;
	spill->row_memory = AllocSetContextCreate(CurrentMemoryContext,
											  "satisfaction page scan rows",
											  ALLOCSET_DEFAULT_SIZES);
	spill->bits = buffers >= 1 << MOST_BITS ? MOST_BITS : LEAST_BITS;
	initStringInfo(&spill->row);
	return spill;
}

/*
 * The file for a row, made when the first one comes.
 */
static SpillFile *
file_of_row(PageSpill *spill, uint32 hash)
{
	int			known = spill->reading == NULL ? 0 : spill->reading->bits;
	int			number = (hash << known) >> (HASH_BITS - spill->bits);
	SpillFile  *file = spill->writing[number];
	MemoryContext caller;

	if (file != NULL)
		return file;
	caller = MemoryContextSwitchTo(spill->memory);
	file = (SpillFile *) palloc0(sizeof(SpillFile));
	file->file = BufFileCreateTemp(false);
	file->bits = known + spill->bits;
	spill->writing[number] = file;
	spill->files = lappend(spill->files, file);
	MemoryContextSwitchTo(caller);
	return file;
}

static int
value_size(const PageColumn *column, Datum value)
{
	if (column->length == -1)
		return (int) VARSIZE_ANY(DatumGetPointer(value));
	return column->length;
}

/*
 * A row as it is written: its length, and for each column that is needed
 * whether it is NULL, or else its value, after its length if that is by
 * reference.
 */
static void
form_row(PageSpill *spill, PageRow row)
{
	StringInfo	formed = &spill->row;
	int			length = 0;

	resetStringInfo(formed);
	appendBinaryStringInfo(formed, (const char *) &length, sizeof(length));
	for (int i = 0; i < spill->reader->columns; i++)
	{
		const PageColumn *column = spill->reader->column[i];
		Datum		value = column->values[row];

		if (!spill->needed[i])
			continue;
		appendStringInfoCharMacro(formed, column->nulls[row] ? 1 : 0);
		if (column->nulls[row])
			continue;
		if (column->by_value)
		{
			appendBinaryStringInfo(formed, (const char *) &value, sizeof(value));
			continue;
		}
		length = value_size(column, value);
		appendBinaryStringInfo(formed, (const char *) &length, sizeof(length));
		appendBinaryStringInfo(formed, DatumGetPointer(value), length);
	}
	length = formed->len - (int) sizeof(length);
	memcpy(formed->data, &length, sizeof(length));
}

/*
 * Write rows to files by their hashes.
 */
void
page_spill_write(PageSpill *spill, const PageSelection *rows,
				 const PageGroups *groups)
{
	for (int i = 0; i < rows->count; i++)
	{
		PageRow		row = rows->rows[i];
		uint32		hash = page_groups_hash(groups, row);
		SpillFile  *file = file_of_row(spill, hash);

		form_row(spill, row);
		BufFileWrite(file->file, spill->row.data, spill->row.len);
		file->rows++;
	}
}

static void
close_file(PageSpill *spill, SpillFile *file)
{
	BufFileClose(file->file);
	spill->files = list_delete_ptr(spill->files, file);
	pfree(file);
}

/*
 * Go on to the next file, once all groups so far were emitted.
 */
bool
page_spill_next_file(PageSpill *spill)
{
	if (spill->reading != NULL)
		close_file(spill, spill->reading);
	spill->reading = NULL;
	memset(spill->writing, 0, sizeof(spill->writing));
	if (spill->files == NIL)
		return false;
	spill->reading = (SpillFile *) llast(spill->files);
	if (BufFileSeek(spill->reading->file, 0, 0, SEEK_SET) != 0)
		ereport(ERROR,
				(errcode_for_file_access(),
				 errmsg("could not rewind a temporary file of a page scan: %m")));
	return true;
}

static void
read_bytes(PageSpill *spill, void *bytes, Size length)
{
	if (BufFileRead(spill->reading->file, bytes, length) != length)
		ereport(ERROR,
				(errcode_for_file_access(),
				 errmsg("could not read a temporary file of a page scan: %m")));
}

/*
 * The value of a column, from the formed row on.
 */
static const char *
read_value(PageSpill *spill, const PageColumn *column, const char *next,
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
	copy = (char *) MemoryContextAlloc(spill->row_memory, length);
	memcpy(copy, next + sizeof(length), length);
	*value = PointerGetDatum(copy);
	return next + sizeof(length) + length;
}

static void
read_row(PageSpill *spill, PageRow row)
{
	StringInfo	formed = &spill->row;
	const char *next;
	int			length;

	read_bytes(spill, &length, sizeof(length));
	resetStringInfo(formed);
	enlargeStringInfo(formed, length);
	read_bytes(spill, formed->data, length);
	next = formed->data;
	for (int i = 0; i < spill->reader->columns; i++)
	{
		PageColumn *column = spill->reader->column[i];

		column->values[row] = (Datum) 0;
		column->nulls[row] = !spill->needed[i] || *next++ != 0;
		if (!column->nulls[row])
			next = read_value(spill, column, next, &column->values[row]);
	}
}

/*
 * Read the next rows of the file into the columns of the reader, as if they
 * were those of a page.  Returns how many; 0 at the end of the file.
 */
int
page_spill_read(PageSpill *spill)
{
	int			rows = (int) Min(spill->reading->rows, MaxHeapTuplesPerPage);

	MemoryContextReset(spill->row_memory);
	for (int row = 0; row < rows; row++)
		read_row(spill, (PageRow) row);
	for (int i = 0; i < spill->reader->columns; i++)
		spill->reader->column[i]->loaded = true;
	spill->reading->rows -= rows;
	return rows;
}

/*
 * Can the rows of the current file be told apart by their hashes?  If not, all
 * their groups must be in memory together.
 */
bool
page_spill_divides(const PageSpill *spill)
{
	return spill->reading == NULL || spill->reading->bits < HASH_BITS;
}

/*
 * Forget all rows.
 */
void
page_spill_reset(PageSpill *spill)
{
	while (spill->files != NIL)
		close_file(spill, (SpillFile *) llast(spill->files));
	spill->reading = NULL;
	memset(spill->writing, 0, sizeof(spill->writing));
}
