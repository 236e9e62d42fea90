/*-------------------------------------------------------------------------
 *
 * page_scan.h
 *	  Aggregating pages instead of tuples.
 *
 * README says what a page scan is, why, and what must hold.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_H
#define SATISFACTION_PAGE_SCAN_H

#include "compat.h"

#include "executor/executor.h"
#include "nodes/extensible.h"

#include "page.h"

/* What an aggregate keeps of the rows of a group. */
typedef enum PageStateKind
{
	PAGE_COUNT_ROWS,			/* count(*) */
	PAGE_COUNT_VALUES,			/* count(expression) */
	PAGE_MINIMUM,				/* of integers and times */
	PAGE_MAXIMUM,
	PAGE_SUM,					/* of integer and smallint */
	PAGE_AVERAGE,				/* of the same */
	PAGE_SUM_BIGINT,			/* or average */
	PAGE_CALL,					/* of the transition function */
	PAGE_CALL_ROUNDING,			/* whose result depends on the order */
	PAGE_CALL_DISTINCT,			/* count(DISTINCT value) */
	PAGE_TALLY_INTEGER,			/* scores of integer types and boolean */
	PAGE_TALLY_FLOAT8,
	PAGE_TALLY_NUMERIC
} PageStateKind;

/*
 * What the planner tells the executor.  custom_scan_tlist holds the columns of
 * the table, those of joined relations, and then the aggregates; custom_exprs
 * holds lists of the keys, of the filters, of the arguments of aggregates, and
 * of lists of the keys of joins, in the order of custom_plans; custom_private
 * holds integers, see PAGE_SCAN_..., then for each aggregate three: kind, and the
 * numbers of argument and filter, or -1, and then for each join three: kind,
 * order, and the number of its columns.
 */
#define PAGE_SCAN_COLUMNS	0	/* number of columns of the table */
#define PAGE_SCAN_JOINED	1	/* number of columns of joined relations */
#define PAGE_SCAN_GROUPED	2	/* is there a GROUP BY? */
#define PAGE_SCAN_WHOLE		3	/* does nothing merge what is emitted? */

#define PAGE_AGGREGATE_KIND			0
#define PAGE_AGGREGATE_ARGUMENT		1
#define PAGE_AGGREGATE_FILTER		2
#define PAGE_AGGREGATE_OID			3
#define PAGE_AGGREGATE_COLLATION	4
#define PAGE_AGGREGATE_NUMBERS		5

/* load.c */
extern bool page_scan_enabled;
extern void page_scan_load(void);
extern PGDLLEXPORT Datum page_scan_support(PG_FUNCTION_ARGS);

/* wrapper.c */
extern void page_wrapper_load(void);

/* query.c */
typedef struct PageQuery
{
	PathTarget *target;			/* of the partial aggregation */
	PathTarget *sets_target;	/* of the grouping sets above, if any */
	List	   *keys;			/* the expressions grouped by */
	List	   *table_keys;		/* those computed from the table's columns */
	List	   *distinct;		/* values of count(DISTINCT) */
	bool		grouped;
	RelOptInfo *table;			/* what is counted */
	List	   *joins;			/* of PageJoin, in the order of execution */
	Path	   *ordinary;		/* of the input in the ordinary plan */
} PageQuery;

extern bool page_scan_is_supported_query(PlannerInfo *root, RelOptInfo *input,
										 RelOptInfo *output,
										 GroupPathExtraData *extra,
										 PageQuery *query);
extern bool page_scan_is_supported_table(PlannerInfo *root, RelOptInfo *table);
extern bool page_scan_is_core_relation(RelOptInfo *rel, bool is_append);
extern bool page_scan_is_narrow(PlannerInfo *root, RelOptInfo *table,
								List *keys);
extern bool page_scan_has_only_columns(RelOptInfo *table, Node *expressions);
extern Path *page_scan_path_below(Path *path);
extern bool page_scan_contains_parameter(Node *node);

/* aggregate.c */
extern bool page_scan_aggregate_kind(Aggref *aggregate, PageStateKind *kind);

