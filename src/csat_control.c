/*-------------------------------------------------------------------------
 *
 * csat_control.c
 *	  Customer Satisfaction Score of a tally against a reference tally or a
 *	  target.
 *
 *-------------------------------------------------------------------------
 */
#include "csat.h"

#include <math.h>

#include "arguments.h"
#include "control.h"
#include "inference.h"

/*
 * For the SQL function (r, center_tally, sigmas, sigma_z, scale ...).
 */
PG_FUNCTION_INFO_V1(csat_control);
Datum
csat_control(PG_FUNCTION_ARGS)
{
	Groups		groups;
	Groups		center_groups;
	ShareSample sample;
	ShareSample center;
	double		share;

	if (!two_groups(fcinfo, csat_groups, 4, &groups, &center_groups))
		PG_RETURN_NULL();
	sample = high_share_sample(&groups);
	center = high_share_sample(&center_groups);
	share = center.score / 100;
	return control_result(fcinfo, sample.score / 100, sample.size, share,
						  share * (1 - share), 0, 1, 100);
}

/*
 * For the SQL function (r, target, confidence, alternative, scale ...).
 */
PG_FUNCTION_INFO_V1(csat_target_test);
Datum
csat_target_test(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 2);
	Alternative alternative = alternative_argument(fcinfo, 3);
	Groups		groups;
	ShareSample sample;

	if (PG_ARGISNULL(1) || !csat_groups(fcinfo, 0, 4, &groups) ||
		!(groups.all.weight > 0))
		PG_RETURN_NULL();
	sample = high_share_sample(&groups);
	return test_result(fcinfo,
					   share_target_test(sample.inside, sample.size,
										 share_target_argument(fcinfo, 1) / 100,
										 confidence, alternative),
					   100);
}
