/*-------------------------------------------------------------------------
 *
 * one_sample.h
 *	  Tests of one sample: against a target, and after against before.
 *
 * Plain C99 on plain numbers, with the conventions of estimate.h.  The same
 * respondents asked twice are one sample, that of their changes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_ONE_SAMPLE_H
#define SATISFACTION_ONE_SAMPLE_H

#include "significance.h"

/* What p_value is the chance of; limits are always two-sided. */
typedef enum Alternative
{
	ALTERNATIVE_TWO_SIDED,
	ALTERNATIVE_GREATER,		/* the score is above the target */
	ALTERNATIVE_LESS
} Alternative;

/* Convert a two-sided p value to that of an alternative. */
extern double p_of_alternative(double statistic, double two_sided,
							   Alternative alternative);

/* The score as observed less the target. */
extern TestResult net_target_test(NetCounts counts, double target,
								  double confidence, Alternative alternative);
extern TestResult share_target_test(double x, double n, double target,
									double confidence,
									Alternative alternative);

/*
 * n answers, so n - 1 degrees of freedom, and critical is Student's quantile
 * for them; lowest and highest are the ends of the scale.
 */
extern TestResult mean_target_test(double mean, double standard_error,
								   double n, double target,
								   double critical, Alternative alternative,
								   double lowest, double highest);

/*
 * Pairs, after less before.  changes[i] counts those whose group rose by
 * i - 2, from detractor to promoter being 2.
 */
extern TestResult net_paired_test(const double changes[5], double confidence);

/* rose of n became satisfied, fell are so no longer */
extern TestResult share_paired_test(double rose, double fell, double n,
									double confidence);

/* The sum of n whole differences, none beyond -+ most, and of their squares. */
extern TestResult mean_paired_test(double n, double sum, double sum_squares,
								   double critical, double most);

#endif							/* SATISFACTION_ONE_SAMPLE_H */
