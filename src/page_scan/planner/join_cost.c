/*-------------------------------------------------------------------------
 *
 * join_cost.c
 *	  What the joins of the table that is counted cost.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "nodes/nodeFuncs.h"
#include "optimizer/cost.h"
#include "utils/lsyscache.h"

/*
 * Cost of hashing a row, in units of cpu_tuple_cost, and of probing with one, in units
 * of cpu_operator_cost.
 */
#define BUILD_FACTOR	1.0
#define PROBE_FACTOR	0.5

/*
 * Bytes of a hashed row with its slots besides its keys, and of a combination of
 * columns besides its values, about: arrays grow by doubling.
 */
#define HASHED_ROW		32
#define COMBINATION		40

/*
 * Bytes that the values of expressions take, those by reference in other places.
 */
static Size
values_size(List *expressions)
{
	Size		size = page_group_head_size(list_length(expressions));
	ListCell   *cell;

	foreach(cell, expressions)
	{
		Oid			type = exprType((Node *) lfirst(cell));

		if (!get_typbyval(type))
			size += MAXALIGN(get_typavgwidth(type,
											 exprTypmod((Node *) lfirst(cell))));
	}
	return size;
}

/*
 * The part of a joined relation that does not fit into memory.
 */
static double
overflowing_part(PlannerInfo *root, const PageJoin *join, double rows)
{
	double		bytes = HASHED_ROW * rows;
	bool		is_single = list_length(join->table_keys) == 1 &&
		get_typbyval(exprType((Node *) linitial(join->table_keys)));

	if (!is_single)
		bytes += (sizeof(PageGroup *) + values_size(join->table_keys)) * rows;
	if (join->columns != NIL)
		bytes += (COMBINATION + values_size(join->columns)) *
			page_scan_estimate_groups(root, join->columns, rows);
	return Max(0, 1 - (double) page_scan_memory_limit() / bytes);
}

/*
 * What it costs to write a part of some rows to files, and to read them again.
 */
static Cost
batch_cost(double part, double rows, int width)
{
	return part * rows *
		(cpu_tuple_cost + 2 * seq_page_cost * width / BLCKSZ);
}

/*
 * Add the cost of the joins of a table.
 */
void
page_join_cost(PlannerInfo *root, List *joins, const RelOptInfo *table,
			   List *paths, Path *path)
{
	double		rows = table->rows /
		page_scan_parallel_divisor(path->parallel_workers);
	ListCell   *join_cell;
	ListCell   *path_cell;
	Cost		cost = 0;

	forboth(join_cell, joins, path_cell, paths)
	{
		PageJoin   *join = (PageJoin *) lfirst(join_cell);
		Path	   *other = (Path *) lfirst(path_cell);
		double		part = overflowing_part(root, join, other->rows);

		cost += other->total_cost + BUILD_FACTOR * cpu_tuple_cost * other->rows;
		cost += PROBE_FACTOR * cpu_operator_cost * rows *
			list_length(join->table_keys);
		cost += batch_cost(part, other->rows, other->pathtarget->width) +
			batch_cost(part, rows, table->reltarget->width);
	}
	path->startup_cost += cost;
	path->total_cost += cost;
}
