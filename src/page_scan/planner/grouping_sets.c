/*-------------------------------------------------------------------------
 *
 * grouping_sets.c
 *	  Grouping sets: paths and plans.
 *
 * A page scan counts the groups of all keys together.  Above it, and above
 * Gather or Append, is another custom scan, which delivers each of these
 * groups once for every grouping set: with NULL for the keys that the set
 * lacks, the number of the set, and the values of GROUPING().  The final
 * aggregation groups by the keys and that number, and so merges the groups of
 * each set.
 *
 * From 18 on expressions above the grouping say in their columns that it may
 * have set them to NULL; those below it do not.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "catalog/pg_operator.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/tlist.h"
#include "utils/lsyscache.h"

static Plan *page_sets_plan(PlannerInfo *root, RelOptInfo *rel,
							CustomPath *path, List *target_list,
							List *clauses, List *custom_plans);

static const CustomPathMethods page_sets_path_methods = {
	.CustomName = "Satisfaction Grouping Sets",
	.PlanCustomPath = page_sets_plan
};

static Node *
without_placeholders(Node *node, void *context)
{
	if (node == NULL)
		return NULL;
	if (IsA(node, PlaceHolderVar))
		return without_placeholders((Node *) ((PlaceHolderVar *) node)->phexpr,
									context);
	return expression_tree_mutator(node, without_placeholders, context);
}

/*
 * What is computed below the grouping for an expression above it.  With
 * grouping sets the planner puts what a view computes into placeholders, to
 * tell it from equal expressions; without outer joins and semijoins they have
 * no other purpose.
 */
Node *
page_sets_below(PlannerInfo *root, Node *expression)
{
	if (root->parse->groupingSets == NIL)
		return expression;
	expression = page_scan_below_grouping(root, expression);
	if (root->join_info_list == NIL)
		expression = without_placeholders(expression, NULL);
	return expression;
}

/*
 * Return true if each set is a list of keys.  The planner has expanded them by
 * now.
 */
static bool
are_supported_sets(PlannerInfo *root)
{
	ListCell   *cell;

	foreach(cell, root->parse->groupingSets)
	{
		if (lfirst(cell) != NULL && !IsA(lfirst(cell), IntList))
			return false;
	}
	return root->parse->groupClause != NIL;
}

/*
 * Return true if two expressions are equal but for what grouping may do to
 * columns.  They could not be told apart above, though a set may have one of them
 * and not the other.
 */
static bool
has_equal_expressions(PlannerInfo *root, List *expressions)
{
	List	   *different = NIL;
	ListCell   *cell;

	expressions = (List *) page_scan_below_grouping(root, (Node *) expressions);
	foreach(cell, expressions)
		different = list_append_unique(different, lfirst(cell));
	return list_length(different) < list_length(expressions);
}

/*
 * The number of the set is written as a GROUPING() of nothing.
 */
static void
add_number(PlannerInfo *root, PathTarget *target)
{
	Index		reference = 0;
	ListCell   *cell;

	foreach(cell, root->processed_tlist)
		reference = Max(reference,
						lfirst_node(TargetEntry, cell)->ressortgroupref);
	add_column_to_pathtarget(target, (Expr *) makeNode(GroupingFunc),
							 reference + 1);
}

/*
 * Make of what the final aggregation needs what the sets deliver to it, and
 * what is scanned for that.  The target begins with the keys.
 */
bool
page_sets_split(PlannerInfo *root, PageQuery *query, List *groupings)
{
	ListCell   *cell;

	if (!are_supported_sets(root) ||
		has_equal_expressions(root, query->target->exprs))
		return false;
	/* Rows are not added in the order of the table here. */
	if (page_scan_order_effect(query->target->exprs) != PAGE_ORDER_NO_EFFECT)
		return false;

	/*
	 * The planner does not always replace a constant by a reference to a
	 * NULL.  From 18 on it may be in a placeholder.
	 */
	foreach(cell, query->target->exprs)
	{
		if (IsA(without_placeholders(lfirst(cell), NULL), Const))
			return false;
	}
	query->sets_target = query->target;
	query->target = copy_pathtarget(query->sets_target);
	query->target->exprs = (List *)
		page_sets_below(root, (Node *) query->target->exprs);
	add_number(root, query->sets_target);
	foreach(cell, groupings)
		add_column_to_pathtarget(query->sets_target, (Expr *) lfirst(cell), 0);
	return true;
}

