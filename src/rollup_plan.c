/*-------------------------------------------------------------------------
 *
 * rollup_plan.c
 *	  The rollups that count the rows of a relation, ready to run.
 *
 * A rollup hangs on its table by its trigger for TRUNCATE, whose condition is
 * always true and mentions the row type of the view x_rows.  The condition of
 * that view in turn mentions the row type of the log.  So both are found by
 * OID, which neither renaming nor a dump disturbs, and a role that may not
 * create triggers on the table cannot attach anything to it.  The view belongs
 * to the owner of the table, and its expressions are evaluated as its owner.
 *
 * The expressions are those of the view's query tree.  A set is kept for each
 * relation, until one of the relations that it was made from changes.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/attmap.h"
#include "access/genam.h"
#include "access/htup_details.h"
#include "access/relation.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "catalog/pg_class.h"
#include "catalog/pg_trigger.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "rewrite/rewriteHandler.h"
#include "rewrite/rewriteManip.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "rollup.h"

typedef struct SetEntry
{
	Oid			relation;		/* hash key */
	RollupSet  *set;
} SetEntry;

static HTAB *sets = NULL;

/*
 * Have names looked up where only the server's own objects are found, until
 * AtEOXact_GUC(true, level).
 */
int
rollup_begin_safe_path(void)
{
	int			level = NewGUCNestLevel();

	(void) set_config_option("search_path", "pg_catalog, pg_temp",
							 PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE,
							 true, 0, false);
	return level;
}

static Oid
owner_of(Oid relation)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	ReleaseSysCache(tuple);
	return owner;
}

/*
 * Expressions over the columns of a partitioned table, as expressions over
 * those of its partition.  Columns of a partition have the names of its
 * parent's.
 */
static Node *
map_to_partition(Node *expressions, Index varno, Oid parent, Relation partition)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(parent));
	AttrMap    *map;
	bool		found_whole_row;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for relation %u", parent);
	map = make_attrmap(((Form_pg_class) GETSTRUCT(tuple))->relnatts);
	ReleaseSysCache(tuple);
	for (int i = 0; i < map->maplen; i++)
		map->attnums[i] = get_attnum(RelationGetRelid(partition),
									 get_attname(parent, i + 1, false));
	return map_variable_attnos(expressions, varno, 0, map,
							   RelationGetForm(partition)->reltype,
							   &found_whole_row);
}

/*
 * What the log says about the rollup: its columns are the period, dimensions,
 * three for each score and the identity, those of the view the period,
 * dimensions and two for each score.  A default of the period is the end of
 * the frozen periods.
 */
static bool
read_log(Rollup *rollup, int view_columns)
{
	Relation	log = try_relation_open(rollup->log, AccessShareLock);
	int			identity = 0;
	Node	   *value;

	if (log == NULL)
		return false;
	for (int i = 0; i < RelationGetNumberOfAttributes(log); i++)
		if (TupleDescAttr(RelationGetDescr(log), i)->attidentity != '\0')
			identity = i + 1;
	rollup->scores = identity - 1 - view_columns;
	rollup->keys = view_columns - 2 * rollup->scores;
	value = identity > 0 ? build_column_default(log, identity) : NULL;
	if (rollup->scores < 1 || rollup->keys < 1 ||
		value == NULL || !IsA(value, NextValueExpr))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("\"%s\" is not the log of a rollup",
						RelationGetRelationName(log))));
	rollup->sequence = ((NextValueExpr *) value)->seqid;

	value = build_column_default(log, 1);
	if (value)
		value = (Node *) expression_planner((Expr *) value);
	if (value && IsA(value, Const) && !((Const *) value)->constisnull)
	{
		rollup->is_kept = true;
		rollup->kept_until = ((Const *) value)->constvalue;
	}
	relation_close(log, AccessShareLock);
	return true;
}

static void
depend_on(RollupSet *set, Oid relation)
{
	set->depends_on = lappend_oid(set->depends_on, relation);
}

/*
 * Add the rollup of a view over a table to those of the relation, which is the
 * table or a partition of it.  Leave it out if a part of it is gone.
 */
