/*-------------------------------------------------------------------------
 *
 * metric_scale.c
 *	  The scale of a metric, its cut points, and the groups between them.
 *
 *-------------------------------------------------------------------------
 */
#include "metric_scale.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_aggregate.h"
#include "lib/stringinfo.h"
#include "nodes/execnodes.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "arguments.h"
#include "tally_datum.h"

/* How many scores off the scale an error lists. */
#define MAX_LISTED	5

const Scale nps_scale = {
	.name = "NPS",
	.aggregate = "nps",
	.example = "nps(tally(score), scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5)",
	.minimum = 0, .maximum = 10, .low_max = 6, .high_min = 9
};

const Scale csat_scale = {
	.name = "CSAT",
	.aggregate = "csat",
	.example = "csat(tally(score), scale_min => 1, scale_max => 7, satisfied_min => 6)",
	.minimum = 1, .maximum = 5, .low_max = 2, .high_min = 4
};

const Scale ces_scale = {
	.name = "CES",
	.aggregate = "ces",
	.example = "ces(tally(score), scale_min => 1, scale_max => 5)",
	.minimum = 1, .maximum = 7, .low_max = 3, .high_min = 5
};

const Scale boolean_scale = {
	.name = "boolean",
	.minimum = 0, .maximum = 1, .low_max = 0, .high_min = 1
};

static const Scale *const metric_scales[] = {&nps_scale, &csat_scale, &ces_scale};

/*
 * The arguments with the ends of a scale are called scale_min and scale_max
 * unless it has another prefix.
 */
static const char *
prefix_of(const Scale *scale)
{
	return scale->prefix != NULL ? scale->prefix : "scale";
}

void
scale_check_ends(const Scale *scale)
{
	const char *prefix = prefix_of(scale);

	if (scale->minimum < 0 || scale->maximum > TALLY_MAX_SCORE ||
		scale->minimum >= scale->maximum)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s_min %d and %s_max %d are not the ends of a scale",
						prefix, scale->minimum, prefix, scale->maximum),
				 errhint("A scale lies within 0 to %d, and %s_min is below %s_max.",
						 TALLY_MAX_SCORE, prefix, prefix)));
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

static const Scale *
scale_of_name(const char *aggregate)
{
	for (size_t i = 0; i < lengthof(metric_scales); i++)
	{
		if (strcmp(metric_scales[i]->aggregate, aggregate) == 0)
			return metric_scales[i];
	}
	return NULL;
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
				 errhint("Specify %s_min and %s_max together with the cut points.",
						 prefix_of(scale), prefix_of(scale))));
}

/*
 * The lowest score outside the scale that was given, or -1.
 */
static int
first_outside(const Scale *scale, const Histogram *histogram)
{
	for (int score = 0; score < Min(scale->minimum, histogram->limit); score++)
	{
		if (histogram->answers[score] > 0)
			return score;
	}
	for (int score = scale->maximum + 1; score < histogram->limit; score++)
	{
		if (histogram->answers[score] > 0)
			return score;
	}
	return -1;
}

/*
 * The message for a score off the scale.
 */
static int
errmsg_outside(const Scale *scale, const char *name, const char *score)
{
	if (scale->name == NULL)
		return errmsg("%s %s is outside the scale of %d to %d",
					  name, score, scale->minimum, scale->maximum);
	return errmsg("%s %s is outside the %s scale of %d to %d",
				  name, score, scale->name, scale->minimum, scale->maximum);
}

/*
 * The ratings off the scale with their counts, as in "98 (12), 99 (3)", and how
 * many of them there are, up to one more than are listed.
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
		if (++(*number) > MAX_LISTED)
		{
			appendStringInfoString(&list, _(", and others"));
			break;
		}
		appendStringInfo(&list, "%s%d (%lld)", *number > 1 ? ", " : "",
						 score, (long long) histogram->answers[score]);
	}
	return list.data;
}

/*
 * By how much all answers seem to be moved: 1 if they end one above the scale
 * and leave its lowest score unused, -1 if they begin one below it and leave
 * its highest score unused, otherwise 0.
 */
static int
moved_by(const Scale *scale, const Histogram *histogram)
{
	for (int shift = -1; shift <= 1; shift += 2)
	{
		int			low = scale->minimum + shift;
		int			high = scale->maximum + shift;

		if (low >= 0 && high <= TALLY_MAX_SCORE &&
			histogram_answers(histogram, low, high) == histogram->total)
			return shift;
	}
	return 0;
}

/*
 * Return true if there are answers at each of some scores.
 */
