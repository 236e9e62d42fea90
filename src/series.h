/*-------------------------------------------------------------------------
 *
 * series.h
 *	  Statistics of several samples: trends, heterogeneity, shrinkage.
 *
 * Plain C99 on plain numbers, with the conventions of estimate.h.  The
 * samples are taken in one by one, and what is kept of them has one size.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SERIES_H
#define SATISFACTION_SERIES_H

#include <stddef.h>

/*
 * Weighted means, and sums of squares and products around them, of points
 * (x, y).  All zero is the sums of no points.
 */
typedef struct WeightedSums
{
	double		points;
	double		weight;
	double		weight_squares;
	double		mean_x;
	double		mean_y;
	double		xx;
	double		xy;
	double		yy;
} WeightedSums;

extern void weighted_sums_add(WeightedSums *sums, double x, double y,
							  double weight);

/*
 * A line through scores.  All NAN where the points do not lie at two x at
 * least; statistic and p_value are NAN where nothing varies.
 */
typedef struct Trend
{
	double		slope;			/* of the score for a step of 1 */
	double		standard_error;
	double		statistic;
	double		p_value;
} Trend;

/* y is a share, its weight the number of answers; statistic is chi-squared. */
extern Trend share_trend(const WeightedSums *sums);

/* y is an estimate, its weight 1 over its variance; statistic is z. */
extern Trend estimate_trend(const WeightedSums *sums);

/* Do the values rise or fall, in the order given? */
typedef struct KendallTest
{
	double		s;				/* pairs that rise less pairs that fall */
	double		standard_error; /* of s */
	double		statistic;		/* z */
	double		p_value;
} KendallTest;

/* Sorts the values; scratch has as many elements. */
extern KendallTest mann_kendall_test(double *values, double *scratch,
									 size_t count);

/*
 * Are the estimates y, of weight 1 over their variance, further apart than
 * by chance?  NAN for no points; p_value is NAN for one.
 */
typedef struct Heterogeneity
{
	double		q;
	double		degrees;
	double		p_value;
	double		tau_squared;	/* variance of the true values */
} Heterogeneity;

extern Heterogeneity heterogeneity(const WeightedSums *sums);

/* An estimate moved towards the mean of all as far as its error asks. */
extern double shrunk_estimate(double estimate, double variance,
							  double mean, double tau_squared);

#endif							/* SATISFACTION_SERIES_H */
