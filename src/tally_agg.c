/*-------------------------------------------------------------------------
 *
 * tally_agg.c
 *	  Transition and inverse transition functions that count scores.
 *
 * They accept NULL for a state that has not begun, and return an empty state
 * rather than NULL, as a moving aggregate must.
 *
 * Every aggregate over one type of score shares the functions here, so that
 * several metrics of one column cost one pass.  There is a transition function
 * for each type, which costs less per row than looking the type up, and which
 * also works where an extension such as Citus calls it without the expression
 * that the type would be looked up in.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <float.h>

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "score.h"
#include "tally_agg.h"
#include "tally_state.h"

static Datum
tally_state_keep(FunctionCallInfo fcinfo)
{
	Counts		counts;

	if (own_state(fcinfo) != NULL)
		return PG_GETARG_DATUM(0);
	return tally_state_result(fcinfo, tally_state_copy(fcinfo, 0, false, &counts));
}

static pg_noinline Datum
add_answers(FunctionCallInfo fcinfo, int score, int64 answers)
{
	Counts		counts;
	Tally	   *state = tally_state_writable(fcinfo, score + 1, false, &counts);

	tally_check(counts_add(&counts, score, answers));
	return tally_state_result(fcinfo, state);
}

static Datum
remove_answers(FunctionCallInfo fcinfo, int score, int64 answers)
{
	Counts		counts;
	Tally	   *state = tally_state_writable(fcinfo, score + 1, false, &counts);

	tally_check(counts_remove(&counts, score, answers));
	return tally_state_result(fcinfo, state);
}

/*
 * One more answer.  The common case must cost no more than count() does:
 * inside an aggregate, an unweighted state that has a count for the score.
 */
static inline Datum
add_answer(FunctionCallInfo fcinfo, int score)
{
	Tally	   *state = own_state(fcinfo);

	if (unlikely(state == NULL || !is_dense(state, 0) ||
				 tally_dense_size(score + 1, false) > VARSIZE(state) ||
				 state->answers[score] == PG_INT64_MAX))
		return add_answers(fcinfo, score, 1);
	state->answers[score]++;
	return PG_GETARG_DATUM(0);
}

Datum
tally_state_add(FunctionCallInfo fcinfo, int score)
{
	if (score == TALLY_NOT_COUNTED)
		return tally_state_keep(fcinfo);
	return add_answer(fcinfo, score);
}

Datum
tally_state_remove(FunctionCallInfo fcinfo, int score)
{
	if (score == TALLY_NOT_COUNTED)
		return tally_state_keep(fcinfo);
	return remove_answers(fcinfo, score, 1);
}

/*
 * Transition functions of nps(score) and its like, by type of score: count
 * one answer.
 */
PG_FUNCTION_INFO_V1(tally_transition_int2);
Datum
tally_transition_int2(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return tally_state_keep(fcinfo);
	return add_answer(fcinfo, score_from_integer(fcinfo, PG_GETARG_INT16(1)));
}

PG_FUNCTION_INFO_V1(tally_transition_int4);
Datum
tally_transition_int4(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return tally_state_keep(fcinfo);
	return add_answer(fcinfo, score_from_integer(fcinfo, PG_GETARG_INT32(1)));
}

PG_FUNCTION_INFO_V1(tally_transition_int8);
Datum
tally_transition_int8(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return tally_state_keep(fcinfo);
	return add_answer(fcinfo, score_from_integer(fcinfo, PG_GETARG_INT64(1)));
}

PG_FUNCTION_INFO_V1(tally_transition_float8);
Datum
tally_transition_float8(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return tally_state_keep(fcinfo);
	return add_answer(fcinfo, score_from_float8(fcinfo, PG_GETARG_FLOAT8(1)));
}

PG_FUNCTION_INFO_V1(tally_transition_numeric);
Datum
tally_transition_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return tally_state_keep(fcinfo);
	return add_answer(fcinfo, score_from_numeric(fcinfo, PG_GETARG_DATUM(1)));
}

/* false counts as 0, true as 1 */
PG_FUNCTION_INFO_V1(tally_transition_bool);
Datum
tally_transition_bool(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return tally_state_keep(fcinfo);
	return add_answer(fcinfo, PG_GETARG_BOOL(1) ? 1 : 0);
}

/*
 * A score of the type that the call was resolved to.
 */
static int
score_argument(FunctionCallInfo fcinfo, int argument)
{
	Datum		value = PG_GETARG_DATUM(argument);
	Oid			type = get_fn_expr_argtype(fcinfo->flinfo, argument);

	switch (type)
	{
		case INT2OID:
			return score_from_integer(fcinfo, DatumGetInt16(value));
		case INT4OID:
			return score_from_integer(fcinfo, DatumGetInt32(value));
		case INT8OID:
			return score_from_integer(fcinfo, DatumGetInt64(value));
		case FLOAT8OID:
			return score_from_float8(fcinfo, DatumGetFloat8(value));
		case NUMERICOID:
			return score_from_numeric(fcinfo, value);
		case BOOLOID:
			return DatumGetBool(value) ? 1 : 0;
	}
	ereport(ERROR,
			(errcode(ERRCODE_DATATYPE_MISMATCH),
			 errmsg("cannot count values of type %s", format_type_be(type))));
	return 0;					/* keep compiler quiet */
}

/*
 * Inverse transition function for all types of score: remove one answer.
 */
