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
#include "inference_test.h"
#include "sample_size.h"
#include "svg.h"
#include "tally_datum.h"

/* Scores that represent a group */
#define NPS_PROMOTER_SCORE	10
#define NPS_PASSIVE_SCORE	8
#define NPS_DETRACTOR_SCORE	6

Scale
nps_scale_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale;

	if (PG_NARGS() <= first)
		return nps_scale;
	scale = scale_ends_arguments(fcinfo, first, &nps_scale);
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
	scale_groups(&scale, &histogram, groups);
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
	scale_groups(&nps_scale, &histogram, &groups);
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

PG_FUNCTION_INFO_V1(nps_promoters_share);
Datum
nps_promoters_share(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!nps_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.high, groups.all));
}

PG_FUNCTION_INFO_V1(nps_passives_share);
Datum
nps_passives_share(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!nps_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.middle, groups.all));
}

PG_FUNCTION_INFO_V1(nps_detractors_share);
Datum
nps_detractors_share(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!nps_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.low, groups.all));
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
	score = scale_check_score(&scale, "rating", HINT_OTHER_SCALE,
							  PG_GETARG_FLOAT8(0));
	if (score <= scale.low_max)
		PG_RETURN_TEXT_P(cstring_to_text("detractor"));
	if (score >= scale.high_min)
		PG_RETURN_TEXT_P(cstring_to_text("promoter"));
	PG_RETURN_TEXT_P(cstring_to_text("passive"));
}

/*
 * What a segment adds to the score of the total: 100 (promoters - detractors
 * of the segment) / answers of the total.  The contributions of all segments
 * add up to the score.
 */
PG_FUNCTION_INFO_V1(nps_contribution);
Datum
nps_contribution(PG_FUNCTION_ARGS)
{
	Groups		segment;
	Groups		total;

	if (!nps_groups(fcinfo, 0, 2, &segment) ||
		!nps_groups(fcinfo, 1, 2, &total))
		PG_RETURN_NULL();
	check_part_of_whole(fcinfo, 0, 1,
						"The second argument is the tally of all segments, for example sum(tally(score)) OVER ().");
	PG_RETURN_FLOAT8_OR_NULL(net_percent_of(segment.high, segment.low,
											total.all));
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
	Counts		counts;

	histogram_begin(&histogram, false, NPS_PROMOTER_SCORE + 1, &counts);
	counts.answers[NPS_PROMOTER_SCORE] = count_argument(fcinfo, 0, "promoters");
	counts.answers[NPS_PASSIVE_SCORE] = count_argument(fcinfo, 1, "passives");
	counts.answers[NPS_DETRACTOR_SCORE] = count_argument(fcinfo, 2,
														 "detractors");
	return histogram_to_datum(&histogram);
}

/*
 * The same groups on the scale of 0 to 10, for aggregates over tallies, which
 * know no other.
 */
PG_FUNCTION_INFO_V1(nps_recode);
Datum
nps_recode(PG_FUNCTION_ARGS)
{
	static const int scores[] = {
		NPS_DETRACTOR_SCORE, NPS_PASSIVE_SCORE, NPS_PROMOTER_SCORE
	};
	Groups		groups;

	if (!nps_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	return groups_to_datum(&groups, scores);
}

static const ChoiceName net_methods[] = {
	{"score", NET_SCORE},
	{"adjusted_wald", NET_ADJUSTED_WALD},
	{"wald", NET_WALD},
};

NetMethod
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
 * The limits for the SQL arguments confidence, method and population.
 */
static Limits
net_limits(FunctionCallInfo fcinfo, int first, const NetSample *sample)
{
	double		confidence = confidence_argument(fcinfo, first);
	NetMethod	method = net_method_argument(fcinfo, first + 1);
	double		factor = population_argument(fcinfo, first + 2,
											 sample->answers);

	return net_sample_limits(sample, confidence, method, factor);
}

/*
 * For SQL functions (answers, confidence, method, population, scale ...).
 */
static Limits
nps_limits(FunctionCallInfo fcinfo)
{
	Groups		groups;
	NetSample	sample;

	if (!nps_groups(fcinfo, 0, 4, &groups))
		return no_limits;
	sample = net_sample(&groups);
	return net_limits(fcinfo, 1, &sample);
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

/*
 * Margin of error, in points: half the width of the interval.
 */
PG_FUNCTION_INFO_V1(nps_margin);
Datum
nps_margin(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(limits_margin(nps_limits(fcinfo)));
}

/*
 * For the SQL function (answers, confidence, method, population, min_answers,
 * scale ...).
 */
PG_FUNCTION_INFO_V1(nps_summary);
Datum
nps_summary(PG_FUNCTION_ARGS)
{
	Groups		groups;
	NetSample	sample;

	if (!nps_groups(fcinfo, 0, 5, &groups))
		PG_RETURN_NULL();
	if (summary_is_hidden(fcinfo, 4, groups.all.answers))
		return hidden_summary_result(fcinfo, groups.all.answers,
									 SUMMARY_COLUMNS);

	sample = net_sample(&groups);
	return summary_result(fcinfo, &groups, sample.score,
						  net_limits(fcinfo, 1, &sample));
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
				 errhint("It is the variance of an answer that counts as 1, 0 or -1; %g is typical.",
						 TYPICAL_NET_VARIANCE) :
				 errhint("It is the variance of the difference of two answers that count as 1, 0 or -1; %g is typical.",
						 answers * TYPICAL_NET_VARIANCE)));
	return variance;
}

static const ChoiceName net_size_methods[] = {
	{"score", NET_SCORE},
	{"wald", NET_WALD},
};

/*
 * For a margin of error: (margin, confidence, method, population, variance).
 */
PG_FUNCTION_INFO_V1(nps_sample_size);
Datum
nps_sample_size(PG_FUNCTION_ARGS)
{
	double		margin;
	NetMethod	method = METHOD_ARGUMENT(fcinfo, 2, net_size_methods);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	margin = PG_GETARG_FLOAT8(0);
	check_points("margin", margin, 100);
	return sample_size_result(fcinfo,
							  net_sample_size(margin / 100,
											  confidence_argument(fcinfo, 1),
											  method,
											  variance_argument(fcinfo, 4, 1)),
							  3);
}

/*
 * For each of two groups, to detect a difference: (difference, confidence,
 * alternative, power, variance).
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
	return sample_size_result(fcinfo,
							  net_test_sample_size(difference / 100,
												   confidence_argument(fcinfo, 1),
												   alternative_argument(fcinfo, 2),
												   power_argument(fcinfo, 3),
												   variance_argument(fcinfo, 4, 2)),
							  -1);
}

static ShownScore
nps_shown_score(FunctionCallInfo fcinfo, int first, const Groups *groups)
{
	NetSample	sample = net_sample(groups);
	ShownScore	shown = {sample.score, net_limits(fcinfo, first, &sample)};

	return shown;
}

static const SvgMetric nps_svg_metric = {
	"Net Promoter Score", "", "detractors", "passives", "promoters",
	nps_shown_score
};

PG_FUNCTION_INFO_V1(nps_svg);
Datum
nps_svg(PG_FUNCTION_ARGS)
{
	return svg_card(fcinfo, &nps_svg_metric, nps_scale_arguments);
}

PG_FUNCTION_INFO_V1(nps_trend_svg);
Datum
nps_trend_svg(PG_FUNCTION_ARGS)
{
	return svg_trend(fcinfo, &nps_svg_metric, nps_scale_arguments);
}
