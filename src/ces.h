/*-------------------------------------------------------------------------
 *
 * ces.h
 *	  How functions of the Customer Effort Score read their arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_CES_H
#define SATISFACTION_CES_H

#include "compat.h"

#include "metric_scale.h"

/*
 * The easy answers of a tally, as the high group whatever their direction,
 * and the others, as the low one.  False if it is NULL.  The arguments of the
 * scale are scale_min, scale_max, easy_from and low_is_easy.
 */
extern bool ces_groups(FunctionCallInfo fcinfo, int argument,
					   int first_of_scale, Groups *groups);

/* The hard answers, which mirror the easy ones, neither, and the easy ones. */
extern bool ces_mirrored_groups(FunctionCallInfo fcinfo, int argument,
								int first_of_scale, Groups *groups);

#endif							/* SATISFACTION_CES_H */
