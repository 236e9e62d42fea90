/*-------------------------------------------------------------------------
 *
 * nps.c
 *	  Net Promoter Score.
 *
 * Detractors answer 0 to 6, passives 7 or 8, promoters 9 or 10; the score is
 * 100 (promoters - detractors) / answers (Reichheld, "The one number you need
 * to grow", Harvard Business Review, December 2003).
 *
 *-------------------------------------------------------------------------
 */
#include "nps.h"

#include "utils/builtins.h"

#include "arguments.h"
#include "inference.h"
#include "tally_datum.h"

/* Where answers of which only the group is known are kept. */
#define NPS_PROMOTER_SCORE	10
#define NPS_PASSIVE_SCORE	8
#define NPS_DETRACTOR_SCORE	6

Scale
nps_scale_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = scale_ends_arguments(fcinfo, first, &nps_scale);

	if ((PG_ARGISNULL(first + 2) || PG_ARGISNULL(first + 3)) &&
		!scale_has_ends_of(&scale, &nps_scale))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("NPS on a scale of %d to %d needs detractor_max and promoter_min",
						scale.minimum, scale.maximum),
				 errhint("Only the 0 to 10 scale has cut points by definition.")));
	scale.low_max = integer_argument(fcinfo, first + 2, scale.low_max);
	scale.high_min = integer_argument(fcinfo, first + 3, scale.high_min);
	scale_check_cut(&scale, "detractor_max", scale.low_max);
	scale_check_cut(&scale, "promoter_min", scale.high_min);
	if (scale.low_max >= scale.high_min)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("detractor_max %d is not below promoter_min %d",
						scale.low_max, scale.high_min)));
	return scale;
}

bool
nps_groups(FunctionCallInfo fcinfo, int argument, int first_of_scale,
		   Groups *groups)
{
	Histogram	histogram;
	Scale		scale;

	if (!histogram_from_argument(fcinfo, argument, &histogram))
		return false;
	scale = nps_scale_arguments(fcinfo, first_of_scale);
	*groups = scale_groups(&scale, &histogram);
	return true;
}

/*
 * The value of the aggregate nps(score).
 */
PG_FUNCTION_INFO_V1(nps_final);
Datum
nps_final(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Groups		groups;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	groups = scale_groups(&nps_scale, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
}

PG_FUNCTION_INFO_V1(nps);
Datum
nps(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!nps_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
}

PG_FUNCTION_INFO_V1(nps_promoters);
Datum
nps_promoters(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!nps_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.high.answers);
}

PG_FUNCTION_INFO_V1(nps_passives);
Datum
nps_passives(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!nps_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.middle.answers);
}

PG_FUNCTION_INFO_V1(nps_detractors);
Datum
nps_detractors(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!nps_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.low.answers);
}

/*
 * The group of a single answer, by name.
 */
PG_FUNCTION_INFO_V1(nps_category);
Datum
nps_category(PG_FUNCTION_ARGS)
{
	Scale		scale;
	int			score;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	scale = nps_scale_arguments(fcinfo, 1);
	score = scale_check_score(&scale, "rating",
							  "Turn codes such as \"no answer\" to NULL with nullif(); if it is an answer on another scale, state scale_min and scale_max.",
							  PG_GETARG_FLOAT8(0));
	if (score <= scale.low_max)
		PG_RETURN_TEXT_P(cstring_to_text("detractor"));
	if (score >= scale.high_min)
		PG_RETURN_TEXT_P(cstring_to_text("promoter"));
	PG_RETURN_TEXT_P(cstring_to_text("passive"));
}

/*
 * What a part of the answers adds to the score of the whole:
 * 100 (promoters - detractors of the part) / answers of the whole.  The
 * contributions of all parts add up to the score.
 */
PG_FUNCTION_INFO_V1(nps_contribution);
Datum
nps_contribution(PG_FUNCTION_ARGS)
{
	Groups		part;
	Groups		whole;

	if (!nps_groups(fcinfo, 0, 2, &part) || !nps_groups(fcinfo, 1, 2, &whole))
		PG_RETURN_NULL();
	check_part_of_whole(fcinfo, 0, 1,
						"The second argument is the tally of all segments, for example sum(tally(score)) OVER ().");
	PG_RETURN_FLOAT8_OR_NULL(net_percent_of(part.high, part.low, whole.all));
}

/*
 * The arguments promoters, passives and detractors of a model that keeps
 * counts instead of answers, as a tally at one score of each group.
 */
static void
counts_arguments(FunctionCallInfo fcinfo, Histogram *histogram)
{
	Counts		counts;

	histogram_begin(histogram, false, NPS_PROMOTER_SCORE + 1, &counts);
	counts.answers[NPS_PROMOTER_SCORE] = count_argument(fcinfo, 0, "promoters");
	counts.answers[NPS_PASSIVE_SCORE] = count_argument(fcinfo, 1, "passives");
	counts.answers[NPS_DETRACTOR_SCORE] = count_argument(fcinfo, 2,
														 "detractors");
	tally_check(histogram_finish(histogram));
}

/*
 * The score of three counts.
 */
