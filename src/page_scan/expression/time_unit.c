/*-------------------------------------------------------------------------
 *
 * time_unit.c
 *	  Functions of the server that look at a part of a time.
 *
 * date_trunc('month', ...) is the same for all moments of a day of local time,
 * to_char(..., 'HH24:MI') for those of a minute.  What a unit or field is called
 * is left to the server's own decoding: 'MONTH', 'months' and 'mon' are one.
 *
 *-------------------------------------------------------------------------
 */
#include "time_span.h"

#include <ctype.h>

#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "parser/scansup.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#define DAYS_OF_MINUTE	(1.0 / MINS_PER_HOUR / HOURS_PER_DAY)
#define DAYS_OF_HOUR	(1.0 / HOURS_PER_DAY)

/*
 * A unit of date_trunc(), or a field of extract(): the span of time that
 * decides the result, the days that share one on average, and how many results
 * there can be (0 for any number).
 */
typedef struct TimeUnit
{
	int			code;			/* 0 ends a list */
	int64		width;
	double		days;
	double		results;
} TimeUnit;

static const TimeUnit truncation_units[] = {
	{DTK_MINUTE, USECS_PER_MINUTE, DAYS_OF_MINUTE, 0},
	{DTK_HOUR, USECS_PER_HOUR, DAYS_OF_HOUR, 0},
	{DTK_DAY, USECS_PER_DAY, 1, 0},
	{DTK_WEEK, USECS_PER_DAY, 7, 0},
	{DTK_MONTH, USECS_PER_DAY, 30, 0},
	{DTK_QUARTER, USECS_PER_DAY, 91, 0},
	{DTK_YEAR, USECS_PER_DAY, 365, 0},
	{DTK_DECADE, USECS_PER_DAY, 3652, 0},
	{DTK_CENTURY, USECS_PER_DAY, 36524, 0},
	{DTK_MILLENNIUM, USECS_PER_DAY, 365242, 0},
	{0, 0, 0, 0}
};

static const TimeUnit extracted_fields[] = {
	{DTK_MINUTE, USECS_PER_MINUTE, DAYS_OF_MINUTE, 60},
	{DTK_HOUR, USECS_PER_HOUR, DAYS_OF_HOUR, 24},
	{DTK_DAY, USECS_PER_DAY, 1, 31},
	{DTK_DOW, USECS_PER_DAY, 1, 7},
	{DTK_ISODOW, USECS_PER_DAY, 1, 7},
	{DTK_DOY, USECS_PER_DAY, 1, 366},
	{DTK_WEEK, USECS_PER_DAY, 7, 53},
	{DTK_MONTH, USECS_PER_DAY, 30, 12},
	{DTK_QUARTER, USECS_PER_DAY, 91, 4},
	{DTK_YEAR, USECS_PER_DAY, 365, 0},
	{DTK_ISOYEAR, USECS_PER_DAY, 365, 0},
	{DTK_DECADE, USECS_PER_DAY, 3652, 0},
	{0, 0, 0, 0}
};

static const char *const extractions[] = {"extract", "date_part", NULL};
static const char *const prefixes[] = {"left", "substr", "substring", NULL};

/*
 * The code by which the server knows a unit, and what kind of word it is.
 */
static int
decode_unit(const char *name, bool is_field, int *code)
{
	char	   *unit = downcase_truncate_identifier(name, strlen(name), false);
	int			kind = DecodeUnits(0, unit, code);

	if (kind == UNKNOWN_FIELD && is_field)
		kind = DecodeSpecial(0, unit, code);
	pfree(unit);
	return kind;
}

static bool
recognize_unit(const TimeUnit *units, Expr *expression, PageTimeSpan *span)
{
	char	   *name = builtin_text_constant(expression);
	int			code;

	if (name == NULL ||
		decode_unit(name, units == extracted_fields, &code) != UNITS)
		return false;
	while (units->code != 0 && units->code != code)
		units++;
	span->width = units->width;
	span->days = units->days;
	span->results = units->results;
	return units->code != 0;
}

/*
 * Recognize a format of to_char().  Of the letters outside quoted parts some
 * stand for a part of a day.
 */
static bool
recognize_format(Expr *expression, PageTimeSpan *span)
{
	static const char *const finer[] = {"SS", "MS", "US", "FF", "TZ", "OF"};
	static const char *const hours[] = {"HH", "AM", "PM", "A.M.", "P.M."};
	char	   *format = builtin_text_constant(expression);

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
			span->days = DAYS_OF_HOUR;
		}
	}
	if (strstr(format, "MI") != NULL)
	{
		span->width = USECS_PER_MINUTE;
		span->days = DAYS_OF_MINUTE;
	}
	return true;
}

/*
 * date_bin(stride, time, origin)
 */
