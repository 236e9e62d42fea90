/*-------------------------------------------------------------------------
 *
 * expression.c
 *	  Expressions as columns of the page.
 *
 * The results of an expression for the rows of a page are a column like those that
 * are stored: loops compute it if they can, and the executor evaluates the rest over
 * a slot, row by row.  It is computed for those rows only
 * for which the ordinary plan computes it, so that it fails if and only if it
 * fails there.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "utils/lsyscache.h"

#include "../../score.h"

struct PageExpression
{
	const Datum *values;		/* by row */
	const bool *nulls;
	PageReader *reader;
	PageUse		use;
	Aggref	   *counter;		/* of the scores, or NULL */
	int			columns;		/* that it is computed from */
	int		   *column;
	int16		length;			/* of the server's value */
	bool		by_value;
	PageLoop   *loop;			/* NULL if the server does it all */
	ExprState  *state;			/* NULL if it is a column */
	ExprContext *context;
	TupleTableSlot *slot;
	Datum	   *value_space;	/* the same, unless it is a column */
	bool	   *null_space;
	PageUnsure	unsure;
};

static void
collect_columns(PageExpression *expression, Expr *clause)
{
	List	   *variables = pull_var_clause((Node *) clause, 0);
	Bitmapset  *columns = NULL;
	ListCell   *cell;
	int			number = -1;

	foreach(cell, variables)
		columns = bms_add_member(columns,
								 lfirst_node(Var, cell)->varattno - 1);
	expression->column = (int *)
		palloc(Max(bms_num_members(columns), 1) * sizeof(int));
	while ((number = bms_next_member(columns, number)) >= 0)
		expression->column[expression->columns++] = number;
}

static Expr *
strip_relabel(Expr *expression)
{
	while (IsA(expression, RelabelType))
		expression = ((RelabelType *) expression)->arg;
	return expression;
}

static void
use_space(PageExpression *expression, Datum *values, bool *nulls)
{
	expression->values = expression->value_space = values;
	expression->nulls = expression->null_space = nulls;
}

/*
 * Choose where the results are stored.
 */
static void
choose_space(PageExpression *expression)
{
	PageColumn *column;

	if (expression->use == PAGE_USE_SCORE ||
		(expression->state != NULL && expression->loop == NULL))
		use_space(expression,
				  (Datum *) palloc0(MaxHeapTuplesPerPage * sizeof(Datum)),
				  (bool *) palloc0(MaxHeapTuplesPerPage * sizeof(bool)));
	else if (expression->loop != NULL)
		use_space(expression, expression->loop->values,
				  expression->loop->nulls);
	else
	{
		column = expression->reader->column[expression->column[0]];
		expression->values = column->values;
		expression->nulls = column->nulls;
	}
}

/*
 * For an expression over the columns of the parent's scan tuple.
 */
PageExpression *
page_expression_begin(Expr *clause, PageUse use, PageReader *reader,
					  PlanState *parent)
{
	PageExpression *expression = (PageExpression *)
		palloc0(sizeof(PageExpression));

	expression->reader = reader;
	expression->use = use;
	expression->context = parent->ps_ExprContext;
	expression->slot = ((ScanState *) parent)->ss_ScanTupleSlot;
	collect_columns(expression, clause);
	if (!IsA(strip_relabel(clause), Var))
	{
		get_typlenbyval(exprType((Node *) clause), &expression->length,
						&expression->by_value);
		expression->state = ExecInitExpr(clause, parent);
		expression->loop = page_loop_begin(clause, reader, parent);
	}
	choose_space(expression);
	return expression;
}

/*
 * The aggregate that errors about scores name.
 */
void
page_expression_set_counter(PageExpression *expression, Aggref *counter)
{
	expression->counter = counter;
}

/*
 * Evaluate bounds again, as parameters may have changed.
 */
void
page_expression_reset(PageExpression *expression)
{
	/* other bounds, in parts of an expression, are constant */
	if (expression->loop != NULL && expression->loop->bound != NULL)
		page_bound_reset(expression->loop->bound);
}

const Datum *
page_expression_values(const PageExpression *expression)
{
	return expression->values;
}

const bool *
page_expression_nulls(const PageExpression *expression)
{
	return expression->nulls;
}

/*
 * The first column that it is computed from; -1 if there is none.
 */
int
page_expression_first_column(const PageExpression *expression)
{
	return expression->columns > 0 ? expression->column[0] : -1;
}

/*
 * Return true if values are computed one by one.  Values by reference are, by the
 * executor, so that only those of one row are in memory.
 */
static bool
is_late(const PageExpression *expression)
{
	return expression->use == PAGE_USE_VALUE && expression->state != NULL &&
		!expression->by_value &&
		(expression->loop == NULL || !expression->loop->is_constant);
}

