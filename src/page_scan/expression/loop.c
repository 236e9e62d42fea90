/*-------------------------------------------------------------------------
 *
 * loop.c
 *	  Loops over integers, booleans and times, and what all loops share.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "utils/timestamp.h"

/* Loops of one expression; each takes a few kB. */
#define MAX_LOOPS			32

/*
 * Return a new loop, or NULL if there are too many.
 */
static PageLoop *
new_loop(PageCompilation *compilation, PageLoopRun run)
{
	PageLoop   *loop;

	if (++compilation->loops > MAX_LOOPS)
		return NULL;
	loop = (PageLoop *) palloc0(sizeof(PageLoop));
	loop->run = run;
	return loop;
}

/*
 * Allocate the results, unless the loop will not be run.
 */
static void
allocate_results(PageCompilation *compilation, PageLoop *loop)
{
	if (compilation->reader == NULL)
		return;
	loop->values = (Datum *) palloc0(MaxHeapTuplesPerPage * sizeof(Datum));
	loop->nulls = (bool *) palloc0(MaxHeapTuplesPerPage * sizeof(bool));
}

PageLoop *
page_loop_unary(PageCompilation *compilation, PageLoopRun run, PageLoop *input)
{
	PageLoop   *loop = input == NULL ? NULL : new_loop(compilation, run);

	if (loop != NULL)
	{
		loop->input[0] = input;
		allocate_results(compilation, loop);
	}
	return loop;
}

PageLoop *
page_loop_binary(PageCompilation *compilation, PageLoopRun run, PageLoop *first,
				 PageLoop *second)
{
	PageLoop   *loop = second == NULL ? NULL :
		page_loop_unary(compilation, run, first);

	if (loop != NULL)
		loop->input[1] = second;
	return loop;
}

/*
 * A column of the page, which is loaded before the loops are run.
 */
PageLoop *
page_loop_column(PageCompilation *compilation, int number)
{
	PageLoop   *loop = new_loop(compilation, NULL);

	if (loop != NULL && compilation->reader != NULL)
	{
		loop->values = compilation->reader->column[number]->values;
		loop->nulls = compilation->reader->column[number]->nulls;
	}
	return loop;
}

PageLoop *
page_loop_constant(PageCompilation *compilation, const Const *constant)
{
	PageLoop   *loop = new_loop(compilation, NULL);

	if (loop == NULL)
		return NULL;
	loop->is_constant = true;
	allocate_results(compilation, loop);
	for (int row = 0; row < MaxHeapTuplesPerPage && loop->values != NULL; row++)
	{
		loop->nulls[row] = constant->constisnull;
		loop->values[row] = constant->constisnull ? (Datum) 0 :
			page_canonical_datum(constant->constvalue, constant->constbyval,
								 constant->constlen);
	}
	return loop;
}

/* What the macros below refer to. */
#define LOOP_DECLARATIONS \
	const PageRow *rows = selection->rows; \
	int			count = selection->count; \
	const Datum *a = loop->input[0]->values; \
	const bool *a_null = loop->input[0]->nulls; \
	Datum	   *values = loop->values; \
	bool	   *nulls = loop->nulls

#define TWO_INPUTS \
	LOOP_DECLARATIONS; \
	const Datum *b = loop->input[1]->values; \
	const bool *b_null = loop->input[1]->nulls

#define FOR_ROWS \
	for (int i = 0, row; i < count && (row = rows[i], true); i++)

#define COMPARE_ROWS(operator) \
	FOR_ROWS \
	{ \
		int			null = a_null[row] | b_null[row]; \
\
		values[row] = (Datum) (((int64) a[row] operator (int64) b[row]) & !null); \
		nulls[row] = null; \
	} \
	break

