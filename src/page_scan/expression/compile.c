/*-------------------------------------------------------------------------
 *
 * compile.c
 *	  From an expression to loops over the rows of a page.
 *
 * An expression runs as loops only if all of its parts do.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "../../transitions.h"

static PageLoop *compile(PageCompilation *compilation, Expr *expression);

/*
 * Return true if texts are equal only if their bytes are.
 */
static bool
has_equality_of_bytes(Oid collation)
{
	return OidIsValid(collation) && get_collation_isdeterministic(collation);
}

static PageLoop *
compile_text_operator(PageCompilation *compilation, const char *name,
					  List *arguments)
{
	Node	   *left = linitial(arguments);
	Node	   *right = lsecond(arguments);
	PageLoop   *loop;

	if (strcmp(name, "<>") == 0)
		return page_loop_not(compilation,
							 compile_text_operator(compilation, "=", arguments));
	if (strcmp(name, "!~~") == 0)
		return page_loop_not(compilation,
							 compile_text_operator(compilation, "~~", arguments));
	if (strcmp(name, "=") == 0 && builtin_is_constant(left) &&
		!builtin_is_constant(right))
		return compile_text_operator(compilation, name, list_make2(right, left));
	loop = compile(compilation, (Expr *) left);
	if (strcmp(name, "~~") == 0)
		return builtin_is_constant(right) ?
			page_text_like(compilation, loop, ((Const *) right)->constvalue) : NULL;
	if (strcmp(name, "=") != 0)
		return NULL;
	return builtin_is_constant(right) ?
		page_text_in(compilation, loop, &((Const *) right)->constvalue, 1) :
		page_text_equal(compilation, loop, compile(compilation, (Expr *) right));
}

/*
 * The field of a jsonb with a constant name, by the operator -> or ->>.
 */
static PageLoop *
compile_json_field(PageCompilation *compilation, Expr *field,
				   const char *operator, PageJsonResult result)
{
	List	   *arguments = NIL;
	const char *name = builtin_name(field, &arguments);
	Const	   *key;

	if (!IsA(field, OpExpr) || name == NULL || strcmp(name, operator) != 0 ||
		exprType(linitial(arguments)) != JSONBOID)
		return NULL;
	key = (Const *) lsecond(arguments);
	if (!builtin_is_constant((Node *) key) || key->consttype != TEXTOID)
		return NULL;
	return page_json_field(compilation, compile(compilation, linitial(arguments)),
						   key->constvalue, result);
}

static bool
is_short_integer_type(Oid type)
{
	return type == INT2OID || type == INT4OID;
}

/*
 * Return true if an expression is the same for all rows, and may be evaluated for the
 * first one: a constant, or anything that reads no column in a comparison that is the
 * whole clause.
 */
static bool
is_bound(PageCompilation *compilation, List *arguments, Expr *expression)
{
	Expr	   *clause = compilation->clause;

	return IsA(expression, Const) ||
		(IsA(clause, OpExpr) && ((OpExpr *) clause)->args == arguments &&
		 !contain_var_clause((Node *) expression));
}

static PageLoop *
compile_comparison(PageCompilation *compilation, Oid operator, List *arguments)
{
	Expr	   *left = linitial(arguments);
	Expr	   *right = lsecond(arguments);
	bool		left_is_bound = is_bound(compilation, arguments, left);
	PageConversion conversion = {InvalidOid, InvalidOid};
	PageComparison comparison;

	if (!left_is_bound && !is_bound(compilation, arguments, right))
		return page_comparison_of_operator(operator, &comparison) ?
			page_loop_compare(compilation, comparison, compile(compilation, left),
							  compile(compilation, right)) : NULL;
	if (!page_comparison_of_operator(operator, &comparison) &&
		!page_comparison_converts(operator, !left_is_bound, &comparison,
								  &conversion))
		return NULL;
	if (left_is_bound)
		return page_loop_compare_bound(compilation,
									   page_comparison_commute(comparison),
									   &conversion, compile(compilation, right),
									   left);
	return page_loop_compare_bound(compilation, comparison, &conversion,
								   compile(compilation, left), right);
}

