/*-------------------------------------------------------------------------
 *
 * lookup.c
 *	  Look up the joined rows of another relation.
 *
 * The rows of the other relation are noted by the join key when the first row
 * of the table wants one.  What the query needs of their other columns is noted
 * once for each distinct combination, and these have numbers: so the rows of
 * the table are grouped by a number, whatever the columns are.
 *
 * A row that has several matches is counted once for each: the page is gone
 * through again with the rows that have a second match, a third one, and so on.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

#include "utils/memutils.h"

#define FIRST_ROWS		1024
#define FIRST_SLOTS		1024	/* a power of two */

/* After so many rows linked, look whether the query is cancelled. */
#define ROWS_PER_CHECK	10000

/* A single integer key is an index where no more of the table is unused. */
#define MOST_PER_ROW	8

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

	/* the matches of the rows of the page, counted from 1 */
	uint32		first[MaxHeapTuplesPerPage];
	uint32		current[MaxHeapTuplesPerPage];
	Datum		number[MaxHeapTuplesPerPage];	/* of the combination */
	bool		no_null[MaxHeapTuplesPerPage];
};

/*
 * Keys are expressions over the parent's scan tuple; other delivers what they
 * must be equal to, and then the columns.
 */
PageLookup *
page_lookup_begin(PageJoinKind kind, PageJoinOrder order, List *keys,
				  int columns, int first_column, PlanState *other,
				  PageReader *reader, PlanState *parent)
{
	PageLookup *lookup = (PageLookup *) palloc0(sizeof(PageLookup));

	lookup->kind = kind;
	lookup->order = order;
	lookup->other = other;
	page_keys_begin(&lookup->key, keys, 0, reader, parent);
	lookup->keys = lookup->key.count;
	lookup->single = lookup->keys == 1 && !lookup->key.by_reference;
	lookup->combinations = page_combinations_begin(other->ps_ResultTupleDesc,
												   lookup->keys, columns,
												   first_column);
	lookup->memory = AllocSetContextCreate(CurrentMemoryContext,
										   "satisfaction page scan lookup",
										   ALLOCSET_DEFAULT_SIZES);
	return lookup;
}

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
	lookup->row_space = FIRST_ROWS;
	lookup->hash = (uint64 *) palloc(FIRST_ROWS * sizeof(uint64));
	lookup->row_key = lookup->single ? NULL :
		(PageGroup **) palloc(FIRST_ROWS * sizeof(PageGroup *));
	lookup->combination = (uint32 *) palloc(FIRST_ROWS * sizeof(uint32));
	lookup->next = NULL;
	page_combinations_reset(lookup->combinations, lookup->memory);
	MemoryContextSwitchTo(caller);
}

/*
 * For a rescan: the other relation is read again only if one of its parameters
 * has changed.
 */
void
page_lookup_reset(PageLookup *lookup, Bitmapset *changed)
{
	if (changed != NULL)
		UpdateChangedParamSet(lookup->other, changed);
	if (lookup->other->chgParam == NULL)
		return;
	lookup->begun = false;
	lookup->ready = false;
	ExecReScan(lookup->other);
}

/*
 * Is any key computed?
 */
bool
page_lookup_may_fail(const PageLookup *lookup)
{
	for (int i = 0; i < lookup->keys; i++)
	{
		if (lookup->key.key[i].column < 0)
			return true;
	}
	return false;
}

/*
 * Integers of any width are compared as those of 64 bits.
 */
static Datum
widen(Datum value, int length)
{
	switch (length)
	{
		case 1:
			return CharGetDatum(DatumGetChar(value));
		case 2:
			return Int16GetDatum(DatumGetInt16(value));
		case 4:
			return Int32GetDatum(DatumGetInt32(value));
		default:
			return value;
	}
}

/*
 * Make a row's keys current, and say whether none is NULL.
 */
