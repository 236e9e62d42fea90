/*-------------------------------------------------------------------------
 *
 * filter.c
 *	  Conditions over the columns of a page.
 *
 * A filter is a list of clauses, in the order in which the ordinary plan evaluates
 * them, each computed as a column of booleans for the rows that the clauses before it
 * have left.  So every clause is evaluated for the same rows as in the ordinary plan,
 * and fails if and only if it does there.  See README, "Order of evaluation".
 *
 *-------------------------------------------------------------------------
 */
#include "expression.h"

#include "nodes/makefuncs.h"

struct PageFilter
{
	int			clauses;
	PageExpression **clause;
	bool		passes_null;	/* an AND goes on after NULL */
};

static PageFilter *
begin_filter(List *clauses, PageReader *reader, PlanState *parent)
{
	PageFilter *filter = (PageFilter *) palloc0(sizeof(PageFilter));
	ListCell   *cell;

	filter->clause = (PageExpression **)
		palloc(Max(list_length(clauses), 1) * sizeof(PageExpression *));
	foreach(cell, clauses)
		filter->clause[filter->clauses++] =
		page_expression_begin((Expr *) lfirst(cell), PAGE_USE_NULL, reader,
							  parent);
	return filter;
}

/*
 * For WHERE: an implicit AND, which ends at the first clause that is false or
 * NULL.  Clauses refer to the scan tuple of the parent, whose first columns
 * are those of the page.
 */
PageFilter *
page_filter_begin(List *clauses, PageReader *reader, PlanState *parent)
{
	return begin_filter(clauses, reader, parent);
}

/*
 * For FILTER: an expression, whose AND ends at a clause that is false, but goes
 * on after one that is NULL.
 */
PageFilter *
page_filter_begin_expression(Expr *expression, PageReader *reader,
							 PlanState *parent)
{
	PageFilter *filter = begin_filter(make_ands_implicit(expression), reader,
									  parent);

	filter->passes_null = filter->clauses > 1;
	return filter;
}

/*
 * Return the column that is needed for all rows, whichever pass; -1 if that is not
 * known.
 */
int
page_filter_first_column(const PageFilter *filter)
{
	return filter->clauses == 0 ? -1 :
		page_expression_first_column(filter->clause[0]);
}

/*
 * Evaluate bounds again, as parameters may have changed.
 */
void
page_filter_reset(PageFilter *filter)
{
	for (int i = 0; i < filter->clauses; i++)
		page_expression_reset(filter->clause[i]);
}

/*
 * Select the rows for which a clause is true.  Here and below, into may alias from.
 */
static void
select_true(PageExpression *clause, const PageSelection *from,
			PageSelection *into)
{
	const Datum *values = page_expression_values(clause);
	int			count = from->count;
	int			kept = 0;

	if (page_expression_select(clause, from, into))
		return;
	page_expression_compute(clause, from);
	for (int i = 0; i < count; i++)
	{
		PageRow		row = from->rows[i];

		into->rows[kept] = row;
		kept += (int) values[row];
	}
	into->count = kept;
}

/*
 * Select the rows for which a clause is true or NULL.  Returns true if it is NULL for
 * any.
 */
static bool
drop_false(PageExpression *clause, const PageSelection *from,
		   PageSelection *into)
{
	const Datum *values = page_expression_values(clause);
	const bool *nulls = page_expression_nulls(clause);
	int			count = from->count;
	int			kept = 0;
	int			any_null = 0;

	page_expression_compute(clause, from);
	for (int i = 0; i < count; i++)
	{
		PageRow		row = from->rows[i];

		into->rows[kept] = row;
		kept += (int) values[row] | nulls[row];
		any_null |= nulls[row];
	}
	into->count = kept;
	return any_null != 0;
}

/*
 * Drop the rows for which a clause is NULL.
 */
static void
drop_null(const PageExpression *clause, PageSelection *rows)
{
	const bool *nulls = page_expression_nulls(clause);
	int			count = rows->count;
	int			kept = 0;

	for (int i = 0; i < count; i++)
	{
		PageRow		row = rows->rows[i];

		rows->rows[kept] = row;
		kept += !nulls[row];
	}
	rows->count = kept;
}

/*
 * Return the rows of a selection that pass: the selection itself if there is nothing
 * to test, otherwise a new one in the space.  Loads the columns it needs only for the
 * rows that are tested; a caller that applies several filters to a page loads all
 * columns first.
 */
const PageSelection *
page_filter_apply(PageFilter *filter, const PageSelection *from,
				  PageSelection *space)
{
	bool		any_null = false;

	for (int i = 0; i < filter->clauses && from->count > 0; i++)
	{
		if (filter->passes_null)
			any_null |= drop_false(filter->clause[i], from, space);
		else
			select_true(filter->clause[i], from, space);
		from = space;
	}
	for (int i = 0; i < filter->clauses && any_null && space->count > 0; i++)
		drop_null(filter->clause[i], space);
	return from;
}
