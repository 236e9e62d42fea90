/*-------------------------------------------------------------------------
 *
 * decimal.c
 *	  Numerics of ordinary size as integers, to be summed exactly.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "../../numeric_value.h"

/* Digits of 10000 each: two before the decimal point, one after it. */
#define MAX_DIGITS		3
#define MAX_SCALE		4
#define UNITS			10000

/* In the header of a numeric that is short, see numeric_value.h. */
#define NUMERIC_SHORT_FORM_BITS		0xC000
#define NUMERIC_SHORT_FORM			0x8000
#define NUMERIC_SHORT_NEGATIVE		0x2000
#define NUMERIC_SHORT_SCALE_SHIFT	7
#define NUMERIC_SHORT_SCALE_MASK	0x3F

/*
 * A numeric in units of 1/10000, with the number of its decimals; false if it
 * is too large, has more decimals, or is no number.
 */
bool
page_decimal_read(Datum value, int64 *units, int *scale)
{
	static const int64 worth[] = {1, UNITS, (int64) UNITS * UNITS};
	uint16		part[1 + MAX_DIGITS];
	Size		size;
	const char *data = stored_numeric(value, &size);
	int			digits = (int) (size / sizeof(uint16)) - 1;
	int64		sum = 0;
	int			place;

	if (digits < 0 || digits > MAX_DIGITS)
		return false;
	memcpy(part, data, size);
	*scale = part[0] >> NUMERIC_SHORT_SCALE_SHIFT & NUMERIC_SHORT_SCALE_MASK;
	if ((part[0] & NUMERIC_SHORT_FORM_BITS) != NUMERIC_SHORT_FORM ||
		*scale > MAX_SCALE)
		return false;
	/* the power of the first digit: 1, 0, or -1 with seven bits */
	place = ((part[0] & NUMERIC_SHORT_POWER_BITS) + 1) & NUMERIC_SHORT_POWER_BITS;
	if (digits > 0 && (place >= (int) lengthof(worth) || digits > place + 1))
		return false;
	for (int i = 1; i <= digits; i++)
		sum += part[i] * worth[place--];
	*units = (part[0] & NUMERIC_SHORT_NEGATIVE) != 0 ? -sum : sum;
	return true;
}

/*
 * Return the numeric with that many units and decimals.
 */
Datum
page_decimal_write(int64 units, int scale)
{
	uint64		size = units < 0 ? -(uint64) units : (uint64) units;
	char		digits[32];
	int			length;

	length = snprintf(digits, sizeof(digits), "%s%llu.%04d", units < 0 ? "-" : "",
					  (unsigned long long) (size / UNITS),
					  (int) (size % UNITS));
	digits[length - (scale > 0 ? MAX_SCALE - scale : MAX_SCALE + 1)] = '\0';
	return DirectFunctionCall3(numeric_in, CStringGetDatum(digits),
							   ObjectIdGetDatum(InvalidOid),
							   Int32GetDatum(-1));
}
