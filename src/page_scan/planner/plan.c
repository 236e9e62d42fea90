/*-------------------------------------------------------------------------
 *
 * plan.c
 *	  From the path of a page scan to its plan.
 *
 * The scan tuple is the columns that anything needs, then the aggregates.
 * Nothing else may be in its description: the planner replaces whatever it
 * finds there by a reference to it, and a condition that happens to be
 * written like a GROUP BY expression would then refer to the output.  GROUP
 * BY expressions are computed again from their columns, once for each group.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "nodes/makefuncs.h"
#include "optimizer/restrictinfo.h"
#include "utils/lsyscache.h"

static Plan *page_scan_plan(PlannerInfo *root, RelOptInfo *rel,
							CustomPath *path, List *target_list,
							List *clauses, List *custom_plans);

const		CustomPathMethods page_scan_path_methods = {
	.CustomName = "Satisfaction Page Scan",
	.PlanCustomPath = page_scan_plan
};

static int
compare_columns(const ListCell *a, const ListCell *b)
{
	return lfirst_node(Var, a)->varattno - lfirst_node(Var, b)->varattno;
}

/*
 * A scan tuple entry for each column of the table, by ascending number.
 */
static List *
describe_columns(List *expressions, Index relation)
{
	List	   *variables = pull_var_clause((Node *) expressions,
											PVC_RECURSE_AGGREGATES);
	List	   *entries = NIL;
	AttrNumber	last = InvalidAttrNumber;
	ListCell   *cell;

	list_sort(variables, compare_columns);
	foreach(cell, variables)
	{
		Var		   *variable = lfirst_node(Var, cell);

		if ((Index) variable->varno != relation || variable->varattno == last)
			continue;
		last = variable->varattno;
		entries = lappend(entries,
						  makeTargetEntry((Expr *) copyObject(variable),
										  list_length(entries) + 1, NULL,
										  false));
	}
	return entries;
}

/*
 * The number, from 0, of an expression in a list, to which a new one is added;
 * -1 for none.
 */
static int
expression_number(Expr *expression, List **expressions)
{
	ListCell   *cell;
	int			number = 0;

	if (expression == NULL)
		return -1;
	foreach(cell, *expressions)
	{
		if (equal(lfirst(cell), expression))
			return number;
		number++;
	}
	*expressions = lappend(*expressions, copyObject(expression));
	return number;
}

/*
 * What an aggregate counts, or all that it is called with.
 */
static Expr *
aggregate_argument(Aggref *aggregate, PageStateKind kind)
{
	List	   *arguments = NIL;
	ListCell   *cell;

	if (aggregate->args == NIL)
		return NULL;
	if (!page_state_is_call(kind))
		return linitial_node(TargetEntry, aggregate->args)->expr;
	foreach(cell, aggregate->args)
		arguments = lappend(arguments, lfirst_node(TargetEntry, cell)->expr);
	return (Expr *) arguments;
}

/*
 * For each join its kind and the number of its columns, which are added to the
 * scan tuple.
 */
static List *
describe_joins(List *joins, List **entries)
{
	List	   *numbers = NIL;
	ListCell   *cell;
	ListCell   *inner;

	foreach(cell, joins)
	{
		List	   *join = (List *) lfirst(cell);
		List	   *columns = lthird(join);

		numbers = lappend_int(numbers, linitial_int(linitial(join)));
		numbers = lappend_int(numbers, list_length(columns));
		foreach(inner, columns)
			* entries = lappend(*entries,
								makeTargetEntry((Expr *) copyObject(lfirst(inner)),
												list_length(*entries) + 1, NULL,
												false));
	}
	return numbers;
}

/*
 * The path's private list: the aggregates, the keys, the conditions, three
 * integers (whether there is a GROUP BY, which table it is, whether nothing
 * merges what is emitted), the joins, and the functions of their equalities.
 */
static Plan *
page_scan_plan(PlannerInfo *root, RelOptInfo *rel, CustomPath *path,
			   List *target_list, List *clauses, List *custom_plans)
{
	CustomScan *plan = makeNode(CustomScan);
	List	   *aggregates = linitial(path->custom_private);
	List	   *keys = lsecond(path->custom_private);
	List	   *conditions = lthird(path->custom_private);
	bool		grouped = linitial_int(lfourth(path->custom_private)) != 0;
	int			relation = lsecond_int(lfourth(path->custom_private));
	List	   *joins = list_nth(path->custom_private, 4);
	List	   *columns;
	List	   *described;
	List	   *join_keys = NIL;
	int			joined;
	List	   *filters = NIL;
	List	   *arguments = NIL;
	List	   *numbers = NIL;
	ListCell   *cell;

	foreach(cell, joins)
		join_keys = lappend(join_keys, copyObject(lsecond((List *) lfirst(cell))));
	columns = describe_columns(list_make3(path->path.pathtarget->exprs,
										  conditions, join_keys),
							   relation);
	plan->custom_scan_tlist = list_copy(columns);
	described = describe_joins(joins, &plan->custom_scan_tlist);
	joined = list_length(plan->custom_scan_tlist) - list_length(columns);
	foreach(cell, aggregates)
	{
		Aggref	   *aggregate = lfirst_node(Aggref, cell);
		PageStateKind kind;

		if (!page_scan_aggregate_kind(aggregate, &kind))
			elog(ERROR, "page scan does not support aggregate %u",
				 aggregate->aggfnoid);
		numbers = lappend_int(numbers, kind);
		numbers = lappend_int(numbers,
							  expression_number(aggregate_argument(aggregate, kind),
												&arguments));
		numbers = lappend_int(numbers, expression_number(aggregate->aggfilter,
														 &filters));
		numbers = lappend_int(numbers, (int) aggregate->aggfnoid);
		numbers = lappend_int(numbers, (int) aggregate->inputcollid);
		plan->custom_scan_tlist =
			lappend(plan->custom_scan_tlist,
					makeTargetEntry((Expr *) copyObject(aggregate),
									list_length(plan->custom_scan_tlist) + 1,
									NULL, false));
	}

	plan->scan.plan.targetlist = target_list;
	plan->scan.plan.qual = (List *) copyObject(conditions);
	plan->scan.scanrelid = relation;
	plan->flags = path->flags;
	plan->custom_exprs = list_make4(copyObject(keys), filters, arguments, join_keys);
	plan->custom_private =
		list_make4(list_make4_int(list_length(columns), joined,
								  grouped ? 1 : 0,
								  lthird_int(lfourth(path->custom_private))),
				   numbers, described, list_nth(path->custom_private, 5));
	plan->custom_plans = custom_plans;
	plan->methods = &page_scan_plan_methods;
	return &plan->scan.plan;
}

/*
 * The plan of a node above others, whose scan tuple is what it delivers.
 */
Plan *
page_scan_plan_above(CustomPath *path, List *target_list, List *custom_plans,
					 const CustomScanMethods *methods)
{
	CustomScan *plan = makeNode(CustomScan);
	ListCell   *cell;

	foreach(cell, path->path.pathtarget->exprs)
		plan->custom_scan_tlist =
		lappend(plan->custom_scan_tlist,
				makeTargetEntry((Expr *) copyObject(lfirst(cell)),
								list_length(plan->custom_scan_tlist) + 1,
								NULL, false));
	plan->scan.plan.targetlist = target_list;
	plan->flags = path->flags;
	plan->custom_private = path->custom_private;
	plan->custom_plans = custom_plans;
	plan->methods = methods;
	return &plan->scan.plan;
}
