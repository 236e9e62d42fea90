/*-------------------------------------------------------------------------
 *
 * arguments.h
 *	  Optional arguments of SQL functions: scales and cut points, confidence,
 *	  method, population.
 *
 * An optional argument that is NULL takes its default.  One that makes no
 * sense raises 22023 with the value and what is allowed.  Arguments are
 * given by their number, those of a scale by the number of the first.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_ARGUMENTS_H
#define SATISFACTION_ARGUMENTS_H

#include "compat.h"

#include "estimate.h"
#include "metric_scale.h"

extern int	integer_argument(FunctionCallInfo fcinfo, int argument,
							 int default_value);
extern double number_argument(FunctionCallInfo fcinfo, int argument,
							  double default_value);
extern bool boolean_argument(FunctionCallInfo fcinfo, int argument);

/* scale_min, scale_max, detractor_max, promoter_min */
extern Scale nps_scale_arguments(FunctionCallInfo fcinfo, int first);

/* scale_min, scale_max, and satisfied_min where there are groups */
extern Scale csat_ends_arguments(FunctionCallInfo fcinfo, int first);
extern Scale csat_scale_arguments(FunctionCallInfo fcinfo, int first);

/* Likewise, where the dissatisfied, who mirror the satisfied, matter too. */
extern Scale csat_mirrored_arguments(FunctionCallInfo fcinfo, int first);

/* scale_min, scale_max, and easy_from, low_is_easy where there are groups */
extern Scale ces_ends_arguments(FunctionCallInfo fcinfo, int first);
extern Scale ces_scale_arguments(FunctionCallInfo fcinfo, int first);

/* Likewise, where the hard answers, which mirror the easy ones, matter too. */
extern Scale ces_mirrored_arguments(FunctionCallInfo fcinfo, int first);

/* A two-sided level between 0 and 1, 0.95 by default. */
extern double confidence_argument(FunctionCallInfo fcinfo, int argument);

/* A method by name, the first of the enumeration by default. */
extern NetMethod net_method_argument(FunctionCallInfo fcinfo, int argument);
extern NetMethod net_test_method_argument(FunctionCallInfo fcinfo,
										  int argument);
extern ShareMethod share_method_argument(FunctionCallInfo fcinfo,
										 int argument);

/*
 * The size of a finite population of which the answers are a part, as the
 * factor by which it shrinks a standard error; 1 by default.
 */
extern double population_argument(FunctionCallInfo fcinfo, int argument,
								  int64 answers);

/* A number that must lie strictly between two others. */
extern void check_between(const char *argument, double value, double low,
						  double high);

#endif							/* SATISFACTION_ARGUMENTS_H */
