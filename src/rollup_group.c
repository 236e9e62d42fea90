/*-------------------------------------------------------------------------
 *
 * rollup_group.c
 *	  The groups that the rows of a statement belong to.
 *
 * A hash table, small until it has to grow, whose groups lie in a memory
 * context of their own.  Its caller takes the groups out and resets it when
 * they need more than work_mem, and a group may come twice then: what is
 * appended to the log is added up anyway.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/datum.h"
#include "utils/memutils.h"

#include "rollup.h"
#include "score.h"
#include "tally_datum.h"

typedef struct RollupGroupEntry
{
	RollupGroup *group;
	uint32		hash;
	char		status;
} RollupGroupEntry;

static bool groups_are_equal(const Rollup *rollup, const RollupGroup *a,
							 const RollupGroup *b);
static uint32 hash_of_group(const Rollup *rollup, const RollupGroup *group);

#define SH_PREFIX rollup_table
#define SH_ELEMENT_TYPE RollupGroupEntry
#define SH_KEY_TYPE RollupGroup *
#define SH_KEY group
#define SH_HASH_KEY(table, key) hash_of_group((table)->private_data, key)
#define SH_EQUAL(table, a, b) groups_are_equal((table)->private_data, a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(table, entry) (entry)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* Entries that a table has room for at first, and keeps room for */
#define SMALL_TABLE		16

struct RollupGroups
{
	Rollup	   *rollup;
	MemoryContext table_context;
	MemoryContext context;		/* of the groups */
	rollup_table_hash *table;
	rollup_table_iterator iterator;
	bool		is_iterating;
};

static uint32
hash_of_group(const Rollup *rollup, const RollupGroup *group)
{
	uint32		hash = 0;

	for (int i = 0; i < rollup->keys; i++)
	{
		RollupKey  *key = &rollup->key_types[i];
		uint32		of_key = 0;

		if (!group->nulls[i])
			of_key = DatumGetUInt32(FunctionCall1Coll(&key->hash,
													  key->collation,
													  group->keys[i]));
		hash = hash_combine(hash, of_key);
	}
	return murmurhash32(hash);
}

static bool
groups_are_equal(const Rollup *rollup, const RollupGroup *a,
				 const RollupGroup *b)
{
	for (int i = 0; i < rollup->keys; i++)
	{
		RollupKey  *key = &rollup->key_types[i];

		if (a->nulls[i] != b->nulls[i])
			return false;
		if (!a->nulls[i] &&
			!DatumGetBool(FunctionCall2Coll(&key->equal, key->collation,
											a->keys[i], b->keys[i])))
			return false;
	}
	return true;
}

/*
 * A table in the current memory context, to be used again and again.
 */
RollupGroups *
rollup_groups_create(Rollup *rollup)
{
	MemoryContext table_context = AllocSetContextCreate(CurrentMemoryContext,
														"groups of a rollup",
														ALLOCSET_SMALL_SIZES);
	RollupGroups *groups = MemoryContextAlloc(table_context,
											  sizeof(RollupGroups));

	groups->rollup = rollup;
	groups->table_context = table_context;
	groups->context = AllocSetContextCreate(table_context, "rollup groups",
											ALLOCSET_SMALL_SIZES);
	groups->table = rollup_table_create(table_context, SMALL_TABLE / 2, rollup);
	groups->is_iterating = false;
	return groups;
}

/* A copy of the keys, without answers. */
static RollupGroup *
create_group(RollupGroups *groups, const RollupGroup *keys)
{
	Rollup	   *rollup = groups->rollup;
	MemoryContext caller = MemoryContextSwitchTo(groups->context);
	RollupGroup *group = palloc(sizeof(RollupGroup));

	group->keys = palloc(rollup->keys * sizeof(Datum));
	group->nulls = palloc(rollup->keys * sizeof(bool));
	group->counts = palloc0(rollup->scores * sizeof(RollupCounts));
	for (int i = 0; i < rollup->keys; i++)
	{
		RollupKey  *key = &rollup->key_types[i];

		group->nulls[i] = keys->nulls[i];
		group->keys[i] = keys->nulls[i] ? (Datum) 0 :
			datumCopy(keys->keys[i], key->by_value, key->length);
	}
	MemoryContextSwitchTo(caller);
	return group;
}

