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
add_column(ResultRow *row, Datum value, bool null)
{
	Assert(row->columns < MAX_RESULT_COLUMNS);
	row->values[row->columns] = value;
	row->nulls[row->columns] = null;
	row->columns++;
}

void
result_add_integer(ResultRow *row, int number)
{
	add_column(row, Int32GetDatum(number), false);
}

void
result_add_count(ResultRow *row, int64 count)
{
	add_column(row, Int64GetDatum(count), false);
}

void
result_add_boolean(ResultRow *row, bool value)
{
	add_column(row, BoolGetDatum(value), false);
}

void
result_add_null(ResultRow *row)
{
	add_column(row, (Datum) 0, true);
}

void
result_add_number(ResultRow *row, double number)
{
	if (isnan(number))
		result_add_null(row);
	else
		add_column(row, Float8GetDatum(number), false);
}

/*
 * The row type is looked up once per query, as that costs more than filling
 * the columns.
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

/*
 * Row types grow at the end.  Between an upgrade of the library and ALTER
 * EXTENSION UPDATE, and in sessions that have loaded the library before, one
 * of the two knows more columns than the other.
 */
HeapTuple
result_tuple(TupleDesc descriptor, ResultRow *row)
{
	if (descriptor->natts > MAX_RESULT_COLUMNS)
		elog(ERROR, "row type has %d columns", descriptor->natts);
	while (row->columns < descriptor->natts)
		result_add_null(row);
	return heap_form_tuple(descriptor, row->values, row->nulls);
}

Datum
result_datum(FunctionCallInfo fcinfo, ResultRow *row)
{
	return HeapTupleGetDatum(result_tuple(result_descriptor(fcinfo), row));
}
