/*-------------------------------------------------------------------------
 *
 * json.c
 *	  A field of a stored jsonb: as text, as integer, and its type.
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

#include "../../numeric_value.h"

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
static pg_attribute_always_inline bool
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
 * A small whole number, and the number of its decimals; -1 for any other.
 */
static int
read_number(const Fields *fields, uint32 start, uint32 end, int *scale)
{
	union
	{
		char		bytes[NUMERIC_WITH_DIGIT];
		uint32		aligned;
	}			copy;
	uint32		size = end - INTALIGN(start);
	uint16		header;

	if (size != NUMERIC_WITH_DIGIT && size != NUMERIC_ZERO)
		return -1;
	memcpy(copy.bytes, fields->data + INTALIGN(start), size);
	memcpy(&header, copy.bytes + VARHDRSZ, sizeof(header));
	if (!VARATT_IS_4B_U(copy.bytes) || VARSIZE_4B(copy.bytes) != size)
		return -1;
	*scale = header & NUMERIC_SHORT_SCALE_BITS;
	return small_numeric(PointerGetDatum(copy.bytes));
}

/*
 * The value as text; false if that takes more.
 */
static bool
write_value(const Fields *fields, JEntry entry, uint32 start, uint32 end,
			PageText *string, char *digits)
{
	string->bytes = fields->data + start;
	string->length = end - start;
	if (JBE_ISBOOL(entry))
	{
		string->bytes = JBE_ISBOOL_TRUE(entry) ? "true" : "false";
		string->length = strlen(string->bytes);
	}
	else if (JBE_ISNUMERIC(entry))
	{
		int			scale;
		int			number = read_number(fields, start, end, &scale);

		if (number < 0 || scale != 0)
			return false;
		string->bytes = digits;
		string->length = pg_ultoa_n((uint32) number, digits);
	}
	return !JBE_ISCONTAINER(entry) &&
		string->length <= LOOP_SHORT_TEXT - VARHDRSZ_SHORT;
}

/*
 * The name of its type; false for an array or object.
 */
static bool
write_type(JEntry entry, PageText *string)
{
	string->bytes = JBE_ISSTRING(entry) ? "string" :
		JBE_ISNUMERIC(entry) ? "number" :
		JBE_ISBOOL(entry) ? "boolean" : "null";
	string->length = strlen(string->bytes);
	return !JBE_ISCONTAINER(entry);
}

static pg_attribute_always_inline bool
store_text(PageLoop *loop, PageRow row, const PageText *string)
{
	char	   *space = loop->space + row * LOOP_SHORT_TEXT;

	memcpy(space + VARHDRSZ_SHORT, string->bytes, string->length);
	SET_VARSIZE_SHORT(space, string->length + VARHDRSZ_SHORT);
	loop->values[row] = PointerGetDatum(space);
	loop->nulls[row] = false;
	return true;
}

/*
 * Store the result for a field in a row of the loop, which is NULL so far; return
 * false if that is left to the executor.
 */
static inline bool
store_field(PageLoop *loop, PageRow row, const Fields *fields, JEntry entry,
			uint32 start, uint32 end, PageJsonResult result)
{
	char		digits[LOOP_SHORT_TEXT];
	PageText	string;
	int			scale;
	int			number;

	switch (result)
	{
		case PAGE_JSON_INTEGER:
			number = JBE_ISNUMERIC(entry) ?
				read_number(fields, start, end, &scale) : -1;
			loop->values[row] = Int32GetDatum(number);
			loop->nulls[row] = false;
			return number >= 0;
		case PAGE_JSON_TEXT:
			return JBE_ISNULL(entry) ||
				(write_value(fields, entry, start, end, &string, digits) &&
				 store_text(loop, row, &string));
		default:
			return write_type(entry, &string) && store_text(loop, row, &string);
	}
}

/*
 * result is a constant, so that there is a loop for each.
 */
static pg_attribute_always_inline void
read_documents(PageLoop *loop, const PageSelection *selection,
			   PageUnsure *unsure, PageJsonResult result)
{
	const PageLoop *input = loop->input[0];

	for (int i = 0; i < selection->count; i++)
	{
		PageRow		row = selection->rows[i];
		PageText	document;
		Fields		fields;
		JEntry		entry = 0;
		uint32		start;
		uint32		end;

		loop->nulls[row] = true;
		loop->values[row] = (Datum) 0;
		if (input->nulls[row])
			continue;
		if (!page_text_read(input->values[row], &document) ||
			!read_fields(&document, &fields) ||
			(find_field(&fields, &loop->text[0], &entry, &start, &end) &&
			 !store_field(loop, row, &fields, entry, start, end, result)))
			page_mark_unsure(unsure, row);
	}
}

static void
read_texts(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	read_documents(loop, selection, unsure, PAGE_JSON_TEXT);
}

static void
read_integers(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	read_documents(loop, selection, unsure, PAGE_JSON_INTEGER);
}

static void
read_types(PageLoop *loop, const PageSelection *selection, PageUnsure *unsure)
{
	read_documents(loop, selection, unsure, PAGE_JSON_TYPE);
}

/*
 * The field with a name, of each document.
 */
PageLoop *
page_json_field(PageCompilation *compilation, PageLoop *document, Datum name,
				PageJsonResult result)
{
	PageLoopRun run = result == PAGE_JSON_TEXT ? read_texts :
		result == PAGE_JSON_INTEGER ? read_integers : read_types;
	PageLoop   *loop = page_loop_unary(compilation, run, document);

	if (loop == NULL)
		return NULL;
	loop->text = (PageText *) palloc(sizeof(PageText));
	loop->text[0] = page_text_from_datum(name);
	if (compilation->reader != NULL)
		loop->space = palloc(MaxHeapTuplesPerPage * LOOP_SHORT_TEXT);
	return loop;
}
