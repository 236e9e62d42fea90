/*-------------------------------------------------------------------------
 *
 * sample_size.c
 *	  Do samples of the sizes announced have the power, and intervals the
 *	  width?
 *
 *-------------------------------------------------------------------------
 */
#include "sample_size.h"

#include <stdio.h>

#include "answers.h"
#include "populations.h"

static Verdict
net_method(const Sample *samples, const void *argument)
{
	(void) argument;
	return verdict_of_test(net_test(net_of(&samples[0]), net_of(&samples[1]),
									0.95, NET_SCORE,
									ALTERNATIVE_TWO_SIDED));
}

static Verdict
share_method(const Sample *samples, const void *argument)
{
	(void) argument;
	return verdict_of_test(share_test(share_of(&samples[0]),
									  share_of(&samples[1]), 0.95,
									  ALTERNATIVE_TWO_SIDED));
}

typedef struct Power
{
	Method		method;
	Rate		rate;
} Power;

static void
visit_power(void *state, const Sample *samples, double weight)
{
	Power	   *power = state;

	rate_add(&power->rate, power->method(samples, NULL).p_value < 0.05,
			 weight);
}

static void
power_measured(const Power *power, double promised, double repeated,
			   const char *row, const char *name)
{
	double		value = rate_value(&power->rate);

	measured(row, "power above that promised", name, value - promised,
			 repeated > 0.0 ? sqrt(value * (1.0 - value) / repeated) : 0.0);
}

static void
calibrate_power(const Population *a, const Population *b, int n,
				double promised, Method method, const char *row,
				const char *name)
{
	Source		sources[2] = {{a, n}, {b, n}};

	if (enumerable(sources, 2))
	{
		Power		power = {.method = method};

		visit_all(sources, 2, visit_power, &power);
		power_measured(&power, promised, 0.0, row, name);
		return;
	}
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Power		power = {.method = method};

		random_start(seed, name);
		visit_random(sources, 2, repetitions, visit_power, &power);
		power_measured(&power, promised, repetitions, row, name);
	}
}

/* The population with a score and a variance, if there is one */
static bool
net_population(double score, double variance, Population *population)
{
	double		both = variance + score * score;

	population->name = "";
	population->values = 3;
	population->shares[0] = 0.5 * (both - score);
	population->shares[1] = 1.0 - both;
	population->shares[2] = 0.5 * (both + score);
	return population->shares[0] >= 0.0 && population->shares[1] >= 0.0;
}

static void
net_power(double points, double center, double variance, double promised)
{
	Population	a;
	Population	b;
	char		name[80];
	double		size = net_test_sample_size(points / 100.0, 0.95,
											ALTERNATIVE_TWO_SIDED, promised,
											variance);

	if (!net_population((center + 0.5 * points) / 100.0, 0.5 * variance, &a) ||
		!net_population((center - 0.5 * points) / 100.0, 0.5 * variance, &b))
		return;
	snprintf(name, sizeof(name), "%.0f points about %.0f, variance %.2f, power %.2f",
			 points, center, variance, promised);
	calibrate_power(&a, &b, (int) round_up_sample_size(size), promised,
					net_method, "nps_test_sample_size", name);
}

static void
share_power(double a, double b, double promised)
{
	Population	population_a = {"", 2, {1.0 - a, a}};
	Population	population_b = {"", 2, {1.0 - b, b}};
	char		name[80];
	double		size = share_test_sample_size(a, b, 0.95,
											  ALTERNATIVE_TWO_SIDED, promised);

	snprintf(name, sizeof(name), "%.0f against %.0f, power %.2f", 100.0 * a,
			 100.0 * b, promised);
	calibrate_power(&population_a, &population_b,
					(int) round_up_sample_size(size), promised, share_method,
					"csat_test_sample_size", name);
}

typedef struct Width
{
	double		factor;			/* of a finite population */
	double		sum;
	double		weight;
} Width;

