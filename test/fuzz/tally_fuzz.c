/*-------------------------------------------------------------------------
 *
 * tally_fuzz.c
 *	  Fuzz target for the histogram: its readers of foreign input, and what
 *	  is done with two values.
 *
 * The first byte chooses what the rest is: the text form, the bytes of a
 * value, or the bytes of two values.  For any input, reading must stay
 * inside the input and end in a valid histogram or a refusal; what was read
 * must survive packing, and what was merged must come apart again.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tally.h"

#define REQUIRE(condition) \
	do { \
		if (!(condition)) \
			abort(); \
	} while (0)

extern int	LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

/*
 * Read a value from a copy that ends where the input ends, four bytes off an
 * aligned address, where the server has the body of a value.
 */
static TallyStatus
read_copy(Histogram *histogram, const uint8 *data, size_t size, uint8 **copy)
{
	*copy = malloc(size + 4);
	memcpy(*copy + 4, data, size);
	return histogram_read(histogram, *copy + 4, size);
}

static void
check_sums(const Histogram *histogram)
{
	Segment		all = histogram_segment(histogram, -5, TALLY_MAX_SCORE + 5);
	double		mean = histogram_mean(histogram);

	REQUIRE(histogram->limit >= 0 && histogram->limit <= TALLY_SCORES);
	REQUIRE(all.answers == histogram->total && all.answers >= 0);
	REQUIRE(isfinite(all.weight) && isfinite(all.weight_squares));
	REQUIRE(isnan(mean) || (mean > -1e-9 && mean < TALLY_MAX_SCORE + 1e-6));
	REQUIRE(histogram_compare(histogram, histogram) == 0);
	REQUIRE(!histogram->weighted || histogram->total > 0);
}

/* What was read packs into bytes that read the same. */
static void
check_histogram(Histogram *histogram)
{
	uint8		body[TALLY_MAX_BODY];
	uint8		again_body[TALLY_MAX_BODY];
	Histogram	again;
	size_t		length;

	if (histogram_finish(histogram) != TALLY_OK)
		return;
	check_sums(histogram);
	length = histogram_pack(histogram, body);
	REQUIRE(length <= sizeof(body));
	REQUIRE(histogram_read(&again, body, length) == TALLY_OK);
	REQUIRE(again.total == histogram->total);
	REQUIRE(histogram_compare(&again, histogram) == 0);
	REQUIRE(histogram_pack(&again, again_body) == length);
	REQUIRE(memcmp(body, again_body, length) == 0);
}

static void
fuzz_text(const uint8 *data, size_t size)
{
	Histogram	histogram;
	char	   *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	if (histogram_parse(&histogram, text) == NULL)
		check_histogram(&histogram);
	free(text);
}

/*
 * Merging values never reads outside them, whatever their bytes.
 */
static void
check_foreign_merge(const uint8 *data, size_t size, int capacity)
{
	uint8	   *copy = malloc(size);
	Counts		counts;
	Histogram	sum;

	memcpy(copy, data, size);
	histogram_begin(&sum, size % 2 == 0, capacity, &counts);
	if (counts_merge_packed(&counts, copy, size) == TALLY_OK)
		REQUIRE(histogram_finish(&sum) == TALLY_OK);
	free(copy);
}

static void
fuzz_body(const uint8 *data, size_t size)
{
	Histogram	histogram;
	uint8	   *copy;

	if (read_copy(&histogram, data, size, &copy) == TALLY_OK)
		check_histogram(&histogram);
	free(copy);
	check_foreign_merge(data, size, TALLY_SCORES);
	check_foreign_merge(data, size, TALLY_DENSE_CAPACITY);
}

/*
 * Merging b from its packed bytes is the same as merging what was read of it.
 */
static void
check_packed_merge(const Histogram *a, const Histogram *b,
				   const Histogram *expected)
{
	uint8		body[TALLY_MAX_BODY];
	size_t		length = histogram_pack(b, body);
	Counts		counts;
	Histogram	sum;

	histogram_begin(&sum, a->weighted || b->weighted, TALLY_SCORES, &counts);
	REQUIRE(counts_merge(&counts, a) == TALLY_OK);
	REQUIRE(counts_merge_packed(&counts, body, length) == TALLY_OK);
	REQUIRE(histogram_finish(&sum) == TALLY_OK);
	REQUIRE(histogram_compare(&sum, expected) == 0);
}

/*
 * Merge b into a and remove it again, in a dense value of a's.  With weights
 * the difference is not exact, and may be refused.
 */
static void
check_pair(const Histogram *a, const Histogram *b)
{
	Counts		counts;
	Histogram	sum;
	TallyStatus status;

	REQUIRE(histogram_compare(a, b) == -histogram_compare(b, a));
	histogram_begin(&sum, a->weighted || b->weighted, TALLY_SCORES, &counts);
	REQUIRE(counts_merge(&counts, a) == TALLY_OK);
	status = counts_merge(&counts, b);
	if (status == TALLY_OK)
		status = histogram_finish(&sum);
	if (status != TALLY_OK)
	{
		REQUIRE(status == TALLY_TOO_MANY || status == TALLY_TOO_HEAVY);
		return;
	}
	REQUIRE(sum.total == a->total + b->total);
	check_sums(&sum);
	check_packed_merge(a, b, &sum);
	status = counts_unmerge(&counts, b);
	if (a->weighted || b->weighted)
		return;
	REQUIRE(status == TALLY_OK && histogram_finish(&sum) == TALLY_OK);
	REQUIRE(histogram_compare(&sum, a) == 0);
	status = counts_unmerge(&counts, b);
	REQUIRE(status == TALLY_OK || status == TALLY_TOO_FEW);
	for (int score = 0; score < counts.capacity; score++)
		REQUIRE(counts.answers[score] >= 0);
}

static void
fuzz_pair(const uint8 *data, size_t size)
{
	size_t		first = size > 0 ? data[0] : 0;
	Histogram	a;
	Histogram	b;
	uint8	   *copy_a;
	uint8	   *copy_b;
	bool		readable;

	if (size < 1 + first)
		return;
	data++;
	size--;
	readable = read_copy(&a, data, first, &copy_a) == TALLY_OK;
	readable &= read_copy(&b, data + first, size - first, &copy_b) == TALLY_OK;
	if (readable)
		check_pair(&a, &b);
	free(copy_a);
	free(copy_b);
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	if (size == 0)
		return 0;
	switch (data[0] % 3)
	{
		case 0:
			fuzz_text(data + 1, size - 1);
			break;
		case 1:
			fuzz_body(data + 1, size - 1);
			break;
		default:
			fuzz_pair(data + 1, size - 1);
			break;
	}
	return 0;
}
