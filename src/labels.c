/*-------------------------------------------------------------------------
 *
 * labels.c
 *	  Labels of answers, and lists of them, compared as people write them.
 *
 *-------------------------------------------------------------------------
 */
#include "labels.h"

#include "catalog/namespace.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "common/unicode_norm.h"
#include "nodes/pg_list.h"
#include "nodes/value.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/memutils.h"

/* Bytes of a database without an encoding stay apart from code points. */
#define BYTE_BASE	0x110000

/*
 * White space of Unicode, and what is invisible and does not join letters.
 * Source: property White_Space in PropList.txt, Unicode 15.
 */
bool
labels_is_blank(pg_wchar c)
{
	return (c >= 0x0009 && c <= 0x000D) || c == 0x0020 || c == 0x0085 ||
		c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) ||
		c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
		c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

/*
 * The characters of a text as Unicode code points, with a zero at the end.
 */
pg_wchar *
labels_code_points(const char *label, int length)
{
	pg_wchar   *result;
	char	   *utf8;

	if (GetDatabaseEncoding() == PG_SQL_ASCII)
	{
		result = palloc((length + 1) * sizeof(pg_wchar));
		for (int i = 0; i < length; i++)
		{
			result[i] = (unsigned char) label[i];
			if (IS_HIGHBIT_SET(label[i]))
				result[i] += BYTE_BASE;
		}
		result[length] = 0;
		return result;
	}

	utf8 = pg_server_to_any(label, length, PG_UTF8);
	if (utf8 != label)
		length = strlen(utf8);
	result = palloc((length + 1) * sizeof(pg_wchar));
	(void) pg_encoding_mb2wchar_with_len(PG_UTF8, utf8, result, length);
	return result;
}

static bool
is_ascii(const char *label)
{
	while (*label != '\0' && !IS_HIGHBIT_SET(*label))
		label++;
	return *label == '\0';
}

/*
 * Return true if there is a small i without a dot, which would come back from
 * upper case with one.
 */
static bool
has_dotless_i(const char *label)
{
	for (const pg_wchar *c = labels_code_points(label, strlen(label)); *c != 0; c++)
	{
		if (*c == 0x0131)
			return true;
	}
	return false;
}

/*
 * A label in lower case, by way of upper case, where a letter such as the sharp
 * s becomes several.
 */
static char *
fold_case(const LabelList *list, const char *label, size_t length)
{
	char	   *lower = str_tolower(label, length, list->collation);

	if (is_ascii(lower) || !OidIsValid(list->unicode_collation))
		return lower;
	lower = str_tolower(lower, strlen(lower), list->unicode_collation);
	if (has_dotless_i(lower))
		return lower;
	lower = str_toupper(lower, strlen(lower), list->unicode_collation);
	return str_tolower(lower, strlen(lower), list->unicode_collation);
}

pg_wchar *
labels_fold(const LabelList *list, const char *label, size_t length)
{
	char	   *lower = fold_case(list, label, length);
	pg_wchar   *result = labels_code_points(lower, strlen(lower));
	pg_wchar   *to;

	if (!is_ascii(lower) && GetDatabaseEncoding() != PG_SQL_ASCII)
		result = unicode_normalize(UNICODE_NFC, result);

	to = result;
	for (const pg_wchar *from = result; *from != 0; from++)
	{
		/* the final sigma of Greek is the lower case of no letter */
		if (*from == 0x03C2)
			*to++ = 0x03C3;
		else if (!labels_is_blank(*from))
			*to++ = *from;
	}
	*to = 0;
	return result;
}

static bool
wide_equal(const pg_wchar *a, const pg_wchar *b)
{
	while (*a != 0 && *a == *b)
	{
		a++;
		b++;
	}
	return *a == *b;
}

pg_wchar *
labels_folded(const LabelList *list, int i)
{
	if (list->folded[i] == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(list->context);
		text	   *label = DatumGetTextPP(list->values[i]);

		list->folded[i] = labels_fold(list, VARDATA_ANY(label),
									  VARSIZE_ANY_EXHDR(label));
		MemoryContextSwitchTo(old);
	}
	return list->folded[i];
}

int
labels_find(const LabelList *list, const pg_wchar *folded)
{
	for (int i = 0; i < list->number; i++)
	{
		if (!list->nulls[i] && wide_equal(folded, labels_folded(list, i)))
			return i;
	}
	return -1;
}

/*
 * A collation with the casing of all of Unicode: the one of the server itself,
 * from 18 on, or ICU's, or the server's of 17, in which no letter becomes
 * several.  In some encodings, and some builds, there is none.
 */
static Oid
find_unicode_collation(void)
{
	static const char *const names[] = {"pg_unicode_fast", "und-x-icu", "pg_c_utf8"};
	Oid			found = InvalidOid;

	for (size_t i = 0; i < lengthof(names) && !OidIsValid(found); i++)
		found = get_collation_oid(list_make2(makeString(pstrdup("pg_catalog")),
											 makeString(pstrdup(names[i]))),
								  true);
	return found;
}

LabelList *
labels_begin(FunctionCallInfo fcinfo)
{
	LabelList  *list = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt,
											  sizeof(LabelList));

	list->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt,
										  "satisfaction labels",
										  ALLOCSET_SMALL_SIZES);
	list->collation = PG_GET_COLLATION();
	if (!OidIsValid(list->collation))
		list->collation = DEFAULT_COLLATION_OID;
	list->unicode_collation = find_unicode_collation();
	return list;
}

bool
labels_read(LabelList *list, ArrayType *array)
{
	MemoryContext old;

	if (array == NULL || list->array == NULL ? array == list->array :
		VARSIZE(array) == VARSIZE(list->array) &&
		memcmp(array, list->array, VARSIZE(array)) == 0)
		return false;

	/* if this fails, there is no list */
	list->array = NULL;
	list->number = 0;
	MemoryContextReset(list->context);
	if (array == NULL)
		return true;
	old = MemoryContextSwitchTo(list->context);
	array = DatumGetArrayTypePCopy(PointerGetDatum(array));
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT,
					  &list->values, &list->nulls, &list->number);
	list->folded = palloc0(Max(list->number, 1) * sizeof(pg_wchar *));
	MemoryContextSwitchTo(old);
	list->array = array;
	return true;
}
