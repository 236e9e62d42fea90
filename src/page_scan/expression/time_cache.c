/*-------------------------------------------------------------------------
 *
 * time_cache.c
 *	  A cache of results of date_trunc(), to_char() and the like.
 *
 * The value of date_trunc() and the like depends on nothing but the minute,
 * hour or day of local time that the input lies in and, for parts of a day, on
 * the offset of local time from UTC.  So the executor evaluates the expression
 * once for each of those, and the rest is a table look-up.
 *
 * The offset is the server's own knowledge too: it says until when the offset of
 * a given moment lasts.
 *
 * Where spans are to be checked, time_span.h, that is done when the second row
 * is in one.  So if they follow each other faster than the cache can hold them,
 * nothing is evaluated but the expression.
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
#define MIN_CACHED_SPANS	4096
#define MAX_CACHED_SPANS	65536
#define CACHED_OFFSETS		32

/* Results beyond those of cached spans are dropped when there are more bytes. */
#define MAX_RESULT_BYTES	(8 * 1024 * 1024)

/* A time during which local time keeps its offset from UTC; in seconds. */
typedef struct OffsetPeriod
{
	int64		start;
	int64		end;
	int64		offset;
} OffsetPeriod;

typedef enum SpanState
{
	SPAN_UNUSED,
	SPAN_UNCHECKED,				/* has the result of one row */
	SPAN_CONSTANT,				/* has that of all rows */
	SPAN_VARYING				/* has none: is evaluated row by row */
} SpanState;

/* The result for a span of time. */
typedef struct CachedSpan
{
	SpanState	state;
	bool		null;
	int64		span;
	int64		offset;
	Datum		result;			/* in the memory of results unless by value */
} CachedSpan;

typedef struct CheckState
{
	const PageTimeCheck *check;
	ExprState  *state;
	int16		length;
	bool		by_value;
} CheckState;

struct PageTimeCache
{
	int			column;
	PageTimeSpan span;
	bool		is_date;
	int16		length;			/* of results */
	bool		by_value;
	ExprState  *state;
	int			check_count;
	CheckState *check;
	ExprContext *context;
	TupleTableSlot *slot;		/* the row to evaluate */
	MemoryContext memory;
	MemoryContext results;		/* unless by value */
	pg_tz	   *session_zone;	/* as of what is cached below */
	int			periods;
	int			next_period;	/* to be replaced when all are in use */
	OffsetPeriod period[CACHED_OFFSETS];
	CachedSpan	null_result;
	CachedSpan	infinity[2];	/* the results for -infinity and infinity */
	int			size;			/* spans, or 0 before the first row */
	CachedSpan *cached;
	int			replaced;		/* spans, since the size is what it is */
};

static double
day_of_value(Datum value, Oid type)
{
	if (type == DATEOID)
		return DatumGetDateADT(value);
	return (double) DatumGetTimestamp(value) / USECS_PER_DAY;
}

/*
 * Each part of the histogram has as many results as its days allow, but no more
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
 * For the planner: estimate how many results an expression can have; return 0 if
 * that is not known.  The server assumes as many as the column has values, which
 * is far too many.
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

static void
begin_checks(PageTimeCache *time_cache, PlanState *parent)
{
	List	   *checks = time_cache->span.checks;
	ListCell   *cell;

	time_cache->check = (CheckState *)
		palloc0(list_length(checks) * sizeof(CheckState));
	foreach(cell, checks)
	{
		CheckState *state = &time_cache->check[time_cache->check_count++];

		state->check = (const PageTimeCheck *) lfirst(cell);
		state->state = ExecInitExpr(state->check->expression, parent);
		get_typlenbyval(exprType((Node *) state->check->expression),
						&state->length, &state->by_value);
	}
}

/*
 * For an expression over the columns of the parent's scan tuple; NULL if it
 * is not of the kind that can be cached.
 */
