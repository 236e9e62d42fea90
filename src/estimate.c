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
 * Sections: helpers; standard errors and populations; shares; net scores;
 * means; sample sizes; weights; shift of a total.
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
 * around the centre of the Wilson interval.
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

Limits
share_interval(double x, double n, double confidence, ShareMethod method,
			   double population_factor)
{
	return limits_containing(share_interval_by(method, x, n, confidence,
											   population_factor),
							 x / n);
}


/*-------------------------------------------------------------------------
 * Net scores
 *-------------------------------------------------------------------------
 */

/* Of the answers that adjusted Wald adds the rest are passive. */
static const double ADDED_PROMOTERS = 0.75;
static const double ADDED_DETRACTORS = 0.75;

/*
 * The variance of one answer counted as 1, 0 or -1: with shares p and d of
 * promoters and detractors p + d - (p - d)^2, here as the sum
 * p (1 - p) + d (1 - d) + 2 p d.
 */
double
net_variance(NetCounts counts)
{
	double		n = counts.n;
	double		p = counts.promoters / n;
	double		d = counts.detractors / n;

	return p * ((n - counts.promoters) / n) +
		d * ((n - counts.detractors) / n) + 2.0 * p * d;
}

double
net_standard_error(NetCounts counts)
{
	return sqrt(net_variance(counts) / counts.n);
}

static double
net_mean(NetCounts counts)
{
	return (counts.promoters - counts.detractors) / counts.n;
}

/*
 * B. Rocks, The American Statistician 70:365, 2016.  In a finite population
 * the three answers count f^2 each.
 */
NetCounts
net_adjusted(NetCounts counts, double population_factor)
{
	double		f2 = square(population_factor);

	counts.promoters += ADDED_PROMOTERS * f2;
	counts.detractors += ADDED_DETRACTORS * f2;
	counts.n += NET_ADDED_ANSWERS * f2;
	return counts;
}

static Limits
net_wald_interval(NetCounts counts, double z)
{
	return limits_from_standard_error(net_mean(counts),
									  net_standard_error(counts),
									  z, -1.0, 1.0);
}

/*
 * How many promoters to add for the upper score limit: the one positive root
 * of
 *
 *		k w^3 + (h - 2 g) w^2 - 3 g c w - g c^2,		c > 0
 *
 * (see net_score_high).  There is one change of sign, so there is one such
 * root; from the root on the cubic is rising and convex, so Newton's method
 * started above it falls until only rounding is left.  The start is the
 * lesser of two upper bounds, the root of the cubic without its first term
 * and Fujiwara's bound for the roots of a polynomial.
 */
static double
net_score_added(double c, double g, double h, double k)
{
	double		bend = h - 2.0 * g;
	double		w = 2.0 * fmax(fmax(-bend / k, sqrt(3.0 * g / k * c)),
							   cbrt(0.5 * g / k * c * c));
	double		before;

	if (bend > 0.0)
		w = fmin(w, c * (3.0 * g + sqrt(9.0 * g * g + 4.0 * bend * g)) /
				 (2.0 * bend));
	do
	{
		double		left = w * w * (h + k * w);
		double		right = g * (c + w) * (c + 2.0 * w);
		double		slope = w * (2.0 * h + 3.0 * k * w) -
			g * (3.0 * c + 4.0 * w);

		before = w;
		w -= (left - right) / slope;
	} while (w < before);
	return before;
}

/*
 * Upper limit of the score interval (T. Tango, Statistics in Medicine
 * 17:891, 1998; for net scores Rocks 2016): the score D above the observed
 * one at which
 *
 *		(c - b - n D)^2 = z^2 n V(D)
 *
 * with c promoters, b detractors, e passives and V the variance under the
 * most likely shares that have the score D.
 *
 * Those shares are what one gets by adding w promoters to the sample and
 * taking v = b w / (c + 2 w) detractors away (Lagrange's multiplier for the
 * condition, parameterized by w instead).  In terms of w
 *
 *		D = (c - b + w + v) / (n + w - v)
 *
 * and the equation, after a common factor has left both sides, is
 *
 *		w^2 (h + k w) = g (c + w) (c + 2 w)
 *		g = z^2 n,  h = e (b + c) + 4 b c,  k = 2 (e + 2 b)
 *
 * It has exactly one positive root, and no term that could cancel.  Without
 * promoters (c = 0) the way from the observed score upwards has two parts:
 * first only detractors are taken away, at most half of them, by
 * e v^2 = g (b - v); then promoters are added by h + k w = 2 g.
 */
