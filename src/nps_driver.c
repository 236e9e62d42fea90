/*-------------------------------------------------------------------------
 *
 * nps_driver.c
 *	  What goes with a high Net Promoter Score: answers beside a rating of what
 *	  may drive them.
 *
 * The state is an array of double precision: the scale of the rating, which is
 * that of the first row, and sums of whole numbers, which are exact up to 2^53.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "csat.h"
#include "estimate.h"
#include "paired_state.h"
#include "result.h"

#define HINT_ARGUMENTS \
	"The arguments are score, from 0 to 10, then rating, from 1 to 5 unless its scale and its first satisfied answer follow; turn codes such as \"no answer\" to NULL with nullif()."

typedef struct Driver
{
	/* scale of the rating, 0 as long as there is no row */
	double		rating_min;
	double		rating_max;
	double		dissatisfied_max;
	double		satisfied_min;
	/* rows, and promoters minus detractors, by the rating */
	double		satisfied;
	double		satisfied_net;
	double		others;
	double		others_net;
	double		dissatisfied;
	/* sums of x, the score, and y, the rating, and of their products */
	double		x;
	double		y;
	double		xx;
	double		xy;
	double		yy;
} Driver;

#define DRIVER_NUMBERS	((int) (sizeof(Driver) / sizeof(double)))

/* 2^53 */
#define MAX_ROWS	9007199254740992.0

static bool
is_score(double number)
{
	return number >= 0 && number <= TALLY_MAX_SCORE;
}

static Driver *
driver_state(ArrayType *array)
{
	Driver	   *driver = (Driver *) paired_state_numbers(array, DRIVER_NUMBERS);

	if (!(is_score(driver->rating_min) && is_score(driver->rating_max) &&
		  is_score(driver->dissatisfied_max) &&
		  is_score(driver->satisfied_min) &&
		  fabs(driver->satisfied + driver->others) <= MAX_ROWS))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state is not one of nps_driver")));
	return driver;
}

static Scale
rating_scale(FunctionCallInfo fcinfo, Driver *driver)
{
	Scale		scale = csat_scale;

	if (driver->satisfied_min == 0)
	{
		scale = csat_rating_arguments(fcinfo, 3);
		driver->rating_min = scale.minimum;
		driver->rating_max = scale.maximum;
		driver->dissatisfied_max = scale.low_max;
		driver->satisfied_min = scale.high_min;
	}
	scale.minimum = (int) driver->rating_min;
	scale.maximum = (int) driver->rating_max;
	scale.low_max = (int) driver->dissatisfied_max;
	scale.high_min = (int) driver->satisfied_min;
	return scale;
}

static void
driver_add(Driver *driver, const Scale *scale, int score, int rating, int rows)
{
	int			net = rows * ((score >= nps_scale.high_min) -
							  (score <= nps_scale.low_max));

	if (rating >= scale->high_min)
	{
		driver->satisfied += rows;
		driver->satisfied_net += net;
	}
	else
	{
		driver->others += rows;
		driver->others_net += net;
	}
	if (rating <= scale->low_max)
		driver->dissatisfied += rows;
	driver->x += rows * score;
	driver->y += rows * rating;
	driver->xx += rows * score * score;
	driver->xy += rows * score * rating;
	driver->yy += rows * rating * rating;
}

/*
 * Add one row, or with -1 take it back.
 */
static Datum
add_row(FunctionCallInfo fcinfo, int rows)
{
	ArrayType  *array = paired_state_writable(fcinfo);
	Driver	   *driver = driver_state(array);
	Scale		scale;
	int			score;
	int			rating;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_ARRAYTYPE_P(array);
	scale = rating_scale(fcinfo, driver);
	score = scale_check_score(&nps_scale, "score", HINT_ARGUMENTS,
							  PG_GETARG_FLOAT8(1));
	rating = scale_check_score(&scale, "rating", HINT_ARGUMENTS,
							   PG_GETARG_FLOAT8(2));
	driver_add(driver, &scale, score, rating, rows);
	PG_RETURN_ARRAYTYPE_P(array);
}

/*
 * For (state, score, rating [, rating_min, rating_max, satisfied_min]).
 */
PG_FUNCTION_INFO_V1(nps_driver_transition);
Datum
nps_driver_transition(PG_FUNCTION_ARGS)
{
	return add_row(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(nps_driver_inverse);
Datum
nps_driver_inverse(PG_FUNCTION_ARGS)
{
	return add_row(fcinfo, -1);
}

PG_FUNCTION_INFO_V1(nps_driver_combine);
Datum
nps_driver_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *array = paired_state_writable(fcinfo);
	Driver	   *driver = driver_state(array);
	const Driver *more = driver_state(PG_GETARG_ARRAYTYPE_P(1));

	if (driver->satisfied_min == 0)
	{
		driver->rating_min = more->rating_min;
		driver->rating_max = more->rating_max;
		driver->dissatisfied_max = more->dissatisfied_max;
		driver->satisfied_min = more->satisfied_min;
	}
	driver->satisfied += more->satisfied;
	driver->satisfied_net += more->satisfied_net;
	driver->others += more->others;
	driver->others_net += more->others_net;
	driver->dissatisfied += more->dissatisfied;
	driver->x += more->x;
	driver->y += more->y;
	driver->xx += more->xx;
	driver->xy += more->xy;
	driver->yy += more->yy;
	PG_RETURN_ARRAYTYPE_P(array);
}

/* K. Pearson, Philosophical Transactions A 187:253, 1896 */
static double
correlation(const Driver *driver, double n)
{
	double		xx = difference_of_products(n, driver->xx, driver->x, driver->x);
	double		yy = difference_of_products(n, driver->yy, driver->y, driver->y);
	double		xy = difference_of_products(n, driver->xy, driver->x, driver->y);

	if (!(xx > 0 && yy > 0))
		return NAN;
	return fmax(-1, fmin(1, xy / sqrt(xx * yy)));
}

/*
 * Impact is by how much the score of those satisfied with what was rated is
 * higher than that of the others, as in the driver tables of the field; it
 * does not say what caused what.
 */
PG_FUNCTION_INFO_V1(nps_driver_final);
Datum
nps_driver_final(PG_FUNCTION_ARGS)
{
	const Driver *driver = driver_state(PG_GETARG_ARRAYTYPE_P(0));
	double		n = driver->satisfied + driver->others;
	ResultRow	row = {0};

	if (!(n > 0))
		PG_RETURN_NULL();
	result_add_number(&row, 100 * (driver->satisfied_net / driver->satisfied -
								   driver->others_net / driver->others));
	result_add_number(&row, 100 * driver->dissatisfied / n);
	result_add_number(&row, correlation(driver, n));
	result_add_count(&row, (int64) n);
	return result_datum(fcinfo, &row);
}
