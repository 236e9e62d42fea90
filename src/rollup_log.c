/*-------------------------------------------------------------------------
 *
 * rollup_log.c
 *	  Appending groups to the log of a rollup.
 *
 * Rows go into the table and its indexes as COPY would put them there, several
 * at a time, but no trigger fires: the log's own discards what comes by INSERT.
 * Indexes that a user has made are kept, whatever they are.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/genam.h"
#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/relation.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/index.h"
#include "catalog/pg_sequence.h"
#include "commands/sequence.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "rollup.h"

/* Rows that go into the table at once */
#define LOG_ROWS	64

typedef struct RollupLog
{
	Relation	table;			/* NULL if it is gone */
	TupleDesc	columns;
	MemoryContext context;		/* of what follows, as of the rollup */
	MemoryContext value_context;	/* of values that are not in the table yet */
	List	   *index_oids;
	List	   *indexes;		/* their IndexInfos */
	int			count;
	TupleTableSlot *rows[LOG_ROWS];
} RollupLog;

static RollupLog *
create_log(Relation table)
{
	RollupLog  *log = palloc0(sizeof(RollupLog));
	ListCell   *cell;

	log->context = CurrentMemoryContext;
	log->columns = CreateTupleDescCopy(RelationGetDescr(table));
	log->value_context = AllocSetContextCreate(CurrentMemoryContext,
											   "values of a rollup's log",
											   ALLOCSET_SMALL_SIZES);
	log->index_oids = RelationGetIndexList(table);
	foreach(cell, log->index_oids)
	{
		Relation	index = index_open(lfirst_oid(cell), RowExclusiveLock);

		log->indexes = lappend(log->indexes, BuildIndexInfo(index));
		index_close(index, NoLock);
	}
	return log;
}

static int64
increment_of(Oid sequence)
{
	HeapTuple	tuple = SearchSysCache1(SEQRELID, ObjectIdGetDatum(sequence));
	int64		increment;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for sequence %u", sequence);
	increment = ((Form_pg_sequence) GETSTRUCT(tuple))->seqincrement;
	ReleaseSysCache(tuple);
	return increment;
}

static void
clear_rows(RollupLog *log)
{
	for (int i = 0; i < log->count; i++)
		ExecClearTuple(log->rows[i]);
	log->count = 0;
	MemoryContextReset(log->value_context);
}

/*
 * Lock the log of a rollup and have it ready.
 */
void
rollup_log_open(RollupSet *set, Rollup *rollup)
{
	Relation	table = try_relation_open(rollup->log, RowExclusiveLock);

	if (table && rollup->log_state == NULL)
	{
		MemoryContext caller = MemoryContextSwitchTo(set->context);

		rollup->log_state = create_log(table);
		MemoryContextSwitchTo(caller);
	}
	if (rollup->log_state == NULL)
		return;
	rollup->log_state->table = table;
	/* An error may have left something there. */
	if (rollup->log_state->count > 0)
		clear_rows(rollup->log_state);
}

/*
 * Return true if an index has an entry for a row.  Expressions of an index are
 * those of the owner.
 */
static bool
form_index_entry(IndexInfo *info, TupleTableSlot *row, EState *estate,
				 Datum *values, bool *isnull)
{
	if (estate)
	{
		ExprContext *context = GetPerTupleExprContext(estate);

		context->ecxt_scantuple = row;
		if (info->ii_Predicate != NIL &&
			!ExecQual(ExecPrepareQual(info->ii_Predicate, estate), context))
			return false;
	}
	FormIndexDatum(info, row, estate, values, isnull);
	return true;
}

static void
insert_index_entries(RollupLog *log, Oid index_oid, IndexInfo *info)
{
	Relation	index = index_open(index_oid, RowExclusiveLock);
	bool		has_expressions = info->ii_Expressions != NIL ||
		info->ii_Predicate != NIL;
	EState	   *estate = has_expressions ? CreateExecutorState() : NULL;
	Datum		values[INDEX_MAX_KEYS];
	bool		isnull[INDEX_MAX_KEYS];

	for (int i = 0; i < log->count; i++)
		if (form_index_entry(info, log->rows[i], estate, values, isnull))
			insert_index_entry(index, values, isnull, &log->rows[i]->tts_tid,
							   log->table,
							   index->rd_index->indisunique ?
							   UNIQUE_CHECK_YES : UNIQUE_CHECK_NO, info);
	index_insert_cleanup(index, info);
	if (estate)
	{
		info->ii_ExpressionsState = NIL;
		FreeExecutorState(estate);
	}
	index_close(index, NoLock);
}

