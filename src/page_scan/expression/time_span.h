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

/*
 * What is to be true of the values of an expression at both ends of a span, for
 * the span to decide the result.
 */
typedef enum PageTimeCheckKind
{
	PAGE_TIME_EQUAL,			/* a step function has no step between */
	PAGE_TIME_SHIFTED,			/* a time is as far apart as the ends are */
	PAGE_TIME_SAME_OFFSET		/* and no change of its zone's offset between */
} PageTimeCheckKind;

typedef struct PageTimeCheck
{
	PageTimeCheckKind kind;
	Expr	   *expression;		/* over the column */
	pg_tz	   *zone;			/* NULL for the session's */
} PageTimeCheck;

/*
 * The spans of a column that decide the value of an expression, in units of the
 * column.  They are of one width, and one of them begins at the origin.
 */
typedef struct PageTimeSpan
{
	Var		   *variable;		/* a date, or a timestamp of either kind */
	bool		is_local;		/* spans are those of local time */
	pg_tz	   *zone;			/* then of this zone; NULL for the session's */
	bool		is_bin;			/* of date_bin(): from the origin on only */
	int64		origin;
	int64		width;
	double		days;			/* that share a result, on average */
	double		results;		/* at most; 0 for any number */

	/* Without checks it follows from the span that the result is the same. */
	List	   *checks;			/* of PageTimeCheck */
	int64		first;			/* values whose spans can be checked, as */
	int64		last;			/* nothing overflows there */
} PageTimeSpan;

/* Long enough, and far from any overflow. */
#define PAGE_MAX_DAYS	INT64CONST(36525)

/* time_span.c */
extern bool page_time_span_recognize(Expr *expression, PageTimeSpan *span);

/* time_chain.c */
extern void page_time_add_check(PageTimeSpan *span, PageTimeCheckKind kind,
								Expr *expression, pg_tz *zone);
extern bool page_time_recognize(Expr *time, PageTimeSpan *span);
extern bool page_time_recognize_part(Expr *call, PageTimeSpan *span);

/* time_unit.c */
extern bool page_time_unit_recognize(Expr *call, PageTimeSpan *span,
									 Expr **time, Expr **zone);
extern Expr *page_time_unit_step(Expr *time, int64 width);
extern bool page_time_unit_is_epoch(Expr *call, Expr **time);
extern bool page_time_unit_is_field(Expr *call);

/* time_step.c */
extern bool page_time_step_recognize(Expr *number, PageTimeSpan *span);

#endif							/* SATISFACTION_PAGE_SCAN_TIME_SPAN_H */
