/*-------------------------------------------------------------------------
 *
 * text.c
 *	  Loops over texts.
 *
 * Texts are compared where they are stored, which takes collations under which
 * they are equal if their bytes are.  One that is compressed or stored elsewhere
 * is left to the server.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include "mb/pg_wchar.h"

/* A longer number may be out of range; nobody rates with one. */
#define MAX_DIGITS	4

PageText
page_text_from_datum(Datum value)
{
	struct varlena *string = PG_DETOAST_DATUM_PACKED(value);
	PageText	result;

	result.bytes = VARDATA_ANY(string);
	result.length = VARSIZE_ANY_EXHDR(string);
	return result;
}

/*
 * Most texts of the same length end differently if they differ.
 */
static pg_attribute_always_inline bool
texts_equal(const PageText *a, const PageText *b)
{
	Size		length = b->length;

	if (a->length != length)
		return false;
	return length == 0 ||
		(a->bytes[length - 1] == b->bytes[length - 1] &&
		 memcmp(a->bytes, b->bytes, length) == 0);
}

static inline bool
text_in_list(const PageText *string, const PageLoop *loop)
{
	for (int i = 0; i < loop->list_length; i++)
	{
		if (texts_equal(string, &loop->text[i]))
			return true;
	}
	return false;
}

/*
 * Find a text in another, of which what follows remains.  Return false if it is not
 * there.
 */
static bool
skip_past(PageText *string, const PageText *wanted)
{
	const char *end = string->bytes + string->length;
	const char *last = end - wanted->length;
	const char *at = string->bytes;

	if (wanted->length == 0)
		return true;
	while (at <= last &&
		   (at = memchr(at, wanted->bytes[0], last - at + 1)) != NULL)
	{
		if (memcmp(at, wanted->bytes, wanted->length) == 0)
		{
			string->bytes = at + wanted->length;
			string->length = end - string->bytes;
			return true;
		}
		at++;
	}
	return false;
}

/*
 * LIKE: the text begins with the first piece of the pattern, ends with the last,
 * and has the others in between.
 */
static inline bool
text_is_like(const PageText *string, const PageLoop *loop)
{
	const PageText *first = &loop->text[0];
	const PageText *last = &loop->text[loop->list_length - 1];
	PageText	rest;

	if (string->length < first->length + last->length ||
		memcmp(string->bytes, first->bytes, first->length) != 0 ||
		memcmp(string->bytes + string->length - last->length, last->bytes,
			   last->length) != 0)
		return false;
	rest.bytes = string->bytes + first->length;
	rest.length = string->length - first->length - last->length;
	for (int i = 1; i < loop->list_length - 1; i++)
	{
		if (!skip_past(&rest, &loop->text[i]))
			return false;
	}
	return true;
}

/*
 * A few digits and nothing else; -1 for anything else.
 */
static inline int
small_number(const PageText *string)
{
	int			number = 0;

	if (string->length < 1 || string->length > MAX_DIGITS)
		return -1;
	for (Size i = 0; i < string->length; i++)
	{
		if (string->bytes[i] < '0' || string->bytes[i] > '9')
			return -1;
		number = number * 10 + (string->bytes[i] - '0');
	}
	return number;
}

/*
 * Store the result for each text of input 0 that is not NULL and can be read,
 * and is sure.
 */
#define FOR_TEXTS(result, is_sure) \
	const PageLoop *input = loop->input[0]; \
\
	for (int i = 0; i < selection->count; i++) \
	{ \
		PageRow		row = selection->rows[i]; \
		int			found = 0; \
		PageText	string; \
\
		loop->nulls[row] = input->nulls[row]; \
		if (!input->nulls[row]) \
		{ \
			bool		sure = page_text_read(input->values[row], &string); \
\
			found = (result); \
			if (unlikely(!sure || !(is_sure))) \
				page_mark_unsure(unsure, row); \
		} \
		loop->values[row] = (Datum) found; \
	}

static void
find_texts(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	FOR_TEXTS(text_in_list(&string, loop), true);
}

static void
match_texts(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	FOR_TEXTS(text_is_like(&string, loop), true);
}

static void
read_numbers(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	FOR_TEXTS(small_number(&string), found >= 0);
}

static void
compare_texts(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	const PageLoop *first = loop->input[0];
	const PageLoop *second = loop->input[1];

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		PageText	a;
		PageText	b;

		loop->nulls[row] = first->nulls[row] || second->nulls[row];
		loop->values[row] = (Datum) 0;
		if (loop->nulls[row])
			continue;
		if (page_text_read(first->values[row], &a) &&
			page_text_read(second->values[row], &b))
			loop->values[row] = BoolGetDatum(texts_equal(&a, &b));
		else
			page_mark_unsure(unsure, row);
	}
}

PageLoop *
page_text_equal(PageCompilation *compilation, PageLoop *first, PageLoop *second)
{
	return page_loop_binary(compilation, compare_texts, first, second);
}

PageLoop *
page_text_to_integer(PageCompilation *compilation, PageLoop *input)
{
	return page_loop_unary(compilation, read_numbers, input);
}

/*
 * Return true for texts that are in a list, none of which is NULL.
 */
PageLoop *
page_text_in(PageCompilation *compilation, PageLoop *input, const Datum *list,
			 int length)
{
	PageLoop   *loop = page_loop_unary(compilation, find_texts, input);

	if (loop == NULL)
		return NULL;
	loop->text = (PageText *) palloc(length * sizeof(PageText));
	loop->list_length = length;
	for (int i = 0; i < length; i++)
		loop->text[i] = page_text_from_datum(list[i]);
	return loop;
}

/*
 * Return true if a place in a text is the start of a character whenever it has the
 * bytes of one: in UTF-8, and where a character is a byte.
 */
static bool
is_found_by_bytes(void)
{
	return GetDatabaseEncoding() == PG_UTF8 ||
		pg_database_encoding_max_length() == 1;
}

/*
 * Split a pattern of LIKE at each %.  Return false if it has a _, too many pieces,
 * an escape character at the end, which is an error for some rows, or pieces after
 * a % that cannot be found by their bytes.
 */
static bool
split_pattern(PageLoop *loop, const PageText *pattern)
{
	char	   *bytes = palloc(pattern->length + 1);
	PageText   *piece = loop->text;

	piece->bytes = bytes;
	piece->length = 0;
	loop->list_length = 1;
	for (Size i = 0; i < pattern->length; i++)
	{
		char		c = pattern->bytes[i];

		if (c == '%')
		{
			if (loop->list_length == LOOP_LIST)
				return false;
			(++piece)->bytes = bytes;
			piece->length = 0;
			loop->list_length++;
			continue;
		}
		if (c == '_' || (c == '\\' && ++i == pattern->length))
			return false;
		*bytes++ = pattern->bytes[i];
		piece->length++;
	}
	return loop->list_length == 1 ||
		(loop->list_length == 2 && piece->length == 0) || is_found_by_bytes();
}

PageLoop *
page_text_like(PageCompilation *compilation, PageLoop *input, Datum pattern)
{
	PageLoop   *loop = page_loop_unary(compilation, match_texts, input);
	PageText	string = page_text_from_datum(pattern);

	if (loop == NULL)
		return NULL;
	loop->text = (PageText *) palloc(LOOP_LIST * sizeof(PageText));
	if (!split_pattern(loop, &string))
		return NULL;
	if (loop->list_length == 1)
		loop->run = find_texts;
	return loop;
}
