/*-------------------------------------------------------------------------
 *
 * key.h
 *	  Keys of rows, and what is kept with them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_KEY_H
#define SATISFACTION_PAGE_SCAN_KEY_H

#include "../expression/expression.h"

typedef struct PageGroup PageGroup;
typedef struct PageKeys PageKeys;

/*
 * A group is this head, the values of the keys, the values of the kept
 * columns, and the states.
 */
struct PageGroup
{
	uint32		null_keys;		/* a bit for each key */
	uint32		null_kept;		/* a bit for each kept column */
	Datum		values[FLEXIBLE_ARRAY_MEMBER];	/* keys, kept columns */
};

/* Bytes before the states. */
static inline Size
page_group_head_size(int values)
{
	return offsetof(PageGroup, values) + values * sizeof(Datum);
}

/* kept.c */
typedef struct PageSpace
{
	MemoryContext memory;
	Size		block;
	char	   *next;			/* in the current block; NULL before the first */
	char	   *end;
} PageSpace;

typedef struct PageKeptColumn
{
	int			column;
	int			value;			/* place among the values of a group */
} PageKeptColumn;

typedef struct PageKept
{
	const PageReader *reader;
	int			keys;
	int			count;
	PageKeptColumn *column;
} PageKept;

extern void page_space_begin(PageSpace *space, MemoryContext memory, Size block);
extern void *page_space_allocate(PageSpace *space, Size size);
extern Datum page_space_copy(PageSpace *space, Datum value, bool by_value,
							 int length);
extern int	page_kept_begin(PageKept *kept, Bitmapset *columns,
							const PageKeys *keys);
extern void page_kept_copy(const PageKept *kept, PageGroup *group, PageRow row,
						   PageSpace *space);
extern void page_kept_output(const PageKept *kept, const PageGroup *group,
							 TupleTableSlot *slot);

/* key.c */
typedef struct PageKey
{
	int			column;			/* of a plain column, else -1 */
	int16		length;			/* 1 to 8 by value, 16 or -1 by reference */
	bool		by_value;
	PageTimeCache *time_cache;
	ExprState  *state;			/* of any other expression */
	const Datum *values;		/* for the rows of the page, or NULL if it is
								 * evaluated row by row */
	const bool *nulls;
	Datum	   *value_space;	/* unless a plain column */
	bool	   *null_space;
	Datum		value;			/* of the current row, not toasted; unused
								 * where there is a single key by value */
	bool		null;
} PageKey;

struct PageKeys
{
	PageReader *reader;
	ExprContext *context;		/* its per-tuple memory holds a row's keys */
	TupleTableSlot *slot;
	int			count;
	PageKey    *key;
	bool		by_reference;	/* any key is not by value */
};

#define PAGE_NULL_HASH		UINT64CONST(0x9E3779B97F4A7C15)

static inline uint64
page_hash_mix(uint64 hash)
{
	hash ^= hash >> 33;
	hash *= UINT64CONST(0xFF51AFD7ED558CCD);
	hash ^= hash >> 33;
	return hash;
}

extern bool page_key_is_supported_type(Oid type, Oid collation);
extern void page_keys_begin(PageKeys *keys, List *expressions, int more,
							PageReader *reader, PlanState *parent);
extern void page_keys_add(PageKeys *keys, const Datum *values,
						  const bool *nulls);
extern bool page_keys_are_by_row(const PageKeys *keys);
extern void page_keys_evaluate(PageKeys *keys, const PageSelection *selection);
extern void page_keys_get_all(PageKeys *keys, PageRow row);
extern uint64 page_keys_hash(const PageKeys *keys);
extern bool page_keys_are_of_group(const PageKeys *keys,
								   const PageGroup *group);
extern void page_keys_copy(const PageKeys *keys, PageGroup *group,
						   PageSpace *space);
extern bool page_keys_set(PageKeys *keys, const TupleTableSlot *row, int first);
extern PageGroup *page_keys_copy_alone(const PageKeys *keys,
									   PageSpace *space);

/*
 * Make a key of a row current if it is a column whose value can be used as it is
 * stored; return false for any other.
 */
static inline bool
page_key_is_stored(PageKey *key, PageRow row)
{
	const char *stored;

	if (key->values == NULL)
		return false;
	key->value = key->values[row];
	key->null = key->nulls[row];
	if (key->length != -1 || key->null)
		return true;
	stored = (const char *) DatumGetPointer(key->value);
	return VARATT_IS_1B(stored) && !VARATT_IS_1B_E(stored);
}

/*
 * Get the keys of a row, in the memory of that row.
 */
static inline void
page_keys_get(PageKeys *keys, PageRow row)
{
	if (keys->count != 1 || !page_key_is_stored(&keys->key[0], row))
		page_keys_get_all(keys, row);
}

/* combination.c */
#define PAGE_NO_COMBINATION		0

typedef struct PageCombinations PageCombinations;

extern PageCombinations *page_combinations_begin(TupleDesc descriptor,
												 int first_input, int columns,
												 int first_output);
extern int	page_combinations_columns(const PageCombinations *combinations);
extern void page_combinations_reset(PageCombinations *combinations,
									MemoryContext memory);
extern uint32 page_combinations_find(PageCombinations *combinations,
									 TupleTableSlot *row);
extern void page_combinations_output(const PageCombinations *combinations,
									 uint32 number, TupleTableSlot *slot);
extern void page_combinations_load(const PageCombinations *combinations,
								   const Datum *numbers,
								   const PageSelection *selection,
								   PageReader *reader);
extern void page_combinations_input(const PageCombinations *combinations,
									uint32 number, TupleTableSlot *slot);

#endif							/* SATISFACTION_PAGE_SCAN_KEY_H */