static void
compare_rows(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;

	switch (loop->comparison)
	{
		case PAGE_LESS:
			COMPARE_ROWS(<);
		case PAGE_LESS_EQUAL:
			COMPARE_ROWS(<=);
		case PAGE_EQUAL:
			COMPARE_ROWS(==);
		case PAGE_GREATER_EQUAL:
			COMPARE_ROWS(>=);
		case PAGE_GREATER:
			COMPARE_ROWS(>);
		case PAGE_NOT_EQUAL:
			COMPARE_ROWS(!=);
	}
}

PageLoop *
page_loop_compare(PageCompilation *compilation, PageComparison comparison,
				  PageLoop *first, PageLoop *second)
{
	PageLoop   *loop = page_loop_binary(compilation, compare_rows, first, second);

	if (loop != NULL)
		loop->comparison = comparison;
	return loop;
}

static void
find_integers(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	LOOP_DECLARATIONS;

	FOR_ROWS
	{
		int			found = 0;

		for (int j = 0; j < loop->list_length; j++)
			found |= a[row] == loop->list[j];
		values[row] = (Datum) (found & !a_null[row]);
		nulls[row] = a_null[row];
	}
}

/*
 * Return true for values that are in a list of integers.
 */
PageLoop *
page_loop_in(PageCompilation *compilation, PageLoop *input, const Datum *list,
			 int length)
{
	PageLoop   *loop = page_loop_unary(compilation, find_integers, input);

	if (loop != NULL)
	{
		loop->list = list;
		loop->list_length = length;
	}
	return loop;
}

static void
test_null(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	const bool *a_null = loop->input[0]->nulls;

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		loop->values[row] = BoolGetDatum(a_null[row]);
		loop->nulls[row] = false;
	}
}

PageLoop *
page_loop_is_null(PageCompilation *compilation, PageLoop *input)
{
	return page_loop_unary(compilation, test_null, input);
}

static void
negate(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	LOOP_DECLARATIONS;

	FOR_ROWS
	{
		values[row] = (Datum) (!a[row] & !a_null[row]);
		nulls[row] = a_null[row];
	}
}

PageLoop *
page_loop_not(PageCompilation *compilation, PageLoop *input)
{
	return page_loop_unary(compilation, negate, input);
}

/*
 * AND is false where either side is false, OR true where either side is true;
 * else it is NULL where either is.  NULL has the value 0, as false has.
 */
static void
join_with_and(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;

	FOR_ROWS
	{
		int			not_false = (a[row] | a_null[row]) & (b[row] | b_null[row]);
		int			null = not_false & (a_null[row] | b_null[row]);

		values[row] = (Datum) (not_false & !null);
		nulls[row] = null;
	}
}

static void
join_with_or(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;

	FOR_ROWS
	{
		int			is_true = (int) (a[row] | b[row]);

		values[row] = (Datum) is_true;
		nulls[row] = (a_null[row] | b_null[row]) & !is_true;
	}
}

PageLoop *
page_loop_and_or(PageCompilation *compilation, bool is_and, PageLoop *first,
				 PageLoop *second)
{
	return page_loop_binary(compilation, is_and ? join_with_and : join_with_or,
							first, second);
}

static void
choose_case(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;
	const Datum *c = loop->input[2]->values;
	const bool *c_null = loop->input[2]->nulls;

	(void) a_null;
	FOR_ROWS
	{
		values[row] = a[row] ? b[row] : c[row];
		nulls[row] = a[row] ? b_null[row] : c_null[row];
	}
}

PageLoop *
page_loop_case(PageCompilation *compilation, PageLoop *condition,
			   PageLoop *value, PageLoop *otherwise)
{
	PageLoop   *loop = otherwise == NULL ? NULL :
		page_loop_binary(compilation, choose_case, condition, value);

	if (loop != NULL)
		loop->input[2] = otherwise;
	return loop;
}

static void
remove_equal(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;

	(void) a_null;
	FOR_ROWS
	{
		values[row] = a[row] ? (Datum) 0 : b[row];
		nulls[row] = (int) a[row] | b_null[row];
	}
}

