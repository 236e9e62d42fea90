/*-------------------------------------------------------------------------
 *
 * number.c
 *	  The server's avg(), sum(), min() and max() of integers and times.
 *
 * They come beside aggregates of ours.  What is kept of a group is the number
 * of values and their sum in 128 bits, or the least or greatest of them; the
 * output is the state that the server's own transition function would have
 * left, so that its combine and final functions go on from there.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

#include "catalog/pg_type.h"
#include "port/pg_bswap.h"
#include "utils/array.h"

/* The server's functions for avg() and sum() of bigint. */
#define INT8_AVG_ACCUM		2746
#define INT8_AVG_SERIALIZE	2786

static const struct
{
	Oid			aggregate;
	PageStateKind kind;
}			supported_aggregates[] =
{
	{2100, PAGE_SUM_BIGINT},	/* avg(bigint) */
	{2101, PAGE_AVERAGE},		/* avg(integer) */
	{2102, PAGE_AVERAGE},		/* avg(smallint) */
	{2107, PAGE_SUM_BIGINT},	/* sum(bigint) */
	{2108, PAGE_SUM},			/* sum(integer) */
	{2109, PAGE_SUM},			/* sum(smallint) */
	{2115, PAGE_MAXIMUM},		/* bigint */
	{2116, PAGE_MAXIMUM},		/* integer */
	{2117, PAGE_MAXIMUM},		/* smallint */
	{2122, PAGE_MAXIMUM},		/* date */
	{2126, PAGE_MAXIMUM},		/* timestamp */
	{2127, PAGE_MAXIMUM},		/* timestamptz */
	{2131, PAGE_MINIMUM},		/* the same */
	{2132, PAGE_MINIMUM},
	{2133, PAGE_MINIMUM},
	{2138, PAGE_MINIMUM},
	{2142, PAGE_MINIMUM},
	{2143, PAGE_MINIMUM}
};

struct PageNumbers
{
	AggState   *aggregation;	/* what the server's functions look for */
	FmgrInfo	accumulate;
	FmgrInfo	serialize;
};

/*
 * Is an aggregate of the server's one of these?
 */
bool
page_number_kind(Oid aggregate, PageStateKind *kind)
{
	for (int i = 0; i < (int) lengthof(supported_aggregates); i++)
	{
		if (supported_aggregates[i].aggregate == aggregate)
		{
			*kind = supported_aggregates[i].kind;
			return true;
		}
	}
	return false;
}

/*
 * The context has memory for the states that are put together for the output.
 */
PageNumbers *
page_numbers_begin(ExprContext *context)
{
	PageNumbers *numbers = (PageNumbers *) palloc0(sizeof(PageNumbers));

	numbers->aggregation = makeNode(AggState);
	numbers->aggregation->curaggcontext = context;
	fmgr_info(INT8_AVG_ACCUM, &numbers->accumulate);
	fmgr_info(INT8_AVG_SERIALIZE, &numbers->serialize);
	return numbers;
}

static pg_attribute_always_inline void
add_value(PageNumber *number, int64 value, PageStateKind kind)
{
	uint64		before = number->low;

	switch (kind)
	{
		case PAGE_MINIMUM:
			if (number->count == 0 || value < (int64) number->low)
				number->low = (uint64) value;
			break;
		case PAGE_MAXIMUM:
			if (number->count == 0 || value > (int64) number->low)
				number->low = (uint64) value;
			break;
		default:
			number->low += (uint64) value;
			number->high += (number->low < before ? 1 : 0) - (value < 0 ? 1 : 0);
			break;
	}
	number->count++;
}

/* kind is a constant, as there is a loop for each. */
static pg_attribute_always_inline void
add_to_one(PageNumber *number, const Datum *values, const bool *nulls,
		   const PageSelection *rows, PageStateKind kind)
{
	PageNumber	sum = *number;

	for (int i = 0; i < rows->count; i++)
	{
		PageRow		row = rows->rows[i];

		if (!nulls[row])
			add_value(&sum, (int64) values[row], kind);
	}
	*number = sum;
}

