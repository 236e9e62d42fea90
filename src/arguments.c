/*-------------------------------------------------------------------------
 *
 * arguments.c
 *	  Optional arguments of SQL functions: scales and cut points, confidence,
 *	  method, population.
 *
 *-------------------------------------------------------------------------
 */
#include "arguments.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"

/* The name of a method in SQL. */
typedef struct MethodName
{
	const char *name;
	int			method;
} MethodName;

static const MethodName net_methods[] = {
	{"adjusted_wald", NET_ADJUSTED_WALD},
	{"wald", NET_WALD},
	{"score", NET_SCORE},
};

/* Of two scores; Tango's has no counterpart for independent samples. */
static const MethodName net_test_methods[] = {
	{"adjusted_wald", NET_ADJUSTED_WALD},
	{"wald", NET_WALD},
};

static const MethodName share_methods[] = {
	{"wilson", SHARE_WILSON},
	{"agresti_coull", SHARE_AGRESTI_COULL},
	{"clopper_pearson", SHARE_CLOPPER_PEARSON},
	{"jeffreys", SHARE_JEFFREYS},
	{"wald", SHARE_WALD},
};

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

/*
 * The ends of a scale, those of a metric by default.
 */
static Scale
ends_arguments(FunctionCallInfo fcinfo, int first, const Scale *default_scale)
{
	Scale		scale = *default_scale;

	scale.minimum = integer_argument(fcinfo, first, scale.minimum);
	scale.maximum = integer_argument(fcinfo, first + 1, scale.maximum);
	scale_check_ends(&scale);
	return scale;
}

/*
 * A metric has cut points by definition on its own scale only; no mapping to
 * another is guessed.
 */
static void
require_cut(const Scale *scale, const Scale *own_scale, bool stated,
			const char *cut, const char *hint)
{
	if (stated || (scale->minimum == own_scale->minimum &&
				   scale->maximum == own_scale->maximum))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("a %d to %d scale needs %s",
					scale->minimum, scale->maximum, cut),
			 errhint("%s", hint)));
}

Scale
nps_scale_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = ends_arguments(fcinfo, first, &nps_scale);

	require_cut(&scale, &nps_scale,
				!PG_ARGISNULL(first + 2) && !PG_ARGISNULL(first + 3),
				"cut points for NPS",
				"State detractor_max and promoter_min; only the 0 to 10 scale has them by definition.");
	scale.low_max = integer_argument(fcinfo, first + 2, scale.low_max);
	scale.high_min = integer_argument(fcinfo, first + 3, scale.high_min);
	scale_check_cut(&scale, "detractor_max", scale.low_max);
	scale_check_cut(&scale, "promoter_min", scale.high_min);
	if (scale.low_max >= scale.high_min)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("detractor_max %d is not below promoter_min %d",
						scale.low_max, scale.high_min)));
	return scale;
}

Scale
csat_ends_arguments(FunctionCallInfo fcinfo, int first)
{
	return ends_arguments(fcinfo, first, &csat_scale);
}

Scale
csat_scale_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = csat_ends_arguments(fcinfo, first);

	require_cut(&scale, &csat_scale, !PG_ARGISNULL(first + 2),
				"the first satisfied box for CSAT",
				"State satisfied_min; vendors split, on 1 to 7 for instance, into 6-7 and 5-7.");
	scale.high_min = integer_argument(fcinfo, first + 2, scale.high_min);
	scale_check_cut(&scale, "satisfied_min", scale.high_min);
	scale.low_max = scale.minimum + scale.maximum - scale.high_min;
	return scale;
}

/*
 * The low group mirrors the high one, which must leave room for that.
 */
static void
check_mirror(const Scale *scale, const char *argument, int cut,
			 const char *half, const char *hint)
{
	if (scale->low_max >= scale->high_min)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %d is not in the %s half of the %d to %d scale",
						argument, cut, half, scale->minimum, scale->maximum),
				 errhint("%s", hint)));
}

