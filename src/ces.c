/*-------------------------------------------------------------------------
 *
 * ces.c
 *	  Customer Effort Score.
 *
 * CES 2.0 asks how far one agrees that it was easy, on 1 to 7, so that high
 * is easy; the score is the mean (CEB 2013, after Dixon, Freeman and Toman,
 * Harvard Business Review, July 2010).  The older question, low is good, is
 * read with low_is_easy, and then mirrored: a high score is easy always.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "utils/builtins.h"

#include "arguments.h"
#include "inference_test.h"
#include "tally_datum.h"

/*
 * A mean answer as mean ease.
 */
static double
ease(const Scale *scale, bool low_is_easy, double mean)
{
	return low_is_easy ? scale->minimum + scale->maximum - mean : mean;
}

/*
 * easy_from is the first answer that counts as easy, coming from the hard
 * end, hard_from the first that counts as hard, coming from the easy one.
 */
static int
easy_from_argument(FunctionCallInfo fcinfo, int argument, const Scale *scale,
				   bool low_is_easy)
{
	int			easy_from;

	if (PG_ARGISNULL(argument) && !scale_has_ends_of(scale, &ces_scale))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("CES on a scale of %d to %d needs easy_from",
						scale->minimum, scale->maximum),
				 errhint("Specify easy_from; only the 1 to 7 scale has one by convention.")));
	easy_from = integer_argument(fcinfo, argument,
								 low_is_easy ? ces_scale.low_max :
								 ces_scale.high_min);
	scale_check_cut(scale, "easy_from", easy_from);
	return easy_from;
}

static int
hard_from_argument(FunctionCallInfo fcinfo, int argument, const Scale *scale,
				   int easy_from, bool low_is_easy)
{
	bool		is_mirror = PG_ARGISNULL(argument);
	int			hard_from = integer_argument(fcinfo, argument,
											 scale->minimum + scale->maximum -
											 easy_from);

	if (!is_mirror)
		scale_check_cut(scale, "hard_from", hard_from);
	if (low_is_easy ? hard_from > easy_from : hard_from < easy_from)
		return hard_from;
	if (is_mirror)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("easy_from %d is not in the easy half of the scale of %d to %d",
						easy_from, scale->minimum, scale->maximum),
				 errhint("By default the hard answers are the mirror image of the easy ones; specify hard_from.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("hard_from %d does not lie on the hard side of easy_from %d",
					hard_from, easy_from)));
	return 0;					/* keep compiler quiet */
}

/*
 * The hard answers, neither, and the easy ones, as the low, the middle and the
 * high group whatever their direction.  False if the tally is NULL.  The
 * arguments of the scale are scale_min, scale_max, easy_from, hard_from and
 * low_is_easy.  Where only the easy ones are needed, it does not matter that
 * their mirror image overlaps with them: then all others are hard.
 */
static bool
read_groups(FunctionCallInfo fcinfo, int argument, int first_of_scale,
			bool easy_only, Groups *groups)
{
	Histogram	histogram;
	Scale		scale;
	bool		low_is_easy = boolean_argument(fcinfo, first_of_scale + 4);
	int			easy_from;
	int			hard_from;

	if (!histogram_from_argument(fcinfo, argument, &histogram))
		return false;
	scale = scale_ends_arguments(fcinfo, first_of_scale, &ces_scale);
	easy_from = easy_from_argument(fcinfo, first_of_scale + 2, &scale,
								   low_is_easy);
	if (easy_only && PG_ARGISNULL(first_of_scale + 3))
		hard_from = low_is_easy ? easy_from + 1 : easy_from - 1;
	else
		hard_from = hard_from_argument(fcinfo, first_of_scale + 3, &scale,
									   easy_from, low_is_easy);
	scale.low_max = low_is_easy ? easy_from : hard_from;
	scale.high_min = low_is_easy ? hard_from : easy_from;

	scale_groups(&scale, &histogram, groups);
	if (low_is_easy)
	{
		Segment		easy = groups->low;

		groups->low = groups->high;
		groups->high = easy;
		groups->rest = histogram_segment(&histogram, easy_from + 1,
										 scale.maximum);
	}
	return true;
}

static bool
ces_groups(FunctionCallInfo fcinfo, int argument, int first_of_scale,
		   Groups *groups)
{
	return read_groups(fcinfo, argument, first_of_scale, false, groups);
}

static bool
ces_easy_group(FunctionCallInfo fcinfo, int argument, int first_of_scale,
			   Groups *groups)
{
	return read_groups(fcinfo, argument, first_of_scale, true, groups);
}

/*
 * The value of the aggregate ces(score).
 */
PG_FUNCTION_INFO_V1(ces_final);
Datum
ces_final(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	scale_check_answers(&ces_scale, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(histogram_mean(&histogram));
}

/*
 * The mean ease.
 */
PG_FUNCTION_INFO_V1(ces);
Datum
ces(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Scale		scale;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = scale_ends_arguments(fcinfo, 1, &ces_scale);
	scale_check_answers(&scale, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(ease(&scale, boolean_argument(fcinfo, 3),
								  histogram_mean(&histogram)));
}

PG_FUNCTION_INFO_V1(ces_easy);
Datum
ces_easy(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!ces_easy_group(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.high.answers);
}

PG_FUNCTION_INFO_V1(ces_neither);
Datum
ces_neither(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!ces_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.middle.answers);
}

PG_FUNCTION_INFO_V1(ces_hard);
Datum
ces_hard(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!ces_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.low.answers);
}

PG_FUNCTION_INFO_V1(ces_easy_share);
Datum
ces_easy_share(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!ces_easy_group(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.high, groups.all));
}

PG_FUNCTION_INFO_V1(ces_neither_share);
Datum
ces_neither_share(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!ces_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.middle, groups.all));
}

