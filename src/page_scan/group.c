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
 * The table may be emptied in the middle of a scan and begun anew: whoever
 * finalises the states merges the parts of a group.  That bounds its memory.
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

/* A power of two; half of it is a multiple of the groups of a block. */
#define FIRST_SLOTS		256
#define NULL_WORD		UINT64CONST(0x9E3779B97F4A7C15)

/* Groups are allocated together, so many at a time. */
#define BLOCK_GROUPS	128

StaticAssertDecl(FIRST_SLOTS / 2 % BLOCK_GROUPS == 0,
				 "a table of groups has room for whole blocks");

typedef struct GroupKey
{
	int			column;			/* of a plain column, else -1 */
	int16		length;			/* 1 to 8 by value, 16 or -1 by reference */
	bool		by_value;
	PageTruncation *truncation;
	ExprState  *state;			/* of any other expression */
	const Datum *values;		/* for the rows of the page */
	const bool *nulls;
	Datum	   *value_space;	/* unless a plain column */
	bool	   *null_space;
} GroupKey;

typedef struct KeptColumn
{
	int			column;
	int			value;			/* place among the values of a group */
} KeptColumn;

/* word is the key itself if it is one and by value, else a hash of all. */
typedef struct GroupSlot
{
	uint64		word;
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
	Size		memory_limit;
	MemoryContext memory;		/* of all below */
	Size		group_size;
	int			count;
	char	  **blocks;			/* room for as many groups as the slots take */
	uint64		slots;
	GroupSlot  *slot_table;
};

/*
 * Is equality of the type equality of its bits or bytes?
 */
bool
page_group_knows_type(Oid type, Oid collation)
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
	groups->single = groups->keys == 1 && groups->key[0].by_value;
	groups->memory_limit = page_scan_memory_limit();
	groups->memory = AllocSetContextCreate(CurrentMemoryContext,
										   "satisfaction page scan groups",
										   ALLOCSET_DEFAULT_SIZES);
	return groups;
}

/*
 * The blocks for the groups of a table of so many slots, at most half of
 * which are used.
 */
static Size
blocks_for(uint64 slots)
{
	return slots / 2 / BLOCK_GROUPS;
}

/*
 * Without keys there is no more than one group.
 */
static int
groups_in_block(const PageGroups *groups)
{
	return groups->keys > 0 ? BLOCK_GROUPS : 1;
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
	groups->count = 0;
	groups->slots = FIRST_SLOTS;
	groups->slot_table = (GroupSlot *)
		MemoryContextAllocZero(groups->memory,
							   FIRST_SLOTS * sizeof(GroupSlot));
	groups->blocks = (char **)
		MemoryContextAlloc(groups->memory,
						   blocks_for(FIRST_SLOTS) * sizeof(char *));
}

/*
 * Is there memory for the groups of one more page?  There always is for the
 * first, and the output of a full table makes room.
 */
bool
page_groups_have_room(const PageGroups *groups)
{
	return groups->count < MaxHeapTuplesPerPage ||
		MemoryContextMemAllocated(groups->memory, true) <= groups->memory_limit;
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
	return (PageGroup *) (groups->blocks[number / BLOCK_GROUPS] +
						  number % BLOCK_GROUPS * groups->group_size);
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

static void
evaluate_expression(PageGroups *groups, GroupKey *key,
					const PageSelection *selection)
{
	groups->context->ecxt_scantuple = groups->slot;
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

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
		else if (key->state != NULL)
			evaluate_expression(groups, key, selection);
	}
}

static inline uint64
mix(uint64 word)
{
	word ^= word >> 33;
	word *= UINT64CONST(0xFF51AFD7ED558CCD);
	word ^= word >> 33;
	return word;
}

/*
 * The bytes of a value passed by reference.
 */
