/*-------------------------------------------------------------------------
 *
 * settings.h
 *	  Developer settings of the page scan, and its limit of memory.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_SETTINGS_H
#define SATISFACTION_PAGE_SCAN_SETTINGS_H

#include "compat.h"

extern int	page_scan_debug_sum_limit;

extern Size page_scan_memory(void);
extern void page_scan_define_settings(void);

#endif							/* SATISFACTION_PAGE_SCAN_SETTINGS_H */
