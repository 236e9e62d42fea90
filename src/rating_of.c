/*-------------------------------------------------------------------------
 *
 * rating_of.c
 *	  The rating that a label stands for: its position in a list of labels, or
 *	  its row in a list of rows of synonyms.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"

#include "labels.h"

/* Two labels that differ in so few characters might be meant to be equal. */
#define MAX_DIFFERENCE	3

/* What is kept from call to call */
typedef struct RatingLabels
{
	LabelList  *ratings;		/* the lowest first */
	LabelList  *missing;		/* those that stand for no answer */
} RatingLabels;

static int
wide_length(const pg_wchar *string)
{
	int			length = 0;

	while (string[length] != 0)
		length++;
	return length;
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
	for (pg_wchar *c = labels_code_points(label, strlen(label)); *c != 0; c++)
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
report_unrecognized_label(const char *label, const LabelList *ratings)
{
	const pg_wchar *folded = labels_fold(ratings, label, strlen(label));
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
			is_look_alike(folded, labels_folded(ratings, i)))
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
 * The lists of the arguments labels and missing.
 */
static const RatingLabels *
labels_arguments(FunctionCallInfo fcinfo)
{
	RatingLabels *labels = fcinfo->flinfo->fn_extra;
	ArrayType  *ratings = PG_GETARG_ARRAYTYPE_P(1);

	if (ARR_NDIM(ratings) > 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("labels must have one or two dimensions, not %d",
						ARR_NDIM(ratings)),
				 errhint("Each row is one rating with its synonyms; fill short rows with NULL.")));
	if (labels == NULL)
	{
		labels = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt,
									sizeof(RatingLabels));
		labels->ratings = labels_begin(fcinfo);
		labels->missing = labels_begin(fcinfo);
		fcinfo->flinfo->fn_extra = labels;
	}
	labels_read(labels->ratings, ratings);
	labels_read(labels->missing,
				PG_ARGISNULL(2) ? NULL : PG_GETARG_ARRAYTYPE_P(2));
	return labels;
}

/*
 * The rating of a label, from 1, or NULL if it is one of those that are
 * missing.
 */
static Datum
rating_of_label(FunctionCallInfo fcinfo, const char *label)
{
	const RatingLabels *labels = labels_arguments(fcinfo);
	const LabelList *ratings = labels->ratings;
	const pg_wchar *folded = labels_fold(ratings, label, strlen(label));
	int			place;

	if (labels_find(labels->missing, folded) >= 0)
		PG_RETURN_NULL();
	place = labels_find(ratings, folded);
	if (place < 0)
		report_unrecognized_label(label, ratings);
	if (ARR_NDIM(ratings->array) == 2)
		place /= ARR_DIMS(ratings->array)[1];
	PG_RETURN_INT32(1 + place);
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
