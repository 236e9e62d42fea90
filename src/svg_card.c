/*-------------------------------------------------------------------------
 *
 * svg_card.c
 *	  A score and its distribution as a picture.
 *
 * The score, a column for each rating of the scale, and a bar of the groups.
 * The columns stand beside the score; in a narrow picture below it.
 *
 *-------------------------------------------------------------------------
 */
#include "svg.h"

#include <math.h>

#include "utils/float.h"

#include "arguments.h"
#include "inference.h"
#include "tally_datum.h"

enum
{
	CARD_ANSWERS, CARD_TITLE, CARD_CONFIDENCE, CARD_METHOD, CARD_POPULATION,
	CARD_MIN_ANSWERS, CARD_WIDTH, CARD_SHARE_MAX, CARD_SCALE
};

#define DEFAULT_WIDTH	480

/* In narrower pictures the columns would be too narrow beside the score. */
#define SIDE_BY_SIDE_WIDTH	440

#define SCORE_BOTTOM	100.0
#define LIMITS_BOTTOM	128.0
#define ANSWERS_BOTTOM	148.0
#define SCORE_WIDTH		170.0
#define COLUMNS_HEIGHT	100.0
#define BAR_HEIGHT		24.0
#define LEGEND_HEIGHT	18.0

/* Minimum widths for a label below a column and inside the bar */
#define COLUMN_LABEL_WIDTH	20.0
#define BAR_LABEL_WIDTH		44.0

typedef struct Card
{
	const SvgMetric *metric;
	const Histogram *histogram;
	Scale		scale;
	Groups		groups;
	double		confidence;
	double		share_max;		/* percentage that fills the height, or NaN */
	ShownScore	shown;

	bool		is_narrow;
	int			width;
	int			height;
	double		columns_left;
	double		columns_bottom;
	double		bar_top;
} Card;

static void
set_layout(Card *card)
{
	card->is_narrow = card->width < SIDE_BY_SIDE_WIDTH;
	card->columns_left = SVG_MARGIN;
	card->columns_bottom = 160;
	if (card->is_narrow)
		card->columns_bottom = ANSWERS_BOTTOM + 24 + COLUMNS_HEIGHT;
	else
		card->columns_left += SCORE_WIDTH;
	card->bar_top = card->columns_bottom + 32;
	card->height = card->bar_top + BAR_HEIGHT + 34;
	if (card->is_narrow)
		card->height += 2 * LEGEND_HEIGHT;
}

static void
append_card_description(StringInfo out, const Card *card)
{
	const SvgMetric *metric = card->metric;
	const Groups *groups = &card->groups;

	svg_number(out, card->shown.score);
	appendStringInfo(out, "%s, ", metric->unit);
	if (!isnan(card->shown.limits.low))
	{
		appendStringInfo(out, "%g %% limits ", 100 * card->confidence);
		svg_limits(out, metric, card->shown.limits);
		appendStringInfoString(out, ", ");
	}
	svg_answers(out, groups->all.answers);
	appendStringInfo(out, ": %s ", metric->low);
	svg_number(out, percent_of(groups->low, groups->all));
	appendStringInfo(out, " %%, %s ", metric->middle);
	svg_number(out, percent_of(groups->middle, groups->all));
	appendStringInfo(out, " %%, %s ", metric->high);
	svg_number(out, percent_of(groups->high, groups->all));
	appendStringInfoString(out, " %");
}

static void
append_score(StringInfo out, const Card *card)
{
	svg_begin_text(out, SVG_MARGIN, SCORE_BOTTOM, 44, " font-weight=\"bold\"");
	svg_number(out, card->shown.score);
	appendStringInfo(out, "<tspan font-size=\"20\">%s</tspan></text>\n",
					 card->metric->unit);
	if (!isnan(card->shown.limits.low))
	{
		svg_begin_text(out, SVG_MARGIN, LIMITS_BOTTOM, 13, "");
		svg_limits(out, card->metric, card->shown.limits);
		appendStringInfo(out, " <tspan fill=\"" SVG_FAINT "\">(%g %%)</tspan></text>\n",
						 100 * card->confidence);
	}
	svg_begin_text(out, SVG_MARGIN, ANSWERS_BOTTOM, 13, " fill=\"" SVG_FAINT "\"");
	svg_answers(out, card->groups.all.answers);
	appendStringInfoString(out, "</text>\n");
}

