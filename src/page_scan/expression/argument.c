/*-------------------------------------------------------------------------
 *
 * argument.c
 *	  What aggregates count, and for which rows.
 *
 * Filters and arguments are evaluated once for the selected rows of a page,
 * arguments for the rows that pass their filter.  If there is not memory for
 * the groups of all rows, parts of the page are counted one after the other.
 *
 *-------------------------------------------------------------------------
 */
#include "expression.h"

typedef struct PageArgument
{
	Expr	   *clause;
	PageUse		use;
	int			filter;			/* -1 for none */
	PageExpression *expression;
} PageArgument;

/* The rows of the page that pass a filter. */
typedef struct FilteredRows
{
	PageFilter *filter;
	const PageSelection *passed;	/* NULL if all do */
	PageSelection space;
} FilteredRows;

struct PageArguments
{
	PageReader *reader;
	PlanState  *parent;
	int			filters;
	FilteredRows *filtered;
	int			arguments;
	PageArgument *argument;
	int			computed;		/* rows of the page, all of them together */
	PageSelection part;			/* work space */
};

/*
 * Filters are expressions over the parent's scan tuple.
 */
PageArguments *
page_arguments_begin(List *filters, int most, PageReader *reader,
					 PlanState *parent)
{
	PageArguments *arguments = (PageArguments *) palloc0(sizeof(PageArguments));
	ListCell   *cell;

	arguments->reader = reader;
	arguments->parent = parent;
	arguments->filtered = (FilteredRows *)
		palloc0(Max(list_length(filters), 1) * sizeof(FilteredRows));
	foreach(cell, filters)
		arguments->filtered[arguments->filters++].filter =
		page_filter_begin_expression((Expr *) lfirst(cell), reader, parent);
	arguments->argument = (PageArgument *)
		palloc0(Max(most, 1) * sizeof(PageArgument));
	return arguments;
}

/*
 * The number of an argument with a filter, a new one if need be.
 */
int
page_arguments_add(PageArguments *arguments, Expr *clause, PageUse use,
				   int filter)
{
	PageArgument *argument = arguments->argument;

	for (; argument < arguments->argument + arguments->arguments; argument++)
	{
		if (argument->clause == clause && argument->use == use &&
			argument->filter == filter)
			return (int) (argument - arguments->argument);
	}
	argument->clause = clause;
	argument->use = use;
	argument->filter = filter;
	argument->expression = page_expression_begin(clause, use, arguments->reader,
												 arguments->parent);
	return arguments->arguments++;
}

PageExpression *
page_arguments_get(const PageArguments *arguments, int number)
{
	return arguments->argument[number].expression;
}

/*
 * Evaluate bounds again, as parameters may have changed.
 */
void
page_arguments_reset(PageArguments *arguments)
{
	for (int i = 0; i < arguments->filters; i++)
		page_filter_reset(arguments->filtered[i].filter);
	for (int i = 0; i < arguments->arguments; i++)
		page_expression_reset(arguments->argument[i].expression);
}

/*
 * Evaluate all for the rows of a page, all columns of which are loaded.
 */
void
page_arguments_compute(PageArguments *arguments,
					   const PageSelection *selection)
{
	arguments->computed = selection->count;
	for (int i = 0; i < arguments->filters; i++)
	{
		FilteredRows *filtered = &arguments->filtered[i];

		filtered->passed = page_filter_apply(filtered->filter, selection,
											 &filtered->space);
		if (filtered->passed == selection)
			filtered->passed = NULL;
	}
	for (int i = 0; i < arguments->arguments; i++)
	{
		PageArgument *argument = &arguments->argument[i];
		const PageSelection *rows = argument->filter < 0 ? NULL :
			arguments->filtered[argument->filter].passed;

		page_expression_compute(argument->expression,
								rows == NULL ? selection : rows);
	}
}

/*
 * Those of the passed rows that are in a part of the page.
 */
static const PageSelection *
cut_rows(PageArguments *arguments, const PageSelection *passed,
		 const PageSelection *selection)
{
	PageSelection *part = &arguments->part;
	int			next = 0;

	part->count = 0;
	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		while (next < passed->count && passed->rows[next] < row)
			next++;
		if (next < passed->count && passed->rows[next] == row)
			part->rows[part->count++] = row;
	}
	return part;
}

/*
 * The rows of a selection, the whole page or a part of it, that pass a filter.
 * They are valid until the next call.
 */
const PageSelection *
page_arguments_rows(PageArguments *arguments, int filter,
					const PageSelection *selection)
{
	const PageSelection *passed = filter < 0 ? NULL :
		arguments->filtered[filter].passed;

	if (passed == NULL)
		return selection;
	if (selection->count == arguments->computed)
		return passed;
	return cut_rows(arguments, passed, selection);
}
