/*-------------------------------------------------------------------------
 *
 * svg_dates.c
 *	  Dates in words, and the labels of an axis of dates.
 *
 *-------------------------------------------------------------------------
 */
#include "svg.h"

#include "utils/datetime.h"

/* As j2date() counts: the year before 1 is 0. */
typedef struct Day
{
	int			year;
	int			month;			/* from 1 */
	int			day;
} Day;

static Day
day_of(DateADT date)
{
	Day			day;

	j2date(date + POSTGRES_EPOCH_JDATE, &day.year, &day.month, &day.day);
	return day;
}

static const char *
year_text(int year)
{
	return year > 0 ? psprintf("%d", year) : psprintf("%d BC", 1 - year);
}

const char *
svg_date_text(DateADT date)
{
	Day			day = day_of(date);

	return psprintf("%d %s %s", day.day, months[day.month - 1],
					year_text(day.year));
}

/*
 * From one label to the next: a number of days, counted from the first date,
 * or a number of months.
 */
typedef struct DateStep
{
	int			days;			/* or 0 */
	int			months;
} DateStep;

/* The approximate number of steps in a number of days */
static double
steps_in(int number_of_days, DateStep step)
{
	return number_of_days /
		(step.days > 0 ? (double) step.days : step.months * 30.4375);
}

/* The smallest step that needs no more labels than a maximum */
static DateStep
choose_step(int number_of_days, int max_labels)
{
	static const DateStep short_steps[] = {
		{1, 0}, {2, 0}, {7, 0}, {14, 0}, {0, 1}, {0, 2}, {0, 3}, {0, 6}
	};
	static const int years[] = {1, 2, 5};
	DateStep	step = {0};

	for (size_t i = 0; i < lengthof(short_steps); i++)
	{
		if (steps_in(number_of_days, short_steps[i]) + 1 <= max_labels)
			return short_steps[i];
	}

	/* All dates lie within six million years. */
	for (int factor = 1; factor <= 1000000; factor *= 10)
	{
		for (size_t i = 0; i < lengthof(years); i++)
		{
			step.months = 12 * factor * years[i];
			if (steps_in(number_of_days, step) + 1 <= max_labels)
				return step;
		}
	}
	return step;
}

typedef struct DateAxis
{
	DateStep	step;
	int			number;
	int			capacity;
	DateLabel  *labels;
	int			year;			/* of the last label */
} DateAxis;

static void
add_label(DateAxis *axis, DateADT date)
{
	DateStep	step = axis->step;
	Day			day = day_of(date);
	DateLabel  *label = &axis->labels[axis->number];

	label->date = date;
	if (step.days > 0)
		label->first_line = psprintf("%d %s", day.day, months[day.month - 1]);
	else if (step.months < 12)
		label->first_line = months[day.month - 1];
	else
		label->first_line = year_text(day.year);
	if (step.months < 12 && (axis->number == 0 || day.year != axis->year))
		label->second_line = year_text(day.year);
	axis->year = day.year;
	axis->number++;
}

static void
add_days(DateAxis *axis, DateADT first, DateADT last)
{
	for (int64 date = first;
		 date <= last && axis->number < axis->capacity;
		 date += axis->step.days)
		add_label(axis, (DateADT) date);
}

/* A number of years that is before all and a multiple of all steps */
#define YEARS_BEFORE	10000000

/* The first days of months whose number is a multiple of the step */
static void
add_months(DateAxis *axis, DateADT first, DateADT last)
{
	Day			from = day_of(first);
	Day			to = day_of(last);
	int			step = axis->step.months;
	int			month = (from.year + YEARS_BEFORE) * 12 + from.month - 1;
	int			last_month = (to.year + YEARS_BEFORE) * 12 + to.month - 1;

	if (from.day > 1)
		month++;
	month += (step - month % step) % step;
	for (; month <= last_month && axis->number < axis->capacity; month += step)
		add_label(axis, date2j(month / 12 - YEARS_BEFORE, month % 12 + 1, 1) -
				  POSTGRES_EPOCH_JDATE);
}

DateLabel *
svg_date_labels(DateADT first, DateADT last, int max_labels, int *number)
{
	DateAxis	axis = {.step = choose_step(last - first, max_labels)};

	/* Months and years differ in length, so one more may lie between. */
	axis.capacity = max_labels + 1;
	axis.labels = palloc0(axis.capacity * sizeof(DateLabel));
	if (axis.step.days > 0)
		add_days(&axis, first, last);
	else
		add_months(&axis, first, last);
	*number = axis.number;
	return axis.labels;
}
