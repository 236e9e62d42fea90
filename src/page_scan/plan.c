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
#include "page_scan.h"

#include "nodes/makefuncs.h"
#include "optimizer/restrictinfo.h"
#include "utils/lsyscache.h"

static Plan *page_scan_plan(PlannerInfo *root, RelOptInfo *rel,
							CustomPath *path, List *target_list,
							List *clauses, List *custom_plans);

const CustomPathMethods page_scan_path_methods = {
	.CustomName = "Satisfaction Page Scan",
	.PlanCustomPath = page_scan_plan
};

/*
 * A scan tuple entry for each column of the table, by ascending number.
 */
static List *
describe_columns(List *expressions, int relation)
{
	List	   *variables = pull_var_clause((Node *) expressions,
											PVC_RECURSE_AGGREGATES);
	Bitmapset  *done = NULL;
	Var		   *by_number[MaxHeapAttributeNumber + 1] = {NULL};
	List	   *entries = NIL;
	ListCell   *cell;
	int			number = -1;

	foreach(cell, variables)
	{
		Var		   *variable = lfirst_node(Var, cell);

		if (variable->varno != relation)
			continue;
		by_number[variable->varattno] = variable;
		done = bms_add_member(done, variable->varattno);
	}
	while ((number = bms_next_member(done, number)) >= 0)
		entries = lappend(entries,
						  makeTargetEntry((Expr *) copyObject(by_number[number]),
										  list_length(entries) + 1, NULL,
										  false));
	return entries;
}

/*
 * The number, from 0, of a column of the table.
 */
static int
column_number(Var *column, List *columns)
{
	ListCell   *cell;
	int			number = 0;

	foreach(cell, columns)
	{
		Var		   *variable = (Var *) lfirst_node(TargetEntry, cell)->expr;

		if (variable->varattno == column->varattno)
			return number;
		number++;
	}
	elog(ERROR, "page scan has no such column");
	return -1;					/* keep compiler quiet */
}

/*
 * The number of the column that an aggregate counts; -1 for none.
 */
static int
aggregate_column(Aggref *aggregate, List *columns)
{
	Expr	   *argument;

	if (aggregate->args == NIL)
		return -1;
	argument = linitial_node(TargetEntry, aggregate->args)->expr;
	while (IsA(argument, RelabelType))
		argument = ((RelabelType *) argument)->arg;
	return column_number((Var *) argument, columns);
}

/*
 * The number, from 0, of a filter in the list, to which a new one is added;
 * -1 for none.
 */
static int
filter_number(Expr *filter, List **filters)
{
	ListCell   *cell;
	int			number = 0;

	if (filter == NULL)
		return -1;
	foreach(cell, *filters)
	{
		if (equal(lfirst(cell), filter))
			return number;
		number++;
	}
	*filters = lappend(*filters, copyObject(filter));
	return number;
}

/*
 * The columns of the table that the joins need.
 */
static List *
joining_columns(List *joins)
{
	List	   *columns = NIL;
	ListCell   *cell;

	foreach(cell, joins)
		columns = list_concat(columns, list_copy(lsecond((List *) lfirst(cell))));
	return columns;
}

/*
 * Describe each join to the executor, and add the columns that it brings to
 * the scan tuple.
 */
static List *
describe_joins(List *joins, List *columns, List **entries)
{
	List	   *descriptions = NIL;
	ListCell   *cell;
	ListCell   *inner;

	foreach(cell, joins)
	{
		List	   *join = (List *) lfirst(cell);
		List	   *joined = lthird(join);
		List	   *description = list_make2_int(linitial_int(linitial(join)),
												 list_length(joined));

		foreach(inner, (List *) lsecond(join))
			description = lappend_int(description,
									  column_number(lfirst_node(Var, inner),
													columns));
		foreach(inner, joined)
			*entries = lappend(*entries,
							   makeTargetEntry((Expr *) copyObject(lfirst(inner)),
											   list_length(*entries) + 1, NULL,
											   false));
		descriptions = lappend(descriptions, description);
	}
	return descriptions;
}

/*
 * The path's private list: the aggregates, the keys, the conditions, whether
 * there is a GROUP BY and which table it is, and the joins.
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
	int			joined;
	List	   *filters = NIL;
	List	   *numbers = NIL;
	ListCell   *cell;

	columns = describe_columns(list_make3(path->path.pathtarget->exprs,
										  conditions, joining_columns(joins)),
							   relation);
	plan->custom_scan_tlist = list_copy(columns);
	described = describe_joins(joins, columns, &plan->custom_scan_tlist);
	joined = list_length(plan->custom_scan_tlist) - list_length(columns);
	foreach(cell, aggregates)
	{
		Aggref	   *aggregate = lfirst_node(Aggref, cell);
		PageStateKind kind;

		if (!page_scan_aggregate_kind(aggregate, &kind))
			elog(ERROR, "page scan does not support aggregate %u",
				 aggregate->aggfnoid);
		numbers = lappend_int(numbers, kind);
		numbers = lappend_int(numbers, aggregate_column(aggregate, columns));
		numbers = lappend_int(numbers, filter_number(aggregate->aggfilter,
													 &filters));
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
	plan->custom_exprs = list_concat((List *) copyObject(keys), filters);
	plan->custom_private =
		list_make3(list_make3_int(list_length(columns), joined,
								  grouped ? list_length(keys) : -1),
				   numbers, described);
	plan->custom_plans = custom_plans;
	plan->methods = &page_scan_plan_methods;
	return &plan->scan.plan;
}
