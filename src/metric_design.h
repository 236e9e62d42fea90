/*-------------------------------------------------------------------------
 *
 * metric_design.h
 *	  Aggregates over the tallies of clusters or strata: what the metrics have
 *	  in common.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_METRIC_DESIGN_H
#define SATISFACTION_METRIC_DESIGN_H

#include "compat.h"

#include "inference.h"
#include "sample_design.h"

typedef struct DesignMetric
{
	/* answers on the metric's own scale; there is weight */
	void		(*read_part) (const Histogram *histogram, DesignPart *part);
	Limits		(*limits) (const DesignScore *score, double confidence);
	double		unit;			/* of the score: 100, or 1 of a mean */
} DesignMetric;

extern void net_design_part(const Groups *groups, DesignPart *part);
extern void share_design_part(const Groups *groups, DesignPart *part);
extern void mean_design_part(const Histogram *histogram, DesignPart *part);

/*
 * Transition functions (state, tally [, confidence]) and (state, tally, share
 * [, confidence]), and their final functions.
 */
extern Datum clusters_transition(FunctionCallInfo fcinfo,
								 const DesignMetric *metric);
extern Datum clusters_result(FunctionCallInfo fcinfo,
							 const DesignMetric *metric);
extern Datum strata_transition(FunctionCallInfo fcinfo,
							   const DesignMetric *metric);
extern Datum strata_result(FunctionCallInfo fcinfo,
						   const DesignMetric *metric);

#endif							/* SATISFACTION_METRIC_DESIGN_H */
