/*-------------------------------------------------------------------------
 *
 * time_span.c
 *	  Which expressions depend on a span of time only.
 *
 * Recognized is every expression whose columns are all below calls that extract
 * a part of one time, time_chain.c, or cut a number that grows with it into
 * steps, time_step.c:
 *
 *	(answered_at AT TIME ZONE 'Asia/Tokyo')::date
 *	extract(year FROM day) * 100 + extract(month FROM day)
 *	date_trunc('week', answered_at + interval '1 day') - interval '1 day'
 *	floor(extract(epoch FROM answered_at) / 300) * 300
 *
 *-------------------------------------------------------------------------
 */
#include "time_span.h"

#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "nodes/nodeFuncs.h"
#include "utils/datetime.h"

/* Spans are checked in the years 1 to 9999, as nothing overflows there. */
#define FIRST_DAY	(date2j(1, 1, 1) - POSTGRES_EPOCH_JDATE)
#define LAST_DAY	(date2j(10000, 1, 1) - POSTGRES_EPOCH_JDATE)

typedef struct SpanSearch
{
	PageTimeSpan *span;
	bool		found;
	double		days;			/* of the calls around */
	double		results;
} SpanSearch;

static void
begin_span(PageTimeSpan *span)
{
	memset(span, 0, sizeof(PageTimeSpan));
	span->first = FIRST_DAY * USECS_PER_DAY;
	span->last = LAST_DAY * USECS_PER_DAY;
}

static bool
recognize_call(Expr *expression, PageTimeSpan *span)
{
	/* a list, too, comes from the walker */
	if (!IsA(expression, FuncExpr) && !IsA(expression, OpExpr))
		return false;
	begin_span(span);
	if (page_time_recognize_part(expression, span))
		return true;
	begin_span(span);
	return page_time_step_recognize(expression, span);
}

/*
 * Make a span one that decides the results of two calls.  The narrower width
 * does if the spans of the wider are made of such, as hours are of minutes.
 */
static bool
join_spans(PageTimeSpan *span, const PageTimeSpan *other)
{
	int64		width = Min(span->width, other->width);

	if (span->variable->varattno != other->variable->varattno ||
		span->is_local != other->is_local || span->zone != other->zone ||
		span->is_bin || other->is_bin ||
		Max(span->width, other->width) % width != 0 ||
		(span->origin - other->origin) % width != 0)
		return false;
	if (span->results == 0 || other->results == 0)
		span->results = 0;
	else
		span->results *= other->results;
	span->width = width;
	span->days = Min(span->days, other->days);
	span->checks = list_concat(span->checks, other->checks);
	span->first = Max(span->first, other->first);
	span->last = Min(span->last, other->last);
	return true;
}

/*
 * Return true if there is a column outside such calls, or if calls cannot be
 * joined.  A call around others, such as date_trunc('month', answered_at::date),
 * has no more results than it has by itself.
 */
static bool
find_calls(Node *node, SpanSearch *search)
{
	PageTimeSpan span;
	SpanSearch	around = *search;
	Expr	   *time;
	Expr	   *zone;
	bool		failed;

	if (node == NULL)
		return false;
	if (IsA(node, Var) || IsA(node, Param))
		return true;
	if (recognize_call((Expr *) node, &span))
	{
		span.days = Max(span.days, search->days);
		if (search->results != 0)
			span.results = search->results;
		if (search->found)
			return !join_spans(search->span, &span);
		*search->span = span;
		search->found = true;
		return false;
	}
	if (page_time_unit_recognize((Expr *) node, &span, &time, &zone))
	{
		search->days = Max(search->days, span.days);
		search->results = span.results;
	}
	failed = expression_tree_walker(node, find_calls, (void *) search);
	search->days = around.days;
	search->results = around.results;
	return failed;
}

/*
 * Return true if there is any column but one date.
 */
static bool
find_other_than_date(Node *node, PageTimeSpan *span)
{
	if (node == NULL)
		return false;
	if (IsA(node, Param))
		return true;
	if (!IsA(node, Var))
		return expression_tree_walker(node, find_other_than_date,
									  (void *) span);
	if (span->variable == NULL)
		span->variable = (Var *) node;
	return span->variable->vartype != DATEOID ||
		!equal(span->variable, node);
}

/*
 * Recognize an expression that depends on nothing but a span of time.
 */
bool
page_time_span_recognize(Expr *expression, PageTimeSpan *span)
{
	SpanSearch	search = {.span = span};

	if (IsA(expression, Var))
		return false;
	if (!find_calls((Node *) expression, &search))
		return search.found;
	begin_span(span);
	span->width = 1;
	span->days = 1;
	return !find_other_than_date((Node *) expression, span) &&
		span->variable != NULL;
}
