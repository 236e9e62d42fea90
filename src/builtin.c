/*-------------------------------------------------------------------------
 *
 * builtin.c
 *	  Functions, operators and types of the server.
 *
 * They are recognized by name and argument types, which identify one as its OID
 * does: no user's function has an OID below FirstGenbkiObjectId.
 *
 *-------------------------------------------------------------------------
 */
#include "builtin.h"

#include "access/transam.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/*
 * Return the name of a function or aggregate of the server, or NULL for any other.
 */
const char *
builtin_function(Oid function)
{
	return function < FirstGenbkiObjectId ? get_func_name(function) : NULL;
}

const char *
builtin_operator(Oid operator)
{
	return operator < FirstGenbkiObjectId ? get_opname(operator) : NULL;
}

/*
 * Return the name of the function or operator of the server that an expression
 * calls, with its arguments, or NULL for any other expression.
 */
const char *
builtin_name(Expr *call, List **arguments)
{
	if (IsA(call, FuncExpr))
	{
		*arguments = ((FuncExpr *) call)->args;
		return builtin_function(((FuncExpr *) call)->funcid);
	}
	if (IsA(call, OpExpr))
	{
		*arguments = ((OpExpr *) call)->args;
		return builtin_operator(((OpExpr *) call)->opno);
	}
	return NULL;
}

/*
 * Return true if a name is in a list, which ends with NULL.
 */
bool
builtin_is_named(const char *name, const char *const *names)
{
	while (*names != NULL && strcmp(name, *names) != 0)
		names++;
	return *names != NULL;
}

/*
 * Return true for a constant that is not NULL.
 */
bool
builtin_is_constant(Node *node)
{
	return IsA(node, Const) && !((Const *) node)->constisnull;
}

/*
 * Return the value of a constant text, or NULL for any other expression.
 */
char *
builtin_text_constant(Expr *expression)
{
	Const	   *constant = (Const *) expression;

	if (!builtin_is_constant((Node *) expression) || constant->consttype != TEXTOID)
		return NULL;
	return TextDatumGetCString(constant->constvalue);
}

bool
builtin_is_integer_type(Oid type)
{
	return type == INT2OID || type == INT4OID || type == INT8OID;
}

bool
builtin_is_time_type(Oid type)
{
	return type == DATEOID || type == TIMESTAMPOID || type == TIMESTAMPTZOID;
}

/*
 * Return the operator family that orders a type, or InvalidOid if there is none.
 */
Oid
builtin_btree_family(Oid type)
{
	return lookup_type_cache(type, TYPECACHE_BTREE_OPFAMILY)->btree_opf;
}