static bool
set_keys(PageLookup *lookup, TupleTableSlot *slot)
{
	TupleDesc	descriptor = lookup->other->ps_ResultTupleDesc;

	if (!page_keys_set(&lookup->key, slot, 0))
		return false;
	for (int i = 0; i < lookup->keys; i++)
	{
		PageKey    *key = &lookup->key.key[i];

		if (key->by_value)
			key->value = widen(key->value, TupleDescAttr(descriptor, i)->attlen);
	}
	return true;
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
 * Note a row, in the memory of the lookup.
 */
static void
note_row(PageLookup *lookup, TupleTableSlot *slot)
{
	uint32		row = lookup->rows;
	MemoryContext caller;

	ResetExprContext(lookup->key.context);
	caller = MemoryContextSwitchTo(lookup->key.context->ecxt_per_tuple_memory);
	slot_getallattrs(slot);
	if (set_keys(lookup, slot))
	{
		uint32		number = page_combinations_find(lookup->combinations, slot);

		MemoryContextSwitchTo(lookup->memory);
		if (row == lookup->row_space)
			grow_rows(lookup);
		lookup->hash[row] = lookup->single ?
			(uint64) lookup->key.key[0].value : page_keys_hash(&lookup->key);
		if (!lookup->single)
			lookup->row_key[row] = page_keys_copy_alone(&lookup->key);
		lookup->combination[row] = number;
		lookup->rows++;
	}
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
 * Read the next row of the other relation; false if there is none.
 */
static bool
read_row(PageLookup *lookup)
{
	TupleTableSlot *slot = ExecProcNode(lookup->other);

	if (TupIsNull(slot))
		return false;
	note_row(lookup, slot);
	return true;
}

static void
read_first_row(PageLookup *lookup)
{
	if (lookup->begun)
		return;
	forget_rows(lookup);
	lookup->any_row = read_row(lookup);
	lookup->begun = true;
}

static void
read_rows(PageLookup *lookup)
{
	if (lookup->ready)
		return;
	read_first_row(lookup);
	if (lookup->any_row)
	{
		while (read_row(lookup))
			;
	}
	choose_slots(lookup);
	for (uint32 row = 0; row < lookup->rows; row++)
	{
		if (row % ROWS_PER_CHECK == 0)
			CHECK_FOR_INTERRUPTS();
		link_row(lookup, row);
	}
	lookup->ready = true;
}

static bool
drops_rows(const PageLookup *lookup)
{
	return lookup->kind == PAGE_JOIN_INNER || lookup->kind == PAGE_JOIN_SEMI;
}

/*
 * Before the table is read: read what is read before it, and say whether the
 * table is to be read.
 *
 * A hash join does not fetch a row of the table first if that has had one in
 * an earlier scan, and the hash is to be made again; and where it keeps the
 * hash it does not look whether that is empty.
 */
bool
page_lookup_start(PageLookup *lookup)
{
	PageJoinOrder order = lookup->order;

	lookup->kept = lookup->ready;
	if (order == PAGE_ORDER_TABLE_ROW && drops_rows(lookup) &&
		lookup->table_has_row && !lookup->ready)
		order = PAGE_ORDER_OTHER_HASHED;
	if (order == PAGE_ORDER_TABLE || order == PAGE_ORDER_TABLE_KEY ||
		order == PAGE_ORDER_TABLE_ROW)
		return true;
	if (order == PAGE_ORDER_OTHER_ROW)
		read_first_row(lookup);
	else
		read_rows(lookup);
	if (!drops_rows(lookup))
		return true;
	if (order == PAGE_ORDER_OTHER_HASHED)
		return lookup->rows > 0 || lookup->kept;
	return order == PAGE_ORDER_OTHER_SORTED ? lookup->rows > 0 : lookup->any_row;
}

/*
 * Load what the keys are computed from, and compute those passed by value.
 */
static void
load_keys(PageLookup *lookup, const PageSelection *selection)
{
	PageReader *reader = lookup->key.reader;

	for (int i = 0; i < lookup->keys; i++)
	{
		int			column = lookup->key.key[i].column;

		if (column >= 0)
			page_reader_load(reader, column, selection);
		else
			for (column = 0; column < reader->columns; column++)
				page_reader_load(reader, column, selection);
	}
	page_keys_evaluate(&lookup->key, selection);
}

static bool
row_has_keys(PageLookup *lookup, PageRow row)
{
	page_keys_get(&lookup->key, row);
	for (int i = 0; i < lookup->keys; i++)
	{
		if (lookup->key.key[i].null)
			return false;
	}
	return true;
}

/*
 * Do the rows drop out before the other relation is read?  The ordinary plan
 * does not read that for a table without keys if it has hashed or sorted the
 * table.
 */
bool
page_lookup_drops_early(PageLookup *lookup, const PageSelection *selection)
{
	MemoryContext caller;
	bool		any_keys = false;

	if (!drops_rows(lookup) || (lookup->order != PAGE_ORDER_TABLE_KEY &&
								lookup->order != PAGE_ORDER_OTHER_ROW))
		return false;
	load_keys(lookup, selection);
	caller = MemoryContextSwitchTo(lookup->key.context->ecxt_per_tuple_memory);
	for (int i = 0; i < selection->count && !any_keys; i++)
		any_keys = row_has_keys(lookup, selection->rows[i]);
	MemoryContextSwitchTo(caller);
	return !any_keys;
}

/*
 * When a row of the table is there: read what is left to be read, and say
 * whether more of the table is.
 */
bool
page_lookup_prepare(PageLookup *lookup)
{
	lookup->table_has_row = true;
	read_rows(lookup);
	return lookup->order != PAGE_ORDER_TABLE_ROW || lookup->rows > 0 ||
		lookup->kept || !drops_rows(lookup);
}

/*
 * Has any key several rows?
 */
bool
page_lookup_has_several(const PageLookup *lookup)
{
	return lookup->next != NULL;
}

/*
 * Look up rows by an index, or by a table of slots.
 */
static void
look_up_index(PageLookup *lookup, const PageSelection *selection)
{
	const Datum *values = lookup->key.key[0].values;
	const bool *nulls = lookup->key.key[0].nulls;

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		uint64		place = (uint64) values[row] - lookup->least;

		lookup->first[row] = place < lookup->slots && !nulls[row] ?
			lookup->slot[place] : 0;
	}
}

static void
look_up_single(PageLookup *lookup, const PageSelection *selection)
{
	const Datum *values = lookup->key.key[0].values;
	const bool *nulls = lookup->key.key[0].nulls;
	uint64		mask = lookup->slots - 1;

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		uint64		key = (uint64) values[row];
		uint64		place = page_hash_mix(key) & mask;

		while (lookup->slot[place] != 0 &&
			   lookup->hash[lookup->slot[place] - 1] != key)
			place = (place + 1) & mask;
		lookup->first[row] = nulls[row] ? 0 : lookup->slot[place];
	}
}

