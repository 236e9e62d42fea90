/*-------------------------------------------------------------------------
 *
 * shrunk.c
 *	  Are shrunken scores nearer the true ones, and on average no higher or
 *	  lower?
 *
 *-------------------------------------------------------------------------
 */
#include "series.h"

#include <math.h>
#include <stdio.h>

#include "calibration.h"
#include "populations.h"

#define SEGMENTS 20

typedef struct Errors
{
	double		raw_squares;
	double		shrunk_squares;
	double		sum;			/* of the errors of shrunken scores */
	double		sum_squares;	/* of their means, one a repetition */
	double		segments;
	double		repetitions;
} Errors;

/* A shape with half of the points moved from detractors to promoters */
static Population
moved(const Population *shape, double points)
{
	Population	result = *shape;
	double		by = 0.5 * points;

	by = fmin(by, result.shares[0]);
	by = fmax(by, -result.shares[2]);
	result.shares[0] -= by;
	result.shares[2] += by;
	return result;
}

static void
simulate(const Population *shape, const int *sizes, double spread,
		 Errors *errors)
{
	Series		series = {0};
	SeriesPoint points[SEGMENTS];
	double		truth[SEGMENTS];
	double		tau_squared;
	double		center;
	double		sum = 0.0;

	for (int i = 0; i < SEGMENTS; i++)
	{
		Population	segment = moved(shape, spread * random_normal());
		SeriesAnswers answers = {-1, 3, {0}};
		Sample		sample;

		truth[i] = population_mean(&segment, -1.0);
		random_sample(&segment, sizes[i], &sample);
		for (int j = 0; j < 3; j++)
			answers.counts[j] = sample.counts[j];
		points[i] = series_add(&series, 0.0, &answers);
	}
	tau_squared = heterogeneity(&series).tau_squared;
	center = shrunk_center(&series, tau_squared, points, SEGMENTS);
	for (int i = 0; i < SEGMENTS; i++)
	{
		double		error = shrunk_mean(&points[i], center,
										series_variance(&series), tau_squared) -
			truth[i];

		errors->raw_squares += (points[i].mean - truth[i]) *
			(points[i].mean - truth[i]);
		errors->shrunk_squares += error * error;
		sum += error;
	}
	errors->sum += sum;
	errors->sum_squares += sum / SEGMENTS * sum / SEGMENTS;
	errors->segments += SEGMENTS;
	errors->repetitions += 1.0;
}

static void
calibrate_shrinkage(const Population *shape, const int *sizes, double spread,
					const char *row, const char *sizes_name)
{
	char		name[100];

	snprintf(name, sizeof(name), "%s of %s, sd %.0f", sizes_name, shape->name,
			 100.0 * spread);
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Errors		errors = {0};
		double		bias;

		random_start(seed, name);
		for (int i = 0; i < repetitions; i++)
			simulate(shape, sizes, spread, &errors);
		bias = errors.sum / errors.segments;
		measured(row, "RMSE over that of the scores", name,
				 sqrt(errors.shrunk_squares / errors.raw_squares),
				 1.0 / sqrt(errors.segments));
		measured(row, "bias in points", name, 100.0 * bias,
				 100.0 * sqrt((errors.sum_squares / errors.repetitions -
							   bias * bias) / errors.repetitions));
	}
}

void
calibrate_shrunk(void)
{
	static const int each[] = {10, 30, 100};
	static const double spreads[] = {0.0, 0.05, 0.10, 0.20};

	for (int i = 0; i < NET_SHAPES; i++)
		for (int j = 0; j < LENGTH(spreads); j++)
		{
			int			sizes[SEGMENTS];

			for (int k = 0; k < LENGTH(each); k++)
			{
				char		name[30];

				for (int m = 0; m < SEGMENTS; m++)
					sizes[m] = each[k];
				snprintf(name, sizeof(name), "20 x %d", each[k]);
				calibrate_shrinkage(&net_shapes[i], sizes, spreads[j],
									"nps_shrunk", name);
			}
			for (int m = 0; m < SEGMENTS; m++)
				sizes[m] = m == 0 ? 10000 : 10;
			calibrate_shrinkage(&net_shapes[i], sizes, spreads[j],
								"nps_shrunk, one huge segment",
								"10000 and 19 x 10");
		}
}
