/*-------------------------------------------------------------------------
 *
 * contingency.h
 *	  Tests of whole distributions of answers: a table of segments by score.
 *
 * Plain C99 on plain numbers, with the conventions of estimate.h.  Ranks are
 * middle ranks, since most answers are tied.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_CONTINGENCY_H
#define SATISFACTION_CONTINGENCY_H

#include "significance.h"
#include "tally.h"

/*
 * The answers of all segments together.  All zero is a table without
 * segments.
 */
typedef struct Margin
{
	double		answers[TALLY_SCORES];
	int64		deviations[TALLY_SCORES];	/* of ranks, twice, if exact */
	bool		exact;			/* few answers, whose products are exact */
	int			limit;			/* 1 + the last score that has answers */
	double		segments;		/* that have answers */
	double		total;
	double		rank_squares;	/* sum of squared deviations of ranks */
} Margin;

/* Add each segment, then finish; those without answers do not count. */
extern void margin_add(Margin *margin, const Histogram *segment);
extern void margin_finish(Margin *margin);

/*
 * What a segment adds to the sum that a test is made of.  Every segment of
 * the margin must be added.
 */
extern double kruskal_wallis_part(const Histogram *segment,
								  const Margin *margin);
extern double chi_squared_part(const Histogram *segment,
							   const Margin *margin);

/*
 * statistic is NAN where it does not exist: without answers, and, for ranks,
 * where all answers are equal.  p_value is NAN without degrees of freedom.
 */
typedef struct SegmentsTest
{
	double		statistic;
	double		degrees;
	double		p_value;
} SegmentsTest;

extern SegmentsTest kruskal_wallis_test(double sum, const Margin *margin);

/* *cramers_v is NAN without degrees of freedom. */
extern SegmentsTest chi_squared_test(double sum, const Margin *margin,
									 double *cramers_v);

/*
 * Test whether answers of a tend to be higher than those of b.  All NAN if one
 * of them has no answers; statistic and p_value are NAN where all answers are equal.
 */
typedef struct MannWhitneyTest
{
	double		u;				/* pairs in which a is higher, ties half */
	double		probability;	/* u over the number of pairs */
	double		statistic;		/* z */
	double		p_value;
} MannWhitneyTest;

extern MannWhitneyTest mann_whitney_test(const Histogram *a,
										 const Histogram *b,
										 Alternative alternative);

#endif							/* SATISFACTION_CONTINGENCY_H */
