/*-------------------------------------------------------------------------
 *
 * time_span.c
 *	  Which expressions depend on a span of time only.
 *
 * date_trunc('month', answered_at) is the same for all moments of a day of
 * local time, to_char(answered_at, 'HH24:MI') for those of a minute.  Calls of
 * that kind are recognized here, and so is every expression that depends on
 * nothing but such calls: (answered_at AT TIME ZONE 'Asia/Tokyo')::date,
 * extract(year FROM day) * 100 + extract(month FROM day).
 *
 *-------------------------------------------------------------------------
 */
#include "time_span.h"

#include <ctype.h>

#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

/* Functions of the server; their names differ from version to version. */
#define DATE_TRUNC_TIMESTAMPTZ	1217
#define DATE_TRUNC_IN_ZONE		1284
#define DATE_TRUNC_TIMESTAMP	2020
#define DATE_FROM_TIMESTAMPTZ	1178
#define DATE_FROM_TIMESTAMP		2029
#define TIMESTAMPTZ_FROM_DATE	1174
#define TIMESTAMP_FROM_DATE		2024
#define DATE_PART_TIMESTAMPTZ	1171
#define DATE_PART_TIMESTAMP		2021
#define EXTRACT_DATE			6199
#define EXTRACT_TIMESTAMP		6202
#define EXTRACT_TIMESTAMPTZ		6203
#define DATE_BIN_TIMESTAMP		6177
#define DATE_BIN_TIMESTAMPTZ	6178
#define TO_CHAR_TIMESTAMPTZ		1770
#define TO_CHAR_TIMESTAMP		2049
#define AT_TIME_ZONE			1159

/*
 * A unit of date_trunc(), or a field of extract(): the span of time that
 * decides the result, the days that share one on average, and how many results
 * there can be (0 for any number).
 */
typedef struct TimeUnit
{
	const char *name;
	int64		width;
	double		days;
	double		results;
} TimeUnit;

static const TimeUnit truncation_units[] = {
	{"minute", USECS_PER_MINUTE, 1.0 / MINS_PER_HOUR / HOURS_PER_DAY, 0},
	{"hour", USECS_PER_HOUR, 1.0 / HOURS_PER_DAY, 0},
	{"day", USECS_PER_DAY, 1, 0},
	{"week", USECS_PER_DAY, 7, 0},
	{"month", USECS_PER_DAY, 30, 0},
	{"quarter", USECS_PER_DAY, 91, 0},
	{"year", USECS_PER_DAY, 365, 0},
	{"decade", USECS_PER_DAY, 3652, 0},
	{"century", USECS_PER_DAY, 36524, 0},
	{"millennium", USECS_PER_DAY, 365242, 0},
	{NULL, 0, 0, 0}
};

static const TimeUnit extracted_fields[] = {
	{"minute", USECS_PER_MINUTE, 1.0 / MINS_PER_HOUR / HOURS_PER_DAY, 60},
	{"hour", USECS_PER_HOUR, 1.0 / HOURS_PER_DAY, 24},
	{"day", USECS_PER_DAY, 1, 31},
	{"dow", USECS_PER_DAY, 1, 7},
	{"isodow", USECS_PER_DAY, 1, 7},
	{"doy", USECS_PER_DAY, 1, 366},
	{"week", USECS_PER_DAY, 7, 53},
	{"month", USECS_PER_DAY, 30, 12},
	{"quarter", USECS_PER_DAY, 91, 4},
	{"year", USECS_PER_DAY, 365, 0},
	{"isoyear", USECS_PER_DAY, 365, 0},
	{"decade", USECS_PER_DAY, 3652, 0},
	{NULL, 0, 0, 0}
};

/* Long enough, and far from any overflow. */
#define MAX_BIN_DAYS	36525

typedef struct SpanSearch
{
	PageTimeSpan *span;
	bool		found;
} SpanSearch;

static char *
text_constant(Expr *expression)
{
	Const	   *constant = (Const *) expression;

	if (!IsA(constant, Const) || constant->constisnull ||
		constant->consttype != TEXTOID)
		return NULL;
	return TextDatumGetCString(constant->constvalue);
}

