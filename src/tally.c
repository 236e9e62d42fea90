/*-------------------------------------------------------------------------
 *
 * tally.c
 *	  The histogram of ratings: reading, building, adding, removing.
 *
 *-------------------------------------------------------------------------
 */
#include "tally.h"

#include <float.h>
#include <math.h>
#include <string.h>

/*
 * Relative rounding error to allow in sums of weights: each addition is off by
 * at most half of DBL_EPSILON, and sums that were made elsewhere by some more.
 */
#define WEIGHT_ROUNDING(answers)	(1e-9 + 2 * DBL_EPSILON * (answers))

/*
 * The weight left at a score after removing answers must be more than this
 * part of what was there, or it is mostly rounding.
 */
#define LEAST_WEIGHT_LEFT	1e-9

/* n^2 times the square of the highest score fits into 64 bits. */
#define EXACT_ANSWERS		(1 << 24)

/*
 * Start an empty histogram with capacity for the scores below a limit.
 */
void
histogram_begin(Histogram *histogram, bool weighted, int capacity,
				Counts *counts)
{
	size_t		scores = (size_t) capacity;

	counts->capacity = capacity;
	counts->answers = histogram->answer_space;
	counts->weights = weighted ? histogram->weight_space : NULL;
	counts->weight_squares = weighted ? histogram->weight_square_space : NULL;
	memset(counts->answers, 0, scores * sizeof(int64));
	if (weighted)
	{
		memset(counts->weights, 0, scores * sizeof(double));
		memset(counts->weight_squares, 0, scores * sizeof(double));
	}
	histogram->limit = capacity;
	histogram->weighted = weighted;
	histogram->total = 0;
	histogram->answers = counts->answers;
	histogram->weights = counts->weights;
	histogram->weight_squares = counts->weight_squares;
}

/*
 * Reject minus zero, too, for equal tallies must have equal bytes.
 */
static bool
is_weight(double weight)
{
	return isfinite(weight) && !signbit(weight);
}

/*
 * n weights that add up to W have squares that add up to at least W^2 / n, by
 * the inequality of Cauchy and Schwarz, and at most W^2, as no weight is
 * negative.  If that holds at each score, it holds for the whole tally.
 */
bool
weights_are_possible(int64 answers, double weight, double weight_squares)
{
	double		n = (double) answers;
	double		rounding = 1 + WEIGHT_ROUNDING(n);

	if (!is_weight(weight) || !is_weight(weight_squares))
		return false;
	if (answers == 0 || weight == 0 || weight_squares == 0)
		return weight == 0 && weight_squares == 0;
	return weight * rounding >= TALLY_MIN_WEIGHT &&
		weight_squares * rounding >= TALLY_MIN_WEIGHT * TALLY_MIN_WEIGHT &&
		weight / n * weight <= weight_squares * rounding &&
		weight_squares <= weight * weight * rounding;
}

/*
 * Check the weights at each score, and all of them together.
 */
static TallyStatus
check_weights(const Histogram *histogram)
{
	Segment		all = histogram_all(histogram);

	for (int score = 0; score < histogram->limit; score++)
	{
		if (!weights_are_possible(histogram->answers[score],
								  histogram->weights[score],
								  histogram->weight_squares[score]))
			return TALLY_IMPOSSIBLE_WEIGHT;
	}
	return all.weight <= TALLY_MAX_WEIGHT &&
		all.weight_squares <= TALLY_MAX_WEIGHT ? TALLY_OK : TALLY_TOO_HEAVY;
}

/*
 * Check what was built, and set the total.
 */
TallyStatus
histogram_finish(Histogram *histogram)
{
	histogram->total = 0;
	for (int score = 0; score < histogram->limit; score++)
	{
		if (counts_overflow(histogram->total, histogram->answers[score]))
			return TALLY_TOO_MANY;
		histogram->total += histogram->answers[score];
	}
	if (!histogram->weighted)
		return TALLY_OK;
	histogram->weighted = histogram->total > 0;
	return check_weights(histogram);
}

/*
 * The answers from score low to score high, both included.
 */
Segment
histogram_segment(const Histogram *histogram, int low, int high)
{
	Segment		segment = {0, 0, 0};

	segment.answers = histogram_answers(histogram, low, high);
	if (!histogram->weighted)
	{
		segment.weight = (double) segment.answers;
		segment.weight_squares = segment.weight;
		return segment;
	}
	if (low < 0)
		low = 0;
	if (high >= histogram->limit)
		high = histogram->limit - 1;
	for (int score = low; score <= high; score++)
	{
		segment.weight += histogram->weights[score];
		segment.weight_squares += histogram->weight_squares[score];
	}
	return segment;
}