/* join.c */
typedef enum PageJoinKind
{
	PAGE_JOIN_INNER,
	PAGE_JOIN_LEFT,				/* the table is on the left, here and below */
	PAGE_JOIN_SEMI,
	PAGE_JOIN_ANTI
} PageJoinKind;

/*
 * Which side is read first, and when does the join end at once?  This is how
 * the ordinary plan does it: by a hash of the other relation, whose first row
 * of the table is fetched before it or not, by a hash of the table, by sorting
 * and merging, or by a nested loop.
 */
typedef enum PageJoinOrder
{
	PAGE_ORDER_TABLE,			/* the table, to its end */
	PAGE_ORDER_TABLE_KEY,		/* the same; the other if there is a key */
	PAGE_ORDER_TABLE_ROW,		/* a row of it; ends if there is no other key */
	PAGE_ORDER_OTHER,			/* the other; ends if there is no row */
	PAGE_ORDER_OTHER_ROW,		/* a row of the other; the same */
	PAGE_ORDER_OTHER_HASHED,	/* the other; ends if there is no key */
	PAGE_ORDER_OTHER_SORTED		/* the same, but when it is rescanned, too */
} PageJoinOrder;

/* Another relation, or several, joined to the table that is counted. */
typedef struct PageJoin
{
	PageJoinKind kind;
	PageJoinOrder order;
	RelOptInfo *other;
	List	   *table_keys;		/* over columns of the table */
	List	   *other_keys;		/* what they must be equal to */
	List	   *columns;		/* of the other relation, for the output */
} PageJoin;

extern bool page_join_is_supported(PlannerInfo *root, RelOptInfo *input,
								   PageQuery *query);
extern List *page_join_paths(PlannerInfo *root, List *joins, bool parallel);
extern List *page_join_describe(List *joins);
extern void page_join_cost(List *joins, List *paths, double rows, Path *path);

/* order.c */
extern Path *page_order_cheapest_path(const RelOptInfo *output);
extern Path *page_order_ordinary_path(RelOptInfo *input, RelOptInfo *output);
extern bool page_order_may_end_early(PlannerInfo *root,
									 const RelOptInfo *output);
extern bool page_order_may_read_all(RelOptInfo *table, Path *path);
extern bool page_order_may_join(PlannerInfo *root, RelOptInfo *table,
								const JoinPath *join, const PageJoin *mine,
								bool table_is_left);
extern bool page_order_is_free(PlannerInfo *root, RelOptInfo *input,
							   List *joins);
extern PageJoinOrder page_order_of_join(const JoinPath *join,
										bool table_is_left);
extern bool page_order_allows_workers(PlannerInfo *root, RelOptInfo *input,
									  RelOptInfo *output,
									  const PageQuery *query, bool workers);
extern bool page_order_forbids_workers(PlannerInfo *root,
									   const PageQuery *query);

/* cost.c */
/* One table and what is asked of it, in terms of its own columns. */
typedef struct PageTable
{
	RelOptInfo *table;
	PathTarget *target;
	List	   *keys;
	List	   *conditions;
} PageTable;

extern void page_scan_cost(PlannerInfo *root, const PageTable *table,
						   Path *path);
extern double page_scan_groups_in_memory(PathTarget *target);
extern void page_scan_add_waiting_cost(const PageTable *table, double groups,
									   Path *path);
extern bool page_scan_is_beaten(const RelOptInfo *table,
								const RelOptInfo *output);
extern bool page_scan_is_small_table(PlannerInfo *root, RelOptInfo *table);
extern double page_scan_parallel_divisor(int workers);
extern double page_scan_expect_groups(PlannerInfo *root, RelOptInfo *input,
									  List *keys);

/* distinct.c */
extern const CustomScanMethods page_distinct_plan_methods;

extern bool page_distinct_is_marked(Oid aggregate, Oid collation);
extern bool page_distinct_is_count(Aggref *aggregate);
extern Node *page_distinct_mark(Node *expression);
extern List *page_distinct_values(List *expressions);
extern bool page_distinct_fits(PlannerInfo *root, RelOptInfo *table,
							   List *values, List *keys);
extern PathTarget *page_distinct_target(PathTarget *target);
extern Path *page_distinct_path(RelOptInfo *output, Path *final);

