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

/*
 * Which side is read first, and when does the join end at once?  This is how
 * the ordinary plan does it: by a hash of the other relation, whose first row
 * of the table is fetched before it or not, by a hash of the table, by sorting
 * and merging, or by a nested loop.
 */
typedef enum PageJoinOrder
{
	PAGE_ORDER_TABLE,			/* the table, to its end */
	PAGE_ORDER_TABLE_KEY,		/* the same; the other if there is a key */
	PAGE_ORDER_TABLE_ROW,		/* a row of it; ends if there is no other key */
	PAGE_ORDER_OTHER,			/* the other; ends if there is no row */
	PAGE_ORDER_OTHER_ROW,		/* a row of the other; the same */
	PAGE_ORDER_OTHER_HASHED,	/* the other; ends if there is no key */
	PAGE_ORDER_OTHER_SORTED		/* the same, but when it is rescanned, too */
} PageJoinOrder;

/* lookup.c */
typedef struct PageLookup PageLookup;

extern PageLookup *page_lookup_begin(PageJoinKind kind, PageJoinOrder order,
									 List *keys, int columns,
									 int first_column, PlanState *other,
									 PageReader *reader, PlanState *parent);
extern bool page_lookup_may_fail(const PageLookup *lookup);
extern void page_lookup_reset(PageLookup *lookup, Bitmapset *changed);
extern bool page_lookup_start(PageLookup *lookup);
extern bool page_lookup_prepare(PageLookup *lookup);
extern bool page_lookup_drops_early(PageLookup *lookup,
									const PageSelection *selection);
extern bool page_lookup_has_several(const PageLookup *lookup);
extern bool page_lookup_is_divided(const PageLookup *lookup);
extern void page_lookup_find(PageLookup *lookup,
							 const PageSelection *selection,
							 PageSelection *into, PageRowFormat *format);
extern PageRowFile *page_part_next_postponed(PageLookup *lookup);	/* part.c */
extern void page_lookup_read_rows(PageLookup *lookup);	/* note.c */
extern bool page_lookup_advance(PageLookup *lookup, PageRow row);
extern const Datum *page_lookup_numbers(const PageLookup *lookup,
										const bool **nulls);
extern void page_lookup_output(const PageLookup *lookup, Datum number,
							   TupleTableSlot *slot);
extern void page_lookup_keep_whole(PageLookup *lookup);
extern void page_lookup_end(PageLookup *lookup);

/* joined.c */
typedef struct PageJoined PageJoined;

extern PageJoined *page_joined_begin(CustomScanState *node, int first_column,
									 PageReader *reader,
									 PageRowFormat *format,
									 bool filter_may_fail, int eflags);
extern int	page_joined_count(const PageJoined *joined);
extern void page_joined_add_keys(const PageJoined *joined, PageKeys *keys);
extern bool page_joined_start(PageJoined *joined);
extern bool page_joined_is_prepared(const PageJoined *joined);
extern bool page_joined_is_row_by_row(const PageJoined *joined);
extern const PageSelection *page_joined_find(PageJoined *joined,
											 const PageSelection *selection,
											 bool postpone);
extern const PageSelection *page_joined_find_more(PageJoined *joined);
extern bool page_joined_may_postpone(const PageJoined *joined);
extern bool page_joined_next_postponed(PageJoined *joined);
extern int	page_joined_read_postponed(PageJoined *joined);
extern void page_joined_output(const PageJoined *joined,
							   const PageGroup *group, int first_key,
							   TupleTableSlot *slot);
extern void page_joined_reset(PageJoined *joined, Bitmapset *changed);
extern void page_joined_end(PageJoined *joined);

#endif							/* SATISFACTION_PAGE_SCAN_JOIN_H */
