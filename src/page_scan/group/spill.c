/*-------------------------------------------------------------------------
 *
 * spill.c
 *	  Rows that wait until there is memory for their groups.
 *
 * When there is no memory for a new group, its rows are written to files.  Each
 * file takes the rows whose hashes begin with the same bits, so that all rows of
 * a group are in one of them.  When the groups so far have been emitted, the
 * files are read one after the other, as many rows at a time as a page can have;
 * if the groups of a file do not fit either, its rows are divided by the next
 * bits.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

/* Files that are written at a time have a buffer each. */
#define MOST_BITS			4
#define LEAST_BITS			2
#define BUFFERS_PART		8	/* of the memory, at least */

#define HASH_BITS			32

typedef struct SpillFile
{
	PageRowFile *rows;
	int			bits;			/* at the start of the hash, all the same */
} SpillFile;

struct PageSpill
{
	PageRowFormat *format;
	MemoryContext memory;		/* of files and their buffers */
	int			bits;			/* how many tell files apart */
	List	   *files;			/* of SpillFile, to be read */
	SpillFile  *reading;		/* NULL before the first */
	SpillFile  *writing[1 << MOST_BITS];	/* NULL if there are no such rows */
};

PageSpill *
page_spill_begin(PageRowFormat *format)
{
	PageSpill  *spill = (PageSpill *) palloc0(sizeof(PageSpill));
	Size		buffers = page_scan_memory_limit() / BUFFERS_PART / BLCKSZ;

	spill->format = format;
	spill->memory = CurrentMemoryContext;
	spill->bits = buffers >= 1 << MOST_BITS ? MOST_BITS : LEAST_BITS;
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
	file->rows = page_row_file_create(spill->format);
	file->bits = known + spill->bits;
	spill->writing[number] = file;
	spill->files = lappend(spill->files, file);
	MemoryContextSwitchTo(caller);
	return file;
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

		page_row_file_write(file_of_row(spill, hash)->rows, row);
	}
}

static void
close_file(PageSpill *spill, SpillFile *file)
{
	page_row_file_close(file->rows);
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
	page_row_file_rewind(spill->reading->rows);
	return true;
}

/*
 * Read the next rows of the file; see page_row_file_read().
 */
int
page_spill_read(PageSpill *spill)
{
	return page_row_file_read(spill->reading->rows);
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