PageTimeCache *
page_time_cache_begin(Expr *expression, PlanState *parent)
{
	PageTimeCache *time_cache;
	PageTimeSpan span;

	if (!page_time_span_recognize(expression, &span))
		return NULL;
	time_cache = (PageTimeCache *) palloc0(sizeof(PageTimeCache));
	time_cache->column = span.variable->varattno - 1;
	time_cache->span = span;
	time_cache->is_date = span.variable->vartype == DATEOID;
	get_typlenbyval(exprType((Node *) expression), &time_cache->length,
					&time_cache->by_value);
	time_cache->state = ExecInitExpr(expression, parent);
	begin_checks(time_cache, parent);
	time_cache->context = parent->ps_ExprContext;
	time_cache->slot = ((ScanState *) parent)->ss_ScanTupleSlot;
	time_cache->memory = CurrentMemoryContext;
	if (!time_cache->by_value)
		time_cache->results = AllocSetContextCreate(CurrentMemoryContext,
													"page scan times",
													ALLOCSET_DEFAULT_SIZES);
	time_cache->session_zone = session_timezone;
	return time_cache;
}

int
page_time_cache_column(const PageTimeCache *time_cache)
{
	return time_cache->column;
}

/*
 * Evaluate with the executor, in the memory of the row.
 */
static pg_noinline Datum
evaluate(PageTimeCache *time_cache, ExprState *state, Datum value,
		 bool value_null, bool *null)
{
	TupleTableSlot *slot = time_cache->slot;

	slot->tts_values[time_cache->column] = value;
	slot->tts_isnull[time_cache->column] = value_null;
	time_cache->context->ecxt_scantuple = slot;
	return ExecEvalExprSwitchContext(state, time_cache->context, null);
}

static inline int64
floor_divide(int64 value, int64 by)
{
	int64		quotient = value / by;

	return quotient - (value % by < 0 ? 1 : 0);
}

/* Seconds since 1970 */
static inline int64
seconds_of(Timestamp moment)
{
	return floor_divide(moment, USECS_PER_SEC) + EPOCH_DIFFERENCE;
}

/*
 * The offset that a zone has at a moment, in seconds since 1970, and when it
 * ends.
 */
static int64
zone_offset(pg_tz *zone, int64 seconds, int64 *end)
{
	pg_time_t	moment = (pg_time_t) seconds;
	pg_time_t	boundary;
	long int	offset;
	long int	later_offset;
	int			is_dst;

	*end = PG_INT64_MAX;
	if (pg_next_dst_boundary(&moment, &offset, &is_dst, &boundary,
							 &later_offset, &is_dst,
							 zone != NULL ? zone : session_timezone) > 0)
		*end = (int64) boundary;
	return offset;
}

/*
 * Moments that share the end of their period are in the same one.
 */
static pg_noinline int64
add_period(PageTimeCache *time_cache, int64 seconds)
{
	OffsetPeriod *period;
	int64		end;
	int64		offset = zone_offset(time_cache->span.zone, seconds, &end);

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
	time_cache->next_period = (time_cache->next_period + 1) % CACHED_OFFSETS;
	time_cache->periods = Min(time_cache->periods + 1, CACHED_OFFSETS);
	period->start = seconds;
	period->end = end;
	period->offset = offset;
	return offset;
}

/*
 * The offset of local time at a moment, in microseconds.
 */
static int64
local_offset(PageTimeCache *time_cache, Timestamp moment)
{
	int64		seconds = seconds_of(moment);

	for (int i = 0; i < time_cache->periods; i++)
	{
		const OffsetPeriod *period = &time_cache->period[i];

		if (seconds >= period->start && seconds < period->end)
			return period->offset * USECS_PER_SEC;
	}
	return add_period(time_cache, seconds) * USECS_PER_SEC;
}

/*
 * Return true if a check is true between two values of the column.
 */
