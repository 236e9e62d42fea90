/*-------------------------------------------------------------------------
 *
 * estimate_test.c
 *	  Unit test of estimate.c and distribution.c; needs no server.
 *
 *	  cc -O2 -Wall -Wextra -Isrc test/unit/estimate_test.c src/estimate.c \
 *		  src/significance.c \
 *		  src/distribution.c -lm -o estimate_test && ./estimate_test
 *
 * Three kinds of case: references (estimate_references.h, from
 * make_references.py), golden cases (numbers that others published or that
 * other tools print; the ids are those of the project's list) and rules that
 * must hold exactly, such as limits at the ends.  Prints a line for every
 * case that fails and the totals; exits with 1 if any failed.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "distribution.h"
#include "estimate.h"
#include "significance.h"

#define LENGTH(array) ((int) (sizeof(array) / sizeof((array)[0])))

/* what results promise, relative to their size */
#define TOLERANCE 1e-12

/* arguments that a function does not take are 0 */
struct distribution_reference
{
	const char *function;
	double		argument[3];
	double		expected;
};

struct share_reference
{
	ShareMethod method;
	double		x;
	double		n;
	double		confidence;
	double		population_factor;
	double		low;
	double		high;
};

struct net_reference
{
	NetMethod	method;
	NetCounts	counts;
	double		confidence;
	double		population_factor;
	double		low;
	double		high;
};

struct mean_adjusted_reference
{
	double		mean;
	double		variance;
	double		n;
	double		scale_min;
	double		scale_max;
	double		population_factor;
	MeanEstimate expected;
};

struct share_test_reference
{
	double		x_a;
	double		n_a;
	double		x_b;
	double		n_b;
	double		confidence;
	TestResult	expected;
};

struct net_test_reference
{
	NetMethod	method;
	NetCounts	a;
	NetCounts	b;
	double		confidence;
	TestResult	expected;
};

struct mean_test_reference
{
	double		a[3];			/* mean, variance, n */
	double		b[3];
	double		confidence;
	TestResult	expected;
};

#include "estimate_references.h"

static int	passed = 0;
static int	failed = 0;

static NetCounts
net(double promoters, double detractors, double n)
{
	NetCounts	counts = {promoters, detractors, n};

	return counts;
}


/*-------------------------------------------------------------------------
 * Checks
 *-------------------------------------------------------------------------
 */

/*
 * Compare within tolerance * size.  The size is that of the expected value,
 * or a larger one where the value is a difference whose terms are larger.
 */
static void
check_within(double value, double expected, double margin,
			 const char *label, ...)
{
	va_list		arguments;

	if (value == expected || (isnan(value) && isnan(expected)) ||
		fabs(value - expected) <= margin)
	{
		passed++;
		return;
	}
	failed++;
	printf("FAILED ");
	va_start(arguments, label);
	vprintf(label, arguments);
	va_end(arguments);
	printf(": %.17g, expected %.17g\n", value, expected);
}

static void
check(const char *label, double value, double expected)
{
	check_within(value, expected, TOLERANCE * fabs(expected), "%s", label);
}

static void
check_exactly(const char *label, double value, double expected)
{
	check_within(value, expected, 0.0, "%s", label);
}

static void
check_true(const char *label, bool condition)
{
	check_within(condition, 1.0, 0.0, "%s", label);
}

/* in per cent, as the golden cases print them */
static void
check_interval(const char *label, Limits interval, double low, double high)
{
	double		margin = TOLERANCE * fmax(fabs(low), fabs(high));

	check_within(100.0 * interval.low, low, margin, "%s low", label);
	check_within(100.0 * interval.high, high, margin, "%s high", label);
}

/*
 * The limits of a comparison are difference -+ margin, so the larger of them
 * is the measure for both.
 */
