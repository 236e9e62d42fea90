/*-------------------------------------------------------------------------
 *
 * estimate.h
 *	  Statistics on plain numbers.
 *
 * The formulas that turn counts, shares, means and variances into standard
 * errors, confidence limits and sample sizes; those of tests are in
 * significance.h.  Plain C99: no server type, no allocation, no state, no
 * error.  Callers have already refused impossible arguments (a confidence
 * outside 0..1, more promoters than answers); a result that does not exist is
 * NAN, and the caller shows it as NULL.
 *
 * Conventions:
 *	- shares run 0..1 and net scores -1..1; callers convert to percentages
 *	- counts are doubles, because the effective size of a weighted sample is
 *	  not whole
 *	- a confidence is two-sided and lies strictly between 0 and 1
 *	- population_factor is the result of finite_population_factor(), or 1
 *	  when the population is as good as infinite
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_ESTIMATE_H
#define SATISFACTION_ESTIMATE_H

#include <math.h>

/* a * b - c * d, exact to the last digit or two */
extern double difference_of_products(double a, double b, double c, double d);

/* Two confidence limits, low <= high; both NAN if there is no interval. */
typedef struct Limits
{
	double		low;
	double		high;
} Limits;

extern const Limits no_limits;

/* Limits moved to the estimate where they would leave it out. */
extern Limits limits_containing(Limits limits, double estimate);

/* Both limits moved into the range; a NAN stays one. */
extern Limits limits_within(double low, double high,
							double lowest, double highest);

static inline double
square(double x)
{
	return x * x;
}

/*
 * How far sampling without replacement from a population of known size
 * shrinks a standard error: sqrt((N - n) / (N - 1)).  1 for an infinite
 * population, 0 for a census.
 */
extern double finite_population_factor(double n, double population);

/*
 * estimate -+ critical * standard_error, cut off at lowest and highest.
 * For estimates that bring their own standard error, as weighted ones do.
 */
extern Limits limits_from_standard_error(double estimate,
										 double standard_error,
										 double critical,
										 double lowest, double highest);

/*
 * Counts of a share: x of n.  Counts of a net score: promoters, detractors,
 * and the rest of n passive.
 *
 * Weighted answers have effective counts, and fewer degrees of freedom: one
 * less than there are answers.  Those of plain counts are INFINITY.
 */
typedef struct ShareCounts
{
	double		x;
	double		n;
	double		degrees;
} ShareCounts;

typedef struct NetCounts
{
	double		promoters;
	double		detractors;
	double		n;
	double		degrees;
} NetCounts;

static inline ShareCounts
share_counts(double x, double n)
{
	ShareCounts counts = {x, n, INFINITY};

	return counts;
}

static inline NetCounts
net_counts(double promoters, double detractors, double n)
{
	NetCounts	counts = {promoters, detractors, n, INFINITY};

	return counts;
}

/*
 * What one effective answer is worth in an interval that is built on the
 * normal distribution: (z / t)^2, 1 for plain counts, 0 without degrees of
 * freedom.
 */
extern double interval_worth(double confidence, double degrees);

/*
 * Intervals for a share, within 0..1 and never without x / n; n > 0,
 * 0 <= x <= n.  Without degrees of freedom they are 0..1.
 */
typedef enum ShareMethod
{
	SHARE_WILSON,
	SHARE_AGRESTI_COULL,
	SHARE_CLOPPER_PEARSON,
	SHARE_JEFFREYS,
	SHARE_WALD
} ShareMethod;

extern Limits share_interval(ShareCounts counts, double confidence,
							 ShareMethod method, double population_factor);

/*
 * How far the lower Wilson limit is below the share, rest being n - x; with x
 * and rest swapped, how far the upper one is above it.
 */
extern double wilson_distance(double x, double rest, double n, double z);

/*
 * Net scores: (promoters - detractors) / n.  Intervals are within -1..1 and
 * never without the score; n > 0.  Without degrees of freedom they are -1..1.
 */
typedef enum NetMethod
{
	NET_SCORE,
	NET_ADJUSTED_WALD,
	NET_WALD
} NetMethod;

extern double net_mean(NetCounts counts);
extern double net_variance(NetCounts counts);
extern double net_standard_error(NetCounts counts);
extern Limits net_interval(NetCounts counts, double confidence,
						   NetMethod method, double population_factor);

/*
 * The variance of one answer under the most likely shares that have the net
 * score given.  rest is 1 minus the score without its sign, which the caller
 * knows to more digits.
 */
extern double net_variance_at(NetCounts counts, double score, double rest);

/*
 * How far the upper limit of the score interval is above the score; with
 * promoters and detractors swapped, how far the lower one is below it.
 */
extern double net_score_distance(double promoters, double detractors,
								 double n, double z);

/* With the answers added that make the adjusted Wald method. */
extern NetCounts net_adjusted(NetCounts counts, double population_factor);

/*
 * Means.  The variance of the answers divides by n; size is the number of
 * answers, or their effective number; the standard error is NAN for fewer
 * than two answers.
 */
typedef struct MeanSample
{
	double		answers;
	double		mean;
	double		variance;
	double		size;
	double		standard_error;
} MeanSample;

typedef enum MeanMethod
{
	MEAN_ADJUSTED,
	MEAN_T,
	MEAN_POOLED,
	MEAN_WELCH
} MeanMethod;

/*
 * What an interval by Student's t is made of.  The adjusted estimate takes one
 * artificial answer into the sample, spread evenly over the scale.
 */
typedef struct MeanEstimate
{
	double		mean;
	double		standard_error;
	double		degrees;
} MeanEstimate;

extern MeanEstimate mean_estimate(const MeanSample *sample);
extern MeanEstimate mean_adjusted(const MeanSample *sample,
								  double scale_min, double scale_max,
								  double population_factor);

/* Within the scale and never without the mean; no_limits for one answer by t. */
extern Limits mean_interval(const MeanSample *sample, double confidence,
							MeanMethod method, double population_factor,
							double scale_min, double scale_max);

/*
 * Weighted answers: sum_w and sum_w2 are the sums of the weights and of
 * their squares, sum_w2_deviation2 the sum of (w (x - mean))^2, n how many
 * answers there are.  NAN when the weights sum to 0, and for the standard
 * error when n < 2.
 *
 * The effective size of an estimate is the number of answers of equal weight
 * that would have its standard error, but not more than Kish's size, which is
 * that number where weights and answers are independent.
 */
extern double effective_size(double variance, double standard_error,
							 double kish_size);
extern double kish_size(double sum_w, double sum_w2);
extern double design_effect(double n, double sum_w, double sum_w2);
extern double weighted_standard_error(double n, double sum_w2_deviation2,
									  double sum_w);

/*
 * What one segment adds to the movement of a total from period 1 to period
 * 2, by its changed share of the answers and by its changed score.  Over all
 * segments the effects add up to total_2 - total_1.  A share of 0 says that
 * the segment was absent; its score is then not looked at.
 */
typedef struct Shift
{
	double		mix_effect;
	double		rate_effect;
} Shift;

extern Shift segment_shift(double share_1, double score_1,
						   double share_2, double score_2,
						   double total_1, double total_2);

#endif							/* SATISFACTION_ESTIMATE_H */
