/*-------------------------------------------------------------------------
 *
 * group.h
 *	  The groups of a page scan and their transition states.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_GROUP_H
#define SATISFACTION_PAGE_SCAN_GROUP_H

#include "../join/join.h"

/* A counter of a tally; see count.c for what it cannot hold. */
typedef uint8 PageCounter;

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
	PAGE_TALLY_INTEGER,			/* scores of integer types and boolean */
	PAGE_TALLY_FLOAT8,
	PAGE_TALLY_NUMERIC
} PageStateKind;

/* An aggregate, as the planner describes it. */
typedef struct PageAggregate
{
	PageStateKind kind;
	int			argument;		/* number of its arguments, or -1 */
	int			filter;			/* number of its filter, or -1 */
	Oid			aggregate;
	Oid			collation;
} PageAggregate;

typedef struct PageGroups PageGroups;

/* group.c */
/* More keys or kept columns than bits: not offered. */
#define PAGE_GROUP_MAX_VALUES	32

/* Copies the states of a group to where they will be. */
typedef void (*PageMove) (void *argument, PageGroup *from, PageGroup *to,
						  int group_values);

extern PageGroups *page_groups_begin(List *keys, const PageJoins *joins,
									 Bitmapset *kept, bool spills,
									 PageReader *reader, PlanState *parent);
extern void page_groups_reset(PageGroups *groups, Size state_size);
extern void page_groups_resize(PageGroups *groups, Size state_size,
							   PageMove move, void *argument);
extern void page_groups_find(PageGroups *groups,
							 const PageSelection *selection,
							 PageGroup **found, PageSelection *ready,
							 PageSelection *overflow);
extern uint32 page_groups_hash(const PageGroups *groups, PageRow row);
extern int	page_groups_count(const PageGroups *groups);
extern PageGroup *page_groups_get(const PageGroups *groups, int number);
extern void page_groups_output(const PageGroups *groups,
							   const PageGroup *group, TupleTableSlot *slot);
extern int	page_groups_values(const PageGroups *groups);
extern MemoryContext page_groups_memory(const PageGroups *groups);
extern PageGroup *page_groups_only(PageGroups *groups);
extern void page_groups_set_bounded(PageGroups *groups, bool bounded);

/* The states of a group. */
static inline PageCounter *
page_group_states(PageGroup *group, int values)
{
	return (PageCounter *) (group->values + values);
}

/* The groups of the rows of a page. */
typedef struct PageRowGroups
{
	PageGroup  *only;			/* that all rows belong to, or NULL */
	PageGroup **each;			/* by row, otherwise */
	int			values;			/* of a group, before its states */
} PageRowGroups;

/* The state at a place among those of the group of a row. */
static inline PageCounter *
page_row_state(const PageRowGroups *groups, PageRow row, int place)
{
	PageGroup  *group = groups->only != NULL ? groups->only : groups->each[row];

	return page_group_states(group, groups->values) + place;
}

/* spill.c */
typedef struct PageSpill PageSpill;

extern PageSpill *page_spill_begin(PageRowFormat *format);
extern void page_spill_write(PageSpill *spill, const PageSelection *rows,
							 const PageGroups *groups);
extern bool page_spill_next_batch(PageSpill *spill);
extern int	page_spill_read(PageSpill *spill);
extern bool page_spill_can_divide(const PageSpill *spill);
extern int	page_spill_batches(const PageSpill *spill);
extern void page_spill_reset(PageSpill *spill);

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

extern void page_number_add(PageStateKind kind, const Datum *values,
							const bool *nulls, const PageSelection *rows,
							const PageRowGroups *groups, int place);
extern Datum page_number_state(AggState *aggregation, PageStateKind kind,
							   const PageNumber *number, bool *null);

static inline bool
page_state_is_call(PageStateKind kind)
{
	return kind == PAGE_CALL || kind == PAGE_CALL_ROUNDING;
}

/* call.c */
#define PAGE_CALL_ARGUMENTS		4

typedef struct PageCallState
{
	Datum		value;
	bool		started;
	bool		null;
	bool		has_value;		/* the value has changed */
	uint8		scale;			/* the most decimals of the sum */
	uint32		summed;			/* numerics not yet passed to the state */
	int64		sum;			/* of these, in units of decimal.c */
	int64		merged;			/* numerics passed as part of another */
} PageCallState;

typedef struct PageCall PageCall;

extern void page_call_check_owner(Oid aggregate);
extern AggState *page_call_aggregation(MemoryContext memory);
extern Oid	page_call_transition(Oid aggregate);
extern PageCall *page_call_begin(Oid aggregate, Oid collation, List *clauses,
								 PageExpression **argument, PageReader *reader,
								 MemoryContext memory, ExprContext *context);
extern void page_call_add(PageCall *call, const PageSelection *rows,
						  const PageRowGroups *groups, int place);
extern Datum page_call_state(PageCall *call, PageCallState *state, bool *null);

/* decimal.c */
extern bool page_decimal_read(Datum value, int64 *units, int *scale);
extern Datum page_decimal_write(int64 units, int scale);

/* state.c */
typedef struct PageStates PageStates;

extern PageStates *page_states_begin(const PageAggregate *aggregates, int count,
									 List *filters, List *arguments, bool dense,
									 MemoryContext memory, PageReader *reader,
									 PlanState *parent);
extern void page_states_compute(PageStates *states,
								const PageSelection *selection);
extern void page_states_reset(PageStates *states);
extern void page_states_clear(PageStates *states);
extern Size page_states_size(const PageStates *states);
extern void page_states_widen(PageStates *states);
extern void page_states_prepare(PageStates *states, PageGroups *groups,
								const PageSelection *selection);
extern void page_states_add(PageStates *states,
							const PageSelection *selection,
							const PageRowGroups *groups);
extern void page_states_output(PageStates *states, PageGroup *group,
							   int group_values, TupleTableSlot *slot,
							   int first);
extern Size page_state_usual_size(PageStateKind kind);

#endif							/* SATISFACTION_PAGE_SCAN_GROUP_H */
