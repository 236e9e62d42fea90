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
 * Add an entry to the scan tuple.
 */
static void
add_entry(CustomScan *plan, Expr *expression)
{
	plan->custom_scan_tlist =
		lappend(plan->custom_scan_tlist,
				makeTargetEntry((Expr *) copyObject(expression),
								list_length(plan->custom_scan_tlist) + 1, NULL,
								false));
}

/*
 * Describe the joins, whose columns are added to the scan tuple.
 */
static void
describe_joins(List *joins, PageScanPlan *described, CustomScan *plan)
{
	int			number = 0;
	ListCell   *cell;
	ListCell   *inner;

	described->join = (PageJoinPlan *)
		palloc(Max(list_length(joins), 1) * sizeof(PageJoinPlan));
	foreach(cell, joins)
	{
		PageJoin   *join = (PageJoin *) lfirst(cell);

		described->join[number].kind = join->kind;
		described->join[number++].columns = list_length(join->columns);
		described->joined_columns += list_length(join->columns);
		foreach(inner, join->columns)
			add_entry(plan, (Expr *) lfirst(inner));
		described->equalities = list_concat_unique_oid(described->equalities,
													   join->equalities);
	}
}

/*
 * Describe the aggregates, which are added to the scan tuple.
 */
static void
describe_aggregates(List *aggregates, PageScanPlan *described, CustomScan *plan)
{
	ListCell   *cell;

	described->aggregate = (PageAggregate *)
		palloc(list_length(aggregates) * sizeof(PageAggregate));
	foreach(cell, aggregates)
	{
		Aggref	   *written = lfirst_node(Aggref, cell);
		PageAggregate *aggregate = &described->aggregate[described->aggregates++];

		if (!page_scan_aggregate_kind(written, &aggregate->kind))
			elog(ERROR, "page scan does not support aggregate %u",
				 written->aggfnoid);
		aggregate->argument =
			expression_number(aggregate_argument(written, aggregate->kind),
							  &described->arguments);
		aggregate->filter = expression_number(written->aggfilter,
											  &described->filters);
		aggregate->aggregate = written->aggfnoid;
		aggregate->collation = written->inputcollid;
		add_entry(plan, (Expr *) written);
	}
}

static Plan *
page_scan_plan(PlannerInfo *root, RelOptInfo *rel, CustomPath *custom,
			   List *target_list, List *clauses, List *custom_plans)
{
	PageScanPath *path = (PageScanPath *) custom;
	CustomScan *plan = makeNode(CustomScan);
	PageScanPlan described = {
		.is_grouped = path->is_grouped, .is_whole = path->is_whole
	};
	ListCell   *cell;

	foreach(cell, path->joins)
		described.join_keys = lappend(described.join_keys,
									  copyObject(((PageJoin *) lfirst(cell))->table_keys));
	described.keys = (List *) copyObject(path->keys);
	plan->custom_scan_tlist =
		describe_columns(list_make3(custom->path.pathtarget->exprs,
									path->conditions, described.join_keys),
						 path->relation);
	described.columns = list_length(plan->custom_scan_tlist);
	describe_joins(path->joins, &described, plan);
	describe_aggregates(path->aggregates, &described, plan);
	page_scan_plan_pack(&described, plan);
	plan->scan.plan.targetlist = target_list;
	plan->scan.plan.qual = (List *) copyObject(path->conditions);
	plan->scan.scanrelid = path->relation;
	plan->flags = custom->flags;
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
