/*-------------------------------------------------------------------------
 *
 * tally_test.c
 *	  Unit test of the histogram, without a server.
 *
 * Compiled with SATISFACTION_WITHOUT_SERVER against the sources behind tally.h;
 * prints a line for each failed check and ends with "N passed, N failed".
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tally.h"

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

	return histogram_parse(&histogram, text) == NULL;
}

static void
test_text(void)
{
	Histogram	histogram;

	CHECK(histogram_parse(&histogram, " { 10 : 2 , 3:1 , 4:0 } ") == NULL);
	CHECK(histogram.total == 3 && histogram.answers[10] == 2);
	CHECK(!histogram.weighted);
	CHECK(histogram_parse(&histogram, "{9:12(10.5,9.75),3:1}") == NULL);
	CHECK(histogram.weighted && histogram.weights[9] == 10.5);
	CHECK(histogram.weights[3] == 1 && histogram.weight_squares[3] == 1);
	CHECK(histogram_parse(&histogram, "{9:12(12,12)}") == NULL);
	CHECK(histogram.weighted);
	CHECK(histogram_parse(&histogram, "{9:0(0,0),3:1}") == NULL);
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
	/* squares below those of equal weights, or above that of the sum */
	CHECK(!parses("{1:2(10,1)}") && !parses("{1:2(2,1.9)}"));
	CHECK(!parses("{1:2(2,4.1)}") && !parses("{1:1(2,1)}"));
	CHECK(parses("{1:2(2,2)}") && parses("{1:2(2,4)}"));
	CHECK(parses("{1:3(0.3,0.03)}"));
	CHECK(!parses("{1:1(0,1)}") && !parses("{1:1(1,0)}"));
	CHECK(parses("{1:1(1e-140,1e-280)}") && !parses("{1:1(1e-162,0)}"));
	CHECK(!parses("{1:1(1e-141,1e-282)}"));
}

static TallyStatus
reads_as(const char *body, size_t length)
{
	Histogram	histogram;

	return histogram_read(&histogram, (const uint8 *) body, length);
}

/* Bytes that are no value must be refused, at every cut. */
static void
test_bytes(void)
{
	Histogram	histogram;
	Histogram	again;
	uint8		body[TALLY_MAX_BODY];
	size_t		length;

	CHECK(histogram_parse(&histogram, "{0:3,9:1200000,100:40(15.5,25.5)}") == NULL);
	length = histogram_pack(&histogram, body);
	CHECK(histogram_read(&again, body, length) == TALLY_OK);
	CHECK(histogram_compare(&again, &histogram) == 0);
	for (size_t cut = 0; cut < length; cut++)
		CHECK(histogram_read(&again, body, cut) != TALLY_OK);
	body[0] = 2;
	CHECK(histogram_read(&again, body, length) == TALLY_UNRECOGNIZED_FORMAT);
	body[0] = 1;
	body[1] |= 0x80;
	CHECK(histogram_read(&again, body, length) == TALLY_UNRECOGNIZED_FORMAT);
	body[1] &= 0x7F;
	body[3] = 1;
	CHECK(histogram_read(&again, body, length) == TALLY_UNRECOGNIZED_FORMAT);

	/* no answers; one at score 5, also in two bytes, not the shortest way */
	CHECK(reads_as("\1\1\0\0", 4) == TALLY_OK);
	CHECK(reads_as("\1\1\6\0\0\5\1", 7) == TALLY_OK);
	CHECK(reads_as("\1\1\6\0\0\5\x81\0", 8) == TALLY_MALFORMED);
	/* more or fewer scores than there should be, too many, a gap too long */
	CHECK(reads_as("\1\1\5\0\0\5\1", 7) == TALLY_MALFORMED);
	CHECK(reads_as("\1\1\7\0\0\5\1", 7) == TALLY_MALFORMED);
	CHECK(reads_as("\1\1\1\0\1\1", 6) == TALLY_MALFORMED);
	CHECK(reads_as("\1\1\1\0", 4) == TALLY_MALFORMED);
	CHECK(reads_as("\1\1\0\0\1", 5) == TALLY_MALFORMED);
	CHECK(reads_as("\1\1\x66\0\0\x65\1", 7) == TALLY_MALFORMED);
	CHECK(reads_as("\1\1\x65\0\0\xff\1", 7) == TALLY_MALFORMED);
	/* a gap of nothing, two gaps in a row, one at the end, half of one */
	CHECK(reads_as("\1\1\1\0\0\0\1", 7) == TALLY_MALFORMED);
	CHECK(reads_as("\1\1\6\0\0\2\0\3\1", 9) == TALLY_MALFORMED);
	CHECK(reads_as("\1\1\6\0\1\0\5", 7) == TALLY_MALFORMED);
	CHECK(reads_as("\1\1\6\0\1\0", 6) == TALLY_MALFORMED);
	/* ten digits overflow a bigint */
	CHECK(reads_as("\1\1\1\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\1", 14) ==
		  TALLY_MALFORMED);
	/* no answers, but weighted */
	CHECK(reads_as("\1\3\0\0", 4) == TALLY_MALFORMED);
	/* a dense value has no limit */
	CHECK(reads_as("\1\0\1\0", 4) == TALLY_UNRECOGNIZED_FORMAT);
	/* half a count in a dense value */
	CHECK(reads_as("\1\0\0\0\1\2\3\4", 8) == TALLY_MALFORMED);
}

