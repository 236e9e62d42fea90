/*-------------------------------------------------------------------------
 *
 * tally_test.c
 *	  Unit test of the histogram, without a server.
 *
 * Compiled with SATISFACTION_WITHOUT_SERVER against tally.c and tally_parse.c;
 * prints a line for each failed check and ends with "N passed, N failed".
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tally_parse.h"

static int	passed = 0;
static int	failed = 0;

#define CHECK(condition) check(condition, #condition, __LINE__)

static void
check(bool condition, const char *text, int line)
{
	if (condition)
		passed++;
	else
	{
		failed++;
		printf("line %d: %s\n", line, text);
	}
}

static bool
parses(const char *text)
{
	Histogram	histogram;

	return tally_parse(text, &histogram) == NULL;
}

static void
test_text(void)
{
	Histogram	histogram;

	CHECK(tally_parse(" { 10 : 2 , 3:1 , 4:0 } ", &histogram) == NULL);
	CHECK(histogram.total == 3 && histogram.answers[10] == 2);
	CHECK(!histogram.weighted);
	CHECK(tally_parse("{9:12(10.5,9.75),3:1}", &histogram) == NULL);
	CHECK(histogram.weighted && histogram.weights[9] == 10.5);
	CHECK(histogram.weights[3] == 1 && histogram.weight_squares[3] == 1);
	CHECK(tally_parse("{9:12(12,12)}", &histogram) == NULL);
	CHECK(!histogram.weighted);
	CHECK(parses("{}") && parses("{100:9223372036854775807}"));
	CHECK(!parses("") && !parses("{") && !parses("{}x") && !parses("{1}"));
	CHECK(!parses("{101:1}") && !parses("{-1:1}") && !parses("{1:-1}"));
	CHECK(!parses("{1:9223372036854775808}"));
	CHECK(!parses("{1:9223372036854775807,2:1}"));
	CHECK(!parses("{1:1,1:1}") && !parses("{1:1,}"));
	CHECK(!parses("{1:1(nan,1)}") && !parses("{1:1(0x1p3,1)}"));
	CHECK(!parses("{1:1(-1,1)}") && !parses("{1:1(1e999,1)}"));
	CHECK(!parses("{1:1(1e308,1)}") && !parses("{1:1(1,1),2:1(1,1e301)}"));
	CHECK(!parses("{1.5:1}") && !parses("{1:1.5}") && !parses("{1:1e3}"));
	CHECK(!parses("{1:0(1,1)}") && !parses("{1:1(1)}"));
}

/* Bytes that are no value must be refused, at every cut. */
static void
test_bytes(void)
{
	Histogram	histogram;
	Histogram	again;
	uint8		body[TALLY_MAX_BODY];
	size_t		length;

	CHECK(tally_parse("{0:3,9:1200000,100:40(1.5,2.5)}", &histogram) == NULL);
	length = histogram_pack(&histogram, body);
	CHECK(histogram_read(&again, body, length) == TALLY_OK);
	CHECK(histogram_compare(&again, &histogram) == 0);
	for (size_t cut = 0; cut < length; cut++)
	{
		TallyStatus status = histogram_read(&again, body, cut);

		/* a cut between two entries leaves a smaller, valid value */
		CHECK(status != TALLY_OK || again.total < histogram.total);
	}
	body[0] = 2;
	CHECK(histogram_read(&again, body, length) == TALLY_UNKNOWN_FORMAT);
	body[0] = 1;
	body[1] |= 0x80;
	CHECK(histogram_read(&again, body, length) == TALLY_UNKNOWN_FORMAT);
	body[1] &= 0x7F;
	body[3] = 1;
	CHECK(histogram_read(&again, body, length) == TALLY_UNKNOWN_FORMAT);

	/* score 5, the count 1 in two bytes: not the shortest spelling */
	CHECK(histogram_read(&again, (const uint8 *) "\1\1\0\0\5\x81\0", 7) ==
		  TALLY_MALFORMED);
	/* descending scores, no count, a count of zero */
	CHECK(histogram_read(&again, (const uint8 *) "\1\1\0\0\5\1\4\1", 8) ==
		  TALLY_MALFORMED);
	CHECK(histogram_read(&again, (const uint8 *) "\1\1\0\0\5", 5) ==
		  TALLY_MALFORMED);
	CHECK(histogram_read(&again, (const uint8 *) "\1\1\0\0\5\0", 6) ==
		  TALLY_MALFORMED);
	CHECK(histogram_read(&again, (const uint8 *) "\1\1\0\0\x65\1", 6) ==
		  TALLY_MALFORMED);
	/* ten digits overflow a bigint */
	CHECK(histogram_read(&again, (const uint8 *)
						 "\1\1\0\0\5\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\1",
						 15) == TALLY_MALFORMED);
	/* half a count in a dense value */
	CHECK(histogram_read(&again, (const uint8 *) "\1\0\0\0\1\2\3\4", 8) ==
		  TALLY_MALFORMED);
}

