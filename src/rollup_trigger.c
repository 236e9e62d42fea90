/*-------------------------------------------------------------------------
 *
 * rollup_trigger.c
 *	  The trigger that keeps the rollups of a table true.
 *
 * A table has one statement trigger each for INSERT, UPDATE and DELETE, which
 * serve all its rollups, and one for TRUNCATE a rollup, which attaches it (see
 * rollup_plan.c).  A partition has one of each, for what is written to it
 * directly; they rest when it was detached.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/relation.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "rollup.h"

/* The rows that a statement changed, as a source of pairs */
typedef struct ChangedRows
{
	Tuplestorestate *old_rows;	/* NULL if there are none */
	Tuplestorestate *new_rows;
	bool		are_pairs;		/* of one UPDATE each */
	bool		is_begun;
} ChangedRows;

static bool
next_row(Tuplestorestate *rows, TupleTableSlot *slot)
{
	return rows && tuplestore_gettupleslot(rows, true, false, slot);
}

/*
 * Return true if two versions of a row have the same values in all columns that
 * a rollup reads, so that nothing changes whether or not they are of one row.
 */
static bool
are_alike(RollupSet *set)
{
	TupleDesc	desc = set->old_slot->tts_tupleDescriptor;
	int			column = -1;

	while ((column = bms_next_member(set->columns, column)) >= 0)
	{
		AttrNumber	number = column + FirstLowInvalidHeapAttributeNumber;
		Form_pg_attribute attribute;
		bool		old_is_null;
		bool		new_is_null;
		Datum		old_value;
		Datum		new_value;

		/* Whole rows are compared by those who know how. */
		if (number <= 0)
			return false;
		attribute = TupleDescAttr(desc, number - 1);
		old_value = slot_getattr(set->old_slot, number, &old_is_null);
		new_value = slot_getattr(set->new_slot, number, &new_is_null);
		if (old_is_null != new_is_null ||
			(!old_is_null && !datumIsEqual(old_value, new_value,
										   attribute->attbyval,
										   attribute->attlen)))
			return false;
	}
	return true;
}

static bool
fill_changed_rows(RollupSource *source)
{
	ChangedRows *rows = source->state;
	bool		is_first = !rows->is_begun;

	rows->is_begun = true;
	return is_first;
}

/*
 * The two tables of an UPDATE have their rows in the same order.  Where a
 * trigger of the partition that a row moves to refuses it, one has fewer, and
 * rows are counted one by one.
 */
static bool
next_changed_row(RollupSource *source, RollupSet *set)
{
	ChangedRows *rows = source->state;

	do
	{
		source->has_old = next_row(rows->old_rows, set->old_slot);
		source->has_new = (rows->are_pairs || !source->has_old) &&
			next_row(rows->new_rows, set->new_slot);
		if (!source->has_old && !source->has_new)
			return false;
	} while (source->has_old && source->has_new && are_alike(set));
	return true;
}

static void
append_to_log(RollupSink *sink, Rollup *rollup, const RollupGroup *group)
{
	rollup_log_append(rollup, group);
}

/*
 * Return true if there is no rollup, or if an UPDATE sets no column that one
 * reads.  A trigger may have changed others before.
 */
static bool
is_irrelevant(TriggerData *trigger, RollupSet *set)
{
	Relation	relation = trigger->tg_relation;
	const Bitmapset *updated = trigger_updated_columns(trigger);

	if (set->count == 0)
		return true;
	return TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) && updated != NULL &&
		relation->rd_rel->relkind == RELKIND_RELATION &&
		!relation->trigdesc->trig_update_before_row &&
		!bms_is_member(0 - FirstLowInvalidHeapAttributeNumber, set->columns) &&
		!bms_overlap(updated, set->columns);
}

static void
close_logs(RollupSet *set)
{
	for (int i = 0; i < set->count; i++)
		rollup_log_close(&set->rollups[i]);
}

/*
 * The set of a relation with its logs open; NULL if there is nothing to count.
 * A lock may have been waited for, and another session have changed something
 * meanwhile, so look again.
 */
static RollupSet *
open_set(TriggerData *trigger)
{
	for (;;)
	{
		RollupSet  *set = rollup_set_of(trigger->tg_relation,
										trigger->tg_trigger->tgfoid);

		if (set == NULL)
			return NULL;
		if (is_irrelevant(trigger, set))
		{
			rollup_set_release(set);
			return NULL;
		}
		for (int i = 0; i < set->count; i++)
			rollup_log_open(set, &set->rollups[i]);
		if (set->is_valid)
			return set;
		close_logs(set);
		rollup_set_release(set);
	}
}

static void
rewind_rows(Tuplestorestate *rows)
{
	if (rows == NULL)
		return;
	tuplestore_select_read_pointer(rows, 0);
	tuplestore_rescan(rows);
}

