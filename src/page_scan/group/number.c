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
#include "utils/fmgrprotos.h"

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
add_to_each(const PageRowGroups *groups, int place, const Datum *values,
			const bool *nulls, const PageSelection *rows, PageStateKind kind)
{
	PageGroup **each = groups->each;
	int			group_values = groups->values;

	for (int i = 0; i < rows->count; i++)
	{
		PageRow		row = rows->rows[i];

		if (!nulls[row])
			add_value((PageNumber *) (page_group_states(each[row], group_values) +
									  place),
					  (int64) values[row], kind);
	}
}

/*
 * Add rows to the number at a place among the states of their groups.
 */
void
page_number_add(PageStateKind kind, const Datum *values, const bool *nulls,
				const PageSelection *rows, const PageRowGroups *groups, int place)
{
#define ADD(kind) \
	if (groups->only != NULL) \
		add_to_one((PageNumber *) page_row_state(groups, 0, place), values, nulls, \
				   rows, kind); \
	else \
		add_to_each(groups, place, values, nulls, rows, kind); \
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
 * Subtract from a sum the part that a bigint can hold, and return that.
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
 * The state of avg(bigint) and sum(bigint) is opaque, so build it by passing
 * partial sums.  It is sent with the number of values in front.
 */
static Datum
bigint_state(AggState *aggregation, const PageNumber *number)
{
	LOCAL_FCINFO(call, 2);
	PageNumber	rest = *number;
	uint64		count = pg_hton64((uint64) number->count);
	Datum		state = (Datum) 0;
	bytea	   *sent;
	bool		first = true;

	do
	{
		InitFunctionCallInfoData(*call, NULL, 2, InvalidOid, (Node *) aggregation,
								 NULL);
		call->args[0].value = state;
		call->args[0].isnull = first;
		call->args[1].isnull = number->count == 0;
		call->args[1].value = Int64GetDatum(take_part(&rest));
		state = int8_avg_accum(call);
		first = false;
	} while (rest.low != 0 || rest.high != 0);

	InitFunctionCallInfoData(*call, NULL, 1, InvalidOid, (Node *) aggregation,
							 NULL);
	call->args[0].value = state;
	call->args[0].isnull = false;
	sent = DatumGetByteaPP(int8_avg_serialize(call));
	memcpy(VARDATA_ANY(sent), &count, sizeof(count));
	return PointerGetDatum(sent);
}

/*
 * The state that the server's transition function would have left, in the
 * current memory.
 */
Datum
page_number_state(AggState *aggregation, PageStateKind kind,
				  const PageNumber *number, bool *null)
{
	*null = false;
	switch (kind)
	{
		case PAGE_AVERAGE:
			return average_state(number);
		case PAGE_SUM_BIGINT:
			return bigint_state(aggregation, number);
		default:
			*null = number->count == 0;
			return Int64GetDatum((int64) number->low);
	}
}
