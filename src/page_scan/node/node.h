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
 * What the planner tells the executor.  custom_scan_tlist holds the columns of
 * the table, those of joined relations, and then the aggregates; custom_exprs
 * holds lists of the keys, of the filters, of the arguments of aggregates, and
 * of lists of the keys of joins, in the order of custom_plans; custom_private
 * holds integers, see below, then PAGE_AGGREGATE_NUMBERS for each aggregate, and
 * then for each join its kind and the number of its columns, and at last the
 * functions of the equality of join keys.
 */
#define PAGE_SCAN_COLUMNS	0	/* number of columns of the table */
#define PAGE_SCAN_JOINED	1	/* number of columns of joined relations */
#define PAGE_SCAN_GROUPED	2	/* is there a GROUP BY? */
#define PAGE_SCAN_WHOLE		3	/* does nothing merge what is emitted? */

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
