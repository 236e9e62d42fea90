/*-------------------------------------------------------------------------
 *
 * filter.c
 *	  Conditions over the columns of a page.
 *
 * A filter is a list of steps, in the order in which the ordinary plan
 * evaluates the clauses.  A comparison of an integer, date or timestamp
 * column with something that does not change during the scan, a NULL test of
 * a column, or a boolean column as it is, is one loop over the column; what
 * stands between these is computed as a column of booleans.  Each step
 * sees the rows that the steps before it have left, so that every clause is
 * evaluated for the same rows as in the ordinary plan, and fails or not as it
 * would there.  See README, "Order of evaluation".
 *
 *-------------------------------------------------------------------------
 */
#include "expression.h"

#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "pgtime.h"
#include "utils/lsyscache.h"

typedef enum ColumnTestKind
{
	TEST_LESS = PAGE_LESS,
	TEST_LESS_EQUAL = PAGE_LESS_EQUAL,
	TEST_EQUAL = PAGE_EQUAL,
	TEST_GREATER_EQUAL = PAGE_GREATER_EQUAL,
	TEST_GREATER = PAGE_GREATER,
	TEST_NOT_EQUAL = PAGE_NOT_EQUAL,
	TEST_NULL,
	TEST_NOT_NULL,
	TEST_TRUE,
	TEST_FALSE
} ColumnTestKind;

/* A clause that is a loop over a column. */
typedef struct TestClause
{
	ColumnTestKind kind;
	Var		   *variable;
	Expr	   *bound;			/* NULL unless it is a comparison */
	PageConversion conversion;	/* of the bound */
} TestClause;

/* The same, ready to be executed. */
typedef struct ColumnTest
{
	ColumnTestKind kind;		/* by the current bound */
	ColumnTestKind written_kind;
	int			column;
	PageConversion conversion;
	pg_tz	   *zone;			/* with which the bound was converted */
	PageExpression *fallback;	/* the clause, if the bound is converted */
	bool		falls_back;		/* as the bound cannot be converted */
	int16		bound_length;
	ExprState  *bound_state;	/* NULL if the bound needs no evaluation */
	bool		bound_ready;
	bool		bound_null;
	int64		bound;
} ColumnTest;

/* A test, or any other expression. */
typedef struct FilterStep
{
	PageExpression *expression; /* NULL if it is a test */
	ColumnTest	test;
} FilterStep;

struct PageFilter
{
	PageReader *reader;
	int			steps;
	FilterStep *step;
	bool		keep_null;		/* do tests keep rows for which they are NULL? */
	bool		bounds_first;	/* AND that goes on after NULL: see below */
	bool		bounds_ready;
	ExprContext *context;
};

/*
 * The same comparison with its sides exchanged.
 */
static ColumnTestKind
commuted_kind(ColumnTestKind kind)
{
	switch (kind)
	{
		case TEST_LESS:
			return TEST_GREATER;
		case TEST_LESS_EQUAL:
			return TEST_GREATER_EQUAL;
		case TEST_GREATER_EQUAL:
			return TEST_LESS_EQUAL;
		case TEST_GREATER:
			return TEST_LESS;
		default:
			return kind;
	}
}

/*
 * A comparison of a column with what does not refer to any.
 */
static bool
match_sides(OpExpr *clause, Expr *column, Expr *bound, TestClause *test)
{
	bool		is_left = column == linitial(clause->args);
	PageComparison comparison;

	if (!IsA(column, Var) || contain_var_clause((Node *) bound))
		return false;
	test->variable = (Var *) column;
	test->bound = bound;
	test->conversion.from = InvalidOid;
	if (!page_comparison_of_operator(clause->opno, &comparison) &&
		!page_comparison_converts(clause->opno, is_left, &comparison,
								  &test->conversion))
		return false;
	test->kind = (ColumnTestKind) comparison;
	if (!is_left)
		test->kind = commuted_kind(test->kind);
	return true;
}

