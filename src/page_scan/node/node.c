/*-------------------------------------------------------------------------
 *
 * node.c
 *	  The executor node of a page scan.
 *
 * Everything but the plans of joined relations begins when the first row is
 * fetched, and ends with the last one: of many partitions only one takes memory at a
 * time.  A scan that is executed again keeps it.
 *
 *-------------------------------------------------------------------------
 */
#include "scan.h"

#include "access/parallel.h"
#include "access/table.h"
#include "access/tableam.h"
#include "executor/instrument.h"
#include "nodes/nodeFuncs.h"
#include "utils/memutils.h"
#include "utils/rel.h"

static Node *page_scan_create_state(CustomScan *plan);
static void page_scan_begin(CustomScanState *node, EState *estate, int eflags);
static TupleTableSlot *page_scan_execute(CustomScanState *node);
static void page_scan_end(CustomScanState *node);
static void page_scan_rescan(CustomScanState *node);
static Size page_scan_estimate_shared(CustomScanState *node,
									  ParallelContext *context);
static void page_scan_initialize_shared(CustomScanState *node,
										ParallelContext *context,
										void *coordinate);
static void page_scan_reinitialize_shared(CustomScanState *node,
										  ParallelContext *context,
										  void *coordinate);
static void page_scan_initialize_worker(CustomScanState *node, shm_toc *toc,
										void *coordinate);
static void page_scan_explain(CustomScanState *node, List *ancestors,
							  ExplainState *explain);

const CustomScanMethods page_scan_plan_methods = {
	.CustomName = "Satisfaction Page Scan",
	.CreateCustomScanState = page_scan_create_state
};

static const CustomExecMethods page_scan_exec_methods = {
	.CustomName = "Satisfaction Page Scan",
	.BeginCustomScan = page_scan_begin,
	.ExecCustomScan = page_scan_execute,
	.EndCustomScan = page_scan_end,
	.ReScanCustomScan = page_scan_rescan,
	.EstimateDSMCustomScan = page_scan_estimate_shared,
	.InitializeDSMCustomScan = page_scan_initialize_shared,
	.ReInitializeDSMCustomScan = page_scan_reinitialize_shared,
	.InitializeWorkerCustomScan = page_scan_initialize_worker,
	.ExplainCustomScan = page_scan_explain
};

static Node *
page_scan_create_state(CustomScan *plan)
{
	PageScanState *state = (PageScanState *) palloc0(sizeof(PageScanState));

	NodeSetTag(state, T_CustomScanState);
	state->base.methods = &page_scan_exec_methods;
	return (Node *) state;
}

/*
 * A reader of the columns that the scan tuple begins with.
 */
static PageReader *
begin_reader(CustomScan *plan, Relation relation, int columns)
{
	AttrNumber *attnums = (AttrNumber *)
		palloc(columns * sizeof(AttrNumber));

	for (int i = 0; i < columns; i++)
	{
		TargetEntry *entry = list_nth_node(TargetEntry,
										   plan->custom_scan_tlist, i);

		attnums[i] = castNode(Var, entry->expr)->varattno;
	}
	return page_reader_begin(RelationGetDescr(relation), columns, attnums);
}

/*
 * The columns, by number, that the output needs.
 */
static Bitmapset *
output_columns(CustomScan *plan, int columns)
{
	List	   *variables = pull_var_clause((Node *) plan->scan.plan.targetlist,
											0);
	Bitmapset  *needed = NULL;
	ListCell   *cell;

	foreach(cell, variables)
	{
		Var		   *variable = lfirst_node(Var, cell);

		if (variable->varattno <= columns)
			needed = bms_add_member(needed, variable->varattno - 1);
	}
	return needed;
}

/*
 * The columns, by number, that are used after WHERE: by keys, filters,
 * arguments and joins, and for the output.
 */
static Bitmapset *
columns_after_where(CustomScan *plan, int columns)
{
	Bitmapset  *needed = output_columns(plan, columns);
	ListCell   *cell;

	foreach(cell, pull_var_clause((Node *) plan->custom_exprs, 0))
		needed = bms_add_member(needed, lfirst_node(Var, cell)->varattno - 1);
	return needed;
}

/*
 * Return true if filters or arguments of aggregates read columns of joins.
 */
static bool
counts_joined(const PageScanPlan *plan)
{
	List	   *counted = list_make2(plan->filters, plan->arguments);
	ListCell   *cell;

	foreach(cell, pull_var_clause((Node *) counted, 0))
	{
		if (lfirst_node(Var, cell)->varattno > plan->columns)
			return true;
	}
	return false;
}

/*
 * Check the user's privileges as ExecInitExpr() does.
 */
static bool
check_functions(Node *node, void *context)
{
	Oid			function = InvalidOid;

	if (node == NULL)
		return false;
	if (IsA(node, FuncExpr))
		function = ((FuncExpr *) node)->funcid;
	else if (IsA(node, OpExpr) || IsA(node, DistinctExpr) ||
			 IsA(node, NullIfExpr))
		function = ((OpExpr *) node)->opfuncid;
	else if (IsA(node, ScalarArrayOpExpr))
		function = ((ScalarArrayOpExpr *) node)->opfuncid;
	if (OidIsValid(function))
		page_scan_check_execute(function, GetUserId());
	return expression_tree_walker(node, check_functions, context);
}

