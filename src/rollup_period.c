/*-------------------------------------------------------------------------
 *
 * rollup_period.c
 *	  The periods of rollups: how long they are, and what they are made from.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "rollup.h"

/*
 * The start of an interval of the given number of minutes within the hour.
 */
PG_FUNCTION_INFO_V1(rollup_bin);
Datum
rollup_bin(PG_FUNCTION_ARGS)
{
	Timestamp	time = PG_GETARG_TIMESTAMP(0);
	int32		minutes = PG_GETARG_INT32(1);
	int64		length = minutes * USECS_PER_MINUTE;
	Timestamp	rest;

	if (minutes < 1 || minutes > 60 || 60 % minutes != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%d minutes do not divide an hour", minutes)));
	if (TIMESTAMP_NOT_FINITE(time))
		PG_RETURN_TIMESTAMP(time);
	rest = time % length;
	if (rest < 0)
		rest += length;
	PG_RETURN_TIMESTAMP(time - rest);
}

/* A constant argument of a type, or NULL */
static Const *
constant_argument(FuncExpr *call, int number, Oid type)
{
	Node	   *argument = list_nth(call->args, number);

	if (!IsA(argument, Const) || ((Const *) argument)->consttype != type ||
		((Const *) argument)->constisnull)
		return NULL;
	return (Const *) argument;
}

/*
 * Note what a call says of the period.  Returns the argument that it is made
 * from, or NULL if the call is none of those that rollup_create() writes.
 */
static Node *
read_call(FuncExpr *call, RollupPeriod *period)
{
	const char *name = get_func_name(call->funcid);
	bool		is_of_server = get_func_namespace(call->funcid) == PG_CATALOG_NAMESPACE;
	Const	   *constant;

	if (name == NULL || call->args == NIL)
		return NULL;
	if (is_of_server && list_length(call->args) == 1 &&
		(strcmp(name, "date") == 0 || strcmp(name, "timestamp") == 0))
		return linitial(call->args);
	if (list_length(call->args) != 2)
		return NULL;
	if (is_of_server && strcmp(name, "date_trunc") == 0 &&
		(constant = constant_argument(call, 0, TEXTOID)) != NULL)
	{
		if (period->grain[0] == '\0')
			strlcpy(period->grain, TextDatumGetCString(constant->constvalue),
					sizeof(period->grain));
		return lsecond(call->args);
	}
	if (is_of_server && strcmp(name, "timezone") == 0 &&
		(constant = constant_argument(call, 0, TEXTOID)) != NULL)
	{
		period->time_zone = TextDatumGetCString(constant->constvalue);
		return lsecond(call->args);
	}
	if (!is_of_server && strcmp(name, "_rollup_bin") == 0 &&
		(constant = constant_argument(call, 1, INT4OID)) != NULL)
	{
		if (period->grain[0] == '\0')
			snprintf(period->grain, sizeof(period->grain), "%d minutes",
					 DatumGetInt32(constant->constvalue));
		return linitial(call->args);
	}
	return NULL;
}

/*
 * What the first column of x_rows says.
 */
void
rollup_period_of(Query *query, RollupPeriod *period)
{
	Node	   *node = (Node *) linitial_node(TargetEntry, query->targetList)->expr;

	memset(period, 0, sizeof(RollupPeriod));
	while (node)
	{
		if (IsA(node, FuncExpr))
			node = read_call((FuncExpr *) node, period);
		else if (IsA(node, RelabelType))
			node = (Node *) ((RelabelType *) node)->arg;
		else
			break;
	}
	if (period->grain[0] == '\0')
		strlcpy(period->grain, "day", sizeof(period->grain));
}

/*
 * _rollup_period(view, OUT grain, OUT time_zone) of a view x_rows.
 */
PG_FUNCTION_INFO_V1(rollup_period);
Datum
rollup_period(PG_FUNCTION_ARGS)
{
	Oid			owner;
	Query	   *query = rollup_view_query(PG_GETARG_OID(0), &owner);
	TupleDesc	columns;
	RollupPeriod period;
	Datum		values[2];
	bool		isnull[2] = {false, false};

	if (query == NULL)
		PG_RETURN_NULL();
	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	rollup_period_of(query, &period);
	values[0] = CStringGetTextDatum(period.grain);
	isnull[1] = period.time_zone == NULL;
	values[1] = isnull[1] ? (Datum) 0 : CStringGetTextDatum(period.time_zone);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns),
													  values, isnull)));
}
