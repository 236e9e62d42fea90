/*-------------------------------------------------------------------------
 *
 * score.h
 *	  From a value of an SQL number type to a score.
 *
 * A score is a whole number from 0 to 100.  Anything else, fractions, NaN and
 * infinity included, is an error that shows the value (SQLSTATE 22003).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SCORE_H
#define SATISFACTION_SCORE_H

#include "compat.h"

#include "utils/numeric.h"

#include "tally.h"

extern int	score_from_float8(double value);
extern int	score_from_numeric(Numeric value);

/* Raises the error for an integer that is no score. */
extern void score_refuse_integer(int64 value);

static inline int
score_from_integer(int64 value)
{
	if (unlikely(value < 0 || value > TALLY_MAX_SCORE))
		score_refuse_integer(value);
	return (int) value;
}

#endif							/* SATISFACTION_SCORE_H */
