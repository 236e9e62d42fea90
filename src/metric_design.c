/*-------------------------------------------------------------------------
 *
 * metric_design.c
 *	  Aggregates over the tallies of clusters or strata: what the metrics have
 *	  in common.
 *
 *-------------------------------------------------------------------------
 */
#include "metric_design.h"

#include <math.h>

#include "utils/float.h"

#include "arguments.h"
#include "result.h"
#include "tally_datum.h"


/*-------------------------------------------------------------------------
 * Parts
 *-------------------------------------------------------------------------
 */

static inline void
add_squares(DesignPart *part, Segment answers, double value)
{
	double		squared = square(value - part->mean);

	part->squares += answers.weight * squared;
	part->weighted_squares += answers.weight_squares * squared;
}

static void
begin_part(DesignPart *part, Segment all)
{
	memset(part, 0, sizeof(DesignPart));
	part->answers = (double) all.answers;
	part->weight = all.weight;
	part->weight_squares = all.weight_squares;
}

void
net_design_part(const Groups *groups, DesignPart *part)
{
	begin_part(part, groups->all);
	part->high = groups->high.weight;
	part->low = groups->low.weight;
	part->sum = part->high - part->low;
	part->mean = part->sum / part->weight;
	add_squares(part, groups->low, -1);
	add_squares(part, groups->middle, 0);
	add_squares(part, groups->high, 1);
}

void
share_design_part(const Groups *groups, DesignPart *part)
{
	begin_part(part, groups->all);
	part->high = groups->high.weight;
	part->sum = part->high;
	part->mean = part->sum / part->weight;
	add_squares(part, groups->rest, 0);
	add_squares(part, groups->high, 1);
}

void
mean_design_part(const Histogram *histogram, DesignPart *part)
{
	Moments		moments = histogram_moments(histogram);

	begin_part(part, histogram_all(histogram));
	part->sum = moments.sum;
	part->mean = moments.mean;
	part->squares = moments.squares;
	part->weighted_squares = moments.weighted_squares;
}


/*-------------------------------------------------------------------------
 * Aggregates
 *-------------------------------------------------------------------------
 */

typedef struct DesignState
{
	double		confidence;
	Clusters	clusters;
	Strata		strata;
} DesignState;

/*
 * The confidence is that of the first row.
 */
static DesignState *
state_argument(FunctionCallInfo fcinfo, int confidence)
{
	MemoryContext context;
	DesignState *state;

	if (!PG_ARGISNULL(0))
		return (DesignState *) PG_GETARG_POINTER(0);
	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	state = MemoryContextAllocZero(context, sizeof(DesignState));
	state->confidence = 0.95;
	if (PG_NARGS() > confidence)
		state->confidence = confidence_argument(fcinfo, confidence);
	return state;
}

/*
 * Read the first argument after the state; return false if it is NULL or has no
 * weight.
 */
static bool
read_part(FunctionCallInfo fcinfo, const DesignMetric *metric,
		  DesignPart *part)
{
	Histogram	histogram;

	if (!histogram_from_argument(fcinfo, 1, &histogram) ||
		histogram.total == 0 ||
		(histogram.weighted && !(histogram_all(&histogram).weight > 0)))
		return false;
	metric->read_part(&histogram, part);
	return true;
}

/*
 * Score, standard error, limits, then the last two columns as given; NULL if
 * there is no score.
 */
static Datum
design_result(FunctionCallInfo fcinfo, const DesignMetric *metric,
			  const DesignScore *score, double confidence, double number,
			  double parts)
{
	Limits		limits;
	ResultRow	row = {0};

	if (isnan(score->score))
		PG_RETURN_NULL();
	limits = metric->limits(score, confidence);
	result_add_number(&row, score->score);
	result_add_number(&row, score->standard_error);
	result_add_number(&row, metric->unit * limits.low);
	result_add_number(&row, metric->unit * limits.high);
	result_add_number(&row, number);
	result_add_count(&row, (int64) parts);
	return result_datum(fcinfo, &row);
}

Datum
clusters_transition(FunctionCallInfo fcinfo, const DesignMetric *metric)
{
	DesignState *state = state_argument(fcinfo, 2);
	DesignPart	part;

	if (read_part(fcinfo, metric, &part))
		clusters_add(&state->clusters, &part);
	PG_RETURN_POINTER(state);
}

Datum
clusters_result(FunctionCallInfo fcinfo, const DesignMetric *metric)
{
	DesignState *state;
	DesignScore score;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (DesignState *) PG_GETARG_POINTER(0);
	score = clustered_score(&state->clusters, metric->unit);
	return design_result(fcinfo, metric, &score, state->confidence,
						 score.design_effect, state->clusters.clusters);
}

/* The fourth power of a share neither underflows nor overflows. */
#define MIN_SHARE	1e-50
#define MAX_SHARE	1e50

/*
 * Return false if the share is NULL or 0.
 */
static bool
read_share(FunctionCallInfo fcinfo, double *share)
{
	if (PG_ARGISNULL(2))
		return false;
	*share = PG_GETARG_FLOAT8(2);
	if (*share == 0)
		return false;
	if (!(*share >= MIN_SHARE && *share <= MAX_SHARE))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("share %s of a stratum is neither 0 nor from %g to %g",
						float8out_internal(*share), MIN_SHARE, MAX_SHARE),
				 errhint("Shares can be fractions, percentages or numbers of people; they are scaled to 1.")));
	return true;
}

Datum
strata_transition(FunctionCallInfo fcinfo, const DesignMetric *metric)
{
	DesignState *state = state_argument(fcinfo, 3);
	DesignPart	part;
	double		share;

	if (read_share(fcinfo, &share) && read_part(fcinfo, metric, &part))
		strata_add(&state->strata, &part, share);
	PG_RETURN_POINTER(state);
}

Datum
strata_result(FunctionCallInfo fcinfo, const DesignMetric *metric)
{
	DesignState *state;
	DesignScore score;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (DesignState *) PG_GETARG_POINTER(0);
	score = stratified_score(&state->strata, state->confidence, metric->unit);
	return design_result(fcinfo, metric, &score, state->confidence,
						 score.degrees, state->strata.strata);
}
