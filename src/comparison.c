/*-------------------------------------------------------------------------
 *
 * comparison.c
 *	  Is the difference real?  Tests of two tallies.
 *
 * The formulas and their sources are in estimate.c.  Differences are a minus
 * b; nothing is rounded before testing.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "result.h"
#include "inference.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(nps_test);
PG_FUNCTION_INFO_V1(csat_test);
PG_FUNCTION_INFO_V1(tally_mean_test);

/*
 * The columns difference, low, high, statistic and p_value; the first three
 * in the unit that one is shown as.
 */
static Datum
comparison_result(FunctionCallInfo fcinfo, TestResult comparison, double unit)
{
	Row			row = {0};

	row_add_number(&row, unit * comparison.difference);
	row_add_number(&row, unit * comparison.low);
	row_add_number(&row, unit * comparison.high);
	row_add_number(&row, comparison.statistic);
	row_add_number(&row, comparison.p_value);
	return row_result(fcinfo, &row);
}

/*
 * Both groups of answers on one scale, or false if one is NULL or empty.
 */
static bool
groups_arguments(FunctionCallInfo fcinfo, const Scale *scale,
				 const char *function, Groups *a, Groups *b)
{
	Histogram	histogram;
	Metric		metric = {function, false, STATE_THE_SCALE};

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	*a = scale_groups(scale, metric, &histogram);
	histogram_from_datum(PG_GETARG_DATUM(1), &histogram);
	*b = scale_groups(scale, metric, &histogram);
	return a->all.weight > 0 && b->all.weight > 0;
}

/*
 * For the SQL function (a, b, confidence, method, scale ...).  The Wald test
 * stands on the standard errors, the adjusted one on effective counts.
 */
Datum
nps_test(PG_FUNCTION_ARGS)
{
	Scale		scale;
	Groups		groups_a;
	Groups		groups_b;
	NetSample	a;
	NetSample	b;
	double		confidence = confidence_argument(fcinfo, 2);
	NetMethod	method = net_test_method_argument(fcinfo, 3);

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	scale = nps_scale_arguments(fcinfo, 4);
	if (!groups_arguments(fcinfo, &scale, "nps_test", &groups_a, &groups_b))
		PG_RETURN_NULL();

	a = net_sample(&groups_a);
	b = net_sample(&groups_b);
	if (method == NET_WALD)
		return comparison_result(fcinfo,
								 compare_from_standard_errors(a.net, a.standard_error,
															  b.net, b.standard_error,
															  confidence, -2, 2),
								 100);
	return comparison_result(fcinfo,
							 net_compare(a.high, a.low, a.size,
										 b.high, b.low, b.size,
										 confidence, method),
							 100);
}

/*
 * For the SQL function (a, b, confidence, scale_min, scale_max,
 * satisfied_min).
 */
Datum
csat_test(PG_FUNCTION_ARGS)
{
	Scale		scale;
	Groups		groups_a;
	Groups		groups_b;
	ShareSample a;
	ShareSample b;
	double		confidence = confidence_argument(fcinfo, 2);

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	scale = csat_scale_arguments(fcinfo, 3);
	if (!groups_arguments(fcinfo, &scale, "csat_test", &groups_a, &groups_b))
		PG_RETURN_NULL();

	a = share_sample(groups_a.high, groups_a.all);
	b = share_sample(groups_b.high, groups_b.all);
	return comparison_result(fcinfo,
							 share_compare(a.inside, a.size, b.inside, b.size,
										   confidence),
							 100);
}

/*
 * For the SQL function (a, b, confidence): Welch's test.  The variance that
 * goes with a standard error is that of one of n answers.
 */
Datum
tally_mean_test(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	MeanSample	a;
	MeanSample	b;
	double		confidence = confidence_argument(fcinfo, 2);

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	a = mean_sample(&histogram);
	histogram_from_datum(PG_GETARG_DATUM(1), &histogram);
	b = mean_sample(&histogram);
	if (isnan(a.mean) || isnan(b.mean))
		PG_RETURN_NULL();
	return comparison_result(fcinfo,
							 mean_compare(a.mean,
										  a.answers * a.standard_error * a.standard_error,
										  a.answers,
										  b.mean,
										  b.answers * b.standard_error * b.standard_error,
										  b.answers, confidence),
							 1);
}
