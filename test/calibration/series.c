/*-------------------------------------------------------------------------
 *
 * series.c
 *	  Calibration of *_heterogeneity, *_trend and mann_kendall.
 *
 *-------------------------------------------------------------------------
 */
#include "series.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calibration.h"
#include "populations.h"

#define MAX_SEGMENTS	50

/* The sizes of segments, or of periods */
typedef struct Segments
{
	const char *name;
	int			count;
	int			sizes[MAX_SEGMENTS];
} Segments;

/* Where their rates go, with what is said of the sizes */
typedef struct SeriesRows
{
	const char *heterogeneity;
	const char *residual;
	const char *trend;
} SeriesRows;

static const SeriesRows net_rows = {
	"nps_heterogeneity", "nps_trend, residual_p_value", "nps_trend"
};
static const SeriesRows share_rows = {
	"csat_heterogeneity", "csat_trend, residual_p_value", "csat_trend"
};
static const SeriesRows mean_rows = {
	"heterogeneity of means", "trend of means, residual_p_value",
	"trend of means"
};

static const char unequal[] = "unequal sizes";

typedef struct SeriesRates
{
	Rate		heterogeneity[2];	/* p below 0.05 and 0.01 */
	Rate		residual[2];
	Rate		trend[2];
} SeriesRates;

static void
add_p(Rate rates[2], double p_value)
{
	rate_add(&rates[0], p_value < 0.05, 1.0);
	rate_add(&rates[1], p_value < 0.01, 1.0);
}

static void
simulate(const Population *population, const Segments *segments,
		 SeriesRates *rates)
{
	Series		series = {0};
	SeriesPoint points[MAX_SEGMENTS];
	Trend		trend;

	for (int i = 0; i < segments->count; i++)
	{
		SeriesAnswers answers = {0, population->values, {0}};
		Sample		sample;

		random_sample(population, segments->sizes[i], &sample);
		memcpy(answers.counts, sample.counts,
			   population->values * sizeof(double));
		points[i] = series_add(&series, i + 1.0, &answers);
	}
	trend = series_trend(&series, points, segments->count);
	add_p(rates->heterogeneity, heterogeneity(&series).p_value);
	add_p(rates->residual, trend.residual_p_value);
	add_p(rates->trend, trend.p_value);
}

static void
report_p(const Rate rates[2], const char *row, const char *kind,
		 const char *name)
{
	char		full_row[100];

	snprintf(full_row, sizeof(full_row), "%s, %s", row, kind);
	rate_measured(&rates[0], false, full_row, "p < .05", name);
	rate_measured(&rates[1], false, full_row, "p < .01", name);
}

static void
calibrate_segments(const Population *population, const Segments *segments,
				   const SeriesRows *rows, const char *sizes,
				   const char *periods)
{
	char		name[100];

	snprintf(name, sizeof(name), "%s of %s", segments->name, population->name);
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		SeriesRates rates = {0};

		random_start(seed, name);
		for (int i = 0; i < repetitions; i++)
			simulate(population, segments, &rates);
		report_p(rates.heterogeneity, rows->heterogeneity, sizes, name);
		report_p(rates.residual, rows->residual, sizes, name);
		report_p(rates.trend, rows->trend, periods, name);
	}
}

static void
all_segments(const Population *population, const SeriesRows *rows)
{
	static const int counts[] = {5, 12, 20, 50};
	static const int sizes[] = {5, 10, 20, 50, 200};
	Segments	rising = {"1 to 20", 20, {0}};
	Segments	huge = {"10000 and 19 x 10", 20, {10000}};
	Segments	mixed = {"10 x 1 and 10 x 50", 20, {0}};
	Segments	tiny = {"1000 and 30 x 1", 31, {1000}};

	for (int i = 0; i < LENGTH(counts); i++)
		for (int j = 0; j < LENGTH(sizes); j++)
		{
			char		name[30];
			Segments	segments = {name, counts[i], {0}};

			snprintf(name, sizeof(name), "%d x %d", counts[i], sizes[j]);
			for (int k = 0; k < counts[i]; k++)
				segments.sizes[k] = sizes[j];
			calibrate_segments(population, &segments, rows, "equal sizes",
							   counts[i] == 5 ? "5 periods" :
							   "12 periods and more");
		}
	for (int i = 0; i < 20; i++)
	{
		rising.sizes[i] = i + 1;
		mixed.sizes[i] = i < 10 ? 1 : 50;
	}
	for (int i = 1; i < 20; i++)
		huge.sizes[i] = 10;
	for (int i = 1; i < 31; i++)
		tiny.sizes[i] = 1;
	calibrate_segments(population, &rising, rows, unequal, unequal);
	calibrate_segments(population, &huge, rows, unequal, unequal);
	calibrate_segments(population, &mixed, rows, unequal, unequal);
	calibrate_segments(population, &tiny, rows, unequal, unequal);
}

/* Values in random order; with few levels many are tied. */
static void
calibrate_kendall(int count, int levels, const char *kind)
{
	char		name[30];

	snprintf(name, sizeof(name), "%d values", count);
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Rate		rates[2] = {{0}};

		random_start(seed, name);
		for (int i = 0; i < repetitions; i++)
		{
			double		values[50];
			double		scratch[50];

			for (int j = 0; j < count; j++)
			{
				values[j] = random_uniform();
				if (levels > 0)
					values[j] = floor(values[j] * levels);
			}
			add_p(rates, mann_kendall_test(values, scratch, count).p_value);
		}
		report_p(rates, "mann_kendall", kind, name);
	}
}

void
calibrate_series(void)
{
	for (int i = 0; i < NET_SHAPES; i++)
		all_segments(&net_shapes[i], &net_rows);
	for (int i = 0; i < SHARES; i++)
		all_segments(&shares[i], &share_rows);
	for (int i = 0; i < ONE_MODE; i++)
		all_segments(&one_mode[i], &mean_rows);
	all_segments(&two_ends[1], &mean_rows);
	for (int n = 5; n <= 15; n++)
	{
		calibrate_kendall(n, 0, "no ties");
		calibrate_kendall(n, 4, "ties");
	}
	calibrate_kendall(50, 0, "no ties");
}
