/*-------------------------------------------------------------------------
 *
 * nps_series.c
 *	  Net Promoter Score of several tallies: trend, heterogeneity, shrinkage.
 *
 *-------------------------------------------------------------------------
 */
#include "nps.h"

#include "samples.h"
#include "tally_datum.h"
#include "window_partition.h"

/*
 * As an EstimateReader: on the scale that is stated, if the SQL function has
 * the arguments for it.
 */
static bool
read_estimate(FunctionCallInfo fcinfo, int argument, int first_of_scale,
			  ScoreEstimate *estimate)
{
	Histogram	histogram;
	Groups		groups;

	if (!histogram_from_argument(fcinfo, argument, &histogram))
		return false;
	if (PG_NARGS() > first_of_scale)
		nps_groups(fcinfo, argument, first_of_scale, &groups);
	else
		groups = scale_groups(&nps_scale, &histogram);
	if (!(groups.all.weight > 0))
		return false;
	*estimate = net_estimate(&groups);
	return true;
}

/* For (state, r [, period [, scale ...]]) */
PG_FUNCTION_INFO_V1(nps_trend_transition);
Datum
nps_trend_transition(PG_FUNCTION_ARGS)
{
	return trend_add(fcinfo, read_estimate, WEIGHT_PRECISION);
}

PG_FUNCTION_INFO_V1(nps_trend_final);
Datum
nps_trend_final(PG_FUNCTION_ARGS)
{
	return trend_result(fcinfo, estimate_trend);
}

/* For (state, r [, scale ...]) */
PG_FUNCTION_INFO_V1(nps_heterogeneity_transition);
Datum
nps_heterogeneity_transition(PG_FUNCTION_ARGS)
{
	return heterogeneity_add(fcinfo, read_estimate);
}

static void
shrink(FunctionCallInfo fcinfo, int rows, double *results)
{
	shrink_partition(fcinfo, rows, results, read_estimate);
}

/*
 * For the SQL window function (r, scale ...).
 */
PG_FUNCTION_INFO_V1(nps_shrunk);
Datum
nps_shrunk(PG_FUNCTION_ARGS)
{
	return partition_result(fcinfo, shrink);
}
