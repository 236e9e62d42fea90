/*-------------------------------------------------------------------------
 *
 * summary.c
 *	  One dashboard row of a tally: counts, shares, score and its limits.
 *
 * With min_answers a smaller group shows how many answers it has and nothing
 * else, not even the counts of its groups, from which the rest would follow.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "result.h"
#include "inference.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(nps_summary);
PG_FUNCTION_INFO_V1(csat_summary);
PG_FUNCTION_INFO_V1(ces_summary);

/* Counts and shares of three groups, score, low, high. */
#define COLUMNS_TO_HIDE		9

/*
 * Is the group of answers too small to show?
 */
static bool
is_hidden(FunctionCallInfo fcinfo, int argument, int64 answers)
{
	int64		min_answers = PG_ARGISNULL(argument) ? 0 :
		PG_GETARG_INT64(argument);

	if (min_answers < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("min_answers " INT64_FORMAT " is negative",
						min_answers)));
	return answers < min_answers;
}

static Datum
hidden_result(FunctionCallInfo fcinfo, int64 answers)
{
	Row			row = {0};

	row_add_count(&row, answers);
	for (int column = 0; column < COLUMNS_TO_HIDE; column++)
		row_add_null(&row);
	return row_result(fcinfo, &row);
}

/*
 * The row of three groups, in the order in which the metric names them.
 */
static Datum
summary_result(FunctionCallInfo fcinfo, Segment first, Segment second,
			   Segment third, Segment all, double score, Limits limits)
{
	Row			row = {0};

	row_add_count(&row, all.answers);
	row_add_count(&row, first.answers);
	row_add_count(&row, second.answers);
	row_add_count(&row, third.answers);
	row_add_number(&row, percent_of(first, all));
	row_add_number(&row, percent_of(second, all));
	row_add_number(&row, percent_of(third, all));
	row_add_number(&row, score);
	row_add_number(&row, limits.low);
	row_add_number(&row, limits.high);
	return row_result(fcinfo, &row);
}

/*
 * For the SQL function (r, confidence, method, min_answers, scale ...).
 */
Datum
nps_summary(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"nps_summary", false, STATE_THE_SCALE};
	double		confidence = confidence_argument(fcinfo, 1);
	NetMethod	method = net_method_argument(fcinfo, 2);
	Scale		scale;
	Groups		groups;
	NetSample	sample;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = nps_scale_arguments(fcinfo, 4);
	groups = scale_groups(&scale, metric, &histogram);
	if (is_hidden(fcinfo, 3, histogram.total))
		return hidden_result(fcinfo, histogram.total);

	sample = net_sample(&groups);
	return summary_result(fcinfo, groups.high, groups.middle, groups.low,
						  groups.all,
						  net_score(&groups),
						  net_sample_limits(&sample, confidence, method, 1));
}

/*
 * For the SQL function (r, confidence, method, min_answers, scale_min,
 * scale_max, satisfied_min).
 */
Datum
csat_summary(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"csat_summary", false, STATE_THE_SCALE};
	double		confidence = confidence_argument(fcinfo, 1);
	ShareMethod method = share_method_argument(fcinfo, 2);
	Scale		scale;
	Groups		groups;
	ShareSample sample;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = csat_mirrored_arguments(fcinfo, 4);
	groups = scale_groups(&scale, metric, &histogram);
	if (is_hidden(fcinfo, 3, histogram.total))
		return hidden_result(fcinfo, histogram.total);

	sample = share_sample(groups.high, groups.all);
	return summary_result(fcinfo, groups.high, groups.middle, groups.low,
						  groups.all, high_share(&groups),
						  share_sample_limits(&sample, confidence, method, 1));
}

/*
 * For the SQL function (r, confidence, min_answers, scale_min, scale_max,
 * easy_from, low_is_easy).
 */
Datum
ces_summary(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"ces_summary", false, STATE_THE_SCALE};
	double		confidence = confidence_argument(fcinfo, 1);
	bool		low_is_easy = boolean_argument(fcinfo, 6);
	Scale		scale;
	Groups		groups;
	MeanSample	sample;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = ces_mirrored_arguments(fcinfo, 3);
	groups = scale_groups(&scale, metric, &histogram);
	if (is_hidden(fcinfo, 2, histogram.total))
		return hidden_result(fcinfo, histogram.total);

	sample = mean_sample(&histogram);
	if (low_is_easy)
		sample.mean = scale.minimum + scale.maximum - sample.mean;
	return summary_result(fcinfo,
						  low_is_easy ? groups.low : groups.high,
						  groups.middle,
						  low_is_easy ? groups.high : groups.low,
						  groups.all, sample.mean,
						  mean_sample_limits(&sample, confidence, 1,
											 scale.minimum, scale.maximum));
}
