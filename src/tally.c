/*-------------------------------------------------------------------------
 *
 * tally.c
 *	  The histogram of ratings: reading, building, adding, removing, packing.
 *
 *-------------------------------------------------------------------------
 */
#include "tally.h"

#include <math.h>
#include <string.h>

/* Bits of a count that one byte of the packed form carries. */
#define COUNT_DIGIT_BITS	7
#define COUNT_DIGIT_MASK	0x7F
#define COUNT_MORE_DIGITS	0x80

/* A cursor over packed bytes. */
typedef struct PackedReader
{
	const uint8 *next;
	const uint8 *end;
} PackedReader;

/*
 * Counts are never negative, so a sum overflows only upwards.
 */
static bool
counts_overflow(int64 a, int64 b)
{
	return a > INT64_MAX - b;
}

/*
 * Not even minus zero passes, for equal tallies must have equal bytes.
 */
static bool
is_weight(double weight)
{
	return isfinite(weight) && !signbit(weight);
}

/*
 * A count in base 128, low digits first.  Only the shortest spelling of a
 * positive count is taken, so that equal tallies have equal bytes.
 */
static bool
read_count(PackedReader *reader, int64 *count)
{
	uint64		value = 0;
	int			shift = 0;
	uint8		byte;

	do
	{
		if (reader->next == reader->end || shift > 8 * COUNT_DIGIT_BITS)
			return false;
		byte = *reader->next++;
		value |= (uint64) (byte & COUNT_DIGIT_MASK) << shift;
		shift += COUNT_DIGIT_BITS;
	} while (byte & COUNT_MORE_DIGITS);

	*count = (int64) value;
	return byte != 0;
}

static uint8 *
write_count(uint8 *next, int64 count)
{
	uint64		value = (uint64) count;

	while (value > COUNT_DIGIT_MASK)
	{
		*next++ = (uint8) (value & COUNT_DIGIT_MASK) | COUNT_MORE_DIGITS;
		value >>= COUNT_DIGIT_BITS;
	}
	*next++ = (uint8) value;
	return next;
}

static bool
read_weight(PackedReader *reader, double *weight)
{
	if ((size_t) (reader->end - reader->next) < sizeof(double))
		return false;
	memcpy(weight, reader->next, sizeof(double));
	reader->next += sizeof(double);
	return is_weight(*weight);
}

static uint8 *
write_weight(uint8 *next, double weight)
{
	memcpy(next, &weight, sizeof(double));
	return next + sizeof(double);
}

/*
 * Point a histogram at its own space.
 */
static void
use_own_space(Histogram *histogram, bool weighted)
{
	histogram->weighted = weighted;
	histogram->answers = histogram->answer_space;
	histogram->weights = weighted ? histogram->weight_space : NULL;
	histogram->weight_squares = weighted ?
		histogram->weight_square_space : NULL;
}

static void
clear_own_space(Histogram *histogram, int from, int to)
{
	size_t		scores = (size_t) (to - from);

	memset(histogram->answer_space + from, 0, scores * sizeof(int64));
	if (histogram->weighted)
	{
		memset(histogram->weight_space + from, 0, scores * sizeof(double));
		memset(histogram->weight_square_space + from, 0,
			   scores * sizeof(double));
	}
}

Segment
histogram_all(const Histogram *histogram)
{
	return histogram_segment(histogram, 0, TALLY_MAX_SCORE);
}

/*
 * Are all weights together within bounds?
 */
static TallyStatus
check_weight(const Histogram *histogram)
{
	Segment		all;

	if (!histogram->weighted)
		return TALLY_OK;
	all = histogram_all(histogram);
	return all.weight <= TALLY_MAX_WEIGHT &&
		all.weight_squares <= TALLY_MAX_WEIGHT ? TALLY_OK : TALLY_TOO_HEAVY;
}

/*
 * Read the packed entries into the histogram's own space.
 */
