/*-------------------------------------------------------------------------
 *
 * number_form.c
 *	  Numbers that are equal only if their bytes are.
 *
 * A numeric is so if all values have the same number of decimals, a double if
 * none is a negative zero.  Both can be told from some expressions, whatever the
 * rows are.
 *
 *-------------------------------------------------------------------------
 */
#include "time_span.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"

static bool
has_fixed_scale(Expr *expression)
{
	static const char *const rounding[] = {"floor", "ceil", "ceiling", "round", "trunc", NULL};
	static const char *const exact[] = {"+", "-", "*", NULL};
	List	   *arguments = NIL;
	const char *name = builtin_name(expression, &arguments);
	ListCell   *cell;

	if (exprType((Node *) expression) != NUMERICOID)
		return false;
	if (IsA(expression, Const) || page_time_unit_is_field(expression))
		return true;
	if (name == NULL)
		return false;
	if (IsA(expression, FuncExpr))
		return builtin_is_named(name, rounding) ?
			list_length(arguments) == 1 || IsA(lsecond(arguments), Const) :
			strcmp(name, "numeric") == 0 && list_length(arguments) == 1 &&
			builtin_is_integer_type(exprType(linitial(arguments)));
	if (!builtin_is_named(name, exact))
		return false;
	foreach(cell, arguments)
	{
		if (!has_fixed_scale((Expr *) lfirst(cell)))
			return false;
	}
	return true;
}

/*
 * A product with it is a negative zero only if the other factor is.
 */
static bool
is_at_least_one(Expr *expression)
{
	Const	   *constant = (Const *) expression;

	return IsA(constant, Const) && !constant->constisnull &&
		constant->consttype == FLOAT8OID &&
		DatumGetFloat8(constant->constvalue) >= 1;
}

static bool
is_never_negative_zero(Expr *expression)
{
	List	   *arguments = NIL;
	const char *name = builtin_name(expression, &arguments);

	if (exprType((Node *) expression) != FLOAT8OID)
		return false;
	if (is_at_least_one(expression) || page_time_unit_is_field(expression))
		return true;
	if (name == NULL)
		return false;
	if (strcmp(name, "floor") == 0)
		return is_never_negative_zero(linitial(arguments));
	if (strcmp(name, "float8") == 0)
		return builtin_is_integer_type(exprType(linitial(arguments))) ||
			has_fixed_scale(linitial(arguments));
	if (list_length(arguments) != 2)
		return false;
	if (strcmp(name, "+") == 0)
		return is_never_negative_zero(linitial(arguments)) &&
			is_never_negative_zero(lsecond(arguments));
	if (strcmp(name, "-") == 0)
		return is_never_negative_zero(linitial(arguments));
	if (strcmp(name, "*") == 0 && is_at_least_one(linitial(arguments)))
		return is_never_negative_zero(lsecond(arguments));
	return (strcmp(name, "*") == 0 || strcmp(name, "/") == 0) &&
		is_at_least_one(lsecond(arguments)) &&
		is_never_negative_zero(linitial(arguments));
}

/*
 * Return true if results of the expression are equal only if their bytes are,
 * even if that does not hold for the type.
 */
bool
page_number_has_one_form(Expr *expression)
{
	return has_fixed_scale(expression) || is_never_negative_zero(expression);
}
