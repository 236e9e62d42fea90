/*-------------------------------------------------------------------------
 *
 * score.c
 *	  From a value of an SQL number type to a score, or to a count.
 *
 *-------------------------------------------------------------------------
 */
#include "score.h"

#include <math.h>

#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/numeric.h"

/*
 * A whole number that is out of range is most often a code.
 */
void
score_report_integer(int64 value)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("rating %lld is not a whole number from 0 to %d",
					(long long) value, TALLY_MAX_SCORE),
			 errhint("Leave codes such as \"no answer\" out, with nullif(score, %lld) or FILTER (WHERE score BETWEEN 0 AND %d).",
					 (long long) value, TALLY_MAX_SCORE)));
}

/*
 * A fraction, or a number out of range, by its text.  The hint does not name
 * round(), which rounds halves of numeric and of double precision differently.
 */
static void
report_number(const char *value, bool fraction)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("rating %s is not a whole number from 0 to %d",
					value, TALLY_MAX_SCORE),
			 fraction ?
			 errhint("Count floor(score) for fractions, or 2 * score on a doubled scale for half stars.") :
			 errhint("Leave such values out, with FILTER (WHERE score BETWEEN 0 AND %d).",
					 TALLY_MAX_SCORE)));
}

int
score_from_float8(double value)
{
	bool		in_range = value >= 0 && value <= TALLY_MAX_SCORE;

	if (unlikely(!in_range || value != floor(value)))
		report_number(float8out_internal(value), in_range);
	return (int) value;
}

static Datum
numeric_from_integer(int64 value)
{
	return DirectFunctionCall1(int8_numeric, Int64GetDatum(value));
}

/*
 * Is the numeric from 0 up to a largest value?  NaN compares above all.
 */
static bool
numeric_in_range(Datum value, int64 largest)
{
	return DatumGetBool(DirectFunctionCall2(numeric_ge, value,
											numeric_from_integer(0))) &&
		DatumGetBool(DirectFunctionCall2(numeric_le, value,
										 numeric_from_integer(largest)));
}

/*
 * Is the numeric, which is in range of bigint, a whole number?  The cast
 * rounds, so the result is compared with the value.
 */
static bool
numeric_is_whole(Datum value, int64 *whole)
{
	*whole = DatumGetInt64(DirectFunctionCall1(numeric_int8, value));
	return DatumGetBool(DirectFunctionCall2(numeric_eq, value,
											numeric_from_integer(*whole)));
}

static char *
numeric_text(Datum value)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, value));
}

int
score_from_any_numeric(Datum value)
{
	bool		in_range = numeric_in_range(value, TALLY_MAX_SCORE);
	int64		score = 0;

	if (!in_range || !numeric_is_whole(value, &score))
		report_number(numeric_text(value), in_range);
	return (int) score;
}

bool
numeric_to_count(Datum value, int64 *count)
{
	*count = small_numeric(value);
	return *count >= 0 ||
		(numeric_in_range(value, PG_INT64_MAX) &&
		 numeric_is_whole(value, count));
}

int64
count_from_numeric(Datum value)
{
	int64		count;

	if (!numeric_to_count(value, &count))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of answers %s is not a whole number from 0 to %lld",
						numeric_text(value), (long long) PG_INT64_MAX),
				 errhint("Use the operator - to take one tally from another, and tally_weighted() for answers that weigh more or less than 1.")));
	return count;
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
