/*-------------------------------------------------------------------------
 *
 * significance.h
 *	  Tests of one sample and of two, on plain numbers.
 *
 * The contract and the conventions are those of estimate.h.
 *
 * Statistic and p value come from the variance under the null hypothesis: of
 * a net score Tango's at the score supposed, of a share that of the share
 * supposed, of a mean on a scale that of the adjusted sample.  The variance of
 * a small sample by itself is smallest exactly where its score is extreme
 * (W. G. Cochran, Biometrics 10:417, 1954; E. Kulinskaya and M. B. Dollinger,
 * BMC Medical Research Methodology 15:49, 2015).  A statistic never has the
 * other sign than its difference.
 *
 * statistic and p_value are NAN where no test exists: nothing varies, or there
 * are no degrees of freedom.  The p value of weighted counts comes from
 * Student's t.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SIGNIFICANCE_H
#define SATISFACTION_SIGNIFICANCE_H

#include "estimate.h"

/* What p_value is the probability of; limits are always two-sided. */
typedef enum Alternative
{
	ALTERNATIVE_TWO_SIDED,
	ALTERNATIVE_GREATER,		/* the difference is above 0 */
	ALTERNATIVE_LESS
} Alternative;

typedef struct TestResult
{
	double		difference;
	double		low;
	double		high;
	double		statistic;
	double		p_value;
} TestResult;

/*
 * The p value of a statistic that has Student's t distribution, or with
 * INFINITY degrees of freedom the normal one.
 */
extern double p_of_statistic(double statistic, double degrees,
							 Alternative alternative);

/* Two independent samples, a minus b */
extern TestResult net_test(NetCounts a, NetCounts b, double confidence,
						   NetMethod method, Alternative alternative);
extern TestResult share_test(ShareCounts a, ShareCounts b, double confidence,
							 Alternative alternative);

/*
 * On a scale, within whose width the limits lie.  Methods are MEAN_ADJUSTED,
 * MEAN_POOLED and MEAN_WELCH.
 */
extern TestResult mean_test(const MeanSample *a, const MeanSample *b,
							double confidence, MeanMethod method,
							Alternative alternative,
							double scale_min, double scale_max);

/*
 * One sample against a target.  Those of net scores and shares take the target
 * in points, and give the difference and its limits in points, so that the
 * difference from a whole target is whole.  Methods of a mean are
 * MEAN_ADJUSTED and MEAN_T.
 */
extern TestResult net_target_test(NetCounts counts, double target,
								  double confidence, Alternative alternative);
extern TestResult share_target_test(ShareCounts counts, double target,
									double confidence,
									Alternative alternative);
extern TestResult mean_target_test(const MeanSample *sample, double target,
								   double confidence, MeanMethod method,
								   Alternative alternative,
								   double scale_min, double scale_max);

/*
 * The same respondents before and after, after minus before.  changes[i]
 * counts those whose group rose by i - 2, from detractor to promoter being 2.
 */
extern TestResult net_paired_test(const double changes[5], double confidence);

/* Of n, rose became satisfied and fell ceased to be. */
extern TestResult share_paired_test(double rose, double fell, double n,
									double confidence);

/* The sum of n whole differences, none beyond -+ most, and of their squares. */
extern TestResult mean_paired_test(double n, double sum, double sum_squares,
								   double confidence, double most);

#endif							/* SATISFACTION_SIGNIFICANCE_H */
