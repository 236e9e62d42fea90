/*-------------------------------------------------------------------------
 *
 * series.c
 *	  Statistics of several samples: trends, heterogeneity, shrinkage; and of
 *	  a series of numbers.
 *
 *-------------------------------------------------------------------------
 */
#include "series.h"

#include <math.h>
#include <string.h>

#include "distribution.h"

static double
square(double x)
{
	return x * x;
}

static double
series_answers_size(const SeriesAnswers *answers)
{
	double		size = 0.0;

	for (int i = 0; i < answers->values; i++)
		size += answers->counts[i];
	return size;
}

static double
series_answers_mean(const SeriesAnswers *answers)
{
	double		sum = 0.0;

	for (int i = 0; i < answers->values; i++)
		sum += (answers->first_value + i) * answers->counts[i];
	return sum / series_answers_size(answers);
}

/*
 * D. H. D. West, Communications of the ACM 22:532, 1979: means and sums of
 * squares are updated, so that periods far from 0, such as seconds since
 * 1970, cost no digits.
 */
static void
update_means(Series *series, const SeriesPoint *point)
{
	double		before = series->size;
	double		from_period = point->period - series->mean_period;
	double		from_mean = point->mean - series->mean;
	double		part;

	series->size += point->size;
	part = point->size / series->size;
	series->mean_period += part * from_period;
	series->mean += part * from_mean;
	series->period_squares += before * part * square(from_period);
	series->products += before * part * from_period * from_mean;
	series->squares += before * part * square(from_mean);
}

SeriesPoint
series_add(Series *series, double period, const SeriesAnswers *answers)
{
	SeriesPoint point = {period, 0.0, 0.0};

	series->pooled.first_value = answers->first_value;
	if (series->pooled.values < answers->values)
		series->pooled.values = answers->values;
	for (int i = 0; i < answers->values; i++)
	{
		point.size += answers->counts[i];
		point.mean += (answers->first_value + i) * answers->counts[i];
		series->pooled.counts[i] += answers->counts[i];
	}
	point.mean /= point.size;
	series->points += 1.0;
	series->size_squares += square(point.size);
	series->inverse_sizes += 1.0 / point.size;
	update_means(series, &point);
	return point;
}

/* The mean of a power of the deviations of all answers from their mean */
static double
pooled_moment(const Series *series, int power)
{
	const SeriesAnswers *pooled = &series->pooled;
	double		mean = series_answers_mean(pooled);
	double		sum = 0.0;
	int			seen = 0;

	for (int i = 0; i < pooled->values; i++)
	{
		double		deviation = pooled->first_value + i - mean;

		seen += pooled->counts[i] > 0.0;
		sum += pooled->counts[i] * (power == 2 ? square(deviation) :
									square(square(deviation)));
	}
	return seen > 1 ? sum / series_answers_size(pooled) : 0.0;
}

double
series_variance(const Series *series)
{
	return pooled_moment(series, 2);
}


/*-------------------------------------------------------------------------
 * The distribution of Q
 *-------------------------------------------------------------------------
 */

/*
 * The variance of a quadratic form Q over all ways to deal the answers out to
 * the samples (E. J. G. Pitman, Biometrika 29:322, 1938; for shares J. B. S.
 * Haldane, Biometrika 31:346, 1940).  n is the number of answers, diagonal the
 * sum of n_i times the square of the form's coefficient for sample i, kurtosis
 * the mean fourth power of the deviations over the square of the variance.
 */
static double
permutation_variance(double degrees, double n, double diagonal,
					 double kurtosis)
{
	return 2.0 * degrees * (n - 1.0 - degrees) / (n + 1.0) +
		(n - 1.0) * ((n + 1.0) * n * diagonal -
					 (n - 1.0) * degrees * (degrees + 2.0)) *
		((n + 1.0) * kurtosis - 3.0 * (n - 1.0)) /
		(n * (n + 1.0) * (n - 2.0) * (n - 3.0));
}

/*
 * The gamma distribution with the mean and the variance of Q.  Chi-squared,
 * with the variance of normal estimates, would be off by up to five times
 * where the samples are of unequal size.  One answer a sample leaves nothing
 * to deal out otherwise.
 */
