/*-------------------------------------------------------------------------
 *
 * estimate.h
 *	  Statistics on plain numbers.
 *
 * This room holds every formula that turns counts, shares, means and
 * variances into standard errors, confidence intervals, tests and sample
 * sizes.  It is plain C99: no server type, no allocation, no state, no
 * error.  Whoever calls it has already refused nonsense (a confidence
 * outside 0..1, more promoters than answers); here a result that does not
 * exist is NAN in its field, and the caller shows it as NULL.
 *
 * Conventions:
 *	- shares run 0..1 and net scores -1..1; per cent is the caller's business
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
extern Limits interval_from_standard_error(double estimate,
											 double standard_error,
											 double critical,
											 double lowest, double highest);

/* Intervals for a share x of n, within 0..1; n > 0, 0 <= x <= n. */
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
 * Net scores: (promoters - detractors) / n, the rest of n being passive.
 * Intervals are within -1..1; n > 0.
 */
typedef enum NetMethod
{
	NET_ADJUSTED_WALD,
	NET_WALD,
	NET_SCORE
} NetMethod;

/* What B. Rocks (The American Statistician 70:365, 2016) adds to a sample */
#define ADDED_PROMOTERS		0.75
#define ADDED_DETRACTORS	0.75
#define ADDED_ANSWERS		3.0

extern double net_variance(double promoters, double detractors, double n);
extern double net_standard_error(double promoters, double detractors,
								 double n);
extern Limits net_interval(double promoters, double detractors, double n,
							 double confidence, NetMethod method,
							 double population_factor);

/*
 * Two independent samples, a minus b.  statistic and p_value are NAN where
 * no test exists: both samples without any variance, or a mean of fewer than
 * two answers.
 */
typedef struct TestResult
{
	double		difference;
	double		low;
	double		high;
	double		statistic;
	double		p_value;
} TestResult;

extern TestResult share_compare(double x_a, double n_a,
								double x_b, double n_b, double confidence);

/*
 * With NET_ADJUSTED_WALD the difference, too, is that of the adjusted
 * samples.  There is no score method for two samples: NET_SCORE gives NAN
 * everywhere but in difference.
 */
extern TestResult net_compare(double promoters_a, double detractors_a,
							  double n_a,
							  double promoters_b, double detractors_b,
							  double n_b,
							  double confidence, NetMethod method);
extern TestResult mean_compare(double mean_a, double variance_a, double n_a,
							   double mean_b, double variance_b, double n_b,
							   double confidence);
extern TestResult compare_from_standard_errors(double estimate_a,
											   double standard_error_a,
											   double estimate_b,
											   double standard_error_b,
											   double confidence,
											   double lowest, double highest);

/*
 * Sample sizes.  The results are not rounded; round_up_sample_size() makes
 * the whole number to announce, at least 1.  Margins and differences are
 * half-widths and distances on the scale of the estimate, so 0.05 for five
 * points.  The sizes for a comparison are for each of the two groups.  NAN
 * where no size is enough: a margin or a difference of 0.
 */
extern double net_sample_size(double margin, double confidence,
							  double variance);
extern double net_compare_sample_size(double difference, double confidence,
									  double power, double variance);
extern double share_sample_size(double margin, double confidence,
								double share);
extern double share_compare_sample_size(double share_a, double share_b,
										double confidence, double power);
extern double finite_sample_size(double size, double population);
extern double round_up_sample_size(double size);

/*
 * Weighted answers: sum_w and sum_w2 are the sums of the weights and of
 * their squares, sum_w2_deviation2 the sum of (w (x - mean))^2, n how many
 * answers there are.  NAN when the weights sum to 0, and for the standard
 * error when n < 2.
 */
extern double effective_size(double sum_w, double sum_w2);
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