static const char *
value_bytes(const GroupKey *key, Datum value, int *length)
{
	struct varlena *packed;

	if (key->length > 0)
	{
		*length = key->length;
		return (const char *) DatumGetPointer(value);
	}
	packed = PG_DETOAST_DATUM_PACKED(value);
	*length = VARSIZE_ANY_EXHDR(packed);
	return VARDATA_ANY(packed);
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
row_word(const PageGroups *groups, PageRow row)
{
	uint64		word = 0;

	for (int i = 0; i < groups->keys; i++)
	{
		const GroupKey *key = &groups->key[i];

		word = mix(word) + (key->nulls[row] ? NULL_WORD :
							hash_value(key, key->values[row]));
	}
	return word;
}

static bool
row_is_in_group(const PageGroups *groups, const PageGroup *group, PageRow row)
{
	for (int i = 0; i < groups->keys; i++)
	{
		const GroupKey *key = &groups->key[i];
		bool		null = (group->null_keys & ((uint32) 1 << i)) != 0;

		if (null != key->nulls[row] ||
			(!null && !values_equal(key, group->values[i], key->values[row])))
			return false;
	}
	return true;
}

/*
 * A copy of a key that outlives the page, not toasted.
 */
static Datum
copy_key(const GroupKey *key, Datum value)
{
	if (key->by_value)
		return value;
	if (key->length < 0)
		value = PointerGetDatum(PG_DETOAST_DATUM_PACKED(value));
	return datumCopy(value, false, key->length);
}

static void
fill_group(const PageGroups *groups, PageGroup *group, PageRow row)
{
	for (int i = 0; i < groups->keys; i++)
	{
		const GroupKey *key = &groups->key[i];

		if (key->nulls[row])
			group->null_keys |= (uint32) 1 << i;
		else
			group->values[i] = copy_key(key, key->values[row]);
	}
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
put_in_slot(GroupSlot *table, uint64 slots, uint64 word, PageGroup *group)
{
	uint64		place = mix(word) & (slots - 1);

	while (table[place].group != NULL)
		place = (place + 1) & (slots - 1);
	table[place].word = word;
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
			put_in_slot(table, slots, groups->slot_table[i].word,
						groups->slot_table[i].group);
	}
	pfree(groups->slot_table);
	groups->slot_table = table;
	groups->slots = slots;
	groups->blocks = (char **)
		repalloc_huge(groups->blocks, blocks_for(slots) * sizeof(char *));
}

static pg_noinline PageGroup *
add_group(PageGroups *groups, uint64 word, PageRow row)
{
	MemoryContext caller = MemoryContextSwitchTo(groups->memory);
	PageGroup  *group;

	if ((uint64) groups->count == groups->slots / 2)
		grow(groups);
	if (groups->count % BLOCK_GROUPS == 0)
		groups->blocks[groups->count / BLOCK_GROUPS] =
			(char *) palloc(groups_in_block(groups) * groups->group_size);
	group = page_groups_get(groups, groups->count);
	memset(group, 0, groups->group_size);
	fill_group(groups, group, row);
	groups->count++;
	put_in_slot(groups->slot_table, groups->slots, word, group);
	MemoryContextSwitchTo(caller);
	return group;
}

/*
 * The word of a row, as a slot has it.
 */
static pg_attribute_always_inline uint64
word_of_row(const PageGroups *groups, PageRow row, bool single)
{
	const GroupKey *key = &groups->key[0];

	if (!single)
		return row_word(groups, row);
	return key->nulls[row] ? NULL_WORD : (uint64) key->values[row];
}

/*
 * Does the group in a place have the keys of a row, given that their words
 * are the same?
 */
static pg_attribute_always_inline bool
is_group_of_row(const PageGroups *groups, const GroupSlot *slot, PageRow row,
				bool single)
{
	if (single && likely(slot->word != NULL_WORD))
		return true;
	return row_is_in_group(groups, slot->group, row);
}

/*
 * single is a constant, as there is a loop for each case.
 */
static pg_attribute_always_inline void
find_groups(PageGroups *groups, const PageSelection *selection,
			PageGroup **found, bool single)
{
	int			count = selection->count;

	for (int i = 0; i < count; i++)
	{
		PageRow		row = selection->rows[i];
		uint64		word = word_of_row(groups, row, single);
		const GroupSlot *table = groups->slot_table;
		uint64		place = mix(word) & (groups->slots - 1);

		while (table[place].group != NULL &&
			   (table[place].word != word ||
				!is_group_of_row(groups, &table[place], row, single)))
			place = (place + 1) & (groups->slots - 1);
		found[row] = table[place].group;
		if (unlikely(found[row] == NULL))
			found[row] = add_group(groups, word, row);
	}
}

/*
 * Find or make the groups of the selected rows.  All columns are loaded.
 */
void
page_groups_find(PageGroups *groups, const PageSelection *selection,
				 PageGroup **found)
{
	MemoryContext caller;

	ResetExprContext(groups->context);
	evaluate_keys(groups, selection);
	caller = MemoryContextSwitchTo(groups->context->ecxt_per_tuple_memory);
	if (groups->single)
		find_groups(groups, selection, found, true);
	else
		find_groups(groups, selection, found, false);
	MemoryContextSwitchTo(caller);
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
 * Put the columns of a group into the output.
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
