/*-------------------------------------------------------------------------
 *
 * row_order.c
 *	  Aggregates whose result depends on the order in which rows are added.
 *
 * A page scan adds the rows of each group in the order of the table.  Such
 * aggregates are taken only where the ordinary plan, as far as it is known before
 * a page scan is offered, does the same.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "optimizer/pathnode.h"

static Path *
without_projection(Path *path)
{
	while (IsA(path, ProjectionPath))
		path = ((ProjectionPath *) path)->subpath;
	return path;
}

/*
 * The aggregation of the cheapest path so far; NULL if that is of another kind.
 */
static AggPath *
cheapest_aggregation(const RelOptInfo *output)
{
	Path	   *cheapest = NULL;
	ListCell   *cell;

	foreach(cell, output->pathlist)
	{
		Path	   *path = (Path *) lfirst(cell);

		if (cheapest == NULL || path->total_cost < cheapest->total_cost)
			cheapest = path;
	}
	if (cheapest == NULL)
		return NULL;
	cheapest = without_projection(cheapest);
	return IsA(cheapest, AggPath) ? (AggPath *) cheapest : NULL;
}

/*
 * Return true if the ordinary plan adds the rows of each group in the order of one
 * table, too, or if that has no effect.  It does by a sequential scan below a
 * plain or hashed aggregation.
 *
 * Where the result is to be sorted or limited, the server may yet choose a
 * sorted aggregation.  That would change the sum of many values; it does not
 * change which of equal ones is kept, but for very few.
 */
bool
page_order_adds_alike(PlannerInfo *root, const RelOptInfo *output,
					  bool one_table, PageOrderEffect effect)
{
	AggPath    *ordinary;

	if (effect == PAGE_ORDER_NO_EFFECT)
		return true;
	ordinary = cheapest_aggregation(output);
	if (!one_table || ordinary == NULL ||
		ordinary->aggsplit != AGGSPLIT_SIMPLE ||
		ordinary->aggstrategy == AGG_SORTED)
		return false;
	if (effect == PAGE_ORDER_ROUNDING && root->parse->groupClause != NIL &&
		(root->sort_pathkeys != NIL || root->distinct_pathkeys != NIL ||
		 root->window_pathkeys != NIL || root->tuple_fraction > 0))
		return false;
	return without_projection(ordinary->subpath)->pathtype == T_SeqScan;
}

/*
 * With workers the order is left to chance, but only if the ordinary plan has
 * them, too.
 */
bool
page_order_adds_alike_in_workers(const RelOptInfo *output,
								 PageOrderEffect effect)
{
	AggPath    *ordinary;

	if (effect != PAGE_ORDER_EITHER)
		return effect == PAGE_ORDER_NO_EFFECT;
	ordinary = cheapest_aggregation(output);
	return ordinary != NULL && ordinary->aggsplit != AGGSPLIT_SIMPLE;
}
