/*-------------------------------------------------------------------------
 *
 * arguments.c
 *	  Optional arguments of SQL functions.
 *
 *-------------------------------------------------------------------------
 */
#include "arguments.h"

#include "lib/stringinfo.h"
#include "nodes/primnodes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "estimate.h"
#include "numeric_value.h"

int
integer_argument(FunctionCallInfo fcinfo, int argument, int default_value)
{
	return PG_ARGISNULL(argument) ? default_value : PG_GETARG_INT32(argument);
}

double
number_argument(FunctionCallInfo fcinfo, int argument, double default_value)
{
	return PG_ARGISNULL(argument) ? default_value :
		PG_GETARG_FLOAT8(argument);
}

bool
boolean_argument(FunctionCallInfo fcinfo, int argument)
{
	return !PG_ARGISNULL(argument) && PG_GETARG_BOOL(argument);
}

int64
count_argument(FunctionCallInfo fcinfo, int argument, const char *name)
{
	Datum		value = PG_GETARG_DATUM(argument);
	int64		count;

	if (!numeric_to_count(value, &count))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is not a whole number from 0 to %lld", name,
						numeric_text(value), (long long) PG_INT64_MAX)));
	return count;
}

/*
 * The negated form catches NaN.
 */
void
check_between(const char *name, double value, double low, double high,
			  const char *hint)
{
	if (!(value > low && value < high))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be greater than %g and less than %g, not %g",
						name, low, high, value),
				 hint == NULL ? 0 : errhint("%s", hint)));
}

/*
 * A window function has no Aggref.
 */
void
require_order(FunctionCallInfo fcinfo, const char *example)
{
	Aggref	   *aggregate = AggGetAggref(fcinfo);
	char	   *name;

	if (aggregate == NULL || aggregate->aggorder != NIL)
		return;
	name = get_func_name(aggregate->aggfnoid);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_OBJECT_TYPE),
			 errmsg("ORDER BY is required for aggregate %s", name),
			 errhint("Its result depends on the order of its rows: write %s(%s).",
					 name, example)));
}

void
notice_fraction(const char *name, double value, ScoreUnit unit)
{
	if (!(value > -1 && value < 1) || value == 0)
		return;
	if (unit == UNIT_POINTS)
		ereport(NOTICE,
				(errmsg("%s %g is taken as %g points", name, value, value),
				 errhint("For %g points write %g.", 100 * value, 100 * value)));
	else
		ereport(NOTICE,
				(errmsg("%s %g is taken as %g percent", name, value, value),
				 errhint("For %g percent write %g.", 100 * value, 100 * value)));
}

double
confidence_argument(FunctionCallInfo fcinfo, int argument)
{
	double		confidence = number_argument(fcinfo, argument, 0.95);

	check_between("confidence", confidence, 0, 1, "Write 95 % as 0.95.");
	return confidence;
}

int64
population_size_argument(FunctionCallInfo fcinfo, int argument)
{
	int64		population = count_argument(fcinfo, argument, "population");

	if (population < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("population %lld is not positive",
						(long long) population)));
	return population;
}

double
population_argument(FunctionCallInfo fcinfo, int argument, int64 answers)
{
	int64		population;

	if (PG_ARGISNULL(argument))
		return 1;
	population = count_argument(fcinfo, argument, "population");
	if (population < answers)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a population of %lld is smaller than its %lld answers",
						(long long) population, (long long) answers),
				 errhint("The population is everyone who could have been asked; leave it out if it is large.")));
	return finite_population_factor((double) answers, (double) population);
}

static void
report_unrecognized_choice(const char *argument_name, const char *name,
						   const ChoiceName *choices, size_t number)
{
	StringInfoData names;

	initStringInfo(&names);
	for (size_t i = 0; i < number; i++)
		appendStringInfo(&names, "%s%s", i == 0 ? "" : ", ", choices[i].name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized %s \"%s\"", argument_name, name),
			 errhint("Valid values are %s.", names.data)));
}

int
choice_argument(FunctionCallInfo fcinfo, int argument,
				const char *argument_name, const ChoiceName *choices,
				size_t number)
{
	text	   *name;

	if (PG_ARGISNULL(argument))
		return choices[0].choice;

	name = PG_GETARG_TEXT_PP(argument);
	for (size_t i = 0; i < number; i++)
	{
		if (strlen(choices[i].name) == VARSIZE_ANY_EXHDR(name) &&
			pg_strncasecmp(choices[i].name, VARDATA_ANY(name),
						   VARSIZE_ANY_EXHDR(name)) == 0)
			return choices[i].choice;
	}
	report_unrecognized_choice(argument_name, text_to_cstring(name), choices,
							   number);
	return 0;					/* keep compiler quiet */
}
