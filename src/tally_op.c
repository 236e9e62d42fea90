/*-------------------------------------------------------------------------
 *
 * tally_op.c
 *	  Comparing and hashing tallies: =, <> and the operator classes.
 *
 * Adding and removing, + and -, are in tally_agg.c with their aggregates.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "common/hashfn.h"

#include "tally_datum.h"

static int
compare_arguments(FunctionCallInfo fcinfo)
{
	struct varlena *first = PG_GETARG_VARLENA_PP(0);
	struct varlena *second = PG_GETARG_VARLENA_PP(1);
	Histogram	a;
	Histogram	b;
	int			order;

	histogram_from_datum(PointerGetDatum(first), &a);
	histogram_from_datum(PointerGetDatum(second), &b);
	order = histogram_compare(&a, &b);
	PG_FREE_IF_COPY(first, 0);
	PG_FREE_IF_COPY(second, 1);
	return order;
}

PG_FUNCTION_INFO_V1(tally_eq);
Datum
tally_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) == 0);
}

PG_FUNCTION_INFO_V1(tally_ne);
Datum
tally_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) != 0);
}

PG_FUNCTION_INFO_V1(tally_lt);
Datum
tally_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) < 0);
}

PG_FUNCTION_INFO_V1(tally_le);
Datum
tally_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) <= 0);
}

PG_FUNCTION_INFO_V1(tally_gt);
Datum
tally_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) > 0);
}

PG_FUNCTION_INFO_V1(tally_ge);
Datum
tally_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) >= 0);
}

PG_FUNCTION_INFO_V1(tally_cmp);
Datum
tally_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_arguments(fcinfo));
}

/*
 * Equal tallies have equal packed bytes, so those are hashed.
 */
static size_t
canonical_bytes(FunctionCallInfo fcinfo, uint8 *body)
{
	struct varlena *value = PG_GETARG_VARLENA_PP(0);
	Histogram	histogram;
	size_t		length;

	histogram_from_datum(PointerGetDatum(value), &histogram);
	length = histogram_pack(&histogram, body);
	PG_FREE_IF_COPY(value, 0);
	return length;
}

PG_FUNCTION_INFO_V1(tally_hash);
Datum
tally_hash(PG_FUNCTION_ARGS)
{
	uint8		body[TALLY_MAX_BODY];
	size_t		length = canonical_bytes(fcinfo, body);

	PG_RETURN_UINT32(hash_bytes(body, (int) length));
}

PG_FUNCTION_INFO_V1(tally_hash_extended);
Datum
tally_hash_extended(PG_FUNCTION_ARGS)
{
	uint8		body[TALLY_MAX_BODY];
	size_t		length = canonical_bytes(fcinfo, body);

	PG_RETURN_UINT64(hash_bytes_extended(body, (int) length,
										 PG_GETARG_INT64(1)));
}
