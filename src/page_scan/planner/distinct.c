/*-------------------------------------------------------------------------
 *
 * distinct.c
 *	  count(DISTINCT value) beside our aggregates.
 *
 * Without workers, joins and partitions there is one scan, which emits each
 * group once.  It notes the values that it has met, and counts each once.  So
 * its partial count is that of count(value) over other rows, and can be finished
 * like it.
 *
 * The server knows no partial form of an aggregate with DISTINCT.  Below, it is
 * count(value) with a collation for a mark, which no type that is supported
 * here has: page_call_is_distinct().  A node above the final aggregation gives it
 * its own name again, for the rest of the plan to find.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "catalog/pg_aggregate.h"
#include "catalog/pg_collation.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/tlist.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/* What a value takes in the set of those met, a quarter of which may be used. */
#define VALUE_SIZE				(8 * sizeof(Datum))

static Plan *distinct_plan(PlannerInfo *root, RelOptInfo *rel,
						   CustomPath *path, List *target_list,
						   List *clauses, List *custom_plans);

static const CustomPathMethods distinct_path_methods = {
	.CustomName = "Satisfaction Distinct",
	.PlanCustomPath = distinct_plan
};

/*
 * Is it count(DISTINCT value), marked or not, of values that are equal if their
 * bits are?
 */
bool
page_distinct_is_count(Aggref *aggregate)
{
	SortGroupClause *clause;
	Oid			type;

	if (aggregate->aggfnoid != PAGE_COUNT_OF_VALUES ||
		aggregate->aggkind != AGGKIND_NORMAL || aggregate->agglevelsup != 0 ||
		aggregate->aggorder != NIL || list_length(aggregate->args) != 1)
		return false;
	type = exprType((Node *) linitial_node(TargetEntry, aggregate->args)->expr);
	if (!get_typbyval(type) || OidIsValid(get_typcollation(type)) ||
		!page_key_is_supported_type(type, InvalidOid))
		return false;
	if (aggregate->aggdistinct == NIL)
		return page_call_is_distinct(aggregate->aggfnoid,
									 aggregate->inputcollid);
	clause = linitial_node(SortGroupClause, aggregate->aggdistinct);
	return list_length(aggregate->aggdistinct) == 1 &&
		lookup_type_cache(type, TYPECACHE_EQ_OPR)->eq_opr == clause->eqop;
}

/*
 * An expression with marks instead of DISTINCT.
 */
static Node *
mark(Node *node, void *context)
{
	Aggref	   *aggregate = (Aggref *) node;

	if (node == NULL)
		return NULL;
	if (!IsA(node, Aggref) || aggregate->aggdistinct == NIL)
		return expression_tree_mutator(node, mark, context);
	aggregate = (Aggref *) copyObject(aggregate);
	aggregate->aggdistinct = NIL;
	aggregate->inputcollid = C_COLLATION_OID;
	page_scan_forget_order(aggregate);
	linitial_node(TargetEntry, aggregate->args)->ressortgroupref = 0;
	return (Node *) aggregate;
}

Node *
page_distinct_mark(Node *expression)
{
	return mark(expression, NULL);
}

/*
 * The values that are counted, of all such aggregates in a list.
 */
List *
page_distinct_values(List *expressions)
{
	List	   *values = NIL;
	ListCell   *cell;

	foreach(cell, expressions)
	{
		Aggref	   *aggregate = (Aggref *) lfirst(cell);

		if (IsA(aggregate, Aggref) && page_distinct_is_count(aggregate))
			values = lappend(values,
							 linitial_node(TargetEntry, aggregate->args)->expr);
	}
	return values;
}

/*
 * Do the different values of all groups fit into memory, as far as is known?
 */
bool
page_distinct_fits(PlannerInfo *root, RelOptInfo *table, List *values,
				   List *keys)
{
	double		count = 0;
	ListCell   *cell;

	foreach(cell, values)
		count += page_scan_expect_groups(root, table,
										 lappend(list_copy(keys), lfirst(cell)));
	return count * VALUE_SIZE <= (double) page_scan_memory_limit();
}

/*
 * The target of the final aggregation.
 */
PathTarget *
page_distinct_target(PathTarget *target)
{
	PathTarget *marked = copy_pathtarget(target);

	marked->exprs = (List *) page_distinct_mark((Node *) target->exprs);
	return marked;
}

/*
 * What is above the final aggregation.
 */
Path *
page_distinct_path(RelOptInfo *output, Path *final)
{
	CustomPath *custom = makeNode(CustomPath);

	custom->path = *final;
	custom->path.type = T_CustomPath;
	custom->path.pathtype = T_CustomScan;
	custom->path.pathtarget = output->reltarget;
	custom->flags = CUSTOMPATH_SUPPORT_PROJECTION;
	custom->custom_paths = list_make1(final);
	custom->methods = &distinct_path_methods;
	return &custom->path;
}

static Plan *
distinct_plan(PlannerInfo *root, RelOptInfo *rel, CustomPath *path,
			  List *target_list, List *clauses, List *custom_plans)
{
	return page_scan_plan_above(path, target_list, custom_plans,
								&page_distinct_plan_methods);
}
