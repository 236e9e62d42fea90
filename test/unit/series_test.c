/*-------------------------------------------------------------------------
 *
 * series_test.c
 *	  Unit test of series.c and one_sample.c; needs no server.
 *
 * The references (series_references.h, from make_series_references.py) come
 * from the textbooks' definitions.  Prints a line for every number that is
 * wrong and the totals; exits with 1 if any was.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "distribution.h"
#include "one_sample.h"
#include "series.h"

#define LENGTH(array) ((int) (sizeof(array) / sizeof((array)[0])))

/* what results promise, relative to their size */
#define TOLERANCE 1e-12

struct chi_squared_reference
{
	double		x;
	int			degrees;
	double		p_value;
};

struct student_reference
{
	double		t;
	double		degrees;
	double		p_value;
};

/* as shares, then as estimates, then their heterogeneity */
struct series_reference
{
	int			number;
	double		slope;
	double		share_error;
	double		chi_squared;
	double		share_p;
	double		estimate_error;
	double		z;
	double		estimate_p;
	double		q;
	double		q_p;
	double		tau_squared;
};

struct kendall_reference
{
	int			number;
	double		s;
	double		standard_error;
	double		z;
	double		p_value;
};

/* kind 'n': promoters, detractors, n; kind 's': x, 0, n */
struct target_reference
{
	char		kind;
	double		a;
	double		b;
	double		n;
	double		target;
	double		confidence;
	Alternative alternative;
	TestResult	expected;
};

struct net_paired_reference
{
	double		changes[5];
	TestResult	expected;
};

struct share_paired_reference
{
	double		rose;
	double		fell;
	double		n;
	TestResult	expected;
};

struct mean_paired_reference
{
	double		n;
	double		sum;
	double		sum_squares;
	double		critical;
	TestResult	expected;
};

#include "series_references.h"

static int	passed = 0;
static int	failed = 0;

/* to a part of the size, which is that of the expected value or a larger one */
static void
check_sized(const char *label, int row, double value, double expected,
			double size)
{
	if (value == expected || (isnan(value) && isnan(expected)) ||
		fabs(value - expected) <= TOLERANCE * size)
	{
		passed++;
		return;
	}
	failed++;
	printf("FAILED %s[%d]: %.17g, expected %.17g\n", label, row, value,
		   expected);
}

static void
check(const char *label, int row, double value, double expected)
{
	check_sized(label, row, value, expected, fabs(expected));
}

/* A limit near 0 is the difference of an estimate and a margin. */
static void
check_test(const char *label, int row, TestResult value, TestResult expected)
{
	double		size = fmax(fabs(expected.low), fabs(expected.high));

	check(label, row, value.difference, expected.difference);
	check_sized(label, row, value.low, expected.low, size);
	check_sized(label, row, value.high, expected.high, size);
	check(label, row, value.statistic, expected.statistic);
	check(label, row, value.p_value, expected.p_value);
}

static void
test_chi_squared(void)
{
	for (int i = 0; i < LENGTH(chi_squared_references); i++)
	{
		const struct chi_squared_reference *r = &chi_squared_references[i];

		check("chi-squared p", i, chi_squared_p(r->x, r->degrees),
			  r->p_value);
	}
	check("chi-squared p at 0", 0, chi_squared_p(0, 3), 1);
	check("chi-squared p far out", 0, chi_squared_p(1e6, 3), 0);
	check("chi-squared p without freedom", 0, chi_squared_p(0, 0), NAN);
	check("chi-squared p of NaN", 0, chi_squared_p(NAN, 3), NAN);
}

/* Around the borders between the formulas for it */
static void
test_student(void)
{
	for (int i = 0; i < LENGTH(student_references); i++)
	{
		const struct student_reference *r = &student_references[i];

		check("student p", i, student_two_sided_p(r->t, r->degrees),
			  r->p_value);
	}
}

static void
test_series(void)
{
	static const struct
	{
		const double *points;
		int			length;
	}			series[] = {
		{series_0, LENGTH(series_0)},
		{series_1, LENGTH(series_1)},
		{series_2, LENGTH(series_2)},
		{series_3, LENGTH(series_3)},
		{series_4, LENGTH(series_4)},
	};

	for (int i = 0; i < LENGTH(series_references); i++)
	{
		const struct series_reference *r = &series_references[i];
		const double *p = series[r->number].points;
		WeightedSums sums = {0};
		Trend		line;
		Heterogeneity apart;

		for (int j = 0; j < series[r->number].length; j += 3)
			weighted_sums_add(&sums, p[j], p[j + 1], p[j + 2]);

		line = share_trend(&sums);
		check("slope", i, line.slope, r->slope);
		check("error of a share's slope", i, line.standard_error,
			  r->share_error);
		check("chi-squared", i, line.statistic, r->chi_squared);
		check("p of chi-squared", i, line.p_value, r->share_p);
		line = estimate_trend(&sums);
		check("slope of estimates", i, line.slope, r->slope);
		check("error of an estimate's slope", i, line.standard_error,
			  r->estimate_error);
		check("z of a slope", i, line.statistic, r->z);
		check("p of a slope", i, line.p_value, r->estimate_p);
		apart = heterogeneity(&sums);
		check("Q", i, apart.q, r->q);
		check("p of Q", i, apart.p_value, r->q_p);
		check("tau squared", i, apart.tau_squared, r->tau_squared);
	}
}

