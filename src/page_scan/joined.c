/*-------------------------------------------------------------------------
 *
 * joined.c
 *	  All joins of a page scan.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

struct PageJoined
{
	int			count;
	PageLookup **lookup;		/* in the order of execution */
	bool		any_several;	/* has any key of any several rows? */
	bool		prepared;
	PageSelection rows;			/* of the page, that have a match to come */
};

/*
 * Begin the joins of a node, and their plans; NULL if there are none.
 */
PageJoined *
page_joined_begin(CustomScanState *node, int first_column, PageReader *reader,
				  int eflags)
{
	CustomScan *plan = castNode(CustomScan, node->ss.ps.plan);
	PageJoined *joined;
	List	   *numbers = lthird(plan->custom_private);
	ListCell   *cell;
	ListCell   *keys;

	if (plan->custom_plans == NIL)
		return NULL;
	joined = (PageJoined *) palloc0(sizeof(PageJoined));
	joined->lookup = (PageLookup **)
		palloc(list_length(plan->custom_plans) * sizeof(PageLookup *));
	eflags &= ~(EXEC_FLAG_BACKWARD | EXEC_FLAG_MARK);
	forboth(cell, plan->custom_plans, keys, lfourth(plan->custom_exprs))
	{
		int			kind = list_nth_int(numbers, 2 * joined->count);
		int			columns = list_nth_int(numbers, 2 * joined->count + 1);
		PlanState  *other = ExecInitNode((Plan *) lfirst(cell),
										 node->ss.ps.state, eflags);

		node->custom_ps = lappend(node->custom_ps, other);
		joined->lookup[joined->count++] =
			page_lookup_begin((PageJoinKind) kind, (List *) lfirst(keys),
							  columns, first_column, other, reader,
							  &node->ss.ps);
		first_column += columns;
	}
	return joined;
}

int
page_joined_count(const PageJoined *joined)
{
	return joined == NULL ? 0 : joined->count;
}

/*
 * Add a key for each join that brings columns.
 */
void
page_joined_add_keys(const PageJoined *joined, PageKeys *keys)
{
	for (int i = 0; i < page_joined_count(joined); i++)
	{
		const bool *nulls;
		const Datum *values = page_lookup_numbers(joined->lookup[i], &nulls);

		if (values != NULL)
			page_keys_add(keys, values, nulls);
	}
}

/*
 * Is it known that no row has a place in the result?
 */
bool
page_joined_drops_all(PageJoined *joined)
{
	for (int i = 0; joined->prepared && i < joined->count; i++)
	{
		if (page_lookup_drops_all(joined->lookup[i]))
			return true;
	}
	return false;
}

/*
 * The other relations are read when a row is there that is to be joined, as a
 * hash join does.
 */
static void
prepare(PageJoined *joined)
{
	joined->any_several = false;
	for (int i = 0; i < joined->count; i++)
	{
		page_lookup_prepare(joined->lookup[i]);
		joined->any_several |= page_lookup_has_several(joined->lookup[i]);
	}
	joined->prepared = true;
}

/*
 * Join the selected rows of a page, and select those that stay, with their
 * first match.
 */
const PageSelection *
page_joined_find(PageJoined *joined, const PageSelection *selection)
{
	if (!joined->prepared)
		prepare(joined);
	for (int i = 0; i < joined->count; i++)
	{
		page_lookup_find(joined->lookup[i], selection, &joined->rows);
		selection = &joined->rows;
	}
	return selection;
}

/*
 * Go to the next combination of the matches of a row; false after the last.
 */
static bool
advance_row(PageJoined *joined, PageRow row)
{
	for (int i = joined->count - 1; i >= 0; i--)
	{
		if (page_lookup_advance(joined->lookup[i], row))
			return true;
	}
	return false;
}

/*
 * The rows of the page that have more matches, with the next one; NULL if
 * there are none.
 */
const PageSelection *
page_joined_find_more(PageJoined *joined)
{
	PageSelection *rows = &joined->rows;
	int			kept = 0;

	if (!joined->any_several)
		return NULL;
	for (int i = 0; i < rows->count; i++)
	{
		PageRow		row = rows->rows[i];

		if (advance_row(joined, row))
			rows->rows[kept++] = row;
	}
	rows->count = kept;
	return kept > 0 ? rows : NULL;
}

/*
 * Store the columns that the joins bring in the output.  Their keys are those
 * from first_key on.
 */
void
page_joined_output(const PageJoined *joined, const PageGroup *group,
				   int first_key, TupleTableSlot *slot)
{
	for (int i = 0; i < joined->count; i++)
	{
		const bool *nulls;

		if (page_lookup_numbers(joined->lookup[i], &nulls) != NULL)
			page_lookup_output(joined->lookup[i], group->values[first_key++],
							   slot);
	}
}

/*
 * For a rescan; changed are parameters of the node.
 */
void
page_joined_reset(PageJoined *joined, Bitmapset *changed)
{
	if (joined == NULL)
		return;
	joined->prepared = false;
	joined->any_several = false;
	joined->rows.count = 0;
	for (int i = 0; i < joined->count; i++)
		page_lookup_reset(joined->lookup[i], changed);
}

void
page_joined_end(CustomScanState *node)
{
	ListCell   *cell;

	foreach(cell, node->custom_ps)
		ExecEndNode((PlanState *) lfirst(cell));
}
