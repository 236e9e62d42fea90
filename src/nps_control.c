/*-------------------------------------------------------------------------
 *
 * nps_control.c
 *	  Net Promoter Score of a tally against a reference tally or a target.
 *
 *-------------------------------------------------------------------------
 */
#include "nps.h"

#include <math.h>

#include "arguments.h"
#include "control.h"
#include "inference.h"

/*
 * For the SQL function (r, center_tally, sigmas, sigma_z, scale ...).
 */
PG_FUNCTION_INFO_V1(nps_control);
Datum
nps_control(PG_FUNCTION_ARGS)
{
	Groups		groups;
	Groups		center_groups;
	NetSample	sample;
	NetSample	center;

	if (!two_groups(fcinfo, nps_groups, 4, &groups, &center_groups))
		PG_RETURN_NULL();
	sample = net_sample(&groups);
	center = net_sample(&center_groups);
	return control_result(fcinfo, sample.score / 100, sample.counts.n,
						  center.score / 100, net_variance(center.counts),
						  -1, 1, 100);
}

/*
 * For the SQL function (r, target, confidence, alternative, scale ...).
 */
PG_FUNCTION_INFO_V1(nps_target_test);
Datum
nps_target_test(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 2);
	Alternative alternative = alternative_argument(fcinfo, 3);
	Groups		groups;
	NetSample	sample;

	if (PG_ARGISNULL(1) || !nps_groups(fcinfo, 0, 4, &groups) ||
		!(groups.all.weight > 0))
		PG_RETURN_NULL();
	sample = net_sample(&groups);
	return test_result(fcinfo,
					   net_target_test(sample.counts,
									   score_target_argument(fcinfo, 1) / 100,
									   confidence, alternative),
					   100);
}
