/*-------------------------------------------------------------------------
 *
 * module.c
 *	  The magic block of the satisfaction library, and its set-up.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "utils/guc.h"

#include "citus.h"
#include "page_scan/page_scan.h"
#include "rollup.h"

PG_MODULE_MAGIC_EXT(.name = "satisfaction", .version = SATISFACTION_VERSION);

/* Before 15 the server declares it without exporting it. */
extern PGDLLEXPORT void _PG_init(void);

/*
 * Called by the server when it loads the library.
 */
void
_PG_init(void)
{
	page_scan_load();
	citus_load();
	rollup_load();
	MarkGUCPrefixReserved("satisfaction");
}
