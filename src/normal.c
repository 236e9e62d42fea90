/*-------------------------------------------------------------------------
 *
 * normal.c
 *	  Tails and quantiles of the normal distribution.
 *
 *-------------------------------------------------------------------------
 */
#include "normal.h"

#include <math.h>

static const double SQRT_HALF = 0.70710678118654752440;
static const double SQRT_TWO_PI = 2.50662827463100050242;

/*
 * The start is the rational approximation 26.2.23 of Hastings in Abramowitz
 * and Stegun (Handbook of Mathematical Functions, 1964), good to 4.5e-4.
 * Each step of Halley's method cubes that error.
 */
double
normal_root(double central, double tail)
{
	double		t,
				z;

	if (central <= 0.0)
		return 0.0;
	if (tail <= 0.0)
		return INFINITY;

	t = sqrt(-2.0 * log(0.5 * tail));
	z = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
		(1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));

	for (int step = 0; step < 2; step++)
	{
		double		excess = central < tail ?
			central - erf(z * SQRT_HALF) :
			erfc(z * SQRT_HALF) - tail;
		double		newton = 0.5 * excess * SQRT_TWO_PI * exp(0.5 * z * z);

		z += newton / (1.0 - 0.5 * z * newton);
	}
	return z;
}

double
normal_critical(double confidence)
{
	return normal_root(confidence, 1.0 - confidence);
}

double
normal_quantile(double probability)
{
	if (probability < 0.5)
		return -normal_root(1.0 - 2.0 * probability, 2.0 * probability);
	return normal_root(2.0 * probability - 1.0, 2.0 * (1.0 - probability));
}

double
normal_two_sided_p(double z)
{
	return erfc(fabs(z) * SQRT_HALF);
}
