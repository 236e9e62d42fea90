/*-------------------------------------------------------------------------
 *
 * above.c
 *	  What the nodes above others do alike.
 *
 *-------------------------------------------------------------------------
 */
#include "node.h"

/*
 * Begin the node below.
 */
PlanState *
page_node_begin_below(CustomScanState *node, EState *estate, int eflags)
{
	CustomScan *plan = castNode(CustomScan, node->ss.ps.plan);
	PlanState  *below;

	eflags &= ~(EXEC_FLAG_BACKWARD | EXEC_FLAG_MARK);
	below = ExecInitNode((Plan *) linitial(plan->custom_plans), estate, eflags);
	node->custom_ps = list_make1(below);
	return below;
}

static PlanState *
below_of(CustomScanState *node)
{
	return (PlanState *) linitial(node->custom_ps);
}

/*
 * What the node delivers for its scan tuple.
 */
TupleTableSlot *
page_node_project(CustomScanState *node)
{
	TupleTableSlot *slot = node->ss.ss_ScanTupleSlot;
	ExprContext *context = node->ss.ps.ps_ExprContext;

	if (node->ss.ps.ps_ProjInfo == NULL)
		return slot;
	ResetExprContext(context);
	context->ecxt_scantuple = slot;
	return ExecProject(node->ss.ps.ps_ProjInfo);
}

void
page_node_end_below(CustomScanState *node)
{
	ExecEndNode(below_of(node));
}

void
page_node_rescan_below(CustomScanState *node)
{
	PlanState  *below = below_of(node);

	if (node->ss.ps.chgParam != NULL)
		UpdateChangedParamSet(below, node->ss.ps.chgParam);
	if (below->chgParam == NULL)
		ExecReScan(below);
}
