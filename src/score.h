/*-------------------------------------------------------------------------
 *
 * score.h
 *	  From a value of an SQL number type to a score, or to a count.
 *
 * A score is a whole number from 0 to 100.  Anything else, fractions, NaN and
 * infinity included, is an error that shows the value (SQLSTATE 22003).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SCORE_H
#define SATISFACTION_SCORE_H

#include "compat.h"

#include "tally.h"

extern int	score_from_float8(double value);

/* Raises the error for an integer that is no score. */
extern void score_report_integer(int64 value);

static inline int
score_from_integer(int64 value)
{
	if (unlikely(value < 0 || value > TALLY_MAX_SCORE))
		score_report_integer(value);
	return (int) value;
}

/* The general case of score_from_numeric(). */
extern int	score_from_any_numeric(Datum value);

/*
 * The stored form of a whole numeric from 0 to 9999, which is what nearly all
 * are: a short header with sign + and weight 0, then one digit in base 10000,
 * or none for 0.  The other bits of the header are the number of decimals to
 * display.  numeric.c keeps these definitions to itself, but they have been
 * the same, on disk, since 9.1.
 */
#define NUMERIC_SMALL_HEADER		0x8000
#define NUMERIC_SMALL_HEADER_MASK	0xE07F

/*
 * The value of such a numeric, without unpacking it; -1 for any other.
 */
static inline int
small_numeric(Datum value)
{
	const char *numeric = DatumGetPointer(value);
	uint16		part[2] = {0, 0};
	Size		size;

	if (VARATT_IS_SHORT(numeric))
		size = VARSIZE_SHORT(numeric) - VARHDRSZ_SHORT;
	else if (VARATT_IS_4B_U(numeric))
		size = VARSIZE(numeric) - VARHDRSZ;
	else
		return -1;
	if (size == sizeof(part))
		memcpy(part, VARDATA_ANY(numeric), sizeof(part));
	else if (size == sizeof(part[0]))
		memcpy(part, VARDATA_ANY(numeric), sizeof(part[0]));
	if ((part[0] & NUMERIC_SMALL_HEADER_MASK) != NUMERIC_SMALL_HEADER)
		return -1;
	return part[1];
}

static inline int
score_from_numeric(Datum value)
{
	int			small = small_numeric(value);

	if (likely(small >= 0 && small <= TALLY_MAX_SCORE))
		return small;
	return score_from_any_numeric(value);
}

/* A number of answers, from 0 up. */
extern int64 count_from_numeric(Datum value);

#endif							/* SATISFACTION_SCORE_H */
