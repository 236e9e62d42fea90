/*-------------------------------------------------------------------------
 *
 * rollup_count.c
 *	  Evaluating the expressions of rollups for rows, and adding up groups.
 *
 * An error of an expression is no error of the statement that brought the
 * row.  If an error is possible, the rows are evaluated in one subtransaction,
 * which writes nothing, so it takes no transaction ID.  After an error each
 * expression of the row that raised it is evaluated in a subtransaction of its
 * own, and the others go on in a new one.  A score that fails counts as off the
 * scale and a dimension as NULL, so that removing the row takes back what
 * adding it brought; a row whose period or condition fails is left out.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/namespace.h"
#include "miscadmin.h"
#include "utils/date.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "rollup.h"
#include "tally.h"

typedef struct Counting
{
	RollupSet  *set;
	RollupSource *source;
	int			current;		/* rollup that the loaded pair is counted for */
	bool		is_drained;		/* no more pairs are ready */
	bool		may_fail;		/* rows are read in a subtransaction */
} Counting;

/* What became of a row */
typedef enum RowResult
{
	ROW_LEFT_OUT,
	ROW_READ,
	ROW_MAY_FAIL				/* to be read again in a subtransaction */
} RowResult;

/* An expression, and what became of it */
typedef struct Evaluation
{
	ExprState  *expression;
	ExprContext *context;
	Datum		value;
	bool		isnull;
} Evaluation;

static int
score_of(Datum value, bool isnull)
{
	int			score = isnull ? ROLLUP_OFF_SCALE : DatumGetInt16(value);

	return score >= 0 && score <= TALLY_MAX_SCORE ? score : ROLLUP_OFF_SCALE;
}

/*
 * What is counted of a row.  The values are in the memory of the expression
 * context.
 */
static RowResult
read_row(Rollup *rollup, ExprContext *context, TupleTableSlot *slot,
		 RollupRow *row, bool may_fail)
{
	bool		is_answered = false;
	bool		isnull;
	Datum		value;
	int			key = 0;

	context->ecxt_scantuple = slot;
	if (rollup->condition)
	{
		value = ExecEvalExpr(rollup->condition, context, &isnull);
		if (isnull || !DatumGetBool(value))
			return ROW_LEFT_OUT;
	}
	for (int i = 0; i < rollup->scores; i++)
	{
		row->scores[i] = ROLLUP_NO_ANSWER;
		(void) ExecEvalExpr(rollup->answers[i], context, &isnull);
		if (isnull)
			continue;
		is_answered = true;
		value = ExecEvalExpr(rollup->score_values[i], context, &isnull);
		row->scores[i] = score_of(value, isnull);
	}
	if (!is_answered)
		return ROW_LEFT_OUT;
	if (rollup->period)
	{
		if (rollup_period_evaluate(rollup->period, context, &row->keys[0],
								   &row->nulls[0]))
			key = 1;
		else if (!may_fail)
			return ROW_MAY_FAIL;
	}
	for (; key < rollup->keys; key++)
		row->keys[key] = ExecEvalExpr(rollup->key_values[key], context,
									  &row->nulls[key]);
	return ROW_READ;
}

static void
evaluate_alone(void *argument)
{
	Evaluation *evaluation = argument;

	evaluation->value = ExecEvalExpr(evaluation->expression,
									 evaluation->context,
									 &evaluation->isnull);
}

static void
record_failure(Rollup *rollup, int column, int sqlstate)
{
	if (rollup->failure.sqlstate == 0)
	{
		rollup->failure.column = column;
		rollup->failure.sqlstate = sqlstate;
	}
}

/*
 * One expression of a row of which one has failed; false if it is this one.
 */
static bool
try_expression(Rollup *rollup, int column, Evaluation *evaluation,
			   ExprState *expression)
{
	int			sqlstate;

	evaluation->expression = expression;
	sqlstate = rollup_in_subtransaction(evaluate_alone, evaluation);
	if (sqlstate != 0)
		record_failure(rollup, column, sqlstate);
	return sqlstate == 0;
}

/*
 * As read_row(), for a row of which an expression has failed.
 */
