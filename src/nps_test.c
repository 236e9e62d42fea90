/*-------------------------------------------------------------------------
 *
 * nps_test.c
 *	  Net Promoter Score: tests, control limits, series of tallies.
 *
 *-------------------------------------------------------------------------
 */
#include "nps.h"

#include <math.h>

#include "arguments.h"
#include "inference_test.h"
#include "metric_design.h"
#include "metric_series.h"
#include "paired_state.h"
#include "tally_datum.h"
#include "window_partition.h"


/*-------------------------------------------------------------------------
 * Two tallies, a target, a reference
 *-------------------------------------------------------------------------
 */

/*
 * For the SQL function (a, b, confidence, method, alternative, scale ...).
 */
PG_FUNCTION_INFO_V1(nps_test);
Datum
nps_test(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, TEST_CONFIDENCE);
	NetMethod	method = net_method_argument(fcinfo, TEST_METHOD);
	Alternative alternative = alternative_argument(fcinfo, TEST_ALTERNATIVE);
	Groups		groups_a;
	Groups		groups_b;

	if (!two_groups(fcinfo, nps_groups, TEST_SCALE, &groups_a, &groups_b))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   net_test(net_sample(&groups_a).counts,
								net_sample(&groups_b).counts,
								confidence, method, alternative),
					   100);
}

static const ChoiceName net_target_methods[] = {
	{"score", NET_SCORE},
};

/*
 * For the SQL function (answers, target, confidence, method, alternative,
 * scale ...).
 */
PG_FUNCTION_INFO_V1(nps_target_test);
Datum
nps_target_test(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, TEST_CONFIDENCE);
	Alternative alternative = alternative_argument(fcinfo, TEST_ALTERNATIVE);
	Groups		groups;

	METHOD_ARGUMENT(fcinfo, TEST_METHOD, net_target_methods);
	if (PG_ARGISNULL(1) || !nps_groups(fcinfo, 0, TEST_SCALE, &groups) ||
		!(groups.all.weight > 0))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   net_target_test(net_sample(&groups).counts,
									   score_target_argument(fcinfo, 1),
									   confidence, alternative),
					   1);
}

/*
 * For the SQL function (answers, reference, sigmas, sigma_z, scale ...).
 */
PG_FUNCTION_INFO_V1(nps_control);
Datum
nps_control(PG_FUNCTION_ARGS)
{
	Groups		groups;
	Groups		reference_groups;
	NetSample	sample;
	NetSample	reference;

	if (!two_groups(fcinfo, nps_groups, CONTROL_SCALE, &groups,
					&reference_groups))
		PG_RETURN_NULL();
	sample = net_sample(&groups);
	reference = net_sample(&reference_groups);
	return control_result(fcinfo, sample.score / 100, sample.counts.n,
						  reference.score / 100,
						  net_variance(reference.counts), -1, 1, 100);
}


/*-------------------------------------------------------------------------
 * The same customers before and after
 *-------------------------------------------------------------------------
 */

/* How many changed by -2 to 2, from detractor to promoter being 2 */
#define CHANGES		5

/* -1 for a detractor, 0 for a passive, 1 for a promoter */
static int
group_argument(FunctionCallInfo fcinfo, int argument, const char *name)
{
	int			score = scale_check_score(&nps_scale, name, HINT_RECODE,
										  PG_GETARG_FLOAT8(argument));

	return (score >= nps_scale.high_min) - (score <= nps_scale.low_max);
}

static Datum
add_change(FunctionCallInfo fcinfo, int sign)
{
	Datum		result;
	PairedState *state = paired_state_argument(fcinfo, CHANGES, &result);
	int			change;

	if (state == NULL)
		return result;
	change = group_argument(fcinfo, 2, "after") -
		group_argument(fcinfo, 1, "before");
	state->sums[change + 2] += sign;
	return result;
}

/*
 * For (state, before, after [, confidence]).
 */
PG_FUNCTION_INFO_V1(nps_paired_transition);
Datum
nps_paired_transition(PG_FUNCTION_ARGS)
{
	return add_change(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(nps_paired_inverse);
Datum
nps_paired_inverse(PG_FUNCTION_ARGS)
{
	return add_change(fcinfo, -1);
}

PG_FUNCTION_INFO_V1(nps_paired_final);
Datum
nps_paired_final(PG_FUNCTION_ARGS)
{
	double		confidence;
	const PairedState *state = paired_state_final(fcinfo, CHANGES,
												  &confidence);
	TestResult	test = net_paired_test(state->sums, confidence);

	if (isnan(test.difference))
		PG_RETURN_NULL();
	return test_result(fcinfo, test, 100);
}


/*-------------------------------------------------------------------------
 * Series of tallies
 *-------------------------------------------------------------------------
 */

static bool
nps_series_answers(FunctionCallInfo fcinfo, int argument, int first_of_scale,
				   SeriesAnswers *answers)
{
	Groups		groups;

	if (!nps_groups(fcinfo, argument, first_of_scale, &groups) ||
		!(groups.all.weight > 0))
		return false;
	net_series_answers(&groups, answers);
	return true;
}

static const SeriesMetric nps_metric = {nps_series_answers, 100};

/*
 * For (state, answers [, period]).
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
 * For (state, answers).
 */
PG_FUNCTION_INFO_V1(nps_heterogeneity_transition);
Datum
nps_heterogeneity_transition(PG_FUNCTION_ARGS)
{
	return heterogeneity_add(fcinfo, &nps_metric);
}

PG_FUNCTION_INFO_V1(nps_heterogeneity_final);
Datum
nps_heterogeneity_final(PG_FUNCTION_ARGS)
{
	return heterogeneity_result(fcinfo, &nps_metric);
}

static void
nps_shrink(FunctionCallInfo fcinfo, int rows, double *results)
{
	shrink_partition(fcinfo, rows, results, &nps_metric);
}

/*
 * For the SQL window function (answers, scale ...).
 */
PG_FUNCTION_INFO_V1(nps_shrunk);
Datum
nps_shrunk(PG_FUNCTION_ARGS)
{
	return partition_result(fcinfo, nps_shrink);
}


/*-------------------------------------------------------------------------
 * Clusters and strata
 *-------------------------------------------------------------------------
 */

static void
nps_design_part(const Histogram *histogram, DesignPart *part)
{
	Groups		groups;

	scale_groups(&nps_scale, histogram, &groups);
	net_design_part(&groups, part);
}

static const DesignMetric nps_design = {
	nps_design_part, design_net_interval, 100
};

/*
 * For (state, answers [, confidence]).
 */
PG_FUNCTION_INFO_V1(nps_clustered_transition);
Datum
nps_clustered_transition(PG_FUNCTION_ARGS)
{
	return clusters_transition(fcinfo, &nps_design);
}

PG_FUNCTION_INFO_V1(nps_clustered_final);
Datum
nps_clustered_final(PG_FUNCTION_ARGS)
{
	return clusters_result(fcinfo, &nps_design);
}

/*
 * For (state, answers, share [, confidence]).
 */
PG_FUNCTION_INFO_V1(nps_stratified_transition);
Datum
nps_stratified_transition(PG_FUNCTION_ARGS)
{
	return strata_transition(fcinfo, &nps_design);
}

PG_FUNCTION_INFO_V1(nps_stratified_final);
Datum
nps_stratified_final(PG_FUNCTION_ARGS)
{
	return strata_result(fcinfo, &nps_design);
}
