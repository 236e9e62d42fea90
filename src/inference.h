/*-------------------------------------------------------------------------
 *
 * inference.h
 *	  A tally as the sample that statistics are made of.
 *
 * Weighted answers count by their effective number (Kish, Survey Sampling,
 * 1965): sum(w)^2 / sum(w^2) in place of n, and shares of that in place of
 * counts.  Without weights these are the counts themselves.  Where there is
 * no weight at all, sizes and estimates are NaN.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_INFERENCE_H
#define SATISFACTION_INFERENCE_H

#include "estimate.h"
#include "metric_scale.h"

/* Two opposed groups, as in NPS. */
typedef struct NetSample
{
	double		size;
	double		high;
	double		low;
	double		net;			/* (high - low) / size, -1 to 1 */
	double		standard_error; /* of net */
} NetSample;

/* One group, as in CSAT. */
typedef struct ShareSample
{
	double		size;
	double		inside;
} ShareSample;

/* The answers as numbers, as in CES. */
typedef struct MeanSample
{
	double		answers;
	double		mean;
	double		standard_error; /* NaN for fewer than two answers */
} MeanSample;

extern NetSample net_sample(const Groups *groups);
extern ShareSample share_sample(Segment part, Segment all);
extern MeanSample mean_sample(const Histogram *histogram);

/*
 * Confidence limits, in per cent (of a mean: in scores), within the range of
 * the estimate; NaN where there is nothing to say.  population_factor as in
 * estimate.h.
 */
extern Limits net_sample_limits(const NetSample *sample, double confidence,
								  NetMethod method, double population_factor);
extern Limits share_sample_limits(const ShareSample *sample,
									double confidence, ShareMethod method,
									double population_factor);
extern Limits mean_sample_limits(const MeanSample *sample,
								   double confidence, double population_factor,
								   double lowest, double highest);

#endif							/* SATISFACTION_INFERENCE_H */
