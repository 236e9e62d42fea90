/*-------------------------------------------------------------------------
 *
 * query.c
 *	  Which queries a page scan knows how to answer.
 *
 * Whatever is not listed here as known is left to the ordinary plan: nothing
 * but speed is lost.
 *
 *-------------------------------------------------------------------------
 */
#include "page_scan.h"

#include "access/htup_details.h"
#include "access/sysattr.h"
#include "access/table.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_class.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/cost.h"
#include "optimizer/paths.h"
#include "optimizer/planner.h"
#include "optimizer/tlist.h"
#include "parser/parsetree.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

/* The server's count(*) and count(value). */
#define COUNT_ROWS_AGGREGATE	2803
#define COUNT_VALUES_AGGREGATE	2147

extern Datum tally_transition_int2(PG_FUNCTION_ARGS);
extern Datum tally_transition_int4(PG_FUNCTION_ARGS);
extern Datum tally_transition_int8(PG_FUNCTION_ARGS);
extern Datum tally_transition_float8(PG_FUNCTION_ARGS);
extern Datum tally_transition_numeric(PG_FUNCTION_ARGS);
extern Datum tally_transition_bool(PG_FUNCTION_ARGS);
extern Datum tally_combine(PG_FUNCTION_ARGS);

/* The transition functions that are known, by their code. */
static const struct
{
	PGFunction	function;
	const char *symbol;
	PageStateKind kind;
}			known_transitions[] =
{
	{tally_transition_int2, "tally_transition_int2", PAGE_TALLY_INTEGER},
	{tally_transition_int4, "tally_transition_int4", PAGE_TALLY_INTEGER},
	{tally_transition_int8, "tally_transition_int8", PAGE_TALLY_INTEGER},
	{tally_transition_bool, "tally_transition_bool", PAGE_TALLY_INTEGER},
	{tally_transition_float8, "tally_transition_float8", PAGE_TALLY_FLOAT8},
	{tally_transition_numeric, "tally_transition_numeric", PAGE_TALLY_NUMERIC}
};

/*
 * Is a function the one of that symbol, in this very library?  The symbol is
 * looked at first, so that no other library is loaded for the answer.
 */
static bool
is_our_function(Oid function, const char *symbol, PGFunction code)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	Datum		source;
	bool		null;
	bool		found = false;
	FmgrInfo	info;

	if (!HeapTupleIsValid(tuple))
		return false;
	if (((Form_pg_proc) GETSTRUCT(tuple))->prolang == ClanguageId)
	{
		source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &null);
		found = !null && strcmp(TextDatumGetCString(source), symbol) == 0;
	}
	ReleaseSysCache(tuple);
	if (!found)
		return false;
	fmgr_info(function, &info);
	return info.fn_addr == code;
}

/*
 * Is the aggregate one of ours, whose states can be merged, and what does it
 * keep?  The final function does not matter.
 */
static bool
tally_kind(Oid aggregate, PageStateKind *kind)
{
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	Form_pg_aggregate form;
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
	if (!OidIsValid(combine) || !has_no_start)
		return false;

	for (int i = 0; i < (int) lengthof(known_transitions); i++)
	{
		if (!is_our_function(transition, known_transitions[i].symbol,
							 known_transitions[i].function))
			continue;
		*kind = known_transitions[i].kind;
		return is_our_function(combine, "tally_combine", tally_combine);
	}
	return false;
}

/*
 * What does an aggregate keep?  False if it is not known.
 */
bool
page_scan_aggregate_kind(Aggref *aggregate, PageStateKind *kind)
{
	if (aggregate->aggkind != AGGKIND_NORMAL || aggregate->agglevelsup != 0 ||
		aggregate->aggdirectargs != NIL || aggregate->aggorder != NIL ||
		aggregate->aggdistinct != NIL || aggregate->aggvariadic)
		return false;
	if (aggregate->aggfnoid == COUNT_ROWS_AGGREGATE)
	{
		*kind = PAGE_COUNT_ROWS;
		return aggregate->args == NIL;
	}
	if (list_length(aggregate->args) != 1)
		return false;
	if (aggregate->aggfnoid == COUNT_VALUES_AGGREGATE)
	{
		*kind = PAGE_COUNT_VALUES;
		return true;
	}
	return aggregate->aggfnoid >= FirstNormalObjectId &&
		tally_kind(aggregate->aggfnoid, kind);
}

