/*-------------------------------------------------------------------------
 *
 * lookup.c
 *	  Look up the joined rows of another relation.
 *
 * The rows of the other relation are noted by the join key, see note.c, when the
 * first row of the table wants one.  What the query needs of their other columns
 * is noted once for each distinct combination, and these have numbers: so the
 * rows of the table are grouped by a number, whatever the columns are.
 *
 * A row that has several matches is counted once for each: the page is gone
 * through again with the rows that have a second match, a third one, and so on.
 *
 *-------------------------------------------------------------------------
 */
#include "hash.h"

#include "utils/memutils.h"

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
	page_parts_begin(lookup);
	lookup->memory = AllocSetContextCreate(CurrentMemoryContext,
										   "satisfaction page scan lookup",
										   ALLOCSET_DEFAULT_SIZES);
	return lookup;
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
	page_parts_reset(lookup);
	if (lookup->other->chgParam == NULL)
		return;
	page_parts_forget(lookup);
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
		page_lookup_read_first_row(lookup);
	else
		page_lookup_read_rows(lookup);
	if (!drops_rows(lookup))
		return true;
	if (order == PAGE_ORDER_OTHER_HASHED)
		return lookup->any_key || lookup->kept;
	return order == PAGE_ORDER_OTHER_SORTED ? lookup->any_key : lookup->any_row;
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
			page_reader_load_all(reader, selection);
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
	page_lookup_read_rows(lookup);
	return lookup->order != PAGE_ORDER_TABLE_ROW || lookup->any_key ||
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
 * Are only some of the noted rows in memory?
 */
bool
page_lookup_is_divided(const PageLookup *lookup)
{
	return lookup->parts > 1;
}

/*
 * Select the rows that belong to the part in memory; those without a key do, as
 * they match nothing.  Others are postponed, if a format is given for that.
 */
static void
select_part(PageLookup *lookup, const PageSelection *selection,
			PageSelection *into, PageRowFormat *format)
{
	MemoryContext caller;
	int			count = selection->count;
	int			kept = 0;

	caller = MemoryContextSwitchTo(lookup->key.context->ecxt_per_tuple_memory);
	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];

		if (!row_has_keys(lookup, row) ||
			page_part_takes(lookup, page_lookup_current_hash(lookup), row,
							format))
			into->rows[kept++] = row;
	}
	into->count = kept;
	MemoryContextSwitchTo(caller);
}

/*
 * Look up the selected rows, and select those that have a place in the result,
 * with their first match.  into may be the same selection.  Rows that may match
 * what is not in memory are left out; with a format they are postponed.
 */
void
page_lookup_find(PageLookup *lookup, const PageSelection *selection,
				 PageSelection *into, PageRowFormat *format)
{
	int			count;
	int			kept = 0;

	load_keys(lookup, selection);
	if (unlikely(page_lookup_is_divided(lookup)))
	{
		select_part(lookup, selection, into, format);
		selection = into;
	}
	count = selection->count;
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

/*
 * Have all rows in memory, whatever they take.
 */
void
page_lookup_keep_whole(PageLookup *lookup)
{
	lookup->may_divide = false;
}

void
page_lookup_end(PageLookup *lookup)
{
	page_parts_forget(lookup);
	ExecEndNode(lookup->other);
}
