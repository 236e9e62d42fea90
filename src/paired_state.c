/*-------------------------------------------------------------------------
 *
 * paired_state.c
 *	  The state of aggregates over two answers of one customer in a row.
 *
 *-------------------------------------------------------------------------
 */
#include "paired_state.h"

#include "catalog/pg_type.h"

#include "arguments.h"

static int
length_of_state(const ArrayType *state)
{
	if (ARR_NDIM(state) != 1 || ARR_HASNULL(state) ||
		ARR_ELEMTYPE(state) != FLOAT8OID)
		return -1;
	return ARR_DIMS(state)[0];
}

double *
paired_state_numbers(ArrayType *state, int length)
{
	if (length_of_state(state) != length)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state must be an array of %d double precision values",
						length)));
	return (double *) ((char *) state + ARR_OVERHEAD_NONULLS(1));
}

ArrayType *
paired_state_writable(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("state must not be NULL")));
	return AggCheckCallContext(fcinfo, NULL) ? PG_GETARG_ARRAYTYPE_P(0) :
		PG_GETARG_ARRAYTYPE_P_COPY(0);
}

PairedState *
paired_state_argument(FunctionCallInfo fcinfo, int sums, Datum *result)
{
	ArrayType  *array = paired_state_writable(fcinfo);
	PairedState *state;

	*result = PointerGetDatum(array);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return NULL;
	state = (PairedState *) paired_state_numbers(array, sums + 1);
	if (PG_NARGS() > 3 && state->confidence == 0)
		state->confidence = confidence_argument(fcinfo, 3);
	return state;
}

/*
 * The combine function of all of them.
 */
PG_FUNCTION_INFO_V1(paired_combine);
Datum
paired_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *array = paired_state_writable(fcinfo);
	int			length = length_of_state(array);
	PairedState *state;
	const PairedState *other;

	if (length < 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state must be an array of double precision values")));
	state = (PairedState *) paired_state_numbers(array, length);
	other = (PairedState *) paired_state_numbers(PG_GETARG_ARRAYTYPE_P(1),
												 length);
	if (state->confidence == 0)
		state->confidence = other->confidence;
	for (int i = 0; i < length - 1; i++)
		state->sums[i] += other->sums[i];
	PG_RETURN_ARRAYTYPE_P(array);
}

const PairedState *
paired_state_final(FunctionCallInfo fcinfo, int sums, double *confidence)
{
	const PairedState *state = (PairedState *)
		paired_state_numbers(PG_GETARG_ARRAYTYPE_P(0), sums + 1);

	*confidence = 0.95;
	if (state->confidence > 0 && state->confidence < 1)
		*confidence = state->confidence;
	return state;
}
