/*-------------------------------------------------------------------------
 *
 * grouping_sets.c
 *	  Grouping sets: the executor node.
 *
 * It delivers each group of the node below once for every grouping set.  If
 * there are no groups, each empty set has one all the same, in which nothing
 * was counted.
 *
 *-------------------------------------------------------------------------
 */
#include "node.h"

typedef struct PageGroupingSet
{
	List	   *null_columns;
	List	   *values;			/* of each GROUPING() */
	bool		is_empty;
} PageGroupingSet;

typedef struct PageGroupingSetsState
{
	CustomScanState base;
	PlanState  *below;
	int			sets;
	PageGroupingSet *set;
	int			number;			/* of the first column that is not below's */
	TupleTableSlot *group;		/* NULL if there are none */
	int			next_set;		/* for the group; sets if that is done */
	bool		any_group;
	bool		at_end;
} PageGroupingSetsState;

static Node *page_sets_create_state(CustomScan *plan);
static void page_sets_begin(CustomScanState *node, EState *estate, int eflags);
static TupleTableSlot *page_sets_execute(CustomScanState *node);
static void page_sets_end(CustomScanState *node);
static void page_sets_rescan(CustomScanState *node);

const CustomScanMethods page_sets_plan_methods = {
	.CustomName = "Satisfaction Grouping Sets",
	.CreateCustomScanState = page_sets_create_state
};

static const CustomExecMethods page_sets_exec_methods = {
	.CustomName = "Satisfaction Grouping Sets",
	.BeginCustomScan = page_sets_begin,
	.ExecCustomScan = page_sets_execute,
	.EndCustomScan = page_sets_end,
	.ReScanCustomScan = page_sets_rescan
};

static Node *
page_sets_create_state(CustomScan *plan)
{
	PageGroupingSetsState *state = (PageGroupingSetsState *) palloc0(sizeof(PageGroupingSetsState));

	NodeSetTag(state, T_CustomScanState);
	state->base.methods = &page_sets_exec_methods;
	return (Node *) state;
}

static void
start_over(PageGroupingSetsState *state)
{
	state->next_set = state->sets;
	state->any_group = false;
	state->at_end = false;
}

static void
page_sets_begin(CustomScanState *node, EState *estate, int eflags)
{
	PageGroupingSetsState *state = (PageGroupingSetsState *) node;
	CustomScan *plan = castNode(CustomScan, node->ss.ps.plan);
	ListCell   *cell;

	eflags &= ~(EXEC_FLAG_BACKWARD | EXEC_FLAG_MARK);
	state->below = ExecInitNode((Plan *) linitial(plan->custom_plans), estate,
								eflags);
	node->custom_ps = list_make1(state->below);
	state->number = list_length(state->below->plan->targetlist);
	state->set = (PageGroupingSet *)
		palloc(list_length(plan->custom_private) * sizeof(PageGroupingSet));
	foreach(cell, plan->custom_private)
	{
		List	   *description = (List *) lfirst(cell);
		PageGroupingSet *set = &state->set[state->sets++];

		set->null_columns = linitial(description);
		set->values = lsecond(description);
		set->is_empty = linitial_int(lthird(description)) != 0;
	}
	start_over(state);
}

/*
 * Go to the next group; false after the last.
 */
static bool
go_to_next_group(PageGroupingSetsState *state)
{
	if (state->at_end)
		return false;
	state->group = ExecProcNode(state->below);
	state->next_set = 0;
	if (!TupIsNull(state->group))
	{
		slot_getallattrs(state->group);
		state->any_group = true;
		return true;
	}
	state->group = NULL;
	state->at_end = true;
	return !state->any_group;
}

/*
 * Go to the next set that the group has a place in; NULL if there is none.
 */
static const PageGroupingSet *
go_to_next_set(PageGroupingSetsState *state)
{
	while (state->next_set < state->sets)
	{
		const PageGroupingSet *set = &state->set[state->next_set++];

		if (state->group != NULL || set->is_empty)
			return set;
	}
	return NULL;
}

/*
 * Store the group as it is in a set.
 */
static void
store_group(PageGroupingSetsState *state, const PageGroupingSet *set, TupleTableSlot *slot)
{
	int			column = state->number;
	ListCell   *cell;

	ExecStoreAllNullTuple(slot);
	if (state->group != NULL)
	{
		memcpy(slot->tts_values, state->group->tts_values,
			   state->number * sizeof(Datum));
		memcpy(slot->tts_isnull, state->group->tts_isnull,
			   state->number * sizeof(bool));
	}
	foreach(cell, set->null_columns)
		slot->tts_isnull[lfirst_int(cell)] = true;
	slot->tts_isnull[column] = false;
	slot->tts_values[column++] = Int32GetDatum((int32) (set - state->set));
	foreach(cell, set->values)
	{
		slot->tts_isnull[column] = false;
		slot->tts_values[column++] = Int32GetDatum(lfirst_int(cell));
	}
}

/*
 * The output for the scan tuple.
 */
static TupleTableSlot *
project(CustomScanState *node)
{
	ExprContext *context = node->ss.ps.ps_ExprContext;

	if (node->ss.ps.ps_ProjInfo == NULL)
		return node->ss.ss_ScanTupleSlot;
	ResetExprContext(context);
	context->ecxt_scantuple = node->ss.ss_ScanTupleSlot;
	return ExecProject(node->ss.ps.ps_ProjInfo);
}

static TupleTableSlot *
page_sets_execute(CustomScanState *node)
{
	PageGroupingSetsState *state = (PageGroupingSetsState *) node;
	const PageGroupingSet *set;

	while ((set = go_to_next_set(state)) == NULL)
	{
		if (!go_to_next_group(state))
			return NULL;
	}
	store_group(state, set, node->ss.ss_ScanTupleSlot);
	return project(node);
}

static void
page_sets_end(CustomScanState *node)
{
	ExecEndNode(((PageGroupingSetsState *) node)->below);
}

static void
page_sets_rescan(CustomScanState *node)
{
	PageGroupingSetsState *state = (PageGroupingSetsState *) node;

	if (node->ss.ps.chgParam != NULL)
		UpdateChangedParamSet(state->below, node->ss.ps.chgParam);
	if (state->below->chgParam == NULL)
		ExecReScan(state->below);
	start_over(state);
}
