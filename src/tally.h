/*-------------------------------------------------------------------------
 *
 * tally.h
 *	  The histogram of whole-number ratings that every metric is read from.
 *
 * A tally says how many answers gave each score from 0 to 100.  A weighted
 * tally also keeps, for each score, the sum of the weights of its answers and
 * the sum of their squares.  In an unweighted tally every answer weighs 1, but
 * it is not the same value as a weighted one in which all weights are 1.
 *
 * Three types, each with its own prefix:
 *
 * - Tally, tally_*: the varlena value.  Its body is either "dense", arrays
 *	 that a transition function updates in place, or "packed", the short form
 *	 that is stored.  A value of either kind is valid everywhere.
 * - Histogram, histogram_*: what is read from a value.  Metrics see nothing
 *	 else.
 * - Counts, counts_*: arrays that can be written, those of a dense value or of
 *	 a histogram that is being built.
 *
 * The packed body is canonical: equal histograms have equal bytes.
 *
 * This file and the sources behind it (tally.c, tally_body.c, tally_parse.c)
 * use no fmgr, memory contexts or ereport, so that a unit test or a fuzzer can
 * drive them without a server.  Functions that can fail return a TallyStatus
 * and leave the reporting to the caller.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_TALLY_H
#define SATISFACTION_TALLY_H

#ifdef SATISFACTION_WITHOUT_SERVER
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
typedef uint8_t uint8;
typedef int32_t int32;
typedef int64_t int64;
typedef uint64_t uint64;
#define FLEXIBLE_ARRAY_MEMBER
#else
#include "compat.h"
#endif

/* Scores run from 0 to TALLY_MAX_SCORE: 0-10, Likert scales, 0-100 sliders. */
#define TALLY_MAX_SCORE		100
#define TALLY_SCORES		(TALLY_MAX_SCORE + 1)

/* The only format so far; readers refuse any other. */
#define TALLY_VERSION		1

/*
 * A weight is 0 or at least TALLY_MIN_WEIGHT, so that neither its square nor
 * what a metric makes of it underflows.  The weights of a tally, and their squares, add up to no more
 * than TALLY_MAX_WEIGHT, so that no metric overflows.
 */
#define TALLY_MIN_WEIGHT	1e-140
#define TALLY_MAX_WEIGHT	1e300

/* Flag bits; the others must be zero. */
#define TALLY_PACKED		0x01
#define TALLY_WEIGHTED		0x02

/*
 * A value.  In a dense body an array of counts follows (and, if weighted, an
 * array of weight sums and one of sums of squared weights, equally long); its
 * capacity in scores follows from its length.
 *
 * In a packed body the counts of the scores from 0 up to the last that has
 * answers follow, each in base 128 with the low digits first and the high bit
 * set in all digits but the last, and, if weighted, two doubles after each.
 * Scores without answers are left out: a byte of 0 and one that says how many
 * they are stand in their place.
 */
typedef struct Tally
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint8		version;		/* TALLY_VERSION */
	uint8		flags;			/* TALLY_PACKED, TALLY_WEIGHTED */
	uint8		limit;			/* packed: 1 + the last score; dense: 0 */
	uint8		reserved;		/* must be zero */
	int64		answers[FLEXIBLE_ARRAY_MEMBER]; /* dense body only */
} Tally;

/* Bytes of the body before the counts. */
#define TALLY_BODY_HEADER	4

/* No packed body is longer than this. */
#define TALLY_MAX_BODY		(TALLY_BODY_HEADER + TALLY_SCORES * (9 + 16))

/*
 * Capacity of a new dense value.  Fifteen counts and the header are 128 bytes,
 * a size that the server's allocator gives without waste; it serves every
 * scale up to 0-10 and more.  Twenty-one weighted scores fill 512 bytes.
 */
#define TALLY_DENSE_CAPACITY			15
#define TALLY_WEIGHTED_DENSE_CAPACITY	21

typedef enum TallyStatus
{
	TALLY_OK,
	TALLY_UNRECOGNIZED_FORMAT,	/* version, flags or reserved bytes */
	TALLY_MALFORMED,			/* right header, impossible body */
	TALLY_TOO_MANY,				/* more answers than a bigint holds */
	TALLY_TOO_FEW,				/* removing answers that are not there */
	TALLY_TOO_HEAVY,			/* a sum of weights above the largest */
	TALLY_IMPOSSIBLE_WEIGHT,	/* no answers have such sums of weights */
	TALLY_LOST_WEIGHT,			/* removing left nothing but rounding */
	TALLY_NOT_APPLICABLE		/* counts_merge_packed() cannot do it */
} TallyStatus;

/*
 * What is read from a value.  Scores 0 to limit - 1 may have answers, the
 * arrays say how many; scores from limit on have none and must not be looked
 * up.  The arrays are borrowed from the dense value that was read, or are the
 * space below.  weights and weight_squares are there only if weighted: use
 * histogram_weight() and histogram_weight_square().
 */
typedef struct Histogram
{
	int			limit;
	bool		weighted;		/* never where there are no answers */
	int64		total;			/* answers at all scores */
	const int64 *answers;
	const double *weights;
	const double *weight_squares;
	int64		answer_space[TALLY_SCORES];
	double		weight_space[TALLY_SCORES];
	double		weight_square_space[TALLY_SCORES];
} Histogram;

