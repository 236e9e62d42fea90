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

TestResult
standard_error_test(double estimate_a, double standard_error_a,
					double estimate_b, double standard_error_b,
					double confidence,
					double lowest, double highest)
{
	return test_by_standard_error(estimate_a - estimate_b,
								  hypot(standard_error_a,
										standard_error_b),
								  normal_critical(confidence),
								  lowest, highest);
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
 * Wald's test, with each sample adjusted as Rocks (2016) adjusts one; J. R.
 * Lewis and J. Sauro, "Comparing Net Promoter Scores", MeasuringU.
 */
TestResult
net_test(double promoters_a, double detractors_a, double n_a,
		 double promoters_b, double detractors_b, double n_b,
		 double confidence, NetMethod method)
{
	double		difference;
	double		standard_error;

	if (method == NET_ADJUSTED_WALD)
	{
		promoters_a += NET_ADDED_PROMOTERS;
		promoters_b += NET_ADDED_PROMOTERS;
		detractors_a += NET_ADDED_DETRACTORS;
		detractors_b += NET_ADDED_DETRACTORS;
		n_a += NET_ADDED_ANSWERS;
		n_b += NET_ADDED_ANSWERS;
	}
	difference = (difference_of_products(promoters_a, n_b,
										 promoters_b, n_a) -
				  difference_of_products(detractors_a, n_b,
										 detractors_b, n_a)) /
		(n_a * n_b);
	standard_error = method == NET_SCORE ? NAN :
		hypot(net_standard_error(promoters_a, detractors_a, n_a),
			  net_standard_error(promoters_b, detractors_b, n_b));
	return test_by_standard_error(difference, standard_error,
								  normal_critical(confidence), -2.0, 2.0);
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
