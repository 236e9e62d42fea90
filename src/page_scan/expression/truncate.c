/*-------------------------------------------------------------------------
 *
 * truncate.c
 *	  date_trunc(), to_char() and their like, remembered.
 *
 * The value of date_trunc() and its like depends on nothing but the minute,
 * hour or day of local time that the input lies in and, for parts of a day, on
 * the offset of local time from UTC.  So the server's own function is asked
 * once for each of those, and the rest is a table look-up.
 *
 * The offset is the server's own knowledge too: it names the time until
 * which the offset of a given moment lasts.
 *
 *-------------------------------------------------------------------------
 */
#include "span.h"

#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "nodes/nodeFuncs.h"
#include "utils/datum.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#define EPOCH_DIFFERENCE \
	((int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY)

/* Powers of two. */
#define REMEMBERED_SPANS	4096
#define REMEMBERED_OFFSETS	32

/* A time during which local time keeps its offset from UTC; in seconds. */
typedef struct OffsetPeriod
{
	int64		start;
	int64		end;
	int64		offset;
} OffsetPeriod;

/* The result for a span of time. */
typedef struct RememberedSpan
{
	bool		used;
	bool		null;
	int64		span;
	int64		offset;
	Datum		result;			/* in the memory below unless by value */
} RememberedSpan;

struct PageTruncation
{
	int			column;
	PageSpan	span;
	bool		is_local;		/* are spans those of local time? */
	bool		is_date;
	int16		length;			/* of results */
	bool		by_value;
	ExprState  *state;
	ExprContext *context;
	MemoryContext memory;		/* of results by reference */
	pg_tz	   *session_zone;	/* as of what is remembered below */
	int			periods;
	int			next_period;	/* to be replaced when all are in use */
	OffsetPeriod period[REMEMBERED_OFFSETS];
	RememberedSpan remembered_null; /* for NULL */
	RememberedSpan remembered[REMEMBERED_SPANS];
};

static double
day_of_value(Datum value, Oid type)
{
	if (type == DATEOID)
		return DatumGetDateADT(value);
	return (double) DatumGetTimestamp(value) / USECS_PER_DAY;
}

/*
 * In each part of the histogram as many as its days allow, but no more
 * than the column has values there: a few may be far from all others.
 */
static double
results_in_histogram(const AttStatsSlot *histogram, Oid type, double days,
					 double distinct)
{
	double		in_part = distinct / (histogram->nvalues - 1);
	double		results = 2;

	for (int i = 1; i < histogram->nvalues; i++)
	{
		double		part = day_of_value(histogram->values[i], type) -
			day_of_value(histogram->values[i - 1], type);

		results += Min(part / days, in_part);
	}
	return results;
}

/*
 * For the planner: how many results can an expression have?  0 if that is not
 * known.  The server takes as many as the column has values, which is far too
 * many.
 */
double
page_truncation_results(PlannerInfo *root, Expr *expression)
{
	PageSpan	span;
	VariableStatData column;
	AttStatsSlot histogram;
	double		results = 0;

	if (!page_span_recognise(expression, &span))
		return 0;
	examine_variable(root, (Node *) span.variable, 0, &column);
	if (HeapTupleIsValid(column.statsTuple) &&
		get_attstatsslot(&histogram, column.statsTuple,
						 STATISTIC_KIND_HISTOGRAM, InvalidOid,
						 ATTSTATSSLOT_VALUES))
	{
		bool		is_default;

		if (histogram.nvalues > 1)
			results = results_in_histogram(&histogram, span.variable->vartype,
										   span.days,
										   get_variable_numdistinct(&column,
																	&is_default));
		free_attstatsslot(&histogram);
	}
	ReleaseVariableStats(column);
	if (results > 0 && span.results > 0)
		results = Min(results, span.results);
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
	PageSpan	span;
	Oid			type;

	if (!page_span_recognise(expression, &span))
		return NULL;
	type = span.variable->vartype;
	truncation = (PageTruncation *) palloc0(sizeof(PageTruncation));
	truncation->column = span.variable->varattno - 1;
	truncation->span = span;
	truncation->is_local = type == TIMESTAMPTZOID &&
		(!span.is_bin || span.zone != NULL);
	truncation->is_date = type == DATEOID;
	get_typlenbyval(exprType((Node *) expression), &truncation->length,
					&truncation->by_value);
	truncation->state = ExecInitExpr(expression, parent);
	truncation->context = parent->ps_ExprContext;
	truncation->memory = CurrentMemoryContext;
	truncation->session_zone = session_timezone;
	return truncation;
}

int
page_truncation_column(const PageTruncation *truncation)
{
	return truncation->column;
}

/*
 * Ask the server; a result by reference is in the memory of the row.
 */
static pg_noinline Datum
evaluate(PageTruncation *truncation, Datum value, bool value_null,
		 TupleTableSlot *slot, bool *null)
{
	slot->tts_values[truncation->column] = value;
	slot->tts_isnull[truncation->column] = value_null;
	truncation->context->ecxt_scantuple = slot;
	return ExecEvalExprSwitchContext(truncation->state, truncation->context,
									 null);
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
	pg_tz	   *zone = truncation->span.zone;
	OffsetPeriod *period;
	int64		end = PG_INT64_MAX;

	if (zone == NULL)
		zone = session_timezone;
	if (pg_next_dst_boundary(&moment, &offset, &is_dst, &boundary,
							 &later_offset, &is_dst, zone) > 0)
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

static void
forget(PageTruncation *truncation, RememberedSpan *remembered)
{
	if (remembered->used && !remembered->null && !truncation->by_value)
		pfree(DatumGetPointer(remembered->result));
	remembered->used = false;
}

static pg_noinline void
remember(PageTruncation *truncation, RememberedSpan *remembered, Datum value,
		 bool value_null, TupleTableSlot *slot)
{
	MemoryContext caller;
	Datum		result;
	bool		null;

	forget(truncation, remembered);
	result = evaluate(truncation, value, value_null, slot, &null);
	if (!null)
	{
		caller = MemoryContextSwitchTo(truncation->memory);
		result = datumCopy(result, truncation->by_value, truncation->length);
		MemoryContextSwitchTo(caller);
	}
	remembered->result = null ? (Datum) 0 : result;
	remembered->null = null;
	remembered->used = true;
}

/*
 * After SET TIME ZONE between two fetches from a cursor.
 */
static pg_noinline void
forget_all(PageTruncation *truncation)
{
	truncation->session_zone = session_timezone;
	truncation->periods = 0;
	truncation->next_period = 0;
	forget(truncation, &truncation->remembered_null);
	for (int i = 0; i < REMEMBERED_SPANS; i++)
		forget(truncation, &truncation->remembered[i]);
}

static pg_noinline Datum
value_of_null(PageTruncation *truncation, TupleTableSlot *slot, bool *null)
{
	RememberedSpan *remembered = &truncation->remembered_null;

	if (!remembered->used)
		remember(truncation, remembered, (Datum) 0, true, slot);
	*null = remembered->null;
	return remembered->result;
}

/*
 * The expression's value for a value of its column.  A result by reference is
 * valid until the next call and the end of the row.
 */
Datum
page_truncation_value(PageTruncation *truncation, Datum value, bool value_null,
					  TupleTableSlot *slot, bool *null)
{
	int64		number = truncation->is_date ?
		(int64) DatumGetInt32(value) : DatumGetInt64(value);
	int64		offset = 0;
	int64		span;
	RememberedSpan *remembered;

	if (unlikely(truncation->session_zone != session_timezone))
		forget_all(truncation);
	if (unlikely(value_null))
		return value_of_null(truncation, slot, null);
	if (!truncation->is_date && unlikely(!IS_VALID_TIMESTAMP(number)))
		return evaluate(truncation, value, false, slot, null);
	if (truncation->is_local)
		offset = local_offset(truncation, number);
	number += offset - truncation->span.origin;
	/* Before its origin date_bin() has not always counted the same way. */
	if (truncation->span.is_bin && unlikely(number < 0))
		return evaluate(truncation, value, false, slot, null);
	span = floor_divide(number, truncation->span.width);
	remembered = &truncation->remembered[(uint64) span % REMEMBERED_SPANS];
	if (unlikely(!remembered->used || remembered->span != span ||
				 remembered->offset != offset))
	{
		remember(truncation, remembered, value, false, slot);
		remembered->span = span;
		remembered->offset = offset;
	}
	*null = remembered->null;
	return remembered->result;
}
