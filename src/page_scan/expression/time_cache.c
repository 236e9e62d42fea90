/*-------------------------------------------------------------------------
 *
 * time_cache.c
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
#include "time_span.h"

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

struct PageTimeCache
{
	int			column;
	PageTimeSpan span;
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
page_time_span_results(PlannerInfo *root, Expr *expression)
{
	PageTimeSpan span;
	VariableStatData column;
	AttStatsSlot histogram;
	double		results = 0;

	if (!page_time_span_recognize(expression, &span))
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
PageTimeCache *
page_time_cache_begin(Expr *expression, PlanState *parent)
{
	PageTimeCache *time_cache;
	PageTimeSpan span;
	Oid			type;

	if (!page_time_span_recognize(expression, &span))
		return NULL;
	type = span.variable->vartype;
	time_cache = (PageTimeCache *) palloc0(sizeof(PageTimeCache));
	time_cache->column = span.variable->varattno - 1;
	time_cache->span = span;
	time_cache->is_local = type == TIMESTAMPTZOID &&
		(!span.is_bin || span.zone != NULL);
	time_cache->is_date = type == DATEOID;
	get_typlenbyval(exprType((Node *) expression), &time_cache->length,
					&time_cache->by_value);
	time_cache->state = ExecInitExpr(expression, parent);
	time_cache->context = parent->ps_ExprContext;
	time_cache->memory = CurrentMemoryContext;
	time_cache->session_zone = session_timezone;
	return time_cache;
}

int
page_time_cache_column(const PageTimeCache *time_cache)
{
	return time_cache->column;
}

/*
 * Ask the server; a result by reference is in the memory of the row.
 */
static pg_noinline Datum
evaluate(PageTimeCache *time_cache, Datum value, bool value_null,
		 TupleTableSlot *slot, bool *null)
{
	Datum		result;

	slot->tts_values[time_cache->column] = value;
	slot->tts_isnull[time_cache->column] = value_null;
	time_cache->context->ecxt_scantuple = slot;
	result = ExecEvalExprSwitchContext(time_cache->state, time_cache->context, null);
	return page_canonical_datum(result, time_cache->by_value, time_cache->length);
}

/*
 * Learn the offset of a moment, in seconds since 1970, and how long it lasts.
 * Moments that share the end of their period are in the same one.
 */
static pg_noinline int64
learn_offset(PageTimeCache *time_cache, int64 seconds)
{
	pg_time_t	moment = (pg_time_t) seconds;
	pg_time_t	boundary;
	long int	offset;
	long int	later_offset;
	int			is_dst;
	pg_tz	   *zone = time_cache->span.zone;
	OffsetPeriod *period;
	int64		end = PG_INT64_MAX;

	if (zone == NULL)
		zone = session_timezone;
	if (pg_next_dst_boundary(&moment, &offset, &is_dst, &boundary,
							 &later_offset, &is_dst, zone) > 0)
		end = (int64) boundary;
	for (int i = 0; i < time_cache->periods; i++)
	{
		period = &time_cache->period[i];
		if (period->end == end)
		{
			period->start = Min(period->start, seconds);
			return period->offset;
		}
	}
	period = &time_cache->period[time_cache->next_period];
	time_cache->next_period = (time_cache->next_period + 1) % REMEMBERED_OFFSETS;
	time_cache->periods = Min(time_cache->periods + 1, REMEMBERED_OFFSETS);
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
local_offset(PageTimeCache *time_cache, Timestamp moment)
{
	int64		seconds = floor_divide(moment, USECS_PER_SEC) + EPOCH_DIFFERENCE;

	for (int i = 0; i < time_cache->periods; i++)
	{
		const OffsetPeriod *period = &time_cache->period[i];

		if (seconds >= period->start && seconds < period->end)
			return period->offset * USECS_PER_SEC;
	}
	return learn_offset(time_cache, seconds) * USECS_PER_SEC;
}

static void
forget(PageTimeCache *time_cache, RememberedSpan *remembered)
{
	if (remembered->used && !remembered->null && !time_cache->by_value)
		pfree(DatumGetPointer(remembered->result));
	remembered->used = false;
}

static pg_noinline void
remember(PageTimeCache *time_cache, RememberedSpan *remembered, Datum value,
		 bool value_null, TupleTableSlot *slot)
{
	MemoryContext caller;
	Datum		result;
	bool		null;

	forget(time_cache, remembered);
	result = evaluate(time_cache, value, value_null, slot, &null);
	if (!null)
	{
		caller = MemoryContextSwitchTo(time_cache->memory);
		result = datumCopy(result, time_cache->by_value, time_cache->length);
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
forget_all(PageTimeCache *time_cache)
{
	time_cache->session_zone = session_timezone;
	time_cache->periods = 0;
	time_cache->next_period = 0;
	forget(time_cache, &time_cache->remembered_null);
	for (int i = 0; i < REMEMBERED_SPANS; i++)
		forget(time_cache, &time_cache->remembered[i]);
}

static pg_noinline Datum
value_of_null(PageTimeCache *time_cache, TupleTableSlot *slot, bool *null)
{
	RememberedSpan *remembered = &time_cache->remembered_null;

	if (!remembered->used)
		remember(time_cache, remembered, (Datum) 0, true, slot);
	*null = remembered->null;
	return remembered->result;
}

/*
 * The expression's value for a value of its column.  A result by reference is
 * valid until the next call and the end of the row.
 */
Datum
page_time_cache_value(PageTimeCache *time_cache, Datum value, bool value_null,
					  TupleTableSlot *slot, bool *null)
{
	int64		number = time_cache->is_date ?
		(int64) DatumGetInt32(value) : DatumGetInt64(value);
	int64		offset = 0;
	int64		span;
	RememberedSpan *remembered;

	if (unlikely(time_cache->session_zone != session_timezone))
		forget_all(time_cache);
	if (unlikely(value_null))
		return value_of_null(time_cache, slot, null);
	if (!time_cache->is_date && unlikely(!IS_VALID_TIMESTAMP(number)))
		return evaluate(time_cache, value, false, slot, null);
	if (time_cache->is_local)
		offset = local_offset(time_cache, number);
	number += offset - time_cache->span.origin;
	/* Before its origin date_bin() has not always counted the same way. */
	if (time_cache->span.is_bin && unlikely(number < 0))
		return evaluate(time_cache, value, false, slot, null);
	span = floor_divide(number, time_cache->span.width);
	remembered = &time_cache->remembered[(uint64) span % REMEMBERED_SPANS];
	if (unlikely(!remembered->used || remembered->span != span ||
				 remembered->offset != offset))
	{
		remember(time_cache, remembered, value, false, slot);
		remembered->span = span;
		remembered->offset = offset;
	}
	*null = remembered->null;
	return remembered->result;
}