static void
check_comparison(const char *label, int row, TestResult value,
				 TestResult expected)
{
	double		margin = TOLERANCE * fmax(fabs(expected.low),
										  fabs(expected.high));

	check_within(value.difference, expected.difference,
				 TOLERANCE * fabs(expected.difference),
				 "%s[%d] difference", label, row);
	check_within(value.low, expected.low, margin, "%s[%d] low", label, row);
	check_within(value.high, expected.high, margin,
				 "%s[%d] high", label, row);
	check_within(value.statistic, expected.statistic,
				 TOLERANCE * fabs(expected.statistic),
				 "%s[%d] statistic", label, row);
	check_within(value.p_value, expected.p_value,
				 TOLERANCE * fabs(expected.p_value),
				 "%s[%d] p_value", label, row);
}


/*-------------------------------------------------------------------------
 * References
 *-------------------------------------------------------------------------
 */

static double
distribution_by_name(const char *name, const double *argument)
{
	static const struct
	{
		const char *name;
		double		(*one) (double);
		double		(*two) (double, double);
		double		(*three) (double, double, double);
	}			functions[] = {
		{"normal_critical", normal_critical, NULL, NULL},
		{"normal_quantile", normal_quantile, NULL, NULL},
		{"normal_two_sided_p", normal_two_sided_p, NULL, NULL},
		{"student_critical", NULL, student_critical, NULL},
		{"student_quantile", NULL, student_quantile, NULL},
		{"student_two_sided_p", NULL, student_two_sided_p, NULL},
		{"incomplete_beta", NULL, NULL, incomplete_beta},
		{"beta_quantile", NULL, NULL, beta_quantile},
		{"beta_quantile_above", NULL, NULL, beta_quantile_above},
	};

	for (int i = 0; i < LENGTH(functions); i++)
	{
		if (strcmp(functions[i].name, name) != 0)
			continue;
		if (functions[i].one)
			return functions[i].one(argument[0]);
		if (functions[i].two)
			return functions[i].two(argument[0], argument[1]);
		return functions[i].three(argument[0], argument[1], argument[2]);
	}
	return NAN;
}

static void
test_distribution_references(void)
{
	for (int i = 0; i < LENGTH(distribution_references); i++)
	{
		const struct distribution_reference *r = &distribution_references[i];

		check_within(distribution_by_name(r->function, r->argument),
					 r->expected, TOLERANCE * fabs(r->expected),
					 "%s(%g, %g, %g)", r->function, r->argument[0],
					 r->argument[1], r->argument[2]);
	}
}

static void
test_share_references(void)
{
	for (int i = 0; i < LENGTH(share_references); i++)
	{
		const struct share_reference *r = &share_references[i];
		Limits		interval = share_interval(r->x, r->n, r->confidence,
											  r->method,
											  r->population_factor);

		check_within(interval.low, r->low, TOLERANCE * r->low,
					 "share_references[%d] low", i);
		check_within(interval.high, r->high, TOLERANCE * r->high,
					 "share_references[%d] high", i);
	}
}

static void
test_net_references(void)
{
	for (int i = 0; i < LENGTH(net_references); i++)
	{
		const struct net_reference *r = &net_references[i];
		Limits		interval = net_interval(r->counts, r->confidence, r->method,
											r->population_factor);
		double		margin = TOLERANCE * fmax(fabs(r->low), fabs(r->high));

		check_within(interval.low, r->low, margin,
					 "net_references[%d] low", i);
		check_within(interval.high, r->high, margin,
					 "net_references[%d] high", i);
	}
}

static void
test_mean_references(void)
{
	for (int i = 0; i < LENGTH(mean_adjusted_references); i++)
	{
		const struct mean_adjusted_reference *r = &mean_adjusted_references[i];
		MeanEstimate estimate = mean_adjusted(r->mean, r->variance, r->n,
											  r->scale_min, r->scale_max,
											  r->population_factor);

		check_within(estimate.mean, r->expected.mean,
					 TOLERANCE * r->expected.mean,
					 "mean_adjusted_references[%d] mean", i);
		check_within(estimate.standard_error, r->expected.standard_error,
					 TOLERANCE * r->expected.standard_error,
					 "mean_adjusted_references[%d] standard error", i);
		check_within(estimate.degrees, r->expected.degrees,
					 TOLERANCE * r->expected.degrees,
					 "mean_adjusted_references[%d] degrees", i);
	}
}