/* No points, one point, points at one x, points that do not vary */
static void
test_series_ends(void)
{
	WeightedSums sums = {0};

	check("slope of none", 0, share_trend(&sums).slope, NAN);
	check("Q of none", 0, heterogeneity(&sums).q, NAN);

	weighted_sums_add(&sums, 3, 1, 40);
	check("slope of one", 0, share_trend(&sums).slope, NAN);
	check("error of one", 0, share_trend(&sums).standard_error, NAN);
	check("Q of one", 0, heterogeneity(&sums).q, 0);
	check("p of one", 0, heterogeneity(&sums).p_value, NAN);
	check("tau of one", 0, heterogeneity(&sums).tau_squared, 0);

	weighted_sums_add(&sums, 3, 1, 30);
	check("slope at one x", 0, share_trend(&sums).slope, NAN);

	weighted_sums_add(&sums, 5, 1, 20);
	check("level slope", 0, share_trend(&sums).slope, 0);
	check("error without variance", 0, share_trend(&sums).standard_error, 0);
	check("statistic without variance", 0, share_trend(&sums).statistic, NAN);
	check("p without variance", 0, share_trend(&sums).p_value, NAN);

	check("not shrunk at all", 0, shrunk_estimate(3, 0.5, 2, INFINITY), NAN);
	check("shrunk wholly", 0, shrunk_estimate(3, 0.5, 2, 0), 2);
	check("shrunk by half", 0, shrunk_estimate(3, 0.5, 2, 0.5), 2.5);
}

static void
test_kendall(void)
{
	static const struct
	{
		const double *values;
		int			length;
	}			series[] = {
		{kendall_0, LENGTH(kendall_0)},
		{kendall_1, LENGTH(kendall_1)},
		{kendall_2, LENGTH(kendall_2)},
		{kendall_3, LENGTH(kendall_3)},
		{kendall_4, LENGTH(kendall_4)},
		{kendall_5, LENGTH(kendall_5)},
	};
	double		values[LENGTH(kendall_5)];
	double		scratch[LENGTH(kendall_5)];

	for (int i = 0; i < LENGTH(kendall_references); i++)
	{
		const struct kendall_reference *r = &kendall_references[i];
		int			length = series[r->number].length;
		KendallTest test;

		memcpy(values, series[r->number].values, length * sizeof(double));
		test = mann_kendall_test(values, scratch, length);
		check("S", i, test.s, r->s);
		check("error of S", i, test.standard_error, r->standard_error);
		check("z of S", i, test.statistic, r->z);
		check("p of S", i, test.p_value, r->p_value);
	}
	check("S of none", 0, mann_kendall_test(values, scratch, 0).s, NAN);
}

static void
test_one_sample(void)
{
	for (int i = 0; i < LENGTH(target_references); i++)
	{
		const struct target_reference *r = &target_references[i];

		check_test("target", i, r->kind == 'n' ?
				   net_target_test((NetCounts) {r->a, r->b, r->n}, r->target,
								   r->confidence, r->alternative) :
				   share_target_test(r->a, r->n, r->target, r->confidence,
									 r->alternative),
				   r->expected);
	}
	for (int i = 0; i < LENGTH(net_paired_references); i++)
		check_test("net paired", i,
				   net_paired_test(net_paired_references[i].changes, 0.95),
				   net_paired_references[i].expected);
	for (int i = 0; i < LENGTH(share_paired_references); i++)
	{
		const struct share_paired_reference *r = &share_paired_references[i];

		check_test("share paired", i,
				   share_paired_test(r->rose, r->fell, r->n, 0.95),
				   r->expected);
	}
	for (int i = 0; i < LENGTH(mean_paired_references); i++)
	{
		const struct mean_paired_reference *r = &mean_paired_references[i];

		check_test("mean paired", i,
				   mean_paired_test(r->n, r->sum, r->sum_squares, r->critical,
									100),
				   r->expected);
	}
}

/* A target moves the whole test of a mean, and one side is half of two. */
static void
test_mean_target(void)
{
	TestResult	two = mean_target_test(3.5, 0.25, 9, 3, 2.306,
									   ALTERNATIVE_TWO_SIDED, 1, 4);

	check("difference", 0, two.difference, 0.5);
	check("low", 0, two.low, 3.5 - 2.306 * 0.25 - 3);
	check("high at the end of the scale", 0, two.high, 1);
	check("t", 0, two.statistic, 2);
	check("p", 0, two.p_value, student_two_sided_p(2, 8));
	check("p greater", 0,
		  mean_target_test(3.5, 0.25, 9, 3, 2.306, ALTERNATIVE_GREATER, 1,
						   4).p_value, two.p_value / 2);
	check("p less", 0,
		  mean_target_test(3.5, 0.25, 9, 3, 2.306, ALTERNATIVE_LESS, 1,
						   4).p_value, 1 - two.p_value / 2);
}

int
main(void)
{
	test_chi_squared();
	test_student();
	test_series();
	test_series_ends();
	test_kendall();
	test_one_sample();
	test_mean_target();

	printf("%d passed, %d failed\n", passed, failed);
	return failed > 0;
}
