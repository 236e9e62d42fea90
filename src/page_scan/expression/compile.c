/*-------------------------------------------------------------------------
 *
 * compile.c
 *	  From an expression to loops over the rows of a page.
 *
 * An expression is loops if all its parts are; otherwise none is.  Functions
 * and operators are recognized by OID: those of the server's own, whose OIDs
 * are the same in all versions.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "../../transitions.h"

/* Casts between integers, and of boolean to one. */
#define INT4_FROM_INT2		313
#define INT8_FROM_INT2		754
#define INT8_FROM_INT4		481
#define INT4_FROM_INT8		480
#define INT2_FROM_INT4		314
#define INT2_FROM_INT8		714
#define INT4_FROM_BOOL		2558

/* timestamp - timestamp, without and with time zone */
#define TIMESTAMP_MINUS			2067
#define TIMESTAMPTZ_MINUS		1328

/* Of jsonb */
#define JSON_TYPE			3210
#define INT2_FROM_JSON		3450
#define INT4_FROM_JSON		3451
#define INT8_FROM_JSON		3452

#define TEXT_EQUAL			98
#define TEXT_NOT_EQUAL		531
#define JSON_FIELD_TEXT		3477
#define TEXT_LIKE			1209
#define TEXT_NOT_LIKE		1210

/* Loops of one expression: each takes some kB. */
#define MAX_LOOPS			32

/* Arithmetic of two integers, of 32 bits each or less. */
static const struct
{
	Oid			operator;
	PageLoopKind kind;
	Oid			result;
}			supported_arithmetic[] =
{
	{550, LOOP_ADD, INT2OID},
	{551, LOOP_ADD, INT4OID},
	{552, LOOP_ADD, INT4OID},
	{553, LOOP_ADD, INT4OID},
	{554, LOOP_SUBTRACT, INT2OID},
	{555, LOOP_SUBTRACT, INT4OID},
	{556, LOOP_SUBTRACT, INT4OID},
	{557, LOOP_SUBTRACT, INT4OID},
	{526, LOOP_MULTIPLY, INT2OID},
	{514, LOOP_MULTIPLY, INT4OID},
	{544, LOOP_MULTIPLY, INT4OID},
	{545, LOOP_MULTIPLY, INT4OID}
};

/*
 * Functions that round.  Those of numeric may have the number of decimals, which
 * must be 0.
 */
static const struct
{
	Oid			function;
	PageLoopKind kind;
	PageRounding rounding;
}			supported_rounding[] =
{
	{1707, LOOP_ROUND_NUMERIC, ROUND_NEAREST},
	{1709, LOOP_ROUND_NUMERIC, ROUND_DOWN},
	{1712, LOOP_ROUND_NUMERIC, ROUND_DOWN},
	{1711, LOOP_ROUND_NUMERIC, ROUND_UP},
	{2167, LOOP_ROUND_NUMERIC, ROUND_UP},
	{1744, LOOP_NUMERIC_TO_INTEGER, ROUND_NEAREST},
	{228, LOOP_ROUND_DOUBLE, ROUND_NEAREST},
	{1342, LOOP_ROUND_DOUBLE, ROUND_NEAREST},
	{2309, LOOP_ROUND_DOUBLE, ROUND_DOWN},
	{2308, LOOP_ROUND_DOUBLE, ROUND_UP},
	{2320, LOOP_ROUND_DOUBLE, ROUND_UP},
	{317, LOOP_DOUBLE_TO_INTEGER, ROUND_NEAREST}
};

static PageLoop *compile(PageCompilation *compilation, Expr *expression);

static PageLoop *
new_loop(PageCompilation *compilation, PageLoopKind kind, PageLoop *first,
		 PageLoop *second)
{
	PageLoop   *loop;

	if (++compilation->loops > MAX_LOOPS)
		return NULL;
	loop = (PageLoop *) palloc0(sizeof(PageLoop));
	loop->kind = kind;
	loop->input[0] = first;
	loop->input[1] = second;
	if (compilation->reader != NULL && kind != LOOP_COLUMN)
	{
		loop->values = (Datum *)
			palloc0(MaxHeapTuplesPerPage * sizeof(Datum));
		loop->nulls = (bool *) palloc0(MaxHeapTuplesPerPage * sizeof(bool));
	}
	return loop;
}

