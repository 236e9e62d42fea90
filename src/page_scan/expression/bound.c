/*-------------------------------------------------------------------------
 *
 * bound.c
 *	  Comparisons with a bound: a value that is the same for all rows.
 *
 * A bound that is no constant is evaluated when the first row is compared, and never
 * if there is none: it may raise an error, or be a subquery.  That is as in an ordinary
 * scan only if the comparison is a whole clause, so it is supported nowhere else.
 *
 * A date or time of another type than that of the column is converted; while it
 * cannot be, the comparison is left to the executor.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include "nodes/nodeFuncs.h"
#include "pgtime.h"
#include "utils/lsyscache.h"

struct PageBound
{
	ExprState  *state;			/* NULL for a constant without conversion */
	ExprContext *context;
	int16		length;
	PageConversion conversion;
	PageComparison written;
	bool		is_ready;
	bool		is_null;
	bool		is_unconvertible;
	PageComparison comparison;	/* with the converted value */
	int64		value;
	pg_tz	   *zone;			/* with which it was converted */
};

static void
set_value(PageBound *bound, Datum value, bool null)
{
	bound->is_ready = true;
	bound->is_null = null;
	bound->comparison = bound->written;
	bound->zone = session_timezone;
	if (null)
		return;
	if (OidIsValid(bound->conversion.from))
		bound->is_unconvertible =
			!page_comparison_convert(&bound->conversion, value, &bound->comparison,
									 &bound->value);
	else
		bound->value = DatumGetInt64(page_canonical_datum(value, true, bound->length));
}

static pg_noinline void
evaluate(PageBound *bound)
{
	Datum		value;
	bool		null;

	ResetExprContext(bound->context);
	value = ExecEvalExprSwitchContext(bound->state, bound->context, &null);
	set_value(bound, value, null);
}

/*
 * Return true if the bound must be evaluated, for the first time or because the time
 * zone has changed.
 */
static inline bool
needs_value(const PageBound *bound)
{
	return !bound->is_ready ||
		(OidIsValid(bound->conversion.from) && bound->zone != session_timezone);
}

static pg_noinline void
leave_to_executor(const PageSelection *selection, PageUnsure *unsure)
{
	for (int i = 0; i < selection->count; i++)
		page_mark_unsure(unsure, selection->rows[i]);
}

/* Do something by the comparison, which is a constant in each loop. */
#define BY_COMPARISON(comparison, action) \
	switch (comparison) \
	{ \
		case PAGE_LESS: \
			action(<); \
			break; \
		case PAGE_LESS_EQUAL: \
			action(<=); \
			break; \
		case PAGE_EQUAL: \
			action(==); \
			break; \
		case PAGE_GREATER_EQUAL: \
			action(>=); \
			break; \
		case PAGE_GREATER: \
			action(>); \
			break; \
		case PAGE_NOT_EQUAL: \
			action(!=); \
			break; \
	}

#define COMPARE_ROWS(operator) \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = selection->rows[i]; \
\
		values[row] = (Datum) (((int64) a[row] operator value) & !a_null[row]); \
		nulls[row] = a_null[row]; \
	}

static void
compare_with_bound(PageLoop *loop, const PageSelection *selection,
				   PageUnsure *unsure)
{
	PageBound  *bound = loop->bound;
	const Datum *a = loop->input[0]->values;
	const bool *a_null = loop->input[0]->nulls;
	Datum	   *values = loop->values;
	bool	   *nulls = loop->nulls;
	int			count = selection->count;
	int64		value;

	if (count > 0 && unlikely(needs_value(bound)))
		evaluate(bound);
	value = bound->value;
	if (unlikely(bound->is_null || bound->is_unconvertible))
	{
		for (int i = 0; i < count; i++)
		{
			values[selection->rows[i]] = (Datum) 0;
			nulls[selection->rows[i]] = true;
		}
		if (!bound->is_null)
			leave_to_executor(selection, unsure);
		return;
	}
	BY_COMPARISON(bound->comparison, COMPARE_ROWS);
}

#define SELECT_ROWS(operator) \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = from->rows[i]; \
\
		into->rows[kept] = row; \
		kept += ((int64) a[row] operator value) & !a_null[row]; \
	}

/*
 * Select the rows of a column for which a comparison with a bound is true, without
 * storing its results.  Return false for any other loop.
 */
bool
page_bound_select(PageLoop *loop, const PageSelection *from,
				  PageSelection *into)
{
	PageBound  *bound = loop->bound;
	int			count = from->count;
	int			kept = 0;
	const Datum *a;
	const bool *a_null;
	int64		value;

	if (bound == NULL || loop->input[0]->run != NULL)
		return false;
	if (unlikely(needs_value(bound)))
		evaluate(bound);
	if (unlikely(bound->is_null || bound->is_unconvertible))
		return false;
	a = loop->input[0]->values;
	a_null = loop->input[0]->nulls;
	value = bound->value;
	BY_COMPARISON(bound->comparison, SELECT_ROWS);
	into->count = kept;
	return true;
}

/*
 * Compare an input with an expression that reads no column.
 */
PageLoop *
page_loop_compare_bound(PageCompilation *compilation, PageComparison comparison,
						const PageConversion *conversion, PageLoop *input,
						Expr *expression)
{
	PageLoop   *loop = page_loop_unary(compilation, compare_with_bound, input);
	Const	   *constant = (Const *) expression;
	PageBound  *bound;

	if (loop == NULL || compilation->reader == NULL)
		return loop;
	bound = (PageBound *) palloc0(sizeof(PageBound));
	loop->bound = bound;
	bound->written = comparison;
	bound->conversion = *conversion;
	bound->length = get_typlen(exprType((Node *) expression));
	if (IsA(constant, Const) && !OidIsValid(conversion->from))
	{
		set_value(bound, constant->constvalue, constant->constisnull);
		return loop;
	}
	bound->context = compilation->parent->ps_ExprContext;
	bound->state = ExecInitExpr(expression, compilation->parent);
	return loop;
}

/*
 * Evaluate the bound again, as parameters may have changed.
 */
void
page_bound_reset(PageBound *bound)
{
	bound->is_ready = bound->state == NULL;
}
