/*-------------------------------------------------------------------------
 *
 * rate.c
 *	  Rates: of a boolean, churn and retention, service level.
 *
 * All of them decide for each row whether it reached the goal, missed it or
 * is not counted, and are the per cent that reached it.  Their state is a
 * tally with the scores 0 and 1.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "metric_scale.h"
#include "tally_agg.h"
#include "tally_datum.h"

PG_FUNCTION_INFO_V1(rate);
PG_FUNCTION_INFO_V1(rate_complement);
PG_FUNCTION_INFO_V1(churn_transition_date);
PG_FUNCTION_INFO_V1(churn_inverse_date);
PG_FUNCTION_INFO_V1(churn_transition_timestamptz);
PG_FUNCTION_INFO_V1(churn_inverse_timestamptz);
PG_FUNCTION_INFO_V1(service_level_transition);
PG_FUNCTION_INFO_V1(service_level_inverse);

/* What a row counts as; the last two are scores. */
typedef enum Outcome
{
	NOT_COUNTED = TALLY_NOT_COUNTED,
	MISSED = 0,
	REACHED = 1
} Outcome;

/*
 * The false and the true of a tally of booleans.
 */
static Groups
groups_of_booleans(Datum tally)
{
	Histogram	histogram;
	Metric		metric = {"rate", false,
	"The tally of booleans has the scores 0 and 1 only."};

	histogram_from_datum(tally, &histogram);
	return scale_groups(&boolean_scale, metric, &histogram);
}

/*
 * Per cent of a tally of booleans that are true: the final function of the
 * aggregates here, and a function of stored tallies.
 */
Datum
rate(PG_FUNCTION_ARGS)
{
	Groups		groups = groups_of_booleans(PG_GETARG_DATUM(0));

	PG_RETURN_FLOAT8_OR_NULL(high_share(&groups));
}

/*
 * Per cent that are false: those who stayed, where true is to have left.
 */
Datum
rate_complement(PG_FUNCTION_ARGS)
{
	Groups		groups = groups_of_booleans(PG_GETARG_DATUM(0));

	PG_RETURN_FLOAT8_OR_NULL(percent_of(groups.low, groups.all));
}

/*
 * The times of a customer and of a period, as numbers that compare like the
 * dates or timestamps that they are; the output function shows them.
 */
typedef struct CustomerPeriod
{
	int64		joined;
	bool		has_left;
	int64		left;
	int64		period_start;
	int64		period_end;
	PGFunction	output;
} CustomerPeriod;

static char *
show_time(FunctionCallInfo fcinfo, int argument, PGFunction output)
{
	return DatumGetCString(DirectFunctionCall1(output,
											   PG_GETARG_DATUM(argument)));
}

static void
check_customer_period(FunctionCallInfo fcinfo, const CustomerPeriod *times)
{
	if (times->period_end <= times->period_start)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("period_end %s is not after period_start %s",
						show_time(fcinfo, 4, times->output),
						show_time(fcinfo, 3, times->output)),
				 errhint("The period begins with period_start and ends just before period_end.")));
	if (times->has_left && times->left < times->joined)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a customer left on %s, before joining on %s",
						show_time(fcinfo, 2, times->output),
						show_time(fcinfo, 1, times->output)),
				 errhint("Mend such rows, or leave them out with FILTER.")));
}

/*
 * Of the customers at the start of the period, those who left within it.
 * Who joined within it is in neither number.
 */
static Outcome
churn_outcome(FunctionCallInfo fcinfo, const CustomerPeriod *times)
{
	check_customer_period(fcinfo, times);
	if (times->joined >= times->period_start)
		return NOT_COUNTED;
	if (!times->has_left)
		return MISSED;
	if (times->left < times->period_start)
		return NOT_COUNTED;
	return times->left < times->period_end ? REACHED : MISSED;
}

/*
 * Without a joining date or a period there is nothing to count; without a
 * date of leaving the customer is still here.
 */
static bool
has_customer_period(FunctionCallInfo fcinfo)
{
	return !PG_ARGISNULL(1) && !PG_ARGISNULL(3) && !PG_ARGISNULL(4);
}

static Outcome
churn_outcome_date(FunctionCallInfo fcinfo)
{
	CustomerPeriod times;

	if (!has_customer_period(fcinfo))
		return NOT_COUNTED;
	times.joined = PG_GETARG_DATEADT(1);
	times.has_left = !PG_ARGISNULL(2);
	times.left = times.has_left ? PG_GETARG_DATEADT(2) : 0;
	times.period_start = PG_GETARG_DATEADT(3);
	times.period_end = PG_GETARG_DATEADT(4);
	times.output = date_out;
	return churn_outcome(fcinfo, &times);
}

