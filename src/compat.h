/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  Version differences that any source file may meet.
 *
 * Sources are written for the newest server; what an older one lacks is
 * supplied here.  Those of the planner and the heap are in
 * page_scan/compat.h, and no other file tests PG_VERSION_NUM.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_COMPAT_H
#define SATISFACTION_COMPAT_H

#include "postgres.h"

#include "fmgr.h"

#if PG_VERSION_NUM < 130000
#error "satisfaction needs PostgreSQL 13 or later"
#endif

/*
 * The page scan relies on details of the planner and the heap, so it is on by
 * default only on the majors that test/matrix.sh runs.
 */
#define PAGE_SCAN_TESTED_MAJOR	(PG_MAJORVERSION_NUM <= 19)

/* 18 puts it first, where the C standard wants it. */
#ifndef pg_noreturn
#define pg_noreturn	pg_attribute_noreturn()
#endif

/* The varlena macros moved out of postgres.h in 16. */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/*
 * Soft input errors came with 16.  Before, an input function can only raise
 * the error, and the context is never anything to report it to.
 */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#else
#define ereturn(context, dummy_value, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
		return dummy_value; \
	} while (0)
#endif

/*
 * From 16 on the server's macros export what SQL calls, and only that.  Before,
 * PGDLLEXPORT is empty where there is no need of it for Windows, and the
 * function itself is not declared with it.
 */
#if PG_VERSION_NUM < 160000 && defined(__GNUC__) && !defined(WIN32)
#undef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#undef PG_FUNCTION_INFO_V1
#define PG_FUNCTION_INFO_V1(funcname) \
extern PGDLLEXPORT Datum funcname(PG_FUNCTION_ARGS); \
extern PGDLLEXPORT const Pg_finfo_record *CppConcat(pg_finfo_,funcname)(void); \
const Pg_finfo_record * \
CppConcat(pg_finfo_,funcname) (void) \
{ \
	static const Pg_finfo_record my_finfo = { 1 }; \
	return &my_finfo; \
} \
extern int no_such_variable
#endif

/* The magic block names the module from 18 on. */
#ifndef PG_MODULE_MAGIC_EXT
#define PG_MODULE_MAGIC_EXT(...) PG_MODULE_MAGIC
#endif

/* IGNORE NULLS came with 19; before, no window function is called with it. */
#if PG_VERSION_NUM < 190000
#define WinCheckAndInitializeNullTreatment(window, allowed, fcinfo) \
	((void) 0)
#endif

/* Before 15 misspelled settings of ours are not refused, but warned about. */
#if PG_VERSION_NUM < 150000
#define MarkGUCPrefixReserved(prefix) EmitWarningsOnPlaceholders(prefix)
#endif

/* Virtual generated columns came with 18: the expressions that they stand for. */
#if PG_VERSION_NUM >= 180000
#define expand_virtual_columns(node, relation, varno) \
	expand_generated_columns_in_expr(node, relation, varno)
#else
#define expand_virtual_columns(node, relation, varno) ((void) (relation), (node))
#endif

/* 14 asks whether an UPDATE left the indexed columns alone. */
#if PG_VERSION_NUM >= 140000
#define insert_index_entry(index, values, isnull, row, table, check, info) \
	index_insert(index, values, isnull, row, table, check, false, info)
#else
#define insert_index_entry(index, values, isnull, row, table, check, info) \
	index_insert(index, values, isnull, row, table, check, info)
#endif

/* From 17 on an access method may keep something from one entry to the next. */
#if PG_VERSION_NUM < 170000
#define index_insert_cleanup(index, info) ((void) (index), (void) (info))
#endif

/* A trigger has been told which columns an UPDATE sets since 14. */
#if PG_VERSION_NUM >= 140000
#define trigger_updated_columns(trigger) ((trigger)->tg_updatedcols)
#else
#define trigger_updated_columns(trigger) ((Bitmapset *) NULL)
#endif

/* 16 has one function for the privileges on all kinds of objects. */
#if PG_VERSION_NUM >= 160000
#define may_execute(function, role) \
	(object_aclcheck(ProcedureRelationId, function, role, \
					 ACL_EXECUTE) == ACLCHECK_OK)
#else
#define may_execute(function, role) \
	(pg_proc_aclcheck(function, role, ACL_EXECUTE) == ACLCHECK_OK)
#endif

/* What a planner hook is given. */
#if PG_VERSION_NUM >= 190000
#define PLANNER_HOOK_PARAMETERS \
	Query *parse, const char *source, int options, ParamListInfo parameters, \
	struct ExplainState *explain
#define PLANNER_HOOK_ARGUMENTS parse, source, options, parameters, explain
#else
#define PLANNER_HOOK_PARAMETERS \
	Query *parse, const char *source, int options, ParamListInfo parameters
#define PLANNER_HOOK_ARGUMENTS parse, source, options, parameters
#endif

#endif							/* SATISFACTION_COMPAT_H */