Segment
histogram_all(const Histogram *histogram)
{
	if (!histogram->weighted)
	{
		double		total = (double) histogram->total;
		Segment		all = {histogram->total, total, total};

		return all;
	}
	return histogram_segment(histogram, 0, TALLY_MAX_SCORE);
}

/*
 * The sum of all scores, each times its weight.
 */
static double
histogram_sum(const Histogram *histogram)
{
	double		sum = 0;

	for (int score = 0; score < histogram->limit; score++)
		sum += score * histogram_weight(histogram, score);
	return sum;
}

/*
 * The mean score, sum(w x) / sum(w); NaN where there is no weight.  For
 * unweighted answers both sums are exact up to 2^53 and the division is the
 * only rounding.
 */
double
histogram_mean(const Histogram *histogram)
{
	double		weight = histogram_all(histogram).weight;

	return weight > 0 ? histogram_sum(histogram) / weight : NAN;
}

/*
 * histogram_moments() for so few unweighted answers that whole numbers hold
 * all products.
 */
static Moments
exact_moments(const Histogram *histogram)
{
	int64		n = histogram->total;
	int64		sum = 0;
	int64		squares = 0;
	Moments		moments;

	for (int score = 0; score < histogram->limit; score++)
	{
		int64		part = score * histogram->answers[score];

		sum += part;
		squares += score * part;
	}
	moments.sum = (double) sum;
	moments.mean = moments.sum / (double) n;
	moments.squares = (double) (n * squares - sum * sum) / (double) n;
	moments.weighted_squares = moments.squares;
	return moments;
}

/*
 * All NaN where there is no weight.
 */
Moments
histogram_moments(const Histogram *histogram)
{
	Moments		moments = {0, 0, 0, 0};

	if (!histogram->weighted && histogram->total <= EXACT_ANSWERS)
		return exact_moments(histogram);
	moments.sum = histogram_sum(histogram);
	moments.mean = moments.sum / histogram_all(histogram).weight;
	for (int score = 0; score < histogram->limit; score++)
	{
		double		squared = (score - moments.mean) * (score - moments.mean);

		moments.squares += squared * histogram_weight(histogram, score);
		moments.weighted_squares += squared *
			histogram_weight_square(histogram, score);
	}
	return moments;
}

static int
compare_doubles(double a, double b)
{
	return (a > b) - (a < b);
}

/*
 * A total order: by the first score, from 0 up, at which the answers differ,
 * in number, then in weight.  Of two that differ in nothing else, the
 * unweighted one comes first.
 */
int
histogram_compare(const Histogram *a, const Histogram *b)
{
	int			limit = a->limit > b->limit ? a->limit : b->limit;

	for (int score = 0; score < limit; score++)
	{
		Segment		of_a = histogram_segment(a, score, score);
		Segment		of_b = histogram_segment(b, score, score);
		int			order;

		order = (of_a.answers > of_b.answers) - (of_a.answers < of_b.answers);
		if (order == 0)
			order = compare_doubles(of_a.weight, of_b.weight);
		if (order == 0)
			order = compare_doubles(of_a.weight_squares, of_b.weight_squares);
		if (order != 0)
			return order;
	}
	return a->weighted - b->weighted;
}

/*
 * Count some answers of weight 1 at a score below the capacity.
 */
TallyStatus
counts_add(Counts *counts, int score, int64 answers)
{
	if (counts_overflow(counts->answers[score], answers))
		return TALLY_TOO_MANY;
	counts->answers[score] += answers;
	if (counts->weights != NULL)
	{
		counts->weights[score] += (double) answers;
		counts->weight_squares[score] += (double) answers;
	}
	return TALLY_OK;
}

/*
 * Count one answer of the given weight; the counts must be weighted.
 */
TallyStatus
counts_add_weighted(Counts *counts, int score, double weight)
{
	double		weights = counts->weights[score] + weight;
	double		squares = counts->weight_squares[score] + weight * weight;

	if (counts_overflow(counts->answers[score], 1))
		return TALLY_TOO_MANY;
	if (!(weights <= TALLY_MAX_WEIGHT && squares <= TALLY_MAX_WEIGHT))
		return TALLY_TOO_HEAVY;
	counts->answers[score]++;
	counts->weights[score] = weights;
	counts->weight_squares[score] = squares;
	return TALLY_OK;
}