static double
net_score_high(double promoters, double detractors, double n, double z)
{
	double		c = promoters;
	double		b = detractors;
	double		e = fmax(n - c - b, 0.0);
	double		g = z * z * n;
	double		h = e * (b + c) + 4.0 * b * c;
	double		k = 2.0 * (e + 2.0 * b);
	double		w,
				v;

	if (c >= n)
		return 1.0;
	if (g == 0.0)
		return (c - b) / n;

	if (c > 0.0)
	{
		w = net_score_added(c, g, h, k);
		v = b * w / (c + 2.0 * w);
	}
	else
	{
		w = fmax((2.0 * g - h) / k, 0.0);
		v = fmin(2.0 * b / (1.0 + sqrt(1.0 + 4.0 * e * b / g)), 0.5 * b);
	}
	return (c - b + w + v) / (n + w - v);
}

static Limits
net_score_interval(NetCounts counts, double z)
{
	return limits_within(-net_score_high(counts.detractors, counts.promoters,
										 counts.n, z),
						 net_score_high(counts.promoters, counts.detractors,
										counts.n, z),
						 -1.0, 1.0);
}

Limits
net_interval(NetCounts counts, double confidence, NetMethod method,
			 double population_factor)
{
	double		z = population_factor * normal_critical(confidence);
	Limits		limits = no_limits;

	switch (method)
	{
		case NET_ADJUSTED_WALD:
			limits = net_wald_interval(net_adjusted(counts, population_factor),
									   z);
			break;
		case NET_WALD:
			limits = net_wald_interval(counts, z);
			break;
		case NET_SCORE:
			limits = net_score_interval(counts, z);
			break;
	}
	return limits_containing(limits, net_mean(counts));
}


/*-------------------------------------------------------------------------
 * Means
 *-------------------------------------------------------------------------
 */

/*
 * The idea is that of A. Agresti and B. Caffo (The American Statistician
 * 54:280, 2000) for shares: with artificial answers in it a sample whose
 * answers are all alike still has a variance.  One answer, spread evenly over
 * the K boxes of the scale, has the variance (K^2 - 1) / 12 around the middle.
 * In a finite population it counts f^2.
 */
MeanEstimate
mean_adjusted(double mean, double variance, double n,
			  double scale_min, double scale_max, double population_factor)
{
	double		f2 = square(population_factor);
	double		boxes = scale_max - scale_min + 1.0;
	double		spread = (boxes * boxes - 1.0) / 12.0;
	double		away = 0.5 * (scale_min + scale_max) - mean;
	double		size = n + f2;
	double		squares = n * variance + f2 * spread +
		n * f2 / size * square(away);
	MeanEstimate result;

	result.mean = mean + f2 / size * away;
	result.degrees = size - 1.0;
	result.standard_error = sqrt(squares / result.degrees / size);
	return result;
}


/*-------------------------------------------------------------------------
 * Sample sizes
 *-------------------------------------------------------------------------
 */

/*
 * The adjusted-Wald margin solved for n: J. R. Lewis and J. Sauro, "Sample
 * Size Estimation for NPS Confidence Intervals", MeasuringU 2021.
 */
double
net_sample_size(double margin, double confidence, double variance)
{
	if (margin == 0.0)
		return NAN;
	return variance * square(normal_critical(confidence) / margin) -
		NET_ADDED_ANSWERS;
}

/* Cochran (1977), section 4.4, for an infinite population. */
double
share_sample_size(double margin, double confidence, double share)
{
	if (margin == 0.0)
		return NAN;
	return share * (1.0 - share) *
		square(normal_critical(confidence) / margin);
}

/*
 * The size that does in a finite population what `size` does in an infinite
 * one (Cochran 1977, section 4.4).
 */
double
finite_sample_size(double size, double population)
{
	return size / (1.0 + (size - 1.0) / population);
}

double
round_up_sample_size(double size)
{
	return size < 1.0 ? 1.0 : ceil(size);
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
 * variance V of one answer (Kish 1965, section 8.2).
 */
double
effective_size(double variance, double standard_error, double kish)
{
	return standard_error > 0.0 ? variance / square(standard_error) : kish;
}

/*
 * Linearised standard error of a weighted mean (Kish 1965; D. A. Binder,
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
