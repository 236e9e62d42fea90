/*-------------------------------------------------------------------------
 *
 * filter.c
 *	  Conditions over the columns of a page.
 *
 * Comparisons of an integer, date or timestamp column with something that
 * does not change during the scan, tests of a column for NULL, and boolean
 * columns as they are, are loops over a column.  They come first, because
 * they cannot fail; what is left of the condition is the server's own
 * expression over a slot.
 *
 * As in an ordinary scan, the other side of a comparison is evaluated when
 * the first row is compared, and never if there is none: it may be an error,
 * or a subquery.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include "access/stratnum.h"
#include "catalog/pg_opfamily.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

/* The server gives no name to its family of dates and timestamps. */
#define DATETIME_BTREE_FAMILY	434

typedef enum ComparisonKind
{
	COMPARE_LESS,
	COMPARE_LESS_EQUAL,
	COMPARE_EQUAL,
	COMPARE_GREATER_EQUAL,
	COMPARE_GREATER,
	COMPARE_NOT_EQUAL,
	TEST_NULL,
	TEST_NOT_NULL,
	TEST_TRUE,
	TEST_FALSE
} ComparisonKind;

/* A clause as it is recognised. */
typedef struct ComparisonClause
{
	ComparisonKind kind;
	Var		   *variable;
	Expr	   *bound;			/* NULL for a test */
} ComparisonClause;

typedef struct Comparison
{
	ComparisonKind kind;
	int			column;
	Oid			bound_type;
	ExprState  *bound_state;
	bool		bound_ready;
	bool		bound_null;
	int64		bound;
} Comparison;

struct PageFilter
{
	int			comparisons;
	Comparison *comparison;
	ExprState  *rest;			/* NULL if nothing is left */
	ExprContext *context;
	TupleTableSlot *slot;
};

/*
 * Are values of the type ordered as the integers they are stored as?
 */
static bool
is_integer_type(Oid type)
{
	return type == INT2OID || type == INT4OID || type == INT8OID;
}

static bool
is_time_type(Oid type)
{
	return type == DATEOID || type == TIMESTAMPOID || type == TIMESTAMPTZOID;
}

static int64
integer_from_datum(Datum value, Oid type)
{
	switch (type)
	{
		case INT2OID:
			return DatumGetInt16(value);
		case INT4OID:
			return DatumGetInt32(value);
		case DATEOID:
			return DatumGetDateADT(value);
		default:
			return DatumGetInt64(value);
	}
}

/*
 * What does an operator compare?  Only those of the server's own families of
 * integers, of any two widths, and of times of one type.
 */
static bool
operator_kind(Oid operator, ComparisonKind *kind)
{
	Oid			left;
	Oid			right;
	Oid			family;
	int			strategy;

	op_input_types(operator, &left, &right);
	if (is_integer_type(left) && is_integer_type(right))
		family = INTEGER_BTREE_FAM_OID;
	else if (is_time_type(left) && left == right)
		family = DATETIME_BTREE_FAMILY;
	else
		return false;

	strategy = get_op_opfamily_strategy(operator, family);
	if (strategy != 0)
	{
		*kind = (ComparisonKind) (COMPARE_LESS + strategy - BTLessStrategyNumber);
		return true;
	}
	operator = get_negator(operator);
	*kind = COMPARE_NOT_EQUAL;
	return OidIsValid(operator) &&
		get_op_opfamily_strategy(operator, family) == BTEqualStrategyNumber;
}

/*
 * The same comparison with its sides exchanged.
 */
static ComparisonKind
commuted_kind(ComparisonKind kind)
{
	switch (kind)
	{
		case COMPARE_LESS:
			return COMPARE_GREATER;
		case COMPARE_LESS_EQUAL:
			return COMPARE_GREATER_EQUAL;
		case COMPARE_GREATER_EQUAL:
			return COMPARE_LESS_EQUAL;
		case COMPARE_GREATER:
			return COMPARE_LESS;
		default:
			return kind;
	}
}

