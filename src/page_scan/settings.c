/*-------------------------------------------------------------------------
 *
 * settings.c
 *	  Developer settings of the page scan, and its limit of memory.
 *
 * Tests use them to reach limits with few rows.  They are hidden: SHOW knows them,
 * pg_settings does not.  0 means no limit but the usual one.
 *
 *-------------------------------------------------------------------------
 */
#include "settings.h"

#define HIDDEN	(GUC_NO_SHOW_ALL | GUC_NOT_IN_SAMPLE)

int			page_scan_debug_sum_limit = 0;

static int	debug_memory = 0;

/*
 * The bytes that the groups may take, and likewise the rows of a joined relation.
 */
Size
page_scan_memory(void)
{
	Size		limit = page_scan_memory_limit();

	return debug_memory == 0 ? limit : Min(limit, (Size) debug_memory * 1024);
}

void
page_scan_define_settings(void)
{
	DefineCustomIntVariable("satisfaction.debug_page_scan_memory",
							"Limits the memory of a page scan, below that of the server.",
							NULL, &debug_memory, 0, 0, INT_MAX, PGC_SUSET,
							HIDDEN | GUC_UNIT_KB, NULL, NULL, NULL);
	DefineCustomIntVariable("satisfaction.debug_page_scan_sum",
							"Limits the sum of numerics that a page scan passes on at once.",
							NULL, &page_scan_debug_sum_limit, 0, 0, INT_MAX, PGC_SUSET,
							HIDDEN, NULL, NULL, NULL);
}