/* path.c */
extern void page_scan_add_paths(PlannerInfo *root, RelOptInfo *input,
								RelOptInfo *output,
								GroupPathExtraData *extra);

/* sets.c */
extern Node *page_sets_below(PlannerInfo *root, Node *expression);
extern bool page_sets_split(PlannerInfo *root, PageQuery *query,
							List *groupings);
extern List *page_sets_group_clause(PlannerInfo *root, const PageQuery *query);
extern double page_sets_expect_groups(PlannerInfo *root, RelOptInfo *input,
									  const PageQuery *query, double most);
extern Path *page_sets_path(PlannerInfo *root, RelOptInfo *rel, Path *below,
							const PageQuery *query);

/* sets_node.c */
extern const CustomScanMethods page_sets_plan_methods;

/* plan.c */
extern const CustomPathMethods page_scan_path_methods;
extern Plan *page_scan_plan_above(CustomPath *path, List *target_list,
								  List *custom_plans,
								  const CustomScanMethods *methods);

/* node.c */
extern const CustomScanMethods page_scan_plan_methods;

/* compare.c */
typedef enum PageComparison
{
	PAGE_LESS,
	PAGE_LESS_EQUAL,
	PAGE_EQUAL,
	PAGE_GREATER_EQUAL,
	PAGE_GREATER,
	PAGE_NOT_EQUAL
} PageComparison;

/* From the type of a bound to that of the column it is compared with. */
typedef struct PageConversion
{
	Oid			from;			/* invalid if there is nothing to convert */
	Oid			to;
} PageConversion;

extern bool page_is_integer_type(Oid type);
extern int64 page_integer_from_datum(Datum value, int length);
extern bool page_comparison_of_operator(Oid operator,
										PageComparison *comparison);
extern bool page_comparison_converts(Oid operator, bool column_is_left,
									 PageComparison *comparison,
									 PageConversion *conversion);
extern bool page_comparison_convert(const PageConversion *conversion,
									Datum bound, PageComparison *comparison,
									int64 *converted);

/* expression.c */
typedef struct PageExpression PageExpression;

/* What is kept of a value that is not passed by value. */
typedef enum PageUse
{
	PAGE_USE_NULL,				/* whether it is NULL */
	PAGE_USE_SCORE,				/* of a numeric the score */
	PAGE_USE_VALUE				/* the value, which is asked for row by row */
} PageUse;

extern bool page_expression_is_loops(Expr *expression);	/* compile.c */
extern PageExpression *page_expression_begin(Expr *clause, PageUse use,
											 PageReader *reader,
											 PlanState *parent);
extern int	page_expression_first_column(const PageExpression *expression);
extern void page_expression_compute(PageExpression *expression,
									const PageSelection *selection);
extern const Datum *page_expression_values(const PageExpression *expression);
extern const bool *page_expression_nulls(const PageExpression *expression);
extern Datum page_expression_value(PageExpression *expression, PageRow row,
								   bool *null);

/* filter.c */
typedef struct PageFilter PageFilter;

extern PageFilter *page_filter_begin(List *clauses, PageReader *reader,
									 PlanState *parent);
extern PageFilter *page_filter_begin_expression(Expr *expression,
												PageReader *reader,
												PlanState *parent);
extern void page_filter_reset(PageFilter *filter);
extern int	page_filter_first_column(const PageFilter *filter);
extern bool page_filter_may_fail(const PageFilter *filter);
extern const PageSelection *page_filter_apply(PageFilter *filter,
											  const PageSelection *from,
											  PageSelection *space);
extern bool page_filter_is_column_test(Expr *clause);

/* truncate.c */
typedef struct PageTruncation PageTruncation;

extern PageTruncation *page_truncation_begin(Expr *expression,
											 PlanState *parent);
extern double page_truncation_results(PlannerInfo *root, Expr *expression);
extern int	page_truncation_column(const PageTruncation *truncation);
extern Datum page_truncation_value(PageTruncation *truncation, Datum value,
								   bool value_null, TupleTableSlot *slot,
								   bool *null);

/* span.c */
extern bool page_span_is_field(Expr *expression);