static bool
recognise_operator(OpExpr *clause, ComparisonClause *comparison)
{
	Expr	   *left;
	Expr	   *right;

	if (list_length(clause->args) != 2 ||
		!operator_kind(clause->opno, &comparison->kind))
		return false;
	left = (Expr *) linitial(clause->args);
	right = (Expr *) lsecond(clause->args);
	if (IsA(left, Var) && !contain_var_clause((Node *) right))
	{
		comparison->variable = (Var *) left;
		comparison->bound = right;
		return true;
	}
	if (IsA(right, Var) && !contain_var_clause((Node *) left))
	{
		comparison->variable = (Var *) right;
		comparison->bound = left;
		comparison->kind = commuted_kind(comparison->kind);
		return true;
	}
	return false;
}

static bool
recognise_null_test(NullTest *clause, ComparisonClause *comparison)
{
	if (clause->argisrow || !IsA(clause->arg, Var))
		return false;
	comparison->kind = clause->nulltesttype == IS_NULL ?
		TEST_NULL : TEST_NOT_NULL;
	comparison->variable = (Var *) clause->arg;
	comparison->bound = NULL;
	return true;
}

/*
 * A boolean column, or NOT such a column.
 */
static bool
recognise_boolean(Expr *clause, ComparisonClause *comparison)
{
	comparison->kind = TEST_TRUE;
	if (IsA(clause, BoolExpr) && ((BoolExpr *) clause)->boolop == NOT_EXPR)
	{
		clause = (Expr *) linitial(((BoolExpr *) clause)->args);
		comparison->kind = TEST_FALSE;
	}
	comparison->variable = (Var *) clause;
	comparison->bound = NULL;
	return IsA(clause, Var) && comparison->variable->vartype == BOOLOID;
}

static bool
recognise(Expr *clause, ComparisonClause *comparison)
{
	if (IsA(clause, OpExpr))
		return recognise_operator((OpExpr *) clause, comparison);
	if (IsA(clause, NullTest))
		return recognise_null_test((NullTest *) clause, comparison);
	return recognise_boolean(clause, comparison);
}

/*
 * For the planner: is the clause a loop over a column?
 */
bool
page_filter_is_cheap(Expr *clause)
{
	ComparisonClause comparison;

	return recognise(clause, &comparison);
}

static void
comparison_begin(Comparison *comparison, const ComparisonClause *clause,
				 PlanState *parent)
{
	comparison->kind = clause->kind;
	comparison->column = clause->variable->varattno - 1;
	comparison->bound_state = NULL;
	if (clause->bound == NULL)
		return;
	comparison->bound_type = exprType((Node *) clause->bound);
	comparison->bound_state = ExecInitExpr(clause->bound, parent);
}

/*
 * The clauses, all of which must hold, refer to the scan tuple of the parent,
 * whose first columns are those of the page.
 */
PageFilter *
page_filter_begin(List *clauses, PlanState *parent)
{
	PageFilter *filter = (PageFilter *) palloc0(sizeof(PageFilter));
	List	   *rest = NIL;
	ListCell   *cell;

	filter->comparison = (Comparison *)
		palloc0(Max(list_length(clauses), 1) * sizeof(Comparison));
	filter->context = parent->ps_ExprContext;
	filter->slot = ((ScanState *) parent)->ss_ScanTupleSlot;
	foreach(cell, clauses)
	{
		ComparisonClause clause;

		if (recognise((Expr *) lfirst(cell), &clause))
			comparison_begin(&filter->comparison[filter->comparisons++],
							 &clause, parent);
		else
			rest = lappend(rest, lfirst(cell));
	}
	if (rest != NIL)
		filter->rest = ExecInitQual(rest, parent);
	return filter;
}

/*
 * The column that is needed for all rows, whichever pass; -1 if that is not
 * known.
 */
int
page_filter_first_column(const PageFilter *filter)
{
	return filter->comparisons > 0 ? filter->comparison[0].column : -1;
}

/*
 * Parameters may have changed.
 */
void
page_filter_reset(PageFilter *filter)
{
	for (int i = 0; i < filter->comparisons; i++)
		filter->comparison[i].bound_ready = false;
}

