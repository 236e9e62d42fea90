/*-------------------------------------------------------------------------
 *
 * significance.c
 *	  Tests of samples, on plain numbers.
 *
 * See significance.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "significance.h"

#include <math.h>

#include "distribution.h"

/*
 * The part that all comparisons by a standard error share.  Without any
 * variance there is an interval, of no width, but no test: p_value and
 * statistic are NAN.
 */
static TestResult
test_by_standard_error(double difference, double standard_error,
					   double critical, double lowest, double highest)
{
	Limits		limits = limits_from_standard_error(difference,
													standard_error,
													critical,
													lowest, highest);
	TestResult	result;

	result.difference = difference;
	result.low = limits.low;
	result.high = limits.high;
	result.statistic = standard_error > 0.0 ?
		difference / standard_error : NAN;
	result.p_value = normal_two_sided_p(result.statistic);
	return result;
}

/*
 * Interval: R. G. Newcombe, Statistics in Medicine 17:873, 1998 (method 10),
 * which joins the distances from each share to its Wilson limits.  Test: the
 * two-proportion z with N - 1 for N, I. Campbell, Statistics in Medicine
 * 26:3661, 2007.
 */
TestResult
share_test(double x_a, double n_a, double x_b, double n_b,
		   double confidence)
{
	double		z = normal_critical(confidence);
	double		crossed = difference_of_products(x_a, n_b, x_b, n_a);
	double		rest_a = n_a - x_a;
	double		rest_b = n_b - x_b;
	double		pooled = (x_a + x_b) * (rest_a + rest_b);
	Limits		limits;
	TestResult	result;

	result.difference = crossed / (n_a * n_b);
	limits = limits_within(result.difference -
						   hypot(wilson_distance(x_a, rest_a, n_a, z),
								 wilson_distance(rest_b, x_b, n_b, z)),
						   result.difference +
						   hypot(wilson_distance(rest_a, x_a, n_a, z),
								 wilson_distance(x_b, rest_b, n_b, z)),
						   -1.0, 1.0);
	result.low = limits.low;
	result.high = limits.high;
	result.statistic = pooled > 0.0 ?
		crossed / sqrt(n_a * n_b) * sqrt((n_a + n_b - 1.0) / pooled) : NAN;
	result.p_value = normal_two_sided_p(result.statistic);
	return result;
}

/*
 * The scores that are compared are (promoters - detractors) / n.
 */
static double
net_difference(NetCounts a, NetCounts b)
{
	return difference_of_products(a.promoters - a.detractors, b.n,
								  b.promoters - b.detractors, a.n) /
		(a.n * b.n);
}

/*
 * Wald's test, with each sample adjusted as Rocks (2016) adjusts one; J. R.
 * Lewis and J. Sauro, "Comparing Net Promoter Scores", MeasuringU.
 */
TestResult
net_test(NetCounts a, NetCounts b, double confidence, NetMethod method)
{
	double		observed = net_difference(a, b);
	double		standard_error = NAN;
	TestResult	result;
	Limits		limits;

	if (method == NET_ADJUSTED_WALD)
	{
		a = net_adjusted(a, 1.0);
		b = net_adjusted(b, 1.0);
	}
	if (method != NET_SCORE)
		standard_error = hypot(net_standard_error(a), net_standard_error(b));
	result = test_by_standard_error(net_difference(a, b), standard_error,
									normal_critical(confidence), -2.0, 2.0);
	limits.low = result.low;
	limits.high = result.high;
	limits = limits_containing(limits, observed);
	result.difference = observed;
	result.low = limits.low;
	result.high = limits.high;
	return result;
}

/* Degrees of freedom: B. L. Welch, Biometrika 34:28, 1947. */
static double
welch_degrees(double error_a, double n_a, double error_b, double n_b)
{
	double		part_a = error_a / (error_a + error_b);
	double		part_b = error_b / (error_a + error_b);

	return 1.0 / (part_a * part_a / (n_a - 1.0) +
				  part_b * part_b / (n_b - 1.0));
}

TestResult
mean_test(double mean_a, double variance_a, double n_a,
		  double mean_b, double variance_b, double n_b, double confidence)
{
	double		error_a = variance_a / n_a;
	double		error_b = variance_b / n_b;
	double		degrees;
	TestResult	result;

	if (!(n_a >= 2.0 && n_b >= 2.0))
		return test_by_standard_error(mean_a - mean_b, NAN, NAN,
									  -INFINITY, INFINITY);
	if (error_a + error_b == 0.0)
		return test_by_standard_error(mean_a - mean_b, 0.0, 0.0,
									  -INFINITY, INFINITY);

	degrees = welch_degrees(error_a, n_a, error_b, n_b);
	result = test_by_standard_error(mean_a - mean_b,
									sqrt(error_a + error_b),
									student_critical(confidence, degrees),
									-INFINITY, INFINITY);
	result.p_value = student_two_sided_p(result.statistic, degrees);
	return result;
}

/*
 * J. R. Lewis and J. Sauro, "Sample Sizes for Comparing Net Promoter
 * Scores", MeasuringU 2021.  The variance is that of the difference of one
 * answer in each group.
 */
double
net_test_sample_size(double difference, double confidence, double power,
					 double variance)
{
	double		z = normal_critical(confidence) + normal_quantile(power);

	if (difference == 0.0)
		return NAN;
	return variance * square(fmax(z, 0.0) / difference) - NET_ADDED_ANSWERS;
}

/*
 * J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and
 * Proportions, 3rd edition 2003, section 4.2, without continuity correction.
 */
double
share_test_sample_size(double share_a, double share_b, double confidence,
					   double power)
{
	double		pooled = 0.5 * (share_a + share_b);
	double		under_null = sqrt(2.0 * pooled * (1.0 - pooled));
	double		under_difference = sqrt(share_a * (1.0 - share_a) +
										share_b * (1.0 - share_b));

	double		spread = normal_critical(confidence) * under_null +
		normal_quantile(power) * under_difference;

	if (share_a == share_b)
		return NAN;
	return square(fmax(spread, 0.0) / (share_a - share_b));
}
