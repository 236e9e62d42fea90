/*-------------------------------------------------------------------------
 *
 * call.c
 *	  Aggregates whose transition functions a page scan calls.
 *
 * What has no loops of its own is called for each row, as the executor does:
 * the server's aggregates of numeric, double precision and text, and of ours
 * tally_weighted(), tally_counted(), service_level(), churn_rate() and sum(tally).
 * What is saved is all that brings the row and its arguments there.  avg() and
 * sum() of numeric are called for the sum of many values at once.
 *
 * Values by reference belong to the memory of the groups, which the transition
 * functions are told is that of the aggregation.
 *
 *-------------------------------------------------------------------------
 */
#include "group.h"

#include "access/htup_details.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_type.h"
#include "port/pg_bswap.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "../../tally_agg.h"
#include "../../transitions.h"
#include "../expression/loop.h"

/* Well below what 64 bits hold */
#define MAX_SUM				(PG_INT64_MAX / 4)

/* Fewer states are in the processor's cache. */
#define PREFETCHED_STATES	1000

/* A weighted tally of a common scale, and what the processor reads at once. */
#define PREFETCHED_BYTES	512
#define CACHE_LINE			64

/*
 * Allocated in the memory of the scan, as all that is begun with it; states by
 * reference are in that of the groups, and are freed when these are reset.
 */
struct PageCall
{
	FmgrInfo	transition;
	FmgrInfo	serialize;
	bool		is_serialized;
	bool		sums;			/* numerics are summed before the call */
	int64		sum_limit;
	int16		length;			/* of the state */
	bool		by_value;
	bool		initial_null;
	Datum		initial;
	Oid			collation;
	int			arguments;
	PageExpression **argument;
	PageLoop   *in_time;		/* of a service level, or NULL */
	PageUnsure *unsure;
	ExprContext *context;
	MemoryContext memory;		/* of the groups */
	int64		started;		/* states */
	AggState   *aggregation;	/* what transition functions look for */
};

/*
 * Raise an error if the owner of an aggregate may not call its transition
 * function, or the one that serializes its state.
 */
void
page_call_check_owner(Oid aggregate)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(aggregate));
	Form_pg_aggregate form;
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for function %u", aggregate);
	owner = ((Form_pg_proc) GETSTRUCT(tuple))->proowner;
	ReleaseSysCache(tuple);
	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for aggregate %u", aggregate);
	form = (Form_pg_aggregate) GETSTRUCT(tuple);
	page_scan_check_execute(form->aggtransfn, owner);
	if (form->aggtranstype == INTERNALOID)
		page_scan_check_execute(form->aggserialfn, owner);
	ReleaseSysCache(tuple);
}

/*
 * The transition function of an aggregate.  Among those supported here, two that
 * have the same one have the same initial value, too, and can share a state.
 */
Oid
page_call_transition(Oid aggregate)
{
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	Oid			transition;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for aggregate %u", aggregate);
	transition = ((Form_pg_aggregate) GETSTRUCT(tuple))->aggtransfn;
	ReleaseSysCache(tuple);
	return transition;
}

/*
 * Make an AggState for AggCheckCallContext(), which aggregate functions call to get
 * the memory of states.
 */
AggState *
page_call_aggregation(MemoryContext memory)
{
	AggState   *aggregation = makeNode(AggState);

	aggregation->curaggcontext = makeNode(ExprContext);
	aggregation->curaggcontext->ecxt_per_tuple_memory = memory;
	return aggregation;
}

static void
read_initial_value(PageCall *call, HeapTuple tuple, Oid type)
{
	Datum		written = SysCacheGetAttr(AGGFNOID, tuple,
										  Anum_pg_aggregate_agginitval,
										  &call->initial_null);
	Oid			input;
	Oid			element;

	if (call->initial_null)
		return;
	getTypeInputInfo(type, &input, &element);
	call->initial = OidInputFunctionCall(input, TextDatumGetCString(written),
										 element, -1);
}

/*
 * Where loops can tell whether a row was in time its interval is not made.
 */
static void
begin_in_time(PageCall *call, List *clauses, PageReader *reader)
{
	if (call->transition.fn_addr != service_level_transition ||
		list_length(clauses) != 2)
		return;
	call->in_time = page_loop_begin_in_time((Expr *) linitial(clauses),
											(Expr *) lsecond(clauses), reader);
	if (call->in_time != NULL)
		call->unsure = (PageUnsure *) palloc0(sizeof(PageUnsure));
}

