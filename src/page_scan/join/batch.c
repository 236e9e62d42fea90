/*-------------------------------------------------------------------------
 *
 * part.c
 *	  The rows of a joined relation by parts, where not all fit into memory.
 *
 * They are expected to fit.  If it turns out that they do not, they are divided
 * by the hashes of their keys and written to files, one for each part, and one
 * part at a time is noted.  A part that does not fit is divided again as soon as
 * it has different keys.
 *
 * Rows of the table whose part is not in memory are postponed: they are written
 * to another file of that part.
 *
 *-------------------------------------------------------------------------
 */
#include "hash.h"

#include "utils/memutils.h"

/* What a noted row takes in the arrays of note.c, and when they are linked. */
#define ROW_SIZE		(2 * sizeof(uint64) + sizeof(uint32))
#define LINK_SIZE		(5 * sizeof(uint32))

/* Files that are written at a time have a buffer each. */
#define MOST_BITS		4
#define LEAST_BITS		2
#define BUFFERS_PART	4		/* of the memory, at least */

#define HASH_BITS		32

/* The rows whose hashes begin with some bits. */
struct PagePart
{
	int			bits;
	uint32		first;			/* hash */
	BufFile    *rows;			/* of the other relation, or NULL */
	int64		row_count;
	int64		rows_left;		/* to be read */
	PageRowFile *postponed;		/* rows of the table, or NULL */
};

static uint32
part_hash(uint64 hash)
{
	hash = page_hash_mix(page_hash_mix(hash));
	return (uint32) (hash >> (64 - HASH_BITS));
}

/*
 * At first all rows are in one part.
 */
void
page_parts_begin(PageLookup *lookup)
{
	lookup->parts = 1;
	lookup->part = 0;
	lookup->part_list = (PagePart *) palloc0(sizeof(PagePart));
	lookup->may_divide = true;
	lookup->memory_limit = page_scan_memory();
}

/*
 * Is there memory for one more row, and to link all of them?  Where very many
 * parts would be needed, the buffers of their files take more than what is
 * saved by smaller parts.
 */
bool
page_part_fits(const PageLookup *lookup)
{
	Size		limit = Max(lookup->memory_limit,
							(Size) lookup->parts * BLCKSZ);
	Size		memory = MemoryContextMemAllocated(lookup->memory, true) +
		lookup->rows * LINK_SIZE;

	if (lookup->rows == lookup->row_space)
		memory += 2 * lookup->row_space * ROW_SIZE;
	return memory <= limit || lookup->rows <= 1;
}

/*
 * Can the noted rows be told apart by their hashes?
 */
bool
page_part_can_divide(const PageLookup *lookup)
{
	return lookup->may_divide && lookup->different &&
		lookup->part_list[lookup->part].bits <= HASH_BITS - MOST_BITS;
}

/*
 * The part that a hash belongs to; they are in the order of their hashes.
 */
