/*-------------------------------------------------------------------------
 *
 * rollup_recount.c
 *	  Counting the rows that are in a table, as the trigger counts changes.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "rollup.h"

/* Rows that are fetched at once */
#define FETCH_ROWS	1000

/* The rows of a table, as a source of pairs */
typedef struct StoredRows
{
	Portal		cursor;
	bool		are_removed;
	Oid			reader;
	int			security;
	uint64		next;
} StoredRows;

/* Where groups go, and those of which periods */
typedef struct Recount
{
	Rollup	   *rollup;
	Tuplestorestate *groups;
	TupleDesc	columns;
	bool		has_since;
	bool		has_until;
	Timestamp	since;
	Timestamp	until;
} Recount;

static bool
fill_stored_rows(RollupSource *source)
{
	StoredRows *rows = source->state;
	Oid			user;
	int			security;

	if (SPI_tuptable)
		SPI_freetuptable(SPI_tuptable);
	GetUserIdAndSecContext(&user, &security);
	SetUserIdAndSecContext(rows->reader, rows->security);
	SPI_cursor_fetch(rows->cursor, true, FETCH_ROWS);
	SetUserIdAndSecContext(user, security);
	rows->next = 0;
	return SPI_processed > 0;
}

static bool
next_stored_row(RollupSource *source, RollupSet *set)
{
	StoredRows *rows = source->state;
	TupleTableSlot *slot = rows->are_removed ? set->old_slot : set->new_slot;

	if (rows->next >= SPI_processed)
		return false;
	ExecForceStoreHeapTuple(SPI_tuptable->vals[rows->next++], slot, false);
	return true;
}

/*
 * A query for all rows of a table and its partitions, each column in its place,
 * but only those that are read.
 */
static char *
query_for_rows(RollupSet *set, Relation relation, const char *condition)
{
	TupleDesc	columns = RelationGetDescr(relation);
	bool		all = bms_is_member(0 - FirstLowInvalidHeapAttributeNumber,
									set->columns);
	StringInfoData query;

	initStringInfo(&query);
	appendStringInfoString(&query, "SELECT ");
	for (int i = 0; i < columns->natts; i++)
	{
		Form_pg_attribute column = TupleDescAttr(columns, i);
		int			member = column->attnum - FirstLowInvalidHeapAttributeNumber;

		if (i > 0)
			appendStringInfoString(&query, ", ");
		if (!column->attisdropped &&
			(all || bms_is_member(member, set->columns)))
			appendStringInfo(&query, "r.%s",
							 quote_identifier(NameStr(column->attname)));
		else
			appendStringInfoString(&query, "NULL");
	}
	appendStringInfo(&query, " FROM %s AS r%s",
					 quote_qualified_identifier(get_namespace_name(RelationGetNamespace(relation)),
												RelationGetRelationName(relation)),
					 condition);
	return query.data;
}

/*
 * Count all rows of a table as added, or those of a partition as removed.
 * Policies do not hide rows from the owner of the table here, as they do not
 * from the trigger.
 */
void
rollup_read_rows(RollupSet *set, Relation relation, bool is_removal,
				 const char *condition, RollupSink *sink)
{
	StoredRows	rows = {.are_removed = is_removal};
	RollupSource source = {fill_stored_rows, next_stored_row, .state = &rows};
	SPIPlanPtr	plan;
	Oid			user;
	int			security;
	int			level = rollup_begin_safe_path();

	GetUserIdAndSecContext(&user, &security);
	rows.security = security | SECURITY_RESTRICTED_OPERATION |
		SECURITY_NOFORCE_RLS;
	rows.reader = is_removal ? relation->rd_rel->relowner :
		set->rollups[0].owner;
	source.has_old = is_removal;
	source.has_new = !is_removal;

	SPI_connect();
	SetUserIdAndSecContext(rows.reader, rows.security);
	plan = SPI_prepare_cursor(query_for_rows(set, relation, condition), 0, NULL,
							  CURSOR_OPT_NO_SCROLL);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare_cursor failed: %s",
			 SPI_result_code_string(SPI_result));
	/* What is counted of a whole table is compared in one snapshot. */
	rows.cursor = SPI_cursor_open(NULL, plan, NULL, NULL, !is_removal);
	SetUserIdAndSecContext(user, security);
	SPI_tuptable = NULL;
	rollup_count(set, &source, sink);
	ExecClearTuple(set->old_slot);
	ExecClearTuple(set->new_slot);
	SPI_cursor_close(rows.cursor);
	SPI_finish();
	AtEOXact_GUC(true, level);
}

static bool
is_wanted(const Recount *recount, const RollupGroup *group)
{
	double		period;

	if (!recount->has_since && !recount->has_until)
		return true;
	if (group->nulls[0])
		return false;
	period = recount->rollup->key_types[0].length == sizeof(DateADT) ?
		date2timestamp_no_overflow(DatumGetDateADT(group->keys[0])) :
		(double) DatumGetTimestamp(group->keys[0]);
	return (!recount->has_since || period >= recount->since) &&
		(!recount->has_until || period < recount->until);
}

