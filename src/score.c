/*-------------------------------------------------------------------------
 *
 * score.c
 *	  From a value of an SQL number type to a score, or to a count.
 *
 *-------------------------------------------------------------------------
 */
#include "score.h"

#include <math.h>

#include "utils/float.h"

#include "metric_scale.h"

void
score_report_integer(FunctionCallInfo fcinfo, int64 value)
{
	scale_report_rating(scale_of_aggregate(fcinfo),
						psprintf("%lld", (long long) value));
}

int
score_from_float8(FunctionCallInfo fcinfo, double value)
{
	if (unlikely(!(value >= 0 && value <= TALLY_MAX_SCORE) ||
				 value != floor(value)))
		scale_report_rating(scale_of_aggregate(fcinfo),
							float8out_internal(value));
	return (int) value;
}

int
score_from_any_numeric(FunctionCallInfo fcinfo, Datum value)
{
	int64		score;

	if (!numeric_to_count(value, &score) || score > TALLY_MAX_SCORE)
		scale_report_rating(scale_of_aggregate(fcinfo), numeric_text(value));
	return (int) score;
}

int64
count_from_numeric(Datum value)
{
	int64		count;

	if (!numeric_to_count(value, &count))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of answers %s is not a whole number from 0 to %lld",
						numeric_text(value), (long long) PG_INT64_MAX),
				 errhint("Use the operator - to subtract one tally from another, and tally_weighted() for answers that weigh more or less than 1.")));
	return count;
}
