/*-------------------------------------------------------------------------
 *
 * time_chain.c
 *	  Times that are computed from a column, and the spans of the column that
 *	  decide a part of such a time.
 *
 * A time may be a column, be taken to another zone or type, and be shifted by a
 * constant interval.  For a column and one zone it is known where spans lie.  For
 * anything else that is where they are expected, and two things are checked: that
 * the executor's results are the same at both ends of a span, and that no zone
 * changes its offset between them.  Where either does not hold, as on the days when
 * clocks change, the executor evaluates row by row.
 *
 *-------------------------------------------------------------------------
 */
#include "time_span.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "nodes/nodeFuncs.h"
#include "parser/scansup.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#define MAX_MONTHS	1200

/*
 * A time that is being recognized.  What the zones add to the column cancels out,
 * or is the offset of one of them.
 */
typedef struct TimeChain
{
	PageTimeSpan *span;
	int			offsets;		/* of the span's zone: 1 added, -1 subtracted */
	int64		shift;			/* and by constants, in microseconds */
	bool		has_months;
	bool		is_certain;		/* it is known where spans lie */
} TimeChain;

void
page_time_add_check(PageTimeSpan *span, PageTimeCheckKind kind,
					Expr *expression, pg_tz *zone)
{
	PageTimeCheck *check = (PageTimeCheck *) palloc(sizeof(PageTimeCheck));

	check->kind = kind;
	check->expression = expression;
	check->zone = zone;
	span->checks = lappend(span->checks, check);
}

/*
 * Add or subtract the offset that a zone has at a moment; NULL for the session's
 * zone.
 */
static bool
add_offset(TimeChain *chain, pg_tz *zone, int sign, Expr *moment)
{
	PageTimeSpan *span = chain->span;
	long int	offset;

	if (zone != NULL && pg_get_timezone_offset(zone, &offset))
	{
		chain->shift += sign * (int64) offset * USECS_PER_SEC;
		return true;
	}
	if (chain->offsets != 0 && span->zone != zone)
		return false;
	span->zone = zone;
	chain->offsets += sign;
	/* The offset that is looked up is that of the column. */
	chain->is_certain &= sign > 0 && IsA(moment, Var);
	page_time_add_check(span, PAGE_TIME_SAME_OFFSET, moment, zone);
	return abs(chain->offsets) <= 1;
}

/*
 * As the server does, look for an abbreviation first.  One that has stood for
 * several offsets has one of them between any two changes of its zone.
 */
static pg_tz *
zone_by_name(const char *name, bool *is_abbreviation)
{
	char	   *abbreviation = downcase_truncate_identifier(name, strlen(name),
															false);
	pg_tz	   *zone = NULL;
	int			offset;
	int			kind;

	*is_abbreviation = false;
	if (page_scan_decode_abbreviation(abbreviation, &kind, &offset, &zone) < 0)
		return NULL;
	*is_abbreviation = kind == DYNTZ;
	if (kind == TZ || kind == DTZ)
		return pg_tzset_offset(-offset);
	return kind == DYNTZ ? zone : pg_tzset(name);
}

static bool
add_named_offset(TimeChain *chain, Expr *name, int sign, Expr *moment)
{
	char	   *constant = builtin_text_constant(name);
	bool		is_abbreviation;
	pg_tz	   *zone;

	if (constant == NULL)
		return false;
	zone = zone_by_name(constant, &is_abbreviation);
	chain->is_certain &= !is_abbreviation;
	return zone != NULL && add_offset(chain, zone, sign, moment);
}

static bool recognize_chain(TimeChain *chain, Expr *time);

/*
 * A time of one kind becomes one of the other, in the named zone or in the
 * session's: what has a zone gets its offset added, and the other way round.
 */
static bool
recognize_conversion(TimeChain *chain, Expr *result, Expr *time, Expr *zone)
{
	Oid			from = exprType((Node *) time);
	Oid			to = exprType((Node *) result);
	int			sign = to == TIMESTAMPOID ? 1 : -1;
	Expr	   *moment = to == TIMESTAMPOID ? time : result;

	if (!recognize_chain(chain, time))
		return false;
	if (from == DATEOID && zone == NULL)
		return true;
	if (from == to || from == DATEOID)
		return false;
	return zone == NULL ? add_offset(chain, NULL, sign, moment) :
		add_named_offset(chain, zone, sign, moment);
}

/*
 * A time plus or minus a constant interval.  Days and months are counted in
 * local time: a time with a zone gets the offset of its zone added, and that of
 * the result subtracted.  Months are not of one length; but all moments of a day
 * are shifted alike.
 */
