/*-------------------------------------------------------------------------
 *
 * kept.c
 *	  The values that a group keeps.
 *
 * A group keeps its keys and the columns that the output needs besides the
 * aggregates, as of its first row: those the keys are computed from, and those
 * that depend on the keys.
 *
 *-------------------------------------------------------------------------
 */
#include "key.h"

/*
 * The memory will be allocated in blocks of the given size.
 */
void
page_space_begin(PageSpace *space, MemoryContext memory, Size block)
{
	space->memory = memory;
	space->block = block;
	space->next = NULL;
	space->end = NULL;
}

/*
 * Aligned memory of a space.
 */
void *
page_space_allocate(PageSpace *space, Size size)
{
	char	   *place = (char *) MAXALIGN(space->next);

	if (place == NULL || place > space->end ||
		size > (Size) (space->end - place))
	{
		place = (char *) MemoryContextAlloc(space->memory,
											Max(space->block, size));
		space->end = place + Max(space->block, size);
	}
	space->next = place + size;
	return place;
}

/*
 * Copy a value.  Those by reference lie side by side, without what the server
 * adds to each piece of memory; short texts need no alignment.
 */
Datum
page_space_copy(PageSpace *space, Datum value, bool by_value, int length)
{
	const char *bytes = (const char *) DatumGetPointer(value);
	char	   *copy;
	Size		size;

	if (by_value)
		return value;
	size = length == -1 ? VARSIZE_ANY(bytes) : (Size) length;
	copy = space->next;
	if (length != -1 || !VARATT_IS_1B(bytes))
		copy = (char *) MAXALIGN(copy);
	if (copy == NULL || copy > space->end || size > (Size) (space->end - copy))
	{
		space->next = (char *) MemoryContextAlloc(space->memory,
												  Max(space->block, size));
		space->end = space->next + Max(space->block, size);
		copy = space->next;
	}
	memcpy(copy, bytes, size);
	space->next = copy + size;
	return PointerGetDatum(copy);
}

/*
 * The place of a column among the keys, or -1.
 */
static int
key_of_column(const PageKeys *keys, int column)
{
	for (int i = 0; i < keys->count; i++)
	{
		if (keys->key[i].column == column)
			return i;
	}
	return -1;
}

/*
 * Choose the columns to keep; one that is a key is kept as that already.
 * Returns how many values a group has.
 */
int
page_kept_begin(PageKept *kept, Bitmapset *columns, const PageKeys *keys)
{
	int			values = keys->count;
	int			column = -1;

	kept->reader = keys->reader;
	kept->keys = keys->count;
	kept->count = 0;
	kept->column = (PageKeptColumn *)
		palloc(Max(bms_num_members(columns), 1) * sizeof(PageKeptColumn));
	while ((column = bms_next_member(columns, column)) >= 0)
	{
		PageKeptColumn *next = &kept->column[kept->count++];
		int			key = key_of_column(keys, column);

		next->column = column;
		next->value = key >= 0 ? key : values++;
	}
	return values;
}

/*
 * Copy the columns of a row to a group.
 */
void
page_kept_copy(const PageKept *kept, PageGroup *group, PageRow row,
			   PageSpace *space)
{
	for (int i = 0; i < kept->count; i++)
	{
		int			value = kept->column[i].value;
		const PageColumn *column = kept->reader->column[kept->column[i].column];

		if (value < kept->keys)
			continue;
		if (column->nulls[row])
			group->null_kept |= (uint32) 1 << (value - kept->keys);
		else
			group->values[value] = page_space_copy(space, column->values[row],
												   column->by_value,
												   column->length);
	}
}

/*
 * Store the columns of a group in the output.
 */
void
page_kept_output(const PageKept *kept, const PageGroup *group,
				 TupleTableSlot *slot)
{
	for (int i = 0; i < kept->count; i++)
	{
		int			column = kept->column[i].column;
		int			value = kept->column[i].value;
		bool		is_key = value < kept->keys;
		uint32		nulls = is_key ? group->null_keys : group->null_kept;
		int			bit = is_key ? value : value - kept->keys;

		slot->tts_values[column] = group->values[value];
		slot->tts_isnull[column] = (nulls & ((uint32) 1 << bit)) != 0;
	}
}
