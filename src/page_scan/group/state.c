/*-------------------------------------------------------------------------
 *
 * state.c
 *	  The transition states of a page scan: tallies and counts.
 *
 * Aggregates of one expression with one filter share a state.  A tally has a
 * counter of one byte for each score, so that many groups fit into memory and,
 * as far as possible, into the processor's caches.  What no longer fits into a
 * byte is counted elsewhere: see count.c.  At first there are no more counters
 * than common scales need; when a page has a higher score, all groups get
 * counters for all scores.
 *
 *-------------------------------------------------------------------------
 */
#include "states.h"

#include "../../tally_datum.h"

/* Scores 0 to 14, most scales: with the counter of NULL 16 bytes. */
#define NARROW_SCORES		15

/* Bytes of what a transition function keeps, about. */
#define CALLED_STATE		256

static Size
state_size(PageStateKind kind, int scores)
{
	if (kind >= PAGE_TALLY_INTEGER)
		return (FIRST_SCORE + scores) * sizeof(PageCounter);
	if (page_state_is_call(kind))
		return sizeof(PageCallState);
	return kind >= PAGE_MINIMUM ? sizeof(PageNumber) : sizeof(int64);
}

/*
 * For the planner: the bytes of a state of a group on a common scale.
 */
Size
page_state_usual_size(PageStateKind kind)
{
	return state_size(kind, NARROW_SCORES) +
		(page_state_is_call(kind) ? CALLED_STATE : 0);
}

/*
 * Place the states, with counters for the given number of scores: those that must
 * be aligned first.
 */
static void
place_states(PageStates *states, int scores)
{
	states->scores = scores;
	states->size = 0;
	for (int tallies = 0; tallies <= 1; tallies++)
	{
		for (int i = 0; i < states->states; i++)
		{
			PageState  *state = &states->state[i];

			if (is_tally(state) != (tallies == 1))
				continue;
			state->place = states->size;
			states->size += (int) state_size(state->kind, scores);
		}
	}
}

/*
 * The number of the state of that description, a new one if need be.
 */
static int
share_state(PageStates *states, PageStateKind kind, int argument, int filter,
			Oid transition)
{
	PageState  *state = states->state;

	for (; state < states->state + states->states; state++)
	{
		if (state->kind == kind && state->argument == argument &&
			state->filter == filter && state->transition == transition)
			return (int) (state - states->state);
	}
	state->kind = kind;
	state->transition = transition;
	state->argument = argument;
	state->filter = filter;
	return states->states++;
}

/*
 * What calls the transition function of an aggregate.
 */
static PageCall *
begin_call(PageStates *states, const PageAggregate *aggregate, List *clauses,
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
												aggregate->filter);

		arguments[count++] = page_arguments_get(states->arguments, number);
	}
	return page_call_begin(aggregate->aggregate, aggregate->collation, clauses, arguments, states->reader, memory, context);
}

/*
 * Count for an aggregate, which errors about scores name, unless another one
 * shares the state.
 */
static void
begin_counter(PageStates *states, PageState *state, Oid aggregate)
{
	if (state->counter != NULL || !is_tally(state))
		return;
	state->counter = makeNode(Aggref);
	state->counter->aggfnoid = aggregate;
	page_expression_set_counter(page_arguments_get(states->arguments,
												   state->argument),
								state->counter);
}

/*
 * The number of the state of an aggregate.  The memory is that of the groups.
 */
static int
begin_state(PageStates *states, const PageAggregate *aggregate, List *clauses,
			MemoryContext memory, ExprContext *context)
{
	PageStateKind kind = aggregate->kind;
	int			argument = aggregate->argument;
	int			filter = aggregate->filter;
	int			state;

	if (page_state_is_call(kind))
	{
		state = share_state(states, kind, argument, filter,
							page_call_transition(aggregate->aggregate));
		if (states->state[state].call == NULL)
			states->state[state].call =
				begin_call(states, aggregate, list_nth(clauses, argument), memory,
						   context);
		return state;
	}
	if (argument >= 0)
		argument = page_arguments_add(states->arguments,
									  list_nth(clauses, argument),
									  kind == PAGE_TALLY_NUMERIC ?
									  PAGE_USE_SCORE : PAGE_USE_NULL, filter);
	state = share_state(states, kind, argument, filter, InvalidOid);
	begin_counter(states, &states->state[state], aggregate->aggregate);
	return state;
}

/*
 * Filters and arguments are expressions over the parent's scan tuple.  The memory is
 * that of the groups.
 */
PageStates *
page_states_begin(const PageAggregate *aggregates, int count, List *filters,
				  List *arguments, bool dense, MemoryContext memory, PageReader *reader,
				  PlanState *parent)
{
	PageStates *states = (PageStates *) palloc0(sizeof(PageStates));

	states->memory = CurrentMemoryContext;
	states->group_memory = memory;
	states->dense = dense;
	states->reader = reader;
	states->aggregation =
		page_call_aggregation(parent->ps_ExprContext->ecxt_per_tuple_memory);
	states->aggregates = count;
	states->arguments = page_arguments_begin(filters, states->aggregates *
											 PAGE_CALL_ARGUMENTS, reader,
											 parent);
	states->state = (PageState *)
		palloc0(states->aggregates * sizeof(PageState));
	states->state_of_aggregate = (int *)
		palloc(states->aggregates * sizeof(int));
	for (int i = 0; i < states->aggregates; i++)
		states->state_of_aggregate[i] =
			begin_state(states, &aggregates[i], arguments, memory,
						parent->ps_ExprContext);
	place_states(states, NARROW_SCORES);
	return states;
}

