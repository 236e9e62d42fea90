/*-------------------------------------------------------------------------
 *
 * json.c
 *	  A field of a stored jsonb as text.
 *
 * The field is found where the document is stored, without the copy that the
 * server would make for the alignment.  What is found are short strings,
 * small whole numbers, truth values, null, and that there is no such field;
 * anything else is left to the server.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "../score.h"

/* Fields of a document that is searched from the first on. */
#define MAX_FIELDS		64

/* The size of a small whole numeric, or of 0, whose header is not short. */
#define NUMERIC_WITH_DIGIT	(VARHDRSZ + 2 * sizeof(uint16))
#define NUMERIC_ZERO		(VARHDRSZ + sizeof(uint16))

/* The number of decimals in the header of a numeric. */
#define NUMERIC_SHORT_SCALE_BITS	0x1F80

/* The fields of a document: all names, then all values, one after another. */
typedef struct Fields
{
	uint32		count;
	const char *entries;		/* not aligned, so they are copied */
	const char *data;
} Fields;

static bool
read_fields(const PageText *document, Fields *fields)
{
	uint32		header;

	memcpy(&header, document->bytes, sizeof(header));
	fields->count = header & JB_CMASK;
	fields->entries = document->bytes + sizeof(header);
	fields->data = fields->entries + 2 * fields->count * sizeof(JEntry);
	return (header & JB_FOBJECT) != 0 && fields->count <= MAX_FIELDS;
}

/*
 * The entry of a name or a value that begins there, and where it ends.
 */
static inline JEntry
read_entry(const Fields *fields, uint32 number, uint32 start, uint32 *end)
{
	JEntry		entry;

	memcpy(&entry, fields->entries + number * sizeof(JEntry), sizeof(JEntry));
	*end = (JBE_HAS_OFF(entry) ? 0 : start) + JBE_OFFLENFLD(entry);
	return entry;
}

/*
 * The entry of the value with that name, and where it is; false if there is none.
 */
static bool
find_field(const Fields *fields, const PageText *name, JEntry *entry,
		   uint32 *start, uint32 *end)
{
	uint32		found = fields->count;

	*end = 0;
	for (uint32 i = 0; i < fields->count; i++)
	{
		*start = *end;
		(void) read_entry(fields, i, *start, end);
		if (*end - *start == name->length &&
			memcmp(fields->data + *start, name->bytes, name->length) == 0)
			found = i;
	}
	if (found == fields->count)
		return false;
	for (uint32 i = fields->count; i <= fields->count + found; i++)
	{
		*start = *end;
		*entry = read_entry(fields, i, *start, end);
	}
	return true;
}

/*
 * The digits of a small number without decimals; false for any other.
 */
static bool
write_number(const char *stored, Size size, PageText *text, char *digits)
{
	union
	{
		char		bytes[NUMERIC_WITH_DIGIT];
		uint32		aligned;
	}			copy;
	uint16		header;
	int			number;

	if (size != NUMERIC_WITH_DIGIT && size != NUMERIC_ZERO)
		return false;
	memcpy(copy.bytes, stored, size);
	memcpy(&header, copy.bytes + VARHDRSZ, sizeof(header));
	if (!VARATT_IS_4B_U(copy.bytes) || VARSIZE_4B(copy.bytes) != size ||
		(header & NUMERIC_SHORT_SCALE_BITS) != 0)
		return false;
	number = small_numeric(PointerGetDatum(copy.bytes));
	if (number < 0)
		return false;
	text->bytes = digits;
	text->length = pg_ultoa_n((uint32) number, digits);
	return true;
}

/*
 * The value as text; false if that takes more.
 */
static bool
write_value(JEntry entry, const char *data, uint32 start, uint32 end,
			PageText *text, char *digits)
{
	uint32		aligned = INTALIGN(start);

	if (JBE_ISNUMERIC(entry))
		return write_number(data + aligned, end - aligned, text, digits);
	if (JBE_ISCONTAINER(entry))
		return false;
	text->bytes = data + start;
	text->length = end - start;
	if (JBE_ISBOOL(entry))
	{
		text->bytes = JBE_ISBOOL_TRUE(entry) ? "true" : "false";
		text->length = strlen(text->bytes);
	}
	return text->length <= LOOP_SHORT_TEXT - VARHDRSZ_SHORT;
}

/*
 * Compute the fields of the documents in input 0.  Their texts have space in
 * the loop.
 */
void
page_json_run(PageLoop *loop, const PageSelection *selection,
			  PageUnsure *unsure)
{
	const PageLoop *input = loop->input[0];

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		char	   *space = loop->space + row * LOOP_SHORT_TEXT;
		char		digits[LOOP_SHORT_TEXT];
		PageText	text;
		Fields		fields;
		JEntry		entry;
		uint32		start;
		uint32		end;

		loop->nulls[row] = true;
		loop->values[row] = (Datum) 0;
		if (input->nulls[row])
			continue;
		if (!page_text_read(input->values[row], &text) ||
			!read_fields(&text, &fields))
		{
			page_unsure_note(unsure, row);
			continue;
		}
		if (!find_field(&fields, &loop->text[0], &entry, &start, &end) ||
			JBE_ISNULL(entry))
			continue;
		if (!write_value(entry, fields.data, start, end, &text, digits))
		{
			page_unsure_note(unsure, row);
			continue;
		}
		memcpy(space + VARHDRSZ_SHORT, text.bytes, text.length);
		SET_VARSIZE_SHORT(space, text.length + VARHDRSZ_SHORT);
		loop->nulls[row] = false;
		loop->values[row] = PointerGetDatum(space);
	}
}
