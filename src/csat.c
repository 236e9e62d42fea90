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
#include "compat.h"

#include <math.h>

#include "utils/builtins.h"

#include "scale.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(csat_final);
PG_FUNCTION_INFO_V1(csat_boolean_final);
PG_FUNCTION_INFO_V1(csat);
PG_FUNCTION_INFO_V1(csat_mean);
PG_FUNCTION_INFO_V1(csat_net);
PG_FUNCTION_INFO_V1(csat_category);

/* false is 0, true is 1 */
static const Scale boolean_scale = {
	.minimum = 0,.maximum = 1,.low_max = 0,.high_min = 1
};

/*
 * The ends of the scale from the arguments scale_min and scale_max, of which
 * the first is given by its number.
 */
static Scale
scale_ends_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = csat_scale;

	scale.minimum = integer_argument(fcinfo, first, scale.minimum);
	scale.maximum = integer_argument(fcinfo, first + 1, scale.maximum);
	scale_check_ends(&scale);
	return scale;
}

/*
 * The scale from the arguments scale_min, scale_max and satisfied_min.
 */
static Scale
scale_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = scale_ends_arguments(fcinfo, first);

	if (!scale_has_ends(&scale, csat_scale.minimum, csat_scale.maximum) &&
		PG_ARGISNULL(first + 2))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a %d to %d scale needs the first satisfied box for CSAT",
						scale.minimum, scale.maximum),
				 errhint("State satisfied_min; vendors split, on 1 to 7 for instance, into 6-7 and 5-7.")));
	scale.high_min = integer_argument(fcinfo, first + 2, scale.high_min);
	scale_check_cut(&scale, "satisfied_min", scale.high_min);
	scale.low_max = scale.minimum + scale.maximum - scale.high_min;
	return scale;
}

/*
 * The dissatisfied mirror the satisfied, which must leave room for that.
 */
static void
check_mirror(const Scale *scale)
{
	if (scale->low_max >= scale->high_min)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("satisfied_min %d is not in the upper half of the %d to %d scale",
						scale->high_min, scale->minimum, scale->maximum),
				 errhint("The dissatisfied are the mirror image of the satisfied, so the two would overlap.")));
}

/*
 * The value of the aggregate csat(score).
 */
Datum
csat_final(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"csat", true};
	Groups		groups;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	groups = scale_groups(&csat_scale, metric, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.high, groups.all));
}

/*
 * The value of the aggregate csat(boolean): thumbs up or down.
 */
Datum
csat_boolean_final(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"csat", true};
	Groups		groups;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	groups = scale_groups(&boolean_scale, metric, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.high, groups.all));
}

/*
 * 100 satisfied / answers; a neutral answer stays in the denominator.
 */
Datum
csat(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"csat", false};
	Scale		scale;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = scale_arguments(fcinfo, 1);
	scale_check_answers(&scale, metric, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(percent_of(histogram_segment(&histogram,
														  scale.high_min,
														  scale.maximum),
										histogram_segment(&histogram,
														  scale.minimum,
														  scale.maximum)));
}

/*
 * The mean answer, the other thing that people call CSAT.
 */
Datum
csat_mean(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"csat_mean", false};
	Scale		scale;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = scale_ends_arguments(fcinfo, 1);
	scale_check_answers(&scale, metric, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(histogram_mean(&histogram));
}

/*
 * 100 (satisfied - dissatisfied) / answers.
 */
Datum
csat_net(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"csat_net", false};
	Scale		scale;
	Groups		groups;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = scale_arguments(fcinfo, 1);
	check_mirror(&scale);
	groups = scale_groups(&scale, metric, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(net_percent_of(groups.high, groups.low,
											groups.all));
}

/*
 * The group of a single answer, by name.
 */
Datum
csat_category(PG_FUNCTION_ARGS)
{
	Scale		scale;
	int			score;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	scale = scale_arguments(fcinfo, 1);
	check_mirror(&scale);
	score = scale_check_score(&scale, "csat_category", PG_GETARG_FLOAT8(0));
	if (score <= scale.low_max)
		PG_RETURN_TEXT_P(cstring_to_text("dissatisfied"));
	if (score >= scale.high_min)
		PG_RETURN_TEXT_P(cstring_to_text("satisfied"));
	PG_RETURN_TEXT_P(cstring_to_text("neutral"));
}
