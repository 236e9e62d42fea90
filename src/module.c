/*-------------------------------------------------------------------------
 *
 * module.c
 *	  The magic block of the satisfaction library, and its set-up.
 *
 * No preloading is needed for the page scan: the transition functions name the
 * support function below, which the planner calls while it prices an aggregate.
 * That loads the library, and the planner asks the hook of the page scan
 * afterwards, in the same statement.
 *
 *-------------------------------------------------------------------------
 */
#include "module.h"

#include "utils/guc.h"

#include "citus.h"
#ifndef SATISFACTION_WITHOUT_PAGE_SCAN
#include "page_scan/page_scan.h"
#endif
#include "rollup.h"

PG_MODULE_MAGIC_EXT(.name = "satisfaction", .version = SATISFACTION_VERSION);

/* Before 15 the server declares it without exporting it. */
extern PGDLLEXPORT void _PG_init(void);

bool		page_scan_enabled = PAGE_SCAN_TESTED_MAJOR;

static bool debug_untested_major = false;

PG_FUNCTION_INFO_V1(page_scan_support);

/*
 * Supports no request of the planner; it only causes the library to be loaded.
 */
Datum
page_scan_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(NULL);
}

static const char *
page_scan_description(bool is_tested)
{
#ifdef SATISFACTION_WITHOUT_PAGE_SCAN
	return "This build has no page scan.";
#else
	return is_tested ?
		"It changes the speed of a query, never its result." :
		"It is off by default because it has not been tested on this major version of PostgreSQL.";
#endif
}

/*
 * Called by the server when it loads the library.
 */
void
_PG_init(void)
{
	bool		is_tested;

	/* hidden, for a test; it must be set before the library is loaded */
	DefineCustomBoolVariable("satisfaction.debug_untested_major",
							 "Takes the server for one of an untested major version.",
							 NULL, &debug_untested_major, false, PGC_SUSET,
							 GUC_NO_SHOW_ALL | GUC_NOT_IN_SAMPLE, NULL, NULL, NULL);
	is_tested = PAGE_SCAN_TESTED_MAJOR && !debug_untested_major;
	DefineCustomBoolVariable("satisfaction.page_scan",
							 "Lets the planner aggregate heap pages instead of tuples.",
							 page_scan_description(is_tested), &page_scan_enabled,
							 is_tested, PGC_USERSET, GUC_EXPLAIN,
							 NULL, NULL, NULL);
#ifndef SATISFACTION_WITHOUT_PAGE_SCAN
	page_scan_load();
#endif
	citus_load();
	rollup_load();
	MarkGUCPrefixReserved("satisfaction");
}
