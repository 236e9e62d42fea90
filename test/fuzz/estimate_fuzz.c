/*-------------------------------------------------------------------------
 *
 * estimate_fuzz.c
 *	  Fuzz target for the statistics: estimate.c, significance.c and distribution.c.
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

static void
fuzz_share_interval(const Input *input)
{
	for (int method = SHARE_WILSON; method <= SHARE_WALD; method++)
		check_interval(input,
					   share_interval(input->x_a, input->n_a,
									  input->confidence,
									  (ShareMethod) method, factor(input)),
					   input->x_a / input->n_a, 0, 1);
}

static NetCounts
counts_a(const Input *input)
{
	return (NetCounts) {input->x_a, input->y_a, input->n_a};
}

static NetCounts
counts_b(const Input *input)
{
	return (NetCounts) {input->x_b, input->y_b, input->n_b};
}

static void
fuzz_net_interval(const Input *input)
{
	for (int method = NET_ADJUSTED_WALD; method <= NET_SCORE; method++)
		check_interval(input,
					   net_interval(counts_a(input), input->confidence,
									(NetMethod) method, factor(input)),
					   (input->x_a - input->y_a) / input->n_a, -1, 1);
}

static void
fuzz_test(const Input *input)
{
	for (int method = NET_ADJUSTED_WALD; method <= NET_SCORE; method++)
		check_test(input,
				   net_test(counts_a(input), counts_b(input),
							input->confidence, (NetMethod) method));
	check_test(input, share_test(input->x_a, input->n_a, input->x_b,
								 input->n_b, input->confidence));
}

static void
fuzz_mean(const Input *input)
{
	MeanEstimate estimate = mean_adjusted(10 * input->share, input->x_a,
										  input->n_a, 0, 10, factor(input));

	if (input->in_domain)
	{
		REQUIRE(estimate.mean >= 0 && estimate.mean <= 10, estimate.mean, 0);
		REQUIRE(estimate.standard_error > 0, estimate.standard_error, 0);
		REQUIRE(estimate.degrees > 0, estimate.degrees, 0);
	}
	check_test(input, mean_test(input->raw[2], input->x_a, input->n_a,
								input->raw[3], input->x_b, input->n_b,
								input->confidence));
}

static void
fuzz_sample_size(const Input *input)
{
	double		size = share_sample_size(input->share, input->confidence,
										 input->x_a / input->n_a);
	double		power = input->x_b / input->n_b;

	if (input->in_domain)
		REQUIRE(isnan(size) || size >= 0, size, 0);
	(void) round_up_sample_size(size);
	(void) round_up_sample_size(finite_sample_size(size, input->n_b));
	(void) round_up_sample_size(net_sample_size(input->share,
												input->confidence, power));
	(void) round_up_sample_size(net_test_sample_size(input->share,
													 input->confidence,
													 power, 1.34));
	(void) round_up_sample_size(share_test_sample_size(input->share, power,
														input->confidence,
														  0.8));
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
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const targets[]) (const Input *) = {
		fuzz_share_interval, fuzz_net_interval, fuzz_test,
		fuzz_mean, fuzz_sample_size, fuzz_weights, fuzz_distribution
	};
	Input		input;

	if (size < 2)
		return 0;
	read_input(&input, data[1] % 2 == 0, data + 2, size - 2);
	targets[data[0] % (sizeof(targets) / sizeof(targets[0]))] (&input);
	return 0;
}
