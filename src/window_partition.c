/*-------------------------------------------------------------------------
 *
 * window_partition.c
 *	  Window functions whose results depend on the whole partition.
 *
 *-------------------------------------------------------------------------
 */
#include "window_partition.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/float.h"
#include "utils/memutils.h"
#include "windowapi.h"

/* What is kept of a partition, and zeroed by the server before its first row */
typedef struct PartitionResults
{
	bool		computed;
	double		values[FLEXIBLE_ARRAY_MEMBER];
} PartitionResults;

void
partition_rows(FunctionCallInfo fcinfo, int rows, RowFunction function,
			   void *state)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext context = AllocSetContextCreate(caller,
												  "row of a window partition",
												  ALLOCSET_DEFAULT_SIZES);

	for (int row = 0; row < rows; row++)
	{
		bool		is_out;

		CHECK_FOR_INTERRUPTS();
		MemoryContextSwitchTo(context);
		fcinfo->args[0].value =
			WinGetFuncArgInPartition(PG_WINDOW_OBJECT(), 0, row,
									 WINDOW_SEEK_HEAD, false,
									 &fcinfo->args[0].isnull, &is_out);
		function(fcinfo, row, state);
		MemoryContextSwitchTo(caller);
		MemoryContextReset(context);
	}
	MemoryContextDelete(context);
}

/*
 * A window function is called with all its arguments NULL, and asks for
 * those of the rows that it wants.
 */
static void
fetch_arguments(FunctionCallInfo fcinfo, WindowObject window)
{
	for (int argument = 1; argument < PG_NARGS(); argument++)
		fcinfo->args[argument].value =
			WinGetFuncArgCurrent(window, argument,
								 &fcinfo->args[argument].isnull);
}

Datum
partition_result(FunctionCallInfo fcinfo, PartitionFunction function)
{
	WindowObject window = PG_WINDOW_OBJECT();
	int64		rows = WinGetPartitionRowCount(window);
	PartitionResults *results;
	double		result;

	WinCheckAndInitializeNullTreatment(window, false, fcinfo);
	if (rows > (int64) (MaxAllocSize / sizeof(double)) - 1)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a window partition of %lld rows is too large",
						(long long) rows),
				 errhint("Divide the rows with PARTITION BY.")));
	results = (PartitionResults *)
		WinGetPartitionLocalMemory(window,
								   offsetof(PartitionResults, values) +
								   rows * sizeof(double));
	if (!results->computed)
	{
		for (int64 row = 0; row < rows; row++)
			results->values[row] = get_float8_nan();
		fetch_arguments(fcinfo, window);
		function(fcinfo, (int) rows, results->values);
		results->computed = true;
	}
	result = results->values[WinGetCurrentPosition(window)];
	if (isnan(result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}
