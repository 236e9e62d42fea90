/*-------------------------------------------------------------------------
 *
 * sampling.h
 *	  Populations, and samples of them: all that there are, or random ones.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SAMPLING_H
#define SAMPLING_H

#include <stdbool.h>
#include <stdint.h>

#define MAX_VALUES 7

/* The shares of its values, lowest first */
typedef struct Population
{
	const char *name;
	int			values;
	double		shares[MAX_VALUES];
} Population;

typedef struct Source
{
	const Population *population;
	int			n;
} Source;

/* How many answers have which value */
typedef struct Sample
{
	int			values;
	int			n;
	double		counts[MAX_VALUES];
} Sample;

/* Of the values first, first + 1, ... */
extern double population_mean(const Population *population, double first);
extern double population_variance(const Population *population);
extern double sample_mean(const Sample *sample, double first);
extern double sample_variance(const Sample *sample);	/* divides by n */

/* The random numbers that go with a seed and a text */
extern void random_start(uint64_t seed, const char *text);
extern double random_uniform(void); /* between 0 and 1, never one of them */
extern double random_normal(void);
extern int	random_binomial(int n, double p);

extern void random_sample(const Population *population, int n,
						  Sample *sample);

/* Without replacement, from a population that has these counts */
extern void random_sample_of_finite(const Sample *population, int n,
									Sample *sample);

/*
 * Visit samples with their weights: where there are not too many, all of them
 * with their probabilities; otherwise each of the repetitions with weight 1.
 * enumerable() says which.
 */
typedef void (*Visit) (void *state, const Sample *samples, double weight);

extern bool enumerable(const Source *sources, int count);
extern void visit_all(const Source *sources, int count, Visit visit,
					  void *state);
extern void visit_random(const Source *sources, int count, int repetitions,
						 Visit visit, void *state);

/* The probability of a sample without replacement, and a visit of all */
extern void visit_finite(const Sample *population, int n, Visit visit,
						 void *state);

#endif							/* SAMPLING_H */
