/*-------------------------------------------------------------------------
 *
 * state.c
 *	  The transition states of a page scan: tallies and counts.
 *
 * Aggregates of one expression with one filter share a state.  All states of a
 * group are one array of counters: one for each count, and for each tally as
 * many as there are scores.  At first that is no more than common scales
 * need; before a page with a higher score the groups so far are emitted, and
 * from then on tallies have counters for all scores.  Groups are emitted before
 * a counter could overflow, too.
 *
 * Bad scores are reported by the same functions as in the transition
 * functions.  Of the integers out of range in one page the one in the first
 * row is reported, as if the rows had been read one by one.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include <math.h>

#include "../score.h"
#include "../tally_datum.h"

/* Scores 0 to 15: most scales. */
#define NARROW_SCORES		16

/* Bytes of what a transition function keeps, about. */
#define CALLED_STATE		256

/* Counters for as many bytes as a number is aligned to. */
#define NUMBER_ALIGNMENT	((int) (sizeof(int64) / sizeof(PageCounter)))

typedef struct PageState
{
	PageStateKind kind;
	int			argument;		/* -1 for rows */
	Oid			aggregate;		/* if it is called */
	PageCall   *call;
	int			filter;			/* -1 for none */
	int			place;			/* among the counters of a group */
} PageState;

struct PageStates
{
	int			scores;			/* counters of a tally */
	int			states;
	PageState  *state;
	int			counters;		/* of a group */
	PageReader *reader;
	PageArguments *arguments;
	int			aggregates;
	int		   *state_of_aggregate;
	PageCounter rows;			/* counted since the groups began */
	PageRow		bad_row;		/* the first that has a bad score, and where */
	const PageState *bad_state; /* NULL if none has */
	PageNumbers *numbers;
	bool		keeps_order;	/* may no group be emitted without need? */
	MemoryContext memory;		/* of the tallies below */
	Datum		one_answer[TALLY_SCORES];
};

static bool
is_tally(const PageState *state)
{
	return state->kind >= PAGE_TALLY_INTEGER;
}

static bool
is_number(const PageState *state)
{
	return state->kind >= PAGE_MINIMUM && state->kind < PAGE_CALL;
}

/*
 * For the planner: the bytes of a state of a group on a common scale.
 */
Size
page_state_usual_size(PageStateKind kind)
{
	if (kind >= PAGE_TALLY_INTEGER)
		return NARROW_SCORES * sizeof(PageCounter);
	if (page_state_is_call(kind))
		return sizeof(PageCallState) + CALLED_STATE;
	return kind >= PAGE_MINIMUM ? sizeof(PageNumber) : sizeof(PageCounter);
}

/*
 * Give each state its place, with counters for so many scores.
 */
static void
place_states(PageStates *states, int scores)
{
	states->scores = scores;
	states->counters = 0;
	for (int i = 0; i < states->states; i++)
	{
		PageState  *state = &states->state[i];
		int			counters = is_tally(state) ? scores : 1;

		if (is_number(state))
			counters = sizeof(PageNumber) / sizeof(PageCounter);
		else if (state->call != NULL)
			counters = sizeof(PageCallState) / sizeof(PageCounter);
		if (!is_tally(state) && counters > 1)
			states->counters += states->counters % NUMBER_ALIGNMENT;
		state->place = states->counters;
		states->counters += counters;
	}
}

/*
 * The number of the state of that description, a new one if need be.
 */
static int
share_state(PageStates *states, PageStateKind kind, int argument, int filter,
			Oid aggregate)
{
	PageState  *state = states->state;

	for (; state < states->state + states->states; state++)
	{
		if (state->kind == kind && state->argument == argument &&
			state->filter == filter && state->aggregate == aggregate)
			return (int) (state - states->state);
	}
	state->kind = kind;
	state->aggregate = aggregate;
	state->argument = argument;
	state->filter = filter;
	return states->states++;
}

/*
 * What calls the transition function of an aggregate.
 */
