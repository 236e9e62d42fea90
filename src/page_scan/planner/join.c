/*-------------------------------------------------------------------------
 *
 * join.c
 *	  Joins of the table that is counted with other relations.
 *
 * The joins are those of one of the planner's own paths, in the order in which
 * that joins them to the table; so the planner has worked out what may be
 * joined when, and which conditions belong to which join.  The other side of
 * each, itself a relation or a join of several, is read by the path that the
 * planner finds cheapest.  The executor hashes its rows by the join key, and
 * probes with each row of the table; see join/joins.c.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "catalog/pg_class.h"
#include "catalog/pg_opfamily.h"
#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/restrictinfo.h"
#include "optimizer/tlist.h"
#include "parser/parsetree.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/*
 * The columns that aggregates read; false if any is not an ordinary one.
 */
static bool
counted_columns(PathTarget *target, List **columns)
{
	ListCell   *cell;

	*columns = NIL;
	foreach(cell, target->exprs)
	{
		if (IsA(lfirst(cell), Aggref))
			*columns = list_concat(*columns,
								   pull_var_clause((Node *) lfirst(cell),
												   PVC_RECURSE_AGGREGATES |
												   PVC_INCLUDE_PLACEHOLDERS));
	}
	foreach(cell, *columns)
	{
		Var		   *variable = (Var *) lfirst(cell);

		if (!IsA(variable, Var) || variable->varattno <= 0)
			return false;
	}
	return true;
}

/*
 * The largest of the tables whose columns aggregates read, which is the one whose
 * pages are read; NULL if they read none of the input.
 */
static RelOptInfo *
counted_table(PlannerInfo *root, RelOptInfo *input, List *columns)
{
	RelOptInfo *table = NULL;
	ListCell   *cell;

	foreach(cell, columns)
	{
		Index		number = lfirst_node(Var, cell)->varno;
		RelOptInfo *relation;

		if (!bms_is_member(number, input->relids))
			return NULL;
		relation = find_base_rel(root, number);
		if (table == NULL || relation->tuples > table->tuples)
			table = relation;
	}
	return table;
}

/*
 * Find the kind of a join, with the table on its left or on its right.
 */
static bool
kind_of_join(JoinType type, bool table_is_left, PageJoinKind *kind)
{
	if (page_scan_is_right_semi(type) || page_scan_is_right_anti(type))
	{
		*kind = page_scan_is_right_semi(type) ? PAGE_JOIN_SEMI : PAGE_JOIN_ANTI;
		return !table_is_left;
	}
	switch (type)
	{
		case JOIN_INNER:
			*kind = PAGE_JOIN_INNER;
			return true;
		case JOIN_LEFT:
			*kind = PAGE_JOIN_LEFT;
			return table_is_left;
		case JOIN_RIGHT:
			*kind = PAGE_JOIN_LEFT;
			return !table_is_left;
		case JOIN_SEMI:
			*kind = PAGE_JOIN_SEMI;
			return table_is_left;
		case JOIN_ANTI:
			*kind = PAGE_JOIN_ANTI;
			return table_is_left;
		default:
			return false;
	}
}

/*
 * Return true if the operator compares bits or bytes, as keys are compared here.
 * Integers of different widths are compared as wide ones.
 */
static bool
is_supported_equality(OpExpr *clause)
{
	Oid			left = exprType(linitial(clause->args));
	Oid			right = exprType(lsecond(clause->args));

	if (get_op_opfamily_strategy(clause->opno, INTEGER_BTREE_FAM_OID) ==
		BTEqualStrategyNumber)
		return true;
	return left == right &&
		page_key_is_supported_type(left, clause->inputcollid) &&
		lookup_type_cache(left, TYPECACHE_EQ_OPR)->eq_opr == clause->opno;
}

static Expr *
strip_relabel(Expr *expression)
{
	while (IsA(expression, RelabelType))
		expression = ((RelabelType *) expression)->arg;
	return expression;
}

/*
 * Add the keys of a clause, one side of which is computed from the table, and the
 * other one from the other relation.  Return false for any other clause.
 */
