/*-------------------------------------------------------------------------
 *
 * svg.h
 *	  Scores as SVG pictures.
 *
 * A picture is one XML element without script, style sheet or reference, so it
 * can be put in an HTML page as it is or kept as a file.  It is ASCII: any other
 * character of a title or a label is a character reference, so that it is the
 * same in every encoding, that of the database, of the client or of a file
 * that states none.  The parts have titles, which browsers show as tooltips;
 * title and description of the whole are what a screen reader says.  All words
 * but the caller's are English.
 *
 * The colors are vermilion, gray and blue, which people with any kind of color
 * blindness tell apart (Okabe and Ito, "Color Universal Design", 2008), here
 * dark enough for white text to have a contrast of 4.5 or more, and light
 * enough for black text, as the Web Content Accessibility Guidelines 2.1 ask.
 * They are attributes, which the style sheet of a page overrides.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SVG_H
#define SATISFACTION_SVG_H

#include "compat.h"

#include "lib/stringinfo.h"
#include "utils/date.h"

#include "estimate.h"
#include "metric_scale.h"

#define SVG_LOW			"#b84e00"
#define SVG_MIDDLE		"#bbbbbb"
#define SVG_HIGH		"#0072b2"
#define SVG_TEXT		"#222222"
#define SVG_FAINT		"#666666"
#define SVG_GRID		"#dddddd"
#define SVG_BACKGROUND	"#ffffff"

/* U+2212, which is as wide as a plus sign */
#define SVG_MINUS		"&#8722;"

/* The space at the sides */
#define SVG_MARGIN		20

/* The score of the groups of a tally, as it is shown. */
typedef struct ShownScore
{
	double		score;			/* NaN if there is none */
	Limits		limits;
} ShownScore;

/* What pictures of a metric differ in. */
typedef struct SvgMetric
{
	const char *name;
	const char *unit;
	const char *low;
	const char *middle;
	const char *high;

	/* first: of the arguments confidence, method, population */
	ShownScore	(*score) (FunctionCallInfo fcinfo, int first,
						  const Groups *groups);
} SvgMetric;

/* Returns the scale that the arguments from the first one on specify. */
typedef Scale (*ScaleReader) (FunctionCallInfo fcinfo, int first);

/*
 * For SQL functions (answers, title, confidence, method, population,
 * min_answers, width, share_max, scale ...): a score and its distribution.
 */
extern Datum svg_card(FunctionCallInfo fcinfo, const SvgMetric *metric,
					  ScaleReader read_scale);

/*
 * For SQL functions (tallies, labels, dates, title, confidence, method,
 * population, min_answers, few_answers, width, scale ...): scores over time.
 */
extern Datum svg_trend(FunctionCallInfo fcinfo, const SvgMetric *metric,
					   ScaleReader read_scale);

/* The rest is what these two draw with. */

/* Text as XML */
extern void svg_text(StringInfo out, const char *string);

/* With one decimal, rounded as numeric is, and never -0.0. */
extern void svg_number(StringInfo out, double number);
extern void svg_limits(StringInfo out, const SvgMetric *metric, Limits limits);
extern void svg_answers(StringInfo out, int64 answers);

/*
 * The start of a text element, which the caller ends; more is further
 * attributes, with a space before each.
 */
extern void svg_begin_text(StringInfo out, double x, double y, int size,
						   const char *more);

/*
 * The whole, in this order: begin with the start of the description, say more
 * of it, go on with the heading, draw, end.
 */
extern void svg_begin(StringInfo out, int width, int height,
					  const char *title);
extern void svg_heading(StringInfo out, int width, int height,
						const char *title);
extern Datum svg_end(StringInfo out);

/* The argument, or the name of the metric if it is NULL. */
extern const char *svg_title_argument(FunctionCallInfo fcinfo, int argument,
									  const SvgMetric *metric);

/* In pixels, as are all lengths. */
extern int	svg_width_argument(FunctionCallInfo fcinfo, int argument,
							   int default_width);

/* As 24 May 2018 */
extern const char *svg_date_text(DateADT date);

typedef struct DateLabel
{
	DateADT		date;
	const char *first_line;		/* the day, the month or the year */
	const char *second_line;	/* the year below the first day or month in it */
} DateLabel;

/*
 * Labels for an axis from one date to another: on days, first days of months
 * or first days of years, about as many as a maximum allows.
 */
extern DateLabel *svg_date_labels(DateADT first, DateADT last, int max_labels,
								  int *number);

#endif							/* SATISFACTION_SVG_H */
