/*-------------------------------------------------------------------------
 *
 * tally_agg.h
 *	  Transition functions whose state is a tally.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_TALLY_AGG_H
#define SATISFACTION_TALLY_AGG_H

#include "compat.h"

/*
 * For aggregates elsewhere whose state is a tally.  Each takes the call of a
 * transition or inverse transition function, whose first argument is the
 * state, and gives what that function returns.
 */

/* Input value to be ignored */
#define TALLY_NOT_COUNTED	(-1)

/* Count one more answer, from 0 to 100, or take one back. */
extern Datum tally_state_add(FunctionCallInfo fcinfo, int score);
extern Datum tally_state_remove(FunctionCallInfo fcinfo, int score);

#endif							/* SATISFACTION_TALLY_AGG_H */
