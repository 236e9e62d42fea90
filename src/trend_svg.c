/*-------------------------------------------------------------------------
 *
 * trend_svg.c
 *	  Scores over time as a picture.
 *
 * A point for each tally, with a line and a band of the limits through those
 * that have a score.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"

#include "arguments.h"
#include "inference.h"
#include "svg.h"
#include "tally_datum.h"

#define TREND_WIDTH		640
#define TREND_HEIGHT	270
#define PLOT_LEFT		56.0
#define PLOT_RIGHT		620.0
#define PLOT_TOP		48.0
#define PLOT_BOTTOM		228.0
#define PLOT_PADDING	24.0	/* from the first and the last point */

/* So wide is a character of a label, roughly. */
#define CHARACTER_WIDTH	6.5

/* Of fewer answers a point is hollow. */
#define FEW_ANSWERS		30

/* No more lines than these across the plot, below which there is no step. */
#define MAX_GRID_STEPS	5
static const double grid_steps[] = {5, 10, 20, 50};

typedef struct TrendPoint
{
	const char *label;			/* empty for NULL */
	int64		answers;
	ShownScore	shown;			/* score NaN where the line has a gap */
} TrendPoint;

typedef struct TrendPicture
{
	const SvgMetric *metric;
	double		confidence;
	int64		few_answers;
	int			number;
	TrendPoint *points;
	double		step;			/* of the grid */
	double		bottom;			/* scores at the ends of the plot */
	double		top;
} TrendPicture;

static bool
has_limits(const TrendPoint *point)
{
	return !isnan(point->shown.score) && !isnan(point->shown.limits.low);
}

static double
x_of(const TrendPicture *trend, int i)
{
	double		width = PLOT_RIGHT - PLOT_LEFT - 2 * PLOT_PADDING;

	return PLOT_LEFT + PLOT_PADDING +
		(trend->number == 1 ? width / 2 : width * i / (trend->number - 1));
}

static double
y_of(const TrendPicture *trend, double score)
{
	return PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) *
		(score - trend->bottom) / (trend->top - trend->bottom);
}

/*
 * The grid that holds all scores and limits; false if there is no score.
 */
static bool
set_grid(TrendPicture *trend)
{
	double		low = get_float8_infinity();
	double		high = -low;
	size_t		i = 0;

	for (int point = 0; point < trend->number; point++)
	{
		ShownScore	shown = trend->points[point].shown;

		if (isnan(shown.score))
			continue;
		low = Min(low, isnan(shown.limits.low) ? shown.score : shown.limits.low);
		high = Max(high, isnan(shown.limits.low) ? shown.score : shown.limits.high);
	}
	if (low > high)
		return false;
	while (i < lengthof(grid_steps) - 1 &&
		   ceil(high / grid_steps[i]) - floor(low / grid_steps[i]) > MAX_GRID_STEPS)
		i++;
	trend->step = grid_steps[i];
	trend->bottom = trend->step * floor(low / trend->step);
	trend->top = trend->step * ceil(high / trend->step);
	if (trend->bottom == trend->top)
		trend->bottom -= trend->step;
	return true;
}

static void
append_grid(StringInfo out, const TrendPicture *trend)
{
	int			lines = (int) rint((trend->top - trend->bottom) / trend->step);

	for (int i = 0; i <= lines; i++)
	{
		double		score = trend->bottom + i * trend->step;
		double		y = y_of(trend, score);

		appendStringInfo(out, "<path d=\"M%.1f %.1fH%.1f\" stroke=\"%s\"/>\n",
						 PLOT_LEFT, y, PLOT_RIGHT,
						 score == 0 ? SVG_FAINT : SVG_GRID);
		svg_begin_text(out, PLOT_LEFT - 6, y + 4, 11, " text-anchor=\"end\"");
		appendStringInfo(out, "%.0f%s</text>\n", score, trend->metric->unit);
	}
}

/*
 * The limits of points that follow each other, as an area; those of a single
 * point, as a line.
 */
