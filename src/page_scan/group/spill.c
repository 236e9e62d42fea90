/*-------------------------------------------------------------------------
 *
 * spill.c
 *	  Rows that are spilled until there is memory for their groups.
 *
 * When there is no memory for a new group, the current batch of rows, at first all,
 * is divided by the hashes of the keys, and rows of further groups are written to
 * the new batches.  When the groups in memory have been emitted, these batches are
 * read one after the other, as many rows at a time as a page can have.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

struct PageSpill
{
	PageBatches *batches;
	bool		divided;		/* the current batch was divided */
	PageRowFile *rows;			/* that are read, or NULL */
};

PageSpill *
page_spill_begin(PageRowFormat *format)
{
	PageSpill  *spill = (PageSpill *) palloc0(sizeof(PageSpill));

	spill->batches = page_batches_begin(format);
	return spill;
}

/*
 * Write rows to files by their hashes.
 */
void
page_spill_write(PageSpill *spill, const PageSelection *rows,
				 const PageGroups *groups)
{
	if (!spill->divided)
	{
		page_batches_divide(spill->batches, page_batches_most_bits());
		/* all of the new batches are still to come */
		spill->batches->current--;
		spill->divided = true;
	}
	for (int i = 0; i < rows->count; i++)
	{
		PageRow		row = rows->rows[i];

		page_batches_write(spill->batches, page_groups_hash(groups, row), row);
	}
}

static void
close_rows(PageSpill *spill)
{
	if (spill->rows != NULL)
		page_row_file_close(spill->rows);
	spill->rows = NULL;
	spill->divided = false;
}

/*
 * Go on to the next batch, once all groups so far were emitted.
 */
bool
page_spill_next_batch(PageSpill *spill)
{
	close_rows(spill);
	spill->rows = page_batches_next(spill->batches);
	if (spill->rows == NULL)
		return false;
	page_row_file_rewind(spill->rows);
	return true;
}

/*
 * Read the next rows of the batch; see page_row_file_read().
 */
int
page_spill_read(PageSpill *spill)
{
	return page_row_file_read(spill->rows);
}

/*
 * Return true if the rows of the current batch can be told apart by their
 * hashes.  Otherwise all their groups must be in memory together.
 */
bool
page_spill_can_divide(const PageSpill *spill)
{
	return page_batches_can_divide(spill->batches);
}

/*
 * The batches that there have been at once; 0 if nothing was spilled.
 */
int
page_spill_batches(const PageSpill *spill)
{
	return spill->batches->most;
}

void
page_spill_reset(PageSpill *spill)
{
	close_rows(spill);
	page_batches_reset(spill->batches, false);
}