static bool
uses_all(const Histogram *histogram, int from_score, int to_score)
{
	for (int score = from_score; score <= to_score; score++)
	{
		if (histogram_answers(histogram, score, score) == 0)
			return false;
	}
	return true;
}

/*
 * How to specify another scale.
 */
static const char *
stated_scale(const Scale *scale)
{
	return scale->example != NULL ? scale->example :
		"scale_min => 1, scale_max => 10";
}

/*
 * All answers are on a scale that is moved by one.  If they use all of it, none
 * of its scores should be left out; if they do not, the one off the scale might
 * be a code.
 */
static int
errhint_moved(const Scale *scale, const Histogram *histogram, int shift)
{
	int			low = scale->minimum + shift;
	int			high = scale->maximum + shift;
	const char *aggregate = scale->aggregate != NULL &&
		scale_has_ends_of(scale, scale_of_name(scale->aggregate)) ?
		scale->aggregate : "tally";
	const char *moved = shift > 0 ? "score - 1" : "score + 1";

	if (uses_all(histogram, low, high))
		return errhint("The answers use every score from %d to %d. If they were recorded on a scale moved by one, count %s instead, as in %s(%s). If they are on another scale, specify it, as in %s.",
					   low, high, moved, aggregate, moved,
					   stated_scale(scale));
	return errhint("Leave codes such as \"no answer\" out, with nullif(score, %d) or FILTER (WHERE score BETWEEN %d AND %d). If these are answers on a scale of %d to %d, count %s instead, as in %s(%s).",
				   shift > 0 ? high : low, scale->minimum, scale->maximum,
				   low, high, moved, aggregate, moved);
}

/*
 * A fix for answers off the scale, which are at so many scores.  More scores
 * than an error lists are not all codes.
 */
static int
errhint_outside(const Scale *scale, const Histogram *histogram, int number)
{
	int			shift = moved_by(scale, histogram);

	if (scale == &boolean_scale)
		return errhint("A rate counts booleans, as in rate(score >= 9) or tally(score >= 9). For two counts, use rate_tally(yes, answers).");
	if (scale->minimum == 1 &&
		histogram_answers(histogram, 0, 1) == histogram->total)
		return errhint("If 1 means yes and 0 means no, use rate(score = 1). For a tally of booleans, use rate(answers), rate_interval(answers) or rate_test(a, b).");
	if (shift != 0)
		return errhint_moved(scale, histogram, shift);
	if (number > MAX_LISTED)
		return errhint("If these are answers on another scale, specify it, as in %s.",
					   stated_scale(scale));
	if (number > 1)
		return errhint("Leave codes such as \"no answer\" out, with FILTER (WHERE score BETWEEN %d AND %d). If these are answers on another scale, specify it, as in %s.",
					   scale->minimum, scale->maximum, stated_scale(scale));
	return errhint("Leave codes such as \"no answer\" out, with nullif(score, %d) or FILTER (WHERE score BETWEEN %d AND %d). If these are answers on another scale, specify it, as in %s.",
				   first_outside(scale, histogram), scale->minimum,
				   scale->maximum, stated_scale(scale));
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
		histogram_answers(histogram, scale->minimum, scale->maximum);
	list = list_outside(scale, histogram, &number);
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg_outside(scale, "rating", psprintf("%d", score)),
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
	char	   *value;

	/* once or twice a row for aggregates over pairs of answers */
	if (likely(score >= scale->minimum && score <= scale->maximum &&
			   score == (int) score))
		return (int) score;
	value = float8out_internal(score);
	if (score > scale->minimum && score < scale->maximum)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %s is not a whole number", name, value),
				 errhint("Round it down with floor().")));
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg_outside(scale, name, value),
			 errhint("%s", hint)));
	return 0;					/* keep compiler quiet */
}


/*-------------------------------------------------------------------------
 * Values that no tally can count
 *-------------------------------------------------------------------------
 */

/*
 * Return true if an aggregate has the transition function that is running.
 */
static bool
has_transition(Oid aggregate, Oid transition)
{
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	Form_pg_aggregate form;
	bool		found;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_aggregate) GETSTRUCT(tuple);
	found = form->aggtransfn == transition || form->aggmtransfn == transition;
	ReleaseSysCache(tuple);
	return found;
}

/*
 * The server does not say which of its aggregates a window calls, so it is
 * known only if no other one has the same transition function.
 */