static RowResult
read_bad_row(Rollup *rollup, ExprContext *context, TupleTableSlot *slot,
			 RollupRow *row, bool may_fail)
{
	Evaluation	evaluation = {NULL, context, (Datum) 0, true};
	bool		is_answered = false;

	context->ecxt_scantuple = slot;
	if (rollup->condition)
	{
		if (!try_expression(rollup, 0, &evaluation, rollup->condition) ||
			evaluation.isnull || !DatumGetBool(evaluation.value))
			return ROW_LEFT_OUT;
	}
	for (int i = 0; i < rollup->scores; i++)
	{
		int			column = rollup->keys + 2 * i + 1;

		row->scores[i] = ROLLUP_OFF_SCALE;
		if (try_expression(rollup, column, &evaluation, rollup->answers[i]))
		{
			if (evaluation.isnull)
			{
				row->scores[i] = ROLLUP_NO_ANSWER;
				continue;
			}
			if (try_expression(rollup, column + 1, &evaluation,
							   rollup->score_values[i]))
				row->scores[i] = score_of(evaluation.value, evaluation.isnull);
		}
		is_answered = true;
	}
	if (!is_answered)
		return ROW_LEFT_OUT;
	for (int i = 0; i < rollup->keys; i++)
	{
		bool		is_good = try_expression(rollup, i + 1, &evaluation,
											 rollup->key_values[i]);

		if (!is_good && i == 0)
			return ROW_LEFT_OUT;
		row->nulls[i] = !is_good || evaluation.isnull;
		row->keys[i] = is_good ? evaluation.value : (Datum) 0;
	}
	return ROW_READ;
}

/*
 * Return true if a row belongs to a period that is frozen.
 */
bool
rollup_is_frozen(const Rollup *rollup, const RollupRow *row)
{
	if (!rollup->is_kept || row->nulls[0])
		return false;
	if (rollup->key_types[0].length == sizeof(DateADT))
		return DatumGetDateADT(row->keys[0]) <
			DatumGetDateADT(rollup->kept_until);
	return DatumGetTimestamp(row->keys[0]) <
		DatumGetTimestamp(rollup->kept_until);
}

/*
 * Which rows of the loaded pair count for the current rollup, by a function
 * that reads one of them.  Returns false if one may fail and must not.
 */
static bool
read_pair(Counting *counting,
		  RowResult (*reader) (Rollup *, ExprContext *, TupleTableSlot *,
							   RollupRow *, bool),
		  bool *is_removed, bool *is_added)
{
	RollupSet  *set = counting->set;
	Rollup	   *rollup = &set->rollups[counting->current];
	RowResult	of_old = ROW_LEFT_OUT;
	RowResult	of_new = ROW_LEFT_OUT;
	int			level = 0;
	Oid			user;
	int			security;

	GetUserIdAndSecContext(&user, &security);
	SetUserIdAndSecContext(rollup->owner,
						   security | SECURITY_RESTRICTED_OPERATION);
	if (rollup->calls_functions)
		level = rollup_begin_safe_path();
	if (counting->source->has_old)
		of_old = reader(rollup, set->expressions, set->old_slot,
						&rollup->old_row, counting->may_fail);
	if (counting->source->has_new)
		of_new = reader(rollup, set->expressions, set->new_slot,
						&rollup->new_row, counting->may_fail);
	if (rollup->calls_functions)
		AtEOXact_GUC(true, level);
	SetUserIdAndSecContext(user, security);
	if (of_old == ROW_MAY_FAIL || of_new == ROW_MAY_FAIL)
		return false;

	/* A frozen row stays counted as it was; one that comes late is added. */
	*is_removed = of_old == ROW_READ;
	*is_added = of_new == ROW_READ;
	if (*is_removed && rollup_is_frozen(rollup, &rollup->old_row))
		*is_removed = *is_added = false;
	if (*is_added && counting->source->is_update &&
		!counting->source->has_old && rollup_is_frozen(rollup, &rollup->new_row))
		*is_added = false;
	return true;
}

/*
 * Count the loaded pair for the current rollup, by a function that reads one
 * of its rows; false if one may fail and must not.
 */
static bool
count_pair(Counting *counting,
		   RowResult (*reader) (Rollup *, ExprContext *, TupleTableSlot *,
								RollupRow *, bool))
{
	Rollup	   *rollup = &counting->set->rollups[counting->current];
	bool		is_removed;
	bool		is_added;

	if (!read_pair(counting, reader, &is_removed, &is_added))
		return false;
	if (is_removed)
		rollup_groups_count(rollup->groups, &rollup->old_row, -1);
	if (is_added)
		rollup_groups_count(rollup->groups, &rollup->new_row, 1);
	return true;
}

static bool
is_full(const RollupSet *set)
{
	for (int i = 0; i < set->count; i++)
		if (rollup_groups_are_full(set->rollups[i].groups))
			return true;
	return false;
}

