/*-------------------------------------------------------------------------
 *
 * cost.c
 *	  What page scans cost, and how many groups to expect.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "access/table.h"
#include "nodes/makefuncs.h"
#include "parser/parsetree.h"
#include "utils/rel.h"
#include "nodes/nodeFuncs.h"
#include "utils/lsyscache.h"
#include "utils/spccache.h"

/*
 * Cost of bringing a tuple into reach, in units of cpu_tuple_cost, and of one step over
 * one value of a column, in units of cpu_operator_cost.
 */
#define READ_FACTOR		0.15
#define STEP_FACTOR		0.2

/*
 * What a page costs that effective_cache_size says is cached, against
 * seq_page_cost.  So the break-even with an index scan is where it was measured: a
 * fixed-width table in shared buffers, about 15 % of whose rows are wanted.
 */
#define CACHED_FACTOR	0.5

/* The pages that the planner expects without statistics. */
#define GUESSED_PAGES	10

/* Startup cost, in units of cpu_tuple_cost: a scan does not pay for a dozen rows. */
#define START_FACTOR	12

/* Bytes that a group, and a key by reference, take beside their data, about. */
#define GROUP_OVERHEAD	16
#define KEY_OVERHEAD	16

/*
 * Cost of storing the columns of a row in a slot, for the executor's expressions, in
 * units of cpu_tuple_cost.
 */
#define SLOT_FACTOR		0.2

/*
 * What conditions cost for each row.  The server's own expressions need the
 * row in a slot.
 */
static Cost
conditions_cost(PlannerInfo *root, List *conditions, Cost *startup)
{
	Cost		sum = 0;
	bool		needs_slot = false;
	ListCell   *cell;

	foreach(cell, conditions)
	{
		Expr	   *condition = (Expr *) lfirst(cell);
		QualCost	cost;

		cost_qual_eval_node(&cost, (Node *) condition, root);
		*startup += cost.startup;
		if (page_expression_is_loops(condition))
			sum += STEP_FACTOR * Max(cost.per_tuple, cpu_operator_cost);
		else
		{
			sum += cost.per_tuple;
			needs_slot = true;
		}
	}
	return sum + (needs_slot ? SLOT_FACTOR * cpu_tuple_cost : 0);
}

/*
 * What the arguments of an aggregate cost for each row.
 */
static Cost
arguments_cost(PlannerInfo *root, Aggref *aggregate, Cost *startup)
{
	Cost		sum = 0;
	ListCell   *cell;

	foreach(cell, aggregate->args)
	{
		Expr	   *argument = lfirst_node(TargetEntry, cell)->expr;
		QualCost	cost;

		if (IsA(argument, Var))
			continue;
		cost_qual_eval_node(&cost, (Node *) argument, root);
		*startup += cost.startup;
		sum += page_expression_is_loops(argument) ?
			STEP_FACTOR * cost.per_tuple :
			cost.per_tuple + SLOT_FACTOR * cpu_tuple_cost;
	}
	return sum;
}

/*
 * What an aggregate costs for each row, given those that are priced already:
 * equal filters, and equal arguments behind them, are evaluated once, and a
 * transition function is called once for them.
 */
static Cost
aggregate_cost(PlannerInfo *root, Aggref *aggregate, List *priced,
			   Cost *startup)
{
	PageStateKind kind;
	Oid			transition = InvalidOid;
	bool		filter_is_priced = aggregate->aggfilter == NULL;
	bool		arguments_are_priced = false;
	bool		call_is_priced = true;
	Cost		sum = STEP_FACTOR * cpu_operator_cost;
	ListCell   *cell;

	if (page_scan_aggregate_kind(aggregate, &kind) && page_state_is_call(kind))
	{
		transition = page_call_transition(aggregate->aggfnoid);
		call_is_priced = false;
	}
	foreach(cell, priced)
	{
		Aggref	   *other = (Aggref *) lfirst(cell);

		if (!equal(other->aggfilter, aggregate->aggfilter))
			continue;
		filter_is_priced = true;
		if (!equal(other->args, aggregate->args))
			continue;
		arguments_are_priced = true;
		call_is_priced |= page_call_transition(other->aggfnoid) == transition;
	}
	if (!filter_is_priced)
		sum += conditions_cost(root, make_ands_implicit(aggregate->aggfilter),
							   startup);
	if (!arguments_are_priced)
		sum += arguments_cost(root, aggregate, startup);
	return sum + (call_is_priced ? 0 : cpu_operator_cost);
}

/*
 * What grouping and counting cost for each row that passes.
 */
static Cost
target_cost(PlannerInfo *root, const PageTable *table, Cost *startup)
{
	Cost		sum = 0;
	List	   *priced = NIL;
	ListCell   *cell;

	foreach(cell, table->keys)
	{
		QualCost	cost;

		cost_qual_eval_node(&cost, (Node *) lfirst(cell), root);
		*startup += cost.startup;
		sum += cpu_operator_cost + cost.per_tuple;
	}
	foreach(cell, table->target->exprs)
	{
		Aggref	   *aggregate = (Aggref *) lfirst(cell);

		if (!IsA(aggregate, Aggref))
			continue;
		sum += aggregate_cost(root, aggregate, priced, startup);
		priced = lappend(priced, aggregate);
	}
	return sum;
}

/*
 * By how much workers divide the work, as for an ordinary parallel scan.
 */
double
page_scan_parallel_divisor(int workers)
{
	double		divisor = workers;

	if (parallel_leader_participation && workers < 4)
		divisor += 1.0 - 0.3 * workers;
	return workers > 0 ? divisor : 1.0;
}

/*
 * The cost of reading all pages of a table.
 */
