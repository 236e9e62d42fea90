/*-------------------------------------------------------------------------
 *
 * joined.c
 *	  All joins of a page scan.
 *
 * Where another relation does not fit into memory, only a part of it is there,
 * and rows of the table that belong to other parts are postponed: part.c.  When
 * the table has been read, the last join that has such rows goes to the next
 * part for which it has any, and these rows are joined.  They belong to the
 * current parts of the joins before it; the joins after it begin anew, with
 * their first parts.
 *
 *-------------------------------------------------------------------------
 */
#include "join.h"

struct PageJoined
{
	int			count;
	PageLookup **lookup;		/* in the order of execution */
	bool		any_several;	/* has any key of any several rows? */
	bool		started;
	int			prepared;		/* so many, the first ones */
	bool		ended;			/* will no more rows have a place? */
	bool		row_by_row;		/* may a row fail, and is it looked up alone
								 * until all other relations are read? */
	PageSelection rows;			/* of the page, that have a match to come */
	PageRowFormat *format;		/* of rows that are postponed */
	PageRowFile *postponed;		/* that are read now, or NULL */
};

static bool
keys_may_fail(const PageJoined *joined)
{
	for (int i = 0; i < joined->count; i++)
	{
		if (page_lookup_may_fail(joined->lookup[i]))
			return true;
	}
	return false;
}

/*
 * Begin the joins of a node, and their plans; NULL if there are none.
 *
 * Where a row may fail, the first one that comes to a join decides what happens
 * to those after it.  A postponed row might be that one; so only the last
 * relation, which no join follows, may be divided then.
 */
PageJoined *
page_joined_begin(CustomScanState *node, int first_column, PageReader *reader,
				  PageRowFormat *format, bool filter_may_fail, int eflags)
{
	CustomScan *plan = castNode(CustomScan, node->ss.ps.plan);
	PageJoined *joined;
	List	   *numbers = lthird(plan->custom_private);
	ListCell   *cell;
	ListCell   *keys;

	if (plan->custom_plans == NIL)
		return NULL;
	joined = (PageJoined *) palloc0(sizeof(PageJoined));
	joined->format = format;
	joined->lookup = (PageLookup **)
		palloc(list_length(plan->custom_plans) * sizeof(PageLookup *));
	eflags &= ~(EXEC_FLAG_BACKWARD | EXEC_FLAG_MARK);
	forboth(cell, plan->custom_plans, keys, lfourth(plan->custom_exprs))
	{
		int			kind = list_nth_int(numbers, 3 * joined->count);
		int			order = list_nth_int(numbers, 3 * joined->count + 1);
		int			columns = list_nth_int(numbers, 3 * joined->count + 2);
		PlanState  *other = ExecInitNode((Plan *) lfirst(cell),
										 node->ss.ps.state, eflags);

		node->custom_ps = lappend(node->custom_ps, other);
		joined->lookup[joined->count++] =
			page_lookup_begin((PageJoinKind) kind, (PageJoinOrder) order,
							  (List *) lfirst(keys), columns, first_column,
							  other, reader, &node->ss.ps);
		first_column += columns;
	}
	joined->row_by_row = filter_may_fail || keys_may_fail(joined);
	for (int i = 0; joined->row_by_row && i < joined->count - 1; i++)
		page_lookup_keep_whole(joined->lookup[i]);
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
 * Before the table is read: read what the ordinary plan reads before it, the
 * outermost join first.  False if no row has a place in the result, now or any
 * more.
 */
bool
page_joined_start(PageJoined *joined)
{
	if (!joined->started)
	{
		joined->started = true;
		for (int i = joined->count - 1; i >= 0 && !joined->ended; i--)
			joined->ended = !page_lookup_start(joined->lookup[i]);
	}
	return !joined->ended;
}

/*
 * Were all other relations read?
 */
bool
page_joined_is_prepared(const PageJoined *joined)
{
	return joined->prepared == joined->count;
}

/*
 * Are rows to be filtered and looked up one by one?
 */
bool
page_joined_is_row_by_row(const PageJoined *joined)
{
	return joined->row_by_row && !page_joined_is_prepared(joined);
}

/*
 * Join the selected rows of a page, and select those that stay, with their
 * first match.  Another relation is read when the first row comes to it.  Rows
 * that belong to a part of it that is not in memory are left out, or postponed,
 * for which all their columns must be loaded.
 */
const PageSelection *
page_joined_find(PageJoined *joined, const PageSelection *selection,
				 bool postpone)
{
	for (int i = 0; i < joined->count && selection->count > 0; i++)
	{
		PageLookup *lookup = joined->lookup[i];

		if (i == joined->prepared &&
			page_lookup_drops_early(lookup, selection))
		{
			joined->rows.count = 0;
			return &joined->rows;
		}
		if (i == joined->prepared)
		{
			joined->ended = !page_lookup_prepare(lookup);
			joined->any_several |= page_lookup_has_several(lookup);
			joined->prepared++;
			if (joined->ended)
				joined->rows.count = 0;
		}
		if (joined->ended)
			return &joined->rows;
		page_lookup_find(lookup, selection, &joined->rows,
						 postpone ? joined->format : NULL);
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
 * May rows be postponed?
 */
bool
page_joined_may_postpone(const PageJoined *joined)
{
	for (int i = 0; i < joined->prepared; i++)
	{
		if (page_lookup_is_divided(joined->lookup[i]))
			return true;
	}
	return !page_joined_is_prepared(joined);
}

static void
close_postponed(PageJoined *joined)
{
	if (joined->postponed != NULL)
		page_row_file_close(joined->postponed);
	joined->postponed = NULL;
}

/*
 * When all rows have come, and the groups so far were emitted, go on to rows
 * that were postponed.  False if there are none.
 */
bool
page_joined_next_postponed(PageJoined *joined)
{
	int			last = joined->prepared;

	close_postponed(joined);
	if (joined->ended)
		return false;
	while (joined->postponed == NULL && --last >= 0)
		joined->postponed = page_part_next_postponed(joined->lookup[last]);
	if (joined->postponed == NULL)
		return false;
	joined->rows.count = 0;
	for (int i = last; i < joined->prepared; i++)
	{
		page_lookup_read_rows(joined->lookup[i]);
		joined->any_several |= page_lookup_has_several(joined->lookup[i]);
	}
	page_row_file_rewind(joined->postponed);
	return true;
}

/*
 * Read the next of these rows; see page_row_file_read().
 */
int
page_joined_read_postponed(PageJoined *joined)
{
	return page_row_file_read(joined->postponed);
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
	joined->started = false;
	joined->prepared = 0;
	joined->ended = false;
	joined->any_several = false;
	joined->rows.count = 0;
	close_postponed(joined);
	for (int i = 0; i < joined->count; i++)
		page_lookup_reset(joined->lookup[i], changed);
}

void
page_joined_end(PageJoined *joined)
{
	if (joined == NULL)
		return;
	close_postponed(joined);
	for (int i = 0; i < joined->count; i++)
		page_lookup_end(joined->lookup[i]);
}
