/*-------------------------------------------------------------------------
 *
 * csat.c
 *	  Customer Satisfaction Score.
 *
 * On 1 to 5 the satisfied answer 4 or 5; that is the only rule everyone
 * shares, so on another scale the caller specifies the first satisfied answer.  The
 * dissatisfied are the mirror image of the satisfied, 1 or 2 on 1 to 5, unless
 * the caller says otherwise.
 *
 *-------------------------------------------------------------------------
 */
#include "csat.h"

#include "utils/builtins.h"

#include "arguments.h"
#include "inference_test.h"
#include "sample_size.h"
#include "svg.h"
#include "tally_datum.h"

/* Scores that represent a group */
#define CSAT_SATISFIED_SCORE	5
#define CSAT_OTHER_SCORE		3
#define CSAT_DISSATISFIED_SCORE 1

/*
 * The arguments scale_min, scale_max and satisfied_min, where all that is not
 * satisfied is one group; the metric's own scale for a function without them.
 */
static Scale
two_groups_arguments(FunctionCallInfo fcinfo, int first,
					 const Scale *own_scale)
{
	Scale		scale;

	if (PG_NARGS() <= first)
		return *own_scale;
	scale = scale_ends_arguments(fcinfo, first, own_scale);
	if (PG_ARGISNULL(first + 2) && !scale_has_ends_of(&scale, &csat_scale))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("CSAT on a scale of %d to %d needs satisfied_min",
						scale.minimum, scale.maximum),
				 errhint("Specify the lowest answer that counts as satisfied; on 1 to 7, for example, some count 6 and 7, and others 5 to 7.")));
	scale.high_min = integer_argument(fcinfo, first + 2, scale.high_min);
	scale_check_cut(&scale, "satisfied_min", scale.high_min);
	scale.low_max = scale.high_min - 1;
	return scale;
}

/*
 * The same with dissatisfied_max, by default the mirror image of
 * satisfied_min.
 */
static Scale
three_groups_arguments(FunctionCallInfo fcinfo, int first,
					   const Scale *own_scale)
{
	Scale		scale = two_groups_arguments(fcinfo, first, own_scale);
	int			mirror = scale.minimum + scale.maximum - scale.high_min;
	bool		has_argument = PG_NARGS() > first + 3;

	if (!has_argument || PG_ARGISNULL(first + 3))
	{
		if (mirror >= scale.high_min)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("satisfied_min %d is not in the upper half of the scale of %d to %d",
							scale.high_min, scale.minimum, scale.maximum),
					 has_argument ? errhint("By default the dissatisfied are the mirror image of the satisfied; specify dissatisfied_max.") :
					 errhint("The dissatisfied are the mirror image of the satisfied.")));
		scale.low_max = mirror;
		return scale;
	}
	scale.low_max = PG_GETARG_INT32(first + 3);
	scale_check_cut(&scale, "dissatisfied_max", scale.low_max);
	if (scale.low_max >= scale.high_min)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("dissatisfied_max %d is not below satisfied_min %d",
						scale.low_max, scale.high_min)));
	return scale;
}

static Scale
csat_scale_arguments(FunctionCallInfo fcinfo, int first)
{
	return two_groups_arguments(fcinfo, first, &csat_scale);
}

static Scale
csat_three_groups_arguments(FunctionCallInfo fcinfo, int first)
{
	return three_groups_arguments(fcinfo, first, &csat_scale);
}

Scale
csat_rating_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = csat_scale;

	scale.prefix = "rating";
	return three_groups_arguments(fcinfo, first, &scale);
}

bool
csat_groups(FunctionCallInfo fcinfo, int argument, int first_of_scale,
			Groups *groups)
{
	Histogram	histogram;
	Scale		scale;

	if (!histogram_from_argument(fcinfo, argument, &histogram))
		return false;
	scale = csat_scale_arguments(fcinfo, first_of_scale);
	scale_groups(&scale, &histogram, groups);
	return true;
}

/*
 * The dissatisfied, the neutral and the satisfied.
 */
static bool
csat_three_groups(FunctionCallInfo fcinfo, int argument, int first_of_scale,
				  Groups *groups)
{
	Histogram	histogram;
	Scale		scale;

	if (!histogram_from_argument(fcinfo, argument, &histogram))
		return false;
	scale = csat_three_groups_arguments(fcinfo, first_of_scale);
	scale_groups(&scale, &histogram, groups);
	return true;
}

/*
 * Percentage in the high group of a scale.
 */
static double
final_share(FunctionCallInfo fcinfo, const Scale *scale)
{
	Histogram	histogram;
	Groups		groups;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	scale_groups(scale, &histogram, &groups);
	return high_share(&groups);
}

/*
 * The value of the aggregate csat(score).
 */
PG_FUNCTION_INFO_V1(csat_final);
Datum
csat_final(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(final_share(fcinfo, &csat_scale));
}