static int
part_of_hash(const PageLookup *lookup, uint64 hash)
{
	uint32		place = part_hash(hash);
	int			low = 0;
	int			high = lookup->parts - 1;

	while (low < high)
	{
		int			middle = (low + high + 1) / 2;

		if (lookup->part_list[middle].first <= place)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/*
 * Does a row of the table with this hash belong to the current part?  If not it
 * is postponed if a format is given, and left out in any case.
 */
bool
page_part_takes(PageLookup *lookup, uint64 hash, PageRow row,
				PageRowFormat *format)
{
	int			number = part_of_hash(lookup, hash);
	PagePart   *part = &lookup->part_list[number];

	if (number == lookup->part)
		return true;
	if (format == NULL)
		return false;
	if (part->postponed == NULL)
	{
		MemoryContext caller =
			MemoryContextSwitchTo(MemoryContextGetParent(lookup->memory));

		part->postponed = page_row_file_create(format);
		MemoryContextSwitchTo(caller);
	}
	page_row_file_write(part->postponed, row);
	return false;
}

/*
 * Store a row of the other relation in the file of its part.
 */
static void
store_row(PageLookup *lookup, uint64 hash, TupleTableSlot *slot)
{
	PagePart   *part = &lookup->part_list[part_of_hash(lookup, hash)];
	bool		is_copy;
	MinimalTuple tuple = ExecFetchSlotMinimalTuple(slot, &is_copy);

	if (part->rows == NULL)
		part->rows = BufFileCreateTemp(false);
	BufFileWrite(part->rows, tuple, tuple->t_len);
	part->row_count++;
	if (is_copy)
		heap_free_minimal_tuple(tuple);
}

/*
 * Form a row again that was noted.
 */
static TupleTableSlot *
form_row(PageLookup *lookup, uint32 row)
{
	TupleTableSlot *slot = lookup->stored_row;

	ExecClearTuple(slot);
	for (int i = 0; i < lookup->keys; i++)
	{
		slot->tts_isnull[i] = false;
		slot->tts_values[i] = lookup->single ? (Datum) lookup->hash[row] :
			lookup->row_key[row]->values[i];
	}
	page_combinations_input(lookup->combinations, lookup->combination[row],
							slot);
	return ExecStoreVirtualTuple(slot);
}

/*
 * Replace the current part by those that it is divided into.
 */
static void
insert_parts(PageLookup *lookup, int bits)
{
	int			more = (1 << bits) - 1;
	PagePart   *part;
	PagePart	whole;

	lookup->part_list = (PagePart *)
		repalloc(lookup->part_list, (lookup->parts + more) * sizeof(PagePart));
	part = &lookup->part_list[lookup->part];
	whole = *part;
	memmove(part + more + 1, part + 1,
			(lookup->parts - lookup->part - 1) * sizeof(PagePart));
	memset(part, 0, (more + 1) * sizeof(PagePart));
	for (int i = 0; i <= more; i++)
	{
		part[i].bits = whole.bits + bits;
		part[i].first = whole.first | (uint32) i << (HASH_BITS - part[i].bits);
	}
	lookup->parts += more;
}

/*
 * The next row of a part; an empty slot if there is none.
 */
static TupleTableSlot *
read_row(PagePart *part, TupleTableSlot *slot)
{
	MinimalTuple tuple;
	uint32		length;

	CHECK_FOR_INTERRUPTS();
	if (part->rows_left == 0)
		return ExecClearTuple(slot);
	part->rows_left--;
	page_file_read(part->rows, &length, sizeof(length));
	tuple = (MinimalTuple) palloc(length);
	tuple->t_len = length;
	page_file_read(part->rows, (char *) tuple + sizeof(length),
				   length - sizeof(length));
	return ExecStoreMinimalTuple(tuple, slot, true);
}

/*
 * Read the current part from its first row on.
 */
void
page_part_rewind(PageLookup *lookup)
{
	PagePart   *part = &lookup->part_list[lookup->part];

	if (part->rows != NULL)
		page_file_rewind(part->rows);
	part->rows_left = part->row_count;
}

/*
 * The next row of the current part; an empty slot after the last.  Rows are in
 * files as soon as they are divided.
 */
TupleTableSlot *
page_part_next_row(PageLookup *lookup)
{
	if (lookup->parts == 1)
		return ExecProcNode(lookup->other);
	return read_row(&lookup->part_list[lookup->part], lookup->stored_row);
}

/*
 * Divide the current part, some rows of which are noted, and go to the first of
 * those that it becomes.
 */
void
page_part_divide(PageLookup *lookup)
{
	PagePart	whole = lookup->part_list[lookup->part];
	bool		in_file = lookup->parts > 1;
	Size		buffers = lookup->memory_limit / BUFFERS_PART / BLCKSZ;
	TupleTableSlot *slot;
	MemoryContext caller;

	caller = MemoryContextSwitchTo(MemoryContextGetParent(lookup->memory));
	if (lookup->stored_row == NULL)
		lookup->stored_row =
			MakeSingleTupleTableSlot(lookup->other->ps_ResultTupleDesc,
									 &TTSOpsMinimalTuple);
	insert_parts(lookup, buffers >> MOST_BITS > 0 ? MOST_BITS : LEAST_BITS);
	for (uint32 row = 0; row < lookup->rows; row++)
	{
		CHECK_FOR_INTERRUPTS();
		store_row(lookup, lookup->hash[row], form_row(lookup, row));
	}
	for (;;)
	{
		uint64		hash;

		slot = in_file ? read_row(&whole, lookup->stored_row) :
			ExecProcNode(lookup->other);
		if (TupIsNull(slot))
			break;
		if (page_lookup_hash(lookup, slot, &hash))
			store_row(lookup, hash, slot);
	}
	if (whole.rows != NULL)
		BufFileClose(whole.rows);
	MemoryContextSwitchTo(caller);
}

/*
 * Go to the next part for which rows of the table are postponed, and return
 * these.  After the last one go to the first part.
 */
PageRowFile *
page_part_next_postponed(PageLookup *lookup)
{
	while (++lookup->part < lookup->parts)
	{
		PagePart   *part = &lookup->part_list[lookup->part];
		PageRowFile *postponed = part->postponed;

		part->postponed = NULL;
		if (postponed != NULL)
			return postponed;
	}
	lookup->part = 0;
	return NULL;
}

/*
 * Begin with the first part again, without rows of the table.
 */
void
page_parts_reset(PageLookup *lookup)
{
	for (int i = 0; i < lookup->parts; i++)
	{
		PagePart   *part = &lookup->part_list[i];

		if (part->postponed != NULL)
			page_row_file_close(part->postponed);
		part->postponed = NULL;
	}
	lookup->part = 0;
}

/*
 * Forget all rows.
 */
void
page_parts_forget(PageLookup *lookup)
{
	page_parts_reset(lookup);
	for (int i = 0; i < lookup->parts; i++)
	{
		if (lookup->part_list[i].rows != NULL)
			BufFileClose(lookup->part_list[i].rows);
	}
	memset(lookup->part_list, 0, sizeof(PagePart));
	lookup->parts = 1;
}