static void
test_compare_references(void)
{
	for (int i = 0; i < LENGTH(share_test_references); i++)
	{
		const struct share_test_reference *r =
			&share_test_references[i];

		check_comparison("share_test_references", i,
						 share_test(r->x_a, r->n_a, r->x_b, r->n_b,
									r->confidence), r->expected);
	}
	for (int i = 0; i < LENGTH(net_test_references); i++)
	{
		const struct net_test_reference *r = &net_test_references[i];

		check_comparison("net_test_references", i,
						 net_test(r->a, r->b, r->confidence, r->method),
						 r->expected);
	}
	for (int i = 0; i < LENGTH(mean_test_references); i++)
	{
		const struct mean_test_reference *r = &mean_test_references[i];

		check_comparison("mean_test_references", i,
						 mean_test(r->a[0], r->a[1], r->a[2],
								   r->b[0], r->b[1], r->b[2],
								   r->confidence), r->expected);
	}
}


/*-------------------------------------------------------------------------
 * Golden cases
 *-------------------------------------------------------------------------
 */

static void
test_golden_variances(void)
{
	check("C01 variance", net_variance(net(3, 1, 6)), 0.5555555555555556);
	check("C01 se", net_standard_error(net(3, 1, 6)), 0.3042903097250923);
	check_exactly("C03 variance", net_variance(net(0, 0, 1)), 0.0);
	check("C05 se", net_standard_error(net(1, 1, 2)), 0.7071067811865476);
	check("C07 variance", net_variance(net(1, 1, 3)), 0.6666666666666666);
	check("C07 se", net_standard_error(net(1, 1, 3)), 0.4714045207910317);
}

static void
test_golden_net_intervals(void)
{
	static const struct
	{
		const char *id;
		double		detractors;
		double		passives;
		double		promoters;
		double		wald[2];
		double		adjusted[2];
		double		score[2];
	}			cases[] = {
		{"D01", 1, 2, 3,
			{-26.306471457238576, 92.97313812390524},
			{-26.743258794104545, 71.18770323854899},
		{-31.10737846242245, 75.39566635638697}},
		{"D03", 16, 30, 61,
			{28.09695450095528, 56.015195031755},
			{27.0969883955835, 54.72119342259832},
		{27.052197250412004, 54.852910194450544}},
		{"D05", 10, 0, 20,
			{-0.4040349835109384, 67.07070165017761},
			{-1.3872129931642554, 61.993273599224864},
		{-2.439896710912314, 61.53900383264773}},
		{"D07", 0, 0, 5,
			{100, 100},
			{17.491453034168966, 100},
		{13.103507043365036, 100}},
		{"D09", 0, 5, 0,
			{0, 0},
			{-30.005697977220688, 30.005697977220688},
		{-43.44824647831748, 43.44824647831748}},
		{"D11", 37, 25, 61,
			{4.1191857403056185, 34.90520450359682},
			{3.891918401910038, 34.203319693328055},
		{3.766900604493429, 34.227685872995565}},
	};

	for (int i = 0; i < LENGTH(cases); i++)
	{
		double		c = cases[i].promoters;
		double		b = cases[i].detractors;
		double		n = c + b + cases[i].passives;

		check_interval(cases[i].id,
					   net_interval(net(c, b, n), 0.95, NET_WALD, 1.0),
					   cases[i].wald[0], cases[i].wald[1]);
		check_interval(cases[i].id,
					   net_interval(net(c, b, n), 0.95, NET_ADJUSTED_WALD, 1.0),
					   cases[i].adjusted[0], cases[i].adjusted[1]);
		check_interval(cases[i].id,
					   net_interval(net(c, b, n), 0.95, NET_SCORE, 1.0),
					   cases[i].score[0], cases[i].score[1]);
	}
	check_interval("D13",
				   net_interval(net(61, 16, 107), 0.99, NET_ADJUSTED_WALD, 1.0),
				   22.756911237145136, 59.06127058103668);
}