/* group.h */
typedef struct PageGroup PageGroup;
typedef struct PageKeys PageKeys;
typedef struct PageGroups PageGroups;

/* combination.c */
#define PAGE_NO_COMBINATION		0

typedef struct PageCombinations PageCombinations;

extern PageCombinations *page_combinations_begin(TupleDesc descriptor,
												 int first_input, int columns,
												 int first_output);
extern int	page_combinations_columns(const PageCombinations *combinations);
extern void page_combinations_reset(PageCombinations *combinations,
									MemoryContext memory);
extern uint32 page_combinations_find(PageCombinations *combinations,
									 TupleTableSlot *row);
extern void page_combinations_output(const PageCombinations *combinations,
									 uint32 number, TupleTableSlot *slot);
extern void page_combinations_input(const PageCombinations *combinations,
									uint32 number, TupleTableSlot *slot);

/* row_file.c */
typedef struct PageRowFormat PageRowFormat;
typedef struct PageRowFile PageRowFile;

extern PageRowFormat *page_row_format_begin(PageReader *reader,
											Bitmapset *needed);
extern PageRowFile *page_row_file_create(PageRowFormat *format);
extern void page_row_file_close(PageRowFile *file);
extern void page_row_file_write(PageRowFile *file, PageRow row);
extern void page_row_file_rewind(PageRowFile *file);
extern int	page_row_file_read(PageRowFile *file);

/* lookup.c */
typedef struct PageLookup PageLookup;

extern PageLookup *page_lookup_begin(PageJoinKind kind, PageJoinOrder order,
									 List *keys, int columns,
									 int first_column, PlanState *other,
									 PageReader *reader, PlanState *parent);
extern bool page_lookup_may_fail(const PageLookup *lookup);
extern void page_lookup_reset(PageLookup *lookup, Bitmapset *changed);
extern bool page_lookup_start(PageLookup *lookup);
extern bool page_lookup_prepare(PageLookup *lookup);
extern bool page_lookup_drops_early(PageLookup *lookup,
									const PageSelection *selection);
extern bool page_lookup_has_several(const PageLookup *lookup);
extern bool page_lookup_is_divided(const PageLookup *lookup);
extern void page_lookup_find(PageLookup *lookup,
							 const PageSelection *selection,
							 PageSelection *into, PageRowFormat *format);
extern PageRowFile *page_part_next_postponed(PageLookup *lookup);	/* part.c */
extern void page_lookup_read_rows(PageLookup *lookup);	/* note.c */
extern bool page_lookup_advance(PageLookup *lookup, PageRow row);
extern const Datum *page_lookup_numbers(const PageLookup *lookup,
										const bool **nulls);
extern void page_lookup_output(const PageLookup *lookup, Datum number,
							   TupleTableSlot *slot);
extern void page_lookup_keep_whole(PageLookup *lookup);
extern void page_lookup_end(PageLookup *lookup);

/* joined.c */
typedef struct PageJoined PageJoined;

extern PageJoined *page_joined_begin(CustomScanState *node, int first_column,
									 PageReader *reader,
									 PageRowFormat *format,
									 bool filter_may_fail, int eflags);
extern int	page_joined_count(const PageJoined *joined);
extern void page_joined_add_keys(const PageJoined *joined, PageKeys *keys);
extern bool page_joined_start(PageJoined *joined);
extern bool page_joined_is_prepared(const PageJoined *joined);
extern bool page_joined_is_row_by_row(const PageJoined *joined);
extern const PageSelection *page_joined_find(PageJoined *joined,
											 const PageSelection *selection,
											 bool postpone);
extern const PageSelection *page_joined_find_more(PageJoined *joined);
extern bool page_joined_may_postpone(const PageJoined *joined);
extern bool page_joined_next_postponed(PageJoined *joined);
extern int	page_joined_read_postponed(PageJoined *joined);
extern void page_joined_output(const PageJoined *joined,
							   const PageGroup *group, int first_key,
							   TupleTableSlot *slot);
extern void page_joined_reset(PageJoined *joined, Bitmapset *changed);
extern void page_joined_end(PageJoined *joined);

/* argument.c */
typedef struct PageArguments PageArguments;

