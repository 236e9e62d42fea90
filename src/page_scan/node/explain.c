/*-------------------------------------------------------------------------
 *
 * explain.c
 *	  What EXPLAIN shows of a page scan.
 *
 *-------------------------------------------------------------------------
 */
#include "node.h"

#include "utils/ruleutils.h"

/*
 * Expressions over the scan tuple as text, separated by commas.
 */
static char *
deparse_list(List *expressions, List *context, bool prefix)
{
	StringInfoData buffer;
	ListCell   *cell;

	initStringInfo(&buffer);
	foreach(cell, expressions)
		appendStringInfo(&buffer, "%s%s", buffer.len > 0 ? ", " : "",
						 deparse_expression((Node *) lfirst(cell), context,
											prefix, false));
	return buffer.data;
}

static List *
deparse_each(List *expressions, List *context, bool prefix)
{
	List	   *texts = NIL;
	ListCell   *cell;

	foreach(cell, expressions)
	{
		Node	   *expression = (Node *) lfirst(cell);
		List	   *list = IsA(expression, List) ? (List *) expression :
			list_make1(expression);
		char	   *item = deparse_list(list, context, prefix);

		texts = lappend(texts, list_length(list) == 1 ? item :
						psprintf("(%s)", item));
	}
	return texts;
}

static void
explain_expressions(const char *label, List *expressions, List *context,
					ExplainState *explain)
{
	bool		prefix = explain->verbose ||
		page_scan_relations_explained(explain) > 1;

	if (expressions != NIL)
		ExplainPropertyList(label, deparse_each(expressions, context, prefix),
							explain);
}

static int64
kilobytes(Size bytes)
{
	return (int64) (bytes + 1023) / 1024;
}

/*
 * The expressions by which rows are grouped: keys of the table, then the columns
 * of joined relations.
 */
static List *
group_keys(CustomScan *node, const PageScanPlan *plan)
{
	List	   *keys = list_copy(plan->keys);

	for (int i = 0; i < plan->joined_columns; i++)
		keys = lappend(keys, list_nth_node(TargetEntry, node->custom_scan_tlist,
										   plan->columns + i)->expr);
	return keys;
}

/*
 * The keys by which rows are grouped and joined, those of each join together, and
 * with VERBOSE what filters and aggregates compute.
 */
static void
explain_plan(CustomScanState *node, List *ancestors, ExplainState *explain)
{
	CustomScan *scan = castNode(CustomScan, node->ss.ps.plan);
	List	   *context = set_deparse_context_plan(explain->deparse_cxt,
												   &scan->scan.plan, ancestors);
	PageScanPlan plan;

	page_scan_plan_unpack(scan, &plan);
	explain_expressions("Group Key", group_keys(scan, &plan), context, explain);
	explain_expressions("Join Key", plan.join_keys, context, explain);
	if (!explain->verbose)
		return;
	explain_expressions("Counted Filter", plan.filters, context, explain);
	explain_expressions("Counted", plan.arguments, context, explain);
}

static void
explain_statistics(CustomScanState *node, ExplainState *explain,
				   const PageScanStatistics *statistics)
{
	if (node->custom_ps != NIL)
	{
		ExplainPropertyInteger("Rows Joined", NULL, statistics->rows, explain);
		ExplainPropertyInteger("Join Batches", NULL,
							   Max(statistics->join_batches, 1), explain);
		ExplainPropertyInteger("Join Memory Usage", "kB",
							   kilobytes(statistics->join_memory), explain);
	}
	if (statistics->group_memory > 0)
		ExplainPropertyInteger("Group Memory Usage", "kB",
							   kilobytes(statistics->group_memory), explain);
	if (statistics->spill_batches > 0)
		ExplainPropertyInteger("Spill Batches", NULL,
							   statistics->spill_batches, explain);
}

void
page_explain(CustomScanState *node, List *ancestors, ExplainState *explain,
			 const PageScanStatistics *statistics)
{
	explain_plan(node, ancestors, explain);
	if (explain->analyze)
		explain_statistics(node, explain, statistics);
}