/* golden comparisons are in per cent */
static void
check_golden_comparison(const char *id, TestResult value, double difference,
						double statistic, double p_value,
						double low, double high)
{
	TestResult	expected = {difference / 100, low / 100, high / 100,
	statistic, p_value};

	check_comparison(id, 0, value, expected);
}

static void
test_golden_net_comparisons(void)
{
	check_golden_comparison("E01w",
							net_test(net(20, 10, 30), net(12, 18, 30), 0.95,
									 NET_WALD),
							53.333333333333336, 2.1483446221182985,
							0.031686388539793754,
							4.676608787094835, 101.99005787957184);
	check_golden_comparison("E01a",
							net_test(net(20, 10, 30), net(12, 18, 30), 0.95,
									 NET_ADJUSTED_WALD),
							53.333333333333336, 2.0851656036012067,
							0.03705427094985593,
							2.9112227440131306, 94.05847422568384);
	check_golden_comparison("E03w",
							net_test(net(3, 1, 6), net(6, 7, 17), 0.95, NET_WALD),
							39.21568627450981, 1.0580619687180017,
							0.29002719155243684,
							-33.42782138335431, 111.85919393237393);
	check_golden_comparison("E03a",
							net_test(net(3, 1, 6), net(6, 7, 17), 0.95,
									 NET_ADJUSTED_WALD),
							39.21568627450981, 0.8671992891057181,
							0.3858328257190295,
							-34.30293791682991, 88.74738236127436);
}

static void
test_golden_shares(void)
{
	static const struct
	{
		const char *id;
		double		x;
		double		n;
		ShareMethod method;
		double		low;
		double		high;
	}			cases[] = {
		{"F01", 18, 20, SHARE_AGRESTI_COULL,
		0.6867561125596076, 0.984343760998137},
		{"F03", 18, 20, SHARE_WILSON,
		0.6989663547715127, 0.9721335187862318},
		{"F05", 18, 20, SHARE_JEFFREYS,
		0.7161467426957475, 0.9786275119775252},
		{"F07", 4, 20, SHARE_CLOPPER_PEARSON,
		0.05733399705003276, 0.43661400299666836},
		{"F09", 4, 20, SHARE_WALD,
		0.024695491884683674, 0.37530450811531635},
		{"F11", 4, 200, SHARE_AGRESTI_COULL,
		0.005991954548218389, 0.05209955877395753},
		{"F13", 4, 200, SHARE_WILSON,
		0.0078044264163494685, 0.05028708690582644},
		{"F15", 4, 200, SHARE_JEFFREYS,
		0.006787598800080362, 0.04684656696684236},
		{"F17", 190, 200, SHARE_CLOPPER_PEARSON,
		0.9099724622986486, 0.9757658345278915},
		{"F19", 190, 200, SHARE_WILSON,
		0.910421851861224, 0.972617354399236},
		{"F21", 81, 263, SHARE_CLOPPER_PEARSON,
		0.25273674558527115, 0.36762192260135135},
		{"F23", 15, 148, SHARE_CLOPPER_PEARSON,
		0.05784401008344856, 0.161650490349479},
		{"F25", 0, 20, SHARE_CLOPPER_PEARSON, 0, 0.16843347098308534},
		{"F27", 1, 29, SHARE_CLOPPER_PEARSON,
		0.000872646883579922, 0.17764429548872293},
		{"F29", 950, 1000, SHARE_WALD,
		0.9364918804423794, 0.9635081195576205},
		{"F31", 31, 45, SHARE_WALD,
		0.5536273933014677, 0.8241503844763101},
		{"F33", 624, 1000, SHARE_WALD,
		0.593978367227172, 0.654021632772828},
		{"F35", 0, 20, SHARE_JEFFREYS, 0, 0.11663898290487543},
	};
	TestResult	newcombe = share_test(7, 34, 1, 34, 0.95);

	for (int i = 0; i < LENGTH(cases); i++)
		check_interval(cases[i].id,
					   share_interval(cases[i].x, cases[i].n, 0.95,
									  cases[i].method, 1.0),
					   100.0 * cases[i].low, 100.0 * cases[i].high);
	check("F37 low", newcombe.low, 0.018921443885772982);
	check("F37 high", newcombe.high, 0.3403686870327074);
}

