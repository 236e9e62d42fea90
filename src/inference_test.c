/*-------------------------------------------------------------------------
 *
 * inference_test.c
 *	  Rows of SQL functions that test: two tallies, one against a target, one
 *	  against a reference.
 *
 *-------------------------------------------------------------------------
 */
#include "inference_test.h"

#include <math.h>

#include "arguments.h"
#include "paired_state.h"
#include "result.h"


/*-------------------------------------------------------------------------
 * Arguments and rows
 *-------------------------------------------------------------------------
 */

double
target_argument(FunctionCallInfo fcinfo, int argument, double lowest,
				double highest)
{
	double		target = PG_GETARG_FLOAT8(argument);

	if (!(target >= lowest && target <= highest))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("target must be from %g to %g, not %g",
						lowest, highest, target)));
	return target;
}

double
score_target_argument(FunctionCallInfo fcinfo, int argument)
{
	double		target = target_argument(fcinfo, argument, -100, 100);

	notice_fraction("target", target, UNIT_POINTS);
	return target;
}

double
share_target_argument(FunctionCallInfo fcinfo, int argument)
{
	double		target = target_argument(fcinfo, argument, 0, 100);

	notice_fraction("target", target, UNIT_PERCENT);
	return target;
}

static const ChoiceName alternatives[] = {
	{"two-sided", ALTERNATIVE_TWO_SIDED},
	{"greater", ALTERNATIVE_GREATER},
	{"less", ALTERNATIVE_LESS},
};

Alternative
alternative_argument(FunctionCallInfo fcinfo, int argument)
{
	return (Alternative) CHOICE_ARGUMENT(fcinfo, argument, "alternative",
										 alternatives);
}

Datum
test_result(FunctionCallInfo fcinfo, TestResult result, double unit)
{
	ResultRow	row = {0};

	result_add_number(&row, unit * result.difference);
	result_add_number(&row, unit * result.low);
	result_add_number(&row, unit * result.high);
	result_add_number(&row, result.statistic);
	result_add_number(&row, result.p_value);
	return result_datum(fcinfo, &row);
}

/*
 * A multiple of a standard error; the negated form catches NaN.
 */
static double
multiple_argument(FunctionCallInfo fcinfo, int argument, const char *name,
				  double default_value)
{
	double		multiple = number_argument(fcinfo, argument, default_value);

	if (!(multiple >= 0) || isinf(multiple))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number that is not negative, not %g",
						name, multiple)));
	return multiple;
}

/*
 * Limits of a p chart (W. A. Shewhart, Economic Control of Quality of
 * Manufactured Product, 1931), which are sigmas standard errors from the
 * center; with sigma_z those of a p' chart (D. B. Laney, Quality Engineering
 * 14:531, 2002).
 */
Datum
control_result(FunctionCallInfo fcinfo, double score, double size,
			   double center, double variance, double lowest, double highest,
			   double unit)
{
	double		multiple = multiple_argument(fcinfo, 2, "sigmas", 3) *
		multiple_argument(fcinfo, 3, "sigma_z", 1);
	Limits		limits = no_limits;
	ResultRow	row = {0};

	if (variance > 0)
		limits = limits_from_standard_error(center, sqrt(variance / size),
											multiple, lowest, highest);
	result_add_number(&row, unit * score);
	result_add_number(&row, unit * center);
	result_add_number(&row, unit * limits.low);
	result_add_number(&row, unit * limits.high);
	if (isnan(limits.low))
		result_add_null(&row);
	else
		result_add_boolean(&row, score < limits.low || score > limits.high);
	return result_datum(fcinfo, &row);
}


/*-------------------------------------------------------------------------
 * Shares
 *-------------------------------------------------------------------------
 */

static const ChoiceName share_test_methods[] = {
	{"score", SHARE_WILSON},
};

Datum
share_test_result(FunctionCallInfo fcinfo, GroupsReader read_groups)
{
	double		confidence = confidence_argument(fcinfo, TEST_CONFIDENCE);
	Alternative alternative = alternative_argument(fcinfo, TEST_ALTERNATIVE);
	Groups		groups_a;
	Groups		groups_b;

	METHOD_ARGUMENT(fcinfo, TEST_METHOD, share_test_methods);
	if (!two_groups(fcinfo, read_groups, TEST_SCALE, &groups_a, &groups_b))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   share_test(high_share_sample(&groups_a).counts,
								  high_share_sample(&groups_b).counts,
								  confidence, alternative),
					   100);
}

Datum
share_target_test_result(FunctionCallInfo fcinfo, GroupsReader read_groups)
{
	double		confidence = confidence_argument(fcinfo, TEST_CONFIDENCE);
	Alternative alternative = alternative_argument(fcinfo, TEST_ALTERNATIVE);
	Groups		groups;

	METHOD_ARGUMENT(fcinfo, TEST_METHOD, share_test_methods);
	if (PG_ARGISNULL(1) || !read_groups(fcinfo, 0, TEST_SCALE, &groups) ||
		!(groups.all.weight > 0))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   share_target_test(high_share_sample(&groups).counts,
										 share_target_argument(fcinfo, 1),
										 confidence, alternative),
					   1);
}

