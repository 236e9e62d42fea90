/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  The one place that knows PostgreSQL server versions.
 *
 * Sources are written for the newest server; what an older one lacks is
 * supplied here.  Supported: 13 to 18.
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

/* The magic block names the module from 18 on. */
#ifndef PG_MODULE_MAGIC_EXT
#define PG_MODULE_MAGIC_EXT(...) PG_MODULE_MAGIC
#endif

/* _PG_init() is declared in fmgr.h from 16 on. */
#if PG_VERSION_NUM < 160000
extern PGDLLEXPORT void _PG_init(void);
#endif

/* Before 15 misspelled settings of ours are not refused, but warned about. */
#if PG_VERSION_NUM < 150000
#define MarkGUCPrefixReserved(prefix) EmitWarningsOnPlaceholders(prefix)
#endif

#endif							/* SATISFACTION_COMPAT_H */