/*
 * E09, MeasuringU's comparison for 10 points, 90 % confidence and 80 %
 * power, is printed as 411.406323 because its z values were rounded to 1.645
 * and 0.842.  Exact ones give 411.231335; both round up to 412.
 */
static void
test_golden_sample_sizes(void)
{
	double		rounded = 0.67 * pow((1.645 + 0.842) / 0.1, 2) - 3.0;
	double		exact = net_test_sample_size(0.1, 0.9, 0.8, 0.67);

	check_within(rounded, 411.406323, 5e-7, "E09 as printed");
	check_within(exact, 411.2313345453, 5e-11, "E09");
	check_exactly("E09 n", round_up_sample_size(exact), 412.0);
}

static void
test_golden_weights(void)
{
	/* scores 1, -1, 0 with weights 3, 1, 1: mean 0.4 */
	double		sum_squares = 9 * 0.6 * 0.6 + 1.4 * 1.4 + 0.4 * 0.4;

	check("K03", weighted_standard_error(3, sum_squares, 5),
		  0.567097875150313);
	check("K05", kish_size(6, 14), 2.5714285714285716);
	check("K05 and K06", design_effect(3, 6, 14) * kish_size(6, 14),
		  3.0);
	check("K06", design_effect(5, 15, 55), 1.2222222222222223);
}

static void
test_golden_shift(void)
{
	static const double share_1[] = {12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6,
	7.8, 7.0, 5.9, 4.7, 3.6, 4.9};
	static const double share_2[] = {10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3,
	6.0, 6.3, 5.9, 5.1, 4.0, 5.5};
	static const double score_1[] = {1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8,
	54.9, 58.7, 60.4, 62.8, 66.6, 66.8};
	static const double score_2[] = {2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0,
	57.4, 57.2, 61.2, 63.9, 68.6, 72.2};
	Shift		sum = {0.0, 0.0};
	Shift		part;

	for (int i = 0; i < LENGTH(share_1); i++)
	{
		part = segment_shift(share_1[i] / 100, score_1[i],
							 share_2[i] / 100, score_2[i], 44.7268, 47.694);
		sum.mix_effect += part.mix_effect;
		sum.rate_effect += part.rate_effect;
	}
	check("L03 rate", sum.rate_effect, 1.7403);
	check("L01 total", sum.mix_effect + sum.rate_effect, 47.694 - 44.7268);

	part = segment_shift(0.0, NAN, 0.25, 0.5, 0.1, 0.3);
	check("entering mix", part.mix_effect, 0.25 * (0.5 - 0.2));
	check_exactly("entering rate", part.rate_effect, 0.0);
	part = segment_shift(0.25, 0.5, 0.0, NAN, 0.1, 0.3);
	check("leaving mix", part.mix_effect, -0.25 * (0.5 - 0.2));
	check_exactly("leaving rate", part.rate_effect, 0.0);
	part = segment_shift(0.0, NAN, 0.0, NAN, 0.1, 0.3);
	check_exactly("absent mix", part.mix_effect, 0.0);
}

static void
test_golden_means(void)
{
	static const double extra[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7,
		0.8, 0.0, 2.0, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6,
	3.4};
	double		variance = 0.0;
	Limits		interval;

	for (int i = 0; i < LENGTH(extra); i++)
		variance += pow(extra[i] - 1.54, 2) / (LENGTH(extra) - 1);
	interval = limits_from_standard_error(1.54,
										  sqrt(variance / LENGTH(extra)),
										  student_critical(0.95, LENGTH(extra) - 1),
										  -INFINITY, INFINITY);
	check("M01 low", interval.low, 0.5955844996196039);
	check("M01 high", interval.high, 2.484415500380396);
	check("M03", finite_population_factor(107, 500), 0.8874543088523494);
}


