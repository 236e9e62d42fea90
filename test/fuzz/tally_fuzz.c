/*-------------------------------------------------------------------------
 *
 * tally_fuzz.c
 *	  libFuzzer driver for the two readers of foreign input: the text form
 *	  and the bytes of a value.
 *
 * Whatever comes in, reading must stay inside the input and end in a valid
 * histogram or a refusal; what was read must survive packing.  Run with
 *	  sh test/fuzz/fuzz.sh
 *
 *-------------------------------------------------------------------------
 */
#include <stdlib.h>
#include <string.h>

#include "tally.h"

static void
check_histogram(Histogram *histogram)
{
	uint8		body[TALLY_MAX_BODY];
	Histogram	again;
	size_t		length;

	if (histogram_finish(histogram) != TALLY_OK)
		return;
	length = histogram_pack(histogram, body);
	if (histogram_read(&again, body, length) != TALLY_OK ||
		again.total != histogram->total ||
		histogram_compare(&again, histogram) != 0)
		abort();
}

extern int	LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	Histogram	histogram;
	char	   *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	if (histogram_parse(&histogram, text) == NULL)
		check_histogram(&histogram);
	free(text);

	if (histogram_read(&histogram, data, size) == TALLY_OK)
		check_histogram(&histogram);
	return 0;
}
