/*-------------------------------------------------------------------------
 *
 * aggregate.c
 *	  Which aggregates a page scan supports.
 *
 * Those of the server are recognized by name and type of the argument, ours by their
 * code.  Looking that up takes the planner longer than a table of ten rows takes the
 * executor, so it is cached until any function or aggregate changes.
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

/* The kind of state for a transition function, by what that counts */
static const PageStateKind state_kinds[] = {
	[TRANSITION_INTEGER] = PAGE_TALLY_INTEGER,
	[TRANSITION_FLOAT8] = PAGE_TALLY_FLOAT8,
	[TRANSITION_NUMERIC] = PAGE_TALLY_NUMERIC,
	[TRANSITION_COUNTS] = PAGE_CALL,
	[TRANSITION_WEIGHTS] = PAGE_CALL_ROUNDING
};

/* An entry of the cache: an aggregate over a type of argument. */
typedef struct AggregateKey
{
	Oid			aggregate;
	Oid			type;
} AggregateKey;

typedef struct CachedAggregate
{
	AggregateKey key;
	uint64		changes;		/* as of so many changes of the catalogs */
	bool		is_supported;
	PageStateKind kind;
} CachedAggregate;

static HTAB *aggregate_cache = NULL;

/* Number of invalidations of functions and aggregates in this session. */
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
 * Return true if a function has the support function of module.c.  The planner has
 * called that one before, so that no library is loaded for the answer.
 */
static bool
has_our_support(Oid function)
{
	Oid			support = get_func_support(function);

	return OidIsValid(support) && function_code(support) == page_scan_support;
}

/*
 * Find the kind of state of an aggregate of ours: one whose states can be merged, and
 * for which the ordinary plan would count values of the type, one by one, with the
 * code in this library.  Who made the aggregate, and what its final function is, does
 * not matter.
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
invalidate_aggregates(Datum argument, SysCacheIdentifier cache, uint32 hash)
{
	catalog_changes++;
}

static void
create_cache(void)
{
	HASHCTL		control = {
		.keysize = sizeof(AggregateKey), .entrysize = sizeof(CachedAggregate)
	};

	aggregate_cache = hash_create("satisfaction page scan aggregates", 16,
								  &control, HASH_ELEM | HASH_BLOBS);
	CacheRegisterSyscacheCallback(PROCOID, invalidate_aggregates, (Datum) 0);
	CacheRegisterSyscacheCallback(AGGFNOID, invalidate_aggregates, (Datum) 0);
}

/*
 * Look up an aggregate in the cache, filling it if needed.  A change while the
 * catalogs are read makes the entry an old one at once.  If another module watches
 * calls of functions, the cache is not used: its rules may change, too.
 */
static const CachedAggregate *
lookup_aggregate(Oid aggregate, Oid type)
{
	AggregateKey key = {.aggregate = aggregate, .type = type};
	CachedAggregate *known;
	CachedAggregate found = {.key = key};

	if (aggregate_cache == NULL)
		create_cache();
	known = (CachedAggregate *) hash_search(aggregate_cache, &key, HASH_FIND,
											NULL);
	if (known != NULL && known->changes == catalog_changes &&
		needs_fmgr_hook == NULL)
		return known;
	found.changes = catalog_changes;
	found.is_supported = find_tally_kind(aggregate, type, &found.kind);
	known = (CachedAggregate *) hash_search(aggregate_cache, &key, HASH_ENTER,
											NULL);
	*known = found;
	return known;
}

static bool
is_float_type(Oid type)
{
	return type == FLOAT4OID || type == FLOAT8OID;
}

/*
 * avg() and sum()
 */
static bool
find_sum_kind(bool is_average, Oid type, PageStateKind *kind)
{
	if (type == INT8OID)
		*kind = PAGE_SUM_BIGINT;
	else if (builtin_is_integer_type(type))
		*kind = is_average ? PAGE_AVERAGE : PAGE_SUM;
	else
		*kind = type == NUMERICOID ? PAGE_CALL : PAGE_CALL_ROUNDING;
	return builtin_is_integer_type(type) || type == NUMERICOID || is_float_type(type);
}

