/*-------------------------------------------------------------------------
 *
 * aggregate.c
 *	  Which aggregates a page scan supports.
 *
 * Those of the server are known by OID, ours by their code.  Looking that up
 * takes the planner longer than a table of ten rows takes the executor, so it
 * is remembered until any function or aggregate changes.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "access/htup_details.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "../../module.h"
#include "../../transitions.h"

/* The server's count(*) and count(value). */
#define COUNT_OF_ROWS	2803
#define COUNT_OF_VALUES	2147

/* How a page scan stands for a transition function, by what that counts */
static const PageStateKind state_kinds[] = {
	[TRANSITION_INTEGER] = PAGE_TALLY_INTEGER,
	[TRANSITION_FLOAT8] = PAGE_TALLY_FLOAT8,
	[TRANSITION_NUMERIC] = PAGE_TALLY_NUMERIC,
	[TRANSITION_COUNTS] = PAGE_CALL,
	[TRANSITION_WEIGHTS] = PAGE_CALL_ROUNDING
};

/* What is known of an aggregate over a type of argument. */
typedef struct AggregateKey
{
	Oid			aggregate;
	Oid			type;
} AggregateKey;

typedef struct KnownAggregate
{
	AggregateKey key;
	uint64		changes;		/* up to which it is true */
	bool		is_supported;
	PageStateKind kind;
} KnownAggregate;

static HTAB *known_aggregates = NULL;

/* How often functions or aggregates have changed, as far as is known here. */
static uint64 catalog_changes = 0;

/*
 * The code of a function; not what the server calls for one that is SECURITY
 * DEFINER or has settings of its own.
 */
static PGFunction
function_code(Oid function)
{
	FmgrInfo	info;

	fmgr_info(function, &info);
	return info.fn_addr;
}

/*
 * Does a function have the support function below?  The planner has called
 * that one before, so that no library is loaded for the answer.
 */
static bool
has_our_support(Oid function)
{
	Oid			support = get_func_support(function);

	return OidIsValid(support) && function_code(support) == page_scan_support;
}

/*
 * Is the aggregate one whose states can be merged, and would the ordinary plan
 * count values of the type, one by one, with the code in this library?  Who
 * made the aggregate, and what its final function is, does not matter.
 */
static bool
find_tally_kind(Oid aggregate, Oid type, PageStateKind *kind)
{
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	Form_pg_aggregate form;
	PGFunction	code;
	const Transition *known;
	Oid			transition;
	Oid			combine;
	bool		has_no_start;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_aggregate) GETSTRUCT(tuple);
	transition = form->aggtransfn;
	combine = form->aggcombinefn;
	(void) SysCacheGetAttr(AGGFNOID, tuple, Anum_pg_aggregate_agginitval,
						   &has_no_start);
	ReleaseSysCache(tuple);
	if (!OidIsValid(combine) || !has_no_start ||
		!has_our_support(transition))
		return false;

	code = function_code(transition);
	if (func_strict(transition) && code != tally_combine)
		return false;
	known = find_transition(code);
	if (known == NULL || (OidIsValid(known->type) && known->type != type))
		return false;
	*kind = state_kinds[known->kind];
	return function_code(combine) == tally_combine;
}

/*
 * Called for each change of a function or an aggregate.
 */
static void
note_change(Datum argument, SysCacheIdentifier cache, uint32 hash)
{
	catalog_changes++;
}

static void
begin_known_aggregates(void)
{
	HASHCTL		control = {
		.keysize = sizeof(AggregateKey),.entrysize = sizeof(KnownAggregate)
	};

	known_aggregates = hash_create("satisfaction page scan aggregates", 16,
								   &control, HASH_ELEM | HASH_BLOBS);
	CacheRegisterSyscacheCallback(PROCOID, note_change, (Datum) 0);
	CacheRegisterSyscacheCallback(AGGFNOID, note_change, (Datum) 0);
}

/*
 * Find out about an aggregate, or remember.  A change while the catalogs are
 * read makes the entry an old one at once.  Where another module watches calls
 * of functions nothing is remembered: its rules may change, too.
 */
static const KnownAggregate *
know_aggregate(Oid aggregate, Oid type)
{
	AggregateKey key = {.aggregate = aggregate,.type = type};
	KnownAggregate *known;
	KnownAggregate found = {.key = key};

	if (known_aggregates == NULL)
		begin_known_aggregates();
	known = (KnownAggregate *) hash_search(known_aggregates, &key, HASH_FIND,
										   NULL);
	if (known != NULL && known->changes == catalog_changes &&
		needs_fmgr_hook == NULL)
		return known;
	found.changes = catalog_changes;
	found.is_supported = find_tally_kind(aggregate, type, &found.kind);
	known = (KnownAggregate *) hash_search(known_aggregates, &key, HASH_ENTER,
										   NULL);
	*known = found;
	return known;
}

/*
 * What does an aggregate keep?  False if it is not supported.
 */
bool
page_scan_aggregate_kind(Aggref *aggregate, PageStateKind *kind)
{
	const KnownAggregate *known;
	Expr	   *argument;

	if (aggregate->aggkind != AGGKIND_NORMAL || aggregate->agglevelsup != 0 ||
		aggregate->aggdirectargs != NIL || aggregate->aggorder != NIL ||
		aggregate->aggdistinct != NIL || aggregate->aggvariadic)
		return false;
	if (aggregate->aggfnoid == COUNT_OF_ROWS)
	{
		*kind = PAGE_COUNT_ROWS;
		return aggregate->args == NIL;
	}
	if (aggregate->args == NIL ||
		list_length(aggregate->args) > PAGE_CALL_ARGUMENTS)
		return false;
	if (aggregate->aggfnoid == COUNT_OF_VALUES)
	{
		*kind = PAGE_COUNT_VALUES;
		return true;
	}
	if (page_number_kind(aggregate->aggfnoid, kind) ||
		page_call_is_aggregate(aggregate->aggfnoid, kind))
		return true;
	argument = linitial_node(TargetEntry, aggregate->args)->expr;
	known = know_aggregate(aggregate->aggfnoid, exprType((Node *) argument));
	*kind = known->kind;
	return known->is_supported;
}

/*
 * Values of a column of numeric(precision, scale) look the same if they are
 * equal.
 */
static bool
keeps_either(Aggref *aggregate)
{
	Node	   *argument = (Node *) linitial_node(TargetEntry,
												  aggregate->args)->expr;

	return page_call_keeps_either(aggregate->aggfnoid, aggregate->inputcollid) &&
		(exprType(argument) != NUMERICOID || exprTypmod(argument) < 0);
}

/*
 * What does the order in which rows are added decide, for the aggregates of a
 * list, all of which are supported?
 */
PageOrderEffect
page_scan_order_effect(List *expressions)
{
	PageOrderEffect effect = PAGE_ORDER_NO_EFFECT;
	ListCell   *cell;

	foreach(cell, expressions)
	{
		Aggref	   *aggregate = (Aggref *) lfirst(cell);
		PageStateKind kind;

		if (!IsA(aggregate, Aggref) ||
			!page_scan_aggregate_kind(aggregate, &kind))
			continue;
		if (kind == PAGE_CALL_ROUNDING)
			return PAGE_ORDER_ROUNDING;
		if (kind == PAGE_CALL && keeps_either(aggregate))
			effect = PAGE_ORDER_EITHER;
	}
	return effect;
}
