/*-------------------------------------------------------------------------
 *
 * metric_scale.h
 *	  The scale of a metric, its cut points, and the groups between them.
 *
 * NPS, CSAT and CES all split a scale into a low, a middle and a high group:
 * detractors, passives and promoters; dissatisfied, neutral and satisfied;
 * hard, neither and easy.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_METRIC_SCALE_H
#define SATISFACTION_METRIC_SCALE_H

#include "compat.h"

#include "tally.h"

typedef struct Scale
{
	const char *name;			/* of the metric, or NULL */
	const char *aggregate;		/* SQL name of its aggregate, or NULL */
	const char *example;		/* how to specify another scale, or NULL */
	const char *prefix;			/* of the arguments with its ends, or NULL */
	int			minimum;
	int			maximum;
	int			low_max;		/* highest score of the low group */
	int			high_min;		/* lowest score of the high group */
} Scale;

/* The scales that the metrics have by definition. */
extern const Scale nps_scale;	/* 0-10: detractors 0-6, promoters 9-10 */
extern const Scale csat_scale;	/* 1-5: dissatisfied 1-2, satisfied 4-5 */
extern const Scale ces_scale;	/* 1-7: hard 1-3, easy 5-7 */
extern const Scale boolean_scale;	/* 0-1: false, true */

/* The answers in the groups of a scale. */
typedef struct Groups
{
	bool		weighted;
	Segment		low;
	Segment		middle;
	Segment		high;
	Segment		rest;			/* what is not high */
	Segment		all;
} Groups;

/*
 * The arguments scale_min and scale_max, by default those of a metric's own
 * scale; 22023 if they are not the ends of a scale.
 */
extern Scale scale_ends_arguments(FunctionCallInfo fcinfo, int first,
								  const Scale *own_scale);
extern void scale_check_ends(const Scale *scale);

/*
 * A metric has cut points by definition on its own scale only; no mapping to
 * another is guessed.
 */
extern bool scale_has_ends_of(const Scale *scale, const Scale *own_scale);

/* Raises 22023 for a cut point that is not on the scale. */
extern void scale_check_cut(const Scale *scale, const char *argument, int cut);

/*
 * Raises 22003 if there are answers outside the scale: the first such score,
 * up to five of them with their counts, and a fix that is right for these
 * answers.
 */
extern void scale_check_answers(const Scale *scale,
								const Histogram *histogram);

/*
 * A single score on the scale, or 22003 with the name of what was scored and,
 * for a whole number, a hint: one of those below, or another.
 */
#define HINT_OTHER_SCALE \
	"Turn codes such as \"no answer\" to NULL with nullif(); if it is an answer on another scale, specify scale_min and scale_max."
#define HINT_RECODE \
	"Turn codes such as \"no answer\" to NULL with nullif(), and recode answers on another scale first."
extern int	scale_check_score(const Scale *scale, const char *name,
							  const char *hint, double score);

/*
 * The scale of the metric whose aggregate calls a transition function; NULL if
 * that is not known.
 */
extern const Scale *scale_of_aggregate(FunctionCallInfo fcinfo);

/*
 * Raises 22003 for a value, as text, that no tally can count; the scale may be
 * NULL.
 */
pg_noreturn extern void scale_report_rating(const Scale *scale,
											const char *value);

extern void scale_groups(const Scale *scale, const Histogram *histogram,
						 Groups *groups);

/* A tally of the same groups, at scores given for low, middle and high. */
extern Datum groups_to_datum(const Groups *groups, const int scores[3]);

/*
 * Of all the weight, the percentage in a segment, and the percentage in one
 * segment minus that in another; NaN where there is no weight.
 */
extern double percent_of(Segment part, Segment all);
extern double net_percent_of(Segment plus, Segment minus, Segment all);

/* The two scores that groups have: high minus low, and high alone. */
extern double net_score(const Groups *groups);
extern double high_share(const Groups *groups);

#endif							/* SATISFACTION_METRIC_SCALE_H */
