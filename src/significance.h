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
 * With NET_ADJUSTED_WALD the difference, too, is that of the adjusted
 * samples.  There is no score method for two samples: NET_SCORE gives NAN
 * everywhere but in difference.
 */
extern TestResult net_test(double promoters_a, double detractors_a,
						   double n_a,
						   double promoters_b, double detractors_b,
						   double n_b,
						   double confidence, NetMethod method);
extern TestResult mean_test(double mean_a, double variance_a, double n_a,
							double mean_b, double variance_b, double n_b,
							double confidence);
extern TestResult standard_error_test(double estimate_a,
									  double standard_error_a,
									  double estimate_b,
									  double standard_error_b,
									  double confidence,
									  double lowest, double highest);

#endif							/* SATISFACTION_SIGNIFICANCE_H */
