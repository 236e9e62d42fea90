/*-------------------------------------------------------------------------
 *
 * tally_mean_paired.c
 *	  The mean of the same customers' scores before and after.
 *
 * Differences run from -100 to 100, which a tally does not hold, and nothing
 * but their sums is needed.  So the state is a bigint array: the number of
 * pairs, the sum of the differences and that of their squares.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "inference.h"
#include "one_sample.h"
#include "score.h"

typedef struct DifferenceSums
{
	int64		pairs;
	int64		sum;
	int64		sum_squares;
} DifferenceSums;

static ArrayType *
check_state(ArrayType *state)
{
	if (ARR_NDIM(state) != 1 || ARR_HASNULL(state) ||
		ARR_ELEMTYPE(state) != INT8OID ||
		ARR_DIMS(state)[0] != sizeof(DifferenceSums) / sizeof(int64))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state must be an array of three bigint")));
	return state;
}

static DifferenceSums *
sums_of_state(ArrayType *state)
{
	return (DifferenceSums *) ((char *) state + ARR_OVERHEAD_NONULLS(1));
}

/*
 * The state for writing: in place inside an aggregate, a copy elsewhere.
 */
static ArrayType *
writable_state(FunctionCallInfo fcinfo)
{
	return check_state(AggCheckCallContext(fcinfo, NULL) ?
					   PG_GETARG_ARRAYTYPE_P(0) :
					   PG_GETARG_ARRAYTYPE_P_COPY(0));
}

/*
 * Count a pair, or with sign -1 take it back.
 */
static Datum
add_difference(FunctionCallInfo fcinfo, int sign)
{
	ArrayType  *state = writable_state(fcinfo);
	DifferenceSums *sums = sums_of_state(state);
	int			difference = score_from_float8(fcinfo, PG_GETARG_FLOAT8(2)) -
		score_from_float8(fcinfo, PG_GETARG_FLOAT8(1));

	sums->pairs += sign;
	sums->sum += sign * difference;
	sums->sum_squares += sign * difference * difference;
	PG_RETURN_ARRAYTYPE_P(state);
}

/*
 * For (state, before, after), strict.
 */
PG_FUNCTION_INFO_V1(tally_mean_paired_transition);
Datum
tally_mean_paired_transition(PG_FUNCTION_ARGS)
{
	return add_difference(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(tally_mean_paired_inverse);
Datum
tally_mean_paired_inverse(PG_FUNCTION_ARGS)
{
	return add_difference(fcinfo, -1);
}

PG_FUNCTION_INFO_V1(tally_mean_paired_combine);
Datum
tally_mean_paired_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *state = writable_state(fcinfo);
	DifferenceSums *sums = sums_of_state(state);
	DifferenceSums *more = sums_of_state(check_state(PG_GETARG_ARRAYTYPE_P(1)));

	sums->pairs += more->pairs;
	sums->sum += more->sum;
	sums->sum_squares += more->sum_squares;
	PG_RETURN_ARRAYTYPE_P(state);
}

PG_FUNCTION_INFO_V1(tally_mean_paired_final);
Datum
tally_mean_paired_final(PG_FUNCTION_ARGS)
{
	DifferenceSums *sums = sums_of_state(check_state(PG_GETARG_ARRAYTYPE_P(0)));
	double		pairs = (double) sums->pairs;

	if (sums->pairs == 0)
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   mean_paired_test(pairs, (double) sums->sum,
										(double) sums->sum_squares,
										cached_student_critical(0.95, pairs - 1),
										TALLY_MAX_SCORE),
					   1);
}
