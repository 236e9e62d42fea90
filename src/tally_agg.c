/*-------------------------------------------------------------------------
 *
 * tally_agg.c
 *	  The aggregates' machinery: transition, inverse, combine, final.
 *
 * The transition state is a dense tally.  A transition function that runs
 * inside an aggregate updates it in place and returns the same pointer;
 * called from anywhere else it works on a copy and returns a packed value.
 * All transition functions accept NULL for a state not yet begun, and return
 * an empty state rather than NULL, as a moving aggregate must.
 *
 * Every aggregate over one type of score shares the functions here, so that
 * several metrics of one column cost one pass.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <float.h>

#include "nodes/execnodes.h"
#include "utils/float.h"

#include "score.h"
#include "tally_agg.h"
#include "tally_datum.h"

/* A state that may be written. */
typedef struct WritableState
{
	Tally	   *tally;
	TallyArrays arrays;
} WritableState;

/*
 * Is this a whole, uncompressed, dense value of the format we write?
 */
static inline bool
is_dense(const Tally *tally)
{
	return VARATT_IS_4B_U(tally) &&
		tally->version == TALLY_VERSION &&
		(tally->flags & ~TALLY_WEIGHTED) == 0 &&
		tally->reserved[0] == 0 && tally->reserved[1] == 0;
}

/*
 * A new empty state with room for scores below limit.
 */
static void
begin_state(WritableState *state, int limit, bool weighted)
{
	int			room = weighted ? TALLY_WEIGHTED_DENSE_ROOM : TALLY_DENSE_ROOM;
	size_t		size;

	if (limit > room)
		room = TALLY_SCORES;
	size = dense_size(room, weighted);
	state->tally = (Tally *) palloc(size);
	SET_VARSIZE(state->tally, size);
	dense_begin(state->tally, room, weighted);
	dense_arrays(state->tally, size, &state->arrays);
}

/*
 * A new state with the answers of the first argument, if there is one, and
 * room for scores below limit.
 */
static pg_noinline void
copy_state(FunctionCallInfo fcinfo, int limit, bool weighted,
		   WritableState *state)
{
	Histogram	before;

	if (!histogram_from_argument(fcinfo, 0, &before))
	{
		begin_state(state, limit, weighted);
		return;
	}
	begin_state(state, Max(limit, before.limit), weighted || before.weighted);
	tally_check(tally_merge(&state->arrays, &before));
}

/*
 * Get the state, the first argument, for writing.  Only inside an aggregate
 * is it ours to change, and only a plain dense value has the arrays for it.
 */
static inline void
open_state(FunctionCallInfo fcinfo, int limit, bool weighted,
		   WritableState *state)
{
	if (!PG_ARGISNULL(0) && AggCheckCallContext(fcinfo, NULL))
	{
		state->tally = (Tally *) DatumGetPointer(PG_GETARG_DATUM(0));
		if (is_dense(state->tally))
		{
			dense_arrays(state->tally, VARSIZE(state->tally), &state->arrays);
			if (limit <= state->arrays.room &&
				(!weighted || state->arrays.weights != NULL))
				return;
		}
	}
	copy_state(fcinfo, limit, weighted, state);
}

/*
 * What a transition function returns.
 */
static inline Datum
close_state(FunctionCallInfo fcinfo, WritableState *state)
{
	Histogram	histogram;

	if (AggCheckCallContext(fcinfo, NULL))
		return PointerGetDatum(state->tally);
	histogram_from_datum(PointerGetDatum(state->tally), &histogram);
	return histogram_to_datum(&histogram);
}

/*
 * The state as it is, for an input that is not counted.
 */
static Datum
tally_state_same(FunctionCallInfo fcinfo)
{
	WritableState state;

	if (!PG_ARGISNULL(0) && AggCheckCallContext(fcinfo, NULL))
		return PG_GETARG_DATUM(0);
	copy_state(fcinfo, 0, false, &state);
	return close_state(fcinfo, &state);
}

/*
 * One more answer, the case that must cost no more than count() does: inside
 * an aggregate, the state an unweighted dense value with room for the score.
 * AggCheckCallContext() is asked first by kind of node, which saves a call.
 */
static inline bool
count_in_place(FunctionCallInfo fcinfo, int score)
{
	static const uint8 plain_dense[TALLY_BODY_HEADER] = {TALLY_VERSION};
	Tally	   *state;

	if (PG_ARGISNULL(0) || fcinfo->context == NULL ||
		!(IsA(fcinfo->context, AggState) || AggCheckCallContext(fcinfo, NULL)))
		return false;
	state = (Tally *) DatumGetPointer(PG_GETARG_DATUM(0));
	if (!VARATT_IS_4B_U(state) ||
		memcmp(&state->version, plain_dense, TALLY_BODY_HEADER) != 0 ||
		dense_size(score + 1, false) > VARSIZE(state) ||
		state->answers[score] == PG_INT64_MAX)
		return false;
	state->answers[score]++;
	return true;
}

static pg_noinline Datum
add_answers(FunctionCallInfo fcinfo, int score, int64 answers)
{
	WritableState state;

	open_state(fcinfo, score + 1, false, &state);
	tally_check(tally_add(&state.arrays, score, answers));
	return close_state(fcinfo, &state);
}

static Datum
remove_answers(FunctionCallInfo fcinfo, int score, int64 answers)
{
	WritableState state;

	open_state(fcinfo, score + 1, false, &state);
	tally_check(tally_take(&state.arrays, score, answers));
	return close_state(fcinfo, &state);
}

Datum
tally_state_add(FunctionCallInfo fcinfo, int score)
{
	if (score == TALLY_NOT_COUNTED)
		return tally_state_same(fcinfo);
	if (count_in_place(fcinfo, score))
		return PG_GETARG_DATUM(0);
	return add_answers(fcinfo, score, 1);
}

