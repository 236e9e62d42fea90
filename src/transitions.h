/*-------------------------------------------------------------------------
 *
 * transitions.h
 *	  The transition functions whose state is a tally, for code that does what
 *	  they do and has to recognize them: the page scan, and the help for Citus.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_TRANSITIONS_H
#define SATISFACTION_TRANSITIONS_H

#include "compat.h"

#include "datatype/timestamp.h"

/* What a transition function counts for a row */
typedef enum TransitionKind
{
	/* one answer, given as an integer or a boolean; in other number types */
	TRANSITION_INTEGER,
	TRANSITION_FLOAT8,
	TRANSITION_NUMERIC,

	/* something else, in whole numbers: the order of rows does not matter */
	TRANSITION_COUNTS,

	/* weights, whose sums are rounded in the order of rows */
	TRANSITION_WEIGHTS
} TransitionKind;

typedef struct Transition
{
	PGFunction	function;
	Oid			type;			/* of the answer; else InvalidOid */
	TransitionKind kind;
} Transition;

/* NULL if it is none of these functions. */
extern const Transition *find_transition(PGFunction function);

/* The combine function of all of them, and the final function of tally() */
extern Datum tally_combine(PG_FUNCTION_ARGS);
extern Datum tally_final(PG_FUNCTION_ARGS);

/* One of TRANSITION_COUNTS, and the length of a wait or a target in it */
extern Datum service_level_transition(PG_FUNCTION_ARGS);
extern bool service_level_length(const Interval *interval, int64 *length);

#endif							/* SATISFACTION_TRANSITIONS_H */