/*
 * Add all answers of a histogram.  The counts must have capacity for its
 * scores and be weighted if it is.
 */
TallyStatus
counts_merge(Counts *counts, const Histogram *more)
{
	for (int score = 0; score < more->limit; score++)
	{
		if (more->answers[score] == 0)
			continue;
		if (counts_overflow(counts->answers[score], more->answers[score]))
			return TALLY_TOO_MANY;
		counts->answers[score] += more->answers[score];
		if (counts->weights == NULL)
			continue;
		counts->weights[score] += histogram_weight(more, score);
		counts->weight_squares[score] += histogram_weight_square(more, score);
		if (!(counts->weights[score] <= TALLY_MAX_WEIGHT &&
			  counts->weight_squares[score] <= TALLY_MAX_WEIGHT))
			return TALLY_TOO_HEAVY;
	}
	return TALLY_OK;
}

/*
 * Subtract a sum of weights from that of a score that still has answers.
 */
static TallyStatus
subtract_weight(double *sum, double part)
{
	double		left = *sum - part;
	double		least = LEAST_WEIGHT_LEFT * *sum;

	if (part == 0)
		return TALLY_OK;
	if (left < -least)
		return TALLY_TOO_FEW;
	if (left < least)
		return TALLY_LOST_WEIGHT;
	*sum = left;
	return TALLY_OK;
}

/*
 * The sum of squares that so many answers with a sum of weights can have,
 * nearest to the given one, which was rounded; negative if it is further from
 * it than rounding explains.  That is LEAST_WEIGHT_LEFT beyond the last digit.
 */
static double
possible_squares(double answers, double weight, double squares)
{
	double		rounding = DBL_EPSILON * 8 / LEAST_WEIGHT_LEFT;
	double		least = weight / answers * weight;
	double		most = weight * weight;

	if (least > squares * (1 + rounding) || squares > most * (1 + rounding))
		return -1;
	if (squares < least)
		return least;
	return squares > most ? most : squares;
}

/*
 * Take weight from a score at which answers remain.  One answer has the
 * square of its weight; more can have different ones.
 */
static TallyStatus
remove_weight(Counts *counts, int score, double weight, double squares)
{
	double	   *weights = &counts->weights[score];
	double	   *weight_squares = &counts->weight_squares[score];
	double		answers = (double) counts->answers[score];
	TallyStatus status = subtract_weight(weights, weight);

	if (status != TALLY_OK)
		return status;
	status = subtract_weight(weight_squares, squares);
	if (status == TALLY_LOST_WEIGHT && answers == 1)
		*weight_squares = *weights * *weights;
	else if (status != TALLY_OK)
		return status;
	*weight_squares = possible_squares(answers, *weights, *weight_squares);
	return *weight_squares >= 0 ? TALLY_OK : TALLY_TOO_FEW;
}

/*
 * Take answers, with their weight, from a score below the capacity.
 */
static TallyStatus
remove_answers(Counts *counts, int score, int64 answers, double weight,
			   double squares)
{
	if (counts->answers[score] < answers)
		return TALLY_TOO_FEW;
	counts->answers[score] -= answers;
	if (counts->weights == NULL)
		return TALLY_OK;
	if (counts->answers[score] > 0)
		return remove_weight(counts, score, weight, squares);
	/* any weight left is rounding, of sums larger than these */
	counts->weights[score] = 0;
	counts->weight_squares[score] = 0;
	return TALLY_OK;
}

/*
 * Remove some answers of weight 1 from a score below the capacity.
 */
TallyStatus
counts_remove(Counts *counts, int score, int64 answers)
{
	return remove_answers(counts, score, answers, (double) answers,
						  (double) answers);
}

/*
 * Remove all answers of a histogram; the counts must be weighted if it is.
 */
TallyStatus
counts_unmerge(Counts *counts, const Histogram *less)
{
	TallyStatus status;

	for (int score = 0; score < less->limit; score++)
	{
		if (less->answers[score] == 0)
			continue;
		if (score >= counts->capacity)
			return TALLY_TOO_FEW;
		status = remove_answers(counts, score, less->answers[score],
								histogram_weight(less, score),
								histogram_weight_square(less, score));
		if (status != TALLY_OK)
			return status;
	}
	return TALLY_OK;
}
