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
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/* The server's B-tree families of operators that compare what is stored. */
#define INTEGER_FAMILY		1976
#define DATETIME_FAMILY		434
#define TIME_FAMILY			1996
#define TIMETZ_FAMILY		2000
#define INTERVAL_FAMILY		1982
#define NUMERIC_FAMILY		1988
#define ENUM_FAMILY			3522

static const Oid safe_families[] = {
	INTEGER_FAMILY, DATETIME_FAMILY, TIME_FAMILY, TIMETZ_FAMILY,
	INTERVAL_FAMILY, NUMERIC_FAMILY, ENUM_FAMILY
};

/* Operators LIKE and NOT LIKE of text, and casts of moments to days. */
#define LIKE_OF_TEXT		1209
#define NOT_LIKE_OF_TEXT	1210
#define DATE_FROM_TIMESTAMPTZ	1178
#define DATE_FROM_TIMESTAMP	2029

static bool
is_safe_comparison(Oid operator)
{
	Oid			negator = get_negator(operator);

	for (int i = 0; i < (int) lengthof(safe_families); i++)
	{
		if (get_op_opfamily_strategy(operator, safe_families[i]) != 0 ||
			(OidIsValid(negator) &&
			 get_op_opfamily_strategy(negator, safe_families[i]) != 0))
			return true;
	}
	return false;
}

/*
 * LIKE fails if its pattern ends with the escape character, and for
 * nondeterministic collations.
 */
static bool
is_safe_like(const OpExpr *clause)
{
	const Const *pattern = (const Const *) lsecond(clause->args);
	char	   *written;
	bool		is_safe;

	if ((clause->opno != LIKE_OF_TEXT && clause->opno != NOT_LIKE_OF_TEXT) ||
		!OidIsValid(clause->inputcollid) ||
		!get_collation_isdeterministic(clause->inputcollid) ||
		!IsA(pattern, Const) || pattern->constisnull)
		return false;
	written = TextDatumGetCString(pattern->constvalue);
	is_safe = written[0] == '\0' || written[strlen(written) - 1] != '\\';
	pfree(written);
	return is_safe;
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
		return ((FuncExpr *) node)->funcid == DATE_FROM_TIMESTAMPTZ ||
			((FuncExpr *) node)->funcid == DATE_FROM_TIMESTAMP;
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
