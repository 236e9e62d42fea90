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
 * here has.  A node above the final aggregation gives it its own name again, for
 * the rest of the plan to find.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

#include "catalog/pg_aggregate.h"
#include "catalog/pg_collation.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/tlist.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/* The server's count(value). */
#define COUNT_VALUES_AGGREGATE	2147

/* What a value takes in the set of those met, a quarter of which may be used. */
#define VALUE_SIZE				(8 * sizeof(Datum))

static Plan *distinct_plan(PlannerInfo *root, RelOptInfo *rel,
						   CustomPath *path, List *target_list,
						   List *clauses, List *custom_plans);
static Node *distinct_create_state(CustomScan *plan);
static void distinct_begin(CustomScanState *node, EState *estate, int eflags);
static TupleTableSlot *distinct_execute(CustomScanState *node);
static void distinct_end(CustomScanState *node);
static void distinct_rescan(CustomScanState *node);

static const CustomPathMethods distinct_path_methods = {
	.CustomName = "Satisfaction Distinct",
	.PlanCustomPath = distinct_plan
};

const CustomScanMethods page_distinct_plan_methods = {
	.CustomName = "Satisfaction Distinct",
	.CreateCustomScanState = distinct_create_state
};

static const CustomExecMethods distinct_exec_methods = {
	.CustomName = "Satisfaction Distinct",
	.BeginCustomScan = distinct_begin,
	.ExecCustomScan = distinct_execute,
	.EndCustomScan = distinct_end,
	.ReScanCustomScan = distinct_rescan
};

/*
 * Has an aggregate the mark?
 */
bool
page_distinct_is_marked(Oid aggregate, Oid collation)
{
	return aggregate == COUNT_VALUES_AGGREGATE && collation == C_COLLATION_OID;
}

/*
 * Is it count(DISTINCT value), marked or not, of values that are equal if their
 * bits are?
 */
bool
page_distinct_is_count(Aggref *aggregate)
{
	SortGroupClause *clause;
	Oid			type;

	if (aggregate->aggfnoid != COUNT_VALUES_AGGREGATE ||
		aggregate->aggkind != AGGKIND_NORMAL || aggregate->agglevelsup != 0 ||
		aggregate->aggorder != NIL || list_length(aggregate->args) != 1)
		return false;
	type = exprType((Node *) linitial_node(TargetEntry, aggregate->args)->expr);
	if (!get_typbyval(type) || OidIsValid(get_typcollation(type)) ||
		!page_key_is_supported_type(type, InvalidOid))
		return false;
	if (aggregate->aggdistinct == NIL)
		return page_distinct_is_marked(aggregate->aggfnoid,
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

static Node *
distinct_create_state(CustomScan *plan)
{
	CustomScanState *state = makeNode(CustomScanState);

	state->methods = &distinct_exec_methods;
	return (Node *) state;
}

static PlanState *
aggregation_of(CustomScanState *node)
{
	return (PlanState *) linitial(node->custom_ps);
}

static void
distinct_begin(CustomScanState *node, EState *estate, int eflags)
{
	CustomScan *plan = castNode(CustomScan, node->ss.ps.plan);

	node->custom_ps = list_make1(ExecInitNode((Plan *) linitial(plan->custom_plans),
											  estate, eflags));
}

static TupleTableSlot *
distinct_execute(CustomScanState *node)
{
	TupleTableSlot *row = ExecProcNode(aggregation_of(node));
	TupleTableSlot *slot = node->ss.ss_ScanTupleSlot;
	ExprContext *context = node->ss.ps.ps_ExprContext;
	int			columns = slot->tts_tupleDescriptor->natts;

	ExecClearTuple(slot);
	if (TupIsNull(row))
		return slot;
	slot_getallattrs(row);
	memcpy(slot->tts_values, row->tts_values, columns * sizeof(Datum));
	memcpy(slot->tts_isnull, row->tts_isnull, columns * sizeof(bool));
	ExecStoreVirtualTuple(slot);
	if (node->ss.ps.ps_ProjInfo == NULL)
		return slot;
	ResetExprContext(context);
	context->ecxt_scantuple = slot;
	return ExecProject(node->ss.ps.ps_ProjInfo);
}

static void
distinct_end(CustomScanState *node)
{
	ExecEndNode(aggregation_of(node));
}

static void
distinct_rescan(CustomScanState *node)
{
	PlanState  *aggregation = aggregation_of(node);

	if (node->ss.ps.chgParam != NULL)
		UpdateChangedParamSet(aggregation, node->ss.ps.chgParam);
	if (aggregation->chgParam == NULL)
		ExecReScan(aggregation);
}