/*
 * The value of the aggregate csat(boolean): thumbs up or down.
 */
PG_FUNCTION_INFO_V1(csat_boolean_final);
Datum
csat_boolean_final(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(final_share(fcinfo, &boolean_scale));
}

/*
 * 100 satisfied / answers; a neutral answer stays in the denominator.
 */
PG_FUNCTION_INFO_V1(csat);
Datum
csat(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!csat_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(high_share(&groups));
}

/*
 * The mean answer, the other thing that people call CSAT.
 */
PG_FUNCTION_INFO_V1(csat_mean);
Datum
csat_mean(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Scale		scale;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = scale_ends_arguments(fcinfo, 1, &csat_scale);
	scale.example = "csat_mean(tally(score), scale_min => 1, scale_max => 7)";
	scale_check_answers(&scale, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(histogram_mean(&histogram));
}

/*
 * 100 (satisfied - dissatisfied) / answers.
 */
PG_FUNCTION_INFO_V1(csat_net);
Datum
csat_net(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!csat_three_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
}

PG_FUNCTION_INFO_V1(csat_satisfied);
Datum
csat_satisfied(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!csat_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.high.answers);
}

PG_FUNCTION_INFO_V1(csat_neutral);
Datum
csat_neutral(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!csat_three_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.middle.answers);
}

PG_FUNCTION_INFO_V1(csat_dissatisfied);
Datum
csat_dissatisfied(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!csat_three_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.low.answers);
}

PG_FUNCTION_INFO_V1(csat_neutral_share);
Datum
csat_neutral_share(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!csat_three_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.middle, groups.all));
}

PG_FUNCTION_INFO_V1(csat_dissatisfied_share);
Datum
csat_dissatisfied_share(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!csat_three_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.low, groups.all));
}

/*
 * The group of a single answer, by name.
 */
PG_FUNCTION_INFO_V1(csat_category);
Datum
csat_category(PG_FUNCTION_ARGS)
{
	Scale		scale;
	int			score;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	scale = csat_three_groups_arguments(fcinfo, 1);
	score = scale_check_score(&scale, "rating", HINT_OTHER_SCALE,
							  PG_GETARG_FLOAT8(0));
	if (score <= scale.low_max)
		PG_RETURN_TEXT_P(cstring_to_text("dissatisfied"));
	if (score >= scale.high_min)
		PG_RETURN_TEXT_P(cstring_to_text("satisfied"));
	PG_RETURN_TEXT_P(cstring_to_text("neutral"));
}

/*
 * The tally of two counts, satisfied and all, from which all that looks at
 * the satisfied only can be read.
 */
PG_FUNCTION_INFO_V1(csat_tally);
Datum
csat_tally(PG_FUNCTION_ARGS)
{
	int64		satisfied = count_argument(fcinfo, 0, "satisfied");
	int64		answers = count_argument(fcinfo, 1, "answers");
	Histogram	histogram;
	Counts		counts;

	if (satisfied > answers)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("satisfied %lld is greater than answers %lld",
						(long long) satisfied, (long long) answers),
				 errhint("The arguments are the number of satisfied answers and the number of all answers.")));
	histogram_begin(&histogram, false, CSAT_SATISFIED_SCORE + 1, &counts);
	counts.answers[CSAT_SATISFIED_SCORE] = satisfied;
	counts.answers[CSAT_OTHER_SCORE] = answers - satisfied;
	return histogram_to_datum(&histogram);
}

/*
 * The same groups on the scale of 1 to 5, for aggregates over tallies, which
 * know no other.
 */
