/*-------------------------------------------------------------------------
 *
 * sample_design.h
 *	  Scores of samples that are not simple: several answers of one customer,
 *	  strata with known shares of the population.
 *
 * Plain C99 on plain numbers, with the conventions of estimate.h.  Clusters
 * and strata are added one by one, and what is kept of them has one size.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_SAMPLE_DESIGN_H
#define SATISFACTION_SAMPLE_DESIGN_H

#include "estimate.h"

/*
 * The answers of a cluster or stratum, w the weight of an answer, 1 if it has
 * none, and x its value: -1, 0 or 1 of a net score, 0 or 1 of a share.
 */
typedef struct DesignPart
{
	double		answers;
	double		weight;			/* sum of w, more than 0 */
	double		weight_squares;
	double		sum;			/* of w x */
	double		mean;			/* of x */
	double		squares;		/* sum of w (x - mean)^2 */
	double		weighted_squares;	/* sum of w^2 (x - mean)^2 */
	double		high;			/* sum of w of promoters or satisfied */
	double		low;			/* sum of w of detractors */
} DesignPart;

/*
 * A score and how well it is known, both times a unit.  size is the effective number of answers
 * of an interval that is built on counts, and interval_degrees are its degrees
 * of freedom; 0 if nothing is known about the variance, and then
 * standard_error is NAN.  All NAN for no answers.
 */
typedef struct DesignScore
{
	double		score;
	double		standard_error;
	double		degrees;
	double		design_effect;	/* of clusters; NAN if all answers are alike */
	double		high;			/* share of promoters or satisfied */
	double		low;			/* share of detractors */
	double		size;
	double		interval_degrees;
} DesignScore;

/* A mean and the sum of squares around it; all zero is that of no values. */
typedef struct RunningMean
{
	double		weight;
	double		mean;
	double		squares;
} RunningMean;

/* The clusters so far; all zero is none. */
typedef struct Clusters
{
	double		clusters;
	double		answers;
	double		weight_squares;
	double		sum;
	double		squares;		/* within clusters */
	double		high;
	double		low;
	RunningMean means;			/* of clusters, by their weights */
	RunningMean residuals;		/* the same by the squares of their weights */
} Clusters;

extern void clusters_add(Clusters *clusters, const DesignPart *cluster);
extern DesignScore clustered_score(const Clusters *clusters, double unit);

/* The strata so far; all zero is none. */
typedef struct Strata
{
	double		strata;
	double		answers;
	double		shares;
	double		sum;			/* of share * mean */
	double		high;			/* of share * share of the stratum */
	double		low;
	double		error;			/* sum of share^2 * variance of the mean */
	double		error_squares;	/* of the squares of these, over n - 1 */
	double		inverse_sizes;	/* sum of share^2 / n */
	double		squares;		/* sum of (n - 1) * variance of one answer */
	double		single_answers; /* strata of one answer */
} Strata;

/* The share is more than 0; shares need not add up to 1. */
extern void strata_add(Strata *strata, const DesignPart *stratum,
					   double share);
extern DesignScore stratified_score(const Strata *strata, double confidence,
									double unit);

/* Limits of a net score and of a share, as fractions, and of a mean. */
extern Limits design_net_interval(const DesignScore *score,
								  double confidence);
extern Limits design_share_interval(const DesignScore *score,
									double confidence);
extern Limits design_mean_interval(const DesignScore *score,
								   double confidence,
								   double lowest, double highest);

#endif							/* SATISFACTION_SAMPLE_DESIGN_H */
