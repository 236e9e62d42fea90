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

#include "access/htup.h"
#include "access/tupdesc.h"

/* No row type has more columns, nor will a later version's. */
#define MAX_RESULT_COLUMNS	32

/* A row under construction, filled from left to right. */
typedef struct ResultRow
{
	int			columns;
	Datum		values[MAX_RESULT_COLUMNS];
	bool		nulls[MAX_RESULT_COLUMNS];
} ResultRow;

extern void result_add_integer(ResultRow *row, int number);
extern void result_add_count(ResultRow *row, int64 count);
extern void result_add_boolean(ResultRow *row, bool value);
extern void result_add_null(ResultRow *row);

/* NaN stands for a number that does not exist, and becomes NULL. */
extern void result_add_number(ResultRow *row, double number);

/*
 * The row as a tuple: the columns that both the row and the descriptor know,
 * and NULL for the rest of the descriptor's.
 */
extern HeapTuple result_tuple(TupleDesc descriptor, ResultRow *row);

/* The row as the result of the calling function. */
extern Datum result_datum(FunctionCallInfo fcinfo, ResultRow *row);

#endif							/* SATISFACTION_RESULT_H */
