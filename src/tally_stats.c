/*-------------------------------------------------------------------------
 *
 * tally_stats.c
 *	  Reading a tally: counts, shares, spread, percentiles, rows.
 *
 * In a weighted tally sums of weights stand in place of counts; only
 * tally_count(), tally_min() and tally_max() look at the answers themselves.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/float.h"

#include "inference.h"
#include "metric_scale.h"
#include "result.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(tally_count);
Datum
tally_count(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	PG_RETURN_INT64(histogram.total);
}

PG_FUNCTION_INFO_V1(tally_count_between);
Datum
tally_count_between(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	PG_RETURN_INT64(histogram_segment(&histogram, PG_GETARG_INT32(1),
									  PG_GETARG_INT32(2)).answers);
}

/*
 * Percentage of the answers from one score to another.
 */
PG_FUNCTION_INFO_V1(tally_share);
Datum
tally_share(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Segment		part;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	part = histogram_segment(&histogram, PG_GETARG_INT32(1),
							 PG_GETARG_INT32(2));
	PG_RETURN_FLOAT8_OR_NULL(percent_of(part, histogram_all(&histogram)));
}

static Segment
segment_sum(Segment a, Segment b)
{
	a.answers += b.answers;
	a.weight += b.weight;
	a.weight_squares += b.weight_squares;
	return a;
}

/*
 * For the SQL function (answers, from_score, to_score, confidence, method,
 * population).
 */
PG_FUNCTION_INFO_V1(tally_share_interval);
Datum
tally_share_interval(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Segment		inside;
	Segment		outside;
	ShareSample sample;
	int			from;
	int			to;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) ||
		!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	from = Max(PG_GETARG_INT32(1), 0);
	to = Min(PG_GETARG_INT32(2), TALLY_MAX_SCORE);
	inside = histogram_segment(&histogram, from, to);
	outside = segment_sum(histogram_segment(&histogram, 0, from - 1),
						  histogram_segment(&histogram, Max(from, to + 1),
											TALLY_MAX_SCORE));
	sample = share_sample(inside, outside, histogram_all(&histogram),
						  histogram.weighted);
	return limits_result(fcinfo, share_limits(fcinfo, 3, &sample));
}

/*
 * How many answers of equal weight would be as precise, sum(w)^2 / sum(w^2)
 * (Kish, Survey Sampling, 1965); not rounded.
 */
PG_FUNCTION_INFO_V1(tally_effective_count);
Datum
tally_effective_count(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Segment		all;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	all = histogram_all(&histogram);
	PG_RETURN_FLOAT8_OR_NULL(kish_size(all.weight, all.weight_squares));
}

/*
 * What the weights cost in precision, n sum(w^2) / sum(w)^2, so that the
 * number of answers over it is the effective count.
 */
PG_FUNCTION_INFO_V1(tally_design_effect);
Datum
tally_design_effect(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Segment		all;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	all = histogram_all(&histogram);
	PG_RETURN_FLOAT8_OR_NULL(design_effect((double) all.answers, all.weight,
										   all.weight_squares));
}

/*
 * Sample variance: n / (n - 1) sum(w (x - mean)^2) / sum(w), which without
 * weights is the usual sum((x - mean)^2) / (n - 1) and with weights that of
 * svyvar() in R's package survey (Lumley 2004, Journal of Statistical
 * Software 9(8)).  NaN for fewer than two answers.
 */
static double
sample_variance(const Histogram *histogram)
{
	double		weight = histogram_all(histogram).weight;
	double		answers = (double) histogram->total;
	double		squares = 0;
	double		mean;

	if (histogram->total < 2 || weight == 0)
		return get_float8_nan();

	mean = histogram_mean(histogram);
	for (int score = 0; score < histogram->limit; score++)
	{
		double		deviation = score - mean;

		squares += deviation * deviation * histogram_weight(histogram, score);
	}
	if (!histogram->weighted)
		return squares / (answers - 1);
	return answers / (answers - 1) * squares / weight;
}

PG_FUNCTION_INFO_V1(tally_variance);
Datum
tally_variance(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	PG_RETURN_FLOAT8_OR_NULL(sample_variance(&histogram));
}

PG_FUNCTION_INFO_V1(tally_stddev);
Datum
tally_stddev(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	PG_RETURN_FLOAT8_OR_NULL(sqrt(sample_variance(&histogram)));
}

/* Sums of weights that differ by less than this part of all are equal. */
#define PERCENTILE_ROUNDING		1e-9

/*
 * The score of the answer at a position, 0 for the lowest.
 */
static int
score_at(const Histogram *histogram, int64 position)
{
	int64		below = 0;
	int			score = 0;

	while ((below += histogram->answers[score]) <= position)
		score++;
	return score;
}

/*
 * Interpolated between the two answers next to the wanted position, as
 * percentile_cont() does.  The position is rounded beyond 2^53 answers, and
 * must not pass the last one then.
 */
static double
percentile_of_answers(const Histogram *histogram, double fraction)
{
	int64		last = histogram->total - 1;
	double		position = fraction * (double) last;
	double		low;
	double		high;

	if (position >= (double) last)
		return score_at(histogram, last);
	low = score_at(histogram, (int64) floor(position));
	high = score_at(histogram, (int64) ceil(position));
	return low + (position - floor(position)) * (high - low);
}

/*
 * The same at the fraction 1/2, exact for any number of answers.
 */
static double
median_of_answers(const Histogram *histogram)
{
	int64		last = histogram->total - 1;

	return (score_at(histogram, last / 2) +
			score_at(histogram, last / 2 + last % 2)) / 2.0;
}

