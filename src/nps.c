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
#include "compat.h"

#include <math.h>

#include "common/int.h"
#include "utils/builtins.h"

#include "arguments.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(nps_final);
PG_FUNCTION_INFO_V1(nps);
PG_FUNCTION_INFO_V1(nps_promoters);
PG_FUNCTION_INFO_V1(nps_passives);
PG_FUNCTION_INFO_V1(nps_detractors);
PG_FUNCTION_INFO_V1(nps_category);
PG_FUNCTION_INFO_V1(nps_contribution);
PG_FUNCTION_INFO_V1(nps_from_counts);

/*
 * The groups of a tally, from the arguments of an SQL function (r, scale_min,
 * scale_max, detractor_max, promoter_min).  False if r is NULL.
 */
static bool
groups_from_arguments(FunctionCallInfo fcinfo, const char *function,
					  Groups *groups)
{
	Histogram	histogram;
	Metric		metric = {function, false, STATE_THE_SCALE};
	Scale		scale;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		return false;
	scale = nps_scale_arguments(fcinfo, 1);
	*groups = scale_groups(&scale, metric, &histogram);
	return true;
}

/*
 * The value of the aggregate nps(score).
 */
Datum
nps_final(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Metric		metric = {"nps", true, NULL};
	Groups		groups;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	groups = scale_groups(&nps_scale, metric, &histogram);
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
}

Datum
nps(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!groups_from_arguments(fcinfo, "nps", &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(net_score(&groups));
}

Datum
nps_promoters(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!groups_from_arguments(fcinfo, "nps_promoters", &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.high.answers);
}

Datum
nps_passives(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!groups_from_arguments(fcinfo, "nps_passives", &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.middle.answers);
}

Datum
nps_detractors(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!groups_from_arguments(fcinfo, "nps_detractors", &groups))
		PG_RETURN_NULL();
	PG_RETURN_INT64(groups.low.answers);
}

/*
 * The group of a single answer, by name.
 */
Datum
nps_category(PG_FUNCTION_ARGS)
{
	Scale		scale;
	int			score;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	scale = nps_scale_arguments(fcinfo, 1);
	score = scale_check_score(&scale, "rating", "nps_category",
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
Datum
nps_contribution(PG_FUNCTION_ARGS)
{
	Histogram	part;
	Histogram	whole;
	Metric		metric = {"nps_contribution", false, STATE_THE_SCALE};
	Scale		scale;
	Groups		part_groups;
	Groups		whole_groups;

	if (!histogram_from_argument(fcinfo, 0, &part) ||
		!histogram_from_argument(fcinfo, 1, &whole))
		PG_RETURN_NULL();
	scale = nps_scale_arguments(fcinfo, 2);
	part_groups = scale_groups(&scale, metric, &part);
	whole_groups = scale_groups(&scale, metric, &whole);
	if (!segment_is_part(part_groups.all, whole_groups.all))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a part of " INT64_FORMAT " ratings is larger than the whole of " INT64_FORMAT,
						part.total, whole.total),
				 errhint("The second argument is the tally of all segments, for example sum(tally(score)) OVER ().")));
	PG_RETURN_FLOAT8_OR_NULL(net_percent_of(part_groups.high, part_groups.low,
											whole_groups.all));
}

static void
check_count(const char *argument, int64 count)
{
	if (count < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s " INT64_FORMAT " is negative", argument, count)));
}

/*
 * The score of a model that keeps three counts instead of answers.
 */
Datum
nps_from_counts(PG_FUNCTION_ARGS)
{
	int64		promoters = PG_GETARG_INT64(0);
	int64		passives = PG_GETARG_INT64(1);
	int64		detractors = PG_GETARG_INT64(2);
	int64		answers;

	check_count("promoters", promoters);
	check_count("passives", passives);
	check_count("detractors", detractors);
	if (pg_add_s64_overflow(promoters, passives, &answers) ||
		pg_add_s64_overflow(answers, detractors, &answers))
		tally_check(TALLY_TOO_MANY);
	if (answers == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(100.0 * (double) (promoters - detractors) /
					 (double) answers);
}
