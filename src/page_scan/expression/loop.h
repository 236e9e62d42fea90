/*-------------------------------------------------------------------------
 *
 * loop.h
 *	  Expressions as loops over the rows of a page.
 *
 * Each part of an expression is a loop of its own, whose result is a column:
 * a value and a NULL flag for each row.  Values are as in the columns of the
 * page: integers are sign-extended, and NULL has the value 0.
 *
 * No loop can fail.  One that cannot determine a value, because the server would
 * raise an error or needs more than a few instructions, marks the row as unsure,
 * and the executor evaluates the whole expression for it; so parts may be computed
 * for rows for which the executor would not compute them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_LOOP_H
#define SATISFACTION_PAGE_SCAN_LOOP_H

#include "expression.h"

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

/* Rows for which some loop is not sure of the value. */
typedef struct PageUnsure
{
	bool		any;
	bool		row[MaxHeapTuplesPerPage];
} PageUnsure;

typedef struct PageLoop PageLoop;
typedef struct PageBound PageBound;

/* Computes the selected rows from those of the inputs. */
typedef void (*PageLoopRun) (PageLoop *loop, const PageSelection *selection,
							 PageUnsure *unsure);

struct PageLoop
{
	PageLoopRun run;			/* NULL for a column or constant */
	PageLoop   *input[LOOP_INPUTS]; /* NULL if there are fewer */
	bool		is_constant;
	PageComparison comparison;
	PageBound  *bound;			/* that input 0 is compared with, or NULL */
	int64		least;			/* range of the result of arithmetic */
	int64		greatest;
	int			list_length;
	const Datum *list;			/* of integers, or of numerics to take from */
	PageText   *text;			/* of texts */
	PageRounding rounding;
	char	   *space;			/* for short texts, by row */
	Datum	   *values;			/* by row */
	bool	   *nulls;
};

static inline void
page_mark_unsure(PageUnsure *unsure, PageRow row)
{
	unsure->any = true;
	unsure->row[row] = true;
}

/*
 * Read the bytes of a text that is stored in the row as it is; return false for
 * any other.
 */
static pg_attribute_always_inline bool
page_text_read(Datum value, PageText *string)
{
	const char *stored = (const char *) DatumGetPointer(value);

	if (likely(VARATT_IS_1B(stored) && !VARATT_IS_1B_E(stored)))
	{
		string->bytes = VARDATA_1B(stored);
		string->length = VARSIZE_1B(stored) - VARHDRSZ_SHORT;
		return true;
	}
	string->bytes = VARDATA_4B(stored);
	string->length = VARATT_IS_4B_U(stored) ? VARSIZE_4B(stored) - VARHDRSZ : 0;
	return VARATT_IS_4B_U(stored);
}

typedef struct PageCompilation
{
	PageReader *reader;			/* NULL if the loops will not be run */
	PlanState  *parent;			/* of bounds; likewise */
	Expr	   *clause;			/* the whole expression */
	PageLoop   *case_value;		/* CASE this WHEN ... */
	int			loops;
} PageCompilation;

/* compile.c */
extern PageLoop *page_loop_begin(Expr *expression, PageReader *reader,
								 PlanState *parent);
extern PageLoop *page_loop_begin_in_time(Expr *wait, Expr *target,
										 PageReader *reader);

/*
 * Loops by what they compute.  Functions that return one return NULL if an input
 * is NULL.
 */

/* loop.c */
extern void page_loop_run(PageLoop *loop, const PageSelection *selection,
						  PageUnsure *unsure);
extern PageLoop *page_loop_unary(PageCompilation *compilation, PageLoopRun run,
								 PageLoop *input);
extern PageLoop *page_loop_binary(PageCompilation *compilation, PageLoopRun run,
								  PageLoop *first, PageLoop *second);
extern PageLoop *page_loop_column(PageCompilation *compilation, int number);
extern PageLoop *page_loop_constant(PageCompilation *compilation,
									const Const *constant);
extern PageLoop *page_loop_compare(PageCompilation *compilation,
								   PageComparison comparison, PageLoop *first,
								   PageLoop *second);
extern PageLoop *page_loop_in(PageCompilation *compilation, PageLoop *input,
							  const Datum *list, int length);
extern PageLoop *page_loop_is_null(PageCompilation *compilation, PageLoop *input);
extern PageLoop *page_loop_not(PageCompilation *compilation, PageLoop *input);
extern PageLoop *page_loop_and_or(PageCompilation *compilation, bool is_and,
								  PageLoop *first, PageLoop *second);
extern PageLoop *page_loop_case(PageCompilation *compilation, PageLoop *condition,
								PageLoop *value, PageLoop *otherwise);
extern PageLoop *page_loop_nullif(PageCompilation *compilation, PageLoop *equal,
								  PageLoop *value);
extern PageLoop *page_loop_coalesce(PageCompilation *compilation,
									PageLoop *first, PageLoop *second);
extern PageLoop *page_loop_arithmetic(PageCompilation *compilation, char operator,
									  PageLoop *first, PageLoop *second,
									  Oid result);
extern PageLoop *page_loop_narrow(PageCompilation *compilation, PageLoop *input,
								  Oid result);
extern PageLoop *page_loop_difference(PageCompilation *compilation, PageLoop *end,
									  PageLoop *start, int64 length);


/* bound.c */
extern PageLoop *page_loop_compare_bound(PageCompilation *compilation,
										 PageComparison comparison,
										 const PageConversion *conversion,
										 PageLoop *input, Expr *expression);
extern bool page_bound_select(PageLoop *loop, const PageSelection *from,
							  PageSelection *into);
extern void page_bound_reset(PageBound *bound);

/* text.c */
extern PageLoop *page_text_equal(PageCompilation *compilation, PageLoop *first,
								 PageLoop *second);
extern PageLoop *page_text_in(PageCompilation *compilation, PageLoop *input,
							  const Datum *list, int length);
extern PageLoop *page_text_like(PageCompilation *compilation, PageLoop *input,
								Datum pattern);
extern PageLoop *page_text_to_integer(PageCompilation *compilation,
									  PageLoop *input);
extern PageText page_text_from_datum(Datum value);

/* json.c */
typedef enum PageJsonResult
{
	PAGE_JSON_TEXT,
	PAGE_JSON_INTEGER,
	PAGE_JSON_TYPE
} PageJsonResult;

extern PageLoop *page_json_field(PageCompilation *compilation, PageLoop *document,
								 Datum name, PageJsonResult result);

/* round.c */
extern PageLoop *page_round_numeric(PageCompilation *compilation, PageLoop *input,
									PageRounding rounding);
extern PageLoop *page_round_double(PageCompilation *compilation, PageLoop *input,
								   PageRounding rounding);
extern PageLoop *page_numeric_to_integer(PageCompilation *compilation,
										 PageLoop *input);
extern PageLoop *page_double_to_integer(PageCompilation *compilation,
										PageLoop *input);

#endif							/* SATISFACTION_PAGE_SCAN_LOOP_H */
