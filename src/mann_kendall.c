/*-------------------------------------------------------------------------
 *
 * mann_kendall.c
 *	  Mann-Kendall test: whether a series of numbers rises or falls.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "result.h"
#include "series.h"

/* The numbers so far */
typedef struct SeriesState
{
	size_t		count;
	size_t		allocated;
	double	   *values;
} SeriesState;

/*
 * For (state, value); NULL is skipped.
 */
PG_FUNCTION_INFO_V1(mann_kendall_transition);
Datum
mann_kendall_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	SeriesState *state;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	if (PG_ARGISNULL(0))
	{
		require_order(fcinfo, "value ORDER BY month");
		state = MemoryContextAlloc(context, sizeof(SeriesState));
		state->count = 0;
		state->allocated = 16;
		state->values = MemoryContextAlloc(context,
										   state->allocated * sizeof(double));
	}
	else
		state = (SeriesState *) PG_GETARG_POINTER(0);

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	if (isnan(PG_GETARG_FLOAT8(1)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a series cannot hold NaN"),
				 errhint("Turn it into NULL with nullif().")));
	if (state->count == state->allocated)
	{
		state->allocated *= 2;
		state->values = repalloc_huge(state->values,
									  state->allocated * sizeof(double));
	}
	state->values[state->count++] = PG_GETARG_FLOAT8(1);
	PG_RETURN_POINTER(state);
}

/*
 * The test sorts the values, so it gets a copy of them.
 */
PG_FUNCTION_INFO_V1(mann_kendall_final);
Datum
mann_kendall_final(PG_FUNCTION_ARGS)
{
	SeriesState *state;
	double	   *values;
	double	   *scratch;
	size_t		size;
	KendallTest test;
	ResultRow	row = {0};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (SeriesState *) PG_GETARG_POINTER(0);
	if (state->count == 0)
		PG_RETURN_NULL();

	size = state->count * sizeof(double);
	values = palloc_extended(size, MCXT_ALLOC_HUGE);
	scratch = palloc_extended(size, MCXT_ALLOC_HUGE);
	memcpy(values, state->values, size);
	test = mann_kendall_test(values, scratch, state->count);
	pfree(values);
	pfree(scratch);

	result_add_number(&row, test.s);
	result_add_number(&row, test.standard_error);
	result_add_number(&row, test.statistic);
	result_add_number(&row, test.p_value);
	return result_datum(fcinfo, &row);
}