PG_FUNCTION_INFO_V1(tally_inverse);
Datum
tally_inverse(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return tally_state_keep(fcinfo);
	return remove_answers(fcinfo, score_argument(fcinfo, 1), 1);
}

/*
 * Transition functions of tally_counted(score, answers): count a number of
 * answers.
 */
PG_FUNCTION_INFO_V1(tally_counted_transition_float8);
Datum
tally_counted_transition_float8(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_answers(fcinfo,
					   score_from_float8(fcinfo, PG_GETARG_FLOAT8(1)),
					   count_from_numeric(PG_GETARG_DATUM(2)));
}

PG_FUNCTION_INFO_V1(tally_counted_transition_numeric);
Datum
tally_counted_transition_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_answers(fcinfo,
					   score_from_numeric(fcinfo, PG_GETARG_DATUM(1)),
					   count_from_numeric(PG_GETARG_DATUM(2)));
}

PG_FUNCTION_INFO_V1(tally_counted_transition_bool);
Datum
tally_counted_transition_bool(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_answers(fcinfo, PG_GETARG_BOOL(1) ? 1 : 0,
					   count_from_numeric(PG_GETARG_DATUM(2)));
}

PG_FUNCTION_INFO_V1(tally_counted_inverse);
Datum
tally_counted_inverse(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return remove_answers(fcinfo, score_argument(fcinfo, 1),
						  count_from_numeric(PG_GETARG_DATUM(2)));
}

static inline void
check_weight(double weight)
{
	if (unlikely(!(weight >= 0 && weight <= DBL_MAX)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("weight %s is not a finite number from 0 up",
						float8out_internal(weight)),
				 errhint("Leave such answers out with FILTER, or correct their weights.")));
	if (unlikely(weight < TALLY_MIN_WEIGHT && weight > 0))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("weight %s is neither 0 nor at least %g",
						float8out_internal(weight), TALLY_MIN_WEIGHT),
				 errhint("Multiply all weights by a constant, which changes no score, interval or test.")));
}

/*
 * One more answer with its weight.
 */
static Datum
add_weighted_answer(FunctionCallInfo fcinfo, int score, double weight)
{
	Counts		counts;
	Tally	   *state = own_dense_state(fcinfo, &counts);

	check_weight(weight);
	if (unlikely(state == NULL || counts.weights == NULL ||
				 score >= counts.capacity))
		state = tally_state_copy(fcinfo, score + 1, true, &counts);
	tally_check(counts_add_weighted(&counts, score, weight));
	return tally_state_result(fcinfo, state);
}

/*
 * Transition functions of tally_weighted(score, weight), by type of score and
 * of weight.  There is no inverse, for sums of weights are rounded.
 */
PG_FUNCTION_INFO_V1(tally_weighted_transition_int2_float8);
Datum
tally_weighted_transition_int2_float8(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_integer(fcinfo, PG_GETARG_INT16(1)),
							   PG_GETARG_FLOAT8(2));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_int4_float8);
Datum
tally_weighted_transition_int4_float8(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_integer(fcinfo, PG_GETARG_INT32(1)),
							   PG_GETARG_FLOAT8(2));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_int8_float8);
Datum
tally_weighted_transition_int8_float8(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_integer(fcinfo, PG_GETARG_INT64(1)),
							   PG_GETARG_FLOAT8(2));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_float8_float8);
Datum
tally_weighted_transition_float8_float8(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_float8(fcinfo, PG_GETARG_FLOAT8(1)),
							   PG_GETARG_FLOAT8(2));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_numeric_float8);
Datum
tally_weighted_transition_numeric_float8(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_numeric(fcinfo, PG_GETARG_DATUM(1)),
							   PG_GETARG_FLOAT8(2));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_int2_numeric);
Datum
tally_weighted_transition_int2_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_integer(fcinfo, PG_GETARG_INT16(1)),
							   float8_from_numeric(PG_GETARG_DATUM(2)));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_int4_numeric);
Datum
tally_weighted_transition_int4_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_integer(fcinfo, PG_GETARG_INT32(1)),
							   float8_from_numeric(PG_GETARG_DATUM(2)));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_int8_numeric);
Datum
tally_weighted_transition_int8_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_integer(fcinfo, PG_GETARG_INT64(1)),
							   float8_from_numeric(PG_GETARG_DATUM(2)));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_float8_numeric);
Datum
tally_weighted_transition_float8_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_float8(fcinfo, PG_GETARG_FLOAT8(1)),
							   float8_from_numeric(PG_GETARG_DATUM(2)));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_numeric_numeric);
Datum
tally_weighted_transition_numeric_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo,
							   score_from_numeric(fcinfo, PG_GETARG_DATUM(1)),
							   float8_from_numeric(PG_GETARG_DATUM(2)));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_bool_float8);
Datum
tally_weighted_transition_bool_float8(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo, PG_GETARG_BOOL(1) ? 1 : 0,
							   PG_GETARG_FLOAT8(2));
}

PG_FUNCTION_INFO_V1(tally_weighted_transition_bool_numeric);
Datum
tally_weighted_transition_bool_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return tally_state_keep(fcinfo);
	return add_weighted_answer(fcinfo, PG_GETARG_BOOL(1) ? 1 : 0,
							   float8_from_numeric(PG_GETARG_DATUM(2)));
}