static PageCall *
begin_call(PageStates *states, const int *numbers, List *clauses,
		   MemoryContext memory, ExprContext *context)
{
	PageExpression **arguments = (PageExpression **)
		palloc(list_length(clauses) * sizeof(PageExpression *));
	ListCell   *cell;
	int			count = 0;

	foreach(cell, clauses)
	{
		int			number = page_arguments_add(states->arguments,
												(Expr *) lfirst(cell),
												PAGE_USE_VALUE,
												numbers[PAGE_AGGREGATE_FILTER]);

		arguments[count++] = page_arguments_get(states->arguments, number);
	}
	return page_call_begin((Oid) numbers[PAGE_AGGREGATE_OID],
						   (Oid) numbers[PAGE_AGGREGATE_COLLATION],
						   clauses, arguments, states->reader, memory, context);
}

/*
 * The number of the state of an aggregate.  The memory is that of the groups.
 */
static int
begin_state(PageStates *states, const int *numbers, List *clauses,
			MemoryContext memory, ExprContext *context)
{
	PageStateKind kind = (PageStateKind) numbers[PAGE_AGGREGATE_KIND];
	int			argument = numbers[PAGE_AGGREGATE_ARGUMENT];
	int			filter = numbers[PAGE_AGGREGATE_FILTER];
	int			state;

	if (page_state_is_call(kind))
	{
		state = share_state(states, kind, argument, filter,
							(Oid) numbers[PAGE_AGGREGATE_OID]);
		if (states->state[state].call == NULL)
			states->state[state].call =
				begin_call(states, numbers, list_nth(clauses, argument), memory,
						   context);
		states->keeps_order |= kind == PAGE_CALL_ROUNDING;
		return state;
	}
	if (argument >= 0)
		argument = page_arguments_add(states->arguments,
									  list_nth(clauses, argument),
									  kind == PAGE_TALLY_NUMERIC ?
									  PAGE_USE_SCORE : PAGE_USE_NULL, filter);
	return share_state(states, kind, argument, filter, InvalidOid);
}

/*
 * Aggregates are integers, PAGE_AGGREGATE_... for each.  Filters and arguments
 * are expressions over the parent's scan tuple.
 */
PageStates *
page_states_begin(List *aggregates, List *filters, List *arguments,
				  MemoryContext memory, PageReader *reader, PlanState *parent)
{
	PageStates *states = (PageStates *) palloc0(sizeof(PageStates));

	states->memory = CurrentMemoryContext;
	states->reader = reader;
	states->numbers = page_numbers_begin(parent->ps_ExprContext);
	states->aggregates = list_length(aggregates) / PAGE_AGGREGATE_NUMBERS;
	states->arguments = page_arguments_begin(filters, states->aggregates *
											 PAGE_CALL_ARGUMENTS, reader,
											 parent);
	states->state = (PageState *)
		palloc0(states->aggregates * sizeof(PageState));
	states->state_of_aggregate = (int *)
		palloc(states->aggregates * sizeof(int));
	for (int i = 0; i < states->aggregates; i++)
	{
		int			numbers[PAGE_AGGREGATE_NUMBERS];

		for (int j = 0; j < PAGE_AGGREGATE_NUMBERS; j++)
			numbers[j] = list_nth_int(aggregates, i * PAGE_AGGREGATE_NUMBERS + j);
		states->state_of_aggregate[i] =
			begin_state(states, numbers, arguments, memory,
						parent->ps_ExprContext);
	}
	place_states(states, states->keeps_order ? TALLY_SCORES : NARROW_SCORES);
	return states;
}

/*
 * Parameters may have changed.
 */
void
page_states_reset(PageStates *states)
{
	states->rows = 0;
	page_arguments_reset(states->arguments);
}

/*
 * Bytes of the states of one group.
 */
Size
page_states_size(const PageStates *states)
{
	return states->counters * sizeof(PageCounter);
}

/*
 * Have counters for all scores in the groups that follow.
 */
void
page_states_widen(PageStates *states)
{
	place_states(states, TALLY_SCORES);
}

/*
 * Evaluate filters and arguments for the rows of a page, all columns of which
 * are loaded.
 */
void
page_states_compute(PageStates *states, const PageSelection *selection)
{
	page_arguments_compute(states->arguments, selection);
}

static const Datum *
state_values(const PageStates *states, const PageState *state)
{
	if (state->argument < 0)
		return NULL;
	return page_expression_values(page_arguments_get(states->arguments,
													 state->argument));
}

static const bool *
state_nulls(const PageStates *states, const PageState *state)
{
	if (state->argument < 0)
		return NULL;
	return page_expression_nulls(page_arguments_get(states->arguments,
													state->argument));
}

