/*-------------------------------------------------------------------------
 *
 * significance.c
 *	  Tests of one sample and of two, on plain numbers.
 *
 * See significance.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "significance.h"

#include "distribution.h"

double
p_of_statistic(double statistic, double degrees, Alternative alternative)
{
	double		two_sided;
	double		side = alternative == ALTERNATIVE_GREATER ? statistic :
		-statistic;

	if (isnan(statistic) || !(degrees > 0.0))
		return NAN;
	two_sided = student_two_sided_p(statistic, degrees);
	if (alternative == ALTERNATIVE_TWO_SIDED)
		return two_sided;
	return side > 0.0 ? 0.5 * two_sided : 1.0 - 0.5 * two_sided;
}

static TestResult
test_result_of(double difference, Limits limits, double statistic,
			   double degrees, Alternative alternative)
{
	TestResult	result;

	limits = limits_containing(limits, difference);
	result.difference = difference;
	result.low = limits.low;
	result.high = limits.high;
	result.statistic = degrees > 0.0 ? statistic : NAN;
	result.p_value = p_of_statistic(result.statistic, degrees, alternative);
	return result;
}

static double
ratio_or_nan(double difference, double standard_error)
{
	return standard_error > 0.0 ? difference / standard_error : NAN;
}

/* The difference -+ critical * standard_error */
static TestResult
test_by_standard_error(double difference, double standard_error,
					   double degrees, double confidence,
					   Alternative alternative, double most)
{
	Limits		limits = no_limits;

	if (degrees > 0.0)
		limits = limits_from_standard_error(difference, standard_error,
											student_critical(confidence, degrees),
											-most, most);
	return test_result_of(difference, limits,
						  ratio_or_nan(difference, standard_error), degrees,
						  alternative);
}

/*
 * Degrees of freedom of two samples of which at least one is weighted; a
 * plain one has as many as it has counts to lose.  None where a weighted
 * sample has none.
 */
static double
joint_degrees(double degrees_a, double n_a, double degrees_b, double n_b)
{
	if (isinf(degrees_a) && isinf(degrees_b))
		return INFINITY;
	if (!(degrees_a > 0.0 && degrees_b > 0.0))
		return 0.0;
	return (isinf(degrees_a) ? n_a - 1.0 : degrees_a) +
		(isinf(degrees_b) ? n_b - 1.0 : degrees_b);
}


/*-------------------------------------------------------------------------
 * Two samples
 *-------------------------------------------------------------------------
 */

/*
 * The limits for the difference of two estimates from those of each, R. G.
 * Newcombe's hybrid (Statistics in Medicine 17:873, 1998, method 10).  The
 * arguments are how far the limits are from the estimates.
 */
static Limits
hybrid_limits(double difference, double below_a, double above_a,
			  double below_b, double above_b, double most)
{
	return limits_within(difference - hypot(below_a, above_b),
						 difference + hypot(above_a, below_b), -most, most);
}

/* How far score and share are from their limits, downwards and upwards */
static void
net_distances(NetCounts counts, double confidence, double *below,
			  double *above)
{
	double		worth = interval_worth(confidence, counts.degrees);
	double		z = normal_critical(confidence);

	if (worth == 0.0)
	{
		*below = 1.0 + net_mean(counts);
		*above = 1.0 - net_mean(counts);
		return;
	}
	*below = net_score_distance(worth * counts.detractors,
								worth * counts.promoters,
								worth * counts.n, z);
	*above = net_score_distance(worth * counts.promoters,
								worth * counts.detractors,
								worth * counts.n, z);
}

static void
share_distances(ShareCounts counts, double confidence, double *below,
				double *above)
{
	double		worth = interval_worth(confidence, counts.degrees);
	double		z = normal_critical(confidence);
	double		rest = counts.n - counts.x;

	if (worth == 0.0)
	{
		*below = counts.x / counts.n;
		*above = rest / counts.n;
		return;
	}
	*below = wilson_distance(worth * counts.x, worth * rest,
							 worth * counts.n, z);
	*above = wilson_distance(worth * rest, worth * counts.x,
							 worth * counts.n, z);
}

