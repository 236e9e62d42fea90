/*-------------------------------------------------------------------------
 *
 * path.c
 *	  Paths of page scans.
 *
 * A path replaces scan and partial aggregation of one table; for a partitioned table,
 * or one with children, there is an Append of them.  Above it are, from the server,
 * Gather if it is parallel, and Finalize Aggregate.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/paths.h"
#include "optimizer/tlist.h"
#include "parser/parsetree.h"
#include "port/pg_bitutils.h"
#include "utils/lsyscache.h"

/* The groups for each row, at most, whose keys are computed twice. */
#define COMPUTED_KEYS	0.2

/* All that is needed to make paths for a query. */
typedef struct PagePaths
{
	PlannerInfo *root;
	RelOptInfo *input;
	RelOptInfo *output;
	GroupPathExtraData *extra;
	PageQuery	query;
	RelOptInfo *partial;		/* what the paths below belong to */
	List	   *tables;			/* of PageTable */
	bool		is_append;
	double		groups;
} PagePaths;

/*
 * The relation that a path says it belongs to.  The server has one for
 * partial aggregation, too, but only if it considers it itself.
 */
static RelOptInfo *
make_partial_relation(RelOptInfo *table, PathTarget *target)
{
	RelOptInfo *partial = makeNode(RelOptInfo);

	partial->reloptkind = RELOPT_UPPER_REL;
	partial->relids = bms_copy(table->relids);
	partial->reltarget = target;
	partial->consider_parallel = table->consider_parallel;
	page_scan_copy_strategies(partial, table);
	return partial;
}

/*
 * The conditions of a table in the order in which an ordinary scan evaluates
 * them: the cheap ones first, and otherwise as they are written.
 */
static List *
ordered_conditions(PlannerInfo *root, RelOptInfo *table)
{
	int			count = list_length(table->baserestrictinfo);
	RestrictInfo **ordered;
	Cost	   *costs;
	List	   *conditions = NIL;
	ListCell   *cell;
	int			used = 0;

	ordered = (RestrictInfo **) palloc(Max(count, 1) * sizeof(RestrictInfo *));
	costs = (Cost *) palloc(Max(count, 1) * sizeof(Cost));
	foreach(cell, table->baserestrictinfo)
	{
		RestrictInfo *restriction = lfirst_node(RestrictInfo, cell);
		QualCost	cost;
		int			place = used++;

		cost_qual_eval_node(&cost, (Node *) restriction, root);
		for (; place > 0 && costs[place - 1] > cost.per_tuple; place--)
		{
			ordered[place] = ordered[place - 1];
			costs[place] = costs[place - 1];
		}
		ordered[place] = restriction;
		costs[place] = cost.per_tuple;
	}
	for (int i = 0; i < count; i++)
		conditions = lappend(conditions,
							 page_sets_below(root, (Node *) ordered[i]->clause));
	return conditions;
}

/*
 * Add the joins; each worker reads the other relations for itself.
 */
static void
add_joins(PagePaths *paths, const PageTable *table, CustomPath *custom)
{
	List	   *joins = table->joins;
	ListCell   *cell;

	custom->custom_paths = page_join_paths(paths->root, joins,
										   custom->path.parallel_workers > 0);
	if (list_length(custom->custom_paths) < list_length(joins))
		custom->path.parallel_safe = false;
	foreach(cell, custom->custom_paths)
		custom->path.parallel_safe &= ((Path *) lfirst(cell))->parallel_safe;
	page_join_cost(paths->root, joins, table->table, custom->custom_paths,
				   &custom->path);
}

/*
 * Return true if a scan emits each group once: one process reads one table and
 * joins nothing to it, there are no grouping sets, and different bits of keys are
 * different keys.
 */
static bool
emits_groups_once(PagePaths *paths, int workers)
{
	ListCell   *cell;

	if (paths->is_append || workers > 0 || paths->query.joins != NIL ||
		paths->query.sets_target != NULL)
		return false;
	foreach(cell, paths->query.keys)
	{
		if (page_number_has_one_form((Expr *) lfirst(cell)))
			return false;
	}
	return true;
}

/*
 * Return true if no final merge is needed.  It is if keys depend on settings:
 * they are computed when the group is fetched, and a hashed aggregation fetches
 * all groups at once.
 */
