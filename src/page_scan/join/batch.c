/*-------------------------------------------------------------------------
 *
 * batch.c
 *	  A joined relation in batches, if not all of it fits into memory.
 *
 * As in the server's hash join, its rows are divided by the hashes of their keys
 * and written to files, one for each batch, and one batch at a time is hashed.  A
 * batch that does not fit is divided again as soon as it has different keys.
 * Rows of the table whose batch is not in memory are written to another file of
 * that batch.
 *
 *-------------------------------------------------------------------------
 */
#include "hash.h"

#include "utils/memutils.h"

/* What a hashed row takes in the arrays of build.c, and when they are linked. */
#define ROW_SIZE		(2 * sizeof(uint64) + sizeof(uint32))
#define LINK_SIZE		(5 * sizeof(uint32))

/* log2 of the number of batches when the number of rows is unknown */
#define UNKNOWN_BITS	2

/*
 * The bits by which batches are told apart: not those by which rows are in slots.
 */
uint32
page_hash_batch_bits(uint64 value)
{
	return (uint32) (page_hash_mix(page_hash_mix(value)) >> 32);
}

/*
 * Return true if there is memory for one more row, and to link all of them.
 * Where very many batches would be needed, the buffers of their files take more
 * than what is saved by smaller batches.
 */
bool
page_hash_fits(const PageHash *hash)
{
	Size		limit = Max(page_scan_memory(),
							(Size) hash->batches->count * BLCKSZ);
	Size		memory = MemoryContextMemAllocated(hash->memory, true) +
		hash->rows * LINK_SIZE;

	if (hash->rows == hash->row_space)
		memory += 2 * hash->row_space * ROW_SIZE;
	return memory <= limit || hash->rows <= 1;
}

/*
 * Return true if the hashed rows can be told apart by their hashes.
 */
bool
page_hash_can_divide(const PageHash *hash)
{
	return hash->different && page_batches_can_divide(hash->batches);
}

/*
 * Store a row of the relation in the file of its batch.
 */
static void
store_row(PageHash *hash, uint64 value, TupleTableSlot *slot)
{
	PageBatches *batches = hash->batches;
	PageBatch  *batch = &batches->batch[page_batches_find(batches,
														  page_hash_batch_bits(value))];
	bool		is_copy;
	MinimalTuple tuple = ExecFetchSlotMinimalTuple(slot, &is_copy);

	if (batch->tuples == NULL)
		batch->tuples = BufFileCreateTemp(false);
	BufFileWrite(batch->tuples, tuple, tuple->t_len);
	batch->tuple_count++;
	if (is_copy)
		heap_free_minimal_tuple(tuple);
}

/*
 * Rebuild the tuple of a hashed row.
 */
static TupleTableSlot *
form_row(PageHash *hash, uint32 row)
{
	TupleTableSlot *slot = hash->stored_row;

	ExecClearTuple(slot);
	for (int i = 0; i < hash->keys; i++)
	{
		slot->tts_isnull[i] = false;
		slot->tts_values[i] = hash->single ? (Datum) hash->hash[row] :
			hash->row_key[row]->values[i];
	}
	page_combinations_input(hash->combinations, hash->combination[row], slot);
	return ExecStoreVirtualTuple(slot);
}

/*
 * Read the next tuple of a batch from its file; returns an empty slot after the
 * last.
 */
static TupleTableSlot *
read_tuple(PageBatch *batch, TupleTableSlot *slot)
{
	MinimalTuple tuple;
	uint32		length;

	CHECK_FOR_INTERRUPTS();
	if (batch->tuples_left == 0)
		return ExecClearTuple(slot);
	batch->tuples_left--;
	page_file_read(batch->tuples, &length, sizeof(length));
	tuple = (MinimalTuple) palloc(length);
	tuple->t_len = length;
	page_file_read(batch->tuples, (char *) tuple + sizeof(length),
				   length - sizeof(length));
	return ExecStoreMinimalTuple(tuple, slot, true);
}

/*
 * Read the current batch from its first row on.
 */
void
page_hash_rewind(PageHash *hash)
{
	PageBatch  *batch = &hash->batches->batch[hash->batches->current];

	if (batch->tuples != NULL)
		page_file_rewind(batch->tuples);
	batch->tuples_left = batch->tuple_count;
}

/*
 * The next row of the current batch; an empty slot after the last.  Rows are in
 * files as soon as there are several batches.
 */
TupleTableSlot *
page_hash_next_row(PageHash *hash)
{
	PageBatches *batches = hash->batches;

	if (batches->count == 1)
		return ExecProcNode(hash->inner);
	return read_tuple(&batches->batch[batches->current], hash->stored_row);
}

/*
 * Return the bits of the hash by which the current batch must be divided, given
 * how many of its rows fit.  Fewer batches mean fewer deferred rows.
 */
static int
bits_needed(const PageHash *hash)
{
	const PageBatch *batch = &hash->batches->batch[hash->batches->current];
	double		total = hash->batches->count == 1 ?
		hash->inner->plan->plan_rows : (double) batch->tuple_count;
	int			bits = 1;

	if (total <= hash->rows)
		return UNKNOWN_BITS;
	while (total / (1 << bits) > hash->rows * 0.9)
		bits++;
	return bits;
}

/*
 * Make a row's keys current, and get their hash.  Returns false if any is NULL.
 */
bool
page_hash_row(PageHash *hash, TupleTableSlot *slot, uint64 *value)
{
	MemoryContext caller;
	bool		has_keys;

	ResetExprContext(hash->key.context);
	caller = MemoryContextSwitchTo(hash->key.context->ecxt_per_tuple_memory);
	slot_getallattrs(slot);
	has_keys = page_keys_set(&hash->key, slot, 0);
	if (has_keys)
		*value = page_hash_current_keys(hash);
	MemoryContextSwitchTo(caller);
	return has_keys;
}

/*
 * Divide the current batch, some rows of which are hashed, and go to the first of
 * those that it becomes.
 */
void
page_hash_divide(PageHash *hash)
{
	PageBatches *batches = hash->batches;
	PageBatch	whole = batches->batch[batches->current];
	bool		in_file = batches->count > 1;
	int			bits = bits_needed(hash);
	MemoryContext caller;

	caller = MemoryContextSwitchTo(batches->memory);
	if (hash->stored_row == NULL)
		hash->stored_row =
			MakeSingleTupleTableSlot(hash->inner->ps_ResultTupleDesc,
									 &TTSOpsMinimalTuple);
	page_batches_divide(batches, bits);
	for (uint32 row = 0; row < hash->rows; row++)
	{
		CHECK_FOR_INTERRUPTS();
		store_row(hash, hash->hash[row], form_row(hash, row));
	}
	for (;;)
	{
		uint64		value;
		TupleTableSlot *slot = in_file ? read_tuple(&whole, hash->stored_row) :
			ExecProcNode(hash->inner);

		if (TupIsNull(slot))
			break;
		if (page_hash_row(hash, slot, &value))
			store_row(hash, value, slot);
	}
	if (whole.tuples != NULL)
		BufFileClose(whole.tuples);
	MemoryContextSwitchTo(caller);
}
