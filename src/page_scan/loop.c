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

/* A longer number may be out of range; nobody rates with one. */
#define MAX_DIGITS	4

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
note_unsure(PageUnsure *unsure, int row)
{
	unsure->any = true;
	unsure->row[row] = true;
}

/*
 * A text that is stored in the row as it is.
 */
static inline bool
is_plain_text(Datum value)
{
	const char *text = (const char *) DatumGetPointer(value);

	return !VARATT_IS_EXTERNAL(text) && !VARATT_IS_COMPRESSED(text);
}

static inline bool
text_has_prefix(Datum text, Datum prefix, Size length)
{
	const char *bytes = (const char *) DatumGetPointer(text);

	return VARSIZE_ANY_EXHDR(bytes) >= length &&
		memcmp(VARDATA_ANY(bytes), VARDATA_ANY(DatumGetPointer(prefix)),
			   length) == 0;
}

static inline bool
texts_equal(Datum a, Datum b)
{
	Size		length = VARSIZE_ANY_EXHDR(DatumGetPointer(b));

	return VARSIZE_ANY_EXHDR(DatumGetPointer(a)) == length &&
		text_has_prefix(a, b, length);
}

/*
 * Do something with each text of input 0 that is not NULL and can be read;
 * others give NULL.
 */
#define FOR_TEXTS(null, result) \
	FOR_ROWS \
	{ \
		values[row] = (Datum) 0; \
		nulls[row] = true; \
		if (null) \
			continue; \
		if (unlikely(!is_plain_text(a[row]))) \
		{ \
			note_unsure(unsure, row); \
			continue; \
		} \
		nulls[row] = false; \
		values[row] = (result); \
	}

static void
compare_texts(PageLoop *loop, const PageSelection *selection,
			  PageUnsure *unsure)
{
	TWO_INPUTS;

	FOR_ROWS
	{
		values[row] = (Datum) 0;
		nulls[row] = a_null[row] || b_null[row];
		if (nulls[row])
			continue;
		if (unlikely(!is_plain_text(a[row]) || !is_plain_text(b[row])))
			note_unsure(unsure, row);
		else
			values[row] = BoolGetDatum(texts_equal(a[row], b[row]));
	}
}

static void
find_prefix(PageLoop *loop, const PageSelection *selection,
			PageUnsure *unsure)
{
	LOOP_DECLARATIONS;
	Datum		prefix = loop->list[0];
	Size		length = VARSIZE_ANY_EXHDR(DatumGetPointer(prefix));

	FOR_TEXTS(a_null[row],
			  BoolGetDatum(text_has_prefix(a[row], prefix, length)));
}

static inline bool
text_in_list(const PageLoop *loop, Datum value)
{
	for (int i = 0; i < loop->list_length; i++)
	{
		if (texts_equal(value, loop->list[i]))
			return true;
	}
	return false;
}

static void
find_texts(PageLoop *loop, const PageSelection *selection,
		   PageUnsure *unsure)
{
	LOOP_DECLARATIONS;

	FOR_TEXTS(a_null[row], BoolGetDatum(text_in_list(loop, a[row])));
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
				note_unsure(unsure, row); \
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
			note_unsure(unsure, row);
		values[row] = a[row];
		nulls[row] = a_null[row];
	}
}

/*
 * A few digits and nothing else; -1 for anything else.
 */
static inline int
small_number(Datum value)
{
	const char *text = (const char *) DatumGetPointer(value);
	const char *digits = VARDATA_ANY(text);
	int			length = VARSIZE_ANY_EXHDR(text);
	int			number = 0;

	if (length < 1 || length > MAX_DIGITS)
		return -1;
	for (int i = 0; i < length; i++)
	{
		if (digits[i] < '0' || digits[i] > '9')
			return -1;
		number = number * 10 + (digits[i] - '0');
	}
	return number;
}

static void
read_integers(PageLoop *loop, const PageSelection *selection,
			  PageUnsure *unsure)
{
	LOOP_DECLARATIONS;

	FOR_ROWS
	{
		int			number = 0;

		if (!a_null[row])
			number = is_plain_text(a[row]) ? small_number(a[row]) : -1;
		if (unlikely(number < 0))
			note_unsure(unsure, row);
		values[row] = Int32GetDatum(number);
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
				note_unsure(unsure, row);
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
			compare_texts(loop, selection, unsure);
			break;
		case LOOP_TEXT_PREFIX:
			find_prefix(loop, selection, unsure);
			break;
		case LOOP_IN:
			find_integers(loop, selection);
			break;
		case LOOP_TEXT_IN:
			find_texts(loop, selection, unsure);
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
		case LOOP_TEXT_TO_INTEGER:
			read_integers(loop, selection, unsure);
			break;
		case LOOP_IN_TIME:
			compare_difference(loop, selection, unsure);
			break;
	}
}
