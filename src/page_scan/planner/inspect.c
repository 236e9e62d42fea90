/*-------------------------------------------------------------------------
 *
 * inspect.c
 *	  What the planner's expressions and paths are made of.
 *
 *-------------------------------------------------------------------------
 */
#include "planner.h"

#include "nodes/nodeFuncs.h"

/*
 * Return true if expressions refer to nothing but ordinary columns of the tables.
 */
bool
page_scan_has_only_columns(Relids tables, Node *expressions)
{
	List	   *variables = pull_var_clause(expressions,
											PVC_RECURSE_AGGREGATES |
											PVC_INCLUDE_PLACEHOLDERS);
	ListCell   *cell;

	foreach(cell, variables)
	{
		Var		   *variable = (Var *) lfirst(cell);

		if (!IsA(variable, Var) || !bms_is_member(variable->varno, tables) ||
			variable->varattno <= 0)
			return false;
	}
	return true;
}

/*
 * Skip projections, sorting, gathering and materialization.
 */
Path *
page_scan_path_below(Path *path)
{
	for (;;)
	{
		if (IsA(path, ProjectionPath))
			path = ((ProjectionPath *) path)->subpath;
		else if (IsA(path, SortPath) || IsA(path, IncrementalSortPath))
			path = ((SortPath *) path)->subpath;
		else if (IsA(path, GatherPath))
			path = ((GatherPath *) path)->subpath;
		else if (IsA(path, GatherMergePath))
			path = ((GatherMergePath *) path)->subpath;
		else if (IsA(path, MaterialPath))
			path = ((MaterialPath *) path)->subpath;
		else
			return path;
	}
}

static bool
contains_parameter(Node *node, void *context)
{
	if (node == NULL)
		return false;
	return IsA(node, Param) ||
		expression_tree_walker(node, contains_parameter, context);
}

bool
page_scan_contains_parameter(Node *node)
{
	return contains_parameter(node, NULL);
}
