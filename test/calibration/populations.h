/*-------------------------------------------------------------------------
 *
 * populations.h
 *	  The populations that most settings draw from.
 *
 *-------------------------------------------------------------------------
 */
#ifndef POPULATIONS_H
#define POPULATIONS_H

#include "sampling.h"

/* Detractors, passives, promoters; named the other way round, as in reports */
#define NET_SHAPES 5
extern const Population net_shapes[NET_SHAPES];

/* One score from two mixes, the narrow one first */
#define EQUAL_SCORES 3
extern const Population equal_scores[EQUAL_SCORES][2];

/* Not satisfied, satisfied */
#define SHARES 4
extern const Population shares[SHARES];

/* Scores 1 to 7 with one mode, and with two */
#define ONE_MODE 4
extern const Population one_mode[ONE_MODE];
#define TWO_ENDS 2
extern const Population two_ends[TWO_ENDS];

/* One mean from two spreads, the narrow one first */
#define EQUAL_MEANS 2
extern const Population equal_means[EQUAL_MEANS][2];

#endif							/* POPULATIONS_H */
