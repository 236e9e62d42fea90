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

#include "arguments.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(csat_final);
PG_FUNCTION_INFO_V1(csat_boolean_final);
PG_FUNCTION_INFO_V1(csat);
PG_FUNCTION_INFO_V1(csat_mean);
PG_FUNCTION_INFO_V1(csat_net);
PG_FUNCTION_INFO_V1(csat_category);

/*
 * Per cent in the high group of a scale.
 */
static double
final_share(FunctionCallInfo fcinfo, const Scale *scale)
{
	Histogram	histogram;
	Metric		metric = {"csat", true,
	"If these are answers on another scale, state it: csat(tally(score), scale_max => ..., satisfied_min => ...)."};
	Groups		groups;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	groups = scale_groups(scale, metric, &histogram);
	return high_share(&groups);
}

/*
 * The value of the aggregate csat(score).
 */
Datum
csat_final(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(final_share(fcinfo, &csat_scale));
}

/*
 * The value of the aggregate csat(boolean): thumbs up or down.
 */
Datum
csat_boolean_final(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(final_share(fcinfo, &boolean_scale));
}

/*
 * 100 satisfied / answers; a neutral answer stays in the denominator.
 */
Datum
csat(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"csat", false, STATE_THE_SCALE};
	Scale		scale;
	Groups		groups;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = csat_scale_arguments(fcinfo, 1);
	groups = scale_groups(&scale, metric, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(high_share(&groups));
}

/*
 * The mean answer, the other thing that people call CSAT.
 */
Datum
csat_mean(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"csat_mean", false, STATE_THE_SCALE};
	Scale		scale;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = csat_ends_arguments(fcinfo, 1);
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
	Metric		metric = {"csat_net", false, STATE_THE_SCALE};
	Scale		scale;
	Groups		groups;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = csat_mirrored_arguments(fcinfo, 1);
	groups = scale_groups(&scale, metric, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
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
	scale = csat_mirrored_arguments(fcinfo, 1);
	score = scale_check_score(&scale, "rating", "csat_category",
							  "Turn codes such as \"no answer\" to NULL with nullif(); if it is an answer on another scale, state scale_min and scale_max.",
							  PG_GETARG_FLOAT8(0));
	if (score <= scale.low_max)
		PG_RETURN_TEXT_P(cstring_to_text("dissatisfied"));
	if (score >= scale.high_min)
		PG_RETURN_TEXT_P(cstring_to_text("satisfied"));
	PG_RETURN_TEXT_P(cstring_to_text("neutral"));
}
