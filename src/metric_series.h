/*-------------------------------------------------------------------------
 *
 * metric_series.h
 *	  Several tallies of one metric: what trends, heterogeneity and shrinkage
 *	  have in common.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_METRIC_SERIES_H
#define SATISFACTION_METRIC_SERIES_H

#include "compat.h"

#include "inference.h"
#include "series.h"

/*
 * How a metric makes a sample of a tally: the tally is one argument, the scale
 * begins with another, or is the metric's own where the function has none.
 * Returns false if the tally is NULL or has no answers.
 */
typedef bool (*AnswersReader) (FunctionCallInfo fcinfo, int argument,
							   int first_of_scale, SeriesAnswers *answers);

typedef struct SeriesMetric
{
	AnswersReader read_answers;
	double		unit;			/* of the score: 100, or 1 of a mean */
} SeriesMetric;

/* The groups of a net score as -1, 0 and 1; those of a share as 0 and 1 */
extern void net_series_answers(const Groups *groups, SeriesAnswers *answers);
extern void share_series_answers(const Groups *groups, SeriesAnswers *answers);
extern void mean_series_answers(const Histogram *histogram,
								SeriesAnswers *answers);

/*
 * Transition functions (state, tally [, period]) and their final functions.
 * Periods are 1, 2, ... in the order of the rows where they are not arguments;
 * a row whose tally has no answers has a period, too.  A period is a number, a
 * date or a time, in days.
 */
extern Datum trend_add(FunctionCallInfo fcinfo, const SeriesMetric *metric);
extern Datum trend_result(FunctionCallInfo fcinfo, const SeriesMetric *metric);

/* Transition function (state, tally), and its final function */
extern Datum heterogeneity_add(FunctionCallInfo fcinfo,
							   const SeriesMetric *metric);
extern Datum heterogeneity_result(FunctionCallInfo fcinfo,
								  const SeriesMetric *metric);

/* The window function (tally, scale ...), for window_partition.h */
extern void shrink_partition(FunctionCallInfo fcinfo, int rows,
							 double *results, const SeriesMetric *metric);

#endif							/* SATISFACTION_METRIC_SERIES_H */