static bool
match_comparison(OpExpr *clause, TestClause *test)
{
	Expr	   *left;
	Expr	   *right;

	if (list_length(clause->args) != 2)
		return false;
	left = (Expr *) linitial(clause->args);
	right = (Expr *) lsecond(clause->args);
	return match_sides(clause, left, right, test) ||
		match_sides(clause, right, left, test);
}

static bool
match_null_test(NullTest *clause, TestClause *test)
{
	if (clause->argisrow || !IsA(clause->arg, Var))
		return false;
	test->kind = clause->nulltesttype == IS_NULL ?
		TEST_NULL : TEST_NOT_NULL;
	test->variable = (Var *) clause->arg;
	test->bound = NULL;
	return true;
}

/*
 * A boolean column, or NOT such a column.
 */
static bool
match_boolean(Expr *clause, TestClause *test)
{
	test->kind = TEST_TRUE;
	if (IsA(clause, BoolExpr) && ((BoolExpr *) clause)->boolop == NOT_EXPR)
	{
		clause = (Expr *) linitial(((BoolExpr *) clause)->args);
		test->kind = TEST_FALSE;
	}
	test->variable = (Var *) clause;
	test->bound = NULL;
	return IsA(clause, Var) && test->variable->vartype == BOOLOID;
}

static bool
match_test(Expr *clause, TestClause *test)
{
	if (IsA(clause, OpExpr))
		return match_comparison((OpExpr *) clause, test);
	if (IsA(clause, NullTest))
		return match_null_test((NullTest *) clause, test);
	return match_boolean(clause, test);
}

/*
 * For the planner: is the clause a loop over a column?
 */
bool
page_filter_is_column_test(Expr *clause)
{
	TestClause	test;

	return match_test(clause, &test);
}

static void
set_bound(ColumnTest *test, Datum value, bool null)
{
	PageComparison comparison = (PageComparison) test->written_kind;

	test->bound_ready = true;
	test->bound_null = null;
	if (null)
		return;
	if (OidIsValid(test->conversion.from))
	{
		test->zone = session_timezone;
		test->falls_back = !page_comparison_convert(&test->conversion, value,
													&comparison, &test->bound);
		test->kind = (ColumnTestKind) comparison;
	}
	else
		test->bound = DatumGetInt64(page_canonical_datum(value, true,
														 test->bound_length));
}

static void
begin_test(ColumnTest *test, const TestClause *matched, Expr *clause,
		   PageReader *reader, PlanState *parent)
{
	test->kind = test->written_kind = matched->kind;
	test->column = matched->variable->varattno - 1;
	test->bound_ready = true;
	if (matched->bound == NULL)
		return;
	test->conversion = matched->conversion;
	test->bound_length = get_typlen(exprType((Node *) matched->bound));
	if (OidIsValid(test->conversion.from))
		test->fallback = page_expression_begin(clause, PAGE_USE_NULL, reader,
											   parent);
	else if (IsA(matched->bound, Const))
	{
		Const	   *constant = (Const *) matched->bound;

		set_bound(test, constant->constvalue, constant->constisnull);
		return;
	}
	test->bound_state = ExecInitExpr(matched->bound, parent);
	test->bound_ready = false;
}

static PageFilter *
begin_filter(int steps, PageReader *reader, PlanState *parent)
{
	PageFilter *filter = (PageFilter *) palloc0(sizeof(PageFilter));

	filter->step = (FilterStep *) palloc0(Max(steps, 1) * sizeof(FilterStep));
	filter->reader = reader;
	filter->context = parent->ps_ExprContext;
	return filter;
}

/*
 * For WHERE: an implicit AND, which ends at the first clause that is false or
 * NULL.  Clauses refer to the scan tuple of the parent, whose first columns
 * are those of the page.
 */
