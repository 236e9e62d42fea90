/*-------------------------------------------------------------------------
 *
 * business_time.c
 *	  Time between two moments that lies within opening hours.
 *
 * Days are numbered from 2000-01-01, and moments are counted in microseconds
 * from then on, as in a timestamp.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#define DAYS_PER_WEEK	7

/* Day 0 is a Saturday; this many days later than a Monday */
#define WEEKDAY_OF_DAY_0	5

/* Monday to Friday */
static const int32 default_days[] = {1, 2, 3, 4, 5};

typedef struct OpeningHours
{
	int64		opens;			/* after midnight */
	int64		length;
	int			days[DAYS_PER_WEEK + 1];	/* working days before a weekday */
	int			holiday_count;
	DateADT    *holidays;		/* on working days, ascending, each once */

	/* The arguments that days and holidays were read from, or NULL */
	ArrayType  *days_argument;
	ArrayType  *holidays_argument;
} OpeningHours;

static void
report_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("interval out of range")));
}

static int64
floor_divide(int64 dividend, int64 divisor)
{
	int64		quotient = dividend / divisor;

	return quotient * divisor > dividend ? quotient - 1 : quotient;
}


/*-------------------------------------------------------------------------
 * Working days and local times
 *-------------------------------------------------------------------------
 */

static int
holidays_before(const OpeningHours *hours, int64 day)
{
	int			low = 0;
	int			high = hours->holiday_count;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (hours->holidays[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * The number of working days from day 0 until a day; negative before day 0.
 */
static int64
working_days_before(const OpeningHours *hours, int64 day)
{
	int64		from_monday = day + WEEKDAY_OF_DAY_0;
	int64		week = floor_divide(from_monday, DAYS_PER_WEEK);
	int			weekday = (int) (from_monday - week * DAYS_PER_WEEK);

	return week * hours->days[DAYS_PER_WEEK] + hours->days[weekday] -
		hours->days[WEEKDAY_OF_DAY_0] -
		(holidays_before(hours, day) - holidays_before(hours, 0));
}

static bool
is_working_day(const OpeningHours *hours, int64 day)
{
	return working_days_before(hours, day + 1) >
		working_days_before(hours, day);
}

/*
 * The business time from day 0 until a local time; negative before day 0.
 */
static int64
business_time_before(const OpeningHours *hours, Timestamp time)
{
	int64		day = floor_divide(time, USECS_PER_DAY);
	int64		result = working_days_before(hours, day) * hours->length;

	if (is_working_day(hours, day))
	{
		int64		open = time - day * USECS_PER_DAY - hours->opens;

		result += Max(Min(open, hours->length), 0);
	}
	return result;
}

/*
 * The business time between two local times; negative if until is earlier.
 */
static int64
business_time_between(const OpeningHours *hours, Timestamp since,
					  Timestamp until)
{
	int64		result;

	if (pg_sub_s64_overflow(business_time_before(hours, until),
							business_time_before(hours, since), &result))
		report_out_of_range();
	return result;
}


/*-------------------------------------------------------------------------
 * Arguments
 *-------------------------------------------------------------------------
 */

static void
set_working_days(OpeningHours *hours, const int32 *numbers, int count)
{
	bool		works[DAYS_PER_WEEK] = {false};

	for (int i = 0; i < count; i++)
	{
		if (numbers[i] < 1 || numbers[i] > DAYS_PER_WEEK)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("working day %d is not from 1 to 7", numbers[i]),
					 errhint("Days are numbered from 1 for Monday to 7 for Sunday.")));
		works[numbers[i] - 1] = true;
	}
	hours->days[0] = 0;
	for (int i = 0; i < DAYS_PER_WEEK; i++)
		hours->days[i + 1] = hours->days[i] + works[i];
}

static int
compare_dates(const void *a, const void *b)
{
	DateADT		x = *(const DateADT *) a;
	DateADT		y = *(const DateADT *) b;

	return (x > y) - (x < y);
}

/*
 * The elements of an array of four bytes each that are not NULL.
 */
static int32 *
array_elements(ArrayType *array, Oid type, int *count)
{
	Datum	   *values;
	bool	   *nulls;
	int			all;
	int32	   *elements;

	deconstruct_array(array, type, sizeof(int32), true, 'i',
					  &values, &nulls, &all);
	elements = palloc(Max(all, 1) * sizeof(int32));
	*count = 0;
	for (int i = 0; i < all; i++)
	{
		if (!nulls[i])
			elements[(*count)++] = DatumGetInt32(values[i]);
	}
	return elements;
}

/*
 * As long as there are no holidays, is_working_day() is about weekdays.
 */
static void
set_holidays(OpeningHours *hours, DateADT *dates, int count)
{
	int			kept = 0;

	qsort(dates, count, sizeof(DateADT), compare_dates);
	for (int i = 0; i < count; i++)
	{
		if (is_working_day(hours, dates[i]) &&
			(kept == 0 || dates[i] != dates[kept - 1]))
			dates[kept++] = dates[i];
	}
	hours->holidays = dates;
	hours->holiday_count = kept;
}

static ArrayType *
array_argument(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? NULL : PG_GETARG_ARRAYTYPE_P(argument);
}

static bool
arrays_are_same(const ArrayType *a, const ArrayType *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

static ArrayType *
copy_array(const ArrayType *array)
{
	ArrayType  *copy;

	if (array == NULL)
		return NULL;
	copy = palloc(VARSIZE(array));
	memcpy(copy, array, VARSIZE(array));
	return copy;
}

/*
 * Days and holidays are nearly always the same in each row, so they are kept
 * from call to call.
 */
static OpeningHours *
read_calendar(FunctionCallInfo fcinfo, ArrayType *working_days,
			  ArrayType *holidays)
{
	FmgrInfo   *function = fcinfo->flinfo;
	OpeningHours *hours = (OpeningHours *) function->fn_extra;
	MemoryContext context;
	MemoryContext caller;

	if (hours != NULL && arrays_are_same(hours->days_argument, working_days) &&
		arrays_are_same(hours->holidays_argument, holidays))
		return hours;

	if (hours != NULL)
	{
		function->fn_extra = NULL;
		MemoryContextDelete(GetMemoryChunkContext(hours));
	}
	context = AllocSetContextCreate(function->fn_mcxt, "opening hours",
									ALLOCSET_SMALL_SIZES);
	caller = MemoryContextSwitchTo(context);
	hours = palloc0(sizeof(OpeningHours));
	hours->days_argument = copy_array(working_days);
	hours->holidays_argument = copy_array(holidays);
	if (working_days == NULL)
		set_working_days(hours, default_days, lengthof(default_days));
	else
	{
		int			count;
		int32	   *numbers = array_elements(working_days, INT4OID, &count);

		set_working_days(hours, numbers, count);
	}
	if (holidays != NULL)
	{
		int			count;
		DateADT    *dates = array_elements(holidays, DATEOID, &count);

		set_holidays(hours, dates, count);
	}
	MemoryContextSwitchTo(caller);
	function->fn_extra = hours;
	return hours;
}

static int64
time_argument(FunctionCallInfo fcinfo, int argument, int default_hour)
{
	return PG_ARGISNULL(argument) ? default_hour * USECS_PER_HOUR :
		PG_GETARG_TIMEADT(argument);
}

static char *
time_text(int64 time)
{
	return DatumGetCString(DirectFunctionCall1(time_out,
											   TimeADTGetDatum(time)));
}

/*
 * The arguments opens, closes, days and holidays.
 */
static OpeningHours *
opening_hours_arguments(FunctionCallInfo fcinfo)
{
	int64		opens = time_argument(fcinfo, 2, 9);
	int64		closes = time_argument(fcinfo, 3, 17);
	OpeningHours *hours;

	if (closes <= opens)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("closes %s is not later than opens %s",
						time_text(closes), time_text(opens)),
				 closes == 0 ?
				 errhint("The end of a day is written as 24:00.") :
				 closes < opens ?
				 errhint("If opening hours include midnight, add two calls: one until 24:00, and one from 00:00 with the days that follow.") : 0));
	hours = read_calendar(fcinfo, array_argument(fcinfo, 5),
						  array_argument(fcinfo, 6));
	hours->opens = opens;
	hours->length = closes - opens;
	return hours;
}

