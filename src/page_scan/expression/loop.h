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

#include "expression.h"

typedef enum PageLoopKind
{
	LOOP_COLUMN,
	LOOP_CONSTANT,
	LOOP_COMPARE,				/* integers: input 0 with input 1 */
	LOOP_TEXT_EQUAL,			/* input 0 and input 1 */
	LOOP_IN,					/* is input 0 one of the integers in list? */
	LOOP_TEXT_IN,				/* or of the texts? */
	LOOP_TEXT_LIKE,				/* is it one with the texts in this order? */
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
	LOOP_JSON_TEXT,				/* the field of input 0 with the name in text */
	LOOP_JSON_INTEGER,			/* the same, as an integer */
	LOOP_JSON_TYPE,				/* its type */
	LOOP_ROUND_NUMERIC,			/* to a numeric */
	LOOP_ROUND_DOUBLE,
	LOOP_NUMERIC_TO_INTEGER,
	LOOP_DOUBLE_TO_INTEGER,
	LOOP_IN_TIME				/* from input 1 to input 0 no more than greatest */
} PageLoopKind;

typedef enum PageRounding
{
	ROUND_DOWN,
	ROUND_UP,
	ROUND_NEAREST
} PageRounding;

#define LOOP_INPUTS		3
#define LOOP_LIST		16

/* Bytes of a text that a loop makes, its header included. */
#define LOOP_SHORT_TEXT	16

typedef struct PageText
{
	const char *bytes;
	Size		length;
} PageText;

typedef struct PageLoop
{
	PageLoopKind kind;
	struct PageLoop *input[LOOP_INPUTS];	/* NULL if there are fewer */
	int			column;
	PageComparison comparison;
	int64		least;			/* range of the result of arithmetic */
	int64		greatest;
	int			list_length;
	const Datum *list;			/* of integers, or of numerics to take from */
	PageText   *text;			/* of texts */
	PageRounding rounding;
	char	   *space;			/* for short texts, by row */
	Datum	   *values;			/* by row */
	bool	   *nulls;
} PageLoop;

/* Rows for which some loop cannot tell. */
typedef struct PageUnsure
{
	bool		any;
	bool		row[MaxHeapTuplesPerPage];
} PageUnsure;

static inline void
page_unsure_note(PageUnsure *unsure, PageRow row)
{
	unsure->any = true;
	unsure->row[row] = true;
}

/*
 * The bytes of a text that is stored in the row as it is; false for any other.
 */
static pg_attribute_always_inline bool
page_text_read(Datum value, PageText *text)
{
	const char *stored = (const char *) DatumGetPointer(value);

	if (likely(VARATT_IS_1B(stored) && !VARATT_IS_1B_E(stored)))
	{
		text->bytes = VARDATA_1B(stored);
		text->length = VARSIZE_1B(stored) - VARHDRSZ_SHORT;
		return true;
	}
	text->bytes = VARDATA_4B(stored);
	text->length = VARATT_IS_4B_U(stored) ? VARSIZE_4B(stored) - VARHDRSZ : 0;
	return VARATT_IS_4B_U(stored);
}

typedef struct PageCompilation
{
	PageReader *reader;			/* NULL if the loops will not be run */
	PageLoop   *case_value;		/* CASE this WHEN ... */
	int			loops;
} PageCompilation;

/* compile.c */
extern PageLoop *page_compile_inputs(PageCompilation *compilation,
									 PageLoopKind kind, Expr *first,
									 Expr *second);
extern PageLoop *page_loop_begin(Expr *expression, PageReader *reader);
extern PageLoop *page_loop_begin_in_time(Expr *wait, Expr *target,
										 PageReader *reader);

/* compile_text.c */
extern PageLoop *page_compile_text_list(PageCompilation *compilation,
										PageLoopKind kind, Expr *text);
extern PageLoop *page_compile_text_equality(PageCompilation *compilation,
											List *arguments);
extern PageLoop *page_compile_like(PageCompilation *compilation,
								   List *arguments);
extern PageLoop *page_compile_json(PageCompilation *compilation,
								   PageLoopKind kind, List *arguments);
extern PageLoop *page_compile_json_field(PageCompilation *compilation,
										 PageLoopKind kind, Expr *field);

/* loop.c */
extern void page_loop_run(PageLoop *loop, const PageSelection *selection,
						  PageUnsure *unsure);

/* text.c */
extern PageText page_text_from_datum(Datum value);
extern bool page_text_split(PageLoop *loop, const PageText *pattern);
extern void page_text_run(PageLoop *loop, const PageSelection *selection,
						  PageUnsure *unsure);
extern void page_text_compare(PageLoop *loop, const PageSelection *selection,
							  PageUnsure *unsure);

/* json.c */
extern void page_json_run(PageLoop *loop, const PageSelection *selection,
						  PageUnsure *unsure);

/* round.c */
extern void page_round_prepare(PageLoop *loop);
extern void page_round_run(PageLoop *loop, const PageSelection *selection,
						   PageUnsure *unsure);

#endif							/* SATISFACTION_PAGE_SCAN_LOOP_H */
