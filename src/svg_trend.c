/*-------------------------------------------------------------------------
 *
 * svg_trend.c
 *	  Scores over time as a picture.
 *
 * A point for each tally, with a line and a band of the limits through those
 * that have a score.  Points are one step apart, or placed by their dates.
 *
 *-------------------------------------------------------------------------
 */
#include "svg.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/float.h"
#include "utils/lsyscache.h"

#include "arguments.h"
#include "inference.h"
#include "tally_datum.h"

enum
{
	TREND_TALLIES, TREND_LABELS, TREND_DATES, TREND_TITLE, TREND_CONFIDENCE,
	TREND_METHOD, TREND_POPULATION, TREND_MIN_ANSWERS, TREND_FEW_ANSWERS,
	TREND_WIDTH, TREND_SCALE
};

#define DEFAULT_WIDTH	640
#define TREND_HEIGHT	270
#define PLOT_LEFT		56.0
#define PLOT_TOP		48.0
#define PLOT_BOTTOM		220.0
#define PLOT_PADDING	24.0	/* from the first and the last point */

/* Approximate width of a character of a label */
#define CHARACTER_WIDTH	6.5

/* Points with fewer answers are drawn hollow. */
#define FEW_ANSWERS		30

/* No more lines than these across the plot, below which there is no step. */
#define MAX_GRID_STEPS	5
static const double grid_steps[] = {5, 10, 20, 50};

typedef struct TrendPoint
{
	int			place;			/* in the arrays, from 0 */
	DateADT		date;			/* 0 if there are no dates */
	const char *label;			/* empty for NULL */
	int64		answers;
	ShownScore	shown;			/* score NaN where the line has a gap */
} TrendPoint;

typedef struct TrendPicture
{
	const SvgMetric *metric;
	double		confidence;
	int64		few_answers;
	bool		has_labels;
	bool		has_dates;
	int			number;
	TrendPoint *points;			/* from left to right */
	int			width;
	double		plot_right;
	double		step;			/* of the grid */
	double		bottom;			/* scores at the ends of the plot */
	double		top;
} TrendPicture;

static bool
has_limits(const TrendPoint *point)
{
	return !isnan(point->shown.score) && !isnan(point->shown.limits.low);
}

/* The place of a value between two others, on the axis of time */
static double
x_between(const TrendPicture *trend, double value, double first, double last)
{
	double		left = PLOT_LEFT + PLOT_PADDING;
	double		right = trend->plot_right - PLOT_PADDING;

	if (first == last)
		return (left + right) / 2;
	return left + (right - left) * (value - first) / (last - first);
}

static double
x_of_date(const TrendPicture *trend, DateADT date)
{
	return x_between(trend, date, trend->points[0].date,
					 trend->points[trend->number - 1].date);
}

static double
x_of(const TrendPicture *trend, int i)
{
	if (trend->has_dates)
		return x_of_date(trend, trend->points[i].date);
	return x_between(trend, i, 0, trend->number - 1);
}

static double
y_of(const TrendPicture *trend, double score)
{
	return PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) *
		(score - trend->bottom) / (trend->top - trend->bottom);
}

/*
 * Choose the grid that holds all scores and limits.  Return false if there is
 * no score.
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
						 PLOT_LEFT, y, trend->plot_right,
						 score == 0 ? SVG_FAINT : SVG_GRID);
		svg_begin_text(out, PLOT_LEFT - 6, y + 4, 11, " text-anchor=\"end\"");
		appendStringInfo(out, "%s%.0f%s</text>\n", score < 0 ? SVG_MINUS : "",
						 fabs(score), trend->metric->unit);
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
						 point->answers < trend->few_answers ? SVG_BACKGROUND : SVG_HIGH);
		append_point_text(out, trend, point);
		appendStringInfoString(out, "</title></circle>\n");
	}
}

/* A label below the plot, moved so that the picture does not cut it off */
static void
append_label(StringInfo out, const TrendPicture *trend, double x, double y,
			 const char *label)
{
	double		half = Min(pg_mbstrlen(label) * CHARACTER_WIDTH,
						   trend->width) / 2;

	svg_begin_text(out, Max(half, Min(x, trend->width - half)), y, 11,
				   " text-anchor=\"middle\"");
	svg_text(out, label);
	appendStringInfoString(out, "</text>\n");
}

/* As many labels as fit beside each other. */
static void
append_labels(StringInfo out, const TrendPicture *trend)
{
	int			longest = 1;
	double		space = trend->plot_right - PLOT_LEFT;
	int			every;

	for (int i = 0; i < trend->number; i++)
		longest = Max(longest, pg_mbstrlen(trend->points[i].label));
	every = (int) ceil(Min((longest + 2) * CHARACTER_WIDTH, space) *
					   trend->number / space);
	for (int i = 0; i < trend->number; i += every)
		append_label(out, trend, x_of(trend, i), PLOT_BOTTOM + 20,
					 trend->points[i].label);
}

/* Characters of the longest usual label of a date, with space beside it */
#define DATE_LABEL_CHARACTERS	8

