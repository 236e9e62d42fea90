/*-------------------------------------------------------------------------
 *
 * group.c
 *	  The table of groups of a page scan.
 *
 * Keys are of types whose equality is equality of bits, or of bytes.  A group
 * also keeps the columns that the output needs besides the aggregates, as of
 * its first row: those the keys are computed from, and those that depend on
 * the keys.
 *
 * The table is emitted and reset when its memory is full, in the middle of a
 * page if need be: the final aggregation merges the parts of a group.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/uuid.h"

/* A power of two, of which half are used before the table grows. */
#define FIRST_SLOTS		256
#define NULL_HASH		UINT64CONST(0x9E3779B97F4A7C15)

/*
 * Groups are allocated in blocks of two to the power of this, or less where
 * that would be more than a part of the memory.
 */
#define BLOCK_SHIFT			7
#define BLOCK_MEMORY_PART	8

StaticAssertDecl(FIRST_SLOTS / 2 % (1 << BLOCK_SHIFT) == 0,
				 "a table of groups consists of whole blocks");

typedef struct GroupKey
{
	int			column;			/* of a plain column, else -1 */
	int16		length;			/* 1 to 8 by value, 16 or -1 by reference */
	bool		by_value;
	PageTruncation *truncation;
	ExprState  *state;			/* of any other expression */
	const Datum *values;		/* for the rows of the page, or NULL if it is
								 * evaluated row by row */
	const bool *nulls;
	Datum	   *value_space;	/* unless a plain column */
	bool	   *null_space;
	Datum		value;			/* of the current row, not toasted; unused
								 * where there is a single key by value */
	bool		null;
} GroupKey;

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
	PageReader *reader;
	ExprContext *context;
	TupleTableSlot *slot;
	int			keys;
	GroupKey   *key;
	int			kept;			/* columns for the output */
	KeptColumn *kept_column;
	int			values;			/* of a group: keys, then kept columns */
	bool		single;			/* one key, by value? */
	bool		by_reference;	/* has any key that is not by value? */
	Size		memory_limit;
	MemoryContext memory;		/* of all below */
	Size		group_size;
	int			count;
	int			block_shift;
	char	  **blocks;			/* as many as the slots need */
	uint64		slots;
	GroupSlot  *slot_table;
};

/*
 * Is equality of the type equality of its bits or bytes?
 */
bool
page_group_is_supported_type(Oid type, Oid collation)
{
	type = getBaseType(type);
	switch (type)
	{
		case BOOLOID:
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case OIDOID:
		case DATEOID:
		case TIMEOID:
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
		case UUIDOID:
			return true;
		case TEXTOID:
		case VARCHAROID:
			return OidIsValid(collation) &&
				get_collation_isdeterministic(collation);
		default:
			return get_typtype(type) == TYPTYPE_ENUM;
	}
}

Size
page_group_head_size(int values)
{
	return offsetof(PageGroup, values) + values * sizeof(Datum);
}

static void
key_begin(GroupKey *key, Expr *expression, PageReader *reader,
		  PlanState *parent)
{
	get_typlenbyval(exprType((Node *) expression), &key->length,
					&key->by_value);
	key->column = -1;
	if (IsA(expression, Var))
	{
		key->column = ((Var *) expression)->varattno - 1;
		key->values = reader->column[key->column]->values;
		key->nulls = reader->column[key->column]->nulls;
		return;
	}
	key->truncation = page_truncation_begin(expression, parent);
	if (key->truncation == NULL)
		key->state = ExecInitExpr(expression, parent);
	if (!key->by_value)
		return;
	key->value_space = (Datum *) palloc(MaxHeapTuplesPerPage * sizeof(Datum));
	key->null_space = (bool *) palloc(MaxHeapTuplesPerPage * sizeof(bool));
	key->values = key->value_space;
	key->nulls = key->null_space;
}

/*
 * The place of a column among the keys, or -1.
 */
