/*-------------------------------------------------------------------------
 *
 * nps.c
 *	  Calibration of nps_interval, nps_target_test and nps_test.
 *
 *-------------------------------------------------------------------------
 */
#include "answers.h"

#include "populations.h"

static const int one_sizes[] = {5, 10, 20, 50, 100, 200};

static Verdict
interval(const Sample *samples, const void *argument)
{
	(void) argument;
	return verdict_of_limits(net_interval(net_of(samples), 0.95, NET_SCORE, 1.0));
}

static Verdict
target_test(const Sample *samples, const void *argument)
{
	const Target *target = argument;

	return verdict_of_test(net_target_test(net_of(samples), target->target, 0.95,
										   target->alternative));
}

static Verdict
test(const Sample *samples, const void *argument)
{
	(void) argument;
	return verdict_of_test(net_test(net_of(&samples[0]), net_of(&samples[1]), 0.95,
									NET_SCORE, ALTERNATIVE_TWO_SIDED));
}

static void
one_sample_settings(const Population *shape, int n)
{
	static const char *const rows[] = {
		"nps_target_test", "nps_target_test, greater", "nps_target_test, less"
	};
	Setting		setting = one_sample(shape, n, interval, NULL);

	setting.coverage_row = "nps_interval";
	setting.truth = population_mean(shape, -1.0);
	calibrate(&setting);
	for (int i = 0; i < LENGTH(rows); i++)
	{
		Target		target = {100.0 * setting.truth, (Alternative) i};
		Setting		tested = one_sample(shape, n, target_test, &target);

		tested.p_row = rows[i];
		calibrate(&tested);
	}
}

/* a and b, and their limits; rows that are NULL are not measured */
static void
two_sample_settings(const Population *a, const Population *b,
					const int sizes[][2], int count, const char *p_row,
					const char *coverage_row)
{
	for (int i = 0; i < count; i++)
	{
		Setting		setting = two_samples(a, sizes[i][0], b, sizes[i][1],
										  test, NULL);

		setting.p_row = p_row;
		setting.coverage_row = coverage_row;
		setting.truth = population_mean(a, -1.0) - population_mean(b, -1.0);
		calibrate(&setting);
	}
}

void
calibrate_nps(void)
{
	static const int few[][2] = {{5, 5}, {10, 10}};
	static const int many[][2] = {{20, 20}, {50, 50}, {100, 100}, {200, 200}};
	static const int unequal[][2] = {{5, 50}, {10, 100}, {20, 200}};
	static const int mixed[][2] = {
		{10, 10}, {20, 20}, {50, 50}, {5, 50}, {50, 5}, {10, 100}, {100, 10},
		{20, 200}, {200, 20}
	};

	for (int i = 0; i < NET_SHAPES; i++)
	{
		const Population *shape = &net_shapes[i];

		for (int j = 0; j < LENGTH(one_sizes); j++)
			one_sample_settings(shape, one_sizes[j]);
		two_sample_settings(shape, shape, few, LENGTH(few),
							"nps_test, one population",
							"nps_test, limits");
		two_sample_settings(shape, shape, many, LENGTH(many),
							i < 3 ? "nps_test, 20 each and more up to 70/20/10" :
							"nps_test, one population", "nps_test, limits");
		two_sample_settings(shape, shape, unequal, LENGTH(unequal),
							"nps_test, one population", "nps_test, limits");
		for (int j = 0; j < NET_SHAPES; j++)
		{
			if (i != j)
				two_sample_settings(shape, &net_shapes[j], mixed,
									LENGTH(mixed), NULL, "nps_test, limits");
		}
	}
	for (int i = 0; i < EQUAL_SCORES; i++)
		two_sample_settings(&equal_scores[i][0], &equal_scores[i][1], mixed,
							LENGTH(mixed), "nps_test, equal scores",
							"nps_test, limits of equal scores");
}
