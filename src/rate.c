/*-------------------------------------------------------------------------
 *
 * rate.c
 *	  Rates: of a boolean, churn and retention, service level.
 *
 * All of them decide for each row whether it reached the goal, missed it or
 * is not counted, and are the percentage that reached it.  Their state is a
 * tally with the scores 0 and 1.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "common/int.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/float.h"
#include "utils/timestamp.h"

#include "arguments.h"
#include "inference_test.h"
#include "result.h"
#include "tally_agg.h"
#include "tally_datum.h"
#include "transitions.h"

/* What a row counts as; the last two are scores. */
typedef enum Outcome
{
	NOT_COUNTED = TALLY_NOT_COUNTED,
	MISSED = 0,
	REACHED = 1
} Outcome;

/*
 * The false and the true of a tally of booleans, as a GroupsReader; there are
 * no arguments of a scale.  False if it is NULL.
 */
static bool
boolean_groups(FunctionCallInfo fcinfo, int argument, int first_of_scale,
			   Groups *groups)
{
	Histogram	histogram;

	if (!histogram_from_argument(fcinfo, argument, &histogram))
		return false;
	scale_groups(&boolean_scale, &histogram, groups);
	return true;
}

/*
 * Percentage of a tally of booleans that are true: the final function of the
 * aggregates here, and a function of stored tallies.
 */
PG_FUNCTION_INFO_V1(rate);
Datum
rate(PG_FUNCTION_ARGS)
{
	Groups		groups;

	boolean_groups(fcinfo, 0, 1, &groups);
	PG_RETURN_FLOAT8_OR_NULL(high_share(&groups));
}

/*
 * Percentage that are false: those who stayed, where true is to have left.
 */
PG_FUNCTION_INFO_V1(rate_complement);
Datum
rate_complement(PG_FUNCTION_ARGS)
{
	Groups		groups;

	if (!boolean_groups(fcinfo, 0, 1, &groups))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.low, groups.all));
}

/*
 * The tally of two counts, stored as 1 and 0.
 */
PG_FUNCTION_INFO_V1(rate_tally);
Datum
rate_tally(PG_FUNCTION_ARGS)
{
	int64		yes = count_argument(fcinfo, 0, "yes");
	int64		answers = count_argument(fcinfo, 1, "answers");
	Histogram	histogram;
	Counts		counts;

	if (yes > answers)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("yes %lld is greater than answers %lld",
						(long long) yes, (long long) answers),
				 errhint("The arguments are the number of those that are true and the number of all.")));
	histogram_begin(&histogram, false, REACHED + 1, &counts);
	counts.answers[REACHED] = yes;
	counts.answers[MISSED] = answers - yes;
	return histogram_to_datum(&histogram);
}

/*
 * Standard error of the rate, in points.
 */
PG_FUNCTION_INFO_V1(rate_stderr);
Datum
rate_stderr(PG_FUNCTION_ARGS)
{
	Groups		groups;

	boolean_groups(fcinfo, 0, 1, &groups);
	PG_RETURN_FLOAT8_OR_NULL(100 * high_share_sample(&groups).standard_error);
}

/*
 * For SQL functions (answers, confidence, method, population).
 */
static Limits
rate_limits(FunctionCallInfo fcinfo)
{
	Groups		groups;
	ShareSample sample;

	if (!boolean_groups(fcinfo, 0, 4, &groups))
		return no_limits;
	sample = high_share_sample(&groups);
	return share_limits(fcinfo, 1, &sample);
}

PG_FUNCTION_INFO_V1(rate_interval);
Datum
rate_interval(PG_FUNCTION_ARGS)
{
	return limits_result(fcinfo, rate_limits(fcinfo));
}

PG_FUNCTION_INFO_V1(rate_low);
Datum
rate_low(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(rate_limits(fcinfo).low);
}

PG_FUNCTION_INFO_V1(rate_high);
Datum
rate_high(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(rate_limits(fcinfo).high);
}

/*
 * Margin of error, in points: half the width of the interval.
 */
PG_FUNCTION_INFO_V1(rate_margin);
Datum
rate_margin(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8_OR_NULL(limits_margin(rate_limits(fcinfo)));
}

/* answers, yes, no, score, low, high */
#define RATE_SUMMARY_COLUMNS	6

/*
 * For the SQL function (answers, confidence, method, population,
 * min_answers).
 */
PG_FUNCTION_INFO_V1(rate_summary);
Datum
rate_summary(PG_FUNCTION_ARGS)
{
	Groups		groups;
	ShareSample sample;
	Limits		limits;
	ResultRow	row = {0};

	if (!boolean_groups(fcinfo, 0, 5, &groups))
		PG_RETURN_NULL();
	if (summary_is_hidden(fcinfo, 4, groups.all.answers))
		return hidden_summary_result(fcinfo, groups.all.answers,
									 RATE_SUMMARY_COLUMNS);

	sample = high_share_sample(&groups);
	limits = share_limits(fcinfo, 1, &sample);
	result_add_count(&row, groups.all.answers);
	result_add_count(&row, groups.high.answers);
	result_add_count(&row, groups.low.answers);
	result_add_number(&row, sample.score);
	result_add_number(&row, limits.low);
	result_add_number(&row, limits.high);
	return result_datum(fcinfo, &row);
}