/*
 * The lowest score at which the weight from below exceeds the fraction; the
 * middle between it and the score before, where the weight is equal to the
 * fraction there (definition 2 of Hyndman and Fan 1996, The American
 * Statistician 50:361).  Equal is what differs by less than rounding does:
 * quantile() of R allows for that too, by less, for its weights are counts.
 * Scores whose answers have no weight are passed over; the fractions 0 and 1
 * are the lowest and the highest of the others.
 */
static double
percentile_of_weight(const Histogram *histogram, double fraction)
{
	double		all = histogram_all(histogram).weight;
	double		wanted = fraction < 1 ? fraction * all : get_float8_infinity();
	double		rounding = fraction > 0 ? PERCENTILE_ROUNDING * all : 0;
	double		reached = 0;
	int			before = -1;	/* a score whose weight was equal to it */
	int			at = -1;

	for (int score = 0; score < histogram->limit; score++)
	{
		if (histogram->weights[score] == 0)
			continue;
		at = score;
		if (before >= 0)
			return (before + score) / 2.0;
		reached += histogram->weights[score];
		if (reached > wanted + rounding)
			break;
		if (reached >= wanted - rounding)
			before = score;
	}
	return at;
}

static double
percentile(const Histogram *histogram, double fraction)
{
	if (histogram_all(histogram).weight == 0)
		return get_float8_nan();
	if (histogram->weighted)
		return percentile_of_weight(histogram, fraction);
	if (fraction == 0.5)
		return median_of_answers(histogram);
	return percentile_of_answers(histogram, fraction);
}

PG_FUNCTION_INFO_V1(tally_median);
Datum
tally_median(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	PG_RETURN_FLOAT8_OR_NULL(percentile(&histogram, 0.5));
}

PG_FUNCTION_INFO_V1(tally_percentile);
Datum
tally_percentile(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	double		fraction = PG_GETARG_FLOAT8(1);

	if (!(fraction >= 0 && fraction <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("fraction %g is not between 0 and 1", fraction),
				 errhint("The 90th percentile is the fraction 0.9.")));
	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	PG_RETURN_FLOAT8_OR_NULL(percentile(&histogram, fraction));
}

/*
 * The most frequent score, the lowest one on a tie.
 */
PG_FUNCTION_INFO_V1(tally_mode);
Datum
tally_mode(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	int			mode = 0;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	if (histogram_all(&histogram).weight == 0)
		PG_RETURN_NULL();
	for (int score = 1; score < histogram.limit; score++)
	{
		if (histogram_weight(&histogram, score) >
			histogram_weight(&histogram, mode))
			mode = score;
	}
	PG_RETURN_INT32(mode);
}

PG_FUNCTION_INFO_V1(tally_min);
Datum
tally_min(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	if (histogram.total == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(score_at(&histogram, 0));
}

PG_FUNCTION_INFO_V1(tally_max);
Datum
tally_max(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	if (histogram.total == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(score_at(&histogram, histogram.total - 1));
}

/*
 * The mean as a place between the ends of the scale, 0 to 100:
 * 100 (mean - low) / (high - low), and not mean / high, which would call the
 * lowest answer of a 1 to 5 scale 20.
 */
PG_FUNCTION_INFO_V1(tally_index);
Datum
tally_index(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Scale		scale = {.minimum = PG_GETARG_INT32(1), .maximum = PG_GETARG_INT32(2)};
	double		span;

	scale_check_ends(&scale);
	span = scale.maximum - scale.minimum;
	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	scale_check_answers(&scale, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(100.0 * (histogram_mean(&histogram) - scale.minimum) / span);
}

/*
 * Per-call state of unnest()
 */
typedef struct UnnestState
{
	Histogram	histogram;
	int			next_score;
} UnnestState;

static UnnestState *
begin_unnest(FunctionCallInfo fcinfo, FuncCallContext *context)
{
	MemoryContext caller;
	UnnestState *state;
	TupleDesc	row;

	caller = MemoryContextSwitchTo(context->multi_call_memory_ctx);
	if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "unnest(tally) must return rows");
	context->tuple_desc = BlessTupleDesc(row);
	state = (UnnestState *) palloc(sizeof(UnnestState));
	histogram_from_datum(PointerGetDatum(PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0))),
						 &state->histogram);
	state->next_score = 0;
	MemoryContextSwitchTo(caller);
	return state;
}

/*
 * One row (score, answers, share) for each score that has answers, ascending.
 */
PG_FUNCTION_INFO_V1(tally_unnest);
Datum
tally_unnest(PG_FUNCTION_ARGS)
{
	FuncCallContext *context;
	UnnestState *state;

	if (SRF_IS_FIRSTCALL())
	{
		context = SRF_FIRSTCALL_INIT();
		context->user_fctx = begin_unnest(fcinfo, context);
	}
	context = SRF_PERCALL_SETUP();
	state = (UnnestState *) context->user_fctx;

	while (state->next_score < state->histogram.limit)
	{
		int			score = state->next_score++;
		Segment		part = histogram_segment(&state->histogram, score, score);
		ResultRow	row = {0};

		if (part.answers == 0)
			continue;
		result_add_integer(&row, score);
		result_add_count(&row, part.answers);
		result_add_number(&row, percent_of(part,
										   histogram_all(&state->histogram)));
		SRF_RETURN_NEXT(context,
						HeapTupleGetDatum(result_tuple(context->tuple_desc,
													   &row)));
	}
	SRF_RETURN_DONE(context);
}
