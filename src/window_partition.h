/*-------------------------------------------------------------------------
 *
 * window_partition.h
 *	  Window functions whose results depend on the whole partition.
 *
 * The frame is ignored.  All results are computed at the first row of a
 * partition and kept until the last.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_WINDOW_PARTITION_H
#define SATISFACTION_WINDOW_PARTITION_H

#include "compat.h"

/*
 * Fills in the results of all rows, which are NaN before; NaN becomes NULL.
 * The arguments from the second on are those of the first row, and are found
 * in fcinfo as in any other function.
 */
typedef void (*PartitionFunction) (FunctionCallInfo fcinfo, int rows,
								   double *results);

extern Datum partition_result(FunctionCallInfo fcinfo,
							  PartitionFunction function);

/*
 * Calls a function for each row, with the first argument of that row; what it
 * allocates is freed after the row.
 */
typedef void (*RowFunction) (FunctionCallInfo fcinfo, int row, void *state);

extern void partition_rows(FunctionCallInfo fcinfo, int rows,
						   RowFunction function, void *state);

#endif							/* SATISFACTION_WINDOW_PARTITION_H */