static void
put_group(RollupSink *sink, Rollup *rollup, const RollupGroup *group)
{
	Recount    *recount = sink->state;
	int			keys = rollup->keys;
	Datum	   *values;
	bool	   *isnull;

	if (!is_wanted(recount, group))
		return;
	values = palloc(recount->columns->natts * sizeof(Datum));
	isnull = palloc(recount->columns->natts * sizeof(bool));
	memcpy(values, group->keys, keys * sizeof(Datum));
	memcpy(isnull, group->nulls, keys * sizeof(bool));
	for (int i = 0; i < rollup->scores; i++)
	{
		int			column = keys + 2 * i;

		values[column] = rollup_tally(&group->counts[i], 1, &isnull[column]);
		values[column + 1] = Int64GetDatum(group->counts[i].off_scale);
		isnull[column + 1] = false;
	}
	tuplestore_putvalues(recount->groups, recount->columns, values, isnull);
	for (int i = keys; i < recount->columns->natts; i += 2)
		if (!isnull[i])
			pfree(DatumGetPointer(values[i]));
	pfree(values);
	pfree(isnull);
}

/* A time as every DateStyle reads it, in UTC */
static char *
text_of_time(Timestamp time)
{
	struct pg_tm parts;
	fsec_t		fraction;
	char	   *text_of = palloc(MAXDATELEN + 1);

	if (timestamp2tm(time, NULL, &parts, &fraction, NULL, NULL) != 0)
		elog(ERROR, "timestamp out of range");
	EncodeDateTime(&parts, fraction, true, 0, NULL, USE_ISO_DATES, text_of);
	return text_of;
}

static const char *
name_of_time(Oid type)
{
	return type == DATEOID ? "date" :
		type == TIMESTAMPOID ? "timestamp" : "timestamptz";
}

/*
 * A condition that holds for all rows with a period in the wanted range, and
 * for some more: no time zone is a week from UTC, and no period is longer than
 * a year.  Empty if the period is not plainly one of a column.
 */
static char *
condition_of_range(Query *query, Relation table, const Recount *recount)
{
	const Timestamp margin = 7 * USECS_PER_DAY;
	const Timestamp longest = 366 * USECS_PER_DAY;
	RollupPeriod period;
	Form_pg_attribute column;
	StringInfoData condition;
	const char *join = " WHERE";

	initStringInfo(&condition);
	rollup_period_of(query, &period);
	if (period.column <= 0)
		return condition.data;
	column = TupleDescAttr(RelationGetDescr(table), period.column - 1);
	if (recount->has_since && !TIMESTAMP_NOT_FINITE(recount->since) &&
		recount->since > MIN_TIMESTAMP + margin)
	{
		appendStringInfo(&condition, "%s r.%s >= '%s'::pg_catalog.%s", join,
						 quote_identifier(NameStr(column->attname)),
						 text_of_time(recount->since - margin),
						 name_of_time(column->atttypid));
		join = " AND";
	}
	if (recount->has_until && !TIMESTAMP_NOT_FINITE(recount->until) &&
		recount->until < END_TIMESTAMP - margin - longest)
		appendStringInfo(&condition, "%s r.%s < '%s'::pg_catalog.%s", join,
						 quote_identifier(NameStr(column->attname)),
						 text_of_time(recount->until + margin + longest),
						 name_of_time(column->atttypid));
	return condition.data;
}

/*
 * _rollup_rows(view, since, until): the groups of the rows of the table, those
 * with a period from since until before until.  A group may come more than
 * once.  Its columns are the period, the dimensions, and two for each score:
 * the tally, NULL if it is empty, and the number of answers off the scale.
 */
PG_FUNCTION_INFO_V1(rollup_rows);
Datum
rollup_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Oid			view;
	Oid			owner;
	Query	   *query;
	Relation	table;
	RollupSet  *set;
	Recount		recount = {0};
	RollupSink	sink = {put_group, &recount};
	MemoryContext per_query;
	MemoryContext caller;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("view must not be null")));
	view = PG_GETARG_OID(0);
	if (pg_class_aclcheck(view, GetUserId(), ACL_SELECT) != ACLCHECK_OK)
		aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_VIEW, get_rel_name(view));
	query = rollup_view_query(view, &owner);
	table = query && OidIsValid(rollup_view_table(query)) ?
		table_open(rollup_view_table(query), AccessShareLock) : NULL;
	set = table ? rollup_set_of_view(table, view) : NULL;
	if (set == NULL || set->count == 0)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not the view of a rollup's rows",
						get_rel_name(view))));
	if (result == NULL || !IsA(result, ReturnSetInfo) ||
		!(result->allowedModes & SFRM_Materialize) ||
		result->expectedDesc == NULL ||
		result->expectedDesc->natts != set->rollups[0].keys + 2 * set->rollups[0].scores)
		elog(ERROR, "the columns of the rollup were expected");

	recount.rollup = &set->rollups[0];
	recount.has_since = !PG_ARGISNULL(1);
	recount.has_until = !PG_ARGISNULL(2);
	recount.since = recount.has_since ? PG_GETARG_TIMESTAMP(1) : 0;
	recount.until = recount.has_until ? PG_GETARG_TIMESTAMP(2) : 0;
	per_query = result->econtext->ecxt_per_query_memory;
	caller = MemoryContextSwitchTo(per_query);
	recount.columns = CreateTupleDescCopy(result->expectedDesc);
	recount.groups = tuplestore_begin_heap(false, false, work_mem);
	result->returnMode = SFRM_Materialize;
	result->setResult = recount.groups;
	result->setDesc = recount.columns;
	MemoryContextSwitchTo(caller);

	PG_TRY();
	{
		rollup_read_rows(set, table, false,
						 condition_of_range(query, table, &recount), &sink);
	}
	PG_FINALLY();
	{
		rollup_set_free(set);
	}
	PG_END_TRY();
	table_close(table, AccessShareLock);
	return (Datum) 0;
}
