/*-------------------------------------------------------------------------
 *
 * tally_mean_control.c
 *	  The mean of a tally against a reference tally or a target.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "control.h"
#include "inference.h"
#include "tally_datum.h"

/*
 * The sample variance, which divides by n - 1; NaN for one answer.
 */
static double
mean_answer_variance(const MeanSample *sample)
{
	double		n = (double) sample->answers;

	return n > 1 ? sample->variance * n / (n - 1) : NAN;
}

/*
 * For the SQL function (r, center_tally, sigmas, sigma_z).
 */
PG_FUNCTION_INFO_V1(tally_mean_control);
Datum
tally_mean_control(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	MeanSample	sample;
	MeanSample	center;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	sample = mean_sample(&histogram);
	histogram_from_datum(PG_GETARG_DATUM(1), &histogram);
	center = mean_sample(&histogram);
	if (isnan(sample.mean) || isnan(center.mean))
		PG_RETURN_NULL();
	return control_result(fcinfo, sample.mean, sample.size, center.mean,
						  mean_answer_variance(&center), 0, TALLY_MAX_SCORE, 1);
}

/*
 * For the SQL function (r, target, confidence, alternative).
 */
PG_FUNCTION_INFO_V1(tally_mean_target_test);
Datum
tally_mean_target_test(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 2);
	Alternative alternative = alternative_argument(fcinfo, 3);
	Histogram	histogram;
	MeanSample	sample;

	if (PG_ARGISNULL(1) || !histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	sample = mean_sample(&histogram);
	if (isnan(sample.mean))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   mean_target_test(sample.mean, sample.standard_error,
										(double) sample.answers,
										target_argument(fcinfo, 1, 0,
														TALLY_MAX_SCORE),
										cached_student_critical(confidence,
																sample.answers - 1),
										alternative, 0, TALLY_MAX_SCORE),
					   1);
}