/*
 * What the final aggregation groups by: keys, and the number of the set.
 */
List *
page_sets_group_clause(PlannerInfo *root, const PageQuery *query)
{
	SortGroupClause *number = makeNode(SortGroupClause);

	number->tleSortGroupRef =
		get_pathtarget_sortgroupref(query->sets_target,
									list_length(query->target->exprs));
	number->eqop = Int4EqualOperator;
	number->sortop = Int4LessOperator;
	number->hashable = true;
	return lappend(list_copy(page_scan_group_clause(root)), number);
}

/*
 * How many groups all sets have together, given those of all keys.
 */
double
page_sets_expect_groups(PlannerInfo *root, RelOptInfo *input,
						const PageQuery *query, double most)
{
	double		groups = 0;
	ListCell   *cell;
	ListCell   *key;

	foreach(cell, root->parse->groupingSets)
	{
		List	   *keys = NIL;
		int			column = 0;

		foreach(key, query->keys)
		{
			if (list_member_int((List *) lfirst(cell),
								get_pathtarget_sortgroupref(query->target,
															column++)))
				keys = lappend(keys, lfirst(key));
		}
		groups += Min(most, page_scan_expect_groups(root, input, keys));
	}
	return groups;
}

/*
 * The value of GROUPING() in a set: a bit for each of its arguments, the last
 * one lowest, that is set where the set lacks it.
 */
static int
grouping_value(GroupingFunc *grouping, List *set)
{
	int			value = 0;
	ListCell   *cell;

	foreach(cell, grouping->refs)
		value = value << 1 | (list_member_int(set, lfirst_int(cell)) ? 0 : 1);
	return value;
}

/*
 * A set for the executor: the numbers of the columns that it makes NULL, what
 * each GROUPING() returns, and whether it is the empty one.
 */
static List *
describe_set(const PageQuery *query, List *set)
{
	List	   *null_columns = NIL;
	List	   *values = NIL;
	ListCell   *cell;
	int			column = 0;

	foreach(cell, query->sets_target->exprs)
	{
		Index		reference = get_pathtarget_sortgroupref(query->sets_target,
															column);

		if (column < list_length(query->keys) &&
			!list_member_int(set, reference))
			null_columns = lappend_int(null_columns, column);
		if (column > list_length(query->target->exprs))
			values = lappend_int(values,
								 grouping_value(lfirst_node(GroupingFunc, cell),
												set));
		column++;
	}
	return list_make3(null_columns, values, list_make1_int(set == NIL ? 1 : 0));
}

/*
 * The groups of all sets, made of those of the path below.
 */
Path *
page_sets_path(PlannerInfo *root, RelOptInfo *rel, Path *below,
			   const PageQuery *query)
{
	CustomPath *custom = makeNode(CustomPath);
	Path	   *path = &custom->path;
	ListCell   *cell;

	foreach(cell, root->parse->groupingSets)
		custom->custom_private = lappend(custom->custom_private,
										 describe_set(query, (List *) lfirst(cell)));
	path->pathtype = T_CustomScan;
	path->parent = rel;
	path->pathtarget = query->sets_target;
	path->parallel_safe = below->parallel_safe;
	path->rows = below->rows * list_length(root->parse->groupingSets);
	path->startup_cost = below->startup_cost;
	path->total_cost = below->total_cost + cpu_tuple_cost * path->rows;
	custom->flags = CUSTOMPATH_SUPPORT_PROJECTION;
	custom->custom_paths = list_make1(below);
	custom->methods = &page_sets_path_methods;
	return path;
}

static Plan *
page_sets_plan(PlannerInfo *root, RelOptInfo *rel, CustomPath *path,
			   List *target_list, List *clauses, List *custom_plans)
{
	return page_scan_plan_above(path, target_list, custom_plans,
								&page_sets_plan_methods);
}
