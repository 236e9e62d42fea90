/*-------------------------------------------------------------------------
 *
 * tally_body.c
 *	  The body of a tally: reading both kinds, writing the packed one.
 *
 * The bytes may come from anywhere, so everything in them is checked.
 *
 *-------------------------------------------------------------------------
 */
#include "tally.h"

#include <string.h>

/* Stands before the number of scores without answers. */
#define GAP					0

/* Bits of a count that one byte of the packed form carries. */
#define COUNT_DIGIT_BITS	7
#define COUNT_DIGIT_MASK	0x7F
#define COUNT_MORE_DIGITS	0x80

/* Bytes of the sums of weights of one score. */
#define PACKED_WEIGHT_BYTES	(2 * sizeof(double))

/*
 * A count in base 128, low digits first.  Only the shortest spelling of a
 * positive count is taken, so that equal tallies have equal bytes.  Returns
 * where the next item begins, or NULL.
 */
static const uint8 *
read_count(const uint8 *next, const uint8 *end, int64 *count)
{
	uint64		value = 0;
	int			shift = 0;
	uint8		byte;

	do
	{
		if (next == end || shift > 8 * COUNT_DIGIT_BITS)
			return NULL;
		byte = *next++;
		value |= (uint64) (byte & COUNT_DIGIT_MASK) << shift;
		shift += COUNT_DIGIT_BITS;
	} while (byte & COUNT_MORE_DIGITS);

	*count = (int64) value;
	return byte != 0 ? next : NULL;
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

static uint8 *
write_weight(uint8 *next, double weight)
{
	memcpy(next, &weight, sizeof(double));
	return next + sizeof(double);
}

static bool
is_recognized_header(const uint8 *body, size_t length)
{
	return length >= TALLY_BODY_HEADER && body[0] == TALLY_VERSION &&
		(body[1] & ~(TALLY_PACKED | TALLY_WEIGHTED)) == 0 &&
		(body[2] == 0 || (body[1] & TALLY_PACKED) != 0) && body[3] == 0;
}

/*
 * Add the weight of some answers; if unweighted, they weigh 1.
 */
static TallyStatus
merge_weights(Counts *counts, int score, int64 answers, const uint8 *weights,
			  bool weighted)
{
	double		weight = (double) answers;
	double		squares = weight;

	if (weighted)
	{
		memcpy(&weight, weights, sizeof(double));
		memcpy(&squares, weights + sizeof(double), sizeof(double));
		if (!weights_are_possible(answers, weight, squares))
			return TALLY_IMPOSSIBLE_WEIGHT;
	}
	counts->weights[score] += weight;
	counts->weight_squares[score] += squares;
	return counts->weights[score] <= TALLY_MAX_WEIGHT &&
		counts->weight_squares[score] <= TALLY_MAX_WEIGHT ?
		TALLY_OK : TALLY_TOO_HEAVY;
}

/*
 * The number of scores without answers that a gap stands for, or 0 if it is not
 * well formed.  A count, and so a score, has to follow.
 */
static inline int
gap_length(const uint8 *next, const uint8 *end)
{
	return end - next < 3 || next[2] == GAP ? 0 : next[1];
}

/*
 * Add packed counts, those of the scores below a limit.
 */
static TallyStatus
merge_entries(Counts *counts, int limit, const uint8 *next, const uint8 *end,
			  bool weighted)
{
	int			score = 0;

	while (next < end)
	{
		int64		answers;

		if (*next == GAP)
		{
			int			gap = gap_length(next, end);

			if (gap == 0)
				return TALLY_MALFORMED;
			score += gap;
			next += 2;
		}
		next = read_count(next, end, &answers);
		if (next == NULL || score >= limit ||
			(weighted && (size_t) (end - next) < PACKED_WEIGHT_BYTES))
			return TALLY_MALFORMED;
		if (counts_overflow(counts->answers[score], answers))
			return TALLY_TOO_MANY;
		counts->answers[score] += answers;
		if (counts->weights != NULL)
		{
			TallyStatus status = merge_weights(counts, score, answers, next,
											   weighted);

			if (status != TALLY_OK)
				return status;
			next += weighted ? PACKED_WEIGHT_BYTES : 0;
		}
		score++;
	}
	return score == limit ? TALLY_OK : TALLY_MALFORMED;
}

/* A count that is one byte, as most are. */
static inline bool
is_small_count(uint8 byte)
{
	return (uint8) (byte - 1) < COUNT_DIGIT_MASK;
}

/*
 * Return true if all bytes of a word are small counts.  A byte of 0 borrows when 1 is
 * subtracted, which sets its high bit.
 */
static inline bool
are_small_counts(const uint8 *bytes)
{
	uint64		word;

	memcpy(&word, bytes, sizeof(word));
	return ((word | (word - UINT64_C(0x0101010101010101))) &
			UINT64_C(0x8080808080808080)) == 0;
}

/* The bytes of a word of small counts added up, by halves of pairs. */
static inline uint64
sum_of_small_counts(const uint8 *bytes)
{
	uint64		word;

	memcpy(&word, bytes, sizeof(word));
	word = (word & UINT64_C(0x00FF00FF00FF00FF)) +
		((word >> 8) & UINT64_C(0x00FF00FF00FF00FF));
	return (word * UINT64_C(0x0001000100010001)) >> 48;
}

/*
 * The most common case of counts_merge_packed(), where nothing has weights, for
 * speed: most counts are one byte.  They are read a word at a time where
 * possible, in a loop that is unrolled by hand, for compilers do not at their
 * usual setting.
 */
TallyStatus
answers_merge_packed(int64 *answers, size_t capacity, const uint8 *body,
					 size_t length)
{
	const uint8 *next = body + TALLY_BODY_HEADER;
	const uint8 *end = body + length;
	int64	   *into = answers;
	int64	   *last;
	uint64		sums = 0;		/* the high bit is set if any overflows */
	int64		count;

	if (length < TALLY_BODY_HEADER || body[0] != TALLY_VERSION ||
		body[1] != TALLY_PACKED || body[2] > capacity || body[3] != 0)
		return TALLY_NOT_APPLICABLE;
	last = answers + body[2];

#define ADD_COUNT(i, count) \
	sums |= (uint64) (into[i] = (int64) ((uint64) into[i] + (uint64) (count)))

	while (next < end)
	{
		for (; last - into >= 8 && end - next >= 8 && are_small_counts(next);
			 into += 8, next += 8)
		{
			ADD_COUNT(0, next[0]);
			ADD_COUNT(1, next[1]);
			ADD_COUNT(2, next[2]);
			ADD_COUNT(3, next[3]);
			ADD_COUNT(4, next[4]);
			ADD_COUNT(5, next[5]);
			ADD_COUNT(6, next[6]);
			ADD_COUNT(7, next[7]);
		}
		for (; into < last && next < end && is_small_count(*next); into++, next++)
			ADD_COUNT(0, *next);
		if (next == end)
			break;
		if (*next == GAP)
		{
			int			gap = gap_length(next, end);

			if (gap == 0 || gap >= last - into)
				return TALLY_MALFORMED;
			into += gap;
			next += 2;
			continue;
		}
		next = read_count(next, end, &count);
		if (next == NULL || into == last)
			return TALLY_MALFORMED;
		ADD_COUNT(0, count);
		into++;
	}
#undef ADD_COUNT

	if (into != last)
		return TALLY_MALFORMED;
	return sums > INT64_MAX ? TALLY_TOO_MANY : TALLY_OK;
}

/*
 * Add all answers of a value straight from its bytes.  If it is not packed, or
 * the counts cannot hold it, this returns TALLY_NOT_APPLICABLE with nothing
 * added; use histogram_read() and counts_merge() then.
 */
TallyStatus
counts_merge_packed(Counts *counts, const uint8 *body, size_t length)
{
	bool		weighted;
	int			limit;

	if (!is_recognized_header(body, length))
		return TALLY_UNRECOGNIZED_FORMAT;
	weighted = (body[1] & TALLY_WEIGHTED) != 0;
	limit = body[2];
	if ((body[1] & TALLY_PACKED) == 0 || limit > counts->capacity ||
		(weighted && counts->weights == NULL))
		return TALLY_NOT_APPLICABLE;
	if (counts->weights == NULL)
		return answers_merge_packed(counts->answers, counts->capacity, body, length);
	return merge_entries(counts, limit, body + TALLY_BODY_HEADER, body + length,
						 weighted);
}

/*
 * Read the counts of the scores below a limit where nothing has weights, and
 * set the total in the same pass, for speed.
 */
static TallyStatus
read_counts(Histogram *histogram, int limit, const uint8 *next,
			const uint8 *end)
{
	int64	   *into = histogram->answer_space;
	int64	   *last = into + limit;
	uint64		total = 0;

	histogram->limit = limit;
	histogram->weighted = false;
	histogram->answers = histogram->answer_space;
	while (next < end)
	{
		for (; last - into >= 8 && end - next >= 8 && are_small_counts(next);
			 into += 8, next += 8)
		{
			total += sum_of_small_counts(next);
			into[0] = next[0];
			into[1] = next[1];
			into[2] = next[2];
			into[3] = next[3];
			into[4] = next[4];
			into[5] = next[5];
			into[6] = next[6];
			into[7] = next[7];
		}
		for (; into < last && next < end && is_small_count(*next); into++, next++)
			total += (uint64) (*into = *next);
		if (next == end)
			break;
		if (*next == GAP)
		{
			int			gap = gap_length(next, end);

			if (gap == 0 || gap >= last - into)
				return TALLY_MALFORMED;
			for (int i = 0; i < gap; i++)
				*into++ = 0;
			next += 2;
			continue;
		}
		if (into == last)
			return TALLY_MALFORMED;
		next = read_count(next, end, into);
		if (next == NULL)
			return TALLY_MALFORMED;
		total += (uint64) *into++;
		if (total > INT64_MAX)
			return TALLY_TOO_MANY;
	}
	if (into != last)
		return TALLY_MALFORMED;
	histogram->total = (int64) total;
	return total > INT64_MAX ? TALLY_TOO_MANY : TALLY_OK;
}

/*
 * Read packed counts into the histogram's own space.
 */
static TallyStatus
read_packed(Histogram *histogram, const uint8 *body, size_t length,
			bool weighted)
{
	int			limit = body[2];
	TallyStatus status;
	Counts		counts;

	if (limit > TALLY_SCORES || (weighted && limit == 0))
		return TALLY_MALFORMED;
	if (!weighted)
		return read_counts(histogram, limit, body + TALLY_BODY_HEADER,
						   body + length);
	histogram_begin(histogram, weighted, limit, &counts);
	status = merge_entries(&counts, limit, body + TALLY_BODY_HEADER,
						   body + length, weighted);
	return status == TALLY_OK ? histogram_finish(histogram) : status;
}

/*
 * Borrow the arrays of a dense body.
 */
static TallyStatus
read_dense(Histogram *histogram, const uint8 *arrays, size_t length,
		   bool weighted)
{
	size_t		capacity = length / DENSE_SCORE_BYTES(weighted);
	size_t		bytes = capacity * sizeof(int64);
	Counts		space;

	if (length % DENSE_SCORE_BYTES(weighted) != 0 || capacity > TALLY_SCORES)
		return TALLY_MALFORMED;

	histogram_begin(histogram, weighted, 0, &space);
	histogram->limit = (int) capacity;
	if ((uintptr_t) arrays % sizeof(int64) == 0)
		histogram->answers = (const int64 *) arrays;
	else
		memcpy(space.answers, arrays, bytes);
	if (weighted)
	{
		memcpy(space.weights, arrays + bytes, bytes);
		memcpy(space.weight_squares, arrays + 2 * bytes, bytes);
	}

	for (size_t score = 0; score < capacity; score++)
	{
		if (histogram->answers[score] < 0)
			return TALLY_MALFORMED;
	}
	return histogram_finish(histogram);
}

/*
 * Read a value of either kind.  The histogram may borrow from the body, which
 * must stay unchanged as long as the histogram is used.
 */
TallyStatus
histogram_read(Histogram *histogram, const uint8 *body, size_t length)
{
	bool		weighted;

	if (!is_recognized_header(body, length))
		return TALLY_UNRECOGNIZED_FORMAT;

	weighted = (body[1] & TALLY_WEIGHTED) != 0;
	if (body[1] & TALLY_PACKED)
		return read_packed(histogram, body, length, weighted);
	return read_dense(histogram, body + TALLY_BODY_HEADER,
					  length - TALLY_BODY_HEADER, weighted);
}

/*
 * Write the packed body, at most TALLY_MAX_BODY bytes; returns its length.
 */
size_t
histogram_pack(const Histogram *histogram, uint8 *body)
{
	uint8	   *next = body + TALLY_BODY_HEADER;
	int			limit = 0;

	for (int score = 0; score < histogram->limit; score++)
	{
		if (histogram->answers[score] == 0)
			continue;
		if (score > limit)
		{
			*next++ = GAP;
			*next++ = (uint8) (score - limit);
		}
		next = write_count(next, histogram->answers[score]);
		if (histogram->weighted)
		{
			next = write_weight(next, histogram->weights[score]);
			next = write_weight(next, histogram->weight_squares[score]);
		}
		limit = score + 1;
	}
	body[0] = TALLY_VERSION;
	body[1] = TALLY_PACKED | (histogram->weighted ? TALLY_WEIGHTED : 0);
	body[2] = (uint8) limit;
	body[3] = 0;
	return (size_t) (next - body);
}

/*
 * Set up an empty dense value, all but its vl_len_.
 */
void
tally_dense_begin(Tally *tally, int capacity, bool weighted)
{
	tally->version = TALLY_VERSION;
	tally->flags = weighted ? TALLY_WEIGHTED : 0;
	tally->limit = 0;
	tally->reserved = 0;
	memset(tally->answers, 0,
		   tally_dense_size(capacity, weighted) - offsetof(Tally, answers));
}
