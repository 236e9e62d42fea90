/*-------------------------------------------------------------------------
 *
 * metric_series.c
 *	  Several tallies of one metric: what trends, heterogeneity and shrinkage
 *	  have in common.
 *
 *-------------------------------------------------------------------------
 */
#include "metric_series.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/float.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "arguments.h"
#include "result.h"
#include "window_partition.h"


/*-------------------------------------------------------------------------
 * Samples
 *-------------------------------------------------------------------------
 */

void
net_series_answers(const Groups *groups, SeriesAnswers *answers)
{
	double		worth = 1;

	if (groups->weighted)
		worth = net_sample(groups).counts.n / groups->all.weight;
	answers->first_value = -1;
	answers->values = 3;
	answers->counts[0] = worth * groups->low.weight;
	answers->counts[1] = worth * groups->middle.weight;
	answers->counts[2] = worth * groups->high.weight;
}

void
share_series_answers(const Groups *groups, SeriesAnswers *answers)
{
	double		worth = 1;

	if (groups->weighted)
		worth = high_share_sample(groups).counts.n / groups->all.weight;
	answers->first_value = 0;
	answers->values = 2;
	answers->counts[0] = worth * groups->rest.weight;
	answers->counts[1] = worth * groups->high.weight;
}

void
mean_series_answers(const Histogram *histogram, SeriesAnswers *answers)
{
	double		worth = 1;

	if (histogram->weighted)
		worth = mean_sample(histogram).size / histogram_all(histogram).weight;
	answers->first_value = 0;
	answers->values = histogram->limit;
	for (int score = 0; score < histogram->limit; score++)
		answers->counts[score] = worth * histogram_weight(histogram, score);
}


/*-------------------------------------------------------------------------
 * State
 *-------------------------------------------------------------------------
 */

#define FIRST_POINTS	16

/* Trends keep their points, too */
typedef struct SeriesState
{
	int64		rows;			/* also those without answers */
	Oid			period_type;	/* invalid unless periods are an argument */
	size_t		count;
	size_t		allocated;
	SeriesPoint *points;
	Series		series;
} SeriesState;

static SeriesState *
state_argument(FunctionCallInfo fcinfo)
{
	MemoryContext context;
	SeriesState *state;

	if (!PG_ARGISNULL(0))
		return (SeriesState *) PG_GETARG_POINTER(0);
	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	state = MemoryContextAllocZero(context, sizeof(SeriesState));
	if (PG_NARGS() > 2)
		state->period_type = get_fn_expr_argtype(fcinfo->flinfo, 2);
	return state;
}

static void
keep_point(SeriesState *state, SeriesPoint point)
{
	if (state->points == NULL)
	{
		state->allocated = FIRST_POINTS;
		state->points = MemoryContextAlloc(GetMemoryChunkContext(state),
										   FIRST_POINTS * sizeof(SeriesPoint));
	}
	if (state->count == state->allocated)
	{
		state->allocated *= 2;
		state->points = repalloc_huge(state->points,
									  state->allocated * sizeof(SeriesPoint));
	}
	state->points[state->count++] = point;
}


/*-------------------------------------------------------------------------
 * Trends
 *-------------------------------------------------------------------------
 */

static void
fail_infinite_period(char *period)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("period %s is not finite", period)));
}

static double
period_of_datum(Oid type, Datum value)
{
	switch (type)
	{
		case DATEOID:
			if (DATE_NOT_FINITE(DatumGetDateADT(value)))
				fail_infinite_period(DatumGetCString(DirectFunctionCall1(date_out,
																		 value)));
			return (double) DatumGetDateADT(value);
		case TIMESTAMPTZOID:
			if (TIMESTAMP_NOT_FINITE(DatumGetTimestampTz(value)))
				fail_infinite_period(DatumGetCString(DirectFunctionCall1(timestamptz_out,
																		 value)));
			return (double) DatumGetTimestampTz(value) / USECS_PER_DAY;
		default:
			if (isnan(DatumGetFloat8(value)) || isinf(DatumGetFloat8(value)))
				fail_infinite_period(float8out_internal(DatumGetFloat8(value)));
			return DatumGetFloat8(value);
	}
}

