/*-------------------------------------------------------------------------
 *
 * rating_of.c
 *	  From the label of an answer to its rating.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/formatting.h"

PG_FUNCTION_INFO_V1(rating_of_text);
PG_FUNCTION_INFO_V1(rating_of_enum);

/* The labels of a scale, the lowest first. */
typedef struct Labels
{
	Datum	   *values;
	bool	   *nulls;
	int			number;
} Labels;

static Labels
labels_argument(FunctionCallInfo fcinfo)
{
	Labels		labels;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, 'i',
					  &labels.values, &labels.nulls, &labels.number);
	return labels;
}

/*
 * A label in lower case and without blanks, which is how labels are compared.
 */
static char *
normalize(const char *label, size_t length, Oid collation)
{
	char	   *lower = str_tolower(label, length, collation);
	char	   *to = lower;

	for (const char *from = lower; *from != '\0'; from++)
	{
		if (strchr(" \t\n\r\f\v", *from) == NULL)
			*to++ = *from;
	}
	*to = '\0';
	return lower;
}

static char *
normalize_element(Datum element, Oid collation)
{
	text	   *value = DatumGetTextPP(element);

	return normalize(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), collation);
}

static void
refuse_label(const char *label, const Labels *labels)
{
	StringInfoData known;

	initStringInfo(&known);
	for (int i = 0; i < labels->number; i++)
	{
		if (!labels->nulls[i])
			appendStringInfo(&known, "%s\"%s\"", known.len == 0 ? "" : ", ",
							 TextDatumGetCString(labels->values[i]));
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown label \"%s\"", label),
			 errdetail("Known labels are %s.",
					   known.len == 0 ? "none" : known.data),
			 errhint("Add it to the labels, or turn it to NULL if it stands for \"no answer\".")));
}

/*
 * The position of a label in the list, from 1.
 */
static int
position_of(const char *label, const Labels *labels, Oid collation)
{
	char	   *wanted;

	if (!OidIsValid(collation))
		collation = DEFAULT_COLLATION_OID;
	wanted = normalize(label, strlen(label), collation);
	for (int i = 0; i < labels->number; i++)
	{
		if (!labels->nulls[i] &&
			strcmp(wanted, normalize_element(labels->values[i], collation)) == 0)
			return i + 1;
	}
	refuse_label(label, labels);
	return 0;					/* keep compiler quiet */
}

Datum
rating_of_text(PG_FUNCTION_ARGS)
{
	Labels		labels = labels_argument(fcinfo);

	PG_RETURN_INT32(position_of(text_to_cstring(PG_GETARG_TEXT_PP(0)),
								&labels, PG_GET_COLLATION()));
}

Datum
rating_of_enum(PG_FUNCTION_ARGS)
{
	Labels		labels = labels_argument(fcinfo);
	char	   *label;

	label = DatumGetCString(DirectFunctionCall1(enum_out, PG_GETARG_DATUM(0)));
	PG_RETURN_INT32(position_of(label, &labels, PG_GET_COLLATION()));
}
