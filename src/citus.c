/*-------------------------------------------------------------------------
 *
 * citus.c
 *	  Our aggregates inside the ones with which Citus asks for their states.
 *
 * The coordinator of a Citus cluster asks its workers for the state of an
 * aggregate, as text or in binary form, by an aggregate that is given the other
 * one as an argument:
 *
 *		worker_partial_agg('nps(integer)'::regprocedure, score)
 *		worker_binary_partial_agg('nps(integer)'::regprocedure, score)
 *		worker_partial_agg('tally_weighted(integer,numeric)'::regprocedure,
 *						   ROW(score, weight))
 *
 * It calls the transition function by way of the function manager, and no page
 * scan sees what is counted.  The planner is given instead
 *
 *		tally_out(NULLIF(tally(score), '{}'))
 *
 * or the same with tally_send(), which is the same state: NULL if there was no
 * score, and else a tally.  See Citus, src/backend/distributed/utils/
 * aggregate_utils.c, for what the wrappers do.
 *
 * This works where the library is loaded before the query is planned; see
 * README.md, "For the DBA".  Only wrappers in pg_catalog are replaced, with
 * arguments of the types that the aggregate takes, for a user who may call both
 * aggregates.  It goes with satisfaction.page_scan, but not only where a page
 * scan follows: without the wrapper an aggregate is called for each row at the
 * usual price.
 *
 *-------------------------------------------------------------------------
 */
#include "citus.h"

#include "access/htup_details.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/planner.h"
#include "parser/parse_func.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "module.h"
#include "transitions.h"

static planner_hook_type next_planner_hook = NULL;

/*
 * Return true if an aggregate is one of the two, by name and result type.
 */
static bool
is_wrapper(Aggref *aggregate)
{
	HeapTuple	tuple;
	Form_pg_proc form;
	const char *name;
	bool		result;

	if (list_length(aggregate->args) != 2 ||
		aggregate->aggkind != AGGKIND_NORMAL || aggregate->agglevelsup != 0 ||
		aggregate->aggorder != NIL || aggregate->aggdistinct != NIL ||
		linitial_oid(aggregate->aggargtypes) != OIDOID)
		return false;
	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(aggregate->aggfnoid));
	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_proc) GETSTRUCT(tuple);
	name = NameStr(form->proname);
	result = form->pronamespace == PG_CATALOG_NAMESPACE &&
		((strcmp(name, "worker_partial_agg") == 0 &&
		  form->prorettype == CSTRINGOID) ||
		 (strcmp(name, "worker_binary_partial_agg") == 0 &&
		  form->prorettype == BYTEAOID));
	ReleaseSysCache(tuple);
	return result;
}

/*
 * The aggregate that is wrapped, or 0 if that is not known yet.
 */
static Oid
wrapped_aggregate(Aggref *wrapper)
{
	Expr	   *argument = linitial_node(TargetEntry, wrapper->args)->expr;
	Const	   *constant;

	while (IsA(argument, RelabelType))
		argument = ((RelabelType *) argument)->arg;
	constant = (Const *) argument;
	return !IsA(argument, Const) || constant->constisnull ||
		constant->constlen != sizeof(Oid) || !constant->constbyval ?
		InvalidOid : DatumGetObjectId(constant->constvalue);
}

/*
 * What the wrapped aggregate is given: several arguments are in a row.
 */
static List *
wrapped_arguments(Aggref *wrapper)
{
	Expr	   *argument = lsecond_node(TargetEntry, wrapper->args)->expr;

	if (IsA(argument, RowExpr) &&
		list_length(((RowExpr *) argument)->args) > 1)
		return ((RowExpr *) argument)->args;
	return list_make1(argument);
}

static List *
types_of(List *expressions)
{
	List	   *types = NIL;
	ListCell   *cell;

	foreach(cell, expressions)
		types = lappend_oid(types, exprType((Node *) lfirst(cell)));
	return types;
}

