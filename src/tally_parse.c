/*-------------------------------------------------------------------------
 *
 * tally_parse.c
 *	  Reading the text form of a tally.
 *
 * Plain C on a C string, so that a fuzzer can drive it alone.  Nothing here
 * depends on the locale: only ASCII digits and blanks are known.
 *
 *-------------------------------------------------------------------------
 */
#include "tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The longest spelling of a weight that input looks at. */
#define MAX_WEIGHT_CHARS	63

#define BAD_SHAPE \
	"Expected pairs of score and answers in braces, such as {0:3,9:12,10:40}."
#define BAD_SCORE "A score is a whole number from 0 to 100."
#define BAD_COUNT "Answers are counted by whole numbers from 0 to 9223372036854775807."
#define TWICE "A score appears twice."
#define BAD_WEIGHT "Weights are finite numbers, not negative."
#define WEIGHT_OF_NONE "There can be no weight where there are no answers."
#define IMPOSSIBLE \
	"The squares of n weights add up to at least the square of their sum divided by n, and to at most that square; no weight but 0 is below 1e-140."
#define TOO_HEAVY "The weights, or their squares, add up to more than 1e300."
#define TOO_MANY "Together there are more than 9223372036854775807 answers."

/* One score:answers pair as written. */
typedef struct TextEntry
{
	int64		score;
	int64		answers;
	bool		weighted;
	double		weight;
	double		weight_squares;
} TextEntry;

static void
skip_blanks(const char **next)
{
	while (**next != '\0' && strchr(" \t\n\r\f\v", **next) != NULL)
		(*next)++;
}

/*
 * Skip a punctuation character and surrounding whitespace.
 */
static bool
take_mark(const char **next, char mark)
{
	skip_blanks(next);
	if (**next != mark)
		return false;
	(*next)++;
	skip_blanks(next);
	return true;
}

/*
 * A whole number without sign, up to a largest value.
 */
static bool
take_whole_number(const char **next, int64 largest, int64 *value)
{
	if (**next < '0' || **next > '9')
		return false;
	*value = 0;
	while (**next >= '0' && **next <= '9')
	{
		int			digit = *(*next)++ - '0';

		if (*value > (largest - digit) / 10)
			return false;
		*value = *value * 10 + digit;
	}
	return true;
}

/*
 * A weight, in the decimal notation that the output writes.  The characters
 * are picked first because strtod() would also take "inf" and hexadecimals.
 */
static bool
take_weight(const char **next, double *value)
{
	char		digits[MAX_WEIGHT_CHARS + 1];
	size_t		length = strspn(*next, "0123456789.eE+-");
	char	   *end;

	if (length == 0 || length > MAX_WEIGHT_CHARS)
		return false;
	memcpy(digits, *next, length);
	digits[length] = '\0';
	*value = strtod(digits, &end);
	if (*end != '\0' || !isfinite(*value) || signbit(*value))
		return false;
	*next += length;
	return true;
}

/*
 * Return true if a character is part of a number.
 */
static bool
at_number(const char *next)
{
	return *next != '\0' && strchr("+-.0123456789eE", *next) != NULL;
}

static const char *
take_entry(const char **next, TextEntry *entry)
{
	bool		is_number = at_number(*next);

	if (!take_whole_number(next, TALLY_MAX_SCORE, &entry->score) ||
		at_number(*next))
		return is_number ? BAD_SCORE : BAD_SHAPE;
	if (!take_mark(next, ':'))
		return BAD_SHAPE;
	if (!take_whole_number(next, INT64_MAX, &entry->answers) ||
		at_number(*next))
		return BAD_COUNT;

	entry->weighted = take_mark(next, '(');
	if (!entry->weighted)
		return NULL;
	if (!take_weight(next, &entry->weight))
		return BAD_WEIGHT;
	if (!take_mark(next, ','))
		return BAD_SHAPE;
	if (!take_weight(next, &entry->weight_squares))
		return BAD_WEIGHT;
	if (!take_mark(next, ')'))
		return BAD_SHAPE;
	if (entry->answers == 0 && (entry->weight > 0 || entry->weight_squares > 0))
		return WEIGHT_OF_NONE;
	return NULL;
}

/*
 * Store an entry.  An entry without weights is one of answers that weigh 1.
 */
static void
store_entry(Counts *counts, const TextEntry *entry)
{
	double		count = (double) entry->answers;

	counts->answers[entry->score] = entry->answers;
	counts->weights[entry->score] = entry->weighted ? entry->weight : count;
	counts->weight_squares[entry->score] = entry->weighted ?
		entry->weight_squares : count;
}

static const char *
problem_of(TallyStatus status)
{
	switch (status)
	{
		case TALLY_OK:
			return NULL;
		case TALLY_TOO_HEAVY:
			return TOO_HEAVY;
		case TALLY_IMPOSSIBLE_WEIGHT:
			return IMPOSSIBLE;
		default:
			return TOO_MANY;
	}
}

const char *
histogram_parse(Histogram *histogram, const char *input)
{
	Counts		counts;
	bool		weighted = false;
	bool		seen[TALLY_SCORES] = {false};

	histogram_begin(histogram, true, TALLY_SCORES, &counts);
	if (!take_mark(&input, '{'))
		return BAD_SHAPE;
	if (*input != '}')
	{
		do
		{
			TextEntry	entry;
			const char *problem = take_entry(&input, &entry);

			if (problem != NULL)
				return problem;
			if (seen[entry.score])
				return TWICE;
			seen[entry.score] = true;
			weighted |= entry.weighted && entry.answers > 0;
			store_entry(&counts, &entry);
		} while (take_mark(&input, ','));
	}
	if (!take_mark(&input, '}') || *input != '\0')
		return BAD_SHAPE;
	histogram->weighted = weighted;
	return problem_of(histogram_finish(histogram));
}