static bool
integers_fit(const Datum *values, const PageSelection *selection, int scores)
{
	int			outside = 0;

	for (int i = 0; i < selection->count; i++)
		outside |= (uint64) values[selection->rows[i]] >= (uint64) scores;
	return outside == 0;
}

static bool
doubles_fit(const Datum *values, const PageSelection *selection, int scores)
{
	for (int i = 0; i < selection->count; i++)
	{
		double		value = DatumGetFloat8(values[selection->rows[i]]);

		if (!(value >= 0 && value <= scores - 1))
			return false;
	}
	return true;
}

/*
 * Is there a counter for the scores of these rows?
 */
static bool
scores_fit(PageStates *states, const PageSelection *selection)
{
	if (states->scores == TALLY_SCORES)
		return true;
	for (int i = 0; i < states->states; i++)
	{
		const PageState *state = &states->state[i];
		const PageSelection *rows;

		if (!is_tally(state))
			continue;
		rows = page_arguments_rows(states->arguments, state->filter, selection);
		if (!(state->kind == PAGE_TALLY_FLOAT8 ?
			  doubles_fit(state_values(states, state), rows, states->scores) :
			  integers_fit(state_values(states, state), rows, states->scores)))
			return false;
	}
	return true;
}

/*
 * Can these rows be added to the groups so far?
 */
bool
page_states_fit(PageStates *states, const PageSelection *selection)
{
	return (PageCounter) selection->count <= PAGE_COUNTER_MAX - states->rows &&
		scores_fit(states, selection);
}

/*
 * All groups were emitted; new ones will have counters for all scores if the
 * rows to come need them.
 */
void
page_states_restart(PageStates *states, const PageSelection *selection)
{
	states->rows = 0;
	if (!scores_fit(states, selection))
		page_states_widen(states);
}

/*
 * Note a row whose score is no whole number from 0 to 100.
 */
static void
note_bad_score(PageStates *states, const PageState *state, PageRow row)
{
	if (states->bad_state != NULL && row >= states->bad_row)
		return;
	states->bad_state = state;
	states->bad_row = row;
}

/*
 * Raise the error of the first row that was noted.
 */
static void
report_bad_score(PageStates *states)
{
	const PageState *state = states->bad_state;
	Datum		value;

	if (state == NULL)
		return;
	value = state_values(states, state)[states->bad_row];
	states->bad_state = NULL;
	if (state->kind == PAGE_TALLY_FLOAT8)
		(void) score_from_float8(DatumGetFloat8(value));
	else
		(void) score_from_integer(DatumGetInt64(value));
}

static bool
is_score(double value)
{
	return value >= 0 && value <= TALLY_MAX_SCORE && value == floor(value);
}

/*
 * Add to the counters, which the caller's macro COUNTERS names for each row.
 * Where that is cheap a NULL, whose value is 0, adds nothing to the counter of
 * 0: a branch would be slower.
 */
#define ADD_INTEGERS \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = rows[i]; \
\
		if (unlikely((uint64) values[row] > TALLY_MAX_SCORE)) \
			note_bad_score(states, state, row); \
		else \
			COUNTERS[values[row]] += nulls[row] ? 0 : 1; \
	}

#define ADD_DOUBLES \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = rows[i]; \
		double		value = DatumGetFloat8(values[row]); \
\
		if (unlikely(!is_score(value))) \
			note_bad_score(states, state, row); \
		else \
			COUNTERS[(int) value] += nulls[row] ? 0 : 1; \
	}

#define ADD_VALUES \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = rows[i]; \
\
		COUNTERS[0] += nulls[row] ? 0 : 1; \
	}

#define ADD_ROWS \
	for (int i = 0; i < count; i++) \
		COUNTERS[0]++

#define ADD_BY_KIND \
	Assert(values != NULL || state->kind == PAGE_COUNT_ROWS); \
	switch (state->kind) \
	{ \
		case PAGE_TALLY_INTEGER: \
		case PAGE_TALLY_NUMERIC: \
			ADD_INTEGERS; \
			break; \
		case PAGE_TALLY_FLOAT8: \
			ADD_DOUBLES; \
			break; \
		case PAGE_COUNT_VALUES: \
			ADD_VALUES; \
			break; \
		default: \
			ADD_ROWS; \
			break; \
	}