/*
 * Return true if these are the types of a function's arguments.
 */
static bool
takes_types(Oid function, List *types)
{
	Oid		   *declared;
	int			count;
	ListCell   *cell;
	int			i = 0;

	(void) get_func_signature(function, &declared, &count);
	if (count != list_length(types))
		return false;
	foreach(cell, types)
	{
		if (declared[i++] != lfirst_oid(cell))
			return false;
	}
	return true;
}

/* How an aggregate counts. */
typedef struct Counting
{
	Oid			transition;
	Oid			combine;
	Oid			final;
	Oid			state_type;
} Counting;

/*
 * False if there is no such aggregate, or its states cannot be merged, or begin
 * with something.
 */
static bool
get_counting(Oid aggregate, Counting *counting)
{
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	Form_pg_aggregate form;
	bool		has_no_start;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_aggregate) GETSTRUCT(tuple);
	counting->transition = form->aggtransfn;
	counting->combine = form->aggcombinefn;
	counting->final = form->aggfinalfn;
	counting->state_type = form->aggtranstype;
	(void) SysCacheGetAttr(AGGFNOID, tuple, Anum_pg_aggregate_agginitval,
						   &has_no_start);
	ReleaseSysCache(tuple);
	return OidIsValid(counting->combine) && has_no_start;
}

/*
 * Return true if the result of an aggregate is its state, a tally.
 */
static bool
returns_its_tally(Oid aggregate, const Counting *counting)
{
	FmgrInfo	final;

	if (!OidIsValid(counting->final) ||
		get_func_rettype(aggregate) != counting->state_type)
		return false;
	fmgr_info(counting->final, &final);
	return final.fn_addr == tally_final;
}

/*
 * The aggregate of a name beside a type that counts as another one does, but
 * whose result is the tally.
 */
static Oid
find_aggregate(const char *name, const Counting *counting, List *types)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID,
										ObjectIdGetDatum(counting->state_type));
	Oid			arguments[FUNC_MAX_ARGS];
	Oid			found;
	Counting	other;
	char	   *schema;
	ListCell   *cell;
	int			count = 0;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	schema = get_namespace_name(((Form_pg_type) GETSTRUCT(tuple))->typnamespace);
	ReleaseSysCache(tuple);
	if (schema == NULL)
		return InvalidOid;
	foreach(cell, types)
		arguments[count++] = lfirst_oid(cell);
	found = LookupFuncName(list_make2(makeString(schema),
									  makeString(pstrdup(name))),
						   count, arguments, true);
	if (!OidIsValid(found) || !get_counting(found, &other) ||
		other.transition != counting->transition ||
		other.combine != counting->combine ||
		other.state_type != counting->state_type ||
		!returns_its_tally(found, &other))
		return InvalidOid;
	return found;
}

/*
 * The aggregate whose result is the state of the one that is wrapped, or 0.
 */
static Oid
find_state(Oid wrapped, const Counting *counting, List *types)
{
	static const char *const names[] = {
		"tally", "churn_tally", "service_level_tally"
	};
	Oid			found = InvalidOid;

	if (returns_its_tally(wrapped, counting))
		return wrapped;
	for (int i = 0; i < (int) lengthof(names) && !OidIsValid(found); i++)
		found = find_aggregate(names[i], counting, types);
	return found;
}

/*
 * Return true if the user may call an aggregate.  The wrapper checks that, and so does the
 * server for the one that takes its place.
 */
static bool
user_may_call(Oid aggregate)
{
	return may_execute(aggregate, GetUserId());
}

/*
 * The aggregate that takes the place of a wrapper, or 0.
 */
static Oid
replacement(Aggref *wrapper)
{
	List	   *types = types_of(wrapped_arguments(wrapper));
	Oid			wrapped = wrapped_aggregate(wrapper);
	Counting	counting;
	Oid			state;

	if (!get_counting(wrapped, &counting) ||
		!takes_types(wrapped, types) || !user_may_call(wrapped))
		return InvalidOid;
	state = find_state(wrapped, &counting, types);
	return OidIsValid(state) && user_may_call(state) ? state : InvalidOid;
}

