/*-------------------------------------------------------------------------
 *
 * one_sample.c
 *	  Tests of one sample: against a target, and after against before.
 *
 *-------------------------------------------------------------------------
 */
#include "one_sample.h"

#include <math.h>

#include "distribution.h"

double
p_of_alternative(double statistic, double two_sided, Alternative alternative)
{
	double		side = alternative == ALTERNATIVE_GREATER ? statistic :
		-statistic;

	if (alternative == ALTERNATIVE_TWO_SIDED)
		return two_sided;
	return side > 0.0 ? 0.5 * two_sided : 1.0 - 0.5 * two_sided;
}

static double
ratio_or_nan(double difference, double standard_error)
{
	return standard_error > 0.0 ? difference / standard_error : NAN;
}

static TestResult
normal_test(double difference, Limits limits, double statistic,
			Alternative alternative)
{
	TestResult	result;

	limits = limits_containing(limits, difference);
	result.difference = difference;
	result.low = limits.low;
	result.high = limits.high;
	result.statistic = statistic;
	result.p_value = p_of_alternative(statistic,
									  normal_two_sided_p(statistic),
									  alternative);
	return result;
}

static Limits
shifted(Limits limits, double target)
{
	limits.low -= target;
	limits.high -= target;
	return limits;
}


/*-------------------------------------------------------------------------
 * Against a target
 *-------------------------------------------------------------------------
 */

static double
net_of(NetCounts counts)
{
	return (counts.promoters - counts.detractors) / counts.n;
}

/* Adjusted as one score is (Rocks 2016). */
TestResult
net_target_test(NetCounts counts, double target, double confidence,
				Alternative alternative)
{
	NetCounts	adjusted = net_adjusted(counts, 1.0);
	Limits		limits = net_interval(counts, confidence, NET_ADJUSTED_WALD,
									  1.0);

	return normal_test(net_of(counts) - target, shifted(limits, target),
					   ratio_or_nan(net_of(adjusted) - target,
									net_standard_error(adjusted)),
					   alternative);
}

/*
 * The score test, which takes the variance from the target, and Wilson's
 * interval, which is made of the targets that it does not reject (Newcombe,
 * Statistics in Medicine 17:857, 1998).
 */
TestResult
share_target_test(double x, double n, double target, double confidence,
				  Alternative alternative)
{
	Limits		limits = share_interval(x, n, confidence, SHARE_WILSON, 1.0);
	double		difference = x / n - target;

	return normal_test(difference, shifted(limits, target),
					   ratio_or_nan(difference,
									sqrt(target * (1.0 - target) / n)),
					   alternative);
}

/* Student, Biometrika 6:1, 1908 */
TestResult
mean_target_test(double mean, double standard_error, double n, double target,
				 double critical, Alternative alternative,
				 double lowest, double highest)
{
	TestResult	result = {mean - target, NAN, NAN, NAN, NAN};
	Limits		limits;

	if (isnan(standard_error))
		return result;
	limits = limits_from_standard_error(mean, standard_error, critical,
										lowest, highest);
	result.low = limits.low - target;
	result.high = limits.high - target;
	if (!(standard_error > 0.0))
		return result;
	result.statistic = result.difference / standard_error;
	result.p_value = p_of_alternative(result.statistic,
									  student_two_sided_p(result.statistic,
														  n - 1.0),
									  alternative);
	return result;
}


/*-------------------------------------------------------------------------
 * After against before
 *-------------------------------------------------------------------------
 */

/*
 * The change of a customer's group, -2 to 2, as the answer; its variance is
 * divided by n, like that of a net score.
 */
TestResult
net_paired_test(const double changes[5], double confidence)
{
	double		n = 0.0;
	double		sum = 0.0;
	double		squares = 0.0;
	double		mean;
	double		standard_error;

	for (int i = 0; i < 5; i++)
	{
		n += changes[i];
		sum += (i - 2) * changes[i];
	}
	mean = sum / n;
	for (int i = 0; i < 5; i++)
		squares += (i - 2 - mean) * (i - 2 - mean) * changes[i];
	standard_error = sqrt(squares) / n;
	return normal_test(mean,
					   limits_from_standard_error(mean, standard_error,
												  normal_critical(confidence),
												  -2.0, 2.0),
					   ratio_or_nan(mean, standard_error),
					   ALTERNATIVE_TWO_SIDED);
}

/* Twice the smaller tail of `changes` tosses of a coin, at most 1 */
static double
exact_coin_p(double fewer, double changes)
{
	double		term = pow(0.5, changes);
	double		sum = 0.0;

	for (double k = 0.0; k <= fewer; k += 1.0)
	{
		sum += term;
		term *= (changes - k) / (k + 1.0);
	}
	return fmin(2.0 * sum, 1.0);
}

/* Fewer changes than this are tested exactly. */
#define McNEMAR_EXACT_BELOW	25.0

/*
 * Q. McNemar, Psychometrika 12:153, 1947; the statistic is the square root
 * of his chi-squared, without correction.  The limits are those of T. Tango
 * (Statistics in Medicine 17:891, 1998), made of the differences that such a
 * test does not reject.
 */
TestResult
share_paired_test(double rose, double fell, double n, double confidence)
{
	NetCounts	counts = {rose, fell, n};
	double		changes = rose + fell;
	TestResult	result = normal_test(net_of(counts),
									 net_interval(counts, confidence,
												  NET_SCORE, 1.0),
									 ratio_or_nan(rose - fell, sqrt(changes)),
									 ALTERNATIVE_TWO_SIDED);

	if (changes > 0.0 && changes < McNEMAR_EXACT_BELOW)
		result.p_value = exact_coin_p(fmin(rose, fell), changes);
	return result;
}

/* Student (1908) */
TestResult
mean_paired_test(double n, double sum, double sum_squares, double critical,
				 double most)
{
	double		standard_error = NAN;

	if (n >= 2.0)
		standard_error = sqrt(difference_of_products(n, sum_squares,
													 sum, sum) /
							  (n - 1.0)) / n;
	return mean_target_test(sum / n, standard_error, n, 0.0, critical,
							ALTERNATIVE_TWO_SIDED, -most, most);
}
