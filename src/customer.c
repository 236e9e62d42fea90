/*-------------------------------------------------------------------------
 *
 * customer.c
 *	  Runs of answers, standing, and due surveys of one customer.
 *
 * The aggregates here depend on the order of their input and therefore have
 * no combine function.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "common/int.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "arguments.h"
#include "metric_scale.h"

/*
 * The length of the run of true values at the end.  The function is STRICT, so
 * NULL neither extends nor breaks a run.
 */
PG_FUNCTION_INFO_V1(trailing_run_transition);
Datum
trailing_run_transition(PG_FUNCTION_ARGS)
{
	int64		run = PG_GETARG_INT64(0);

	if (run == 0)
		require_order(fcinfo, "answer ORDER BY answered_at");
	if (!PG_GETARG_BOOL(1))
		PG_RETURN_INT64(0);
	if (pg_add_s64_overflow(run, 1, &run))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("bigint out of range")));
	PG_RETURN_INT64(run);
}

/* Where a customer stands after the answers so far. */
typedef struct Standing
{
	Scale		csat;
	Scale		nps;
	int			bad_run_length; /* bad CSAT answers that put one at risk */
	int			bad_run;		/* bad CSAT answers in a row, now */
	int			last_csat;		/* or -1 */
	int			last_nps;		/* or -1 */
} Standing;

#define NO_ANSWER	(-1)

/* Three bad answers in a row and a detractor make a customer at risk. */
#define BAD_RUN_LENGTH	3

static int
cut_argument(FunctionCallInfo fcinfo, int argument, const char *name)
{
	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", name),
				 errhint("To use the cut points of the metrics, leave all of them out.")));
	return PG_GETARG_INT32(argument);
}

static void
check_below(const char *low_name, int low, const char *high_name, int high)
{
	if (low >= high)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s (%d) must be less than %s (%d)",
						low_name, low, high_name, high),
				 errhint("The arguments after csat and nps are dissatisfied_max, satisfied_min, detractor_max, promoter_min, run_length.")));
}

/*
 * The cut points dissatisfied_max, satisfied_min, detractor_max, promoter_min
 * and run_length, from the fourth argument on.  They imply no scale, so any score
 * is accepted with them.
 */
static void
set_cuts(FunctionCallInfo fcinfo, Standing *standing)
{
	standing->csat.name = NULL;
	standing->csat.minimum = 0;
	standing->csat.maximum = TALLY_MAX_SCORE;
	standing->csat.low_max = cut_argument(fcinfo, 3, "dissatisfied_max");
	standing->csat.high_min = cut_argument(fcinfo, 4, "satisfied_min");
	standing->nps.name = NULL;
	standing->nps.minimum = 0;
	standing->nps.maximum = TALLY_MAX_SCORE;
	standing->nps.low_max = cut_argument(fcinfo, 5, "detractor_max");
	standing->nps.high_min = cut_argument(fcinfo, 6, "promoter_min");
	standing->bad_run_length = cut_argument(fcinfo, 7, "run_length");
	check_below("dissatisfied_max", standing->csat.low_max,
				"satisfied_min", standing->csat.high_min);
	check_below("detractor_max", standing->nps.low_max,
				"promoter_min", standing->nps.high_min);
	if (standing->bad_run_length < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("run_length (%d) must be positive",
						standing->bad_run_length),
				 errhint("It is the number of bad answers in a row that put a customer at risk, 3 by default.")));
}

static Standing *
begin_standing(FunctionCallInfo fcinfo, MemoryContext context)
{
	Standing   *standing;

	require_order(fcinfo, PG_NARGS() > 3 ?
				  "csat, nps, dissatisfied_max, satisfied_min, detractor_max, promoter_min, run_length ORDER BY answered_at" :
				  "csat, nps ORDER BY answered_at");
	standing = MemoryContextAllocZero(context, sizeof(Standing));
	standing->csat = csat_scale;
	standing->nps = nps_scale;
	standing->bad_run_length = BAD_RUN_LENGTH;
	standing->last_csat = NO_ANSWER;
	standing->last_nps = NO_ANSWER;
	if (PG_NARGS() > 3)
		set_cuts(fcinfo, standing);
	return standing;
}

static int
check_answer(const Scale *scale, const char *question, double answer)
{
	return scale_check_score(scale, question,
							 "The arguments are csat, then nps; turn codes such as \"no answer\" to NULL.",
							 answer);
}

/*
 * Transition function of both forms of customer_standing: the arguments are
 * the state, csat and nps, and maybe cut points.
 */
