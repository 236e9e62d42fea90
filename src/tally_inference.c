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

/*
 * For the SQL function (r, low, high, confidence, method, population).
 */
PG_FUNCTION_INFO_V1(tally_share_interval);
Datum
tally_share_interval(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) ||
		!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	return limits_result(fcinfo,
						 share_limits(fcinfo, 3,
									  histogram_segment(&histogram,
														PG_GETARG_INT32(1),
														PG_GETARG_INT32(2)),
									  histogram_all(&histogram)));
}

/*
 * For the SQL function (r, confidence, population).
 */
PG_FUNCTION_INFO_V1(tally_mean_interval);
Datum
tally_mean_interval(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 1);
	Histogram	histogram;
	MeanSample	sample;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	sample = mean_sample(&histogram);
	return limits_result(fcinfo,
						 mean_sample_limits(&sample, confidence,
											population_argument(fcinfo, 2,
																histogram.total),
											0, TALLY_MAX_SCORE));
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
	PG_RETURN_FLOAT8_OR_NULL(effective_size(all.weight, all.weight_squares));
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