static const char *
color_of(const Scale *scale, int score)
{
	if (score <= scale->low_max)
		return SVG_LOW;
	return score >= scale->high_min ? SVG_HIGH : SVG_MIDDLE;
}

static double
share_of_score(const Card *card, int score)
{
	return percent_of(histogram_segment(card->histogram, score, score),
					  card->groups.all);
}

/* The most frequent score, the highest of several */
static int
tallest_score(const Card *card)
{
	int			tallest = card->scale.maximum;

	for (int score = tallest - 1; score >= card->scale.minimum; score--)
	{
		if (share_of_score(card, score) > share_of_score(card, tallest))
			tallest = score;
	}
	return tallest;
}

/* The percentage that fills the height; NaN for that of the tallest column */
static double
share_max_argument(FunctionCallInfo fcinfo)
{
	double		share_max;

	if (PG_ARGISNULL(CARD_SHARE_MAX))
		return get_float8_nan();
	share_max = PG_GETARG_FLOAT8(CARD_SHARE_MAX);
	if (!(share_max > 0 && share_max <= 100))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("share_max must be greater than 0 and at most 100, not %g",
						share_max),
				 errhint("It is a percentage: specify 40 for 40 %%.")));
	return share_max;
}

/*
 * A column that is cut off would mislead, and so would one drawn to another
 * scale than the picture beside it.
 */
static void
set_share_max(Card *card)
{
	int			tallest = tallest_score(card);
	double		share = share_of_score(card, tallest);

	if (isnan(card->share_max))
		card->share_max = share;

	/* The same percentage may have been computed in another order. */
	if (share > card->share_max * (1 + 1e-9))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%.1f %% of the answers are %d, more than share_max %g",
						share, tallest, card->share_max),
				 errhint("share_max is the percentage that fills the height: specify the largest one of all pictures to be compared.")));
}

/* Below the columns, every one, every fifth, tenth or so, as there is space */
static int
column_label_step(double column_width)
{
	int			step = Max(1, (int) ceil(COLUMN_LABEL_WIDTH / column_width));

	return step == 1 ? 1 : (step + 4) / 5 * 5;
}

static void
append_column(StringInfo out, const Card *card, int score, double left,
			  double width, bool is_tallest)
{
	Segment		answers = histogram_segment(card->histogram, score, score);
	double		share = share_of_score(card, score);
	double		height = COLUMNS_HEIGHT * share / card->share_max;
	double		top = card->columns_bottom - height;

	appendStringInfo(out,
					 "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%d: ",
					 left + 0.08 * width, top, 0.84 * width, height,
					 color_of(&card->scale, score), score);
	svg_answers(out, answers.answers);
	appendStringInfoString(out, ", ");
	svg_number(out, share);
	appendStringInfoString(out, " %</title></rect>\n");
	if (is_tallest)
	{
		svg_begin_text(out, left + width / 2, top - 4, 11,
					   " text-anchor=\"middle\"");
		appendStringInfo(out, "%.0f %%</text>\n", share);
	}
}

static void
append_columns(StringInfo out, const Card *card)
{
	const Scale *scale = &card->scale;
	double		width = card->width - SVG_MARGIN - card->columns_left;
	double		column_width = width / (scale->maximum - scale->minimum + 1);
	int			label_step = column_label_step(column_width);
	int			tallest = tallest_score(card);

	for (int score = scale->minimum; score <= scale->maximum; score++)
	{
		double		left = card->columns_left +
			column_width * (score - scale->minimum);

		append_column(out, card, score, left, column_width, score == tallest);
		if (score % label_step == 0)
		{
			svg_begin_text(out, left + column_width / 2,
						   card->columns_bottom + 14, 11,
						   " text-anchor=\"middle\"");
			appendStringInfo(out, "%d</text>\n", score);
		}
	}
	appendStringInfo(out,
					 "<path d=\"M%.1f %.1fh%.1f\" stroke=\"" SVG_FAINT "\"/>\n",
					 card->columns_left, card->columns_bottom, width);
}

