/*-------------------------------------------------------------------------
 *
 * estimate_fuzz.c
 *	  Fuzz target for the statistics on plain numbers.
 *
 * The input is a byte that chooses the function, one that says whether the
 * numbers are brought into the domain that estimate.h promises, and up to
 * eight doubles.  Outside the domain a function must return; inside it,
 * limits must be in order and in range, or not exist.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "distribution.h"
#include "estimate.h"
#include "sample_size.h"
#include "series.h"
#include "significance.h"

#define NUMBERS 8

/* By how much rounding may swap limits that are equal. */
#define ROUNDING 1e-13

#define REQUIRE(condition, a, b) \
	do { \
		if (!(condition)) \
			fail(input, #condition, a, b); \
	} while (0)

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The argument of every function below. */
typedef struct Input
{
	double		raw[NUMBERS];
	bool		in_domain;
	double		n_a;			/* 1 to 1e15 */
	double		n_b;
	double		x_a;			/* 0 to n */
	double		x_b;
	double		y_a;			/* 0 to n - x */
	double		y_b;
	double		share;			/* between 0 and 1 */
	double		confidence;
} Input;

static void
fail(const Input *input, const char *condition, double a, double b)
{
	fprintf(stderr, "not %s: %.17g %.17g\n", condition, a, b);
	fprintf(stderr, "n %.17g %.17g, x %.17g %.17g, y %.17g %.17g, share %.17g, confidence %.17g\n",
			input->n_a, input->n_b, input->x_a, input->x_b, input->y_a,
			input->y_b, input->share, input->confidence);
	abort();
}

/* Any bits to a number between 0 and 1. */
static double
fraction(double raw)
{
	double		part = fabs(raw);

	if (!isfinite(part) || part == 0)
		return 0.5;
	part = part > 1 ? 1 / part : part;
	return part < 1e-12 ? 1e-12 : part > 1 - 1e-12 ? 1 - 1e-12 : part;
}

static double
count(double raw)
{
	double		size = fabs(raw);

	if (!isfinite(size) || size < 1)
		return 1;
	return size > 1e15 ? 1e15 : size;
}

static void
read_input(Input *input, bool in_domain, const uint8_t *data, size_t size)
{
	const double *raw = input->raw;

	memset(input, 0, sizeof(*input));
	input->in_domain = in_domain;
	memcpy(input->raw, data,
		   size < sizeof(input->raw) ? size : sizeof(input->raw));
	input->n_a = count(raw[0]);
	input->n_b = count(raw[1]);
	input->x_a = input->n_a * fraction(raw[2]);
	input->x_b = input->n_b * fraction(raw[3]);
	input->y_a = (input->n_a - input->x_a) * fraction(raw[4]);
	input->y_b = (input->n_b - input->x_b) * fraction(raw[5]);
	input->share = fraction(raw[6]);
	input->confidence = fraction(raw[7]);
	if (!input->in_domain)
	{
		input->n_a = raw[0];
		input->n_b = raw[1];
		input->x_a = raw[2];
		input->x_b = raw[3];
		input->y_a = raw[4];
		input->y_b = raw[5];
		input->share = raw[6];
		input->confidence = raw[7];
	}
}

static void
check_limits(const Input *input, Limits limits, double lowest, double highest)
{
	if (!input->in_domain)
		return;
	if (isnan(limits.low) || isnan(limits.high))
	{
		REQUIRE(isnan(limits.low) && isnan(limits.high), limits.low, limits.high);
		return;
	}
	REQUIRE(limits.low <= limits.high + ROUNDING, limits.low, limits.high);
	REQUIRE(limits.low >= lowest && limits.high <= highest, limits.low, limits.high);
}

/* An interval exists, and contains its estimate. */
static void
check_interval(const Input *input, Limits limits, double estimate,
			   double lowest, double highest)
{
	check_limits(input, limits, lowest, highest);
	if (input->in_domain)
		REQUIRE(limits.low <= estimate && estimate <= limits.high,
				limits.low, limits.high);
}

static void
check_test(const Input *input, TestResult test)
{
	if (!input->in_domain)
		return;
	REQUIRE(isnan(test.p_value) || (test.p_value >= 0 && test.p_value <= 1), test.p_value, test.statistic);
	REQUIRE(isnan(test.low) || isnan(test.high) || test.low <= test.high + ROUNDING,
			test.low, test.high);
}

static double
factor(const Input *input)
{
	return finite_population_factor(input->n_a, input->n_a * 2);
}

/* Whole or infinite, and none for every seventh */
static double
degrees(const Input *input)
{
	double		n = floor(input->n_a);

	if (fmod(n, 2.0) == 0.0)
		return INFINITY;
	return fmod(n, 7.0) == 0.0 ? 0.0 : n;
}

static ShareCounts
share_a(const Input *input)
{
	ShareCounts counts = {input->x_a, input->n_a, degrees(input)};

	return counts;
}

static ShareCounts
share_b(const Input *input)
{
	return share_counts(input->x_b, input->n_b);
}

static NetCounts
counts_a(const Input *input)
{
	NetCounts	counts = {input->x_a, input->y_a, input->n_a, degrees(input)};

	return counts;
}

static NetCounts
counts_b(const Input *input)
{
	return net_counts(input->x_b, input->y_b, input->n_b);
}

/* On a scale from 0 to 10 */
static MeanSample
sample_of(double n, double mean, double variance)
{
	MeanSample	sample = {n, mean, variance, n, sqrt(variance / (n - 1.0))};

	if (n < 2.0)
		sample.standard_error = NAN;
	return sample;
}

static MeanSample
sample_a(const Input *input)
{
	double		mean = 10.0 * input->share;

	return sample_of(input->n_a, mean,
					 mean * (10.0 - mean) * (input->x_a / input->n_a));
}

static MeanSample
sample_b(const Input *input)
{
	double		mean = 10.0 * input->confidence;

	return sample_of(input->n_b, mean,
					 mean * (10.0 - mean) * (input->x_b / input->n_b));
}

static Alternative
alternative(const Input *input)
{
	return (Alternative) (input->x_b > input->x_a) + (input->y_b > input->y_a);
}

static void
fuzz_share_interval(const Input *input)
{
	for (int method = SHARE_WILSON; method <= SHARE_WALD; method++)
		check_interval(input,
					   share_interval(share_a(input), input->confidence,
									  (ShareMethod) method, factor(input)),
					   input->x_a / input->n_a, 0, 1);
}

static void
fuzz_net_interval(const Input *input)
{
	double		score = 2.0 * input->share - 1.0;
	double		variance = net_variance_at(counts_a(input), score,
										   1.0 - fabs(score));

	for (int method = NET_SCORE; method <= NET_WALD; method++)
		check_interval(input,
					   net_interval(counts_a(input), input->confidence,
									(NetMethod) method, factor(input)),
					   (input->x_a - input->y_a) / input->n_a, -1, 1);
	if (input->in_domain)
		REQUIRE(variance >= 0 && variance <= 1 + ROUNDING, variance, 0);
}

static void
fuzz_test(const Input *input)
{
	MeanSample	a = sample_a(input);
	MeanSample	b = sample_b(input);

	for (int method = NET_SCORE; method <= NET_WALD; method++)
		check_test(input,
				   net_test(counts_a(input), counts_b(input),
							input->confidence, (NetMethod) method,
							alternative(input)));
	check_test(input, share_test(share_a(input), share_b(input),
								 input->confidence, alternative(input)));
	for (int method = MEAN_ADJUSTED; method <= MEAN_WELCH; method++)
		check_test(input, mean_test(&a, &b, input->confidence,
									(MeanMethod) method, alternative(input),
									0, 10));
}

static void
fuzz_target(const Input *input)
{
	MeanSample	a = sample_a(input);
	double		target = 100.0 * input->share;

	check_test(input, net_target_test(counts_a(input), 2.0 * target - 100.0,
									  input->confidence, alternative(input)));
	check_test(input, share_target_test(share_a(input), target,
										input->confidence,
										alternative(input)));
	for (int method = MEAN_ADJUSTED; method <= MEAN_T; method++)
		check_test(input, mean_target_test(&a, target / 10.0,
										   input->confidence,
										   (MeanMethod) method,
										   alternative(input), 0, 10));
}

/* Pairs are counted, so their numbers are whole. */
static void
fuzz_paired(const Input *input)
{
	double		changes[5] = {
		floor(input->x_a), floor(input->y_a), floor(input->x_b),
		floor(input->y_b), 1.0
	};
	double		rose = floor(input->x_a);
	double		fell = floor(input->y_a);

	check_test(input, net_paired_test(changes, input->confidence));
	check_test(input, share_paired_test(rose, fell, rose + fell + 1.0,
										input->confidence));
	check_test(input, mean_paired_test(rose + 1.0, fell, fell,
									   input->confidence, 100));
}

static void
fuzz_mean(const Input *input)
{
	MeanSample	sample = sample_a(input);
	MeanEstimate estimate = mean_adjusted(&sample, 0, 10, factor(input));

	if (input->in_domain)
	{
		REQUIRE(estimate.mean >= 0 && estimate.mean <= 10, estimate.mean, 0);
		REQUIRE(estimate.standard_error > 0, estimate.standard_error, 0);
		REQUIRE(estimate.degrees > 0, estimate.degrees, 0);
	}
	check_interval(input,
				   mean_interval(&sample, input->confidence, MEAN_ADJUSTED,
								 factor(input), 0, 10), sample.mean, 0, 10);
	check_limits(input,
				 mean_interval(&sample, input->confidence, MEAN_T,
							   factor(input), 0, 10), 0, 10);
}

static void
fuzz_sample_size(const Input *input)
{
	double		power = input->x_b / input->n_b;
	double		share = input->x_a / input->n_a;

	for (int method = SHARE_WILSON; method <= SHARE_WALD; method++)
	{
		double		size = share_sample_size(input->share, input->confidence,
											 (ShareMethod) method, share);

		/* Wilson's is wider than the margin with no answer at all. */
		if (input->in_domain && input->share < 0.5)
			REQUIRE(size >= 0, size, 0);
		(void) round_up_sample_size(finite_sample_size(size, input->n_b));
	}
	for (int method = NET_SCORE; method <= NET_WALD; method++)
		(void) round_up_sample_size(net_sample_size(input->share,
													input->confidence,
													(NetMethod) method, power));
	(void) round_up_sample_size(net_test_sample_size(input->share,
													 input->confidence,
													 alternative(input), power,
													 1.34));
	(void) round_up_sample_size(share_test_sample_size(input->share, power,
													   input->confidence,
													   alternative(input),
													   0.8));
}

/* Samples of three values */
static void
fuzz_series(const Input *input)
{
	double		numbers[] = {
		input->x_a, input->y_a, input->n_a - input->x_a - input->y_a,
		input->x_b, input->y_b, input->n_b - input->x_b - input->y_b,
		input->share, input->confidence, input->n_a
	};
	double		scratch[sizeof(numbers) / sizeof(numbers[0])];
	Series		series = {0};
	SeriesPoint points[3];
	Heterogeneity found;
	Trend		trend;
	KendallTest kendall;

	for (int i = 0; i < 3; i++)
	{
		SeriesAnswers answers = {-1, 3, {0}};

		memcpy(answers.counts, numbers + 3 * i, 3 * sizeof(double));
		points[i] = series_add(&series, input->raw[i], &answers);
	}
	found = heterogeneity(&series);
	trend = series_trend(&series, points, 3);
	kendall = mann_kendall_test(numbers, scratch, 9);
	(void) shrunk_mean(&points[0],
					   shrunk_center(&series, found.tau_squared, points, 3),
					   series_variance(&series), found.tau_squared);
	if (!input->in_domain)
		return;
	REQUIRE(isnan(found.p_value) || (found.p_value >= 0 && found.p_value <= 1),
			found.p_value, found.q);
	REQUIRE(found.tau_squared >= 0, found.tau_squared, found.q);
	REQUIRE(isnan(trend.p_value) || (trend.p_value >= 0 && trend.p_value <= 1),
			trend.p_value, trend.statistic);
	REQUIRE(isnan(trend.residual_p_value) ||
			(trend.residual_p_value >= 0 && trend.residual_p_value <= 1),
			trend.residual_p_value, 0);
	REQUIRE(isnan(kendall.p_value) ||
			(kendall.p_value >= 0 && kendall.p_value <= 1),
			kendall.p_value, kendall.s);
}

static void
fuzz_weights(const Input *input)
{
	Shift		shift = segment_shift(input->share, input->raw[1], input->share,
									  input->raw[2], input->raw[3],
									  input->raw[4]);

	(void) shift;
	(void) effective_size(input->share, input->y_a,
						  kish_size(input->x_a, input->y_a));
	(void) design_effect(input->n_a, input->x_a, input->y_a);
	(void) weighted_standard_error(input->n_a, input->y_a, input->x_a);
	check_limits(input,
				 limits_from_standard_error(input->share, input->x_a,
											normal_critical(input->confidence),
											0, 1),
				 0, 1);
}

static void
fuzz_distribution(const Input *input)
{
	double		below = incomplete_beta(input->share, input->n_a, input->n_b);
	double		quantile = beta_quantile(input->share, input->n_a, input->n_b);
	double		p = student_two_sided_p(input->raw[2], input->n_a);

	/* the larger the shape, the more terms */
	double		above = gamma_p(input->x_b / input->n_b * fmin(input->n_a, 1e9),
								fmin(input->n_a, 1e9));

	(void) beta_quantile_above(input->share, input->n_a, input->n_b);
	(void) student_critical(input->confidence, input->n_a);
	(void) student_quantile(input->share, input->n_a);
	(void) normal_quantile(input->share);
	(void) normal_two_sided_p(input->raw[3]);
	if (!input->in_domain)
		return;
	REQUIRE(below >= 0 && below <= 1, below, 0);
	REQUIRE(quantile >= 0 && quantile <= 1, quantile, 0);
	REQUIRE(isnan(p) || (p >= 0 && p <= 1), p, 0);
	REQUIRE(above >= 0 && above <= 1, above, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const targets[]) (const Input *) = {
		fuzz_share_interval, fuzz_net_interval, fuzz_test,
		fuzz_mean, fuzz_sample_size, fuzz_weights, fuzz_distribution,
		fuzz_target, fuzz_paired, fuzz_series
	};
	Input		input;

	if (size < 2)
		return 0;
	read_input(&input, data[1] % 2 == 0, data + 2, size - 2);
	targets[data[0] % (sizeof(targets) / sizeof(targets[0]))] (&input);
	return 0;
}
