/*-------------------------------------------------------------------------
 *
 * calibration.h
 *	  Do the tests, intervals and sample sizes keep what they promise?
 *
 * Samples are drawn from populations that are known, and the share of them
 * with p below 0.05 and 0.01, or with limits that contain the truth, is
 * compared with a bound (bounds.c).  Each topic has a file with its settings,
 * and what it measures it reports by measured().
 *
 *-------------------------------------------------------------------------
 */
#ifndef CALIBRATION_H
#define CALIBRATION_H

#include <stdbool.h>
#include <stddef.h>

#include "sampling.h"

#define LENGTH(array) ((int) (sizeof(array) / sizeof((array)[0])))

/* The repetitions that the bounds are meant for, and those of this run */
#define FULL_REPETITIONS 20000
extern int	repetitions;

/* Every simulation runs with each of these seeds. */
#define SEEDS 3

/* What a row promises of one of its measures */
typedef struct Bound
{
	const char *row;
	const char *measure;
	const char *setting;		/* a named exception; NULL for all others */
	double		least;
	double		most;
} Bound;

extern const Bound bounds[];
extern const int bounds_count;

/*
 * Compare a measure of a setting with its bound.  The error is the standard
 * error of the simulation, 0 for what is exact.
 */
extern void measured(const char *row, const char *measure,
					 const char *setting, double value, double error);

/*
 * One way to draw samples, and what is done with them.  A row that is NULL is
 * not measured.
 */
typedef struct Verdict
{
	double		p_value;		/* NAN is not significant */
	double		low;			/* NAN is no interval, and left out */
	double		high;
} Verdict;

typedef Verdict (*Method) (const Sample *samples, const void *argument);

typedef struct Setting
{
	Source		sources[2];
	int			samples;
	const char *name;			/* instead of one made of sizes and names */
	Method		method;
	const void *argument;
	const char *p_row;			/* under the null hypothesis */
	const char *coverage_row;
	double		truth;			/* what the limits must contain */
} Setting;

extern void calibrate(const Setting *setting);

/* One-sample and two-sample settings under their usual names, "5:50 of A" */
extern Setting one_sample(const Population *population, int n, Method method,
						  const void *argument);
extern Setting two_samples(const Population *a, int n_a, const Population *b,
						   int n_b, Method method, const void *argument);

/* A share of weight that is collected, in a simulation or exactly */
typedef struct Rate
{
	double		hits;
	double		weight;
} Rate;

extern void rate_add(Rate *rate, bool hit, double weight);
extern double rate_value(const Rate *rate);
extern void rate_measured(const Rate *rate, bool exact, const char *row,
						  const char *measure, const char *setting);

/* Topics */
extern void calibrate_nps(void);
extern void calibrate_csat(void);
extern void calibrate_ces(void);
extern void calibrate_pairs(void);
extern void calibrate_series(void);
extern void calibrate_shrunk(void);
extern void calibrate_weighted(void);
extern void calibrate_population(void);
extern void calibrate_control(void);
extern void calibrate_sample_size(void);
extern void calibrate_design(void);
extern void calibrate_ranks(void);

#endif							/* CALIBRATION_H */
