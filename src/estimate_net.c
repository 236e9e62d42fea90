/*-------------------------------------------------------------------------
 *
 * estimate_net.c
 *	  Statistics on plain numbers: net scores.
 *
 * See estimate.h for the contract, estimate.c for how digits are kept.
 *
 *-------------------------------------------------------------------------
 */
#include "estimate.h"

#include "distribution.h"

/* Of the answers that adjusted Wald adds the rest are passive. */
static const double ADDED_ANSWERS = 3.0;
static const double ADDED_PROMOTERS = 0.75;
static const double ADDED_DETRACTORS = 0.75;

/* Relative to the root of the score interval's cubic. */
static const double LAST_STEP = 5e-9;

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

double
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
	counts.n += ADDED_ANSWERS * f2;
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
 * started above it falls.  The start is an upper bound: the root of the cubic
 * without its first term, or Fujiwara's bound for the roots of a polynomial
 * where that term matters.  A step squares the relative error and at most
 * trebles that, so that after one below LAST_STEP only rounding is left.
 */
static double
net_score_added(double c, double g, double h, double k)
{
	double		bend = h - 2.0 * g;
	double		w;
	double		step;

	if (bend > 2.0 * g)
		w = c * (3.0 * g + sqrt(9.0 * g * g + 4.0 * bend * g)) / (2.0 * bend);
	else
		w = 2.0 * fmax(fmax(-bend / k, sqrt(3.0 * g / k * c)),
					   cbrt(0.5 * g / k * c * c));
	do
	{
		double		left = w * w * (h + k * w);
		double		right = g * (c + w) * (c + 2.0 * w);
		double		slope = w * (2.0 * h + 3.0 * k * w) -
			g * (3.0 * c + 4.0 * w);

		step = (left - right) / slope;
		w -= step;
	} while (step > LAST_STEP * w);
	return w;
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
static void
net_score_moves(double promoters, double detractors, double n, double z,
				double *w, double *v)
{
	double		c = promoters;
	double		b = detractors;
	double		e = fmax(n - c - b, 0.0);
	double		g = z * z * n;
	double		h = e * (b + c) + 4.0 * b * c;
	double		k = 2.0 * (e + 2.0 * b);

	if (c > 0.0)
	{
		*w = net_score_added(c, g, h, k);
		*v = b * *w / (c + 2.0 * *w);
	}
	else
	{
		*w = fmax((2.0 * g - h) / k, 0.0);
		*v = fmin(2.0 * b / (1.0 + sqrt(1.0 + 4.0 * e * b / g)), 0.5 * b);
	}
}

static double
net_score_high(double promoters, double detractors, double n, double z)
{
	double		w,
				v;

	if (promoters >= n)
		return 1.0;
	if (z == 0.0)
		return (promoters - detractors) / n;
	net_score_moves(promoters, detractors, n, z, &w, &v);
	return (promoters - detractors + w + v) / (n + w - v);
}

/* net_score_high() minus the score, as a quotient of positive terms */
double
net_score_distance(double promoters, double detractors, double n, double z)
{
	double		w,
				v;

	if (promoters >= n || z == 0.0)
		return 0.0;
	net_score_moves(promoters, detractors, n, z, &w, &v);
	return (w * ((n - promoters) + detractors) +
			v * ((n - detractors) + promoters)) / n / (n + w - v);
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

/*
 * Tango (1998): with c promoters, b detractors and the score D the most likely
 * share q of detractors is the positive root of 2 n q^2 + B q + C, where
 * B = (2 n - c + b) D - b - c and C = -b D (1 - D); the share of promoters is
 * q + D.  For D from 0 on C is not positive, so that the root is taken without
 * cancellation; a score below 0 is the mirror image.  Near the end of the
 * scale B is a difference of what is left to it, too.
 */
double
net_variance_at(NetCounts counts, double score, double rest)
{
	double		d = fabs(score);
	double		c = score < 0.0 ? counts.detractors : counts.promoters;
	double		b = score < 0.0 ? counts.promoters : counts.detractors;
	double		size = 2.0 * counts.n - c + b;
	double		linear = rest < 0.5 ? 2.0 * (counts.n - c) - size * rest :
		size * d - b - c;
	double		constant = -b * d * rest;
	double		root = sqrt(linear * linear - 8.0 * counts.n * constant);
	double		q;

	if (linear <= 0.0)
		q = (root - linear) / (4.0 * counts.n);
	else
		q = -2.0 * constant / (root + linear);
	return 2.0 * q + d * rest;
}

Limits
net_interval(NetCounts counts, double confidence, NetMethod method,
			 double population_factor)
{
	double		z = population_factor * normal_critical(confidence);
	double		worth = interval_worth(confidence, counts.degrees);
	double		score = net_mean(counts);
	Limits		limits = no_limits;

	if (worth == 0.0)
		return limits_within(-1.0, 1.0, -1.0, 1.0);
	counts.promoters *= worth;
	counts.detractors *= worth;
	counts.n *= worth;
	switch (method)
	{
		case NET_SCORE:
			limits = net_score_interval(counts, z);
			break;
		case NET_ADJUSTED_WALD:
			limits = net_wald_interval(net_adjusted(counts, population_factor),
									   z);
			break;
		case NET_WALD:
			limits = net_wald_interval(counts, z);
			break;
	}
	return limits_containing(limits, score);
}