/*-------------------------------------------------------------------------
 * Rules
 *-------------------------------------------------------------------------
 */

static const ShareMethod share_methods[] = {SHARE_WILSON,
	SHARE_AGRESTI_COULL, SHARE_CLOPPER_PEARSON, SHARE_JEFFREYS,
SHARE_WALD};
static const NetMethod net_methods[] = {NET_ADJUSTED_WALD, NET_WALD,
NET_SCORE};
static const double sizes[] = {1, 2, 3, 4.75, 7, 20, 107, 1000, 123457, 1e6,
1e9, 1e12};
static const double confidences[] = {1e-9, 0.1, 0.5, 0.9, 0.95, 0.9999,
1.0 - 1e-15};

/*
 * Nobody and everybody satisfied; mirror images; order.
 */
static void
check_share_rules(ShareMethod method, double n, double confidence)
{
	static const double shares[] = {0.0, 0.1, 0.25, 0.5, 0.8, 1.0};

	for (int i = 0; i < LENGTH(shares); i++)
	{
		double		x = n >= 1e6 ? floor(shares[i] * n) : shares[i] * n;
		Limits		here = share_interval(x, n, confidence, method, 1.0);
		Limits		mirror = share_interval(n - x, n, confidence, method,
											1.0);

		check_within(here.low, 1.0 - mirror.high, 1e-15,
					 "method %d: %g of %g is the mirror of %g",
					 method, x, n, n - x);
		check_true("share limits in order",
				   0.0 <= here.low && here.low <= here.high &&
				   here.high <= 1.0);
		check_true("share between its limits",
				   here.low <= x / n && x / n <= here.high);
		if (x == 0.0)
			check_exactly("low of none", here.low, 0.0);
		if (x == n)
			check_exactly("high of all", here.high, 1.0);
	}
}

static void
check_net_rules(NetMethod method, double n, double confidence)
{
	static const double shares[] = {0.0, 0.1, 0.25, 0.5, 0.8, 1.0};

	for (int i = 0; i < LENGTH(shares); i++)
		for (int j = 0; shares[i] + shares[j] <= 1.0; j++)
		{
			double		c = n >= 1e6 ? floor(shares[i] * n) : shares[i] * n;
			double		b = n >= 1e6 ? floor(shares[j] * n) : shares[j] * n;
			Limits		here = net_interval(net(c, b, n), confidence, method, 1.0);
			Limits		mirror = net_interval(net(b, c, n), confidence, method,
											  1.0);

			check_exactly("net mirror", here.low, -mirror.high);
			check_true("net limits in order",
					   -1.0 <= here.low && here.low <= here.high &&
					   here.high <= 1.0);
			if (method == NET_SCORE && c == n)
				check_exactly("score limit of promoters only", here.high,
							  1.0);
			if (method == NET_SCORE && b == n)
				check_exactly("score limit of detractors only", here.low,
							  -1.0);
			check_true("net score between its limits",
					   here.low <= (c - b) / n && (c - b) / n <= here.high);
			if (j == LENGTH(shares) - 1)
				break;
		}
}

static void
test_interval_rules(void)
{
	for (int i = 0; i < LENGTH(sizes); i++)
		for (int j = 0; j < LENGTH(confidences); j++)
		{
			for (int k = 0; k < LENGTH(share_methods); k++)
				check_share_rules(share_methods[k], sizes[i],
								  confidences[j]);
			for (int k = 0; k < LENGTH(net_methods); k++)
				check_net_rules(net_methods[k], sizes[i], confidences[j]);
		}
}

