/*-------------------------------------------------------------------------
 *
 * interval.c
 *	  How sure a score is: standard errors, margins, confidence intervals.
 *
 * The formulas and their sources are in estimate.c; here tallies and SQL
 * arguments become plain numbers, and fractions become per cent.  Limits
 * come low then high, within the range of the metric, NULL where there is
 * nothing to say.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "distribution.h"
#include "result.h"
#include "inference.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(nps_stderr);
PG_FUNCTION_INFO_V1(nps_margin);
PG_FUNCTION_INFO_V1(nps_interval);
PG_FUNCTION_INFO_V1(nps_low);
PG_FUNCTION_INFO_V1(nps_high);
PG_FUNCTION_INFO_V1(csat_interval);
PG_FUNCTION_INFO_V1(csat_low);
PG_FUNCTION_INFO_V1(csat_high);
PG_FUNCTION_INFO_V1(ces_interval);
PG_FUNCTION_INFO_V1(ces_low);
PG_FUNCTION_INFO_V1(ces_high);
PG_FUNCTION_INFO_V1(tally_share_interval);
PG_FUNCTION_INFO_V1(tally_mean_interval);
PG_FUNCTION_INFO_V1(tally_effective_count);
PG_FUNCTION_INFO_V1(tally_design_effect);

static const Limits no_interval = {NAN, NAN};

static Datum
interval_result(FunctionCallInfo fcinfo, Limits interval)
{
	Row			row = {0};

	if (isnan(interval.low))
		PG_RETURN_NULL();
	row_add_number(&row, interval.low);
	row_add_number(&row, interval.high);
	return row_result(fcinfo, &row);
}

/*
 * The sample of an SQL function (r, ..., scale_min, scale_max, detractor_max,
 * promoter_min); false if r is NULL.
 */
static bool
net_sample_argument(FunctionCallInfo fcinfo, const char *function,
					int first_of_scale, NetSample *sample, int64 *answers)
{
	Histogram	histogram;
	Metric		metric = {function, false, STATE_THE_SCALE};
	Scale		scale;
	Groups		groups;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		return false;
	scale = nps_scale_arguments(fcinfo, first_of_scale);
	groups = scale_groups(&scale, metric, &histogram);
	*sample = net_sample(&groups);
	*answers = histogram.total;
	return true;
}

/*
 * Standard error of the score, in points.
 */
Datum
nps_stderr(PG_FUNCTION_ARGS)
{
	NetSample	sample;
	int64		answers;

	if (!net_sample_argument(fcinfo, "nps_stderr", 1, &sample, &answers))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(100 * sample.standard_error);
}

/*
 * Margin of error, in points: the critical value times the standard error.
 */
Datum
nps_margin(PG_FUNCTION_ARGS)
{
	NetSample	sample;
	int64		answers;
	double		confidence = confidence_argument(fcinfo, 1);

	if (!net_sample_argument(fcinfo, "nps_margin", 3, &sample, &answers))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(100 * normal_critical(confidence) *
							 sample.standard_error *
							 population_argument(fcinfo, 2, answers));
}

/*
 * For SQL functions (r, confidence, method, population, scale ...).
 */
static Limits
nps_limits(FunctionCallInfo fcinfo, const char *function)
{
	double		confidence = confidence_argument(fcinfo, 1);
	NetMethod	method = net_method_argument(fcinfo, 2);
	NetSample	sample;
	int64		answers;

	if (!net_sample_argument(fcinfo, function, 4, &sample, &answers))
		return no_interval;
	return net_sample_limits(&sample, confidence, method,
							 population_argument(fcinfo, 3, answers));
}

Datum
nps_interval(PG_FUNCTION_ARGS)
{
	return interval_result(fcinfo, nps_limits(fcinfo, "nps_interval"));
}

Datum
nps_low(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(nps_limits(fcinfo, "nps_low").low);
}

Datum
nps_high(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(nps_limits(fcinfo, "nps_high").high);
}

/*
 * The limits of the share of a segment in per cent, with the arguments
 * confidence, method and population, of which the first is given.
 */
