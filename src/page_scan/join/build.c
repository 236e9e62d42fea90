/*-------------------------------------------------------------------------
 *
 * note.c
 *	  Note the rows of a joined relation by the join key.
 *
 * Each is noted with its key and the number of the combination of its other
 * columns.  When all are noted they are linked: a slot, found by the hash of the
 * key or by the key itself, leads to the rows of a key.
 *
 *-------------------------------------------------------------------------
 */
#include "hash.h"

#include "utils/memutils.h"

#define FIRST_ROWS		1024
#define FIRST_SLOTS		1024	/* a power of two */

/* After so many rows linked, look whether the query is cancelled. */
#define ROWS_PER_CHECK	10000

/* A single integer key is an index where no more of the table is unused. */
#define MOST_PER_ROW	8

/*
 * Forget the noted rows.
 */
static void
forget_rows(PageLookup *lookup)
{
	MemoryContext caller;

	MemoryContextReset(lookup->memory);
	caller = MemoryContextSwitchTo(lookup->memory);
	lookup->rows = 0;
	lookup->different = false;
	lookup->row_space = FIRST_ROWS;
	lookup->hash = (uint64 *) palloc(FIRST_ROWS * sizeof(uint64));
	lookup->row_key = lookup->single ? NULL :
		(PageGroup **) palloc(FIRST_ROWS * sizeof(PageGroup *));
	lookup->combination = (uint32 *) palloc(FIRST_ROWS * sizeof(uint32));
	lookup->next = NULL;
	page_combinations_reset(lookup->combinations, lookup->memory);
	MemoryContextSwitchTo(caller);
}

static void
grow_rows(PageLookup *lookup)
{
	Size		space;

	if (lookup->row_space > PG_UINT32_MAX / 2)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many rows to join")));
	space = lookup->row_space *= 2;
	lookup->hash = (uint64 *)
		repalloc_huge(lookup->hash, space * sizeof(uint64));
	lookup->combination = (uint32 *)
		repalloc_huge(lookup->combination, space * sizeof(uint32));
	if (lookup->row_key != NULL)
		lookup->row_key = (PageGroup **)
			repalloc_huge(lookup->row_key, space * sizeof(PageGroup *));
}

/*
 * Make a row's keys current, and get their hash.  False if any is NULL.
 */
bool
page_lookup_hash(PageLookup *lookup, TupleTableSlot *slot, uint64 *hash)
{
	MemoryContext caller;
	bool		has_keys;

	ResetExprContext(lookup->key.context);
	caller = MemoryContextSwitchTo(lookup->key.context->ecxt_per_tuple_memory);
	slot_getallattrs(slot);
	has_keys = page_keys_set(&lookup->key, slot, 0);
	if (has_keys)
		*hash = page_lookup_current_hash(lookup);
	MemoryContextSwitchTo(caller);
	return has_keys;
}

/*
 * Note a row whose keys are current, in the memory of the lookup.
 */
static void
add_row(PageLookup *lookup, uint64 hash, TupleTableSlot *slot)
{
	uint32		row = lookup->rows;
	uint32		number;
	MemoryContext caller;

	caller = MemoryContextSwitchTo(lookup->key.context->ecxt_per_tuple_memory);
	number = page_combinations_find(lookup->combinations, slot);
	MemoryContextSwitchTo(lookup->memory);
	if (row == lookup->row_space)
		grow_rows(lookup);
	lookup->hash[row] = hash;
	if (!lookup->single)
		lookup->row_key[row] = page_keys_copy_alone(&lookup->key);
	lookup->combination[row] = number;
	lookup->different |= hash != lookup->hash[0];
	lookup->rows++;
	lookup->any_key = true;
	MemoryContextSwitchTo(caller);
}

/*
 * Choose the slots: as an index if there is a single key whose values lie close
 * together.
 */
