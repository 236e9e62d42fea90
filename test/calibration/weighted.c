/*-------------------------------------------------------------------------
 *
 * weighted.c
 *	  Calibration of intervals and tests of weighted answers.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <string.h>

#include "answers.h"
#include "populations.h"

/* Sums over the answers of each value */
typedef struct WeightedSample
{
	int			n;
	int			values;
	double		weights[MAX_VALUES];
	double		weight_squares[MAX_VALUES];
} WeightedSample;

/*
 * Weights that do not depend on the answer are lognormal; a group that
 * answers otherwise has one weight, the rest 1.
 */
typedef struct Design
{
	const char *name;
	const Population *population;
	double		sigma;			/* of the logarithm of the weights */
	const Population *group;	/* NULL if there is none */
	double		group_share;	/* of the answers */
	double		group_weight;
} Design;

static void
draw(const Design *design, int n, WeightedSample *sample)
{
	memset(sample, 0, sizeof(*sample));
	sample->n = n;
	sample->values = design->population->values;
	for (int i = 0; i < n; i++)
	{
		bool		in_group = design->group &&
			random_uniform() < design->group_share;
		const Population *population = in_group ? design->group :
			design->population;
		double		weight = in_group ? design->group_weight : 1.0;
		double		at = random_uniform();
		int			value = 0;

		if (design->sigma > 0.0)
			weight = exp(design->sigma * random_normal());
		while (value < population->values - 1 &&
			   at >= population->shares[value])
			at -= population->shares[value++];
		sample->weights[value] += weight;
		sample->weight_squares[value] += weight * weight;
	}
}

/* The mean of the values first, first + 1, ... in the whole population */
static double
truth_of(const Design *design, double first)
{
	double		mean = population_mean(design->population, first);
	double		group;

	if (design->group == NULL)
		return mean;
	group = design->group_share * design->group_weight;
	return (group * population_mean(design->group, first) +
			(1.0 - design->group_share) * mean) /
		(group + 1.0 - design->group_share);
}

/* What the formulas for weighted answers are made of */
typedef struct WeightedMean
{
	double		weight;
	double		mean;
	double		variance;
	double		standard_error;
	double		kish;
} WeightedMean;

static WeightedMean
weighted_mean(const WeightedSample *sample, double first)
{
	WeightedMean result = {0};
	double		squares = 0.0;
	double		weighted_squares = 0.0;
	double		weight_squares = 0.0;

	for (int i = 0; i < sample->values; i++)
	{
		result.weight += sample->weights[i];
		weight_squares += sample->weight_squares[i];
		result.mean += (first + i) * sample->weights[i];
	}
	result.mean /= result.weight;
	for (int i = 0; i < sample->values; i++)
	{
		squares += square(first + i - result.mean) * sample->weights[i];
		weighted_squares += square(first + i - result.mean) *
			sample->weight_squares[i];
	}
	result.variance = squares / result.weight;
	result.standard_error = weighted_standard_error(sample->n,
													weighted_squares,
													result.weight);
	result.kish = kish_size(result.weight, weight_squares);
	return result;
}

static ShareCounts
weighted_share(const WeightedSample *sample)
{
	WeightedMean mean = weighted_mean(sample, 0.0);
	double		size = effective_size(mean.variance, mean.standard_error,
									  mean.kish);
	ShareCounts counts = {mean.mean * size, size, sample->n - 1.0};

	return counts;
}

static NetCounts
weighted_net(const WeightedSample *sample)
{
	WeightedMean mean = weighted_mean(sample, -1.0);
	double		size = effective_size(mean.variance, mean.standard_error,
									  mean.kish);
	NetCounts	counts = {
		sample->weights[2] / mean.weight * size,
		sample->weights[0] / mean.weight * size, size, sample->n - 1.0
	};

	return counts;
}

static MeanSample
weighted_mean_sample(const WeightedSample *sample)
{
	WeightedMean mean = weighted_mean(sample, 1.0);
	double		n = sample->n;
	MeanSample	result = {
		n, mean.mean, mean.variance,
		effective_size(mean.variance * n / (n - 1.0), mean.standard_error,
					   mean.kish),
		mean.standard_error
	};

	return result;
}

static Limits
interval(const WeightedSample *sample)
{
	MeanSample	mean;

	switch (sample->values)
	{
		case 2:
			return share_interval(weighted_share(sample), 0.95, SHARE_WILSON,
								  1.0);
		case 3:
			return net_interval(weighted_net(sample), 0.95, NET_SCORE, 1.0);
	}
	mean = weighted_mean_sample(sample);
	return mean_interval(&mean, 0.95, MEAN_ADJUSTED, 1.0, 1.0, 7.0);
}

static double
first_value(const Design *design)
{
	int			values = design->population->values;

	return values == 2 ? 0.0 : values == 3 ? -1.0 : 1.0;
}

