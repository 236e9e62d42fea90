/*-------------------------------------------------------------------------
 *
 * score.h
 *	  From a value of an SQL number type to a score, or to a count.
 *
 * A score is a whole number from 0 to 100.  Anything else, fractions, NaN and
 * infinity included, is an error that shows the value (SQLSTATE 22003).  It
 * names the scale of the metric whose aggregate counts the score, found from
 * the call of the transition function; NULL is no such call.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SCORE_H
#define SATISFACTION_SCORE_H

#include "compat.h"

#include "numeric_value.h"
#include "tally.h"

extern int	score_from_float8(FunctionCallInfo fcinfo, double value);

/* Raises the error for an integer that is no score. */
pg_noreturn extern void score_report_integer(FunctionCallInfo fcinfo,
											 int64 value);

static inline int
score_from_integer(FunctionCallInfo fcinfo, int64 value)
{
	if (unlikely(value < 0 || value > TALLY_MAX_SCORE))
		score_report_integer(fcinfo, value);
	return (int) value;
}

/* The general case of score_from_numeric(). */
extern int	score_from_any_numeric(FunctionCallInfo fcinfo, Datum value);

static inline int
score_from_numeric(FunctionCallInfo fcinfo, Datum value)
{
	int			small = small_numeric(value);

	if (likely(small >= 0 && small <= TALLY_MAX_SCORE))
		return small;
	return score_from_any_numeric(fcinfo, value);
}

/* A number of answers, from 0 up, or an error. */
extern int64 count_from_numeric(Datum value);

#endif							/* SATISFACTION_SCORE_H */
