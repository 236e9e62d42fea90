/*-------------------------------------------------------------------------
 *
 * estimate.c
 *	  Statistics on plain numbers.
 *
 * See estimate.h for the contract.  Differences of nearly equal numbers are
 * avoided wherever the formula has another form: a limit that is the smaller
 * root of a quadratic is the product of the roots over the larger one, a
 * variance is a sum of positive terms, 1 - share is (n - x) / n.  Limits close
 * to 0 therefore keep all their digits.
 *
 * Sections: helpers; standard errors and populations; shares; means; weights;
 * shift of a total.
 *
 *-------------------------------------------------------------------------
 */
#include "estimate.h"

#include <math.h>

#include "distribution.h"

const Limits no_limits = {NAN, NAN};


/*-------------------------------------------------------------------------
 * Helpers
 *-------------------------------------------------------------------------
 */

static double
clamp(double x, double lowest, double highest)
{
	if (x < lowest)
		return lowest;
	if (x > highest)
		return highest;
	return x;					/* a NAN stays one */
}

Limits
limits_containing(Limits limits, double estimate)
{
	if (estimate < limits.low)
		limits.low = estimate;
	if (estimate > limits.high)
		limits.high = estimate;
	return limits;
}

Limits
limits_within(double low, double high, double lowest, double highest)
{
	Limits		result;

	result.low = clamp(low, lowest, highest);
	result.high = clamp(high, lowest, highest);
	return result;
}

/*
 * a * b - c * d to the last digit or two even where the products nearly
 * cancel (W. Kahan's use of the fused multiply-add; error bound by Jeannerod,
 * Louvet and Muller, Mathematics of Computation 82:2245, 2013).
 */
double
difference_of_products(double a, double b, double c, double d)
{
	double		product = c * d;
	double		rounding = fma(-c, d, product);

	return fma(a, b, -product) + rounding;
}


/*-------------------------------------------------------------------------
 * Standard errors and populations
 *-------------------------------------------------------------------------
 */

/* W. G. Cochran, Sampling Techniques, 3rd edition 1977, section 2.6. */
double
finite_population_factor(double n, double population)
{
	if (isinf(population))
		return 1.0;
	if (n >= population)
		return 0.0;
	return sqrt((population - n) / (population - 1.0));
}

Limits
limits_from_standard_error(double estimate, double standard_error,
						   double critical, double lowest, double highest)
{
	double		margin = critical * standard_error;

	return limits_within(estimate - margin, estimate + margin,
						 lowest, highest);
}


/*-------------------------------------------------------------------------
 * Shares
 *-------------------------------------------------------------------------
 */

/*
 * E. B. Wilson, Journal of the American Statistical Association 22:209, 1927;
 * R. G. Newcombe, Statistics in Medicine 17:857, 1998.  The limits are the
 * roots of (n + z^2) p^2 - (2 x + z^2) p + x^2 / n.
 */
static double
wilson_larger_sum(double x, double rest, double n, double z)
{
	return 2.0 * x + z * z + z * sqrt(z * z + 4.0 * x * (rest / n));
}

/* rest is n - x; with x and rest swapped, 1 minus the other limit */
static double
wilson_low(double x, double rest, double n, double z)
{
	if (x <= 0.0)
		return 0.0;
	return 2.0 * x * (x / n) / wilson_larger_sum(x, rest, n, z);
}

static double
wilson_high(double x, double rest, double n, double z)
{
	if (rest <= 0.0)
		return 1.0;
	return 0.5 * wilson_larger_sum(x, rest, n, z) / (n + z * z);
}

/*
 * A Wilson limit L obeys |share - L| = z sqrt(L (1 - L) / n), and in that form
 * the distance has no cancellation.
 */
double
wilson_distance(double x, double rest, double n, double z)
{
	return z * sqrt(wilson_low(x, rest, n, z) *
					wilson_high(rest, x, n, z) / n);
}

static Limits
wilson_interval(double x, double n, double z)
{
	double		rest = n - x;

	return limits_within(wilson_low(x, rest, n, z),
						 wilson_high(x, rest, n, z), 0.0, 1.0);
}

/*
 * share -+ z sqrt(share (1 - share) / n).  The lower limit is written with
 * the square root in the denominator.
 */