static bool
recognize_shift(TimeChain *chain, Expr *result, Expr *time, Expr *amount,
				int sign)
{
	Const	   *constant = (Const *) amount;
	bool		is_local = exprType((Node *) time) == TIMESTAMPTZOID;
	Interval   *interval;

	if (!IsA(constant, Const) || constant->constisnull ||
		constant->consttype != INTERVALOID || !recognize_chain(chain, time))
		return false;
	interval = DatumGetIntervalP(constant->constvalue);
	if (fabs((double) interval->month) > MAX_MONTHS ||
		fabs((double) interval->day) > PAGE_MAX_DAYS ||
		fabs((double) interval->time) > PAGE_MAX_DAYS * USECS_PER_DAY)
		return false;
	chain->shift += sign * (interval->day * USECS_PER_DAY + interval->time);
	if (interval->month != 0)
	{
		chain->has_months = true;
		chain->is_certain = false;
		page_time_add_check(chain->span, PAGE_TIME_SHIFTED, result, NULL);
	}
	if (!is_local || (interval->month == 0 && interval->day == 0))
		return true;
	return add_offset(chain, NULL, 1, time) &&
		add_offset(chain, NULL, -1, result);
}

static bool
recognize_chain(TimeChain *chain, Expr *time)
{
	static const char *const conversions[] = {"timestamp", "timestamptz", "timezone", NULL};
	List	   *arguments = NIL;
	const char *name = builtin_name(time, &arguments);

	if (IsA(time, Var))
	{
		chain->span->variable = (Var *) time;
		return builtin_is_time_type(((Var *) time)->vartype);
	}
	if (name == NULL || !builtin_is_time_type(exprType((Node *) time)))
		return false;
	/* timezone() of one argument is AT LOCAL */
	if (list_length(arguments) == 1)
		return builtin_is_named(name, conversions) &&
			recognize_conversion(chain, time, linitial(arguments), NULL);
	if (strcmp(name, "timezone") == 0)
		return recognize_conversion(chain, time, lsecond(arguments),
									linitial(arguments));
	if (strcmp(name, "-") == 0)
		return recognize_shift(chain, time, linitial(arguments),
							   lsecond(arguments), -1);
	if (strcmp(name, "+") != 0)
		return false;
	if (exprType(linitial(arguments)) == INTERVALOID)
		return recognize_shift(chain, time, lsecond(arguments),
							   linitial(arguments), 1);
	return recognize_shift(chain, time, linitial(arguments),
						   lsecond(arguments), 1);
}

/*
 * Set the spans of the column, which begin at the origin of the time
 * that was recognized.
 */
static bool
place_spans(TimeChain *chain)
{
	PageTimeSpan *span = chain->span;

	if (span->variable->vartype == DATEOID)
	{
		/* every day is its own span, whatever is computed of it */
		span->width = 1;
		span->origin = 0;
		span->is_bin = false;
		span->checks = NIL;
		return true;
	}
	if (chain->offsets < 0)
		return false;
	span->is_local = chain->offsets > 0;
	if (!span->is_local)
		span->zone = NULL;
	span->origin -= chain->shift;
	if (chain->is_certain)
		span->checks = NIL;
	return true;
}

/*
 * Recognize a time that is looked at as it is, not as local time.  Where the
 * spans lie is to be checked.
 */
bool
page_time_recognize(Expr *time, PageTimeSpan *span)
{
	TimeChain	chain = {.span = span, .is_certain = false};

	return recognize_chain(&chain, time) && !chain.has_months &&
		place_spans(&chain);
}

/*
 * Recognize a call that looks at a part of a time.  date_bin() does at one with
 * a zone as it is, and all others at its local time.
 */
bool
page_time_recognize_part(Expr *call, PageTimeSpan *span)
{
	TimeChain	chain = {.span = span, .is_certain = true};
	Expr	   *time;
	Expr	   *zone;

	if (!page_time_unit_recognize(call, span, &time, &zone) ||
		!recognize_chain(&chain, time))
		return false;
	if (!span->is_bin && exprType((Node *) time) == TIMESTAMPTZOID &&
		!(zone == NULL ? add_offset(&chain, NULL, 1, time) :
		  add_named_offset(&chain, zone, 1, time)))
		return false;
	if (chain.has_months && span->width > USECS_PER_DAY)
		return false;
	if (!chain.is_certain)
		page_time_add_check(span, PAGE_TIME_EQUAL,
							builtin_is_time_type(exprType((Node *) call)) ? call :
							page_time_unit_step(time, span->width), NULL);
	return place_spans(&chain);
}
