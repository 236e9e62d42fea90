/*-------------------------------------------------------------------------
 *
 * arguments.h
 *	  Optional arguments of SQL functions.
 *
 * An optional argument that is NULL takes its default.  One that makes no
 * sense raises 22023 with the value and what is allowed.  Arguments are
 * given by their number.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_ARGUMENTS_H
#define SATISFACTION_ARGUMENTS_H

#include "compat.h"

extern int	integer_argument(FunctionCallInfo fcinfo, int argument,
							 int default_value);
extern double number_argument(FunctionCallInfo fcinfo, int argument,
							  double default_value);
extern bool boolean_argument(FunctionCallInfo fcinfo, int argument);

/*
 * A whole number from 0 to the largest bigint, of type numeric, as sum(bigint)
 * is.
 */
extern int64 count_argument(FunctionCallInfo fcinfo, int argument,
							const char *name);

/* A two-sided level between 0 and 1, 0.95 by default. */
extern double confidence_argument(FunctionCallInfo fcinfo, int argument);

/*
 * The size of a finite population, of type numeric, not NULL: at least 1.
 */
extern int64 population_size_argument(FunctionCallInfo fcinfo, int argument);

/*
 * The factor by which a population of which the answers are a part shrinks a
 * standard error; 1 by default.
 */
extern double population_argument(FunctionCallInfo fcinfo, int argument,
								  int64 answers);

/*
 * A choice by its name in SQL, in any case, the first of them by default:
 * method, alternative.
 */
typedef struct ChoiceName
{
	const char *name;
	int			choice;
} ChoiceName;

extern int	choice_argument(FunctionCallInfo fcinfo, int argument,
							const char *argument_name,
							const ChoiceName *choices, size_t number);

#define CHOICE_ARGUMENT(fcinfo, argument, argument_name, choices) \
	choice_argument(fcinfo, argument, argument_name, choices, lengthof(choices))

#define METHOD_ARGUMENT(fcinfo, argument, methods) \
	CHOICE_ARGUMENT(fcinfo, argument, "method", methods)

/*
 * Raises 42809 for an aggregate that depends on the order of its rows, unless
 * it is called with ORDER BY or as a window function.  The example is what to
 * write in the call.  To be tested when the state begins.
 */
extern void require_order(FunctionCallInfo fcinfo, const char *example);

/*
 * Scores and their differences are in points, shares in percent: 80, not 0.8.
 * A NOTICE tells how a value strictly between -1 and 1 was taken that is most
 * likely meant as a fraction.  These are the arguments margin, difference,
 * target (but not that of a mean), expected, share_a and share_b.
 */
typedef enum ScoreUnit
{
	UNIT_POINTS,
	UNIT_PERCENT
} ScoreUnit;

extern void notice_fraction(const char *name, double value, ScoreUnit unit);

/*
 * A number that must lie strictly between two others; NaN does not.  The hint
 * may be NULL.
 */
extern void check_between(const char *name, double value, double low,
						  double high, const char *hint);

#endif							/* SATISFACTION_ARGUMENTS_H */
