/*-------------------------------------------------------------------------
 *
 * truncate.c
 *	  date_trunc() and casts to date, remembered.
 *
 * The value of date_trunc() and of a cast to date depends on nothing but the
 * local hour or day that the input lies in and, for hours, on the offset of
 * local time from UTC.  So the server's own function is asked once for each
 * of those, and the rest is a table look-up.
 *
 * The offset is the server's own knowledge too: it names the time until
 * which the offset of a given moment lasts.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

/* Functions of the server; their names differ from version to version. */
#define DATE_TRUNC_TIMESTAMPTZ	1217
#define DATE_TRUNC_TIMESTAMP	2020
#define DATE_FROM_TIMESTAMPTZ	1178
#define DATE_FROM_TIMESTAMP		2029
#define TIMESTAMPTZ_FROM_DATE	1174
#define TIMESTAMP_FROM_DATE		2024

#define EPOCH_DIFFERENCE \
	((int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY)

/* Powers of two. */
#define REMEMBERED_SPANS	4096
#define REMEMBERED_OFFSETS	32

/* What a call is, as far as it is understood. */
typedef struct TruncationCall
{
	Var		   *variable;
	int64		width;			/* of a span, in units of the column */
	double		days;			/* that share a result, on average */
} TruncationCall;

/* A unit of date_trunc(), and the span of time that decides its result. */
typedef struct TruncationUnit
{
	const char *name;
	int64		width;
	double		days;
} TruncationUnit;

static const TruncationUnit truncation_units[] = {
	{"hour", USECS_PER_HOUR, 1.0 / HOURS_PER_DAY},
	{"day", USECS_PER_DAY, 1},
	{"week", USECS_PER_DAY, 7},
	{"month", USECS_PER_DAY, 30},
	{"quarter", USECS_PER_DAY, 91},
	{"year", USECS_PER_DAY, 365},
	{"decade", USECS_PER_DAY, 3652},
	{"century", USECS_PER_DAY, 36524},
	{"millennium", USECS_PER_DAY, 365242}
};

/* A time during which local time keeps its offset from UTC; in seconds. */
typedef struct OffsetPeriod
{
	int64		start;
	int64		end;
	int64		offset;
} OffsetPeriod;

/* The result for an hour or a day of local time. */
typedef struct RememberedSpan
{
	bool		used;
	int64		span;
	int64		offset;
	Datum		result;
} RememberedSpan;

struct PageTruncation
{
	int			column;
	int64		width;
	bool		has_zone;		/* a timestamp with time zone? */
	bool		is_date;
	ExprState  *state;
	ExprContext *context;
	pg_tz	   *zone;			/* the session's, as of the memory below */
	int			periods;
	int			next_period;	/* to be replaced when all are in use */
	OffsetPeriod period[REMEMBERED_OFFSETS];
	RememberedSpan remembered[REMEMBERED_SPANS];
};

static bool
recognise_unit(const Const *constant, TruncationCall *call)
{
	char	   *name;

	if (!IsA(constant, Const) || constant->constisnull)
		return false;
	name = TextDatumGetCString(constant->constvalue);
	for (int i = 0; i < (int) lengthof(truncation_units); i++)
	{
		if (strcmp(name, truncation_units[i].name) != 0)
			continue;
		call->width = truncation_units[i].width;
		call->days = truncation_units[i].days;
		return true;
	}
	return false;
}

/*
 * The column below date_trunc(): its own type, or a date that is cast.
 */
static bool
recognise_argument(Expr *argument, TruncationCall *call)
{
	if (IsA(argument, FuncExpr))
	{
		FuncExpr   *cast = (FuncExpr *) argument;

		if (cast->funcid != TIMESTAMPTZ_FROM_DATE &&
			cast->funcid != TIMESTAMP_FROM_DATE)
			return false;
		argument = (Expr *) linitial(cast->args);
		call->width = 1;
	}
	call->variable = (Var *) argument;
	return IsA(argument, Var);
}

static bool
recognise_call(Expr *expression, TruncationCall *call)
{
	FuncExpr   *function = (FuncExpr *) expression;

	if (!IsA(expression, FuncExpr))
		return false;
	switch (function->funcid)
	{
		case DATE_FROM_TIMESTAMPTZ:
		case DATE_FROM_TIMESTAMP:
			call->width = USECS_PER_DAY;
			call->days = 1;
			call->variable = (Var *) linitial(function->args);
			return IsA(call->variable, Var);
		case DATE_TRUNC_TIMESTAMPTZ:
		case DATE_TRUNC_TIMESTAMP:
			return recognise_unit(linitial(function->args), call) &&
				recognise_argument((Expr *) lsecond(function->args), call);
		default:
			return false;
	}
}

static double
day_of_value(Datum value, Oid type)
{
	if (type == DATEOID)
		return DatumGetDateADT(value);
	return (double) DatumGetTimestamp(value) / USECS_PER_DAY;
}

/*
 * For the planner: how many results can an expression have, from the lowest
 * to the highest value of its column?  0 if that is not known.  The server
 * takes as many as the column has values, which is far too many.
 */
double
page_truncation_results(PlannerInfo *root, Expr *expression)
{
	TruncationCall call;
	VariableStatData column;
	AttStatsSlot histogram;
	double		results = 0;

	if (!recognise_call(expression, &call))
		return 0;
	examine_variable(root, (Node *) call.variable, 0, &column);
	if (HeapTupleIsValid(column.statsTuple) &&
		get_attstatsslot(&histogram, column.statsTuple,
						 STATISTIC_KIND_HISTOGRAM, InvalidOid,
						 ATTSTATSSLOT_VALUES))
	{
		Oid			type = call.variable->vartype;
		double		first = day_of_value(histogram.values[0], type);
		double		last = day_of_value(histogram.values[histogram.nvalues - 1],
										type);

		results = (last - first) / call.days + 2;
		free_attstatsslot(&histogram);
	}
	ReleaseVariableStats(column);
	return results;
}

/*
 * For an expression over the columns of the parent's scan tuple; NULL if it
 * is not of the kind that can be remembered.
 */
PageTruncation *
page_truncation_begin(Expr *expression, PlanState *parent)
{
	PageTruncation *truncation;
	TruncationCall call;

	if (!recognise_call(expression, &call))
		return NULL;
	truncation = (PageTruncation *) palloc0(sizeof(PageTruncation));
	truncation->column = call.variable->varattno - 1;
	truncation->width = call.width;
	truncation->has_zone = call.variable->vartype == TIMESTAMPTZOID;
	truncation->is_date = call.variable->vartype == DATEOID;
	truncation->state = ExecInitExpr(expression, parent);
	truncation->context = parent->ps_ExprContext;
	truncation->zone = session_timezone;
	return truncation;
}

int
page_truncation_column(const PageTruncation *truncation)
{
	return truncation->column;
}

/*
 * Ask the server.
 */
static pg_noinline Datum
evaluate(PageTruncation *truncation, Datum value, TupleTableSlot *slot)
{
	bool		null;

	slot->tts_values[truncation->column] = value;
	slot->tts_isnull[truncation->column] = false;
	truncation->context->ecxt_scantuple = slot;
	return ExecEvalExprSwitchContext(truncation->state, truncation->context,
									 &null);
}

/*
 * Learn the offset of a moment, in seconds since 1970, and how long it lasts.
 * Moments that share the end of their period are in the same one.
 */
static pg_noinline int64
learn_offset(PageTruncation *truncation, int64 seconds)
{
	pg_time_t	moment = (pg_time_t) seconds;
	pg_time_t	boundary;
	long int	offset;
	long int	later_offset;
	int			is_dst;
	OffsetPeriod *period;
	int64		end = PG_INT64_MAX;

	if (pg_next_dst_boundary(&moment, &offset, &is_dst, &boundary,
							 &later_offset, &is_dst, truncation->zone) > 0)
		end = (int64) boundary;
	for (int i = 0; i < truncation->periods; i++)
	{
		period = &truncation->period[i];
		if (period->end == end)
		{
			period->start = Min(period->start, seconds);
			return period->offset;
		}
	}
	period = &truncation->period[truncation->next_period];
	truncation->next_period = (truncation->next_period + 1) % REMEMBERED_OFFSETS;
	truncation->periods = Min(truncation->periods + 1, REMEMBERED_OFFSETS);
	period->start = seconds;
	period->end = end;
	period->offset = offset;
	return offset;
}

static inline int64
floor_divide(int64 value, int64 by)
{
	int64		quotient = value / by;

	return quotient - (value % by < 0 ? 1 : 0);
}

/*
 * The offset of local time at a moment, in microseconds.
 */
static int64
local_offset(PageTruncation *truncation, Timestamp moment)
{
	int64		seconds = floor_divide(moment, USECS_PER_SEC) + EPOCH_DIFFERENCE;

	for (int i = 0; i < truncation->periods; i++)
	{
		const OffsetPeriod *period = &truncation->period[i];

		if (seconds >= period->start && seconds < period->end)
			return period->offset * USECS_PER_SEC;
	}
	return learn_offset(truncation, seconds) * USECS_PER_SEC;
}

/*
 * After SET TIME ZONE between two fetches from a cursor.
 */
static pg_noinline void
forget(PageTruncation *truncation)
{
	truncation->zone = session_timezone;
	truncation->periods = 0;
	truncation->next_period = 0;
	memset(truncation->remembered, 0, sizeof(truncation->remembered));
}

/*
 * The expression's value for a value, not NULL, of its column.
 */
Datum
page_truncation_value(PageTruncation *truncation, Datum value,
					  TupleTableSlot *slot)
{
	int64		number = truncation->is_date ?
		(int64) DatumGetInt32(value) : DatumGetInt64(value);
	int64		offset = 0;
	int64		span;
	RememberedSpan *remembered;

	if (unlikely(truncation->zone != session_timezone))
		forget(truncation);
	if (!truncation->is_date && unlikely(!IS_VALID_TIMESTAMP(number)))
		return evaluate(truncation, value, slot);
	if (truncation->has_zone)
		offset = local_offset(truncation, number);
	span = floor_divide(number + offset, truncation->width);
	remembered = &truncation->remembered[(uint64) span % REMEMBERED_SPANS];
	if (likely(remembered->used && remembered->span == span &&
			   remembered->offset == offset))
		return remembered->result;
	remembered->result = evaluate(truncation, value, slot);
	remembered->span = span;
	remembered->offset = offset;
	remembered->used = true;
	return remembered->result;
}