static Cost
pages_cost(const RelOptInfo *table)
{
	double		page_cost;

	get_tablespace_page_costs(table->reltablespace, NULL, &page_cost);
	if (table->pages <= (BlockNumber) effective_cache_size)
		page_cost *= CACHED_FACTOR;
	return page_cost * table->pages;
}

void
page_scan_cost(PlannerInfo *root, const PageTable *table, Path *path)
{
	RelOptInfo *rel = table->table;
	Cost		startup = 0;
	Cost		per_tuple;
	Cost		cpu;

	per_tuple = READ_FACTOR * cpu_tuple_cost +
		conditions_cost(root, table->conditions, &startup);
	cpu = per_tuple * rel->tuples +
		target_cost(root, table, &startup) * rel->rows;
	cpu /= page_scan_parallel_divisor(path->parallel_workers);

	/* Nothing comes out before everything was read. */
	path->startup_cost = START_FACTOR * cpu_tuple_cost + startup + cpu +
		pages_cost(rel);
	path->total_cost = path->startup_cost + cpu_tuple_cost * path->rows;
}

/*
 * Estimate how many groups with such output fit into memory.
 */
double
page_scan_groups_in_memory(PathTarget *target)
{
	Size		size = 0;
	int			values = 0;
	ListCell   *cell;

	foreach(cell, target->exprs)
	{
		PageStateKind kind;

		if (!IsA(lfirst(cell), Aggref))
		{
			int			width = get_typavgwidth(exprType(lfirst(cell)),
												exprTypmod(lfirst(cell)));

			values++;
			if (!get_typbyval(exprType(lfirst(cell))))
				size += KEY_OVERHEAD + width;
		}
		else if (page_scan_aggregate_kind((Aggref *) lfirst(cell), &kind))
			size += page_state_usual_size(kind);
	}
	size += page_group_head_size(values) + GROUP_OVERHEAD;
	return (double) page_scan_memory_limit() / (double) size;
}

/*
 * What it costs that rows of groups that do not fit into memory are written to
 * files, and read again.
 */
void
page_scan_add_spill_cost(const PageTable *table, double groups, Path *path)
{
	RelOptInfo *rel = table->table;
	double		part = 1 - page_scan_groups_in_memory(table->target) / groups;
	double		rows = rel->rows / page_scan_parallel_divisor(path->parallel_workers);
	Cost		cost;

	if (part <= 0)
		return;
	cost = part * rows *
		(cpu_tuple_cost + 2 * seq_page_cost * rel->reltarget->width / BLCKSZ);
	path->startup_cost += cost;
	path->total_cost += cost;
}

/*
 * Quick exit: return true if an existing path is cheaper than any page scan with
 * a final aggregation of one state could be.  That is so for tables of a few
 * rows, and if an index leads to a few of many.
 */
bool
page_scan_is_beaten(const RelOptInfo *table, const RelOptInfo *output)
{
	Cost		least = START_FACTOR * cpu_tuple_cost + 2 * cpu_tuple_cost;
	ListCell   *cell;

	least += pages_cost(table) +
		READ_FACTOR * cpu_tuple_cost * table->tuples /
		page_scan_parallel_divisor(max_parallel_workers_per_gather);
	foreach(cell, output->pathlist)
	{
		Path	   *path = (Path *) lfirst(cell);

		if (path->total_cost < least && page_scan_is_enabled_path(path))
			return true;
	}
	return false;
}

/*
 * Return true if the table is too small for a page scan to pay.  The planner
 * assumes at least ten pages for one that was never analyzed.
 */
bool
page_scan_is_small_table(PlannerInfo *root, RelOptInfo *table)
{
	Relation	relation;
	bool		is_small;

	if (table->pages != GUESSED_PAGES ||
		planner_rt_fetch(table->relid, root)->inh)
		return false;
	relation = table_open(planner_rt_fetch(table->relid, root)->relid, NoLock);
	is_small = RELKIND_HAS_STORAGE(relation->rd_rel->relkind) &&
		RelationGetNumberOfBlocks(relation) <= 1;
	table_close(relation, NoLock);
	return is_small;
}

/*
 * The number of groups: what the server estimates, unless truncated times
 * have fewer values.
 */
static double
estimate_groups(PlannerInfo *root, List *keys, double rows)
{
	double		groups = 1;
	List	   *others = NIL;
	ListCell   *cell;

	if (keys == NIL)
		return 1;
	foreach(cell, keys)
	{
		double		results = page_time_span_results(root,
													 (Expr *) lfirst(cell));

		if (results > 0)
			groups *= results;
		else
			others = lappend(others, lfirst(cell));
	}
	if (others != NIL)
		groups *= page_scan_estimate_groups(root, others, rows);
	if (list_length(others) < list_length(keys))
		groups = Min(groups, page_scan_estimate_groups(root, keys, rows));
	return clamp_row_est(groups);
}

/*
 * Return true if the server only guesses how many values a column has.
 */
static bool
is_guess(PlannerInfo *root, Var *variable)
{
	VariableStatData data;
	bool		is_default;

	examine_variable(root, (Node *) variable, 0, &data);
	(void) get_variable_numdistinct(&data, &is_default);
	ReleaseVariableStats(data);
	return is_default;
}

/*
 * The number of groups, which is taken to be that of the rows where the
 * estimate rests on a guess: many small groups cost far more than a few.
 */
double
page_scan_expect_groups(PlannerInfo *root, RelOptInfo *input, List *keys)
{
	List	   *variables = pull_var_clause((Node *) keys, 0);
	ListCell   *cell;

	foreach(cell, variables)
	{
		if (is_guess(root, lfirst_node(Var, cell)))
			return clamp_row_est(input->rows);
	}
	return estimate_groups(root, keys, input->rows);
}
