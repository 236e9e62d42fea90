/*-------------------------------------------------------------------------
 *
 * compare.c
 *	  Comparisons that are comparisons of integers.
 *
 *-------------------------------------------------------------------------
 */
#include "expression.h"

#include "access/stratnum.h"
#include "catalog/pg_type.h"
#include "utils/date.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

/* Whole days in which every date is a timestamp in every zone, and back. */
#define FIRST_SAFE_DAY	(MIN_TIMESTAMP / USECS_PER_DAY + 4)
#define LAST_SAFE_DAY	(END_TIMESTAMP / USECS_PER_DAY - 4)

/*
 * Find the comparison of an operator by its strategy in a family.
 */
static bool
comparison_in_family(Oid operator, Oid family, PageComparison *comparison)
{
	int			strategy = get_op_opfamily_strategy(operator, family);

	if (strategy != 0)
	{
		*comparison = (PageComparison) (PAGE_LESS + strategy - BTLessStrategyNumber);
		return true;
	}
	operator = get_negator(operator);
	*comparison = PAGE_NOT_EQUAL;
	return OidIsValid(operator) &&
		get_op_opfamily_strategy(operator, family) == BTEqualStrategyNumber;
}

/*
 * Find the comparison that an operator makes: only those of the server's own
 * families of integers, of any two widths, and of times of one type.
 */
bool
page_comparison_of_operator(Oid operator, PageComparison *comparison)
{
	Oid			left;
	Oid			right;

	op_input_types(operator, &left, &right);
	if (builtin_is_integer_type(left) && builtin_is_integer_type(right))
		return comparison_in_family(operator, builtin_btree_family(left), comparison);
	return builtin_is_time_type(left) && left == right &&
		comparison_in_family(operator, builtin_btree_family(left), comparison);
}

/*
 * Return the same comparison with its sides exchanged.
 */
PageComparison
page_comparison_commute(PageComparison comparison)
{
	switch (comparison)
	{
		case PAGE_LESS:
			return PAGE_GREATER;
		case PAGE_LESS_EQUAL:
			return PAGE_GREATER_EQUAL;
		case PAGE_GREATER_EQUAL:
			return PAGE_LESS_EQUAL;
		case PAGE_GREATER:
			return PAGE_LESS;
		default:
			return comparison;
	}
}

/*
 * Find the comparison of a column with a bound of another type of time that can
 * be converted to the type of the column.  A timestamp without time zone cannot
 * be compared in this way with one that has one: the former is converted, for
 * each row.
 */
bool
page_comparison_converts(Oid operator, bool column_is_left,
						 PageComparison *comparison, PageConversion *conversion)
{
	Oid			column;
	Oid			bound;

	op_input_types(operator, column_is_left ? &column : &bound,
				   column_is_left ? &bound : &column);
	if (!builtin_is_time_type(column) || !builtin_is_time_type(bound) || column == bound ||
		(column == TIMESTAMPOID && bound == TIMESTAMPTZOID))
		return false;
	conversion->from = bound;
	conversion->to = column;
	return comparison_in_family(operator, builtin_btree_family(column), comparison);
}

static Datum
midnight(Datum day, Oid type)
{
	if (type == TIMESTAMPOID)
		return TimestampGetDatum(DatumGetDateADT(day) * USECS_PER_DAY);
	return DirectFunctionCall1(date_timestamptz, day);
}

/*
 * Convert a comparison of a date with a timestamp to one with the last day whose
 * midnight is no later, or to an equivalent one if that is not the timestamp.
 * Return false if two days share their midnight, as when the zone has left a day
 * out.
 */
static bool
convert_to_date(Timestamp moment, Oid type, PageComparison *comparison,
				int64 *converted)
{
	DateADT		day = (DateADT) (moment / USECS_PER_DAY) + 2;
	Timestamp	start;

	while ((start = DatumGetTimestamp(midnight(DateADTGetDatum(day), type))) > moment)
		day--;
	if (start == DatumGetTimestamp(midnight(DateADTGetDatum(day - 1), type)))
		return false;
	*converted = day;
	if (start == moment)
		return true;
	if (*comparison == PAGE_LESS)
		*comparison = PAGE_LESS_EQUAL;
	else if (*comparison == PAGE_GREATER_EQUAL)
		*comparison = PAGE_GREATER;
	else if (*comparison == PAGE_EQUAL || *comparison == PAGE_NOT_EQUAL)
		*converted = PG_INT64_MIN;
	return true;
}

/*
 * Convert a bound to the type of the column it is compared with; return false for
 * one that is infinite or out of the range in which that is safe.  The time zone
 * is that of the session.
 */
bool
page_comparison_convert(const PageConversion *conversion, Datum bound,
						PageComparison *comparison, int64 *converted)
{
	int64		number = DatumGetInt64(page_canonical_datum(bound, true,
															get_typlen(conversion->from)));
	int64		day = conversion->from == DATEOID ? number :
		number / USECS_PER_DAY;

	if (day < FIRST_SAFE_DAY || day > LAST_SAFE_DAY)
		return false;
	if (conversion->to == DATEOID)
		return convert_to_date(number, conversion->from, comparison,
							   converted);
	if (conversion->from == DATEOID)
		*converted = DatumGetTimestamp(midnight(bound, conversion->to));
	else
		*converted = DatumGetTimestamp(DirectFunctionCall1(timestamp_timestamptz, bound));
	return true;
}
