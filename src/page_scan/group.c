/*-------------------------------------------------------------------------
 *
 * group.c
 *	  The table of groups of a page scan.
 *
 * A group keeps its keys and the columns that the output needs besides the aggregates, as of
 * its first row: those the keys are computed from, and those that depend on
 * the keys.
 *
 * The table is emitted and reset when its memory is full, in the middle of a
 * page if need be: the final aggregation merges the parts of a group.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include "utils/datum.h"
#include "utils/memutils.h"

/* A power of two, of which half are used before the table grows. */
#define FIRST_SLOTS		256
#define ONLY_SLOTS		2		/* without keys */

/*
 * Groups are allocated in blocks of two to the power of this, or less where
 * that would be more than a part of the memory.
 */
#define BLOCK_SHIFT			7
#define BLOCK_MEMORY_PART	8

StaticAssertDecl(FIRST_SLOTS / 2 % (1 << BLOCK_SHIFT) == 0,
				 "a table of groups consists of whole blocks");

typedef struct KeptColumn
{
	int			column;
	int			value;			/* place among the values of a group */
} KeptColumn;

/* hash is the key itself if it is one and by value, else a hash of all. */
typedef struct GroupSlot
{
	uint64		hash;
	PageGroup  *group;			/* NULL if free */
} GroupSlot;

struct PageGroups
{
	PageKeys	keys;
	int			kept;			/* columns for the output */
	KeptColumn *kept_column;
	int			values;			/* of a group: keys, then kept columns */
	bool		single;			/* one key, by value? */
	Size		memory_limit;
	MemoryContext memory;		/* of all below */
	Size		group_size;
	int			count;
	int			block_shift;
	char	  **blocks;			/* as many as the slots need */
	uint64		slots;
	GroupSlot  *slot_table;
};

Size
page_group_head_size(int values)
{
	return offsetof(PageGroup, values) + values * sizeof(Datum);
}

/*
 * The place of a column among the keys, or -1.
 */
static int
key_of_column(const PageGroups *groups, int column)
{
	for (int i = 0; i < groups->keys.count; i++)
	{
		if (groups->keys.key[i].column == column)
			return i;
	}
	return -1;
}

/*
 * Choose the columns to keep; one that is a key is kept as that already.
 */
static void
keep_columns(PageGroups *groups, Bitmapset *columns)
{
	int			column = -1;

	groups->kept_column = (KeptColumn *)
		palloc(Max(bms_num_members(columns), 1) * sizeof(KeptColumn));
	groups->values = groups->keys.count;
	while ((column = bms_next_member(columns, column)) >= 0)
	{
		KeptColumn *kept = &groups->kept_column[groups->kept++];
		int			key = key_of_column(groups, column);

		kept->column = column;
		kept->value = key >= 0 ? key : groups->values++;
	}
}

/*
 * Keys are expressions over the parent's scan tuple, followed by the joins, if
 * any; kept are the numbers of the columns that the output needs.
 */
PageGroups *
page_groups_begin(List *keys, const PageJoined *joined, Bitmapset *kept,
				  PageReader *reader, PlanState *parent)
{
	PageGroups *groups = (PageGroups *) palloc0(sizeof(PageGroups));

	page_keys_begin(&groups->keys, keys, page_joined_count(joined), reader,
					parent);
	page_joined_add_keys(joined, &groups->keys);
	keep_columns(groups, kept);
	groups->single = groups->keys.count == 1 && !groups->keys.by_reference;
	groups->memory_limit = page_scan_memory_limit();
	groups->memory = AllocSetContextCreate(CurrentMemoryContext,
										   "satisfaction page scan groups",
										   ALLOCSET_DEFAULT_SIZES);
	return groups;
}

/*
 * Without keys there is no more than one group.
 */
static void
choose_block_size(PageGroups *groups)
{
	Size		part = groups->memory_limit / BLOCK_MEMORY_PART;

	groups->block_shift = groups->keys.count > 0 ? BLOCK_SHIFT : 0;
	while (groups->block_shift > 0 &&
		   groups->group_size << groups->block_shift > part)
		groups->block_shift--;
}

/*
 * The memory of the pointers to the blocks for so many slots.
 */
static Size
block_list_size(const PageGroups *groups, uint64 slots)
{
	return (slots / 2 >> groups->block_shift) * sizeof(char *);
}

/*
 * Forget all groups; new ones have states of the given size.
 */
void
page_groups_reset(PageGroups *groups, Size state_size)
{
	MemoryContextReset(groups->memory);
	groups->group_size =
		MAXALIGN(page_group_head_size(groups->values) + state_size);
	choose_block_size(groups);
	groups->count = 0;
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
	return (uint64) groups->count == groups->slots / 2;
}

static inline bool
blocks_are_full(const PageGroups *groups)
{
	return (groups->count & ((1 << groups->block_shift) - 1)) == 0;
}

/*
 * Is there memory for one more group?  There always is for the first, so that
 * a key larger than all the memory can be emitted, too.
 */
