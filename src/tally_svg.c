/*-------------------------------------------------------------------------
 *
 * tally_svg.c
 *	  A score and its distribution as a picture.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "inference.h"
#include "svg.h"
#include "tally_datum.h"

#define CARD_WIDTH		480
#define CARD_HEIGHT		250
#define COLUMNS_LEFT	190.0
#define COLUMNS_WIDTH	270.0
#define COLUMNS_TOP		60.0
#define COLUMNS_BOTTOM	160.0
#define BAR_LEFT		20.0
#define BAR_WIDTH		440.0
#define BAR_TOP			192.0
#define BAR_HEIGHT		24.0

/* A column has a label if it is as wide as one. */
#define LABEL_WIDTH		20.0

/* A part of the bar shows its per cent from so many on. */
#define LABELED_SHARE	9.0

typedef struct Card
{
	const SvgMetric *metric;
	const Histogram *histogram;
	Scale		scale;
	Groups		groups;
	double		confidence;
	ShownScore	shown;
} Card;

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
	svg_begin_text(out, BAR_LEFT, 100, 44, " font-weight=\"bold\"");
	svg_number(out, card->shown.score);
	appendStringInfo(out, "<tspan font-size=\"20\">%s</tspan></text>\n",
					 card->metric->unit);
	if (!isnan(card->shown.limits.low))
	{
		svg_begin_text(out, BAR_LEFT, 128, 13, "");
		svg_limits(out, card->metric, card->shown.limits);
		appendStringInfo(out, " <tspan fill=\"" SVG_FAINT "\">(%g %%)</tspan></text>\n",
						 100 * card->confidence);
	}
	svg_begin_text(out, BAR_LEFT, 148, 13, " fill=\"" SVG_FAINT "\"");
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

static void
append_columns(StringInfo out, const Card *card)
{
	const Scale *scale = &card->scale;
	double		step = COLUMNS_WIDTH / (scale->maximum - scale->minimum + 1);
	int			labeled = Max(1, (int) ceil(LABEL_WIDTH / step));
	double		longest = 0;

	if (labeled > 1)
		labeled = (labeled + 4) / 5 * 5;
	for (int score = scale->minimum; score <= scale->maximum; score++)
		longest = Max(longest,
					  histogram_segment(card->histogram, score, score).weight);
	for (int score = scale->minimum; score <= scale->maximum; score++)
	{
		Segment		answers = histogram_segment(card->histogram, score, score);
		double		height = (COLUMNS_BOTTOM - COLUMNS_TOP) * answers.weight / longest;
		double		left = COLUMNS_LEFT + step * (score - scale->minimum);

		appendStringInfo(out,
						 "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%d: ",
						 left + 0.08 * step, COLUMNS_BOTTOM - height,
						 0.84 * step, height, color_of(scale, score), score);
		svg_answers(out, answers.answers);
		appendStringInfoString(out, ", ");
		svg_number(out, percent_of(answers, card->groups.all));
		appendStringInfoString(out, " %</title></rect>\n");
		if (score % labeled == 0)
		{
			svg_begin_text(out, left + step / 2, COLUMNS_BOTTOM + 14, 11,
					   " text-anchor=\"middle\"");
			appendStringInfo(out, "%d</text>\n", score);
		}
	}
	appendStringInfo(out,
					 "<path d=\"M%.1f %.1fh%.1f\" stroke=\"" SVG_FAINT "\"/>\n",
					 COLUMNS_LEFT, COLUMNS_BOTTOM, COLUMNS_WIDTH);
}

/* One part of the bar, and what it stands for below it; its width. */
static double
append_part(StringInfo out, const Card *card, Segment part, const char *name,
			const char *color, const char *label_color, double left,
			const char *name_place)
{
	double		share = percent_of(part, card->groups.all);
	double		width = BAR_WIDTH * share / 100;

	appendStringInfo(out,
					 "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s: ",
					 left, BAR_TOP, width, BAR_HEIGHT, color, name);
	svg_answers(out, part.answers);
	appendStringInfoString(out, "</title></rect>\n");
	if (share >= LABELED_SHARE)
	{
		svg_begin_text(out, left + width / 2, BAR_TOP + 16, 12,
				   psprintf(" text-anchor=\"middle\" fill=\"%s\"", label_color));
		svg_number(out, share);
		appendStringInfoString(out, " %</text>\n");
	}
	appendStringInfo(out, "<text %s y=\"%.1f\" font-size=\"12\"><tspan fill=\"%s\">&#9632;</tspan> %s",
					 name_place, BAR_TOP + BAR_HEIGHT + 20, color, name);
	if (share < LABELED_SHARE)
	{
		appendStringInfoChar(out, ' ');
		svg_number(out, share);
		appendStringInfoString(out, " %");
	}
	appendStringInfoString(out, "</text>\n");
	return width;
}

static void
append_bar(StringInfo out, const Card *card)
{
	const SvgMetric *metric = card->metric;
	double		left = BAR_LEFT;

	left += append_part(out, card, card->groups.low, metric->low, SVG_LOW,
						"#ffffff", left, "x=\"20\"");
	left += append_part(out, card, card->groups.middle, metric->middle,
						SVG_MIDDLE, "#000000", left,
						"x=\"240\" text-anchor=\"middle\"");
	append_part(out, card, card->groups.high, metric->high, SVG_HIGH,
				"#ffffff", left, "x=\"460\" text-anchor=\"end\"");
}

/*
 * For SQL functions (r, title, confidence, min_answers, scale ...).
 */
static Datum
card_svg(FunctionCallInfo fcinfo, const SvgMetric *metric)
{
	Histogram	histogram;
	Card		card = {.metric = metric,.histogram = &histogram};
	const char *title = svg_title_argument(fcinfo, 1, metric);
	char	   *nothing = NULL;
	StringInfoData out;

	card.confidence = confidence_argument(fcinfo, 2);
	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	card.scale = metric->scale_arguments(fcinfo, 4);
	card.groups = scale_groups(&card.scale, &histogram);
	if (summary_is_hidden(fcinfo, 3, card.groups.all.answers))
		nothing = psprintf("fewer than %lld answers",
						   (long long) count_argument(fcinfo, 3, "min_answers"));
	else if (!(card.groups.all.weight > 0))
		nothing = "no answers";
	else
		card.shown = metric->score(&card.groups, card.confidence);

	initStringInfo(&out);
	svg_begin(&out, CARD_WIDTH, CARD_HEIGHT, title);
	if (nothing != NULL)
		appendStringInfoString(&out, nothing);
	else
		append_card_description(&out, &card);
	svg_heading(&out, CARD_WIDTH, CARD_HEIGHT, title);
	if (nothing != NULL)
	{
		svg_begin_text(&out, BAR_LEFT, 100, 20, " fill=\"" SVG_FAINT "\"");
		appendStringInfo(&out, "%s</text>\n", nothing);
		return svg_end(&out);
	}
	append_score(&out, &card);
	append_columns(&out, &card);
	append_bar(&out, &card);
	return svg_end(&out);
}

PG_FUNCTION_INFO_V1(nps_svg);
Datum
nps_svg(PG_FUNCTION_ARGS)
{
	return card_svg(fcinfo, &nps_svg_metric);
}

PG_FUNCTION_INFO_V1(csat_svg);
Datum
csat_svg(PG_FUNCTION_ARGS)
{
	return card_svg(fcinfo, &csat_svg_metric);
}