PG_FUNCTION_INFO_V1(rate_test);
Datum
rate_test(PG_FUNCTION_ARGS)
{
	return share_test_result(fcinfo, boolean_groups);
}

PG_FUNCTION_INFO_V1(rate_target_test);
Datum
rate_target_test(PG_FUNCTION_ARGS)
{
	return share_target_test_result(fcinfo, boolean_groups);
}

PG_FUNCTION_INFO_V1(rate_control);
Datum
rate_control(PG_FUNCTION_ARGS)
{
	return share_control_result(fcinfo, boolean_groups);
}

static bool
is_true(FunctionCallInfo fcinfo, int argument, const char *name)
{
	return PG_GETARG_BOOL(argument);
}

/*
 * For (state, before, after [, confidence]).
 */
PG_FUNCTION_INFO_V1(rate_paired_transition);
Datum
rate_paired_transition(PG_FUNCTION_ARGS)
{
	return share_paired_add(fcinfo, is_true, 1);
}

PG_FUNCTION_INFO_V1(rate_paired_inverse);
Datum
rate_paired_inverse(PG_FUNCTION_ARGS)
{
	return share_paired_add(fcinfo, is_true, -1);
}

/*
 * The types of the times of a customer and of a period: how to compare them,
 * as numbers, and how to show them.
 */
typedef struct TimeType
{
	int64		(*number) (Datum time);
	PGFunction	output;
} TimeType;

static int64
date_number(Datum time)
{
	return DatumGetDateADT(time);
}

static int64
timestamptz_number(Datum time)
{
	return DatumGetTimestampTz(time);
}

static const TimeType date_type = {date_number, date_out};
static const TimeType timestamptz_type = {timestamptz_number, timestamptz_out};

static char *
show_time(FunctionCallInfo fcinfo, int argument, const TimeType *type)
{
	return DatumGetCString(DirectFunctionCall1(type->output,
											   PG_GETARG_DATUM(argument)));
}

/*
 * For transition functions (state, joined, left, period_start, period_end):
 * of the customers at the start of the period, those who left within it.  Who
 * joined within it is in neither number.  Without a joining date or a period
 * there is nothing to count; without a date of leaving the customer is still
 * here.
 */
static Outcome
churn_outcome(FunctionCallInfo fcinfo, const TimeType *type)
{
	int64		joined;
	int64		left;
	int64		period_start;
	int64		period_end;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(3) || PG_ARGISNULL(4))
		return NOT_COUNTED;
	joined = type->number(PG_GETARG_DATUM(1));
	left = PG_ARGISNULL(2) ? PG_INT64_MAX : type->number(PG_GETARG_DATUM(2));
	period_start = type->number(PG_GETARG_DATUM(3));
	period_end = type->number(PG_GETARG_DATUM(4));

	if (period_end <= period_start)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("period_end %s is not after period_start %s",
						show_time(fcinfo, 4, type),
						show_time(fcinfo, 3, type)),
				 errhint("The period begins with period_start and ends just before period_end.")));
	if (left < joined)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a customer left on %s, before joining on %s",
						show_time(fcinfo, 2, type),
						show_time(fcinfo, 1, type)),
				 errhint("Correct such rows, or leave them out with FILTER.")));

	if (joined >= period_start || left < period_start)
		return NOT_COUNTED;
	return left < period_end ? REACHED : MISSED;
}

PG_FUNCTION_INFO_V1(churn_transition_date);
Datum
churn_transition_date(PG_FUNCTION_ARGS)
{
	return tally_state_add(fcinfo, churn_outcome(fcinfo, &date_type));
}

PG_FUNCTION_INFO_V1(churn_inverse_date);
Datum
churn_inverse_date(PG_FUNCTION_ARGS)
{
	return tally_state_remove(fcinfo, churn_outcome(fcinfo, &date_type));
}

PG_FUNCTION_INFO_V1(churn_transition_timestamptz);
Datum
churn_transition_timestamptz(PG_FUNCTION_ARGS)
{
	return tally_state_add(fcinfo, churn_outcome(fcinfo, &timestamptz_type));
}

PG_FUNCTION_INFO_V1(churn_inverse_timestamptz);
Datum
churn_inverse_timestamptz(PG_FUNCTION_ARGS)
{
	return tally_state_remove(fcinfo, churn_outcome(fcinfo, &timestamptz_type));
}

/*
 * What becomes of a contact that was abandoned, within the target or after
 * it (ICMI, "Service level calculations", 2002).
 */
typedef struct AbandonedRule
{
	Outcome		early;
	Outcome		late;
} AbandonedRule;

