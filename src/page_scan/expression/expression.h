/*-------------------------------------------------------------------------
 *
 * expression.h
 *	  Expressions and conditions over the columns of a page.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_EXPRESSION_H
#define SATISFACTION_PAGE_SCAN_EXPRESSION_H

#include "../../builtin.h"
#include "../page/page.h"

/* compare.c */
typedef enum PageComparison
{
	PAGE_LESS,
	PAGE_LESS_EQUAL,
	PAGE_EQUAL,
	PAGE_GREATER_EQUAL,
	PAGE_GREATER,
	PAGE_NOT_EQUAL
} PageComparison;

/* From the type of a bound to that of the column it is compared with. */
typedef struct PageConversion
{
	Oid			from;			/* invalid if there is nothing to convert */
	Oid			to;
} PageConversion;

extern bool page_comparison_of_operator(Oid operator,
										PageComparison *comparison);
extern PageComparison page_comparison_commute(PageComparison comparison);
extern bool page_comparison_converts(Oid operator, bool column_is_left,
									 PageComparison *comparison,
									 PageConversion *conversion);
extern bool page_comparison_convert(const PageConversion *conversion,
									Datum bound, PageComparison *comparison,
									int64 *converted);

/* expression.c */
typedef struct PageExpression PageExpression;

/* What is kept of a value that is not passed by value. */
typedef enum PageUse
{
	PAGE_USE_NULL,				/* whether it is NULL */
	PAGE_USE_SCORE,				/* of a numeric the score */
	PAGE_USE_VALUE				/* the value, which is fetched row by row */
} PageUse;

extern bool page_expression_is_loops(Expr *expression); /* compile.c */
extern PageExpression *page_expression_begin(Expr *clause, PageUse use,
											 PageReader *reader,
											 PlanState *parent);
extern void page_expression_set_counter(PageExpression *expression,
										Aggref *counter);
extern void page_expression_reset(PageExpression *expression);
extern int	page_expression_first_column(const PageExpression *expression);
extern void page_expression_compute(PageExpression *expression,
									const PageSelection *selection);
extern bool page_expression_select(PageExpression *expression,
								   const PageSelection *from,
								   PageSelection *into);
extern const Datum *page_expression_values(const PageExpression *expression);
extern const bool *page_expression_nulls(const PageExpression *expression);
extern Datum page_expression_value(PageExpression *expression, PageRow row,
								   bool *null);

/* filter.c */
typedef struct PageFilter PageFilter;

extern PageFilter *page_filter_begin(List *clauses, PageReader *reader,
									 PlanState *parent);
extern PageFilter *page_filter_begin_expression(Expr *expression,
												PageReader *reader,
												PlanState *parent);
extern void page_filter_reset(PageFilter *filter);
extern int	page_filter_first_column(const PageFilter *filter);
extern const PageSelection *page_filter_apply(PageFilter *filter,
											  const PageSelection *from,
											  PageSelection *space);

/* argument.c */
typedef struct PageArguments PageArguments;

extern PageArguments *page_arguments_begin(List *filters, int most,
										   PageReader *reader,
										   PlanState *parent);
extern int	page_arguments_add(PageArguments *arguments, Expr *clause,
							   PageUse use, int filter);
extern PageExpression *page_arguments_get(const PageArguments *arguments,
										  int number);
extern void page_arguments_reset(PageArguments *arguments);
extern void page_arguments_compute(PageArguments *arguments,
								   const PageSelection *selection);
extern const PageSelection *page_arguments_rows(PageArguments *arguments,
												int filter,
												const PageSelection *selection);

/* time_cache.c */
typedef struct PageTimeCache PageTimeCache;

extern PageTimeCache *page_time_cache_begin(Expr *expression,
											PlanState *parent);
extern double page_time_span_results(PlannerInfo *root, Expr *expression);
extern int	page_time_cache_column(const PageTimeCache *time_cache);
extern void page_time_cache_start_page(PageTimeCache *time_cache);
extern Datum page_time_cache_value(PageTimeCache *time_cache, Datum value,
								   bool value_null, bool *null);

/* number_form.c */
extern bool page_number_has_one_form(Expr *expression);

#endif							/* SATISFACTION_PAGE_SCAN_EXPRESSION_H */
