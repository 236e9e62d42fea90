/*-------------------------------------------------------------------------
 *
 * sampling.c
 *	  Populations, and samples of them: all that there are, or random ones.
 *
 *-------------------------------------------------------------------------
 */
#include "sampling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double
population_mean(const Population *population, double first)
{
	double		mean = 0.0;

	for (int i = 0; i < population->values; i++)
		mean += (first + i) * population->shares[i];
	return mean;
}

double
population_variance(const Population *population)
{
	double		mean = population_mean(population, 0.0);
	double		variance = 0.0;

	for (int i = 0; i < population->values; i++)
		variance += (i - mean) * (i - mean) * population->shares[i];
	return variance;
}

double
sample_mean(const Sample *sample, double first)
{
	double		sum = 0.0;

	for (int i = 0; i < sample->values; i++)
		sum += (first + i) * sample->counts[i];
	return sum / sample->n;
}

double
sample_variance(const Sample *sample)
{
	double		mean = sample_mean(sample, 0.0);
	double		squares = 0.0;

	for (int i = 0; i < sample->values; i++)
		squares += (i - mean) * (i - mean) * sample->counts[i];
	return squares / sample->n;
}


/*-------------------------------------------------------------------------
 * Random numbers
 *-------------------------------------------------------------------------
 */

/* xoshiro256++ and splitmix64 by D. Blackman and S. Vigna, public domain */
static uint64_t random_state[4];

static uint64_t
rotated_left(uint64_t x, int bits)
{
	return (x << bits) | (x >> (64 - bits));
}

static uint64_t
random_bits(void)
{
	uint64_t   *s = random_state;
	uint64_t	result = rotated_left(s[0] + s[3], 23) + s[0];
	uint64_t	shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotated_left(s[3], 45);
	return result;
}

void
random_start(uint64_t seed, const char *text)
{
	uint64_t	x = seed;

	/* FNV-1a */
	for (; *text; text++)
		x = (x ^ (unsigned char) *text) * UINT64_C(0x100000001b3);
	for (int i = 0; i < 4; i++)
	{
		uint64_t	z = (x += UINT64_C(0x9e3779b97f4a7c15));

		z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
		z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
		random_state[i] = z ^ (z >> 31);
	}
}

double
random_uniform(void)
{
	return ldexp((double) (random_bits() >> 12) + 0.5, -52);
}

/* One of a point in the unit circle (G. Marsaglia and T. A. Bray, 1964) */
double
random_normal(void)
{
	double		x,
				y,
				square;

	do
	{
		x = 2.0 * random_uniform() - 1.0;
		y = 2.0 * random_uniform() - 1.0;
		square = x * x + y * y;
	} while (square >= 1.0);
	return x * sqrt(-2.0 * log(square) / square);
}

static double
log_factorial(int n)
{
	enum
	{
		TABLE = 20001
	};
	static double table[TABLE];

	if (n >= TABLE)
		return lgamma(n + 1.0);
	if (table[2] == 0.0)
	{
		for (int i = 2; i < TABLE; i++)
			table[i] = table[i - 1] + log(i);
	}
	return table[n];
}

/*
 * Inversion that starts at the mode and goes away from it on both sides, so
 * that it takes about as many steps as the standard deviation is large.
 */
static int
binomial_by_mode(int n, double p)
{
	double		odds = p / (1.0 - p);
	int			low = (int) ((n + 1) * p);
	int			high = low;
	double		at_low = exp(log_factorial(n) - log_factorial(low) -
							 log_factorial(n - low) + low * log(p) +
							 (n - low) * log1p(-p));
	double		at_high = at_low;
	double		left = random_uniform() - at_low;

	if (left < 0.0)
		return low;
	for (;;)
	{
		if (high < n)
		{
			at_high *= (n - high) / (high + 1.0) * odds;
			high++;
			left -= at_high;
			if (left < 0.0)
				return high;
		}
		if (low > 0)
		{
			at_low *= low / (n - low + 1.0) / odds;
			low--;
			left -= at_low;
			if (left < 0.0)
				return low;
		}
		/* rounding may leave a rest that nothing has */
		if ((high == n || at_high < 1e-300) && (low == 0 || at_low < 1e-300))
			return low;
	}
}

int
random_binomial(int n, double p)
{
	int			hits = 0;

	if (p >= 1.0)
		return n;
	if (p <= 0.0)
		return 0;
	if (n > 24)
		return binomial_by_mode(n, p);
	for (int i = 0; i < n; i++)
		hits += random_uniform() < p;
	return hits;
}

void
random_sample(const Population *population, int n, Sample *sample)
{
	int			left = n;
	double		share_left = 1.0;

	sample->values = population->values;
	sample->n = n;
	for (int i = 0; i < population->values - 1; i++)
	{
		int			count = random_binomial(left,
											population->shares[i] / share_left);

		sample->counts[i] = count;
		left -= count;
		share_left -= population->shares[i];
	}
	sample->counts[population->values - 1] = left;
}

