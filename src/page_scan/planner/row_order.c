/*-------------------------------------------------------------------------
 *
 * order.c
 *	  What the ordinary plan reads, and in which order.
 *
 * Where the evaluation of a row may fail, it matters for which rows it is done
 * at all.  The ordinary plan does not read a table to its end where it takes
 * rows from an index, and where it joins with a relation that turns out to be
 * empty; and it depends on the kind of join which of the two is read first.
 * A page scan joins in that order, or is not offered.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "nodes/nodeFuncs.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"

/*
 * Does a part of the expression that is the same for all rows depend on a
 * parameter, or on a subquery?
 */
static bool
has_computed_bound(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, Param))
		return ((Param *) node)->paramkind != PARAM_EXTERN;
	if (IsA(node, SubPlan) || IsA(node, AlternativeSubPlan))
		return true;
	if ((IsA(node, OpExpr) || IsA(node, FuncExpr)) &&
		!contain_var_clause(node) && page_scan_contains_parameter(node))
		return true;
	return expression_tree_walker(node, has_computed_bound, context);
}

/*
 * May the evaluation of expressions fail?  That functions are leakproof means
 * that they raise no error for any value.
 */
static bool
may_fail(List *expressions)
{
	return contain_leaked_vars((Node *) expressions) ||
		has_computed_bound((Node *) expressions, NULL);
}

static List *
conditions_of(RelOptInfo *rel)
{
	List	   *conditions = NIL;
	ListCell   *cell;

	foreach(cell, rel->baserestrictinfo)
		conditions = lappend(conditions,
							 lfirst_node(RestrictInfo, cell)->clause);
	return conditions;
}

/*
 * The same of the conditions of a relation, or of all that are joined in it.
 */
static bool
relation_may_fail(PlannerInfo *root, RelOptInfo *rel)
{
	int			number = -1;

	while ((number = bms_next_member(rel->relids, number)) >= 0)
	{
		RelOptInfo *base = root->simple_rel_array[number];

		if (base != NULL && may_fail(conditions_of(base)))
			return true;
	}
	return false;
}

/*
 * The ordinary plan, as far as is known before the page scan is offered; NULL
 * if there is none.
 */
Path *
page_order_cheapest_path(const RelOptInfo *output)
{
	Path	   *path = NULL;
	ListCell   *cell;

	foreach(cell, output->pathlist)
	{
		Path	   *other = (Path *) lfirst(cell);

		if (path == NULL || other->total_cost < path->total_cost)
			path = other;
	}
	return path;
}

/*
 * The path of the input below the ordinary plan's aggregation; the cheapest one
 * if that has another form, as it has where the server counts before it joins.
 */
Path *
page_order_ordinary_path(RelOptInfo *input, RelOptInfo *output)
{
	Path	   *path = page_order_cheapest_path(output);

	while (path != NULL)
	{
		path = page_scan_path_below(path);
		if (path->parent == input)
			return path;
		if (IsA(path, AggPath))
			path = ((AggPath *) path)->subpath;
		else if (IsA(path, GroupingSetsPath))
			path = ((GroupingSetsPath *) path)->subpath;
		else
			path = NULL;
	}
	return input->cheapest_total_path;
}

/*
 * Does a path make one group after the other, from rows that are sorted?
 */
static bool
makes_groups_in_turn(Path *path)
{
	path = page_scan_path_below(path);
	while (IsA(path, AggPath) &&
		   DO_AGGSPLIT_COMBINE(((AggPath *) path)->aggsplit))
		path = page_scan_path_below(((AggPath *) path)->subpath);
	if (IsA(path, GroupingSetsPath))
		return ((GroupingSetsPath *) path)->aggstrategy == AGG_SORTED;
	return IsA(path, AggPath) && ((AggPath *) path)->aggstrategy == AGG_SORTED;
}

/*
 * May a query end before it has read so many rows, in no order?  EXISTS is
 * planned like LIMIT 1, and ANY and ALL for half of the rows.  Whoever fetches
 * from a cursor can have all of them.
 */
static bool
may_leave_rows(PlannerInfo *root, double rows)
{
	double		fraction = root->tuple_fraction;

	if (fraction <= 0 || root->sort_pathkeys != NIL)
		return false;
	if (root->parse->limitCount != NULL)
		return fraction < 1 || fraction < rows;
	return fraction == 1.0 || (fraction == 0.5 && root->parent_root != NULL);
}

/*
 * Does a query look for any row of a subquery by a nested loop, which is the only
 * way to join by other operators than equality?
 */
static bool
looks_for_any_row(PlannerInfo *root)
{
	ListCell   *cell;

	foreach(cell, root->join_info_list)
	{
		SpecialJoinInfo *join = (SpecialJoinInfo *) lfirst(cell);

		if (join->jointype == JOIN_SEMI && !join->semi_can_hash)
			return true;
	}
	return false;
}

