/*-------------------------------------------------------------------------
 *
 * check.h
 *	  What the unit tests of the statistics compare with.
 *
 * A program checks, prints a line for every number that is wrong, and ends by
 * checks_done(): the totals, and 1 if any number was wrong.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CHECK_H
#define CHECK_H

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#define LENGTH(array) ((int) (sizeof(array) / sizeof((array)[0])))

/* what results promise, relative to their size */
#define TOLERANCE 1e-12

static int	passed = 0;
static int	failed = 0;

/*
 * Compare within a margin.  It is that of the expected value, or a larger one
 * where the value is a difference whose terms are larger.
 */
static inline void
check_within(double value, double expected, double margin,
			 const char *label, ...)
{
	va_list		arguments;

	if (value == expected || (isnan(value) && isnan(expected)) ||
		fabs(value - expected) <= margin)
	{
		passed++;
		return;
	}
	failed++;
	printf("FAILED ");
	va_start(arguments, label);
	vprintf(label, arguments);
	va_end(arguments);
	printf(": %.17g, expected %.17g\n", value, expected);
}

static inline void
check(const char *label, double value, double expected)
{
	check_within(value, expected, TOLERANCE * fabs(expected), "%s", label);
}

/* row of a table */
static inline void
check_row(const char *label, int row, double value, double expected)
{
	check_within(value, expected, TOLERANCE * fabs(expected), "%s[%d]", label,
				 row);
}

static inline void
check_exactly(const char *label, double value, double expected)
{
	check_within(value, expected, 0.0, "%s", label);
}

static inline void
check_true(const char *label, bool condition)
{
	check_within(condition, 1.0, 0.0, "%s", label);
}

static inline int
checks_done(void)
{
	printf("%d passed, %d failed\n", passed, failed);
	return failed > 0;
}

#endif							/* CHECK_H */
