/*-------------------------------------------------------------------------
 *
 * planner.h
 *	  Which queries have a page scan, and its paths and plans.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_PLANNER_H
#define SATISFACTION_PAGE_SCAN_PLANNER_H

#include "../node/node.h"

/* query.c */
typedef struct PageQuery
{
	PathTarget *target;			/* of the partial aggregation */
	PathTarget *sets_target;	/* of the grouping sets above, if any */
	List	   *keys;			/* the expressions grouped by */
	List	   *table_keys;		/* those computed from the table's columns */
	bool		grouped;
	RelOptInfo *table;			/* what is counted */
	List	   *joins;			/* of PageJoin, in the order of execution */
	List	   *counted;		/* columns of joined relations that aggregates
								 * read */
} PageQuery;

extern bool page_scan_is_supported_query(PlannerInfo *root, RelOptInfo *input,
										 RelOptInfo *output,
										 GroupPathExtraData *extra,
										 PageQuery *query);
extern bool page_scan_is_supported_table(PlannerInfo *root, RelOptInfo *table);
extern bool page_scan_is_core_relation(RelOptInfo *rel, bool is_append);
extern bool page_scan_is_narrow(PlannerInfo *root, RelOptInfo *table,
								List *keys);

/* inspect.c */
extern bool page_scan_has_only_columns(Relids tables, Node *expressions);
extern Path *page_scan_path_below(Path *path);
extern bool page_scan_contains_parameter(Node *node);

/* aggregate.c */
extern bool page_scan_aggregate_kind(Aggref *aggregate, PageStateKind *kind);

/* What the order in which rows are added decides. */
typedef enum PageOrderEffect
{
	PAGE_ORDER_NO_EFFECT,
	PAGE_ORDER_EITHER,			/* which of equal values is kept */
	PAGE_ORDER_ROUNDING			/* the last digits of a sum */
} PageOrderEffect;

extern PageOrderEffect page_scan_order_effect(List *expressions);

/* join.c */
/* Another relation, or several, joined to the table that is counted. */
typedef struct PageJoin
{
	PageJoinKind kind;
	RelOptInfo *other;
	List	   *table_keys;		/* over columns of the table */
	List	   *other_keys;		/* what they must be equal to */
	List	   *equalities;		/* functions that compare them */
	List	   *columns;		/* of the other relation, for the output */
} PageJoin;

extern bool page_join_is_supported(PlannerInfo *root, RelOptInfo *input,
								   PageQuery *query);
extern List *page_join_paths(PlannerInfo *root, List *joins, bool parallel);
extern List *page_joins_of_child(PlannerInfo *root, List *joins,
								 RelOptInfo *child, RelOptInfo *parent);

/* join_cost.c */
extern void page_join_cost(PlannerInfo *root, List *joins,
						   const RelOptInfo *table, List *paths, Path *path);

/* errors.c */
extern bool page_scan_may_fail(List *expressions);
extern bool page_scan_conditions_may_fail(PlannerInfo *root, RelOptInfo *rel);

/* row_order.c */
extern bool page_order_adds_alike(PlannerInfo *root, const RelOptInfo *output,
								  bool one_table, PageOrderEffect effect);
extern bool page_order_adds_alike_in_workers(const RelOptInfo *output,
											 PageOrderEffect effect);

/* cost.c */
/* A table that is counted, in terms of its own columns. */
typedef struct PageTable
{
	RelOptInfo *table;
	PathTarget *target;
	List	   *keys;
	List	   *conditions;
	List	   *joins;			/* of PageJoin */
} PageTable;

extern void page_scan_cost(PlannerInfo *root, const PageTable *table,
						   Path *path);
extern double page_scan_groups_in_memory(PathTarget *target);
extern void page_scan_add_spill_cost(const PageTable *table, double groups,
									 Path *path);
extern bool page_scan_is_beaten(const RelOptInfo *table,
								const RelOptInfo *output);
extern bool page_scan_is_small_table(PlannerInfo *root, RelOptInfo *table);
extern double page_scan_parallel_divisor(int workers);
extern double page_scan_expect_groups(PlannerInfo *root, RelOptInfo *input,
									  List *keys);

/* grouping_sets.c */
extern Node *page_sets_below(PlannerInfo *root, Node *expression);
extern bool page_sets_split(PlannerInfo *root, PageQuery *query,
							List *groupings);
extern List *page_sets_group_clause(PlannerInfo *root, const PageQuery *query);
extern double page_sets_expect_groups(PlannerInfo *root, RelOptInfo *input,
									  const PageQuery *query, double most);
extern Path *page_sets_path(PlannerInfo *root, RelOptInfo *rel, Path *below,
							const PageQuery *query);

/* path.c */
extern void page_scan_add_paths(PlannerInfo *root, RelOptInfo *input,
								RelOptInfo *output,
								GroupPathExtraData *extra);

/* plan.c */
/* A path, and what its plan is made from. */
typedef struct PageScanPath
{
	CustomPath	custom;
	Index		relation;		/* the table */
	List	   *aggregates;
	List	   *keys;			/* of the table */
	List	   *conditions;
	bool		is_grouped;
	bool		is_whole;		/* groups are final, and not merged */
	List	   *joins;			/* of PageJoin */
} PageScanPath;

extern const CustomPathMethods page_scan_path_methods;
extern Plan *page_scan_plan_above(CustomPath *path, List *target_list,
								  List *custom_plans,
								  const CustomScanMethods *methods);


#endif							/* SATISFACTION_PAGE_SCAN_PLANNER_H */