static void
count_changes(TriggerData *trigger)
{
	ChangedRows rows = {.old_rows = trigger->tg_oldtable, .new_rows = trigger->tg_newtable};
	RollupSource source = {.fill = fill_changed_rows, .next = next_changed_row};
	RollupSink	sink = {append_to_log, NULL};
	RollupSet  *set;

	if ((rows.old_rows == NULL || tuplestore_tuple_count(rows.old_rows) == 0) &&
		(rows.new_rows == NULL || tuplestore_tuple_count(rows.new_rows) == 0))
		return;
	rows.are_pairs = rows.old_rows && rows.new_rows &&
		tuplestore_tuple_count(rows.old_rows) == tuplestore_tuple_count(rows.new_rows);
	source.state = &rows;
	source.is_update = rows.old_rows && rows.new_rows;
	set = open_set(trigger);
	if (set == NULL)
		return;
	PG_TRY();
	{
		rewind_rows(rows.old_rows);
		rewind_rows(rows.new_rows);
		rollup_count(set, &source, &sink);
		close_logs(set);
	}
	PG_FINALLY();
	{
		ExecClearTuple(set->old_slot);
		ExecClearTuple(set->new_slot);
		rollup_set_release(set);
	}
	PG_END_TRY();
}

/*
 * A snapshot from before the table was locked does not see all rows that
 * TRUNCATE removes.
 */
static void
refuse_old_snapshot(TriggerData *trigger)
{
	if (IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
				 errmsg("cannot truncate \"%s\" in a transaction with this isolation level",
						RelationGetRelationName(trigger->tg_relation)),
				 errdetail("A rollup counts its rows, and the snapshot of the transaction might not see all of them."),
				 errhint("Use READ COMMITTED.")));
}

/*
 * The whole table is empty now, and so is the log, but for periods that are
 * frozen.
 */
static void
empty_log(TriggerData *trigger, Rollup *rollup)
{
	Relation	log = try_relation_open(rollup->log, AccessShareLock);
	const char *name;
	Oid			user;
	int			security;

	if (log == NULL)
		return;
	name = quote_qualified_identifier(get_namespace_name(RelationGetNamespace(log)),
									  RelationGetRelationName(log));
	GetUserIdAndSecContext(&user, &security);
	SetUserIdAndSecContext(log->rd_rel->relowner,
						   security | SECURITY_RESTRICTED_OPERATION);
	relation_close(log, AccessShareLock);
	SPI_connect();
	if (!rollup->is_kept)
		SPI_execute(psprintf("TRUNCATE %s", name), false, 0);
	else
	{
		Oid			type = rollup->key_types[0].length == sizeof(DateADT) ?
			DATEOID : TIMESTAMPOID;

		refuse_old_snapshot(trigger);
		/* A compaction must not move rows meanwhile. */
		LockRelationOid(rollup->log, ShareUpdateExclusiveLock);
		SPI_execute_with_args(psprintf("DELETE FROM %s WHERE period OPERATOR(pg_catalog.>=) $1 OR period IS NULL", name),
							  1, &type, &rollup->kept_until, NULL, false, 0);
	}
	SPI_finish();
	SetUserIdAndSecContext(user, security);
}

/*
 * The trigger that attaches a rollup fires for the whole table, that of a
 * partition before its rows go.
 */
static void
count_truncation(TriggerData *trigger)
{
	const char *condition = trigger->tg_trigger->tgqual;
	RollupSet  *set;
	RollupSink	sink = {append_to_log, NULL};

	set = open_set(trigger);
	if (set == NULL)
		return;
	PG_TRY();
	{
		if (condition)
		{
			Oid			view = rollup_tied_relation(stringToNode(condition));

			close_logs(set);
			for (int i = 0; i < set->count; i++)
				if (set->rollups[i].view == view)
					empty_log(trigger, &set->rollups[i]);
		}
		else
		{
			/* A partition that is partitioned itself has no rows. */
			if (trigger->tg_relation->rd_rel->relkind == RELKIND_RELATION)
			{
				refuse_old_snapshot(trigger);
				rollup_read_rows(set, trigger->tg_relation, true, &sink);
			}
			close_logs(set);
		}
	}
	PG_FINALLY();
	{
		rollup_set_release(set);
	}
	PG_END_TRY();
}

PG_FUNCTION_INFO_V1(rollup_count_changes);
Datum
rollup_count_changes(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function was not called by a trigger that fires for statements")));

	if (TRIGGER_FIRED_BY_TRUNCATE(trigger->tg_event))
		count_truncation(trigger);
	else
		count_changes(trigger);
	/* Triggers that follow see what was counted. */
	CommandCounterIncrement();
	return PointerGetDatum(NULL);
}