PG_FUNCTION_INFO_V1(customer_standing_transition);
Datum
customer_standing_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Standing   *standing;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "customer_standing_transition called outside an aggregate");
	standing = PG_ARGISNULL(0) ? begin_standing(fcinfo, context) :
		(Standing *) PG_GETARG_POINTER(0);

	if (!PG_ARGISNULL(1))
	{
		standing->last_csat = check_answer(&standing->csat, "csat",
										   PG_GETARG_FLOAT8(1));
		if (standing->last_csat > standing->csat.low_max)
			standing->bad_run = 0;
		else if (standing->bad_run < standing->bad_run_length)
			standing->bad_run++;
	}
	if (!PG_ARGISNULL(2))
		standing->last_nps = check_answer(&standing->nps, "nps",
										  PG_GETARG_FLOAT8(2));
	PG_RETURN_POINTER(standing);
}

static const char *
standing_name(const Standing *standing)
{
	bool		has_csat = standing->last_csat != NO_ANSWER;
	bool		has_nps = standing->last_nps != NO_ANSWER;
	bool		bad = has_csat &&
		standing->last_csat <= standing->csat.low_max;
	bool		satisfied = has_csat &&
		standing->last_csat >= standing->csat.high_min;
	bool		detractor = has_nps &&
		standing->last_nps <= standing->nps.low_max;
	bool		promoter = has_nps &&
		standing->last_nps >= standing->nps.high_min;

	if (standing->bad_run >= standing->bad_run_length && detractor)
		return "at_risk";
	if (satisfied && promoter)
		return "advocate";
	return bad || detractor ? "watch" : "neutral";
}

/*
 * The standing, as a value of the enum that the function is declared to
 * return; NULL without any answer.
 */
PG_FUNCTION_INFO_V1(customer_standing_final);
Datum
customer_standing_final(PG_FUNCTION_ARGS)
{
	const Standing *standing;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	standing = (const Standing *) PG_GETARG_POINTER(0);
	if (standing->last_csat == NO_ANSWER && standing->last_nps == NO_ANSWER)
		PG_RETURN_NULL();
	return OidInputFunctionCall(F_ENUM_IN,
								unconstify(char *, standing_name(standing)),
								get_func_rettype(fcinfo->flinfo->fn_oid), -1);
}

/*
 * When the next survey is due, as a time and the interval after it, from the
 * arguments (signed_up, last_surveyed, surveys_sent, first_after,
 * second_after, then_every).  The first survey counts from signing up, all
 * others from the latest one.  Returns false if an argument that matters is
 * NULL.
 */
static bool
next_survey(FunctionCallInfo fcinfo, Datum *since, Datum *after)
{
	static const int default_days[] = {7, 30, 90};
	int64		surveys_sent;
	int			since_argument;
	int			after_argument;
	Interval	none = {0};
	Interval   *default_after;

	if (PG_ARGISNULL(2))
		return false;
	surveys_sent = count_argument(fcinfo, 2, "surveys_sent");
	since_argument = surveys_sent == 0 ? 0 : 1;
	after_argument = 3 + (int) Min(surveys_sent, 2);
	if (surveys_sent > 0 && PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("last_surveyed must not be null when surveys_sent is %lld",
						(long long) surveys_sent),
				 errhint("Pass the time of the latest survey, or 0 for surveys_sent.")));
	if (PG_ARGISNULL(since_argument))
		return false;

	*since = PG_GETARG_DATUM(since_argument);
	if (PG_ARGISNULL(after_argument))
	{
		default_after = palloc0(sizeof(Interval));
		default_after->day = default_days[after_argument - 3];
		*after = IntervalPGetDatum(default_after);
	}
	else
		*after = PG_GETARG_DATUM(after_argument);
	if (!DatumGetBool(DirectFunctionCall2(interval_gt, *after,
										  IntervalPGetDatum(&none))))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("interval between surveys (%s) must be positive",
						DatumGetCString(DirectFunctionCall1(interval_out,
															*after))),
				 errhint("The next survey comes after the previous one, for example '90 days' later.")));
	return true;
}

PG_FUNCTION_INFO_V1(survey_due_date);
Datum
survey_due_date(PG_FUNCTION_ARGS)
{
	Datum		since;
	Datum		after;

	if (!next_survey(fcinfo, &since, &after))
		PG_RETURN_NULL();
	return DirectFunctionCall1(timestamp_date,
							   DirectFunctionCall2(date_pl_interval,
												   since, after));
}

/*
 * Days and months are those of the session's time zone, as in timestamptz +
 * interval.
 */
PG_FUNCTION_INFO_V1(survey_due_timestamptz);
Datum
survey_due_timestamptz(PG_FUNCTION_ARGS)
{
	Datum		since;
	Datum		after;

	if (!next_survey(fcinfo, &since, &after))
		PG_RETURN_NULL();
	return DirectFunctionCall2(timestamptz_pl_interval, since, after);
}