/*
 * Return false if the period is NULL, so that the row is skipped.
 */
static bool
read_period(FunctionCallInfo fcinfo, SeriesState *state, double *period)
{
	*period = (double) ++state->rows;
	if (PG_NARGS() <= 2)
		return true;
	if (PG_ARGISNULL(2))
		return false;
	*period = period_of_datum(state->period_type, PG_GETARG_DATUM(2));
	return true;
}

Datum
trend_add(FunctionCallInfo fcinfo, const SeriesMetric *metric)
{
	SeriesState *state;
	SeriesAnswers answers;
	double		period;

	if (PG_ARGISNULL(0) && PG_NARGS() <= 2)
		require_order(fcinfo, "answers ORDER BY month");
	state = state_argument(fcinfo);
	if (read_period(fcinfo, state, &period) &&
		metric->read_answers(fcinfo, 1, PG_NARGS(), &answers))
		keep_point(state, series_add(&state->series, period, &answers));
	PG_RETURN_POINTER(state);
}

Datum
trend_result(FunctionCallInfo fcinfo, const SeriesMetric *metric)
{
	SeriesState *state;
	Trend		trend;
	ResultRow	row = {0};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (SeriesState *) PG_GETARG_POINTER(0);
	trend = series_trend(&state->series, state->points, state->count);
	if (isnan(trend.slope))
		PG_RETURN_NULL();
	result_add_number(&row, metric->unit * trend.slope);
	result_add_number(&row, metric->unit * trend.standard_error);
	result_add_number(&row, trend.statistic);
	result_add_number(&row, trend.p_value);
	result_add_number(&row, trend.residual_p_value);
	return result_datum(fcinfo, &row);
}


/*-------------------------------------------------------------------------
 * Heterogeneity and shrinkage
 *-------------------------------------------------------------------------
 */

Datum
heterogeneity_add(FunctionCallInfo fcinfo, const SeriesMetric *metric)
{
	SeriesState *state = state_argument(fcinfo);
	SeriesAnswers answers;

	if (metric->read_answers(fcinfo, 1, PG_NARGS(), &answers))
		series_add(&state->series, 0, &answers);
	PG_RETURN_POINTER(state);
}

Datum
heterogeneity_result(FunctionCallInfo fcinfo, const SeriesMetric *metric)
{
	Heterogeneity result;
	ResultRow	row = {0};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	result = heterogeneity(&((SeriesState *) PG_GETARG_POINTER(0))->series);
	if (isnan(result.degrees))
		PG_RETURN_NULL();
	result_add_number(&row, result.q);
	result_add_number(&row, result.degrees);
	result_add_number(&row, result.p_value);
	result_add_number(&row, metric->unit * sqrt(result.tau_squared));
	return result_datum(fcinfo, &row);
}

/* The samples of a partition; those without answers have the size 0 */
typedef struct Partition
{
	const SeriesMetric *metric;
	SeriesPoint *points;
	Series		series;
} Partition;

/*
 * As a RowFunction.
 */
static void
add_row(FunctionCallInfo fcinfo, int row, void *state)
{
	Partition  *partition = (Partition *) state;
	SeriesAnswers answers;

	if (partition->metric->read_answers(fcinfo, 0, 1, &answers))
		partition->points[row] = series_add(&partition->series, 0, &answers);
	else
		partition->points[row].size = 0;
}

void
shrink_partition(FunctionCallInfo fcinfo, int rows, double *results,
				 const SeriesMetric *metric)
{
	Partition	partition = {.metric = metric};
	SeriesPoint *points;
	double		variance;
	double		tau_squared;
	double		center;

	points = palloc_extended((Size) rows * sizeof(SeriesPoint),
							 MCXT_ALLOC_HUGE);
	partition.points = points;
	partition_rows(fcinfo, rows, add_row, &partition);
	variance = series_variance(&partition.series);
	tau_squared = heterogeneity(&partition.series).tau_squared;
	center = shrunk_center(&partition.series, tau_squared, points,
						   (size_t) rows);
	for (int row = 0; row < rows; row++)
	{
		if (points[row].size > 0)
			results[row] = metric->unit * shrunk_mean(&points[row], center,
													  variance, tau_squared);
	}
	pfree(points);
}
