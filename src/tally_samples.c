/*-------------------------------------------------------------------------
 *
 * tally_samples.c
 *	  Several tallies as samples: what trends, heterogeneity and shrinkage of
 *	  the metrics have in common.
 *
 *-------------------------------------------------------------------------
 */
#include "tally_samples.h"

#include <math.h>

#include "utils/float.h"

#include "arguments.h"
#include "result.h"
#include "tally_datum.h"
#include "window_partition.h"

ScoreEstimate
net_estimate(const Groups *groups)
{
	NetSample	sample = net_sample(groups);
	ScoreEstimate estimate = {sample.score / 100,
	square(sample.standard_error), sample.counts.n};

	if (!(estimate.variance > 0))
		estimate.variance = square(net_standard_error(net_adjusted(sample.counts, 1)));
	return estimate;
}

ScoreEstimate
share_estimate(const Groups *groups)
{
	ShareSample sample = high_share_sample(groups);
	ScoreEstimate estimate = {sample.score / 100,
	square(sample.standard_error), sample.size};
	NetCounts	adjusted = {sample.inside, 0, sample.size};

	if (estimate.variance > 0)
		return estimate;
	adjusted = net_adjusted(adjusted, 1);
	estimate.variance = adjusted.promoters * (adjusted.n - adjusted.promoters) /
		(adjusted.n * adjusted.n * adjusted.n);
	return estimate;
}

/*
 * The sample of a tally argument, on the scale that is stated if the SQL
 * function has the arguments for it.  False if there are no answers.
 */
static bool
read_sample(FunctionCallInfo fcinfo, int argument, int first_of_scale,
			const SampleMetric *metric, ScoreEstimate *sample)
{
	Histogram	histogram;
	Groups		groups;

	if (PG_ARGISNULL(argument))
		return false;
	if (PG_NARGS() > first_of_scale)
		metric->read_groups(fcinfo, argument, first_of_scale, &groups);
	else
	{
		histogram_from_datum(PG_GETARG_DATUM(argument), &histogram);
		groups = scale_groups(metric->own_scale, &histogram);
	}
	if (!(groups.all.weight > 0))
		return false;
	*sample = metric->estimate(&groups);
	return true;
}


/*-------------------------------------------------------------------------
 * Trends
 *-------------------------------------------------------------------------
 */

/* The state of the aggregates here */
typedef struct SamplesState
{
	int64		rows;			/* also those without answers */
	WeightedSums sums;
} SamplesState;

static SamplesState *
state_argument(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	if (PG_ARGISNULL(0))
		return MemoryContextAllocZero(context, sizeof(SamplesState));
	return (SamplesState *) PG_GETARG_POINTER(0);
}

/*
 * False where the period is NULL, so that the row is skipped.
 */
static bool
read_period(FunctionCallInfo fcinfo, SamplesState *state, double *period)
{
	*period = (double) ++state->rows;
	if (PG_NARGS() <= 2)
		return true;
	if (PG_ARGISNULL(2))
		return false;
	*period = PG_GETARG_FLOAT8(2);
	if (isnan(*period) || isinf(*period))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("period %s is not a finite number",
						float8out_internal(*period))));
	return true;
}

Datum
trend_add(FunctionCallInfo fcinfo, const SampleMetric *metric)
{
	SamplesState *state;
	ScoreEstimate sample;
	double		period;

	if (PG_ARGISNULL(0) && PG_NARGS() <= 2)
		require_order(fcinfo, "answers ORDER BY month");
	state = state_argument(fcinfo);
	if (read_period(fcinfo, state, &period) &&
		read_sample(fcinfo, 1, 3, metric, &sample))
		weighted_sums_add(&state->sums, period, sample.score,
						  metric->weight == WEIGHT_ANSWERS ? sample.size :
						  1 / sample.variance);
	PG_RETURN_POINTER(state);
}

Datum
trend_result(FunctionCallInfo fcinfo, const SampleMetric *metric)
{
	Trend		trend;
	ResultRow	row = {0};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	trend = metric->trend(&((SamplesState *) PG_GETARG_POINTER(0))->sums);
	if (isnan(trend.slope))
		PG_RETURN_NULL();
	result_add_number(&row, 100 * trend.slope);
	result_add_number(&row, 100 * trend.standard_error);
	result_add_number(&row, trend.statistic);
	result_add_number(&row, trend.p_value);
	return result_datum(fcinfo, &row);
}


/*-------------------------------------------------------------------------
 * Heterogeneity and shrinkage
 *-------------------------------------------------------------------------
 */

Datum
heterogeneity_add(FunctionCallInfo fcinfo, const SampleMetric *metric)
{
	SamplesState *state = state_argument(fcinfo);
	ScoreEstimate sample;

	if (read_sample(fcinfo, 1, 2, metric, &sample))
		weighted_sums_add(&state->sums, 0, sample.score, 1 / sample.variance);
	PG_RETURN_POINTER(state);
}

/*
 * The final function of the metrics' heterogeneity aggregates.
 */
PG_FUNCTION_INFO_V1(heterogeneity_final);
Datum
heterogeneity_final(PG_FUNCTION_ARGS)
{
	Heterogeneity result;
	ResultRow	row = {0};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	result = heterogeneity(&((SamplesState *) PG_GETARG_POINTER(0))->sums);
	if (isnan(result.q))
		PG_RETURN_NULL();
	result_add_number(&row, result.q);
	result_add_number(&row, result.degrees);
	result_add_number(&row, result.p_value);
	result_add_number(&row, 100 * sqrt(result.tau_squared));
	return result_datum(fcinfo, &row);
}

/* The samples of a partition; those without answers have the score NaN */
typedef struct Samples
{
	const SampleMetric *metric;
	ScoreEstimate *samples;
	WeightedSums sums;
} Samples;

/*
 * As a RowFunction.
 */
static void
add_sample(FunctionCallInfo fcinfo, int row, void *state)
{
	Samples    *samples = (Samples *) state;
	ScoreEstimate *sample = &samples->samples[row];

	if (read_sample(fcinfo, 0, 1, samples->metric, sample))
		weighted_sums_add(&samples->sums, 0, sample->score,
						  1 / sample->variance);
	else
		sample->score = get_float8_nan();
}

/*
 * The mean that scores are moved to weighs each with the variance of the true
 * scores beside its own (DerSimonian and Laird 1986).
 */
void
shrink_partition(FunctionCallInfo fcinfo, int rows, double *results,
				 const SampleMetric *metric)
{
	ScoreEstimate *samples = palloc_extended((Size) rows * sizeof(ScoreEstimate),
											 MCXT_ALLOC_HUGE);
	Samples		apart = {.metric = metric,.samples = samples};
	WeightedSums together = {0};
	double		tau_squared;

	partition_rows(fcinfo, rows, add_sample, &apart);
	tau_squared = heterogeneity(&apart.sums).tau_squared;
	for (int row = 0; row < rows; row++)
	{
		if (!isnan(samples[row].score))
			weighted_sums_add(&together, 0, samples[row].score,
							  1 / (tau_squared + samples[row].variance));
	}
	for (int row = 0; row < rows; row++)
	{
		if (!isnan(samples[row].score))
			results[row] = 100 * shrunk_estimate(samples[row].score,
												 samples[row].variance,
												 together.mean_y,
												 tau_squared);
	}
	pfree(samples);
}
