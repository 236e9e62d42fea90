/*-------------------------------------------------------------------------
 *
 * numeric_value.c
 *	  Values of type numeric, read from their stored form where that is short.
 *
 *-------------------------------------------------------------------------
 */
#include "numeric_value.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

static Datum
numeric_from_integer(int64 value)
{
	return DirectFunctionCall1(int8_numeric, Int64GetDatum(value));
}

/*
 * Return true if the numeric is neither below 0 nor above the largest bigint.
 * NaN compares above all.
 */
static bool
numeric_in_range(Datum value)
{
	return DatumGetBool(DirectFunctionCall2(numeric_ge, value,
											numeric_from_integer(0))) &&
		DatumGetBool(DirectFunctionCall2(numeric_le, value,
										 numeric_from_integer(PG_INT64_MAX)));
}

/*
 * The cast to bigint rounds, so its result is compared with the value.
 */
bool
numeric_to_count(Datum value, int64 *count)
{
	*count = small_numeric(value);
	if (*count >= 0)
		return true;
	if (!numeric_in_range(value))
		return false;
	*count = DatumGetInt64(DirectFunctionCall1(numeric_int8, value));
	return DatumGetBool(DirectFunctionCall2(numeric_eq, value,
											numeric_from_integer(*count)));
}

char *
numeric_text(Datum value)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, value));
}

/*
 * A number of few digits is a whole number below 2^53 divided by a power of
 * ten, both of which are exact, so the quotient is the nearest double.  Others
 * are left to the server.
 */
double
float8_from_numeric(Datum value)
{
	static const double powers[] = {1, 1e4, 1e8, 1e12, 1e16, 1e20};
	uint16		part[5] = {0};	/* header and at most four digits */
	Size		size;
	const char *data = stored_numeric(value, &size);
	int			digits = (int) (size / sizeof(uint16)) - 1;
	int			power;			/* of the first digit, in base 10000 */
	int			decimals;		/* likewise in base 10000 */
	uint64		whole = 0;

	if (size <= sizeof(part))
		memcpy(part, data, size);
	power = (int) ((part[0] & NUMERIC_SHORT_POWER_BITS) ^ 0x40) - 0x40;
	decimals = digits - 1 - power;
	for (int i = 1; i <= digits && i < (int) lengthof(part); i++)
		whole = whole * 10000 + part[i];
	if ((part[0] & NUMERIC_SHORT_SIGN_BITS) != NUMERIC_SHORT_POSITIVE ||
		digits == 0 || decimals < 0 || decimals >= (int) lengthof(powers) ||
		whole > (UINT64CONST(1) << 53))
		return DatumGetFloat8(DirectFunctionCall1(numeric_float8, value));
	return (double) whole / powers[decimals];
}
