/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  Version differences in the planner and the heap.
 *
 * The page scan is written for the newest server; this file supplies what an
 * older one calls differently.  README says what a new one must be checked
 * for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_COMPAT_H
#define SATISFACTION_PAGE_SCAN_COMPAT_H

#include "../compat.h"

#include "access/heapam.h"
#include "access/relscan.h"
#include "access/tableam.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_proc.h"
#include "common/hashfn.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "nodes/extensible.h"
#include "nodes/pathnodes.h"
#include "optimizer/appendinfo.h"
#include "optimizer/clauses.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "optimizer/prep.h"
#include "pgstat.h"
#include "rewrite/rewriteManip.h"
#include "storage/bufmgr.h"
#include "utils/acl.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"

/* From 18 on what EXPLAIN prints has headers of its own. */
#if PG_VERSION_NUM >= 180000
#include "commands/explain_format.h"
#include "commands/explain_state.h"
#else
#include "commands/explain.h"
#endif

/* From 18 on the range table also has an entry for the grouping step. */
static inline int
page_scan_relations_explained(const ExplainState *explain)
{
#if PG_VERSION_NUM >= 180000
	return explain->rtable_size;
#else
	return list_length(explain->rtable);
#endif
}

/* From 16 on the planner drops redundant columns from its GROUP BY list. */
#if PG_VERSION_NUM >= 160000
#define page_scan_group_clause(root) ((root)->processed_groupClause)
#else
#define page_scan_group_clause(root) ((root)->parse->groupClause)
#endif

/* The costs of combining states; 13 looks at the aggregates themselves. */
static inline void
page_scan_final_costs(PlannerInfo *root, PathTarget *target, Node *having,
					  AggClauseCosts *costs)
{
	memset(costs, 0, sizeof(AggClauseCosts));
#if PG_VERSION_NUM >= 140000
	get_agg_clause_costs(root, AGGSPLIT_FINAL_DESERIAL, costs);
#else
	get_agg_clause_costs(root, (Node *) target->exprs,
						 AGGSPLIT_FINAL_DESERIAL, costs);
	get_agg_clause_costs(root, having, AGGSPLIT_FINAL_DESERIAL, costs);
#endif
}

static inline double
page_scan_estimate_groups(PlannerInfo *root, List *expressions, double rows)
{
#if PG_VERSION_NUM >= 140000
	return estimate_num_groups(root, expressions, rows, NULL, NULL);
#else
	return estimate_num_groups(root, expressions, rows, NULL);
#endif
}

/*
 * Which kind of time zone abbreviation a word is; negative if the server's
 * configuration is wrong.  For those who include utils/datetime.h.
 */
#if PG_VERSION_NUM >= 160000
#define page_scan_decode_abbreviation(word, kind, offset, zone) \
	DecodeTimezoneAbbrev(0, word, kind, offset, zone, &(DateTimeErrorExtra) {0})
#else
#define page_scan_decode_abbreviation(word, kind, offset, zone) \
	(*(kind) = DecodeTimezoneAbbrev(0, word, offset, zone), 0)
#endif

/* An expression over a table, as it reads over one of its partitions. */
static inline Node *
page_scan_translate(PlannerInfo *root, Node *expression, RelOptInfo *child,
					RelOptInfo *parent)
{
#if PG_VERSION_NUM >= 160000
	return adjust_appendrel_attrs_multilevel(root, expression, child, parent);
#else
	return adjust_appendrel_attrs_multilevel(root, expression, child->relids,
											 parent->relids);
#endif
}

/*
 * Return true if the planner may read a table from end to end.  From 19 on each
 * relation says which kinds of path it may have, so that extensions can choose.
 */
static inline bool
page_scan_may_read_table(const RelOptInfo *table)
{
#if PG_VERSION_NUM >= 190000
	return (table->pgs_mask & PGS_SEQSCAN) != 0;
#else
	return enable_seqscan;
#endif
}

/* The same of hashed joins: a page scan hashes the other relation. */
static inline bool
page_scan_may_hash_join(const RelOptInfo *join)
{
#if PG_VERSION_NUM >= 190000
	return (join->pgs_mask & PGS_HASHJOIN) != 0;
#else
	return enable_hashjoin;
#endif
}

/*
 * Return true if a path has no node that a setting or hint disables.  Before 18
 * that is told by its cost.
 */
static inline bool
page_scan_is_enabled_path(const Path *path)
{
#if PG_VERSION_NUM >= 180000
	return path->disabled_nodes == 0;
#else
	return path->total_cost < disable_cost;
#endif
}

/* Join types in which the rows of the right side are kept, by age. */
static inline bool
page_scan_is_right_anti(JoinType type)
{
#if PG_VERSION_NUM >= 160000
	return type == JOIN_RIGHT_ANTI;
#else
	return false;
#endif
}

static inline bool
page_scan_is_right_semi(JoinType type)
{
#if PG_VERSION_NUM >= 180000
	return type == JOIN_RIGHT_SEMI;
#else
	return false;
#endif
}