/*
 * As the server's time zones of a session are chosen: by a name that follows
 * clock changes.  An abbreviation such as EDT would be right for half a year.
 */
static pg_tz *
time_zone_argument(FunctionCallInfo fcinfo, int argument)
{
	char		name[TZ_STRLEN_MAX + 1];
	pg_tz	   *zone;

	if (PG_ARGISNULL(argument))
		return session_timezone;
	text_to_cstring_buffer(PG_GETARG_TEXT_PP(argument), name, sizeof(name));
	zone = pg_tzset(name);
	if (zone == NULL || !pg_tz_acceptable(zone))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time zone \"%s\" not recognized", name),
				 errhint("Names of time zones are listed in pg_timezone_names.")));
	return zone;
}

static void
check_finite(Timestamp since, Timestamp until)
{
	if (TIMESTAMP_NOT_FINITE(since) || TIMESTAMP_NOT_FINITE(until))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("business time from or until infinity is not defined"),
				 TIMESTAMP_IS_NOEND(until) ?
				 errhint("To measure until now, use least(until, now()).") : 0));
}

static Interval *
interval_from_usecs(int64 microseconds)
{
	Interval   *interval = palloc0(sizeof(Interval));

	interval->time = microseconds;
	return interval;
}

/*
 * For the SQL function (since, until, opens, closes, time_zone, days,
 * holidays) of timestamps.
 */
