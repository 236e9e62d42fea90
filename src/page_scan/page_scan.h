/*-------------------------------------------------------------------------
 *
 * page_scan.h
 *	  What the rest of the extension sees of the page scan.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_PAGE_SCAN_H
#define SATISFACTION_PAGE_SCAN_PAGE_SCAN_H

/* Called once, when the library is loaded: sets the planner hook. */
extern void page_scan_load(void);

#endif							/* SATISFACTION_PAGE_SCAN_PAGE_SCAN_H */
