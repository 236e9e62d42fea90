/*-------------------------------------------------------------------------
 *
 * sample_size.h
 *	  How many answers a margin or a test needs, on plain numbers.
 *
 * The contract and the conventions are those of estimate.h.  The results are
 * not rounded; round_up_sample_size() makes the whole number to announce, at
 * least 1.  NAN if no size is enough: a margin or a difference of 0.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SAMPLE_SIZE_H
#define SATISFACTION_SAMPLE_SIZE_H

#include "significance.h"

/*
 * For a half-width of the interval, as a fraction: 0.05 for five points.
 * Methods are NET_SCORE and NET_WALD, SHARE_WILSON and SHARE_WALD.
 */
extern double net_sample_size(double margin, double confidence,
							  NetMethod method, double variance);
extern double share_sample_size(double margin, double confidence,
								ShareMethod method, double share);

/* For each of two samples, to detect a difference with a power */
extern double net_test_sample_size(double difference, double confidence,
								   Alternative alternative, double power,
								   double variance);
extern double share_test_sample_size(double share_a, double share_b,
									 double confidence,
									 Alternative alternative, double power);

/* The same within a population of known size */
extern double finite_sample_size(double size, double population);

extern double round_up_sample_size(double size);

#endif							/* SATISFACTION_SAMPLE_SIZE_H */
