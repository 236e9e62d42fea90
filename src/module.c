/*-------------------------------------------------------------------------
 *
 * module.c
 *	  The magic block of the satisfaction library.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

PG_MODULE_MAGIC_EXT(.name = "satisfaction", .version = SATISFACTION_VERSION);
