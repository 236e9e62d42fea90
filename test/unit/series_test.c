/*-------------------------------------------------------------------------
 *
 * series_test.c
 *	  Unit test of series.c; needs no server.
 *
 *	  cc -O2 -ffp-contract=off -Isrc test/unit/series_test.c src/series.c \
 *		  src/distribution.c src/normal.c -lm -o series_test && ./series_test
 *
 * References (series_references.h, from make_references.py), golden cases and
 * rules, as in estimate_test.c.
 *
 *-------------------------------------------------------------------------
 */
#include "series.h"

#include <string.h>

#include "check.h"

/* of each sample the period and the answers by value */
struct series_reference
{
	int			samples;
	int			first_value;
	int			values;
	const double *counts;
	Heterogeneity heterogeneity;
	const double *shrunk;
	Trend		trend;
};

struct kendall_reference
{
	int			count;
	const double *values;
	KendallTest expected;
};

#include "series_references.h"

#define MAX_SAMPLES	64

typedef struct Samples
{
	Series		series;
	SeriesPoint points[MAX_SAMPLES];
	size_t		count;
} Samples;

static void
add_sample(Samples *samples, double period, int first_value,
		   const double *counts, int values)
{
	SeriesAnswers answers = {first_value, values, {0}};

	memcpy(answers.counts, counts, values * sizeof(double));
	samples->points[samples->count++] = series_add(&samples->series, period,
												   &answers);
}

/* A mean, moved to that of all; estimate and limits of NPS are times 100. */
static double
shrunk_of(const Samples *samples, int sample)
{
	double		tau_squared = heterogeneity(&samples->series).tau_squared;

	return shrunk_mean(&samples->points[sample],
					   shrunk_center(&samples->series, tau_squared,
									 samples->points, samples->count),
					   series_variance(&samples->series), tau_squared);
}


/*-------------------------------------------------------------------------
 * References
 *-------------------------------------------------------------------------
 */

static void
test_series_references(void)
{
	for (int i = 0; i < LENGTH(series_references); i++)
	{
		const struct series_reference *r = &series_references[i];
		Samples		samples = {0};
		Heterogeneity found;
		Trend		trend;

		for (int j = 0; j < r->samples; j++)
		{
			const double *sample = r->counts + j * (1 + r->values);

			add_sample(&samples, sample[0], r->first_value, sample + 1,
					   r->values);
		}
		found = heterogeneity(&samples.series);
		check_row("Q", i, found.q, r->heterogeneity.q);
		check_row("degrees", i, found.degrees, r->heterogeneity.degrees);
		check_row("p of Q", i, found.p_value, r->heterogeneity.p_value);
		check_row("tau squared", i, found.tau_squared,
				  r->heterogeneity.tau_squared);
		for (int j = 0; j < r->samples; j++)
			check_row("shrunk", i, shrunk_of(&samples, j), r->shrunk[j]);
		trend = series_trend(&samples.series, samples.points, samples.count);
		check_row("slope", i, trend.slope, r->trend.slope);
		check_row("its error", i, trend.standard_error,
				  r->trend.standard_error);
		check_row("z", i, trend.statistic, r->trend.statistic);
		check_row("p", i, trend.p_value, r->trend.p_value);
		check_row("residual p", i, trend.residual_p_value,
				  r->trend.residual_p_value);
	}
}

static void
test_kendall_references(void)
{
	double		values[300];
	double		scratch[300];

	for (int i = 0; i < LENGTH(kendall_references); i++)
	{
		const struct kendall_reference *r = &kendall_references[i];
		KendallTest test;

		memcpy(values, r->values, r->count * sizeof(double));
		test = mann_kendall_test(values, scratch, r->count);
		check_row("S", i, test.s, r->expected.s);
		check_row("error of S", i, test.standard_error,
				  r->expected.standard_error);
		check_row("z of S", i, test.statistic, r->expected.statistic);
		check_row("p of S", i, test.p_value, r->expected.p_value);
	}
	check("S of none", mann_kendall_test(values, scratch, 0).s, NAN);
}


