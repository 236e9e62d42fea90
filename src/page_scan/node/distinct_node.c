/*-------------------------------------------------------------------------
 *
 * distinct_node.c
 *	  count(DISTINCT value): the executor node above the final aggregation.
 *
 * It delivers the rows of that as they are; only the plan knows the counts by
 * another name.
 *
 *-------------------------------------------------------------------------
 */
#include "node.h"

static Node *distinct_create_state(CustomScan *plan);
static void distinct_begin(CustomScanState *node, EState *estate, int eflags);
static TupleTableSlot *distinct_execute(CustomScanState *node);

const CustomScanMethods page_distinct_plan_methods = {
	.CustomName = "Satisfaction Distinct",
	.CreateCustomScanState = distinct_create_state
};

static const CustomExecMethods distinct_exec_methods = {
	.CustomName = "Satisfaction Distinct",
	.BeginCustomScan = distinct_begin,
	.ExecCustomScan = distinct_execute,
	.EndCustomScan = page_node_end_below,
	.ReScanCustomScan = page_node_rescan_below
};

static Node *
distinct_create_state(CustomScan *plan)
{
	CustomScanState *state = makeNode(CustomScanState);

	state->methods = &distinct_exec_methods;
	return (Node *) state;
}

static void
distinct_begin(CustomScanState *node, EState *estate, int eflags)
{
	(void) page_node_begin_below(node, estate, eflags);
}

static TupleTableSlot *
distinct_execute(CustomScanState *node)
{
	TupleTableSlot *row = ExecProcNode((PlanState *) linitial(node->custom_ps));
	TupleTableSlot *slot = node->ss.ss_ScanTupleSlot;
	int			columns = slot->tts_tupleDescriptor->natts;

	ExecClearTuple(slot);
	if (TupIsNull(row))
		return slot;
	slot_getallattrs(row);
	memcpy(slot->tts_values, row->tts_values, columns * sizeof(Datum));
	memcpy(slot->tts_isnull, row->tts_isnull, columns * sizeof(bool));
	ExecStoreVirtualTuple(slot);
	return page_node_project(node);
}
