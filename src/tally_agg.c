/*-------------------------------------------------------------------------
 *
 * tally_agg.c
 *	  The aggregates' machinery: transition, inverse, combine, final.
 *
 * The transition state is a dense tally.  A transition function that runs
 * inside an aggregate updates it in place and returns the same pointer;
 * called from anywhere else it works on a copy and returns a packed value.
 * Those that count scores accept NULL for a state that has not begun, and
 * return an empty state rather than NULL, as a moving aggregate must.  Those
 * that merge tallies are strict, so that the server takes the first one for
 * the state, and serve the operators + and - as well.
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
#include "nodes/execnodes.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "score.h"
#include "tally_agg.h"
#include "tally_datum.h"

/*
 * Test the node tag first, to avoid a call for each row of an ordinary
 * aggregation.
 */
static inline bool
in_aggregate(FunctionCallInfo fcinfo)
{
	return fcinfo->context != NULL &&
		(IsA(fcinfo->context, AggState) || AggCheckCallContext(fcinfo, NULL));
}

/*
 * The state, if there is one and it is ours to change.
 */
static inline Tally *
own_state(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0) || !in_aggregate(fcinfo))
		return NULL;
	return (Tally *) DatumGetPointer(PG_GETARG_DATUM(0));
}

/*
 * Return true for a whole, uncompressed, dense value of the format we write,
 * with these flags.
 */
static inline bool
is_dense(const Tally *tally, uint8 flags)
{
	const uint8 header[TALLY_BODY_HEADER] = {TALLY_VERSION, flags};

	return VARATT_IS_4B_U(tally) &&
		memcmp(&tally->version, header, TALLY_BODY_HEADER) == 0;
}

/*
 * The state, if it is ours to change and dense, and its counts.
 */
static inline Tally *
own_dense_state(FunctionCallInfo fcinfo, Counts *counts)
{
	Tally	   *state = own_state(fcinfo);

	if (state == NULL ||
		!(is_dense(state, 0) || is_dense(state, TALLY_WEIGHTED)))
		return NULL;
	tally_dense_counts(state, VARSIZE(state), counts);
	return state;
}

/*
 * A new state with the answers of the first argument, if there is one, and
 * capacity for the scores below a limit.
 */
static pg_noinline Tally *
copy_state(FunctionCallInfo fcinfo, int limit, bool weighted, Counts *counts)
{
	Histogram	before;
	Tally	   *state;

	if (!histogram_from_argument(fcinfo, 0, &before))
		return tally_create_dense(limit, weighted, counts);
	state = tally_create_dense(Max(limit, before.limit),
							   weighted || before.weighted, counts);
	tally_check(counts_merge(counts, &before));
	return state;
}

/*
 * The state for writing, with capacity for the scores below a limit: itself if
 * possible, or a copy.
 */
static Tally *
writable_state(FunctionCallInfo fcinfo, int limit, bool weighted,
			   Counts *counts)
{
	Tally	   *state = own_dense_state(fcinfo, counts);

	if (state != NULL && limit <= counts->capacity &&
		(!weighted || counts->weights != NULL))
		return state;
	return copy_state(fcinfo, limit, weighted, counts);
}

/*
 * What a transition function returns.
 */
static Datum
state_result(FunctionCallInfo fcinfo, Tally *state)
{
	Histogram	histogram;

	if (in_aggregate(fcinfo))
		return PointerGetDatum(state);
	histogram_from_datum(PointerGetDatum(state), &histogram);
	return histogram_to_datum(&histogram);
}

static Datum
tally_state_keep(FunctionCallInfo fcinfo)
{
	Counts		counts;

	if (own_state(fcinfo) != NULL)
		return PG_GETARG_DATUM(0);
	return state_result(fcinfo, copy_state(fcinfo, 0, false, &counts));
}

static pg_noinline Datum
add_answers(FunctionCallInfo fcinfo, int score, int64 answers)
{
	Counts		counts;
	Tally	   *state = writable_state(fcinfo, score + 1, false, &counts);

	tally_check(counts_add(&counts, score, answers));
	return state_result(fcinfo, state);
}