static void
add_answer(RollupCounts *counts, int score, int sign, MemoryContext context)
{
	if (score >= counts->capacity)
	{
		int			capacity = score < 11 ? 11 : TALLY_SCORES;
		int64	   *answers = MemoryContextAllocZero(context,
													 capacity * sizeof(int64));

		if (counts->capacity > 0)
			memcpy(answers, counts->answers, counts->capacity * sizeof(int64));
		counts->answers = answers;
		counts->capacity = capacity;
	}
	counts->answers[score] += sign;
}

/*
 * The group that a row belongs to, which may be new.
 */
RollupGroup *
rollup_groups_find(RollupGroups *groups, const RollupRow *row)
{
	RollupGroup keys = {row->keys, row->nulls, NULL};
	uint32		hash = hash_of_group(groups->rollup, &keys);
	RollupGroupEntry *entry;
	bool		found;

	entry = rollup_table_lookup_hash(groups->table, &keys, hash);
	if (entry == NULL)
		entry = rollup_table_insert_hash(groups->table,
										 create_group(groups, &keys), hash,
										 &found);
	return entry->group;
}

/*
 * Count a row of a group that was added (sign 1) or removed (-1).
 */
void
rollup_group_add(RollupGroups *groups, RollupGroup *group,
				 const RollupRow *row, int sign)
{
	for (int i = 0; i < groups->rollup->scores; i++)
	{
		int			score = row->scores[i];

		if (score == ROLLUP_OFF_SCALE)
			group->counts[i].off_scale += sign;
		else if (score != ROLLUP_NO_ANSWER)
			add_answer(&group->counts[i], score, sign, groups->context);
	}
}

bool
rollup_groups_are_full(const RollupGroups *groups)
{
	return MemoryContextMemAllocated(groups->table_context, true) >
		(Size) work_mem * 1024;
}

/*
 * The groups one after the other, NULL at the end.  Nothing may be added
 * before rollup_groups_reset().
 */
RollupGroup *
rollup_groups_next(RollupGroups *groups)
{
	RollupGroupEntry *entry;

	if (!groups->is_iterating)
	{
		rollup_table_start_iterate(groups->table, &groups->iterator);
		groups->is_iterating = true;
	}
	entry = rollup_table_iterate(groups->table, &groups->iterator);
	return entry ? entry->group : NULL;
}

void
rollup_groups_reset(RollupGroups *groups)
{
	if (groups->table->size <= SMALL_TABLE)
		rollup_table_reset(groups->table);
	else
	{
		rollup_table_destroy(groups->table);
		groups->table = rollup_table_create(groups->table_context,
											SMALL_TABLE / 2, groups->rollup);
	}
	MemoryContextReset(groups->context);
	groups->is_iterating = false;
}

/*
 * The tally of what was added (sign 1) or removed (-1), NULL if that is
 * nothing.
 */
Datum
rollup_tally(const RollupCounts *counts, int sign, bool *isnull)
{
	int			limit = counts->capacity;
	Histogram	histogram;
	Counts		tally;

	while (limit > 0 && counts->answers[limit - 1] * sign <= 0)
		limit--;
	*isnull = limit == 0;
	if (limit == 0)
		return (Datum) 0;
	histogram_begin(&histogram, false, limit, &tally);
	for (int score = 0; score < limit; score++)
		tally.answers[score] = Max(counts->answers[score] * sign, 0);
	return histogram_to_datum(&histogram);
}

/*
 * Return true if as much was removed as was added.
 */
bool
rollup_group_is_empty(const Rollup *rollup, const RollupGroup *group)
{
	for (int i = 0; i < rollup->scores; i++)
	{
		RollupCounts *counts = &group->counts[i];

		if (counts->off_scale != 0)
			return false;
		for (int score = 0; score < counts->capacity; score++)
			if (counts->answers[score] != 0)
				return false;
	}
	return true;
}
