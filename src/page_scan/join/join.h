/*-------------------------------------------------------------------------
 *
 * join.h
 *	  Joining the rows of a page with other relations.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_JOIN_H
#define SATISFACTION_PAGE_SCAN_JOIN_H

#include "../key/key.h"

typedef enum PageJoinKind
{
	PAGE_JOIN_INNER,
	PAGE_JOIN_LEFT,				/* the table is on the left, here and below */
	PAGE_JOIN_SEMI,
	PAGE_JOIN_ANTI
} PageJoinKind;

/* A join, as the planner describes it. */
typedef struct PageJoinPlan
{
	PageJoinKind kind;
	int			columns;		/* of the joined relation, in the scan tuple */
} PageJoinPlan;

/* joins.c */
typedef struct PageJoins PageJoins;

extern PageJoins *page_joins_begin(CustomScanState *node,
								   const PageJoinPlan *plans, List *keys,
								   int first_column, PageReader *reader,
								   PageRowFormat *format);
extern int	page_joins_count(const PageJoins *joins);
extern void page_joins_add_keys(const PageJoins *joins, PageKeys *keys);
extern bool page_joins_build(PageJoins *joins);
extern const PageSelection *page_joins_probe(PageJoins *joins,
											 const PageSelection *selection);
extern const PageSelection *page_joins_next_match(PageJoins *joins);
extern void page_joins_load(PageJoins *joins, const PageSelection *selection);
extern bool page_joins_have_batches(const PageJoins *joins);
extern bool page_joins_next_batch(PageJoins *joins);
extern int	page_joins_read_deferred(PageJoins *joins);
extern void page_joins_output(const PageJoins *joins, const PageGroup *group,
							  int first_key, TupleTableSlot *slot);
extern void page_joins_statistics(const PageJoins *joins, Size *memory,
								  int *batches);
extern void page_joins_reset(PageJoins *joins);
extern void page_joins_end(PageJoins *joins);

#endif							/* SATISFACTION_PAGE_SCAN_JOIN_H */
