/*-------------------------------------------------------------------------
 *
 * loop.c
 *	  The loops of loop.h.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include "common/int.h"
#include "utils/timestamp.h"

/* Where the kind of the loop has so many inputs. */
static inline const PageLoop *
input_of(const PageLoop *loop, int number)
{
	Assert(loop->input[number] != NULL);
	return loop->input[number];
}

/* What the macros below refer to. */
#define LOOP_DECLARATIONS \
	const PageRow *rows = selection->rows; \
	int			count = selection->count; \
	const Datum *a = input_of(loop, 0)->values; \
	const bool *a_null = input_of(loop, 0)->nulls; \
	Datum	   *values = loop->values; \
	bool	   *nulls = loop->nulls

#define TWO_INPUTS \
	LOOP_DECLARATIONS; \
	const Datum *b = input_of(loop, 1)->values; \
	const bool *b_null = input_of(loop, 1)->nulls

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
compare_rows(PageLoop *loop, const PageSelection *selection)
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

static void
find_integers(PageLoop *loop, const PageSelection *selection)
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

static void
test_null(PageLoop *loop, const PageSelection *selection)
{
	const bool *a_null = input_of(loop, 0)->nulls;

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];

		loop->values[row] = BoolGetDatum(a_null[row]);
		loop->nulls[row] = false;
	}
}

static void
negate(PageLoop *loop, const PageSelection *selection)
{
	LOOP_DECLARATIONS;

	FOR_ROWS
	{
		values[row] = (Datum) (!a[row] & !a_null[row]);
		nulls[row] = a_null[row];
	}
}

/*
 * AND is false where either side is false, OR true where either side is true;
 * else it is NULL where either is.  NULL has the value 0, as false has.
 */
static void
join_with_and(PageLoop *loop, const PageSelection *selection)
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
join_with_or(PageLoop *loop, const PageSelection *selection)
{
	TWO_INPUTS;

	FOR_ROWS
	{
		int			is_true = (int) (a[row] | b[row]);

		values[row] = (Datum) is_true;
		nulls[row] = (a_null[row] | b_null[row]) & !is_true;
	}
}

static void
choose_case(PageLoop *loop, const PageSelection *selection)
{
	TWO_INPUTS;
	const Datum *c = input_of(loop, 2)->values;
	const bool *c_null = input_of(loop, 2)->nulls;

	(void) a_null;
	FOR_ROWS
	{
		values[row] = a[row] ? b[row] : c[row];
		nulls[row] = a[row] ? b_null[row] : c_null[row];
	}
}

static void
remove_equal(PageLoop *loop, const PageSelection *selection)
{
	TWO_INPUTS;

	(void) a_null;
	FOR_ROWS
	{
		values[row] = a[row] ? (Datum) 0 : b[row];
		nulls[row] = (int) a[row] | b_null[row];
	}
}

static void
replace_null(PageLoop *loop, const PageSelection *selection)
{
	TWO_INPUTS;

	FOR_ROWS
	{
		values[row] = a_null[row] ? b[row] : a[row];
		nulls[row] = a_null[row] & b_null[row];
	}
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
				page_unsure_note(unsure, row); \
			result = 0; \
		} \
		values[row] = null ? (Datum) 0 : Int64GetDatum(result); \
		nulls[row] = null; \
	} \
	break

/*
 * The inputs have no more than 32 bits, so that 64 are enough for the result.
 */
static void
calculate(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	TWO_INPUTS;

	switch (loop->kind)
	{
		case LOOP_ADD:
			CALCULATE_ROWS(+);
		case LOOP_SUBTRACT:
			CALCULATE_ROWS(-);
		default:
			CALCULATE_ROWS(*);
	}
}

static void
narrow(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	LOOP_DECLARATIONS;

	FOR_ROWS
	{
		int64		value = (int64) a[row];

		if (unlikely(value < loop->least || value > loop->greatest))
			page_unsure_note(unsure, row);
		values[row] = a[row];
		nulls[row] = a_null[row];
	}
}

/*
 * Is one time no later than so long after another?  Times that are infinite, or
 * in the wrong order, are left to the server.
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
				page_unsure_note(unsure, row);
			wait = 0;
		}
		values[row] = (Datum) ((wait <= loop->greatest) & !null);
		nulls[row] = null;
	}
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
	switch (loop->kind)
	{
		case LOOP_COLUMN:
		case LOOP_CONSTANT:
			break;
		case LOOP_COMPARE:
			compare_rows(loop, selection);
			break;
		case LOOP_TEXT_EQUAL:
			page_text_compare(loop, selection, unsure);
			break;
		case LOOP_IN:
			find_integers(loop, selection);
			break;
		case LOOP_TEXT_IN:
		case LOOP_TEXT_LIKE:
		case LOOP_TEXT_TO_INTEGER:
			page_text_run(loop, selection, unsure);
			break;
		case LOOP_JSON_TEXT:
		case LOOP_JSON_INTEGER:
		case LOOP_JSON_TYPE:
			page_json_run(loop, selection, unsure);
			break;
		case LOOP_ROUND_NUMERIC:
		case LOOP_ROUND_DOUBLE:
		case LOOP_NUMERIC_TO_INTEGER:
		case LOOP_DOUBLE_TO_INTEGER:
			page_round_run(loop, selection, unsure);
			break;
		case LOOP_NULL:
			test_null(loop, selection);
			break;
		case LOOP_NOT:
			negate(loop, selection);
			break;
		case LOOP_AND:
			join_with_and(loop, selection);
			break;
		case LOOP_OR:
			join_with_or(loop, selection);
			break;
		case LOOP_CASE:
			choose_case(loop, selection);
			break;
		case LOOP_NULLIF:
			remove_equal(loop, selection);
			break;
		case LOOP_COALESCE:
			replace_null(loop, selection);
			break;
		case LOOP_ADD:
		case LOOP_SUBTRACT:
		case LOOP_MULTIPLY:
			calculate(loop, selection, unsure);
			break;
		case LOOP_NARROW:
			narrow(loop, selection, unsure);
			break;
		case LOOP_IN_TIME:
			compare_difference(loop, selection, unsure);
			break;
	}
}
