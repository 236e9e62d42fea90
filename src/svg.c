/*-------------------------------------------------------------------------
 *
 * svg.c
 *	  What the SVG pictures have in common.
 *
 *-------------------------------------------------------------------------
 */
#include "svg.h"

#include <math.h>

#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "arguments.h"

#define MIN_WIDTH		240
#define MAX_WIDTH		4000

#define REPLACEMENT_CHARACTER	0xFFFD

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
svg_text(StringInfo out, const char *string)
{
	const unsigned char *c;
	const unsigned char *end;

	if (GetDatabaseEncoding() != PG_SQL_ASCII)
		string = pg_server_to_any(string, strlen(string), PG_UTF8);
	c = (const unsigned char *) string;
	end = c + strlen(string);
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
	double		rounded = round(number * 10) / 10;

	appendStringInfo(out, "%s%.1f", rounded < 0 ? SVG_MINUS : "",
					 fabs(rounded));
}

void
svg_answers(StringInfo out, int64 answers)
{
	char		digits[32];
	int			length = snprintf(digits, sizeof(digits), INT64_FORMAT, answers);

	for (int i = 0; i < length; i++)
	{
		if (i > 0 && (length - i) % 3 == 0)
			appendStringInfoChar(out, ',');
		appendStringInfoChar(out, digits[i]);
	}
	appendStringInfoString(out, answers == 1 ? " answer" : " answers");
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

/* The number of characters that fit in a heading */
#define HEADING_CHARACTERS(width)	(((width) - 2 * SVG_MARGIN) / 8)

void
svg_heading(StringInfo out, int width, int height, const char *title)
{
	const char *squeezed = "";

	if (pg_mbstrlen(title) > HEADING_CHARACTERS(width))
		squeezed = psprintf(" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\"",
							width - 2 * SVG_MARGIN);
	appendStringInfo(out,
					 "</desc>\n<rect width=\"%d\" height=\"%d\" fill=\"" SVG_BACKGROUND "\"/>\n",
					 width, height);
	svg_begin_text(out, SVG_MARGIN, 28, 15,
				   psprintf(" font-weight=\"bold\"%s", squeezed));
	svg_text(out, title);
	appendStringInfoString(out, "</text>\n");
}

const char *
svg_title_argument(FunctionCallInfo fcinfo, int argument, const SvgMetric *metric)
{
	return PG_ARGISNULL(argument) ? metric->name :
		text_to_cstring(PG_GETARG_TEXT_PP(argument));
}

int
svg_width_argument(FunctionCallInfo fcinfo, int argument, int default_width)
{
	int			width = integer_argument(fcinfo, argument, default_width);

	if (width < MIN_WIDTH || width > MAX_WIDTH)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("width %d is not between %d and %d",
						width, MIN_WIDTH, MAX_WIDTH),
				 errhint("It is in pixels.")));
	return width;
}

Datum
svg_end(StringInfo out)
{
	appendStringInfoString(out, "</svg>");
	return PointerGetDatum(cstring_to_text_with_len(out->data, out->len));
}