/* a census leaves a point */
static void
test_population_rules(void)
{
	check_exactly("infinite population",
				  finite_population_factor(10, INFINITY), 1.0);
	check_exactly("census", finite_population_factor(10, 10), 0.0);
	check_exactly("census of one", finite_population_factor(1, 1), 0.0);
	check("finite size", finite_sample_size(385, 1000),
		  385.0 / (1.0 + 384.0 / 1000.0));
	check_exactly("finite size, infinite population",
				  finite_sample_size(385, INFINITY), 385.0);

	for (int k = 0; k < LENGTH(share_methods); k++)
		for (int x = 0; x <= 40; x++)
		{
			Limits		census = share_interval(x, 40, 0.95, share_methods[k],
												0.0);

			check("census share low", census.low, x / 40.0);
			check("census share high", census.high, x / 40.0);
		}
	for (int k = 0; k < LENGTH(net_methods); k++)
	{
		Limits		census = net_interval(net(30, 6, 40), 0.95,
										  net_methods[k], 0.0);

		check("census net low", census.low, 0.6);
		check("census net high", census.high, 0.6);
	}
	/* the worked examples: 6 asked of 6 and of 10 */
	check_interval("Agresti-Coull of 10",
				   share_interval(4, 6, 0.95, SHARE_AGRESTI_COULL,
								  finite_population_factor(6, 10)),
				   40.247920232235154, 85.70145373064047);
	check_interval("adjusted Wald of 10",
				   net_interval(net(4, 2, 6), 0.95, NET_ADJUSTED_WALD,
								finite_population_factor(6, 10)),
				   -16.810575066759, 71.3560296122135);
}

/*
 * Never without the score: all tables of up to 40 answers, in the unit and
 * with the rounding of the estimates.
 */
static void
test_small_tables(void)
{
	static const double levels[] = {0.5, 0.95, 0.99};
	int			outside = 0;
	int			tables = 0;

	for (int n = 1; n <= 40; n++)
		for (int c = 0; c <= n; c++)
		{
			for (int i = 0; i < LENGTH(levels); i++)
				for (int k = 0; k < LENGTH(share_methods); k++)
				{
					Limits		limits = share_interval(c, n, levels[i],
														share_methods[k], 1.0);

					outside += !(limits.low <= (double) c / n &&
								 (double) c / n <= limits.high);
				}
			for (int b = 0; b <= n - c; b++)
			{
				tables++;
				for (int i = 0; i < LENGTH(levels); i++)
					for (int k = 0; k < LENGTH(net_methods); k++)
					{
						Limits		limits = net_interval(net(c, b, n), levels[i],
														  net_methods[k], 1.0);
						double		score = (double) (c - b) / n;

						outside += !(limits.low <= score &&
									 score <= limits.high);
					}
			}
		}
	check_exactly("small tables", tables, 12340);
	check_exactly("scores outside their limits", outside, 0);
}

static void
test_missing_results(void)
{
	TestResult	comparison;

	comparison = net_test(net(5, 0, 5), net(3, 0, 3), 0.95, NET_WALD);
	check_exactly("no variance, low", comparison.low, 0.0);
	check_exactly("no variance, statistic", comparison.statistic, NAN);
	check_exactly("no variance, p", comparison.p_value, NAN);
	comparison = net_test(net(5, 0, 5), net(3, 0, 3), 0.95, NET_SCORE);
	check_exactly("score has no comparison, low", comparison.low, NAN);
	check_exactly("score has no comparison, p", comparison.p_value, NAN);

	comparison = share_test(5, 5, 3, 3, 0.95);
	check_exactly("all satisfied, difference", comparison.difference, 0.0);
	check_exactly("all satisfied, statistic", comparison.statistic, NAN);
	check_exactly("all satisfied, p", comparison.p_value, NAN);
	check_true("all satisfied, limits",
			   comparison.low < 0.0 && comparison.high > 0.0);

	comparison = mean_test(4.0, 0.0, 5, 3.0, 0.0, 5, 0.95);
	check_exactly("constant answers, low", comparison.low, 1.0);
	check_exactly("constant answers, p", comparison.p_value, NAN);
	comparison = mean_test(4.0, NAN, 1, 3.0, 1.0, 5, 0.95);
	check_exactly("one answer, difference", comparison.difference, 1.0);
	check_exactly("one answer, low", comparison.low, NAN);
	check_exactly("one answer, p", comparison.p_value, NAN);

	check_exactly("no weight", kish_size(0, 0), NAN);
	check_exactly("no standard error", effective_size(0.25, NAN, 3.5), 3.5);
	check_exactly("standard error of 0", effective_size(0, 0, 3.5), 3.5);
	check_exactly("effective size", effective_size(0.25, 0.125, 3.5), 16);
	check_exactly("no weight, design", design_effect(3, 0, 0), NAN);
	check_exactly("one weight", weighted_standard_error(1, 0, 2), NAN);
	check_exactly("size for no margin", net_sample_size(0, 0.95, 0.67), NAN);
	check_exactly("size for no difference",
				  share_test_sample_size(0.5, 0.5, 0.95, 0.8), NAN);
	check_exactly("NAN passes on", student_critical(NAN, 5), NAN);
	check_exactly("NAN passes on", student_two_sided_p(NAN, 5), NAN);
	check_exactly("NAN passes on", beta_quantile(0.1, NAN, 1), NAN);
	check_exactly("NAN passes on", normal_quantile(NAN), NAN);
}

