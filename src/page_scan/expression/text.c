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
	struct varlena *text = PG_DETOAST_DATUM_PACKED(value);
	PageText	result;

	result.bytes = VARDATA_ANY(text);
	result.length = VARSIZE_ANY_EXHDR(text);
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
text_in_list(const PageText *text, const PageLoop *loop)
{
	for (int i = 0; i < loop->list_length; i++)
	{
		if (texts_equal(text, &loop->text[i]))
			return true;
	}
	return false;
}

/*
 * Find a text in another, and make that the rest behind it.
 */
static bool
skip_past(PageText *text, const PageText *wanted)
{
	const char *end = text->bytes + text->length;
	const char *last = end - wanted->length;
	const char *at = text->bytes;

	if (wanted->length == 0)
		return true;
	while (at <= last &&
		   (at = memchr(at, wanted->bytes[0], last - at + 1)) != NULL)
	{
		if (memcmp(at, wanted->bytes, wanted->length) == 0)
		{
			text->bytes = at + wanted->length;
			text->length = end - text->bytes;
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
text_is_like(const PageText *text, const PageLoop *loop)
{
	const PageText *first = &loop->text[0];
	const PageText *last = &loop->text[loop->list_length - 1];
	PageText	rest;

	if (text->length < first->length + last->length ||
		memcmp(text->bytes, first->bytes, first->length) != 0 ||
		memcmp(text->bytes + text->length - last->length, last->bytes,
			   last->length) != 0)
		return false;
	rest.bytes = text->bytes + first->length;
	rest.length = text->length - first->length - last->length;
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
small_number(const PageText *text)
{
	int			number = 0;

	if (text->length < 1 || text->length > MAX_DIGITS)
		return -1;
	for (Size i = 0; i < text->length; i++)
	{
		if (text->bytes[i] < '0' || text->bytes[i] > '9')
			return -1;
		number = number * 10 + (text->bytes[i] - '0');
	}
	return number;
}

/*
 * Store the result for each text of input 0 that is not NULL and can be read,
 * and is sure.
 */
#define FOR_TEXTS(result, is_sure) \
	for (int i = 0; i < selection->count; i++) \
	{ \
		PageRow		row = selection->rows[i]; \
		int			found = 0; \
		PageText	text; \
\
		nulls[row] = a_null[row]; \
		if (!a_null[row]) \
		{ \
			bool		sure = page_text_read(a[row], &text); \
\
			found = (result); \
			if (unlikely(!sure || !(is_sure))) \
				page_unsure_note(unsure, row); \
		} \
		values[row] = (Datum) found; \
	} \
	break

/*
 * Compute a loop over one text with what is constant.
 */
void
page_text_run(PageLoop *loop, const PageSelection *selection,
			  PageUnsure *unsure)
{
	const Datum *a = loop->input[0]->values;
	const bool *a_null = loop->input[0]->nulls;
	Datum	   *values = loop->values;
	bool	   *nulls = loop->nulls;

	switch (loop->kind)
	{
		case LOOP_TEXT_IN:
			FOR_TEXTS(text_in_list(&text, loop), true);
		case LOOP_TEXT_LIKE:
			FOR_TEXTS(text_is_like(&text, loop), true);
		default:
			FOR_TEXTS(small_number(&text), found >= 0);
	}
}

/*
 * Compare two texts.
 */
void
page_text_compare(PageLoop *loop, const PageSelection *selection,
				  PageUnsure *unsure)
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
			page_unsure_note(unsure, row);
	}
}

/*
 * A place in a text is the start of a character if it has these bytes: true of
 * UTF-8, and where a character is a byte.
 */
static bool
is_found_by_bytes(void)
{
	return GetDatabaseEncoding() == PG_UTF8 ||
		pg_database_encoding_max_length() == 1;
}

/*
 * Split a pattern of LIKE at each %.  False if it has a _, too many pieces, an
 * escape character at the end, which is an error in some rows, or pieces behind a %
 * that cannot be found by their bytes.
 */
bool
page_text_split(PageLoop *loop, const PageText *pattern)
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
