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
 *	- shares run 0..1 and net scores -1..1; callers convert to per cent
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
 * Intervals for a share x of n, within 0..1 and never without x / n; n > 0,
 * 0 <= x <= n.
 */
typedef enum ShareMethod
{
	SHARE_WILSON,
	SHARE_AGRESTI_COULL,
	SHARE_CLOPPER_PEARSON,
	SHARE_JEFFREYS,
	SHARE_WALD
} ShareMethod;

extern Limits share_interval(double x, double n, double confidence,
							 ShareMethod method, double population_factor);

/*
 * How far the lower Wilson limit is below the share, rest being n - x; with x
 * and rest swapped, how far the upper one is above it.
 */
extern double wilson_distance(double x, double rest, double n, double z);

/*
 * Net scores: (promoters - detractors) / n, the rest of n being passive.
 * Intervals are within -1..1 and never without the score; n > 0.
 */
typedef struct NetCounts
{
	double		promoters;
	double		detractors;
	double		n;
} NetCounts;

typedef enum NetMethod
{
	NET_ADJUSTED_WALD,
	NET_WALD,
	NET_SCORE
} NetMethod;

extern double net_variance(NetCounts counts);
extern double net_standard_error(NetCounts counts);
extern Limits net_interval(NetCounts counts, double confidence,
						   NetMethod method, double population_factor);

/* With the answers added that make the adjusted Wald method. */
#define NET_ADDED_ANSWERS	3.0

extern NetCounts net_adjusted(NetCounts counts, double population_factor);

/*
 * Means: what an interval by Student's t is made of.  variance divides by n;
 * n > 0.  The adjusted estimate takes one artificial answer into the sample,
 * spread evenly over the boxes of the scale.
 */
typedef enum MeanMethod
{
	MEAN_ADJUSTED,
	MEAN_T
} MeanMethod;

typedef struct MeanEstimate
{
	double		mean;
	double		standard_error;
	double		degrees;
} MeanEstimate;

extern MeanEstimate mean_adjusted(double mean, double variance, double n,
								  double scale_min, double scale_max,
								  double population_factor);

/*
 * Sample sizes.  The results are not rounded; round_up_sample_size() makes the
 * whole number to announce, at least 1.  A margin is a half-width on the scale
 * of the estimate, so 0.05 for five points.  NAN where no size is enough: a
 * margin of 0.  Those of tests are in significance.h.
 */
extern double net_sample_size(double margin, double confidence,
							  double variance);
extern double share_sample_size(double margin, double confidence,
								double share);
extern double finite_sample_size(double size, double population);
extern double round_up_sample_size(double size);

/*
 * Weighted answers: sum_w and sum_w2 are the sums of the weights and of
 * their squares, sum_w2_deviation2 the sum of (w (x - mean))^2, n how many
 * answers there are.  NAN when the weights sum to 0, and for the standard
 * error when n < 2.
 *
 * The effective size of an estimate is the number of answers of equal weight
 * that would have its standard error; Kish's size is that number where
 * weights and answers are independent, and the answer where the standard
 * error is 0 or unknown.
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
