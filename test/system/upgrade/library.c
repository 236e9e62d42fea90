/*-------------------------------------------------------------------------
 *
 * library.c
 *	  What the library of an invented 1.1 has beyond that of 1.0.
 *
 * test/system/upgrade.sh adds it to a copy of the sources, and a third column
 * to limits_result() there.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "arguments.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(tally_doubled);
Datum
tally_doubled(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	Histogram	doubled;
	Counts		counts;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	histogram_begin(&doubled, false, histogram.limit, &counts);
	for (int score = 0; score < histogram.limit; score++)
		counts.answers[score] = 2 * histogram.answers[score];
	return histogram_to_datum(&doubled);
}

PG_FUNCTION_INFO_V1(tally_mode_of_several);
Datum
tally_mode_of_several(PG_FUNCTION_ARGS)
{
	bool		highest = boolean_argument(fcinfo, 1);
	Histogram	histogram;
	int			mode = -1;

	if (!histogram_from_argument(fcinfo, 0, &histogram))
		PG_RETURN_NULL();
	for (int score = 0; score < histogram.limit; score++)
	{
		int64		more = histogram.answers[score] -
			(mode < 0 ? 0 : histogram.answers[mode]);

		if (more > 0 || (more == 0 && highest && mode >= 0))
			mode = score;
	}
	if (mode < 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(mode);
}