static Outcome
churn_outcome_timestamptz(FunctionCallInfo fcinfo)
{
	CustomerPeriod times;

	if (!has_customer_period(fcinfo))
		return NOT_COUNTED;
	times.joined = PG_GETARG_TIMESTAMPTZ(1);
	times.has_left = !PG_ARGISNULL(2);
	times.left = times.has_left ? PG_GETARG_TIMESTAMPTZ(2) : 0;
	times.period_start = PG_GETARG_TIMESTAMPTZ(3);
	times.period_end = PG_GETARG_TIMESTAMPTZ(4);
	times.output = timestamptz_out;
	return churn_outcome(fcinfo, &times);
}

Datum
churn_transition_date(PG_FUNCTION_ARGS)
{
	return tally_state_add(fcinfo, churn_outcome_date(fcinfo));
}

Datum
churn_inverse_date(PG_FUNCTION_ARGS)
{
	return tally_state_remove(fcinfo, churn_outcome_date(fcinfo));
}

Datum
churn_transition_timestamptz(PG_FUNCTION_ARGS)
{
	return tally_state_add(fcinfo, churn_outcome_timestamptz(fcinfo));
}

Datum
churn_inverse_timestamptz(PG_FUNCTION_ARGS)
{
	return tally_state_remove(fcinfo, churn_outcome_timestamptz(fcinfo));
}

/*
 * What becomes of a contact that was abandoned, within the target or after
 * it (ICMI, "Service level calculations", 2002).
 */
typedef struct ServiceLevelMethod
{
	const char *name;
	Outcome		abandoned_early;
	Outcome		abandoned_late;
} ServiceLevelMethod;

static const ServiceLevelMethod service_level_methods[] = {
	{"late_abandoned", NOT_COUNTED, MISSED},
	{"answered", NOT_COUNTED, NOT_COUNTED},
	{"offered", MISSED, MISSED},
	{"in_time", REACHED, MISSED},
};

static const ServiceLevelMethod *
find_service_level_method(const text *argument)
{
	for (size_t i = 0; i < lengthof(service_level_methods); i++)
	{
		const char *name = service_level_methods[i].name;

		if (VARSIZE_ANY_EXHDR(argument) == strlen(name) &&
			memcmp(VARDATA_ANY(argument), name, strlen(name)) == 0)
			return &service_level_methods[i];
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown method \"%s\"", text_to_cstring(argument)),
			 errhint("Methods are late_abandoned, answered, offered, in_time.")));
	return NULL;				/* keep compiler quiet */
}

static void
check_duration(const char *name, Datum duration, const char *hint)
{
	Interval	none = {0};

	if (DatumGetBool(DirectFunctionCall2(interval_lt, duration,
										 IntervalPGetDatum(&none))))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %s is negative", name,
						DatumGetCString(DirectFunctionCall1(interval_out,
															duration))),
				 errhint("%s", hint)));
}

/*
 * For transition functions (state, wait, target [, abandoned [, method]]).  A
 * wait equal to the target is in time.
 */
static Outcome
service_level_outcome(FunctionCallInfo fcinfo)
{
	const ServiceLevelMethod *method = &service_level_methods[0];
	bool		may_abandon = PG_NARGS() > 3;
	bool		in_time;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (may_abandon && PG_ARGISNULL(3)))
		return NOT_COUNTED;
	check_duration("wait", PG_GETARG_DATUM(1),
				   "Subtract the earlier time from the later one, and leave broken rows out with FILTER.");
	check_duration("target", PG_GETARG_DATUM(2),
				   "The target is how long a contact may wait, such as '20 seconds'.");
	in_time = DatumGetBool(DirectFunctionCall2(interval_le,
											   PG_GETARG_DATUM(1),
											   PG_GETARG_DATUM(2)));
	if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
		method = find_service_level_method(PG_GETARG_TEXT_PP(4));
	if (may_abandon && PG_GETARG_BOOL(3))
		return in_time ? method->abandoned_early : method->abandoned_late;
	return in_time ? REACHED : MISSED;
}

Datum
service_level_transition(PG_FUNCTION_ARGS)
{
	return tally_state_add(fcinfo, service_level_outcome(fcinfo));
}

Datum
service_level_inverse(PG_FUNCTION_ARGS)
{
	return tally_state_remove(fcinfo, service_level_outcome(fcinfo));
}
