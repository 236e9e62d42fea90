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
 * The stored form of most numerics: a header, then digits in base 10000, as
 * many as there are bytes for.  A header with these bits belongs to a number
 * that is not negative, and the lowest seven bits are the signed power of
 * 10000 of the first digit; the others are the number of decimals to display.
 * numeric.c keeps these definitions to itself, but they have been the same, on
 * disk, since 9.1.
 */
#define NUMERIC_SHORT_POSITIVE		0x8000
#define NUMERIC_SHORT_SIGN_BITS		0xE000
#define NUMERIC_SHORT_POWER_BITS	0x007F

/*
 * Header and digits, and their size; 0 for a numeric that is toasted.
 */
static inline const char *
stored_numeric(Datum value, Size *size)
{
	const char *numeric = DatumGetPointer(value);

	if (VARATT_IS_SHORT(numeric))
		*size = VARSIZE_SHORT(numeric) - VARHDRSZ_SHORT;
	else
		*size = VARATT_IS_4B_U(numeric) ? VARSIZE(numeric) - VARHDRSZ : 0;
	return VARDATA_ANY(numeric);
}

/*
 * The value of a whole numeric from 0 to 9999, without unpacking it: it has
 * one digit with the power 0, or none if it is 0.  -1 for any other.
 */
static inline int
small_numeric(Datum value)
{
	uint16		part[2] = {0, 0};
	Size		size;
	const char *data = stored_numeric(value, &size);

	if (size == sizeof(part))
		memcpy(part, data, sizeof(part));
	else if (size == sizeof(part[0]))
		memcpy(part, data, sizeof(part[0]));
	if ((part[0] & (NUMERIC_SHORT_SIGN_BITS | NUMERIC_SHORT_POWER_BITS)) !=
		NUMERIC_SHORT_POSITIVE)
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

/* A number of answers, from 0 up; false, or an error, for any other number. */
extern bool numeric_to_count(Datum value, int64 *count);
extern int64 count_from_numeric(Datum value);

/* The same as the cast to double precision, which goes through text. */
extern double float8_from_numeric(Datum value);

#endif							/* SATISFACTION_SCORE_H */
