/*-------------------------------------------------------------------------
 *
 * time_span.h
 *	  Which expressions depend on a span of time only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_TIME_SPAN_H
#define SATISFACTION_PAGE_SCAN_TIME_SPAN_H

#include "expression.h"

#include "pgtime.h"

/* The spans of a column that decide the value of an expression. */
typedef struct PageTimeSpan
{
	Var		   *variable;		/* a date, or a timestamp of either kind */
	pg_tz	   *zone;			/* of local time; NULL for the session's */
	bool		is_bin;			/* of date_bin(), not of local time */
	int64		origin;			/* then of those */
	int64		width;			/* in units of the column */
	double		days;			/* that share a result, on average */
	double		results;		/* at most; 0 for any number */
} PageTimeSpan;

extern bool page_time_span_recognize(Expr *expression, PageTimeSpan *span);

#endif							/* SATISFACTION_PAGE_SCAN_TIME_SPAN_H */
