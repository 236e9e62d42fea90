/*-------------------------------------------------------------------------
 *
 * combination.c
 *	  The distinct combinations of some columns, by number.
 *
 * They are counted from 1; number 0 is that of a missing row, with
 * all columns NULL.
 *
 *-------------------------------------------------------------------------
 */
#include "key.h"

#include "utils/memutils.h"

#define FIRST_SLOTS		1024	/* a power of two */
#define BLOCK_SIZE		8192

struct PageCombinations
{
	PageKeys	column;			/* of the current row */
	int			first_input;	/* where the columns are in a row */
	int			first_output;	/* and in the scan tuple */
	MemoryContext memory;		/* of all below */
	PageSpace	value_space;
	uint32		count;
	uint32		space;
	PageGroup **values;
	uint64	   *hash;
	uint32	   *slot;
	uint32		slots;			/* a power of two, twice the space */
};

/*
 * The columns are the last ones of rows of this description.
 */
PageCombinations *
page_combinations_begin(TupleDesc descriptor, int first_input, int columns,
						int first_output)
{
	PageCombinations *combinations = (PageCombinations *)
		palloc0(sizeof(PageCombinations));

	combinations->first_input = first_input;
	combinations->first_output = first_output;
	combinations->column.count = columns;
	combinations->column.key = (PageKey *)
		palloc0(Max(columns, 1) * sizeof(PageKey));
	for (int i = 0; i < columns; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(descriptor, first_input + i);

		combinations->column.key[i].length = attribute->attlen;
		combinations->column.key[i].by_value = attribute->attbyval;
	}
	return combinations;
}

int
page_combinations_columns(const PageCombinations *combinations)
{
	return combinations->column.count;
}

/*
 * Reset; the old memory context is already gone, and the new one is given.
 */
void
page_combinations_reset(PageCombinations *combinations, MemoryContext memory)
{
	combinations->memory = memory;
	page_space_begin(&combinations->value_space, memory, BLOCK_SIZE);
	combinations->count = 0;
	combinations->slots = FIRST_SLOTS;
	combinations->space = FIRST_SLOTS / 2;
	combinations->values = (PageGroup **)
		MemoryContextAlloc(memory, combinations->space * sizeof(PageGroup *));
	combinations->hash = (uint64 *)
		MemoryContextAlloc(memory, combinations->space * sizeof(uint64));
	combinations->slot = (uint32 *)
		MemoryContextAllocZero(memory, FIRST_SLOTS * sizeof(uint32));
}

static void
grow(PageCombinations *combinations)
{
	uint32		slots = combinations->slots * 2;

	if (slots == 0)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many rows to join")));
	pfree(combinations->slot);
	combinations->slots = slots;
	combinations->space = slots / 2;
	combinations->slot = (uint32 *)
		MemoryContextAllocExtended(combinations->memory, slots * sizeof(uint32),
								   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	combinations->values = (PageGroup **)
		repalloc_huge(combinations->values,
					  combinations->space * sizeof(PageGroup *));
	combinations->hash = (uint64 *)
		repalloc_huge(combinations->hash, combinations->space * sizeof(uint64));
	for (uint32 i = 0; i < combinations->count; i++)
	{
		uint32		place = (uint32) page_hash_mix(combinations->hash[i]) &
			(slots - 1);

		while (combinations->slot[place] != 0)
			place = (place + 1) & (slots - 1);
		combinations->slot[place] = i + 1;
	}
}

/*
 * The number of the combination that a row has, all attributes of which are
 * there.
 */
uint32
page_combinations_find(PageCombinations *combinations, TupleTableSlot *row)
{
	uint64		hash;
	uint32		place;
	uint32		number;

	(void) page_keys_set(&combinations->column, row, combinations->first_input);
	hash = page_keys_hash(&combinations->column);
	if (combinations->count == combinations->space)
		grow(combinations);
	place = (uint32) page_hash_mix(hash) & (combinations->slots - 1);
	while ((number = combinations->slot[place]) != 0)
	{
		if (combinations->hash[number - 1] == hash &&
			page_keys_are_of_group(&combinations->column,
								   combinations->values[number - 1]))
			return number;
		place = (place + 1) & (combinations->slots - 1);
	}
	combinations->hash[combinations->count] = hash;
	combinations->values[combinations->count] =
		page_keys_copy_alone(&combinations->column,
							 &combinations->value_space);
	combinations->slot[place] = ++combinations->count;
	return combinations->count;
}

/*
 * Return true if a column of a combination is NULL.
 */
static inline bool
is_null(const PageGroup *values, int column)
{
	return values == NULL || (values->null_keys & ((uint32) 1 << column)) != 0;
}

static void
store_columns(const PageCombinations *combinations, uint32 number,
			  TupleTableSlot *slot, int first)
{
	const PageGroup *values = number == PAGE_NO_COMBINATION ? NULL :
		combinations->values[number - 1];

	for (int i = 0; i < combinations->column.count; i++)
	{
		int			column = first + i;

		slot->tts_isnull[column] = is_null(values, i);
		slot->tts_values[column] = slot->tts_isnull[column] ? (Datum) 0 :
			values->values[i];
	}
}

/*
 * Store the columns of a combination in the scan tuple.
 */
void
page_combinations_output(const PageCombinations *combinations, uint32 number,
						 TupleTableSlot *slot)
{
	store_columns(combinations, number, slot, combinations->first_output);
}

/*
 * Store the columns for rows of the page, whose combinations have these numbers.
 */
void
page_combinations_load(const PageCombinations *combinations,
					   const Datum *numbers, const PageSelection *selection,
					   PageReader *reader)
{
	for (int i = 0; i < combinations->column.count; i++)
	{
		PageColumn *column = reader->column[combinations->first_output + i];

		for (int j = 0; j < selection->count; j++)
		{
			PageRow		row = selection->rows[j];
			uint32		number = (uint32) numbers[row];
			const PageGroup *values = number == PAGE_NO_COMBINATION ? NULL :
				combinations->values[number - 1];

			column->nulls[row] = is_null(values, i);
			column->values[row] = column->nulls[row] ? (Datum) 0 :
				values->values[i];
		}
	}
}

/*
 * Store them as they were in the row of the other relation.
 */
void
page_combinations_input(const PageCombinations *combinations, uint32 number,
						TupleTableSlot *slot)
{
	store_columns(combinations, number, slot, combinations->first_input);
}
