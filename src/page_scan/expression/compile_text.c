/*-------------------------------------------------------------------------
 *
 * compile_text.c
 *	  From expressions over texts to loops over the rows of a page.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

/* jsonb -> text */
#define JSON_FIELD			3211

/*
 * A loop over a text with some that are constant.
 */
PageLoop *
page_compile_text_list(PageCompilation *compilation, PageLoopKind kind, Expr *text)
{
	PageLoop   *loop = page_compile_inputs(compilation, kind, text, NULL);

	if (loop != NULL)
		loop->text = (PageText *) palloc(LOOP_LIST * sizeof(PageText));
	return loop;
}

static bool
is_known(Node *node)
{
	return IsA(node, Const) && !((Const *) node)->constisnull;
}

/*
 * text = text, of which one is mostly a constant
 */
PageLoop *
page_compile_text_equality(PageCompilation *compilation, List *arguments)
{
	Expr	   *first = linitial(arguments);
	Expr	   *second = lsecond(arguments);
	Expr	   *constant = is_known((Node *) first) ? first : second;
	PageLoop   *loop;

	if (!is_known((Node *) constant))
		return page_compile_inputs(compilation, LOOP_TEXT_EQUAL, first, second);
	loop = page_compile_text_list(compilation, LOOP_TEXT_IN,
							 constant == first ? second : first);
	if (loop == NULL)
		return NULL;
	loop->text[0] = page_text_from_datum(((Const *) constant)->constvalue);
	loop->list_length = 1;
	return loop;
}

/*
 * text LIKE a constant
 */
PageLoop *
page_compile_like(PageCompilation *compilation, List *arguments)
{
	Node	   *constant = lsecond(arguments);
	PageLoop   *loop;
	PageText	pattern;

	if (!is_known(constant))
		return NULL;
	loop = page_compile_text_list(compilation, LOOP_TEXT_LIKE, linitial(arguments));
	if (loop == NULL)
		return NULL;
	pattern = page_text_from_datum(((Const *) constant)->constvalue);
	if (!page_text_split(loop, &pattern))
		return NULL;
	if (loop->list_length == 1)
		loop->kind = LOOP_TEXT_IN;
	return loop;
}

/*
 * The field of a jsonb with a name that is constant.
 */
PageLoop *
page_compile_json(PageCompilation *compilation, PageLoopKind kind,
				  List *arguments)
{
	Node	   *name = lsecond(arguments);
	PageLoop   *loop;

	if (!is_known(name))
		return NULL;
	loop = page_compile_text_list(compilation, kind, linitial(arguments));
	if (loop == NULL)
		return NULL;
	loop->text[0] = page_text_from_datum(((Const *) name)->constvalue);
	if (compilation->reader != NULL)
		loop->space = palloc(MaxHeapTuplesPerPage * LOOP_SHORT_TEXT);
	return loop;
}

/*
 * A function of jsonb -> name
 */
PageLoop *
page_compile_json_field(PageCompilation *compilation, PageLoopKind kind,
						Expr *field)
{
	if (!IsA(field, OpExpr) || ((OpExpr *) field)->opno != JSON_FIELD)
		return NULL;
	return page_compile_json(compilation, kind, ((OpExpr *) field)->args);
}
