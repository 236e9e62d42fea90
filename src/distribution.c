/*-------------------------------------------------------------------------
 *
 * distribution.c
 *	  Tails and quantiles of the beta, Student, gamma and chi-squared
 *	  distributions.
 *
 * See distribution.h for what this room promises.  A probability is carried
 * as the smaller of its two tails: nothing is ever computed as
 * 1 - (something close to 1).
 *
 *-------------------------------------------------------------------------
 */
#include "distribution.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

static const double SQRT_TWO_PI = 2.50662827463100050242;
static const double HALF_LOG_TWO_PI = 0.91893853320467274178;

/* The polynomial of an array of coefficients, that of x^0 first */
#define POLYNOMIAL(coefficients, x) \
	polynomial(coefficients, (int) (sizeof(coefficients) / sizeof(double)), x)

static double
polynomial(const double *coefficients, int count, double x)
{
	double		sum = 0.0;

	while (count-- > 0)
		sum = coefficients[count] + x * sum;
	return sum;
}


/*-------------------------------------------------------------------------
 * Logarithm and exponential without their first terms
 *-------------------------------------------------------------------------
 */

/*
 * log(1 + x) - x.  For small x from the series of atanh(x / (2 + x)), since
 * log(1 + x) is twice that.
 */
static double
log1p_minus(double x)
{
	double		r,
				r2,
				power,
				sum;

	if (x < -0.4 || x > 0.6)
		return log1p(x) - x;

	r = x / (2.0 + x);
	r2 = r * r;
	power = 2.0 * r2;
	sum = 0.0;
	for (int odd = 3; power > DBL_EPSILON * sum; odd += 2)
	{
		sum += power / odd;
		power *= r2;
	}
	return r * (sum - x);
}

/* exp(x) - 1 - x, for small x from its Taylor series */
static double
expm1_minus(double x)
{
	double		term = 0.5 * x * x;
	double		sum = 0.0;

	if (fabs(x) > 0.5)
		return expm1(x) - x;

	for (int k = 3; fabs(term) > 0.25 * DBL_EPSILON * sum; k++)
	{
		sum += term;
		term *= x / k;
	}
	return sum;
}


/*-------------------------------------------------------------------------
 * Beta distribution
 *
 * Everything happens on the scale u = log(x / (1 - x)).  There the density
 * is log-concave for all a and b, with its top at the mean x = a / (a + b),
 * which has two good consequences.  Going away from the mean it falls ever
 * faster, so a tail is a tame integral whatever the size of a and b.  And
 * the logarithm of a tail is concave, so Newton's method finds a quantile
 * from any start.
 *
 * A point of the scale is kept as both x and y = 1 - x, so that neither end
 * loses digits.
 *-------------------------------------------------------------------------
 */

/*
 * log of Gamma(z) over Stirling's sqrt(2 pi / z) (z / e)^z: the small part
 * that remains when the large ones cancel (C. Loader, Fast and Accurate
 * Computation of Binomial Probabilities, 2000).
 */
static double
stirling_rest(double z)
{
	static const double coefficients[] = {
		1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188,
		-691.0 / 360360, 1.0 / 156
	};

	if (z < 10.0)
		return lgamma(z) - (z - 0.5) * log(z) + z - HALF_LOG_TWO_PI;
	return POLYNOMIAL(coefficients, 1.0 / (z * z)) / z;
}

/*
 * k log(k / mean) + mean - k, where excess = mean - k is given because the
 * caller knows it better than a subtraction would (Loader's bd0).
 */
static double
deviance_part(double k, double mean, double excess)
{
	if (fabs(excess) < 0.5 * k)
		return -k * log1p_minus(excess / k);
	return k * log(k / mean) + excess;
}

/*
 * log(1 - share + share exp(s)) - share s, for share <= 1/2: the cumulant
 * generating function of a centered coin toss, which starts as
 * share (1 - share) s^2 / 2.  Both parts of the form for small s are of that
 * order, and the positive one is the larger by far.
 */
static double
coin_cumulant(double share, double s)
{
	double		v;

	if (s > 700.0)				/* exp(s) would overflow */
		return (1.0 - share) * s + log(share + (1.0 - share) * exp(-s));

	v = share * expm1(s);
	if (fabs(s) > 1.0)
		return log1p(v) - share * s;
	return log1p_minus(v) + share * expm1_minus(s);
}

/*
 * Density of u at logit x, for the beta distribution (a, b):
 * x^a y^b / B(a, b), in the saddle-point form of Loader (2000), so that it
 * is exact to rounding for a and b of any size.
 */