static int
key_of_column(const PageGroups *groups, int column)
{
	for (int i = 0; i < groups->keys; i++)
	{
		if (groups->key[i].column == column)
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
	groups->values = groups->keys;
	while ((column = bms_next_member(columns, column)) >= 0)
	{
		KeptColumn *kept = &groups->kept_column[groups->kept++];
		int			key = key_of_column(groups, column);

		kept->column = column;
		kept->value = key >= 0 ? key : groups->values++;
	}
}

/*
 * Keys are expressions over the parent's scan tuple, kept the numbers of the
 * columns that the output needs.
 */
PageGroups *
page_groups_begin(List *keys, Bitmapset *kept, PageReader *reader,
				  PlanState *parent)
{
	PageGroups *groups = (PageGroups *) palloc0(sizeof(PageGroups));
	ListCell   *cell;

	groups->reader = reader;
	groups->context = parent->ps_ExprContext;
	groups->slot = ((ScanState *) parent)->ss_ScanTupleSlot;
	groups->key = (GroupKey *)
		palloc0(Max(list_length(keys), 1) * sizeof(GroupKey));
	foreach(cell, keys)
		key_begin(&groups->key[groups->keys++], (Expr *) lfirst(cell), reader,
				  parent);
	keep_columns(groups, kept);
	for (int i = 0; i < groups->keys; i++)
		groups->by_reference |= !groups->key[i].by_value;
	groups->single = groups->keys == 1 && !groups->by_reference;
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

	groups->block_shift = groups->keys > 0 ? BLOCK_SHIFT : 0;
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
	groups->slots = FIRST_SLOTS;
	groups->slot_table = (GroupSlot *)
		MemoryContextAllocZero(groups->memory,
							   FIRST_SLOTS * sizeof(GroupSlot));
	groups->blocks = (char **)
		MemoryContextAlloc(groups->memory,
						   block_list_size(groups, FIRST_SLOTS));
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

PageGroup *
page_groups_get(const PageGroups *groups, int number)
{
	int			in_block = number & ((1 << groups->block_shift) - 1);

	return (PageGroup *) (groups->blocks[number >> groups->block_shift] +
						  in_block * groups->group_size);
}

/*
 * Compute a key for the selected rows.
 */
static void
evaluate_truncation(PageGroups *groups, GroupKey *key,
					const PageSelection *selection)
{
	const PageColumn *column =
		groups->reader->column[page_truncation_column(key->truncation)];

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		key->null_space[row] = column->nulls[row];
		if (!column->nulls[row])
			key->value_space[row] =
				page_truncation_value(key->truncation, column->values[row],
									  groups->slot);
	}
}

/*
 * The value is not in the memory of the row, which is reset at once.
 */
static void
evaluate_expression(PageGroups *groups, GroupKey *key,
					const PageSelection *selection)
{
	groups->context->ecxt_scantuple = groups->slot;
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		ResetExprContext(groups->context);
		page_reader_row(groups->reader, row, groups->slot);
		key->value_space[row] =
			ExecEvalExprSwitchContext(key->state, groups->context,
									  &key->null_space[row]);
	}
}

static void
evaluate_keys(PageGroups *groups, const PageSelection *selection)
{
	for (int i = 0; i < groups->keys; i++)
	{
		GroupKey   *key = &groups->key[i];

		if (key->truncation != NULL)
			evaluate_truncation(groups, key, selection);
		else if (key->state != NULL && key->by_value)
			evaluate_expression(groups, key, selection);
	}
}

/*
 * Get the keys of a row, in the memory of that row.
 */
static void
get_row_keys(PageGroups *groups, PageRow row)
{
	if (groups->by_reference)
		ResetExprContext(groups->context);
	for (int i = 0; i < groups->keys; i++)
	{
		GroupKey   *key = &groups->key[i];

		if (key->values != NULL)
		{
			key->value = key->values[row];
			key->null = key->nulls[row];
		}
		else
		{
			groups->context->ecxt_scantuple = groups->slot;
			page_reader_row(groups->reader, row, groups->slot);
			key->value = ExecEvalExpr(key->state, groups->context, &key->null);
		}
		if (key->length == -1 && !key->null)
			key->value = PointerGetDatum(PG_DETOAST_DATUM_PACKED(key->value));
	}
}

static inline uint64
mix(uint64 hash)
{
	hash ^= hash >> 33;
	hash *= UINT64CONST(0xFF51AFD7ED558CCD);
	hash ^= hash >> 33;
	return hash;
}

/*
 * The bytes of a value passed by reference.
 */