static TallyStatus
read_packed(Histogram *histogram, const uint8 *entries, size_t length,
			bool weighted)
{
	PackedReader reader = {entries, entries + length};

	use_own_space(histogram, weighted);
	histogram->limit = 0;
	histogram->total = 0;
	while (reader.next < reader.end)
	{
		int			score = *reader.next++;
		int64		count;

		if (score < histogram->limit || score > TALLY_MAX_SCORE ||
			!read_count(&reader, &count))
			return TALLY_MALFORMED;
		if (counts_overflow(histogram->total, count))
			return TALLY_TOO_MANY;
		clear_own_space(histogram, histogram->limit, score);
		histogram->answer_space[score] = count;
		if (weighted &&
			(!read_weight(&reader, &histogram->weight_space[score]) ||
			 !read_weight(&reader, &histogram->weight_square_space[score])))
			return TALLY_MALFORMED;
		histogram->total += count;
		histogram->limit = score + 1;
	}
	return check_weight(histogram);
}

/*
 * Are the sums of weights of a score possible?  No answers have no weight.
 */
static bool
has_weight(const Histogram *histogram, int score)
{
	double		weight = histogram->weights[score];
	double		squares = histogram->weight_squares[score];

	return is_weight(weight) && is_weight(squares) &&
		(histogram->answers[score] > 0 || (weight == 0 && squares == 0));
}

/*
 * Borrow the arrays of a dense body; the values in it are checked, for the
 * body may come from anywhere.
 */
static TallyStatus
read_dense(Histogram *histogram, const uint8 *arrays, size_t length,
		   bool weighted)
{
	size_t		room = length / DENSE_SCORE_BYTES(weighted);

	if (length % DENSE_SCORE_BYTES(weighted) != 0 || room > TALLY_SCORES)
		return TALLY_MALFORMED;

	use_own_space(histogram, weighted);
	histogram->limit = (int) room;
	histogram->total = 0;
	if ((uintptr_t) arrays % sizeof(int64) == 0)
		histogram->answers = (const int64 *) arrays;
	else
		memcpy(histogram->answer_space, arrays, room * sizeof(int64));
	if (weighted)
	{
		memcpy(histogram->weight_space, arrays + room * sizeof(int64),
			   room * sizeof(double));
		memcpy(histogram->weight_square_space,
			   arrays + room * (sizeof(int64) + sizeof(double)),
			   room * sizeof(double));
	}

	for (size_t score = 0; score < room; score++)
	{
		int64		count = histogram->answers[score];

		if (count < 0 || (weighted && !has_weight(histogram, (int) score)))
			return TALLY_MALFORMED;
		if (counts_overflow(histogram->total, count))
			return TALLY_TOO_MANY;
		histogram->total += count;
	}
	return check_weight(histogram);
}

/*
 * Read a value of either kind.  The histogram may borrow from the body, which
 * must stay unchanged as long as the histogram is used.
 */
TallyStatus
histogram_read(Histogram *histogram, const uint8 *body, size_t length)
{
	bool		weighted;

	if (length < TALLY_BODY_HEADER || body[0] != TALLY_VERSION ||
		(body[1] & ~(TALLY_PACKED | TALLY_WEIGHTED)) != 0 ||
		body[2] != 0 || body[3] != 0)
		return TALLY_UNKNOWN_FORMAT;

	weighted = (body[1] & TALLY_WEIGHTED) != 0;
	if (body[1] & TALLY_PACKED)
		return read_packed(histogram, body + TALLY_BODY_HEADER,
						   length - TALLY_BODY_HEADER, weighted);
	return read_dense(histogram, body + TALLY_BODY_HEADER,
					  length - TALLY_BODY_HEADER, weighted);
}

/*
 * The answers from score low to score high, both included.
 */
Segment
histogram_segment(const Histogram *histogram, int low, int high)
{
	Segment		segment = {0, 0, 0};

	if (low < 0)
		low = 0;
	if (high >= histogram->limit)
		high = histogram->limit - 1;
	for (int score = low; score <= high; score++)
	{
		segment.answers += histogram->answers[score];
		if (histogram->weighted)
		{
			segment.weight += histogram->weights[score];
			segment.weight_squares += histogram->weight_squares[score];
		}
	}
	if (!histogram->weighted)
	{
		segment.weight = (double) segment.answers;
		segment.weight_squares = segment.weight;
	}
	return segment;
}

/*
 * The mean score, sum(w x) / sum(w); NaN where there is no weight.  For
 * unweighted answers both sums are exact up to 2^53 and the division is the
 * only rounding.
 */
