/*-------------------------------------------------------------------------
 *
 * joins.c
 *	  All joins of a page scan.
 *
 * Each joined relation is read and hashed before the table is: build.c.  Then the
 * rows of each page probe the hash tables: probe.c.
 *
 * If a relation does not fit into memory, one batch of it is there, and rows of
 * the table that belong to other batches are deferred: batch.c.  When the table
 * has been read, the last join that has deferred rows goes to the next batch for
 * which it has any, and these rows are joined.  They belong to the current batches
 * of the joins before it; the joins after it begin anew with their first batches.
 *
 *-------------------------------------------------------------------------
 */
#include "hash.h"

struct PageJoins
{
	int			count;
	PageHash  **hash;			/* in the order of execution */
	bool		built;
	bool		no_rows;		/* the result is empty */
	bool		any_several;	/* a key of some relation has several rows */
	PageSelection rows;			/* of the page, that have a match to come */
	PageRowFile *deferred;		/* that are read now, or NULL */
};

/*
 * Begin the joins of a node, whose plans have begun; NULL if there are none.  Keys are
 * a list for each.
 */
PageJoins *
page_joins_begin(CustomScanState *node, const PageJoinPlan *plans, List *keys,
				 int first_column, PageReader *reader, PageRowFormat *format)
{
	PageJoins  *joins;
	ListCell   *plan_state;
	ListCell   *cell;

	if (keys == NIL)
		return NULL;
	joins = (PageJoins *) palloc0(sizeof(PageJoins));
	joins->hash = (PageHash **) palloc(list_length(keys) * sizeof(PageHash *));
	forboth(plan_state, node->custom_ps, cell, keys)
	{
		const PageJoinPlan *plan = &plans[joins->count];

		joins->hash[joins->count++] =
			page_hash_begin(plan->kind, (List *) lfirst(cell), plan->columns,
							first_column, (PlanState *) lfirst(plan_state), reader,
							format, &node->ss.ps);
		first_column += plan->columns;
	}
	return joins;
}

int
page_joins_count(const PageJoins *joins)
{
	return joins == NULL ? 0 : joins->count;
}

/*
 * Add a key for each join that brings columns.
 */
void
page_joins_add_keys(const PageJoins *joins, PageKeys *keys)
{
	for (int i = 0; i < page_joins_count(joins); i++)
	{
		const bool *nulls;
		const Datum *values = page_hash_numbers(joins->hash[i], &nulls);

		if (values != NULL)
			page_keys_add(keys, values, nulls);
	}
}

/*
 * Build the hash tables that are not built yet.  Returns false if no row of the
 * table has a place in the result, since nothing can match; then the remaining
 * relations are not read, either.
 */
bool
page_joins_build(PageJoins *joins)
{
	for (int i = 0; i < joins->count && !joins->built && !joins->no_rows; i++)
	{
		PageHash   *hash = joins->hash[i];

		page_hash_build(hash);
		joins->any_several |= page_hash_has_several(hash);
		joins->no_rows = page_hash_drops_rows(hash) && !hash->any_key;
	}
	joins->built = true;
	return !joins->no_rows;
}

/*
 * Join the selected rows of a page, and select those that stay, with their first
 * match.  Rows that belong to a batch that is not in memory are deferred, for
 * which all their columns must be loaded.
 */
const PageSelection *
page_joins_probe(PageJoins *joins, const PageSelection *selection)
{
	for (int i = 0; i < joins->count && selection->count > 0; i++)
	{
		page_hash_probe(joins->hash[i], selection, &joins->rows);
		selection = &joins->rows;
	}
	return selection;
}

/*
 * Go to the next combination of the matches of a row; false after the last.
 */
static bool
advance_row(PageJoins *joins, PageRow row)
{
	for (int i = joins->count - 1; i >= 0; i--)
	{
		if (page_hash_next_match(joins->hash[i], row))
			return true;
	}
	return false;
}

/*
 * The rows of the page that have more matches, with the next one; NULL if
 * there are none.
 */
const PageSelection *
page_joins_next_match(PageJoins *joins)
{
	PageSelection *rows = &joins->rows;
	int			kept = 0;

	if (!joins->any_several)
		return NULL;
	for (int i = 0; i < rows->count; i++)
	{
		PageRow		row = rows->rows[i];

		if (advance_row(joins, row))
			rows->rows[kept++] = row;
	}
	rows->count = kept;
	return kept > 0 ? rows : NULL;
}

/*
 * Store the columns that the joins bring among those of the page, for rows that
 * have a match or are kept without.
 */
void
page_joins_load(PageJoins *joins, const PageSelection *selection)
{
	for (int i = 0; i < joins->count; i++)
	{
		PageHash   *hash = joins->hash[i];

		page_combinations_load(hash->combinations, hash->number, selection,
							   hash->key.reader);
	}
}

/*
 * Return true if rows might be deferred.
 */
bool
page_joins_have_batches(const PageJoins *joins)
{
	for (int i = 0; i < joins->count; i++)
	{
		if (joins->hash[i]->batches->count > 1)
			return true;
	}
	return false;
}

static void
close_deferred(PageJoins *joins)
{
	if (joins->deferred != NULL)
		page_row_file_close(joins->deferred);
	joins->deferred = NULL;
}

/*
 * When all rows have come, and the groups so far were emitted, go on to rows
 * that were deferred.  Returns false if there are none.
 */
bool
page_joins_next_batch(PageJoins *joins)
{
	int			last = joins->count;

	close_deferred(joins);
	if (joins->no_rows)
		return false;
	while (joins->deferred == NULL && --last >= 0)
		joins->deferred = page_batches_next(joins->hash[last]->batches);
	if (joins->deferred == NULL)
		return false;
	joins->rows.count = 0;
	for (int i = last; i < joins->count; i++)
	{
		page_hash_build(joins->hash[i]);
		joins->any_several |= page_hash_has_several(joins->hash[i]);
	}
	page_row_file_rewind(joins->deferred);
	return true;
}

/*
 * Read the next of these rows; see page_row_file_read().
 */
int
page_joins_read_deferred(PageJoins *joins)
{
	return page_row_file_read(joins->deferred);
}

/*
 * Store the columns that the joins bring in the output.  Their keys are those
 * from first_key on.
 */
void
page_joins_output(const PageJoins *joins, const PageGroup *group,
				  int first_key, TupleTableSlot *slot)
{
	for (int i = 0; i < joins->count; i++)
	{
		const bool *nulls;

		if (page_hash_numbers(joins->hash[i], &nulls) != NULL)
			page_hash_output(joins->hash[i], group->values[first_key++], slot);
	}
}

/*
 * The memory that the hash tables have taken at their most, and the batches of
 * all relations that were divided.
 */
void
page_joins_statistics(const PageJoins *joins, Size *memory, int *batches)
{
	*memory = 0;
	*batches = 0;
	for (int i = 0; i < joins->count; i++)
	{
		*memory += joins->hash[i]->most_memory;
		*batches += joins->hash[i]->batches->most;
	}
}

/*
 * For a rescan.  A relation is read again if one of its parameters has changed.
 */
void
page_joins_reset(PageJoins *joins)
{
	if (joins == NULL)
		return;
	joins->built = false;
	joins->no_rows = false;
	joins->any_several = false;
	joins->rows.count = 0;
	close_deferred(joins);
	for (int i = 0; i < joins->count; i++)
		page_hash_reset(joins->hash[i]);
}

void
page_joins_end(PageJoins *joins)
{
	if (joins == NULL)
		return;
	close_deferred(joins);
	for (int i = 0; i < joins->count; i++)
		page_hash_end(joins->hash[i]);
}
