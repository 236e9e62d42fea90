/*-------------------------------------------------------------------------
 *
 * csat_test.c
 *	  Customer Satisfaction Score: tests, control limits, series of tallies.
 *
 *-------------------------------------------------------------------------
 */
#include "csat.h"

#include <math.h>

#include "inference_test.h"
#include "metric_design.h"
#include "metric_series.h"
#include "window_partition.h"


/*-------------------------------------------------------------------------
 * Two tallies, a target, a reference
 *-------------------------------------------------------------------------
 */

PG_FUNCTION_INFO_V1(csat_test);
Datum
csat_test(PG_FUNCTION_ARGS)
{
	return share_test_result(fcinfo, csat_groups);
}

PG_FUNCTION_INFO_V1(csat_target_test);
Datum
csat_target_test(PG_FUNCTION_ARGS)
{
	return share_target_test_result(fcinfo, csat_groups);
}

PG_FUNCTION_INFO_V1(csat_control);
Datum
csat_control(PG_FUNCTION_ARGS)
{
	return share_control_result(fcinfo, csat_groups);
}


/*-------------------------------------------------------------------------
 * The same customers before and after
 *-------------------------------------------------------------------------
 */

static bool
is_satisfied(FunctionCallInfo fcinfo, int argument, const char *name)
{
	return scale_check_score(&csat_scale, name, HINT_RECODE,
							 PG_GETARG_FLOAT8(argument)) >= csat_scale.high_min;
}

/*
 * For (state, before, after [, confidence]).
 */
PG_FUNCTION_INFO_V1(csat_paired_transition);
Datum
csat_paired_transition(PG_FUNCTION_ARGS)
{
	return share_paired_add(fcinfo, is_satisfied, 1);
}

PG_FUNCTION_INFO_V1(csat_paired_inverse);
Datum
csat_paired_inverse(PG_FUNCTION_ARGS)
{
	return share_paired_add(fcinfo, is_satisfied, -1);
}


/*-------------------------------------------------------------------------
 * Series of tallies
 *-------------------------------------------------------------------------
 */

static bool
csat_series_answers(FunctionCallInfo fcinfo, int argument, int first_of_scale,
					SeriesAnswers *answers)
{
	Groups		groups;

	if (!csat_groups(fcinfo, argument, first_of_scale, &groups) ||
		!(groups.all.weight > 0))
		return false;
	share_series_answers(&groups, answers);
	return true;
}

static const SeriesMetric csat_metric = {csat_series_answers, 100};

/*
 * For (state, answers [, period]).
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
 * For (state, answers).
 */
PG_FUNCTION_INFO_V1(csat_heterogeneity_transition);
Datum
csat_heterogeneity_transition(PG_FUNCTION_ARGS)
{
	return heterogeneity_add(fcinfo, &csat_metric);
}

PG_FUNCTION_INFO_V1(csat_heterogeneity_final);
Datum
csat_heterogeneity_final(PG_FUNCTION_ARGS)
{
	return heterogeneity_result(fcinfo, &csat_metric);
}

static void
csat_shrink(FunctionCallInfo fcinfo, int rows, double *results)
{
	shrink_partition(fcinfo, rows, results, &csat_metric);
}

/*
 * For the SQL window function (answers, scale ...).
 */
PG_FUNCTION_INFO_V1(csat_shrunk);
Datum
csat_shrunk(PG_FUNCTION_ARGS)
{
	return partition_result(fcinfo, csat_shrink);
}


/*-------------------------------------------------------------------------
 * Clusters and strata
 *-------------------------------------------------------------------------
 */

static void
csat_design_part(const Histogram *histogram, DesignPart *part)
{
	Groups		groups;

	scale_groups(&csat_scale, histogram, &groups);
	share_design_part(&groups, part);
}

static const DesignMetric csat_design = {
	csat_design_part, design_share_interval, 100
};

/*
 * For (state, answers [, confidence]).
 */
PG_FUNCTION_INFO_V1(csat_clustered_transition);
Datum
csat_clustered_transition(PG_FUNCTION_ARGS)
{
	return clusters_transition(fcinfo, &csat_design);
}

PG_FUNCTION_INFO_V1(csat_clustered_final);
Datum
csat_clustered_final(PG_FUNCTION_ARGS)
{
	return clusters_result(fcinfo, &csat_design);
}

/*
 * For (state, answers, share [, confidence]).
 */
PG_FUNCTION_INFO_V1(csat_stratified_transition);
Datum
csat_stratified_transition(PG_FUNCTION_ARGS)
{
	return strata_transition(fcinfo, &csat_design);
}

PG_FUNCTION_INFO_V1(csat_stratified_final);
Datum
csat_stratified_final(PG_FUNCTION_ARGS)
{
	return strata_result(fcinfo, &csat_design);
}
