/*-------------------------------------------------------------------------
 *
 * scan.h
 *	  The state of a page scan in the executor.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_SCAN_H
#define SATISFACTION_PAGE_SCAN_SCAN_H

#include "node.h"

/* Rows of the page, or of temporary files; filled before they are read. */
typedef struct PageScanRows
{
	PageSelection all;
	PageSelection passed;		/* those that pass the filter */
	PageSelection ready;		/* of the rows to be counted those whose
								 * groups are in memory */
	PageSelection overflow;		/* and the others */
	PageSelection pending;		/* to be counted when groups were emitted */
	PageGroup  *group[MaxHeapTuplesPerPage];	/* of each row */
} PageScanRows;

typedef struct PageScanState
{
	CustomScanState base;
	MemoryContext memory;		/* of what follows; NULL if it has not begun */
	bool		rescanned;
	PageScanStatistics statistics;
	PageReader *reader;
	PageFilter *filter;
	PageJoins  *joins;			/* NULL if there are no joins */
	PageGroups *groups;
	PageStates *states;
	int			columns;		/* before the aggregates in the scan tuple */
	int			keys;			/* computed from the table's columns */
	bool		grouped;
	bool		counts_joined;	/* aggregates read columns of joins */
	PageSpill  *spill;			/* NULL if rows are not spilled */
	TableScanDesc scan;			/* NULL before the first page */
	bool		page_pending;	/* the selection has rows to be counted */
	bool		from_file;		/* rows come from temporary files */
	bool		at_end;			/* no more rows */
	bool		emitting;
	int			next_group;
	PageScanRows *rows;
	const PageSelection *selection; /* to be counted: one of these, or what
									 * the joins have selected */
} PageScanState;

/* scan.c */
extern void page_scan_fill_groups(PageScanState *state);

#endif							/* SATISFACTION_PAGE_SCAN_SCAN_H */
