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

#include "scale.h"
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

static Scale
scale_ends_arguments(FunctionCallInfo fcinfo)
{
	Scale		scale = ces_scale;

	scale.minimum = integer_argument(fcinfo, 1, scale.minimum);
	scale.maximum = integer_argument(fcinfo, 2, scale.maximum);
	scale_check_ends(&scale);
	return scale;
}

/*
 * The scale from the arguments scale_min, scale_max, easy_from, low_is_easy.
 * easy_from is the first answer that counts as easy, coming from the hard
 * end; the hard answers are its mirror image.
 */
static Scale
scale_arguments(FunctionCallInfo fcinfo, bool low_is_easy)
{
	Scale		scale = scale_ends_arguments(fcinfo);
	int			mirror;
	int			easy_from;

	if (PG_ARGISNULL(3) &&
		!scale_has_ends(&scale, ces_scale.minimum, ces_scale.maximum))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a %d to %d scale needs the first easy box for CES",
						scale.minimum, scale.maximum),
				 errhint("State easy_from; only the 1 to 7 scale has it by convention.")));

	easy_from = integer_argument(fcinfo, 3,
								 low_is_easy ? ces_scale.low_max : ces_scale.high_min);
	scale_check_cut(&scale, "easy_from", easy_from);
	mirror = scale.minimum + scale.maximum - easy_from;
	scale.low_max = low_is_easy ? easy_from : mirror;
	scale.high_min = low_is_easy ? mirror : easy_from;
	if (scale.low_max >= scale.high_min)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("easy_from %d is not in the easy half of the %d to %d scale",
						easy_from, scale.minimum, scale.maximum),
				 errhint("The hard answers are the mirror image of the easy ones, so the two would overlap.")));
	return scale;
}

static bool
effort_from_arguments(FunctionCallInfo fcinfo, const char *function,
					  Effort *effort)
{
	Histogram	histogram;
	Metric		metric = {function, false};
	bool		low_is_easy = !PG_ARGISNULL(4) && PG_GETARG_BOOL(4);
	Scale		scale;
	Groups		groups;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		return false;
	scale = scale_arguments(fcinfo, low_is_easy);
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
	Metric		metric = {"ces", true};

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
	Metric		metric = {"ces", false};
	bool		low_is_easy = !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	Scale		scale;
	double		mean;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	scale = scale_ends_arguments(fcinfo);
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

	if (!effort_from_arguments(fcinfo, "ces_easy", &effort))
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

	if (!effort_from_arguments(fcinfo, "ces_net", &effort))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(net_percent_of(effort.easy, effort.hard,
											effort.all));
}
