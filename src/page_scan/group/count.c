/*-------------------------------------------------------------------------
 *
 * count.c
 *	  Counting the rows of a page, in a byte for each score.
 *
 * What no longer fits into the byte is added to a table of those groups that have
 * such overflow: one increment in 256.
 *
 * Bad scores are reported by the same functions as in the transition
 * functions.  Of the integers out of range in one page the one in the first
 * row is reported, as if the rows had been read one by one.
 *
 *-------------------------------------------------------------------------
 */
#include "states.h"

#include <math.h>

#include "../../score.h"

/* What a counter has counted when it wraps around. */
#define WRAPPED				((int64) PG_UINT8_MAX + 1)

/* The overflow of a group, by byte of its states. */
typedef struct GroupOverflow
{
	PageGroup  *group;
	int64	   *overflow;
} GroupOverflow;

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
 * Return true if there are counters for the scores of these rows.
 */
bool
page_states_fit(PageStates *states, const PageSelection *selection)
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

static pg_noinline HTAB *
create_overflow_table(MemoryContext memory)
{
	HASHCTL		control = {0};

	control.keysize = sizeof(PageGroup *);
	control.entrysize = sizeof(GroupOverflow);
	control.hcxt = memory;
	return hash_create("satisfaction page scan overflow", 64, &control,
					   HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

/*
 * The overflow of a group, by byte of its states; all are 0 at first.
 */
int64 *
page_states_make_overflow(PageStates *states, PageGroup *group)
{
	GroupOverflow *entry;
	bool		found;

	if (states->overflow_table == NULL)
		states->overflow_table = create_overflow_table(states->group_memory);
	entry = (GroupOverflow *) hash_search(states->overflow_table, &group, HASH_ENTER,
										  &found);
	if (!found)
	{
		entry->overflow = NULL;
		entry->overflow = (int64 *)
			MemoryContextAllocZero(states->group_memory,
								   states->size * sizeof(int64));
	}
	return entry->overflow;
}

/*
 * The overflow of a group, or NULL if it has none.
 */
const int64 *
page_states_find_overflow(const PageStates *states, const PageGroup *group)
{
	GroupOverflow *entry;

	if (states->overflow_table == NULL)
		return NULL;
	entry = (GroupOverflow *) hash_search(states->overflow_table, &group, HASH_FIND,
										  NULL);
	return entry == NULL ? NULL : entry->overflow;
}

/*
 * A counter of a group has wrapped around.
 */
static pg_noinline void
add_overflow(PageStates *states, PageGroup *group, int place)
{
	page_states_make_overflow(states, group)[place] += WRAPPED;
}

/*
 * Record a row whose score is no whole number from 0 to 100.
 */
static void
record_bad_score(PageStates *states, const PageState *state, PageRow row)
{
	if (states->bad_state != NULL && row >= states->bad_row)
		return;
	states->bad_state = state;
	states->bad_row = row;
}

/*
 * Raise the error of the first row with a bad score.
 */
static void
report_bad_score(PageStates *states)
{
	const PageState *state = states->bad_state;

	LOCAL_FCINFO(info, 0);
	Datum		value;

	if (state == NULL)
		return;
	value = state_values(states, state)[states->bad_row];
	states->bad_state = NULL;
	InitFunctionCallInfoData(*info, NULL, 0, InvalidOid,
							 (Node *) state->counter, NULL);
	if (state->kind == PAGE_TALLY_FLOAT8)
		(void) score_from_float8(info, DatumGetFloat8(value));
	else
		(void) score_from_integer(info, DatumGetInt64(value));
}

static bool
is_score(double value)
{
	return value >= 0 && value <= TALLY_MAX_SCORE && value == floor(value);
}

/*
 * Add to the states of the group that the caller's macro GROUP names for each
 * row.  A NULL has a counter of its own: a branch would be slower.
 */
#define STATE(group) \
	(page_group_states(group, group_values) + place)

#define ADD_ANSWER(score) \
	do { \
		int			number = (int) (score) + (nulls[row] ? NULL_COUNTER : FIRST_SCORE); \
\
		if (unlikely(++STATE(GROUP)[number] == 0)) \
			add_overflow(states, GROUP, place + number); \
	} while (0)

#define ADD_INTEGERS \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = rows[i]; \
\
		if (unlikely((uint64) values[row] > TALLY_MAX_SCORE)) \
			record_bad_score(states, state, row); \
		else \
			ADD_ANSWER(values[row]); \
	}

#define ADD_DOUBLES \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = rows[i]; \
		double		value = DatumGetFloat8(values[row]); \
\
		if (unlikely(!is_score(value))) \
			record_bad_score(states, state, row); \
		else \
			ADD_ANSWER((int) value); \
	}

#define ADD_VALUES \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = rows[i]; \
\
		*(int64 *) STATE(GROUP) += nulls[row] ? 0 : 1; \
	}

#define ADD_ROWS \
	for (int i = 0; i < count; i++) \
	{ \
		PageRow		row = rows[i]; \
\
		(void) row; \
		(*(int64 *) STATE(GROUP))++; \
	}

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
	int			count = selection->count; \
	int			group_values = groups->values; \
	int			place = state->place

/*
 * All rows belong to one group.
 */
static void
add_to_one(PageStates *states, const PageState *state,
		   const PageSelection *selection, const PageRowGroups *groups)
{
	PageGroup  *only = groups->only;

	ADD_DECLARATIONS;

#define GROUP only
	ADD_BY_KIND;
#undef GROUP
}

/*
 * Each row has its own group.
 */
static void
add_to_each(PageStates *states, const PageState *state,
			const PageSelection *selection, const PageRowGroups *groups)
{
	PageGroup **each = groups->each;

	ADD_DECLARATIONS;

#define GROUP each[row]
	ADD_BY_KIND;
#undef GROUP
}

/*
 * Count the selected rows of a page, or of a part of it, for which filters and
 * arguments were evaluated.
 */
void
page_states_add(PageStates *states, const PageSelection *selection,
				const PageRowGroups *groups)
{
	for (int i = 0; i < states->states; i++)
	{
		const PageState *state = &states->state[i];
		const PageSelection *rows = page_arguments_rows(states->arguments,
														state->filter, selection);

		if (state->call != NULL)
			page_call_add(state->call, rows, groups, state->place);
		else if (is_number(state))
			page_number_add(state->kind, state_values(states, state),
							state_nulls(states, state), rows, groups, state->place);
		else if (groups->only != NULL)
			add_to_one(states, state, rows, groups);
		else
			add_to_each(states, state, rows, groups);
	}
	report_bad_score(states);
}
