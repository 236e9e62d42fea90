/*-------------------------------------------------------------------------
 *
 * csat.h
 *	  How functions of the Customer Satisfaction Score read their arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_CSAT_H
#define SATISFACTION_CSAT_H

#include "compat.h"

#include "metric_scale.h"

/*
 * The satisfied answers of a tally, as the high group, and the others, as the
 * low one.  False if it is NULL.  The arguments of the scale are scale_min,
 * scale_max and satisfied_min; it is 1 to 5 for a function that has none.
 */
extern bool csat_groups(FunctionCallInfo fcinfo, int argument,
						int first_of_scale, Groups *groups);

/*
 * The scale of a rating beside another score, by the arguments rating_min,
 * rating_max and satisfied_min, with the mirror image of the satisfied as its
 * low group.
 */
extern Scale csat_rating_arguments(FunctionCallInfo fcinfo, int first);

#endif							/* SATISFACTION_CSAT_H */
