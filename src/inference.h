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
 * Weighted answers have the standard error of R's survey::svymean (Lumley
 * 2004, Journal of Statistical Software 9(8)).  Where a formula takes counts,
 * it gets shares of their effective size, which is the variance of one answer
 * over that standard error squared.  A plain tally has counts.  Where there is
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
	bool		weighted;
	int64		answers;
	double		score;			/* in per cent */
	NetCounts	counts;			/* or effective counts */
	double		standard_error; /* of score / 100 */
} NetSample;

/* One group and the rest, as in CSAT. */
typedef struct ShareSample
{
	bool		weighted;
	int64		answers;
	double		score;			/* in per cent */
	double		size;			/* answers, or their effective size */
	double		inside;			/* of size */
	double		standard_error; /* of score / 100 */
} ShareSample;

/* The answers as numbers, as in CES. */
typedef struct MeanSample
{
	int64		answers;
	double		mean;
	double		variance;		/* of the answers, divided by n */
	double		size;			/* answers, or their effective size */
	double		standard_error; /* of mean; NaN for fewer than two answers */
} MeanSample;

extern NetSample net_sample(const Groups *groups);
extern ShareSample share_sample(Segment inside, Segment outside, Segment all,
								bool weighted);
extern ShareSample high_share_sample(const Groups *groups);
extern MeanSample mean_sample(const Histogram *histogram);

/* NaN without degrees of freedom */
extern double cached_student_critical(double confidence, double degrees);

/*
 * Confidence limits, in per cent (of a mean: in scores), within the range of
 * the estimate and never without it; NaN where there are none.
 * population_factor as in estimate.h.
 */
extern Limits net_sample_limits(const NetSample *sample, double confidence,
								NetMethod method, double population_factor);
extern Limits share_sample_limits(const ShareSample *sample,
								  double confidence, ShareMethod method,
								  double population_factor);
extern Limits mean_sample_limits(const MeanSample *sample, double confidence,
								 MeanMethod method, double population_factor,
								 int scale_min, int scale_max);

/* Half the width of the Wald interval, before it is cut off at the ends. */
extern double net_sample_margin(const NetSample *sample, double confidence,
								double population_factor);

/* The limits for the SQL arguments confidence, method and population. */
extern Limits share_limits(FunctionCallInfo fcinfo, int first,
						   const ShareSample *sample);

extern ShareMethod share_method_argument(FunctionCallInfo fcinfo,
										 int argument);
extern MeanMethod mean_method_argument(FunctionCallInfo fcinfo, int argument);

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

/*
 * Arguments and result of sample sizes.  A margin or a difference is in
 * points.  0 is a population of any size.
 */
extern void check_points(const char *name, double points, double largest);
extern double power_argument(FunctionCallInfo fcinfo, int argument);
extern int64 population_size_argument(FunctionCallInfo fcinfo, int argument);
extern Datum sample_size_result(double size, int64 population);

#endif							/* SATISFACTION_INFERENCE_H */
