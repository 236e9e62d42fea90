/*-------------------------------------------------------------------------
 *
 * citus.h
 *	  Our aggregates inside the ones with which Citus asks for their states.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_CITUS_H
#define SATISFACTION_CITUS_H

#include "compat.h"

/* Called once, when the library is loaded: sets the planner hook. */
extern void citus_load(void);

#endif							/* SATISFACTION_CITUS_H */