static void
append_band(StringInfo out, const TrendPicture *trend, int first, int last)
{
	appendStringInfoString(out, first == last ?
						   "<path stroke=\"" SVG_HIGH "\" stroke-width=\"6\" stroke-opacity=\"0.2\" d=\"" :
						   "<path fill=\"" SVG_HIGH "\" fill-opacity=\"0.2\" d=\"");
	for (int i = first; i <= last; i++)
		appendStringInfo(out, "%c%.1f %.1f", i == first ? 'M' : 'L',
						 x_of(trend, i),
						 y_of(trend, trend->points[i].shown.limits.high));
	for (int i = last; i >= first; i--)
		appendStringInfo(out, "L%.1f %.1f", x_of(trend, i),
						 y_of(trend, trend->points[i].shown.limits.low));
	appendStringInfoString(out, first == last ? "\"/>\n" : "Z\"/>\n");
}

static void
append_bands(StringInfo out, const TrendPicture *trend)
{
	int			first = 0;

	while (first < trend->number)
	{
		int			next = first;

		while (next < trend->number && has_limits(&trend->points[next]))
			next++;
		if (next > first)
			append_band(out, trend, first, next - 1);
		first = next + 1;
	}
}

/* The line has a gap where there is no score. */
static void
append_line(StringInfo out, const TrendPicture *trend)
{
	bool		gap = true;

	appendStringInfoString(out, "<path fill=\"none\" stroke=\"" SVG_HIGH "\" stroke-width=\"2\" d=\"");
	for (int i = 0; i < trend->number; i++)
	{
		double		score = trend->points[i].shown.score;

		if (!isnan(score))
			appendStringInfo(out, "%c%.1f %.1f", gap ? 'M' : 'L',
							 x_of(trend, i), y_of(trend, score));
		gap = isnan(score);
	}
	appendStringInfoString(out, "\"/>\n");
}

static void
append_point_text(StringInfo out, const TrendPicture *trend,
				  const TrendPoint *point)
{
	svg_text(out, point->label);
	appendStringInfoString(out, *point->label ? ": " : "");
	svg_number(out, point->shown.score);
	appendStringInfoString(out, trend->metric->unit);
	if (has_limits(point))
	{
		appendStringInfoString(out, " (");
		svg_limits(out, trend->metric, point->shown.limits);
		appendStringInfoChar(out, ')');
	}
	appendStringInfoString(out, ", ");
	svg_answers(out, point->answers);
}

static void
append_points(StringInfo out, const TrendPicture *trend)
{
	for (int i = 0; i < trend->number; i++)
	{
		const TrendPoint *point = &trend->points[i];

		CHECK_FOR_INTERRUPTS();
		if (isnan(point->shown.score))
			continue;
		appendStringInfo(out,
						 "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" stroke=\"" SVG_HIGH "\" stroke-width=\"1.5\" fill=\"%s\"><title>",
						 x_of(trend, i), y_of(trend, point->shown.score),
						 trend->number > 60 ? "2" : "3.5",
						 point->answers < trend->few_answers ? "#ffffff" : SVG_HIGH);
		append_point_text(out, trend, point);
		appendStringInfoString(out, "</title></circle>\n");
	}
}

/* As many labels as fit beside each other. */
static void
append_labels(StringInfo out, const TrendPicture *trend)
{
	int			longest = 1;
	double		space = PLOT_RIGHT - PLOT_LEFT;
	int			every;

	for (int i = 0; i < trend->number; i++)
		longest = Max(longest, pg_mbstrlen(trend->points[i].label));
	every = (int) ceil(Min((longest + 2) * CHARACTER_WIDTH, space) *
					   trend->number / space);
	for (int i = 0; i < trend->number; i += every)
	{
		svg_begin_text(out, x_of(trend, i), PLOT_BOTTOM + 20, 11,
				   " text-anchor=\"middle\"");
		svg_text(out, trend->points[i].label);
		appendStringInfoString(out, "</text>\n");
	}
}

/* The first and the last score, in words. */
static void
append_trend_description(StringInfo out, const TrendPicture *trend)
{
	int			first = 0;
	int			last = trend->number - 1;

	while (isnan(trend->points[first].shown.score))
		first++;
	while (isnan(trend->points[last].shown.score))
		last--;
	appendStringInfo(out, "with %g %% limits, ", 100 * trend->confidence);
	if (first < last)
	{
		appendStringInfoString(out, "from ");
		append_point_text(out, trend, &trend->points[first]);
		appendStringInfoString(out, ", to ");
	}
	append_point_text(out, trend, &trend->points[last]);
}

