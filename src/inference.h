/*-------------------------------------------------------------------------
 *
 * inference.h
 *	  From the groups of a tally to estimates, and from these to results.
 *
 * What the intervals, tests, summaries, shifts and sample sizes of the
 * metrics have in common.  The formulas are those of estimate.h and
 * significance.h; here tallies and SQL arguments become plain numbers, and
 * shares become percentages.
 *
 * Weighted answers have the standard error of R's survey::svymean (T. Lumley,
 * Journal of Statistical Software 9(8), 2004).  Where a formula takes counts,
 * it gets the shares of an effective size: the variance of one answer over
 * that standard error squared, at most Kish's size; and one degree of freedom
 * fewer than there are answers.  Where there is no weight at all, sizes and
 * estimates are NaN.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_INFERENCE_H
#define SATISFACTION_INFERENCE_H

#include "compat.h"

#include "estimate.h"
#include "metric_scale.h"

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
	double		score;			/* in percent */
	NetCounts	counts;
	double		standard_error; /* of score / 100; NaN for one weighted answer */
} NetSample;

/* One group and the rest, as in CSAT. */
typedef struct ShareSample
{
	bool		weighted;
	int64		answers;
	double		score;			/* in percent */
	ShareCounts counts;
	double		standard_error; /* of score / 100; NaN for one weighted answer */
} ShareSample;

extern NetSample net_sample(const Groups *groups);
extern ShareSample share_sample(Segment inside, Segment outside, Segment all,
								bool weighted);
extern ShareSample high_share_sample(const Groups *groups);

/* The answers as numbers, as in CES. */
extern MeanSample mean_sample(const Histogram *histogram);

/*
 * Confidence limits, in percent (of a mean: in scores), within the range of
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
								 const Scale *scale);

/* Half the width of the interval, the margin of error; NaN for no limits. */
extern double limits_margin(Limits limits);

extern ShareMethod share_method_argument(FunctionCallInfo fcinfo,
										 int argument);

/* The limits for the SQL arguments confidence, method and population. */
extern Limits share_limits(FunctionCallInfo fcinfo, int first,
						   const ShareSample *sample);

/* A row (low, high), NULL if there are no limits */
extern Datum limits_result(FunctionCallInfo fcinfo, Limits limits);

/*
 * One dashboard row: the groups from high to low, score and limits.  A tally
 * of fewer answers than the argument min_answers shows how many it has and
 * nothing else, not even the counts of its groups, from which the rest would
 * follow.
 */
extern bool summary_is_hidden(FunctionCallInfo fcinfo, int min_answers,
							  int64 answers);
extern Datum hidden_summary_result(FunctionCallInfo fcinfo, int64 answers,
								   int columns);

/* The number of columns of that row */
#define SUMMARY_COLUMNS		10

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
 * total_after, scale ...), which take a change apart.  score_of gives the score
 * of groups, in percent.
 */
extern Datum shift_result(FunctionCallInfo fcinfo, GroupsReader read_groups,
						  double (*score_of) (const Groups *groups));

/*
 * Arguments and result of sample sizes.  A margin or a difference is in
 * points.  The population of a size is an argument, or -1.
 */
extern void check_points(const char *name, double points, double largest);
extern double power_argument(FunctionCallInfo fcinfo, int argument);
extern Datum sample_size_result(FunctionCallInfo fcinfo, double size,
								int population);

#endif							/* SATISFACTION_INFERENCE_H */