/* The scores that are compared are (promoters - detractors) / n. */
static double
net_difference(NetCounts a, NetCounts b)
{
	return difference_of_products(a.promoters - a.detractors, b.n,
								  b.promoters - b.detractors, a.n) /
		(a.n * b.n);
}

/*
 * Each sample has the variance that Tango's (1998) method gives it at the
 * score of all answers together, so that for a b without end this is
 * net_target_test().  One variance for both would call small samples
 * different whose score is the same and whose mix is wider.  N / (N - 1) is
 * I. Campbell's (Statistics in Medicine 26:3661, 2007).
 */
static double
net_statistic(NetCounts a, NetCounts b)
{
	double		n = a.n + b.n;
	double		net = a.promoters - a.detractors +
		(b.promoters - b.detractors);
	double		rest = (n - fabs(net)) / n;
	double		variance = net_variance_at(a, net / n, rest) / a.n +
		net_variance_at(b, net / n, rest) / b.n;

	return ratio_or_nan(net_difference(a, b), sqrt(variance * (n / (n - 1.0))));
}

static TestResult
net_score_test(NetCounts a, NetCounts b, double confidence,
			   Alternative alternative)
{
	double		difference = net_difference(a, b);
	double		below_a,
				above_a,
				below_b,
				above_b;

	net_distances(a, confidence, &below_a, &above_a);
	net_distances(b, confidence, &below_b, &above_b);
	return test_result_of(difference,
						  hybrid_limits(difference, below_a, above_a,
										below_b, above_b, 2.0),
						  net_statistic(a, b),
						  joint_degrees(a.degrees, a.n, b.degrees, b.n),
						  alternative);
}

/*
 * Wald's test, with each sample adjusted as B. Rocks (The American
 * Statistician 70:365, 2016) adjusts one for NET_ADJUSTED_WALD; J. R. Lewis
 * and J. Sauro, "Comparing Net Promoter Scores", MeasuringU.  The difference
 * is that of the scores as observed.
 */
static TestResult
net_wald_test(NetCounts a, NetCounts b, double confidence, NetMethod method,
			  Alternative alternative)
{
	double		observed = net_difference(a, b);
	double		degrees = joint_degrees(a.degrees, a.n, b.degrees, b.n);
	TestResult	result;
	Limits		limits;

	if (method == NET_ADJUSTED_WALD)
	{
		a = net_adjusted(a, 1.0);
		b = net_adjusted(b, 1.0);
	}
	result = test_by_standard_error(net_difference(a, b),
									hypot(net_standard_error(a),
										  net_standard_error(b)),
									degrees, confidence, alternative, 2.0);
	limits.low = result.low;
	limits.high = result.high;
	limits = limits_containing(limits, observed);
	result.difference = observed;
	result.low = limits.low;
	result.high = limits.high;
	return result;
}

TestResult
net_test(NetCounts a, NetCounts b, double confidence, NetMethod method,
		 Alternative alternative)
{
	if (method == NET_SCORE)
		return net_score_test(a, b, confidence, alternative);
	return net_wald_test(a, b, confidence, method, alternative);
}

/*
 * The two-proportion z with N - 1 for N (Campbell 2007), and hybrid Wilson
 * limits.
 */
TestResult
share_test(ShareCounts a, ShareCounts b, double confidence,
		   Alternative alternative)
{
	double		crossed = difference_of_products(a.x, b.n, b.x, a.n);
	double		difference = crossed / (a.n * b.n);
	double		pooled = (a.x + b.x) * ((a.n - a.x) + (b.n - b.x));
	double		statistic = NAN;
	double		below_a,
				above_a,
				below_b,
				above_b;

	if (pooled > 0.0)
		statistic = crossed / sqrt(a.n * b.n) *
			sqrt((a.n + b.n - 1.0) / pooled);
	share_distances(a, confidence, &below_a, &above_a);
	share_distances(b, confidence, &below_b, &above_b);
	return test_result_of(difference,
						  hybrid_limits(difference, below_a, above_a,
										below_b, above_b, 1.0),
						  statistic,
						  joint_degrees(a.degrees, a.n, b.degrees, b.n),
						  alternative);
}