Scale
csat_mirrored_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = csat_scale_arguments(fcinfo, first);

	check_mirror(&scale, "satisfied_min", scale.high_min, "upper",
				 "The dissatisfied are the mirror image of the satisfied, so the two would overlap.");
	return scale;
}

Scale
ces_ends_arguments(FunctionCallInfo fcinfo, int first)
{
	return ends_arguments(fcinfo, first, &ces_scale);
}

/*
 * easy_from is the first answer that counts as easy, coming from the hard
 * end.  In the result high is always the high end of the scale: the easy
 * answers are its low group where low_is_easy.
 */
Scale
ces_scale_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = ces_ends_arguments(fcinfo, first);
	bool		low_is_easy = boolean_argument(fcinfo, first + 3);
	int			easy_from;
	int			mirror;

	require_cut(&scale, &ces_scale, !PG_ARGISNULL(first + 2),
				"the first easy box for CES",
				"State easy_from; only the 1 to 7 scale has it by convention.");
	easy_from = integer_argument(fcinfo, first + 2,
								 low_is_easy ? scale.low_max : scale.high_min);
	scale_check_cut(&scale, "easy_from", easy_from);
	mirror = scale.minimum + scale.maximum - easy_from;
	scale.low_max = low_is_easy ? easy_from : mirror;
	scale.high_min = low_is_easy ? mirror : easy_from;
	return scale;
}

Scale
ces_mirrored_arguments(FunctionCallInfo fcinfo, int first)
{
	Scale		scale = ces_scale_arguments(fcinfo, first);

	check_mirror(&scale, "easy_from", boolean_argument(fcinfo, first + 3) ?
				 scale.low_max : scale.high_min, "easy",
				 "The hard answers are the mirror image of the easy ones, so the two would overlap.");
	return scale;
}

/*
 * The negated form catches NaN.
 */
void
check_between(const char *argument, double value, double low, double high)
{
	if (!(value > low && value < high))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %g is not between %g and %g",
						argument, value, low, high)));
}

double
confidence_argument(FunctionCallInfo fcinfo, int argument)
{
	double		confidence = number_argument(fcinfo, argument, 0.95);

	if (!(confidence > 0 && confidence < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("confidence %g is not between 0 and 1", confidence),
				 errhint("Write 95 %% as 0.95.")));
	return confidence;
}

static int
method_argument(FunctionCallInfo fcinfo, int argument,
				const MethodName *methods, size_t number)
{
	char	   *name;
	StringInfoData known;

	if (PG_ARGISNULL(argument))
		return methods[0].method;

	name = text_to_cstring(PG_GETARG_TEXT_PP(argument));
	initStringInfo(&known);
	for (size_t i = 0; i < number; i++)
	{
		if (strcmp(name, methods[i].name) == 0)
			return methods[i].method;
		appendStringInfo(&known, "%s%s", i == 0 ? "" : ", ", methods[i].name);
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown method \"%s\"", name),
			 errhint("Methods are %s.", known.data)));
	return 0;					/* keep compiler quiet */
}

NetMethod
net_method_argument(FunctionCallInfo fcinfo, int argument)
{
	return (NetMethod) method_argument(fcinfo, argument, net_methods,
									   lengthof(net_methods));
}

NetMethod
net_test_method_argument(FunctionCallInfo fcinfo, int argument)
{
	return (NetMethod) method_argument(fcinfo, argument, net_test_methods,
									   lengthof(net_test_methods));
}

ShareMethod
share_method_argument(FunctionCallInfo fcinfo, int argument)
{
	return (ShareMethod) method_argument(fcinfo, argument, share_methods,
										 lengthof(share_methods));
}

double
population_argument(FunctionCallInfo fcinfo, int argument, int64 answers)
{
	int64		population;

	if (PG_ARGISNULL(argument))
		return 1;
	population = PG_GETARG_INT64(argument);
	if (population < answers)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a population of " INT64_FORMAT " is smaller than its " INT64_FORMAT " answers",
						population, answers),
				 errhint("The population is everyone who could have been asked; leave it out if it is large.")));
	return finite_population_factor((double) answers, (double) population);
}