static void
append_dates(StringInfo out, const TrendPicture *trend)
{
	double		space = trend->plot_right - PLOT_LEFT;
	int			number;
	DateLabel  *labels = svg_date_labels(trend->points[0].date,
										 trend->points[trend->number - 1].date,
										 (int) (space / (DATE_LABEL_CHARACTERS *
														 CHARACTER_WIDTH)),
										 &number);

	for (int i = 0; i < number; i++)
	{
		double		x = x_of_date(trend, labels[i].date);

		appendStringInfo(out, "<path d=\"M%.1f %.1fv5\" stroke=\"" SVG_FAINT "\"/>\n",
						 x, PLOT_BOTTOM);
		append_label(out, trend, x, PLOT_BOTTOM + 20, labels[i].first_line);
		if (labels[i].second_line != NULL)
			append_label(out, trend, x, PLOT_BOTTOM + 34,
						 labels[i].second_line);
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

static int
compare_dates(const void *a, const void *b)
{
	const TrendPoint *left = a;
	const TrendPoint *right = b;

	if (left->date != right->date)
		return left->date < right->date ? -1 : 1;
	return left->place - right->place;
}

static void
check_length(const char *name, int length, int number_of_tallies)
{
	if (length != number_of_tallies)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arrays of tallies and %s must have the same length, not %d and %d",
						name, number_of_tallies, length),
				 errhint("Build both with array_agg() from the same rows in the same order.")));
}

/* A tally that is NULL or has no answers has no score. */
static void
read_tallies(FunctionCallInfo fcinfo, TrendPicture *trend,
			 ScaleReader read_scale)
{
	ArrayType  *tallies = PG_GETARG_ARRAYTYPE_P(TREND_TALLIES);
	Scale		scale = read_scale(fcinfo, TREND_SCALE);
	int16		length;
	bool		by_value;
	char		align;
	Datum	   *values;
	bool	   *nulls;

	get_typlenbyvalalign(ARR_ELEMTYPE(tallies), &length, &by_value, &align);
	deconstruct_array(tallies, ARR_ELEMTYPE(tallies), length, by_value, align,
					  &values, &nulls, &trend->number);
	trend->points = palloc0(Max(trend->number, 1) * sizeof(TrendPoint));
	for (int i = 0; i < trend->number; i++)
	{
		TrendPoint *point = &trend->points[i];
		Groups		groups = {0};
		Histogram	histogram;

		CHECK_FOR_INTERRUPTS();
		if (!nulls[i])
		{
			histogram_from_datum(values[i], &histogram);
			scale_groups(&scale, &histogram, &groups);
		}
		point->place = i;
		point->label = "";
		point->answers = groups.all.answers;
		point->shown = trend->metric->score(fcinfo, TREND_CONFIDENCE, &groups);
		if (summary_is_hidden(fcinfo, TREND_MIN_ANSWERS, groups.all.answers))
			point->shown.score = get_float8_nan();
	}
}

static void
read_labels(FunctionCallInfo fcinfo, TrendPicture *trend)
{
	Datum	   *values;
	bool	   *nulls;
	int			number;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(TREND_LABELS), TEXTOID, -1, false,
					  TYPALIGN_INT, &values, &nulls, &number);
	check_length("labels", number, trend->number);
	for (int i = 0; i < number; i++)
	{
		if (!nulls[i])
			trend->points[i].label = TextDatumGetCString(values[i]);
	}
}

static void
read_dates(FunctionCallInfo fcinfo, TrendPicture *trend)
{
	Datum	   *values;
	bool	   *nulls;
	int			number;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(TREND_DATES), DATEOID,
					  sizeof(DateADT), true, TYPALIGN_INT,
					  &values, &nulls, &number);
	check_length("dates", number, trend->number);
	for (int i = 0; i < number; i++)
	{
		DateADT		date;

		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("array of dates must not contain nulls"),
					 errhint("Leave rows without a date out of both arrays.")));
		date = DatumGetDateADT(values[i]);
		if (DATE_NOT_FINITE(date))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("array of dates must not contain %s",
							DATE_IS_NOBEGIN(date) ? "-infinity" : "infinity"),
					 errhint("Leave rows without a finite date out of both arrays.")));
		trend->points[i].date = date;
		trend->points[i].label = svg_date_text(date);
	}
	qsort(trend->points, trend->number, sizeof(TrendPoint), compare_dates);
}

Datum
svg_trend(FunctionCallInfo fcinfo, const SvgMetric *metric,
		  ScaleReader read_scale)
{
	TrendPicture trend = {.metric = metric};
	const char *title = svg_title_argument(fcinfo, TREND_TITLE, metric);
	bool		has_score;
	StringInfoData out;

	trend.confidence = confidence_argument(fcinfo, TREND_CONFIDENCE);
	trend.few_answers = PG_ARGISNULL(TREND_FEW_ANSWERS) ? FEW_ANSWERS :
		count_argument(fcinfo, TREND_FEW_ANSWERS, "few_answers");
	trend.width = svg_width_argument(fcinfo, TREND_WIDTH, DEFAULT_WIDTH);
	trend.plot_right = trend.width - SVG_MARGIN;
	trend.has_labels = !PG_ARGISNULL(TREND_LABELS);
	trend.has_dates = !PG_ARGISNULL(TREND_DATES);
	if (trend.has_labels && trend.has_dates)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cannot specify both labels and dates"),
				 errhint("Dates place the points by time and are shown below them; labels name points that are one step apart.")));
	if (PG_ARGISNULL(TREND_TALLIES))
		PG_RETURN_NULL();
	read_tallies(fcinfo, &trend, read_scale);
	if (trend.has_labels)
		read_labels(fcinfo, &trend);
	if (trend.has_dates)
		read_dates(fcinfo, &trend);
	has_score = set_grid(&trend);

	initStringInfo(&out);
	svg_begin(&out, trend.width, TREND_HEIGHT, title);
	if (has_score)
		append_trend_description(&out, &trend);
	else
		appendStringInfoString(&out, "no scores");
	svg_heading(&out, trend.width, TREND_HEIGHT, title);
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
	if (trend.has_dates)
		append_dates(&out, &trend);
	else if (trend.has_labels)
		append_labels(&out, &trend);
	return svg_end(&out);
}
