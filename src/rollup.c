/*-------------------------------------------------------------------------
 *
 * rollup.c
 *	  What the SQL of rollups needs beside the trigger.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "parser/parse_func.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "rollup.h"

/* satisfaction.rollup_write */
static bool rollup_write = false;

/*
 * Define the setting that functions of rollups switch on while they write a
 * log.  No user has a reason to, so it is in no list.
 */
void
rollup_load(void)
{
	DefineCustomBoolVariable("satisfaction.rollup_write",
							 "Lets the log of a rollup take rows that are inserted by SQL.",
							 "The functions of rollups set it.",
							 &rollup_write, false, PGC_USERSET,
							 GUC_NO_SHOW_ALL | GUC_NOT_IN_SAMPLE | GUC_DISALLOW_IN_FILE,
							 NULL, NULL, NULL);
}

/*
 * The log takes rows from the trigger of the table, which goes around this one,
 * and from functions of ours.  A restore of data alone brings rows of the log
 * and fires the trigger of the table as well: one of the two must not count.
 */
PG_FUNCTION_INFO_V1(rollup_discard);
Datum
rollup_discard(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ||
		!TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function was not called by a trigger that fires before a row is inserted")));

	return PointerGetDatum(rollup_write ? trigger->tg_trigtuple : NULL);
}

/*
 * The schemas of the search path, with those that $user and the like stand for.
 */
static char *
resolved_search_path(void)
{
	StringInfoData path;
	ListCell   *cell;

	initStringInfo(&path);
	foreach(cell, fetch_search_path(true))
	{
		char	   *schema = get_namespace_name(lfirst_oid(cell));

		if (schema)
			appendStringInfo(&path, "%s%s", path.len > 0 ? ", " : "",
							 quote_identifier(schema));
	}
	return path.data;
}

static Oid
owner_of_source(Oid source)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(source));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		return GetUserId();
	owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	if (!has_privs_of_role(GetUserId(), owner))
		aclcheck_error(ACLCHECK_NOT_OWNER, OBJECT_TABLE,
					   NameStr(((Form_pg_class) GETSTRUCT(tuple))->relname));
	ReleaseSysCache(tuple);
	return owner;
}

/*
 * rollup_create(): _rollup_create() with the caller's search path as one more
 * argument, which PL/pgSQL could not read behind a SET clause of its own, and
 * as the owner of the table, to whom everything will belong.  A superuser who
 * makes a rollup lends its owner no rights.
 */
PG_FUNCTION_INFO_V1(rollup_create);
Datum
rollup_create(PG_FUNCTION_ARGS)
{
	int			arguments = PG_NARGS();
	Oid			function = fcinfo->flinfo->fn_oid;
	Oid			types[FUNC_MAX_ARGS];
	Oid		   *own_types;
	List	   *name;
	FmgrInfo	inner;
	Datum		result;
	Oid			user;
	int			security;

	LOCAL_FCINFO(call, FUNC_MAX_ARGS);

	(void) get_func_signature(function, &own_types, &arguments);
	memcpy(types, own_types, arguments * sizeof(Oid));
	types[arguments] = TEXTOID;
	name = list_make2(makeString(get_namespace_name(get_func_namespace(function))),
					  makeString("_rollup_create"));
	fmgr_info(LookupFuncName(name, arguments + 1, types, false), &inner);
	InitFunctionCallInfoData(*call, &inner, arguments + 1, PG_GET_COLLATION(),
							 NULL, NULL);
	for (int i = 0; i < arguments; i++)
		call->args[i] = fcinfo->args[i];
	call->args[arguments].value = CStringGetTextDatum(resolved_search_path());
	call->args[arguments].isnull = false;

	GetUserIdAndSecContext(&user, &security);
	if (!PG_ARGISNULL(0))
		SetUserIdAndSecContext(owner_of_source(PG_GETARG_OID(0)),
							   security | SECURITY_RESTRICTED_OPERATION);
	result = FunctionCallInvoke(call);
	SetUserIdAndSecContext(user, security);
	if (call->isnull)
		PG_RETURN_NULL();
	return result;
}