static void
test_changes(void)
{
	Histogram	some;
	Histogram	all;
	TallyArrays arrays;

	CHECK(tally_parse("{0:1,7:2,10:3}", &some) == NULL);
	histogram_begin(&all, false, &arrays);
	CHECK(tally_merge(&arrays, &some) == TALLY_OK);
	CHECK(tally_merge(&arrays, &some) == TALLY_OK);
	CHECK(tally_add(&arrays, 7, 5) == TALLY_OK);
	CHECK(histogram_finish(&all) == TALLY_OK && all.total == 17);
	CHECK(histogram_segment(&all, 7, 10).answers == 15);
	CHECK(fabs(histogram_mean(&all) - 123.0 / 17) < 1e-15);
	CHECK(tally_remove(&arrays, &some) == TALLY_OK);
	CHECK(tally_take(&arrays, 7, 5) == TALLY_OK);
	CHECK(histogram_finish(&all) == TALLY_OK);
	CHECK(histogram_compare(&all, &some) == 0);
	CHECK(tally_take(&arrays, 9, 1) == TALLY_TOO_FEW);
	CHECK(tally_add(&arrays, 9, INT64_MAX) == TALLY_OK);
	CHECK(tally_add(&arrays, 9, 1) == TALLY_TOO_MANY);
	CHECK(histogram_finish(&all) == TALLY_TOO_MANY);
}

static void
test_weights(void)
{
	Histogram	weighted;
	TallyArrays arrays;

	histogram_begin(&weighted, true, &arrays);
	CHECK(tally_add_weighted(&arrays, 10, 3) == TALLY_OK);
	CHECK(tally_add_weighted(&arrays, 5, 1) == TALLY_OK);
	CHECK(tally_add(&arrays, 7, 1) == TALLY_OK);
	CHECK(histogram_finish(&weighted) == TALLY_OK);
	CHECK(weighted.weighted && weighted.total == 3);
	CHECK(histogram_segment(&weighted, 0, 100).weight == 5);
	CHECK(histogram_segment(&weighted, 0, 100).weight_squares == 11);
	CHECK(tally_add_weighted(&arrays, 5, 1e308) == TALLY_TOO_HEAVY);
	CHECK(tally_add(&arrays, 5, 2) == TALLY_OK);
	CHECK(tally_take(&arrays, 5, 2) == TALLY_OK);
	CHECK(arrays.answers[5] == 1 && arrays.weights[5] == 1);
	CHECK(tally_take(&arrays, 10, 2) == TALLY_TOO_FEW);
	CHECK(tally_remove(&arrays, &weighted) == TALLY_OK);
	CHECK(histogram_finish(&weighted) == TALLY_OK);
	CHECK(!weighted.weighted && weighted.total == 0);
}

/* A light answer that a heavy one was added to can be taken away alone. */
static void
test_rounded_weights(void)
{
	Histogram	light;
	Histogram	heavy;
	Histogram	both;
	TallyArrays arrays;

	CHECK(tally_parse("{9:1(0.7,0.49)}", &light) == NULL);
	CHECK(tally_parse("{9:1(5000.3,25003000.09)}", &heavy) == NULL);
	histogram_begin(&both, true, &arrays);
	CHECK(tally_merge(&arrays, &light) == TALLY_OK);
	CHECK(tally_merge(&arrays, &heavy) == TALLY_OK);
	CHECK(tally_remove(&arrays, &heavy) == TALLY_OK);
	CHECK(tally_remove(&arrays, &light) == TALLY_OK);
	CHECK(histogram_finish(&both) == TALLY_OK && both.total == 0);
}

int
main(void)
{
	test_text();
	test_bytes();
	test_changes();
	test_weights();
	test_rounded_weights();
	printf("%d passed, %d failed\n", passed, failed);
	return failed > 0;
}
