/*-------------------------------------------------------------------------
 *
 * module.h
 *	  What module.c has for the page scan and for Citus.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_MODULE_H
#define SATISFACTION_MODULE_H

#include "compat.h"

/* The setting satisfaction.page_scan. */
extern bool page_scan_enabled;

/* The support function of the transition functions, which are recognized by it. */
extern PGDLLEXPORT Datum page_scan_support(PG_FUNCTION_ARGS);

#endif							/* SATISFACTION_MODULE_H */