extern PageArguments *page_arguments_begin(List *filters, int most,
										   PageReader *reader,
										   PlanState *parent);
extern int	page_arguments_add(PageArguments *arguments, Expr *clause,
							   PageUse use, int filter);
extern PageExpression *page_arguments_get(const PageArguments *arguments,
										  int number);
extern void page_arguments_reset(PageArguments *arguments);
extern void page_arguments_compute(PageArguments *arguments,
								   const PageSelection *selection);
extern const PageSelection *page_arguments_rows(PageArguments *arguments,
												int filter,
												const PageSelection *selection);

/*
 * number.c
 *
 * A sum of values, or the least or greatest of them in low.
 */
typedef struct PageNumber
{
	int64		count;			/* of values */
	uint64		low;
	int64		high;
} PageNumber;

typedef struct PageNumbers PageNumbers;

extern bool page_number_kind(Oid aggregate, PageStateKind *kind);
extern PageNumbers *page_numbers_begin(ExprContext *context);
extern void page_number_add(PageStateKind kind, const Datum *values,
							const bool *nulls, const PageSelection *rows,
							PageGroup **groups, int group_values, int place,
							bool one_group);
extern Datum page_number_state(PageNumbers *numbers, PageStateKind kind,
							   const PageNumber *number, bool *null);

static inline bool
page_state_is_call(PageStateKind kind)
{
	return kind >= PAGE_CALL && kind <= PAGE_CALL_DISTINCT;
}

/* set.c */
typedef struct PageSet PageSet;

extern PageSet *page_set_begin(void);
extern void page_set_reset(PageSet *set);
extern bool page_set_add(PageSet *set, uint32 group, Datum value);
extern int64 page_set_count_late(PageSet *set, uint32 group);

/* call.c */
#define PAGE_CALL_ARGUMENTS		4

typedef struct PageCallState
{
	Datum		value;
	uint32		number;			/* of the group, for count(DISTINCT) */
	bool		started;
	bool		null;
	bool		has_value;		/* has it been other than at the start? */
	uint8		scale;			/* the most decimals of the sum */
	uint32		summed;			/* numerics that the state lacks so far */
	int64		sum;			/* of these, in units of decimal.c */
	int64		merged;			/* numerics that the state has as part of one */
} PageCallState;

typedef struct PageCall PageCall;

extern bool page_call_is_aggregate(Oid aggregate, PageStateKind *kind);
extern bool page_call_keeps_either(Oid aggregate, Oid collation);
extern bool page_call_is_transition(PGFunction function, PageStateKind *kind);
extern PageCall *page_call_begin(Oid aggregate, Oid collation, List *clauses,
								 PageExpression **argument, PageReader *reader,
								 MemoryContext memory, ExprContext *context);
extern void page_call_add(PageCall *call, const PageSelection *rows,
						  PageGroup **groups, int group_values, int place,
						  bool one_group);
extern void page_call_reset(PageCall *call);
extern Datum page_call_state(PageCall *call, PageCallState *state, bool *null);

/* decimal.c */
extern bool page_decimal_read(Datum value, int64 *units, int *scale);
extern Datum page_decimal_write(int64 units, int scale);

/* state.c */
typedef struct PageStates PageStates;

extern PageStates *page_states_begin(List *aggregates, List *filters,
									 List *arguments, bool dense,
									 MemoryContext memory, PageReader *reader,
									 PlanState *parent);
extern void page_states_compute(PageStates *states,
								const PageSelection *selection);
extern void page_states_reset(PageStates *states);
extern void page_states_forget(PageStates *states);
extern Size page_states_size(const PageStates *states);
extern void page_states_widen(PageStates *states);
extern void page_states_prepare(PageStates *states, PageGroups *groups,
								const PageSelection *selection);
extern void page_states_add(PageStates *states,
							const PageSelection *selection,
							PageGroup **groups, int group_values,
							bool one_group);
extern void page_states_output(PageStates *states, PageGroup *group,
							   int group_values, TupleTableSlot *slot,
							   int first);
extern Size page_state_usual_size(PageStateKind kind);

#endif							/* SATISFACTION_PAGE_SCAN_H */