/*
 * Parameters may have changed.
 */
void
page_states_reset(PageStates *states)
{
	page_arguments_reset(states->arguments);
}

/*
 * Reset after the groups were, whose memory the overflow had.
 */
void
page_states_clear(PageStates *states)
{
	states->overflow_table = NULL;
}

/*
 * Bytes of the states of one group.
 */
Size
page_states_size(const PageStates *states)
{
	return states->size;
}

/*
 * Use counters for all scores in the groups that follow.
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

/* What page_groups_resize() moves: the states, from what they were. */
typedef struct Widening
{
	PageStates *states;
	PageStates	before;
	int		   *old_place;		/* of each state */
} Widening;

static void
move_states(void *argument, PageGroup *from, PageGroup *to, int group_values)
{
	const Widening *widening = (const Widening *) argument;
	PageStates *states = widening->states;
	const PageStates *before = &widening->before;
	const int64 *old_overflow = page_states_find_overflow(before, from);

	for (int i = 0; i < states->states; i++)
	{
		int			old_place = widening->old_place[i];
		int			place = states->state[i].place;
		Size		size = state_size(states->state[i].kind, before->scores);

		memcpy(page_group_states(to, group_values) + place,
			   page_group_states(from, group_values) + old_place, size);
		if (old_overflow != NULL && is_tally(&states->state[i]))
			memcpy(page_states_make_overflow(states, to) + place, old_overflow + old_place,
				   size * sizeof(int64));
	}
}

/*
 * Widen the counters of all groups.
 */
static pg_noinline void
widen(PageStates *states, PageGroups *groups)
{
	Widening	widening;

	widening.states = states;
	widening.before = *states;
	widening.old_place = (int *) palloc(states->states * sizeof(int));
	for (int i = 0; i < states->states; i++)
		widening.old_place[i] = states->state[i].place;
	page_states_widen(states);
	states->overflow_table = NULL;
	page_groups_resize(groups, page_states_size(states), move_states, &widening);
	if (widening.before.overflow_table != NULL)
		hash_destroy(widening.before.overflow_table);
	pfree(widening.old_place);
}

/*
 * Make sure that the groups so far, and those to come, have counters for all
 * scores of these rows.
 */
void
page_states_prepare(PageStates *states, PageGroups *groups,
					const PageSelection *selection)
{
	if (!page_states_fit(states, selection))
		widen(states, groups);
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
 * The answers at a score of a tally, with its overflow, if any.
 */
static inline int64
answers_at(const PageCounter *counters, const int64 *overflow, int score)
{
	return counters[FIRST_SCORE + score] +
		(overflow == NULL ? 0 : overflow[FIRST_SCORE + score]);
}

static Datum
dense_tally(const PageCounter *counters, const int64 *overflow, int last)
{
	Size		size = tally_dense_size(last + 1, false);
	Tally	   *tally = (Tally *) palloc(size);

	SET_VARSIZE(tally, size);
	tally_dense_begin(tally, 0, false);
	for (int i = 0; i <= last; i++)
		tally->answers[i] = answers_at(counters, overflow, i);
	return PointerGetDatum(tally);
}

static Datum
packed_tally(const PageCounter *counters, const int64 *overflow, int last)
{
	Histogram	histogram;
	Counts		counts;

	histogram_begin(&histogram, false, last + 1, &counts);
	for (int i = 0; i <= last; i++)
		counts.answers[i] = answers_at(counters, overflow, i);
	return histogram_to_datum(&histogram);
}

/*
 * A state as the transition function would have left it: NULL if it was never
 * called, and a tally of no answers if it was called with NULL only.  Where
 * nothing will be added to it it has no capacity for more.
 */
static Datum
tally_from_counters(PageStates *states, const PageCounter *counters,
					const int64 *overflow, bool *null)
{
	int64		answers = 0;
	int			last = 0;

	for (int i = 0; i < states->scores; i++)
	{
		int64		more = answers_at(counters, overflow, i);

		answers += more;
		last = more != 0 ? i : last;
	}
	*null = answers == 0 && counters[NULL_COUNTER] == 0 &&
		(overflow == NULL || overflow[NULL_COUNTER] == 0);
	if (answers == 0)
		return *null ? (Datum) 0 : packed_tally(counters, overflow, -1);
	if (states->dense)
		return dense_tally(counters, overflow, last);
	return answers == 1 ? tally_of_one(states, last) :
		packed_tally(counters, overflow, last);
}

/*
 * Store the states of a group in the output, from the given column on.
 */
void
page_states_output(PageStates *states, PageGroup *group, int group_values,
				   TupleTableSlot *slot, int first)
{
	const int64 *overflow = page_states_find_overflow(states, group);

	for (int i = 0; i < states->aggregates; i++)
	{
		const PageState *state = &states->state[states->state_of_aggregate[i]];
		PageCounter *own = page_group_states(group, group_values) + state->place;
		bool	   *null = &slot->tts_isnull[first + i];
		Datum	   *value = &slot->tts_values[first + i];

		*null = false;
		if (is_tally(state))
			*value = tally_from_counters(states, own, overflow == NULL ? NULL :
										 overflow + state->place, null);
		else if (state->call != NULL)
			*value = page_call_state(state->call, (PageCallState *) own, null);
		else if (is_number(state))
			*value = page_number_state(states->aggregation, state->kind,
									   (const PageNumber *) own, null);
		else
			*value = Int64GetDatum(*(const int64 *) own);
	}
}
