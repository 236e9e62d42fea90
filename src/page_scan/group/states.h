/*-------------------------------------------------------------------------
 *
 * states.h
 *	  The transition states of a group, as state.c and count.c share them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_STATES_H
#define SATISFACTION_PAGE_SCAN_STATES_H

#include "group.h"

#include "utils/hsearch.h"

#include "../../tally.h"

typedef struct PageState
{
	PageStateKind kind;
	int			argument;		/* -1 for rows */
	Oid			transition;		/* if it is called */
	Aggref	   *counter;		/* of a tally, the first aggregate of it */
	PageCall   *call;
	int			filter;			/* -1 for none */
	int			place;			/* in the states of a group, in bytes */
} PageState;

/*
 * A tally counts the rows whose score is NULL, too, since a state that has met
 * one is not NULL.  As the value of a NULL is 0, the counter of a row is that of
 * its value, plus one if it is not NULL.
 */
#define NULL_COUNTER	0
#define FIRST_SCORE		1

struct PageStates
{
	int			scores;			/* that a tally has counters for */
	int			states;
	PageState  *state;
	int			size;			/* of the states of a group, in bytes */
	PageReader *reader;
	PageArguments *arguments;
	int			aggregates;
	int		   *state_of_aggregate;
	PageRow		bad_row;		/* the first that has a bad score, and where */
	const PageState *bad_state; /* NULL if none has */
	AggState   *aggregation;	/* for states made for the output */
	MemoryContext group_memory; /* of the overflow */
	HTAB	   *overflow_table; /* of GroupOverflow; NULL if there are none */
	bool		dense;			/* tallies are emitted dense, not packed */
	MemoryContext memory;		/* of the tallies below */
	Datum		one_answer[TALLY_SCORES];
};

static inline bool
is_tally(const PageState *state)
{
	return state->kind >= PAGE_TALLY_INTEGER;
}

static inline bool
is_number(const PageState *state)
{
	return state->kind >= PAGE_MINIMUM && state->kind < PAGE_CALL;
}

static inline const Datum *
state_values(const PageStates *states, const PageState *state)
{
	if (state->argument < 0)
		return NULL;
	return page_expression_values(page_arguments_get(states->arguments,
													 state->argument));
}

static inline const bool *
state_nulls(const PageStates *states, const PageState *state)
{
	if (state->argument < 0)
		return NULL;
	return page_expression_nulls(page_arguments_get(states->arguments,
													state->argument));
}

/* count.c */
extern bool page_states_fit(PageStates *states, const PageSelection *selection);
extern const int64 *page_states_find_overflow(const PageStates *states,
											  const PageGroup *group);
extern int64 *page_states_make_overflow(PageStates *states, PageGroup *group);

#endif							/* SATISFACTION_PAGE_SCAN_STATES_H */