static Limits
wald_interval(double x, double n, double z)
{
	double		share = x / n;
	double		rest = (n - x) / n;
	double		margin = z * sqrt(share * rest / n);
	double		low = 0.0;

	if (x > 0.0)
		low = share * ((x - z * z * rest) / n) / (share + margin);
	return limits_within(low, share + margin, 0.0, 1.0);
}

/*
 * A. Agresti and B. A. Coull, The American Statistician 52:119, 1998: Wald
 * around the center of the Wilson interval.
 */
static Limits
agresti_coull_interval(double x, double n, double z)
{
	return wald_interval(x + 0.5 * z * z, n + z * z, z);
}

/* C. J. Clopper and E. S. Pearson, Biometrika 26:404, 1934. */
static Limits
clopper_pearson_interval(double x, double n, double confidence)
{
	double		tail = 0.5 * (1.0 - confidence);
	double		low = 0.0;
	double		high = 1.0;

	if (x > 0.0)
		low = beta_quantile(tail, x, n - x + 1.0);
	if (x < n)
		high = beta_quantile_above(tail, x + 1.0, n - x);
	return limits_within(low, high, 0.0, 1.0);
}

/*
 * Equal tails of the posterior under the prior of H. Jeffreys (Proceedings
 * of the Royal Society A 186:453, 1946), with the ends as L. D. Brown,
 * T. T. Cai and A. DasGupta have them (Statistical Science 16:101, 2001).
 */
static Limits
jeffreys_interval(double x, double n, double confidence)
{
	double		tail = 0.5 * (1.0 - confidence);
	double		low = 0.0;
	double		high = 1.0;

	if (x > 0.0)
		low = beta_quantile(tail, x + 0.5, n - x + 0.5);
	if (x < n)
		high = beta_quantile_above(tail, x + 0.5, n - x + 0.5);
	return limits_within(low, high, 0.0, 1.0);
}

double
interval_worth(double confidence, double degrees)
{
	if (isinf(degrees))
		return 1.0;
	if (!(degrees > 0.0))
		return 0.0;
	return square(normal_critical(confidence) /
				  student_critical(confidence, degrees));
}

/*
 * A population factor f makes x of n worth x / f^2 of n / f^2 (B. O'Neill,
 * arXiv:2109.12464, 2021), which for the methods built on z is the same as z f
 * for z.
 */
static Limits
share_interval_by(ShareMethod method, double x, double n, double confidence,
				  double population_factor)
{
	double		z = population_factor * normal_critical(confidence);
	double		f2 = square(population_factor);

	switch (method)
	{
		case SHARE_WILSON:
			return wilson_interval(x, n, z);
		case SHARE_AGRESTI_COULL:
			return agresti_coull_interval(x, n, z);
		case SHARE_CLOPPER_PEARSON:
			if (f2 == 0.0)
				return wald_interval(x, n, 0.0);
			return clopper_pearson_interval(x / f2, n / f2, confidence);
		case SHARE_JEFFREYS:
			if (f2 == 0.0)
				return wald_interval(x, n, 0.0);
			return jeffreys_interval(x / f2, n / f2, confidence);
		case SHARE_WALD:
			return wald_interval(x, n, z);
	}
	return no_limits;
}

/*
 * Fewer degrees of freedom: E. L. Korn and B. I. Graubard, Survey Methodology
 * 24:193, 1998.
 */
Limits
share_interval(ShareCounts counts, double confidence, ShareMethod method,
			   double population_factor)
{
	double		worth = interval_worth(confidence, counts.degrees);
	double		share = counts.x / counts.n;

	if (worth == 0.0)
		return limits_within(0.0, 1.0, 0.0, 1.0);
	return limits_containing(share_interval_by(method, counts.x * worth,
											   counts.n * worth, confidence,
											   population_factor),
							 share);
}


/*-------------------------------------------------------------------------
 * Means
 *-------------------------------------------------------------------------
 */

/*
 * The idea is that of A. Agresti and B. Caffo (The American Statistician
 * 54:280, 2000) for shares: with artificial answers in it a sample whose
 * answers are all alike still has a variance.  One answer, spread evenly over
 * the K scores of the scale, has the variance (K^2 - 1) / 12 around the middle.
 * In a finite population it counts f^2.
 */