static double
logit_density(double a, double b, double x, double y)
{
	double		n = a + b;
	double		excess = b * x - a * y;
	double		deviance = deviance_part(a, n * x, excess) +
		deviance_part(b, n * y, -excess);
	double		rest = stirling_rest(n) - stirling_rest(a) - stirling_rest(b);

	return sqrt(a) * sqrt(b / n) / SQRT_TWO_PI * exp(rest - deviance);
}

/*
 * The probability below x relative to the density there, for x not above
 * the mean.  With s the distance down from logit x and v = exp(s) - 1, it is
 * the integral over s > 0 of
 *
 *		exp(-f),	f = n log(1 + y v) - b log(1 + v),	n = a + b
 *
 * f starts at 0 and is convex in s.  Where x or a is small, f ends as a
 * straight line in s, and s is the variable to use.  Where x is near 1, f
 * grows with exp(s), and as a straight line in v, so there it is v.  In both
 * cases the linear term, (n y - b) times the variable, is split off; the rest
 * has no cancellation that matters.  Only far out in v, where f is the small
 * difference of two straight lines, it is taken as it stands.
 *
 * The trapezoidal rule, after the variable has been written as
 * scale * exp(w - exp(-w)), converges doubly exponentially for such an
 * integrand (H. Takahasi and M. Mori, Publications of RIMS 9:721, 1974).
 */
static double
tail_over_density(double a, double b, double x, double y)
{
	const double step = 0.125;
	bool		by_odds = x > 0.5 && a > 1.0;
	double		n = a + b;
	double		slope = a * y - b * x;
	double		scale = 2.0 / (slope + sqrt(slope * slope + 2.0 * n * x * y));
	double		sum = 0.0;

	for (double w = -3.75;; w += step)
	{
		double		shrink = exp(-w);
		double		at = scale * exp(w - shrink);
		double		weight = at * (1.0 + shrink);
		double		f;
		double		term;

		if (by_odds)
		{
			f = y * at > 1.0 ? n * log1p(y * at) - b * log1p(at) :
				slope * at + n * log1p_minus(y * at) - b * log1p_minus(at);
			weight /= 1.0 + at;
		}
		else
			f = slope * at + n * (x < 0.5 ? coin_cumulant(x, -at) :
								  coin_cumulant(y, at));

		term = weight * exp(-f);
		sum += term;
		if (w > 0.0 && !(term >= 0.01 * DBL_EPSILON * sum))
			break;				/* so a NAN ends it, too */
	}
	return step * sum;
}

/* The probability below x, and in *density the logit density there. */
static double
beta_below(double a, double b, double x, double y, double *density)
{
	*density = logit_density(a, b, x, y);
	if (a * y - b * x >= 0.0)
		return *density * tail_over_density(a, b, x, y);
	return 1.0 - *density * tail_over_density(b, a, y, x);
}

/* u, or the end of -bound .. bound that it lies beyond; a NAN stays one */
static double
keep_within(double u, double bound)
{
	return fabs(u) > bound ? copysign(bound, u) : u;
}

/*
 * The u = log(x / (1 - x)) that has a given probability below it; the
 * probability is that of the smaller tail, at most 1/2.
 *
 * The start is the Wilson limit for a share a of a + b.  The steps are
 * Halley's on the logarithm of the tail, or Newton's where Halley's divisor
 * gets small.  Once a step is small against the width of the distribution
 * the next one, in the order of its cube, would change nothing.  Beyond the
 * bounds for u, x or 1 - x would no longer be a normal number.
 */
static double
beta_quantile_logit(double probability, double a, double b)
{
	const double bound = 700.0;
	double		z = -normal_quantile(probability);
	double		width = sqrt(1.0 / a + 1.0 / b);
	double		spread = z * sqrt(z * z + 4.0 * a * (b / (a + b)));
	double		odds = 2.0 * a / (2.0 * a + z * z + spread) *
		(2.0 * a + 2.0 * a / (a + b) * z * z) /
		(2.0 * b + z * z + spread);
	double		u = keep_within(log(odds), bound);

	for (int iteration = 0; iteration < 100; iteration++)
	{
		double		x = 1.0 / (1.0 + exp(-u));
		double		y = 1.0 / (1.0 + exp(u));
		double		density;
		double		below = beta_below(a, b, x, y, &density);
		double		hazard = density / below;
		double		bend = a * y - b * x - hazard;
		double		newton = log(probability / below) / hazard;
		double		divisor = 1.0 + 0.5 * bend * newton;
		double		before = u;

		u = keep_within(u + newton / (divisor > 0.5 ? divisor : 1.0),
						bound);
		if (!(fabs(u - before) > 1e-5 * width + DBL_EPSILON * fabs(u)))
			break;
	}
	return u;
}

