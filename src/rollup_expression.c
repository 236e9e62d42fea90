/*-------------------------------------------------------------------------
 *
 * rollup_expression.c
 *	  The expressions of a rollup, ready to be evaluated, and the subtransaction
 *	  for what may fail.
 *
 * Most rollups count a column that is a whole number by columns and by the day
 * of a time.  No row makes such expressions fail, so they need no
 * subtransaction.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/transam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

#include "builtin.h"
#include "rollup.h"

static bool
is_not_of_server(Oid function, void *context)
{
	return function >= FirstGenbkiObjectId;
}

/*
 * Return true if an expression calls a function that is not the server's own,
 * in whose body names may be looked up.
 */
static bool
calls_functions(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, CoerceToDomain) ||
		check_functions_in_node(node, is_not_of_server, context))
		return true;
	return expression_tree_walker(node, calls_functions, context);
}

/*
 * Return true for a cast of an integer to a score, or of a boolean to an integer.
 */
static bool
is_cast_of_score(Expr *call)
{
	List	   *arguments = NIL;
	const char *name = builtin_name(call, &arguments);
	Oid			type;

	if (name == NULL || arguments == NIL)
		return false;
	type = exprType(linitial(arguments));
	return strcmp(name, "int2") == 0 ? type == INT4OID || type == INT8OID :
		strcmp(name, "int4") == 0 && type == BOOLOID;
}

/*
 * Return true if some row may make an expression fail.  Leakproof functions
 * cannot fail; rollup_create() writes a cast to a score behind a comparison
 * with the scale.
 */
static bool
may_fail(Node *node, void *context)
{
	if (node == NULL)
		return false;
	switch (nodeTag(node))
	{
		case T_CaseExpr:
			/* the other form compares with what its clauses do not show */
			if (((CaseExpr *) node)->arg)
				return true;
			break;
		case T_FuncExpr:
			if (!is_cast_of_score((Expr *) node))
				return contain_leaked_vars(node);
			break;
		case T_OpExpr:
			set_opfuncid((OpExpr *) node);
			if (!get_func_leakproof(((OpExpr *) node)->opfuncid))
				return true;
			break;
		case T_List:
		case T_BoolExpr:
		case T_CaseWhen:
		case T_NullTest:
		case T_RelabelType:
			break;
		default:
			return contain_leaked_vars(node);
	}
	return expression_tree_walker(node, may_fail, context);
}

static void
make_row(RollupRow *row, const Rollup *rollup)
{
	row->keys = palloc0(rollup->keys * sizeof(Datum));
	row->nulls = palloc0(rollup->keys * sizeof(bool));
	row->scores = palloc0(rollup->scores * sizeof(int));
}

/*
 * Prepare the planned expressions of a rollup: a list of the condition, the
 * period, the dimensions, and an answer and a score for each score.
 */
void
rollup_prepare_expressions(Rollup *rollup, List *expressions)
{
	ListCell   *cell = list_head(expressions);
	Node	   *condition = lfirst(cell);

	rollup->calls_functions = calls_functions((Node *) expressions, NULL);
	if (!IsA(condition, Const) || ((Const *) condition)->constisnull ||
		!DatumGetBool(((Const *) condition)->constvalue))
		rollup->condition = ExecInitExpr((Expr *) condition, NULL);
	rollup->may_fail = may_fail(condition, NULL);

	rollup->key_values = palloc(rollup->keys * sizeof(ExprState *));
	rollup->key_types = palloc0(rollup->keys * sizeof(RollupKey));
	rollup->answers = palloc(rollup->scores * sizeof(ExprState *));
	rollup->score_values = palloc(rollup->scores * sizeof(ExprState *));
	for (int i = 0; i < rollup->keys; i++)
	{
		RollupKey  *key = &rollup->key_types[i];
		Expr	   *expression;

		cell = lnext(expressions, cell);
		rollup->key_values[i] = ExecInitExpr(lfirst(cell), NULL);
		get_typlenbyval(exprType(lfirst(cell)), &key->length, &key->by_value);
		expression = lfirst(cell);
		if (i == 0)
		{
			rollup->period = rollup_period_rule(expression);
			if (rollup->period)
				expression = rollup_period_time(rollup->period);
		}
		rollup->may_fail |= may_fail((Node *) expression, NULL);
	}
	for (int i = 0; i < rollup->scores; i++)
	{
		cell = lnext(expressions, cell);
		rollup->answers[i] = ExecInitExpr(lfirst(cell), NULL);
		rollup->may_fail |= may_fail(lfirst(cell), NULL);
		cell = lnext(expressions, cell);
		rollup->score_values[i] = ExecInitExpr(lfirst(cell), NULL);
		rollup->may_fail |= may_fail(lfirst(cell), NULL);
	}
	make_row(&rollup->old_row, rollup);
	make_row(&rollup->new_row, rollup);
}

/*
 * Return true if an error is one of the row whose expressions were evaluated,
 * and false if it is about the session, the server or other transactions.
 */
static bool
is_of_row(int sqlstate)
{
	switch (ERRCODE_TO_CATEGORY(sqlstate))
	{
		case ERRCODE_TRANSACTION_ROLLBACK:
		case ERRCODE_INSUFFICIENT_RESOURCES:
		case ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE:
		case ERRCODE_OPERATOR_INTERVENTION:
		case ERRCODE_SYSTEM_ERROR:
			return false;
	}
	return sqlstate != ERRCODE_DATA_CORRUPTED &&
		sqlstate != ERRCODE_INDEX_CORRUPTED;
}

/*
 * Call a function in a subtransaction.  Returns the SQLSTATE of an error of
 * the row, or 0, and raises any other error.
 */
int
rollup_in_subtransaction(void (*action) (void *), void *argument)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	volatile int sqlstate = 0;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		action(argument);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
		if (!is_of_row(error->sqlerrcode))
			ReThrowError(error);
		sqlstate = error->sqlerrcode;
		FreeErrorData(error);
	}
	PG_END_TRY();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	return sqlstate;
}
