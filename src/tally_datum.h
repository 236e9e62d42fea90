/*-------------------------------------------------------------------------
 *
 * tally_datum.h
 *	  Conversion between Datum and Histogram.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_TALLY_DATUM_H
#define SATISFACTION_TALLY_DATUM_H

#include "compat.h"

#include <math.h>

#include "tally.h"

/* Raise the error that a status stands for. */
pg_noreturn extern void tally_report(TallyStatus status);

static inline void
tally_check(TallyStatus status)
{
	if (unlikely(status != TALLY_OK))
		tally_report(status);
}

/*
 * Read a value.  The histogram may borrow from it, or from a detoasted copy
 * in the current memory context.  Raises an error for a value that is not a
 * tally of a known format.
 */
extern void histogram_from_datum(Datum value, Histogram *histogram);

/* A packed value in the current memory context; finishes the histogram. */
extern Datum histogram_to_datum(Histogram *histogram);

/*
 * A new dense value in the current memory context, without answers, and with
 * capacity for the scores below a limit.
 */
extern Tally *tally_create_dense(int limit, bool weighted, Counts *counts);

/* For a NULL-accepting function: an argument's histogram, or false. */
extern bool histogram_from_argument(FunctionCallInfo fcinfo, int argument,
									Histogram *histogram);

/* A double precision result whose NaN stands for "does not exist": NULL. */
#define PG_RETURN_FLOAT8_OR_NULL(value) \
	do { \
		double		value_ = (value); \
		if (isnan(value_)) \
			PG_RETURN_NULL(); \
		PG_RETURN_FLOAT8(value_); \
	} while (0)

#endif							/* SATISFACTION_TALLY_DATUM_H */
