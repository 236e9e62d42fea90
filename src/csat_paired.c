/*-------------------------------------------------------------------------
 *
 * csat_paired.c
 *	  Customer Satisfaction Score of the same customers before and after.
 *
 * The state is a tally of pairs: 0 for not satisfied before and after, 1 for
 * satisfied after only, 2 before only, 3 both times.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "inference.h"
#include "one_sample.h"
#include "tally_agg.h"
#include "tally_datum.h"

static const Scale satisfied_pairs = {.minimum = 0,.maximum = 3};

static bool
is_satisfied(FunctionCallInfo fcinfo, int argument, const char *name)
{
	return scale_check_score(&csat_scale, name,
							 "The arguments are before, then after, both from 1 to 5; recode other scales first, and turn codes such as \"no answer\" to NULL with nullif().",
							 PG_GETARG_FLOAT8(argument)) >= csat_scale.high_min;
}

static int
satisfied_of_pair(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return TALLY_NOT_COUNTED;
	return 2 * is_satisfied(fcinfo, 1, "before") +
		is_satisfied(fcinfo, 2, "after");
}

PG_FUNCTION_INFO_V1(csat_paired_transition);
Datum
csat_paired_transition(PG_FUNCTION_ARGS)
{
	return tally_state_add(fcinfo, satisfied_of_pair(fcinfo));
}

PG_FUNCTION_INFO_V1(csat_paired_inverse);
Datum
csat_paired_inverse(PG_FUNCTION_ARGS)
{
	return tally_state_remove(fcinfo, satisfied_of_pair(fcinfo));
}

PG_FUNCTION_INFO_V1(csat_paired_final);
Datum
csat_paired_final(PG_FUNCTION_ARGS)
{
	Histogram	pairs;

	histogram_from_datum(PG_GETARG_DATUM(0), &pairs);
	scale_check_answers(&satisfied_pairs, &pairs);
	if (pairs.total == 0)
		PG_RETURN_NULL();
	return test_result(fcinfo,
					   share_paired_test((double) histogram_segment(&pairs, 1, 1).answers,
										 (double) histogram_segment(&pairs, 2, 2).answers,
										 (double) pairs.total, 0.95),
					   100);
}
