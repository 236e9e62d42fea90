/*-------------------------------------------------------------------------
 *
 * probe.c
 *	  Probe the hash table of a joined relation with the rows of a page.
 *
 * What the query needs of the other columns of the joined relation is kept once
 * for each distinct combination, and these have numbers: so the rows of the table
 * are grouped by a number, whatever the columns are.
 *
 * A row that has several matches is counted once for each: the page is gone
 * through again with the rows that have a second match, a third one, and so on.
 *
 *-------------------------------------------------------------------------
 */
#include "hash.h"

#include "utils/memutils.h"

/* Nothing is prefetched from fewer slots: these are in the processor's cache. */
#define PREFETCHED_SLOTS	4096

/*
 * Keys are expressions over the parent's scan tuple; inner delivers what they
 * must be equal to, and then the columns.
 */
PageHash *
page_hash_begin(PageJoinKind kind, List *keys, int columns, int first_column,
				PlanState *inner, PageReader *reader, PageRowFormat *format,
				PlanState *parent)
{
	PageHash   *hash = (PageHash *) palloc0(sizeof(PageHash));

	hash->kind = kind;
	hash->inner = inner;
	page_keys_begin(&hash->key, keys, 0, reader, parent);
	hash->keys = hash->key.count;
	hash->single = hash->keys == 1 && !hash->key.by_reference;
	hash->combinations = page_combinations_begin(inner->ps_ResultTupleDesc,
												 hash->keys, columns,
												 first_column);
	hash->batches = page_batches_begin(format);
	hash->memory = AllocSetContextCreate(CurrentMemoryContext,
										 "satisfaction page scan join",
										 ALLOCSET_DEFAULT_SIZES);
	return hash;
}

/*
 * For a rescan: the relation is read again only if one of its parameters has
 * changed.
 */
void
page_hash_reset(PageHash *hash)
{
	page_batches_reset(hash->batches, hash->inner->chgParam == NULL);
	if (hash->inner->chgParam == NULL)
		return;
	hash->built = false;
	ExecReScan(hash->inner);
}

/*
 * Return true if rows without a match have no place in the result.
 */
bool
page_hash_drops_rows(const PageHash *hash)
{
	return hash->kind == PAGE_JOIN_INNER || hash->kind == PAGE_JOIN_SEMI;
}

/*
 * Return true if any key has several rows.
 */
bool
page_hash_has_several(const PageHash *hash)
{
	return hash->next != NULL;
}

/*
 * Load what the keys are computed from, and compute those passed by value.
 */
static void
load_keys(PageHash *hash, const PageSelection *selection)
{
	PageReader *reader = hash->key.reader;

	for (int i = 0; i < hash->keys; i++)
	{
		int			column = hash->key.key[i].column;

		if (column >= 0)
			page_reader_load(reader, column, selection);
		else
			page_reader_load_all(reader, selection);
	}
	page_keys_evaluate(&hash->key, selection);
}

static inline bool
row_has_key(PageHash *hash, PageRow row)
{
	page_keys_get(&hash->key, row);
	for (int i = 0; i < hash->keys; i++)
	{
		if (hash->key.key[i].null)
			return false;
	}
	return true;
}

static void
hash_rows(PageHash *hash, const PageSelection *selection)
{
	MemoryContext caller;

	caller = MemoryContextSwitchTo(hash->key.context->ecxt_per_tuple_memory);
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		hash->has_key[row] = row_has_key(hash, row);
		if (hash->has_key[row])
			hash->probe_hash[row] = page_hash_current_keys(hash);
	}
	MemoryContextSwitchTo(caller);
}

/*
 * Select the rows that belong to the batch in memory; those without a key do, as
 * they match nothing.  Others are deferred.
 */
static void
select_batch(PageHash *hash, const PageSelection *selection,
			 PageSelection *into)
{
	int			count = selection->count;
	int			kept = 0;

	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];
		uint32		bits;

		into->rows[kept] = row;
		if (!hash->has_key[row])
		{
			kept++;
			continue;
		}
		bits = page_hash_batch_bits(hash->probe_hash[row]);
		if (page_batches_find(hash->batches, bits) == hash->batches->current)
			kept++;
		else
			page_batches_write(hash->batches, bits, row);
	}
	into->count = kept;
}

static void
probe_index(PageHash *hash, const PageSelection *selection)
{
	const Datum *values = hash->key.key[0].values;
	const bool *nulls = hash->key.key[0].nulls;

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		uint64		place = (uint64) values[row] - hash->least;

		hash->first[row] = place < hash->slots && !nulls[row] ?
			hash->slot[place] : 0;
	}
}

static void
probe_single(PageHash *hash, const PageSelection *selection)
{
	const Datum *values = hash->key.key[0].values;
	const bool *nulls = hash->key.key[0].nulls;
	uint64		mask = hash->slots - 1;

	if (hash->slots >= PREFETCHED_SLOTS)
	{
		for (int i = 0; i < selection->count; i++)
			page_scan_prefetch(&hash->slot[page_hash_mix((uint64) values[selection->rows[i]]) & mask]);
	}
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		uint64		key = (uint64) values[row];
		uint64		place = page_hash_mix(key) & mask;

		while (hash->slot[place] != 0 &&
			   hash->hash[hash->slot[place] - 1] != key)
			place = (place + 1) & mask;
		hash->first[row] = nulls[row] ? 0 : hash->slot[place];
	}
}