static bool
recognize_bin(List *arguments, PageTimeSpan *span)
{
	Const	   *stride = linitial(arguments);
	Const	   *origin = lthird(arguments);
	Interval   *interval;

	if (!builtin_is_constant((Node *) stride) || !builtin_is_constant((Node *) origin))
		return false;
	interval = DatumGetIntervalP(stride->constvalue);
	span->origin = DatumGetTimestamp(origin->constvalue);
	if (interval->month != 0 || interval->day < 0 ||
		interval->day > PAGE_MAX_DAYS || interval->time < 0 ||
		interval->time > PAGE_MAX_DAYS * USECS_PER_DAY ||
		!IS_VALID_TIMESTAMP(span->origin))
		return false;
	span->width = interval->day * USECS_PER_DAY + interval->time;
	span->days = (double) span->width / USECS_PER_DAY;
	span->is_bin = true;
	return span->width > 0;
}

/*
 * left(time::text, 7): whatever DateStyle is, the first ten characters say no
 * more than the day.
 */
static bool
recognize_prefix(List *arguments, PageTimeSpan *span, Expr **time)
{
	Node	   *cast = linitial(arguments);
	Const	   *length = llast(arguments);

	if (!IsA(cast, CoerceViaIO) || !builtin_is_constant((Node *) length) ||
		length->consttype != INT4OID ||
		DatumGetInt32(length->constvalue) < 0 ||
		DatumGetInt32(length->constvalue) > 10)
		return false;
	if (list_length(arguments) == 3)
	{
		Const	   *start = lsecond(arguments);

		if (!builtin_is_constant((Node *) start) ||
			DatumGetInt32(start->constvalue) != 1)
			return false;
	}
	*time = ((CoerceViaIO *) cast)->arg;
	span->width = USECS_PER_DAY;
	span->days = DatumGetInt32(length->constvalue) > 7 ? 1 :
		DatumGetInt32(length->constvalue) > 5 ? 30 : 365;
	return true;
}

/*
 * Recognize a call that looks at a part of a time, whatever time that is, and
 * say how wide the spans are that share a result, and of which zone if the call
 * names one.
 */
bool
page_time_unit_recognize(Expr *call, PageTimeSpan *span, Expr **time,
						 Expr **zone)
{
	List	   *arguments = NIL;
	const char *name = builtin_name(call, &arguments);

	*zone = NULL;
	if (name == NULL || !IsA(call, FuncExpr))
		return false;
	if (strcmp(name, "date") == 0)
	{
		*time = linitial(arguments);
		span->width = USECS_PER_DAY;
		span->days = 1;
		return true;
	}
	if (list_length(arguments) < 2)
		return false;
	*time = lsecond(arguments);
	if (strcmp(name, "date_trunc") == 0)
	{
		if (list_length(arguments) == 3)
			*zone = lthird(arguments);
		return recognize_unit(truncation_units, linitial(arguments), span);
	}
	if (builtin_is_named(name, extractions))
		return recognize_unit(extracted_fields, linitial(arguments), span);
	if (strcmp(name, "date_bin") == 0)
		return recognize_bin(arguments, span);
	if (builtin_is_named(name, prefixes))
		return recognize_prefix(arguments, span, time);
	*time = linitial(arguments);
	return strcmp(name, "to_char") == 0 &&
		recognize_format(lsecond(arguments), span);
}

/*
 * A step function of a time, with steps between spans of a width only: it says
 * when two times are in the same one.
 */
Expr *
page_time_unit_step(Expr *time, int64 width)
{
	const char *unit = width == USECS_PER_MINUTE ? "minute" :
		width == USECS_PER_HOUR ? "hour" : "day";
	const char *function;
	Const	   *argument = makeConst(TEXTOID, -1, InvalidOid, -1,
									 CStringGetTextDatum(unit), false, false);
	Oid			type = exprType((Node *) time);

	function = type == TIMESTAMPOID ? "timestamp_trunc" : "timestamptz_trunc";
	return (Expr *)
		makeFuncExpr(fmgr_internal_function(function), type,
					 list_make2(argument, time), InvalidOid, InvalidOid,
					 COERCE_EXPLICIT_CALL);
}

/*
 * The field and the time of extract() or date_part().
 */
static bool
is_extract(Expr *call, Expr **field, Expr **time)
{
	List	   *arguments = NIL;
	const char *name = builtin_name(call, &arguments);

	if (name == NULL || list_length(arguments) != 2 ||
		!builtin_is_named(name, extractions))
		return false;
	*field = linitial(arguments);
	*time = lsecond(arguments);
	return builtin_is_time_type(exprType((Node *) *time));
}

/*
 * Recognize extract(epoch FROM time).
 */
bool
page_time_unit_is_epoch(Expr *call, Expr **time)
{
	Expr	   *field;
	char	   *name;
	int			code;

	if (!is_extract(call, &field, time))
		return false;
	name = builtin_text_constant(field);
	return name != NULL && decode_unit(name, true, &code) == RESERV &&
		code == DTK_EPOCH;
}

/*
 * Recognize a call of extract() whose results have always as many decimals.
 */
bool
page_time_unit_is_field(Expr *call)
{
	Expr	   *field;
	Expr	   *time;
	PageTimeSpan span = {0};

	return page_time_unit_is_epoch(call, &time) ||
		(is_extract(call, &field, &time) &&
		 recognize_unit(extracted_fields, field, &span));
}