/*
 * An aggregate as the wrapper has it, of what that was given.
 */
static Aggref *
make_aggregate(Aggref *wrapper, Oid aggregate)
{
	Aggref	   *made = (Aggref *) copyObject(wrapper);
	List	   *arguments = wrapped_arguments(made);
	ListCell   *cell;

	made->aggfnoid = aggregate;
	made->aggtype = get_func_rettype(aggregate);
	made->aggcollid = InvalidOid;
	made->aggargtypes = types_of(arguments);
	made->args = NIL;
	foreach(cell, arguments)
		made->args = lappend(made->args,
							 makeTargetEntry((Expr *) lfirst(cell),
											 list_length(made->args) + 1,
											 NULL, false));
	return made;
}

/*
 * NULL instead of a tally that is empty, as a state is before the first score.
 */
static Expr *
make_state(Aggref *tally)
{
	NullIfExpr *state = makeNode(NullIfExpr);
	Oid			type = tally->aggtype;
	Oid			input;
	Oid			parameter;
	int16		length;
	bool		by_value;
	char		align;

	getTypeInputInfo(type, &input, &parameter);
	get_typlenbyvalalign(type, &length, &by_value, &align);
	state->opno = lookup_type_cache(type, TYPECACHE_EQ_OPR)->eq_opr;
	set_opfuncid((OpExpr *) state);
	state->opresulttype = type;
	state->args = list_make2(tally,
							 makeConst(type, -1, InvalidOid, length,
									   OidInputFunctionCall(input, "{}",
															parameter, -1),
									   false, by_value));
	state->location = -1;
	return (Expr *) state;
}

/*
 * The state as the wrapper returns it.
 */
static Node *
make_output(Aggref *wrapper, Oid aggregate)
{
	Aggref	   *tally = make_aggregate(wrapper, aggregate);
	Oid			output;
	bool		is_varlena;

	if (wrapper->aggtype == BYTEAOID)
		getTypeBinaryOutputInfo(tally->aggtype, &output, &is_varlena);
	else
		getTypeOutputInfo(tally->aggtype, &output, &is_varlena);
	return (Node *) makeFuncExpr(output, wrapper->aggtype,
								 list_make1(make_state(tally)), InvalidOid,
								 InvalidOid, COERCE_EXPLICIT_CALL);
}

static Node *
rewrite_node(Node *node, void *context)
{
	if (node == NULL)
		return NULL;
	if (IsA(node, Query))
		return (Node *) query_tree_mutator((Query *) node, rewrite_node,
										   context, 0);
	if (IsA(node, Aggref) && is_wrapper((Aggref *) node))
	{
		Oid			aggregate = replacement((Aggref *) node);

		if (OidIsValid(aggregate))
			return make_output((Aggref *) node, aggregate);
	}
	return expression_tree_mutator(node, rewrite_node, context);
}

/*
 * Return true if there is any such aggregate.  Most queries need no copy.
 */
static bool
has_wrapper(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, Query))
		return query_tree_walker((Query *) node, has_wrapper, context, 0);
	if (IsA(node, Aggref) && is_wrapper((Aggref *) node))
		return true;
	return expression_tree_walker(node, has_wrapper, context);
}

static PlannedStmt *
plan_without_wrappers(PLANNER_HOOK_PARAMETERS)
{
	if (page_scan_enabled && has_wrapper((Node *) parse, NULL))
		parse = (Query *) rewrite_node((Node *) parse, NULL);
	if (next_planner_hook != NULL)
		return next_planner_hook(PLANNER_HOOK_ARGUMENTS);
	return standard_planner(PLANNER_HOOK_ARGUMENTS);
}

void
citus_load(void)
{
	next_planner_hook = planner_hook;
	planner_hook = plan_without_wrappers;
}