void
random_sample_of_finite(const Sample *population, int n, Sample *sample)
{
	Sample		left = *population;

	memset(sample, 0, sizeof(*sample));
	sample->values = population->values;
	sample->n = n;
	for (int i = 0; i < n; i++)
	{
		double		at = random_uniform() * left.n;
		int			value = 0;

		while (value < left.values - 1 && at >= left.counts[value])
			at -= left.counts[value++];
		left.counts[value] -= 1.0;
		left.n--;
		sample->counts[value] += 1.0;
	}
}


/*-------------------------------------------------------------------------
 * All samples
 *-------------------------------------------------------------------------
 */

/* More samples than this, or pairs of samples, are not enumerated. */
#define MAX_ENUMERATED	200000

/* What is less likely is left out; together it is less than 1e-5. */
#define NEGLIGIBLE		1e-11

typedef struct Weighted
{
	Sample		sample;
	double		weight;
} Weighted;

typedef struct List
{
	Weighted   *items;
	int			count;
	int			room;
} List;

/* The number of ways to spread n answers over the values */
static double
number_of_samples(const Source *source)
{
	double		number = 1.0;

	for (int i = 1; i < source->population->values; i++)
		number *= (double) (source->n + i) / i;
	return number;
}

bool
enumerable(const Source *sources, int count)
{
	double		number = 1.0;

	for (int i = 0; i < count; i++)
		number *= number_of_samples(&sources[i]);
	return number <= MAX_ENUMERATED;
}

static void
list_add(List *list, const Sample *sample, double weight)
{
	if (weight < NEGLIGIBLE)
		return;
	if (list->count == list->room)
	{
		list->room = 2 * list->room + 64;
		list->items = realloc(list->items, list->room * sizeof(Weighted));
		if (list->items == NULL)
			abort();
	}
	list->items[list->count].sample = *sample;
	list->items[list->count++].weight = weight;
}

/* The values from one on get what is left. */
static void
list_samples(List *list, const Population *population, Sample *sample,
			 int value, int left, double log_weight)
{
	double		log_share = log(population->shares[value]);

	if (value == population->values - 1)
	{
		sample->counts[value] = left;
		if (left > 0)
			log_weight += left * log_share - log_factorial(left);
		list_add(list, sample, exp(log_weight));
		return;
	}
	for (int count = 0; count <= left; count++)
	{
		sample->counts[value] = count;
		list_samples(list, population, sample, value + 1, left - count,
					 count == 0 ? log_weight : log_weight +
					 count * log_share - log_factorial(count));
	}
}

static List
all_samples(const Source *source)
{
	List		list = {NULL, 0, 0};
	Sample		sample = {source->population->values, source->n, {0}};

	list_samples(&list, source->population, &sample, 0, source->n,
				 log_factorial(source->n));
	return list;
}

void
visit_all(const Source *sources, int count, Visit visit, void *state)
{
	List		a = all_samples(&sources[0]);
	List		b = {NULL, 0, 0};
	Sample		samples[2];

	if (count > 1)
		b = all_samples(&sources[1]);
	for (int i = 0; i < a.count; i++)
	{
		samples[0] = a.items[i].sample;
		if (count == 1)
			visit(state, samples, a.items[i].weight);
		for (int j = 0; j < b.count; j++)
		{
			double		weight = a.items[i].weight * b.items[j].weight;

			if (weight < NEGLIGIBLE)
				continue;
			samples[1] = b.items[j].sample;
			visit(state, samples, weight);
		}
	}
	free(a.items);
	free(b.items);
}

void
visit_random(const Source *sources, int count, int repetitions,
			 Visit visit, void *state)
{
	Sample		samples[2];

	for (int i = 0; i < repetitions; i++)
	{
		for (int j = 0; j < count; j++)
			random_sample(sources[j].population, sources[j].n, &samples[j]);
		visit(state, samples, 1.0);
	}
}

static void
visit_finite_from(const Sample *population, Sample *sample, int value,
				  int left, double log_weight, Visit visit, void *state)
{
	int			most = (int) population->counts[value];

	if (value == population->values - 1 && left > most)
		return;
	for (int count = value == population->values - 1 ? left : 0;
		 count <= left && count <= most; count++)
	{
		double		weight = log_weight + log_factorial(most) -
			log_factorial(count) - log_factorial(most - count);

		sample->counts[value] = count;
		if (value == population->values - 1)
			visit(state, sample, exp(weight));
		else
			visit_finite_from(population, sample, value + 1, left - count,
							  weight, visit, state);
	}
}

void
visit_finite(const Sample *population, int n, Visit visit, void *state)
{
	Sample		sample = {population->values, n, {0}};

	visit_finite_from(population, &sample, 0, n,
					  log_factorial(n) + log_factorial(population->n - n) -
					  log_factorial(population->n), visit, state);
}
