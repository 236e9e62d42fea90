/*-------------------------------------------------------------------------
 *
 * series.c
 *	  Statistics of several samples: trends, heterogeneity, shrinkage.
 *
 *-------------------------------------------------------------------------
 */
#include "series.h"

#include <math.h>
#include <string.h>

#include "distribution.h"

/*
 * D. H. D. West, Communications of the ACM 22:532, 1979: means and sums of
 * squares are updated, so that periods far from 0, such as seconds since
 * 1970, cost no digits.
 */
void
weighted_sums_add(WeightedSums *sums, double x, double y, double weight)
{
	double		before = sums->weight;
	double		from_x = x - sums->mean_x;
	double		from_y = y - sums->mean_y;
	double		part;

	sums->points += 1.0;
	sums->weight += weight;
	sums->weight_squares += weight * weight;
	part = weight / sums->weight;
	sums->mean_x += part * from_x;
	sums->mean_y += part * from_y;
	sums->xx += before * part * from_x * from_x;
	sums->xy += before * part * from_x * from_y;
	sums->yy += before * part * from_y * from_y;
}


/*-------------------------------------------------------------------------
 * Trends
 *-------------------------------------------------------------------------
 */

static Trend
trend(const WeightedSums *sums, double answer_variance)
{
	Trend		result = {NAN, NAN, NAN, NAN};

	if (!(sums->xx > 0.0))
		return result;
	result.slope = sums->xy / sums->xx;
	result.standard_error = sqrt(answer_variance / sums->xx);
	if (result.standard_error > 0.0)
		result.statistic = result.slope / result.standard_error;
	result.p_value = normal_two_sided_p(result.statistic);
	return result;
}

/*
 * W. G. Cochran, Biometrics 10:417, 1954; P. Armitage, Biometrics 11:375,
 * 1955: chi-squared with one degree of freedom is the square of the slope
 * over its standard error where there is no trend, when the variance of an
 * answer is p (1 - p), p the share of all answers.
 */
Trend
share_trend(const WeightedSums *sums)
{
	Trend		result = trend(sums, sums->mean_y * (1.0 - sums->mean_y));

	result.statistic *= result.statistic;
	return result;
}

/*
 * Least squares with known variances (A. C. Aitken, Proceedings of the Royal
 * Society of Edinburgh 55:42, 1935).
 */
Trend
estimate_trend(const WeightedSums *sums)
{
	return trend(sums, 1.0);
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
	result.p_value = normal_two_sided_p(result.statistic);
	return result;
}


/*-------------------------------------------------------------------------
 * Heterogeneity and shrinkage
 *-------------------------------------------------------------------------
 */

/*
 * R. DerSimonian and N. Laird, Controlled Clinical Trials 7:177, 1986; Q is
 * that of Cochran (1954).
 */
Heterogeneity
heterogeneity(const WeightedSums *sums)
{
	Heterogeneity result = {NAN, NAN, NAN, NAN};
	double		spare;

	if (sums->points == 0.0)
		return result;
	result.q = sums->yy;
	result.degrees = sums->points - 1.0;
	result.p_value = chi_squared_p(result.q, result.degrees);
	result.tau_squared = 0.0;
	spare = sums->weight - sums->weight_squares / sums->weight;
	if (result.q > result.degrees && spare > 0.0)
		result.tau_squared = (result.q - result.degrees) / spare;
	return result;
}

/*
 * The empirical Bayes estimate that goes with it (C. N. Morris, Journal of
 * the American Statistical Association 78:47, 1983).
 */
double
shrunk_estimate(double estimate, double variance, double mean,
				double tau_squared)
{
	return mean + tau_squared / (tau_squared + variance) * (estimate - mean);
}