static bool
emits_whole_groups(PagePaths *paths, int workers)
{
	return emits_groups_once(paths, workers) &&
		!contain_mutable_functions((Node *) paths->query.keys);
}

/*
 * A page scan of one table, with workers a part of it.
 */
static Path *
make_page_path(PagePaths *paths, const PageTable *table, int workers)
{
	PageScanPath *scan = (PageScanPath *) palloc0(sizeof(PageScanPath));
	CustomPath *custom = &scan->custom;
	Path	   *path = &custom->path;
	double		divisor = page_scan_parallel_divisor(workers);
	double		rows = (paths->query.joins == NIL ? table->table->rows :
						paths->input->rows) / divisor;
	ListCell   *cell;

	NodeSetTag(scan, T_CustomPath);
	foreach(cell, table->target->exprs)
	{
		if (IsA(lfirst(cell), Aggref))
			scan->aggregates = lappend(scan->aggregates, lfirst(cell));
	}
	path->pathtype = T_CustomScan;
	path->parent = make_partial_relation(table->table, table->target);
	if (paths->is_append)
	{
		/* known as a partition to the Append above */
		path->parent->reloptkind = table->table->reloptkind;
		path->parent->relid = table->table->relid;
	}
	path->pathtarget = table->target;
	path->parallel_aware = workers > 0;
	path->parallel_safe = table->table->consider_parallel &&
		paths->output->consider_parallel;
	path->parallel_workers = workers;
	path->rows = !paths->query.grouped ? 1 :
		clamp_row_est(Min(paths->groups, rows));
	custom->flags = CUSTOMPATH_SUPPORT_PROJECTION;
	custom->methods = &page_scan_path_methods;
	scan->relation = table->table->relid;
	scan->keys = table->keys;
	scan->conditions = table->conditions;
	scan->is_grouped = paths->query.grouped;
	scan->is_whole = emits_whole_groups(paths, workers);
	scan->joins = table->joins;
	page_scan_cost(paths->root, table, path);
	if (paths->query.grouped)
		page_scan_add_spill_cost(table, paths->groups, path);
	add_joins(paths, table, custom);
	return path;
}

/*
 * Offer the final aggregation of a path, by a method if there are groups.
 */
static void
add_final_path(PagePaths *paths, Path *path, AggStrategy strategy)
{
	PathTarget *target = paths->output->reltarget;
	List	   *having = (List *) paths->extra->havingQual;
	List	   *group_clause = page_scan_group_clause(paths->root);
	double		groups = strategy == AGG_PLAIN ? 1 : paths->groups;
	AggClauseCosts costs;

	page_scan_final_costs(paths->root, target, (Node *) having, &costs);
	if (paths->query.sets_target != NULL)
	{
		group_clause = page_sets_group_clause(paths->root, &paths->query);
		groups = page_sets_expect_groups(paths->root, paths->input,
										 &paths->query, paths->groups);
		path = page_sets_path(paths->root, paths->partial, path, &paths->query);
	}
	path = (Path *)
		create_agg_path(paths->root, paths->output, path, target, strategy,
						AGGSPLIT_FINAL_DESERIAL, group_clause, having, &costs,
						groups);
	add_path(paths->output, path);
}

/*
 * Whole groups need not come in any order for a final aggregation that goes by
 * it: all it needs is that equal keys come one after the other.
 *
 * Sorting is not offered: if there are far more groups than expected, it would
 * sort as many states as there are rows.
 */
static void
finalize(PagePaths *paths, Path *path, bool whole)
{
	if (!paths->query.grouped)
		add_final_path(paths, path, AGG_PLAIN);
	else if (whole)
		add_final_path(paths, path, AGG_SORTED);
	else if ((paths->extra->flags & GROUPING_CAN_USE_HASH) != 0)
		add_final_path(paths, path, AGG_HASHED);
}

/*
 * The workers that an ordinary scan of the table would get.
 */
static int
table_workers(RelOptInfo *table)
{
	return compute_parallel_worker(table, table->pages, -1,
								   max_parallel_workers_per_gather);
}

/*
 * The workers for all tables: as for a parallel Append, the most that one
 * would get, but more for more tables.
 */
