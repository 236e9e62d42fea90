/*-------------------------------------------------------------------------
 *
 * tally_datum.c
 *	  Conversion between Datum and Histogram.
 *
 *-------------------------------------------------------------------------
 */
#include "tally_datum.h"

void
tally_report(TallyStatus status)
{
	switch (status)
	{
		case TALLY_UNRECOGNIZED_FORMAT:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					 errmsg("unrecognized format of a tally"),
					 errhint("It might have been written by a newer version of the extension satisfaction.")));
			break;
		case TALLY_MALFORMED:
		case TALLY_IMPOSSIBLE_WEIGHT:
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("malformed tally")));
			break;
		case TALLY_TOO_MANY:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("a tally cannot hold more than %lld answers",
							(long long) PG_INT64_MAX)));
			break;
		case TALLY_TOO_FEW:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("cannot remove answers that the tally does not hold"),
					 errhint("Only a tally that was added before can be subtracted.")));
			break;
		case TALLY_TOO_HEAVY:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the weights of a tally, or their squares, cannot add up to more than %g",
							TALLY_MAX_WEIGHT),
					 errhint("Multiply all weights by a constant, which changes no score, interval or test.")));
			break;
		case TALLY_LOST_WEIGHT:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the weights that would be left are lost to rounding"),
					 errdetail("They are less than a billionth of the weights at the same score before."),
					 errhint("Instead, add up the weighted tallies that should stay.")));
			break;
		case TALLY_OK:
		case TALLY_NOT_APPLICABLE:
			break;
	}
	elog(ERROR, "unexpected status of a tally: %d", (int) status);
}

void
histogram_from_datum(Datum value, Histogram *histogram)
{
	struct varlena *tally = PG_DETOAST_DATUM_PACKED(value);

	tally_check(histogram_read(histogram, (const uint8 *) VARDATA_ANY(tally),
							   VARSIZE_ANY_EXHDR(tally)));
}

Datum
histogram_to_datum(Histogram *histogram)
{
	uint8		body[TALLY_MAX_BODY];
	size_t		length;
	struct varlena *tally;

	tally_check(histogram_finish(histogram));
	length = histogram_pack(histogram, body);
	tally = (struct varlena *) palloc(VARHDRSZ + length);
	SET_VARSIZE(tally, VARHDRSZ + length);
	memcpy(VARDATA(tally), body, length);
	return PointerGetDatum(tally);
}

bool
histogram_from_argument(FunctionCallInfo fcinfo, int argument,
						Histogram *histogram)
{
	if (PG_ARGISNULL(argument))
		return false;
	histogram_from_datum(PG_GETARG_DATUM(argument), histogram);
	return true;
}

Tally *
tally_create_dense(int limit, bool weighted, Counts *counts)
{
	int			capacity = weighted ? TALLY_WEIGHTED_DENSE_CAPACITY :
		TALLY_DENSE_CAPACITY;
	size_t		size;
	Tally	   *tally;

	if (limit > capacity)
		capacity = TALLY_SCORES;
	size = tally_dense_size(capacity, weighted);
	tally = (Tally *) palloc(size);
	SET_VARSIZE(tally, size);
	tally_dense_begin(tally, capacity, weighted);
	tally_dense_counts(tally, size, counts);
	return tally;
}
