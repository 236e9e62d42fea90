/*-------------------------------------------------------------------------
 *
 * page_scan.h
 *	  What the rest of the extension sees of the page scan.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_PAGE_SCAN_H
#define SATISFACTION_PAGE_SCAN_PAGE_SCAN_H

#include "compat.h"

/* planner/hook.c */
extern bool page_scan_enabled;
extern void page_scan_load(void);
extern PGDLLEXPORT Datum page_scan_support(PG_FUNCTION_ARGS);

#endif							/* SATISFACTION_PAGE_SCAN_PAGE_SCAN_H */
