/*-------------------------------------------------------------------------
 *
 * hook.c
 *	  Setting, hook and support function of the page scan.
 *
 * No preloading is needed: the transition functions name the support function
 * below, which the planner calls while it prices an aggregate.  That loads
 * the library, and the planner asks the hook afterwards, in the same
 * statement.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "optimizer/planner.h"

#include "../page_scan.h"

bool		page_scan_enabled = PAGE_SCAN_TESTED_MAJOR;

static create_upper_paths_hook_type next_upper_paths_hook = NULL;

PG_FUNCTION_INFO_V1(page_scan_support);

/*
 * Supports no request of the planner.  See above; query.c recognizes the
 * transition functions by it.
 */
Datum
page_scan_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(NULL);
}

static void
offer_page_scan(PlannerInfo *root, UpperRelationKind stage,
				RelOptInfo *input, RelOptInfo *output, void *extra)
{
	if (next_upper_paths_hook != NULL)
		next_upper_paths_hook(root, stage, input, output, extra);
	if (page_scan_enabled && stage == UPPERREL_GROUP_AGG && extra != NULL)
		page_scan_add_paths(root, input, output, (GroupPathExtraData *) extra);
}

/*
 * Called once, when the library is loaded.
 */
void
page_scan_load(void)
{
	DefineCustomBoolVariable("satisfaction.page_scan",
							 "Lets the planner aggregate heap pages instead of tuples.",
							 PAGE_SCAN_TESTED_MAJOR ?
							 "It changes the speed of a query, never its result." :
							 "It is off by default because it has not been tested on this major version of PostgreSQL.",
							 &page_scan_enabled, PAGE_SCAN_TESTED_MAJOR, PGC_USERSET,
							 GUC_EXPLAIN, NULL, NULL, NULL);
	RegisterCustomScanMethods(&page_scan_plan_methods);
	RegisterCustomScanMethods(&page_sets_plan_methods);
	next_upper_paths_hook = create_upper_paths_hook;
	create_upper_paths_hook = offer_page_scan;
}