/*
 * An aggregate, the expressions it is called with, and the memory of groups.
 */
PageCall *
page_call_begin(Oid aggregate, Oid collation, List *clauses,
				PageExpression **argument, PageReader *reader,
				MemoryContext memory, ExprContext *context)
{
	PageCall   *call = (PageCall *) palloc0(sizeof(PageCall));
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	Form_pg_aggregate form;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for aggregate %u", aggregate);
	form = (Form_pg_aggregate) GETSTRUCT(tuple);
	fmgr_info(form->aggtransfn, &call->transition);
	call->sums = call->transition.fn_addr == numeric_avg_accum;
	call->sum_limit = page_scan_debug_sum_limit > 0 ?
		page_scan_debug_sum_limit : MAX_SUM;
	call->is_serialized = form->aggtranstype == INTERNALOID;
	if (call->is_serialized)
		fmgr_info(form->aggserialfn, &call->serialize);
	get_typlenbyval(form->aggtranstype, &call->length, &call->by_value);
	read_initial_value(call, tuple, form->aggtranstype);
	ReleaseSysCache(tuple);
	call->collation = collation;
	call->arguments = list_length(clauses);
	call->argument = argument;
	call->context = context;
	call->memory = memory;
	call->aggregation = page_call_aggregation(memory);
	begin_in_time(call, clauses, reader);
	return call;
}

static Datum
copy_state(const PageCall *call, Datum state)
{
	MemoryContext caller = MemoryContextSwitchTo(call->memory);
	Datum		copy = datumCopy(state, call->by_value, call->length);

	MemoryContextSwitchTo(caller);
	return copy;
}

static void
start_state(PageCall *call, PageCallState *state)
{
	call->started++;
	state->started = true;
	state->null = call->initial_null;
	state->has_value = !call->initial_null;
	if (!call->initial_null)
		state->value = copy_state(call, call->initial);
}

static pg_noinline void
replace_state(const PageCall *call, PageCallState *state, Datum value,
			  bool null)
{
	if (!call->by_value)
	{
		if (!null)
			value = copy_state(call, value);
		if (!state->null)
			pfree(DatumGetPointer(state->value));
	}
	state->value = value;
	state->null = null;
	state->has_value = true;
}

/*
 * A state as the transition function has returned it.  Most change what they
 * were given, and return that.
 */
static inline void
keep_state(const PageCall *call, PageCallState *state, Datum value, bool null)
{
	if (unlikely(value != state->value || null || state->null ||
				 !state->has_value))
		replace_state(call, state, value, null);
}

/*
 * The arguments of a row; false if a strict function is not called for it.
 */
static inline bool
get_arguments(const PageCall *call, FunctionCallInfo info, PageRow row)
{
	bool		any_null = false;

	for (int i = 0; i < call->arguments; i++)
	{
		NullableDatum *argument = &info->args[i + 1];

		argument->value = page_expression_value(call->argument[i], row,
												&argument->isnull);
		any_null |= argument->isnull;
	}
	return !any_null || !call->transition.fn_strict;
}

/*
 * As nodeAgg.c does it: a strict function takes the first value for its state,
 * and is never called again once it has returned NULL.
 */
static inline void
call_transition(PageCall *call, FunctionCallInfo info, PageCallState *state)
{
	Datum		value;

	if (call->transition.fn_strict && state->null)
	{
		if (!state->has_value)
			replace_state(call, state, info->args[1].value, false);
		return;
	}
	info->args[0].value = state->value;
	info->args[0].isnull = state->null;
	info->isnull = false;
	value = FunctionCallInvoke(info);
	keep_state(call, state, value, info->isnull);
}

/*
 * Tell the transition function the sum of what it was not called for.
 */
static pg_noinline void
merge_sum(PageCall *call, FunctionCallInfo info, PageCallState *state)
{
	info->args[1].value = page_decimal_write(state->sum, state->scale);
	info->args[1].isnull = false;
	call_transition(call, info, state);
	state->merged += state->summed - 1;
	state->summed = 0;
	state->sum = 0;
}

/*
 * avg() and sum() of numeric are exact, so it does not matter in what order the
 * values are added.
 */
static bool
add_to_sum(PageCall *call, FunctionCallInfo info, PageCallState *state)
{
	int64		units;
	int			scale;

	if (info->args[1].isnull ||
		!page_decimal_read(info->args[1].value, &units, &scale))
		return false;
	state->sum += units;
	state->summed++;
	state->scale = Max(state->scale, scale);
	if (unlikely(state->sum > call->sum_limit || state->sum < -call->sum_limit))
		merge_sum(call, info, state);
	return true;
}