/* The answers of a range of scores. */
typedef struct Segment
{
	int64		answers;
	double		weight;			/* equals answers if unweighted */
	double		weight_squares; /* likewise */
} Segment;

/* The scores as numbers, w the weight of an answer. */
typedef struct Moments
{
	double		sum;			/* of w score */
	double		mean;
	double		squares;		/* sum of w (score - mean)^2 */
	double		weighted_squares;	/* sum of w^2 (score - mean)^2 */
} Moments;

/* The number of answers from one score to another, both included. */
static inline int64
histogram_answers(const Histogram *histogram, int low, int high)
{
	int64		answers = 0;

	if (low < 0)
		low = 0;
	if (high >= histogram->limit)
		high = histogram->limit - 1;
	for (int score = low; score <= high; score++)
		answers += histogram->answers[score];
	return answers;
}

/* An unweighted answer weighs 1. */
static inline double
histogram_weight(const Histogram *histogram, int score)
{
	return histogram->weighted ? histogram->weights[score] :
		(double) histogram->answers[score];
}

static inline double
histogram_weight_square(const Histogram *histogram, int score)
{
	return histogram->weighted ? histogram->weight_squares[score] :
		(double) histogram->answers[score];
}

/* Arrays to write.  weights and weight_squares are NULL unless weighted. */
typedef struct Counts
{
	int			capacity;		/* scores 0 to capacity - 1 */
	int64	   *answers;
	double	   *weights;
	double	   *weight_squares;
} Counts;

/* Reading.  body is a value without its varlena header. */
extern TallyStatus histogram_read(Histogram *histogram, const uint8 *body,
								  size_t length);
extern Segment histogram_segment(const Histogram *histogram, int low,
								 int high);
extern Segment histogram_all(const Histogram *histogram);
extern double histogram_mean(const Histogram *histogram);
extern Moments histogram_moments(const Histogram *histogram);
extern int	histogram_compare(const Histogram *a, const Histogram *b);

/* Building: begin, write the counts, finish, pack. */
extern void histogram_begin(Histogram *histogram, bool weighted, int capacity,
							Counts *counts);
extern TallyStatus histogram_finish(Histogram *histogram);
extern size_t histogram_pack(const Histogram *histogram, uint8 *body);

/*
 * Reading the text form; returns NULL, or a sentence that says what is wrong
 * with the text.  The form is {0:3,9:12,10:40}: score, colon, number of
 * answers.  A weighted entry adds the sum of the weights and the sum of their
 * squares, 9:12(10.5,9.75).  Input takes the scores in any order, zero counts
 * and blanks between the parts; output is ascending, without either.
 */
extern const char *histogram_parse(Histogram *histogram, const char *input);

/* Changing. */
extern TallyStatus counts_add(Counts *counts, int score, int64 answers);
extern TallyStatus counts_add_weighted(Counts *counts, int score,
									   double weight);
extern TallyStatus counts_remove(Counts *counts, int score, int64 answers);
extern TallyStatus counts_merge(Counts *counts, const Histogram *more);
extern TallyStatus counts_merge_packed(Counts *counts, const uint8 *body,
									   size_t length);
extern TallyStatus answers_merge_packed(int64 *answers, size_t capacity,
										const uint8 *body, size_t length);
extern TallyStatus counts_unmerge(Counts *counts, const Histogram *less);

/* Return true if sums of weights and of their squares fit the number of answers. */
extern bool weights_are_possible(int64 answers, double weight,
								 double weight_squares);

/* Counts are never negative, so a sum overflows only upwards. */
static inline bool
counts_overflow(int64 a, int64 b)
{
	return ((uint64) a + (uint64) b) >> 63 != 0;
}

/* Bytes per score of a dense value. */
#define DENSE_SCORE_BYTES(weighted) \
	((weighted) ? sizeof(int64) + 2 * sizeof(double) : sizeof(int64))

static inline size_t
tally_dense_size(int capacity, bool weighted)
{
	return offsetof(Tally, answers) +
		(size_t) capacity * DENSE_SCORE_BYTES(weighted);
}

/* The counts of a dense value of the given size in bytes. */
static inline void
tally_dense_counts(Tally *tally, size_t size, Counts *counts)
{
	bool		weighted = (tally->flags & TALLY_WEIGHTED) != 0;
	size_t		bytes = size - offsetof(Tally, answers);
	size_t		capacity;

	/* two divisions by constants are faster than one by a variable */
	capacity = weighted ? bytes / DENSE_SCORE_BYTES(true) :
		bytes / DENSE_SCORE_BYTES(false);
	counts->capacity = (int) capacity;
	counts->answers = tally->answers;
	counts->weights = weighted ? (double *) (tally->answers + capacity) : NULL;
	counts->weight_squares = weighted ? counts->weights + capacity : NULL;
}

/*
 * Set up an empty dense value, all but its vl_len_.  The caller allocates
 * tally_dense_size() bytes.
 */
extern void tally_dense_begin(Tally *tally, int capacity, bool weighted);

#endif							/* SATISFACTION_TALLY_H */
