/*-------------------------------------------------------------------------
 *
 * rollup.h
 *	  What a rollup counts, and how it is counted.
 *
 * rollup_plan.c finds the rollups of a table by their views (rollup_view.c),
 * rollup_expression.c and rollup_period.c prepare their expressions,
 * rollup_count.c evaluates them for rows, rollup_group.c adds up each group, and
 * rollup_log.c appends the groups to the log.  Their callers are
 * rollup_trigger.c, for rows that a statement changes, and rollup_recount.c, for
 * all rows of the table.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_ROLLUP_H
#define SATISFACTION_ROLLUP_H

#include "compat.h"

#include "executor/executor.h"
#include "utils/plancache.h"
#include "utils/rel.h"

/* How values of the period or of a dimension are stored. */
typedef struct RollupKey
{
	int16		length;
	bool		by_value;
} RollupKey;

/* How a period is computed without the executor */
typedef struct RollupPeriodRule RollupPeriodRule;

/* In place of a score */
#define ROLLUP_NO_ANSWER	(-1)
#define ROLLUP_OFF_SCALE	(-2)

/* What is counted of one row. */
typedef struct RollupRow
{
	Datum	   *keys;			/* the period, and the dimensions */
	bool	   *nulls;
	int		   *scores;			/* each 0 to 100, or one of the above */
} RollupRow;

/* The first expression that failed since the last warning, and how often. */
typedef struct RollupFailure
{
	int			column;			/* of the view, from 1; 0 for its condition */
	int			sqlstate;
	int64		rows;
} RollupFailure;

/*
 * A rollup as the rows of one relation see it: its table, or a partition of
 * it, whose columns may have other numbers.
 */
typedef struct Rollup
{
	Oid			view;			/* x_rows, which keeps the expressions */
	Oid			log;
	Oid			owner;			/* of the view: who evaluates them */
	int			keys;			/* the period, and the dimensions */
	int			scores;
	CachedExpression *cached;
	ExprState  *condition;		/* NULL if there is none */
	RollupPeriodRule *period;	/* in place of the first key's; may be NULL */
	ExprState **key_values;
	ExprState **answers;		/* what was answered, on the scale or off it */
	ExprState **score_values;	/* NULL if it is off the scale */
	bool		calls_functions;	/* others than the server's own */
	bool		may_fail;		/* for some row */
	Bitmapset  *columns;		/* that they read, as in tg_updatedcols */
	RollupKey  *key_types;
	bool		is_kept;		/* Are periods before kept_until frozen? */
	Datum		kept_until;
	Oid			sequence;		/* of the log's identity column */
	int64		next_id;		/* of those that it has given */
	int64		ids_left;
	RollupRow	old_row;		/* room for the row that is evaluated */
	RollupRow	new_row;
	RollupFailure failure;
	struct RollupGroups *groups;	/* what rows are added to */
	struct RollupLog *log_state;	/* rows that wait to be written */
} Rollup;

/* All rollups that count what is written to a relation. */
typedef struct RollupSet
{
	Oid			relation;		/* hash key */
	bool		is_valid;
	bool		is_busy;
	MemoryContext context;
	List	   *depends_on;		/* OIDs of relations whose changes matter */
	int			count;
	Rollup	   *rollups;
	bool		may_fail;		/* Does any of them? */
	Bitmapset  *columns;		/* that any of them reads */
	ExprContext *expressions;
	TupleTableSlot *old_slot;	/* for minimal tuples of the relation */
	TupleTableSlot *new_slot;
} RollupSet;

/* The answers of a group, of which more may be removed than added. */
typedef struct RollupCounts
{
	int64		off_scale;
	int			capacity;		/* scores 0 to capacity - 1 */
	int64	   *answers;
} RollupCounts;

typedef struct RollupGroup
{
	Datum	   *keys;
	bool	   *nulls;
	RollupCounts *counts;		/* one a score */
} RollupGroup;

/* rollup.c */
extern void rollup_load(void);

/* rollup_plan.c */
extern RollupSet *rollup_set_of(Relation relation, Oid trigger_function);
extern void rollup_set_release(RollupSet *set);
extern RollupSet *rollup_set_of_view(Relation relation, Oid view);
extern void rollup_set_free(RollupSet *set);
extern int	rollup_begin_safe_path(void);

/* rollup_view.c */
extern Query *rollup_view_query(Oid view, Oid *owner);
extern Oid	rollup_view_table(Query *query);
extern Oid	rollup_tied_relation(Node *condition);

/* rollup_expression.c */
extern void rollup_prepare_expressions(Rollup *rollup, List *expressions);
extern int	rollup_in_subtransaction(void (*action) (void *), void *argument);

/* rollup_group.c */
typedef struct RollupGroups RollupGroups;

extern RollupGroups *rollup_groups_create(Rollup *rollup);
extern void rollup_groups_count(RollupGroups *groups, const RollupRow *row,
								int sign);
extern bool rollup_groups_are_full(const RollupGroups *groups);
extern RollupGroup *rollup_groups_next(RollupGroups *groups);
extern void rollup_groups_reset(RollupGroups *groups);
extern Datum rollup_tally(const RollupCounts *counts, int sign, bool *isnull);
extern bool rollup_group_is_empty(const Rollup *rollup,
								  const RollupGroup *group);

/*
 * rollup_count.c: rows come from a source, in pairs of what a row was and what
 * it has become, and groups go to a sink.
 */
typedef struct RollupSource
{
	/* Have some pairs ready; false if there are no more. */
	bool		(*fill) (struct RollupSource *source);
	/* Load the next of them into the set's slots; false after the last. */
	bool		(*next) (struct RollupSource *source, RollupSet *set);
	bool		is_update;		/* new rows are versions of old ones */
	bool		has_old;		/* Which of the two slots are loaded? */
	bool		has_new;
	void	   *state;
} RollupSource;

typedef struct RollupSink
{
	void		(*write) (struct RollupSink *sink, Rollup *rollup,
						  const RollupGroup *group);
	void	   *state;
} RollupSink;

extern void rollup_count(RollupSet *set, RollupSource *source,
						 RollupSink *sink);
extern bool rollup_is_frozen(const Rollup *rollup, const RollupRow *row);

/* rollup_log.c */
extern void rollup_log_open(RollupSet *set, Rollup *rollup);
extern void rollup_log_append(Rollup *rollup, const RollupGroup *group);
extern void rollup_log_close(Rollup *rollup);

/* rollup_period.c */
typedef struct RollupPeriod
{
	char		grain[16];		/* as rollup_create() calls it */
	char	   *time_zone;		/* NULL if none is converted to */
} RollupPeriod;

extern void rollup_period_of(Query *query, RollupPeriod *period);
extern RollupPeriodRule *rollup_period_rule(Expr *expression);
extern Expr *rollup_period_time(const RollupPeriodRule *rule);
extern bool rollup_period_evaluate(RollupPeriodRule *rule,
								   ExprContext *context,
								   Datum *period, bool *isnull);

/* rollup_recount.c */
extern void rollup_read_rows(RollupSet *set, Relation relation,
							 bool is_removal, RollupSink *sink);

#endif							/* SATISFACTION_ROLLUP_H */
