/*-------------------------------------------------------------------------
 *
 * nps_series.c
 *	  Net Promoter Score of several tallies: trend, heterogeneity, shrinkage.
 *
 *-------------------------------------------------------------------------
 */
#include "nps.h"

#include "tally_samples.h"
#include "window_partition.h"

static const SampleMetric nps_metric = {
	&nps_scale, nps_groups, net_estimate, WEIGHT_PRECISION, estimate_trend
};

/*
 * For (state, r [, period [, scale ...]]).
 */
PG_FUNCTION_INFO_V1(nps_trend_transition);
Datum
nps_trend_transition(PG_FUNCTION_ARGS)
{
	return trend_add(fcinfo, &nps_metric);
}

PG_FUNCTION_INFO_V1(nps_trend_final);
Datum
nps_trend_final(PG_FUNCTION_ARGS)
{
	return trend_result(fcinfo, &nps_metric);
}

/*
 * For (state, r [, scale ...]).
 */
PG_FUNCTION_INFO_V1(nps_heterogeneity_transition);
Datum
nps_heterogeneity_transition(PG_FUNCTION_ARGS)
{
	return heterogeneity_add(fcinfo, &nps_metric);
}

static void
nps_shrink(FunctionCallInfo fcinfo, int rows, double *results)
{
	shrink_partition(fcinfo, rows, results, &nps_metric);
}

/*
 * For the SQL window function (r, scale ...).
 */
PG_FUNCTION_INFO_V1(nps_shrunk);
Datum
nps_shrunk(PG_FUNCTION_ARGS)
{
	return partition_result(fcinfo, nps_shrink);
}