/* The conditions of an inner join that follow from what is known to be equal. */
static inline List *
page_scan_join_equalities(PlannerInfo *root, Relids join, Relids outer,
						  RelOptInfo *inner)
{
#if PG_VERSION_NUM >= 160000
	return generate_join_implied_equalities(root, join, outer, inner, NULL);
#else
	return generate_join_implied_equalities(root, join, outer, inner);
#endif
}

/*
 * An expression above the grouping as it is below.  From 18 on a column says
 * whether grouping sets may have set it to NULL.
 */
static inline Node *
page_scan_below_grouping(PlannerInfo *root, Node *expression)
{
#if PG_VERSION_NUM >= 180000
	if (root->group_rtindex > 0)
		return remove_nulling_relids(expression,
									 bms_make_singleton(root->group_rtindex),
									 NULL);
#endif
	return expression;
}

/* A relation of ours takes over what the planner may use for the table. */
static inline void
page_scan_copy_strategies(RelOptInfo *to, const RelOptInfo *from)
{
#if PG_VERSION_NUM >= 190000
	to->pgs_mask = from->pgs_mask;
#endif
}

/* An Append of whole paths, or with workers one of partial paths. */
static inline Path *
page_scan_append(PlannerInfo *root, RelOptInfo *rel, List *paths, int workers)
{
	List	   *whole = workers > 0 ? NIL : paths;
	List	   *partial = workers > 0 ? paths : NIL;
	bool		aware = workers > 0 && enable_parallel_append;

#if PG_VERSION_NUM >= 190000
	AppendPathInput input = {.subpaths = whole, .partial_subpaths = partial};

	return (Path *) create_append_path(root, rel, input, NIL, NULL,
									   workers, aware, -1);
#elif PG_VERSION_NUM >= 140000
	return (Path *) create_append_path(root, rel, whole, partial, NIL, NULL,
									   workers, aware, -1);
#else
	return (Path *) create_append_path(root, rel, whole, partial, NIL, NULL,
									   workers, aware, NIL, -1);
#endif
}

/*
 * Return true if an Append made above excludes partitions when it is executed.
 * On 13 it does so only for paths of the server's own.
 */
static inline bool
page_scan_append_prunes(void)
{
#if PG_VERSION_NUM >= 140000
	return true;
#else
	return false;
#endif
}

/* Bytes that a hash table of one node may take. */
static inline Size
page_scan_memory_limit(void)
{
#if PG_VERSION_NUM >= 150000
	return get_hash_memory_limit();
#else
	double		limit = work_mem * hash_mem_multiplier * 1024.0;

	return (Size) Min(limit, (double) (MaxAllocHugeSize / 2));
#endif
}

/*
 * Start reading the table of a node, with workers their part of it.  From 19 on
 * the heap wants to know whether the query changes the table.
 */
static inline TableScanDesc
page_scan_begin_table(ScanState *node, ParallelTableScanDesc shared)
{
	Relation	table = node->ss_currentRelation;
	Snapshot	snapshot = node->ps.state->es_snapshot;

#if PG_VERSION_NUM >= 190000
	uint32		flags = ScanRelIsReadOnly(node) ? SO_HINT_REL_READ_ONLY : SO_NONE;

	if (shared != NULL)
		return table_beginscan_parallel(table, shared, flags);
	return table_beginscan(table, snapshot, 0, NULL, flags);
#else
	if (shared != NULL)
		return table_beginscan_parallel(table, shared);
	return table_beginscan(table, snapshot, 0, NULL);
#endif
}

/* heap_getnext() counts only the tuples that it returns itself. */
static inline void
page_scan_count_tuples(Relation relation, int tuples)
{
	if (relation->pgstat_info == NULL)
		return;
#if PG_VERSION_NUM >= 160000
	relation->pgstat_info->counts.tuples_returned += tuples;
#else
	relation->pgstat_info->t_counts.t_tuples_returned += tuples;
#endif
}

/* The same as an error, which the hooks of other extensions may raise, too. */
static inline void
page_scan_check_execute(Oid function, Oid role)
{
	if (!may_execute(function, role))
		aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_FUNCTION,
					   get_func_name(function));
	InvokeFunctionExecuteHook(function);
}

/* What a callback for changes in a catalog is given. */
#if PG_VERSION_NUM < 190000
typedef int SysCacheIdentifier;
#endif

/* A hint to the processor, where the compiler has one. */
#if defined(__GNUC__)
#define page_scan_prefetch(address) __builtin_prefetch(address)
#else
#define page_scan_prefetch(address) ((void) (address))
#endif

/* Before 15 every custom scan is taken to be able to project. */
#ifndef CUSTOMPATH_SUPPORT_PROJECTION
#define CUSTOMPATH_SUPPORT_PROJECTION 0
#endif

#endif							/* SATISFACTION_PAGE_SCAN_COMPAT_H */
