/*-------------------------------------------------------------------------
 *
 * ces.c
 *	  Customer Effort Score.
 *
 * CES 2.0 asks how far one agrees that it was easy, on 1 to 7, so that high
 * is easy; the score is the mean (CEB 2013, after Dixon, Freeman and Toman,
 * Harvard Business Review, July 2010).  The older question, low is good, is
 * read with low_is_easy, and then mirrored: a high score is easy always.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(ces_final);
PG_FUNCTION_INFO_V1(ces);
PG_FUNCTION_INFO_V1(ces_easy);
PG_FUNCTION_INFO_V1(ces_net);

/*
 * The scale and the answers that were easy, or hard.
 */
typedef struct Effort
{
	Segment		easy;
	Segment		hard;
	Segment		all;
} Effort;

/*
 * From the arguments of an SQL function (r, scale_min, scale_max, easy_from,
 * low_is_easy) and their scale.  False if r is NULL.
 */
static bool
effort_from_arguments(FunctionCallInfo fcinfo, const char *function,
					  Scale (*scale_arguments) (FunctionCallInfo, int),
					  Effort *effort)
{
	Histogram	histogram;
	Metric		metric = {function, false, STATE_THE_SCALE};
	bool		low_is_easy = boolean_argument(fcinfo, 4);
	Scale		scale;
	Groups		groups;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		return false;
	scale = scale_arguments(fcinfo, 1);
	groups = scale_groups(&scale, metric, &histogram);
	effort->easy = low_is_easy ? groups.low : groups.high;
	effort->hard = low_is_easy ? groups.high : groups.low;
	effort->all = groups.all;
	return true;
}

/*
 * The value of the aggregate ces(score).
 */
Datum
ces_final(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"ces", true,
	"If these are answers on another scale, state it: ces(tally(score), scale_max => ...)."};

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	scale_check_answers(&ces_scale, metric, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(histogram_mean(&histogram));
}

/*
 * The mean ease.
 */
Datum
ces(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"ces", false, STATE_THE_SCALE};
	bool		low_is_easy = boolean_argument(fcinfo, 3);
	Scale		scale;
	double		mean;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = ces_ends_arguments(fcinfo, 1);
	scale_check_answers(&scale, metric, &histogram);
	mean = histogram_mean(&histogram);
	PG_RETURN_FLOAT8_OR_NULL(low_is_easy ?
							 scale.minimum + scale.maximum - mean : mean);
}

/*
 * Per cent who found it easy.
 */
Datum
ces_easy(PG_FUNCTION_ARGS)
{
	Effort		effort;

	if (!effort_from_arguments(fcinfo, "ces_easy", ces_scale_arguments,
							   &effort))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(effort.easy, effort.all));
}

/*
 * Per cent who found it easy, less the per cent who found it hard.
 */
Datum
ces_net(PG_FUNCTION_ARGS)
{
	Effort		effort;

	if (!effort_from_arguments(fcinfo, "ces_net", ces_mirrored_arguments,
							   &effort))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(net_percent_of(effort.easy, effort.hard,
											effort.all));
}
