/*-------------------------------------------------------------------------
 *
 * rollup_view.c
 *	  The view x_rows of a rollup: its query, its table, and what it is tied to.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/relation.h"
#include "catalog/pg_class.h"
#include "nodes/nodeFuncs.h"
#include "parser/parsetree.h"
#include "rewrite/rewriteHandler.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "rollup.h"

/*
 * The relation whose row type a condition mentions as its last part, as in
 * "... AND NULL::x IS NOT DISTINCT FROM NULL"; InvalidOid if there is none.
 */
Oid
rollup_tied_relation(Node *condition)
{
	if (condition && is_andclause(condition))
		condition = llast(((BoolExpr *) condition)->args);
	if (condition && IsA(condition, NullTest))
	{
		Node	   *value = (Node *) ((NullTest *) condition)->arg;

		if (IsA(value, Const) && ((Const *) value)->constisnull)
			return get_typ_typrelid(((Const *) value)->consttype);
	}
	return InvalidOid;
}

/*
 * The query of a view, and who owns it; NULL if there is no such view.
 */
Query *
rollup_view_query(Oid view, Oid *owner)
{
	Relation	relation = try_relation_open(view, AccessShareLock);
	Query	   *query = NULL;

	if (relation == NULL)
		return NULL;
	if (relation->rd_rel->relkind == RELKIND_VIEW)
	{
		query = copyObject(get_view_query(relation));
		*owner = relation->rd_rel->relowner;
	}
	relation_close(relation, AccessShareLock);
	return query;
}

/*
 * The table that the query of x_rows reads; InvalidOid if it is no such query.
 */
Oid
rollup_view_table(Query *query)
{
	RangeTblEntry *item;

	if (list_length(query->jointree->fromlist) != 1 ||
		!IsA(linitial(query->jointree->fromlist), RangeTblRef))
		return InvalidOid;
	item = rt_fetch(linitial_node(RangeTblRef, query->jointree->fromlist)->rtindex,
					query->rtable);
	return item->rtekind == RTE_RELATION ? item->relid : InvalidOid;
}