static inline void
advance(PageCall *call, FunctionCallInfo info, PageCallState *state,
		PageRow row)
{
	if (unlikely(!state->started))
		start_state(call, state);
	if (get_arguments(call, info, row) &&
		!(call->sums && add_to_sum(call, info, state)))
		call_transition(call, info, state);
}

/*
 * The same for a row of which a loop has told whether it was in time.
 */
static void
advance_in_time(PageCall *call, FunctionCallInfo info, PageCallState *state,
				PageRow row)
{
	Datum		value;

	if (unlikely(!state->started))
		start_state(call, state);
	info->args[0].value = state->value;
	info->args[0].isnull = state->null;
	value = tally_state_add(info, call->in_time->nulls[row] ? TALLY_NOT_COUNTED :
							(int) DatumGetInt32(call->in_time->values[row]));
	keep_state(call, state, value, false);
}

static void
begin_info(PageCall *call, FunctionCallInfo info)
{
	InitFunctionCallInfoData(*info, &call->transition, call->arguments + 1,
							 call->collation, (Node *) call->aggregation, NULL);
}

/*
 * With many states most time is spent on cache misses.  A
 * transition function reads and writes its state in several places.
 */
static void
prefetch_states(const PageSelection *rows, const PageRowGroups *groups, int place)
{
	for (int i = 0; i < rows->count; i++)
	{
		const PageCallState *state = (const PageCallState *)
			page_row_state(groups, rows->rows[i], place);
		const char *value = (const char *) DatumGetPointer(state->value);

		for (int byte = 0; state->started && byte < PREFETCHED_BYTES; byte += CACHE_LINE)
			page_scan_prefetch(value + byte);
	}
}

/*
 * Add rows to the state at a place among those of their groups.
 */
void
page_call_add(PageCall *call, const PageSelection *rows,
			  const PageRowGroups *groups, int place)
{
	LOCAL_FCINFO(info, PAGE_CALL_ARGUMENTS + 1);
	MemoryContext memory = call->context->ecxt_per_tuple_memory;
	MemoryContext caller = MemoryContextSwitchTo(memory);

	if (call->in_time != NULL)
		page_loop_run(call->in_time, rows, call->unsure);
	begin_info(call, info);
	if (groups->only == NULL && !call->by_value &&
		call->started >= PREFETCHED_STATES)
		prefetch_states(rows, groups, place);
	for (int i = 0; i < rows->count; i++)
	{
		PageRow		row = rows->rows[i];
		PageCallState *state = (PageCallState *) page_row_state(groups, row, place);

		if (!memory->isReset)
			ResetExprContext(call->context);
		if (call->in_time != NULL && !call->unsure->row[row])
			advance_in_time(call, info, state, row);
		else
			advance(call, info, state, row);
	}
	if (call->in_time != NULL && unlikely(call->unsure->any))
		memset(call->unsure, 0, sizeof(PageUnsure));
	MemoryContextSwitchTo(caller);
}

/*
 * The state is sent with the number of values in front: add those that it has
 * as part of one.
 */
static void
count_merged(Datum sent, int64 merged)
{
	char	   *bytes = VARDATA_ANY(DatumGetPointer(sent));
	uint64		count;

	memcpy(&count, bytes, sizeof(count));
	count = pg_hton64(pg_ntoh64(count) + merged);
	memcpy(bytes, &count, sizeof(count));
}

/*
 * The state for the output: serialized if it must be.
 */
Datum
page_call_state(PageCall *call, PageCallState *state, bool *null)
{
	LOCAL_FCINFO(info, PAGE_CALL_ARGUMENTS + 1);
	Datum		sent;

	if (!state->started)
		start_state(call, state);
	if (state->summed > 0)
	{
		begin_info(call, info);
		merge_sum(call, info, state);
	}
	*null = state->null;
	if (state->null || !call->is_serialized)
		return state->value;
	InitFunctionCallInfoData(*info, &call->serialize, 1, InvalidOid,
							 (Node *) call->aggregation, NULL);
	info->args[0].value = state->value;
	info->args[0].isnull = false;
	sent = FunctionCallInvoke(info);
	if (state->merged > 0)
		count_merged(sent, state->merged);
	return sent;
}
