/*-------------------------------------------------------------------------
 *
 * wrapper.c
 *	  Our aggregates inside the ones with which Citus asks for their states.
 *
 * The coordinator of a Citus cluster asks its workers for the state of an
 * aggregate, as text or in binary form, by an aggregate that is given the other
 * one as an argument:
 *
 *		worker_partial_agg('nps(integer)'::regprocedure, score)
 *		worker_binary_partial_agg('nps(integer)'::regprocedure, score)
 *
 * It calls the transition function by way of the function manager, and no page
 * scan sees what is counted.  The planner is given instead
 *
 *		CASE WHEN count(score) > 0 THEN _tally_out(tally(score)) END
 *
 * or the same with _tally_send(), which is the same state: NULL if there was no
 * score, and else a tally.  See Citus, src/backend/distributed/utils/
 * aggregate_utils.c, for what the wrappers do.
 *
 * This works where the library is loaded before the query is planned; see
 * README.md, "Several machines".
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include "access/htup_details.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/planner.h"
#include "parser/parse_func.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

/* The server's count(value), and bigint > bigint. */
#define COUNT_VALUES_AGGREGATE	2147
#define INT8_GREATER_OPERATOR	413

static planner_hook_type next_planner_hook = NULL;

/*
 * Which of the two is it, by the type of its result?
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
 * An aggregate as the wrapper has it, of its second argument.
 */
static Aggref *
make_aggregate(Aggref *wrapper, Oid aggregate, Oid type)
{
	Aggref	   *made = (Aggref *) copyObject(wrapper);
	Expr	   *argument = lsecond_node(TargetEntry, made->args)->expr;

	made->aggfnoid = aggregate;
	made->aggtype = type;
	made->aggcollid = InvalidOid;
	made->aggargtypes = list_make1_oid(exprType((Node *) argument));
	made->args = list_make1(makeTargetEntry(argument, 1, NULL, false));
	return made;
}

/*
 * The type of a state, and the aggregate tally() for a type of argument; false
 * if there is none beside the type that has the transition function of another
 * aggregate.
 */
static bool
find_tally(Oid aggregate, Oid argument, Oid *state_type, Oid *tally)
{
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	HeapTuple	type;
	Form_pg_aggregate form;
	Oid			transition;
	char	   *schema;
	bool		found;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_aggregate) GETSTRUCT(tuple);
	transition = form->aggtransfn;
	*state_type = form->aggtranstype;
	ReleaseSysCache(tuple);

	type = SearchSysCache1(TYPEOID, ObjectIdGetDatum(*state_type));
	if (!HeapTupleIsValid(type))
		return false;
	schema = get_namespace_name(((Form_pg_type) GETSTRUCT(type))->typnamespace);
	ReleaseSysCache(type);
	if (schema == NULL)
		return false;
	*tally = LookupFuncName(list_make2(makeString(schema), makeString("tally")),
							1, &argument, true);
	if (!OidIsValid(*tally))
		return false;
	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(*tally));
	if (!HeapTupleIsValid(tuple))
		return false;
	found = ((Form_pg_aggregate) GETSTRUCT(tuple))->aggtransfn == transition;
	ReleaseSysCache(tuple);
	return found && get_func_rettype(*tally) == *state_type;
}

/*
 * May the user call an aggregate?  The wrapper checks that, and so does the
 * server for the one that takes its place.
 */
static bool
user_may_call(Oid aggregate)
{
	return page_scan_may_execute(aggregate, GetUserId());
}

/*
 * What is counted will stand there twice; is that the same as once?
 */
static bool
may_be_repeated(Aggref *wrapper)
{
	Node	   *parts = (Node *) list_make2(wrapper->args, wrapper->aggfilter);

	return !contain_volatile_functions(parts) && !contain_subplans(parts);
}

/*
 * Is the wrapped aggregate one whose state is a tally of a single argument?
 * Then find the aggregate that has that state as its result.
 */
static bool
is_rewritable(Aggref *wrapper, Oid *state_type, Oid *tally)
{
	Oid			wrapped;
	Oid			argument;
	Aggref	   *aggregate;
	PageStateKind kind;

	if (!is_wrapper(wrapper) || !may_be_repeated(wrapper))
		return false;
	wrapped = wrapped_aggregate(wrapper);
	if (!OidIsValid(wrapped))
		return false;
	argument = exprType((Node *) lsecond_node(TargetEntry, wrapper->args)->expr);
	aggregate = make_aggregate(wrapper, wrapped, InvalidOid);
	return page_scan_aggregate_kind(aggregate, &kind) &&
		kind != PAGE_COUNT_VALUES && user_may_call(wrapped) &&
		find_tally(wrapped, argument, state_type, tally) &&
		user_may_call(*tally);
}

/*
 * The output of the state, unless that is NULL.
 */
static Node *
rewrite(Aggref *wrapper, Oid state_type, Oid tally)
{
	bool		binary = wrapper->aggtype == BYTEAOID;
	CaseWhen   *when = makeNode(CaseWhen);
	CaseExpr   *result = makeNode(CaseExpr);
	Aggref	   *count = make_aggregate(wrapper, COUNT_VALUES_AGGREGATE, INT8OID);
	Aggref	   *state = make_aggregate(wrapper, tally, state_type);
	Oid			output;
	bool		is_varlena;

	if (binary)
		getTypeBinaryOutputInfo(state_type, &output, &is_varlena);
	else
		getTypeOutputInfo(state_type, &output, &is_varlena);
	when->expr = make_opclause(INT8_GREATER_OPERATOR, BOOLOID, false,
							   (Expr *) count,
							   (Expr *) makeConst(INT8OID, -1, InvalidOid,
												  sizeof(int64),
												  Int64GetDatum(0), false,
												  FLOAT8PASSBYVAL),
							   InvalidOid, InvalidOid);
	set_opfuncid((OpExpr *) when->expr);
	when->result = (Expr *) makeFuncExpr(output, wrapper->aggtype,
										 list_make1(state), InvalidOid,
										 InvalidOid, COERCE_EXPLICIT_CALL);
	when->location = -1;
	result->casetype = wrapper->aggtype;
	result->args = list_make1(when);
	result->defresult = (Expr *) makeNullConst(wrapper->aggtype, -1, InvalidOid);
	result->location = -1;
	return (Node *) result;
}

static Node *
rewrite_node(Node *node, void *context)
{
	if (node == NULL)
		return NULL;
	if (IsA(node, Query))
		return (Node *) query_tree_mutator((Query *) node, rewrite_node,
										   context, 0);
	if (IsA(node, Aggref))
	{
		Oid			state_type;
		Oid			tally;

		if (is_rewritable((Aggref *) node, &state_type, &tally))
			return rewrite((Aggref *) node, state_type, tally);
	}
	return expression_tree_mutator(node, rewrite_node, context);
}

/*
 * Is there any such aggregate?  Most queries need no copy.
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
plan_without_wrappers(PAGE_SCAN_PLANNER_PARAMETERS)
{
	if (page_scan_enabled && has_wrapper((Node *) parse, NULL))
		parse = (Query *) rewrite_node((Node *) parse, NULL);
	if (next_planner_hook != NULL)
		return next_planner_hook(PAGE_SCAN_PLANNER_ARGUMENTS);
	return standard_planner(PAGE_SCAN_PLANNER_ARGUMENTS);
}

/*
 * Called once, when the library is loaded.
 */
void
page_wrapper_load(void)
{
	next_planner_hook = planner_hook;
	planner_hook = plan_without_wrappers;
}
