/*-------------------------------------------------------------------------
 *
 * normal.h
 *	  Tails and quantiles of the normal distribution.
 *
 * Plain C99 on doubles, as distribution.h, whose precision it shares.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_NORMAL_H
#define SATISFACTION_NORMAL_H

/*
 * The critical value of a two-sided confidence level is the positive point
 * with (1 - confidence) / 2 above it.  A two-sided p value is the chance of
 * lying at least as far from zero as the statistic does.  Quantiles at 0 and
 * 1 are the ends of the distribution.
 */
extern double normal_critical(double confidence);
extern double normal_quantile(double probability);
extern double normal_two_sided_p(double z);

/*
 * The z >= 0 with erf(z / sqrt 2) = central and erfc(z / sqrt 2) = tail.
 * The two add up to 1; the smaller one is used.
 */
extern double normal_root(double central, double tail);

#endif							/* SATISFACTION_NORMAL_H */
