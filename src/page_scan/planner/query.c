/*-------------------------------------------------------------------------
 *
 * query.c
 *	  Which queries a page scan supports.
 *
 * Whatever is not listed here is left to the ordinary plan: nothing but speed
 * is lost.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "access/htup_details.h"
#include "access/sysattr.h"
#include "access/table.h"
#include "catalog/pg_class.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/cost.h"
#include "optimizer/paths.h"
#include "optimizer/planner.h"
#include "optimizer/tlist.h"
#include "parser/parsetree.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

/* Paths whose costs differ by less are the same to add_path(). */
#define FUZZ_FACTOR		1.01

/*
 * Return true if an aggregate is supported.  At least one must be ours and have a
 * column argument: the page is read for its columns.
 */
static bool
is_supported_aggregate(Aggref *aggregate, bool *is_ours)
{
	PageStateKind kind;

	if (!page_scan_aggregate_kind(aggregate, &kind))
		return false;
	*is_ours |= (kind >= PAGE_TALLY_INTEGER || page_state_is_call(kind)) &&
		builtin_function(aggregate->aggfnoid) == NULL &&
		contain_var_clause((Node *) aggregate->args);
	return true;
}

/*
 * Return true if an expression can be evaluated for any visible row, in any
 * order.
 */
static bool
is_pushable(Node *expression)
{
	return !contain_volatile_functions(expression) &&
		!contain_subplans(expression) &&
		!expression_returns_set(expression);
}

/*
 * Return true if a key is of a supported type, and is compared by its own
 * equality.
 */
static bool
is_supported_key(Expr *key, SortGroupClause *clause)
{
	Oid			type = exprType((Node *) key);

	return (page_key_is_supported_type(type, exprCollation((Node *) key)) ||
			page_number_has_one_form(key)) &&
		lookup_type_cache(type, TYPECACHE_EQ_OPR)->eq_opr == clause->eqop;
}

/*
 * The state of an aggregate instead of its value.
 */
static Aggref *
partial_aggregate(Aggref *aggregate)
{
	Aggref	   *partial = makeNode(Aggref);

	memcpy(partial, aggregate, sizeof(Aggref));
	mark_partial_aggref(partial, AGGSPLIT_INITIAL_SERIAL);
	return partial;
}

/*
 * An expression above the grouping, with NULL in place of keys: what these are
 * computed from is not needed there.
 */
static Node *
without_keys(Node *node, void *keys)
{
	if (node == NULL || IsA(node, Aggref) || IsA(node, GroupingFunc))
		return node;
	if (list_member((List *) keys, node))
		return (Node *) makeNullConst(exprType(node), -1, InvalidOid);
	return expression_tree_mutator(node, without_keys, keys);
}

/*
 * Add what the final aggregation needs besides the keys, with which the target
 * begins: the states of the aggregates, and columns that depend on the keys.
 * GROUPING() is listed apart: without grouping sets the final aggregation
 * evaluates it.
 */
static bool
add_inputs(PathTarget *target, List *expressions, List **groupings)
{
	List	   *inputs;
	bool		any_is_ours = false;
	ListCell   *cell;

	expressions = (List *) without_keys((Node *) expressions, target->exprs);
	inputs = pull_var_clause((Node *) expressions,
							 PVC_INCLUDE_AGGREGATES | PVC_RECURSE_WINDOWFUNCS |
							 PVC_INCLUDE_PLACEHOLDERS);
	foreach(cell, inputs)
	{
		Expr	   *input = (Expr *) lfirst(cell);

		if (IsA(input, GroupingFunc))
		{
			*groupings = list_append_unique(*groupings, input);
			continue;
		}
		if (IsA(input, Aggref))
		{
			if (!is_supported_aggregate((Aggref *) input, &any_is_ours))
				return false;
			input = (Expr *) partial_aggregate((Aggref *) input);
		}
		add_new_column_to_pathtarget(target, input);
	}
	return any_is_ours;
}

/*
 * Work out what the partial aggregation has to deliver, as the server's
 * make_partial_grouping_target() does; false if any part is unsupported.
 */
