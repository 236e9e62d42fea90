/*-------------------------------------------------------------------------
 *
 * inference_test.h
 *	  Rows of SQL functions that test: two tallies, one against a target, one
 *	  against a reference.
 *
 * The arguments stand as in
 *
 *		*_test(a, b, confidence, method, alternative, scale ...)
 *		*_target_test(answers, target, confidence, method, alternative, scale ...)
 *		*_control(answers, reference, sigmas, sigma_z, scale ...)
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_INFERENCE_TEST_H
#define SATISFACTION_INFERENCE_TEST_H

#include "compat.h"

#include "inference.h"
#include "significance.h"

/* Where these arguments stand */
enum
{
	TEST_CONFIDENCE = 2, TEST_METHOD, TEST_ALTERNATIVE, TEST_SCALE
};

#define CONTROL_SCALE	4

/* two-sided by default, greater or less */
extern Alternative alternative_argument(FunctionCallInfo fcinfo, int argument);

/* A target from lowest to highest, or 22023. */
extern double target_argument(FunctionCallInfo fcinfo, int argument,
							  double lowest, double highest);

/* That of a score, -100 to 100, or of a share, 0 to 100 */
extern double score_target_argument(FunctionCallInfo fcinfo, int argument);
extern double share_target_argument(FunctionCallInfo fcinfo, int argument);

/* The row of a test, its first three columns times unit */
extern Datum test_result(FunctionCallInfo fcinfo, TestResult result,
						 double unit);

/*
 * The row (score, center, low, high, outside).  variance is that of one answer
 * of the reference, size how many answers the score has; the first four
 * columns are shown times unit, the limits within lowest and highest.  Limits
 * and outside are NULL where nothing varies.
 */
extern Datum control_result(FunctionCallInfo fcinfo, double score,
							double size, double center, double variance,
							double lowest, double highest, double unit);

/* Shares, as those of CSAT and of rates */
extern Datum share_test_result(FunctionCallInfo fcinfo,
							   GroupsReader read_groups);
extern Datum share_target_test_result(FunctionCallInfo fcinfo,
									  GroupsReader read_groups);
extern Datum share_control_result(FunctionCallInfo fcinfo,
								  GroupsReader read_groups);

/*
 * Of aggregates over the same customers before and after: the reader tells
 * whether an answer, by the name of the argument, is in the group.  The
 * arguments are (state, before, after [, confidence]); sign is -1 to take a
 * row back.
 */
typedef bool (*AnswerReader) (FunctionCallInfo fcinfo, int argument,
							  const char *name);

extern Datum share_paired_add(FunctionCallInfo fcinfo,
							  AnswerReader is_in_group, int sign);

/*
 * Means, as those of CES.  A reader is told where the tally and the arguments
 * of the scale are.  It returns false if the tally is NULL or has no answers.
 * The scale of a reader that has none stated is all scores.
 */
typedef struct ScaledMean
{
	MeanSample	sample;
	Scale		scale;
	bool		has_scale;
} ScaledMean;

typedef bool (*MeanReader) (FunctionCallInfo fcinfo, int argument,
							int first_of_scale, ScaledMean *mean);

/* adjusted or t; NULL is adjusted on a stated scale, else t */
extern MeanMethod mean_method_argument(FunctionCallInfo fcinfo, int argument,
									   bool has_scale);

extern Datum mean_test_result(FunctionCallInfo fcinfo, MeanReader read_mean);
extern Datum mean_target_test_result(FunctionCallInfo fcinfo,
									 MeanReader read_mean);
extern Datum mean_control_result(FunctionCallInfo fcinfo,
								 MeanReader read_mean);

#endif							/* SATISFACTION_INFERENCE_TEST_H */
