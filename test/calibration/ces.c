/*-------------------------------------------------------------------------
 *
 * ces.c
 *	  Calibration of ces_interval, ces_target_test and ces_test, and of means
 *	  without a scale.
 *
 *-------------------------------------------------------------------------
 */
#include "answers.h"

#include "populations.h"

static const int one_sizes[] = {5, 10, 20, 50, 100, 200};

typedef struct MeanTarget
{
	Target		target;
	MeanMethod	method;
} MeanTarget;

static Verdict
target_test(const Sample *samples, const void *argument)
{
	const MeanTarget *target = argument;
	MeanSample	sample = mean_of(samples);

	return verdict_of_test(mean_target_test(&sample, target->target.target, 0.95,
											target->method,
											target->target.alternative,
											1.0, 7.0));
}

static Verdict
test(const Sample *samples, const void *argument)
{
	const MeanMethod *method = argument;
	MeanSample	a = mean_of(&samples[0]);
	MeanSample	b = mean_of(&samples[1]);

	return verdict_of_test(mean_test(&a, &b, 0.95, *method, ALTERNATIVE_TWO_SIDED,
									 1.0, 7.0));
}

/* The limits of a target test are those of the interval less the target. */
static void
one_sample_settings(const Population *shape, MeanMethod method,
					const char *coverage_row, const char *const rows[3])
{
	for (int i = 0; i < LENGTH(one_sizes); i++)
		for (int j = 0; j < 3; j++)
		{
			MeanTarget	target = {
				{population_mean(shape, 1.0), (Alternative) j}, method
			};
			Setting		setting = one_sample(shape, one_sizes[i], target_test,
											 &target);

			setting.p_row = rows[j];
			setting.coverage_row = j == 0 ? coverage_row : NULL;
			calibrate(&setting);
		}
}

static void
two_sample_settings(const Population *a, const Population *b, int n_a,
					int n_b, MeanMethod method, const char *p_row,
					const char *coverage_row)
{
	Setting		setting = two_samples(a, n_a, b, n_b, test, &method);

	setting.p_row = p_row;
	setting.coverage_row = coverage_row;
	setting.truth = population_mean(a, 1.0) - population_mean(b, 1.0);
	calibrate(&setting);
}

static void
adjusted_tests(const int sizes[][2], int count)
{
	for (int i = 0; i < count; i++)
	{
		for (int j = 0; j < ONE_MODE; j++)
			two_sample_settings(&one_mode[j], &one_mode[j], sizes[i][0],
								sizes[i][1], MEAN_ADJUSTED,
								"ces_test, one population",
								"ces_test, limits");
		for (int j = 0; j < TWO_ENDS; j++)
			two_sample_settings(&two_ends[j], &two_ends[j], sizes[i][0],
								sizes[i][1], MEAN_ADJUSTED,
								"ces_test, two ends", "ces_test, limits of two ends");
		for (int j = 0; j < EQUAL_MEANS; j++)
			for (int k = 0; k < 2; k++)
				two_sample_settings(&equal_means[j][k], &equal_means[j][1 - k],
									sizes[i][0], sizes[i][1], MEAN_ADJUSTED,
									"ces_test, equal means",
									"ces_test, limits of equal means");
	}
}

void
calibrate_ces(void)
{
	static const char *const adjusted[3] = {
		"ces_target_test", "ces_target_test, greater", "ces_target_test, less"
	};
	static const char *const by_t[3] = {
		"tally_mean_target_test without a scale", NULL, NULL
	};
	static const int sizes[][2] = {
		{5, 5}, {10, 10}, {20, 20}, {50, 50}, {200, 200}, {5, 50}, {10, 100},
		{20, 200}, {50, 500}
	};

	for (int i = 0; i < ONE_MODE; i++)
		one_sample_settings(&one_mode[i], MEAN_ADJUSTED, "ces_interval",
							adjusted);
	for (int i = 0; i < TWO_ENDS; i++)
		one_sample_settings(&two_ends[i], MEAN_ADJUSTED, "ces_interval",
							adjusted);
	adjusted_tests(sizes, LENGTH(sizes));

	/* Without a scale nothing helps at a ceiling. */
	for (int i = 0; i < 2; i++)
		one_sample_settings(&one_mode[i], MEAN_T,
							"tally_mean_interval without a scale", by_t);
	for (int i = 0; i < ONE_MODE; i++)
		for (int j = 0; j < LENGTH(sizes); j++)
			two_sample_settings(&one_mode[i], &one_mode[i], sizes[j][0],
								sizes[j][1], MEAN_POOLED,
								"tally_mean_test without a scale",
								"tally_mean_test without a scale, limits");
}