PG_FUNCTION_INFO_V1(ces_hard_share);
Datum
ces_hard_share(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!ces_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.low, groups.all));
}

/*
 * Percentage who found it easy minus the percentage who found it hard.
 */
PG_FUNCTION_INFO_V1(ces_net);
Datum
ces_net(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!ces_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
}

/*
 * The group of a single answer, by name.
 */
PG_FUNCTION_INFO_V1(ces_category);
Datum
ces_category(PG_FUNCTION_ARGS)
{
	Scale		scale;
	bool		low_is_easy = boolean_argument(fcinfo, 5);
	int			easy_from;
	int			hard_from;
	int			score;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	scale = scale_ends_arguments(fcinfo, 1, &ces_scale);
	easy_from = easy_from_argument(fcinfo, 3, &scale, low_is_easy);
	hard_from = hard_from_argument(fcinfo, 4, &scale, easy_from, low_is_easy);
	score = scale_check_score(&scale, "rating", HINT_OTHER_SCALE,
							  PG_GETARG_FLOAT8(0));
	if (low_is_easy ? score <= easy_from : score >= easy_from)
		PG_RETURN_TEXT_P(cstring_to_text("easy"));
	if (low_is_easy ? score >= hard_from : score <= hard_from)
		PG_RETURN_TEXT_P(cstring_to_text("hard"));
	PG_RETURN_TEXT_P(cstring_to_text("neither"));
}

/*
 * The mean ease, as a MeanReader.  The arguments of the scale are scale_min,
 * scale_max and low_is_easy.
 */
static bool
ces_mean_at(FunctionCallInfo fcinfo, int argument, int first_of_scale,
			int low_is_easy, ScaledMean *mean)
{
	Histogram	histogram;

	if (!histogram_from_argument(fcinfo, argument, &histogram))
		return false;
	mean->scale = scale_ends_arguments(fcinfo, first_of_scale, &ces_scale);
	mean->has_scale = true;
	scale_check_answers(&mean->scale, &histogram);
	mean->sample = mean_sample(&histogram);
	mean->sample.mean = ease(&mean->scale,
							 boolean_argument(fcinfo, low_is_easy),
							 mean->sample.mean);
	return !isnan(mean->sample.mean);
}

static bool
ces_mean(FunctionCallInfo fcinfo, int argument, int first_of_scale,
		 ScaledMean *mean)
{
	return ces_mean_at(fcinfo, argument, first_of_scale, first_of_scale + 2,
					   mean);
}

/*
 * Standard error of the mean ease: the sample standard deviation over
 * sqrt(n).
 */
PG_FUNCTION_INFO_V1(ces_stderr);
Datum
ces_stderr(PG_FUNCTION_ARGS)
{
	ScaledMean	mean;

	if (!ces_mean(fcinfo, 0, 1, &mean))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(mean.sample.standard_error);
}

/*
 * For SQL functions (answers, confidence, method, population, scale_min,
 * scale_max, low_is_easy).
 */
static Limits
ces_limits(FunctionCallInfo fcinfo)
{
	double		confidence = confidence_argument(fcinfo, 1);
	MeanMethod	method = mean_method_argument(fcinfo, 2, true);
	ScaledMean	mean;

	if (!ces_mean(fcinfo, 0, 4, &mean))
		return no_limits;
	return mean_sample_limits(&mean.sample, confidence, method,
							  population_argument(fcinfo, 3,
												  (int64) mean.sample.answers),
							  &mean.scale);
}

PG_FUNCTION_INFO_V1(ces_interval);
Datum
ces_interval(PG_FUNCTION_ARGS)
{
	return limits_result(fcinfo, ces_limits(fcinfo));
}

PG_FUNCTION_INFO_V1(ces_low);
Datum
ces_low(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(ces_limits(fcinfo).low);
}

PG_FUNCTION_INFO_V1(ces_high);
Datum
ces_high(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(ces_limits(fcinfo).high);
}

/*
 * Margin of error: half the width of the interval.
 */
PG_FUNCTION_INFO_V1(ces_margin);
Datum
ces_margin(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(limits_margin(ces_limits(fcinfo)));
}

/*
 * For the SQL function (answers, confidence, method, population, min_answers,
 * scale_min, scale_max, easy_from, hard_from, low_is_easy).
 */
PG_FUNCTION_INFO_V1(ces_summary);
Datum
ces_summary(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 1);
	MeanMethod	method = mean_method_argument(fcinfo, 2, true);
	Groups		groups;
	ScaledMean	mean;
	Limits		limits = no_limits;

	if (!ces_groups(fcinfo, 0, 5, &groups))
		PG_RETURN_NULL();
	if (summary_is_hidden(fcinfo, 4, groups.all.answers))
		return hidden_summary_result(fcinfo, groups.all.answers,
									 SUMMARY_COLUMNS);

	if (ces_mean_at(fcinfo, 0, 5, 9, &mean))
		limits = mean_sample_limits(&mean.sample, confidence, method,
									population_argument(fcinfo, 3,
														groups.all.answers),
									&mean.scale);
	return summary_result(fcinfo, &groups, mean.sample.mean, limits);
}

PG_FUNCTION_INFO_V1(ces_test);
Datum
ces_test(PG_FUNCTION_ARGS)
{
	return mean_test_result(fcinfo, ces_mean);
}

PG_FUNCTION_INFO_V1(ces_target_test);
Datum
ces_target_test(PG_FUNCTION_ARGS)
{
	return mean_target_test_result(fcinfo, ces_mean);
}

PG_FUNCTION_INFO_V1(ces_control);
Datum
ces_control(PG_FUNCTION_ARGS)
{
	return mean_control_result(fcinfo, ces_mean);
}