Datum
tally_state_remove(FunctionCallInfo fcinfo, int score)
{
	if (score == TALLY_NOT_COUNTED)
		return tally_state_same(fcinfo);
	return remove_answers(fcinfo, score, 1);
}

/*
 * The count that comes with a score in an already counted table.
 */
static int64
counted_answers(FunctionCallInfo fcinfo)
{
	int64		answers = PG_GETARG_INT64(2);

	if (answers < 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a negative number of answers cannot be counted: " INT64_FORMAT,
						answers),
				 errhint("Use the operator - to take one tally from another.")));
	return answers;
}

/*
 * The weight of one answer.
 */
static double
answer_weight(FunctionCallInfo fcinfo)
{
	double		weight = PG_GETARG_FLOAT8(2);

	if (unlikely(!(weight >= 0 && weight <= DBL_MAX)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("weight %s is not a finite number from 0 up",
						float8out_internal(weight)),
				 errhint("Leave such answers out with FILTER, or mend their weights.")));
	return weight;
}

static inline Datum
add_weighted_answer(FunctionCallInfo fcinfo, int score, double weight)
{
	WritableState state;

	open_state(fcinfo, score + 1, true, &state);
	tally_check(tally_add_weighted(&state.arrays, score, weight));
	return close_state(fcinfo, &state);
}

/*
 * For each type of score: transition and inverse over answers, and over
 * answers that were counted before; transition over weighted answers, which
 * has no inverse, for sums of weights are rounded.
 */
#define SCORE_TRANSITIONS(type, get_score) \
PG_FUNCTION_INFO_V1(tally_transition_##type); \
Datum \
tally_transition_##type(PG_FUNCTION_ARGS) \
{ \
	int			score; \
\
	if (PG_ARGISNULL(1)) \
		return tally_state_same(fcinfo); \
	score = get_score; \
	if (count_in_place(fcinfo, score)) \
		return PG_GETARG_DATUM(0); \
	return add_answers(fcinfo, score, 1); \
} \
PG_FUNCTION_INFO_V1(tally_inverse_##type); \
Datum \
tally_inverse_##type(PG_FUNCTION_ARGS) \
{ \
	if (PG_ARGISNULL(1)) \
		return tally_state_same(fcinfo); \
	return remove_answers(fcinfo, get_score, 1); \
} \
PG_FUNCTION_INFO_V1(tally_counted_transition_##type); \
Datum \
tally_counted_transition_##type(PG_FUNCTION_ARGS) \
{ \
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2)) \
		return tally_state_same(fcinfo); \
	return add_answers(fcinfo, get_score, counted_answers(fcinfo)); \
} \
PG_FUNCTION_INFO_V1(tally_counted_inverse_##type); \
Datum \
tally_counted_inverse_##type(PG_FUNCTION_ARGS) \
{ \
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2)) \
		return tally_state_same(fcinfo); \
	return remove_answers(fcinfo, get_score, counted_answers(fcinfo)); \
} \
PG_FUNCTION_INFO_V1(tally_weighted_transition_##type); \
Datum \
tally_weighted_transition_##type(PG_FUNCTION_ARGS) \
{ \
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2)) \
		return tally_state_same(fcinfo); \
	return add_weighted_answer(fcinfo, get_score, answer_weight(fcinfo)); \
}

SCORE_TRANSITIONS(int2, score_from_integer(PG_GETARG_INT16(1)))
SCORE_TRANSITIONS(int4, score_from_integer(PG_GETARG_INT32(1)))
SCORE_TRANSITIONS(int8, score_from_integer(PG_GETARG_INT64(1)))
SCORE_TRANSITIONS(float8, score_from_float8(PG_GETARG_FLOAT8(1)))
SCORE_TRANSITIONS(numeric, score_from_numeric(PG_GETARG_NUMERIC(1)))

/* false counts as 0, true as 1 */
SCORE_TRANSITIONS(bool, PG_GETARG_BOOL(1) ? 1 : 0)

PG_FUNCTION_INFO_V1(tally_combine);
PG_FUNCTION_INFO_V1(tally_uncombine);
PG_FUNCTION_INFO_V1(tally_final);

/*
 * All answers of two tallies: the combine function of every aggregate, the
 * transition function of sum(tally), and the operator +.
 */
Datum
tally_combine(PG_FUNCTION_ARGS)
{
	Histogram	more;
	WritableState state;

	if (!histogram_from_argument(fcinfo, 1, &more))
		return tally_state_same(fcinfo);
	open_state(fcinfo, more.limit, more.weighted, &state);
	tally_check(tally_merge(&state.arrays, &more));
	return close_state(fcinfo, &state);
}

/*
 * The answers of one tally without those of another: the inverse transition
 * function of sum(tally), and the operator -.
 *
 * Sums of weights are rounded, so taking away is not the exact inverse of
 * adding; inside an aggregate NULL asks the server to start the frame anew.
 */
Datum
tally_uncombine(PG_FUNCTION_ARGS)
{
	Histogram	less;
	WritableState state;

	if (!histogram_from_argument(fcinfo, 1, &less))
		return tally_state_same(fcinfo);
	open_state(fcinfo, 0, less.weighted, &state);
	if (state.arrays.weights != NULL && AggCheckCallContext(fcinfo, NULL))
		PG_RETURN_NULL();
	tally_check(tally_remove(&state.arrays, &less));
	return close_state(fcinfo, &state);
}

/*
 * The packed value of a state; of no answers, the empty tally.
 */
Datum
tally_final(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	TallyArrays arrays;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		histogram_begin(&histogram, false, &arrays);
	return histogram_to_datum(&histogram);
}
