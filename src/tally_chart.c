/*-------------------------------------------------------------------------
 *
 * tally_chart.c
 *	  The distribution of the answers as text bars.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "arguments.h"
#include "metric_scale.h"
#include "tally_datum.h"

#define MAX_CHART_WIDTH		500

/* The groups of a metric */
typedef struct ChartGroups
{
	const Scale *scale;
	const char *low;
	const char *middle;
	const char *high;
} ChartGroups;

enum
{
	CHART_NPS, CHART_CSAT, CHART_CES
};

static const ChartGroups chart_groups[] = {
	[CHART_NPS] = {&nps_scale, "detractor", "passive", "promoter"},
	[CHART_CSAT] = {&csat_scale, "dissatisfied", "neutral", "satisfied"},
	[CHART_CES] = {&ces_scale, "hard", "neither", "easy"},
};

static const ChoiceName chart_metrics[] = {
	{"nps", CHART_NPS},
	{"csat", CHART_CSAT},
	{"ces", CHART_CES},
};

/* What all lines of a chart have in common. */
typedef struct Chart
{
	const Histogram *histogram;
	const ChartGroups *groups;	/* or NULL */
	Segment		all;
	int			low;			/* lowest score shown */
	int			high;			/* highest score shown */
	int			width;			/* of the longest bar, in characters */
	double		longest;		/* weight that fills the width */
	int			group_digits;	/* width of the group column */
	int			count_digits;	/* width of the count column */
} Chart;

static const char *
group_name(const Chart *chart, int score)
{
	const ChartGroups *groups = chart->groups;

	if (groups == NULL)
		return "";
	if (score <= groups->scale->low_max)
		return groups->low;
	return score >= groups->scale->high_min ? groups->high : groups->middle;
}

/*
 * The range of scores to show: the scale of the metric, or from the lowest
 * answer to the highest.
 */
static void
set_range(Chart *chart)
{
	const Histogram *histogram = chart->histogram;

	if (chart->groups != NULL)
	{
		chart->low = chart->groups->scale->minimum;
		chart->high = chart->groups->scale->maximum;
		return;
	}
	chart->high = histogram->limit - 1;
	while (histogram->answers[chart->high] == 0)
		chart->high--;
	chart->low = 0;
	while (histogram->answers[chart->low] == 0)
		chart->low++;
}

static void
set_columns(Chart *chart)
{
	chart->longest = 0;
	chart->group_digits = 0;
	chart->count_digits = 0;
	for (int score = chart->low; score <= chart->high; score++)
	{
		Segment		answers = histogram_segment(chart->histogram, score, score);
		int			digits = snprintf(NULL, 0, INT64_FORMAT, answers.answers);

		chart->longest = Max(chart->longest, answers.weight);
		chart->group_digits = Max(chart->group_digits,
								  (int) strlen(group_name(chart, score)));
		chart->count_digits = Max(chart->count_digits, digits);
	}
}

/*
 * A bar and the blanks that fill its column.  UTF-8 has blocks of eighths of
 * a character, from U+2588, the whole, to U+258F, one eighth; elsewhere it is
 * number signs.  Any answer at all leaves a mark.
 */
static void
append_bar(StringInfo out, const Chart *chart, double weight)
{
	bool		blocks = GetDatabaseEncoding() == PG_UTF8;
	int			steps = blocks ? 8 : 1;
	double		share = chart->longest > 0 ? weight / chart->longest : 0;
	int			length = (int) rint(share * chart->width * steps);
	int			column;

	if (weight > 0)
		length = Max(length, 1);
	for (column = 0; column < length / steps; column++)
		appendStringInfoString(out, blocks ? "\xE2\x96\x88" : "#");
	if (length % steps > 0)
	{
		appendStringInfo(out, "\xE2\x96%c", (char) (0x90 - length % steps));
		column++;
	}
	appendStringInfoSpaces(out, chart->width - column);
}

static void
append_line(StringInfo out, const Chart *chart, int score)
{
	Segment		answers = histogram_segment(chart->histogram, score, score);
	double		share = percent_of(answers, chart->all);

	appendStringInfo(out, "%3d ", score);
	if (chart->groups != NULL)
		appendStringInfo(out, "%-*s ", chart->group_digits,
						 group_name(chart, score));
	append_bar(out, chart, answers.weight);
	appendStringInfo(out, " %*s", chart->count_digits,
					 psprintf(INT64_FORMAT, answers.answers));
	if (!isnan(share))
		appendStringInfo(out, " %5.1f %%", share);
}

/*
 * One line a score, the highest first: the score, its group if a metric is
 * given, a bar, the number of answers and their percentage.
 */
PG_FUNCTION_INFO_V1(tally_chart);
Datum
tally_chart(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Chart		chart = {.histogram = &histogram};
	StringInfoData out;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	if (!PG_ARGISNULL(1))
	{
		chart.groups = &chart_groups[CHOICE_ARGUMENT(fcinfo, 1, "metric",
													 chart_metrics)];
		scale_check_answers(chart.groups->scale, &histogram);
	}
	chart.width = integer_argument(fcinfo, 2, 40);
	if (chart.width < 1 || chart.width > MAX_CHART_WIDTH)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("width %d is not between 1 and %d",
						chart.width, MAX_CHART_WIDTH)));
	if (histogram.total == 0)
		PG_RETURN_TEXT_P(cstring_to_text("no answers"));

	chart.all = histogram_all(&histogram);
	set_range(&chart);
	set_columns(&chart);
	initStringInfo(&out);
	for (int score = chart.high; score >= chart.low; score--)
	{
		append_line(&out, &chart, score);
		if (score > chart.low)
			appendStringInfoChar(&out, '\n');
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}
