/*-------------------------------------------------------------------------
 *
 * tally_datum.c
 *	  Between the server's Datum and the histogram.
 *
 *-------------------------------------------------------------------------
 */
#include "tally_datum.h"

void
tally_check(TallyStatus status)
{
	switch (status)
	{
		case TALLY_OK:
			break;
		case TALLY_UNKNOWN_FORMAT:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					 errmsg("unknown format of a tally"),
					 errhint("It may have been written by a newer version of the extension satisfaction.")));
			break;
		case TALLY_MALFORMED:
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("malformed tally")));
			break;
		case TALLY_TOO_MANY:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("a tally cannot hold more than " INT64_FORMAT " answers",
							PG_INT64_MAX)));
			break;
		case TALLY_TOO_FEW:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("cannot remove answers that the tally does not hold"),
					 errhint("Only a tally that was added before can be taken away.")));
			break;
		case TALLY_TOO_HEAVY:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the weights of a tally, or their squares, cannot add up to more than %g",
							TALLY_MAX_WEIGHT)));
			break;
	}
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
