/*-------------------------------------------------------------------------
 *
 * control.c
 *	  One tally against a reference: control limits, and a stated target.
 *
 *-------------------------------------------------------------------------
 */
#include "control.h"

#include <math.h>

#include "utils/builtins.h"

#include "arguments.h"
#include "result.h"

/*
 * A multiple of a standard error; the negated form catches NaN.
 */
static double
multiple_argument(FunctionCallInfo fcinfo, int argument, const char *name,
				  double default_value)
{
	double		multiple = number_argument(fcinfo, argument, default_value);

	if (!(multiple >= 0) || isinf(multiple))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number that is not negative, not %g",
						name, multiple)));
	return multiple;
}

/*
 * Limits of a p chart (W. A. Shewhart, Economic Control of Quality of
 * Manufactured Product, 1931), which are sigmas standard errors from the
 * centre; with sigma_z those of a p' chart (D. B. Laney, Quality Engineering
 * 14:531, 2002).
 */
Datum
control_result(FunctionCallInfo fcinfo, double value, double size,
			   double center, double variance, double lowest, double highest,
			   double unit)
{
	double		multiple = multiple_argument(fcinfo, 2, "sigmas", 3) *
		multiple_argument(fcinfo, 3, "sigma_z", 1);
	Limits		limits = limits_from_standard_error(center,
													sqrt(variance / size),
													multiple,
													lowest, highest);
	ResultRow	row = {0};

	result_add_number(&row, unit * value);
	result_add_number(&row, unit * center);
	result_add_number(&row, unit * limits.low);
	result_add_number(&row, unit * limits.high);
	if (isnan(limits.low))
		result_add_null(&row);
	else
		result_add_boolean(&row, value < limits.low || value > limits.high);
	return result_datum(fcinfo, &row);
}

double
target_argument(FunctionCallInfo fcinfo, int argument, double lowest,
				double highest)
{
	double		target = PG_GETARG_FLOAT8(argument);

	if (!(target >= lowest && target <= highest))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("target must be from %g to %g, not %g",
						lowest, highest, target)));
	return target;
}

double
score_target_argument(FunctionCallInfo fcinfo, int argument)
{
	double		target = target_argument(fcinfo, argument, -100, 100);

	notice_fraction("target", target, UNIT_POINTS);
	return target;
}

double
share_target_argument(FunctionCallInfo fcinfo, int argument)
{
	double		target = target_argument(fcinfo, argument, 0, 100);

	notice_fraction("target", target, UNIT_PERCENT);
	return target;
}

Alternative
alternative_argument(FunctionCallInfo fcinfo, int argument)
{
	char	   *name;

	if (PG_ARGISNULL(argument))
		return ALTERNATIVE_TWO_SIDED;
	name = text_to_cstring(PG_GETARG_TEXT_PP(argument));
	if (pg_strcasecmp(name, "two-sided") == 0)
		return ALTERNATIVE_TWO_SIDED;
	if (pg_strcasecmp(name, "greater") == 0)
		return ALTERNATIVE_GREATER;
	if (pg_strcasecmp(name, "less") == 0)
		return ALTERNATIVE_LESS;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized alternative \"%s\"", name),
			 errhint("Alternatives are two-sided, greater, less.")));
	return ALTERNATIVE_TWO_SIDED;	/* keep compiler quiet */
}