static void
add_rollup(RollupSet *set, Relation relation, Oid table, Oid view)
{
	Rollup	   *rollup = &set->rollups[set->count];
	Query	   *query;
	Index		varno;
	List	   *expressions;
	ListCell   *cell;
	Oid			user;
	int			security;

	memset(rollup, 0, sizeof(Rollup));
	depend_on(set, view);
	query = rollup_view_query(view, &rollup->owner);
	if (query == NULL || rollup_view_table(query) != table)
		return;
	rollup->view = view;
	rollup->log = rollup_tied_relation(query->jointree->quals);
	if (!OidIsValid(rollup->log))
		return;
	depend_on(set, rollup->log);
	if (owner_of(rollup->log) != rollup->owner ||
		!read_log(rollup, list_length(query->targetList)))
		return;

	varno = linitial_node(RangeTblRef, query->jointree->fromlist)->rtindex;
	expressions = list_make1(query->jointree->quals);
	foreach(cell, query->targetList)
		expressions = lappend(expressions, lfirst_node(TargetEntry, cell)->expr);
	if (RelationGetRelid(relation) != table)
		expressions = (List *) map_to_partition((Node *) expressions, varno,
												table, relation);
	expressions = (List *) expand_virtual_columns((Node *) expressions,
												  relation, varno);
	pull_varattnos((Node *) expressions, varno, &rollup->columns);
	set->columns = bms_add_members(set->columns, rollup->columns);

	/* Who may execute the functions is tested when expressions are prepared. */
	GetUserIdAndSecContext(&user, &security);
	SetUserIdAndSecContext(rollup->owner,
						   security | SECURITY_RESTRICTED_OPERATION);
	rollup->cached = GetCachedExpression((Node *) expressions);
	expressions = (List *) rollup->cached->expr;
	set->count++;
	rollup_prepare_expressions(rollup, expressions);
	rollup->groups = rollup_groups_create(rollup);
	set->may_fail |= rollup->may_fail;
	SetUserIdAndSecContext(user, security);
}

/*
 * Views of the rollups that hang on a table, by its triggers for TRUNCATE.
 */
static List *
views_of_table(Oid table, Oid trigger_function)
{
	List	   *views = NIL;
	Relation	triggers = table_open(TriggerRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_trigger_tgrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(table));
	scan = systable_beginscan(triggers, TriggerRelidNameIndexId, true, NULL,
							  1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_trigger trigger = (Form_pg_trigger) GETSTRUCT(tuple);
		bool		isnull;
		Datum		condition;

		if (trigger->tgfoid != trigger_function ||
			!TRIGGER_FOR_TRUNCATE(trigger->tgtype))
			continue;
		condition = heap_getattr(tuple, Anum_pg_trigger_tgqual,
								 RelationGetDescr(triggers), &isnull);
		if (!isnull)
			views = list_append_unique_oid(views, rollup_tied_relation(stringToNode(TextDatumGetCString(condition))));
	}
	systable_endscan(scan);
	table_close(triggers, AccessShareLock);
	return views;
}

static void
relation_has_changed(Datum arg, Oid relation)
{
	HASH_SEQ_STATUS scan;
	SetEntry   *entry;

	hash_seq_init(&scan, sets);
	while ((entry = hash_seq_search(&scan)) != NULL)
		if (entry->set && (!OidIsValid(relation) ||
						   list_member_oid(entry->set->depends_on, relation)))
			entry->set->is_valid = false;
}

