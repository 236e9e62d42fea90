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

#define TALLY_COMPARISON(name, condition) \
PG_FUNCTION_INFO_V1(tally_##name); \
Datum \
tally_##name(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_BOOL(compare_arguments(fcinfo) condition); \
}

TALLY_COMPARISON(eq, == 0)
TALLY_COMPARISON(ne, != 0)
TALLY_COMPARISON(lt, < 0)
TALLY_COMPARISON(le, <= 0)
TALLY_COMPARISON(gt, > 0)
TALLY_COMPARISON(ge, >= 0)

PG_FUNCTION_INFO_V1(tally_cmp);
PG_FUNCTION_INFO_V1(tally_hash);
PG_FUNCTION_INFO_V1(tally_hash_extended);

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
	tally_check(histogram_finish(&histogram));
	length = histogram_pack(&histogram, body);
	PG_FREE_IF_COPY(value, 0);
	return length;
}

Datum
tally_hash(PG_FUNCTION_ARGS)
{
	uint8		body[TALLY_MAX_BODY];
	size_t		length = canonical_bytes(fcinfo, body);

	PG_RETURN_UINT32(hash_bytes(body, (int) length));
}

Datum
tally_hash_extended(PG_FUNCTION_ARGS)
{
	uint8		body[TALLY_MAX_BODY];
	size_t		length = canonical_bytes(fcinfo, body);

	PG_RETURN_UINT64(hash_bytes_extended(body, (int) length,
										 PG_GETARG_INT64(1)));
}
