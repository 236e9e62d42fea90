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
#define COEFFICIENTS	8

/* From the constant term up. */
typedef double Polynomial[COEFFICIENTS];

static double
polynomial(const Polynomial coefficients, double x)
{
	double		sum = coefficients[COEFFICIENTS - 1];

	for (int i = COEFFICIENTS - 2; i >= 0; i--)
		sum = sum * x + coefficients[i];
	return sum;
}

/*
 * Rational approximations good to 1e-16: algorithm AS 241, PPND16, of M. J.
 * Wichura, Applied Statistics 37:477, 1988.
 */
static double
root_of_central(double central)
{
	static const Polynomial numerator = {
		3.3871328727963666080e0, 1.3314166789178437745e2,
		1.9715909503065514427e3, 1.3731693765509461125e4,
		4.5921953931549871457e4, 6.7265770927008700853e4,
		3.3430575583588128105e4, 2.5090809287301226727e3
	};
	static const Polynomial denominator = {
		1.0, 4.2313330701600911252e1,
		6.8718700749205790830e2, 5.3941960214247511077e3,
		2.1213794301586595867e4, 3.9307895800092710610e4,
		2.8729085735721942674e4, 5.2264952788528545610e3
	};
	double		q = 0.5 * central;
	double		r = 0.180625 - q * q;

	return q * polynomial(numerator, r) / polynomial(denominator, r);
}

static double
root_of_tail(double tail)
{
	static const Polynomial near_numerator = {
		1.42343711074968357734e0, 4.63033784615654529590e0,
		5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1,
		2.27238449892691845833e-2, 7.74545014278341407640e-4
	};
	static const Polynomial near_denominator = {
		1.0, 2.05319162663775882187e0,
		1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2,
		5.47593808499534494600e-4, 1.05075007164441684324e-9
	};
	static const Polynomial far_numerator = {
		6.65790464350110377720e0, 5.46378491116411436990e0,
		1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3,
		2.71155556874348757815e-5, 2.01033439929228813265e-7
	};
	static const Polynomial far_denominator = {
		1.0, 5.99832206555887937690e-1,
		1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5,
		1.42151175831644588870e-7, 2.04426310338993978564e-15
	};
	double		r = sqrt(-log(0.5 * tail));

	if (r <= 5.0)
		return polynomial(near_numerator, r - 1.6) /
			polynomial(near_denominator, r - 1.6);
	return polynomial(far_numerator, r - 5.0) /
		polynomial(far_denominator, r - 5.0);
}

double
normal_root(double central, double tail)
{
	if (central <= 0.0)
		return 0.0;
	if (tail <= 0.0)
		return INFINITY;
	return central <= 0.85 ? root_of_central(central) : root_of_tail(tail);
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
