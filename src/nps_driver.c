/*-------------------------------------------------------------------------
 *
 * nps_driver.c
 *	  What goes with a high Net Promoter Score: answers beside a rating of what
 *	  may drive them.
 *
 * The state is a tally of numbers that stand for a pair of answers.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "estimate.h"
#include "metric_scale.h"
#include "result.h"
#include "tally_agg.h"
#include "tally_datum.h"

#define RATINGS		5

static const Scale driver_pairs = {.minimum = 0,.maximum = 11 * RATINGS - 1};

static int
score_and_rating(FunctionCallInfo fcinfo)
{
	int			score;
	int			rating;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return TALLY_NOT_COUNTED;
	score = scale_check_score(&nps_scale, "score",
							  "The arguments are score, from 0 to 10, then rating, from 1 to 5; turn codes such as \"no answer\" to NULL with nullif().",
							  PG_GETARG_FLOAT8(1));
	rating = scale_check_score(&csat_scale, "rating",
							   "The arguments are score, from 0 to 10, then rating, from 1 to 5; recode other scales first, and turn codes such as \"no answer\" to NULL with nullif().",
							   PG_GETARG_FLOAT8(2));
	return RATINGS * score + rating - csat_scale.minimum;
}

PG_FUNCTION_INFO_V1(nps_driver_transition);
Datum
nps_driver_transition(PG_FUNCTION_ARGS)
{
	return tally_state_add(fcinfo, score_and_rating(fcinfo));
}

PG_FUNCTION_INFO_V1(nps_driver_inverse);
Datum
nps_driver_inverse(PG_FUNCTION_ARGS)
{
	return tally_state_remove(fcinfo, score_and_rating(fcinfo));
}

/* Counts, and sums of promoters less detractors, by the rating. */
typedef struct Driver
{
	double		satisfied;
	double		satisfied_net;
	double		others;
	double		others_net;
	double		dissatisfied;
} Driver;

/* Sums of whole numbers, so that the correlation is exact to rounding. */
typedef struct Products
{
	double		n;
	double		x;
	double		y;
	double		xx;
	double		xy;
	double		yy;
} Products;

static void
driver_add(Driver *driver, int score, int rating, double answers)
{
	double		net = answers * ((score >= nps_scale.high_min) -
								 (score <= nps_scale.low_max));

	if (rating >= csat_scale.high_min)
	{
		driver->satisfied += answers;
		driver->satisfied_net += net;
	}
	else
	{
		driver->others += answers;
		driver->others_net += net;
	}
	if (rating <= csat_scale.low_max)
		driver->dissatisfied += answers;
}

static void
products_add(Products *products, double x, double y, double answers)
{
	products->n += answers;
	products->x += answers * x;
	products->y += answers * y;
	products->xx += answers * x * x;
	products->xy += answers * x * y;
	products->yy += answers * y * y;
}

/* K. Pearson, Philosophical Transactions A 187:253, 1896 */
static double
correlation(const Products *p)
{
	double		xx = difference_of_products(p->n, p->xx, p->x, p->x);
	double		yy = difference_of_products(p->n, p->yy, p->y, p->y);
	double		xy = difference_of_products(p->n, p->xy, p->x, p->y);

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
	Histogram	pairs;
	Driver		driver = {0};
	Products	products = {0};
	ResultRow	row = {0};

	histogram_from_datum(PG_GETARG_DATUM(0), &pairs);
	scale_check_answers(&driver_pairs, &pairs);
	if (pairs.total == 0)
		PG_RETURN_NULL();
	for (int pair = 0; pair < pairs.limit; pair++)
	{
		int			score = pair / RATINGS;
		int			rating = pair % RATINGS + csat_scale.minimum;

		driver_add(&driver, score, rating, (double) pairs.answers[pair]);
		products_add(&products, score, rating, (double) pairs.answers[pair]);
	}
	result_add_number(&row, 100 * (driver.satisfied_net / driver.satisfied -
								   driver.others_net / driver.others));
	result_add_number(&row, 100 * driver.dissatisfied / products.n);
	result_add_number(&row, correlation(&products));
	result_add_count(&row, pairs.total);
	return result_datum(fcinfo, &row);
}
