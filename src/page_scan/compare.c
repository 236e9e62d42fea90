/*-------------------------------------------------------------------------
 *
 * compare.c
 *	  Comparisons that are comparisons of integers.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include "access/stratnum.h"
#include "catalog/pg_opfamily.h"
#include "catalog/pg_type.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

/* The server gives no name to its family of dates and timestamps. */
#define DATETIME_BTREE_FAMILY	434

/*
 * Are values of the type ordered as the integers they are stored as?
 */
bool
page_is_integer_type(Oid type)
{
	return type == INT2OID || type == INT4OID || type == INT8OID;
}

static bool
is_time_type(Oid type)
{
	return type == DATEOID || type == TIMESTAMPOID || type == TIMESTAMPTZOID;
}

/*
 * A value passed by value as a column holds it, of type float8 the bits.
 */
int64
page_integer_from_datum(Datum value, int length)
{
	switch (length)
	{
		case 1:
			return DatumGetChar(value);
		case 2:
			return DatumGetInt16(value);
		case 4:
			return DatumGetInt32(value);
		default:
			return DatumGetInt64(value);
	}
}

/*
 * What does an operator compare?  Only those of the server's own families of
 * integers, of any two widths, and of times of one type.
 */
bool
page_comparison_of_operator(Oid operator, PageComparison *comparison)
{
	Oid			left;
	Oid			right;
	Oid			family;
	int			strategy;

	op_input_types(operator, &left, &right);
	if (page_is_integer_type(left) && page_is_integer_type(right))
		family = INTEGER_BTREE_FAM_OID;
	else if (is_time_type(left) && left == right)
		family = DATETIME_BTREE_FAMILY;
	else
		return false;

	strategy = get_op_opfamily_strategy(operator, family);
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
