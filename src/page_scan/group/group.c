/*-------------------------------------------------------------------------
 *
 * group.c
 *	  The table of groups of a page scan.
 *
 * The table has a slot of eight bytes for a group: half of its hash, and its
 * number.  What costs time in a large table is cache misses, so all rows
 * of a page are looked up together: their slots are prefetched, then their
 * groups.
 *
 * When its memory is full, rows of new groups overflow.  The caller either spills
 * them to files, and the other rows are counted; or it emits the groups so far, and
 * then the remaining rows of the page overflow, too, as no group may be emitted while
 * rows of it are counted.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

#include "utils/memutils.h"

/* A power of two, of which three quarters are used before the table grows. */
#define FIRST_SLOTS		256
#define ONLY_SLOTS		4		/* without keys */

/*
 * Groups are allocated in blocks of two to the power of this, or less where
 * that would be more than a part of the memory, or than a number of bytes.
 */
#define BLOCK_SHIFT			9
#define BLOCK_MEMORY_PART	8
#define BLOCK_BYTES			32768

/* In smaller tables nothing is prefetched. */
#define PREFETCHED_SLOTS	4096

typedef struct GroupSlot
{
	uint32		hash;
	uint32		number;			/* of the group, from 1; 0 if free */
} GroupSlot;

struct PageGroups
{
	PageKeys	keys;
	PageKept	kept;			/* columns for the output */
	int			values;			/* of a group: keys, then kept columns */
	bool		single;			/* there is one key, by value */
	bool		by_row;			/* keys are computed for one row at a time */
	bool		spills;			/* rows that overflow are spilled */
	bool		bounded;		/* the limit of memory is enforced */
	Size		memory_limit;
	MemoryContext memory;		/* of all below */
	Size		group_size;
	int			count;
	int			block_shift;
	char	  **blocks;			/* as many as the slots need */
	PageSpace	space;			/* for values by reference */
	uint64		slots;
	GroupSlot  *slot_table;
	uint32		hash[MaxHeapTuplesPerPage]; /* of the rows of the page */
};

/*
 * Keys are expressions over the parent's scan tuple, followed by the joins, if
 * any; kept are the numbers of the columns that the output needs.
 */
PageGroups *
page_groups_begin(List *keys, const PageJoins *joins, Bitmapset *kept,
				  bool spills, PageReader *reader, PlanState *parent)
{
	PageGroups *groups = (PageGroups *) palloc0(sizeof(PageGroups));

	page_keys_begin(&groups->keys, keys, page_joins_count(joins), reader,
					parent);
	page_joins_add_keys(joins, &groups->keys);
	groups->values = page_kept_begin(&groups->kept, kept, &groups->keys);
	groups->single = groups->keys.count == 1 && !groups->keys.by_reference;
	groups->by_row = page_keys_are_by_row(&groups->keys);
	groups->spills = spills;
	groups->bounded = true;
	groups->memory_limit = page_scan_memory();
	groups->memory = AllocSetContextCreate(CurrentMemoryContext,
										   "satisfaction page scan groups",
										   ALLOCSET_DEFAULT_SIZES);
	return groups;
}

static Size
block_bytes(const PageGroups *groups)
{
	return Min(groups->memory_limit / BLOCK_MEMORY_PART, BLOCK_BYTES);
}

/*
 * Without keys there is no more than one group.
 */
static void
choose_block_size(PageGroups *groups)
{
	groups->block_shift = groups->keys.count > 0 ? BLOCK_SHIFT : 0;
	while (groups->block_shift > 0 &&
		   groups->group_size << groups->block_shift > block_bytes(groups))
		groups->block_shift--;
}

static uint64
groups_in_slots(uint64 slots)
{
	return slots / 4 * 3;
}

/*
 * The memory of the pointers to the blocks for a number of slots.
 */
static Size
block_list_size(const PageGroups *groups, uint64 slots)
{
	return ((groups_in_slots(slots) >> groups->block_shift) + 1) *
		sizeof(char *);
}