/*
 * May some groups not be wanted, whichever those are?  Groups raise errors of
 * their own, and come in another order than in the ordinary plan.
 *
 * The queries around this one read its groups if they have it in FROM: they are
 * being planned and have their relations already.
 */
static bool
any_group_may_do(PlannerInfo *root, double groups)
{
	if (may_leave_rows(root, groups))
		return true;
	for (root = root->parent_root;
		 root != NULL && root->simple_rel_array != NULL;
		 root = root->parent_root)
	{
		if (looks_for_any_row(root))
			return true;
		if (root->parse->hasAggs || root->parse->groupClause != NIL)
			return false;
		if (may_leave_rows(root, groups))
			return true;
	}
	return false;
}

/*
 * May the ordinary plan end before it has made all groups, because no more are
 * wanted?
 */
bool
page_order_may_end_early(PlannerInfo *root, const RelOptInfo *output,
						 double groups)
{
	double		fraction = root->tuple_fraction;
	Path	   *cheapest = page_order_cheapest_path(output);
	ListCell   *cell;

	if (any_group_may_do(root, groups))
		return true;
	if (fraction <= 0 || cheapest == NULL)
		return false;
	if (fraction >= 1)
		fraction /= clamp_row_est(cheapest->rows);
	foreach(cell, output->pathlist)
	{
		Path	   *path = (Path *) lfirst(cell);

		if (makes_groups_in_turn(path) &&
			pathkeys_contained_in(root->sort_pathkeys, path->pathkeys) &&
			compare_fractional_path_costs(path, cheapest, fraction) <= 0)
			return true;
	}
	return false;
}

/*
 * Does a path read its table, or all tables of an append, to the end?
 */
static bool
reads_all(Path *path)
{
	List	   *parts;
	ListCell   *cell;

	path = page_scan_path_below(path);
	if (IsA(path, AppendPath))
		parts = ((AppendPath *) path)->subpaths;
	else if (IsA(path, MergeAppendPath))
		parts = ((MergeAppendPath *) path)->subpaths;
	else
		return path->pathtype == T_SeqScan;
	foreach(cell, parts)
	{
		if (!reads_all((Path *) lfirst(cell)))
			return false;
	}
	return true;
}

/*
 * Does it not matter that a page scan reads the whole table?  The path is the
 * ordinary plan's for it.
 */
bool
page_order_may_read_all(RelOptInfo *table, Path *path)
{
	return reads_all(path) || !may_fail(conditions_of(table));
}

/*
 * Does a join of the ordinary plan read one of its sides to the end, if it has
 * begun to?  A merge join does where it sorts it.
 */
static bool
join_reads_all(const JoinPath *join, bool outer)
{
	if (IsA(join, HashPath))
		return true;
	if (IsA(join, MergePath))
		return outer ? ((const MergePath *) join)->outersortkeys != NIL :
			((const MergePath *) join)->innersortkeys != NIL;
	if (outer)
		return true;
	return join->innerjoinpath->param_info == NULL && !join->inner_unique &&
		(join->jointype == JOIN_INNER || join->jointype == JOIN_LEFT);
}

/*
 * Is the other relation read as by the ordinary plan?  Otherwise other rows of it
 * may come first, and conditions may be evaluated in another order.
 */
static bool
is_read_alike(const PageJoin *mine, Path *ordinary)
{
	Path	   *path = page_scan_path_below(mine->other->cheapest_total_path);

	ordinary = page_scan_path_below(ordinary);
	return path == ordinary || (reads_all(path) && reads_all(ordinary));
}

/*
 * Does a hash or merge join go by fewer keys than a page scan?  It compares the
 * others row by row, and so has rows for which they are NULL.
 */
static bool
goes_by_fewer_keys(const JoinPath *join, const PageJoin *mine)
{
	int			keys = list_length(mine->table_keys);

	if (IsA(join, HashPath))
		return list_length(((const HashPath *) join)->path_hashclauses) < keys;
	return IsA(join, MergePath) &&
		list_length(((const MergePath *) join)->path_mergeclauses) < keys;
}

/*
 * Does it not matter that a page scan reads all rows of both sides, and computes
 * all their keys?  A nested loop compares keys for each pair of rows, and any
 * join leaves out keys after one that is NULL or different.
 */
bool
page_order_may_join(PlannerInfo *root, RelOptInfo *table,
					const JoinPath *join, const PageJoin *mine,
					bool table_is_left)
{
	if ((may_fail(mine->table_keys) || may_fail(mine->other_keys)) &&
		(IsA(join, NestPath) || list_length(mine->table_keys) > 1))
		return false;
	if (IsA(join, MergePath) && mine->kind != PAGE_JOIN_INNER &&
		relation_may_fail(root, mine->other))
		return false;
	if (goes_by_fewer_keys(join, mine) &&
		(relation_may_fail(root, table) || relation_may_fail(root, mine->other)))
		return false;
	return (join_reads_all(join, table_is_left) ||
			!relation_may_fail(root, table)) &&
		(!relation_may_fail(root, mine->other) ||
		 (join_reads_all(join, !table_is_left) &&
		  is_read_alike(mine, table_is_left ? join->innerjoinpath :
						join->outerjoinpath)));
}

