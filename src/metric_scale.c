/*-------------------------------------------------------------------------
 *
 * metric_scale.c
 *	  The scale of a metric, its cut points, and the groups between them.
 *
 *-------------------------------------------------------------------------
 */
#include "metric_scale.h"

#include "lib/stringinfo.h"
#include "utils/float.h"

#include "arguments.h"
#include "score.h"
#include "tally_datum.h"

/* How many ratings off the scale an error lists. */
#define MAX_LISTED	5

const Scale nps_scale = {
	.name = "NPS",
	.example = "nps(tally(score), scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5)",
	.minimum = 0,.maximum = 10,.low_max = 6,.high_min = 9
};

const Scale csat_scale = {
	.name = "CSAT",
	.example = "csat(tally(score), scale_min => 1, scale_max => 7, satisfied_min => 6)",
	.binary_example = "csat(score = 1)",
	.minimum = 1,.maximum = 5,.low_max = 2,.high_min = 4
};

const Scale ces_scale = {
	.name = "CES",
	.example = "ces(tally(score), scale_min => 1, scale_max => 5)",
	.minimum = 1,.maximum = 7,.low_max = 3,.high_min = 5
};

const Scale boolean_scale = {
	.name = "boolean",
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

Scale
scale_ends_arguments(FunctionCallInfo fcinfo, int first,
					 const Scale *own_scale)
{
	Scale		scale = *own_scale;

	scale.minimum = integer_argument(fcinfo, first, scale.minimum);
	scale.maximum = integer_argument(fcinfo, first + 1, scale.maximum);
	scale_check_ends(&scale);
	return scale;
}

bool
scale_has_ends_of(const Scale *scale, const Scale *own_scale)
{
	return scale->minimum == own_scale->minimum &&
		scale->maximum == own_scale->maximum;
}

void
scale_check_cut(const Scale *scale, const char *argument, int cut)
{
	if (cut < scale->minimum || cut > scale->maximum)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %d is outside the scale of %d to %d",
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

/*
 * The message for a score off the scale.
 */
static int
errmsg_outside(const Scale *scale, const char *name, int score)
{
	if (scale->name == NULL)
		return errmsg("%s %d is outside the scale of %d to %d",
					  name, score, scale->minimum, scale->maximum);
	return errmsg("%s %d is outside the %s scale of %d to %d",
				  name, score, scale->name, scale->minimum, scale->maximum);
}

/*
 * The ratings off the scale with their counts, as in "98 (12), 99 (3)", and how
 * many of them there are, up to MAX_LISTED.
 */
static char *
list_outside(const Scale *scale, const Histogram *histogram, int *number)
{
	StringInfoData list;

	*number = 0;
	initStringInfo(&list);
	for (int score = 0; score < histogram->limit; score++)
	{
		if (histogram->answers[score] == 0 ||
			(score >= scale->minimum && score <= scale->maximum))
			continue;
		if (*number == MAX_LISTED)
		{
			appendStringInfoString(&list, _(", and others"));
			break;
		}
		appendStringInfo(&list, "%s%d (%lld)", *number > 0 ? ", " : "",
						 score, (long long) histogram->answers[score]);
		(*number)++;
	}
	return list.data;
}

/*
 * Are these answers to a question with two outcomes, on a scale without 0?
 */
static bool
is_binary(const Scale *scale, const Histogram *histogram)
{
	return scale->binary_example != NULL && scale->minimum == 1 &&
		histogram_segment(histogram, 0, 1).answers == histogram->total;
}

static int
errhint_outside(const Scale *scale, const Histogram *histogram, int number)
{
	int			score = first_outside(scale, histogram);

	if (is_binary(scale, histogram))
		return errhint("If 1 means satisfied and 0 means not, write %s.",
					   scale->binary_example);
	if (scale->example == NULL && number == 1)
		return errhint("Leave codes such as \"no answer\" out, with nullif(score, %d) or FILTER (WHERE score BETWEEN %d AND %d).",
					   score, scale->minimum, scale->maximum);
	if (scale->example == NULL)
		return errhint("Leave codes such as \"no answer\" out, with FILTER (WHERE score BETWEEN %d AND %d).",
					   scale->minimum, scale->maximum);
	if (number == 1)
		return errhint("Leave codes such as \"no answer\" out, with nullif(score, %d) or FILTER (WHERE score BETWEEN %d AND %d). If these are answers on another scale, state it, as in %s.",
					   score, scale->minimum, scale->maximum, scale->example);
	return errhint("Leave codes such as \"no answer\" out, with FILTER (WHERE score BETWEEN %d AND %d). If these are answers on another scale, state it, as in %s.",
				   scale->minimum, scale->maximum, scale->example);
}

void
scale_check_answers(const Scale *scale, const Histogram *histogram)
{
	int			score = first_outside(scale, histogram);
	int64		outside;
	int			number;
	char	   *list;

	if (likely(score < 0))
		return;

	outside = histogram->total -
		histogram_segment(histogram, scale->minimum, scale->maximum).answers;
	list = list_outside(scale, histogram, &number);
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg_outside(scale, "rating", score),
			 errdetail_plural("%lld of %lld ratings is outside the scale: %s.",
							  "%lld of %lld ratings are outside the scale: %s.",
							  (unsigned long) outside, (long long) outside,
							  (long long) histogram->total, list),
			 errhint_outside(scale, histogram, number)));
}

int
scale_check_score(const Scale *scale, const char *name, const char *hint,
				  double score)
{
	int			rating;

	/* once or twice a row for aggregates over pairs of answers */
	if (likely(score >= scale->minimum && score <= scale->maximum &&
			   score == (int) score))
		return (int) score;
	rating = score_from_float8(score);
	if (rating < scale->minimum || rating > scale->maximum)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg_outside(scale, name, rating),
				 errhint("%s", hint)));
	return rating;
}

Groups
scale_groups(const Scale *scale, const Histogram *histogram)
{
	Groups		groups;

	scale_check_answers(scale, histogram);
	groups.weighted = histogram->weighted;
	groups.low = histogram_segment(histogram, scale->minimum, scale->low_max);
	groups.middle = histogram_segment(histogram, scale->low_max + 1,
									  scale->high_min - 1);
	groups.high = histogram_segment(histogram, scale->high_min,
									scale->maximum);
	groups.rest = histogram_segment(histogram, scale->minimum,
									scale->high_min - 1);
	groups.all = histogram_segment(histogram, scale->minimum, scale->maximum);
	return groups;
}

Datum
groups_to_datum(const Groups *groups, const int scores[3])
{
	Segment		segments[3] = {groups->low, groups->middle, groups->high};
	Histogram	histogram;
	Counts		counts;

	histogram_begin(&histogram, groups->weighted, scores[2] + 1, &counts);
	for (int i = 0; i < 3; i++)
	{
		counts.answers[scores[i]] = segments[i].answers;
		if (!groups->weighted)
			continue;
		counts.weights[scores[i]] = segments[i].weight;
		counts.weight_squares[scores[i]] = segments[i].weight_squares;
	}
	return histogram_to_datum(&histogram);
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