static Limits
share_limits(FunctionCallInfo fcinfo, int first, Segment part, Segment all)
{
	double		confidence = confidence_argument(fcinfo, first);
	ShareMethod method = share_method_argument(fcinfo, first + 1);
	double		factor = population_argument(fcinfo, first + 2, all.answers);
	ShareSample sample = share_sample(part, all);

	return share_sample_limits(&sample, confidence, method, factor);
}

/*
 * For SQL functions (r, confidence, method, population, scale_min, scale_max,
 * satisfied_min).
 */
static Limits
csat_limits(FunctionCallInfo fcinfo, const char *function)
{
	Histogram	histogram;
	Metric		metric = {function, false, STATE_THE_SCALE};
	Scale		scale;
	Groups		groups;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		return no_interval;
	scale = csat_scale_arguments(fcinfo, 4);
	groups = scale_groups(&scale, metric, &histogram);
	return share_limits(fcinfo, 1, groups.high, groups.all);
}

Datum
csat_interval(PG_FUNCTION_ARGS)
{
	return interval_result(fcinfo, csat_limits(fcinfo, "csat_interval"));
}

Datum
csat_low(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(csat_limits(fcinfo, "csat_low").low);
}

Datum
csat_high(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(csat_limits(fcinfo, "csat_high").high);
}

/*
 * For the SQL function (r, low, high, confidence, method, population).
 */
Datum
tally_share_interval(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) ||
		!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	return interval_result(fcinfo,
						   share_limits(fcinfo, 3,
										histogram_segment(&histogram,
														  PG_GETARG_INT32(1),
														  PG_GETARG_INT32(2)),
										histogram_all(&histogram)));
}

/*
 * The limits of a mean, with the arguments confidence and population.
 */
static Limits
mean_limits(FunctionCallInfo fcinfo, const Histogram *histogram,
			double lowest, double highest)
{
	double		confidence = confidence_argument(fcinfo, 1);
	double		factor = population_argument(fcinfo, 2, histogram->total);
	MeanSample	sample = mean_sample(histogram);

	return mean_sample_limits(&sample, confidence, factor, lowest, highest);
}

/*
 * For the SQL function (r, confidence, population).
 */
Datum
tally_mean_interval(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	return interval_result(fcinfo, mean_limits(fcinfo, &histogram,
											   0, TALLY_MAX_SCORE));
}

/*
 * For SQL functions (r, confidence, population, scale_min, scale_max,
 * low_is_easy).
 */
static Limits
ces_limits(FunctionCallInfo fcinfo, const char *function)
{
	Histogram	histogram;
	Metric		metric = {function, false, STATE_THE_SCALE};
	Scale		scale;
	Limits	limits;
	Limits	mirrored;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		return no_interval;
	scale = ces_ends_arguments(fcinfo, 3);
	scale_check_answers(&scale, metric, &histogram);
	limits = mean_limits(fcinfo, &histogram, scale.minimum, scale.maximum);
	if (!boolean_argument(fcinfo, 5))
		return limits;
	mirrored.low = scale.minimum + scale.maximum - limits.high;
	mirrored.high = scale.minimum + scale.maximum - limits.low;
	return mirrored;
}

Datum
ces_interval(PG_FUNCTION_ARGS)
{
	return interval_result(fcinfo, ces_limits(fcinfo, "ces_interval"));
}

Datum
ces_low(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(ces_limits(fcinfo, "ces_low").low);
}

Datum
ces_high(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(ces_limits(fcinfo, "ces_high").high);
}

/*
 * How many answers of equal weight would be as precise, sum(w)^2 / sum(w^2)
 * (Kish, Survey Sampling, 1965); not rounded.
 */
Datum
tally_effective_count(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Segment		all;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	all = histogram_all(&histogram);
	PG_RETURN_FLOAT8_OR_NULL(effective_size(all.weight, all.weight_squares));
}

/*
 * What the weights cost in precision, n sum(w^2) / sum(w)^2, so that the
 * number of answers over it is the effective count.
 */
Datum
tally_design_effect(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Segment		all;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	all = histogram_all(&histogram);
	PG_RETURN_FLOAT8_OR_NULL(design_effect((double) all.answers, all.weight,
										   all.weight_squares));
}