static PageLoop *
compile_operator(PageCompilation *compilation, Oid operator, Oid collation,
				 List *arguments)
{
	const char *name = builtin_operator(operator);
	Oid			left;
	Oid			right;

	if (name == NULL || list_length(arguments) != 2)
		return NULL;
	op_input_types(operator, &left, &right);
	if (left == TEXTOID && right == TEXTOID)
		return has_equality_of_bytes(collation) ?
			compile_text_operator(compilation, name, arguments) : NULL;
	if (get_op_rettype(operator) == BOOLOID)
		return compile_comparison(compilation, operator, arguments);
	if (!is_short_integer_type(left) || !is_short_integer_type(right) ||
		strchr("+-*", name[0]) == NULL || name[1] != '\0')
		return NULL;
	return page_loop_arithmetic(compilation, name[0],
								compile(compilation, linitial(arguments)),
								compile(compilation, lsecond(arguments)),
								left == INT2OID ? right : left);
}

/*
 * Get the elements of a constant array as a column would have them.  Return false
 * if there are none, too many, or a NULL.
 */
static bool
read_list(Node *node, Datum **elements, int *count)
{
	ArrayType  *array;
	Oid			type;
	int16		length;
	bool		by_value;
	char		align;
	bool	   *nulls;

	if (!builtin_is_constant(node))
		return false;
	array = DatumGetArrayTypeP(((Const *) node)->constvalue);
	type = ARR_ELEMTYPE(array);
	get_typlenbyvalalign(type, &length, &by_value, &align);
	deconstruct_array(array, type, length, by_value, align, elements, &nulls, count);
	for (int i = 0; i < *count; i++)
	{
		if (nulls[i])
			return false;
		(*elements)[i] = page_canonical_datum((*elements)[i], by_value, length);
	}
	return *count > 0 && *count <= LOOP_LIST;
}

/*
 * IN a list of constants, and NOT IN: equality with any, or inequality with all.
 */
static PageLoop *
compile_in(PageCompilation *compilation, ScalarArrayOpExpr *expression)
{
	const char *name = builtin_operator(expression->opno);
	PageComparison comparison;
	PageLoop   *loop;
	Datum	   *list;
	int			length;
	Oid			left;
	Oid			right;

	if (name == NULL || strcmp(name, expression->useOr ? "=" : "<>") != 0 ||
		!read_list(lsecond(expression->args), &list, &length))
		return NULL;
	op_input_types(expression->opno, &left, &right);
	if (left == TEXTOID && right == TEXTOID)
	{
		if (!has_equality_of_bytes(expression->inputcollid))
			return NULL;
		loop = page_text_in(compilation,
							compile(compilation, linitial(expression->args)),
							list, length);
	}
	else if (page_comparison_of_operator(expression->opno, &comparison))
		loop = page_loop_in(compilation,
							compile(compilation, linitial(expression->args)),
							list, length);
	else
		return NULL;
	return expression->useOr ? loop : page_loop_not(compilation, loop);
}

/*
 * A cast to integer, or to a shorter type of integers.
 */
static PageLoop *
compile_integer_cast(PageCompilation *compilation, Expr *argument, Oid from,
					 Oid to)
{
	if (from == BOOLOID ||
		(builtin_is_integer_type(from) && get_typlen(from) < get_typlen(to)))
		return compile(compilation, argument);
	if (builtin_is_integer_type(from))
		return page_loop_narrow(compilation, compile(compilation, argument), to);
	if (from == JSONBOID)
		return compile_json_field(compilation, argument, "->", PAGE_JSON_INTEGER);
	if (from == NUMERICOID && to == INT4OID)
		return page_numeric_to_integer(compilation, compile(compilation, argument));
	if (from == FLOAT8OID && to == INT4OID)
		return page_double_to_integer(compilation, compile(compilation, argument));
	return NULL;
}

/*
 * Functions that round to whole numbers.  Those of numeric may have the number of
 * decimals, which must be 0.
 */
