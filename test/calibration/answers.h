/*-------------------------------------------------------------------------
 *
 * answers.h
 *	  The answers of a sample, as the functions take them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef ANSWERS_H
#define ANSWERS_H

#include "calibration.h"
#include "significance.h"

/* Of detractors, passives and promoters */
static inline NetCounts
net_of(const Sample *sample)
{
	return net_counts(sample->counts[2], sample->counts[0], sample->n);
}

static inline ShareCounts
share_of(const Sample *sample)
{
	return share_counts(sample->counts[1], sample->n);
}

/* Of scores from 1 on */
static inline MeanSample
mean_of(const Sample *sample)
{
	MeanSample	result = {
		sample->n, sample_mean(sample, 1.0), sample_variance(sample),
		sample->n, NAN
	};

	if (sample->n > 1)
		result.standard_error = sqrt(result.variance / (sample->n - 1.0));
	return result;
}

static inline Verdict
verdict_of_test(TestResult test)
{
	Verdict		verdict = {test.p_value, test.low, test.high};

	return verdict;
}

static inline Verdict
verdict_of_limits(Limits limits)
{
	Verdict		verdict = {NAN, limits.low, limits.high};

	return verdict;
}

/* A target, and on which side of it the score is supposed to lie */
typedef struct Target
{
	double		target;
	Alternative alternative;
} Target;

#endif							/* ANSWERS_H */