static bool
has_memory(const PageGroups *groups)
{
	Size		memory = MemoryContextMemAllocated(groups->memory, false);

	if (table_is_full(groups))
		memory += 2 * groups->slots * sizeof(GroupSlot);
	if (blocks_are_full(groups))
		memory += groups->group_size << groups->block_shift;
	return groups->count == 0 || memory <= groups->memory_limit;
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

static void
copy_kept_columns(const PageGroups *groups, PageGroup *group, PageRow row)
{
	for (int i = 0; i < groups->kept; i++)
	{
		const KeptColumn *kept = &groups->kept_column[i];
		const PageColumn *column = groups->keys.reader->column[kept->column];

		if (kept->value < groups->keys.count)
			continue;
		if (column->nulls[row])
			group->null_kept |= (uint32) 1 << (kept->value - groups->keys.count);
		else
			group->values[kept->value] = datumCopy(column->values[row],
												   column->by_value,
												   column->length);
	}
}

static void
put_in_slot(GroupSlot *table, uint64 slots, uint64 hash, PageGroup *group)
{
	uint64		place = page_hash_mix(hash) & (slots - 1);

	while (table[place].group != NULL)
		place = (place + 1) & (slots - 1);
	table[place].hash = hash;
	table[place].group = group;
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
		if (groups->slot_table[i].group != NULL)
			put_in_slot(table, slots, groups->slot_table[i].hash,
						groups->slot_table[i].group);
	}
	pfree(groups->slot_table);
	groups->slot_table = table;
	groups->slots = slots;
	groups->blocks = (char **)
		repalloc_huge(groups->blocks, block_list_size(groups, slots));
}

/*
 * Add a group with the keys of the current row.
 */
static pg_noinline PageGroup *
add_group(PageGroups *groups, uint64 hash, PageRow row)
{
	MemoryContext caller = MemoryContextSwitchTo(groups->memory);
	PageGroup  *group;

	if (table_is_full(groups))
		grow(groups);
	if (blocks_are_full(groups))
		groups->blocks[groups->count >> groups->block_shift] = (char *)
			palloc(groups->group_size << groups->block_shift);
	group = page_groups_get(groups, groups->count);
	memset(group, 0, groups->group_size);
	page_keys_copy(&groups->keys, group);
	copy_kept_columns(groups, group, row);
	groups->count++;
	put_in_slot(groups->slot_table, groups->slots, hash, group);
	MemoryContextSwitchTo(caller);
	return group;
}

/*
 * Get the hash of a row, as a slot has it, and its keys if they are needed to
 * tell groups apart.
 */
static pg_attribute_always_inline uint64
hash_row(PageGroups *groups, PageRow row, bool single)
{
	PageKey    *key = &groups->keys.key[0];

	if (!single)
	{
		page_keys_get(&groups->keys, row);
		return page_keys_hash(&groups->keys);
	}
	return key->nulls[row] ? PAGE_NULL_HASH : (uint64) key->values[row];
}

/*
 * Does the group in a slot have the keys of a row, given that their hashes
 * are the same?
 */
static pg_attribute_always_inline bool
is_group_of_row(PageGroups *groups, const GroupSlot *slot, PageRow row,
				bool single)
{
	if (single)
	{
		if (likely(slot->hash != PAGE_NULL_HASH))
			return true;
		page_keys_get(&groups->keys, row);
	}
	return page_keys_are_of_group(&groups->keys, slot->group);
}

static pg_noinline PageGroup *
add_group_of_row(PageGroups *groups, uint64 hash, PageRow row, bool single)
{
	if ((groups->keys.by_reference || table_is_full(groups) ||
		 blocks_are_full(groups)) && !has_memory(groups))
		return NULL;
	if (single)
		page_keys_get(&groups->keys, row);
	return add_group(groups, hash, row);
}

/*
 * single is a constant, as there is a loop for each case.
 */
static pg_attribute_always_inline int
find_groups(PageGroups *groups, const PageSelection *selection,
			PageGroup **found, bool single)
{
	int			count = selection->count;

	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];
		uint64		hash = hash_row(groups, row, single);
		const GroupSlot *table = groups->slot_table;
		uint64		place = page_hash_mix(hash) & (groups->slots - 1);

		while (table[place].group != NULL &&
			   (table[place].hash != hash ||
				!is_group_of_row(groups, &table[place], row, single)))
			place = (place + 1) & (groups->slots - 1);
		found[row] = table[place].group;
		if (unlikely(found[row] == NULL))
		{
			found[row] = add_group_of_row(groups, hash, row, single);
			if (found[row] == NULL)
				return i;
		}
	}
	return count;
}

/*
 * Find or make the groups of the selected rows, all columns of which are
 * loaded, and say for how many rows there was memory.
 */
int
page_groups_find(PageGroups *groups, const PageSelection *selection,
				 PageGroup **found)
{
	MemoryContext caller;
	int			count;

	ResetExprContext(groups->keys.context);
	page_keys_evaluate(&groups->keys, selection);
	caller = MemoryContextSwitchTo(groups->keys.context->ecxt_per_tuple_memory);
	if (groups->single)
		count = find_groups(groups, selection, found, true);
	else
		count = find_groups(groups, selection, found, false);
	MemoryContextSwitchTo(caller);
	return count;
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
	for (int i = 0; i < groups->kept; i++)
	{
		const KeptColumn *kept = &groups->kept_column[i];
		bool		is_key = kept->value < groups->keys.count;
		uint32		nulls = is_key ? group->null_keys : group->null_kept;
		int			bit = is_key ? kept->value : kept->value - groups->keys.count;

		slot->tts_values[kept->column] = group->values[kept->value];
		slot->tts_isnull[kept->column] = (nulls & ((uint32) 1 << bit)) != 0;
	}
}