PageFilter *
page_filter_begin(List *clauses, PageReader *reader, PlanState *parent)
{
	PageFilter *filter = begin_filter(list_length(clauses), reader, parent);
	ListCell   *cell;

	foreach(cell, clauses)
	{
		Expr	   *clause = (Expr *) lfirst(cell);
		FilterStep *step = &filter->step[filter->steps++];
		TestClause	test;

		if (match_test(clause, &test))
			begin_test(&step->test, &test, clause, reader, parent);
		else
			step->expression = page_expression_begin(clause, PAGE_USE_NULL,
													 reader, parent);
	}
	return filter;
}

/*
 * For FILTER: an expression, whose AND ends at a clause that is false, but goes
 * on after one that is NULL.
 *
 * If all clauses are tests, only the evaluation of a bound can fail.
 * Otherwise the tests that come first only drop the rows for which they are
 * false, and the server evaluates the whole expression for the rest.
 */
PageFilter *
page_filter_begin_expression(Expr *expression, PageReader *reader,
							 PlanState *parent)
{
	List	   *clauses = make_ands_implicit(expression);
	PageFilter *filter = begin_filter(list_length(clauses), reader, parent);
	ListCell   *cell;

	foreach(cell, clauses)
	{
		Expr	   *clause = (Expr *) lfirst(cell);
		FilterStep *step = &filter->step[filter->steps++];
		TestClause	test;

		if (!match_test(clause, &test))
		{
			step->expression = page_expression_begin(expression, PAGE_USE_NULL,
													 reader, parent);
			filter->keep_null = true;
			break;
		}
		begin_test(&step->test, &test, clause, reader, parent);
	}
	filter->bounds_first = !filter->keep_null && filter->steps > 1;
	return filter;
}

/*
 * The column that is needed for all rows, whichever pass; -1 if that is not
 * known.
 */
int
page_filter_first_column(const PageFilter *filter)
{
	if (filter->steps == 0)
		return -1;
	if (filter->step[0].expression != NULL)
		return page_expression_first_column(filter->step[0].expression);
	return filter->step[0].test.column;
}

/*
 * Parameters may have changed.
 */
void
page_filter_reset(PageFilter *filter)
{
	filter->bounds_ready = false;
	for (int i = 0; i < filter->steps; i++)
	{
		ColumnTest *test = &filter->step[i].test;

		test->bound_ready = test->bound_state == NULL;
	}
}

/*
 * As in an ordinary scan, the other side of a comparison is evaluated when a
 * row is compared, and never if there is none: it may be an error, or a
 * subquery.
 */
static pg_noinline void
evaluate_bound(PageFilter *filter, ColumnTest *test)
{
	Datum		value;
	bool		null;

	ResetExprContext(filter->context);
	value = ExecEvalExprSwitchContext(test->bound_state, filter->context,
									  &null);
	set_bound(test, value, null);
}

/*
 * Keep the rows for which a test holds, and where keep_null is set those for
 * which it is NULL, without a branch for each row.
 */
#define KEEP_ROWS(keep) \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = from->rows[i]; \
\
		into->rows[kept] = row; \
		kept += (keep) ? 1 : 0; \
	} \
	break

#define KEEP_TESTED(result) \
	KEEP_ROWS(keep_null ? ((int) nulls[row] | (int) (result)) : \
			  ((int) !nulls[row] & (int) (result)))

#define KEEP_COMPARED(operator) \
	KEEP_TESTED((int64) values[row] operator bound)

/*
 * Here and below, into may be the same selection as from.  keep_null is a
 * constant, so that each of its values has loops of its own.
 */
