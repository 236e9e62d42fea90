/*-------------------------------------------------------------------------
 *
 * reliability.c
 *	  Reliability of a scale: Cronbach's alpha.
 *
 * The state is an array of bigint: the number of respondents, the sum of the
 * squares of their totals, and for each item the sum of its values and of
 * their squares.  These are exact, so the order in which parts are merged
 * changes nothing, and a distributed engine can ship them.  The state is empty
 * before the first respondent.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "common/int.h"
#include "utils/array.h"
#include "utils/float.h"

#include "estimate.h"

/* Items are no larger, in either direction, so that their squares are exact. */
#define LARGEST_ITEM	1000000

/* What a state holds */
typedef struct ItemSums
{
	int			items;			/* 0 if nobody has been added */
	int64	   *respondents;
	int64	   *total_squares;
	int64	   *sums;			/* of each item */
	int64	   *squares;		/* likewise */
} ItemSums;

#define STATE_LENGTH(items)	(2 + 2 * (items))

static ItemSums
sums_of_state(ArrayType *state)
{
	int64	   *values = (int64 *) ((char *) state +
									ARR_OVERHEAD_NONULLS(ARR_NDIM(state)));
	int			length = ArrayGetNItems(ARR_NDIM(state), ARR_DIMS(state));
	ItemSums	result = {0};

	if (length == 0)
		return result;
	if (ARR_NDIM(state) != 1 || ARR_HASNULL(state) ||
		ARR_ELEMTYPE(state) != INT8OID || length < STATE_LENGTH(1) ||
		length % 2 != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state must be an array of bigint, with two elements for each item after the first two")));
	result.items = length / 2 - 1;
	result.respondents = values;
	result.total_squares = values + 1;
	result.sums = values + 2;
	result.squares = values + 2 + result.items;
	return result;
}

/*
 * A state to which nobody has been added, but for a number of items.
 */
static ArrayType *
create_state(int items)
{
	int			length = STATE_LENGTH(items);
	Datum	   *zeros = palloc(length * sizeof(Datum));

	for (int i = 0; i < length; i++)
		zeros[i] = Int64GetDatum(0);
	return construct_array(zeros, length, INT8OID, sizeof(int64),
						   FLOAT8PASSBYVAL, 'd');
}

/*
 * The state for writing: in place inside an aggregate, a copy elsewhere.
 */
static ArrayType *
writable_state(FunctionCallInfo fcinfo, int items, ItemSums *sums)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext context;
	ArrayType  *state;

	if (AggCheckCallContext(fcinfo, &context))
		state = PG_GETARG_ARRAYTYPE_P(0);
	else
	{
		state = PG_GETARG_ARRAYTYPE_P_COPY(0);
		context = caller;
	}
	*sums = sums_of_state(state);
	if (sums->items == 0)
	{
		MemoryContextSwitchTo(context);
		state = create_state(items);
		MemoryContextSwitchTo(caller);
		*sums = sums_of_state(state);
	}
	else if (sums->items != items)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("rows have different numbers of items (%d and %d)",
						sums->items, items),
				 errhint("Write NULL for an item without an answer.")));
	return state;
}

static int64
whole_item(double item)
{
	bool		in_range = fabs(item) <= LARGEST_ITEM;

	if (!in_range || item != floor(item))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("item %s is not a whole number from %d to %d",
						float8out_internal(item), -LARGEST_ITEM, LARGEST_ITEM),
				 in_range ? errhint("Alpha does not depend on the unit: multiply all items by the same number.") : 0));
	return (int64) item;
}

/*
 * Add the product of two numbers to a sum.
 */
static void
add_product(int64 *sum, int64 a, int64 b)
{
	int64		product;

	if (pg_mul_s64_overflow(a, b, &product) ||
		pg_add_s64_overflow(*sum, product, sum))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sums of items are out of range")));
}

/*
 * For (state, items), strict.  Respondents who left an item out are not
 * counted, but their other items are checked.
 */
PG_FUNCTION_INFO_V1(cronbach_alpha_transition);
Datum
cronbach_alpha_transition(PG_FUNCTION_ARGS)
{
	Datum	   *items;
	bool	   *missing;
	int			count;
	ArrayType  *state;
	ItemSums	sums;
	int64		total = 0;
	bool		complete = true;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), FLOAT8OID, sizeof(double),
					  FLOAT8PASSBYVAL, 'd', &items, &missing, &count);
	if (count == 0)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	state = writable_state(fcinfo, count, &sums);
	for (int i = 0; i < count; i++)
	{
		if (missing[i])
			complete = false;
		else
			total += whole_item(DatumGetFloat8(items[i]));
	}
	if (!complete)
		PG_RETURN_ARRAYTYPE_P(state);
	add_product(sums.respondents, 1, 1);
	add_product(sums.total_squares, total, total);
	for (int i = 0; i < count; i++)
	{
		int64		item = whole_item(DatumGetFloat8(items[i]));

		add_product(&sums.sums[i], item, 1);
		add_product(&sums.squares[i], item, item);
	}
	PG_RETURN_ARRAYTYPE_P(state);
}

/*
 * For (state, state), strict.
 */
PG_FUNCTION_INFO_V1(cronbach_alpha_combine);
Datum
cronbach_alpha_combine(PG_FUNCTION_ARGS)
{
	ItemSums	more = sums_of_state(PG_GETARG_ARRAYTYPE_P(1));
	ItemSums	sums;
	ArrayType  *state;

	if (more.items == 0)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	state = writable_state(fcinfo, more.items, &sums);
	add_product(sums.respondents, *more.respondents, 1);
	add_product(sums.total_squares, *more.total_squares, 1);
	for (int i = 0; i < more.items; i++)
	{
		add_product(&sums.sums[i], more.sums[i], 1);
		add_product(&sums.squares[i], more.squares[i], 1);
	}
	PG_RETURN_ARRAYTYPE_P(state);
}

/*
 * Cronbach's alpha, Psychometrika 16:297, 1951: k / (k - 1) times 1 minus the
 * sum of the items' variances over the variance of the totals.  NULL for
 * fewer than two items or respondents, and where all totals are equal.
 */
PG_FUNCTION_INFO_V1(cronbach_alpha_final);
Datum
cronbach_alpha_final(PG_FUNCTION_ARGS)
{
	ItemSums	sums = sums_of_state(PG_GETARG_ARRAYTYPE_P(0));
	double		items = sums.items;
	double		respondents;
	double		total = 0;
	double		variances = 0;
	double		variance;

	if (sums.items < 2)
		PG_RETURN_NULL();
	respondents = (double) *sums.respondents;
	for (int i = 0; i < sums.items; i++)
	{
		double		sum = (double) sums.sums[i];

		variances += difference_of_products(respondents,
											(double) sums.squares[i],
											sum, sum);
		total += sum;
	}
	variance = difference_of_products(respondents,
									  (double) *sums.total_squares,
									  total, total);
	if (!(variance > 0))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(items / (items - 1) * (1 - variances / variance));
}