MeanEstimate
mean_adjusted(const MeanSample *sample, double scale_min, double scale_max,
			  double population_factor)
{
	double		f2 = square(population_factor);
	double		points = scale_max - scale_min + 1.0;
	double		spread = (points * points - 1.0) / 12.0;
	double		away = 0.5 * (scale_min + scale_max) - sample->mean;
	double		size = sample->size + f2;
	double		squares = sample->size * sample->variance + f2 * spread +
		sample->size * f2 / size * square(away);
	MeanEstimate result;

	result.mean = sample->mean + f2 / size * away;
	result.degrees = size - 1.0;
	result.standard_error = sqrt(squares / result.degrees / size);
	return result;
}

/* By Student (1908): the sample standard deviation, n - 1 degrees of freedom. */
MeanEstimate
mean_estimate(const MeanSample *sample)
{
	MeanEstimate result = {
		sample->mean, sample->standard_error, sample->answers - 1.0
	};

	return result;
}

Limits
mean_interval(const MeanSample *sample, double confidence, MeanMethod method,
			  double population_factor, double scale_min, double scale_max)
{
	MeanEstimate estimate = method == MEAN_ADJUSTED ?
		mean_adjusted(sample, scale_min, scale_max, population_factor) :
		mean_estimate(sample);
	double		critical = student_critical(confidence, estimate.degrees);

	if (!(estimate.degrees > 0.0))
		return no_limits;
	return limits_containing(limits_from_standard_error(estimate.mean,
														estimate.standard_error *
														population_factor,
														critical,
														scale_min, scale_max),
							 sample->mean);
}


/*-------------------------------------------------------------------------
 * Weights
 *-------------------------------------------------------------------------
 */

/* L. Kish, Survey Sampling, 1965. */
double
kish_size(double sum_w, double sum_w2)
{
	return sum_w2 > 0.0 ? sum_w * (sum_w / sum_w2) : NAN;
}

double
design_effect(double n, double sum_w, double sum_w2)
{
	return sum_w2 > 0.0 ? n / sum_w * (sum_w2 / sum_w) : NAN;
}

/*
 * V / se^2 is the effective sample size n / deff of an estimate with the
 * variance V of one answer (Kish 1965, section 8.2).  Where the weights vary
 * much, few answers make it too large, and intervals too narrow.
 */
double
effective_size(double variance, double standard_error, double kish)
{
	if (!(standard_error > 0.0))
		return kish;
	return fmin(variance / square(standard_error), kish);
}

/*
 * Linearized standard error of a weighted mean (Kish 1965; D. A. Binder,
 * International Statistical Review 51:279, 1983), for one stratum without
 * clusters.
 */
double
weighted_standard_error(double n, double sum_w2_deviation2, double sum_w)
{
	if (!(n >= 2.0 && sum_w > 0.0))
		return NAN;
	return sqrt(n / (n - 1.0) * sum_w2_deviation2) / sum_w;
}


/*-------------------------------------------------------------------------
 * Shift of a total
 *-------------------------------------------------------------------------
 */

/*
 * E. M. Kitagawa, Journal of the American Statistical Association 50:1168,
 * 1955; P. Das Gupta, Standardization and Decomposition of Rates, 1993.
 * Scores in the mix effect are taken from the middle of the two totals, so
 * that a growing segment counts for the total only if it is better than the
 * rest.  A segment that came or went is mix and nothing else.
 */
Shift
segment_shift(double share_1, double score_1, double share_2, double score_2,
			  double total_1, double total_2)
{
	double		middle = 0.5 * (total_1 + total_2);
	Shift		result = {0.0, 0.0};

	if (share_1 == 0.0 && share_2 == 0.0)
		return result;
	if (share_1 == 0.0)
		score_1 = score_2;
	else if (share_2 == 0.0)
		score_2 = score_1;
	result.mix_effect = (share_2 - share_1) *
		(0.5 * (score_1 + score_2) - middle);
	result.rate_effect = 0.5 * (score_2 - score_1) * (share_1 + share_2);
	return result;
}