static double
q_p_value(const Series *series, double q, double degrees, double diagonal,
		  double variance)
{
	double		n = series->size;
	double		dealt;

	if (!(degrees > 0.0) || isnan(q))
		return NAN;
	if (n < 4.0)
		return chi_squared_p(q, degrees);
	dealt = permutation_variance(degrees, n, diagonal,
								 pooled_moment(series, 4) / square(variance));
	if (degrees >= n - 1.0 || !(dealt > 1e-9 * degrees))
		return 1.0;
	return gamma_p(q * degrees / dealt, square(degrees) / dealt);
}

/* The sum of squares between samples as Q */
static double
q_of_squares(const Series *series, double squares, double variance)
{
	if (!(variance > 0.0))
		return NAN;
	return (series->size - 1.0) / series->size * squares / variance;
}


/*-------------------------------------------------------------------------
 * Heterogeneity and shrinkage
 *-------------------------------------------------------------------------
 */

/*
 * Q is Cochran's (1954) with one variance, for shares Pearson's chi-squared
 * times (n - 1) / n; tau squared is the moment estimate of R. DerSimonian and
 * N. Laird, Controlled Clinical Trials 7:177, 1986.
 */
Heterogeneity
heterogeneity(const Series *series)
{
	Heterogeneity result = {NAN, NAN, NAN, NAN};
	double		variance = series_variance(series);
	double		n = series->size;
	double		spare;

	if (series->points == 0.0)
		return result;
	result.degrees = series->points - 1.0;
	result.q = q_of_squares(series, series->squares, variance);
	result.p_value = q_p_value(series, result.q, result.degrees,
							   series->inverse_sizes +
							   (1.0 - 2.0 * series->points) / n, variance);
	result.tau_squared = 0.0;
	spare = n - series->size_squares / n;
	if (result.q > result.degrees && spare > 0.0)
		result.tau_squared = (result.q - result.degrees) * variance / spare;
	return result;
}

/*
 * The empirical Bayes estimate that goes with it (C. N. Morris, Journal of
 * the American Statistical Association 78:47, 1983).
 */
double
shrunk_center(const Series *series, double tau_squared,
			  const SeriesPoint *points, size_t count)
{
	double		variance = series_variance(series);
	double		weight_sum = 0.0;
	double		sum = 0.0;

	if (tau_squared == 0.0)
		return series_answers_mean(&series->pooled);
	for (size_t i = 0; i < count; i++)
	{
		double		weight;

		if (!(points[i].size > 0.0))
			continue;
		weight = 1.0 / (tau_squared + variance / points[i].size);
		weight_sum += weight;
		sum += weight * points[i].mean;
	}
	return sum / weight_sum;
}

double
shrunk_mean(const SeriesPoint *point, double center, double variance,
			double tau_squared)
{
	if (variance == 0.0)
		return point->mean;
	return center + tau_squared / (tau_squared + variance / point->size) *
		(point->mean - center);
}


/*-------------------------------------------------------------------------
 * Trends
 *-------------------------------------------------------------------------
 */

/* p of the distances from the line, with two degrees of freedom fewer */
static double
residual_p_value(const Series *series, const SeriesPoint *points,
				 size_t count, double slope, double variance)
{
	double		squares = 0.0;
	double		diagonal = 0.0;

	for (size_t i = 0; i < count; i++)
	{
		double		from_period = points[i].period - series->mean_period;

		squares += points[i].size *
			square(points[i].mean - series->mean - slope * from_period);
		diagonal += points[i].size *
			square(1.0 / points[i].size - 1.0 / series->size -
				   square(from_period) / series->period_squares);
	}
	return q_p_value(series, q_of_squares(series, squares, variance),
					 (double) count - 2.0, diagonal, variance);
}

/*
 * Weighted least squares; for shares this is the test of Cochran (1954) and
 * P. Armitage, Biometrics 11:375, 1955, whose chi-squared is the square of the
 * statistic.
 */
Trend
series_trend(const Series *series, const SeriesPoint *points, size_t count)
{
	Trend		result = {NAN, NAN, NAN, NAN, NAN};
	double		variance = series_variance(series);

	if (!(series->period_squares > 0.0))
		return result;
	result.slope = series->products / series->period_squares;
	result.standard_error = sqrt(variance / series->period_squares);
	if (result.standard_error > 0.0)
		result.statistic = result.slope / result.standard_error;
	result.p_value = normal_two_sided_p(result.statistic);
	result.residual_p_value = residual_p_value(series, points, count,
											   result.slope, variance);
	return result;
}


