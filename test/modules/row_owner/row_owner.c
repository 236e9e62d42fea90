/*-------------------------------------------------------------------------
 *
 * row_owner.c
 *	  Owns the rows of heap tables whose name begins with "owned".
 *
 * The server's paths of such a table, which is empty, are replaced by a custom
 * scan that returns a thousand rows from elsewhere, as extensions do that keep
 * the rows of a table compressed.  The columns must be integers; each has the
 * values 0 to 10 in turn.
 *
 * Of a table whose name begins with "hinted" it leaves only index paths, as
 * pg_hint_plan does for a hint.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/executor.h"
#include "fmgr.h"
#include "nodes/extensible.h"
#include "nodes/pathnodes.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "optimizer/restrictinfo.h"
#include "utils/lsyscache.h"

#define OWNED_ROWS		1000

PG_MODULE_MAGIC;

typedef struct OwnedScanState
{
	CustomScanState base;
	int			row;
} OwnedScanState;

void		_PG_init(void);

static set_rel_pathlist_hook_type next_set_rel_pathlist_hook = NULL;

static TupleTableSlot *
next_row(ScanState *node)
{
	OwnedScanState *state = (OwnedScanState *) node;
	TupleTableSlot *slot = node->ss_ScanTupleSlot;
	int			columns = slot->tts_tupleDescriptor->natts;

	ExecClearTuple(slot);
	if (state->row == OWNED_ROWS)
		return slot;
	for (int i = 0; i < columns; i++)
	{
		slot->tts_values[i] = Int32GetDatum(state->row % 11);
		slot->tts_isnull[i] = false;
	}
	state->row++;
	return ExecStoreVirtualTuple(slot);
}

static bool
recheck_row(ScanState *node, TupleTableSlot *slot)
{
	return true;
}

static void
begin_scan(CustomScanState *node, EState *estate, int eflags)
{
}

static TupleTableSlot *
execute_scan(CustomScanState *node)
{
	return ExecScan(&node->ss, next_row, recheck_row);
}

static void
end_scan(CustomScanState *node)
{
}

static void
rescan(CustomScanState *node)
{
	((OwnedScanState *) node)->row = 0;
	ExecScanReScan(&node->ss);
}

static const CustomExecMethods exec_methods = {
	.CustomName = "Owned Rows",
	.BeginCustomScan = begin_scan,
	.ExecCustomScan = execute_scan,
	.EndCustomScan = end_scan,
	.ReScanCustomScan = rescan
};

static Node *
create_state(CustomScan *plan)
{
	OwnedScanState *state = (OwnedScanState *) palloc0(sizeof(OwnedScanState));

	NodeSetTag(state, T_CustomScanState);
	state->base.methods = &exec_methods;
	return (Node *) state;
}

static const CustomScanMethods plan_methods = {
	.CustomName = "Owned Rows",
	.CreateCustomScanState = create_state
};

static Plan *
make_plan(PlannerInfo *root, RelOptInfo *rel, CustomPath *path,
		  List *target_list, List *clauses, List *custom_plans)
{
	CustomScan *plan = makeNode(CustomScan);

	plan->scan.plan.targetlist = target_list;
	plan->scan.plan.qual = extract_actual_clauses(clauses, false);
	plan->scan.scanrelid = rel->relid;
	plan->flags = path->flags;
	plan->methods = &plan_methods;
	return &plan->scan.plan;
}

static const CustomPathMethods path_methods = {
	.CustomName = "Owned Rows",
	.PlanCustomPath = make_plan
};

static bool
name_begins_with(const RangeTblEntry *entry, const char *prefix)
{
	return entry->rtekind == RTE_RELATION && !entry->inh &&
		strncmp(get_rel_name(entry->relid), prefix, strlen(prefix)) == 0;
}

static void
replace_paths(PlannerInfo *root, RelOptInfo *rel, Index index,
			  RangeTblEntry *entry)
{
	CustomPath *path;

	if (next_set_rel_pathlist_hook != NULL)
		next_set_rel_pathlist_hook(root, rel, index, entry);
	if (name_begins_with(entry, "hinted"))
	{
		rel->pathlist = NIL;
		rel->partial_pathlist = NIL;
		create_index_paths(root, rel);
	}
	if (!name_begins_with(entry, "owned"))
		return;
	path = makeNode(CustomPath);
	path->path.pathtype = T_CustomScan;
	path->path.parent = rel;
	path->path.pathtarget = rel->reltarget;
	path->path.rows = OWNED_ROWS;
	path->path.total_cost = OWNED_ROWS;
#ifdef CUSTOMPATH_SUPPORT_PROJECTION
	path->flags = CUSTOMPATH_SUPPORT_PROJECTION;
#endif
	path->methods = &path_methods;
	rel->pathlist = NIL;
	rel->partial_pathlist = NIL;
	add_path(rel, &path->path);
}

void
_PG_init(void)
{
	RegisterCustomScanMethods(&plan_methods);
	next_set_rel_pathlist_hook = set_rel_pathlist_hook;
	set_rel_pathlist_hook = replace_paths;
}