static bool
check_holds(PageTimeCache *time_cache, const CheckState *state, int64 first,
			int64 last)
{
	PageTimeCheckKind kind = state->check->kind;
	bool		first_null;
	bool		last_null;
	Datum		first_result = evaluate(time_cache, state->state,
										Int64GetDatum(first), false,
										&first_null);
	Datum		last_result = evaluate(time_cache, state->state,
									   Int64GetDatum(last), false, &last_null);
	int64		end;

	if (first_null || last_null)
		return false;
	if (kind == PAGE_TIME_EQUAL)
		return datumIsEqual(first_result, last_result, state->by_value,
							state->length);
	if (DatumGetInt64(last_result) - DatumGetInt64(first_result) !=
		last - first)
		return false;
	if (kind == PAGE_TIME_SHIFTED)
		return true;
	(void) zone_offset(state->check->zone,
					   seconds_of(DatumGetInt64(first_result)), &end);
	return seconds_of(DatumGetInt64(last_result)) < end;
}

static bool
is_constant(PageTimeCache *time_cache, const CachedSpan *cached)
{
	const PageTimeSpan *span = &time_cache->span;
	int64		first = cached->span * span->width + span->origin -
		cached->offset;
	int64		last = first + span->width - 1;

	if (first < span->first || last > span->last)
		return false;
	for (int i = 0; i < time_cache->check_count; i++)
	{
		if (!check_holds(time_cache, &time_cache->check[i], first, last))
			return false;
	}
	return true;
}

/*
 * The result for a row.  Short texts and numbers are kept as in a table, so that
 * they are found equal as fast.
 */
static pg_noinline Datum
result_of_row(PageTimeCache *time_cache, Datum value, bool value_null,
			  bool *null)
{
	MemoryContext caller;
	Datum		result;

	ResetExprContext(time_cache->context);
	result = evaluate(time_cache, time_cache->state, value, value_null, null);
	if (*null)
		return (Datum) 0;
	if (time_cache->by_value)
		return page_canonical_datum(result, true, time_cache->length);
	caller = MemoryContextSwitchTo(time_cache->results);
	if (time_cache->length == -1 &&
		VARATT_CAN_MAKE_SHORT(DatumGetPointer(result)))
	{
		Size		size = VARATT_CONVERTED_SHORT_SIZE(DatumGetPointer(result));
		char	   *copy = (char *) palloc(size);

		SET_VARSIZE_SHORT(copy, size);
		memcpy(VARDATA_SHORT(copy), VARDATA(DatumGetPointer(result)),
			   size - VARHDRSZ_SHORT);
		result = PointerGetDatum(copy);
	}
	else
		result = datumCopy(result, false, time_cache->length);
	MemoryContextSwitchTo(caller);
	return result;
}

static void
fill(PageTimeCache *time_cache, CachedSpan *cached, Datum value,
	 bool value_null)
{
	cached->state = SPAN_UNUSED;
	cached->result = result_of_row(time_cache, value, value_null,
								   &cached->null);
	cached->state = time_cache->check_count == 0 ?
		SPAN_CONSTANT : SPAN_UNCHECKED;
}

/*
 * Drop all results, and keep the memory for spans.
 */
static void
reset(PageTimeCache *time_cache)
{
	time_cache->session_zone = session_timezone;
	time_cache->periods = 0;
	time_cache->next_period = 0;
	time_cache->null_result.state = SPAN_UNUSED;
	time_cache->infinity[0].state = SPAN_UNUSED;
	time_cache->infinity[1].state = SPAN_UNUSED;
	for (int i = 0; i < time_cache->size; i++)
		time_cache->cached[i].state = SPAN_UNUSED;
	if (time_cache->results != NULL)
		MemoryContextReset(time_cache->results);
}

static inline CachedSpan *
place_of_span(const PageTimeCache *time_cache, int64 span)
{
	return &time_cache->cached[(uint64) span & (time_cache->size - 1)];
}

