/*-------------------------------------------------------------------------
 *
 * contingency_tests.c
 *	  Tests of whole distributions of answers, without a scale or cut points.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "contingency.h"
#include "inference_test.h"
#include "result.h"
#include "tally_datum.h"

/*
 * Ranks and tables have no accepted form for answers of different weights.
 */
static void
check_unweighted(const char *function, const Histogram *histogram)
{
	if (histogram->weighted)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("%s does not support weighted answers", function),
				 errhint("Use a tally of the answers without their weights.")));
}

/*
 * For (a, b, alternative).
 */
PG_FUNCTION_INFO_V1(mann_whitney);
Datum
mann_whitney(PG_FUNCTION_ARGS)
{
	Histogram	a;
	Histogram	b;
	MannWhitneyTest test;
	ResultRow	row = {0};

	if (!histogram_from_argument(fcinfo, 0, &a) ||
		!histogram_from_argument(fcinfo, 1, &b))
		PG_RETURN_NULL();
	check_unweighted("mann_whitney", &a);
	check_unweighted("mann_whitney", &b);
	test = mann_whitney_test(&a, &b, alternative_argument(fcinfo, 2));
	if (isnan(test.u))
		PG_RETURN_NULL();
	result_add_number(&row, test.u);
	result_add_number(&row, test.probability);
	result_add_number(&row, test.statistic);
	result_add_number(&row, test.p_value);
	return result_datum(fcinfo, &row);
}

/*
 * The tallies so far, one a segment: all answers together, and the packed
 * bodies, one after another, each after its length.
 */
typedef struct TableState
{
	Histogram	all;
	Counts		counts;			/* of all */
	int64		segments;		/* that have answers */
	size_t		used;
	size_t		allocated;
	uint8	   *bodies;
} TableState;

typedef uint16 BodyLength;

#define MAX_BODY_SPACE	(sizeof(BodyLength) + TALLY_MAX_BODY)

static TableState *
table_state_argument(FunctionCallInfo fcinfo)
{
	MemoryContext context;
	TableState *state;

	if (!PG_ARGISNULL(0))
		return (TableState *) PG_GETARG_POINTER(0);
	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	state = MemoryContextAllocZero(context, sizeof(TableState));
	histogram_begin(&state->all, false, TALLY_SCORES, &state->counts);
	state->allocated = 2 * MAX_BODY_SPACE;
	state->bodies = MemoryContextAlloc(context, state->allocated);
	return state;
}

/*
 * Space for the next body; its length is to be passed to keep_body().
 */
static uint8 *
next_body(TableState *state)
{
	if (state->allocated - state->used < MAX_BODY_SPACE)
	{
		state->allocated *= 2;
		state->bodies = repalloc_huge(state->bodies, state->allocated);
	}
	return state->bodies + state->used + sizeof(BodyLength);
}

static void
keep_body(TableState *state, size_t length)
{
	BodyLength	kept = (BodyLength) length;

	memcpy(state->bodies + state->used, &kept, sizeof(kept));
	state->used += sizeof(kept) + length;
	state->segments++;
}

/*
 * Add a tally that is not packed, as those of a subquery might be, or that is
 * weighted.
 */
static void
add_unpacked(TableState *state, Datum answers, const char *function)
{
	Histogram	segment;

	histogram_from_datum(answers, &segment);
	check_unweighted(function, &segment);
	if (segment.total == 0)
		return;
	tally_check(counts_merge(&state->counts, &segment));
	keep_body(state, histogram_pack(&segment, next_body(state)));
}

/*
 * For (state, answers); NULL is skipped.
 */
static Datum
table_transition(FunctionCallInfo fcinfo, const char *function)
{
	TableState *state = table_state_argument(fcinfo);
	struct varlena *value;
	size_t		length;
	TallyStatus status;

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1));
	length = VARSIZE_ANY_EXHDR(value);
	status = counts_merge_packed(&state->counts,
								 (const uint8 *) VARDATA_ANY(value), length);
	if (status == TALLY_NOT_APPLICABLE)
		add_unpacked(state, PointerGetDatum(value), function);
	else
	{
		tally_check(status);
		if (length > TALLY_BODY_HEADER)
		{
			Assert(length <= TALLY_MAX_BODY);
			memcpy(next_body(state), VARDATA_ANY(value), length);
			keep_body(state, length);
		}
	}
	PG_RETURN_POINTER(state);
}

/*
 * The margin of the state, and what its segments add to a test; false without
 * answers.
 */
static bool
sum_of_parts(FunctionCallInfo fcinfo,
			 double (*part_of) (const Histogram *segment, const Margin *margin),
			 double *sum, Margin *margin)
{
	TableState *state;
	BodyLength	length;

	if (PG_ARGISNULL(0))
		return false;
	state = (TableState *) PG_GETARG_POINTER(0);
	if (state->segments == 0)
		return false;
	tally_check(histogram_finish(&state->all));
	memset(margin, 0, sizeof(Margin));
	margin_add(margin, &state->all);
	margin->segments = (double) state->segments;
	margin_finish(margin);
	*sum = 0;
	for (size_t at = 0; at < state->used; at += sizeof(length) + length)
	{
		Histogram	segment;

		CHECK_FOR_INTERRUPTS();
		memcpy(&length, state->bodies + at, sizeof(length));
		tally_check(histogram_read(&segment,
								   state->bodies + at + sizeof(length),
								   length));
		*sum += part_of(&segment, margin);
	}
	return true;
}

static void
add_segments_test(ResultRow *row, const SegmentsTest *test)
{
	result_add_number(row, test->statistic);
	result_add_number(row, test->degrees);
	result_add_number(row, test->p_value);
}

PG_FUNCTION_INFO_V1(kruskal_wallis_transition);
Datum
kruskal_wallis_transition(PG_FUNCTION_ARGS)
{
	return table_transition(fcinfo, "kruskal_wallis");
}

PG_FUNCTION_INFO_V1(kruskal_wallis_final);
Datum
kruskal_wallis_final(PG_FUNCTION_ARGS)
{
	Margin		margin;
	double		sum;
	SegmentsTest test;
	ResultRow	row = {0};

	if (!sum_of_parts(fcinfo, kruskal_wallis_part, &sum, &margin))
		PG_RETURN_NULL();
	test = kruskal_wallis_test(sum, &margin);
	add_segments_test(&row, &test);
	return result_datum(fcinfo, &row);
}

PG_FUNCTION_INFO_V1(chi_squared_transition);
Datum
chi_squared_transition(PG_FUNCTION_ARGS)
{
	return table_transition(fcinfo, "chi_squared");
}

PG_FUNCTION_INFO_V1(chi_squared_final);
Datum
chi_squared_final(PG_FUNCTION_ARGS)
{
	Margin		margin;
	double		sum;
	SegmentsTest test;
	double		cramers_v;
	ResultRow	row = {0};

	if (!sum_of_parts(fcinfo, chi_squared_part, &sum, &margin))
		PG_RETURN_NULL();
	test = chi_squared_test(sum, &margin, &cramers_v);
	add_segments_test(&row, &test);
	result_add_number(&row, cramers_v);
	return result_datum(fcinfo, &row);
}