static bool
recognize_unit(const TimeUnit *units, Expr *expression, PageTimeSpan *span)
{
	char	   *name = text_constant(expression);

	for (; name != NULL && units->name != NULL; units++)
	{
		if (strcmp(name, units->name) != 0)
			continue;
		span->width = units->width;
		span->days = units->days;
		span->results = units->results;
		return true;
	}
	return false;
}

/*
 * Only zones that no abbreviation can stand for.
 */
static bool
recognize_zone(Expr *expression, PageTimeSpan *span)
{
	char	   *name = text_constant(expression);

	if (name == NULL || strchr(name, '/') == NULL)
		return false;
	span->zone = pg_tzset(name);
	return span->zone != NULL;
}

/*
 * A time in a column, perhaps AT TIME ZONE, or a date that is cast.
 */
static bool
recognize_time(Expr *argument, PageTimeSpan *span)
{
	FuncExpr   *call = (FuncExpr *) argument;

	if (IsA(argument, FuncExpr))
	{
		switch (call->funcid)
		{
			case TIMESTAMPTZ_FROM_DATE:
			case TIMESTAMP_FROM_DATE:
				argument = linitial(call->args);
				break;
			case AT_TIME_ZONE:
				if (!recognize_zone(linitial(call->args), span))
					return false;
				argument = lsecond(call->args);
				break;
			default:
				return false;
		}
	}
	span->variable = (Var *) argument;
	return IsA(argument, Var);
}

/*
 * to_char(): of what is left when quoted parts are, some letters stand for a
 * part of a day.
 */
static bool
recognize_format(Expr *expression, PageTimeSpan *span)
{
	static const char *const finer[] = {"SS", "MS", "US", "FF", "TZ", "OF"};
	static const char *const hours[] = {"HH", "AM", "PM", "A.M.", "P.M."};
	char	   *format = text_constant(expression);

	if (format == NULL)
		return false;
	for (char *letter = format; *letter != '\0'; letter++)
		*letter = (char) toupper((unsigned char) *letter);
	for (int i = 0; i < (int) lengthof(finer); i++)
	{
		if (strstr(format, finer[i]) != NULL)
			return false;
	}
	span->width = USECS_PER_DAY;
	span->days = strpbrk(format, "DWJ") != NULL ? 1 :
		strpbrk(format, "M") != NULL ? 30 :
		strpbrk(format, "Q") != NULL ? 91 : 365;
	for (int i = 0; i < (int) lengthof(hours); i++)
	{
		if (strstr(format, hours[i]) != NULL)
		{
			span->width = USECS_PER_HOUR;
			span->days = 1.0 / HOURS_PER_DAY;
		}
	}
	if (strstr(format, "MI") != NULL)
	{
		span->width = USECS_PER_MINUTE;
		span->days = 1.0 / MINS_PER_HOUR / HOURS_PER_DAY;
	}
	return true;
}

/*
 * date_bin(stride, time, origin), whose spans need not lie on local time.
 */
static bool
recognize_bin(List *arguments, PageTimeSpan *span)
{
	Const	   *stride = linitial(arguments);
	Const	   *origin = lthird(arguments);
	Interval   *interval;

	if (!IsA(stride, Const) || stride->constisnull ||
		!IsA(origin, Const) || origin->constisnull)
		return false;
	interval = DatumGetIntervalP(stride->constvalue);
	span->origin = DatumGetTimestamp(origin->constvalue);
	if (interval->month != 0 || interval->day < 0 ||
		interval->day > MAX_BIN_DAYS || interval->time < 0 ||
		interval->time > MAX_BIN_DAYS * USECS_PER_DAY ||
		!IS_VALID_TIMESTAMP(span->origin))
		return false;
	span->width = interval->day * USECS_PER_DAY + interval->time;
	span->days = (double) span->width / USECS_PER_DAY;
	span->is_bin = true;
	return span->width > 0 && recognize_time(lsecond(arguments), span);
}