static RollupSet *
create_set(Relation relation, MemoryContext parent,
		   const TupleTableSlotOps *slot_ops)
{
	MemoryContext context = AllocSetContextCreate(parent, "rollups of a table",
												  ALLOCSET_SMALL_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	RollupSet  *set = palloc0(sizeof(RollupSet));
	TupleDesc	columns = CreateTupleDescCopyConstr(RelationGetDescr(relation));

	set->relation = RelationGetRelid(relation);
	set->is_valid = true;
	set->context = context;
	set->expressions = CreateStandaloneExprContext();
	set->old_slot = MakeSingleTupleTableSlot(columns, slot_ops);
	set->new_slot = MakeSingleTupleTableSlot(columns, slot_ops);
	MemoryContextSwitchTo(caller);
	return set;
}

void
rollup_set_free(RollupSet *set)
{
	for (int i = 0; i < set->count; i++)
		FreeCachedExpression(set->rollups[i].cached);
	FreeExprContext(set->expressions, false);
	MemoryContextDelete(set->context);
}

/* A set to be filled */
typedef struct Filling
{
	RollupSet  *set;
	Relation	relation;
	Oid			trigger_function;
} Filling;

/*
 * The rollups of the relation and of the tables that it is a partition of.
 * SQL functions may be inlined, so names are looked up along a safe path.
 */
static void
fill_set(void *argument)
{
	Filling    *filling = argument;
	RollupSet  *set = filling->set;
	MemoryContext caller = MemoryContextSwitchTo(set->context);
	List	   *tables = list_make1_oid(set->relation);
	List	   *views = NIL;
	List	   *tables_of_views = NIL;
	int			level = rollup_begin_safe_path();
	ListCell   *table;
	ListCell   *view;

	if (filling->relation->rd_rel->relispartition)
		tables = list_concat(tables, get_partition_ancestors(set->relation));
	foreach(table, tables)
	{
		List	   *of_table;

		depend_on(set, lfirst_oid(table));
		of_table = views_of_table(lfirst_oid(table), filling->trigger_function);
		foreach(view, of_table)
		{
			views = lappend_oid(views, lfirst_oid(view));
			tables_of_views = lappend_oid(tables_of_views, lfirst_oid(table));
		}
	}
	set->rollups = palloc(list_length(views) * sizeof(Rollup));
	forboth(view, views, table, tables_of_views)
		add_rollup(set, filling->relation, lfirst_oid(table), lfirst_oid(view));
	AtEOXact_GUC(true, level);
	MemoryContextSwitchTo(caller);
}

/*
 * Fill a set of whose errors the statement must not fail; false with a warning
 * if there was one.
 */
static bool
try_to_fill_set(RollupSet *set, Relation relation, Oid trigger_function)
{
	Filling		filling = {set, relation, trigger_function};
	int			sqlstate = rollup_in_subtransaction(fill_set, &filling);

	if (sqlstate == 0)
		return true;
	ereport(WARNING,
			(errcode(sqlstate),
			 errmsg("the rollups of table \"%s\" did not count what changed in it",
					RelationGetRelationName(relation)),
			 errdetail("Their expressions cannot be prepared: SQLSTATE %s.",
					   unpack_sql_state(sqlstate)),
			 errhint("Run rollup_refresh() once they can be.")));
	return false;
}

/*
 * The rollups of a relation, for its trigger to use until it calls
 * rollup_set_release(); NULL if they cannot be used.
 */
RollupSet *
rollup_set_of(Relation relation, Oid trigger_function)
{
	Oid			oid = RelationGetRelid(relation);
	SetEntry   *entry;
	bool		found;

	if (sets == NULL)
	{
		HASHCTL		control = {.keysize = sizeof(Oid), .entrysize = sizeof(SetEntry)};

		sets = hash_create("rollups by table", 16, &control,
						   HASH_ELEM | HASH_BLOBS);
		CacheRegisterRelcacheCallback(relation_has_changed, (Datum) 0);
	}

	entry = hash_search(sets, &oid, HASH_ENTER, &found);
	if (!found)
		entry->set = NULL;
	for (;;)
	{
		RollupSet  *set = entry->set;

		for (int i = 0; set && i < set->count; i++)
			if (!set->rollups[i].cached->is_valid)
				set->is_valid = false;
		if (set && set->is_valid && !set->is_busy)
		{
			set->is_busy = true;
			return set;
		}
		/* A set in use is freed by its user. */
		if (set && set->is_busy)
			set->is_valid = false;
		else if (set)
			rollup_set_free(set);
		entry->set = NULL;
		set = create_set(relation, CacheMemoryContext, &TTSOpsMinimalTuple);
		entry->set = set;
		if (!try_to_fill_set(set, relation, trigger_function))
		{
			set->is_valid = false;
			return NULL;
		}
		/* Entries of a hash table stay where they are, but it may be removed. */
	}
}

/*
 * Its trigger has ended.  A nested one may have replaced the set.
 */
void
rollup_set_release(RollupSet *set)
{
	SetEntry   *entry = hash_search(sets, &set->relation, HASH_FIND, NULL);

	set->is_busy = false;
	if (entry == NULL || entry->set != set)
		rollup_set_free(set);
}

/*
 * The rollup of a view alone, for rows as SQL reads them.  The caller frees it.
 */
RollupSet *
rollup_set_of_view(Relation relation, Oid view)
{
	RollupSet  *set = create_set(relation, CurrentMemoryContext,
								 &TTSOpsHeapTuple);
	MemoryContext caller = MemoryContextSwitchTo(set->context);
	int			level = rollup_begin_safe_path();

	set->rollups = palloc(sizeof(Rollup));
	add_rollup(set, relation, set->relation, view);
	AtEOXact_GUC(true, level);
	MemoryContextSwitchTo(caller);
	return set;
}

/*
 * Return true if values of a type can be hashed and sorted, as dimensions are.
 */
PG_FUNCTION_INFO_V1(rollup_is_groupable);
Datum
rollup_is_groupable(PG_FUNCTION_ARGS)
{
	TypeCacheEntry *type = lookup_type_cache(PG_GETARG_OID(0),
											 TYPECACHE_EQ_OPR |
											 TYPECACHE_LT_OPR |
											 TYPECACHE_HASH_PROC);

	PG_RETURN_BOOL(OidIsValid(type->eq_opr) && OidIsValid(type->lt_opr) &&
				   OidIsValid(type->hash_proc));
}
