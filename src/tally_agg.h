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

#include "datatype/timestamp.h"

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

/* The length of a wait or a target as service_level() compares it. */
extern bool service_level_length(const Interval *interval, int64 *length);

/*
 * The functions themselves, for the page scan, which does what they do and
 * has to recognize them.
 */
extern Datum tally_transition_int2(PG_FUNCTION_ARGS);
extern Datum tally_transition_int4(PG_FUNCTION_ARGS);
extern Datum tally_transition_int8(PG_FUNCTION_ARGS);
extern Datum tally_transition_float8(PG_FUNCTION_ARGS);
extern Datum tally_transition_numeric(PG_FUNCTION_ARGS);
extern Datum tally_transition_bool(PG_FUNCTION_ARGS);
extern Datum tally_counted_transition_numeric(PG_FUNCTION_ARGS);
extern Datum tally_counted_transition_float8(PG_FUNCTION_ARGS);
extern Datum tally_counted_transition_bool(PG_FUNCTION_ARGS);
extern Datum service_level_transition(PG_FUNCTION_ARGS);
extern Datum service_level_transition_seconds(PG_FUNCTION_ARGS);
extern Datum churn_transition_date(PG_FUNCTION_ARGS);
extern Datum churn_transition_timestamptz(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_int2_float8(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_int4_float8(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_int8_float8(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_float8_float8(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_numeric_float8(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_int2_numeric(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_int4_numeric(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_int8_numeric(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_float8_numeric(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_numeric_numeric(PG_FUNCTION_ARGS);
extern Datum tally_combine(PG_FUNCTION_ARGS);
extern Datum tally_final(PG_FUNCTION_ARGS);

#endif							/* SATISFACTION_TALLY_AGG_H */