static PageLoop *
compile_rounding(PageCompilation *compilation, const char *name, List *arguments,
				 Oid type)
{
	static const char *const up[] = {"ceil", "ceiling", NULL};
	static const char *const nearest[] = {"round", "dround", NULL};
	PageRounding rounding = builtin_is_named(name, up) ? ROUND_UP :
		builtin_is_named(name, nearest) ? ROUND_NEAREST : ROUND_DOWN;
	Node	   *decimals = llast(arguments);

	if (rounding == ROUND_DOWN && strcmp(name, "floor") != 0 &&
		(strcmp(name, "trunc") != 0 || type != NUMERICOID))
		return NULL;
	if (list_length(arguments) > 1 &&
		(!builtin_is_constant(decimals) ||
		 DatumGetInt32(((Const *) decimals)->constvalue) != 0))
		return NULL;
	if (type == NUMERICOID)
		return page_round_numeric(compilation,
								  compile(compilation, linitial(arguments)), rounding);
	if (type == FLOAT8OID)
		return page_round_double(compilation,
								 compile(compilation, linitial(arguments)), rounding);
	return NULL;
}

static PageLoop *
compile_function(PageCompilation *compilation, FuncExpr *function)
{
	static const char *const integers[] = {"int2", "int4", "int8", NULL};
	List	   *arguments = NIL;
	const char *name = builtin_name((Expr *) function, &arguments);
	Expr	   *first;
	Oid			type;

	if (name == NULL || arguments == NIL)
		return NULL;
	first = (Expr *) linitial(arguments);
	type = exprType((Node *) first);
	if (builtin_is_named(name, integers))
		return compile_integer_cast(compilation, first, type,
									function->funcresulttype);
	if (strcmp(name, "jsonb_typeof") == 0)
		return compile_json_field(compilation, first, "->", PAGE_JSON_TYPE);
	return compile_rounding(compilation, name, arguments, type);
}

/*
 * nullif(a, b)
 */
static PageLoop *
compile_nullif(PageCompilation *compilation, NullIfExpr *expression)
{
	PageLoop   *equal = compile_operator(compilation, expression->opno,
										 expression->inputcollid,
										 expression->args);

	return page_loop_nullif(compilation, equal,
							compile(compilation, linitial(expression->args)));
}

static PageLoop *
compile_boolean(PageCompilation *compilation, BoolExpr *expression)
{
	PageLoop   *loop = compile(compilation, linitial(expression->args));

	if (expression->boolop == NOT_EXPR)
		return page_loop_not(compilation, loop);
	for (int i = 1; i < list_length(expression->args) && loop != NULL; i++)
		loop = page_loop_and_or(compilation, expression->boolop == AND_EXPR, loop,
								compile(compilation, list_nth(expression->args, i)));
	return loop;
}

static PageLoop *
compile_null_test(PageCompilation *compilation, NullTest *test)
{
	PageLoop   *loop;

	if (test->argisrow)
		return NULL;
	loop = page_loop_is_null(compilation, compile(compilation, test->arg));
	return test->nulltesttype == IS_NULL ? loop : page_loop_not(compilation, loop);
}

/*
 * From the last WHEN to the first, each with what follows it for ELSE.
 */
static PageLoop *
compile_case(PageCompilation *compilation, CaseExpr *expression)
{
	PageLoop   *outer_value = compilation->case_value;
	PageLoop   *loop = compile(compilation, expression->defresult);

	if (expression->arg != NULL)
	{
		compilation->case_value = compile(compilation, expression->arg);
		if (compilation->case_value == NULL)
			loop = NULL;
	}
	for (int i = list_length(expression->args) - 1; i >= 0 && loop != NULL; i--)
	{
		CaseWhen   *when = list_nth_node(CaseWhen, expression->args, i);

		loop = page_loop_case(compilation, compile(compilation, when->expr),
							  compile(compilation, when->result), loop);
	}
	compilation->case_value = outer_value;
	return loop;
}

