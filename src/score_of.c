/*-------------------------------------------------------------------------
 *
 * score_of.c
 *	  The score in a text, as exports and forms hold it.
 *
 * A whole number from 0 to 100, with .0 or without, alone or followed by a
 * blank or punctuation and words: '9', '9.0', ' 9 ', '10 - very likely'.  What
 * has another digit after the number could mean anything ('9.5', '9,5',
 * '10/10', '9 or 10') and is an error, as is a text without a number in front.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "utils/builtins.h"

#include "labels.h"
#include "tally.h"

#define NO_SCORE	(-1)

/* What stands for no answer, as kept from call to call */
typedef struct MissingAnswers
{
	LabelList  *labels;
	bool		score[TALLY_SCORES];	/* those that are numbers */
} MissingAnswers;

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * Step over blanks.
 */
static inline const char *
skip_blanks(const char *from, const char *end)
{
	while (from < end && is_blank(*from))
		from++;
	return from;
}

/*
 * The score in a text that may be nothing but ASCII, or NO_SCORE; words tells
 * whether anything follows the number.
 */
static int
ascii_score(const char *from, const char *end, bool *words)
{
	int			score = 0;

	from = skip_blanks(from, end);
	if (from == end || !is_digit(*from))
		return NO_SCORE;
	for (; from < end && is_digit(*from); from++)
	{
		score = 10 * score + (*from - '0');
		if (score > TALLY_MAX_SCORE)
			return NO_SCORE;
	}
	if (end - from > 1 && from[0] == '.' && from[1] == '0')
	{
		for (from++; from < end && *from == '0';)
			from++;
	}
	if (from < end && is_letter(*from))
		return NO_SCORE;
	from = skip_blanks(from, end);
	*words = from < end;
	for (; from < end; from++)
	{
		if (is_digit(*from))
			return NO_SCORE;
	}
	return score;
}

/*
 * Return true if a character that is not ASCII is a digit, a fraction or
 * another number.  Source: general categories Nd, Nl and No in
 * UnicodeData.txt, Unicode 15, of the scripts that have keyboards.
 */
static bool
is_number(pg_wchar c)
{
	return c == 0x00B2 || c == 0x00B3 || c == 0x00B9 ||
		(c >= 0x00BC && c <= 0x00BE) || (c >= 0x0660 && c <= 0x0669) ||
		(c >= 0x06F0 && c <= 0x06F9) || (c >= 0x0966 && c <= 0x096F) ||
		(c >= 0x09E6 && c <= 0x09EF) || (c >= 0x0E50 && c <= 0x0E59) ||
		(c >= 0x2070 && c <= 0x2089) || (c >= 0x2150 && c <= 0x218B) ||
		(c >= 0x2460 && c <= 0x24FF) || (c >= 0x2776 && c <= 0x2793) ||
		(c >= 0xFF10 && c <= 0xFF19);
}

/*
 * The same of any text, in which blanks may be those of Unicode.
 */
static pg_noinline int
unicode_score(const char *answer, int length, bool *words)
{
	pg_wchar   *characters = labels_code_points(answer, length);
	char	   *ascii = palloc(length + 1);
	int			count = 0;

	for (; characters[count] != 0; count++)
	{
		pg_wchar	c = characters[count];

		if (is_number(c))
			return NO_SCORE;
		ascii[count] = labels_is_blank(c) ? ' ' : c < 0x80 ? (char) c : '?';
	}
	return ascii_score(ascii, ascii + count, words);
}

/*
 * The score in a text, or NO_SCORE.
 */
static int
read_score(const char *answer, int length, bool *words)
{
	*words = false;
	for (int i = 0; i < length; i++)
	{
		if (IS_HIGHBIT_SET(answer[i]))
			return unicode_score(answer, length, words);
	}
	return ascii_score(answer, answer + length, words);
}

/*
 * Return true if there is nothing in a text but blanks.
 */
static bool
is_empty(const char *answer, int length)
{
	const pg_wchar *c = labels_code_points(answer, length);

	while (labels_is_blank(*c))
		c++;
	return *c == 0;
}

/*
 * The argument missing.  A number in it is that score, however it is written.
 */
static const MissingAnswers *
missing_argument(FunctionCallInfo fcinfo)
{
	MissingAnswers *missing = fcinfo->flinfo->fn_extra;

	if (missing == NULL)
	{
		missing = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt,
										 sizeof(MissingAnswers));
		missing->labels = labels_begin(fcinfo);
		fcinfo->flinfo->fn_extra = missing;
	}
	if (!labels_read(missing->labels, PG_GETARG_ARRAYTYPE_P(1)))
		return missing;

	memset(missing->score, 0, sizeof(missing->score));
	for (int i = 0; i < missing->labels->number; i++)
	{
		text	   *label;
		bool		words;
		int			score;

		if (missing->labels->nulls[i])
			continue;
		label = DatumGetTextPP(missing->labels->values[i]);
		score = read_score(VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label),
						   &words);
		if (score != NO_SCORE && !words)
			missing->score[score] = true;
	}
	return missing;
}

static bool
is_missing(FunctionCallInfo fcinfo, const char *answer, int length, int score,
		   bool words)
{
	const MissingAnswers *missing;

	if (PG_ARGISNULL(1))
		return false;
	missing = missing_argument(fcinfo);
	if (score != NO_SCORE && missing->score[score])
		return true;
	return (score == NO_SCORE || words) &&
		labels_find(missing->labels,
					labels_fold(missing->labels, answer, length)) >= 0;
}

/*
 * For (answer, missing).
 */
PG_FUNCTION_INFO_V1(score_of);
Datum
score_of(PG_FUNCTION_ARGS)
{
	text	   *value;
	const char *answer;
	int			length;
	bool		words;
	int			score;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	value = PG_GETARG_TEXT_PP(0);
	answer = VARDATA_ANY(value);
	length = VARSIZE_ANY_EXHDR(value);
	score = read_score(answer, length, &words);
	if (is_missing(fcinfo, answer, length, score, words))
		PG_RETURN_NULL();
	if (score == NO_SCORE)
	{
		if (is_empty(answer, length))
			PG_RETURN_NULL();
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("no score can be read from \"%s\"",
						text_to_cstring(value)),
				 errhint("A score is a whole number from 0 to %d, which words without digits may follow. List what stands for \"no answer\" in the argument missing.",
						 TALLY_MAX_SCORE)));
	}
	PG_RETURN_INT32(score);
}