/* B. L. Welch, Biometrika 34:28, 1947; the errors are squares. */
static double
welch_degrees(double error_a, double degrees_a, double error_b,
			  double degrees_b)
{
	double		part_a = error_a / (error_a + error_b);
	double		part_b = error_b / (error_a + error_b);

	return 1.0 / (square(part_a) / degrees_a + square(part_b) / degrees_b);
}

/* Each with its own error, whose square is that of the estimate */
static TestResult
mean_separate_test(double difference, MeanEstimate a, MeanEstimate b,
				   double confidence, Alternative alternative, double most)
{
	double		error_a = square(a.standard_error);
	double		error_b = square(b.standard_error);
	double		degrees = a.degrees + b.degrees;

	if (!(a.degrees > 0.0 && b.degrees > 0.0))
		degrees = 0.0;
	else if (error_a + error_b > 0.0)
		degrees = welch_degrees(error_a, a.degrees, error_b, b.degrees);
	return test_by_standard_error(difference, sqrt(error_a + error_b),
								  degrees, confidence, alternative, most);
}

/* Student's test with one variance, the variance within both samples */
static TestResult
mean_pooled_test(const MeanSample *a, const MeanSample *b, double confidence,
				 Alternative alternative, double most)
{
	double		degrees = a->answers + b->answers - 2.0;
	double		variance = (a->answers * a->variance +
							b->answers * b->variance) / degrees;

	return test_by_standard_error(a->mean - b->mean,
								  sqrt(variance * (1.0 / a->size + 1.0 / b->size)),
								  degrees, confidence, alternative, most);
}

TestResult
mean_test(const MeanSample *a, const MeanSample *b, double confidence,
		  MeanMethod method, Alternative alternative, double scale_min,
		  double scale_max)
{
	double		most = scale_max - scale_min;

	if (method == MEAN_ADJUSTED)
		return mean_separate_test(a->mean - b->mean,
								  mean_adjusted(a, scale_min, scale_max, 1.0),
								  mean_adjusted(b, scale_min, scale_max, 1.0),
								  confidence, alternative, most);
	if (method == MEAN_WELCH)
		return mean_separate_test(a->mean - b->mean, mean_estimate(a),
								  mean_estimate(b), confidence, alternative,
								  most);
	return mean_pooled_test(a, b, confidence, alternative, most);
}


/*-------------------------------------------------------------------------
 * Against a target
 *-------------------------------------------------------------------------
 */

/* Limits of an estimate in points, as those of its difference from a target */
static Limits
from_target(Limits limits, double estimate, double target)
{
	limits.low *= 100.0;
	limits.high *= 100.0;
	limits = limits_containing(limits, estimate);
	limits.low -= target;
	limits.high -= target;
	return limits;
}

/*
 * Tango's (1998) score test, and the interval that consists of the targets it
 * does not reject.
 */
TestResult
net_target_test(NetCounts counts, double target, double confidence,
				Alternative alternative)
{
	double		net = counts.promoters - counts.detractors;
	double		score = 100.0 * net / counts.n;
	double		variance = net_variance_at(counts, target / 100.0,
										   (100.0 - fabs(target)) / 100.0);

	return test_result_of(score - target,
						  from_target(net_interval(counts, confidence,
												   NET_SCORE, 1.0),
									  score, target),
						  ratio_or_nan((100.0 * net - counts.n * target) / 100.0,
									   sqrt(counts.n * variance)),
						  counts.degrees, alternative);
}

/*
 * The score test, which takes the variance from the target, and Wilson's
 * interval, which consists of the targets that it does not reject (Newcombe,
 * Statistics in Medicine 17:857, 1998).
 */
TestResult
share_target_test(ShareCounts counts, double target, double confidence,
				  Alternative alternative)
{
	double		share = 100.0 * counts.x / counts.n;
	double		variance = target / 100.0 * ((100.0 - target) / 100.0);

	return test_result_of(share - target,
						  from_target(share_interval(counts, confidence,
													 SHARE_WILSON, 1.0),
									  share, target),
						  ratio_or_nan((100.0 * counts.x - counts.n * target) / 100.0,
									   sqrt(counts.n * variance)),
						  counts.degrees, alternative);
}