/*-------------------------------------------------------------------------
 * Golden cases; those of net scores are in percent
 *-------------------------------------------------------------------------
 */

static void
add_net(Samples *samples, double promoters, double passives,
		double detractors)
{
	double		counts[3] = {detractors, passives, promoters};

	add_sample(samples, (double) samples->count + 1, -1, counts, 3);
}

static void
check_heterogeneity(const char *id, const Samples *samples, double q,
					double degrees, double p_value)
{
	Heterogeneity found = heterogeneity(&samples->series);

	check_within(found.q, q, TOLERANCE * q, "%s Q", id);
	check_within(found.degrees, degrees, 0, "%s degrees", id);
	check_within(found.p_value, p_value, TOLERANCE * p_value, "%s p", id);
}

static double
net_tau(const Samples *samples)
{
	return 100 * sqrt(heterogeneity(&samples->series).tau_squared);
}

static void
check_shrunk(const char *id, const Samples *samples, const double *expected)
{
	for (size_t i = 0; i < samples->count; i++)
		check_row(id, (int) i, 100 * shrunk_of(samples, (int) i), expected[i]);
}

static void
test_golden_heterogeneity(void)
{
	static const double p1c[] = {68.865085715671298, 68.865085715671298,
		58.887636090298489, 45.584369923134745, 52.236003006716617,
	55.561819548507553};
	static const double p1d[] = {88.679476889671896, 21.500687771986424,
	45.493112456874093, 73.267228814675872};
	Samples		samples = {0};

	/* {8:5}, {8:1,0:4}, {10:2,0:3} as NPS */
	add_net(&samples, 0, 5, 0);
	add_net(&samples, 0, 1, 4);
	add_net(&samples, 2, 0, 3);
	check_heterogeneity("P1", &samples, 3.30909090909091, 2,
						0.18215587258348475);

	memset(&samples, 0, sizeof(samples));
	add_net(&samples, 9, 1, 0);
	add_net(&samples, 9, 1, 0);
	add_net(&samples, 7, 2, 1);
	add_net(&samples, 5, 2, 3);
	add_net(&samples, 6, 2, 2);
	add_net(&samples, 7, 1, 2);
	check_heterogeneity("P1c", &samples, 7.4915531335149864, 5,
						0.17782798886275246);
	check("P1c tau", net_tau(&samples), 15.937377450509227);
	check_shrunk("P1c shrunk", &samples, p1c);

	memset(&samples, 0, sizeof(samples));
	add_net(&samples, 90, 10, 0);
	add_net(&samples, 40, 40, 20);
	add_net(&samples, 60, 25, 15);
	add_net(&samples, 9, 0, 1);
	check_heterogeneity("P1d", &samples, 53.6966033577494, 3,
						9.0801787557410736e-12);
	check("P1d tau", net_tau(&samples), 33.863978820917924);
	check_shrunk("P1d shrunk", &samples, p1d);

	memset(&samples, 0, sizeof(samples));
	for (int i = 0; i < 8; i++)
		add_net(&samples, 1, 0, 0);
	add_net(&samples, 0, 0, 1);
	add_net(&samples, 0, 1, 0);
	add_net(&samples, 850, 120, 30);
	check_heterogeneity("P1f", &samples, 20.207257397376157, 10,
						0.11871244259790707);
}

static void
test_golden_shares(void)
{
	static const double counts[][2] = {{2, 8}, {1, 9}, {5, 5}, {20, 30}};
	Samples		samples = {0};

	for (int i = 0; i < LENGTH(counts); i++)
		add_sample(&samples, i, 0, counts[i], 2);
	check_heterogeneity("P1e", &samples, 5.2087912087912088, 3,
						0.15251045939575968);
}

static void
test_golden_trend(void)
{
	Samples		samples = {0};
	Trend		trend;

	add_net(&samples, 5, 3, 2);
	add_net(&samples, 6, 3, 1);
	add_net(&samples, 4, 4, 2);
	add_net(&samples, 7, 2, 1);
	trend = series_trend(&samples.series, samples.points, samples.count);
	check("P2 slope", 100 * trend.slope, 6);
	check("P2 stderr", 100 * trend.standard_error, 10.392304845413264);
	check("P2 z", trend.statistic, 0.57735026918962576);
	check("P2 p", trend.p_value, 0.56370286165077303);
	check("P2 residual p", trend.residual_p_value, 0.48807738885411920);
}

