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

#include "arguments.h"
#include "inference.h"
#include "tally_datum.h"

/*
 * The answers, all on the scale that the arguments scale_min and scale_max
 * state.  False if the tally is NULL.
 */
static bool
ces_histogram(FunctionCallInfo fcinfo, int first_of_scale, Scale *scale,
			  Histogram *histogram)
{
	if (!histogram_from_argument(fcinfo, 0, histogram))
		return false;
	*scale = scale_ends_arguments(fcinfo, first_of_scale, &ces_scale);
	scale_check_answers(scale, histogram);
	return true;
}

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
 * end.
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
				 errhint("State the first easy answer; only the 1 to 7 scale has one by convention.")));
	easy_from = integer_argument(fcinfo, argument,
								 low_is_easy ? ces_scale.low_max :
								 ces_scale.high_min);
	scale_check_cut(scale, "easy_from", easy_from);
	return easy_from;
}

/*
 * With the cut points on the scale, low and high; the high group of the
 * result is the easy one.
 */
static bool
read_groups(FunctionCallInfo fcinfo, int argument, int first_of_scale,
			bool mirrored, Groups *groups)
{
	Histogram	histogram;
	Scale		scale;
	bool		low_is_easy = boolean_argument(fcinfo, first_of_scale + 3);
	int			easy_from;
	int			hard_from;

	if (!histogram_from_argument(fcinfo, argument, &histogram))
		return false;
	scale = scale_ends_arguments(fcinfo, first_of_scale, &ces_scale);
	easy_from = easy_from_argument(fcinfo, first_of_scale + 2, &scale,
								   low_is_easy);
	if (mirrored)
		hard_from = scale.minimum + scale.maximum - easy_from;
	else
		hard_from = low_is_easy ? easy_from + 1 : easy_from - 1;
	scale.low_max = low_is_easy ? easy_from : hard_from;
	scale.high_min = low_is_easy ? hard_from : easy_from;
	if (scale.low_max >= scale.high_min)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("easy_from %d is not in the easy half of the scale of %d to %d",
						easy_from, scale.minimum, scale.maximum),
				 errhint("The hard answers are the mirror image of the easy ones, so the two would overlap.")));

	*groups = scale_groups(&scale, &histogram);
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

/*
 * The easy answers of a tally, as the high group whatever their direction,
 * and the others, as the low one.  False if it is NULL.  The arguments of the
 * scale are scale_min, scale_max, easy_from and low_is_easy.
 */
static bool
ces_groups(FunctionCallInfo fcinfo, int argument, int first_of_scale,
		   Groups *groups)
{
	return read_groups(fcinfo, argument, first_of_scale, false, groups);
}

/* The hard answers, which mirror the easy ones, neither, and the easy ones. */
static bool
ces_mirrored_groups(FunctionCallInfo fcinfo, int argument, int first_of_scale,
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

	if (!ces_histogram(fcinfo, 1, &scale, &histogram))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(ease(&scale, boolean_argument(fcinfo, 3),
								  histogram_mean(&histogram)));
}

/*
 * Per cent who found it easy.
 */
PG_FUNCTION_INFO_V1(ces_easy);
Datum
ces_easy(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!ces_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(high_share(&groups));
}

/*
 * Per cent who found it easy, less the per cent who found it hard.
 */
PG_FUNCTION_INFO_V1(ces_net);
Datum
ces_net(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!ces_mirrored_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
}

/*
 * For SQL functions (r, confidence, method, population, scale_min, scale_max,
 * low_is_easy).
 */
static Limits
ces_limits(FunctionCallInfo fcinfo)
{
	double		confidence = confidence_argument(fcinfo, 1);
	MeanMethod	method = mean_method_argument(fcinfo, 2);
	Histogram	histogram;
	Scale		scale;
	MeanSample	sample;

	if (!ces_histogram(fcinfo, 4, &scale, &histogram))
		return no_limits;
	sample = mean_sample(&histogram);
	sample.mean = ease(&scale, boolean_argument(fcinfo, 6), sample.mean);
	return mean_sample_limits(&sample, confidence, method,
							  population_argument(fcinfo, 3, histogram.total),
							  scale.minimum, scale.maximum);
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
 * For the SQL function (r, confidence, method, min_answers, scale_min,
 * scale_max, easy_from, low_is_easy).
 */
PG_FUNCTION_INFO_V1(ces_summary);
Datum
ces_summary(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 1);
	MeanMethod	method = mean_method_argument(fcinfo, 2);
	Groups		groups;
	Histogram	histogram;
	Scale		scale;
	MeanSample	sample;

	if (!ces_mirrored_groups(fcinfo, 0, 4, &groups))
		PG_RETURN_NULL();
	if (summary_is_hidden(fcinfo, 3, &groups))
		return hidden_summary_result(fcinfo, &groups);

	if (!ces_histogram(fcinfo, 4, &scale, &histogram))
		PG_RETURN_NULL();
	sample = mean_sample(&histogram);
	sample.mean = ease(&scale, boolean_argument(fcinfo, 7), sample.mean);
	return summary_result(fcinfo, &groups, sample.mean,
						  mean_sample_limits(&sample, confidence, method, 1,
											 scale.minimum, scale.maximum));
}
