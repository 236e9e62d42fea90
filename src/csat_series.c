/*-------------------------------------------------------------------------
 *
 * csat_series.c
 *	  Customer Satisfaction Score of several tallies: trend, heterogeneity, shrinkage.
 *
 *-------------------------------------------------------------------------
 */
#include "csat.h"

#include "tally_samples.h"
#include "window_partition.h"

static const SampleMetric csat_metric = {
	&csat_scale, csat_groups, share_estimate, WEIGHT_ANSWERS, share_trend
};

/*
 * For (state, r [, period [, scale ...]]).
 */
PG_FUNCTION_INFO_V1(csat_trend_transition);
Datum
csat_trend_transition(PG_FUNCTION_ARGS)
{
	return trend_add(fcinfo, &csat_metric);
}

PG_FUNCTION_INFO_V1(csat_trend_final);
Datum
csat_trend_final(PG_FUNCTION_ARGS)
{
	return trend_result(fcinfo, &csat_metric);
}

/*
 * For (state, r [, scale ...]).
 */
PG_FUNCTION_INFO_V1(csat_heterogeneity_transition);
Datum
csat_heterogeneity_transition(PG_FUNCTION_ARGS)
{
	return heterogeneity_add(fcinfo, &csat_metric);
}

static void
csat_shrink(FunctionCallInfo fcinfo, int rows, double *results)
{
	shrink_partition(fcinfo, rows, results, &csat_metric);
}

/*
 * For the SQL window function (r, scale ...).
 */
PG_FUNCTION_INFO_V1(csat_shrunk);
Datum
csat_shrunk(PG_FUNCTION_ARGS)
{
	return partition_result(fcinfo, csat_shrink);
}