static pg_attribute_always_inline void
add_to_each(PageGroup **groups, int group_values, int place,
			const Datum *values, const bool *nulls,
			const PageSelection *rows, PageStateKind kind)
{
	for (int i = 0; i < rows->count; i++)
	{
		PageRow		row = rows->rows[i];

		if (!nulls[row])
			add_value((PageNumber *) (page_group_states(groups[row],
														group_values) + place),
					  (int64) values[row], kind);
	}
}

/*
 * Add rows to the number at a place among the states of their groups, or of
 * the first group, which is the only one.
 */
void
page_number_add(PageStateKind kind, const Datum *values, const bool *nulls,
				const PageSelection *rows, PageGroup **groups,
				int group_values, int place, bool one_group)
{
#define ADD(kind) \
	if (one_group) \
		add_to_one((PageNumber *) (page_group_states(groups[0], group_values) + \
								   place), values, nulls, rows, kind); \
	else \
		add_to_each(groups, group_values, place, values, nulls, rows, kind); \
	break

	switch (kind)
	{
		case PAGE_MINIMUM:
			ADD(PAGE_MINIMUM);
		case PAGE_MAXIMUM:
			ADD(PAGE_MAXIMUM);
		default:
			ADD(PAGE_SUM);
	}
#undef ADD
}

/*
 * {number of values, sum}
 */
static Datum
average_state(const PageNumber *number)
{
	Datum		parts[2];

	parts[0] = Int64GetDatum(number->count);
	parts[1] = Int64GetDatum((int64) number->low);
	return PointerGetDatum(construct_array(parts, 2, INT8OID, sizeof(int64),
										   true, TYPALIGN_DOUBLE));
}

/*
 * The part of a sum that a bigint can hold, and take it away from the sum.
 */
static int64
take_part(PageNumber *number)
{
	int64		part;

	if (number->high == ((int64) number->low < 0 ? -1 : 0))
		part = (int64) number->low;
	else
		part = number->high < 0 ? PG_INT64_MIN : PG_INT64_MAX;
	number->high -= (part < 0 ? -1 : 0) + (number->low < (uint64) part ? 1 : 0);
	number->low -= (uint64) part;
	return part;
}

/*
 * The state of avg(bigint) and sum(bigint) is the server's secret, but it can
 * be told sums for values.  It is sent with the number of values in front.
 */
static Datum
bigint_state(PageNumbers *numbers, const PageNumber *number)
{
	LOCAL_FCINFO(call, 2);
	PageNumber	rest = *number;
	uint64		count = pg_hton64((uint64) number->count);
	Datum		state = (Datum) 0;
	bytea	   *sent;
	bool		first = true;

	do
	{
		InitFunctionCallInfoData(*call, &numbers->accumulate, 2, InvalidOid,
								 (Node *) numbers->aggregation, NULL);
		call->args[0].value = state;
		call->args[0].isnull = first;
		call->args[1].isnull = number->count == 0;
		call->args[1].value = Int64GetDatum(take_part(&rest));
		state = FunctionCallInvoke(call);
		first = false;
	} while (rest.low != 0 || rest.high != 0);

	InitFunctionCallInfoData(*call, &numbers->serialize, 1, InvalidOid,
							 (Node *) numbers->aggregation, NULL);
	call->args[0].value = state;
	call->args[0].isnull = false;
	sent = DatumGetByteaPP(FunctionCallInvoke(call));
	memcpy(VARDATA_ANY(sent), &count, sizeof(count));
	return PointerGetDatum(sent);
}

/*
 * The state that the server's transition function would have left, in the
 * current memory.
 */
Datum
page_number_state(PageNumbers *numbers, PageStateKind kind,
				  const PageNumber *number, bool *null)
{
	*null = false;
	switch (kind)
	{
		case PAGE_AVERAGE:
			return average_state(number);
		case PAGE_SUM_BIGINT:
			return bigint_state(numbers, number);
		default:
			*null = number->count == 0;
			return Int64GetDatum((int64) number->low);
	}
}