static bool
make_partial_target(PlannerInfo *root, PathTarget *final, Node *having,
					PageQuery *query)
{
	List	   *group_clause = page_scan_group_clause(root);
	List	   *others = NIL;
	List	   *groupings = NIL;
	ListCell   *cell;
	int			i = 0;

	memset(query, 0, sizeof(PageQuery));
	query->target = create_empty_pathtarget();
	foreach(cell, final->exprs)
	{
		Expr	   *expression = (Expr *) lfirst(cell);
		Index		reference = get_pathtarget_sortgroupref(final, i++);
		SortGroupClause *clause = NULL;
		Expr	   *key;

		if (reference != 0)
			clause = get_sortgroupref_clause_noerr(reference, group_clause);
		if (clause == NULL)
		{
			others = lappend(others, expression);
			continue;
		}
		key = (Expr *) page_sets_below(root, (Node *) expression);
		if (!is_supported_key(key, clause))
			return false;
		add_column_to_pathtarget(query->target, expression, reference);
		query->keys = lappend(query->keys, key);
	}
	if (having != NULL)
		others = lappend(others, having);
	if (!add_inputs(query->target, others, &groupings))
		return false;
	if (root->parse->groupingSets != NIL &&
		!page_sets_split(root, query, groupings))
		return false;
	set_pathtarget_cost_width(root, query->target);
	return true;
}

/*
 * A TID scan is not among them: it needs a condition that is not supported.
 */
static bool
is_heap_scan(NodeTag type)
{
	return type == T_SeqScan || type == T_IndexScan ||
		type == T_IndexOnlyScan || type == T_BitmapHeapScan;
}

/*
 * Return true if the server would read a table, or a parent, with a path of its
 * own.  Another extension may have replaced them all because it stores the rows
 * elsewhere.
 */
bool
page_scan_is_core_relation(RelOptInfo *rel, bool is_append)
{
	ListCell   *cell;

	foreach(cell, rel->pathlist)
	{
		Path	   *path = page_scan_path_below((Path *) lfirst(cell));

		if (path->parent == rel &&
			(is_append ?
			 path->pathtype == T_Append || path->pathtype == T_MergeAppend :
			 is_heap_scan(path->pathtype)))
			return true;
	}
	return false;
}

/*
 * Return true if the planner may read a table from end to end, as a page scan
 * does.  A hint for another kind of scan shows in that the sequential path is
 * disabled, or is gone although it is cheaper than what is there.
 */
static bool
may_read_sequentially(PlannerInfo *root, RelOptInfo *table)
{
	Path	   *cheapest = table->cheapest_total_path;
	Path	   *sequential;
	ListCell   *cell;

	if (!page_scan_may_read_table(table) || cheapest == NULL)
		return false;
	foreach(cell, table->pathlist)
	{
		Path	   *path = page_scan_path_below((Path *) lfirst(cell));

		if (path->pathtype == T_SeqScan)
			return page_scan_is_enabled_path(path);
	}
	sequential = create_seqscan_path(root, table, table->lateral_relids, 0);
	return sequential->total_cost * FUZZ_FACTOR >= cheapest->total_cost;
}

/*
 * Return true if the ordinary plan might evaluate the WHERE clauses of a table
 * for some of its rows only, which it finds by an index.
 */
static bool
may_read_part(const RelOptInfo *table)
{
	ListCell   *cell;

	foreach(cell, table->pathlist)
	{
		Path	   *path = page_scan_path_below((Path *) lfirst(cell));

		if (path->pathtype == T_BitmapHeapScan ||
			(IsA(path, IndexPath) && ((IndexPath *) path)->indexclauses != NIL))
			return true;
	}
	return false;
}

/*
 * Return true if all rows in the table's pages are rows that the query may see,
 * in the server's own format.
 */
bool
page_scan_is_supported_table(PlannerInfo *root, RelOptInfo *table)
{
	RangeTblEntry *entry = planner_rt_fetch(table->relid, root);
	Relation	relation;
	bool		is_heap;
	ListCell   *cell;

	if (entry->rtekind != RTE_RELATION || entry->inh ||
		entry->tablesample != NULL || entry->securityQuals != NIL ||
		!may_read_sequentially(root, table) ||
		(entry->relkind != RELKIND_RELATION &&
		 entry->relkind != RELKIND_MATVIEW) ||
		!page_scan_is_core_relation(table, false))
		return false;
	foreach(cell, table->baserestrictinfo)
	{
		RestrictInfo *restriction = lfirst_node(RestrictInfo, cell);
		Node	   *clause = page_sets_below(root, (Node *) restriction->clause);

		/* One whose value is the same for all rows is tested only once. */
		if (restriction->pseudoconstant || restriction->security_level > 0 ||
			!is_pushable(clause) ||
			!page_scan_has_only_columns(table->relids, clause))
			return false;
	}
	if (may_read_part(table) && page_scan_conditions_may_fail(root, table))
		return false;
	relation = table_open(entry->relid, NoLock);
	is_heap = relation->rd_tableam == GetHeapamTableAmRoutine();
	table_close(relation, NoLock);
	return is_heap;
}

