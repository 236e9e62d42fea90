/*-------------------------------------------------------------------------
 *
 * series.h
 *	  Statistics of several samples: trends, heterogeneity, shrinkage; and of
 *	  a series of numbers.
 *
 * Plain C99 on plain numbers, with the conventions of estimate.h.
 *
 * The variance of one answer is that of all answers together: that of each
 * sample by itself is smallest exactly where its score is extreme, so that
 * weights made of it prefer extreme scores (W. G. Cochran, Biometrics 10:417,
 * 1954; D. C. Hoaglin, Statistics in Medicine 35:485, 2016).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SERIES_H
#define SATISFACTION_SERIES_H

#include <stddef.h>

/*
 * One sample: its answers by value, the first of which is first_value, and
 * how many values there are.  The counts of weighted answers are effective.
 */
#define SERIES_VALUES	101

typedef struct SeriesAnswers
{
	int			first_value;
	int			values;
	double		counts[SERIES_VALUES];
} SeriesAnswers;

/* What is kept of a sample for a second pass */
typedef struct SeriesPoint
{
	double		period;
	double		size;
	double		mean;
} SeriesPoint;

/*
 * The samples so far.  All zero is none.
 */
typedef struct Series
{
	SeriesAnswers pooled;
	double		points;
	double		size;
	double		size_squares;
	double		inverse_sizes;	/* sum of 1 / size */

	/* weighted means, and sums of squares and products around them */
	double		mean_period;
	double		mean;
	double		period_squares;
	double		products;
	double		squares;
} Series;

/* The sample has answers. */
extern SeriesPoint series_add(Series *series, double period,
							  const SeriesAnswers *answers);

/* The variance of one answer of all; exactly 0 if all are alike. */
extern double series_variance(const Series *series);

/*
 * Test of heterogeneity of the means of the samples.  All NAN for no
 * samples; p_value is NAN for one, and so is q where nothing varies.
 */
typedef struct Heterogeneity
{
	double		q;
	double		degrees;
	double		p_value;
	double		tau_squared;	/* variance of the true means */
} Heterogeneity;

extern Heterogeneity heterogeneity(const Series *series);

/*
 * The mean that samples are moved to, a pass over all of them, and a mean
 * moved to it as far as its error asks.
 */
extern double shrunk_center(const Series *series, double tau_squared,
							const SeriesPoint *points, size_t count);
extern double shrunk_mean(const SeriesPoint *point, double center,
						  double variance, double tau_squared);

/*
 * A line through the means.  All NAN unless there are samples at two periods
 * at least; statistic and p_value are NAN where nothing varies, and
 * residual_p_value for fewer than three samples.
 */
typedef struct Trend
{
	double		slope;			/* for a step of 1 */
	double		standard_error;
	double		statistic;		/* z */
	double		p_value;
	double		residual_p_value;	/* of the distances from the line */
} Trend;

extern Trend series_trend(const Series *series, const SeriesPoint *points,
						  size_t count);

/* Test whether values rise or fall in the order given */
typedef struct KendallTest
{
	double		s;				/* pairs that rise minus pairs that fall */
	double		standard_error; /* of s */
	double		statistic;		/* z */
	double		p_value;
} KendallTest;

/*
 * Sorts the values; scratch has as many elements.  p_value is exact for fewer
 * than 10 values without ties.
 */
extern KendallTest mann_kendall_test(double *values, double *scratch,
									 size_t count);

#endif							/* SATISFACTION_SERIES_H */
