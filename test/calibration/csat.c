/*-------------------------------------------------------------------------
 *
 * csat.c
 *	  Calibration of csat_interval, csat_target_test and csat_test, and so of
 *	  the same of rates.
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
	return verdict_of_limits(share_interval(share_of(samples), 0.95,
											SHARE_WILSON, 1.0));
}

static Verdict
target_test(const Sample *samples, const void *argument)
{
	const Target *target = argument;

	return verdict_of_test(share_target_test(share_of(samples), target->target,
											 0.95, target->alternative));
}

static Verdict
test(const Sample *samples, const void *argument)
{
	(void) argument;
	return verdict_of_test(share_test(share_of(&samples[0]), share_of(&samples[1]),
									  0.95, ALTERNATIVE_TWO_SIDED));
}

static void
one_sample_settings(const Population *share, int n)
{
	static const char *const rows[] = {
		"csat_target_test", "csat_target_test, greater",
		"csat_target_test, less"
	};
	Setting		setting = one_sample(share, n, interval, NULL);

	setting.coverage_row = "csat_interval";
	setting.truth = share->shares[1];
	calibrate(&setting);
	for (int i = 0; i < LENGTH(rows); i++)
	{
		Target		target = {100.0 * setting.truth, (Alternative) i};
		Setting		tested = one_sample(share, n, target_test, &target);

		tested.p_row = rows[i];
		calibrate(&tested);
	}
}

void
calibrate_csat(void)
{
	static const int sizes[][2] = {
		{5, 5}, {10, 10}, {20, 20}, {50, 50}, {100, 100}, {200, 200},
		{5, 50}, {10, 100}, {20, 200}
	};

	for (int i = 0; i < SHARES; i++)
	{
		for (int j = 0; j < LENGTH(one_sizes); j++)
			one_sample_settings(&shares[i], one_sizes[j]);
		for (int j = 0; j < SHARES; j++)
			for (int k = 0; k < LENGTH(sizes); k++)
			{
				Setting		setting = two_samples(&shares[i], sizes[k][0],
												  &shares[j], sizes[k][1],
												  test, NULL);

				setting.p_row = i == j ? "csat_test" : NULL;
				setting.coverage_row = "csat_test, limits";
				setting.truth = shares[i].shares[1] - shares[j].shares[1];
				calibrate(&setting);
			}
	}
}
