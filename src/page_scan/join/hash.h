/*-------------------------------------------------------------------------
 *
 * lookup.h
 *	  What lookup.c and note.c share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_LOOKUP_H
#define SATISFACTION_PAGE_SCAN_LOOKUP_H

#include "join.h"

typedef struct PagePart PagePart;

struct PageLookup
{
	PageJoinKind kind;
	PageJoinOrder order;
	PlanState  *other;
	int			keys;
	PageCombinations *combinations; /* of the other relation's columns */
	bool		single;			/* one key, by value? */
	PageKeys	key;			/* of the table's row, or of one noted */
	bool		any_row;		/* has the other relation any? */
	bool		any_key;		/* any without NULL in the key? */
	bool		begun;			/* was its first row noted? */
	bool		ready;			/* were all? */
	bool		kept;			/* since before this scan of the table? */
	bool		table_has_row;	/* has any row come to be looked up? */
	MemoryContext memory;		/* of all that is noted below */

	/* the noted rows; hash is the key itself if there is a single one */
	uint32		rows;
	uint32		row_space;
	uint64	   *hash;
	PageGroup **row_key;		/* NULL if there is a single one */
	uint32	   *combination;	/* of each row */
	uint32	   *next;			/* row with the same key, or NULL if each has
								 * only one; counted from 1 */

	/* rows by hash, counted from 1 */
	uint32	   *slot;
	uint64		slots;			/* a power of two, unless they are an index */
	bool		is_index;		/* slots for the keys from least on? */
	uint64		least;

	/* where not all rows fit into memory; see part.c */
	bool		may_divide;
	bool		different;		/* have the noted rows more than one hash? */
	Size		memory_limit;
	int			parts;			/* at least 1 */
	PagePart   *part_list;
	int			part;			/* the current one */
	int			part_noted;
	TupleTableSlot *stored_row;	/* NULL as long as there is one part */

	/* the matches of the rows of the page, counted from 1 */
	uint32		first[MaxHeapTuplesPerPage];
	uint32		current[MaxHeapTuplesPerPage];
	Datum		number[MaxHeapTuplesPerPage];	/* of the combination */
	bool		no_null[MaxHeapTuplesPerPage];
};

/* The hash of the current keys, which is the key itself if there is a single one. */
static inline uint64
page_lookup_current_hash(const PageLookup *lookup)
{
	return lookup->single ? (uint64) lookup->key.key[0].value :
		page_keys_hash(&lookup->key);
}

/* part.c */
extern void page_parts_begin(PageLookup *lookup);
extern bool page_part_fits(const PageLookup *lookup);
extern bool page_part_can_divide(const PageLookup *lookup);
extern void page_part_divide(PageLookup *lookup);
extern void page_part_rewind(PageLookup *lookup);
extern TupleTableSlot *page_part_next_row(PageLookup *lookup);
extern bool page_part_takes(PageLookup *lookup, uint64 hash, PageRow row,
							PageRowFormat *format);
extern void page_parts_reset(PageLookup *lookup);
extern void page_parts_forget(PageLookup *lookup);

/* note.c */
extern bool page_lookup_hash(PageLookup *lookup, TupleTableSlot *slot,
							 uint64 *hash);
extern void page_lookup_read_first_row(PageLookup *lookup);

#endif							/* SATISFACTION_PAGE_SCAN_LOOKUP_H */
