/*-------------------------------------------------------------------------
 *
 * tally_state.h
 *	  The transition state of an aggregate, which is a dense tally.
 *
 * A transition function that runs inside an aggregate updates the state in
 * place and returns the same pointer; called from anywhere else it works on a
 * copy and returns a packed value.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_TALLY_STATE_H
#define SATISFACTION_TALLY_STATE_H

#include "compat.h"

#include "nodes/execnodes.h"

#include "tally_datum.h"

/*
 * Test the node tag first, to avoid a call for each row of an ordinary
 * aggregation.
 */
static inline bool
in_aggregate(FunctionCallInfo fcinfo)
{
	return fcinfo->context != NULL &&
		(IsA(fcinfo->context, AggState) || AggCheckCallContext(fcinfo, NULL));
}

/*
 * The state, if there is one and it is ours to change.
 */
static inline Tally *
own_state(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0) || !in_aggregate(fcinfo))
		return NULL;
	return (Tally *) DatumGetPointer(PG_GETARG_DATUM(0));
}

/*
 * Return true for a whole, uncompressed, dense value of the format we write,
 * with these flags.
 */
static inline bool
is_dense(const Tally *tally, uint8 flags)
{
	const uint8 header[TALLY_BODY_HEADER] = {TALLY_VERSION, flags};

	return VARATT_IS_4B_U(tally) &&
		memcmp(&tally->version, header, TALLY_BODY_HEADER) == 0;
}

/*
 * The state, if it is ours to change and dense, and its counts.
 */
static inline Tally *
own_dense_state(FunctionCallInfo fcinfo, Counts *counts)
{
	Tally	   *state = own_state(fcinfo);

	if (state == NULL ||
		!(is_dense(state, 0) || is_dense(state, TALLY_WEIGHTED)))
		return NULL;
	tally_dense_counts(state, VARSIZE(state), counts);
	return state;
}

/*
 * A new state with the answers of the first argument, if there is one, and
 * capacity for the scores below a limit.
 */
extern Tally *tally_state_copy(FunctionCallInfo fcinfo, int limit,
							   bool weighted, Counts *counts);

/*
 * The state for writing, with capacity for the scores below a limit: itself if
 * possible, or a copy.
 */
extern Tally *tally_state_writable(FunctionCallInfo fcinfo, int limit,
								   bool weighted, Counts *counts);

/* What a transition function returns. */
extern Datum tally_state_result(FunctionCallInfo fcinfo, Tally *state);

#endif							/* SATISFACTION_TALLY_STATE_H */
