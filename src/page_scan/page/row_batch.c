/*-------------------------------------------------------------------------
 *
 * row_batch.c
 *	  Rows of the table in temporary files, in batches by the bits of a hash.
 *
 * Groups and hash tables of joined relations that do not fit into memory are both
 * divided in this way.  At first all rows are in one batch, whose hashes have no
 * bits in common.  A batch is divided by the next bits: those that it becomes take
 * its place.  Rows that do not belong to the current batch, which is the one in
 * memory, are written to the files of theirs.
 *
 *-------------------------------------------------------------------------
 */
#include "page.h"

#include "utils/memutils.h"

#define HASH_BITS		32

/* Files that are written at a time have a buffer each. */
#define MOST_BITS		4
#define LEAST_BITS		2
#define BUFFERS_PART	8		/* of the memory, at least */

/*
 * Rows are written in this format.
 */
PageBatches *
page_batches_begin(PageRowFormat *format)
{
	PageBatches *batches = (PageBatches *) palloc0(sizeof(PageBatches));

	batches->format = format;
	batches->memory = CurrentMemoryContext;
	batches->count = 1;
	batches->batch = (PageBatch *) palloc0(sizeof(PageBatch));
	return batches;
}

/*
 * The most bits by which a batch is to be divided at once.
 */
int
page_batches_most_bits(void)
{
	Size		buffers = page_scan_memory() / BUFFERS_PART / BLCKSZ;

	return buffers >= 1 << MOST_BITS ? MOST_BITS : LEAST_BITS;
}

bool
page_batches_can_divide(const PageBatches *batches)
{
	return batches->batch[batches->current].bits < HASH_BITS;
}

/*
 * Replace the current batch, which is taken to be empty, by those that it is
 * divided into, and go to the first of these.
 */
void
page_batches_divide(PageBatches *batches, int bits)
{
	PageBatch  *batch;
	PageBatch	whole;
	int			more;

	bits = Min(bits, page_batches_most_bits());
	bits = Min(bits, HASH_BITS - batches->batch[batches->current].bits);
	more = (1 << bits) - 1;
	batches->batch = (PageBatch *)
		repalloc(batches->batch, (batches->count + more) * sizeof(PageBatch));
	batch = &batches->batch[batches->current];
	whole = *batch;
	memmove(batch + more + 1, batch + 1,
			(batches->count - batches->current - 1) * sizeof(PageBatch));
	memset(batch, 0, (more + 1) * sizeof(PageBatch));
	for (int i = 0; i <= more; i++)
	{
		batch[i].bits = whole.bits + bits;
		batch[i].first = whole.first | (uint32) i << (HASH_BITS - batch[i].bits);
	}
	batches->count += more;
	batches->most = Max(batches->most, batches->count);
}

/*
 * The number of the batch that a hash belongs to; they are in the order of their
 * hashes.
 */
int
page_batches_find(const PageBatches *batches, uint32 hash)
{
	int			low = 0;
	int			high = batches->count - 1;

	while (low < high)
	{
		int			middle = (low + high + 1) / 2;

		if (batches->batch[middle].first <= hash)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/*
 * Write a row of the page, all columns of which are loaded, to its batch.
 */
void
page_batches_write(PageBatches *batches, uint32 hash, PageRow row)
{
	PageBatch  *batch = &batches->batch[page_batches_find(batches, hash)];

	if (batch->rows == NULL)
	{
		MemoryContext caller = MemoryContextSwitchTo(batches->memory);

		batch->rows = page_row_file_create(batches->format);
		MemoryContextSwitchTo(caller);
	}
	page_row_file_write(batch->rows, row);
}

/*
 * Go to the next batch that has rows, and return these, which are the caller's to
 * close.  After the last one go to the first batch, and return NULL.
 */
PageRowFile *
page_batches_next(PageBatches *batches)
{
	while (++batches->current < batches->count)
	{
		PageBatch  *batch = &batches->batch[batches->current];
		PageRowFile *rows = batch->rows;

		batch->rows = NULL;
		if (rows != NULL)
			return rows;
	}
	batches->current = 0;
	return NULL;
}

/*
 * Go to the first batch again, without rows of the table.  Those of a joined
 * relation stay, and with them the batches, if they are kept.
 */
void
page_batches_reset(PageBatches *batches, bool keep)
{
	batches->current = 0;
	for (int i = 0; i < batches->count; i++)
	{
		PageBatch  *batch = &batches->batch[i];

		if (batch->rows != NULL)
			page_row_file_close(batch->rows);
		batch->rows = NULL;
		if (batch->tuples != NULL && !keep)
			BufFileClose(batch->tuples);
	}
	if (keep)
		return;
	memset(batches->batch, 0, sizeof(PageBatch));
	batches->count = 1;
}