static void
test_changes(void)
{
	Histogram	some;
	Histogram	all;
	Counts		counts;

	CHECK(histogram_parse(&some, "{0:1,7:2,10:3}") == NULL);
	histogram_begin(&all, false, TALLY_SCORES, &counts);
	CHECK(counts_merge(&counts, &some) == TALLY_OK);
	CHECK(counts_merge(&counts, &some) == TALLY_OK);
	CHECK(counts_add(&counts, 7, 5) == TALLY_OK);
	CHECK(histogram_finish(&all) == TALLY_OK && all.total == 17);
	CHECK(histogram_segment(&all, 7, 10).answers == 15);
	CHECK(fabs(histogram_mean(&all) - 123.0 / 17) < 1e-15);
	CHECK(counts_unmerge(&counts, &some) == TALLY_OK);
	CHECK(counts_remove(&counts, 7, 5) == TALLY_OK);
	CHECK(histogram_finish(&all) == TALLY_OK);
	CHECK(histogram_compare(&all, &some) == 0);
	CHECK(counts_remove(&counts, 9, 1) == TALLY_TOO_FEW);
	CHECK(counts_add(&counts, 9, INT64_MAX) == TALLY_OK);
	CHECK(counts_add(&counts, 9, 1) == TALLY_TOO_MANY);
	CHECK(histogram_finish(&all) == TALLY_TOO_MANY);
}

static void
test_weights(void)
{
	Histogram	weighted;
	Histogram	nothing;
	Counts		counts;

	histogram_begin(&weighted, true, TALLY_SCORES, &counts);
	CHECK(counts_add_weighted(&counts, 10, 3) == TALLY_OK);
	CHECK(counts_add_weighted(&counts, 5, 1) == TALLY_OK);
	CHECK(counts_add(&counts, 7, 1) == TALLY_OK);
	CHECK(histogram_finish(&weighted) == TALLY_OK);
	CHECK(weighted.weighted && weighted.total == 3);
	CHECK(histogram_segment(&weighted, 0, 100).weight == 5);
	CHECK(histogram_segment(&weighted, 0, 100).weight_squares == 11);
	CHECK(counts_add_weighted(&counts, 5, 1e308) == TALLY_TOO_HEAVY);
	CHECK(counts_add(&counts, 5, 2) == TALLY_OK);
	CHECK(counts_remove(&counts, 5, 2) == TALLY_OK);
	CHECK(counts.answers[5] == 1 && counts.weights[5] == 1);
	CHECK(counts_remove(&counts, 10, 2) == TALLY_TOO_FEW);
	CHECK(counts_unmerge(&counts, &weighted) == TALLY_OK);
	CHECK(histogram_finish(&weighted) == TALLY_OK);
	CHECK(!weighted.weighted && weighted.total == 0);

	/* one that weighs nothing is exact, one that is left over is not */
	histogram_begin(&weighted, true, TALLY_SCORES, &counts);
	CHECK(counts_add_weighted(&counts, 5, 0) == TALLY_OK);
	CHECK(counts_add_weighted(&counts, 5, 0) == TALLY_OK);
	CHECK(histogram_parse(&nothing, "{5:1(0,0)}") == NULL);
	CHECK(counts_unmerge(&counts, &nothing) == TALLY_OK);
	CHECK(counts_add(&counts, 5, 1) == TALLY_OK);
	CHECK(counts_remove(&counts, 5, 1) == TALLY_LOST_WEIGHT);
}