static void
write_rows(Rollup *rollup)
{
	RollupLog  *log = rollup->log_state;
	Oid			user;
	int			security;
	ListCell   *oid;
	ListCell   *info;

	if (log->count == 1)
		simple_table_tuple_insert(log->table, log->rows[0]);
	else if (log->count > 1)
		table_multi_insert(log->table, log->rows, log->count,
						   GetCurrentCommandId(true), 0, NULL);
	else
		return;

	GetUserIdAndSecContext(&user, &security);
	SetUserIdAndSecContext(rollup->owner,
						   security | SECURITY_RESTRICTED_OPERATION);
	forboth(oid, log->index_oids, info, log->indexes)
		insert_index_entries(log, lfirst_oid(oid), lfirst(info));
	SetUserIdAndSecContext(user, security);
	clear_rows(log);
}

/*
 * An empty row that follows those that wait.
 */
static TupleTableSlot *
next_row(RollupLog *log)
{
	TupleTableSlot *row = log->rows[log->count];

	if (row == NULL)
	{
		MemoryContext caller = MemoryContextSwitchTo(log->context);

		row = MakeSingleTupleTableSlot(log->columns,
									   table_slot_callbacks(log->table));
		log->rows[log->count] = row;
		MemoryContextSwitchTo(caller);
	}
	log->count++;
	memset(row->tts_isnull, true, log->columns->natts * sizeof(bool));
	return row;
}

/*
 * A value of the identity column.  The sequence goes on by a number of them at
 * a time, which are used up here.
 */
static int64
next_id(Rollup *rollup)
{
	if (rollup->ids_left == 0)
	{
		rollup->next_id = nextval_internal(rollup->sequence, false);
		rollup->ids_left = Max(increment_of(rollup->sequence), 1);
	}
	rollup->ids_left--;
	return rollup->next_id++;
}

/*
 * Append what was added to a group and what was removed from it.  Its columns
 * are the period, dimensions, and added, removed, off_scale for each score,
 * then the identity.
 */
void
rollup_log_append(Rollup *rollup, const RollupGroup *group)
{
	RollupLog  *log = rollup->log_state;
	MemoryContext caller;
	TupleTableSlot *row;
	Datum	   *values;
	bool	   *isnull;
	int			column = rollup->keys;

	if (log == NULL || log->table == NULL)
		return;
	if (log->count == LOG_ROWS)
		write_rows(rollup);
	row = next_row(log);
	values = row->tts_values;
	isnull = row->tts_isnull;
	memcpy(values, group->keys, rollup->keys * sizeof(Datum));
	memcpy(isnull, group->nulls, rollup->keys * sizeof(bool));

	caller = MemoryContextSwitchTo(log->value_context);
	for (int i = 0; i < rollup->scores; i++)
	{
		RollupCounts *counts = &group->counts[i];

		values[column] = rollup_tally(counts, 1, &isnull[column]);
		column++;
		values[column] = rollup_tally(counts, -1, &isnull[column]);
		column++;
		values[column] = Int64GetDatum(counts->off_scale);
		isnull[column++] = false;
	}
	values[column] = Int64GetDatum(next_id(rollup));
	isnull[column] = false;
	ExecStoreVirtualTuple(row);
	/* The keys may be gone before the rows are written. */
	ExecMaterializeSlot(row);
	MemoryContextSwitchTo(caller);
}

void
rollup_log_close(Rollup *rollup)
{
	RollupLog  *log = rollup->log_state;

	if (log == NULL || log->table == NULL)
		return;
	write_rows(rollup);
	relation_close(log->table, NoLock);
	log->table = NULL;
}
