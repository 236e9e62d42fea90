/*-------------------------------------------------------------------------
 *
 * samples.c
 *	  Several tallies as samples: what trends, heterogeneity and shrinkage of
 *	  the metrics have in common.
 *
 *-------------------------------------------------------------------------
 */
#include "samples.h"

#include <math.h>

#include "utils/float.h"

#include "result.h"
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
trend_add(FunctionCallInfo fcinfo, EstimateReader read_estimate,
		  SampleWeight weight)
{
	SamplesState *state = state_argument(fcinfo);
	ScoreEstimate estimate;
	double		period;

	if (read_period(fcinfo, state, &period) &&
		read_estimate(fcinfo, 1, 3, &estimate))
		weighted_sums_add(&state->sums, period, estimate.score,
						  weight == WEIGHT_ANSWERS ? estimate.size :
						  1 / estimate.variance);
	PG_RETURN_POINTER(state);
}

Datum
trend_result(FunctionCallInfo fcinfo, Trend (*line) (const WeightedSums *sums))
{
	Trend		trend;
	ResultRow	row = {0};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	trend = line(&((SamplesState *) PG_GETARG_POINTER(0))->sums);
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
heterogeneity_add(FunctionCallInfo fcinfo, EstimateReader read_estimate)
{
	SamplesState *state = state_argument(fcinfo);
	ScoreEstimate estimate;

	if (read_estimate(fcinfo, 1, 2, &estimate))
		weighted_sums_add(&state->sums, 0, estimate.score,
						  1 / estimate.variance);
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

/*
 * The mean that estimates are moved to weighs each with the variance of the
 * true values beside its own (DerSimonian and Laird 1986).
 */
void
shrink_partition(FunctionCallInfo fcinfo, int rows, double *results,
				 EstimateReader read_estimate)
{
	ScoreEstimate *estimates = palloc_extended((Size) rows * sizeof(ScoreEstimate),
											   MCXT_ALLOC_HUGE);
	WeightedSums apart = {0};
	WeightedSums together = {0};
	double		tau_squared;

	for (int row = 0; row < rows; row++)
	{
		estimates[row].score = get_float8_nan();
		fcinfo->args[0].isnull = !partition_value(fcinfo, row,
												  &fcinfo->args[0].value);
		if (read_estimate(fcinfo, 0, 1, &estimates[row]))
			weighted_sums_add(&apart, 0, estimates[row].score,
							  1 / estimates[row].variance);
	}
	tau_squared = heterogeneity(&apart).tau_squared;
	for (int row = 0; row < rows; row++)
	{
		if (!isnan(estimates[row].score))
			weighted_sums_add(&together, 0, estimates[row].score,
							  1 / (tau_squared + estimates[row].variance));
	}
	for (int row = 0; row < rows; row++)
	{
		if (!isnan(estimates[row].score))
			results[row] = 100 * shrunk_estimate(estimates[row].score,
												 estimates[row].variance,
												 together.mean_y,
												 tau_squared);
	}
	pfree(estimates);
}
