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
	Histogram	a;
	Histogram	b;

	histogram_from_datum(PG_GETARG_DATUM(0), &a);
	histogram_from_datum(PG_GETARG_DATUM(1), &b);
	return histogram_compare(&a, &b);
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
canonical_bytes(Datum value, uint8 *body)
{
	Histogram	histogram;

	histogram_from_datum(value, &histogram);
	tally_check(histogram_finish(&histogram));
	return histogram_pack(&histogram, body);
}

Datum
tally_hash(PG_FUNCTION_ARGS)
{
	uint8		body[TALLY_MAX_BODY];
	size_t		length = canonical_bytes(PG_GETARG_DATUM(0), body);

	PG_RETURN_UINT32(hash_bytes(body, (int) length));
}

Datum
tally_hash_extended(PG_FUNCTION_ARGS)
{
	uint8		body[TALLY_MAX_BODY];
	size_t		length = canonical_bytes(PG_GETARG_DATUM(0), body);

	PG_RETURN_UINT64(hash_bytes_extended(body, (int) length,
										 PG_GETARG_INT64(1)));
}
