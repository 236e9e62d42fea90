/*-------------------------------------------------------------------------
 *
 * control.h
 *	  One tally against a reference: control limits, and a stated target.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_CONTROL_H
#define SATISFACTION_CONTROL_H

#include "compat.h"

#include "one_sample.h"

/*
 * The row (value, center, low, high, outside) of an SQL function (r,
 * center_tally, sigmas, sigma_z, ...).  variance is that of one answer of the
 * reference, size how many answers the value has; the first four columns are
 * shown times unit, the limits within lowest and highest.
 */
extern Datum control_result(FunctionCallInfo fcinfo, double value,
							double size, double center, double variance,
							double lowest, double highest, double unit);

/* A target from lowest to highest, or 22023. */
extern double target_argument(FunctionCallInfo fcinfo, int argument,
							  double lowest, double highest);

/* That of a score, -100 to 100, or of a share, 0 to 100 */
extern double score_target_argument(FunctionCallInfo fcinfo, int argument);
extern double share_target_argument(FunctionCallInfo fcinfo, int argument);

/* two-sided by default, greater or less */
extern Alternative alternative_argument(FunctionCallInfo fcinfo, int argument);

#endif							/* SATISFACTION_CONTROL_H */