static bool
recognize_call(Expr *expression, PageTimeSpan *span)
{
	FuncExpr   *call = (FuncExpr *) expression;
	List	   *arguments;

	memset(span, 0, sizeof(PageTimeSpan));
	if (!IsA(expression, FuncExpr))
		return false;
	arguments = call->args;
	switch (call->funcid)
	{
		case DATE_FROM_TIMESTAMPTZ:
		case DATE_FROM_TIMESTAMP:
			span->width = USECS_PER_DAY;
			span->days = 1;
			return recognize_time(linitial(arguments), span);
		case DATE_TRUNC_IN_ZONE:
			return recognize_unit(truncation_units, linitial(arguments), span) &&
				recognize_zone(lthird(arguments), span) &&
				IsA(lsecond(arguments), Var) &&
				recognize_time(lsecond(arguments), span);
		case DATE_TRUNC_TIMESTAMPTZ:
		case DATE_TRUNC_TIMESTAMP:
			return recognize_unit(truncation_units, linitial(arguments), span) &&
				recognize_time(lsecond(arguments), span);
		case DATE_PART_TIMESTAMPTZ:
		case DATE_PART_TIMESTAMP:
		case EXTRACT_DATE:
		case EXTRACT_TIMESTAMP:
		case EXTRACT_TIMESTAMPTZ:
			return recognize_unit(extracted_fields, linitial(arguments), span) &&
				recognize_time(lsecond(arguments), span);
		case TO_CHAR_TIMESTAMPTZ:
		case TO_CHAR_TIMESTAMP:
			return recognize_format(lsecond(arguments), span) &&
				recognize_time(linitial(arguments), span);
		case DATE_BIN_TIMESTAMP:
		case DATE_BIN_TIMESTAMPTZ:
			return recognize_bin(arguments, span);
		default:
			return false;
	}
}

/*
 * Make a span one that decides the results of two calls.  The narrower width
 * does, as minutes divide hours and those days.
 */
static bool
join_spans(PageTimeSpan *span, const PageTimeSpan *other)
{
	if (span->variable->varattno != other->variable->varattno ||
		span->zone != other->zone || span->is_bin || other->is_bin)
		return false;
	if (span->results == 0 || other->results == 0)
		span->results = 0;
	else
		span->results *= other->results;
	span->width = Min(span->width, other->width);
	span->days = Min(span->days, other->days);
	return true;
}

/*
 * True if there is a column outside such calls, or calls that cannot be joined.
 */
static bool
find_calls(Node *node, SpanSearch *search)
{
	PageTimeSpan span;

	if (node == NULL)
		return false;
	if (IsA(node, Var) || IsA(node, Param))
		return true;
	if (!recognize_call((Expr *) node, &span))
		return expression_tree_walker(node, find_calls, (void *) search);
	if (search->found)
		return !join_spans(search->span, &span);
	*search->span = span;
	search->found = true;
	return false;
}

/*
 * Does an expression depend on nothing but a span of time?
 */
bool
page_time_span_recognize(Expr *expression, PageTimeSpan *span)
{
	SpanSearch	search = {.span = span};
	Oid			type;

	if (find_calls((Node *) expression, &search) || !search.found)
		return false;
	type = span->variable->vartype;
	if (type == DATEOID)
		span->width = 1;
	return type == DATEOID || type == TIMESTAMPOID || type == TIMESTAMPTZOID;
}

/*
 * Is an expression one whose results are equal only if their bytes are, even
 * if that does not hold for the type?
 */
bool
page_time_span_is_field(Expr *expression)
{
	switch (IsA(expression, FuncExpr) ? ((FuncExpr *) expression)->funcid : 0)
	{
		case DATE_PART_TIMESTAMPTZ:
		case DATE_PART_TIMESTAMP:
		case EXTRACT_DATE:
		case EXTRACT_TIMESTAMP:
		case EXTRACT_TIMESTAMPTZ:
			break;
		default:
			return false;
	}
	return recognize_unit(extracted_fields,
						  linitial(((FuncExpr *) expression)->args),
						  &(PageTimeSpan) {0});
}
