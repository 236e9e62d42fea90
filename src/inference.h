/*-------------------------------------------------------------------------
 *
 * inference.h
 *	  From the groups of a tally to estimates, and from these to results.
 *
 * What the intervals, tests, summaries, shifts and sample sizes of the
 * metrics have in common.  The formulas are those of estimate.h and
 * significance.h; here tallies and SQL arguments become plain numbers, and
 * shares become per cent.
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

#include "compat.h"

#include "estimate.h"
#include "metric_scale.h"
#include "significance.h"

/*
 * How a metric reads its groups: the tally is one argument, the scale and
 * the cut points begin with another.  False if the tally is NULL.
 */
typedef bool (*GroupsReader) (FunctionCallInfo fcinfo, int argument,
							  int first_of_scale, Groups *groups);

/*
 * The groups of the first two arguments; false if one is NULL or has no
 * answers.
 */
extern bool two_groups(FunctionCallInfo fcinfo, GroupsReader read_groups,
					   int first_of_scale, Groups *a, Groups *b);

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

/* Of one answer; NaN for fewer than two. */
extern double sample_variance(const Histogram *histogram);

/* Student's quantile for the limits of a mean; NaN for fewer than two. */
extern double mean_critical(double confidence, double answers);

/*
 * Confidence limits, in per cent (of a mean: in scores), within the range of
 * the estimate; NaN where there are none.  population_factor as in
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

/* The same with the SQL arguments confidence, method and population. */
extern Limits share_limits(FunctionCallInfo fcinfo, int first, Segment part,
						   Segment all);

extern ShareMethod share_method_argument(FunctionCallInfo fcinfo,
										 int argument);

/*
 * Rows: limits, NULL where there are none; a test, its first three columns
 * times unit.
 */
extern Datum limits_result(FunctionCallInfo fcinfo, Limits limits);
extern Datum test_result(FunctionCallInfo fcinfo, TestResult result,
						 double unit);

/* The SQL function (a, b, confidence, scale ...) of shares */
extern Datum share_test_result(FunctionCallInfo fcinfo,
							   GroupsReader read_groups);

/*
 * One dashboard row: the groups from high to low, score and limits.  A tally
 * of fewer answers than the argument min_answers shows how many it has and
 * nothing else, not even the counts of its groups, from which the rest would
 * follow.
 */
extern bool summary_is_hidden(FunctionCallInfo fcinfo, int min_answers,
							  const Groups *groups);
extern Datum hidden_summary_result(FunctionCallInfo fcinfo,
								   const Groups *groups);
extern Datum summary_result(FunctionCallInfo fcinfo, const Groups *groups,
							double score, Limits limits);

/*
 * Raises 22023 unless one tally argument can be a part of the other, score by
 * score.
 */
extern void check_part_of_whole(FunctionCallInfo fcinfo, int part, int whole,
								const char *hint);

/*
 * For SQL functions (segment_before, segment_after, total_before,
 * total_after, scale ...): why did the score move?  score_of gives the score
 * of groups, in per cent.
 */
extern Datum shift_result(FunctionCallInfo fcinfo, GroupsReader read_groups,
						  double (*score_of) (const Groups *groups));

/* Arguments and result of sample sizes; 0 is a population of any size. */
extern double power_argument(FunctionCallInfo fcinfo, int argument);
extern int64 population_size_argument(FunctionCallInfo fcinfo, int argument);
extern Datum sample_size_result(double size, int64 population);

#endif							/* SATISFACTION_INFERENCE_H */