/*
 * Does the order of the joins not matter at all?
 */
bool
page_order_is_free(PlannerInfo *root, RelOptInfo *input, List *joins)
{
	ListCell   *cell;

	foreach(cell, joins)
	{
		PageJoin   *join = (PageJoin *) lfirst(cell);

		if (may_fail(join->table_keys) || may_fail(join->other_keys))
			return false;
	}
	return !relation_may_fail(root, input);
}

/*
 * As ExecHashJoin(): the outer side's first row is fetched before the inner
 * side is read, unless it is expected to take long, or processes share it.
 */
static bool
fetches_outer_row(const JoinPath *join)
{
	if (join->jointype == JOIN_RIGHT || join->path.parallel_aware ||
		page_scan_is_right_anti(join->jointype))
		return false;
	return join->jointype == JOIN_LEFT || join->jointype == JOIN_ANTI ||
		join->outerjoinpath->startup_cost < join->innerjoinpath->total_cost;
}

/*
 * In which order does a join of the ordinary plan read its sides?
 */
PageJoinOrder
page_order_of_join(const JoinPath *join, bool table_is_left)
{
	if (IsA(join, HashPath))
	{
		if (fetches_outer_row(join))
			return table_is_left ? PAGE_ORDER_TABLE_ROW : PAGE_ORDER_OTHER_ROW;
		return table_is_left ? PAGE_ORDER_OTHER_HASHED : PAGE_ORDER_TABLE_KEY;
	}
	if (IsA(join, MergePath))
		return table_is_left ? PAGE_ORDER_TABLE_KEY : PAGE_ORDER_OTHER_SORTED;
	return table_is_left ? PAGE_ORDER_TABLE : PAGE_ORDER_OTHER;
}

/*
 * Does a condition of WHERE depend on a subquery?
 */
static bool
conditions_have_subquery(PlannerInfo *root, RelOptInfo *input)
{
	int			number = -1;

	while ((number = bms_next_member(input->relids, number)) >= 0)
	{
		RelOptInfo *base = root->simple_rel_array[number];

		if (base != NULL &&
			has_computed_bound((Node *) conditions_of(base), NULL))
			return true;
	}
	return false;
}

/*
 * Does a subquery fail for the same rows, with or without workers?  Gather
 * executes it even if there are no rows, if anything below depends on it:
 * conditions always are below, what is aggregated if the ordinary plan
 * aggregates there.
 */
bool
page_order_allows_workers(PlannerInfo *root, RelOptInfo *input,
						  RelOptInfo *output, const PageQuery *query,
						  bool workers)
{
	const Path *ordinary = query->ordinary != NULL ? query->ordinary :
		input->cheapest_total_path;
	bool		has_workers = ordinary->parallel_workers > 0;
	Path	   *cheapest = page_order_cheapest_path(output);
	bool		combines = false;

	if (cheapest != NULL)
	{
		cheapest = page_scan_path_below(cheapest);
		combines = IsA(cheapest, AggPath) &&
			DO_AGGSPLIT_COMBINE(((AggPath *) cheapest)->aggsplit);
	}
	if (workers != has_workers && conditions_have_subquery(root, input))
		return false;
	return workers == (has_workers && combines) ||
		!has_computed_bound((Node *) query->target->exprs, NULL);
}

/*
 * Where a join may end with the first row of the table, does it matter that
 * workers would each read another one?
 */
bool
page_order_forbids_workers(PlannerInfo *root, const PageQuery *query)
{
	ListCell   *cell;

	foreach(cell, query->joins)
	{
		PageJoin   *join = (PageJoin *) lfirst(cell);

		if (join->order == PAGE_ORDER_TABLE_ROW &&
			(relation_may_fail(root, query->table) ||
			 may_fail(join->table_keys)))
			return query->ordinary->parallel_workers == 0;
	}
	return false;
}

static Path *
without_projection(Path *path)
{
	while (IsA(path, ProjectionPath))
		path = ((ProjectionPath *) path)->subpath;
	return path;
}

static AggPath *
cheapest_aggregation(const RelOptInfo *output)
{
	Path	   *cheapest = page_order_cheapest_path(output);

	if (cheapest == NULL)
		return NULL;
	cheapest = without_projection(cheapest);
	return IsA(cheapest, AggPath) ? (AggPath *) cheapest : NULL;
}

/*
 * Does the ordinary plan add the rows of each group in the order in which they
 * stand in one table, as a page scan does, if that has an effect?  It does by a
 * sequential scan below a plain or hashed aggregation.
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
