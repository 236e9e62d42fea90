/*-------------------------------------------------------------------------
 *
 * rollup_period.c
 *	  The periods of rollups: how long they are, and what they are made from.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "nodes/nodeFuncs.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "builtin.h"
#include "rollup.h"

/*
 * Days from 2000 within which no conversion is out of range, in any zone: some
 * 1900 years.
 */
#define COMMON_DAYS		INT64CONST(700000)

/* Seconds from 1970 to 2000 */
#define EPOCH_DIFFERENCE \
	((int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY)

#define WEEK_LENGTH		(7 * USECS_PER_DAY)

/* From 2000-01-01, a Saturday, to a Monday */
#define FIRST_MONDAY	(2 * USECS_PER_DAY)

struct RollupPeriodRule
{
	Expr	   *time;			/* what is converted and truncated */
	ExprState  *time_state;
	Oid			type;			/* of it */
	bool		is_date;		/* Is the period a date or a timestamp? */
	int64		length;			/* of a period, in microseconds, or */
	int			months;			/* in months */
	pg_tz	   *zone;			/* NULL for none, or UTC */
	int64		offset;			/* of the zone, in microseconds */
	Timestamp	from;			/* times that have this offset */
	Timestamp	until;
};

static bool
divides_hour(int32 minutes)
{
	return minutes > 0 && minutes <= MINS_PER_HOUR &&
		MINS_PER_HOUR % minutes == 0;
}

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

	if (!divides_hour(minutes))
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

/*
 * The time that a function of the server is called with, its last argument, if
 * that has the given type; or NULL.
 */
static Expr *
time_of_call(Expr *expression, const char *function, Oid type)
{
	List	   *arguments = NIL;
	const char *name = builtin_name(expression, &arguments);

	if (name == NULL || !IsA(expression, FuncExpr) ||
		strcmp(name, function) != 0 || exprType(llast(arguments)) != type)
		return NULL;
	return llast(arguments);
}

/* The text that such a function has for its first argument, or NULL */
static char *
text_of_call(Expr *expression)
{
	return builtin_text_constant(linitial(((FuncExpr *) expression)->args));
}

/* Argument of a call of _rollup_bin(), whose other argument is the length */
static Expr *
binned_time(Expr *expression, RollupPeriodRule *rule)
{
	FuncExpr   *call = (FuncExpr *) expression;
	FmgrInfo	function;
	Const	   *minutes;

	if (!IsA(expression, FuncExpr) || call->funcid < FirstGenbkiObjectId ||
		list_length(call->args) != 2 ||
		(minutes = constant_argument(call, 1, INT4OID)) == NULL)
		return NULL;
	fmgr_info(call->funcid, &function);
	if (function.fn_addr != rollup_bin ||
		!divides_hour(DatumGetInt32(minutes->constvalue)))
		return NULL;
	rule->length = DatumGetInt32(minutes->constvalue) * USECS_PER_MINUTE;
	return linitial(call->args);
}

/* Argument of a call of date_trunc(), whose other argument is the unit */
static Expr *
truncated_time(Expr *expression, RollupPeriodRule *rule)
{
	Expr	   *time = time_of_call(expression, "date_trunc", TIMESTAMPOID);
	char	   *unit = time ? text_of_call(expression) : NULL;

	if (unit == NULL)
		return NULL;
	if (strcmp(unit, "hour") == 0)
		rule->length = USECS_PER_HOUR;
	else if (strcmp(unit, "day") == 0)
		rule->length = USECS_PER_DAY;
	else if (strcmp(unit, "week") == 0)
		rule->length = WEEK_LENGTH;
	else if (strcmp(unit, "month") == 0)
		rule->months = 1;
	else if (strcmp(unit, "quarter") == 0)
		rule->months = 3;
	else if (strcmp(unit, "year") == 0)
		rule->months = MONTHS_PER_YEAR;
	else
		return NULL;
	return time;
}

/*
 * Argument of AT TIME ZONE; NULL for a zone of which the server would first
 * look up an abbreviation, but for UTC, or one with leap seconds.
 */
static Expr *
converted_time(Expr *expression, RollupPeriodRule *rule)
{
	Expr	   *time = time_of_call(expression, "timezone", TIMESTAMPTZOID);
	char	   *zone = time ? text_of_call(expression) : NULL;

	if (zone == NULL)
		return NULL;
	if (pg_strcasecmp(zone, "UTC") != 0)
	{
		rule->zone = strchr(zone, '/') ? pg_tzset(zone) : NULL;
		if (rule->zone == NULL || !pg_tz_acceptable(rule->zone))
			return NULL;
	}
	return time;
}

/*
 * How to compute the period without calling the functions of its expression,
 * several times as fast; NULL if it is not of the usual form.
 */
RollupPeriodRule *
rollup_period_rule(Expr *expression)
{
	RollupPeriodRule rule = {.is_date = exprType((Node *) expression) == DATEOID};
	RollupPeriodRule *result;
	Expr	   *argument;

	rule.time = expression;
	if ((argument = time_of_call(rule.time, "date", TIMESTAMPOID)) != NULL)
	{
		rule.length = USECS_PER_DAY;
		rule.time = argument;
	}
	if ((argument = truncated_time(rule.time, &rule)) != NULL ||
		(argument = binned_time(rule.time, &rule)) != NULL)
		rule.time = argument;
	if (rule.length == 0 && rule.months == 0)
		return NULL;
	if ((argument = time_of_call(rule.time, "timestamp", DATEOID)) != NULL ||
		(argument = converted_time(rule.time, &rule)) != NULL)
		rule.time = argument;
	else if (exprType((Node *) rule.time) != TIMESTAMPOID)
		return NULL;
	rule.type = exprType((Node *) rule.time);

	result = palloc(sizeof(RollupPeriodRule));
	*result = rule;
	result->time_state = ExecInitExpr(rule.time, NULL);
	return result;
}

/*
 * The time that periods are made from.
 */
Expr *
rollup_period_time(const RollupPeriodRule *rule)
{
	return rule->time;
}

/*
 * Have the offset of the zone at a time; false if there is none.
 */
static bool
find_offset(RollupPeriodRule *rule, TimestampTz time)
{
	pg_time_t	seconds = time / USECS_PER_SEC - (time % USECS_PER_SEC < 0) +
		EPOCH_DIFFERENCE;
	pg_time_t	boundary;
	long int	offset;
	long int	later_offset;
	int			is_dst;
	Timestamp	until = PG_INT64_MAX;
	int			found;

	found = pg_next_dst_boundary(&seconds, &offset, &is_dst, &boundary,
								 &later_offset, &is_dst, rule->zone);
	if (found < 0)
		return false;
	if (found > 0)
		until = (boundary - EPOCH_DIFFERENCE) * USECS_PER_SEC;
	/* Times before the same change share what came before it. */
	rule->from = until == rule->until ? Min(rule->from, time) : time;
	rule->until = until;
	rule->offset = offset * USECS_PER_SEC;
	return true;
}

/*
 * The microseconds from 2000 in local time; false if they are not within the
 * common days.
 */
static bool
local_time(RollupPeriodRule *rule, Datum time, int64 *local)
{
	if (rule->type == DATEOID)
	{
		DateADT		date = DatumGetDateADT(time);

		*local = date * USECS_PER_DAY;
		return date > -COMMON_DAYS && date < COMMON_DAYS;
	}
	*local = DatumGetTimestamp(time);
	if (*local < -COMMON_DAYS * USECS_PER_DAY ||
		*local > COMMON_DAYS * USECS_PER_DAY)
		return false;
	if (rule->zone != NULL)
	{
		if ((*local < rule->from || *local >= rule->until) &&
			!find_offset(rule, *local))
			return false;
		*local += rule->offset;
	}
	return true;
}

static inline int64
floor_to(int64 value, int64 length)
{
	int64		rest = value % length;

	return value - (rest < 0 ? rest + length : rest);
}

/*
 * The period of a row; false if the executor has to evaluate it.
 */
bool
rollup_period_evaluate(RollupPeriodRule *rule, ExprContext *context,
					   Datum *period, bool *isnull)
{
	Datum		time = ExecEvalExpr(rule->time_state, context, isnull);
	int64		local;
	int			year;
	int			month;
	int			day;

	if (*isnull)
		return true;
	if (!local_time(rule, time, &local))
		return false;
	if (rule->months > 0)
	{
		local = floor_to(local, USECS_PER_DAY) / USECS_PER_DAY;
		j2date((int) local + POSTGRES_EPOCH_JDATE, &year, &month, &day);
		month -= (month - 1) % rule->months;
		local = (date2j(year, month, 1) - POSTGRES_EPOCH_JDATE) * USECS_PER_DAY;
	}
	else if (rule->length == WEEK_LENGTH)
		local = floor_to(local - FIRST_MONDAY, WEEK_LENGTH) + FIRST_MONDAY;
	else
		local = floor_to(local, rule->length);
	*period = rule->is_date ?
		DateADTGetDatum((DateADT) (local / USECS_PER_DAY)) :
		TimestampGetDatum(local);
	return true;
}