static void
grow(PageTimeCache *time_cache, int size)
{
	CachedSpan *before = time_cache->cached;
	int			count = time_cache->size;

	time_cache->cached = (CachedSpan *)
		MemoryContextAllocZero(time_cache->memory, size * sizeof(CachedSpan));
	time_cache->size = size;
	time_cache->replaced = 0;
	for (int i = 0; i < count; i++)
	{
		if (before[i].state != SPAN_UNUSED)
			*place_of_span(time_cache, before[i].span) = before[i];
	}
	if (before != NULL)
		pfree(before);
}

/*
 * To be called before the values of a page.
 */
void
page_time_cache_start_page(PageTimeCache *time_cache)
{
	/* after SET TIME ZONE between two fetches from a cursor */
	if (time_cache->session_zone != session_timezone ||
		(time_cache->results != NULL &&
		 MemoryContextMemAllocated(time_cache->results, false) >
		 MAX_RESULT_BYTES))
		reset(time_cache);
	if (time_cache->size == 0)
		grow(time_cache, MIN_CACHED_SPANS);
	else if (time_cache->replaced > time_cache->size &&
			 time_cache->size < MAX_CACHED_SPANS)
		grow(time_cache, 4 * time_cache->size);
}

/*
 * The value of NULL and of infinite times, which are in no span.
 */
static pg_noinline Datum
special_value(PageTimeCache *time_cache, CachedSpan *cached, Datum value,
			  bool value_null, bool *null)
{
	if (cached->state == SPAN_UNUSED)
		fill(time_cache, cached, value, value_null);
	*null = cached->null;
	return cached->result;
}

/*
 * The value of a row whose span is not known to be constant.
 */
static pg_noinline Datum
unchecked_value(PageTimeCache *time_cache, CachedSpan *cached, int64 span,
				int64 offset, Datum value, bool *null)
{
	if (cached->state == SPAN_UNUSED || cached->span != span ||
		cached->offset != offset)
	{
		if (cached->state != SPAN_UNUSED)
			time_cache->replaced++;
		fill(time_cache, cached, value, false);
		cached->span = span;
		cached->offset = offset;
	}
	else if (cached->state == SPAN_UNCHECKED)
	{
		ResetExprContext(time_cache->context);
		cached->state = is_constant(time_cache, cached) ?
			SPAN_CONSTANT : SPAN_VARYING;
	}
	if (cached->state == SPAN_VARYING)
		return result_of_row(time_cache, value, false, null);
	*null = cached->null;
	return cached->result;
}

/*
 * The expression's value for a value of its column, until the next page begins.
 */
Datum
page_time_cache_value(PageTimeCache *time_cache, Datum value, bool value_null,
					  bool *null)
{
	int64		number = time_cache->is_date ?
		(int64) DatumGetInt32(value) : DatumGetInt64(value);
	int64		offset = 0;
	int64		span;
	CachedSpan *cached;

	if (unlikely(value_null))
		return special_value(time_cache, &time_cache->null_result, value, true,
							 null);
	if (!time_cache->is_date && unlikely(TIMESTAMP_NOT_FINITE(number)))
		return special_value(time_cache, &time_cache->infinity[number > 0],
							 value, false, null);
	if (time_cache->span.is_local)
		offset = local_offset(time_cache, number);
	number += offset - time_cache->span.origin;
	/* Before its origin date_bin() has not always counted the same way. */
	if (time_cache->span.is_bin && unlikely(number < 0))
		return result_of_row(time_cache, value, false, null);
	span = floor_divide(number, time_cache->span.width);
	cached = place_of_span(time_cache, span);
	if (unlikely(cached->state != SPAN_CONSTANT || cached->span != span ||
				 cached->offset != offset))
		return unchecked_value(time_cache, cached, span, offset, value, null);
	*null = cached->null;
	return cached->result;
}