/*
 * Count the loaded pair for the other rollups as well; false if a row may fail
 * and must not.  Rows that the source loads belong to the caller's memory
 * context.
 */
static bool
count_for_others(Counting *counting)
{
	ExprContext *context = counting->set->expressions;
	MemoryContext caller = MemoryContextSwitchTo(context->ecxt_per_tuple_memory);
	bool		is_counted = true;

	while (is_counted && counting->current < counting->set->count)
	{
		is_counted = count_pair(counting, read_row);
		if (is_counted)
			counting->current++;
	}
	MemoryContextSwitchTo(caller);
	return is_counted;
}

/*
 * Count what is ready, until there is no more, memory is full, or a row may
 * fail and must not.
 */
static void
count_pairs(void *argument)
{
	Counting   *counting = argument;
	RollupSet  *set = counting->set;

	for (;;)
	{
		if (!count_for_others(counting))
		{
			counting->may_fail = true;
			return;
		}
		if (is_full(set))
			return;
		ResetExprContext(set->expressions);
		CHECK_FOR_INTERRUPTS();
		if (!counting->source->next(counting->source, set))
		{
			counting->is_drained = true;
			return;
		}
		counting->current = 0;
	}
}

/*
 * As count_pairs(), in a subtransaction if an expression may fail; false if one
 * has failed for the loaded pair.
 */
static bool
try_pairs(Counting *counting)
{
	if (counting->may_fail)
		return rollup_in_subtransaction(count_pairs, counting) == 0;
	count_pairs(counting);
	return true;
}

/*
 * Count a pair of which an expression has failed.
 */
static void
count_bad_pair(Counting *counting)
{
	RollupSet  *set = counting->set;
	MemoryContext caller = MemoryContextSwitchTo(set->expressions->ecxt_per_tuple_memory);

	set->rollups[counting->current].failure.rows++;
	(void) count_pair(counting, read_bad_row);
	counting->current++;
	MemoryContextSwitchTo(caller);
}

static void
write_groups(RollupSet *set, RollupSink *sink)
{
	for (int i = 0; i < set->count; i++)
	{
		Rollup	   *rollup = &set->rollups[i];
		RollupGroup *group;

		while ((group = rollup_groups_next(rollup->groups)) != NULL)
			if (!rollup_group_is_empty(rollup, group))
				sink->write(sink, rollup, group);
		rollup_groups_reset(rollup->groups);
	}
}

/*
 * Values are in nobody's message, for the role that writes may not be allowed
 * to read the columns that they come from.
 */
static void
warn_of_failure(Rollup *rollup, Oid relation)
{
	RollupFailure failure = rollup->failure;
	char	   *view = get_rel_name(rollup->view);

	if (view == NULL)
		return;
	ereport(WARNING,
			(errcode(failure.sqlstate),
			 errmsg_plural("%lld row of table \"%s\" has a value that a rollup cannot compute",
						   "%lld rows of table \"%s\" have values that a rollup cannot compute",
						   (unsigned long) failure.rows,
						   (long long) failure.rows, get_rel_name(relation)),
			 failure.column > 0 ?
			 errdetail("Column \"%s\" of view \"%s\" raised SQLSTATE %s.",
					   get_attname(rollup->view, failure.column, false), view,
					   unpack_sql_state(failure.sqlstate)) :
			 errdetail("The condition of view \"%s\" raised SQLSTATE %s.",
					   view, unpack_sql_state(failure.sqlstate)),
			 errhint("A score counts as off the scale then, a dimension as NULL, and a row without period or condition not at all.")));
}

/*
 * Count the rows of a source for all rollups of a set, and write the groups
 * whenever memory is full, and at the end.
 */
void
rollup_count(RollupSet *set, RollupSource *source, RollupSink *sink)
{
	Counting	counting = {set, source, set->count, false, set->may_fail};

	for (int i = 0; i < set->count; i++)
	{
		Rollup	   *rollup = &set->rollups[i];

		/* An error may have left something there. */
		rollup_groups_reset(rollup->groups);
		memset(&rollup->failure, 0, sizeof(RollupFailure));
	}
	while (source->fill(source))
	{
		counting.is_drained = false;
		while (!counting.is_drained)
		{
			if (!try_pairs(&counting))
				count_bad_pair(&counting);
			else if (is_full(set))
				write_groups(set, sink);
		}
	}
	write_groups(set, sink);
	for (int i = 0; i < set->count; i++)
		if (set->rollups[i].failure.rows > 0)
			warn_of_failure(&set->rollups[i], set->relation);
}
