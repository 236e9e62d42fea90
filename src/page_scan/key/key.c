/*-------------------------------------------------------------------------
 *
 * key.c
 *	  The keys of the groups of a page scan.
 *
 * Keys are of types whose equality is equality of bits, or of bytes.  What is
 * passed by value, or comes from a cache, is computed for all rows of a page; any
 * other key passed by reference is computed, and detoasted, for one row at a
 * time, so that no more than one row's keys are ever in memory.
 *
 *-------------------------------------------------------------------------
 */
#include "key.h"

#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "utils/lsyscache.h"
#include "utils/uuid.h"

/*
 * Return true if values of the type are equal only if their bits or bytes are.
 */
bool
page_key_is_supported_type(Oid type, Oid collation)
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

static void
begin_key(PageKey *key, Expr *expression, PageReader *reader,
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
	key->time_cache = page_time_cache_begin(expression, parent);
	if (key->time_cache == NULL)
		key->state = ExecInitExpr(expression, parent);
	if (!key->by_value && key->time_cache == NULL)
		return;
	key->value_space = (Datum *) palloc(MaxHeapTuplesPerPage * sizeof(Datum));
	key->null_space = (bool *) palloc(MaxHeapTuplesPerPage * sizeof(bool));
	key->values = key->value_space;
	key->nulls = key->null_space;
}

/*
 * Keys are expressions over the parent's scan tuple; some more may be added.
 */
void
page_keys_begin(PageKeys *keys, List *expressions, int more,
				PageReader *reader, PlanState *parent)
{
	ListCell   *cell;

	keys->reader = reader;
	keys->context = parent->ps_ExprContext;
	keys->slot = ((ScanState *) parent)->ss_ScanTupleSlot;
	keys->key = (PageKey *)
		palloc0(Max(list_length(expressions) + more, 1) * sizeof(PageKey));
	foreach(cell, expressions)
	{
		PageKey    *key = &keys->key[keys->count++];

		begin_key(key, (Expr *) lfirst(cell), reader, parent);
		keys->by_reference |= !key->by_value;
	}
}

/*
 * Add a key whose values, passed by value, are computed elsewhere.
 */
void
page_keys_add(PageKeys *keys, const Datum *values, const bool *nulls)
{
	PageKey    *key = &keys->key[keys->count++];

	key->column = -1;
	key->length = sizeof(Datum);
	key->by_value = true;
	key->values = values;
	key->nulls = nulls;
}

/*
 * Compute a key for the selected rows.
 */
static void
evaluate_time_cache(PageKeys *keys, PageKey *key,
					const PageSelection *selection)
{
	const PageColumn *column =
		keys->reader->column[page_time_cache_column(key->time_cache)];

	page_time_cache_start_page(key->time_cache);
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		key->value_space[row] =
			page_time_cache_value(key->time_cache, column->values[row],
								  column->nulls[row], &key->null_space[row]);
	}
}

/*
 * The value is not in the memory of the row, which is reset at once.
 */
static void
evaluate_expression(PageKeys *keys, PageKey *key,
					const PageSelection *selection)
{
	keys->context->ecxt_scantuple = keys->slot;
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		Datum		value;

		ResetExprContext(keys->context);
		page_reader_row(keys->reader, row, keys->slot);
		value = ExecEvalExprSwitchContext(key->state, keys->context,
										  &key->null_space[row]);
		key->value_space[row] = page_canonical_datum(value, true, key->length);
	}
}

/*
 * Return true if any key is computed for one row at a time.
 */
bool
page_keys_are_by_row(const PageKeys *keys)
{
	for (int i = 0; i < keys->count; i++)
	{
		if (keys->key[i].values == NULL)
			return true;
	}
	return false;
}

/*
 * Compute what is by value or cached for all selected rows; page_keys_get() does
 * the others.
 */
void
page_keys_evaluate(PageKeys *keys, const PageSelection *selection)
{
	for (int i = 0; i < keys->count; i++)
	{
		PageKey    *key = &keys->key[i];

		if (key->value_space == NULL)
			continue;
		if (key->time_cache != NULL)
			evaluate_time_cache(keys, key, selection);
		else
			evaluate_expression(keys, key, selection);
	}
}

/*
 * Compute a key, or detoast it, in the memory of the row.
 */
static pg_noinline void
get_key(PageKeys *keys, PageKey *key, PageRow row)
{
	if (key->values != NULL)
		key->value = key->values[row];
	else
	{
		keys->context->ecxt_scantuple = keys->slot;
		page_reader_row(keys->reader, row, keys->slot);
		key->value = ExecEvalExpr(key->state, keys->context, &key->null);
	}
	if (key->length == -1 && !key->null)
		key->value = PointerGetDatum(PG_DETOAST_DATUM_PACKED(key->value));
}

/*
 * The general case of page_keys_get().
 */
void
page_keys_get_all(PageKeys *keys, PageRow row)
{
	if (keys->by_reference && !keys->context->ecxt_per_tuple_memory->isReset)
		ResetExprContext(keys->context);
	for (int i = 0; i < keys->count; i++)
	{
		PageKey    *key = &keys->key[i];

		if (!page_key_is_stored(key, row))
			get_key(keys, key, row);
	}
}

