/*-------------------------------------------------------------------------
 *
 * set.c
 *	  The values that a count(DISTINCT value) has met, by group.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

#include "utils/memutils.h"

/* A power of two, of which half are used before the table grows. */
#define FIRST_SLOTS		256

typedef struct SetSlot
{
	Datum		value;
	uint32		group;			/* its number, from 1; 0 if free */
} SetSlot;

struct PageSet
{
	MemoryContext memory;
	uint64		count;			/* of used slots */
	uint64		slots;
	SetSlot    *table;
};

PageSet *
page_set_begin(void)
{
	PageSet    *set = (PageSet *) palloc0(sizeof(PageSet));

	set->memory = AllocSetContextCreate(CurrentMemoryContext,
										"satisfaction page scan set",
										ALLOCSET_DEFAULT_SIZES);
	page_set_reset(set);
	return set;
}

static void
make_table(PageSet *set, uint64 slots)
{
	set->slots = slots;
	set->table = (SetSlot *)
		MemoryContextAllocExtended(set->memory, slots * sizeof(SetSlot),
								   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

/*
 * Forget all values.
 */
void
page_set_reset(PageSet *set)
{
	MemoryContextReset(set->memory);
	make_table(set, FIRST_SLOTS);
	set->count = 0;
}

/*
 * The slot that has a value of a group, or where it belongs.
 */
static inline SetSlot *
find_slot(const PageSet *set, uint32 group, Datum value)
{
	uint64		place = page_hash_mix(value ^ page_hash_mix(group));

	for (;; place++)
	{
		SetSlot    *slot = &set->table[place & (set->slots - 1)];

		if (slot->group == 0 || (slot->group == group && slot->value == value))
			return slot;
	}
}

static pg_noinline void
grow(PageSet *set)
{
	SetSlot    *before = set->table;
	uint64		slots = set->slots;

	make_table(set, slots * 2);
	for (uint64 i = 0; i < slots; i++)
	{
		if (before[i].group != 0)
			*find_slot(set, before[i].group, before[i].value) = before[i];
	}
	pfree(before);
}

/*
 * Add a value to a group; false if it is there.
 */
bool
page_set_add(PageSet *set, uint32 group, Datum value)
{
	SetSlot    *slot = find_slot(set, group, value);

	if (slot->group != 0)
		return false;
	slot->group = group;
	slot->value = value;
	if (++set->count == set->slots / 2)
		grow(set);
	return true;
}
