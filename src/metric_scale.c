/*-------------------------------------------------------------------------
 *
 * metric_scale.c
 *	  The scale of a metric, its cut points, and what lies between them.
 *
 *-------------------------------------------------------------------------
 */
#include "metric_scale.h"

#include <math.h>

#include "score.h"
#include "utils/builtins.h"
#include "utils/float.h"

const Scale nps_scale = {
	.minimum = 0,.maximum = 10,.low_max = 6,.high_min = 9
};

const Scale csat_scale = {
	.minimum = 1,.maximum = 5,.low_max = 2,.high_min = 4
};

const Scale ces_scale = {
	.minimum = 1,.maximum = 7,.low_max = 3,.high_min = 5
};

const Scale boolean_scale = {
	.minimum = 0,.maximum = 1,.low_max = 0,.high_min = 1
};

void
scale_check_ends(const Scale *scale)
{
	if (scale->minimum < 0 || scale->maximum > TALLY_MAX_SCORE ||
		scale->minimum >= scale->maximum)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale_min %d and scale_max %d are not the ends of a scale",
						scale->minimum, scale->maximum),
				 errhint("A scale lies within 0 to %d, and scale_min is below scale_max.",
						 TALLY_MAX_SCORE)));
}

void
scale_check_cut(const Scale *scale, const char *argument, int cut)
{
	if (cut < scale->minimum || cut > scale->maximum)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %d is outside the %d to %d scale",
						argument, cut, scale->minimum, scale->maximum),
				 errhint("Give scale_min and scale_max together with the cut points.")));
}

/*
 * The lowest score outside the scale that was given, or -1.
 */
static int
first_outside(const Scale *scale, const Histogram *histogram)
{
	for (int score = 0; score < histogram->limit; score++)
	{
		if ((score < scale->minimum || score > scale->maximum) &&
			histogram->answers[score] > 0)
			return score;
	}
	return -1;
}

void
scale_check_answers(const Scale *scale, Metric metric,
					const Histogram *histogram)
{
	int			score = first_outside(scale, histogram);
	const char *counting = metric.aggregate ? metric.name : "tally";
	int64		inside;
	int64		outside;

	if (likely(score < 0))
		return;

	inside = histogram_segment(histogram, scale->minimum,
							   scale->maximum).answers;
	outside = histogram->total - inside;
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("rating %d is outside the %d to %d scale of %s()",
					score, scale->minimum, scale->maximum, metric.name),
			 errdetail_plural(INT64_FORMAT " of " INT64_FORMAT " ratings is outside the scale.",
							  INT64_FORMAT " of " INT64_FORMAT " ratings are outside the scale.",
							  (unsigned long) outside,
							  outside, histogram->total),
			 errhint("Leave codes such as \"no answer\" out: %s(nullif(score, %d)), or %s(score) FILTER (WHERE score BETWEEN %d AND %d).%s%s",
					 counting, score, counting,
					 scale->minimum, scale->maximum,
					 metric.otherwise == NULL ? "" : " ",
					 metric.otherwise == NULL ? "" : metric.otherwise)));
}

int
scale_check_score(const Scale *scale, const char *name, const char *function,
				  const char *hint, double score)
{
	int			rating = score_from_float8(score);

	if (rating < scale->minimum || rating > scale->maximum)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %d is outside the %d to %d scale of %s()",
						name, rating, scale->minimum, scale->maximum, function),
				 errhint("%s", hint)));
	return rating;
}

Groups
scale_groups(const Scale *scale, Metric metric, const Histogram *histogram)
{
	Groups		groups;

	scale_check_answers(scale, metric, histogram);
	groups.low = histogram_segment(histogram, scale->minimum, scale->low_max);
	groups.middle = histogram_segment(histogram, scale->low_max + 1,
									  scale->high_min - 1);
	groups.high = histogram_segment(histogram, scale->high_min,
									scale->maximum);
	groups.all = histogram_segment(histogram, scale->minimum, scale->maximum);
	return groups;
}

/*
 * Sums of weights are rounded, which must not make a part larger than its
 * whole.
 */
bool
segment_is_part(Segment part, Segment whole)
{
	return part.answers <= whole.answers &&
		part.weight <= whole.weight * (1 + 1e-9);
}

double
percent_of(Segment part, Segment all)
{
	return all.weight > 0 ? 100.0 * part.weight / all.weight : get_float8_nan();
}

/*
 * The difference comes before the division, so that whole counts give the
 * correctly rounded result.
 */
double
net_percent_of(Segment plus, Segment minus, Segment all)
{
	return all.weight > 0 ?
		100.0 * (plus.weight - minus.weight) / all.weight : get_float8_nan();
}

double
net_score(const Groups *groups)
{
	return net_percent_of(groups->high, groups->low, groups->all);
}

double
high_share(const Groups *groups)
{
	return percent_of(groups->high, groups->all);
}
