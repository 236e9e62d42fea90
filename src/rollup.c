/*-------------------------------------------------------------------------
 *
 * rollup.c
 *	  What rollups do for every INSERT.
 *
 * Rollups are made of SQL and PL/pgSQL.  Each of these functions would take a
 * tenth of the INSERT that causes it, if it were written in them too.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "commands/trigger.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "score.h"
#include "tally_datum.h"

/*
 * A data-only restore brings the rows of the log and fires the triggers of the
 * table as well, and one of the two must not count.  So leave out what neither
 * another trigger writes, nor one of our functions, which say so in a setting.
 */
PG_FUNCTION_INFO_V1(rollup_discard);
Datum
rollup_discard(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const char *write;

	LOCAL_FCINFO(no_arguments, 0);

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ||
		!TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function was not called by a trigger that fires before a row is inserted")));

	/* This trigger is one level itself. */
	InitFunctionCallInfoData(*no_arguments, NULL, 0, InvalidOid, NULL, NULL);
	if (DatumGetInt32(pg_trigger_depth(no_arguments)) > 1)
		return PointerGetDatum(trigger->tg_trigtuple);

	write = GetConfigOption("satisfaction_rollup.write", true, false);
	if (write != NULL && strcmp(write, "on") == 0)
		return PointerGetDatum(trigger->tg_trigtuple);

	return PointerGetDatum(NULL);
}

PG_FUNCTION_INFO_V1(tally_of_answer);
Datum
tally_of_answer(PG_FUNCTION_ARGS)
{
	int			score = score_from_integer(fcinfo, PG_GETARG_INT16(0));
	Histogram	histogram;
	Counts		counts;

	histogram_begin(&histogram, false, score + 1, &counts);
	counts.answers[score] = 1;
	return histogram_to_datum(&histogram);
}