/*
 * min() and max()
 */
static bool
find_extreme_kind(bool is_minimum, Oid type, PageStateKind *kind)
{
	bool		is_number = builtin_is_integer_type(type) || builtin_is_time_type(type);

	*kind = !is_number ? PAGE_CALL : is_minimum ? PAGE_MINIMUM : PAGE_MAXIMUM;
	return is_number || type == NUMERICOID || is_float_type(type) ||
		type == TEXTOID;
}

/*
 * Find the kind of state of an aggregate of the server with arguments.  Those of
 * double precision are rounded in the order of the rows.
 */
static bool
find_builtin_kind(const char *name, Oid type, PageStateKind *kind)
{
	static const char *const calls[] = {"bool_and", "bool_or", "every", "regr_count", NULL};
	static const char *const roundings[] = {
		"corr", "covar_pop", "covar_samp", "regr_avgx", "regr_avgy", "regr_intercept",
		"regr_r2", "regr_slope", "regr_sxx", "regr_sxy", "regr_syy", NULL
	};
	static const char *const deviations[] = {
		"stddev", "stddev_pop", "stddev_samp", "var_pop", "var_samp", "variance", NULL
	};

	if (strcmp(name, "avg") == 0 || strcmp(name, "sum") == 0)
		return find_sum_kind(name[0] == 'a', type, kind);
	if (strcmp(name, "min") == 0 || strcmp(name, "max") == 0)
		return find_extreme_kind(name[1] == 'i', type, kind);
	if (strcmp(name, "count") == 0)
	{
		*kind = PAGE_COUNT_VALUES;
		return true;
	}
	*kind = builtin_is_named(name, roundings) || is_float_type(type) ?
		PAGE_CALL_ROUNDING : PAGE_CALL;
	return builtin_is_named(name, calls) || builtin_is_named(name, roundings) ||
		builtin_is_named(name, deviations);
}

/*
 * Find what an aggregate keeps; return false if it is not supported.
 */
bool
page_scan_aggregate_kind(Aggref *aggregate, PageStateKind *kind)
{
	const char *name = builtin_function(aggregate->aggfnoid);
	const CachedAggregate *known;
	Oid			type;

	if (aggregate->aggkind != AGGKIND_NORMAL || aggregate->agglevelsup != 0 ||
		aggregate->aggdirectargs != NIL || aggregate->aggorder != NIL ||
		aggregate->aggdistinct != NIL || aggregate->aggvariadic ||
		list_length(aggregate->args) > PAGE_CALL_ARGUMENTS)
		return false;
	if (aggregate->args == NIL)
	{
		*kind = PAGE_COUNT_ROWS;
		return name != NULL && strcmp(name, "count") == 0;
	}
	type = exprType((Node *) linitial_node(TargetEntry, aggregate->args)->expr);
	if (name != NULL)
		return find_builtin_kind(name, type, kind);
	known = lookup_aggregate(aggregate->aggfnoid, type);
	*kind = known->kind;
	return known->is_supported;
}

/*
 * Return true if the order of the rows decides which of equal values is returned:
 * the least or greatest of values that can be equal and look different.  Those of a
 * column of numeric(precision, scale) cannot.
 */
static bool
keeps_either(Aggref *aggregate)
{
	const char *name = builtin_function(aggregate->aggfnoid);
	Node	   *argument = (Node *) linitial_node(TargetEntry,
												  aggregate->args)->expr;
	Oid			type = exprType(argument);

	if (name == NULL || (strcmp(name, "min") != 0 && strcmp(name, "max") != 0))
		return false;
	if (type == TEXTOID)
		return OidIsValid(aggregate->inputcollid) &&
			!get_collation_isdeterministic(aggregate->inputcollid);
	return type != NUMERICOID || exprTypmod(argument) < 0;
}

/*
 * Find what the order in which rows are added decides, for the aggregates of a
 * list, all of which are supported.
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