static void
set_state_size(PageGroups *groups, Size state_size)
{
	groups->group_size =
		MAXALIGN(page_group_head_size(groups->values) + state_size);
	choose_block_size(groups);
}

/*
 * Reset; new groups have states of the given size.
 */
void
page_groups_reset(PageGroups *groups, Size state_size)
{
	MemoryContextReset(groups->memory);
	set_state_size(groups, state_size);
	groups->count = 0;
	page_space_begin(&groups->space, groups->memory, block_bytes(groups));
	groups->slots = groups->keys.count > 0 ? FIRST_SLOTS : ONLY_SLOTS;
	groups->slot_table = (GroupSlot *)
		MemoryContextAllocZero(groups->memory,
							   groups->slots * sizeof(GroupSlot));
	groups->blocks = (char **)
		MemoryContextAlloc(groups->memory,
						   block_list_size(groups, groups->slots));
}

static inline bool
table_is_full(const PageGroups *groups)
{
	return (uint64) groups->count == groups_in_slots(groups->slots);
}

static inline bool
blocks_are_full(const PageGroups *groups)
{
	return (groups->count & ((1 << groups->block_shift) - 1)) == 0;
}

/*
 * Return true if there is memory for one more group.  There always is for the
 * first, so that a key larger than all the memory can be emitted, too.
 */
static bool
has_memory(const PageGroups *groups)
{
	Size		memory = MemoryContextMemAllocated(groups->memory, true);

	if (table_is_full(groups))
		memory += 2 * groups->slots * sizeof(GroupSlot);
	if (blocks_are_full(groups))
		memory += groups->group_size << groups->block_shift;
	return groups->count == 0 || !groups->bounded ||
		(memory <= groups->memory_limit && groups->count < INT_MAX / 2);
}

/*
 * Turn the memory limit off when the rows of groups can no longer be spilled.
 */
void
page_groups_set_bounded(PageGroups *groups, bool bounded)
{
	groups->bounded = bounded;
}

int
page_groups_count(const PageGroups *groups)
{
	return groups->count;
}

/*
 * Values of a group before its states.
 */
int
page_groups_values(const PageGroups *groups)
{
	return groups->values;
}

/*
 * Where the values of groups are; it is reset together with them.
 */
MemoryContext
page_groups_memory(const PageGroups *groups)
{
	return groups->memory;
}

PageGroup *
page_groups_get(const PageGroups *groups, int number)
{
	int			in_block = number & ((1 << groups->block_shift) - 1);

	return (PageGroup *) (groups->blocks[number >> groups->block_shift] +
						  in_block * groups->group_size);
}

/*
 * The hash by which a row of the page was looked up.
 */
uint32
page_groups_hash(const PageGroups *groups, PageRow row)
{
	return groups->hash[row];
}

static void
put_in_slot(GroupSlot *table, uint64 slots, GroupSlot slot)
{
	uint64		place = slot.hash & (slots - 1);

	while (table[place].number != 0)
		place = (place + 1) & (slots - 1);
	table[place] = slot;
}

/*
 * Double the table.
 */