/*
 * The row in the first slot for a row of the page, which is mostly its match.
 */
static inline uint32
first_candidate(const PageHash *hash, PageRow row)
{
	uint64		mask = hash->slots - 1;

	return hash->has_key[row] ?
		hash->slot[page_hash_mix(hash->probe_hash[row]) & mask] : 0;
}

/*
 * Cache misses take longer than all the rest: prefetch the slots of all rows,
 * then what belongs to the rows in them, then the keys of these, and then keys by
 * reference.
 */
static void
prefetch(PageHash *hash, const PageSelection *selection)
{
	uint64		mask = hash->slots - 1;
	uint32		found;

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		if (hash->has_key[row])
			page_scan_prefetch(&hash->slot[page_hash_mix(hash->probe_hash[row]) & mask]);
	}
	for (int i = 0; i < selection->count; i++)
	{
		found = first_candidate(hash, selection->rows[i]);
		if (found == 0)
			continue;
		page_scan_prefetch(&hash->hash[found - 1]);
		page_scan_prefetch(&hash->row_key[found - 1]);
		page_scan_prefetch(&hash->combination[found - 1]);
	}
	for (int i = 0; i < selection->count; i++)
	{
		found = first_candidate(hash, selection->rows[i]);
		if (found != 0)
			page_scan_prefetch(hash->row_key[found - 1]);
	}
	for (int i = 0; i < selection->count && hash->key.by_reference; i++)
	{
		found = first_candidate(hash, selection->rows[i]);
		for (int j = 0; found != 0 && j < hash->keys; j++)
		{
			if (!hash->key.key[j].by_value)
				page_scan_prefetch(DatumGetPointer(hash->row_key[found - 1]->values[j]));
		}
	}
}

static uint32
find_match(PageHash *hash, PageRow row)
{
	uint64		mask = hash->slots - 1;
	uint64		value = hash->probe_hash[row];
	uint64		place = page_hash_mix(value) & mask;
	bool		has_keys = false;
	uint32		found;

	for (; (found = hash->slot[place]) != 0; place = (place + 1) & mask)
	{
		if (hash->hash[found - 1] != value)
			continue;
		/* make the keys of this row current again */
		if (!has_keys)
			page_keys_get(&hash->key, row);
		has_keys = true;
		if (page_keys_are_of_group(&hash->key, hash->row_key[found - 1]))
			return found;
	}
	return 0;
}

static void
probe(PageHash *hash, const PageSelection *selection)
{
	MemoryContext caller;

	if (hash->is_index)
	{
		probe_index(hash, selection);
		return;
	}
	if (hash->single)
	{
		probe_single(hash, selection);
		return;
	}
	if (hash->slots >= PREFETCHED_SLOTS)
		prefetch(hash, selection);
	caller = MemoryContextSwitchTo(hash->key.context->ecxt_per_tuple_memory);
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		hash->first[row] = hash->has_key[row] ? find_match(hash, row) : 0;
	}
	MemoryContextSwitchTo(caller);
}

static inline void
set_match(PageHash *hash, PageRow row, uint32 match)
{
	hash->current[row] = match;
	hash->number[row] = match == 0 ? PAGE_NO_COMBINATION :
		hash->combination[match - 1];
}

/*
 * Probe with the selected rows, and select those that have a place in the result,
 * with their first match.  into may be the same selection.
 */
void
page_hash_probe(PageHash *hash, const PageSelection *selection,
				PageSelection *into)
{
	bool		has_batches = hash->batches->count > 1;
	int			count;
	int			kept = 0;

	load_keys(hash, selection);
	if (has_batches || !hash->single)
		hash_rows(hash, selection);
	if (unlikely(has_batches))
	{
		select_batch(hash, selection, into);
		selection = into;
	}
	count = selection->count;
	probe(hash, selection);
	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];
		bool		has_match = hash->first[row] != 0;

		set_match(hash, row, hash->first[row]);
		into->rows[kept] = row;
		kept += hash->kind == PAGE_JOIN_LEFT ? 1 :
			has_match != (hash->kind == PAGE_JOIN_ANTI);
	}
	into->count = kept;
}

/*
 * Go to the next match of a row; after the last one go to the first again, and
 * return false.
 */
bool
page_hash_next_match(PageHash *hash, PageRow row)
{
	uint32		next = 0;

	if (hash->next != NULL && hash->current[row] != 0)
		next = hash->next[hash->current[row] - 1];
	set_match(hash, row, next != 0 ? next : hash->first[row]);
	return next != 0;
}

/*
 * What the rows of the page are grouped by; NULL if the join brings no columns.
 */
const Datum *
page_hash_numbers(const PageHash *hash, const bool **nulls)
{
	*nulls = hash->no_null;
	return page_combinations_columns(hash->combinations) > 0 ?
		hash->number : NULL;
}

/*
 * Store the columns of a combination in the output.
 */
void
page_hash_output(const PageHash *hash, Datum number, TupleTableSlot *slot)
{
	page_combinations_output(hash->combinations, (uint32) number, slot);
}

void
page_hash_end(PageHash *hash)
{
	page_batches_reset(hash->batches, false);
}
