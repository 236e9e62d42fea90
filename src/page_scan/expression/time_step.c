/*-------------------------------------------------------------------------
 *
 * time_step.c
 *	  Numbers that grow with a time, cut into steps.
 *
 * floor(extract(epoch FROM answered_at) / 300) * 300 is one, with or without the
 * casts that people write in between.  Each part of such an expression is a
 * linear function of the time or rounds one; so the whole never falls, and where
 * its steps are follows from the line.  As numbers are rounded on the way, that
 * is only where they are expected: the results at the ends of a span show it.
 *
 *-------------------------------------------------------------------------
 */
#include "time_span.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#define UNIX_EPOCH \
	(((int64) UNIX_EPOCH_JDATE - POSTGRES_EPOCH_JDATE) * USECS_PER_DAY)

/* Within these no bigint overflows in the years for which spans are checked. */
#define MIN_SLOPE		1e-12
#define MAX_SLOPE		1e6
#define MAX_INTERCEPT	1e15

/*
 * The number is slope * seconds + intercept, seconds since 1970, rounded down to
 * where a step begins.
 */
typedef struct Line
{
	double		slope;
	double		intercept;
	double		width;			/* of the widest steps, in seconds, or 0 */
	double		origin;			/* where one begins */
	bool		begins_late;	/* right after that */
	bool		is_whole;		/* rounding changes nothing */
	double		seconds;		/* for no more it fits into an integer */
} Line;

static bool recognize_line(Expr *number, PageTimeSpan *span, Line *line);

/*
 * The value of a numeric constant, or NaN.
 */
static double
constant_value(Expr *expression)
{
	Const	   *constant = (Const *) expression;

	if (!IsA(constant, Const) || constant->constisnull)
		return NAN;
	switch (constant->consttype)
	{
		case INT2OID:
			return DatumGetInt16(constant->constvalue);
		case INT4OID:
			return DatumGetInt32(constant->constvalue);
		case INT8OID:
			return (double) DatumGetInt64(constant->constvalue);
		case FLOAT8OID:
			return DatumGetFloat8(constant->constvalue);
		case NUMERICOID:
			return DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow,
													  constant->constvalue));
		default:
			return NAN;
	}
}

/*
 * Begin steps at whole numbers.
 */
static void
add_steps(Line *line)
{
	double		width = 1 / line->slope;

	line->is_whole = true;
	if (width < line->width)
		return;
	line->width = width;
	line->origin = -line->intercept / line->slope;
}

static bool
recognize_operator(const char *name, List *arguments, Oid type,
				   PageTimeSpan *span, Line *line)
{
	double		constant = constant_value(lsecond(arguments));
	Expr	   *number = linitial(arguments);

	if (isnan(constant) && name[0] != '-' && name[0] != '/')
	{
		constant = constant_value(linitial(arguments));
		number = lsecond(arguments);
	}
	if (isnan(constant) || name[1] != '\0' ||
		!recognize_line(number, span, line))
		return false;
	line->is_whole &= name[0] != '/' && constant == rint(constant);
	switch (name[0])
	{
		case '+':
			line->intercept += constant;
			return true;
		case '-':
			line->intercept -= constant;
			return true;
		case '*':
			line->slope *= constant;
			line->intercept *= constant;
			return constant > 0;
		case '/':
			line->slope /= constant;
			line->intercept /= constant;
			if (constant > 0 && builtin_is_integer_type(type))
				add_steps(line);
			return constant > 0;
		default:
			return false;
	}
}

/*
 * A cast, or a function that rounds.
 */
static bool
recognize_rounding(const char *name, List *arguments, Oid type,
				   PageTimeSpan *span, Line *line)
{
	static const char *const casts[] = {"int4", "int8", "float8", "numeric", NULL};
	static const char *const rounding[] = {"floor", "trunc", "round", "ceil", "ceiling", NULL};
	Oid			from = exprType(linitial(arguments));
	bool		is_cast = builtin_is_named(name, casts);

	if ((!is_cast && !builtin_is_named(name, rounding)) ||
		!recognize_line(linitial(arguments), span, line))
		return false;
	if (line->is_whole ||
		(is_cast && (!builtin_is_integer_type(type) || builtin_is_integer_type(from))))
		return true;
	if (is_cast || strcmp(name, "round") == 0)
		line->intercept += 0.5;
	else if (name[0] == 'c')
	{
		line->intercept += 1;
		line->begins_late = true;
	}
	add_steps(line);
	return true;
}

static bool
recognize_line(Expr *number, PageTimeSpan *span, Line *line)
{
	Oid			type = exprType((Node *) number);
	List	   *arguments;
	const char *name;
	Expr	   *time;

	if (!builtin_is_integer_type(type) && type != NUMERICOID && type != FLOAT8OID)
		return false;
	if (page_time_unit_is_epoch(number, &time))
		return page_time_recognize(time, span);
	name = builtin_name(number, &arguments);
	if (name == NULL || list_length(arguments) != (IsA(number, OpExpr) ? 2 : 1))
		return false;
	if (!(IsA(number, OpExpr) ?
		  recognize_operator(name, arguments, type, span, line) :
		  recognize_rounding(name, arguments, type, span, line)))
		return false;
	if (type == INT4OID)
		line->seconds = Min(line->seconds,
							(PG_INT32_MAX - fabs(line->intercept)) /
							line->slope);
	return type != INT2OID && line->slope >= MIN_SLOPE &&
		line->slope <= MAX_SLOPE && fabs(line->intercept) <= MAX_INTERCEPT;
}

/*
 * Recognize an expression that is the same for all moments of a step.
 */
bool
page_time_step_recognize(Expr *number, PageTimeSpan *span)
{
	Line		line = {.slope = 1, .seconds = INFINITY};
	double		width;

	if (!recognize_line(number, span, &line))
		return false;
	width = rint(line.width * USECS_PER_SEC);
	if (line.width < 1 || line.width > PAGE_MAX_DAYS * SECS_PER_DAY ||
		fabs(line.width * USECS_PER_SEC - width) > 1e-12 * width ||
		line.seconds < line.width)
		return false;
	span->days = line.width / SECS_PER_DAY;
	if (span->variable->vartype == DATEOID)
		return true;
	span->width = (int64) width;
	span->origin += UNIX_EPOCH + (int64) rint(line.origin * USECS_PER_SEC) +
		(line.begins_late ? 1 : 0);
	if (line.seconds < PG_INT32_MAX * 2.0)
	{
		int64		microseconds = (int64) line.seconds * USECS_PER_SEC;

		span->first = Max(span->first, UNIX_EPOCH - microseconds);
		span->last = Min(span->last, UNIX_EPOCH + microseconds);
	}
	page_time_add_check(span, PAGE_TIME_EQUAL, number, NULL);
	return true;
}