PG_FUNCTION_INFO_V1(business_time_timestamp);
Datum
business_time_timestamp(PG_FUNCTION_ARGS)
{
	Timestamp	since;
	Timestamp	until;
	OpeningHours *hours;
	int64		usecs;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	since = PG_GETARG_TIMESTAMP(0);
	until = PG_GETARG_TIMESTAMP(1);
	if (!PG_ARGISNULL(4))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time_zone cannot be applied to timestamps without time zone"),
				 errhint("Leave time_zone out for local times, or specify their zone with AT TIME ZONE.")));
	check_finite(since, until);
	hours = opening_hours_arguments(fcinfo);
	usecs = business_time_between(hours, since, until);
	PG_RETURN_INTERVAL_P(interval_from_usecs(usecs));
}


/*-------------------------------------------------------------------------
 * Times in a time zone
 *-------------------------------------------------------------------------
 */

/*
 * Find the last day until which the offset of local time from UTC does not
 * change, and that offset.  It is before the given day where the offset
 * changes during that day, or not a whole day earlier or later: offsets are
 * less than 16 hours, so local times that are a day away from a change have
 * one meaning.
 */
static int64
last_day_of_offset(int64 day, pg_tz *zone, int64 *offset)
{
	const pg_time_t epoch = (pg_time_t) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY;
	pg_time_t	day_before = epoch + (day - 1) * SECS_PER_DAY;
	pg_time_t	change;
	long int	before;
	long int	after;
	int			is_dst;
	int			is_dst_after;
	int			found = pg_next_dst_boundary(&day_before, &before, &is_dst,
											 &change, &after, &is_dst_after,
											 zone);

	if (found < 0)
		report_out_of_range();
	*offset = before * USECS_PER_SEC;
	if (found == 0)
		return PG_INT32_MAX;
	return floor_divide(change - epoch, SECS_PER_DAY) - 2;
}

/*
 * Local time to UTC, as AT TIME ZONE.
 */
static TimestampTz
local_to_utc(Timestamp time, pg_tz *zone)
{
	struct pg_tm parts;
	fsec_t		fraction;

	if (timestamp2tm(time, NULL, &parts, &fraction, NULL, NULL) != 0)
		report_out_of_range();
	return time + DetermineTimeZoneOffset(&parts, zone) * USECS_PER_SEC;
}

/*
 * The opening hours of each day are from (day + opens) AT TIME ZONE zone until
 * (day + closes) AT TIME ZONE zone.  Days without a clock change nearby are
 * taken together.  Where the clock skips opening hours, AT TIME ZONE moves
 * them, perhaps into those of another day; since follows what was counted, so
 * that nothing is counted twice.
 */
static int64
business_time_in_zone(const OpeningHours *hours, TimestampTz since,
					  TimestampTz until, pg_tz *zone)
{
	int64		first = floor_divide(since, USECS_PER_DAY) - 2;
	int64		last = floor_divide(until, USECS_PER_DAY) + 2;
	int64		result = 0;

	for (int64 day = first; day <= last; day++)
	{
		int64		offset;
		int64		last_alike = last_day_of_offset(day, zone, &offset);
		int64		part = 0;

		CHECK_FOR_INTERRUPTS();
		if (last_alike >= day)
		{
			last_alike = Min(last_alike, last);
			part = business_time_between(hours,
										 Max(since + offset, day * USECS_PER_DAY),
										 Min(until + offset, (last_alike + 1) * USECS_PER_DAY));
			day = last_alike;
		}
		else if (is_working_day(hours, day))
		{
			Timestamp	opens = day * USECS_PER_DAY + hours->opens;
			TimestampTz low = Max(local_to_utc(opens, zone), since);
			TimestampTz high = Min(local_to_utc(opens + hours->length, zone), until);

			part = high - low;
			since = Max(since, high);
		}
		if (part > 0 && pg_add_s64_overflow(result, part, &result))
			report_out_of_range();
	}
	return result;
}

/*
 * For the SQL function (since, until, opens, closes, time_zone, days,
 * holidays) of timestamps with time zone.
 */
PG_FUNCTION_INFO_V1(business_time_timestamptz);
Datum
business_time_timestamptz(PG_FUNCTION_ARGS)
{
	TimestampTz since;
	TimestampTz until;
	OpeningHours *hours;
	pg_tz	   *zone;
	int64		usecs;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	since = PG_GETARG_TIMESTAMPTZ(0);
	until = PG_GETARG_TIMESTAMPTZ(1);
	check_finite(since, until);
	hours = opening_hours_arguments(fcinfo);
	zone = time_zone_argument(fcinfo, 4);
	if (until < since)
		usecs = -business_time_in_zone(hours, until, since, zone);
	else
		usecs = business_time_in_zone(hours, since, until, zone);
	PG_RETURN_INTERVAL_P(interval_from_usecs(usecs));
}
