/*-------------------------------------------------------------------------
 *
 * shift.c
 *	  Why did the score move?  Mix and rate effect of a segment.
 *
 * Between two periods a segment moves the total by changing its share of the
 * answers (mix) and by changing its own score (rate); over all segments the
 * effects add up to the change (Kitagawa 1955, Journal of the American
 * Statistical Association 50:1168; Das Gupta 1993, U.S. Bureau of the Census
 * P23-186).
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "result.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(nps_shift);
PG_FUNCTION_INFO_V1(csat_shift);

/* The first arguments of both functions. */
typedef enum ShiftArgument
{
	SEGMENT_BEFORE,
	SEGMENT_AFTER,
	TOTAL_BEFORE,
	TOTAL_AFTER,
	FIRST_OF_SCALE
} ShiftArgument;

/* The score of a metric, in per cent; NaN where there are no answers. */
typedef double (*ScoreOfGroups) (const Groups *groups);

static void
check_part(const Groups *part, const Groups *total, const char *period)
{
	if (!segment_is_part(part->all, total->all))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a segment of " INT64_FORMAT " ratings is larger than its total of " INT64_FORMAT " %s",
						part->all.answers, total->all.answers, period),
				 errhint("The arguments are the segment before and after, then the total before and after, for example sum(tally(score)) OVER ().")));
}

/*
 * NULL if one of the periods has no answers at all: there is no change then.
 */
static Datum
shift_result(FunctionCallInfo fcinfo, const Scale *scale,
			 const char *function, ScoreOfGroups score_of)
{
	Metric		metric = {function, false, STATE_THE_SCALE};
	Groups		groups[FIRST_OF_SCALE];
	double		scores[FIRST_OF_SCALE];
	Shift		shift;
	Row			row = {0};

	for (int i = SEGMENT_BEFORE; i < FIRST_OF_SCALE; i++)
	{
		Histogram	histogram;

		histogram_from_datum(PG_GETARG_DATUM(i), &histogram);
		groups[i] = scale_groups(scale, metric, &histogram);
		scores[i] = score_of(&groups[i]);
	}
	check_part(&groups[SEGMENT_BEFORE], &groups[TOTAL_BEFORE], "before");
	check_part(&groups[SEGMENT_AFTER], &groups[TOTAL_AFTER], "after");
	if (isnan(scores[TOTAL_BEFORE]) || isnan(scores[TOTAL_AFTER]))
		PG_RETURN_NULL();

	shift = segment_shift(groups[SEGMENT_BEFORE].all.weight /
						  groups[TOTAL_BEFORE].all.weight,
						  scores[SEGMENT_BEFORE],
						  groups[SEGMENT_AFTER].all.weight /
						  groups[TOTAL_AFTER].all.weight,
						  scores[SEGMENT_AFTER],
						  scores[TOTAL_BEFORE], scores[TOTAL_AFTER]);
	row_add_number(&row, shift.mix_effect);
	row_add_number(&row, shift.rate_effect);
	return row_result(fcinfo, &row);
}

static bool
has_all_tallies(FunctionCallInfo fcinfo)
{
	for (int i = SEGMENT_BEFORE; i < FIRST_OF_SCALE; i++)
	{
		if (PG_ARGISNULL(i))
			return false;
	}
	return true;
}

Datum
nps_shift(PG_FUNCTION_ARGS)
{
	Scale		scale;

	if (!has_all_tallies(fcinfo))
		PG_RETURN_NULL();
	scale = nps_scale_arguments(fcinfo, FIRST_OF_SCALE);
	return shift_result(fcinfo, &scale, "nps_shift", net_score);
}

Datum
csat_shift(PG_FUNCTION_ARGS)
{
	Scale		scale;

	if (!has_all_tallies(fcinfo))
		PG_RETURN_NULL();
	scale = csat_scale_arguments(fcinfo, FIRST_OF_SCALE);
	return shift_result(fcinfo, &scale, "csat_shift", high_share);
}