PG_FUNCTION_INFO_V1(csat_recode);
Datum
csat_recode(PG_FUNCTION_ARGS)
{
	static const int scores[] = {
		CSAT_DISSATISFIED_SCORE, CSAT_OTHER_SCORE, CSAT_SATISFIED_SCORE
	};
	Groups		groups;

	if (!csat_three_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	return groups_to_datum(&groups, scores);
}

/*
 * What a segment adds to the score of the total: 100 satisfied of the segment
 * / answers of the total.  The contributions of all segments add up to the
 * score.
 */
PG_FUNCTION_INFO_V1(csat_contribution);
Datum
csat_contribution(PG_FUNCTION_ARGS)
{
	Groups		segment;
	Groups		total;

	if (!csat_groups(fcinfo, 0, 2, &segment) ||
		!csat_groups(fcinfo, 1, 2, &total))
		PG_RETURN_NULL();
	check_part_of_whole(fcinfo, 0, 1,
						"The second argument is the tally of all segments, for example sum(tally(score)) OVER ().");
	PG_RETURN_FLOAT8_OR_NULL(percent_of(segment.high, total.all));
}

/*
 * Standard error of the score, in points.
 */
PG_FUNCTION_INFO_V1(csat_stderr);
Datum
csat_stderr(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!csat_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(100 * high_share_sample(&groups).standard_error);
}

/*
 * For SQL functions (answers, confidence, method, population, scale ...).
 */
static Limits
csat_limits(FunctionCallInfo fcinfo)
{
	Groups		groups;
	ShareSample sample;

	if (!csat_groups(fcinfo, 0, 4, &groups))
		return no_limits;
	sample = high_share_sample(&groups);
	return share_limits(fcinfo, 1, &sample);
}

PG_FUNCTION_INFO_V1(csat_interval);
Datum
csat_interval(PG_FUNCTION_ARGS)
{
	return limits_result(fcinfo, csat_limits(fcinfo));
}

PG_FUNCTION_INFO_V1(csat_low);
Datum
csat_low(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(csat_limits(fcinfo).low);
}

PG_FUNCTION_INFO_V1(csat_high);
Datum
csat_high(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(csat_limits(fcinfo).high);
}

/*
 * Margin of error, in points: half the width of the interval.
 */
PG_FUNCTION_INFO_V1(csat_margin);
Datum
csat_margin(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(limits_margin(csat_limits(fcinfo)));
}

/*
 * For the SQL function (answers, confidence, method, population, min_answers,
 * scale ...).
 */
PG_FUNCTION_INFO_V1(csat_summary);
Datum
csat_summary(PG_FUNCTION_ARGS)
{
	Groups		groups;
	ShareSample sample;

	if (!csat_three_groups(fcinfo, 0, 5, &groups))
		PG_RETURN_NULL();
	if (summary_is_hidden(fcinfo, 4, groups.all.answers))
		return hidden_summary_result(fcinfo, groups.all.answers,
									 SUMMARY_COLUMNS);

	sample = high_share_sample(&groups);
	return summary_result(fcinfo, &groups, sample.score,
						  share_limits(fcinfo, 1, &sample));
}

PG_FUNCTION_INFO_V1(csat_shift);
Datum
csat_shift(PG_FUNCTION_ARGS)
{
	return shift_result(fcinfo, csat_groups, high_share);
}

static const ChoiceName share_size_methods[] = {
	{"wilson", SHARE_WILSON},
	{"wald", SHARE_WALD},
};

/*
 * For a margin of error of a share: (margin, confidence, method, population,
 * expected).
 */
PG_FUNCTION_INFO_V1(csat_sample_size);
Datum
csat_sample_size(PG_FUNCTION_ARGS)
{
	double		margin;
	ShareMethod method = METHOD_ARGUMENT(fcinfo, 2, share_size_methods);
	double		expected = number_argument(fcinfo, 4, 50);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	margin = PG_GETARG_FLOAT8(0);
	check_points("margin", margin, 50);
	check_between("expected", expected, 0, 100, NULL);
	notice_fraction("expected", expected, UNIT_PERCENT);
	return sample_size_result(fcinfo,
							  share_sample_size(margin / 100,
												confidence_argument(fcinfo, 1),
												method, expected / 100),
							  3);
}

/*
 * For each of two groups, to tell one share from another: (share_a, share_b,
 * confidence, alternative, power).
 */
PG_FUNCTION_INFO_V1(csat_test_sample_size);
Datum
csat_test_sample_size(PG_FUNCTION_ARGS)
{
	double		share_a;
	double		share_b;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	share_a = PG_GETARG_FLOAT8(0);
	share_b = PG_GETARG_FLOAT8(1);
	check_between("share_a", share_a, 0, 100, NULL);
	check_between("share_b", share_b, 0, 100, NULL);
	notice_fraction("share_a", share_a, UNIT_PERCENT);
	notice_fraction("share_b", share_b, UNIT_PERCENT);
	if (share_a == share_b)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("share_a and share_b are both %g", share_a),
				 errhint("A difference of 0 cannot be detected. The smaller the difference, the larger the groups must be.")));
	return sample_size_result(fcinfo,
							  share_test_sample_size(share_a / 100,
													 share_b / 100,
													 confidence_argument(fcinfo, 2),
													 alternative_argument(fcinfo, 3),
													 power_argument(fcinfo, 4)),
							  -1);
}

static ShownScore
csat_shown_score(FunctionCallInfo fcinfo, int first, const Groups *groups)
{
	ShareSample sample = high_share_sample(groups);
	ShownScore	shown = {sample.score, share_limits(fcinfo, first, &sample)};

	return shown;
}

static const SvgMetric csat_svg_metric = {
	"Customer Satisfaction", " %", "dissatisfied", "neutral", "satisfied",
	csat_shown_score
};

PG_FUNCTION_INFO_V1(csat_svg);
Datum
csat_svg(PG_FUNCTION_ARGS)
{
	return svg_card(fcinfo, &csat_svg_metric, csat_three_groups_arguments);
}

PG_FUNCTION_INFO_V1(csat_trend_svg);
Datum
csat_trend_svg(PG_FUNCTION_ARGS)
{
	return svg_trend(fcinfo, &csat_svg_metric, csat_scale_arguments);
}