/* What the macros above refer to. */
#define ADD_DECLARATIONS \
	const Datum *values = state_values(states, state); \
	const bool *nulls = state_nulls(states, state); \
	const PageRow *rows = selection->rows; \
	int			count = selection->count

/*
 * All rows belong to one group.
 */
static void
add_to_one(PageStates *states, const PageState *state,
		   const PageSelection *selection, PageCounter *counters)
{
	ADD_DECLARATIONS;

#define COUNTERS counters
	ADD_BY_KIND;
#undef COUNTERS
}

/*
 * Each row has its own group.
 */
static void
add_to_each(PageStates *states, const PageState *state,
			const PageSelection *selection, PageGroup **groups,
			int group_values)
{
	ADD_DECLARATIONS;
	int			place = state->place;

#define COUNTERS \
	(page_group_states(groups[rows[i]], group_values) + place)
	ADD_BY_KIND;
#undef COUNTERS
}

/*
 * Count the selected rows of a page, or of a part of it, for which filters and
 * arguments were evaluated.  groups has the group of each row, or first the
 * only one; a group has so many values before its states.
 */
void
page_states_add(PageStates *states, const PageSelection *selection,
				PageGroup **groups, int group_values, bool one_group)
{
	states->rows += selection->count;
	for (int i = 0; i < states->states; i++)
	{
		const PageState *state = &states->state[i];
		const PageSelection *rows = page_arguments_rows(states->arguments, state->filter, selection);

		if (state->call != NULL)
			page_call_add(state->call, rows, groups, group_values,
						  state->place, one_group);
		else if (is_number(state))
			page_number_add(state->kind, state_values(states, state),
							state_nulls(states, state), rows, groups,
							group_values, state->place, one_group);
		else if (one_group)
			add_to_one(states, state, rows,
					   page_group_states(groups[0], group_values) + state->place);
		else
			add_to_each(states, state, rows, groups, group_values);
	}
	report_bad_score(states);
}

/*
 * A tally of one answer.  Where most groups have only one there are many of
 * these, so they are made once.
 */
static Datum
tally_of_one(PageStates *states, int score)
{
	Histogram	histogram;
	Counts		counts;

	if (states->one_answer[score] == (Datum) 0)
	{
		MemoryContext caller = MemoryContextSwitchTo(states->memory);

		histogram_begin(&histogram, false, score + 1, &counts);
		counts.answers[score] = 1;
		states->one_answer[score] = histogram_to_datum(&histogram);
		MemoryContextSwitchTo(caller);
	}
	return states->one_answer[score];
}

/*
 * A state as the transition function would have left it; NULL if it never
 * counted an answer.
 */
static Datum
tally_from_counters(PageStates *states, const PageCounter *counters,
					bool *null)
{
	Histogram	histogram;
	Counts		counts;
	uint64		answers = 0;
	int			last = 0;

	for (int i = 0; i < states->scores; i++)
	{
		answers += counters[i];
		last = counters[i] != 0 ? i : last;
	}
	*null = answers == 0;
	if (answers == 0)
		return (Datum) 0;
	if (answers == 1)
		return tally_of_one(states, last);
	histogram_begin(&histogram, false, last + 1, &counts);
	for (int i = 0; i <= last; i++)
		counts.answers[i] = counters[i];
	return histogram_to_datum(&histogram);
}

/*
 * Store the states of a group in the output, from the given column on.
 */
void
page_states_output(PageStates *states, PageCounter *counters,
				   TupleTableSlot *slot, int first)
{
	for (int i = 0; i < states->aggregates; i++)
	{
		const PageState *state = &states->state[states->state_of_aggregate[i]];
		PageCounter *own = counters + state->place;
		bool	   *null = &slot->tts_isnull[first + i];

		if (is_tally(state))
			slot->tts_values[first + i] = tally_from_counters(states, own, null);
		else if (state->call != NULL)
			slot->tts_values[first + i] =
				page_call_state(state->call, (PageCallState *) own, null);
		else if (is_number(state))
			slot->tts_values[first + i] =
				page_number_state(states->numbers, state->kind,
								  (const PageNumber *) own, null);
		else
		{
			slot->tts_values[first + i] = Int64GetDatum((int64) *own);
			*null = false;
		}
	}
}
