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

/* A query for the groups of a recount, with functions of this schema */
typedef struct GroupQuery
{
	Recount    *recount;
	Oid			schema;
} GroupQuery;

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
query_for_rows(RollupSet *set, Relation relation)
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
	appendStringInfo(&query, " FROM %s AS r",
					 quote_qualified_identifier(get_namespace_name(RelationGetNamespace(relation)),
												RelationGetRelationName(relation)));
	return query.data;
}

/*
 * Count all rows of a table as added, or those of a partition as removed.
 * Policies do not hide rows from the owner of the table here, as they do not
 * from the trigger.
 */
void
rollup_read_rows(RollupSet *set, Relation relation, bool is_removal,
				 RollupSink *sink)
{
	StoredRows	rows = {.are_removed = is_removal};
	RollupSource source = {.fill = fill_stored_rows, .next = next_stored_row, .state = &rows};
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
	plan = SPI_prepare_cursor(query_for_rows(set, relation), 0, NULL,
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
	RollupRow	row = {group->keys, group->nulls, NULL};

	if (rollup_is_frozen(recount->rollup, &row))
		return false;
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

static const char *
column_of(Oid view, int number)
{
	return quote_identifier(get_attname(view, number, false));
}

/*
 * A query for the groups, by the executor: $1 and $2 are the range of periods.
 */
static char *
query_for_groups(const Recount *recount, Oid schema)
{
	const Rollup *rollup = recount->rollup;
	Oid			view = rollup->view;
	const char *extension = quote_identifier(get_namespace_name(schema));
	StringInfoData query;

	initStringInfo(&query);
	appendStringInfoString(&query, "SELECT ");
	for (int i = 1; i <= rollup->keys; i++)
		appendStringInfo(&query, "v.%s, ", column_of(view, i));
	for (int i = 0; i < rollup->scores; i++)
		appendStringInfo(&query, "%1$s%2$s.tally(v.%3$s), pg_catalog.count(v.%4$s) - coalesce(%2$s.tally_count(%2$s.tally(v.%3$s)), 0)",
						 i > 0 ? ", " : "", extension,
						 column_of(view, rollup->keys + 2 * i + 2),
						 column_of(view, rollup->keys + 2 * i + 1));
	appendStringInfo(&query, " FROM %s AS v WHERE ($1 IS NULL OR v.%s >= $1) AND ($2 IS NULL OR v.%s < $2)",
					 quote_qualified_identifier(get_namespace_name(get_rel_namespace(view)),
												get_rel_name(view)),
					 column_of(view, 1), column_of(view, 1));
	/* Before that the condition has decided which rows there are. */
	appendStringInfoString(&query, " GROUP BY 1");
	for (int i = 2; i <= rollup->keys; i++)
		appendStringInfo(&query, ", %d", i);
	for (int i = 0; i < rollup->scores; i++)
		appendStringInfo(&query, "%s pg_catalog.count(v.%s) > 0",
						 i > 0 ? " OR" : " HAVING",
						 column_of(view, rollup->keys + 2 * i + 1));
	return query.data;
}

/*
 * Return true if a group, as a row of the result, has a frozen period.
 */
static bool
is_frozen(const Recount *recount, HeapTuple group, TupleDesc columns)
{
	RollupRow	row;
	Datum		period;
	bool		isnull;

	period = heap_getattr(group, 1, columns, &isnull);
	row.keys = &period;
	row.nulls = &isnull;
	return rollup_is_frozen(recount->rollup, &row);
}

/*
 * Have the executor group the rows, which is faster than to evaluate them one
 * by one, but ends with the first expression that fails.
 */
static void
read_groups(void *argument)
{
	GroupQuery *groups = argument;
	Recount    *recount = groups->recount;
	Oid			types[2] = {TIMESTAMPOID, TIMESTAMPOID};
	Datum		range[2] = {TimestampGetDatum(recount->since), TimestampGetDatum(recount->until)};
	char		nulls[2] = {recount->has_since ? ' ' : 'n', recount->has_until ? ' ' : 'n'};
	int			level = rollup_begin_safe_path();
	SPIPlanPtr	plan;
	Portal		cursor;
	Oid			user;
	int			security;

	GetUserIdAndSecContext(&user, &security);
	SetUserIdAndSecContext(recount->rollup->owner,
						   security | SECURITY_RESTRICTED_OPERATION |
						   SECURITY_NOFORCE_RLS);
	SPI_connect();
	plan = SPI_prepare(query_for_groups(recount, groups->schema), 2, types);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s",
			 SPI_result_code_string(SPI_result));
	cursor = SPI_cursor_open(NULL, plan, range, nulls, true);
	for (;;)
	{
		SPI_cursor_fetch(cursor, true, FETCH_ROWS);
		if (SPI_processed == 0)
			break;
		for (uint64 i = 0; i < SPI_processed; i++)
			if (!is_frozen(recount, SPI_tuptable->vals[i], SPI_tuptable->tupdesc))
				tuplestore_puttuple(recount->groups, SPI_tuptable->vals[i]);
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_cursor_close(cursor);
	SPI_finish();
	SetUserIdAndSecContext(user, security);
	AtEOXact_GUC(true, level);
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
	GroupQuery	groups = {&recount, get_func_namespace(fcinfo->flinfo->fn_oid)};
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
		if (rollup_in_subtransaction(read_groups, &groups) != 0)
		{
			tuplestore_clear(recount.groups);
			rollup_read_rows(set, table, false, &sink);
		}
	}
	PG_FINALLY();
	{
		rollup_set_free(set);
	}
	PG_END_TRY();
	table_close(table, AccessShareLock);
	return (Datum) 0;
}
