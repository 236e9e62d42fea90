/*-------------------------------------------------------------------------
 *
 * numeric_value.h
 *	  Values of type numeric, read from their stored form where that is short.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_NUMERIC_VALUE_H
#define SATISFACTION_NUMERIC_VALUE_H

#include "compat.h"

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

/* Return true if the value is a whole number from 0 to the largest bigint. */
extern bool numeric_to_count(Datum value, int64 *count);

/* The same as the cast to double precision, which goes through text. */
extern double float8_from_numeric(Datum value);

/* The value as the server prints it. */
extern char *numeric_text(Datum value);

#endif							/* SATISFACTION_NUMERIC_VALUE_H */
