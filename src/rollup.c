/*-------------------------------------------------------------------------
 *
 * rollup.c
 *	  The trigger of a rollup's log.
 *
 * Rollups are made of SQL and PL/pgSQL.  This trigger fires once for every row
 * that is appended to a log, which in PL/pgSQL would take as long as a tenth of
 * the INSERT that caused it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/trigger.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"

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

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ||
		!TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function was not called by a trigger that fires before a row is inserted")));

	/* This trigger is one level itself. */
	if (DatumGetInt32(OidFunctionCall0(F_PG_TRIGGER_DEPTH)) > 1)
		return PointerGetDatum(trigger->tg_trigtuple);

	write = GetConfigOption("satisfaction_rollup.write", true, false);
	if (write != NULL && strcmp(write, "on") == 0)
		return PointerGetDatum(trigger->tg_trigtuple);

	return PointerGetDatum(NULL);
}
