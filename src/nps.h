/*-------------------------------------------------------------------------
 *
 * nps.h
 *	  How functions of the Net Promoter Score read their arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_NPS_H
#define SATISFACTION_NPS_H

#include "compat.h"

#include "estimate.h"
#include "metric_scale.h"

/*
 * scale_min, scale_max, detractor_max, promoter_min; 0 to 10 for a function
 * that has no such arguments.
 */
extern Scale nps_scale_arguments(FunctionCallInfo fcinfo, int first);

/*
 * The detractors, passives and promoters of a tally, as the low, middle and
 * high group.  False if it is NULL.
 */
extern bool nps_groups(FunctionCallInfo fcinfo, int argument,
					   int first_of_scale, Groups *groups);

/* score, adjusted_wald or wald */
extern NetMethod net_method_argument(FunctionCallInfo fcinfo, int argument);

#endif							/* SATISFACTION_NPS_H */
