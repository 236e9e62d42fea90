/*-------------------------------------------------------------------------
 *
 * round.c
 *	  Loops that round numeric and double precision.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include <math.h>

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "../../score.h"

/* More digits, of 10000 each, than any score has. */
#define MAX_DIGITS		4

/* Half of a digit: as much or more is rounded up. */
#define HALF_DIGIT		5000

/* The power of 10000 of the first digit of a number below 1, in the header. */
#define POWER_BELOW_ONE	NUMERIC_SHORT_POWER_BITS

/* A double precision that any integer has. */
#define MAX_DOUBLE		1e9

/*
 * A numeric from 0 to 9999 as a whole number; -1 for any other.
 */
static int
rounded_numeric(Datum value, PageRounding rounding)
{
	uint16		part[1 + MAX_DIGITS];
	Size		size;
	const char *data = stored_numeric(value, &size);
	int			digits = (int) (size / sizeof(uint16)) - 1;
	int			power;
	int			first = 0;		/* after the decimal point */
	int			whole = 0;

	if (digits < 0 || digits > MAX_DIGITS)
		return -1;
	memcpy(part, data, size);
	power = part[0] & NUMERIC_SHORT_POWER_BITS;
	if ((part[0] & NUMERIC_SHORT_SIGN_BITS) != NUMERIC_SHORT_POSITIVE ||
		(power != 0 && power != POWER_BELOW_ONE))
		return -1;
	if (power == 0 && digits > 0)
	{
		whole = part[1];
		first = 1;
	}
	/* The last digit is not 0. */
	if (digits > first &&
		(rounding == ROUND_UP ||
		 (rounding == ROUND_NEAREST && part[1 + first] >= HALF_DIGIT)))
		whole++;
	return whole;
}

/*
 * Numerics to numerics: scores are in the list, others are left to the executor.
 */
static void
round_numerics(PageLoop *loop, const PageSelection *selection,
			   PageUnsure *unsure)
{
	const PageLoop *input = loop->input[0];

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		int			whole = 0;

		loop->nulls[row] = input->nulls[row];
		loop->values[row] = (Datum) 0;
		if (input->nulls[row])
			continue;
		whole = rounded_numeric(input->values[row], loop->rounding);
		if (likely(whole >= 0 && whole <= TALLY_MAX_SCORE))
			loop->values[row] = loop->list[whole];
		else
		{
			loop->nulls[row] = true;
			page_mark_unsure(unsure, row);
		}
	}
}

static void
numerics_to_integers(PageLoop *loop, const PageSelection *selection,
					 PageUnsure *unsure)
{
	const PageLoop *input = loop->input[0];

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		int			whole = 0;

		if (!input->nulls[row])
			whole = rounded_numeric(input->values[row], ROUND_NEAREST);
		if (unlikely(whole < 0))
			page_mark_unsure(unsure, row);
		loop->nulls[row] = input->nulls[row];
		loop->values[row] = Int32GetDatum(whole);
	}
}

static inline double
rounded_double(double value, PageRounding rounding)
{
	switch (rounding)
	{
		case ROUND_DOWN:
			return floor(value);
		case ROUND_UP:
			return ceil(value);
		default:
			return rint(value);
	}
}

static void
round_doubles(PageLoop *loop, const PageSelection *selection,
			  PageUnsure *unsure)
{
	const PageLoop *input = loop->input[0];

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		double		value = DatumGetFloat8(input->values[row]);

		loop->values[row] = Float8GetDatum(rounded_double(value, loop->rounding));
		loop->nulls[row] = input->nulls[row];
	}
}

static void
doubles_to_integers(PageLoop *loop, const PageSelection *selection,
					PageUnsure *unsure)
{
	const PageLoop *input = loop->input[0];

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		double		value = DatumGetFloat8(input->values[row]);

		if (unlikely(!(value >= -MAX_DOUBLE && value <= MAX_DOUBLE)))
		{
			page_mark_unsure(unsure, row);
			value = 0;
		}
		loop->values[row] = Int64GetDatum((int64) rint(value));
		loop->nulls[row] = input->nulls[row];
	}
}

/*
 * To whole numerics, of which scores are allocated here.
 */
PageLoop *
page_round_numeric(PageCompilation *compilation, PageLoop *input,
				   PageRounding rounding)
{
	PageLoop   *loop = page_loop_unary(compilation, round_numerics, input);
	Datum	   *numerics;

	if (loop == NULL || compilation->reader == NULL)
		return loop;
	numerics = (Datum *) palloc((TALLY_MAX_SCORE + 1) * sizeof(Datum));
	for (int i = 0; i <= TALLY_MAX_SCORE; i++)
		numerics[i] = DirectFunctionCall1(int4_numeric, Int32GetDatum(i));
	loop->list = numerics;
	loop->rounding = rounding;
	return loop;
}

PageLoop *
page_round_double(PageCompilation *compilation, PageLoop *input,
				  PageRounding rounding)
{
	PageLoop   *loop = page_loop_unary(compilation, round_doubles, input);

	if (loop != NULL)
		loop->rounding = rounding;
	return loop;
}

PageLoop *
page_numeric_to_integer(PageCompilation *compilation, PageLoop *input)
{
	return page_loop_unary(compilation, numerics_to_integers, input);
}

PageLoop *
page_double_to_integer(PageCompilation *compilation, PageLoop *input)
{
	return page_loop_unary(compilation, doubles_to_integers, input);
}