static pg_noinline void
evaluate_bound(PageFilter *filter, Comparison *comparison)
{
	Datum		value;

	comparison->bound_ready = true;
	comparison->bound_null = false;
	if (comparison->bound_state == NULL)
		return;
	ResetExprContext(filter->context);
	value = ExecEvalExprSwitchContext(comparison->bound_state, filter->context,
									  &comparison->bound_null);
	if (!comparison->bound_null)
		comparison->bound = integer_from_datum(value, comparison->bound_type);
}

/*
 * Keep the rows for which a test holds, without a branch for each row.  A
 * NULL has the value 0.
 */
#define KEEP_ROWS(test) \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = from->rows[i]; \
\
		into->rows[kept] = row; \
		kept += (test) ? 1 : 0; \
	} \
	break

#define KEEP_COMPARED(operator) \
	KEEP_ROWS((int) !nulls[row] & (int) ((int64) values[row] operator bound))

/*
 * Here and below, into may be the same selection as from.
 */
static void
compare_rows(const Comparison *comparison, const PageColumn *column,
			 const PageSelection *from, PageSelection *into)
{
	const Datum *values = column->values;
	const bool *nulls = column->nulls;
	int64		bound = comparison->bound;
	int			count = from->count;
	int			kept = 0;

	switch (comparison->kind)
	{
		case COMPARE_LESS:
			KEEP_COMPARED(<);
		case COMPARE_LESS_EQUAL:
			KEEP_COMPARED(<=);
		case COMPARE_EQUAL:
			KEEP_COMPARED(==);
		case COMPARE_GREATER_EQUAL:
			KEEP_COMPARED(>=);
		case COMPARE_GREATER:
			KEEP_COMPARED(>);
		case COMPARE_NOT_EQUAL:
			KEEP_COMPARED(!=);
		case TEST_NULL:
			KEEP_ROWS(nulls[row]);
		case TEST_NOT_NULL:
			KEEP_ROWS(!nulls[row]);
		case TEST_TRUE:
			KEEP_ROWS(DatumGetBool(values[row]));
		case TEST_FALSE:
			KEEP_ROWS((int) !nulls[row] & (int) !DatumGetBool(values[row]));
	}
	into->count = kept;
}

static void
apply_comparison(PageFilter *filter, Comparison *comparison,
				 PageReader *reader, const PageSelection *from,
				 PageSelection *into)
{
	if (unlikely(!comparison->bound_ready))
		evaluate_bound(filter, comparison);
	if (comparison->bound_null)
	{
		into->count = 0;
		return;
	}
	page_reader_load(reader, comparison->column, from);
	compare_rows(comparison, reader->column[comparison->column], from, into);
}

static void
apply_rest(PageFilter *filter, PageReader *reader, const PageSelection *from,
		   PageSelection *into)
{
	int			kept = 0;

	for (int i = 0; i < reader->columns; i++)
		page_reader_load(reader, i, from);
	filter->context->ecxt_scantuple = filter->slot;
	for (int i = 0; i < from->count; i++)
	{
		PageRow		row = from->rows[i];

		ResetExprContext(filter->context);
		page_reader_row(reader, row, filter->slot);
		if (ExecQual(filter->rest, filter->context))
			into->rows[kept++] = row;
	}
	into->count = kept;
}

/*
 * The rows of a selection that pass: the selection itself if there is nothing
 * to test, else a new one in the space.  Loads the columns it needs for no
 * more rows than must be tested; whoever applies several filters to a page
 * loads all columns first.
 */
const PageSelection *
page_filter_apply(PageFilter *filter, PageReader *reader,
				  const PageSelection *from, PageSelection *space)
{
	for (int i = 0; i < filter->comparisons && from->count > 0; i++)
	{
		apply_comparison(filter, &filter->comparison[i], reader, from, space);
		from = space;
	}
	if (filter->rest != NULL && from->count > 0)
	{
		apply_rest(filter, reader, from, space);
		from = space;
	}
	return from;
}
