/*-------------------------------------------------------------------------
 *
 * significance.h
 *	  Tests of samples, on plain numbers.
 *
 * The contract and the conventions are those of estimate.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SIGNIFICANCE_H
#define SATISFACTION_SIGNIFICANCE_H

#include "estimate.h"

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

extern TestResult share_test(double x_a, double n_a,
							 double x_b, double n_b, double confidence);

/*
 * The difference is that of the scores as observed; with NET_ADJUSTED_WALD
 * limits, statistic and p_value are those of the adjusted samples, the limits
 * moved to the difference where they would leave it out.  There is no score
 * method for two samples: NET_SCORE gives NAN everywhere but in difference.
 */
extern TestResult net_test(NetCounts a, NetCounts b, double confidence,
						   NetMethod method);
extern TestResult mean_test(double mean_a, double variance_a, double n_a,
							double mean_b, double variance_b, double n_b,
							double confidence);

/*
 * Sizes of each of two samples that detect a difference with a power, not
 * rounded; NAN for a difference of 0.
 */
extern double net_test_sample_size(double difference, double confidence,
								   double power, double variance);
extern double share_test_sample_size(double share_a, double share_b,
									 double confidence, double power);

#endif							/* SATISFACTION_SIGNIFICANCE_H */
