/*-------------------------------------------------------------------------
 *
 * paired_state.c
 *	  The state of aggregates over two answers of one customer in a row.
 *
 *-------------------------------------------------------------------------
 */
#include "paired_state.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "arguments.h"

static int
count_of_sums(const ArrayType *state)
{
	if (ARR_NDIM(state) != 1 || ARR_HASNULL(state) ||
		ARR_ELEMTYPE(state) != FLOAT8OID)
		return -1;
	return ARR_DIMS(state)[0] - 1;
}

static void
check_sums(const ArrayType *state, int sums)
{
	if (count_of_sums(state) != sums)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state must be an array of %d double precision values",
						sums + 1)));
}

static PairedState *
contents(ArrayType *state)
{
	return (PairedState *) ((char *) state + ARR_OVERHEAD_NONULLS(1));
}

/*
 * The state for writing: in place inside an aggregate, a copy elsewhere.
 */
static ArrayType *
writable_state(FunctionCallInfo fcinfo)
{
	return AggCheckCallContext(fcinfo, NULL) ? PG_GETARG_ARRAYTYPE_P(0) :
		PG_GETARG_ARRAYTYPE_P_COPY(0);
}

PairedState *
paired_state_argument(FunctionCallInfo fcinfo, int sums, Datum *result)
{
	ArrayType  *array;
	PairedState *state;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("state must not be NULL")));
	*result = PG_GETARG_DATUM(0);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return NULL;
	array = writable_state(fcinfo);
	state = contents(array);
	check_sums(array, sums);
	if (PG_NARGS() > 3 && state->confidence == 0)
		state->confidence = confidence_argument(fcinfo, 3);
	*result = PointerGetDatum(array);
	return state;
}

/*
 * The combine function of all of them.
 */
PG_FUNCTION_INFO_V1(paired_combine);
Datum
paired_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *array = writable_state(fcinfo);
	ArrayType  *more = PG_GETARG_ARRAYTYPE_P(1);
	int			sums = count_of_sums(array);
	PairedState *state = contents(array);
	const PairedState *other = contents(more);

	if (sums < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state must be an array of double precision values")));
	check_sums(more, sums);
	if (state->confidence == 0)
		state->confidence = other->confidence;
	for (int i = 0; i < sums; i++)
		state->sums[i] += other->sums[i];
	PG_RETURN_ARRAYTYPE_P(array);
}

const PairedState *
paired_state_final(FunctionCallInfo fcinfo, int sums, double *confidence)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
	const PairedState *state = contents(array);

	check_sums(array, sums);
	*confidence = 0.95;
	if (state->confidence > 0 && state->confidence < 1)
		*confidence = state->confidence;
	return state;
}
