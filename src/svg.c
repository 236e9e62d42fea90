/*-------------------------------------------------------------------------
 *
 * svg.c
 *	  Pictures of scores: what they have in common.
 *
 *-------------------------------------------------------------------------
 */
#include "svg.h"

#include <math.h>

#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "csat.h"
#include "inference.h"
#include "nps.h"

#define REPLACEMENT_CHARACTER	0xFFFD

static ShownScore
nps_score(const Groups *groups, double confidence)
{
	NetSample	sample = net_sample(groups);

	return (ShownScore) {
		sample.score,
		net_sample_limits(&sample, confidence, NET_SCORE, 1)
	};
}

static ShownScore
csat_score(const Groups *groups, double confidence)
{
	ShareSample sample = high_share_sample(groups);

	return (ShownScore) {
		sample.score,
		share_sample_limits(&sample, confidence, SHARE_WILSON, 1)
	};
}

const SvgMetric nps_svg_metric = {
	"Net Promoter Score", "", "detractors", "passives", "promoters",
	nps_scale_arguments, nps_score
};

const SvgMetric csat_svg_metric = {
	"Customer Satisfaction", " %", "dissatisfied", "neutral", "satisfied",
	csat_three_groups_arguments, csat_score
};

/*
 * Text as XML.  What XML 1.0 cannot hold at all, most control characters and
 * two others, becomes a replacement character (production 2, Char); so do bytes
 * that are not UTF-8 in a database without an encoding.
 */
static void
append_character(StringInfo out, pg_wchar c)
{
	if (c == '\t' || c == '\n' || c == '\r')
		c = ' ';
	else if (c < ' ' || c == 0xFFFE || c == 0xFFFF)
		c = REPLACEMENT_CHARACTER;

	if (c >= 0x7F || strchr("&<>\"'", (int) c) != NULL)
		appendStringInfo(out, "&#%u;", (unsigned int) c);
	else
		appendStringInfoChar(out, (char) c);
}

void
svg_text(StringInfo out, const char *text)
{
	const unsigned char *c;
	const unsigned char *end;

	if (GetDatabaseEncoding() != PG_SQL_ASCII)
		text = pg_server_to_any(text, strlen(text), PG_UTF8);
	c = (const unsigned char *) text;
	end = c + strlen(text);
	while (c < end)
	{
		int			length = pg_utf_mblen(c);

		if (length > end - c || !pg_utf8_islegal(c, length))
		{
			append_character(out, REPLACEMENT_CHARACTER);
			length = 1;
		}
		else
			append_character(out, utf8_to_unicode(c));
		c += length;
	}
}

void
svg_number(StringInfo out, double number)
{
	appendStringInfo(out, "%.1f", round(number * 10) / 10 + 0.0);
}

void
svg_answers(StringInfo out, int64 answers)
{
	appendStringInfo(out, "%lld answer%s", (long long) answers,
					 answers == 1 ? "" : "s");
}

void
svg_limits(StringInfo out, const SvgMetric *metric, Limits limits)
{
	svg_number(out, limits.low);
	appendStringInfoString(out, " to ");
	svg_number(out, limits.high);
	appendStringInfoString(out, metric->unit);
}

void
svg_begin_text(StringInfo out, double x, double y, int size, const char *more)
{
	appendStringInfo(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\"%s>",
					 x, y, size, more);
}

void
svg_begin(StringInfo out, int width, int height, const char *title)
{
	appendStringInfo(out,
					 "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" fill=\"" SVG_TEXT "\">\n<title>",
					 width, height, width, height);
	svg_text(out, title);
	appendStringInfoString(out, "</title>\n<desc>");
}

/* As many characters fit in a heading. */
#define HEADING_CHARACTERS(width)	(((width) - 40) / 8)

void
svg_heading(StringInfo out, int width, int height, const char *title)
{
	appendStringInfo(out, "</desc>\n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n",
					 width, height);
	svg_begin_text(out, 20, 28, 15,
			   pg_mbstrlen(title) <= HEADING_CHARACTERS(width) ? " font-weight=\"bold\"" :
			   psprintf(" font-weight=\"bold\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\"",
						width - 40));
	svg_text(out, title);
	appendStringInfoString(out, "</text>\n");
}

const char *
svg_title_argument(FunctionCallInfo fcinfo, int argument, const SvgMetric *metric)
{
	return PG_ARGISNULL(argument) ? metric->name :
		text_to_cstring(PG_GETARG_TEXT_PP(argument));
}

Datum
svg_end(StringInfo out)
{
	appendStringInfoString(out, "</svg>");
	return PointerGetDatum(cstring_to_text_with_len(out->data, out->len));
}