static void
grow(PageGroups *groups)
{
	uint64		slots = groups->slots * 2;
	GroupSlot  *table;

	table = (GroupSlot *)
		MemoryContextAllocExtended(groups->memory, slots * sizeof(GroupSlot),
								   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (uint64 i = 0; i < groups->slots; i++)
	{
		if (groups->slot_table[i].number != 0)
			put_in_slot(table, slots, groups->slot_table[i]);
	}
	pfree(groups->slot_table);
	groups->slot_table = table;
	groups->slots = slots;
	groups->blocks = (char **)
		repalloc_huge(groups->blocks, block_list_size(groups, slots));
}

/*
 * The memory of the next group, not yet counted.
 */
static PageGroup *
next_group(PageGroups *groups)
{
	PageGroup  *group;

	if (blocks_are_full(groups))
		groups->blocks[groups->count >> groups->block_shift] = (char *)
			MemoryContextAlloc(groups->memory,
							   groups->group_size << groups->block_shift);
	group = page_groups_get(groups, groups->count);
	memset(group, 0, groups->group_size);
	return group;
}

/*
 * Add a group with the keys of the current row.
 */
static pg_noinline PageGroup *
add_group(PageGroups *groups, uint32 hash, PageRow row)
{
	GroupSlot	slot;
	PageGroup  *group;

	if (table_is_full(groups))
		grow(groups);
	group = next_group(groups);
	page_keys_copy(&groups->keys, group, &groups->space);
	page_kept_copy(&groups->kept, group, row, &groups->space);
	slot.hash = hash;
	slot.number = (uint32) ++groups->count;
	put_in_slot(groups->slot_table, groups->slots, slot);
	return group;
}

/*
 * Give all groups states of another size; move() copies those of a group, and
 * finds the other ones zero.
 */
void
page_groups_resize(PageGroups *groups, Size state_size, PageMove move,
				   void *states)
{
	Size		head = page_group_head_size(groups->values);
	PageGroups	before = *groups;

	set_state_size(groups, state_size);
	groups->blocks = (char **)
		MemoryContextAllocHuge(groups->memory,
							   block_list_size(groups, groups->slots));
	for (groups->count = 0; groups->count < before.count; groups->count++)
	{
		PageGroup  *from = page_groups_get(&before, groups->count);
		PageGroup  *to = next_group(groups);

		memcpy(to, from, head);
		move(states, from, to, groups->values);
		if (((groups->count + 1) & ((1 << before.block_shift) - 1)) == 0)
			pfree(before.blocks[groups->count >> before.block_shift]);
	}
	if ((before.count & ((1 << before.block_shift) - 1)) != 0)
		pfree(before.blocks[before.count >> before.block_shift]);
	pfree(before.blocks);
}

/*
 * The hash of a row.
 */
static pg_attribute_always_inline uint32
hash_row(PageGroups *groups, PageRow row, bool single)
{
	PageKey    *key = &groups->keys.key[0];
	uint64		hash;

	if (single)
		hash = key->nulls[row] ? PAGE_NULL_HASH : (uint64) key->values[row];
	else
	{
		page_keys_get(&groups->keys, row);
		hash = page_keys_hash(&groups->keys);
	}
	return (uint32) (page_hash_mix(hash) >> 32);
}

/*
 * Return true if a group with the hash of a row has its keys, too, which are
 * current if they are computed for one row at a time.
 */
static pg_attribute_always_inline bool
is_group_of_row(PageGroups *groups, const PageGroup *group, PageRow row,
				bool single)
{
	const PageKey *key = &groups->keys.key[0];

	if (!single)
	{
		if (!groups->by_row)
			page_keys_get(&groups->keys, row);
		return page_keys_are_of_group(&groups->keys, group);
	}
	if (unlikely(key->nulls[row]))
		return group->null_keys != 0;
	return group->values[0] == key->values[row] && group->null_keys == 0;
}

static pg_noinline PageGroup *
add_group_of_row(PageGroups *groups, uint32 hash, PageRow row)
{
	if ((groups->keys.by_reference || table_is_full(groups) ||
		 blocks_are_full(groups)) && !has_memory(groups))
		return NULL;
	if (!groups->by_row)
		page_keys_get(&groups->keys, row);
	return add_group(groups, hash, row);
}

/*
 * Prefetch the slots of the rows, and then the groups that seem to be theirs.
 */
static void
prefetch(const PageGroups *groups, const PageSelection *selection)
{
	const GroupSlot *table = groups->slot_table;
	uint64		mask = groups->slots - 1;
	int			count = selection->count;

	for (int i = 0; i < count; i++)
		page_scan_prefetch(&table[groups->hash[selection->rows[i]] & mask]);
	for (int i = 0; i < count; i++)
	{
		uint32		number = table[groups->hash[selection->rows[i]] & mask].number;

		if (number != 0)
			page_scan_prefetch(page_groups_get(groups, (int) number - 1));
	}
}

/*
 * The same for keys passed by reference, once their groups are there.
 */
static void
prefetch_keys(const PageGroups *groups, const PageSelection *selection)
{
	const GroupSlot *table = groups->slot_table;
	uint64		mask = groups->slots - 1;

	for (int i = 0; i < selection->count; i++)
	{
		uint32		number = table[groups->hash[selection->rows[i]] & mask].number;

		for (int j = 0; number != 0 && j < groups->keys.count; j++)
		{
			if (!groups->keys.key[j].by_value)
				page_scan_prefetch(DatumGetPointer(page_groups_get(groups,
																   (int) number - 1)->values[j]));
		}
	}
}

/*
 * single is a constant, as there is a loop for each case.
 */
static pg_attribute_always_inline void
hash_rows(PageGroups *groups, const PageSelection *selection, bool single)
{
	int			count = selection->count;

	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];

		groups->hash[row] = hash_row(groups, row, single);
	}
	if (groups->slots < PREFETCHED_SLOTS)
		return;
	prefetch(groups, selection);
	if (!single)
		prefetch_keys(groups, selection);
}

