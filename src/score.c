/*-------------------------------------------------------------------------
 *
 * score.c
 *	  From a value of an SQL number type to a score.
 *
 *-------------------------------------------------------------------------
 */
#include "score.h"

#include <math.h>

#include "utils/builtins.h"
#include "utils/float.h"

/*
 * A whole number that is out of range is most often a code.
 */
void
score_refuse_integer(int64 value)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("rating " INT64_FORMAT " is not a whole number from 0 to %d",
					value, TALLY_MAX_SCORE),
			 errhint("Leave codes such as \"no answer\" out, with nullif(score, " INT64_FORMAT ") or FILTER (WHERE score BETWEEN 0 AND %d).",
					 value, TALLY_MAX_SCORE)));
}

static void
refuse_number(const char *value)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("rating %s is not a whole number from 0 to %d",
					value, TALLY_MAX_SCORE),
			 errhint("Leave out what is no rating with FILTER (WHERE score BETWEEN 0 AND %d), and round or rescale fractions first.",
					 TALLY_MAX_SCORE)));
}

int
score_from_float8(double value)
{
	if (!(value >= 0 && value <= TALLY_MAX_SCORE) || value != floor(value))
		refuse_number(float8out_internal(value));
	return (int) value;
}

/*
 * numeric_to_int4() rounds, so its result is compared with the value.
 */
int
score_from_numeric(Numeric value)
{
	int32		rounded;

	if (numeric_is_nan(value) || !numeric_to_int4(value, &rounded) ||
		rounded < 0 || rounded > TALLY_MAX_SCORE ||
		!DatumGetBool(DirectFunctionCall2(numeric_eq,
										  NumericGetDatum(value),
										  DirectFunctionCall1(int4_numeric,
															  Int32GetDatum(rounded)))))
		refuse_number(DatumGetCString(DirectFunctionCall1(numeric_out,
														 NumericGetDatum(value))));
	return rounded;
}