static bool
add_key(PageJoin *join, RelOptInfo *table, RestrictInfo *restriction)
{
	OpExpr	   *clause = (OpExpr *) restriction->clause;
	bool		table_is_left = bms_equal(restriction->left_relids, table->relids);
	Relids		others = table_is_left ? restriction->right_relids :
		restriction->left_relids;
	Expr	   *key;

	if (restriction->pseudoconstant || restriction->security_level > 0 ||
		!OidIsValid(restriction->hashjoinoperator) ||
		bms_is_empty(others) || !bms_is_subset(others, join->other->relids) ||
		!is_supported_equality(clause))
		return false;
	key = strip_relabel(table_is_left ? linitial(clause->args) :
						lsecond(clause->args));
	if (contain_subplans((Node *) key) ||
		!page_scan_has_only_columns(table->relids, (Node *) key))
		return false;
	join->equalities = list_append_unique_oid(join->equalities,
											  get_opcode(clause->opno));
	join->table_keys = lappend(join->table_keys, key);
	join->other_keys = lappend(join->other_keys,
							   table_is_left ? lsecond(clause->args) :
							   linitial(clause->args));
	return true;
}

/*
 * The conditions of a join of the planner's, with those that it has pushed
 * down to a parameterized path; false if they are out of reach.
 */
static bool
join_conditions(JoinPath *path, List **conditions)
{
	Path	   *inner = path->innerjoinpath;
	ParamPathInfo *parameters = inner->param_info;

	*conditions = path->joinrestrictinfo;
	if (parameters == NULL)
		return true;
	*conditions = list_concat_unique_ptr(list_copy(*conditions),
										 parameters->ppi_clauses);
	return IS_SIMPLE_REL(inner->parent) &&
		bms_is_subset(parameters->ppi_req_outer,
					  path->outerjoinpath->parent->relids);
}

/*
 * Add a join by these conditions.
 */
static bool
add_join(PageJoin *join, RelOptInfo *table, List *conditions, List **joins)
{
	ListCell   *cell;

	if (conditions == NIL || join->other->cheapest_total_path == NULL ||
		join->other->cheapest_total_path->param_info != NULL)
		return false;
	foreach(cell, conditions)
	{
		if (!add_key(join, table, lfirst_node(RestrictInfo, cell)))
			return false;
	}
	*joins = lappend(*joins, join);
	return true;
}

/*
 * Add the join of a path.  The planner may have made the other side of a
 * semijoin unique, and an inner join of it; here that is a semijoin.
 */
static bool
add_join_of_path(JoinPath *path, RelOptInfo *table,
				 Path *other, bool table_is_left, List **joins)
{
	PageJoin   *join = (PageJoin *) palloc0(sizeof(PageJoin));
	List	   *conditions;
	ListCell   *cell;

	join->other = other->parent;
	if (!kind_of_join(path->jointype, table_is_left, &join->kind) ||
		!join_conditions(path, &conditions))
		return false;
	if (join->kind == PAGE_JOIN_INNER &&
		IsA(page_scan_path_below(other), UniquePath))
		join->kind = PAGE_JOIN_SEMI;
	foreach(cell, conditions)
	{
		/* A condition of WHERE above an outer join is none of the join. */
		if (IS_OUTER_JOIN(path->jointype) &&
			RINFO_IS_PUSHED_DOWN(lfirst_node(RestrictInfo, cell),
								 path->path.parent->relids))
			return false;
	}
	return add_join(join, table, conditions, joins);
}

/*
 * Collect the joins of a path from the table upwards.
 */
static bool
collect_joins(Path *path, RelOptInfo *table, List **joins)
{
	JoinPath   *join;
	bool		table_is_left;
	Path	   *mine;
	Path	   *other;

	path = page_scan_path_below(path);
	if (path->parent == table)
		return true;
	if (!IsA(path, NestPath) && !IsA(path, MergePath) && !IsA(path, HashPath))
		return false;
	join = (JoinPath *) path;
	table_is_left = bms_is_member(table->relid,
								  join->outerjoinpath->parent->relids);
	mine = table_is_left ? join->outerjoinpath : join->innerjoinpath;
	other = table_is_left ? join->innerjoinpath : join->outerjoinpath;
	return collect_joins(mine, table, joins) &&
		add_join_of_path(join, table, other, table_is_left, joins);
}

/*
 * Where all joins are inner ones, they may be done in any order: so join all
 * other relations first, if the planner has considered that.
 */