/*
 * The points of the arrays labels and tallies.  A tally that is NULL, has no
 * answers or fewer than min_answers has no score.
 */
static void
read_points(FunctionCallInfo fcinfo, TrendPicture *trend)
{
	ArrayType  *labels = PG_GETARG_ARRAYTYPE_P(0);
	ArrayType  *tallies = PG_GETARG_ARRAYTYPE_P(1);
	Scale		scale = trend->metric->scale_arguments(fcinfo, 6);
	int16		length;
	bool		by_value;
	char		align;
	Datum	   *values;
	bool	   *nulls;
	int			number_of_labels;

	deconstruct_array(labels, TEXTOID, -1, false, TYPALIGN_INT,
					  &values, &nulls, &number_of_labels);
	trend->points = palloc0(Max(number_of_labels, 1) * sizeof(TrendPoint));
	for (int i = 0; i < number_of_labels; i++)
		trend->points[i].label = nulls[i] ? "" : TextDatumGetCString(values[i]);

	get_typlenbyvalalign(ARR_ELEMTYPE(tallies), &length, &by_value, &align);
	deconstruct_array(tallies, ARR_ELEMTYPE(tallies), length, by_value, align,
					  &values, &nulls, &trend->number);
	if (trend->number != number_of_labels)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of labels (%d) is not that of tallies (%d)",
						number_of_labels, trend->number),
				 errhint("Make both with array_agg() in the same order.")));
	for (int i = 0; i < trend->number; i++)
	{
		TrendPoint *point = &trend->points[i];
		Histogram	histogram;
		Groups		groups;

		point->shown.score = get_float8_nan();
		if (nulls[i])
			continue;
		histogram_from_datum(values[i], &histogram);
		groups = scale_groups(&scale, &histogram);
		point->answers = groups.all.answers;
		if (!summary_is_hidden(fcinfo, 4, groups.all.answers) && groups.all.weight > 0)
			point->shown = trend->metric->score(&groups, trend->confidence);
	}
}

/*
 * For SQL functions (labels, tallies, title, confidence, min_answers,
 * few_answers, scale ...).
 */
static Datum
trend_svg(FunctionCallInfo fcinfo, const SvgMetric *metric)
{
	TrendPicture trend = {.metric = metric};
	const char *title = svg_title_argument(fcinfo, 2, metric);
	bool		has_score;
	StringInfoData out;

	trend.confidence = confidence_argument(fcinfo, 3);
	trend.few_answers = PG_ARGISNULL(5) ? FEW_ANSWERS :
		count_argument(fcinfo, 5, "few_answers");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	read_points(fcinfo, &trend);
	has_score = set_grid(&trend);

	initStringInfo(&out);
	svg_begin(&out, TREND_WIDTH, TREND_HEIGHT, title);
	if (has_score)
		append_trend_description(&out, &trend);
	else
		appendStringInfoString(&out, "no scores");
	svg_heading(&out, TREND_WIDTH, TREND_HEIGHT, title);
	if (!has_score)
	{
		svg_begin_text(&out, PLOT_LEFT, 100, 20, " fill=\"" SVG_FAINT "\"");
		appendStringInfoString(&out, "no scores</text>\n");
		return svg_end(&out);
	}
	append_grid(&out, &trend);
	append_bands(&out, &trend);
	append_line(&out, &trend);
	append_points(&out, &trend);
	append_labels(&out, &trend);
	return svg_end(&out);
}

PG_FUNCTION_INFO_V1(nps_trend_svg);
Datum
nps_trend_svg(PG_FUNCTION_ARGS)
{
	return trend_svg(fcinfo, &nps_svg_metric);
}

PG_FUNCTION_INFO_V1(csat_trend_svg);
Datum
csat_trend_svg(PG_FUNCTION_ARGS)
{
	return trend_svg(fcinfo, &csat_svg_metric);
}