/*
 * The group of a row whose hash is known, or NULL if there is no memory for it.
 */
static pg_attribute_always_inline PageGroup *
find_group(PageGroups *groups, PageRow row, bool single)
{
	uint32		hash = groups->hash[row];
	const GroupSlot *table = groups->slot_table;
	uint64		mask = groups->slots - 1;

	for (uint64 place = hash & mask; table[place].number != 0; place = (place + 1) & mask)
	{
		PageGroup  *group;

		if (table[place].hash != hash)
			continue;
		group = page_groups_get(groups, (int) table[place].number - 1);
		if (likely(is_group_of_row(groups, group, row, single)))
			return group;
	}
	return add_group_of_row(groups, hash, row);
}

/*
 * Add a row to those without memory for their group; the first one finds the rows
 * before it ready.
 */
static pg_noinline void
overflow_row(const PageSelection *selection, int place, PageSelection *ready,
			 PageSelection *overflow)
{
	if (overflow->count == 0)
	{
		ready->count = place;
		memcpy(ready->rows, selection->rows, place * sizeof(PageRow));
	}
	overflow->rows[overflow->count++] = selection->rows[place];
}

static pg_attribute_always_inline void
find_groups(PageGroups *groups, const PageSelection *selection,
			PageGroup **found, PageSelection *ready, PageSelection *overflow,
			bool single)
{
	int			count = selection->count;

	overflow->count = 0;
	if (!groups->by_row)
		hash_rows(groups, selection, single);
	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];

		if (unlikely(overflow->count > 0) && !groups->spills)
		{
			overflow->rows[overflow->count++] = row;
			continue;
		}
		if (groups->by_row)
			groups->hash[row] = hash_row(groups, row, single);
		found[row] = find_group(groups, row, single);
		if (unlikely(found[row] == NULL))
			overflow_row(selection, i, ready, overflow);
		else if (unlikely(overflow->count > 0))
			ready->rows[ready->count++] = row;
	}
}

/*
 * Find or make the groups of the selected rows, all columns of which are loaded.
 * If there is no memory for some, their rows overflow, and the others are ready.
 */
void
page_groups_find(PageGroups *groups, const PageSelection *selection,
				 PageGroup **found, PageSelection *ready,
				 PageSelection *overflow)
{
	MemoryContext caller;

	ResetExprContext(groups->keys.context);
	page_keys_evaluate(&groups->keys, selection);
	caller = MemoryContextSwitchTo(groups->keys.context->ecxt_per_tuple_memory);
	if (groups->single)
		find_groups(groups, selection, found, ready, overflow, true);
	else
		find_groups(groups, selection, found, ready, overflow, false);
	MemoryContextSwitchTo(caller);
}

/*
 * The one group there is without GROUP BY, whether it has rows or not.
 */
PageGroup *
page_groups_only(PageGroups *groups)
{
	if (groups->count == 0)
		return add_group(groups, 0, 0);
	return page_groups_get(groups, 0);
}

/*
 * Store the columns of a group in the output.
 */
void
page_groups_output(const PageGroups *groups, const PageGroup *group,
				   TupleTableSlot *slot)
{
	page_kept_output(&groups->kept, group, slot);
}
