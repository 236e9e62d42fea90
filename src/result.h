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
#define MAX_ROW_COLUMNS		12

/* A row under construction, filled from left to right. */
typedef struct Row
{
	int			columns;
	Datum		values[MAX_ROW_COLUMNS];
	bool		nulls[MAX_ROW_COLUMNS];
} Row;

extern void row_add_count(Row *row, int64 count);
extern void row_add_null(Row *row);

/* NaN stands for a number that does not exist, and becomes NULL. */
extern void row_add_number(Row *row, double number);

/* The row as the result of the calling function. */
extern Datum row_result(FunctionCallInfo fcinfo, Row *row);

#endif							/* SATISFACTION_RESULT_H */