/*
 * As the nodes of an ordinary plan, check privileges when execution begins: the
 * plan may have been made before they were revoked.  The owner of an aggregate
 * must be allowed to call its transition function, and the user the functions in
 * keys, filters and arguments, even those that loops replace, and those of the
 * equality of join keys.
 */
static void
check_privileges(CustomScan *node)
{
	PageScanPlan plan;
	ListCell   *cell;

	page_scan_plan_unpack(node, &plan);
	for (int i = 0; i < plan.aggregates; i++)
		page_call_check_owner(plan.aggregate[i].aggregate);
	(void) check_functions((Node *) node->custom_exprs, NULL);
	foreach(cell, plan.equalities)
		page_scan_check_execute(lfirst_oid(cell), GetUserId());
}

static void
page_scan_begin(CustomScanState *node, EState *estate, int eflags)
{
	CustomScan *plan = castNode(CustomScan, node->ss.ps.plan);
	ListCell   *cell;

	check_privileges(plan);
	eflags &= ~(EXEC_FLAG_BACKWARD | EXEC_FLAG_MARK);
	foreach(cell, plan->custom_plans)
		node->custom_ps = lappend(node->custom_ps,
								  ExecInitNode((Plan *) lfirst(cell), estate,
											   eflags));
}

/*
 * Begin all that reads and counts rows.
 */