static Oid
window_aggregate(FunctionCallInfo fcinfo)
{
	Oid			found = InvalidOid;
	ListCell   *cell;

	foreach(cell, ((WindowAggState *) fcinfo->context)->funcs)
	{
		WindowFunc *function = lfirst_node(WindowFuncExprState, cell)->wfunc;

		if (!function->winagg || function->winfnoid == found ||
			!has_transition(function->winfnoid, fcinfo->flinfo->fn_oid))
			continue;
		if (OidIsValid(found))
			return InvalidOid;
		found = function->winfnoid;
	}
	return found;
}

/*
 * A page scan has an Aggref for the context of its calls.
 */
static Oid
running_aggregate(FunctionCallInfo fcinfo)
{
	Aggref	   *aggregate;

	if (fcinfo == NULL || fcinfo->context == NULL)
		return InvalidOid;
	if (IsA(fcinfo->context, WindowAggState))
		return window_aggregate(fcinfo);
	aggregate = IsA(fcinfo->context, Aggref) ? (Aggref *) fcinfo->context :
		AggGetAggref(fcinfo);
	return aggregate == NULL ? InvalidOid : aggregate->aggfnoid;
}

const Scale *
scale_of_aggregate(FunctionCallInfo fcinfo)
{
	Oid			aggregate = running_aggregate(fcinfo);
	char	   *name = OidIsValid(aggregate) ? get_func_name(aggregate) : NULL;

	return name == NULL ? NULL : scale_of_name(name);
}

/*
 * The hint for a value with decimals.  It does not name round(), which rounds
 * halves of numeric and of double precision differently.
 */
static int
errhint_decimals(double value)
{
	if (value < 0 || value > TALLY_MAX_SCORE)
		return errhint("For decimals that are not ratings, use avg() and stddev().");
	if (value < 1)
		return errhint("For shares and other decimals, use avg() and stddev(), or count tenths, as in tally(floor(10 * score)).");
	if (value + value == floor(value + value))
		return errhint("Count 2 * score on a doubled scale for half stars, or floor(score) to round down. For decimals that are not ratings, use avg() and stddev().");
	return errhint("Count floor(score) to round down. For decimals that are not ratings, use avg() and stddev().");
}

void
scale_report_rating(const Scale *scale, const char *value)
{
	double		number = strtod(value, NULL);

	if (isfinite(number) && number != floor(number))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("rating %s is not a whole number", value),
				 errhint_decimals(number)));
	if (scale == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("rating %s is outside the range of %d to %d",
						value, 0, TALLY_MAX_SCORE),
				 errhint("Leave codes such as \"no answer\" out, with FILTER and the ends of the scale, as in FILTER (WHERE score BETWEEN 1 AND 5).")));
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg_outside(scale, "rating", value),
			 errhint("Leave codes such as \"no answer\" out, with FILTER (WHERE score BETWEEN %d AND %d).",
					 scale->minimum, scale->maximum)));
}

static Segment
unweighted_segment(int64 answers)
{
	Segment		segment = {answers, (double) answers, (double) answers};

	return segment;
}

/*
 * Counts add up exactly, so that one pass reads the groups, and answers
 * outside the scale are those that are missing in their sum.
 */
static void
read_unweighted_groups(const Scale *scale, const Histogram *histogram,
					   Groups *groups)
{
	int64		low = histogram_answers(histogram, scale->minimum,
										scale->low_max);
	int64		middle = histogram_answers(histogram, scale->low_max + 1,
										   scale->high_min - 1);
	int64		high = histogram_answers(histogram, scale->high_min,
										 scale->maximum);

	if (unlikely(low + middle + high != histogram->total))
		scale_check_answers(scale, histogram);
	groups->low = unweighted_segment(low);
	groups->middle = unweighted_segment(middle);
	groups->high = unweighted_segment(high);
	groups->rest = unweighted_segment(low + middle);
	groups->all = unweighted_segment(histogram->total);
}

void
scale_groups(const Scale *scale, const Histogram *histogram, Groups *groups)
{
	groups->weighted = histogram->weighted;
	if (!histogram->weighted)
	{
		read_unweighted_groups(scale, histogram, groups);
		return;
	}
	scale_check_answers(scale, histogram);
	groups->low = histogram_segment(histogram, scale->minimum, scale->low_max);
	groups->middle = histogram_segment(histogram, scale->low_max + 1,
									   scale->high_min - 1);
	groups->high = histogram_segment(histogram, scale->high_min,
									 scale->maximum);
	groups->rest = histogram_segment(histogram, scale->minimum,
									 scale->high_min - 1);
	groups->all = histogram_segment(histogram, scale->minimum, scale->maximum);
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