PageLoop *
page_loop_nullif(PageCompilation *compilation, PageLoop *equal, PageLoop *value)
{
	return page_loop_binary(compilation, remove_equal, equal, value);
}

static void
replace_null(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;

	FOR_ROWS
	{
		values[row] = a_null[row] ? b[row] : a[row];
		nulls[row] = a_null[row] & b_null[row];
	}
}

PageLoop *
page_loop_coalesce(PageCompilation *compilation, PageLoop *first,
				   PageLoop *second)
{
	return page_loop_binary(compilation, replace_null, first, second);
}

#define CALCULATE_ROWS(operator) \
	FOR_ROWS \
	{ \
		int64		result = (int64) a[row] operator (int64) b[row]; \
		int			null = a_null[row] | b_null[row]; \
\
		if (unlikely(result < loop->least || result > loop->greatest)) \
		{ \
			if (!null) \
				page_mark_unsure(unsure, row); \
			result = 0; \
		} \
		values[row] = null ? (Datum) 0 : Int64GetDatum(result); \
		nulls[row] = null; \
	}

/*
 * The inputs have no more than 32 bits, so that 64 are enough for the result.
 */
static void
add(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;

	CALCULATE_ROWS(+);
}

static void
subtract(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;

	CALCULATE_ROWS(-);
}

static void
multiply(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;

	CALCULATE_ROWS(*);
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

PageLoop *
page_loop_arithmetic(PageCompilation *compilation, char operator,
					 PageLoop *first, PageLoop *second, Oid result)
{
	PageLoopRun run = operator == '+' ? add : operator == '-' ? subtract :
		multiply;

	return with_range(page_loop_binary(compilation, run, first, second), result);
}

static void
narrow(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	LOOP_DECLARATIONS;

	FOR_ROWS
	{
		int64		value = (int64) a[row];

		if (unlikely(value < loop->least || value > loop->greatest))
			page_mark_unsure(unsure, row);
		values[row] = a[row];
		nulls[row] = a_null[row];
	}
}

/*
 * A cast to a shorter type of integers.
 */
PageLoop *
page_loop_narrow(PageCompilation *compilation, PageLoop *input, Oid result)
{
	return with_range(page_loop_unary(compilation, narrow, input), result);
}

/*
 * Times that are infinite, or in the wrong order, are left to the executor.
 */
static void
compare_difference(PageLoop *loop, const PageSelection *selection,
				   PageUnsure *unsure)
{
	TWO_INPUTS;

	FOR_ROWS
	{
		int			null = a_null[row] | b_null[row];
		Timestamp	end = DatumGetTimestamp(a[row]);
		Timestamp	start = DatumGetTimestamp(b[row]);
		int64		wait;

		if (unlikely(TIMESTAMP_NOT_FINITE(end) || TIMESTAMP_NOT_FINITE(start) ||
					 pg_sub_s64_overflow(end, start, &wait) || wait < 0))
		{
			if (!null)
				page_mark_unsure(unsure, row);
			wait = 0;
		}
		values[row] = (Datum) ((wait <= loop->greatest) & !null);
		nulls[row] = null;
	}
}

/*
 * Return true for rows in which one time is at most a number of microseconds after
 * another.
 */
PageLoop *
page_loop_difference(PageCompilation *compilation, PageLoop *end, PageLoop *start,
					 int64 length)
{
	PageLoop   *loop = page_loop_binary(compilation, compare_difference, end,
										start);

	if (loop != NULL)
		loop->greatest = length;
	return loop;
}

/*
 * Compute an expression for the selected rows, whose columns are loaded.
 */
void
page_loop_run(PageLoop *loop, const PageSelection *selection,
			  PageUnsure *unsure)
{
	for (int i = 0; i < LOOP_INPUTS && loop->input[i] != NULL; i++)
		page_loop_run(loop->input[i], selection, unsure);
	if (loop->run != NULL)
		loop->run(loop, selection, unsure);
}