static void
begin_scan(PageScanState *state)
{
	CustomScanState *node = &state->base;
	CustomScan *scan = castNode(CustomScan, node->ss.ps.plan);
	PlanState  *parent = &node->ss.ps;
	PageRowFormat *format = NULL;
	PageScanPlan plan;
	MemoryContext caller;
	int			lead;

	state->memory = AllocSetContextCreate(parent->state->es_query_cxt,
										  "satisfaction page scan",
										  ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(state->memory);
	page_scan_plan_unpack(scan, &plan);
	state->columns = plan.columns + plan.joined_columns;
	state->keys = list_length(plan.keys);
	state->grouped = plan.is_grouped;
	state->reader = begin_reader(scan, node->ss.ss_currentRelation, plan.columns);
	state->filter = page_filter_begin(scan->scan.plan.qual, state->reader, parent);
	state->counts_joined = counts_joined(&plan);
	if (state->counts_joined)
		page_reader_add_joined(state->reader, plan.joined_columns);
	lead = page_filter_first_column(state->filter);
	if (lead >= 0)
		page_reader_set_lead(state->reader, lead);
	if (state->grouped || plan.join_keys != NIL)
		format = page_row_format_begin(state->reader,
									   columns_after_where(scan, plan.columns));
	state->joins = page_joins_begin(node, plan.join, plan.join_keys, plan.columns,
									state->reader, format);
	if (state->grouped && state->joins == NULL)
		state->spill = page_spill_begin(format);
	state->groups = page_groups_begin(plan.keys, state->joins,
									  output_columns(scan, plan.columns),
									  state->spill != NULL, state->reader, parent);
	state->states = page_states_begin(plan.aggregate, plan.aggregates, plan.filters,
									  plan.arguments, plan.is_whole,
									  page_groups_memory(state->groups),
									  state->reader, parent);
	if (!state->grouped)
		page_states_widen(state->states);
	page_groups_reset(state->groups, page_states_size(state->states));
	state->rows = (PageScanRows *) palloc(sizeof(PageScanRows));
	state->rows->overflow.count = 0;
	for (int row = 0; row < MaxHeapTuplesPerPage; row++)
		state->rows->all.rows[row] = (PageRow) row;
	ExecStoreAllNullTuple(node->ss.ss_ScanTupleSlot);
	MemoryContextSwitchTo(caller);
}

static void
update_statistics(PageScanState *state)
{
	PageScanStatistics *statistics = &state->statistics;

	statistics->group_memory =
		Max(statistics->group_memory,
			MemoryContextMemAllocated(page_groups_memory(state->groups), true));
	if (state->spill != NULL)
		statistics->spill_batches = page_spill_batches(state->spill);
	if (state->joins != NULL)
		page_joins_statistics(state->joins, &statistics->join_memory,
							  &statistics->join_batches);
}

/*
 * Close files, and free all but the plans of joined relations.
 */
static void
end_scan(PageScanState *state)
{
	if (state->memory == NULL)
		return;
	if (state->spill != NULL)
		page_spill_reset(state->spill);
	page_joins_end(state->joins);
	/* functions that expressions have called may have something to shut down */
	ReScanExprContext(state->base.ss.ps.ps_ExprContext);
	MemoryContextDelete(state->memory);
	state->memory = NULL;
}

static void
empty_groups(PageScanState *state)
{
	update_statistics(state);
	page_groups_reset(state->groups, page_states_size(state->states));
	page_states_clear(state->states);
}

/*
 * Reset the table after all groups were emitted, and go to the first rows that
 * were spilled or deferred.
 */
static void
begin_next_groups(PageScanState *state)
{
	empty_groups(state);
	if (!state->at_end)
		return;
	state->from_file = false;
	if (state->joins != NULL)
		state->from_file = page_joins_next_batch(state->joins);
	if (state->spill != NULL)
	{
		state->from_file = page_spill_next_batch(state->spill);
		page_groups_set_bounded(state->groups,
								page_spill_can_divide(state->spill));
	}
	state->at_end = !state->from_file;
}

static TupleTableSlot *
emit_group(PageScanState *state, PageGroup *group)
{
	ScanState  *node = &state->base.ss;
	ExprContext *context = node->ps.ps_ExprContext;
	TupleTableSlot *slot = node->ss_ScanTupleSlot;
	MemoryContext caller;

	ResetExprContext(context);
	caller = MemoryContextSwitchTo(context->ecxt_per_tuple_memory);
	page_groups_output(state->groups, group, slot);
	page_states_output(state->states, group, page_groups_values(state->groups),
					   slot, state->columns);
	if (state->joins != NULL)
		page_joins_output(state->joins, group, state->keys, slot);
	MemoryContextSwitchTo(caller);
	if (node->ps.ps_ProjInfo == NULL)
		return slot;
	context->ecxt_scantuple = slot;
	return ExecProject(node->ps.ps_ProjInfo);
}

static TupleTableSlot *
page_scan_execute(CustomScanState *node)
{
	PageScanState *state = (PageScanState *) node;

	if (state->memory == NULL && !state->at_end)
		begin_scan(state);
	for (;;)
	{
		if (!state->emitting)
		{
			if (state->at_end)
			{
				if (!state->rescanned && state->joins == NULL)
					end_scan(state);
				return NULL;
			}
			page_scan_fill_groups(state);
			state->emitting = true;
			state->next_group = 0;
		}
		if (state->next_group < page_groups_count(state->groups))
			return emit_group(state, page_groups_get(state->groups,
													 state->next_group++));
		state->emitting = false;
		begin_next_groups(state);
	}
}

static void
page_scan_end(CustomScanState *node)
{
	PageScanState *state = (PageScanState *) node;
	ListCell   *cell;

	end_scan(state);
	if (state->scan != NULL)
		table_endscan(state->scan);
	foreach(cell, node->custom_ps)
		ExecEndNode((PlanState *) lfirst(cell));
}

static void
page_scan_rescan(CustomScanState *node)
{
	PageScanState *state = (PageScanState *) node;
	ListCell   *cell;

	foreach(cell, node->custom_ps)
	{
		if (node->ss.ps.chgParam != NULL)
			UpdateChangedParamSet((PlanState *) lfirst(cell),
								  node->ss.ps.chgParam);
	}
	if (state->scan != NULL)
		table_rescan(state->scan, NULL);
	state->rescanned = true;
	state->from_file = false;
	state->page_pending = false;
	state->at_end = false;
	state->emitting = false;
	if (state->memory == NULL)
		return;
	page_filter_reset(state->filter);
	page_joins_reset(state->joins);
	page_states_reset(state->states);
	empty_groups(state);
	if (state->spill != NULL)
		page_spill_reset(state->spill);
	page_groups_set_bounded(state->groups, true);
}

static void
page_scan_explain(CustomScanState *node, List *ancestors,
				  ExplainState *explain)
{
	PageScanState *state = (PageScanState *) node;

	if (state->memory != NULL)
		update_statistics(state);
	page_explain(node, ancestors, explain, &state->statistics);
}

/*
 * Parallel: all processes take their blocks from the server's shared scan.
 */
static Size
page_scan_estimate_shared(CustomScanState *node, ParallelContext *context)
{
	return table_parallelscan_estimate(node->ss.ss_currentRelation,
									   node->ss.ps.state->es_snapshot);
}

static void
page_scan_initialize_shared(CustomScanState *node, ParallelContext *context,
							void *coordinate)
{
	PageScanState *state = (PageScanState *) node;
	Relation	relation = node->ss.ss_currentRelation;
	ParallelTableScanDesc shared = (ParallelTableScanDesc) coordinate;

	table_parallelscan_initialize(relation, shared,
								  node->ss.ps.state->es_snapshot);
	state->scan = page_scan_begin_table(&node->ss, shared);
}

static void
page_scan_reinitialize_shared(CustomScanState *node, ParallelContext *context,
							  void *coordinate)
{
	table_parallelscan_reinitialize(node->ss.ss_currentRelation,
									(ParallelTableScanDesc) coordinate);
}

static void
page_scan_initialize_worker(CustomScanState *node, shm_toc *toc,
							void *coordinate)
{
	PageScanState *state = (PageScanState *) node;

	state->scan = page_scan_begin_table(&node->ss,
										(ParallelTableScanDesc) coordinate);
}
