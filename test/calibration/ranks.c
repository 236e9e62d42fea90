/*-------------------------------------------------------------------------
 *
 * ranks.c
 *	  Calibration of tests of whole distributions: Mann-Whitney,
 *	  Kruskal-Wallis and chi-squared.
 *
 *-------------------------------------------------------------------------
 */
#include "contingency.h"

#include <stdio.h>

#include "answers.h"
#include "populations.h"

#define MAX_SEGMENTS	20

static void
histogram_of(const Sample *sample, Histogram *histogram)
{
	histogram->limit = sample->values;
	histogram->weighted = false;
	histogram->total = sample->n;
	histogram->answers = histogram->answer_space;
	for (int i = 0; i < sample->values; i++)
		histogram->answer_space[i] = (int64) sample->counts[i];
}

static Verdict
mann_whitney(const Sample *samples, const void *argument)
{
	Histogram	a;
	Histogram	b;
	Verdict		verdict = {NAN, NAN, NAN};

	(void) argument;
	histogram_of(&samples[0], &a);
	histogram_of(&samples[1], &b);
	verdict.p_value = mann_whitney_test(&a, &b,
										ALTERNATIVE_TWO_SIDED).p_value;
	return verdict;
}

static void
add_p(Rate rates[2], double p_value)
{
	rate_add(&rates[0], p_value < 0.05, 1.0);
	rate_add(&rates[1], p_value < 0.01, 1.0);
}

/* One table of equal segments */
static void
simulate(const Population *population, int segments, int n, Rate ranks[2],
		 Rate squares[2])
{
	Histogram	histograms[MAX_SEGMENTS];
	Margin		margin = {0};
	double		rank_sum = 0.0;
	double		square_sum = 0.0;
	double		cramers_v;

	for (int i = 0; i < segments; i++)
	{
		Sample		sample;

		random_sample(population, n, &sample);
		histogram_of(&sample, &histograms[i]);
		margin_add(&margin, &histograms[i]);
	}
	margin_finish(&margin);
	for (int i = 0; i < segments; i++)
	{
		rank_sum += kruskal_wallis_part(&histograms[i], &margin);
		square_sum += chi_squared_part(&histograms[i], &margin);
	}
	add_p(ranks, kruskal_wallis_test(rank_sum, &margin).p_value);
	add_p(squares, chi_squared_test(square_sum, &margin, &cramers_v).p_value);
}

static void
report_p(const Rate rates[2], const char *row, const char *name)
{
	rate_measured(&rates[0], false, row, "p < .05", name);
	rate_measured(&rates[1], false, row, "p < .01", name);
}

static void
calibrate_segments(const Population *population, int segments, int n)
{
	char		name[60];

	snprintf(name, sizeof(name), "%d x %d of %s", segments, n,
			 population->name);
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Rate		ranks[2] = {{0}};
		Rate		squares[2] = {{0}};

		random_start(seed, name);
		for (int i = 0; i < repetitions; i++)
			simulate(population, segments, n, ranks, squares);
		report_p(ranks, "kruskal_wallis", name);
		report_p(squares, "chi_squared", name);
	}
}

static void
calibrate_shape(const Population *population)
{
	static const int pairs[][2] = {
		{5, 5}, {10, 10}, {20, 20}, {50, 50}, {200, 200}, {5, 50}, {10, 100},
		{20, 200}
	};
	static const int segments[] = {3, 5, 20};
	static const int sizes[] = {5, 10, 20, 50};

	for (int i = 0; i < LENGTH(pairs); i++)
	{
		Setting		setting = two_samples(population, pairs[i][0], population,
										  pairs[i][1], mann_whitney, NULL);

		setting.p_row = "mann_whitney";
		calibrate(&setting);
	}
	for (int i = 0; i < LENGTH(segments); i++)
		for (int j = 0; j < LENGTH(sizes); j++)
			calibrate_segments(population, segments[i], sizes[j]);
}

void
calibrate_ranks(void)
{
	for (int i = 0; i < ONE_MODE; i++)
		calibrate_shape(&one_mode[i]);
	calibrate_shape(&two_ends[1]);
}