static uint32
look_up_row(PageLookup *lookup, PageRow row)
{
	uint64		mask = lookup->slots - 1;
	uint64		hash;
	uint64		place;
	uint32		found;

	if (!row_has_keys(lookup, row))
		return 0;
	hash = page_keys_hash(&lookup->key);
	place = page_hash_mix(hash) & mask;
	while ((found = lookup->slot[place]) != 0 &&
		   (lookup->hash[found - 1] != hash ||
			!page_keys_are_of_group(&lookup->key, lookup->row_key[found - 1])))
		place = (place + 1) & mask;
	return found;
}

static void
look_up(PageLookup *lookup, const PageSelection *selection)
{
	MemoryContext caller;

	if (lookup->is_index)
	{
		look_up_index(lookup, selection);
		return;
	}
	if (lookup->single)
	{
		look_up_single(lookup, selection);
		return;
	}
	caller = MemoryContextSwitchTo(lookup->key.context->ecxt_per_tuple_memory);
	for (int i = 0; i < selection->count; i++)
		lookup->first[selection->rows[i]] =
			look_up_row(lookup, selection->rows[i]);
	MemoryContextSwitchTo(caller);
}

static inline void
set_match(PageLookup *lookup, PageRow row, uint32 match)
{
	lookup->current[row] = match;
	lookup->number[row] = match == 0 ? PAGE_NO_COMBINATION :
		lookup->combination[match - 1];
}

/*
 * Look up the selected rows, and select those that have a place in the result,
 * with their first match.  into may be the same selection.
 */
void
page_lookup_find(PageLookup *lookup, const PageSelection *selection,
				 PageSelection *into)
{
	int			count = selection->count;
	int			kept = 0;

	load_keys(lookup, selection);
	look_up(lookup, selection);
	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];
		bool		has_match = lookup->first[row] != 0;

		set_match(lookup, row, lookup->first[row]);
		into->rows[kept] = row;
		kept += lookup->kind == PAGE_JOIN_LEFT ? 1 :
			has_match != (lookup->kind == PAGE_JOIN_ANTI);
	}
	into->count = kept;
}

/*
 * Go to the next match of a row; after the last one go to the first again, and
 * say so by false.
 */
bool
page_lookup_advance(PageLookup *lookup, PageRow row)
{
	uint32		next = 0;

	if (lookup->next != NULL && lookup->current[row] != 0)
		next = lookup->next[lookup->current[row] - 1];
	set_match(lookup, row, next != 0 ? next : lookup->first[row]);
	return next != 0;
}

/*
 * What the rows of the page are grouped by; NULL if that is nothing.
 */
const Datum *
page_lookup_numbers(const PageLookup *lookup, const bool **nulls)
{
	*nulls = lookup->no_null;
	return page_combinations_columns(lookup->combinations) > 0 ?
		lookup->number : NULL;
}

/*
 * Store the columns of a combination in the output.
 */
void
page_lookup_output(const PageLookup *lookup, Datum number,
				   TupleTableSlot *slot)
{
	page_combinations_output(lookup->combinations, (uint32) number, slot);
}