static void
test_distribution_ends(void)
{
	check_exactly("normal quantile 0", normal_quantile(0.0), -INFINITY);
	check_exactly("normal quantile 1", normal_quantile(1.0), INFINITY);
	check_exactly("normal median", normal_quantile(0.5), 0.0);
	check_exactly("student quantile 0", student_quantile(0.0, 3), -INFINITY);
	check_exactly("student quantile 1", student_quantile(1.0, 3), INFINITY);
	check_exactly("student median", student_quantile(0.5, 3), 0.0);
	check_exactly("student p of 0", student_two_sided_p(0.0, 3), 1.0);
	check_exactly("student p of next to 0",
				  student_two_sided_p(1e-70, 31.25), 1.0);
	check_exactly("student p of infinity",
				  student_two_sided_p(-INFINITY, 3), 0.0);
	check_exactly("student p, infinite degrees",
				  student_two_sided_p(2.0, INFINITY),
				  normal_two_sided_p(2.0));
	check_exactly("student critical, infinite degrees",
				  student_critical(0.95, INFINITY), normal_critical(0.95));
	check_exactly("beta quantile 0", beta_quantile(0.0, 2, 3), 0.0);
	check_exactly("beta quantile 1", beta_quantile(1.0, 2, 3), 1.0);
	check_exactly("beta at 0", incomplete_beta(0.0, 2, 3), 0.0);
	check_exactly("beta at 1", incomplete_beta(1.0, 2, 3), 1.0);
}

static void
test_other_rules(void)
{
	Limits		interval = limits_from_standard_error(0.9, 0.1, 2.0,
													  -1.0, 1.0);

	check("low of a standard error", interval.low, 0.7);
	check_exactly("cut off", interval.high, 1.0);

	check_exactly("rounding up", round_up_sample_size(384.1), 385.0);
	check_exactly("at least one", round_up_sample_size(-2.5), 1.0);
	check_exactly("no size", round_up_sample_size(NAN), NAN);
	check_within(share_sample_size(0.05, 0.95, 0.5), 384.145882, 1e-6,
				 "share size");
	check_within(net_sample_size(0.05, 0.95, 0.67), 1026.510964, 1e-6,
				 "net size");
	check_within(share_test_sample_size(0.6, 0.5, 0.95, 0.8),
				 387.338517, 1e-6, "share comparison size");
}

int
main(void)
{
	test_distribution_references();
	test_share_references();
	test_net_references();
	test_mean_references();
	test_compare_references();
	test_golden_variances();
	test_golden_net_intervals();
	test_golden_net_comparisons();
	test_golden_shares();
	test_golden_sample_sizes();
	test_golden_weights();
	test_golden_shift();
	test_golden_means();
	test_interval_rules();
	test_population_rules();
	test_small_tables();
	test_missing_results();
	test_distribution_ends();
	test_other_rules();

	printf("%d passed, %d failed\n", passed, failed);
	return failed > 0;
}