static pg_attribute_always_inline void
test_rows(const ColumnTest *test, const PageColumn *column,
		  const PageSelection *from, PageSelection *into, bool keep_null)
{
	const Datum *values = column->values;
	const bool *nulls = column->nulls;
	int64		bound = test->bound;
	int			count = from->count;
	int			kept = 0;

	switch (test->kind)
	{
		case TEST_LESS:
			KEEP_COMPARED(<);
		case TEST_LESS_EQUAL:
			KEEP_COMPARED(<=);
		case TEST_EQUAL:
			KEEP_COMPARED(==);
		case TEST_GREATER_EQUAL:
			KEEP_COMPARED(>=);
		case TEST_GREATER:
			KEEP_COMPARED(>);
		case TEST_NOT_EQUAL:
			KEEP_COMPARED(!=);
		case TEST_NULL:
			KEEP_ROWS(nulls[row]);
		case TEST_NOT_NULL:
			KEEP_ROWS(!nulls[row]);
		case TEST_TRUE:
			KEEP_TESTED(DatumGetBool(values[row]));
		case TEST_FALSE:
			KEEP_TESTED(!DatumGetBool(values[row]));
	}
	into->count = kept;
}

static const PageSelection *
apply_expression(PageExpression *expression, const PageSelection *from,
				 PageSelection *into, bool keep_null)
{
	const Datum *values = page_expression_values(expression);
	const bool *nulls = page_expression_nulls(expression);
	int			count = from->count;
	int			kept = 0;

	page_expression_compute(expression, from);
	for (int i = 0; i < count; i++)
	{
		PageRow		row = from->rows[i];

		into->rows[kept] = row;
		kept += (int) DatumGetBool(values[row]) | (nulls[row] & keep_null);
	}
	into->count = kept;
	return into;
}

/*
 * Converted with another time zone, or not known at all.
 */
static inline bool
needs_bound(const ColumnTest *test)
{
	return !test->bound_ready ||
		(OidIsValid(test->conversion.from) && !test->bound_null &&
		 test->zone != session_timezone);
}

/*
 * A comparison with NULL is NULL for every row.
 */
static const PageSelection *
apply_test(PageFilter *filter, ColumnTest *test, const PageSelection *from,
		   PageSelection *into, bool keep_null)
{
	const PageColumn *column = filter->reader->column[test->column];

	if (unlikely(needs_bound(test)))
		evaluate_bound(filter, test);
	if (unlikely(test->bound_null))
	{
		if (keep_null)
			return from;
		into->count = 0;
		return into;
	}
	if (unlikely(test->falls_back))
		return apply_expression(test->fallback, from, into, keep_null);
	page_reader_load(filter->reader, test->column, from);
	if (keep_null)
		test_rows(test, column, from, into, true);
	else
		test_rows(test, column, from, into, false);
	return into;
}

static const PageSelection *
apply_steps(PageFilter *filter, const PageSelection *from,
			PageSelection *space, bool keep_null)
{
	for (int i = 0; i < filter->steps && from->count > 0; i++)
	{
		FilterStep *step = &filter->step[i];

		if (step->expression != NULL)
			from = apply_expression(step->expression, from, space, false);
		else
			from = apply_test(filter, &step->test, from, space, keep_null);
	}
	return from;
}

/*
 * Evaluate the bounds that an AND comes to, going on after NULL.  Once all are
 * known there is nothing left that can fail.
 */
static void
evaluate_bounds(PageFilter *filter, const PageSelection *from,
				PageSelection *space)
{
	bool		ready = true;

	for (int i = 0; i < filter->steps; i++)
		ready &= filter->step[i].test.bound_ready;
	if (!ready)
		(void) apply_steps(filter, from, space, true);
	filter->bounds_ready = ready;
}

/*
 * The rows of a selection that pass: the selection itself if there is nothing
 * to test, else a new one in the space.  Loads the columns it needs for no
 * more rows than must be tested; whoever applies several filters to a page
 * loads all columns first.
 */
const PageSelection *
page_filter_apply(PageFilter *filter, const PageSelection *from,
				  PageSelection *space)
{
	if (filter->bounds_first && unlikely(!filter->bounds_ready))
		evaluate_bounds(filter, from, space);
	return apply_steps(filter, from, space, filter->keep_null);
}