double
histogram_mean(const Histogram *histogram)
{
	double		sum = 0;
	double		weight = 0;

	for (int score = 0; score < histogram->limit; score++)
	{
		sum += score * histogram_weight(histogram, score);
		weight += histogram_weight(histogram, score);
	}
	return weight > 0 ? sum / weight : NAN;
}

static int
compare_doubles(double a, double b)
{
	return (a > b) - (a < b);
}

/*
 * A total order: by the first score, from 0 up, at which the answers differ,
 * in number, then in weight.
 */
int
histogram_compare(const Histogram *a, const Histogram *b)
{
	int			limit = a->limit > b->limit ? a->limit : b->limit;

	for (int score = 0; score < limit; score++)
	{
		Segment		of_a = histogram_segment(a, score, score);
		Segment		of_b = histogram_segment(b, score, score);
		int			order;

		order = (of_a.answers > of_b.answers) - (of_a.answers < of_b.answers);
		if (order == 0)
			order = compare_doubles(of_a.weight, of_b.weight);
		if (order == 0)
			order = compare_doubles(of_a.weight_squares, of_b.weight_squares);
		if (order != 0)
			return order;
	}
	return 0;
}

/*
 * Start an empty histogram whose arrays have room for every score.
 */
void
histogram_begin(Histogram *histogram, bool weighted, TallyArrays *arrays)
{
	use_own_space(histogram, weighted);
	clear_own_space(histogram, 0, TALLY_SCORES);
	histogram->limit = TALLY_SCORES;
	histogram->total = 0;
	arrays->room = TALLY_SCORES;
	arrays->answers = histogram->answer_space;
	arrays->weights = weighted ? histogram->weight_space : NULL;
	arrays->weight_squares = weighted ? histogram->weight_square_space : NULL;
}

/*
 * Does every answer weigh 1?  Then the weights say nothing.
 */
static bool
weights_are_counts(const Histogram *histogram)
{
	for (int score = 0; score < histogram->limit; score++)
	{
		double		count = (double) histogram->answers[score];

		if (histogram->weights[score] != count ||
			histogram->weight_squares[score] != count)
			return false;
	}
	return true;
}

/*
 * Bring a built histogram into the form that equal ones share: the total is
 * set, and weights that are all 1 are dropped.
 */
TallyStatus
histogram_finish(Histogram *histogram)
{
	histogram->total = 0;
	for (int score = 0; score < histogram->limit; score++)
	{
		if (counts_overflow(histogram->total, histogram->answers[score]))
			return TALLY_TOO_MANY;
		histogram->total += histogram->answers[score];
	}
	if (histogram->weighted && weights_are_counts(histogram))
	{
		histogram->weighted = false;
		histogram->weights = NULL;
		histogram->weight_squares = NULL;
	}
	return check_weight(histogram);
}

/*
 * Write the packed body, at most TALLY_MAX_BODY bytes; returns its length.
 */
size_t
histogram_pack(const Histogram *histogram, uint8 *body)
{
	uint8	   *next = body;

	*next++ = TALLY_VERSION;
	*next++ = TALLY_PACKED | (histogram->weighted ? TALLY_WEIGHTED : 0);
	*next++ = 0;
	*next++ = 0;
	for (int score = 0; score < histogram->limit; score++)
	{
		if (histogram->answers[score] == 0)
			continue;
		*next++ = (uint8) score;
		next = write_count(next, histogram->answers[score]);
		if (histogram->weighted)
		{
			next = write_weight(next, histogram->weights[score]);
			next = write_weight(next, histogram->weight_squares[score]);
		}
	}
	return (size_t) (next - body);
}

/*
 * Count some answers of weight 1 at a score the arrays have room for.
 */
TallyStatus
tally_add(TallyArrays *arrays, int score, int64 answers)
{
	if (counts_overflow(arrays->answers[score], answers))
		return TALLY_TOO_MANY;
	arrays->answers[score] += answers;
	if (arrays->weights != NULL)
	{
		arrays->weights[score] += (double) answers;
		arrays->weight_squares[score] += (double) answers;
	}
	return TALLY_OK;
}

/*
 * Count one answer of the given weight; the arrays must be weighted.
 */
