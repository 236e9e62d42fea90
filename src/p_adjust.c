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

/* The p values of a partition that are not NULL */
typedef struct PValues
{
	int			count;
	PValue	   *values;
} PValues;

/*
 * As a RowFunction.
 */
static void
add_p_value(FunctionCallInfo fcinfo, int row, void *state)
{
	PValues    *p_values = (PValues *) state;
	double		p;

	if (PG_ARGISNULL(0))
		return;
	p = PG_GETARG_FLOAT8(0);
	if (!(p >= 0 && p <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("p value %s is not between 0 and 1",
						float8out_internal(p)),
				 errhint("The first argument is the p_value of a test.")));
	p_values->values[p_values->count].p = p;
	p_values->values[p_values->count].row = row;
	p_values->count++;
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
	static const ChoiceName methods[] = {
		{"holm", ADJUST_HOLM},
		{"bh", ADJUST_BH},
		{"bonferroni", ADJUST_BONFERRONI},
	};
	AdjustMethod method = METHOD_ARGUMENT(fcinfo, 1, methods);
	PValue	   *values = palloc_extended((Size) rows * sizeof(PValue),
										 MCXT_ALLOC_HUGE);
	PValues		p_values = {0, values};
	int			count;

	partition_rows(fcinfo, rows, add_p_value, &p_values);
	count = p_values.count;
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

/*
 * For the SQL window function (p_value, method).
 */
PG_FUNCTION_INFO_V1(p_adjust);
Datum
p_adjust(PG_FUNCTION_ARGS)
{
	return partition_result(fcinfo, adjust_partition);
}
