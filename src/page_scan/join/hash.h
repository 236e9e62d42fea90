/*-------------------------------------------------------------------------
 *
 * hash.h
 *	  The hash table of one joined relation.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_HASH_H
#define SATISFACTION_PAGE_SCAN_HASH_H

#include "join.h"

typedef struct PageHash
{
	PageJoinKind kind;
	PlanState  *inner;			/* delivers the rows to be hashed */
	int			keys;
	PageCombinations *combinations; /* of the inner relation's columns */
	bool		single;			/* there is one key, by value */
	PageKeys	key;			/* of the table's row, or of one to be hashed */
	bool		built;
	bool		any_key;		/* a row has no NULL in the key */
	MemoryContext memory;		/* of the rows and slots below */
	Size		most_memory;	/* that has been */

	/* the hashed rows; hash is the key itself if there is a single one */
	uint32		rows;
	uint32		row_space;
	uint64	   *hash;
	PageGroup **row_key;		/* NULL if there is a single one */
	PageSpace	key_space;
	uint32	   *combination;	/* of each row */
	uint32	   *next;			/* row with the same key, or NULL if each has
								 * only one; counted from 1 */

	/* rows by hash, counted from 1 */
	uint32	   *slot;
	uint64		slots;			/* a power of two, unless they are an index */
	bool		is_index;		/* slots are by key, from least on */
	uint64		least;

	/* if not all rows fit into memory; see batch.c */
	PageBatches *batches;
	int			batch_in_memory;
	bool		different;		/* hashed rows have more than one hash */
	TupleTableSlot *stored_row; /* NULL as long as there is one batch */

	/* of the rows of the page; matches are counted from 1 */
	uint64		probe_hash[MaxHeapTuplesPerPage];
	bool		has_key[MaxHeapTuplesPerPage];
	uint32		first[MaxHeapTuplesPerPage];	/* match */
	uint32		current[MaxHeapTuplesPerPage];
	Datum		number[MaxHeapTuplesPerPage];	/* of the combination */
	bool		no_null[MaxHeapTuplesPerPage];
} PageHash;

/* The hash of the current keys, which is the key itself if there is a single one. */
static inline uint64
page_hash_current_keys(const PageHash *hash)
{
	return hash->single ? (uint64) hash->key.key[0].value :
		page_keys_hash(&hash->key);
}

/* probe.c */
extern PageHash *page_hash_begin(PageJoinKind kind, List *keys, int columns,
								 int first_column, PlanState *inner,
								 PageReader *reader, PageRowFormat *format,
								 PlanState *parent);
extern bool page_hash_drops_rows(const PageHash *hash);
extern bool page_hash_has_several(const PageHash *hash);
extern void page_hash_probe(PageHash *hash, const PageSelection *selection,
							PageSelection *into);
extern bool page_hash_next_match(PageHash *hash, PageRow row);
extern const Datum *page_hash_numbers(const PageHash *hash, const bool **nulls);
extern void page_hash_output(const PageHash *hash, Datum number,
							 TupleTableSlot *slot);
extern void page_hash_reset(PageHash *hash);
extern void page_hash_end(PageHash *hash);

/* build.c */
extern void page_hash_build(PageHash *hash);

/* batch.c */
extern bool page_hash_row(PageHash *hash, TupleTableSlot *slot, uint64 *value);
extern uint32 page_hash_batch_bits(uint64 value);
extern bool page_hash_fits(const PageHash *hash);
extern bool page_hash_can_divide(const PageHash *hash);
extern void page_hash_divide(PageHash *hash);
extern void page_hash_rewind(PageHash *hash);
extern TupleTableSlot *page_hash_next_row(PageHash *hash);

#endif							/* SATISFACTION_PAGE_SCAN_HASH_H */
