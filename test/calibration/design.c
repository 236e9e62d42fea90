/*-------------------------------------------------------------------------
 *
 * design.c
 *	  Calibration of scores of clusters and of strata.
 *
 *-------------------------------------------------------------------------
 */
#include "sample_design.h"

#include <stdio.h>

#include "answers.h"
#include "populations.h"

/* The value of the lowest: of a net score, a share, a scale from 1 */
static double
first_value(const Population *population)
{
	return population->values == 3 ? -1.0 :
		population->values == 2 ? 0.0 : 1.0;
}

/* Of a scale nothing is high or low. */
static DesignPart
part_of(const Sample *sample, double first)
{
	double		squares = sample->n * sample_variance(sample);
	DesignPart	part = {
		.answers = sample->n, .weight = sample->n,
		.weight_squares = sample->n,
		.sum = sample->n * sample_mean(sample, first),
		.mean = sample_mean(sample, first),
		.squares = squares, .weighted_squares = squares
	};

	if (sample->values <= 3)
		part.high = sample->counts[sample->values - 1];
	if (sample->values == 3)
		part.low = sample->counts[0];
	return part;
}

static Limits
limits_of(const DesignScore *score, int values)
{
	if (values == 2)
		return design_share_interval(score, 0.95);
	if (values == 3)
		return design_net_interval(score, 0.95);
	return design_mean_interval(score, 0.95, 1.0, 7.0);
}

static void
add_coverage(Rate *covered, const DesignScore *score, int values,
			 double truth)
{
	Limits		limits = limits_of(score, values);

	if (!isnan(limits.low))
		rate_add(covered, limits.low <= truth + 1e-9 &&
				 truth - 1e-9 <= limits.high, 1.0);
}


/*-------------------------------------------------------------------------
 * Clusters
 *-------------------------------------------------------------------------
 */

/*
 * Of one to five answers; each is that of the cluster with a chance, so that
 * two of them correlate by its square.
 */
static void
draw_cluster(const Population *population, double chance, Sample *cluster)
{
	int			n = 1 + (int) (5.0 * random_uniform());
	Sample		one;

	random_sample(population, n - random_binomial(n, chance), cluster);
	random_sample(population, 1, &one);
	for (int i = 0; i < population->values; i++)
		cluster->counts[i] += (n - cluster->n) * one.counts[i];
	cluster->n = n;
}

static void
calibrate_clusters(const Population *population, int count,
				   double correlation, const char *row)
{
	double		first = first_value(population);
	char		name[100];

	snprintf(name, sizeof(name), "%d clusters of %s, correlation %.1f", count,
			 population->name, correlation);
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Rate		covered = {0};

		random_start(seed, name);
		for (int i = 0; i < repetitions; i++)
		{
			Clusters	clusters = {0};
			DesignScore score;

			for (int j = 0; j < count; j++)
			{
				Sample		cluster;
				DesignPart	part;

				draw_cluster(population, sqrt(correlation), &cluster);
				part = part_of(&cluster, first);
				clusters_add(&clusters, &part);
			}
			score = clustered_score(&clusters, 1.0);
			add_coverage(&covered, &score, population->values,
						 population_mean(population, first));
		}
		rate_measured(&covered, false, row, "coverage", name);
	}
}


/*-------------------------------------------------------------------------
 * Strata
 *-------------------------------------------------------------------------
 */

#define STRATA 3

typedef struct Stratification
{
	const char *name;
	int			sizes[STRATA];
	double		shares[STRATA];
} Stratification;

static void
calibrate_strata(const Population *const populations[STRATA],
				 const Stratification *design, const char *population_name,
				 const char *row)
{
	double		first = first_value(populations[0]);
	double		truth = 0.0;
	char		name[100];

	snprintf(name, sizeof(name), "%s of %s", design->name, population_name);
	for (int i = 0; i < STRATA; i++)
		truth += design->shares[i] * population_mean(populations[i], first);
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Rate		covered = {0};

		random_start(seed, name);
		for (int i = 0; i < repetitions; i++)
		{
			Strata		strata = {0};
			DesignScore score;

			for (int j = 0; j < STRATA; j++)
			{
				Sample		stratum;
				DesignPart	part;

				random_sample(populations[j], design->sizes[j], &stratum);
				part = part_of(&stratum, first);
				strata_add(&strata, &part, design->shares[j]);
			}
			score = stratified_score(&strata, 0.95, 1.0);
			add_coverage(&covered, &score, populations[0]->values, truth);
		}
		rate_measured(&covered, false, row, "coverage", name);
	}
}

static void
all_strata(const Population *population_list, int count, const char *row)
{
	static const Stratification designs[] = {
		{"4 4 4, thirds", {4, 4, 4}, {1.0 / 3, 1.0 / 3, 1.0 / 3}},
		{"10 10 10, 60/30/10", {10, 10, 10}, {0.6, 0.3, 0.1}},
		{"20 20 20, thirds", {20, 20, 20}, {1.0 / 3, 1.0 / 3, 1.0 / 3}},
		{"50 50 50, 60/30/10", {50, 50, 50}, {0.6, 0.3, 0.1}},
		{"5 50 200, 60/30/10", {5, 50, 200}, {0.6, 0.3, 0.1}},
		{"200 50 5, 60/30/10", {200, 50, 5}, {0.6, 0.3, 0.1}},
		{"1 10 10, thirds", {1, 10, 10}, {1.0 / 3, 1.0 / 3, 1.0 / 3}},
	};

	for (int i = 0; i < LENGTH(designs); i++)
	{
		const Population *mixed[STRATA] = {
			&population_list[0], &population_list[count / 2],
			&population_list[count - 1]
		};
		const Population *reversed[STRATA] = {mixed[2], mixed[1], mixed[0]};
		const char *used_row = designs[i].sizes[0] == 1 ?
			"a stratum of one answer" : row;

		for (int j = 0; j < count; j++)
		{
			const Population *equal[STRATA] = {
				&population_list[j], &population_list[j], &population_list[j]
			};

			calibrate_strata(equal, &designs[i], population_list[j].name,
							 used_row);
		}
		calibrate_strata(mixed, &designs[i], "mixed strata", used_row);
		calibrate_strata(reversed, &designs[i], "mixed strata, reversed",
						 used_row);
	}
}

static void
all_clusters(const Population *populations, int count, const char *row)
{
	static const int clusters[] = {5, 10, 20, 50};
	static const double correlations[] = {0.0, 0.3, 0.9};

	for (int i = 0; i < count; i++)
		for (int j = 0; j < LENGTH(clusters); j++)
			for (int k = 0; k < LENGTH(correlations); k++)
				calibrate_clusters(&populations[i], clusters[j],
								   correlations[k], row);
}

void
calibrate_design(void)
{
	all_clusters(net_shapes, NET_SHAPES, "nps_clustered");
	all_clusters(shares, SHARES, "csat_clustered");
	all_clusters(one_mode, 2, "clustered means");
	all_strata(net_shapes, NET_SHAPES, "nps_stratified");
	all_strata(shares, SHARES, "csat_stratified");
	all_strata(one_mode, 2, "stratified means");
}