static const AbandonedRule abandoned_rules[] = {
	{NOT_COUNTED, MISSED},
	{NOT_COUNTED, NOT_COUNTED},
	{MISSED, MISSED},
	{REACHED, MISSED},
};

/* The method of each rule; the first is the default. */
static const ChoiceName service_level_methods[] = {
	{"late_abandoned", 0},
	{"answered", 1},
	{"offered", 2},
	{"in_time", 3},
};

/*
 * The length of an interval in microseconds, with days of 24 hours and months of
 * 30 days, as the server compares intervals; false where it needs more than 64
 * bits.
 */
bool
service_level_length(const Interval *interval, int64 *length)
{
	int64		days = (int64) interval->month * DAYS_PER_MONTH + interval->day;

	*length = interval->time;
	return days == 0 ||
		(!pg_mul_s64_overflow(days, USECS_PER_DAY, length) &&
		 !pg_add_s64_overflow(*length, interval->time, length));
}

static const char *const wait_hint =
"Subtract the earlier time from the later one, and leave such rows out with FILTER.";
static const char *const target_hint =
"The target is how long a contact may wait, such as '20 seconds'.";
static const char *const target_seconds_hint =
"The target is how many seconds a contact may wait, such as 20.";

pg_noreturn static pg_noinline void
fail_negative(const char *name, const char *duration, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s %s is negative", name, duration),
			 errhint("%s", hint)));
}

static void
check_duration(const char *name, Datum duration, const char *hint)
{
	Interval	none = {0};
	int64		length;

	if (service_level_length(DatumGetIntervalP(duration), &length) ? length < 0 :
		DatumGetBool(DirectFunctionCall2(interval_lt, duration,
										 IntervalPGetDatum(&none))))
		fail_negative(name,
					  DatumGetCString(DirectFunctionCall1(interval_out,
														  duration)),
					  hint);
}

static bool
interval_in_time(Datum wait, Datum target)
{
	int64		wait_length;
	int64		target_length;

	check_duration("wait", wait, wait_hint);
	check_duration("target", target, target_hint);
	if (service_level_length(DatumGetIntervalP(wait), &wait_length) &&
		service_level_length(DatumGetIntervalP(target), &target_length))
		return wait_length <= target_length;
	return DatumGetBool(DirectFunctionCall2(interval_le, wait, target));
}

static void
check_seconds(const char *name, double seconds, const char *hint)
{
	if (unlikely(isnan(seconds)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must not be NaN", name),
				 errhint("Turn it into NULL with nullif().")));
	if (unlikely(seconds < 0))
		fail_negative(name, float8out_internal(seconds), hint);
}

static bool
seconds_in_time(Datum wait, Datum target)
{
	check_seconds("wait", DatumGetFloat8(wait), wait_hint);
	check_seconds("target", DatumGetFloat8(target), target_seconds_hint);
	return DatumGetFloat8(wait) <= DatumGetFloat8(target);
}

/*
 * For transition functions (state, wait, target [, abandoned [, method]]).  A
 * wait equal to the target is in time.  A contact without a wait, which was
 * not answered yet, is not counted.
 */
static Outcome
service_level_outcome(FunctionCallInfo fcinfo,
					  bool (*is_in_time) (Datum wait, Datum target))
{
	int			method = 0;
	bool		may_abandon = PG_NARGS() > 3;
	bool		in_time;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (may_abandon && PG_ARGISNULL(3)))
		return NOT_COUNTED;
	in_time = is_in_time(PG_GETARG_DATUM(1), PG_GETARG_DATUM(2));
	if (PG_NARGS() > 4)
		method = METHOD_ARGUMENT(fcinfo, 4, service_level_methods);
	if (may_abandon && PG_GETARG_BOOL(3))
		return in_time ? abandoned_rules[method].early :
			abandoned_rules[method].late;
	return in_time ? REACHED : MISSED;
}

PG_FUNCTION_INFO_V1(service_level_transition);
Datum
service_level_transition(PG_FUNCTION_ARGS)
{
	return tally_state_add(fcinfo,
						   service_level_outcome(fcinfo, interval_in_time));
}

PG_FUNCTION_INFO_V1(service_level_inverse);
Datum
service_level_inverse(PG_FUNCTION_ARGS)
{
	return tally_state_remove(fcinfo,
							  service_level_outcome(fcinfo, interval_in_time));
}

PG_FUNCTION_INFO_V1(service_level_transition_seconds);
Datum
service_level_transition_seconds(PG_FUNCTION_ARGS)
{
	return tally_state_add(fcinfo,
						   service_level_outcome(fcinfo, seconds_in_time));
}

PG_FUNCTION_INFO_V1(service_level_inverse_seconds);
Datum
service_level_inverse_seconds(PG_FUNCTION_ARGS)
{
	return tally_state_remove(fcinfo,
							  service_level_outcome(fcinfo, seconds_in_time));
}