double
incomplete_beta(double x, double a, double b)
{
	double		density;

	if (x <= 0.0)
		return 0.0;
	if (x >= 1.0)
		return 1.0;
	return beta_below(a, b, x, 1.0 - x, &density);
}

double
beta_quantile(double probability, double a, double b)
{
	if (probability <= 0.0)
		return 0.0;
	if (probability > 0.5)
		return beta_quantile_above(1.0 - probability, a, b);
	return 1.0 / (1.0 + exp(-beta_quantile_logit(probability, a, b)));
}

double
beta_quantile_above(double probability, double a, double b)
{
	if (probability <= 0.0)
		return 1.0;
	if (probability > 0.5)
		return beta_quantile(1.0 - probability, a, b);
	return 1.0 / (1.0 + exp(beta_quantile_logit(probability, b, a)));
}


/*-------------------------------------------------------------------------
 * Student's t distribution
 *
 * With v degrees of freedom, v / (v + t^2) has the beta distribution
 * (v / 2, 1 / 2), so its lower tail is the two tails of t together (Johnson,
 * Kotz and Balakrishnan, Continuous Univariate Distributions 2, 1995).
 *-------------------------------------------------------------------------
 */

/*
 * The t >= 0 with the probability `central` between -t and t and `tail`
 * outside; the smaller one is used.
 */
static double
student_root(double central, double tail, double degrees)
{
	double		half = 0.5 * degrees;

	if (isinf(degrees))
		return normal_root(central, tail);
	if (central <= 0.0)
		return 0.0;
	if (tail <= 0.0)
		return INFINITY;
	if (central < tail)
		return sqrt(degrees) *
			exp(0.5 * beta_quantile_logit(central, 0.5, half));
	return sqrt(degrees) * exp(-0.5 * beta_quantile_logit(tail, half, 0.5));
}

/*
 * Quantiles of Student's t take ten times as long as all the rest of a row
 * for a dashboard, and many groups are of the same size: the latest are
 * cached, by size.
 */
#define CACHED_CRITICALS	256

typedef struct Critical
{
	double		confidence;		/* 0 if unused */
	double		degrees;
	double		value;
} Critical;

double
student_critical(double confidence, double degrees)
{
	static Critical cache[CACHED_CRITICALS];
	Critical   *entry;

	if (isinf(degrees))
		return normal_critical(confidence);
	if (!(degrees > 0.0))
		return NAN;
	entry = &cache[(int) fmod(degrees, CACHED_CRITICALS)];
	if (entry->confidence != confidence || entry->degrees != degrees)
	{
		entry->value = student_root(confidence, 1.0 - confidence, degrees);
		entry->confidence = confidence;
		entry->degrees = degrees;
	}
	return entry->value;
}

double
student_quantile(double probability, double degrees)
{
	if (probability < 0.5)
		return -student_root(1.0 - 2.0 * probability, 2.0 * probability,
							 degrees);
	return student_root(2.0 * probability - 1.0, 2.0 * (1.0 - probability),
						degrees);
}

/*
 * The probability below x over the logit density there, by the continued
 * fraction of Abramowitz and Stegun (1964), 26.5.8, evaluated from the top
 * (W. J. Lentz, Applied Optics 15:668, 1976).  It is short for x below the
 * mean, unless a is large and x near the mean.
 */
static double
fraction_over_density(double a, double b, double x)
{
	double		top = 1.0;
	double		bottom = 1.0 / (1.0 - (a + b) * x / (a + 1.0));
	double		value = bottom;

	for (double m = 1.0; m < 1000.0; m += 1.0)
	{
		double		even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
		double		odd = -(a + m) * (a + b + m) * x /
			((a + 2.0 * m) * (a + 2.0 * m + 1.0));
		double		change;

		bottom = 1.0 / (1.0 + even * bottom);
		top = 1.0 + even / top;
		value *= top * bottom;
		bottom = 1.0 / (1.0 + odd * bottom);
		top = 1.0 + odd / top;
		change = top * bottom;
		value *= change;
		if (fabs(change - 1.0) < DBL_EPSILON)
			break;
	}
	return value / a;
}

/*
 * The probability below x = exp(-log_x) of the beta distribution (a, 1/2),
 * for a from 15 and log_x up to 1: the expansion of A. R. DiDonato and A. H.
 * Morris (ACM Transactions on Mathematical Software 18:360, 1992, section 9)
 * around the tail of a normal distribution.
 */