static PageLoop *
compile_column(PageCompilation *compilation, Var *variable)
{
	PageLoop   *loop = new_loop(compilation, LOOP_COLUMN, NULL, NULL);
	PageColumn *column;

	if (loop == NULL || compilation->reader == NULL)
		return loop;
	column = compilation->reader->column[variable->varattno - 1];
	loop->values = column->values;
	loop->nulls = column->nulls;
	return loop;
}

static PageLoop *
compile_constant(PageCompilation *compilation, Const *constant)
{
	PageLoop   *loop = new_loop(compilation, LOOP_CONSTANT, NULL, NULL);

	if (loop == NULL || compilation->reader == NULL)
		return loop;
	for (int row = 0; row < MaxHeapTuplesPerPage; row++)
	{
		loop->nulls[row] = constant->constisnull;
		loop->values[row] = constant->constisnull ? (Datum) 0 :
			page_canonical_datum(constant->constvalue, constant->constbyval,
								 constant->constlen);
	}
	return loop;
}

/*
 * A loop with one or two inputs that are expressions.
 */
PageLoop *
page_compile_inputs(PageCompilation *compilation, PageLoopKind kind,
					Expr *first, Expr *second)
{
	PageLoop   *a = compile(compilation, first);
	PageLoop   *b = NULL;

	if (a == NULL)
		return NULL;
	if (second != NULL)
	{
		b = compile(compilation, second);
		if (b == NULL)
			return NULL;
	}
	return new_loop(compilation, kind, a, b);
}

static PageLoop *
compile_not(PageCompilation *compilation, PageLoop *loop)
{
	return loop == NULL ? NULL : new_loop(compilation, LOOP_NOT, loop, NULL);
}

/*
 * Texts are equal if their bytes are.
 */
static bool
has_equality_of_bytes(Oid collation)
{
	return OidIsValid(collation) && get_collation_isdeterministic(collation);
}

static PageLoop *
with_range(PageLoop *loop, Oid type)
{
	if (loop != NULL)
	{
		loop->least = type == INT2OID ? PG_INT16_MIN : PG_INT32_MIN;
		loop->greatest = type == INT2OID ? PG_INT16_MAX : PG_INT32_MAX;
	}
	return loop;
}

static PageLoop *
compile_arithmetic(PageCompilation *compilation, Oid operator, List *arguments)
{
	for (int i = 0; i < (int) lengthof(supported_arithmetic); i++)
	{
		if (supported_arithmetic[i].operator == operator)
			return with_range(page_compile_inputs(compilation,
											 supported_arithmetic[i].kind,
											 linitial(arguments),
											 lsecond(arguments)),
							  supported_arithmetic[i].result);
	}
	return NULL;
}

static PageLoop *
compile_operator(PageCompilation *compilation, Oid operator, Oid collation,
				 List *arguments)
{
	PageComparison comparison;
	PageLoop   *loop;

	if (list_length(arguments) != 2)
		return NULL;
	switch (operator)
	{
		case TEXT_EQUAL:
		case TEXT_NOT_EQUAL:
			if (!has_equality_of_bytes(collation))
				return NULL;
			loop = page_compile_text_equality(compilation, arguments);
			return operator == TEXT_EQUAL ? loop :
				compile_not(compilation, loop);
		case TEXT_LIKE:
		case TEXT_NOT_LIKE:
			if (!has_equality_of_bytes(collation))
				return NULL;
			loop = page_compile_like(compilation, arguments);
			return operator == TEXT_LIKE ? loop :
				compile_not(compilation, loop);
		case JSON_FIELD_TEXT:
			return page_compile_json(compilation, LOOP_JSON_TEXT, arguments);
	}
	if (!page_comparison_of_operator(operator, &comparison))
		return compile_arithmetic(compilation, operator, arguments);
	loop = page_compile_inputs(compilation, LOOP_COMPARE, linitial(arguments),
						  lsecond(arguments));
	if (loop != NULL)
		loop->comparison = comparison;
	return loop;
}

/*
 * Is this operator, which is to hold for any or all elements, equality or its
 * opposite?
 */