static Datum
remove_answers(FunctionCallInfo fcinfo, int score, int64 answers)
{
	Counts		counts;
	Tally	   *state = writable_state(fcinfo, score + 1, false, &counts);

	tally_check(counts_remove(&counts, score, answers));
	return state_result(fcinfo, state);
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
			 errmsg("type %s is not one of scores", format_type_be(type))));
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
		state = copy_state(fcinfo, score + 1, true, &counts);
	tally_check(counts_add_weighted(&counts, score, weight));
	return state_result(fcinfo, state);
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

/*
 * PG_DETOAST_DATUM_PACKED() without the call for what is not toasted.
 */
static inline struct varlena *
inline_value(Datum datum)
{
	struct varlena *value = (struct varlena *) DatumGetPointer(datum);

	if (likely(VARATT_IS_4B_U(value) ||
			   (VARATT_IS_1B(value) && !VARATT_IS_1B_E(value))))
		return value;
	return PG_DETOAST_DATUM_PACKED(datum);
}

/*
 * The general case of tally_combine().
 */
static pg_noinline Datum
merge_answers(FunctionCallInfo fcinfo)
{
	struct varlena *value = inline_value(PG_GETARG_DATUM(1));
	Histogram	more;
	Counts		counts;
	Tally	   *state = own_dense_state(fcinfo, &counts);

	if (state != NULL)
	{
		TallyStatus status = counts_merge_packed(&counts,
												 (uint8 *) VARDATA_ANY(value),
												 VARSIZE_ANY_EXHDR(value));

		if (status == TALLY_OK)
			return PG_GETARG_DATUM(0);
		if (status != TALLY_NOT_APPLICABLE)
			tally_report(status);
	}
	histogram_from_datum(PointerGetDatum(value), &more);
	state = writable_state(fcinfo, more.limit, more.weighted, &counts);
	tally_check(counts_merge(&counts, &more));
	return state_result(fcinfo, state);
}

/*
 * All answers of two tallies: the combine function of every aggregate, the
 * transition function of sum(tally), and the operator +.
 */
PG_FUNCTION_INFO_V1(tally_combine);
Datum
tally_combine(PG_FUNCTION_ARGS)
{
	struct varlena *value = (struct varlena *) PG_GETARG_POINTER(1);
	Tally	   *state = own_state(fcinfo);
	size_t		length;
	TallyStatus status;

	/* most stored tallies: unweighted, and of fewer than 127 bytes */
	if (unlikely(state == NULL || !is_dense(state, 0) ||
				 !VARATT_IS_1B(value) || VARATT_IS_1B_E(value)))
		return merge_answers(fcinfo);
	length = VARSIZE_1B(value) - VARHDRSZ_SHORT;
	status = answers_merge_packed(state->answers,
								  (VARSIZE(state) - offsetof(Tally, answers)) /
								  sizeof(int64),
								  (uint8 *) VARDATA_1B(value), length);
	if (unlikely(status == TALLY_NOT_APPLICABLE))
		return merge_answers(fcinfo);
	tally_check(status);
	return PG_GETARG_DATUM(0);
}

/*
 * The answers of one tally without those of another: the inverse transition
 * function of sum(tally), and the operator -.
 *
 * Sums of weights are rounded, so taking away is not the exact inverse of
 * adding; inside an aggregate NULL asks the server to compute the frame from
 * its rows.
 */
PG_FUNCTION_INFO_V1(tally_uncombine);
Datum
tally_uncombine(PG_FUNCTION_ARGS)
{
	Histogram	less;
	Counts		counts;
	Tally	   *state;

	histogram_from_datum(PG_GETARG_DATUM(1), &less);
	state = writable_state(fcinfo, 0, less.weighted, &counts);
	if (counts.weights != NULL && in_aggregate(fcinfo))
		PG_RETURN_NULL();
	tally_check(counts_unmerge(&counts, &less));
	return state_result(fcinfo, state);
}

/*
 * The packed value of a state; of no answers, the empty tally.
 */
PG_FUNCTION_INFO_V1(tally_final);
Datum
tally_final(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Counts		counts;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		histogram_begin(&histogram, false, 0, &counts);
	return histogram_to_datum(&histogram);
}