/*
 * The bytes of a value passed by reference, which is not toasted.
 */
static inline const char *
value_bytes(const PageKey *key, Datum value, int *length)
{
	const char *bytes = (const char *) DatumGetPointer(value);

	if (key->length > 0)
	{
		*length = key->length;
		return bytes;
	}
	if (likely(VARATT_IS_1B(bytes)))
	{
		*length = VARSIZE_1B(bytes) - VARHDRSZ_SHORT;
		return VARDATA_1B(bytes);
	}
	*length = VARSIZE_4B(bytes) - VARHDRSZ;
	return VARDATA_4B(bytes);
}

/*
 * Eight bytes at a time; the last overlap with what was read, unless there are
 * fewer.
 */
static inline uint64
hash_of_bytes(const char *bytes, int length)
{
	const char *last = bytes + length - sizeof(uint64);
	uint64		hash = (uint64) length;
	uint64		part = 0;

	if (length < (int) sizeof(uint64))
	{
		for (int i = 0; i < length; i++)
			part = part << BITS_PER_BYTE | (uint8) bytes[i];
		return page_hash_mix(hash ^ part << BITS_PER_BYTE);
	}
	for (; bytes < last; bytes += sizeof(part))
	{
		memcpy(&part, bytes, sizeof(part));
		hash = page_hash_mix(hash ^ part) + PAGE_NULL_HASH;
	}
	memcpy(&part, last, sizeof(part));
	return page_hash_mix(hash ^ part);
}

static inline uint64
hash_value(const PageKey *key, Datum value)
{
	int			length;
	const char *bytes;

	if (key->by_value)
		return (uint64) value;
	bytes = value_bytes(key, value, &length);
	return hash_of_bytes(bytes, length);
}

static inline bool
values_equal(const PageKey *key, Datum a, Datum b)
{
	int			a_length;
	int			b_length;
	const char *a_bytes = (const char *) DatumGetPointer(a);
	const char *b_bytes = (const char *) DatumGetPointer(b);

	if (key->by_value)
		return a == b;
	/* most texts: a byte that says how long they are, and no more than 126 */
	if (key->length == -1 && VARATT_IS_1B(a_bytes) && *a_bytes == *b_bytes)
		return memcmp(a_bytes, b_bytes, VARSIZE_1B(a_bytes)) == 0;
	a_bytes = value_bytes(key, a, &a_length);
	b_bytes = value_bytes(key, b, &b_length);
	return a_length == b_length && memcmp(a_bytes, b_bytes, a_length) == 0;
}

/*
 * The hash of the current row's keys.
 */
uint64
page_keys_hash(const PageKeys *keys)
{
	uint64		hash = 0;

	for (int i = 0; i < keys->count; i++)
	{
		const PageKey *key = &keys->key[i];

		hash = page_hash_mix(hash) +
			(key->null ? PAGE_NULL_HASH : hash_value(key, key->value));
	}
	return hash;
}

/*
 * Return true if a group has the keys of the current row.
 */
bool
page_keys_are_of_group(const PageKeys *keys, const PageGroup *group)
{
	for (int i = 0; i < keys->count; i++)
	{
		const PageKey *key = &keys->key[i];
		bool		null = (group->null_keys & ((uint32) 1 << i)) != 0;

		if (null != key->null ||
			(!null && !values_equal(key, group->values[i], key->value)))
			return false;
	}
	return true;
}

/*
 * Copy the current row's keys to a group.
 */
void
page_keys_copy(const PageKeys *keys, PageGroup *group, PageSpace *space)
{
	for (int i = 0; i < keys->count; i++)
	{
		const PageKey *key = &keys->key[i];

		if (key->null)
			group->null_keys |= (uint32) 1 << i;
		else
			group->values[i] = page_space_copy(space, key->value, key->by_value,
											   key->length);
	}
}

/*
 * Make the values of a row current, from one of its columns on, and say whether
 * none is NULL.
 */
bool
page_keys_set(PageKeys *keys, const TupleTableSlot *row, int first)
{
	bool		any_null = false;

	for (int i = 0; i < keys->count; i++)
	{
		PageKey    *key = &keys->key[i];
		Form_pg_attribute attribute = TupleDescAttr(row->tts_tupleDescriptor,
													first + i);

		/* an integer may be narrower than the key that it is compared with */
		key->value = page_canonical_datum(row->tts_values[first + i],
										  attribute->attbyval,
										  attribute->attlen);
		key->null = row->tts_isnull[first + i];
		any_null |= key->null;
		if (key->length == -1 && !key->null)
			key->value = PointerGetDatum(PG_DETOAST_DATUM_PACKED(key->value));
	}
	return !any_null;
}

/*
 * A copy of the current row's keys that is no group.
 */
PageGroup *
page_keys_copy_alone(const PageKeys *keys, PageSpace *space)
{
	Size		size = page_group_head_size(keys->count);
	PageGroup  *copy = (PageGroup *) page_space_allocate(space, size);

	memset(copy, 0, size);
	page_keys_copy(keys, copy, space);
	return copy;
}
