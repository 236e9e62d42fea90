/*-------------------------------------------------------------------------
 *
 * tally_state.c
 *	  The transition state of an aggregate: copying it, merging tallies into it,
 *	  and its final value.
 *
 * The functions that merge tallies are strict, so that the server takes the
 * first one for the state, and serve the operators + and - as well.
 *
 *-------------------------------------------------------------------------
 */
#include "tally_state.h"

Tally *
tally_state_copy(FunctionCallInfo fcinfo, int limit, bool weighted,
				 Counts *counts)
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

Tally *
tally_state_writable(FunctionCallInfo fcinfo, int limit, bool weighted,
					 Counts *counts)
{
	Tally	   *state = own_dense_state(fcinfo, counts);

	if (state != NULL && limit <= counts->capacity &&
		(!weighted || counts->weights != NULL))
		return state;
	return tally_state_copy(fcinfo, limit, weighted, counts);
}

Datum
tally_state_result(FunctionCallInfo fcinfo, Tally *state)
{
	Histogram	histogram;

	if (in_aggregate(fcinfo))
		return PointerGetDatum(state);
	histogram_from_datum(PointerGetDatum(state), &histogram);
	return histogram_to_datum(&histogram);
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
	state = tally_state_writable(fcinfo, more.limit, more.weighted, &counts);
	tally_check(counts_merge(&counts, &more));
	return tally_state_result(fcinfo, state);
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
	state = tally_state_writable(fcinfo, 0, less.weighted, &counts);
	if (counts.weights != NULL && in_aggregate(fcinfo))
		PG_RETURN_NULL();
	tally_check(counts_unmerge(&counts, &less));
	return tally_state_result(fcinfo, state);
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