/*
 * Student's test of the sample or of the adjusted one.  The artificial answer
 * may lie beyond the target; then there is no evidence either way.
 */
TestResult
mean_target_test(const MeanSample *sample, double target, double confidence,
				 MeanMethod method, Alternative alternative,
				 double scale_min, double scale_max)
{
	MeanEstimate estimate = method == MEAN_ADJUSTED ?
		mean_adjusted(sample, scale_min, scale_max, 1.0) :
		mean_estimate(sample);
	double		difference = sample->mean - target;
	double		statistic = ratio_or_nan(estimate.mean - target,
										 estimate.standard_error);
	Limits		limits = mean_interval(sample, confidence, method, 1.0,
									   scale_min, scale_max);

	if (statistic * difference <= 0.0)
		statistic = 0.0;
	limits.low -= target;
	limits.high -= target;
	return test_result_of(difference, limits, statistic, estimate.degrees,
						  alternative);
}


/*-------------------------------------------------------------------------
 * After against before
 *-------------------------------------------------------------------------
 */

/* Student (1908) on differences, by their sums, which are exact */
static TestResult
student_paired_test(double n, double sum, double sum_squares,
					double confidence, double most)
{
	double		squares = difference_of_products(n, sum_squares, sum, sum);
	double		degrees = n - 1.0;

	return test_by_standard_error(sum / n, sqrt(squares / degrees) / n,
								  degrees, confidence,
								  ALTERNATIVE_TWO_SIDED, most);
}

/*
 * The change of a customer's group, -2 to 2, as the answer.  Where all changes
 * are equal, nothing says how far they vary.
 */
TestResult
net_paired_test(const double changes[5], double confidence)
{
	double		n = 0.0;
	double		sum = 0.0;
	double		sum_squares = 0.0;
	TestResult	result;

	for (int i = 0; i < 5; i++)
	{
		n += changes[i];
		sum += (i - 2) * changes[i];
		sum_squares += (i - 2) * (i - 2) * changes[i];
	}
	result = student_paired_test(n, sum, sum_squares, confidence, 2.0);
	if (result.low == result.high)
	{
		result.low = NAN;
		result.high = NAN;
	}
	return result;
}

TestResult
mean_paired_test(double n, double sum, double sum_squares, double confidence,
				 double most)
{
	return student_paired_test(n, sum, sum_squares, confidence, most);
}

/*
 * Of tosses of a coin, twice the probability of fewer heads than k, and the
 * probability of k; k is at most half of the tosses.
 */
static double
mid_p(double k, double tosses)
{
	double		term = pow(0.5, tosses);
	double		below = 0.0;

	for (double i = 0.0; i < k; i += 1.0)
	{
		below += term;
		term *= (tosses - i) / (i + 1.0);
	}
	return fmin(2.0 * below + term, 1.0);
}

/* The largest number of changes for which the test is exact */
#define MID_P_CHANGES	1000.0

/*
 * Q. McNemar, Psychometrika 12:153, 1947; the statistic is the square root of
 * his chi-squared, without correction.  The p value is the mid-p (M. W.
 * Fagerland, S. Lydersen and P. Laake, BMC Medical Research Methodology 13:91,
 * 2013), the limits are Tango's (1998).
 */
TestResult
share_paired_test(double rose, double fell, double n, double confidence)
{
	NetCounts	counts = net_counts(rose, fell, n);
	double		changes = rose + fell;
	TestResult	result = test_result_of(net_mean(counts),
										net_interval(counts, confidence,
													 NET_SCORE, 1.0),
										ratio_or_nan(rose - fell, sqrt(changes)),
										INFINITY, ALTERNATIVE_TWO_SIDED);

	if (changes > 0.0 && changes <= MID_P_CHANGES)
		result.p_value = mid_p(fmin(rose, fell), changes);
	return result;
}