/*
 * Return true if the table has any value outside its pages.
 */
static bool
has_toast(PlannerInfo *root, RelOptInfo *table)
{
	Relation	relation = table_open(planner_rt_fetch(table->relid, root)->relid,
									  NoLock);
	Oid			toast_id = relation->rd_rel->reltoastrelid;
	BlockNumber blocks = 0;

	table_close(relation, NoLock);
	if (OidIsValid(toast_id))
	{
		Relation	toast = table_open(toast_id, AccessShareLock);

		blocks = RelationGetNumberOfBlocks(toast);
		table_close(toast, AccessShareLock);
	}
	return blocks > 0;
}

/*
 * Return true if ANALYZE found values that are not too wide for its statistics,
 * or none at all.
 */
static bool
has_narrow_values(PlannerInfo *root, Var *variable)
{
	VariableStatData data;
	AttStatsSlot slot;
	HeapTuple	tuple;
	bool		found = false;

	examine_variable(root, (Node *) variable, 0, &data);
	tuple = data.statsTuple;
	if (HeapTupleIsValid(tuple))
		found = get_attstatsslot(&slot, tuple, STATISTIC_KIND_MCV,
								 InvalidOid, 0) ||
			get_attstatsslot(&slot, tuple, STATISTIC_KIND_HISTOGRAM,
							 InvalidOid, 0) ||
			((Form_pg_statistic) GETSTRUCT(tuple))->stanullfrac == 1;
	ReleaseVariableStats(data);
	return found;
}

/*
 * Return true if the keys, and what they are computed from, are not known to be
 * wide.  Wide ones are hashed and copied twice, here and in the final
 * aggregation.
 */
bool
page_scan_is_narrow(PlannerInfo *root, RelOptInfo *table, List *keys)
{
	List	   *variables = pull_var_clause((Node *) keys, 0);
	ListCell   *cell;

	foreach(cell, variables)
	{
		Var		   *variable = lfirst_node(Var, cell);

		if (get_typlen(variable->vartype) == -1 &&
			!has_narrow_values(root, variable) && has_toast(root, table))
			return false;
	}
	return true;
}

/*
 * Return true if the query has a supported form over a table, several partitions,
 * or a join.
 */
static bool
is_supported_form(PlannerInfo *root, RelOptInfo *input)
{
	Query	   *parse = root->parse;

	/* With grouping sets the server has no partial aggregation. */
	return parse->hasAggs && (enable_hashagg || parse->groupClause == NIL) &&
		!parse->hasRowSecurity && parse->rowMarks == NIL &&
		root->qual_security_level == 0 &&
		(IS_JOIN_REL(input) ||
		 (input->reloptkind == RELOPT_BASEREL &&
		  input->rtekind == RTE_RELATION)) && !IS_DUMMY_REL(input);
}

/*
 * Return true if every value can be handled as a Datum, which excludes 32-bit
 * machines.
 */
static bool
is_supported_machine(void)
{
#ifdef USE_FLOAT8_BYVAL
	return sizeof(Datum) == sizeof(int64);
#else
	return false;
#endif
}

/*
 * Return true if the columns of the output fit into the bits of a group.
 */
static bool
output_fits(const PageQuery *query)
{
	int			columns = 0;
	ListCell   *cell;

	foreach(cell, query->target->exprs)
	{
		Node	   *expression = (Node *) lfirst(cell);

		if (!IsA(expression, Aggref))
			columns += list_length(pull_var_clause(expression,
												   PVC_INCLUDE_PLACEHOLDERS));
	}
	return columns <= PAGE_GROUP_MAX_VALUES &&
		list_length(query->keys) <= PAGE_GROUP_MAX_VALUES;
}

/*
 * Describe what the partial aggregation delivers; return false if the query is
 * not supported.  The tables, if there are several, are still to be examined one
 * by one.
 */
bool
page_scan_is_supported_query(PlannerInfo *root, RelOptInfo *input,
							 RelOptInfo *output, GroupPathExtraData *extra,
							 PageQuery *query)
{
	if (!is_supported_machine() || !is_supported_form(root, input))
		return false;
	if (!make_partial_target(root, output->reltarget, extra->havingQual,
							 query))
		return false;
	query->grouped = root->parse->groupClause != NIL;
	if (!is_pushable((Node *) query->target->exprs) || !output_fits(query))
		return false;
	if (IS_JOIN_REL(input))
		return page_join_is_supported(root, input, query);
	query->table = input;
	query->table_keys = query->keys;
	return page_scan_has_only_columns(input->relids,
									  (Node *) query->target->exprs);
}