PG_FUNCTION_INFO_V1(nps_from_counts);
Datum
nps_from_counts(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Groups		groups;

	counts_arguments(fcinfo, &histogram);
	groups = scale_groups(&nps_scale, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
}

/*
 * The tally of three counts, from which all that looks at groups only can be
 * read.
 */
PG_FUNCTION_INFO_V1(nps_tally);
Datum
nps_tally(PG_FUNCTION_ARGS)
{
	Histogram	histogram;

	counts_arguments(fcinfo, &histogram);
	return histogram_to_datum(&histogram);
}

static const MethodName net_methods[] = {
	{"adjusted_wald", NET_ADJUSTED_WALD},
	{"wald", NET_WALD},
	{"score", NET_SCORE},
};

static NetMethod
net_method_argument(FunctionCallInfo fcinfo, int argument)
{
	return (NetMethod) METHOD_ARGUMENT(fcinfo, argument, net_methods);
}

/*
 * Standard error of the score, in points.
 */
PG_FUNCTION_INFO_V1(nps_stderr);
Datum
nps_stderr(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!nps_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(100 * net_sample(&groups).standard_error);
}

/*
 * Margin of error, in points.
 */
PG_FUNCTION_INFO_V1(nps_margin);
Datum
nps_margin(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 1);
	Groups		groups;
	NetSample	sample;

	if (!nps_groups(fcinfo, 0, 3, &groups))
		PG_RETURN_NULL();
	sample = net_sample(&groups);
	PG_RETURN_FLOAT8_OR_NULL(net_sample_margin(&sample, confidence,
											   population_argument(fcinfo, 2,
																   groups.all.answers)));
}

/*
 * For SQL functions (r, confidence, method, population, scale ...).
 */
static Limits
nps_limits(FunctionCallInfo fcinfo)
{
	double		confidence = confidence_argument(fcinfo, 1);
	NetMethod	method = net_method_argument(fcinfo, 2);
	Groups		groups;
	NetSample	sample;

	if (!nps_groups(fcinfo, 0, 4, &groups))
		return no_limits;
	sample = net_sample(&groups);
	return net_sample_limits(&sample, confidence, method,
							 population_argument(fcinfo, 3,
												 groups.all.answers));
}

PG_FUNCTION_INFO_V1(nps_interval);
Datum
nps_interval(PG_FUNCTION_ARGS)
{
	return limits_result(fcinfo, nps_limits(fcinfo));
}

PG_FUNCTION_INFO_V1(nps_low);
Datum
nps_low(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(nps_limits(fcinfo).low);
}

PG_FUNCTION_INFO_V1(nps_high);
Datum
nps_high(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(nps_limits(fcinfo).high);
}

/* Tango's method has no counterpart for two independent samples. */
static const MethodName net_test_methods[] = {
	{"adjusted_wald", NET_ADJUSTED_WALD},
	{"wald", NET_WALD},
};

/*
 * For the SQL function (a, b, confidence, method, scale ...).
 */
PG_FUNCTION_INFO_V1(nps_test);
Datum
nps_test(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 2);
	NetMethod	method = METHOD_ARGUMENT(fcinfo, 3, net_test_methods);
	Groups		groups_a;
	Groups		groups_b;

	if (!two_groups(fcinfo, nps_groups, 4, &groups_a, &groups_b))
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   net_test(net_sample(&groups_a).counts,
								net_sample(&groups_b).counts,
								confidence, method),
					   100);
}

/*
 * For the SQL function (r, confidence, method, min_answers, scale ...).
 */
PG_FUNCTION_INFO_V1(nps_summary);
Datum
nps_summary(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 1);
	NetMethod	method = net_method_argument(fcinfo, 2);
	Groups		groups;
	NetSample	sample;

	if (!nps_groups(fcinfo, 0, 4, &groups))
		PG_RETURN_NULL();
	if (summary_is_hidden(fcinfo, 3, &groups))
		return hidden_summary_result(fcinfo, &groups);

	sample = net_sample(&groups);
	return summary_result(fcinfo, &groups, sample.score,
						  net_sample_limits(&sample, confidence, method, 1));
}

PG_FUNCTION_INFO_V1(nps_shift);
Datum
nps_shift(PG_FUNCTION_ARGS)
{
	return shift_result(fcinfo, nps_groups, net_score);
}

/*
 * MeasuringU's estimate of the variance of one answer on -1, 0, 1, from the
 * surveys they have seen; 1 is the largest that there can be.  The difference
 * of two answers has twice that.
 */
#define TYPICAL_NET_VARIANCE	0.67

static double
variance_argument(FunctionCallInfo fcinfo, int argument, int answers)
{
	double		variance = number_argument(fcinfo, argument,
										   answers * TYPICAL_NET_VARIANCE);

	if (!(variance > 0 && variance <= answers))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("variance must be greater than 0 and at most %d, not %g",
						answers, variance),
				 answers == 1 ?
				 errhint("It is that of an answer that counts as 1, 0 or -1; %g is typical.",
						 TYPICAL_NET_VARIANCE) :
				 errhint("It is that of the difference of two answers that count as 1, 0 or -1; %g is typical.",
						 answers * TYPICAL_NET_VARIANCE)));
	return variance;
}

/*
 * For a margin of error: (margin, confidence, variance, population).
 */
PG_FUNCTION_INFO_V1(nps_sample_size);
Datum
nps_sample_size(PG_FUNCTION_ARGS)
{
	double		margin;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	margin = PG_GETARG_FLOAT8(0);
	check_points("margin", margin, 100);
	return sample_size_result(net_sample_size(margin / 100,
											  confidence_argument(fcinfo, 1),
											  variance_argument(fcinfo, 2, 1)),
							  population_size_argument(fcinfo, 3));
}

/*
 * For each of two groups, to detect a difference: (difference, confidence,
 * power, variance).
 */
PG_FUNCTION_INFO_V1(nps_test_sample_size);
Datum
nps_test_sample_size(PG_FUNCTION_ARGS)
{
	double		difference;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	difference = fabs(PG_GETARG_FLOAT8(0));
	check_points("difference", difference, 200);
	return sample_size_result(net_test_sample_size(difference / 100,
												   confidence_argument(fcinfo, 1),
												   power_argument(fcinfo, 2),
												   variance_argument(fcinfo, 3, 2)),
							  0);
}