static void
test_golden_kendall(void)
{
	double		rising[] = {1, 2, 3, 5, 8};
	double		scratch[LENGTH(rising)];

	check("P10", mann_kendall_test(rising, scratch, LENGTH(rising)).p_value,
		  0.016666666666666667);
}


/*-------------------------------------------------------------------------
 * Rules
 *-------------------------------------------------------------------------
 */

/* No sample, one, two at one period, and what does not vary */
static void
test_series_ends(void)
{
	static const double same[] = {0, 40};
	static const double mixed[] = {10, 10};
	Samples		samples = {0};
	Trend		trend = series_trend(&samples.series, samples.points, 0);

	check("slope of none", trend.slope, NAN);
	check("Q of none", heterogeneity(&samples.series).q, NAN);
	check("degrees of none", heterogeneity(&samples.series).degrees, NAN);
	check("tau of none", heterogeneity(&samples.series).tau_squared, NAN);

	add_sample(&samples, 3, 0, mixed, 2);
	trend = series_trend(&samples.series, samples.points, samples.count);
	check("slope of one", trend.slope, NAN);
	check("error of one", trend.standard_error, NAN);
	check("Q of one", heterogeneity(&samples.series).q, 0);
	check("degrees of one", heterogeneity(&samples.series).degrees, 0);
	check("p of one", heterogeneity(&samples.series).p_value, NAN);
	check("tau of one", heterogeneity(&samples.series).tau_squared, 0);
	check("one shrunk", shrunk_of(&samples, 0), 0.5);

	add_sample(&samples, 3, 0, mixed, 2);
	trend = series_trend(&samples.series, samples.points, samples.count);
	check("slope at one period", trend.slope, NAN);
	check("p at one period", trend.residual_p_value, NAN);

	memset(&samples, 0, sizeof(samples));
	add_sample(&samples, 3, 0, same, 2);
	add_sample(&samples, 5, 0, same, 2);
	add_sample(&samples, 9, 0, same, 2);
	trend = series_trend(&samples.series, samples.points, samples.count);
	check("level slope", trend.slope, 0);
	check("error without variance", trend.standard_error, 0);
	check("z without variance", trend.statistic, NAN);
	check("p without variance", trend.p_value, NAN);
	check("residual p without variance", trend.residual_p_value, NAN);
	check("Q without variance", heterogeneity(&samples.series).q, NAN);
	check("tau without variance", heterogeneity(&samples.series).tau_squared, 0);
	check("not shrunk without variance", shrunk_of(&samples, 1), 1);
}

/* A shift of the periods and of the scale changes no p value. */
static void
test_invariance(void)
{
	static const double counts[][3] = {{3, 4, 9}, {1, 1, 6}, {8, 2, 11}, {2, 0, 1}};
	Samples		near = {0};
	Samples		far = {0};
	Trend		near_trend;
	Trend		far_trend;

	for (int i = 0; i < LENGTH(counts); i++)
	{
		add_sample(&near, i, -1, counts[i], 3);
		add_sample(&far, 20000 + i, 90, counts[i], 3);
	}
	near_trend = series_trend(&near.series, near.points, near.count);
	far_trend = series_trend(&far.series, far.points, far.count);
	check("slope", far_trend.slope, near_trend.slope);
	check("p", far_trend.p_value, near_trend.p_value);
	check("residual p", far_trend.residual_p_value,
		  near_trend.residual_p_value);
	check("Q", heterogeneity(&far.series).q, heterogeneity(&near.series).q);
}

int
main(void)
{
	test_series_references();
	test_kendall_references();
	test_golden_heterogeneity();
	test_golden_shares();
	test_golden_trend();
	test_golden_kendall();
	test_series_ends();
	test_invariance();
	return checks_done();
}