static void
calibrate_interval(const Design *design, int n, const char *row)
{
	char		name[100];
	double		truth = truth_of(design, first_value(design));

	snprintf(name, sizeof(name), "%d of %s, %s", n, design->population->name,
			 design->name);
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Rate		covered = {0};

		random_start(seed, name);
		for (int i = 0; i < repetitions; i++)
		{
			WeightedSample sample;
			Limits		limits;

			draw(design, n, &sample);
			limits = interval(&sample);
			rate_add(&covered, limits.low <= truth + 1e-9 &&
					 truth - 1e-9 <= limits.high, 1.0);
		}
		rate_measured(&covered, false, row, "coverage", name);
	}
}

static double
p_of_test(const WeightedSample *a, const WeightedSample *b)
{
	MeanSample	mean_a;
	MeanSample	mean_b;

	switch (a->values)
	{
		case 2:
			return share_test(weighted_share(a), weighted_share(b), 0.95,
							  ALTERNATIVE_TWO_SIDED).p_value;
		case 3:
			return net_test(weighted_net(a), weighted_net(b), 0.95, NET_SCORE,
							ALTERNATIVE_TWO_SIDED).p_value;
	}
	mean_a = weighted_mean_sample(a);
	mean_b = weighted_mean_sample(b);
	return mean_test(&mean_a, &mean_b, 0.95, MEAN_ADJUSTED,
					 ALTERNATIVE_TWO_SIDED, 1.0, 7.0).p_value;
}

static void
calibrate_test(const Design *design, int n_a, int n_b, const char *row)
{
	char		name[100];

	snprintf(name, sizeof(name), "%d:%d of %s, %s", n_a, n_b,
			 design->population->name, design->name);
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Rate		rates[2] = {{0}};

		random_start(seed, name);
		for (int i = 0; i < repetitions; i++)
		{
			WeightedSample a;
			WeightedSample b;
			double		p_value;

			draw(design, n_a, &a);
			draw(design, n_b, &b);
			p_value = p_of_test(&a, &b);
			rate_add(&rates[0], p_value < 0.05, 1.0);
			rate_add(&rates[1], p_value < 0.01, 1.0);
		}
		rate_measured(&rates[0], false, row, "p < .05", name);
		rate_measured(&rates[1], false, row, "p < .01", name);
	}
}

static const int interval_sizes[] = {5, 10, 20, 50};
static const int test_sizes[][2] = {
	{10, 10}, {20, 20}, {50, 50}, {10, 100}, {20, 200}
};

/* The coefficient of variation of weights, and its sigma */
static void
independent_weights(const Population *population, const char *interval_row,
					const char *test_row)
{
	static const double variations[] = {0.5, 1.2};

	for (int i = 0; i < LENGTH(variations); i++)
	{
		char		name[40];
		Design		design = {
			name, population, sqrt(log1p(square(variations[i]))), NULL, 0, 0
		};

		snprintf(name, sizeof(name), "variation %.1f", variations[i]);
		for (int j = 0; j < LENGTH(interval_sizes); j++)
			calibrate_interval(&design, interval_sizes[j], interval_row);
		for (int j = 0; j < LENGTH(test_sizes); j++)
			calibrate_test(&design, test_sizes[j][0], test_sizes[j][1],
						   test_row);
	}
}

/* A group that answers otherwise than the rest */
static void
tied_weights(const Population *group, const Population *rest)
{
	static const double group_shares[] = {0.2, 0.5};
	static const double group_weights[] = {1.0 / 3.0, 3.0, 10.0};

	for (int i = 0; i < LENGTH(group_shares); i++)
		for (int j = 0; j < LENGTH(group_weights); j++)
		{
			char		name[60];
			Design		design = {
				name, rest, 0.0, group, group_shares[i], group_weights[j]
			};

			snprintf(name, sizeof(name), "%.0f %% of %s at weight %.2g",
					 100.0 * group_shares[i], group->name, group_weights[j]);
			for (int k = 1; k < LENGTH(interval_sizes); k++)
				calibrate_interval(&design, interval_sizes[k],
								   "weights tied to the answers");
		}
}

void
calibrate_weighted(void)
{
	for (int i = 0; i < SHARES; i++)
		independent_weights(&shares[i], "csat_interval, weighted",
							"csat_test, weighted");
	for (int i = 0; i < NET_SHAPES; i++)
		independent_weights(&net_shapes[i], "nps_interval, weighted",
							"nps_test, weighted");
	for (int i = 0; i < 3; i++)
		independent_weights(&one_mode[i], "ces_interval, weighted",
							"ces_test, weighted");
	tied_weights(&shares[2], &shares[0]);
	tied_weights(&shares[0], &shares[2]);
	tied_weights(&net_shapes[3], &net_shapes[0]);
	tied_weights(&net_shapes[0], &net_shapes[3]);
}