static void
visit_width(void *state, const Sample *sample, double weight)
{
	Width	   *width = state;
	Limits		limits = sample->values == 2 ?
		share_interval(share_of(sample), 0.95, SHARE_WILSON, width->factor) :
		net_interval(net_of(sample), 0.95, NET_SCORE, width->factor);

	width->sum += weight * 0.5 * (limits.high - limits.low);
	width->weight += weight;
}

/* The mean half-width over the margin; infinite populations are INFINITY. */
static void
calibrate_width(const Population *shape, double size, double margin,
				double population, const char *row, const char *name)
{
	int			n = (int) round_up_sample_size(finite_sample_size(size, population));
	Source		source = {shape, n};
	double		factor = finite_population_factor(n, population);

	if (enumerable(&source, 1))
	{
		Width		width = {.factor = factor};

		visit_all(&source, 1, visit_width, &width);
		measured(row, "mean half-width over the margin", name,
				 width.sum / width.weight / margin, 0.0);
		return;
	}
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Width		width = {.factor = factor};

		random_start(seed, name);
		visit_random(&source, 1, repetitions, visit_width, &width);
		measured(row, "mean half-width over the margin", name,
				 width.sum / width.weight / margin, 0.01 / sqrt(repetitions));
	}
}

static void
net_width(double margin, double variance, double score, double population)
{
	Population	shape;
	char		name[80];
	double		size = net_sample_size(margin / 100.0, 0.95, NET_SCORE,
									   variance);

	if (!net_population(score / 100.0, variance, &shape))
		return;
	snprintf(name, sizeof(name), "margin %.0f, variance %.2f, score %.0f, population %.0f",
			 margin, variance, score, population);
	calibrate_width(&shape, size, margin / 100.0, population,
					"nps_sample_size", name);
}

static void
share_width(double margin, double share, double population)
{
	Population	shape = {"", 2, {1.0 - share, share}};
	char		name[80];
	double		size = share_sample_size(margin / 100.0, 0.95, SHARE_WILSON,
										 share);

	snprintf(name, sizeof(name), "margin %.0f, expected %.0f, population %.0f",
			 margin, 100.0 * share, population);
	calibrate_width(&shape, size, margin / 100.0, population,
					"csat_sample_size", name);
}

static void
powers(void)
{
	static const double points[] = {5, 10, 20, 30, 40, 60, 80, 100};
	static const double centers[] = {0, 15, 30};
	static const double variances[] = {0.4, 1.0, 1.34, 1.7};
	static const double powers[] = {0.8, 0.9, 0.95};
	static const double pairs[][2] = {
		{0.5, 0.6}, {0.8, 0.85}, {0.9, 0.95}, {0.9, 0.97}, {0.5, 0.9},
		{0.6, 0.97}
	};

	for (int i = 0; i < LENGTH(powers); i++)
	{
		for (int j = 0; j < LENGTH(points); j++)
			for (int k = 0; k < LENGTH(centers); k++)
				for (int m = 0; m < LENGTH(variances); m++)
					net_power(points[j], centers[k], variances[m], powers[i]);
		for (int j = 0; j < LENGTH(pairs); j++)
			share_power(pairs[j][0], pairs[j][1], powers[i]);
	}
}

static void
widths(void)
{
	static const double margins[] = {3, 5, 10, 15};
	static const double variances[] = {0.2, 0.3, 0.5, 0.67, 0.9};
	static const double scores[] = {0, 20, 40, 60};
	static const double expected[] = {0.50, 0.80, 0.90, 0.97, 0.99};
	static const double populations[] = {INFINITY, 1000};

	for (int i = 0; i < LENGTH(margins); i++)
		for (int j = 0; j < LENGTH(populations); j++)
		{
			for (int k = 0; k < LENGTH(variances); k++)
				for (int m = 0; m < LENGTH(scores); m++)
					net_width(margins[i], variances[k], scores[m],
							  populations[j]);
			for (int k = 0; k < LENGTH(expected); k++)
				share_width(margins[i], expected[k], populations[j]);
		}
}

void
calibrate_sample_size(void)
{
	powers();
	widths();
}