static bool
recognise_in(const ScalarArrayOpExpr *expression, PageLoopKind *kind)
{
	PageComparison comparison;
	Oid			text_operator = expression->useOr ? TEXT_EQUAL : TEXT_NOT_EQUAL;

	*kind = LOOP_TEXT_IN;
	if (expression->opno == text_operator)
		return has_equality_of_bytes(expression->inputcollid);
	*kind = LOOP_IN;
	return page_comparison_of_operator(expression->opno, &comparison) &&
		comparison == (expression->useOr ? PAGE_EQUAL : PAGE_NOT_EQUAL);
}

/*
 * The elements of a list, as a column would have them; false if there are
 * none, too many, or a NULL.
 */
static bool
read_list(PageLoop *loop, Const *constant)
{
	ArrayType  *array;
	int16		length;
	bool		by_value;
	char		align;
	Datum	   *elements;
	bool	   *nulls;

	if (!IsA(constant, Const) || constant->constisnull)
		return false;
	array = DatumGetArrayTypeP(constant->constvalue);
	get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &align);
	deconstruct_array(array, ARR_ELEMTYPE(array), length, by_value, align,
					  &elements, &nulls, &loop->list_length);
	if (loop->list_length < 1 || loop->list_length > LOOP_LIST)
		return false;
	for (int i = 0; i < loop->list_length; i++)
	{
		if (nulls[i])
			return false;
		if (loop->kind == LOOP_TEXT_IN)
			loop->text[i] = page_text_from_datum(elements[i]);
		else
			elements[i] = page_canonical_datum(elements[i], by_value, length);
	}
	loop->list = elements;
	return true;
}

/*
 * IN and NOT IN a list of constants
 */
static PageLoop *
compile_in(PageCompilation *compilation, ScalarArrayOpExpr *expression)
{
	PageLoopKind kind;
	PageLoop   *loop;

	if (!recognise_in(expression, &kind))
		return NULL;
	loop = page_compile_text_list(compilation, kind, linitial(expression->args));
	if (loop == NULL || !read_list(loop, lsecond(expression->args)))
		return NULL;
	return expression->useOr ? loop : compile_not(compilation, loop);
}

static bool
is_zero(Node *node)
{
	return IsA(node, Const) && !((Const *) node)->constisnull &&
		DatumGetInt32(((Const *) node)->constvalue) == 0;
}

static PageLoop *
compile_rounding(PageCompilation *compilation, FuncExpr *function)
{
	for (int i = 0; i < (int) lengthof(supported_rounding); i++)
	{
		PageLoop   *loop;

		if (supported_rounding[i].function != function->funcid)
			continue;
		if (list_length(function->args) > 1 && !is_zero(lsecond(function->args)))
			return NULL;
		loop = page_compile_inputs(compilation, supported_rounding[i].kind,
								   linitial(function->args), NULL);
		if (loop == NULL)
			return NULL;
		loop->rounding = supported_rounding[i].rounding;
		if (loop->kind == LOOP_ROUND_NUMERIC && compilation->reader != NULL)
			page_round_prepare(loop);
		return loop;
	}
	return NULL;
}

static PageLoop *
compile_function(PageCompilation *compilation, FuncExpr *function)
{
	Expr	   *argument = function->args == NIL ? NULL : linitial(function->args);

	switch (function->funcid)
	{
		case INT4_FROM_INT2:
		case INT8_FROM_INT2:
		case INT8_FROM_INT4:
		case INT4_FROM_BOOL:
			return compile(compilation, argument);
		case INT4_FROM_INT8:
			return with_range(page_compile_inputs(compilation, LOOP_NARROW,
											 argument, NULL), INT4OID);
		case INT2_FROM_INT4:
		case INT2_FROM_INT8:
			return with_range(page_compile_inputs(compilation, LOOP_NARROW,
											 argument, NULL), INT2OID);
		case INT2_FROM_JSON:
		case INT4_FROM_JSON:
		case INT8_FROM_JSON:
			return page_compile_json_field(compilation, LOOP_JSON_INTEGER,
										   argument);
		case JSON_TYPE:
			return page_compile_json_field(compilation, LOOP_JSON_TYPE,
										   argument);
		default:
			return compile_rounding(compilation, function);
	}
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
	PageLoop   *value;

	if (equal == NULL)
		return NULL;
	value = compile(compilation, linitial(expression->args));
	return value == NULL ? NULL :
		new_loop(compilation, LOOP_NULLIF, equal, value);
}

