/*-------------------------------------------------------------------------
 *
 * rating_of.c
 *	  The rating that a label stands for: its position in a list of labels, or
 *	  its row in a list of rows of synonyms.
 *
 * Labels are compared without regard to case, blanks and the way in which
 * accents are encoded.  Case is that of the label's collation and, where the
 * server has a collation that knows all of Unicode, of that one too, so that
 * accented letters fold in a database with locale C as well, and one letter
 * folds to several, as in STRASSE.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/namespace.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "common/unicode_norm.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "nodes/pg_list.h"
#include "nodes/value.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/memutils.h"

/* Bytes of a database without an encoding stay apart from code points. */
#define BYTE_BASE	0x110000

/* Two labels that differ in so few characters might be meant to be equal. */
#define MAX_DIFFERENCE	3

/* A list of labels */
typedef struct LabelList
{
	ArrayType  *array;			/* or NULL */
	int			number;
	int			synonyms;		/* labels of each rating */
	Datum	   *values;
	bool	   *nulls;
	pg_wchar  **folded;			/* what is compared; each NULL until needed */
} LabelList;

/* What is kept from call to call */
typedef struct Labels
{
	MemoryContext context;		/* of all that depends on the lists */
	Oid			collation;
	Oid			unicode_collation;	/* or InvalidOid if there is none */
	LabelList	ratings;		/* the lowest first */
	LabelList	missing;		/* of those that stand for no answer */
} Labels;

/*
 * White space of Unicode, and what is invisible and does not join letters.
 * Source: property White_Space in PropList.txt, Unicode 15.
 */
static bool
is_blank(pg_wchar c)
{
	return (c >= 0x0009 && c <= 0x000D) || c == 0x0020 || c == 0x0085 ||
		c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) ||
		c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
		c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

/*
 * The characters of a text as Unicode code points, with a zero at the end.
 */
static pg_wchar *
code_points(const char *string, int length)
{
	pg_wchar   *result;
	char	   *utf8;

	if (GetDatabaseEncoding() == PG_SQL_ASCII)
	{
		result = palloc((length + 1) * sizeof(pg_wchar));
		for (int i = 0; i < length; i++)
		{
			result[i] = (unsigned char) string[i];
			if (IS_HIGHBIT_SET(string[i]))
				result[i] += BYTE_BASE;
		}
		result[length] = 0;
		return result;
	}

	utf8 = pg_server_to_any(string, length, PG_UTF8);
	if (utf8 != string)
		length = strlen(utf8);
	result = palloc((length + 1) * sizeof(pg_wchar));
	(void) pg_encoding_mb2wchar_with_len(PG_UTF8, utf8, result, length);
	return result;
}

static bool
is_ascii(const char *string)
{
	while (*string != '\0' && !IS_HIGHBIT_SET(*string))
		string++;
	return *string == '\0';
}

/*
 * Return true if there is a small i without a dot, which would come back from
 * upper case with one.
 */
