/*-------------------------------------------------------------------------
 *
 * result.h
 *	  Results of several columns.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_RESULT_H
#define SATISFACTION_RESULT_H

#include "compat.h"

/* No function here returns more columns. */
#define MAX_RESULT_COLUMNS	12

/* A row under construction, filled from left to right. */
typedef struct ResultRow
{
	int			columns;
	Datum		values[MAX_RESULT_COLUMNS];
	bool		nulls[MAX_RESULT_COLUMNS];
} ResultRow;

extern void result_add_count(ResultRow *row, int64 count);
extern void result_add_boolean(ResultRow *row, bool value);
extern void result_add_null(ResultRow *row);

/* NaN stands for a number that does not exist, and becomes NULL. */
extern void result_add_number(ResultRow *row, double number);

/* The row as the result of the calling function. */
extern Datum result_datum(FunctionCallInfo fcinfo, ResultRow *row);

#endif							/* SATISFACTION_RESULT_H */