/* Adding a value from its bytes is the same as reading and merging it. */
static void
test_merge_packed(void)
{
	static const char *const texts[] = {
		"{}", "{0:3,9:300,10:40}", "{7:9223372036854775806}",
		"{2:5(2.5,1.75),9:1(1,1)}", "{14:70000(70000,70001)}"
	};
	uint8		body[TALLY_MAX_BODY];

	for (int i = 0; i < 5; i++)
	{
		for (int weighted = 0; weighted <= 1; weighted++)
		{
			Histogram	more;
			Histogram	packed;
			Histogram	merged;
			Counts		counts;
			size_t		length;

			CHECK(histogram_parse(&more, texts[i]) == NULL);
			length = histogram_pack(&more, body);
			histogram_begin(&packed, weighted, 15, &counts);
			CHECK(counts_add(&counts, 7, 1) == TALLY_OK);
			if (more.weighted && !weighted)
			{
				CHECK(counts_merge_packed(&counts, body, length) ==
					  TALLY_NOT_APPLICABLE);
				continue;
			}
			CHECK(counts_merge_packed(&counts, body, length) == TALLY_OK);
			CHECK(histogram_finish(&packed) == TALLY_OK);
			histogram_begin(&merged, weighted, TALLY_SCORES, &counts);
			CHECK(counts_add(&counts, 7, 1) == TALLY_OK);
			CHECK(counts_merge(&counts, &more) == TALLY_OK);
			CHECK(histogram_finish(&merged) == TALLY_OK);
			CHECK(histogram_compare(&packed, &merged) == 0);
			for (size_t cut = 0; cut < length; cut++)
				(void) counts_merge_packed(&counts, body, cut);
		}
	}
}

static TallyStatus
merges_as(Counts *counts, const char *body, size_t length)
{
	return counts_merge_packed(counts, (const uint8 *) body, length);
}

static void
test_merge_packed_refusals(void)
{
	Histogram	histogram;
	Counts		counts;

	histogram_begin(&histogram, false, 15, &counts);
	/* a score beyond the capacity, a dense value, another version */
	CHECK(merges_as(&counts, "\1\1\20\0\0\17\1", 7) == TALLY_NOT_APPLICABLE);
	CHECK(merges_as(&counts, "\1\0\0\0", 4) == TALLY_NOT_APPLICABLE);
	CHECK(merges_as(&counts, "\2\1\0\0", 4) == TALLY_UNRECOGNIZED_FORMAT);
	/* more scores than the limit says, also behind a gap; half a count */
	CHECK(merges_as(&counts, "\1\1\2\0\1\1\1", 7) == TALLY_MALFORMED);
	CHECK(merges_as(&counts, "\1\1\2\0\1\0\x80\1", 8) == TALLY_MALFORMED);
	CHECK(merges_as(&counts, "\1\1\1\0\x81", 5) == TALLY_MALFORMED);
	CHECK(counts_add(&counts, 3, INT64_MAX) == TALLY_OK);
	CHECK(merges_as(&counts, "\1\1\4\0\0\3\1", 7) == TALLY_TOO_MANY);
}

/*
 * A weighted answer can be taken away from others unless what is left of them
 * would be rounding.
 */
