/*-------------------------------------------------------------------------
 *
 * control.c
 *	  How often a point of a control chart is outside although nothing has
 *	  changed, about a reference that is known.  The limits are made as
 *	  control_result() in inference_test.c makes them.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>

#include "answers.h"
#include "populations.h"

#define SIGMAS 3.0

typedef struct Chart
{
	double		first;			/* the scale */
	Limits		limits;
	Rate		below;
	Rate		above;
} Chart;

static void
visit_point(void *state, const Sample *sample, double weight)
{
	Chart	   *chart = state;
	double		score = sample_mean(sample, chart->first);

	rate_add(&chart->below, score < chart->limits.low, weight);
	rate_add(&chart->above, score > chart->limits.high, weight);
}

static void
calibrate_chart(const Population *population, int n, double first,
				const char *row)
{
	Source		source = {population, n};
	double		error = sqrt(population_variance(population) / n);
	char		name[60];
	Chart		chart = {
		.first = first,
		.limits = limits_from_standard_error(population_mean(population, first),
											 error, SIGMAS, first,
											 first + population->values - 1)
	};

	snprintf(name, sizeof(name), "%d of %s", n, population->name);
	if (enumerable(&source, 1))
	{
		visit_all(&source, 1, visit_point, &chart);
		rate_measured(&chart.below, true, row, "outside, below", name);
		rate_measured(&chart.above, true, row, "outside, above", name);
		return;
	}
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Chart		simulated = chart;

		random_start(seed, name);
		visit_random(&source, 1, repetitions, visit_point, &simulated);
		rate_measured(&simulated.below, false, row, "outside, below", name);
		rate_measured(&simulated.above, false, row, "outside, above", name);
	}
}

void
calibrate_control(void)
{
	static const int sizes[] = {10, 20, 50, 100, 200, 1000};

	for (int i = 0; i < LENGTH(sizes); i++)
	{
		for (int j = 0; j < NET_SHAPES; j++)
			calibrate_chart(&net_shapes[j], sizes[i], -1.0, "nps_control");
		for (int j = 0; j < SHARES; j++)
			calibrate_chart(&shares[j], sizes[i], 0.0, "csat_control");
		for (int j = 0; j < ONE_MODE; j++)
			calibrate_chart(&one_mode[j], sizes[i], 1.0, "ces_control");
	}
}
