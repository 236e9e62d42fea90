/*-------------------------------------------------------------------------
 *
 * sample_size.c
 *	  How many answers are needed?
 *
 * The formulas and their sources are in estimate.c.  Margins, differences
 * and shares are in per cent or points, as everywhere in SQL.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "arguments.h"
#include "estimate.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(nps_sample_size);
PG_FUNCTION_INFO_V1(nps_test_sample_size);
PG_FUNCTION_INFO_V1(csat_sample_size);
PG_FUNCTION_INFO_V1(csat_test_sample_size);

/*
 * MeasuringU's estimate of the variance of one answer on -1, 0, 1, from the
 * surveys they have seen; 1 is the largest that there can be.
 */
#define TYPICAL_NET_VARIANCE	0.67

/*
 * A whole number of answers; within a population of known size (0: of any
 * size) fewer are enough.
 */
static Datum
size_result(double size, int64 population)
{
	if (population > 0)
		size = finite_sample_size(size, (double) population);
	size = round_up_sample_size(size);
	if (!(size < (double) PG_INT64_MAX))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("no sample is large enough")));
	PG_RETURN_INT64((int64) size);
}

static int64
population_size_argument(FunctionCallInfo fcinfo, int argument)
{
	int64		population;

	if (PG_ARGISNULL(argument))
		return 0;
	population = PG_GETARG_INT64(argument);
	if (population < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("population " INT64_FORMAT " is not positive",
						population)));
	return population;
}

/*
 * The variance of one answer as 1, 0 or -1, or of the difference of two.
 */
static double
variance_argument(FunctionCallInfo fcinfo, int argument, double largest)
{
	double		variance = number_argument(fcinfo, argument,
										   TYPICAL_NET_VARIANCE);

	if (!(variance > 0 && variance <= largest))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("variance %g is not above 0 and at most %g",
						variance, largest),
				 errhint("An answer counts as 1, 0 or -1; %g is typical.",
						 TYPICAL_NET_VARIANCE)));
	return variance;
}

static double
power_argument(FunctionCallInfo fcinfo, int argument)
{
	double		power = number_argument(fcinfo, argument, 0.8);

	if (!(power > 0 && power < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("power %g is not between 0 and 1", power),
				 errhint("Write 80 %% as 0.8.")));
	return power;
}

/*
 * For a margin of error: (margin, confidence, variance, population).
 */
Datum
nps_sample_size(PG_FUNCTION_ARGS)
{
	double		margin;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	margin = PG_GETARG_FLOAT8(0);
	check_between("margin", margin, 0, 100);
	return size_result(net_sample_size(margin / 100,
									   confidence_argument(fcinfo, 1),
									   variance_argument(fcinfo, 2, 1)),
					   population_size_argument(fcinfo, 3));
}

/*
 * For each of two groups, to detect a difference: (difference, confidence,
 * power, variance).
 */
Datum
nps_test_sample_size(PG_FUNCTION_ARGS)
{
	double		difference;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	difference = fabs(PG_GETARG_FLOAT8(0));
	check_between("difference", difference, 0, 200);
	return size_result(net_compare_sample_size(difference / 100,
											   confidence_argument(fcinfo, 1),
											   power_argument(fcinfo, 2),
											   variance_argument(fcinfo, 3, 2)),
					   0);
}

/*
 * For a margin of error of a share: (margin, confidence, expected,
 * population).
 */
Datum
csat_sample_size(PG_FUNCTION_ARGS)
{
	double		margin;
	double		expected = number_argument(fcinfo, 2, 50);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	margin = PG_GETARG_FLOAT8(0);
	check_between("margin", margin, 0, 50);
	check_between("expected", expected, 0, 100);
	return size_result(share_sample_size(margin / 100,
										 confidence_argument(fcinfo, 1),
										 expected / 100),
					   population_size_argument(fcinfo, 3));
}

/*
 * For each of two groups, to tell one share from another: (share_a, share_b,
 * confidence, power).
 */
Datum
csat_test_sample_size(PG_FUNCTION_ARGS)
{
	double		share_a;
	double		share_b;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	share_a = PG_GETARG_FLOAT8(0);
	share_b = PG_GETARG_FLOAT8(1);
	check_between("share_a", share_a, 0, 100);
	check_between("share_b", share_b, 0, 100);
	if (share_a == share_b)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("share_a and share_b are both %g", share_a),
				 errhint("The smaller the difference to detect, the larger the groups; none cannot be detected.")));
	return size_result(share_compare_sample_size(share_a / 100, share_b / 100,
												 confidence_argument(fcinfo, 2),
												 power_argument(fcinfo, 3)),
					   0);
}
