/*-------------------------------------------------------------------------
 *
 * paired_state.h
 *	  The state of aggregates over two answers of one customer in a row.
 *
 * An array of double precision: the confidence, 0 as long as there is none,
 * and sums of whole numbers, which are exact up to 2^53.  The confidence is
 * that of the first row.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAIRED_STATE_H
#define SATISFACTION_PAIRED_STATE_H

#include "compat.h"

#include "utils/array.h"

typedef struct PairedState
{
	double		confidence;
	double		sums[FLEXIBLE_ARRAY_MEMBER];
} PairedState;

/*
 * For transition functions (state, before, after [, confidence]) and inverse
 * ones: the state to add to, which has so many sums, and is the result.  NULL
 * if an answer is NULL, so that the row is skipped.
 */
extern PairedState *paired_state_argument(FunctionCallInfo fcinfo, int sums,
										  Datum *result);

/*
 * For aggregates whose state holds something else than a confidence: the array
 * to write to, in place inside an aggregate and a copy elsewhere; and the
 * numbers of an array, which must have so many.
 */
extern ArrayType *paired_state_writable(FunctionCallInfo fcinfo);
extern double *paired_state_numbers(ArrayType *state, int length);

/* For final functions, which get the confidence, too: 0.95 by default */
extern const PairedState *paired_state_final(FunctionCallInfo fcinfo, int sums,
											 double *confidence);

#endif							/* SATISFACTION_PAIRED_STATE_H */
