/*-------------------------------------------------------------------------
 *
 * loop.h
 *	  Expressions as loops over the rows of a page.
 *
 * Each part of an expression is a loop of its own, whose result is a column:
 * a value and a NULL flag for each row.  Values are as in the columns of the
 * page: integers are sign-extended, and NULL has the value 0.
 *
 * No loop can fail.  One that cannot tell a value, because the server would
 * raise an error or go a long way, notes that it is unsure about the row, and
 * the server's own expression decides there; so parts may be computed for rows
 * for which the server would not.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_LOOP_H
#define SATISFACTION_PAGE_SCAN_LOOP_H

#include "page_scan.h"

typedef enum PageLoopKind
{
	LOOP_COLUMN,
	LOOP_CONSTANT,
	LOOP_COMPARE,				/* integers: input 0 with input 1 */
	LOOP_TEXT_EQUAL,			/* input 0 and input 1 */
	LOOP_TEXT_PREFIX,			/* does input 0 begin with input 1? */
	LOOP_IN,					/* is input 0 one of the integers in list? */
	LOOP_TEXT_IN,				/* or of the texts? */
	LOOP_NULL,					/* is input 0 NULL? */
	LOOP_NOT,
	LOOP_AND,
	LOOP_OR,
	LOOP_CASE,					/* input 1 where input 0 is true, or input 2 */
	LOOP_NULLIF,				/* input 1, unless input 0 is true */
	LOOP_COALESCE,				/* input 0, or input 1 where that is NULL */
	LOOP_ADD,					/* integers, unless out of range */
	LOOP_SUBTRACT,
	LOOP_MULTIPLY,
	LOOP_NARROW,				/* to a shorter integer type */
	LOOP_TEXT_TO_INTEGER,
	LOOP_IN_TIME				/* from input 1 to input 0 no more than greatest */
} PageLoopKind;

#define LOOP_INPUTS		3

typedef struct PageLoop
{
	PageLoopKind kind;
	struct PageLoop *input[LOOP_INPUTS];	/* NULL if there are fewer */
	int			column;
	PageComparison comparison;
	int64		least;			/* range of the result of arithmetic */
	int64		greatest;
	int			list_length;
	const Datum *list;
	Datum	   *values;			/* by row */
	bool	   *nulls;
} PageLoop;

/* Rows for which some loop cannot tell. */
typedef struct PageUnsure
{
	bool		any;
	bool		row[MaxHeapTuplesPerPage];
} PageUnsure;

/* compile.c */
extern PageLoop *page_loop_begin(Expr *expression, PageReader *reader);
extern PageLoop *page_loop_begin_in_time(Expr *wait, Expr *target,
										 PageReader *reader);

/* loop.c */
extern void page_loop_run(PageLoop *loop, const PageSelection *selection,
						  PageUnsure *unsure);

#endif							/* SATISFACTION_PAGE_SCAN_LOOP_H */