static PageLoop *
compile_coalesce(PageCompilation *compilation, List *arguments)
{
	PageLoop   *loop = compile(compilation, llast(arguments));

	for (int i = list_length(arguments) - 2; i >= 0 && loop != NULL; i--)
		loop = page_loop_coalesce(compilation,
								  compile(compilation, list_nth(arguments, i)), loop);
	return loop;
}

/*
 * A cast of text to integer.
 */
static PageLoop *
compile_cast(PageCompilation *compilation, CoerceViaIO *cast)
{
	Oid			from = exprType((Node *) cast->arg);

	if ((from != TEXTOID && from != VARCHAROID) ||
		!builtin_is_integer_type(cast->resulttype))
		return NULL;
	return page_text_to_integer(compilation, compile(compilation, cast->arg));
}

/*
 * Return NULL if any part of the expression has no loop.
 */
static PageLoop *
compile(PageCompilation *compilation, Expr *expression)
{
	if (expression == NULL)
		return NULL;
	switch (nodeTag(expression))
	{
		case T_Var:
			return page_loop_column(compilation, ((Var *) expression)->varattno - 1);
		case T_Const:
			return page_loop_constant(compilation, (Const *) expression);
		case T_RelabelType:
			return compile(compilation, ((RelabelType *) expression)->arg);
		case T_OpExpr:
			if (exprType((Node *) expression) == TEXTOID)
				return compile_json_field(compilation, expression, "->>",
										  PAGE_JSON_TEXT);
			return compile_operator(compilation, ((OpExpr *) expression)->opno,
									((OpExpr *) expression)->inputcollid,
									((OpExpr *) expression)->args);
		case T_ScalarArrayOpExpr:
			return compile_in(compilation, (ScalarArrayOpExpr *) expression);
		case T_FuncExpr:
			return compile_function(compilation, (FuncExpr *) expression);
		case T_NullIfExpr:
			return compile_nullif(compilation, (NullIfExpr *) expression);
		case T_BoolExpr:
			return compile_boolean(compilation, (BoolExpr *) expression);
		case T_NullTest:
			return compile_null_test(compilation, (NullTest *) expression);
		case T_CaseExpr:
			return compile_case(compilation, (CaseExpr *) expression);
		case T_CaseTestExpr:
			return compilation->case_value;
		case T_CoalesceExpr:
			return compile_coalesce(compilation,
									((CoalesceExpr *) expression)->args);
		case T_CoerceViaIO:
			return compile_cast(compilation, (CoerceViaIO *) expression);
		default:
			return NULL;
	}
}

/*
 * Return the loops of an expression, or NULL if it has none.
 */
PageLoop *
page_loop_begin(Expr *expression, PageReader *reader, PlanState *parent)
{
	PageCompilation compilation = {
		.reader = reader, .parent = parent, .clause = expression
	};

	return compile(&compilation, expression);
}

/*
 * Return loops that test whether a wait, the difference of two times, is at most as
 * long as a constant target, or NULL if there are none.
 */
PageLoop *
page_loop_begin_in_time(Expr *wait, Expr *target, PageReader *reader)
{
	PageCompilation compilation = {.reader = reader, .clause = wait};
	List	   *times;
	const char *name = builtin_name(wait, &times);
	Const	   *constant = (Const *) target;
	Oid			type;
	int64		length;

	if (!IsA(wait, OpExpr) || name == NULL || strcmp(name, "-") != 0 ||
		list_length(times) != 2 || !builtin_is_constant((Node *) target) ||
		constant->consttype != INTERVALOID ||
		!service_level_length(DatumGetIntervalP(constant->constvalue), &length) ||
		length < 0)
		return NULL;
	type = exprType(linitial(times));
	if ((type != TIMESTAMPOID && type != TIMESTAMPTZOID) ||
		exprType(lsecond(times)) != type)
		return NULL;
	return page_loop_difference(&compilation,
								compile(&compilation, linitial(times)),
								compile(&compilation, lsecond(times)), length);
}

/*
 * For the planner: return true if an expression would be computed by loops.
 */
bool
page_expression_is_loops(Expr *expression)
{
	return page_loop_begin(expression, NULL, NULL) != NULL;
}