static bool
has_dotless_i(const char *label)
{
	for (const pg_wchar *c = code_points(label, strlen(label)); *c != 0; c++)
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
fold_case(const char *label, size_t length, const Labels *labels)
{
	char	   *lower = str_tolower(label, length, labels->collation);

	if (is_ascii(lower) || !OidIsValid(labels->unicode_collation))
		return lower;
	lower = str_tolower(lower, strlen(lower), labels->unicode_collation);
	if (has_dotless_i(lower))
		return lower;
	lower = str_toupper(lower, strlen(lower), labels->unicode_collation);
	return str_tolower(lower, strlen(lower), labels->unicode_collation);
}

/*
 * A label as it is compared.
 */
static pg_wchar *
fold(const char *label, size_t length, const Labels *labels)
{
	char	   *lower = fold_case(label, length, labels);
	pg_wchar   *result = code_points(lower, strlen(lower));
	pg_wchar   *to;

	if (!is_ascii(lower) && GetDatabaseEncoding() != PG_SQL_ASCII)
		result = unicode_normalize(UNICODE_NFC, result);

	to = result;
	for (const pg_wchar *from = result; *from != 0; from++)
	{
		/* the final sigma of Greek is the lower case of no letter */
		if (*from == 0x03C2)
			*to++ = 0x03C3;
		else if (!is_blank(*from))
			*to++ = *from;
	}
	*to = 0;
	return result;
}

static int
wide_length(const pg_wchar *string)
{
	int			length = 0;

	while (string[length] != 0)
		length++;
	return length;
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

static pg_wchar *
folded_label(const Labels *labels, const LabelList *list, int i)
{
	if (list->folded[i] == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(labels->context);
		text	   *label = DatumGetTextPP(list->values[i]);

		list->folded[i] = fold(VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label),
							   labels);
		MemoryContextSwitchTo(old);
	}
	return list->folded[i];
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

static Labels *
begin_labels(FunctionCallInfo fcinfo)
{
	Labels	   *labels = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt,
												sizeof(Labels));

	labels->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt,
											"satisfaction labels",
											ALLOCSET_SMALL_SIZES);
	labels->collation = PG_GET_COLLATION();
	if (!OidIsValid(labels->collation))
		labels->collation = DEFAULT_COLLATION_OID;
	labels->unicode_collation = find_unicode_collation();
	return labels;
}

/*
 * Return true if an argument is the array that was read, or is NULL as that
 * was.
 */
static bool
is_same_list(const LabelList *list, const ArrayType *array)
{
	if (list->array == NULL || array == NULL)
		return list->array == array;
	return VARSIZE(array) == VARSIZE(list->array) &&
		memcmp(array, list->array, VARSIZE(array)) == 0;
}

/*
 * Read an array, or NULL, in the memory of the lists.
 */
static void
read_list(LabelList *list, ArrayType *array)
{
	memset(list, 0, sizeof(LabelList));
	if (array == NULL)
		return;
	array = DatumGetArrayTypePCopy(PointerGetDatum(array));
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT,
					  &list->values, &list->nulls, &list->number);
	list->folded = palloc0(Max(list->number, 1) * sizeof(pg_wchar *));
	list->synonyms = ARR_NDIM(array) == 2 ? ARR_DIMS(array)[1] : 1;
	list->array = array;
}

/*
 * The labels of the second and the third argument: those of the last call if
 * they are the same, as they mostly are.
 */
static Labels *
labels_argument(FunctionCallInfo fcinfo)
{
	Labels	   *labels = fcinfo->flinfo->fn_extra;
	ArrayType  *ratings = PG_GETARG_ARRAYTYPE_P(1);
	ArrayType  *missing = PG_ARGISNULL(2) ? NULL : PG_GETARG_ARRAYTYPE_P(2);
	MemoryContext old;

	if (ARR_NDIM(ratings) > 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("labels must have one or two dimensions, not %d",
						ARR_NDIM(ratings)),
				 errhint("Each row is one rating with its synonyms; fill short rows with NULL.")));
	if (labels == NULL)
		fcinfo->flinfo->fn_extra = labels = begin_labels(fcinfo);
	if (labels->ratings.array != NULL &&
		is_same_list(&labels->ratings, ratings) &&
		is_same_list(&labels->missing, missing))
		return labels;

	labels->ratings.array = NULL;
	MemoryContextReset(labels->context);
	old = MemoryContextSwitchTo(labels->context);
	read_list(&labels->missing, missing);
	read_list(&labels->ratings, ratings);
	MemoryContextSwitchTo(old);
	return labels;
}

/*
 * Return true if two labels might look alike: few characters differ, and some
 * of these are not ASCII.
 */
static bool
is_look_alike(const pg_wchar *a, const pg_wchar *b)
{
	int			a_length = wide_length(a);
	int			b_length = wide_length(b);
	int			same = 0;

	while (a_length > 0 && b_length > 0 && a[a_length - 1] == b[b_length - 1])
	{
		a_length--;
		b_length--;
		same++;
	}
	while (a_length > 0 && b_length > 0 && *a == *b)
	{
		a_length--;
		b_length--;
		a++;
		b++;
		same++;
	}
	if (Max(a_length, b_length) > Min(MAX_DIFFERENCE, same))
		return false;
	for (int i = 0; i < Max(a_length, b_length); i++)
	{
		if ((i < a_length && a[i] > 0x7F) || (i < b_length && b[i] > 0x7F))
			return true;
	}
	return false;
}

