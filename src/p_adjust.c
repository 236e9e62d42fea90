/*-------------------------------------------------------------------------
 *
 * p_adjust.c
 *	  P values of several tests, corrected for their number.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "utils/float.h"

#include "arguments.h"
#include "window_partition.h"

typedef enum AdjustMethod
{
	ADJUST_HOLM,
	ADJUST_BH,
	ADJUST_BONFERRONI
} AdjustMethod;

/* A p value that is to be corrected, and where it stands. */
typedef struct PValue
{
	double		p;
	int			row;
} PValue;

static int
compare_p_values(const void *a, const void *b)
{
	double		p = ((const PValue *) a)->p;
	double		q = ((const PValue *) b)->p;

	return (p > q) - (p < q);
}

/* The p values of the partition that are not NULL; how many they are */
static int
read_p_values(FunctionCallInfo fcinfo, int rows, PValue *values)
{
	int			count = 0;

	for (int row = 0; row < rows; row++)
	{
		Datum		value;
		double		p;

		if (!partition_value(fcinfo, row, &value))
			continue;
		p = DatumGetFloat8(value);
		if (!(p >= 0 && p <= 1))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("p value %s is not between 0 and 1",
							float8out_internal(p)),
					 errhint("The first argument is the p_value of a test.")));
		values[count].p = p;
		values[count].row = row;
		count++;
	}
	return count;
}

/*
 * S. Holm, Scandinavian Journal of Statistics 6:65, 1979: the smallest p
 * value times all of them, the next times one fewer, and none less than one
 * before it.
 */
static void
adjust_holm(const PValue *sorted, int count, double *results)
{
	double		largest = 0;

	for (int i = 0; i < count; i++)
	{
		largest = fmax(largest, sorted[i].p * (count - i));
		results[sorted[i].row] = fmin(largest, 1);
	}
}

/*
 * Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B
 * 57:289, 1995: each p value times the number of all over its rank, and none
 * more than one after it.
 */
static void
adjust_bh(const PValue *sorted, int count, double *results)
{
	double		smallest = 1;

	for (int i = count - 1; i >= 0; i--)
	{
		smallest = fmin(smallest, sorted[i].p * count / (i + 1));
		results[sorted[i].row] = smallest;
	}
}

/* C. E. Bonferroni 1936; each p value times the number of all */
static void
adjust_bonferroni(const PValue *values, int count, double *results)
{
	for (int i = 0; i < count; i++)
		results[values[i].row] = fmin(values[i].p * count, 1);
}

static void
adjust_partition(FunctionCallInfo fcinfo, int rows, double *results)
{
	static const MethodName methods[] = {
		{"holm", ADJUST_HOLM},
		{"bh", ADJUST_BH},
		{"bonferroni", ADJUST_BONFERRONI},
	};
	AdjustMethod method = METHOD_ARGUMENT(fcinfo, 1, methods);
	PValue	   *values = palloc_extended((Size) rows * sizeof(PValue),
										 MCXT_ALLOC_HUGE);
	int			count = read_p_values(fcinfo, rows, values);

	if (method != ADJUST_BONFERRONI)
		qsort(values, count, sizeof(PValue), compare_p_values);
	switch (method)
	{
		case ADJUST_HOLM:
			adjust_holm(values, count, results);
			break;
		case ADJUST_BH:
			adjust_bh(values, count, results);
			break;
		case ADJUST_BONFERRONI:
			adjust_bonferroni(values, count, results);
			break;
	}
	pfree(values);
}

PG_FUNCTION_INFO_V1(p_adjust);

/*
 * For the SQL window function (p_value, method).
 */
Datum
p_adjust(PG_FUNCTION_ARGS)
{
	return partition_result(fcinfo, adjust_partition);
}
