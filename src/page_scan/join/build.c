/*-------------------------------------------------------------------------
 *
 * build.c
 *	  Build the hash table of a joined relation.
 *
 * Each row is hashed by the join key, with the number of the combination of its
 * other columns.  When all are there they are linked: a slot, found by the hash of
 * the key or by the key itself, leads to the rows of a key.
 *
 *-------------------------------------------------------------------------
 */
#include "hash.h"

#include "utils/memutils.h"

#define FIRST_ROWS		1024
#define FIRST_SLOTS		1024	/* a power of two */

/* Size of the blocks in which keys by reference are allocated, in bytes */
#define KEY_BLOCK		8192

/* Rows linked between two checks for interrupts */
#define ROWS_PER_CHECK	10000

/* The most slots per row of an index by a single integer key */
#define MOST_PER_ROW	8

static void
reset_rows(PageHash *hash)
{
	MemoryContext caller;

	MemoryContextReset(hash->memory);
	caller = MemoryContextSwitchTo(hash->memory);
	hash->rows = 0;
	hash->different = false;
	hash->row_space = FIRST_ROWS;
	hash->hash = (uint64 *) palloc(FIRST_ROWS * sizeof(uint64));
	hash->row_key = hash->single ? NULL :
		(PageGroup **) palloc(FIRST_ROWS * sizeof(PageGroup *));
	page_space_begin(&hash->key_space, hash->memory, KEY_BLOCK);
	hash->combination = (uint32 *) palloc(FIRST_ROWS * sizeof(uint32));
	hash->next = NULL;
	page_combinations_reset(hash->combinations, hash->memory);
	MemoryContextSwitchTo(caller);
}

static void
grow_rows(PageHash *hash)
{
	Size		space;

	if (hash->row_space > PG_UINT32_MAX / 2)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many rows to join")));
	space = hash->row_space *= 2;
	hash->hash = (uint64 *)
		repalloc_huge(hash->hash, space * sizeof(uint64));
	hash->combination = (uint32 *)
		repalloc_huge(hash->combination, space * sizeof(uint32));
	if (hash->row_key != NULL)
		hash->row_key = (PageGroup **)
			repalloc_huge(hash->row_key, space * sizeof(PageGroup *));
}

/*
 * Add a row whose keys are current.
 */
static void
add_row(PageHash *hash, uint64 value, TupleTableSlot *slot)
{
	uint32		row = hash->rows;
	uint32		number;
	MemoryContext caller;

	caller = MemoryContextSwitchTo(hash->key.context->ecxt_per_tuple_memory);
	number = page_combinations_find(hash->combinations, slot);
	MemoryContextSwitchTo(hash->memory);
	if (row == hash->row_space)
		grow_rows(hash);
	hash->hash[row] = value;
	if (!hash->single)
		hash->row_key[row] = page_keys_copy_alone(&hash->key, &hash->key_space);
	hash->combination[row] = number;
	hash->different |= value != hash->hash[0];
	hash->rows++;
	hash->any_key = true;
	MemoryContextSwitchTo(caller);
}

/*
 * Choose the slots: as an index if there is a single key whose values lie close
 * together.
 */
static void
choose_slots(PageHash *hash)
{
	int64		least = PG_INT64_MAX;
	int64		greatest = PG_INT64_MIN;
	uint64		range;

	for (uint32 row = 0; row < hash->rows; row++)
	{
		least = Min(least, (int64) hash->hash[row]);
		greatest = Max(greatest, (int64) hash->hash[row]);
	}
	range = (uint64) greatest - (uint64) least;
	hash->is_index = hash->single && hash->rows > 0 &&
		range < (uint64) hash->rows * MOST_PER_ROW;
	hash->least = (uint64) least;
	hash->slots = FIRST_SLOTS;
	while (hash->slots < (uint64) hash->rows * 2)
		hash->slots *= 2;
	if (hash->is_index)
		hash->slots = range + 1;
	hash->slot = (uint32 *)
		MemoryContextAllocExtended(hash->memory, hash->slots * sizeof(uint32),
								   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

/*
 * Return true if two hashed rows have the same keys.
 */
static bool
is_same_key(PageHash *hash, uint32 a, uint32 b)
{
	if (hash->hash[a] != hash->hash[b])
		return false;
	if (hash->single)
		return true;
	for (int i = 0; i < hash->keys; i++)
	{
		hash->key.key[i].value = hash->row_key[a]->values[i];
		hash->key.key[i].null = false;
	}
	return page_keys_are_of_group(&hash->key, hash->row_key[b]);
}

/*
 * Give a row its slot, in front of others with the same key; a semijoin or
 * antijoin needs only one of these.
 */
static void
link_row(PageHash *hash, uint32 row)
{
	uint64		mask = hash->slots - 1;
	uint64		place;

	if (hash->is_index)
		place = hash->hash[row] - hash->least;
	else
	{
		place = page_hash_mix(hash->hash[row]) & mask;
		while (hash->slot[place] != 0 &&
			   !is_same_key(hash, row, hash->slot[place] - 1))
			place = (place + 1) & mask;
	}
	if (hash->slot[place] != 0)
	{
		if (hash->kind == PAGE_JOIN_SEMI || hash->kind == PAGE_JOIN_ANTI)
			return;
		if (hash->next == NULL)
			hash->next = (uint32 *)
				MemoryContextAllocExtended(hash->memory,
										   hash->rows * sizeof(uint32),
										   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
		hash->next[row] = hash->slot[place];
	}
	hash->slot[place] = row + 1;
}

/*
 * Read and hash the rows of the current batch.  If they do not fit into memory,
 * divide it, and go on with the first of the batches that it becomes.
 */
static void
read_rows(PageHash *hash)
{
	for (;;)
	{
		TupleTableSlot *slot = page_hash_next_row(hash);
		uint64		value;

		if (TupIsNull(slot))
			break;
		if (!page_hash_row(hash, slot, &value))
			continue;
		add_row(hash, value, slot);
		if (!page_hash_can_divide(hash) || page_hash_fits(hash))
			continue;
		page_hash_divide(hash);
		reset_rows(hash);
		page_hash_rewind(hash);
	}
}

/*
 * Have the current batch in memory, at first all rows.
 */
void
page_hash_build(PageHash *hash)
{
	if (hash->built && hash->batch_in_memory == hash->batches->current)
		return;
	reset_rows(hash);
	if (hash->built)
		page_hash_rewind(hash);
	else
		hash->any_key = false;
	read_rows(hash);
	choose_slots(hash);
	for (uint32 row = 0; row < hash->rows; row++)
	{
		if (row % ROWS_PER_CHECK == 0)
			CHECK_FOR_INTERRUPTS();
		link_row(hash, row);
	}
	hash->most_memory = Max(hash->most_memory,
							MemoryContextMemAllocated(hash->memory, true));
	hash->built = true;
	hash->batch_in_memory = hash->batches->current;
}
