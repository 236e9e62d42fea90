/*-------------------------------------------------------------------------
 *
 * scan_plan.c
 *	  What the planner tells the executor, as lists that can be copied and sent to
 *	  workers.
 *
 *-------------------------------------------------------------------------
 */
#include "node.h"

/* Integers of an aggregate and of a join. */
#define AGGREGATE_NUMBERS	5
#define JOIN_NUMBERS		2

/*
 * Store everything in the private lists of a plan.
 */
void
page_scan_plan_pack(const PageScanPlan *from, CustomScan *plan)
{
	List	   *aggregates = NIL;
	List	   *joins = NIL;

	for (int i = 0; i < from->aggregates; i++)
	{
		const PageAggregate *aggregate = &from->aggregate[i];

		aggregates = lappend_int(aggregates, aggregate->kind);
		aggregates = lappend_int(aggregates, aggregate->argument);
		aggregates = lappend_int(aggregates, aggregate->filter);
		aggregates = lappend_int(aggregates, (int) aggregate->aggregate);
		aggregates = lappend_int(aggregates, (int) aggregate->collation);
	}
	for (int i = 0; i < list_length(from->join_keys); i++)
	{
		joins = lappend_int(joins, from->join[i].kind);
		joins = lappend_int(joins, from->join[i].columns);
	}
	plan->custom_exprs = list_make4(from->keys, from->filters, from->arguments,
									from->join_keys);
	plan->custom_private =
		list_make4(list_make4_int(from->columns, from->joined_columns,
								  from->is_grouped, from->is_whole),
				   aggregates, joins, from->equalities);
}

/*
 * The reverse.  Arrays are allocated in the current memory.
 */
void
page_scan_plan_unpack(const CustomScan *plan, PageScanPlan *into)
{
	List	   *numbers = linitial(plan->custom_private);
	List	   *aggregates = lsecond(plan->custom_private);
	List	   *joins = lthird(plan->custom_private);
	int			count = list_length(joins) / JOIN_NUMBERS;

	into->columns = linitial_int(numbers);
	into->joined_columns = lsecond_int(numbers);
	into->is_grouped = lthird_int(numbers) != 0;
	into->is_whole = lfourth_int(numbers) != 0;
	into->aggregates = list_length(aggregates) / AGGREGATE_NUMBERS;
	into->aggregate = (PageAggregate *)
		palloc(into->aggregates * sizeof(PageAggregate));
	for (int i = 0; i < into->aggregates; i++)
	{
		PageAggregate *aggregate = &into->aggregate[i];
		int			first = i * AGGREGATE_NUMBERS;

		aggregate->kind = (PageStateKind) list_nth_int(aggregates, first);
		aggregate->argument = list_nth_int(aggregates, first + 1);
		aggregate->filter = list_nth_int(aggregates, first + 2);
		aggregate->aggregate = (Oid) list_nth_int(aggregates, first + 3);
		aggregate->collation = (Oid) list_nth_int(aggregates, first + 4);
	}
	into->join = (PageJoinPlan *) palloc(Max(count, 1) * sizeof(PageJoinPlan));
	for (int i = 0; i < count; i++)
	{
		into->join[i].kind = (PageJoinKind) list_nth_int(joins, JOIN_NUMBERS * i);
		into->join[i].columns = list_nth_int(joins, JOIN_NUMBERS * i + 1);
	}
	into->equalities = lfourth(plan->custom_private);
	into->keys = linitial(plan->custom_exprs);
	into->filters = lsecond(plan->custom_exprs);
	into->arguments = lthird(plan->custom_exprs);
	into->join_keys = lfourth(plan->custom_exprs);
}