/*-------------------------------------------------------------------------
 * Mann-Kendall
 *-------------------------------------------------------------------------
 */

/*
 * Merge two sorted runs, and count the pairs, one of each run, that fall.
 */
static double
merge_runs(const double *left, size_t left_count,
		   const double *right, size_t right_count, double *merged)
{
	double		falling = 0.0;

	while (left_count > 0 && right_count > 0)
	{
		if (*left <= *right)
		{
			*merged++ = *left++;
			left_count--;
		}
		else
		{
			falling += (double) left_count;
			*merged++ = *right++;
			right_count--;
		}
	}
	memcpy(merged, left, left_count * sizeof(double));
	memcpy(merged + left_count, right, right_count * sizeof(double));
	return falling;
}

/*
 * Sort the values by merging, and count the pairs that fall on the way (W.
 * R. Knight, Journal of the American Statistical Association 61:436, 1966).
 */
static double
sort_and_count_falling(double *values, double *scratch, size_t count)
{
	double		falling = 0.0;

	for (size_t run = 1; run < count; run *= 2)
	{
		for (size_t start = 0; start < count; start += 2 * run)
		{
			size_t		rest = count - start;
			size_t		left = rest < run ? rest : run;
			size_t		right = rest - left < run ? rest - left : run;

			falling += merge_runs(values + start, left,
								  values + start + left, right,
								  scratch + start);
		}
		memcpy(values, scratch, count * sizeof(double));
	}
	return falling;
}

/* With fewer values than this the distribution of s is known. */
#define KENDALL_EXACT_BELOW	10

/*
 * Twice the probability of an s at least as far from 0, at most 1, of all
 * orders of that many different values.  orders[k] of them have k pairs that
 * fall (T. Muir, 1898): one more value falls behind 0 to count others.
 */
static double
kendall_exact_p(double s, size_t count)
{
	enum
	{
		MAX_PAIRS = KENDALL_EXACT_BELOW * (KENDALL_EXACT_BELOW - 1) / 2
	};
	double		orders[MAX_PAIRS + 1] = {1.0};
	double		pairs = 0.5 * (double) count * ((double) count - 1.0);
	double		extreme = 0.0;
	double		all = 1.0;

	for (size_t n = 2; n <= count; n++)
	{
		all *= (double) n;
		for (int k = MAX_PAIRS; k > 0; k--)
		{
			for (int fewer = k - 1; fewer >= 0 && fewer > k - (int) n; fewer--)
				orders[k] += orders[fewer];
		}
	}
	for (int k = 0; k <= MAX_PAIRS && pairs - 2.0 * k >= fabs(s); k++)
		extreme += orders[k];
	return fmin(2.0 * extreme / all, 1.0);
}

/*
 * H. B. Mann, Econometrica 13:245, 1945; M. G. Kendall, Rank Correlation
 * Methods, 1948, with his corrections for ties and for continuity.
 */
KendallTest
mann_kendall_test(double *values, double *scratch, size_t count)
{
	double		n = (double) count;
	double		falling = sort_and_count_falling(values, scratch, count);
	double		tied_pairs = 0.0;
	double		variance = n * (n - 1.0) * (2.0 * n + 5.0);
	KendallTest result = {NAN, NAN, NAN, NAN};

	if (count == 0)
		return result;
	for (size_t start = 0, end; start < count; start = end)
	{
		double		tied;

		for (end = start + 1; end < count && values[end] == values[start];)
			end++;
		tied = (double) (end - start);
		tied_pairs += 0.5 * tied * (tied - 1.0);
		variance -= tied * (tied - 1.0) * (2.0 * tied + 5.0);
	}
	result.s = 0.5 * n * (n - 1.0) - tied_pairs - 2.0 * falling;
	result.standard_error = sqrt(variance / 18.0);
	if (variance > 0.0)
		result.statistic = (result.s - (result.s > 0.0) + (result.s < 0.0)) /
			result.standard_error;
	if (count < KENDALL_EXACT_BELOW && count > 1 && tied_pairs == 0.0)
		result.p_value = kendall_exact_p(result.s, count);
	else
		result.p_value = normal_two_sided_p(result.statistic);
	return result;
}
