/*-------------------------------------------------------------------------
 *
 * labels.h
 *	  Labels of answers, and lists of them, compared as people write them.
 *
 * Labels are compared without regard to case, blanks and the way in which
 * accents are encoded.  Case is that of the label's collation and, where the
 * server has a collation that knows all of Unicode, of that one too, so that
 * accented letters fold in a database with locale C as well, and one letter
 * folds to several, as in STRASSE.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_LABELS_H
#define SATISFACTION_LABELS_H

#include "compat.h"

#include "mb/pg_wchar.h"
#include "utils/array.h"

/* A list of labels, which is kept from call to call */
typedef struct LabelList
{
	MemoryContext context;		/* of all that depends on the array */
	Oid			collation;
	Oid			unicode_collation;	/* or InvalidOid if there is none */
	ArrayType  *array;			/* or NULL */
	int			number;
	Datum	   *values;
	bool	   *nulls;
	pg_wchar  **folded;			/* what is compared; each NULL until needed */
} LabelList;

/* An empty list, for the calls of a function */
extern LabelList *labels_begin(FunctionCallInfo fcinfo);

/*
 * Read an array of text, which may be NULL.  Return false if it is the one
 * that was read last, as it mostly is.
 */
extern bool labels_read(LabelList *list, ArrayType *array);

/* A label as it is compared, and one of a list */
extern pg_wchar *labels_fold(const LabelList *list, const char *label,
							 size_t length);
extern pg_wchar *labels_folded(const LabelList *list, int i);

/* The place of a folded label in a list, from 0, or -1 */
extern int	labels_find(const LabelList *list, const pg_wchar *folded);

/*
 * The characters of a text as Unicode code points, with a zero at the end, and
 * whether one of them is white space.
 */
extern pg_wchar *labels_code_points(const char *label, int length);
extern bool labels_is_blank(pg_wchar c);

#endif							/* SATISFACTION_LABELS_H */