static double
beta_below_expanded(double a, double log_x)
{
	/* their d, which depend on b = 1/2 alone */
	static const double d[] = {
		-0.083333333333333333333, 0.00625, -0.00050429894179894179894,
		0.000043437224426807760141, -3.8963857323232323232e-6, 3.5833354634507908317e-7,
		-3.3497470720605779027e-8, 3.167585434316114761e-9, -3.0210368517370961563e-10,
		2.9004157876692530415e-11, -2.79939674837526929e-12
	};

	/* of the logarithm of Gamma(a + 1/2) / Gamma(a) over sqrt(nu) */
	static const double ratio[] = {
		1.0 / 64, -5.0 / 2048, 61.0 / 49152, -1385.0 / 1048576,
		50521.0 / 20971520
	};
	double		nu = a - 0.25;
	double		z = nu * log_x;
	double		v = 0.25 / (nu * nu);
	double		rest = 4.0 * v;
	double		r = sqrt(2.0 * z) * exp(-z) / SQRT_TWO_PI;
	double		j = erfc(sqrt(z)) / r;
	double		sum = j;
	double		power = 1.0;

	for (int n = 0; n < (int) (sizeof(d) / sizeof(d[0])); n++)
	{
		double		k = 0.5 + 2.0 * n;
		double		term;

		j = (k * (k + 1.0) * j + (z + k + 1.0) * power) * v;
		power *= 0.25 * log_x * log_x;
		term = d[n] * j;
		sum += term;
		if (fabs(term) < 0.25 * DBL_EPSILON * sum)
			break;
	}
	return r * sum * exp(rest * POLYNOMIAL(ratio, rest));
}

double
student_two_sided_p(double t, double degrees)
{
	double		size = fabs(t);
	double		half = 0.5 * degrees;
	double		ratio;
	double		x;
	double		y;
	double		log_x;

	if (isinf(degrees))
		return normal_two_sided_p(t);
	if (size == 0.0)
		return 1.0;
	if (isinf(size))
		return 0.0;

	ratio = degrees / size;		/* t squared might overflow */
	x = ratio / (ratio + size);
	y = size / (ratio + size);
	log_x = log1p(size / ratio);
	/* rounding may leave a probability just above 1 */
	if (half >= 15.0 && log_x <= 1.0 && half * log_x < 700.0)
		return fmin(beta_below_expanded(half, log_x), 1.0);
	if (x * (half + 2.5) < half + 1.0)
		return logit_density(half, 0.5, x, y) *
			fraction_over_density(half, 0.5, x);
	return 1.0 - logit_density(0.5, half, y, x) *
		fraction_over_density(0.5, half, y);
}


/*-------------------------------------------------------------------------
 * Gamma and chi-squared distributions
 *-------------------------------------------------------------------------
 */

/* x^k exp(-x) / Gamma(k + 1), in the saddle-point form of Loader (2000) */
static double
poisson_term(double k, double x)
{
	return exp(-stirling_rest(k) - deviance_part(k, x, x - k)) /
		(SQRT_TWO_PI * sqrt(k));
}

/*
 * The sum t(a) + t(a + 1) + ... of the terms t(k) above, over t(a), for x
 * below a or 1 (Abramowitz and Stegun 1964, 6.5.29).
 */
static double
gamma_series(double x, double a)
{
	double		term = 1.0;
	double		sum = 0.0;

	for (double k = a + 1.0; term > DBL_EPSILON * sum; k += 1.0)
	{
		sum += term;
		term *= x / k;
	}
	return sum;
}

/*
 * The probability above x over a t(a), for x from a and 1 on: the even part of
 * the continued fraction of Legendre (Abramowitz and Stegun 1964, 6.5.31), from
 * the top (Lentz 1976).
 */
static double
gamma_fraction(double x, double a)
{
	double		part = x + 1.0 - a;
	double		top = INFINITY;
	double		bottom = 1.0 / part;
	double		value = bottom;

	for (double k = 1.0;; k += 1.0)
	{
		double		numerator = k * (a - k);
		double		change;

		part += 2.0;
		bottom = 1.0 / (part + numerator * bottom);
		top = part + numerator / top;
		change = top * bottom;
		value *= change;
		if (!(fabs(change - 1.0) > DBL_EPSILON))
			break;				/* so a NAN ends it, too */
	}
	return value;
}

double
gamma_p(double x, double shape)
{
	if (!(shape > 0.0) || isnan(x))
		return NAN;
	if (x <= 0.0)
		return 1.0;
	if (isinf(x))
		return 0.0;
	/* below 1 the fraction would need 100 / x terms */
	if (x < shape || x < 1.0)
		return 1.0 - poisson_term(shape, x) * gamma_series(x, shape);
	return shape * poisson_term(shape, x) * gamma_fraction(x, shape);
}

double
chi_squared_p(double x, double degrees)
{
	return gamma_p(0.5 * x, 0.5 * degrees);
}