static int
score_from_value(const PageExpression *expression, Datum value)
{
	LOCAL_FCINFO(info, 0);

	InitFunctionCallInfoData(*info, NULL, 0, InvalidOid,
							 (Node *) expression->counter, NULL);
	return score_from_numeric(info, value);
}

/*
 * Any numeric, some of which must be unpacked, in the memory of the row.
 */
static pg_noinline int
score_of_numeric(PageExpression *expression, Datum value)
{
	MemoryContext caller;
	int			score;

	ResetExprContext(expression->context);
	caller = MemoryContextSwitchTo(expression->context->ecxt_per_tuple_memory);
	score = score_from_value(expression, value);
	MemoryContextSwitchTo(caller);
	return score;
}

/*
 * The scores of numerics of a column or of loops.
 */
static void
compute_scores(PageExpression *expression, const Datum *values,
			   const bool *nulls, const PageSelection *selection)
{
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		int			score = 0;

		if (unlikely(expression->unsure.any) && expression->unsure.row[row])
			continue;
		if (!nulls[row])
		{
			score = small_numeric(values[row]);
			if (unlikely(score < 0 || score > TALLY_MAX_SCORE))
				score = score_of_numeric(expression, values[row]);
		}
		expression->value_space[row] = Int32GetDatum(score);
		expression->null_space[row] = nulls[row];
	}
}

/*
 * Return what is stored of the executor's value.
 */
static Datum
used_value(const PageExpression *expression, Datum value)
{
	if (expression->use == PAGE_USE_SCORE)
		return Int32GetDatum(score_from_value(expression, value));
	if (!expression->by_value)
		return (Datum) 0;
	return page_canonical_datum(value, true, expression->length);
}

/*
 * Evaluate with the executor; the value may be in the current memory.
 */
static Datum
evaluate_row(PageExpression *expression, PageRow row, bool *null)
{
	for (int i = 0; i < expression->columns; i++)
	{
		int			number = expression->column[i];
		const PageColumn *column = expression->reader->column[number];

		expression->slot->tts_values[number] = column->values[row];
		expression->slot->tts_isnull[number] = column->nulls[row];
	}
	expression->context->ecxt_scantuple = expression->slot;
	return ExecEvalExpr(expression->state, expression->context, null);
}

static void
compute_row(PageExpression *expression, PageRow row)
{
	MemoryContext caller;
	Datum		value;
	bool		null;

	ResetExprContext(expression->context);
	caller = MemoryContextSwitchTo(expression->context->ecxt_per_tuple_memory);
	value = evaluate_row(expression, row, &null);
	expression->value_space[row] = null ? (Datum) 0 : used_value(expression, value);
	expression->null_space[row] = null;
	MemoryContextSwitchTo(caller);
}

/*
 * The value of a row that was computed.
 */
Datum
page_expression_value(PageExpression *expression, PageRow row, bool *null)
{
	if (is_late(expression))
		return evaluate_row(expression, row, null);
	*null = expression->nulls[row];
	return expression->values[row];
}

static void
compute_rows(PageExpression *expression, const PageSelection *selection)
{
	for (int i = 0; i < selection->count; i++)
		compute_row(expression, selection->rows[i]);
}

static pg_noinline void
compute_unsure_rows(PageExpression *expression, const PageSelection *selection)
{
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		if (expression->unsure.row[row])
			compute_row(expression, row);
		expression->unsure.row[row] = false;
	}
	expression->unsure.any = false;
}

static void
load_columns(PageExpression *expression, const PageSelection *selection)
{
	for (int i = 0; i < expression->columns; i++)
		page_reader_load(expression->reader, expression->column[i], selection);
}

/*
 * Select the rows for which a condition is true, if that takes no more than a loop over
 * a column; return false otherwise.
 */
bool
page_expression_select(PageExpression *expression, const PageSelection *from,
					   PageSelection *into)
{
	if (expression->loop == NULL)
		return false;
	load_columns(expression, from);
	return page_bound_select(expression->loop, from, into);
}

/*
 * Compute the selected rows.  An error may leave rows that are unsure, but
 * then the scan has ended.
 */
void
page_expression_compute(PageExpression *expression,
						const PageSelection *selection)
{
	const PageLoop *loop = expression->loop;
	const PageColumn *column;

	load_columns(expression, selection);
	if (is_late(expression))
		return;
	if (expression->state != NULL && loop == NULL)
	{
		compute_rows(expression, selection);
		return;
	}
	if (loop != NULL)
		page_loop_run(expression->loop, selection, &expression->unsure);
	if (expression->use == PAGE_USE_SCORE && loop != NULL)
		compute_scores(expression, loop->values, loop->nulls, selection);
	else if (expression->use == PAGE_USE_SCORE)
	{
		column = expression->reader->column[expression->column[0]];
		compute_scores(expression, column->values, column->nulls, selection);
	}
	if (unlikely(expression->unsure.any))
	{
		Assert(expression->state != NULL);
		compute_unsure_rows(expression, selection);
	}
}