static PageLoop *
compile_boolean(PageCompilation *compilation, BoolExpr *expression)
{
	PageLoopKind kind = expression->boolop == AND_EXPR ? LOOP_AND : LOOP_OR;
	PageLoop   *loop = compile(compilation, linitial(expression->args));

	if (expression->boolop == NOT_EXPR)
		return compile_not(compilation, loop);
	for (int i = 1; i < list_length(expression->args) && loop != NULL; i++)
	{
		PageLoop   *next = compile(compilation,
								   list_nth(expression->args, i));

		loop = next == NULL ? NULL : new_loop(compilation, kind, loop, next);
	}
	return loop;
}

static PageLoop *
compile_null_test(PageCompilation *compilation, NullTest *test)
{
	PageLoop   *loop;

	if (test->argisrow)
		return NULL;
	loop = page_compile_inputs(compilation, LOOP_NULL, test->arg, NULL);
	return test->nulltesttype == IS_NULL ? loop :
		compile_not(compilation, loop);
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
		PageLoop   *otherwise = loop;

		loop = page_compile_inputs(compilation, LOOP_CASE, when->expr,
							  when->result);
		if (loop != NULL)
			loop->input[2] = otherwise;
	}
	compilation->case_value = outer_value;
	return loop;
}

static PageLoop *
compile_coalesce(PageCompilation *compilation, List *arguments)
{
	PageLoop   *loop = compile(compilation, llast(arguments));

	for (int i = list_length(arguments) - 2; i >= 0 && loop != NULL; i--)
	{
		PageLoop   *before = compile(compilation, list_nth(arguments, i));

		loop = before == NULL ? NULL :
			new_loop(compilation, LOOP_COALESCE, before, loop);
	}
	return loop;
}

/*
 * text to integer, through the text as all such casts do
 */
static PageLoop *
compile_cast(PageCompilation *compilation, CoerceViaIO *cast)
{
	Oid			from = exprType((Node *) cast->arg);

	if ((from != TEXTOID && from != VARCHAROID) ||
		!page_is_integer_type(cast->resulttype))
		return NULL;
	return page_compile_inputs(compilation, LOOP_TEXT_TO_INTEGER, cast->arg, NULL);
}

/*
 * NULL if any part of the expression is not known here.
 */
static PageLoop *
compile(PageCompilation *compilation, Expr *expression)
{
	if (expression == NULL)
		return NULL;
	switch (nodeTag(expression))
	{
		case T_Var:
			return compile_column(compilation, (Var *) expression);
		case T_Const:
			return compile_constant(compilation, (Const *) expression);
		case T_RelabelType:
			return compile(compilation, ((RelabelType *) expression)->arg);
		case T_OpExpr:
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
 * NULL if it is not loops.
 */
PageLoop *
page_loop_begin(Expr *expression, PageReader *reader)
{
	PageCompilation compilation = {.reader = reader};

	return compile(&compilation, expression);
}

/*
 * Has a wait, the difference of two times, been no longer than a target?  Only
 * where that is a constant.
 */
PageLoop *
page_loop_begin_in_time(Expr *wait, Expr *target, PageReader *reader)
{
	PageCompilation compilation = {.reader = reader};
	OpExpr	   *difference = (OpExpr *) wait;
	Const	   *constant = (Const *) target;
	PageLoop   *loop;
	int64		length;

	if (!IsA(wait, OpExpr) || (difference->opno != TIMESTAMP_MINUS &&
							   difference->opno != TIMESTAMPTZ_MINUS) ||
		!IsA(target, Const) || constant->constisnull ||
		constant->consttype != INTERVALOID ||
		!service_level_length(DatumGetIntervalP(constant->constvalue), &length) ||
		length < 0)
		return NULL;
	loop = page_compile_inputs(&compilation, LOOP_IN_TIME,
							   linitial(difference->args),
							   lsecond(difference->args));
	if (loop != NULL)
		loop->greatest = length;
	return loop;
}

/*
 * For the planner: would an expression be loops?
 */
bool
page_expression_is_loops(Expr *expression)
{
	PageCompilation compilation = {.reader = NULL};

	return compile(&compilation, expression) != NULL;
}
