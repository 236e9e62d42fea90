/*-------------------------------------------------------------------------
 *
 * csat.c
 *	  Customer Satisfaction Score.
 *
 * On 1 to 5 the satisfied answer 4 or 5; that is the only rule everyone
 * shares, so on another scale the caller states the first satisfied box.  The
 * dissatisfied are the mirror image of the satisfied, 1 or 2 on 1 to 5.
 *
 *-------------------------------------------------------------------------
 */
#include "csat.h"

#include "utils/builtins.h"

#include "arguments.h"
#include "inference.h"
#include "tally_datum.h"

/* Where answers of which only the group is known are kept. */
#define CSAT_SATISFIED_SCORE	5
#define CSAT_OTHER_SCORE		3

/*
 * The arguments scale_min, scale_max and satisfied_min, where all that is not
 * satisfied is one group.
 */
static Scale
csat_scale_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = scale_ends_arguments(fcinfo, first, &csat_scale);

	if (PG_ARGISNULL(first + 2) && !scale_has_ends_of(&scale, &csat_scale))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("CSAT on a scale of %d to %d needs satisfied_min",
						scale.minimum, scale.maximum),
				 errhint("State the first satisfied answer; vendors split, on 1 to 7 for instance, into 6-7 and 5-7.")));
	scale.high_min = integer_argument(fcinfo, first + 2, scale.high_min);
	scale_check_cut(&scale, "satisfied_min", scale.high_min);
	scale.low_max = scale.high_min - 1;
	return scale;
}

Scale
csat_mirrored_scale_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = csat_scale_arguments(fcinfo, first);

	scale.low_max = scale.minimum + scale.maximum - scale.high_min;
	if (scale.low_max >= scale.high_min)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("satisfied_min %d is not in the upper half of the scale of %d to %d",
						scale.high_min, scale.minimum, scale.maximum),
				 errhint("The dissatisfied are the mirror image of the satisfied, so the two would overlap.")));
	return scale;
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
	*groups = scale_groups(&scale, &histogram);
	return true;
}

/*
 * The dissatisfied, who mirror the satisfied, the neutral and the satisfied.
 */
static bool
csat_mirrored_groups(FunctionCallInfo fcinfo, int argument,
					 int first_of_scale, Groups *groups)
{
	Histogram	histogram;
	Scale		scale;

	if (!histogram_from_argument(fcinfo, argument, &histogram))
		return false;
	scale = csat_mirrored_scale_arguments(fcinfo, first_of_scale);
	*groups = scale_groups(&scale, &histogram);
	return true;
}

/*
 * Per cent in the high group of a scale.
 */
static double
final_share(FunctionCallInfo fcinfo, const Scale *scale)
{
	Histogram	histogram;
	Groups		groups;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	groups = scale_groups(scale, &histogram);
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

	if (!csat_mirrored_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
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
	scale = csat_mirrored_scale_arguments(fcinfo, 1);
	score = scale_check_score(&scale, "rating",
							  "Turn codes such as \"no answer\" to NULL with nullif(); if it is an answer on another scale, state scale_min and scale_max.",
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
 * For SQL functions (r, confidence, method, population, scale ...).
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
 * For the SQL function (a, b, confidence, scale ...).
 */
PG_FUNCTION_INFO_V1(csat_test);
Datum
csat_test(PG_FUNCTION_ARGS)
{
	return share_test_result(fcinfo, csat_groups);
}

/*
 * For the SQL function (r, confidence, method, min_answers, scale ...).
 */
PG_FUNCTION_INFO_V1(csat_summary);
Datum
csat_summary(PG_FUNCTION_ARGS)
{
	double		confidence = confidence_argument(fcinfo, 1);
	ShareMethod method = share_method_argument(fcinfo, 2);
	Groups		groups;
	ShareSample sample;

	if (!csat_mirrored_groups(fcinfo, 0, 4, &groups))
		PG_RETURN_NULL();
	if (summary_is_hidden(fcinfo, 3, &groups))
		return hidden_summary_result(fcinfo, &groups);

	sample = high_share_sample(&groups);
	return summary_result(fcinfo, &groups, sample.score,
						  share_sample_limits(&sample, confidence, method, 1));
}

PG_FUNCTION_INFO_V1(csat_shift);
Datum
csat_shift(PG_FUNCTION_ARGS)
{
	return shift_result(fcinfo, csat_groups, high_share);
}

/*
 * For a margin of error of a share: (margin, confidence, expected,
 * population).
 */
PG_FUNCTION_INFO_V1(csat_sample_size);
Datum
csat_sample_size(PG_FUNCTION_ARGS)
{
	double		margin;
	double		expected = number_argument(fcinfo, 2, 50);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	margin = PG_GETARG_FLOAT8(0);
	check_points("margin", margin, 50);
	check_between("expected", expected, 0, 100, NULL);
	notice_fraction("expected", expected, UNIT_PERCENT);
	return sample_size_result(share_sample_size(margin / 100,
												confidence_argument(fcinfo, 1),
												expected / 100),
							  population_size_argument(fcinfo, 3));
}

/*
 * For each of two groups, to tell one share from another: (share_a, share_b,
 * confidence, power).
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
				 errhint("The smaller the difference to detect, the larger the groups; none cannot be detected.")));
	return sample_size_result(share_test_sample_size(share_a / 100,
													 share_b / 100,
													 confidence_argument(fcinfo, 2),
													 power_argument(fcinfo, 3)),
							  0);
}
