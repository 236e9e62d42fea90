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
 * For the SQL function (r, center_tally, sigmas, sigma_z).
 */
PG_FUNCTION_INFO_V1(tally_mean_control);
Datum
tally_mean_control(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Histogram	center;
	Segment		all;

	if (!histogram_from_argument(fcinfo, 0, &histogram) ||
		!histogram_from_argument(fcinfo, 1, &center))
		PG_RETURN_NULL();
	all = histogram_all(&histogram);
	if (!(all.weight > 0 && histogram_all(&center).weight > 0))
		PG_RETURN_NULL();
	return control_result(fcinfo, histogram_mean(&histogram),
						  effective_size(all.weight, all.weight_squares),
						  histogram_mean(&center), sample_variance(&center),
						  0, TALLY_MAX_SCORE, 1);
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
										sample.answers,
										target_argument(fcinfo, 1, 0,
														TALLY_MAX_SCORE),
										mean_critical(confidence,
													  sample.answers),
										alternative, 0, TALLY_MAX_SCORE),
					   1);
}
