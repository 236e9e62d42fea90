/*-------------------------------------------------------------------------
 *
 * hook.c
 *	  The planner hook of the page scan.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "optimizer/planner.h"

#include "../../module.h"
#include "../page_scan.h"

static create_upper_paths_hook_type next_upper_paths_hook = NULL;

static void
offer_page_scan(PlannerInfo *root, UpperRelationKind stage,
				RelOptInfo *input, RelOptInfo *output, void *extra)
{
	if (next_upper_paths_hook != NULL)
		next_upper_paths_hook(root, stage, input, output, extra);
	if (page_scan_enabled && stage == UPPERREL_GROUP_AGG && extra != NULL)
		page_scan_add_paths(root, input, output, (GroupPathExtraData *) extra);
}

void
page_scan_load(void)
{
	page_scan_define_settings();
	RegisterCustomScanMethods(&page_scan_plan_methods);
	RegisterCustomScanMethods(&page_sets_plan_methods);
	next_upper_paths_hook = create_upper_paths_hook;
	create_upper_paths_hook = offer_page_scan;
}
