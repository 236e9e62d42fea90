/*-------------------------------------------------------------------------
 *
 * pairs.c
 *	  Calibration of nps_paired_test, csat_paired_test and
 *	  tally_mean_paired_test.
 *
 *-------------------------------------------------------------------------
 */
#include "answers.h"

#include <math.h>
#include <stdio.h>

#include "populations.h"

static const int sizes[] = {3, 5, 10, 20, 50, 100, 200};

/* Values are changes of the group, -2 to 2. */
static Verdict
net_test_of_pairs(const Sample *samples, const void *argument)
{
	(void) argument;
	return verdict_of_test(net_paired_test(samples->counts, 0.95));
}

/* Values are fell, stayed and rose. */
static Verdict
share_test_of_pairs(const Sample *samples, const void *argument)
{
	(void) argument;
	return verdict_of_test(share_paired_test(samples->counts[2],
											 samples->counts[0], samples->n,
											 0.95));
}

/* Values are changes of the score, -3 to 3. */
static Verdict
mean_test_of_pairs(const Sample *samples, const void *argument)
{
	double		sum = 0.0;
	double		squares = 0.0;

	(void) argument;
	for (int i = 0; i < samples->values; i++)
	{
		sum += (i - 3) * samples->counts[i];
		squares += (i - 3) * (i - 3) * samples->counts[i];
	}
	return verdict_of_test(mean_paired_test(samples->n, sum, squares, 0.95, 6.0));
}

/* Of customers of whom some stay as they are, the others answer anew. */
static Population
changes_of(const Population *shape, double stay, char *name, size_t size)
{
	Population	changes = {name, 5, {0}};

	snprintf(name, size, "%s, %.0f %% stay", shape->name, 100.0 * stay);
	for (int before = 0; before < 3; before++)
		for (int after = 0; after < 3; after++)
			changes.shares[2 + after - before] += (1.0 - stay) *
				shape->shares[before] * shape->shares[after];
	changes.shares[2] += stay;
	return changes;
}

static void
net_pairs(void)
{
	static const double stays[] = {0.0, 0.3, 0.5, 0.8};
	static const Population lopsided = {
		"lopsided changes", 5, {0.15, 0.0, 0.55, 0.30, 0.0}
	};

	for (int i = 0; i < LENGTH(sizes); i++)
	{
		Setting		setting = one_sample(&lopsided, sizes[i],
										 net_test_of_pairs, NULL);

		setting.p_row = "nps_paired_test";
		calibrate(&setting);
		for (int j = 0; j < NET_SHAPES; j++)
			for (int k = 0; k < LENGTH(stays); k++)
			{
				char		name[60];
				Population	changes = changes_of(&net_shapes[j], stays[k],
												 name, sizeof(name));

				setting = one_sample(&changes, sizes[i], net_test_of_pairs,
									 NULL);
				setting.p_row = "nps_paired_test";
				calibrate(&setting);
			}
	}
}

static void
share_pairs(void)
{
	static const Population changes[] = {
		{"10 % change", 3, {0.05, 0.90, 0.05}},
		{"20 % change", 3, {0.10, 0.80, 0.10}},
		{"40 % change", 3, {0.20, 0.60, 0.20}},
		{"60 % change", 3, {0.30, 0.40, 0.30}},
		{"all change", 3, {0.50, 0.0, 0.50}},
	};
	static const Population rises[] = {
		{"5 % fall, 15 % rise", 3, {0.05, 0.80, 0.15}},
		{"10 % fall, 40 % rise", 3, {0.10, 0.50, 0.40}},
		{"none falls, 10 % rise", 3, {0.0, 0.90, 0.10}},
	};

	for (int i = 1; i < LENGTH(sizes); i++)
	{
		for (int j = 0; j < LENGTH(changes); j++)
		{
			Setting		setting = one_sample(&changes[j], sizes[i],
											 share_test_of_pairs, NULL);

			setting.p_row = "csat_paired_test";
			setting.coverage_row = "csat_paired_test, limits";
			calibrate(&setting);
		}
		for (int j = 0; j < LENGTH(rises); j++)
		{
			Setting		setting = one_sample(&rises[j], sizes[i],
											 share_test_of_pairs, NULL);

			setting.coverage_row = "csat_paired_test, limits";
			setting.truth = population_mean(&rises[j], -1.0);
			calibrate(&setting);
		}
	}
	for (int n = 6; n <= 30; n++)
	{
		Setting		setting = one_sample(&changes[4], n, share_test_of_pairs,
										 NULL);

		setting.p_row = "csat_paired_test, given the number of changes";
		calibrate(&setting);
	}
}

static void
mean_pairs(void)
{
	static const Population changes[] = {
		{"broad changes", 7, {0.05, 0.10, 0.20, 0.30, 0.20, 0.10, 0.05}},
		{"rare changes", 7, {0.0, 0.05, 0.10, 0.70, 0.10, 0.05, 0.0}},
		{"skewed changes", 7, {0.05, 0.05, 0.10, 0.45, 0.35, 0.0, 0.0}},
	};

	for (int i = 0; i < LENGTH(sizes); i++)
		for (int j = 0; j < LENGTH(changes); j++)
		{
			Setting		setting = one_sample(&changes[j], sizes[i],
											 mean_test_of_pairs, NULL);

			setting.p_row = "tally_mean_paired_test";
			setting.coverage_row = "tally_mean_paired_test, limits";
			calibrate(&setting);
		}
}

void
calibrate_pairs(void)
{
	net_pairs();
	share_pairs();
	mean_pairs();
}