static int
all_workers(PagePaths *paths)
{
	int			workers = 0;
	ListCell   *cell;

	foreach(cell, paths->tables)
	{
		RelOptInfo *table = ((PageTable *) lfirst(cell))->table;

		workers = Max(workers, table_workers(table));
	}
	if (workers > 0 && list_length(paths->tables) > 1)
		workers = Max(workers, pg_leftmost_one_pos32(list_length(paths->tables)) + 1);
	return Min(workers, max_parallel_workers_per_gather);
}

/*
 * The relation of an Append: the server looks at its conditions for those by which
 * partitions can be excluded when the plan is executed.
 */
static RelOptInfo *
make_append_relation(PagePaths *paths)
{
	RelOptInfo *relation = make_partial_relation(paths->query.table,
												 paths->query.target);

	relation->baserestrictinfo = paths->query.table->baserestrictinfo;
	return relation;
}

/*
 * One path for all tables.  With workers it has to be gathered; a table that is
 * too small to be divided among them is read by one process.
 */
static Path *
make_whole_path(PagePaths *paths, int workers)
{
	List	   *parts = NIL;
	ListCell   *cell;

	foreach(cell, paths->tables)
	{
		PageTable  *table = (PageTable *) lfirst(cell);
		int			own = paths->is_append && workers > 0 ?
			Max(table_workers(table->table), 1) : workers;

		parts = lappend(parts, make_page_path(paths, table, own));
	}
	if (!paths->is_append)
		return (Path *) linitial(parts);
	return page_scan_append(paths->root, make_append_relation(paths), parts,
							workers);
}

static void
add_serial_path(PagePaths *paths)
{
	finalize(paths, make_whole_path(paths, 0), emits_whole_groups(paths, 0));
}

static void
add_parallel_path(PagePaths *paths)
{
	int			workers = all_workers(paths);
	Path	   *path;
	double		rows;

	if (workers <= 0 || !paths->input->consider_parallel ||
		!paths->output->consider_parallel)
		return;
	path = make_whole_path(paths, workers);
	if (!path->parallel_safe)
		return;
	rows = path->rows * path->parallel_workers;
	finalize(paths, (Path *)
			 create_gather_path(paths->root, paths->partial, path,
								paths->query.target, NULL, &rows), false);
}

/*
 * Describe the only table that is counted.
 */
static PageTable *
only_table(PagePaths *paths)
{
	PageTable  *table = (PageTable *) palloc0(sizeof(PageTable));

	table->table = paths->query.table;
	table->target = paths->query.target;
	table->keys = paths->query.table_keys;
	table->joins = paths->query.joins;
	table->conditions = ordered_conditions(paths->root, paths->query.table);
	return table;
}

/*
 * Describe a child; return NULL if any part is unsupported.
 */
static PageTable *
child_table(PagePaths *paths, RelOptInfo *child)
{
	PlannerInfo *root = paths->root;
	RelOptInfo *parent = paths->query.table;
	PageTable  *table = (PageTable *) palloc0(sizeof(PageTable));
	Relids		tables = bms_union(child->relids, paths->input->relids);

	table->table = child;
	table->target = copy_pathtarget(paths->query.target);
	table->target->exprs = (List *)
		page_scan_translate(root, (Node *) paths->query.target->exprs, child,
							parent);
	table->keys = (List *)
		page_scan_translate(root, (Node *) paths->query.table_keys, child,
							parent);
	table->joins = page_joins_of_child(root, paths->query.joins, child, parent);
	if (!page_scan_has_only_columns(tables, (Node *) table->target->exprs) ||
		list_length(table->joins) < list_length(paths->query.joins))
		return NULL;
	table->conditions = ordered_conditions(root, child);
	return page_scan_is_narrow(root, child, table->keys) ? table : NULL;
}

/*
 * Collect the tables below a parent that the planner has not excluded.
 */
