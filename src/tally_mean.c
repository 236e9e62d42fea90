/*-------------------------------------------------------------------------
 *
 * tally_mean.c
 *	  The mean score of a tally: limits, tests, series of tallies.
 *
 * The scale of scale_min and scale_max may be left out: then it is all scores,
 * and methods that need a scale are not to be had.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "inference_test.h"
#include "metric_design.h"
#include "metric_series.h"
#include "paired_state.h"
#include "result.h"
#include "score.h"
#include "tally_datum.h"
#include "window_partition.h"

PG_FUNCTION_INFO_V1(tally_mean);
Datum
tally_mean(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	PG_RETURN_FLOAT8_OR_NULL(histogram_mean(&histogram));
}

/*
 * The scale of the arguments scale_min and scale_max; false if there is none,
 * and then it is all scores.
 */
static bool
scale_arguments(FunctionCallInfo fcinfo, int first, Scale *scale)
{
	bool		has_scale = PG_NARGS() > first && !PG_ARGISNULL(first);

	memset(scale, 0, sizeof(Scale));
	scale->maximum = TALLY_MAX_SCORE;
	if (PG_NARGS() > first && PG_ARGISNULL(first) != PG_ARGISNULL(first + 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale_min and scale_max must be specified together")));
	if (has_scale)
	{
		scale->minimum = PG_GETARG_INT32(first);
		scale->maximum = PG_GETARG_INT32(first + 1);
		scale_check_ends(scale);
	}
	return has_scale;
}

/*
 * The answers on the scale, if one is stated; false if the tally is NULL.
 */
static bool
scaled_histogram(FunctionCallInfo fcinfo, int argument, int first_of_scale,
				 Scale *scale, bool *has_scale, Histogram *histogram)
{
	if (!histogram_from_argument(fcinfo, argument, histogram))
		return false;
	*has_scale = scale_arguments(fcinfo, first_of_scale, scale);
	scale_check_answers(scale, histogram);
	return true;
}

/* As a MeanReader */
static bool
read_mean(FunctionCallInfo fcinfo, int argument, int first_of_scale,
		  ScaledMean *mean)
{
	Histogram	histogram;

	if (!scaled_histogram(fcinfo, argument, first_of_scale, &mean->scale,
						  &mean->has_scale, &histogram))
		return false;
	mean->sample = mean_sample(&histogram);
	return !isnan(mean->sample.mean);
}


/*-------------------------------------------------------------------------
 * Limits
 *-------------------------------------------------------------------------
 */

/*
 * Standard error of the mean: the sample standard deviation over sqrt(n), of
 * weighted answers that of R's svymean; NULL for fewer than two answers.
 */
PG_FUNCTION_INFO_V1(tally_mean_stderr);
Datum
tally_mean_stderr(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	PG_RETURN_FLOAT8_OR_NULL(mean_sample(&histogram).standard_error);
}

/*
 * The limits for the SQL arguments (answers, confidence, method, population,
 * ...), the scale beginning with another.
 */
static Limits
limits_of_mean(FunctionCallInfo fcinfo, const ScaledMean *mean)
{
	return mean_sample_limits(&mean->sample, confidence_argument(fcinfo, 1),
							  mean_method_argument(fcinfo, 2, mean->has_scale),
							  population_argument(fcinfo, 3,
												  (int64) mean->sample.answers),
							  &mean->scale);
}

static Limits
tally_mean_limits(FunctionCallInfo fcinfo)
{
	ScaledMean	mean;

	if (PG_ARGISNULL(0))
		return no_limits;
	read_mean(fcinfo, 0, 4, &mean);
	return limits_of_mean(fcinfo, &mean);
}

PG_FUNCTION_INFO_V1(tally_mean_interval);
Datum
tally_mean_interval(PG_FUNCTION_ARGS)
{
	return limits_result(fcinfo, tally_mean_limits(fcinfo));
}

PG_FUNCTION_INFO_V1(tally_mean_low);
Datum
tally_mean_low(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(tally_mean_limits(fcinfo).low);
}

PG_FUNCTION_INFO_V1(tally_mean_high);
Datum
tally_mean_high(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(tally_mean_limits(fcinfo).high);
}

/*
 * Margin of error: half the width of the interval.
 */
PG_FUNCTION_INFO_V1(tally_mean_margin);
Datum
tally_mean_margin(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(limits_margin(tally_mean_limits(fcinfo)));
}

/* answers, score, stddev, stderr, low, high */
#define MEAN_SUMMARY_COLUMNS	6

/*
 * For the SQL function (answers, confidence, method, population, min_answers,
 * scale_min, scale_max).
 */
PG_FUNCTION_INFO_V1(tally_mean_summary);
Datum
tally_mean_summary(PG_FUNCTION_ARGS)
{
	ScaledMean	mean;
	Limits		limits;
	double		n;
	ResultRow	row = {0};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	read_mean(fcinfo, 0, 5, &mean);
	limits = limits_of_mean(fcinfo, &mean);
	n = mean.sample.answers;
	if (summary_is_hidden(fcinfo, 4, (int64) n))
		return hidden_summary_result(fcinfo, (int64) n, MEAN_SUMMARY_COLUMNS);

	result_add_count(&row, (int64) n);
	result_add_number(&row, mean.sample.mean);
	result_add_number(&row, n < 2 ? NAN :
					  sqrt(mean.sample.variance * n / (n - 1)));
	result_add_number(&row, mean.sample.standard_error);
	result_add_number(&row, limits.low);
	result_add_number(&row, limits.high);
	return result_datum(fcinfo, &row);
}


/*-------------------------------------------------------------------------
 * Two tallies, a target, a reference
 *-------------------------------------------------------------------------
 */

PG_FUNCTION_INFO_V1(tally_mean_test);
Datum
tally_mean_test(PG_FUNCTION_ARGS)
{
	return mean_test_result(fcinfo, read_mean);
}

PG_FUNCTION_INFO_V1(tally_mean_target_test);
Datum
tally_mean_target_test(PG_FUNCTION_ARGS)
{
	return mean_target_test_result(fcinfo, read_mean);
}

PG_FUNCTION_INFO_V1(tally_mean_control);
Datum
tally_mean_control(PG_FUNCTION_ARGS)
{
	return mean_control_result(fcinfo, read_mean);
}


/*-------------------------------------------------------------------------
 * The same customers before and after
 *-------------------------------------------------------------------------
 */

/* Sums of the differences, which run from -100 to 100 */
enum
{
	PAIRS, DIFFERENCES, SQUARES, DIFFERENCE_SUMS
};

static Datum
add_difference(FunctionCallInfo fcinfo, int sign)
{
	Datum		result;
	PairedState *state = paired_state_argument(fcinfo, DIFFERENCE_SUMS,
											   &result);
	int			difference;

	if (state == NULL)
		return result;
	difference = score_from_float8(fcinfo, PG_GETARG_FLOAT8(2)) -
		score_from_float8(fcinfo, PG_GETARG_FLOAT8(1));
	state->sums[PAIRS] += sign;
	state->sums[DIFFERENCES] += sign * difference;
	state->sums[SQUARES] += sign * difference * difference;
	return result;
}

/*
 * For (state, before, after [, confidence]).
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

PG_FUNCTION_INFO_V1(tally_mean_paired_final);
Datum
tally_mean_paired_final(PG_FUNCTION_ARGS)
{
	double		confidence;
	const PairedState *state = paired_state_final(fcinfo, DIFFERENCE_SUMS,
												  &confidence);

	if (!(state->sums[PAIRS] > 0))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   mean_paired_test(state->sums[PAIRS],
										state->sums[DIFFERENCES],
										state->sums[SQUARES], confidence,
										TALLY_MAX_SCORE),
					   1);
}


/*-------------------------------------------------------------------------
 * Series of tallies
 *-------------------------------------------------------------------------
 */

static bool
read_answers(FunctionCallInfo fcinfo, int argument, int first_of_scale,
			 SeriesAnswers *answers)
{
	Histogram	histogram;
	Scale		scale;
	bool		has_scale;

	if (!scaled_histogram(fcinfo, argument, first_of_scale, &scale,
						  &has_scale, &histogram) ||
		!(histogram_all(&histogram).weight > 0))
		return false;
	mean_series_answers(&histogram, answers);
	return true;
}

static const SeriesMetric mean_metric = {read_answers, 1};

/*
 * For (state, answers [, period]).
 */
PG_FUNCTION_INFO_V1(tally_mean_trend_transition);
Datum
tally_mean_trend_transition(PG_FUNCTION_ARGS)
{
	return trend_add(fcinfo, &mean_metric);
}

PG_FUNCTION_INFO_V1(tally_mean_trend_final);
Datum
tally_mean_trend_final(PG_FUNCTION_ARGS)
{
	return trend_result(fcinfo, &mean_metric);
}

/*
 * For (state, answers).
 */
PG_FUNCTION_INFO_V1(tally_mean_heterogeneity_transition);
Datum
tally_mean_heterogeneity_transition(PG_FUNCTION_ARGS)
{
	return heterogeneity_add(fcinfo, &mean_metric);
}

PG_FUNCTION_INFO_V1(tally_mean_heterogeneity_final);
Datum
tally_mean_heterogeneity_final(PG_FUNCTION_ARGS)
{
	return heterogeneity_result(fcinfo, &mean_metric);
}

static void
mean_shrink(FunctionCallInfo fcinfo, int rows, double *results)
{
	shrink_partition(fcinfo, rows, results, &mean_metric);
}

/*
 * For the SQL window function (answers, scale_min, scale_max).
 */
PG_FUNCTION_INFO_V1(tally_mean_shrunk);
Datum
tally_mean_shrunk(PG_FUNCTION_ARGS)
{
	return partition_result(fcinfo, mean_shrink);
}


/*-------------------------------------------------------------------------
 * Clusters and strata
 *-------------------------------------------------------------------------
 */

static Limits
mean_design_limits(const DesignScore *score, double confidence)
{
	return design_mean_interval(score, confidence, 0, TALLY_MAX_SCORE);
}

static const DesignMetric mean_design = {
	mean_design_part, mean_design_limits, 1
};

/*
 * For (state, answers [, confidence]).
 */
PG_FUNCTION_INFO_V1(tally_mean_clustered_transition);
Datum
tally_mean_clustered_transition(PG_FUNCTION_ARGS)
{
	return clusters_transition(fcinfo, &mean_design);
}

PG_FUNCTION_INFO_V1(tally_mean_clustered_final);
Datum
tally_mean_clustered_final(PG_FUNCTION_ARGS)
{
	return clusters_result(fcinfo, &mean_design);
}

/*
 * For (state, answers, share [, confidence]).
 */
PG_FUNCTION_INFO_V1(tally_mean_stratified_transition);
Datum
tally_mean_stratified_transition(PG_FUNCTION_ARGS)
{
	return strata_transition(fcinfo, &mean_design);
}

PG_FUNCTION_INFO_V1(tally_mean_stratified_final);
Datum
tally_mean_stratified_final(PG_FUNCTION_ARGS)
{
	return strata_result(fcinfo, &mean_design);
}
