/*-------------------------------------------------------------------------
 *
 * contingency.c
 *	  Tests of whole distributions of answers: a table of segments by score.
 *
 *-------------------------------------------------------------------------
 */
#include "contingency.h"

#include <math.h>

#include "distribution.h"

/* 2^26: the products of smaller whole numbers are exact. */
#define EXACT_BELOW		67108864.0

void
margin_add(Margin *margin, const Histogram *segment)
{
	for (int score = 0; score < segment->limit; score++)
		margin->answers[score] += (double) segment->answers[score];
	if (segment->limit > margin->limit)
		margin->limit = segment->limit;
	margin->segments += segment->total > 0;
}

/*
 * The rank of an answer is that of the middle of its score.  Its deviation
 * from the mean rank is half of the number of lower answers minus that of
 * higher ones.
 */
void
margin_finish(Margin *margin)
{
	double		below = 0.0;

	while (margin->limit > 0 && margin->answers[margin->limit - 1] == 0.0)
		margin->limit--;
	margin->total = 0.0;
	margin->rank_squares = 0.0;
	for (int score = 0; score < margin->limit; score++)
		margin->total += margin->answers[score];
	margin->exact = margin->total < EXACT_BELOW;
	for (int score = 0; score < margin->limit; score++)
	{
		double		answers = margin->answers[score];
		double		above = margin->total - below - answers;

		margin->rank_squares += 0.25 * answers * square(below - above);
		if (margin->exact)
			margin->deviations[score] = (int64) (below - above);
		below += answers;
	}
}

/*
 * The sum of the deviations of the ranks of a segment's answers, which is
 * half of the pairs of one of its answers and a lower one of all, minus the
 * pairs with a higher one.  Of many answers score by score, as the two nearly
 * cancel where the segment answers like all.
 */
static double
rank_deviation(const Histogram *segment, const Margin *margin)
{
	double		below = 0.0;
	double		all_below = 0.0;
	double		sum = 0.0;

	if (margin->exact)
	{
		int64		twice = 0;

		for (int score = 0; score < segment->limit; score++)
			twice += segment->answers[score] * margin->deviations[score];
		return 0.5 * (double) twice;
	}
	for (int score = 0; score < margin->limit; score++)
	{
		double		all = margin->answers[score];
		double		answers = 0.0;

		if (score < segment->limit)
			answers = (double) segment->answers[score];
		sum += difference_of_products(answers, all_below, all, below);
		below += answers;
		all_below += all;
	}
	return 0.5 * sum;
}

/*
 * W. H. Kruskal and W. A. Wallis, Journal of the American Statistical
 * Association 47:583, 1952, with their correction for ties: with D the sum of
 * a segment's deviations of ranks and n its answers, H is (N - 1) times the
 * sum of D^2 / n over the sum of squares of the deviations of all ranks.
 */
double
kruskal_wallis_part(const Histogram *segment, const Margin *margin)
{
	if (segment->total == 0)
		return 0.0;
	return square(rank_deviation(segment, margin)) / (double) segment->total;
}

SegmentsTest
kruskal_wallis_test(double sum, const Margin *margin)
{
	SegmentsTest result = {NAN, margin->segments - 1.0, NAN};

	if (!(margin->rank_squares > 0.0))
		return result;
	result.statistic = (margin->total - 1.0) * sum / margin->rank_squares;
	result.p_value = chi_squared_p(result.statistic, result.degrees);
	return result;
}

/*
 * K. Pearson, Philosophical Magazine (5) 50:157, 1900.  What a segment was
 * expected to have at scores at which it has no answers is what it was
 * expected to have at all minus the rest.
 */
double
chi_squared_part(const Histogram *segment, const Margin *margin)
{
	double		answers = (double) segment->total;
	double		elsewhere = margin->total;
	double		sum = 0.0;

	for (int score = 0; score < segment->limit; score++)
	{
		double		all = margin->answers[score];
		double		observed;
		double		excess;

		if (segment->answers[score] == 0)
			continue;
		observed = (double) segment->answers[score];
		excess = margin->exact ? observed * margin->total - answers * all :
			difference_of_products(observed, margin->total, answers, all);
		sum += excess * excess / (answers * all);
		elsewhere -= all;
	}
	return (sum + answers * elsewhere) / margin->total;
}

/*
 * V is that of H. Cramer, Mathematical Methods of Statistics, 1946, section
 * 21.9.  Scores without answers are no columns.
 */
SegmentsTest
chi_squared_test(double sum, const Margin *margin, double *cramers_v)
{
	SegmentsTest result = {sum, NAN, NAN};
	double		scores = 0.0;

	for (int score = 0; score < margin->limit; score++)
		scores += margin->answers[score] > 0.0;
	result.degrees = (margin->segments - 1.0) * (scores - 1.0);
	result.p_value = chi_squared_p(sum, result.degrees);
	*cramers_v = NAN;
	if (result.degrees > 0.0)
		*cramers_v = sqrt(sum / margin->total /
						  (fmin(margin->segments, scores) - 1.0));
	return result;
}

/*
 * H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18:50, 1947,
 * with the variance for ties (E. L. Lehmann, Nonparametrics, 1975, section
 * 1.4) and without a correction for continuity.
 */
MannWhitneyTest
mann_whitney_test(const Histogram *a, const Histogram *b,
				  Alternative alternative)
{
	MannWhitneyTest result = {NAN, NAN, NAN, NAN};
	Margin		margin = {.limit = 0};
	double		pairs = (double) a->total * (double) b->total;
	double		deviation;

	if (!(pairs > 0.0))
		return result;
	margin_add(&margin, a);
	margin_add(&margin, b);
	margin_finish(&margin);
	deviation = rank_deviation(a, &margin);
	result.u = 0.5 * pairs + deviation;
	result.probability = result.u / pairs;
	if (!(margin.rank_squares > 0.0))
		return result;
	result.statistic = deviation /
		sqrt(pairs * margin.rank_squares / margin.total / (margin.total - 1.0));
	result.p_value = p_of_statistic(result.statistic, INFINITY, alternative);
	return result;
}
