/*-------------------------------------------------------------------------
 *
 * instruments.c
 *	  Indices: from one respondent's answers to one number.
 *
 * Pass the result to avg() or, rounded down, to tally().  An item off its
 * scale, NaN included, is an error; without an item there is no index.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/float.h"

#include "arguments.h"
#include "metric_scale.h"

#define ACSI_ITEMS	3
#define SUS_ITEMS	10

/* Tolerance for the sum of the weights. */
#define WEIGHT_TOLERANCE	1e-9

static void
check_item(const char *instrument, const char *item, double value,
		   double low, double high)
{
	if (!(value >= low && value <= high))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %s is outside the %s scale of %g to %g",
						item, float8out_internal(value), instrument, low, high),
				 errhint("Turn codes such as \"no answer\" into NULL first.")));
}

/*
 * The weights of the three items, thirds if none is given.
 */
static void
acsi_weights(FunctionCallInfo fcinfo, double *weights)
{
	int			given = 0;
	double		sum = 0;

	for (int i = 0; i < ACSI_ITEMS; i++)
		given += !PG_ARGISNULL(ACSI_ITEMS + i);
	if (given != 0 && given != ACSI_ITEMS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%d of %d weights are given", given, ACSI_ITEMS),
				 errhint("Give all of them, or none for thirds.")));
	for (int i = 0; i < ACSI_ITEMS; i++)
	{
		weights[i] = number_argument(fcinfo, ACSI_ITEMS + i, 1.0 / ACSI_ITEMS);
		if (!(weights[i] >= 0))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("weight %s is negative or not a number",
							float8out_internal(weights[i])),
					 errhint("Weights are parts of 1.")));
		sum += weights[i];
	}
	if (!(fabs(sum - 1) <= WEIGHT_TOLERANCE))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the weights add up to %s, not to 1",
						float8out_internal(sum)),
				 errhint("Divide each by their sum.")));
}

/*
 * American Customer Satisfaction Index, 0 to 100, of three items on 1 to 10:
 * overall satisfaction, expectations met, closeness to the ideal (Fornell,
 * Johnson, Anderson, Cha and Bryant 1996, Journal of Marketing 60(4):7).
 */
PG_FUNCTION_INFO_V1(acsi);
Datum
acsi(PG_FUNCTION_ARGS)
{
	static const char *const items[ACSI_ITEMS] = {
		"satisfaction", "expectation", "ideal"
	};
	double		weights[ACSI_ITEMS];
	double		sum = 0;
	bool		complete = true;

	acsi_weights(fcinfo, weights);
	for (int i = 0; i < ACSI_ITEMS; i++)
	{
		if (PG_ARGISNULL(i))
			complete = false;
		else
		{
			check_item("ACSI", items[i], PG_GETARG_FLOAT8(i), 1, 10);
			sum += weights[i] * (PG_GETARG_FLOAT8(i) - 1);
		}
	}
	if (!complete)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(100 * sum / 9);
}

static void
number_items(ArrayType *array, Datum **items, bool **missing, int *number)
{
	deconstruct_array(array, FLOAT8OID, sizeof(double), FLOAT8PASSBYVAL, 'd',
					  items, missing, number);
}

/*
 * System Usability Scale, 0 to 100, of ten items on 1 to 5, of which the
 * second, fourth and so on are worded negatively; a missing item counts as
 * the middle, 3 (Brooke 1996, "SUS: a quick and dirty usability scale").
 */
PG_FUNCTION_INFO_V1(sus);
Datum
sus(PG_FUNCTION_ARGS)
{
	Datum	   *items;
	bool	   *missing;
	int			number;
	int			answered = 0;
	double		sum = 0;

	number_items(PG_GETARG_ARRAYTYPE_P(0), &items, &missing, &number);
	if (number != SUS_ITEMS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("SUS needs %d items, not %d", SUS_ITEMS, number),
				 errhint("Write NULL for an item without an answer.")));
	for (int i = 0; i < SUS_ITEMS; i++)
	{
		double		item = missing[i] ? 3 : DatumGetFloat8(items[i]);

		check_item("SUS", "item", item, 1, 5);
		sum += i % 2 == 0 ? item - 1 : 5 - item;
		answered += !missing[i];
	}
	if (answered == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(2.5 * sum);
}

/*
 * The two items of an instrument on a scale, from (first item, second item,
 * scale_min, scale_max).  False if an item is NULL.
 */
static bool
two_items(FunctionCallInfo fcinfo, const Scale *own_scale,
		  const char *const *names, Scale *scale, double *items)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	*scale = scale_ends_arguments(fcinfo, 2, own_scale);
	for (int i = 0; i < 2; i++)
	{
		items[i] = PG_GETARG_FLOAT8(i);
		check_item(own_scale->name, names[i], items[i],
				   scale->minimum, scale->maximum);
	}
	return true;
}

/*
 * UMUX-Lite, regressed to the System Usability Scale, of two items on 1 to 7:
 * meets my requirements, easy to use (Lewis, Utesch and Maher 2013, CHI '13,
 * 2099).  Another scale is stretched to the same percentages.
 */
PG_FUNCTION_INFO_V1(umux_lite);
Datum
umux_lite(PG_FUNCTION_ARGS)
{
	static const Scale own_scale = {.name = "UMUX-Lite", .minimum = 1, .maximum = 7};
	static const char *const names[] = {"capable", "easy"};
	Scale		scale;
	double		items[2];
	double		range;

	if (!two_items(fcinfo, &own_scale, names, &scale, items))
		PG_RETURN_NULL();
	range = 2 * (scale.maximum - scale.minimum);
	PG_RETURN_FLOAT8(0.65 * (100 * (items[0] + items[1] - 2 * scale.minimum) /
							 range) + 22.9);
}

/*
 * SERVQUAL gap: what was perceived minus what was expected (Parasuraman,
 * Zeithaml and Berry 1988, Journal of Retailing 64(1):12).
 */
PG_FUNCTION_INFO_V1(servqual_gap);
Datum
servqual_gap(PG_FUNCTION_ARGS)
{
	static const Scale own_scale = {.name = "SERVQUAL", .minimum = 1, .maximum = 7};
	static const char *const names[] = {"expectation", "perception"};
	Scale		scale;
	double		items[2];

	if (!two_items(fcinfo, &own_scale, names, &scale, items))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(items[1] - items[0]);
}

/*
 * An index of one's own, 0 to 100, of the items that were answered.
 */
PG_FUNCTION_INFO_V1(item_index);
Datum
item_index(PG_FUNCTION_ARGS)
{
	Scale		scale = {0};
	int			min_answered;
	Datum	   *items;
	bool	   *missing;
	int			number;
	int			answered = 0;
	double		sum = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	scale.minimum = PG_GETARG_INT32(1);
	scale.maximum = PG_GETARG_INT32(2);
	scale_check_ends(&scale);
	min_answered = integer_argument(fcinfo, 3, 1);
	if (min_answered < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("min_answered must be at least 1, not %d",
						min_answered)));
	number_items(PG_GETARG_ARRAYTYPE_P(0), &items, &missing, &number);
	for (int i = 0; i < number; i++)
	{
		if (missing[i])
			continue;
		check_item("index", "item", DatumGetFloat8(items[i]),
				   scale.minimum, scale.maximum);
		sum += DatumGetFloat8(items[i]) - scale.minimum;
		answered++;
	}
	if (answered < min_answered)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(100 * sum / ((double) answered *
								  (scale.maximum - scale.minimum)));
}
