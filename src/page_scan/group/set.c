/*-------------------------------------------------------------------------
 *
 * set.c
 *	  The values that a count(DISTINCT value) has met, by group.
 *
 * They are in a hash table.  When that may not grow any more, values that it
 * lacks are sorted, as the server does with all, and those that are different
 * are counted at the end.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/memutils.h"
#include "utils/tuplesort.h"

/* A power of two, of which half are used before the table grows. */
#define FIRST_SLOTS		256

/* What is sorted: the group and the bits of the value. */
#define SORTED_COLUMNS	2

typedef struct SetSlot
{
	Datum		value;
	uint32		group;			/* its number, from 1; 0 if free */
} SetSlot;

struct PageSet
{
	Size		memory_limit;
	MemoryContext memory;		/* of all below */
	uint64		count;			/* of used slots */
	uint64		slots;
	SetSlot    *table;

	/* values that the table lacks, once it may not grow */
	Tuplesortstate *sort;		/* NULL if there are none */
	TupleTableSlot *pair;
	uint32		groups;			/* the greatest number of their groups */
	int64	   *sorted;			/* different ones by group; NULL until sorted */
};

PageSet *
page_set_begin(void)
{
	PageSet    *set = (PageSet *) palloc0(sizeof(PageSet));

	set->memory_limit = page_scan_memory();
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
	if (set->sort != NULL)
		tuplesort_end(set->sort);
	set->sort = NULL;
	set->pair = NULL;
	set->groups = 0;
	set->sorted = NULL;
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
 * May the table grow?  The smaller one is needed until the larger one is filled.
 */
static bool
can_grow(const PageSet *set)
{
	return set->slots * 3 * sizeof(SetSlot) <= set->memory_limit;
}

static void
begin_sort(PageSet *set)
{
	AttrNumber	columns[SORTED_COLUMNS] = {1, 2};
	Oid			less[SORTED_COLUMNS] = {Int8LessOperator, Int8LessOperator};
	Oid			collations[SORTED_COLUMNS] = {InvalidOid, InvalidOid};
	bool		nulls_first[SORTED_COLUMNS] = {false, false};
	Const	   *integer = makeNullConst(INT8OID, -1, InvalidOid);
	TupleDesc	descriptor = ExecTypeFromExprList(list_make2(integer, integer));

	set->pair = MakeSingleTupleTableSlot(descriptor, &TTSOpsMinimalTuple);
	set->sort = tuplesort_begin_heap(descriptor, SORTED_COLUMNS, columns, less,
									 collations, nulls_first, work_mem, NULL,
									 false);
}

static pg_noinline void
put_into_sort(PageSet *set, uint32 group, Datum value)
{
	MemoryContext caller = MemoryContextSwitchTo(set->memory);

	if (set->sort == NULL)
		begin_sort(set);
	ExecClearTuple(set->pair);
	set->pair->tts_values[0] = Int64GetDatum((int64) group);
	set->pair->tts_values[1] = value;
	memset(set->pair->tts_isnull, 0, SORTED_COLUMNS * sizeof(bool));
	ExecStoreVirtualTuple(set->pair);
	tuplesort_puttupleslot(set->sort, set->pair);
	set->groups = Max(set->groups, group);
	MemoryContextSwitchTo(caller);
}

/*
 * Add a value to a group; false if it is there, or is counted later.
 */
bool
page_set_add(PageSet *set, uint32 group, Datum value)
{
	SetSlot    *slot = find_slot(set, group, value);

	if (slot->group != 0)
		return false;
	if (unlikely(set->count == set->slots / 2))
	{
		if (!can_grow(set))
		{
			put_into_sort(set, group, value);
			return false;
		}
		grow(set);
		slot = find_slot(set, group, value);
	}
	slot->group = group;
	slot->value = value;
	set->count++;
	return true;
}

/*
 * Sort the values that the table lacks, and count the different ones.
 */
static void
count_sorted(PageSet *set)
{
	uint32		last_group = 0;
	Datum		last = (Datum) 0;

	set->sorted = (int64 *)
		MemoryContextAllocExtended(set->memory,
								   ((Size) set->groups + 1) * sizeof(int64),
								   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	tuplesort_performsort(set->sort);
	while (tuplesort_gettupleslot(set->sort, true, false, set->pair, NULL))
	{
		uint32		group;

		CHECK_FOR_INTERRUPTS();
		slot_getallattrs(set->pair);
		group = (uint32) DatumGetInt64(set->pair->tts_values[0]);
		if (group == last_group && set->pair->tts_values[1] == last)
			continue;
		last_group = group;
		last = set->pair->tts_values[1];
		set->sorted[group]++;
	}
}

/*
 * How many values of a group are counted late.  None can be added any more.
 */
int64
page_set_count_late(PageSet *set, uint32 group)
{
	if (set->sort == NULL)
		return 0;
	if (set->sorted == NULL)
		count_sorted(set);
	return group <= set->groups ? set->sorted[group] : 0;
}