static bool
join_all_others(PlannerInfo *root, RelOptInfo *input, RelOptInfo *table,
				List **joins)
{
	PageJoin   *join = (PageJoin *) palloc0(sizeof(PageJoin));
	Relids		others = bms_difference(input->relids, table->relids);
	List	   *conditions;

	if (root->join_info_list != NIL ||
		bms_membership(others) != BMS_MULTIPLE)
		return false;
	join->kind = PAGE_JOIN_INNER;
	join->other = find_join_rel(root, others);
	if (join->other == NULL)
		return false;
	conditions = page_scan_join_equalities(root, input->relids, others, table);
	conditions = list_concat_unique_ptr(conditions, table->joininfo);
	return add_join(join, table, conditions, joins);
}

/*
 * A column as a relation delivers it to the joins above; NULL if there it is
 * only part of an expression, as it may be below grouping sets.
 */
static Expr *
delivered_column(PlannerInfo *root, const RelOptInfo *relation,
				 const Var *column)
{
	ListCell   *cell;

	foreach(cell, relation->reltarget->exprs)
	{
		Var		   *plain = (Var *) page_sets_below(root, lfirst(cell));

		if (IsA(plain, Var) && plain->varno == column->varno &&
			plain->varattno == column->varattno)
			return (Expr *) lfirst(cell);
	}
	return NULL;
}

/*
 * Add a column that the output needs to the join whose relation has it.
 */
static bool
add_column(PlannerInfo *root, List *joins, Var *variable)
{
	ListCell   *cell;

	foreach(cell, joins)
	{
		PageJoin   *join = (PageJoin *) lfirst(cell);

		if (!bms_is_member(variable->varno, join->other->relids))
			continue;
		if (delivered_column(root, join->other, variable) == NULL)
			return false;
		join->columns = list_append_unique(join->columns, variable);
		return get_typlen(variable->vartype) != -2;
	}
	return false;
}

/*
 * Add the columns of other relations that the output needs: those of keys, those
 * that depend on the keys, and those that aggregates read.
 */
static bool
add_columns(PlannerInfo *root, PageQuery *query)
{
	List	   *inputs = pull_var_clause((Node *) query->target->exprs,
										 PVC_RECURSE_AGGREGATES |
										 PVC_INCLUDE_PLACEHOLDERS);
	ListCell   *cell;

	foreach(cell, inputs)
	{
		Var		   *variable = (Var *) lfirst(cell);

		if (!IsA(variable, Var) || variable->varattno <= 0)
			return false;
		if ((Index) variable->varno != query->table->relid &&
			!add_column(root, query->joins, variable))
			return false;
	}
	return true;
}

/*
 * Choose the keys that are computed for each row.  For one that depends on
 * nothing but joined rows there is a group for each combination of the columns it
 * depends on: the final aggregation merges those that have the same key.
 */
static bool
choose_table_keys(PageQuery *query)
{
	ListCell   *cell;

	query->table_keys = NIL;
	foreach(cell, query->keys)
	{
		List	   *variables = pull_var_clause((Node *) lfirst(cell), 0);
		int			own = 0;
		ListCell   *inner;

		foreach(inner, variables)
		{
			if ((Index) lfirst_node(Var, inner)->varno == query->table->relid)
				own++;
		}
		if (own == list_length(variables))
			query->table_keys = lappend(query->table_keys, lfirst(cell));
		else if (own > 0)
			return false;
	}
	return true;
}

/*
 * Find the joins: those of a path of the planner's, the cheapest one first, or a
 * join with all other relations.
 */
static bool
find_joins(PlannerInfo *root, RelOptInfo *input, PageQuery *query)
{
	ListCell   *cell;

	foreach(cell, input->pathlist)
	{
		query->joins = NIL;
		if (collect_joins((Path *) lfirst(cell), query->table, &query->joins))
			return true;
	}
	query->joins = NIL;
	return join_all_others(root, input, query->table, &query->joins);
}

/*
 * Return true if rows may be joined in any order, and more of them than the
 * ordinary plan would: if it is known that no condition and no key can fail.
 */
