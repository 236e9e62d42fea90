/*-------------------------------------------------------------------------
 *
 * population.c
 *	  Calibration of intervals in a finite population, drawn from without
 *	  replacement.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>

#include "answers.h"
#include "populations.h"

/* A population of that size, whose shares are as near as whole numbers get */
static Sample
finite_population(const Population *shape, int size)
{
	Sample		result = {shape->values, size, {0}};
	double		sum = 0.0;
	int			given = 0;

	for (int i = 0; i < shape->values; i++)
	{
		sum += shape->shares[i];
		result.counts[i] = round(sum * size) - given;
		given += (int) result.counts[i];
	}
	return result;
}

typedef struct Covered
{
	Rate		rate;
	double		factor;
	double		truth;
} Covered;

static void
visit_interval(void *state, const Sample *sample, double weight)
{
	Covered    *covered = state;
	MeanSample	mean;
	Limits		limits;

	switch (sample->values)
	{
		case 2:
			limits = share_interval(share_of(sample), 0.95, SHARE_WILSON,
									covered->factor);
			break;
		case 3:
			limits = net_interval(net_of(sample), 0.95, NET_SCORE,
								  covered->factor);
			break;
		default:
			mean = mean_of(sample);
			limits = mean_interval(&mean, 0.95, MEAN_ADJUSTED, covered->factor,
								   1.0, 7.0);
	}
	rate_add(&covered->rate, limits.low <= covered->truth + 1e-9 &&
			 covered->truth - 1e-9 <= limits.high, weight);
}

static void
calibrate_finite(const Population *shape, int size, int n, double first,
				 const char *row)
{
	Sample		population = finite_population(shape, size);
	char		name[100];
	Covered		covered = {
		.factor = finite_population_factor(n, size),
		.truth = sample_mean(&population, first)
	};

	snprintf(name, sizeof(name), "%d among %d of %s", n, size, shape->name);
	if (shape->values <= 3)
	{
		visit_finite(&population, n, visit_interval, &covered);
		rate_measured(&covered.rate, true, row, "coverage", name);
		return;
	}
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Covered		simulated = covered;

		random_start(seed, name);
		for (int i = 0; i < repetitions; i++)
		{
			Sample		sample;

			random_sample_of_finite(&population, n, &sample);
			visit_interval(&simulated, &sample, 1.0);
		}
		rate_measured(&simulated.rate, false, row, "coverage", name);
	}
}

void
calibrate_population(void)
{
	static const int sizes[][2] = {
		{20, 5}, {20, 10}, {20, 15}, {50, 5}, {50, 10}, {50, 25}, {100, 10},
		{100, 20}, {100, 50}, {500, 50}, {500, 100}
	};

	for (int i = 0; i < LENGTH(sizes); i++)
	{
		int			size = sizes[i][0];
		int			n = sizes[i][1];

		for (int j = 0; j < NET_SHAPES; j++)
			calibrate_finite(&net_shapes[j], size, n, -1.0,
							 "nps_interval in a population");
		for (int j = 0; j < SHARES; j++)
			calibrate_finite(&shares[j], size, n, 0.0,
							 "csat_interval in a population");
		for (int j = 0; j < ONE_MODE; j++)
			calibrate_finite(&one_mode[j], size, n, 1.0,
							 "ces_interval in a population");
	}
}