Datum
share_control_result(FunctionCallInfo fcinfo, GroupsReader read_groups)
{
	Groups		groups;
	Groups		reference_groups;
	ShareSample sample;
	double		center;

	if (!two_groups(fcinfo, read_groups, CONTROL_SCALE, &groups,
					&reference_groups))
		PG_RETURN_NULL();
	sample = high_share_sample(&groups);
	center = high_share(&reference_groups) / 100;
	return control_result(fcinfo, sample.score / 100, sample.counts.n, center,
						  center * (1 - center), 0, 1, 100);
}

/* What the state of shares before and after counts */
enum
{
	PAIRS, ROSE, FELL, SHARE_SUMS
};

Datum
share_paired_add(FunctionCallInfo fcinfo, AnswerReader is_in_group, int sign)
{
	Datum		result;
	PairedState *state = paired_state_argument(fcinfo, SHARE_SUMS, &result);
	bool		before;
	bool		after;

	if (state == NULL)
		return result;
	before = is_in_group(fcinfo, 1, "before");
	after = is_in_group(fcinfo, 2, "after");
	state->sums[PAIRS] += sign;
	if (after && !before)
		state->sums[ROSE] += sign;
	if (before && !after)
		state->sums[FELL] += sign;
	return result;
}

/*
 * The final function of csat_paired_test() and rate_paired_test().
 */
PG_FUNCTION_INFO_V1(share_paired_final);
Datum
share_paired_final(PG_FUNCTION_ARGS)
{
	double		confidence;
	const PairedState *state = paired_state_final(fcinfo, SHARE_SUMS,
												  &confidence);

	if (!(state->sums[PAIRS] > 0))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   share_paired_test(state->sums[ROSE], state->sums[FELL],
										 state->sums[PAIRS], confidence),
					   100);
}


/*-------------------------------------------------------------------------
 * Means
 *-------------------------------------------------------------------------
 */

static const ChoiceName mean_methods[] = {
	{"adjusted", MEAN_ADJUSTED},
	{"t", MEAN_T},
};

static const ChoiceName mean_test_methods[] = {
	{"adjusted", MEAN_ADJUSTED},
	{"pooled", MEAN_POOLED},
	{"welch", MEAN_WELCH},
};

static void
check_adjusted_scale(MeanMethod method, bool has_scale)
{
	if (method == MEAN_ADJUSTED && !has_scale)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("method \"adjusted\" needs a scale"),
				 errhint("Specify scale_min and scale_max, over which the artificial answer is spread.")));
}

MeanMethod
mean_method_argument(FunctionCallInfo fcinfo, int argument, bool has_scale)
{
	MeanMethod	method;

	if (PG_ARGISNULL(argument))
		return has_scale ? MEAN_ADJUSTED : MEAN_T;
	method = METHOD_ARGUMENT(fcinfo, argument, mean_methods);
	check_adjusted_scale(method, has_scale);
	return method;
}

/* adjusted, pooled or welch; NULL is adjusted on a stated scale, else pooled */
static MeanMethod
mean_test_method_argument(FunctionCallInfo fcinfo, int argument,
						  bool has_scale)
{
	MeanMethod	method;

	if (PG_ARGISNULL(argument))
		return has_scale ? MEAN_ADJUSTED : MEAN_POOLED;
	method = METHOD_ARGUMENT(fcinfo, argument, mean_test_methods);
	check_adjusted_scale(method, has_scale);
	return method;
}

Datum
mean_test_result(FunctionCallInfo fcinfo, MeanReader read_mean)
{
	double		confidence = confidence_argument(fcinfo, TEST_CONFIDENCE);
	Alternative alternative = alternative_argument(fcinfo, TEST_ALTERNATIVE);
	ScaledMean	a;
	ScaledMean	b;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) ||
		!read_mean(fcinfo, 0, TEST_SCALE, &a) ||
		!read_mean(fcinfo, 1, TEST_SCALE, &b))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   mean_test(&a.sample, &b.sample, confidence,
								 mean_test_method_argument(fcinfo, TEST_METHOD,
														   a.has_scale),
								 alternative, a.scale.minimum,
								 a.scale.maximum),
					   1);
}

Datum
mean_target_test_result(FunctionCallInfo fcinfo, MeanReader read_mean)
{
	double		confidence = confidence_argument(fcinfo, TEST_CONFIDENCE);
	Alternative alternative = alternative_argument(fcinfo, TEST_ALTERNATIVE);
	ScaledMean	mean;

	if (PG_ARGISNULL(1) || !read_mean(fcinfo, 0, TEST_SCALE, &mean))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   mean_target_test(&mean.sample,
										target_argument(fcinfo, 1,
														mean.scale.minimum,
														mean.scale.maximum),
										confidence,
										mean_method_argument(fcinfo,
															 TEST_METHOD,
															 mean.has_scale),
										alternative, mean.scale.minimum,
										mean.scale.maximum),
					   1);
}

/*
 * The variance of the reference is the sample variance, which divides by
 * n - 1, so that there are no limits for one answer.
 */
Datum
mean_control_result(FunctionCallInfo fcinfo, MeanReader read_mean)
{
	ScaledMean	mean;
	ScaledMean	reference;
	double		n;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) ||
		!read_mean(fcinfo, 0, CONTROL_SCALE, &mean) ||
		!read_mean(fcinfo, 1, CONTROL_SCALE, &reference))
		PG_RETURN_NULL();
	n = reference.sample.answers;
	return control_result(fcinfo, mean.sample.mean, mean.sample.size,
						  reference.sample.mean,
						  reference.sample.variance * n / (n - 1),
						  mean.scale.minimum, mean.scale.maximum, 1);
}
