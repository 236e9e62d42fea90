/*-------------------------------------------------------------------------
 *
 * transitions.c
 *	  The transition functions whose state is a tally.
 *
 * Each new one is entered here, or the page scan does not recognize it.
 *
 *-------------------------------------------------------------------------
 */
#include "transitions.h"

#include "catalog/pg_type.h"

extern Datum tally_transition_int2(PG_FUNCTION_ARGS);
extern Datum tally_transition_int4(PG_FUNCTION_ARGS);
extern Datum tally_transition_int8(PG_FUNCTION_ARGS);
extern Datum tally_transition_float8(PG_FUNCTION_ARGS);
extern Datum tally_transition_numeric(PG_FUNCTION_ARGS);
extern Datum tally_transition_bool(PG_FUNCTION_ARGS);
extern Datum tally_counted_transition_numeric(PG_FUNCTION_ARGS);
extern Datum tally_counted_transition_float8(PG_FUNCTION_ARGS);
extern Datum tally_counted_transition_bool(PG_FUNCTION_ARGS);
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
extern Datum tally_weighted_transition_bool_float8(PG_FUNCTION_ARGS);
extern Datum tally_weighted_transition_bool_numeric(PG_FUNCTION_ARGS);

static const Transition transitions[] = {
	{tally_transition_int2, INT2OID, TRANSITION_INTEGER},
	{tally_transition_int4, INT4OID, TRANSITION_INTEGER},
	{tally_transition_int8, INT8OID, TRANSITION_INTEGER},
	{tally_transition_float8, FLOAT8OID, TRANSITION_FLOAT8},
	{tally_transition_numeric, NUMERICOID, TRANSITION_NUMERIC},
	{tally_transition_bool, BOOLOID, TRANSITION_INTEGER},
	{tally_counted_transition_numeric, InvalidOid, TRANSITION_COUNTS},
	{tally_counted_transition_float8, InvalidOid, TRANSITION_COUNTS},
	{tally_counted_transition_bool, InvalidOid, TRANSITION_COUNTS},
	{service_level_transition, InvalidOid, TRANSITION_COUNTS},
	{service_level_transition_seconds, InvalidOid, TRANSITION_COUNTS},
	{churn_transition_date, InvalidOid, TRANSITION_COUNTS},
	{churn_transition_timestamptz, InvalidOid, TRANSITION_COUNTS},
	{tally_weighted_transition_int2_float8, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_int4_float8, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_int8_float8, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_float8_float8, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_numeric_float8, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_int2_numeric, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_int4_numeric, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_int8_numeric, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_float8_numeric, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_numeric_numeric, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_bool_float8, InvalidOid, TRANSITION_WEIGHTS},
	{tally_weighted_transition_bool_numeric, InvalidOid, TRANSITION_WEIGHTS},
	/* of sum(tally), which may be weighted */
	{tally_combine, InvalidOid, TRANSITION_WEIGHTS}
};

const Transition *
find_transition(PGFunction function)
{
	for (int i = 0; i < (int) lengthof(transitions); i++)
	{
		if (transitions[i].function == function)
			return &transitions[i];
	}
	return NULL;
}
