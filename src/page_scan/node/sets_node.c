/*-------------------------------------------------------------------------
 *
 * sets_node.c
 *	  Grouping sets: the executor node.
 *
 * It delivers each group of the node below once for every grouping set.  If
 * there are no groups, each empty set has one all the same, in which nothing
 * was counted.
 *
 *-------------------------------------------------------------------------
 */
#include "node.h"

typedef struct PageSet
{
	List	   *null_columns;
	List	   *values;			/* of each GROUPING() */
	bool		is_empty;
} PageSet;

typedef struct PageSetsState
{
	CustomScanState base;
	PlanState  *below;
	int			sets;
	PageSet    *set;
	int			number;			/* of the first column that is not below's */
	TupleTableSlot *group;		/* NULL if there are none */
	int			next_set;		/* for the group; sets if that is done */
	bool		any_group;
	bool		at_end;
} PageSetsState;

static Node *page_sets_create_state(CustomScan *plan);
static void page_sets_begin(CustomScanState *node, EState *estate, int eflags);
static TupleTableSlot *page_sets_execute(CustomScanState *node);
static void page_sets_rescan(CustomScanState *node);

const CustomScanMethods page_sets_plan_methods = {
	.CustomName = "Satisfaction Grouping Sets",
	.CreateCustomScanState = page_sets_create_state
};

static const CustomExecMethods page_sets_exec_methods = {
	.CustomName = "Satisfaction Grouping Sets",
	.BeginCustomScan = page_sets_begin,
	.ExecCustomScan = page_sets_execute,
	.EndCustomScan = page_node_end_below,
	.ReScanCustomScan = page_sets_rescan
};

static Node *
page_sets_create_state(CustomScan *plan)
{
	PageSetsState *state = (PageSetsState *) palloc0(sizeof(PageSetsState));

	NodeSetTag(state, T_CustomScanState);
	state->base.methods = &page_sets_exec_methods;
	return (Node *) state;
}

static void
start_over(PageSetsState *state)
{
	state->next_set = state->sets;
	state->any_group = false;
	state->at_end = false;
}

static void
page_sets_begin(CustomScanState *node, EState *estate, int eflags)
{
	PageSetsState *state = (PageSetsState *) node;
	CustomScan *plan = castNode(CustomScan, node->ss.ps.plan);
	ListCell   *cell;

	state->below = page_node_begin_below(node, estate, eflags);
	state->number = list_length(state->below->plan->targetlist);
	state->set = (PageSet *)
		palloc(list_length(plan->custom_private) * sizeof(PageSet));
	foreach(cell, plan->custom_private)
	{
		List	   *description = (List *) lfirst(cell);
		PageSet    *set = &state->set[state->sets++];

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
go_to_next_group(PageSetsState *state)
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
static const PageSet *
go_to_next_set(PageSetsState *state)
{
	while (state->next_set < state->sets)
	{
		const PageSet *set = &state->set[state->next_set++];

		if (state->group != NULL || set->is_empty)
			return set;
	}
	return NULL;
}

/*
 * Store the group as it is in a set.
 */
static void
store_group(PageSetsState *state, const PageSet *set, TupleTableSlot *slot)
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

static TupleTableSlot *
page_sets_execute(CustomScanState *node)
{
	PageSetsState *state = (PageSetsState *) node;
	const PageSet *set;

	while ((set = go_to_next_set(state)) == NULL)
	{
		if (!go_to_next_group(state))
			return NULL;
	}
	store_group(state, set, node->ss.ss_ScanTupleSlot);
	return page_node_project(node);
}

static void
page_sets_rescan(CustomScanState *node)
{
	page_node_rescan_below(node);
	start_over((PageSetsState *) node);
}
