/*-------------------------------------------------------------------------
 *
 * result.c
 *	  Results of several columns.
 *
 *-------------------------------------------------------------------------
 */
#include "result.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"

static void
row_add(Row *row, Datum value, bool null)
{
	Assert(row->columns < MAX_ROW_COLUMNS);
	row->values[row->columns] = value;
	row->nulls[row->columns] = null;
	row->columns++;
}

void
row_add_count(Row *row, int64 count)
{
	row_add(row, Int64GetDatum(count), false);
}

void
row_add_null(Row *row)
{
	row_add(row, (Datum) 0, true);
}

void
row_add_number(Row *row, double number)
{
	if (isnan(number))
		row_add_null(row);
	else
		row_add(row, Float8GetDatum(number), false);
}

/*
 * What the columns are is looked up once a query, as that costs more than to
 * fill them.
 */
static TupleDesc
result_descriptor(FunctionCallInfo fcinfo)
{
	FmgrInfo   *function = fcinfo->flinfo;

	if (function->fn_extra == NULL)
	{
		MemoryContext caller = MemoryContextSwitchTo(function->fn_mcxt);
		TupleDesc	descriptor;

		if (get_call_result_type(fcinfo, NULL, &descriptor) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "function must return a row");
		function->fn_extra = BlessTupleDesc(descriptor);
		MemoryContextSwitchTo(caller);
	}
	return (TupleDesc) function->fn_extra;
}

Datum
row_result(FunctionCallInfo fcinfo, Row *row)
{
	TupleDesc	descriptor = result_descriptor(fcinfo);

	if (descriptor->natts != row->columns)
		elog(ERROR, "a row of %d columns does not fit %d",
			 row->columns, descriptor->natts);
	return HeapTupleGetDatum(heap_form_tuple(descriptor, row->values,
											 row->nulls));
}