static const char *
value_bytes(const GroupKey *key, Datum value, int *length)
{
	const char *bytes = (const char *) DatumGetPointer(value);

	if (key->length > 0)
	{
		*length = key->length;
		return bytes;
	}
	*length = VARSIZE_ANY_EXHDR(bytes);
	return VARDATA_ANY(bytes);
}

static uint64
hash_value(const GroupKey *key, Datum value)
{
	int			length;
	const char *bytes;

	if (key->by_value)
		return (uint64) value;
	bytes = value_bytes(key, value, &length);
	return DatumGetUInt64(hash_any_extended((const unsigned char *) bytes,
											length, 0));
}

static bool
values_equal(const GroupKey *key, Datum a, Datum b)
{
	int			a_length;
	int			b_length;
	const char *a_bytes;
	const char *b_bytes;

	if (key->by_value)
		return a == b;
	a_bytes = value_bytes(key, a, &a_length);
	b_bytes = value_bytes(key, b, &b_length);
	return a_length == b_length && memcmp(a_bytes, b_bytes, a_length) == 0;
}

static uint64
hash_row_keys(const PageGroups *groups)
{
	uint64		hash = 0;

	for (int i = 0; i < groups->keys; i++)
	{
		const GroupKey *key = &groups->key[i];

		hash = mix(hash) + (key->null ? NULL_HASH :
							hash_value(key, key->value));
	}
	return hash;
}

/*
 * Does a group have the keys of the current row?
 */
static bool
group_has_row_keys(const PageGroups *groups, const PageGroup *group)
{
	for (int i = 0; i < groups->keys; i++)
	{
		const GroupKey *key = &groups->key[i];
		bool		null = (group->null_keys & ((uint32) 1 << i)) != 0;

		if (null != key->null ||
			(!null && !values_equal(key, group->values[i], key->value)))
			return false;
	}
	return true;
}

static void
copy_keys(const PageGroups *groups, PageGroup *group)
{
	for (int i = 0; i < groups->keys; i++)
	{
		const GroupKey *key = &groups->key[i];

		if (key->null)
			group->null_keys |= (uint32) 1 << i;
		else
			group->values[i] = datumCopy(key->value, key->by_value,
										 key->length);
	}
}

static void
copy_kept_columns(const PageGroups *groups, PageGroup *group, PageRow row)
{
	for (int i = 0; i < groups->kept; i++)
	{
		const KeptColumn *kept = &groups->kept_column[i];
		const PageColumn *column = groups->reader->column[kept->column];

		if (kept->value < groups->keys)
			continue;
		if (column->nulls[row])
			group->null_kept |= (uint32) 1 << (kept->value - groups->keys);
		else
			group->values[kept->value] = datumCopy(column->values[row],
												   column->by_value,
												   column->length);
	}
}

static void
put_in_slot(GroupSlot *table, uint64 slots, uint64 hash, PageGroup *group)
{
	uint64		place = mix(hash) & (slots - 1);

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
	copy_keys(groups, group);
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
	GroupKey   *key = &groups->key[0];

	if (!single)
	{
		get_row_keys(groups, row);
		return hash_row_keys(groups);
	}
	return key->nulls[row] ? NULL_HASH : (uint64) key->values[row];
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
		if (likely(slot->hash != NULL_HASH))
			return true;
		get_row_keys(groups, row);
	}
	return group_has_row_keys(groups, slot->group);
}

static pg_noinline PageGroup *
add_group_of_row(PageGroups *groups, uint64 hash, PageRow row, bool single)
{
	if ((groups->by_reference || table_is_full(groups) ||
		 blocks_are_full(groups)) && !has_memory(groups))
		return NULL;
	if (single)
		get_row_keys(groups, row);
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
		uint64		place = mix(hash) & (groups->slots - 1);

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

	ResetExprContext(groups->context);
	evaluate_keys(groups, selection);
	caller = MemoryContextSwitchTo(groups->context->ecxt_per_tuple_memory);
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
		bool		is_key = kept->value < groups->keys;
		uint32		nulls = is_key ? group->null_keys : group->null_kept;
		int			bit = is_key ? kept->value : kept->value - groups->keys;

		slot->tts_values[kept->column] = group->values[kept->value];
		slot->tts_isnull[kept->column] = (nulls & ((uint32) 1 << bit)) != 0;
	}
}