/* Part of the bar, from left to right, and entry of the legend: one group */
static void
append_group(StringInfo out, const Card *card, int place, Segment answers,
			 const char *name, double left)
{
	static const char *const colors[] = {SVG_LOW, SVG_MIDDLE, SVG_HIGH};
	static const char *const label_colors[] = {"#ffffff", "#000000", "#ffffff"};
	static const char *const anchors[] = {"start", "middle", "end"};
	double		share = percent_of(answers, card->groups.all);
	double		bar_width = card->width - 2 * SVG_MARGIN;
	double		width = bar_width * share / 100;
	double		x = SVG_MARGIN;
	double		y = card->bar_top + BAR_HEIGHT + 20;

	appendStringInfo(out,
					 "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s: ",
					 left, card->bar_top, width, BAR_HEIGHT, colors[place],
					 name);
	svg_answers(out, answers.answers);
	appendStringInfoString(out, "</title></rect>\n");
	if (width >= BAR_LABEL_WIDTH)
	{
		svg_begin_text(out, left + width / 2, card->bar_top + 16, 12,
					   psprintf(" text-anchor=\"middle\" fill=\"%s\"",
								label_colors[place]));
		svg_number(out, share);
		appendStringInfoString(out, " %</text>\n");
	}

	if (card->is_narrow)
		y += place * LEGEND_HEIGHT;
	else
		x += place * bar_width / 2;
	svg_begin_text(out, x, y, 12,
				   psprintf(" text-anchor=\"%s\"",
							card->is_narrow ? "start" : anchors[place]));
	appendStringInfo(out, "<tspan fill=\"%s\">&#9632;</tspan> %s",
					 colors[place], name);
	if (width < BAR_LABEL_WIDTH)
	{
		appendStringInfoChar(out, ' ');
		svg_number(out, share);
		appendStringInfoString(out, " %");
	}
	appendStringInfoString(out, "</text>\n");
}

static void
append_groups(StringInfo out, const Card *card)
{
	const char *names[] = {
		card->metric->low, card->metric->middle, card->metric->high
	};
	Segment		segments[] = {
		card->groups.low, card->groups.middle, card->groups.high
	};
	double		left = SVG_MARGIN;

	for (int place = 0; place < 3; place++)
	{
		append_group(out, card, place, segments[place], names[place], left);
		left += (card->width - 2 * SVG_MARGIN) *
			percent_of(segments[place], card->groups.all) / 100;
	}
}

Datum
svg_card(FunctionCallInfo fcinfo, const SvgMetric *metric,
		 ScaleReader read_scale)
{
	Histogram	histogram;
	Card		card = {.metric = metric, .histogram = &histogram};
	const char *title = svg_title_argument(fcinfo, CARD_TITLE, metric);
	char	   *nothing = NULL;
	StringInfoData out;

	card.confidence = confidence_argument(fcinfo, CARD_CONFIDENCE);
	card.width = svg_width_argument(fcinfo, CARD_WIDTH, DEFAULT_WIDTH);
	card.share_max = share_max_argument(fcinfo);
	if (!histogram_from_argument(fcinfo, CARD_ANSWERS, &histogram))
		PG_RETURN_NULL();
	card.scale = read_scale(fcinfo, CARD_SCALE);
	scale_groups(&card.scale, &histogram, &card.groups);
	card.shown = metric->score(fcinfo, CARD_CONFIDENCE, &card.groups);
	if (summary_is_hidden(fcinfo, CARD_MIN_ANSWERS, card.groups.all.answers))
		nothing = psprintf("fewer than %lld answers",
						   (long long) count_argument(fcinfo, CARD_MIN_ANSWERS,
													  "min_answers"));
	else if (isnan(card.shown.score))
		nothing = "no answers";
	else
		set_share_max(&card);
	set_layout(&card);

	initStringInfo(&out);
	svg_begin(&out, card.width, card.height, title);
	if (nothing != NULL)
		appendStringInfoString(&out, nothing);
	else
		append_card_description(&out, &card);
	svg_heading(&out, card.width, card.height, title);
	if (nothing != NULL)
	{
		svg_begin_text(&out, SVG_MARGIN, SCORE_BOTTOM, 20,
					   " fill=\"" SVG_FAINT "\"");
		appendStringInfo(&out, "%s</text>\n", nothing);
		return svg_end(&out);
	}
	append_score(&out, &card);
	append_columns(&out, &card);
	append_groups(&out, &card);
	return svg_end(&out);
}