/*
 * Is an aggregate known, and is what it counts a column?
 */
static bool
knows_aggregate(Aggref *aggregate, bool *is_ours)
{
	PageStateKind kind;
	Expr	   *argument;

	if (!page_scan_aggregate_kind(aggregate, &kind))
		return false;
	if (kind == PAGE_COUNT_ROWS)
		return true;
	argument = linitial_node(TargetEntry, aggregate->args)->expr;
	while (IsA(argument, RelabelType))
		argument = ((RelabelType *) argument)->arg;
	*is_ours |= kind != PAGE_COUNT_VALUES;
	return IsA(argument, Var);
}

/*
 * Can an expression be evaluated for any visible row, in any order?
 */
static bool
is_quiet(Node *expression)
{
	return !contain_volatile_functions(expression) &&
		!contain_subplans(expression) &&
		!expression_returns_set(expression);
}

/*
 * Do expressions refer to nothing but ordinary columns of the table?
 */
bool
page_scan_knows_columns(RelOptInfo *table, Node *expressions)
{
	List	   *variables = pull_var_clause(expressions,
											PVC_RECURSE_AGGREGATES |
											PVC_INCLUDE_PLACEHOLDERS);
	ListCell   *cell;

	foreach(cell, variables)
	{
		Var		   *variable = (Var *) lfirst(cell);

		if (!IsA(variable, Var) || (Index) variable->varno != table->relid ||
			variable->varattno <= 0)
			return false;
	}
	return true;
}

/*
 * Is it a type of key, compared by its own equality?
 */
static bool
knows_key(Expr *key, SortGroupClause *clause)
{
	Oid			type = exprType((Node *) key);

	return page_group_knows_type(type, exprCollation((Node *) key)) &&
		lookup_type_cache(type, TYPECACHE_EQ_OPR)->eq_opr == clause->eqop;
}

/*
 * The state of an aggregate instead of its value.
 */
static Aggref *
partial_aggregate(Aggref *aggregate)
{
	Aggref	   *partial = makeNode(Aggref);

	memcpy(partial, aggregate, sizeof(Aggref));
	mark_partial_aggref(partial, AGGSPLIT_INITIAL_SERIAL);
	return partial;
}

/*
 * Add what the final aggregation needs besides the keys: the states of the
 * aggregates, and columns that depend on the keys.
 */
static bool
add_inputs(PathTarget *target, List *expressions)
{
	List	   *inputs = pull_var_clause((Node *) expressions,
										 PVC_INCLUDE_AGGREGATES |
										 PVC_RECURSE_WINDOWFUNCS |
										 PVC_INCLUDE_PLACEHOLDERS);
	bool		any_is_ours = false;
	ListCell   *cell;

	foreach(cell, inputs)
	{
		Expr	   *input = (Expr *) lfirst(cell);

		if (IsA(input, Aggref))
		{
			if (!knows_aggregate((Aggref *) input, &any_is_ours))
				return false;
			input = (Expr *) partial_aggregate((Aggref *) input);
		}
		add_new_column_to_pathtarget(target, input);
	}
	return any_is_ours;
}

/*
 * Work out what the partial aggregation has to deliver, as the server's
 * make_partial_grouping_target() does; false if something is not known.
 */