/*
 * A label as SQL writes it with escapes for all that is not plain ASCII.
 */
static char *
escaped(const char *label)
{
	StringInfoData result;

	initStringInfo(&result);
	appendStringInfoString(&result, "U&'");
	for (pg_wchar *c = code_points(label, strlen(label)); *c != 0; c++)
	{
		if (*c == '\'' || *c == '\\')
			appendStringInfo(&result, "%c%c", (char) *c, (char) *c);
		else if (*c >= 0x20 && *c < 0x7F)
			appendStringInfoChar(&result, (char) *c);
		else if (*c <= 0xFFFF)
			appendStringInfo(&result, "\\%04X", (unsigned int) *c);
		else
			appendStringInfo(&result, "\\+%06X", (unsigned int) *c);
	}
	appendStringInfoChar(&result, '\'');
	return result.data;
}

static void
report_unrecognized_label(const char *label, const Labels *labels)
{
	const LabelList *ratings = &labels->ratings;
	const pg_wchar *folded = fold(label, strlen(label), labels);
	StringInfoData list;
	char	   *look_alike = NULL;

	initStringInfo(&list);
	for (int i = 0; i < ratings->number; i++)
	{
		char	   *other;

		if (ratings->nulls[i])
			continue;
		other = TextDatumGetCString(ratings->values[i]);
		appendStringInfo(&list, "%s\"%s\"", list.len == 0 ? "" : ", ", other);
		if (look_alike == NULL && GetDatabaseEncoding() != PG_SQL_ASCII &&
			is_look_alike(folded, folded_label(labels, ratings, i)))
			look_alike = other;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized label \"%s\"", label),
			 list.len == 0 ? errdetail("The list of labels is empty.") :
			 look_alike == NULL ? errdetail("The labels are %s.", list.data) :
			 errdetail("The labels are %s. Written with Unicode escapes, the label is %s and the closest one in the list is %s.",
					   list.data, escaped(label), escaped(look_alike)),
			 errhint("Add it to the labels, or to the argument missing if it stands for \"no answer\".")));
}

/*
 * The place of a label in a list, from 0, or -1.
 */
static int
find_label(const Labels *labels, const LabelList *list,
		   const pg_wchar *folded)
{
	for (int i = 0; i < list->number; i++)
	{
		if (!list->nulls[i] && wide_equal(folded, folded_label(labels, list, i)))
			return i;
	}
	return -1;
}

/*
 * The rating of a label, from 1, or NULL if it is one of those that are
 * missing.
 */
static Datum
rating_of_label(FunctionCallInfo fcinfo, const char *label)
{
	Labels	   *labels = labels_argument(fcinfo);
	const pg_wchar *folded = fold(label, strlen(label), labels);
	int			place;

	if (find_label(labels, &labels->missing, folded) >= 0)
		PG_RETURN_NULL();
	place = find_label(labels, &labels->ratings, folded);
	if (place < 0)
		report_unrecognized_label(label, labels);
	PG_RETURN_INT32(1 + place / labels->ratings.synonyms);
}

/*
 * For (label, labels, missing).
 */
PG_FUNCTION_INFO_V1(rating_of_text);
Datum
rating_of_text(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	return rating_of_label(fcinfo, text_to_cstring(PG_GETARG_TEXT_PP(0)));
}

PG_FUNCTION_INFO_V1(rating_of_enum);
Datum
rating_of_enum(PG_FUNCTION_ARGS)
{
	Datum		label;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	label = DirectFunctionCall1(enum_out, PG_GETARG_DATUM(0));
	return rating_of_label(fcinfo, DatumGetCString(label));
}
