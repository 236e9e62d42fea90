/*-------------------------------------------------------------------------
 *
 * node.h
 *	  The executor nodes, and what the planner tells them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_NODE_H
#define SATISFACTION_PAGE_SCAN_NODE_H

#include "../group/group.h"

/*
 * What the planner tells the executor.  The scan tuple is the columns of the table,
 * those of joined relations, and then the aggregates.
 */
typedef struct PageScanPlan
{
	int			columns;		/* of the table */
	int			joined_columns; /* of joined relations */
	bool		is_grouped;		/* has GROUP BY */
	bool		is_whole;		/* groups are final, and not merged */
	int			aggregates;
	PageAggregate *aggregate;
	PageJoinPlan *join;			/* in the order of custom_plans */
	List	   *equalities;		/* functions that compare join keys */

	/* expressions over the scan tuple */
	List	   *keys;
	List	   *filters;
	List	   *arguments;		/* of aggregates; lists for those that are
								 * called */
	List	   *join_keys;		/* a list for each join */
} PageScanPlan;

/* scan_plan.c */
extern void page_scan_plan_pack(const PageScanPlan *from, CustomScan *plan);
extern void page_scan_plan_unpack(const CustomScan *plan, PageScanPlan *into);

/* explain.c */
/* What EXPLAIN ANALYZE shows of the work of this process. */
typedef struct PageScanStatistics
{
	int64		rows;			/* that were counted */
	Size		group_memory;	/* peak */
	int			spill_batches;	/* 0 if nothing was spilled */
	Size		join_memory;
	int			join_batches;
} PageScanStatistics;

extern void page_explain(CustomScanState *node, List *ancestors,
						 ExplainState *explain,
						 const PageScanStatistics *statistics);

/* node.c */
extern const CustomScanMethods page_scan_plan_methods;

/* grouping_sets.c */
extern const CustomScanMethods page_sets_plan_methods;

#endif							/* SATISFACTION_PAGE_SCAN_NODE_H */
