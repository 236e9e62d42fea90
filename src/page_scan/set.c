/*-------------------------------------------------------------------------
 *
 * set.c
 *	  A set of integers: the values that a count(DISTINCT value) has met.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include "utils/memutils.h"

/* A power of two, of which half are used before the table grows. */
#define FIRST_SLOTS		256

struct PageSet
{
	MemoryContext memory;
	uint64		count;			/* of values in the table */
	uint64		slots;
	Datum	   *table;			/* 0 where a slot is free */
	bool		has_zero;
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
	set->table = (Datum *)
		MemoryContextAllocExtended(set->memory, slots * sizeof(Datum),
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
	set->has_zero = false;
}

/*
 * The slot that has a value, or where it belongs.
 */
static inline Datum *
slot_of(const PageSet *set, Datum value)
{
	uint64		place = page_hash_mix(value) & (set->slots - 1);

	while (set->table[place] != value && set->table[place] != 0)
		place = (place + 1) & (set->slots - 1);
	return &set->table[place];
}

static pg_noinline void
grow(PageSet *set)
{
	Datum	   *before = set->table;
	uint64		slots = set->slots;

	make_table(set, slots * 2);
	for (uint64 i = 0; i < slots; i++)
	{
		if (before[i] != 0)
			*slot_of(set, before[i]) = before[i];
	}
	pfree(before);
}

/*
 * Add a value; false if it is there.
 */
bool
page_set_add(PageSet *set, Datum value)
{
	Datum	   *slot;

	if (value == 0)
	{
		bool		is_new = !set->has_zero;

		set->has_zero = true;
		return is_new;
	}
	slot = slot_of(set, value);
	if (*slot == value)
		return false;
	*slot = value;
	if (++set->count == set->slots / 2)
		grow(set);
	return true;
}
