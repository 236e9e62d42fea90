/*-------------------------------------------------------------------------
 *
 * rollup_group.c
 *	  The groups that the rows of a statement belong to.
 *
 * A hash table, small until it has to grow, whose groups lie in a memory
 * context of their own.  Its caller takes the groups out and resets it when
 * they need more than work_mem, and a group may come twice then: what is
 * appended to the log is added up anyway.  For the same reason values are
 * compared as they are stored, which cannot fail, though those of some types
 * are equal in several forms.
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

/* The bytes of a value that is passed by reference */
static const void *
bytes_of(const RollupKey *key, Datum value, Size *length)
{
	void	   *pointer = DatumGetPointer(value);

	if (key->length == -1)
	{
		*length = VARSIZE_ANY_EXHDR(pointer);
		return VARDATA_ANY(pointer);
	}
	*length = key->length >= 0 ? (Size) key->length : strlen(pointer);
	return pointer;
}

static uint32
hash_of_word(uint64 value)
{
	return murmurhash32((uint32) (value ^ (value >> 32)));
}

static uint32
hash_of_group(const Rollup *rollup, const RollupGroup *group)
{
	uint32		hash = 0;

	for (int i = 0; i < rollup->keys; i++)
	{
		RollupKey  *key = &rollup->key_types[i];
		uint32		of_key = 0;
		Size		length;

		if (!group->nulls[i] && key->by_value)
			of_key = hash_of_word(group->keys[i]);
		else if (!group->nulls[i])
		{
			const void *bytes = bytes_of(key, group->keys[i], &length);

			of_key = hash_bytes(bytes, (int) length);
		}
		hash = hash_combine(hash, of_key);
	}
	return hash;
}

static bool
values_are_equal(const RollupKey *key, Datum a, Datum b)
{
	Size		length_of_a;
	Size		length_of_b;
	const void *bytes_of_a;
	const void *bytes_of_b;

	if (key->by_value)
		return a == b;
	bytes_of_a = bytes_of(key, a, &length_of_a);
	bytes_of_b = bytes_of(key, b, &length_of_b);
	return length_of_a == length_of_b &&
		memcmp(bytes_of_a, bytes_of_b, length_of_a) == 0;
}

static bool
groups_are_equal(const Rollup *rollup, const RollupGroup *a,
				 const RollupGroup *b)
{
	for (int i = 0; i < rollup->keys; i++)
		if (a->nulls[i] != b->nulls[i] ||
			(!a->nulls[i] && !values_are_equal(&rollup->key_types[i],
											   a->keys[i], b->keys[i])))
			return false;
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
	Size		counts = rollup->scores * sizeof(RollupCounts);
	Size		values = rollup->keys * sizeof(Datum);
	MemoryContext caller = MemoryContextSwitchTo(groups->context);
	RollupGroup *group = palloc(sizeof(RollupGroup) + counts + values +
								rollup->keys * sizeof(bool));

	group->counts = (RollupCounts *) (group + 1);
	group->keys = (Datum *) ((char *) group->counts + counts);
	group->nulls = (bool *) ((char *) group->keys + values);
	memset(group->counts, 0, counts);
	memcpy(group->keys, keys->keys, values);
	memcpy(group->nulls, keys->nulls, rollup->keys * sizeof(bool));
	for (int i = 0; i < rollup->keys; i++)
	{
		RollupKey  *key = &rollup->key_types[i];

		if (!group->nulls[i] && !key->by_value)
			group->keys[i] = datumCopy(keys->keys[i], false, key->length);
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
 * The group that a row belongs to, which may be new.  Values of the row that
 * are stored outside its table, or compressed, become whole.
 */
static RollupGroup *
group_of(RollupGroups *groups, const RollupRow *row)
{
	Rollup	   *rollup = groups->rollup;
	RollupGroup keys = {row->keys, row->nulls, NULL};
	RollupGroupEntry *entry;
	uint32		hash;
	bool		found;

	for (int i = 0; i < rollup->keys; i++)
		if (rollup->key_types[i].length == -1 && !row->nulls[i])
			row->keys[i] = PointerGetDatum(PG_DETOAST_DATUM_PACKED(row->keys[i]));
	hash = hash_of_group(rollup, &keys);
	entry = rollup_table_lookup_hash(groups->table, &keys, hash);
	if (entry == NULL)
		entry = rollup_table_insert_hash(groups->table,
										 create_group(groups, &keys), hash,
										 &found);
	return entry->group;
}

/*
 * Count a row that was added (sign 1) or removed (-1).
 */
void
rollup_groups_count(RollupGroups *groups, const RollupRow *row, int sign)
{
	RollupGroup *group = group_of(groups, row);

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