static bool
collect_children(PagePaths *paths, Index parent)
{
	PlannerInfo *root = paths->root;
	ListCell   *cell;

	foreach(cell, root->append_rel_list)
	{
		AppendRelInfo *info = lfirst_node(AppendRelInfo, cell);
		RelOptInfo *child;
		PageTable  *table;

		if (info->parent_relid != parent)
			continue;
		child = root->simple_rel_array[info->child_relid];
		if (child == NULL || IS_DUMMY_REL(child))
			continue;
		if (planner_rt_fetch(info->child_relid, root)->inh)
		{
			if (!collect_children(paths, info->child_relid))
				return false;
			continue;
		}
		if (!page_scan_is_supported_table(root, child))
			return false;
		table = child_table(paths, child);
		if (table == NULL)
			return false;
		paths->tables = lappend(paths->tables, table);
	}
	return true;
}

/*
 * Return true if the ordinary plan might exclude partitions when it is executed.
 */
static bool
may_prune_later(RelOptInfo *input)
{
	ListCell   *cell;

	foreach(cell, input->baserestrictinfo)
	{
		Node	   *clause = (Node *) lfirst_node(RestrictInfo, cell)->clause;

		if (contain_mutable_functions(clause) ||
			page_scan_contains_parameter(clause))
			return true;
	}
	return false;
}

static bool
collect_tables(PagePaths *paths)
{
	PlannerInfo *root = paths->root;
	RelOptInfo *table = paths->query.table;

	paths->is_append = planner_rt_fetch(table->relid, root)->inh;
	if (paths->is_append)
		return (page_scan_append_prunes() || !may_prune_later(table)) &&
			page_scan_is_core_relation(table, true) &&
			collect_children(paths, table->relid) && paths->tables != NIL;
	paths->tables = list_make1(only_table(paths));
	return page_scan_is_supported_table(root, table) &&
		page_scan_is_narrow(root, table, paths->query.table_keys);
}

/*
 * Return true if there are so many groups that computing their keys a second
 * time, for the output, might cost more than the scan saves.  Only texts count:
 * what is passed by value is mostly cheap.
 */
static bool
has_costly_keys(PagePaths *paths)
{
	ListCell   *cell;

	foreach(cell, paths->query.keys)
	{
		Node	   *key = (Node *) lfirst(cell);

		if (!IsA(key, Var) && !get_typbyval(exprType(key)) &&
			paths->groups > COMPUTED_KEYS * paths->input->rows)
			return true;
	}
	return false;
}

/*
 * Return true if the table of groups is expected to fit into memory, with states
 * of their usual size.
 */
static bool
groups_fit(PagePaths *paths)
{
	return page_scan_groups_in_memory(paths->query.target) >= paths->groups;
}

/*
 * Return true if rows can be spilled whose groups do not fit.  Those that are
 * joined cannot; there groups would be emitted again and again, which is slow.
 */
static bool
groups_can_spill(PagePaths *paths)
{
	return !paths->is_append && paths->query.joins == NIL;
}

/*
 * Add page scans for a grouping, if it is supported.
 */
void
page_scan_add_paths(PlannerInfo *root, RelOptInfo *input, RelOptInfo *output,
					GroupPathExtraData *extra)
{
	PagePaths	paths = {
		.root = root, .input = input, .output = output, .extra = extra
	};
	PageOrderEffect effect;
	bool		one_table;
	bool		serial;
	bool		parallel;

	if (input->reloptkind == RELOPT_BASEREL && input->rtekind == RTE_RELATION &&
		(page_scan_is_beaten(input, output) ||
		 page_scan_is_small_table(root, input)))
		return;
	if (!page_scan_is_supported_query(root, input, output, extra, &paths.query))
		return;
	paths.partial = make_partial_relation(input, paths.query.target);
	paths.groups = !paths.query.grouped ? 1 :
		page_scan_expect_groups(root, input,
								list_concat_copy(paths.query.keys,
												 paths.query.counted));
	effect = page_scan_order_effect(paths.query.target->exprs);
	if (has_costly_keys(&paths) || !collect_tables(&paths))
		return;
	one_table = list_length(paths.tables) == 1 && paths.query.joins == NIL;
	serial = (groups_fit(&paths) || groups_can_spill(&paths)) &&
		page_order_adds_alike(root, output, one_table, effect);
	parallel = groups_fit(&paths) &&
		page_order_adds_alike_in_workers(output, effect);
	if (serial)
		add_serial_path(&paths);
	if (parallel)
		add_parallel_path(&paths);
}
