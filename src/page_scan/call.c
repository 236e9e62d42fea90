/*-------------------------------------------------------------------------
 *
 * call.c
 *	  Aggregates whose transition functions a page scan calls.
 *
 * What has no loops of its own is called for each row, as the executor does:
 * the server's aggregates of numeric, double precision and text, and of ours
 * weighted_tally(), tally_counted(), service_level() and churn_rate().  What is
 * saved is all that brings the row and its arguments there.
 *
 * Values by reference belong to the memory of the groups, which the transition
 * functions are told is that of the aggregation.
 *
 *-------------------------------------------------------------------------
 */
#include "loop.h"

#include "access/htup_details.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_type.h"
#include "parser/parse_agg.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "../tally_agg.h"

/* Of the server's own, those that are not polymorphic and keep no order. */
static const Oid called_aggregates[] = {
	2103,						/* avg(numeric) */
	2114,						/* sum(numeric) */
	2129, 2145,					/* max, min of text */
	2130, 2146,					/* of numeric */
	2119, 2135,					/* of real */
	2120, 2136,					/* of double precision */
	2517, 2518, 2519			/* bool_and, bool_or, every */
};

/* Their results depend on the order of additions, in the last digits. */
static const Oid rounding_aggregates[] = {
	2104,						/* avg(real) */
	2105,						/* avg(double precision) */
	2110,						/* sum(real) */
	2111						/* sum(double precision) */
};

static const PGFunction called_transitions[] = {
	tally_counted_transition,
	service_level_transition,
	churn_transition
};

static const PGFunction rounding_transitions[] = {
	tally_weighted_transition_float8,
	tally_weighted_transition_numeric
};

struct PageCall
{
	FmgrInfo	transition;
	FmgrInfo	serialize;
	bool		is_serialized;
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
	AggState   *aggregation;	/* what transition functions look for */
};

/*
 * Is an aggregate of the server's one that is called?
 */
bool
page_call_is_aggregate(Oid aggregate, PageStateKind *kind)
{
	for (int i = 0; i < (int) lengthof(called_aggregates); i++)
	{
		*kind = PAGE_CALL;
		if (called_aggregates[i] == aggregate)
			return true;
	}
	for (int i = 0; i < (int) lengthof(rounding_aggregates); i++)
	{
		*kind = PAGE_CALL_ROUNDING;
		if (rounding_aggregates[i] == aggregate)
			return true;
	}
	return false;
}

/*
 * Is the code of a transition function ours, and called?
 */
bool
page_call_is_transition(PGFunction function, PageStateKind *kind)
{
	for (int i = 0; i < (int) lengthof(called_transitions); i++)
	{
		*kind = PAGE_CALL;
		if (called_transitions[i] == function)
			return true;
	}
	for (int i = 0; i < (int) lengthof(rounding_transitions); i++)
	{
		*kind = PAGE_CALL_ROUNDING;
		if (rounding_transitions[i] == function)
			return true;
	}
	return false;
}

/*
 * What the executor's nodes would say to a transition function.
 */
static AggState *
make_aggregation(MemoryContext memory)
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
 * Tell the transition function the types that it is called with, as those ask
 * that take several.
 */
static void
tell_types(PageCall *call, Oid aggregate, Form_pg_aggregate form)
{
	Oid		   *types;
	int			count;
	Expr	   *expression;

	get_func_signature(aggregate, &types, &count);
	build_aggregate_transfn_expr(types, count, 0, false, form->aggtranstype,
								 call->collation, form->aggtransfn, InvalidOid,
								 &expression, NULL);
	fmgr_info_set_expr((Node *) expression, &call->transition);
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
	call->collation = collation;
	fmgr_info(form->aggtransfn, &call->transition);
	tell_types(call, aggregate, form);
	call->is_serialized = form->aggtranstype == INTERNALOID;
	if (call->is_serialized)
		fmgr_info(form->aggserialfn, &call->serialize);
	get_typlenbyval(form->aggtranstype, &call->length, &call->by_value);
	read_initial_value(call, tuple, form->aggtranstype);
	ReleaseSysCache(tuple);
	call->arguments = list_length(clauses);
	call->argument = argument;
	call->context = context;
	call->memory = memory;
	call->aggregation = make_aggregation(memory);
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
start_state(const PageCall *call, PageCallState *state)
{
	state->started = true;
	state->null = call->initial_null;
	state->has_value = !call->initial_null;
	if (!call->initial_null)
		state->value = copy_state(call, call->initial);
}

/*
 * A state as the transition function has returned it.
 */
static void
replace_state(const PageCall *call, PageCallState *state, Datum value,
			  bool null)
{
	if (!call->by_value &&
		(null || state->null || value != state->value))
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
 * The arguments of a row; false if a strict function is not called for it.
 */
static bool
get_arguments(const PageCall *call, FunctionCallInfo info, PageRow row)
{
	for (int i = 0; i < call->arguments; i++)
	{
		NullableDatum *argument = &info->args[i + 1];

		argument->value = page_expression_value(call->argument[i], row,
												&argument->isnull);
	}
	for (int i = 0; call->transition.fn_strict && i < call->arguments; i++)
	{
		if (info->args[i + 1].isnull)
			return false;
	}
	return true;
}

/*
 * As nodeAgg.c does it: a strict function takes the first value for its state,
 * and is never called again once it has returned NULL.
 */
static void
advance(PageCall *call, FunctionCallInfo info, PageCallState *state,
		PageRow row)
{
	Datum		value;

	if (unlikely(!state->started))
		start_state(call, state);
	if (!get_arguments(call, info, row))
		return;
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
	replace_state(call, state, value, info->isnull);
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
	replace_state(call, state, value, false);
}

/*
 * Add rows to the state at a place among those of their groups, or of the first
 * group, which is the only one.
 */
void
page_call_add(PageCall *call, const PageSelection *rows, PageGroup **groups,
			  int group_values, int place, bool one_group)
{
	LOCAL_FCINFO(info, PAGE_CALL_ARGUMENTS + 1);
	MemoryContext caller;

	if (call->in_time != NULL)
		page_loop_run(call->in_time, rows, call->unsure);
	caller = MemoryContextSwitchTo(call->context->ecxt_per_tuple_memory);
	InitFunctionCallInfoData(*info, &call->transition, call->arguments + 1,
							 call->collation, (Node *) call->aggregation, NULL);
	for (int i = 0; i < rows->count; i++)
	{
		PageRow		row = rows->rows[i];
		PageGroup  *group = one_group ? groups[0] : groups[row];

		PageCallState *state = (PageCallState *)
			(page_group_states(group, group_values) + place);

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
 * The state for the output: serialized if it must be.
 */
Datum
page_call_state(PageCall *call, PageCallState *state, bool *null)
{
	LOCAL_FCINFO(info, 1);

	if (!state->started)
		start_state(call, state);
	*null = state->null;
	if (state->null || !call->is_serialized)
		return state->value;
	InitFunctionCallInfoData(*info, &call->serialize, 1, InvalidOid,
							 (Node *) call->aggregation, NULL);
	info->args[0].value = state->value;
	info->args[0].isnull = false;
	return FunctionCallInvoke(info);
}