static void
choose_slots(PageLookup *lookup)
{
	int64		least = PG_INT64_MAX;
	int64		greatest = PG_INT64_MIN;
	uint64		range;

	for (uint32 row = 0; row < lookup->rows; row++)
	{
		least = Min(least, (int64) lookup->hash[row]);
		greatest = Max(greatest, (int64) lookup->hash[row]);
	}
	range = (uint64) greatest - (uint64) least;
	lookup->is_index = lookup->single && lookup->rows > 0 &&
		range < (uint64) lookup->rows * MOST_PER_ROW;
	lookup->least = (uint64) least;
	lookup->slots = FIRST_SLOTS;
	while (lookup->slots < (uint64) lookup->rows * 2)
		lookup->slots *= 2;
	if (lookup->is_index)
		lookup->slots = range + 1;
	lookup->slot = (uint32 *)
		MemoryContextAllocExtended(lookup->memory,
								   lookup->slots * sizeof(uint32),
								   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

/*
 * Have two noted rows the same keys?
 */
static bool
is_same_key(PageLookup *lookup, uint32 a, uint32 b)
{
	if (lookup->hash[a] != lookup->hash[b])
		return false;
	if (lookup->single)
		return true;
	for (int i = 0; i < lookup->keys; i++)
	{
		lookup->key.key[i].value = lookup->row_key[a]->values[i];
		lookup->key.key[i].null = false;
	}
	return page_keys_are_of_group(&lookup->key, lookup->row_key[b]);
}

/*
 * Give a row its slot, in front of others with the same key; one is enough
 * where it is only asked whether there is any.
 */
static void
link_row(PageLookup *lookup, uint32 row)
{
	uint64		mask = lookup->slots - 1;
	uint64		place;

	if (lookup->is_index)
		place = lookup->hash[row] - lookup->least;
	else
	{
		place = page_hash_mix(lookup->hash[row]) & mask;
		while (lookup->slot[place] != 0 &&
			   !is_same_key(lookup, row, lookup->slot[place] - 1))
			place = (place + 1) & mask;
	}
	if (lookup->slot[place] != 0)
	{
		if (lookup->kind == PAGE_JOIN_SEMI || lookup->kind == PAGE_JOIN_ANTI)
			return;
		if (lookup->next == NULL)
			lookup->next = (uint32 *)
				MemoryContextAllocExtended(lookup->memory,
										   lookup->rows * sizeof(uint32),
										   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
		lookup->next[row] = lookup->slot[place];
	}
	lookup->slot[place] = row + 1;
}

/*
 * Note the next row; false if there is none.
 */
static bool
note_row(PageLookup *lookup)
{
	TupleTableSlot *slot = page_part_next_row(lookup);
	uint64		hash;

	if (TupIsNull(slot))
		return false;
	if (page_lookup_hash(lookup, slot, &hash))
		add_row(lookup, hash, slot);
	return true;
}

/*
 * Note the first row, unless that was done before.
 */
void
page_lookup_read_first_row(PageLookup *lookup)
{
	if (lookup->begun)
		return;
	forget_rows(lookup);
	lookup->any_key = false;
	lookup->any_row = note_row(lookup);
	lookup->begun = true;
}

/*
 * Note the rows of the current part; if they do not fit into memory, those of
 * the first of the parts that it is divided into.
 */
static void
note_rows(PageLookup *lookup)
{
	while (note_row(lookup))
	{
		if (!page_part_can_divide(lookup) || page_part_fits(lookup))
			continue;
		page_part_divide(lookup);
		forget_rows(lookup);
		page_part_rewind(lookup);
	}
}

/*
 * Note all rows, or those of the current part, and link them.
 */
void
page_lookup_read_rows(PageLookup *lookup)
{
	if (lookup->ready && lookup->part == lookup->part_noted)
		return;
	if (!lookup->ready)
		page_lookup_read_first_row(lookup);
	else
	{
		forget_rows(lookup);
		page_part_rewind(lookup);
	}
	if (lookup->any_row)
		note_rows(lookup);
	choose_slots(lookup);
	for (uint32 row = 0; row < lookup->rows; row++)
	{
		if (row % ROWS_PER_CHECK == 0)
			CHECK_FOR_INTERRUPTS();
		link_row(lookup, row);
	}
	lookup->ready = true;
	lookup->part_noted = lookup->part;
}