static void
test_rounded_weights(void)
{
	Histogram	light;
	Histogram	heavy;
	Histogram	both;
	Counts		counts;

	CHECK(histogram_parse(&light, "{9:1(0.7,0.49)}") == NULL);
	CHECK(histogram_parse(&heavy, "{9:1(5000.3,25003000.09)}") == NULL);
	histogram_begin(&both, true, TALLY_SCORES, &counts);
	CHECK(counts_merge(&counts, &light) == TALLY_OK);
	CHECK(counts_merge(&counts, &heavy) == TALLY_OK);
	CHECK(counts_unmerge(&counts, &heavy) == TALLY_OK);
	CHECK(fabs(counts.weights[9] - 0.7) < 1e-9);
	CHECK(counts.weight_squares[9] == counts.weights[9] * counts.weights[9]);
	CHECK(histogram_finish(&both) == TALLY_OK);
	CHECK(counts_unmerge(&counts, &light) == TALLY_OK);
	CHECK(histogram_finish(&both) == TALLY_OK && both.total == 0);

	CHECK(histogram_parse(&heavy, "{9:1(1e10,1e20)}") == NULL);
	CHECK(counts_merge(&counts, &light) == TALLY_OK);
	CHECK(counts_merge(&counts, &heavy) == TALLY_OK);
	CHECK(counts_unmerge(&counts, &heavy) == TALLY_LOST_WEIGHT);
}

/* A digit of a hexadecimal number, or -1. */
static int
hexadecimal(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int) (at - digits);
}

static size_t
bytes_from_hexadecimal(const char *text, uint8 *bytes)
{
	size_t		length = 0;

	while (hexadecimal(text[0]) >= 0 && hexadecimal(text[1]) >= 0)
	{
		bytes[length++] = (uint8) (hexadecimal(text[0]) * 16 + hexadecimal(text[1]));
		text += 2;
	}
	return length;
}

static void
reverse_double(uint8 *bytes)
{
	for (int i = 0; i < 4; i++)
	{
		uint8		byte = bytes[i];

		bytes[i] = bytes[7 - i];
		bytes[7 - i] = byte;
	}
}

/*
 * A value is stored with doubles in the machine's byte order, like all that a
 * server stores; those in the file are little-endian.
 */
static void
set_byte_order(uint8 *stored, size_t length)
{
	const int64 one = 1;
	size_t		place = TALLY_BODY_HEADER;

	if (*(const uint8 *) &one == 1 || (stored[1] & TALLY_WEIGHTED) == 0)
		return;
	while (place < length)
	{
		if (stored[place] == 0)
		{
			place += 2;
			continue;
		}
		while (stored[place++] >= 0x80)
			;
		reverse_double(stored + place);
		reverse_double(stored + place + 8);
		place += 16;
	}
}

/*
 * Bodies that version 1.0 stored, each in a line after the text form and a
 * tab, are read and written as then.
 */
static void
test_stored_values(const char *path)
{
	FILE	   *file = fopen(path, "r");
	static char line[20000];
	int			values = 0;

	CHECK(file != NULL);
	while (file != NULL && fgets(line, sizeof(line), file) != NULL)
	{
		char	   *tab = strchr(line, '\t');
		uint8		stored[TALLY_MAX_BODY];
		uint8		body[TALLY_MAX_BODY];
		size_t		length;
		Histogram	read;
		Histogram	parsed;

		*tab = '\0';
		length = bytes_from_hexadecimal(tab + 1, stored);
		set_byte_order(stored, length);
		CHECK(histogram_read(&read, stored, length) == TALLY_OK);
		CHECK(histogram_parse(&parsed, line) == NULL);
		CHECK(histogram_compare(&read, &parsed) == 0);
		CHECK(read.weighted == parsed.weighted);
		CHECK(histogram_pack(&parsed, body) == length);
		CHECK(memcmp(body, stored, length) == 0);
		values++;
	}
	CHECK(values >= 14);
	if (file != NULL)
		fclose(file);
}

int
main(void)
{
	test_text();
	test_bytes();
	test_changes();
	test_weights();
	test_merge_packed();
	test_merge_packed_refusals();
	test_rounded_weights();
	test_stored_values("test/data/tally_1.0.tsv");

	printf("%d passed, %d failed\n", passed, failed);
	return failed > 0;
}