static bool
make_partial_target(PlannerInfo *root, PathTarget *final, Node *having,
					PageQuery *query)
{
	List	   *group_clause = page_scan_group_clause(root);
	List	   *others = NIL;
	ListCell   *cell;
	int			i = 0;

	query->target = create_empty_pathtarget();
	query->keys = NIL;
	foreach(cell, final->exprs)
	{
		Expr	   *expression = (Expr *) lfirst(cell);
		Index		reference = get_pathtarget_sortgroupref(final, i++);
		SortGroupClause *clause = NULL;

		if (reference != 0)
			clause = get_sortgroupref_clause_noerr(reference, group_clause);
		if (clause == NULL)
		{
			others = lappend(others, expression);
			continue;
		}
		if (!knows_key(expression, clause))
			return false;
		add_column_to_pathtarget(query->target, expression, reference);
		query->keys = lappend(query->keys, expression);
	}
	if (having != NULL)
		others = lappend(others, having);
	if (!add_inputs(query->target, others))
		return false;
	set_pathtarget_cost_width(root, query->target);
	return true;
}

/*
 * Is the table one whose pages hold nothing but rows that the query may see,
 * in the server's own format?
 */
bool
page_scan_knows_table(PlannerInfo *root, RelOptInfo *table)
{
	RangeTblEntry *entry = planner_rt_fetch(table->relid, root);
	Relation	relation;
	bool		is_heap;
	ListCell   *cell;

	if (entry->rtekind != RTE_RELATION || entry->inh ||
		entry->tablesample != NULL || entry->securityQuals != NIL ||
		!page_scan_may_read(table) ||
		(entry->relkind != RELKIND_RELATION &&
		 entry->relkind != RELKIND_MATVIEW))
		return false;
	foreach(cell, table->baserestrictinfo)
	{
		RestrictInfo *restriction = lfirst_node(RestrictInfo, cell);

		/* One whose value is the same for all rows is tested only once. */
		if (restriction->pseudoconstant || restriction->security_level > 0 ||
			!is_quiet((Node *) restriction->clause) ||
			!page_scan_knows_columns(table, (Node *) restriction->clause))
			return false;
	}
	relation = table_open(entry->relid, NoLock);
	is_heap = relation->rd_tableam == GetHeapamTableAmRoutine();
	table_close(relation, NoLock);
	return is_heap;
}

/*
 * Is the query one of the right form over a table or several partitions?
 */
static bool
knows_form(PlannerInfo *root, RelOptInfo *input, GroupPathExtraData *extra)
{
	Query	   *parse = root->parse;

	return parse->hasAggs && parse->groupingSets == NIL &&
		!parse->hasRowSecurity && parse->rowMarks == NIL &&
		root->qual_security_level == 0 &&
		(extra->flags & GROUPING_CAN_PARTIAL_AGG) != 0 &&
		input->reloptkind == RELOPT_BASEREL &&
		input->rtekind == RTE_RELATION && !IS_DUMMY_REL(input);
}

/*
 * Can every value be handled as a Datum?  Not on 32-bit machines.
 */
static bool
knows_machine(void)
{
#ifdef USE_FLOAT8_BYVAL
	return sizeof(Datum) == sizeof(int64);
#else
	return false;
#endif
}

/*
 * Do the columns of the output fit into the bits of a group?
 */
static bool
output_fits(const PageQuery *query)
{
	int			columns = 0;
	ListCell   *cell;

	foreach(cell, query->target->exprs)
	{
		Node	   *expression = (Node *) lfirst(cell);

		if (!IsA(expression, Aggref))
			columns += list_length(pull_var_clause(expression, 0));
	}
	return columns <= PAGE_GROUP_MAX_VALUES &&
		list_length(query->keys) <= PAGE_GROUP_MAX_VALUES;
}

/*
 * Is the whole query known?  Then say what the partial aggregation delivers.
 * The tables, if there are several, are still to be looked at one by one.
 */
bool
page_scan_knows_query(PlannerInfo *root, RelOptInfo *input,
					  RelOptInfo *output, GroupPathExtraData *extra,
					  PageQuery *query)
{
	if (!knows_machine() || !knows_form(root, input, extra))
		return false;
	if (!make_partial_target(root, output->reltarget, extra->havingQual,
							 query))
		return false;
	query->grouped = root->parse->groupClause != NIL;
	return is_quiet((Node *) query->target->exprs) &&
		page_scan_knows_columns(input, (Node *) query->target->exprs) &&
		output_fits(query);
}
