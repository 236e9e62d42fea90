/*-------------------------------------------------------------------------
 *
 * tally_inference.c
 *	  Limits and tests of shares and means of a tally, whatever it counts;
 *	  what weights cost in precision.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "arguments.h"
#include "inference.h"
#include "tally_datum.h"

static Segment
segment_sum(Segment a, Segment b)
{
	a.answers += b.answers;
	a.weight += b.weight;
	a.weight_squares += b.weight_squares;
	return a;
}

/*
 * For the SQL function (r, from_score, to_score, confidence, method,
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
 * The scale of the arguments scale_min and scale_max; false if there is none,
 * and then it is all scores.
 */
static bool
scale_argument(FunctionCallInfo fcinfo, int first, Scale *scale)
{
	if (PG_ARGISNULL(first) != PG_ARGISNULL(first + 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale_min and scale_max must be stated together")));
	*scale = (Scale) {0};
	scale->minimum = integer_argument(fcinfo, first, 0);
	scale->maximum = integer_argument(fcinfo, first + 1, TALLY_MAX_SCORE);
	scale_check_ends(scale);
	return !PG_ARGISNULL(first);
}

/*
 * For the SQL function (r, confidence, population, scale_min, scale_max,
 * method).
 */
PG_FUNCTION_INFO_V1(tally_mean_interval);
Datum
tally_mean_interval(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 1);
	MeanMethod	method = mean_method_argument(fcinfo, 5);
	Scale		scale;
	bool		has_scale = scale_argument(fcinfo, 3, &scale);
	Histogram	histogram;
	MeanSample	sample;

	if (!has_scale && method == MEAN_ADJUSTED)
	{
		if (!PG_ARGISNULL(5))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("method \"adjusted\" needs a scale"),
					 errhint("State scale_min and scale_max, over which the artificial answer is spread.")));
		method = MEAN_T;
	}
	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale_check_answers(&scale, &histogram);
	sample = mean_sample(&histogram);
	return limits_result(fcinfo,
						 mean_sample_limits(&sample, confidence, method,
											population_argument(fcinfo, 2,
																histogram.total),
											scale.minimum, scale.maximum));
}

/*
 * For the SQL function (a, b, confidence): Welch's test.  The variance that
 * goes with a standard error is that of one of n answers.
 */
PG_FUNCTION_INFO_V1(tally_mean_test);
Datum
tally_mean_test(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 2);
	Histogram	histogram;
	MeanSample	a;
	MeanSample	b;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	a = mean_sample(&histogram);
	histogram_from_datum(PG_GETARG_DATUM(1), &histogram);
	b = mean_sample(&histogram);
	if (isnan(a.mean) || isnan(b.mean))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   mean_test(a.mean,
								 a.answers * square(a.standard_error),
								 a.answers,
								 b.mean,
								 b.answers * square(b.standard_error),
								 b.answers, confidence),
					   1);
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