static bool
is_order_free(PlannerInfo *root, RelOptInfo *input, List *joins)
{
	ListCell   *cell;

	foreach(cell, joins)
	{
		PageJoin   *join = (PageJoin *) lfirst(cell);

		if (page_scan_may_fail(join->table_keys) ||
			page_scan_may_fail(join->other_keys))
			return false;
	}
	return !page_scan_conditions_may_fail(root, input);
}

/*
 * Split a join into the table that is counted and others joined to it.
 */
bool
page_join_is_supported(PlannerInfo *root, RelOptInfo *input, PageQuery *query)
{
	List	   *columns;
	ListCell   *cell;

	if (!counted_columns(query->target, &columns) ||
		!page_scan_may_hash_join(input))
		return false;
	query->table = counted_table(root, input, columns);
	if (query->table == NULL)
		return false;
	foreach(cell, columns)
	{
		if ((Index) lfirst_node(Var, cell)->varno != query->table->relid)
			query->counted = list_append_unique(query->counted, lfirst(cell));
	}
	/* above, grouping sets may set the same columns to NULL */
	if (query->counted != NIL && root->parse->groupingSets != NIL)
		return false;
	return find_joins(root, input, query) &&
		is_order_free(root, input, query->joins) &&
		add_columns(root, query) && choose_table_keys(query);
}

/*
 * Return true if a relation delivers the same rows whenever it is read in a query,
 * by a plan that can be made several times of one path.
 */
static bool
is_repeatable(PlannerInfo *root, RelOptInfo *relation)
{
	RangeTblEntry *entry;
	List	   *conditions;

	if (relation->reloptkind != RELOPT_BASEREL ||
		relation->rtekind != RTE_RELATION)
		return false;
	entry = planner_rt_fetch(relation->relid, root);
	conditions = extract_actual_clauses(relation->baserestrictinfo, false);
	return !entry->inh && entry->tablesample == NULL &&
		(entry->relkind == RELKIND_RELATION ||
		 entry->relkind == RELKIND_MATVIEW) &&
		!contain_subplans((Node *) conditions) &&
		!contain_volatile_functions((Node *) conditions);
}

/*
 * The joins of a child of the table; NIL if there are any that cannot be made for
 * each child, which reads the other relation for itself.
 */
List *
page_joins_of_child(PlannerInfo *root, List *joins, RelOptInfo *child,
					RelOptInfo *parent)
{
	List	   *translated = NIL;
	ListCell   *cell;

	foreach(cell, joins)
	{
		PageJoin   *join = (PageJoin *) palloc(sizeof(PageJoin));

		memcpy(join, lfirst(cell), sizeof(PageJoin));
		join->table_keys = (List *)
			page_scan_translate(root, (Node *) join->table_keys, child, parent);
		if (!is_repeatable(root, join->other) ||
			!page_scan_has_only_columns(child->relids, (Node *) join->table_keys))
			return NIL;
		translated = lappend(translated, join);
	}
	return translated;
}

/*
 * A path that delivers the keys of the other relation, and then the columns
 * that the output needs; NULL if it is to be run by each worker and cannot.
 */
static Path *
path_of_join(PlannerInfo *root, const PageJoin *join, bool parallel)
{
	Path	   *path = join->other->cheapest_total_path;
	PathTarget *target = create_empty_pathtarget();
	ListCell   *cell;

	foreach(cell, join->other_keys)
		add_column_to_pathtarget(target, (Expr *) lfirst(cell), 0);
	foreach(cell, join->columns)
		add_column_to_pathtarget(target,
								 delivered_column(root, join->other,
												  lfirst_node(Var, cell)), 0);
	set_pathtarget_cost_width(root, target);
	if (parallel)
		path = get_cheapest_parallel_safe_total_inner(join->other->pathlist);
	return path == NULL ? NULL : (Path *)
		create_projection_path(root, join->other, path, target);
}

/*
 * The paths of the other sides, in the order of the joins; fewer if there is not
 * one for each.
 */
List *
page_join_paths(PlannerInfo *root, List *joins, bool parallel)
{
	List	   *paths = NIL;
	ListCell   *cell;

	foreach(cell, joins)
	{
		Path	   *path = path_of_join(root, (PageJoin *) lfirst(cell),
										parallel);

		if (path != NULL)
			paths = lappend(paths, path);
	}
	return paths;
}
