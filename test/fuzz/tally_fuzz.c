/*-------------------------------------------------------------------------
 *
 * tally_fuzz.c
 *	  Fuzz target for the histogram: its readers of foreign input, and what
 *	  is done with two values.
 *
 * The first byte chooses what the rest is: the text form, the bytes of a
 * value, or the bytes of two values.  Whatever comes in, reading must stay
 * inside the input and end in a valid histogram or a refusal; what was read
 * must survive packing, and what was merged must come apart again.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tally_parse.h"

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
	if (tally_parse(text, &histogram) == NULL)
		check_histogram(&histogram);
	free(text);
}

static void
fuzz_body(const uint8 *data, size_t size)
{
	Histogram	histogram;
	uint8	   *copy;

	if (read_copy(&histogram, data, size, &copy) == TALLY_OK)
		check_histogram(&histogram);
	free(copy);
}

/*
 * Merge b into a and remove it again, in a dense value of a's.  With weights
 * the difference is not exact, and may be refused.
 */
static void
check_pair(const Histogram *a, const Histogram *b)
{
	TallyArrays arrays;
	Histogram	sum;
	TallyStatus status;

	REQUIRE(histogram_compare(a, b) == -histogram_compare(b, a));
	histogram_begin(&sum, a->weighted || b->weighted, &arrays);
	REQUIRE(tally_merge(&arrays, a) == TALLY_OK);
	status = tally_merge(&arrays, b);
	if (status == TALLY_OK)
		status = histogram_finish(&sum);
	if (status != TALLY_OK)
	{
		REQUIRE(status == TALLY_TOO_MANY || status == TALLY_TOO_HEAVY);
		return;
	}
	REQUIRE(sum.total == a->total + b->total);
	check_sums(&sum);
	status = tally_remove(&arrays, b);
	if (a->weighted || b->weighted)
		return;
	REQUIRE(status == TALLY_OK && histogram_finish(&sum) == TALLY_OK);
	REQUIRE(histogram_compare(&sum, a) == 0);
	status = tally_remove(&arrays, b);
	REQUIRE(status == TALLY_OK || status == TALLY_TOO_FEW);
	for (int score = 0; score < arrays.room; score++)
		REQUIRE(arrays.answers[score] >= 0);
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
