/*-------------------------------------------------------------------------
 *
 * tally_samples.h
 *	  Several tallies as samples: what trends, heterogeneity and shrinkage of
 *	  the metrics have in common.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_TALLY_SAMPLES_H
#define SATISFACTION_TALLY_SAMPLES_H

#include "compat.h"

#include "inference.h"
#include "series.h"

/* A score, as a fraction */
typedef struct ScoreEstimate
{
	double		score;
	double		variance;		/* the square of its standard error */
	double		size;			/* answers, or their effective number */
} ScoreEstimate;

/*
 * Wald's variance, which is 0 where all answers are in one group.  Then it is
 * that of the groups with the answers added that Rocks (2016) adds: 0.75
 * high, 1.5 in the middle, 0.75 low.
 */
extern ScoreEstimate net_estimate(const Groups *groups);
extern ScoreEstimate share_estimate(const Groups *groups);

/* What a sample weighs in a trend */
typedef enum SampleWeight
{
	WEIGHT_ANSWERS,				/* how many answers it has */
	WEIGHT_PRECISION			/* 1 over its variance */
} SampleWeight;

/* How a metric makes samples of tallies, and a trend of these */
typedef struct SampleMetric
{
	const Scale *own_scale;		/* where there are no arguments of a scale */
	GroupsReader read_groups;
	ScoreEstimate (*estimate) (const Groups *groups);
	SampleWeight weight;
	Trend		(*trend) (const WeightedSums *sums);
} SampleMetric;

/*
 * Transition functions (state, tally [, period [, scale ...]]), and their
 * final functions.  Periods are 1, 2, ... in the order of the rows where they
 * are not arguments; a row whose tally has no answers has a period, too.
 */
extern Datum trend_add(FunctionCallInfo fcinfo, const SampleMetric *metric);
extern Datum trend_result(FunctionCallInfo fcinfo, const SampleMetric *metric);

/* Transition function (state, tally [, scale ...]) */
extern Datum heterogeneity_add(FunctionCallInfo fcinfo,
							   const SampleMetric *metric);

/* The window function (tally, scale ...), for window_partition.h */
extern void shrink_partition(FunctionCallInfo fcinfo, int rows,
							 double *results, const SampleMetric *metric);

#endif							/* SATISFACTION_TALLY_SAMPLES_H */