TallyStatus
tally_add_weighted(TallyArrays *arrays, int score, double weight)
{
	double		weights = arrays->weights[score] + weight;
	double		squares = arrays->weight_squares[score] + weight * weight;

	if (counts_overflow(arrays->answers[score], 1))
		return TALLY_TOO_MANY;
	if (!(weights <= TALLY_MAX_WEIGHT && squares <= TALLY_MAX_WEIGHT))
		return TALLY_TOO_HEAVY;
	arrays->answers[score]++;
	arrays->weights[score] = weights;
	arrays->weight_squares[score] = squares;
	return TALLY_OK;
}

/*
 * Add all answers of a histogram.  The arrays must have room for its scores
 * and be weighted if it is.
 */
TallyStatus
tally_merge(TallyArrays *into, const Histogram *from)
{
	for (int score = 0; score < from->limit; score++)
	{
		if (from->answers[score] == 0)
			continue;
		if (counts_overflow(into->answers[score], from->answers[score]))
			return TALLY_TOO_MANY;
		into->answers[score] += from->answers[score];
		if (into->weights == NULL)
			continue;
		into->weights[score] += histogram_weight(from, score);
		into->weight_squares[score] += histogram_weight_square(from, score);
		if (!(into->weights[score] <= TALLY_MAX_WEIGHT &&
			  into->weight_squares[score] <= TALLY_MAX_WEIGHT))
			return TALLY_TOO_HEAVY;
	}
	return TALLY_OK;
}

/*
 * Take one sum of weights from another.  Rounding may leave a trace of an
 * exact zero on either side; more than that means that answers are removed
 * which were never added.  That is for scores which keep some answers: of
 * one that keeps none the counts decide.
 */
static bool
remove_weight(double *into, double from)
{
	double		rest = *into - from;

	if (rest < 0 && -rest > 1e-9 * from)
		return false;
	*into = rest > 0 ? rest : 0;
	return true;
}

/*
 * Take answers, with their weight, from a score that the arrays have room
 * for.
 */
static TallyStatus
take(TallyArrays *arrays, int score, int64 answers, double weight,
	 double weight_squares)
{
	if (arrays->answers[score] < answers)
		return TALLY_TOO_FEW;
	arrays->answers[score] -= answers;
	if (arrays->weights == NULL)
		return TALLY_OK;
	if (arrays->answers[score] == 0)
	{
		/* what is left of the weight is rounding, of larger sums than these */
		arrays->weights[score] = 0;
		arrays->weight_squares[score] = 0;
		return TALLY_OK;
	}
	if (!remove_weight(&arrays->weights[score], weight) ||
		!remove_weight(&arrays->weight_squares[score], weight_squares))
		return TALLY_TOO_FEW;
	return TALLY_OK;
}

/*
 * Take some answers of weight 1 from a score that the arrays have room for.
 */
TallyStatus
tally_take(TallyArrays *arrays, int score, int64 answers)
{
	return take(arrays, score, answers, (double) answers, (double) answers);
}

/*
 * Remove all answers of a histogram; the arrays must be weighted if it is.
 */
TallyStatus
tally_remove(TallyArrays *into, const Histogram *from)
{
	TallyStatus status;

	for (int score = 0; score < from->limit; score++)
	{
		if (from->answers[score] == 0)
			continue;
		if (score >= into->room)
			return TALLY_TOO_FEW;
		status = take(into, score, from->answers[score],
					  histogram_weight(from, score),
					  histogram_weight_square(from, score));
		if (status != TALLY_OK)
			return status;
	}
	return TALLY_OK;
}

/*
 * Set up an empty dense value; all but its vl_len_.
 */
void
dense_begin(Tally *tally, int room, bool weighted)
{
	tally->version = TALLY_VERSION;
	tally->flags = weighted ? TALLY_WEIGHTED : 0;
	tally->reserved[0] = 0;
	tally->reserved[1] = 0;
	memset(tally->answers, 0,
		   dense_size(room, weighted) - offsetof(Tally, answers));
}

/*
 * The arrays of a dense value of the given size in bytes.
 */
void
dense_arrays(Tally *tally, size_t size, TallyArrays *arrays)
{
	bool		weighted = (tally->flags & TALLY_WEIGHTED) != 0;
	size_t		room;

	room = (size - offsetof(Tally, answers)) / DENSE_SCORE_BYTES(weighted);
	arrays->room = (int) room;
	arrays->answers = tally->answers;
	arrays->weights = weighted ? (double *) (tally->answers + room) : NULL;
	arrays->weight_squares = weighted ? arrays->weights + room : NULL;
}
