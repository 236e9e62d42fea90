/*-------------------------------------------------------------------------
 *
 * tally.h
 *	  The histogram of whole-number ratings that every metric is read from.
 *
 * A tally says how many answers gave each score from 0 to 100.  A weighted
 * tally also keeps, for each score, the sum of the weights of its answers and
 * the sum of their squares; in an unweighted one every answer weighs 1.
 *
 * Two shapes live here:
 *
 * - Tally, the varlena value.  Its body is either "dense", arrays that a
 *	 transition function updates in place, or "packed", the short form that is
 *	 stored and printed.  A value of either kind is valid everywhere.
 * - Histogram, the readable form.  Metrics see nothing else.
 *
 * The packed body is canonical: equal histograms have equal bytes.
 *
 * This file and tally.c know nothing of fmgr, memory contexts or ereport, so
 * that a unit test or a fuzzer can drive them without a server.  Functions
 * that can fail return a TallyStatus and leave the reporting to the caller.
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
 * The weights of a tally, and their squares, add up to no more than this, so
 * that no metric overflows.
 */
#define TALLY_MAX_WEIGHT	1e300

/* Flag bits; the others must be zero. */
#define TALLY_PACKED		0x01
#define TALLY_WEIGHTED		0x02

/*
 * A value.  In a dense body an array of counts follows (and, if weighted, an
 * array of weight sums and one of sums of squared weights, equally long); how
 * many scores it has room for follows from its length.  In a packed body each
 * score that has answers follows, ascending: one byte of score, the count in
 * base 128 with the low digits first, and, if weighted, two doubles.
 */
typedef struct Tally
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint8		version;		/* TALLY_VERSION */
	uint8		flags;			/* TALLY_PACKED, TALLY_WEIGHTED */
	uint8		reserved[2];	/* must be zero */
	int64		answers[FLEXIBLE_ARRAY_MEMBER]; /* dense body only */
} Tally;

/* Bytes of the body before the counts: version, flags, reserved. */
#define TALLY_BODY_HEADER	4

/* No packed body is longer than this. */
#define TALLY_MAX_BODY		(TALLY_BODY_HEADER + TALLY_SCORES * (1 + 9 + 16))

/*
 * Room of a new dense value.  Fifteen counts and the header are 128 bytes, a
 * size that the server's allocator gives without waste; it serves every scale
 * up to 0-10 and more.  Twenty-one weighted scores fill 512 bytes.
 */
#define TALLY_DENSE_ROOM			15
#define TALLY_WEIGHTED_DENSE_ROOM	21

typedef enum TallyStatus
{
	TALLY_OK,
	TALLY_UNKNOWN_FORMAT,		/* version, flags or reserved bytes */
	TALLY_MALFORMED,			/* right header, impossible body */
	TALLY_TOO_MANY,				/* more answers than a bigint holds */
	TALLY_TOO_FEW,				/* removing answers that are not there */
	TALLY_TOO_HEAVY				/* a sum of weights above the largest */
} TallyStatus;

/*
 * The readable form.  Scores 0 to limit - 1 may have answers, the arrays say
 * how many; scores from limit on have none and must not be looked up.  The
 * arrays are borrowed from the dense value that was read, or are the space
 * below.  weights and weight_squares are NULL unless weighted: use
 * histogram_weight() and histogram_weight_square().
 */
typedef struct Histogram
{
	int			limit;
	bool		weighted;
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

/*
 * Arrays that can be written: those of a dense value or of a histogram being
 * built.  weights and weight_squares are NULL unless weighted.
 */
typedef struct TallyArrays
{
	int			room;			/* scores 0 to room - 1 fit */
	int64	   *answers;
	double	   *weights;
	double	   *weight_squares;
} TallyArrays;

/* Reading.  body is a value without its varlena header. */
extern TallyStatus histogram_read(Histogram *histogram, const uint8 *body,
								  size_t length);
extern Segment histogram_segment(const Histogram *histogram, int low,
								 int high);
extern Segment histogram_all(const Histogram *histogram);
extern double histogram_mean(const Histogram *histogram);
extern int	histogram_compare(const Histogram *a, const Histogram *b);

/* Building: begin, write the arrays, finish, pack. */
extern void histogram_begin(Histogram *histogram, bool weighted,
							TallyArrays *arrays);
extern TallyStatus histogram_finish(Histogram *histogram);
extern size_t histogram_pack(const Histogram *histogram, uint8 *body);

/* Changing. */
extern TallyStatus tally_add(TallyArrays *arrays, int score, int64 answers);
extern TallyStatus tally_take(TallyArrays *arrays, int score, int64 answers);
extern TallyStatus tally_add_weighted(TallyArrays *arrays, int score,
									  double weight);
extern TallyStatus tally_merge(TallyArrays *into, const Histogram *from);
extern TallyStatus tally_remove(TallyArrays *into, const Histogram *from);

/* Bytes per score of a dense value. */
#define DENSE_SCORE_BYTES(weighted) \
	((weighted) ? sizeof(int64) + 2 * sizeof(double) : sizeof(int64))

static inline size_t
dense_size(int room, bool weighted)
{
	return offsetof(Tally, answers) + (size_t) room * DENSE_SCORE_BYTES(weighted);
}

/* Dense values.  The caller allocates dense_size() bytes and sets vl_len_. */
extern void dense_begin(Tally *tally, int room, bool weighted);
extern void dense_arrays(Tally *tally, size_t size, TallyArrays *arrays);

#endif							/* SATISFACTION_TALLY_H */
