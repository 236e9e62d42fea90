/*-------------------------------------------------------------------------
 *
 * errors.c
 *	  Which expressions cannot raise an error.
 *
 * Where a page scan evaluates an expression for rows for which the ordinary plan
 * might not, it must not fail for any.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/restrictinfo.h"
#include "utils/lsyscache.h"

/*
 * Return true if the B-tree operators of a type compare what is stored.
 */
static bool
is_safe_type(Oid type)
{
	return builtin_is_integer_type(type) || builtin_is_time_type(type) ||
		type == TIMEOID || type == TIMETZOID || type == INTERVALOID ||
		type == NUMERICOID || type == ANYENUMOID;
}

static bool
is_safe_comparison(Oid operator)
{
	Oid			negator = get_negator(operator);
	Oid			family;
	Oid			left;
	Oid			right;

	op_input_types(operator, &left, &right);
	if (!is_safe_type(left))
		return false;
	family = builtin_btree_family(left);
	return get_op_opfamily_strategy(operator, family) != 0 ||
		(OidIsValid(negator) && get_op_opfamily_strategy(negator, family) != 0);
}

/*
 * LIKE fails if its pattern ends with the escape character, and for
 * nondeterministic collations.
 */
static bool
is_safe_like(OpExpr *clause)
{
	static const char *const likes[] = {"~~", "!~~", NULL};
	const char *name = builtin_operator(clause->opno);
	const char *pattern;

	if (name == NULL || !builtin_is_named(name, likes) ||
		exprType(linitial(clause->args)) != TEXTOID ||
		!OidIsValid(clause->inputcollid) ||
		!get_collation_isdeterministic(clause->inputcollid))
		return false;
	pattern = builtin_text_constant(lsecond(clause->args));
	return pattern != NULL &&
		(pattern[0] == '\0' || pattern[strlen(pattern) - 1] != '\\');
}

/*
 * Return true for a cast of a moment to a date.
 */
static bool
is_safe_cast(FuncExpr *function)
{
	const char *name = builtin_function(function->funcid);

	return name != NULL && strcmp(name, "date") == 0 &&
		builtin_is_time_type(exprType(linitial(function->args)));
}

/*
 * Return true if a node itself cannot fail, whatever is below.  The server says of
 * many functions that they are leakproof, which includes that; these are others.
 */
static bool
is_safe_node(Node *node)
{
	if (IsA(node, List) || IsA(node, BoolExpr) || IsA(node, NullTest) ||
		IsA(node, BooleanTest) || IsA(node, RelabelType) ||
		IsA(node, CoalesceExpr) || IsA(node, CaseWhen))
		return true;
	/* the other form compares something with what its clauses do not show */
	if (IsA(node, CaseExpr))
		return ((CaseExpr *) node)->arg == NULL;
	if (IsA(node, FuncExpr))
		return is_safe_cast((FuncExpr *) node);
	if (IsA(node, ScalarArrayOpExpr))
		return is_safe_comparison(((ScalarArrayOpExpr *) node)->opno);
	if (IsA(node, OpExpr))
		return is_safe_comparison(((OpExpr *) node)->opno) ||
			is_safe_like((OpExpr *) node);
	return false;
}

static bool
may_fail(Node *node, void *context)
{
	/* what reads no column is evaluated once, and is not meant */
	if (node == NULL || !contain_var_clause(node))
		return false;
	if (is_safe_node(node))
		return expression_tree_walker(node, may_fail, context);
	return contain_leaked_vars(node);
}

/*
 * Return true if the evaluation of expressions may raise an error for some row.
 * Constants, parameters and what else reads no column may.
 */
bool
page_scan_may_fail(List *expressions)
{
	return may_fail((Node *) expressions, NULL);
}

/*
 * The same of the WHERE clauses of a relation, or of all that are joined in it.
 */
bool
page_scan_conditions_may_fail(PlannerInfo *root, RelOptInfo *rel)
{
	int			number = -1;

	while ((number = bms_next_member(rel->relids, number)) >= 0)
	{
		RelOptInfo *base = root->simple_rel_array[number];

		if (base != NULL &&
			page_scan_may_fail(extract_actual_clauses(base->baserestrictinfo,
													  false)))
			return true;
	}
	return false;
}
