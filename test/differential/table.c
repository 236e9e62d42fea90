/*-------------------------------------------------------------------------
 *
 * table.c
 *	  Random tables for the differential test.
 *
 * Values are hashes of a row number, not random(), so that the statements of
 * a table make the same table again.
 *
 *-------------------------------------------------------------------------
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "differential.h"

#define MAX_TYPES 6

typedef struct Column
{
	const char *name;
	const char *types[MAX_TYPES];
	const char *value;			/* of a hash h and a row number i */
	bool		wide;			/* of no fixed width */
} Column;

static const Column known_columns[] = {
	{"team", {"integer", "smallint", "bigint", "text", "varchar(10)", "oid"}, "h % 9", false},
	{"score", {"integer", "smallint", "bigint", "numeric", "float8", "integer"}, "h % 11", false},
	{"csat", {"integer", "smallint"}, "1 + h % 5", false},
	{"customer", {"integer", "bigint"}, "h % 400 - 4", false},
	{"slider", {"integer", "smallint", "numeric", "float8"}, "h % 101", false},
	{"answer", {"boolean"}, "h % 3 = 0", false},
	{"day", {"date"}, "date '2024-01-01' + h % 400", false},
	{"answered_at", {"timestamptz"}, "timestamptz '2024-02-20' + h % 36000000 * interval '1 second'", false},
	{"local_time", {"timestamp"}, "timestamp '2023-12-30 22:00' + h % 7000000 * interval '1 second'", false},
	{"note", {"text"}, "CASE h % 60 WHEN 0 THEN (h % 30)::text WHEN 1 THEN repeat('ab', 1500 + h % 5000) ELSE repeat(chr(97 + h % 5), h % 12) END", true},
	{"feeling", {"mood"}, "(array['bad', 'fair', 'good'])[1 + h % 3]::mood", false},
	{"token", {"uuid"}, "md5((h % 6)::text)::uuid", false},
	{"code", {"char(3)", "varchar(8)", "name"}, "'c' || h % 5", true},
	{"amount", {"numeric(9,2)", "numeric"}, "h % 10", true},
	{"ratio", {"float8", "real"}, "h % 11", false},
	{"tags", {"integer[]"}, "array[h % 6, h % 4, NULL]", true},
	{"stored", {"tally"}, "CASE h % 12 WHEN 0 THEN '{}' WHEN 1 THEN format('{%s:2(0.5,0.125)}', h % 11) WHEN 2 THEN '{100:1}' ELSE format('{%s:%s,%s:1}', h % 7, 1 + h % 300, 8 + h % 3) END", true},
	{"document", {"jsonb"}, "jsonb_build_object('k', (h % 5)::text, 'n', h % 11)", true},
};

#define KNOWN_COLUMNS ((int) (sizeof(known_columns) / sizeof(known_columns[0])))

/* A table and the means to make it. */
typedef struct Maker
{
	Table	   *table;
	Choices		choices;
	PGconn	   *connection;
	PGconn	   *other;
	int			server;
	int			null_percent;
	bool		fixed;			/* begins with columns of fixed width */
	bool		many_teams;		/* is every row's team its own? */
	const char *type[KNOWN_COLUMNS];	/* NULL if the table lacks it */
	int			order[KNOWN_COLUMNS];
	int			rows;
	int			salt;
} Maker;

static const char *
pick_text(Maker *maker, const char *const *texts, int count)
{
	return texts[choose(&maker->choices, count)];
}

#define PICK(maker, ...) \
	pick_text(maker, (const char *const[]) {__VA_ARGS__}, \
			  (int) (sizeof((const char *const[]) {__VA_ARGS__}) / sizeof(char *)))

static void
run(PGconn *connection, Text *script, const char *statement)
{
	PGresult   *result = PQexec(connection, statement);
	ExecStatusType status = PQresultStatus(result);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		die("%s\nfailed: %s", statement, PQerrorMessage(connection));
	PQclear(result);
	text_add(script, "%s;\n", statement);
}

static void
run_text(Maker *maker, Text *statement)
{
	run(maker->connection, &maker->table->script, statement->data);
	text_clear(statement);
}

#define RUN(maker, ...) \
	do { \
		Text		statement = {0}; \
\
		text_add(&statement, __VA_ARGS__); \
		run_text(maker, &statement); \
		free_text(&statement); \
	} while (0)

static void
free_text(Text *text)
{
	free(text->data);
}

static void
choose_columns(Maker *maker)
{
	for (int i = 0; i < KNOWN_COLUMNS; i++)
	{
		const Column *column = &known_columns[i];
		int			types = 0;
		int			place;

		while (types < MAX_TYPES && column->types[types] != NULL)
			types++;
		maker->type[i] = NULL;
		if (i < 3 || chance(&maker->choices, 70))
			maker->type[i] = maker->fixed ? column->types[0] :
				column->types[choose(&maker->choices, types)];
		place = choose(&maker->choices, i + 1);
		maker->order[i] = maker->order[place];
		maker->order[place] = i;
	}
}

static void
note_column(Table *table, const char *name)
{
	table->columns[table->column_count++] = name;
}

/*
 * The column definitions; those named gone_... will be dropped.
 */
static void
add_definitions(Maker *maker, Text *text, bool with_gone)
{
	const char *separator = "";

	for (int pass = 0; pass < 2; pass++)
	{
		for (int i = 0; i < KNOWN_COLUMNS; i++)
		{
			int			number = maker->order[i];

			if (maker->type[number] == NULL ||
				(maker->fixed && known_columns[number].wide) != (pass == 1))
				continue;
			if (!maker->fixed && pass == 1)
				continue;
			if (with_gone && chance(&maker->choices, 15))
			{
				text_add(text, "%sgone_%d %s", separator, number,
						 PICK(maker, "integer", "text", "smallint", "boolean"));
				separator = ", ";
			}
			text_add(text, "%s%s %s", separator, known_columns[number].name,
					 maker->type[number]);
			separator = ", ";
		}
	}
}

/* Whether rows hold ratings that are none is up to the table. */
static void
add_values(Maker *maker, Text *text, int bad_percent)
{
	const char *separator = "";

	for (int i = 0; i < KNOWN_COLUMNS; i++)
	{
		const Column *column = &known_columns[i];

		if (maker->type[i] == NULL)
			continue;
		maker->salt += 7919;
		text_add(text, "%s(SELECT CASE WHEN h %% 1009 < %d THEN NULL ", separator,
				 maker->null_percent * 10);
		if (bad_percent > 0 && strcmp(column->name, "score") == 0)
			text_add(text, "WHEN h / 1009 %% 100 < %d THEN %s ", bad_percent,
					 strcmp(maker->type[i], "numeric") == 0 ||
					 strcmp(maker->type[i], "float8") == 0 ?
					 PICK(maker, "11", "-1", "4.5", "'NaN'") :
					 PICK(maker, "11", "-1", "99", "101"));
		text_add(text, "ELSE (%s)::%s END FROM (SELECT (hashint4(i + %d) & 2147483647) / 7 AS h) q)",
				 i == 0 && maker->many_teams ? "i + 100" : column->value,
				 maker->type[i], maker->salt);
		separator = ", ";
	}
}

static void
add_names(Maker *maker, Text *text)
{
	const char *separator = "";

	for (int i = 0; i < KNOWN_COLUMNS; i++)
	{
		if (maker->type[i] == NULL)
			continue;
		text_add(text, "%s%s", separator, known_columns[i].name);
		separator = ", ";
	}
}

static void
add_insert(Maker *maker, Text *text, const char *table, int rows,
		   int bad_percent)
{
	text_add(text, "INSERT INTO %s (", table);
	add_names(maker, text);
	text_add(text, ") SELECT ");
	add_values(maker, text, bad_percent);
	text_add(text, " FROM generate_series(1, %d) AS i", rows);
}

static void
insert_rows(Maker *maker, const char *table, int rows, int bad_percent)
{
	Text		statement = {0};

	add_insert(maker, &statement, table, rows, bad_percent);
	run_text(maker, &statement);
	free_text(&statement);
}

/* Some of the rows, by their place or, where they have moved, by a hash. */
static const char *
some_rows(Maker *maker)
{
	return PICK(maker, "hashint4(csat) % 2 = 0", "hashtext(team::text) % 3 = 0",
				"hashtext(ctid::text) % 5 = 0", "hashtext(ctid::text) % 2 = 0",
				"score IS NULL");
}

/*
 * Rows that come and go: updates within the page and beyond it, deletions,
 * and transactions and subtransactions that are rolled back.
 */
static void
stir(Maker *maker)
{
	const char *name = maker->table->name;

	if (chance(&maker->choices, 40))
		RUN(maker, "DELETE FROM %s WHERE %s", name, some_rows(maker));
	for (int i = choose(&maker->choices, 3); i > 0; i--)
		RUN(maker, "UPDATE %s SET csat = 1 + (csat + %d) %% 5 WHERE %s", name,
			i, some_rows(maker));
	if (chance(&maker->choices, 40))
	{
		RUN(maker, "BEGIN");
		insert_rows(maker, name, 1 + choose(&maker->choices, 200), 0);
		RUN(maker, "UPDATE %s SET csat = NULL WHERE %s", name, some_rows(maker));
		RUN(maker, "ROLLBACK");
	}
	if (chance(&maker->choices, 30))
	{
		RUN(maker, "BEGIN");
		RUN(maker, "UPDATE %s SET csat = 3 WHERE %s", name, some_rows(maker));
		RUN(maker, "SAVEPOINT s");
		RUN(maker, "DELETE FROM %s WHERE %s", name, some_rows(maker));
		insert_rows(maker, name, 50, 0);
		RUN(maker, "ROLLBACK TO s");
		insert_rows(maker, name, 20, 0);
		RUN(maker, "COMMIT");
	}
}

static void
create_plain(Maker *maker, const char *kind)
{
	Text		statement = {0};

	text_add(&statement, "CREATE %s TABLE %s (", kind, maker->table->name);
	add_definitions(maker, &statement, true);
	if (chance(&maker->choices, 30))
	{
		text_add(&statement, ", doubled integer GENERATED ALWAYS AS (csat * 2) %s",
				 maker->server >= 18 ? PICK(maker, "STORED", "VIRTUAL") : "STORED");
		note_column(maker->table, "doubled");
	}
	text_add(&statement, ") WITH (fillfactor = %s, autovacuum_enabled = off)",
			 PICK(maker, "100", "60", "20"));
	run_text(maker, &statement);
	free_text(&statement);
}

/*
 * Partitions of two levels, whose attributes have other numbers.
 */
static void
create_partitions(Maker *maker)
{
	const char *name = maker->table->name;
	const char *by_team = PICK(maker, "HASH (team)", "LIST (csat)");
	Text		statement = {0};

	text_add(&statement, "CREATE TABLE %s (", name);
	add_definitions(maker, &statement, true);
	text_add(&statement, ") PARTITION BY %s", by_team);
	run_text(maker, &statement);
	if (by_team[0] == 'H')
	{
		RUN(maker, "CREATE TABLE %s_a PARTITION OF %s FOR VALUES WITH (MODULUS 2, REMAINDER 0)", name, name);
		RUN(maker, "CREATE TABLE %s_b PARTITION OF %s FOR VALUES WITH (MODULUS 2, REMAINDER 1) PARTITION BY LIST (csat)", name, name);
	}
	else
	{
		RUN(maker, "CREATE TABLE %s_a PARTITION OF %s FOR VALUES IN (1, 2)", name, name);
		RUN(maker, "CREATE TABLE %s_b PARTITION OF %s DEFAULT PARTITION BY LIST (csat)", name, name);
	}
	RUN(maker, "CREATE TABLE %s_b_low PARTITION OF %s_b FOR VALUES IN (1, 3)", name, name);
	RUN(maker, "CREATE TABLE %s_b_rest (LIKE %s)", name, name);
	RUN(maker, "ALTER TABLE %s_b_rest ADD COLUMN more integer", name);
	RUN(maker, "ALTER TABLE %s_b_rest DROP COLUMN more", name);
	RUN(maker, "ALTER TABLE %s_b_rest DROP COLUMN score", name);
	RUN(maker, "ALTER TABLE %s_b_rest ADD COLUMN score %s", name, maker->type[1]);
	RUN(maker, "ALTER TABLE %s_b ATTACH PARTITION %s_b_rest DEFAULT", name, name);
	free_text(&statement);
}

static void
drop_columns(Maker *maker)
{
	Text		statement = {0};
	PGresult   *result;

	text_add(&statement, "SELECT attname FROM pg_attribute WHERE attrelid = '%s'::regclass AND attname LIKE 'gone%%'",
			 maker->table->name);
	result = PQexec(maker->connection, statement.data);
	for (int i = 0; i < PQntuples(result); i++)
	{
		if (chance(&maker->choices, 80))
			RUN(maker, "ALTER TABLE %s DROP COLUMN %s", maker->table->name,
				PQgetvalue(result, i, 0));
	}
	PQclear(result);
	free_text(&statement);
}

/* A default that rows from before do not hold, and no default. */
static void
add_later_column(Maker *maker)
{
	RUN(maker, "ALTER TABLE %s ADD COLUMN later %s", maker->table->name,
		PICK(maker, "integer DEFAULT 3", "smallint", "smallint DEFAULT 2",
			 "bigint DEFAULT 1", "integer NOT NULL DEFAULT 4"));
	note_column(maker->table, "later");
}

static void
add_views(Maker *maker)
{
	const char *name = maker->table->name;

	RUN(maker, "CREATE VIEW %s_view AS SELECT * FROM %s", name, name);
	RUN(maker, "CREATE VIEW %s_barrier WITH (security_barrier) AS SELECT * FROM %s WHERE csat > 1",
		name, name);
	RUN(maker, "GRANT SELECT ON %s_view TO differential_reader", name);
	RUN(maker, "GRANT SELECT ON %s_barrier TO differential_reader", name);
}

/* What the reader may see: everything, some columns, some rows. */
static void
grant(Maker *maker, bool is_table)
{
	const char *name = maker->table->name;
	const char *what = PICK(maker, "", "", "(team, score, csat)", "(score)");

	RUN(maker, "GRANT SELECT %s ON %s TO differential_reader", what, name);
	if (!is_table || !chance(&maker->choices, 10))
		return;
	RUN(maker, "ALTER TABLE %s ENABLE ROW LEVEL SECURITY", name);
	RUN(maker, "CREATE POLICY p ON %s USING (%s)", name,
		PICK(maker, "csat > 2", "true", "team::text <> '3'", "leaky(csat)"));
}

static void
open_transaction(Maker *maker)
{
	Table	   *table = maker->table;
	Text		statement = {0};

	run(maker->other, &table->open_script, "BEGIN");
	add_insert(maker, &statement, table->name, 40, 0);
	run(maker->other, &table->open_script, statement.data);
	text_clear(&statement);
	text_add(&statement, "DELETE FROM %s WHERE csat = 2", table->name);
	run(maker->other, &table->open_script, statement.data);
	text_clear(&statement);
	text_add(&statement, "UPDATE %s SET csat = 5 WHERE csat = 4", table->name);
	run(maker->other, &table->open_script, statement.data);
	table->has_open_transaction = true;
	free_text(&statement);
}

static void
vacuum(Maker *maker)
{
	const char *command = PICK(maker, "VACUUM ANALYZE", "ANALYZE", "ANALYZE",
							   "ANALYZE", "VACUUM (FREEZE, ANALYZE)",
							   "VACUUM", "");

	if (command[0] != '\0')
		RUN(maker, "%s %s", command, maker->table->name);
}

static void
make_storage(Maker *maker, const char *shape)
{
	Table	   *table = maker->table;
	const char *kind = PICK(maker, "", "", "", "", "UNLOGGED", "TEMP");

	if (strcmp(shape, "partitions") == 0)
		create_partitions(maker);
	else
	{
		if (strcmp(shape, "materialized") == 0)
			kind = "";
		create_plain(maker, kind);
		table->temporary = strcmp(kind, "TEMP") == 0;
	}
	if (strcmp(shape, "children") == 0)
	{
		RUN(maker, "CREATE %s TABLE %s_child (more integer DEFAULT 3) INHERITS (%s)",
			kind, table->name, table->name);
	}
}

static void
fill(Maker *maker, const char *shape)
{
	Table	   *table = maker->table;
	int			bad_percent = chance(&maker->choices, 15) ? 1 : 0;

	if (strcmp(shape, "children") == 0)
	{
		Text		child = {0};

		text_add(&child, "%s_child", table->name);
		insert_rows(maker, child.data, maker->rows / 3, 0);
		free_text(&child);
	}
	if (maker->type[9] != NULL && chance(&maker->choices, 40))
		RUN(maker, "ALTER TABLE %s ALTER COLUMN note SET STORAGE EXTERNAL", table->name);
	insert_rows(maker, table->name, maker->rows, bad_percent);
	drop_columns(maker);
	if (chance(&maker->choices, 60))
		add_later_column(maker);
	if (chance(&maker->choices, 50))
		insert_rows(maker, table->name, 1 + maker->rows / 4, bad_percent);
	if (chance(&maker->choices, 25))
		RUN(maker, "CREATE INDEX ON %s (csat)", table->name);
	if (maker->type[3] != NULL && chance(&maker->choices, 15))
		RUN(maker, "CREATE INDEX ON %s (customer)", table->name);
	stir(maker);
	vacuum(maker);
	if (chance(&maker->choices, 50))
		stir(maker);
	/* Far more groups than statistics say. */
	if (chance(&maker->choices, 20))
	{
		maker->many_teams = true;
		insert_rows(maker, table->name, 2 * maker->rows, 0);
	}
}

void
table_make(Table *table, uint64_t seed, int number, PGconn *connection,
		   PGconn *other, int server)
{
	static const int null_percents[] = {0, 2, 10, 50};
	static const int sizes[] = {500, 0, 1, 20, 200, 300, 400, 600, 700, 800, 900, 1000, 2000};
	Maker		maker = {.table = table, .connection = connection, .other = other,
	.server = server};
	const char *shape;

	text_clear(&table->script);
	text_clear(&table->open_script);
	snprintf(table->name, sizeof(table->name), "t%d", number);
	table->column_count = 0;
	table->temporary = table->has_open_transaction = false;
	choices_begin(&maker.choices, seed * 1000003 + number);
	maker.salt = number * 31;
	maker.fixed = chance(&maker.choices, 40);
	maker.null_percent = null_percents[choose(&maker.choices, 4)];
	maker.rows = sizes[choose(&maker.choices, 13)];
	choose_columns(&maker);
	for (int i = 0; i < KNOWN_COLUMNS; i++)
	{
		if (maker.type[i] != NULL)
			note_column(table, known_columns[i].name);
	}
	shape = PICK(&maker, "plain", "plain", "plain", "plain", "partitions",
				 "partitions", "children", "materialized");
	make_storage(&maker, shape);
	fill(&maker, shape);
	table->writable = true;
	if (strcmp(shape, "materialized") == 0)
	{
		RUN(&maker, "ALTER TABLE %s RENAME TO %s_base", table->name, table->name);
		RUN(&maker, "CREATE MATERIALIZED VIEW %s AS SELECT * FROM %s_base", table->name, table->name);
		vacuum(&maker);
		table->writable = false;
	}
	add_views(&maker);
	grant(&maker, table->writable);
	if (!table->temporary && table->writable && chance(&maker.choices, 40))
		open_transaction(&maker);
}

void
table_drop(Table *table, PGconn *connection, PGconn *other)
{
	Text		statement = {0};

	if (table->has_open_transaction)
		run(other, &table->open_script, "ROLLBACK");
	text_add(&statement, "DROP %s %s CASCADE",
			 table->writable ? "TABLE" : "MATERIALIZED VIEW", table->name);
	run(connection, &table->script, statement.data);
	if (!table->writable)
	{
		text_clear(&statement);
		text_add(&statement, "DROP TABLE %s_base CASCADE", table->name);
		run(connection, &table->script, statement.data);
	}
	free_text(&statement);
}

static bool
is_name_character(char c)
{
	return c == '_' || isalnum((unsigned char) c);
}

/* Does the statement name the column?  A quoted word counts; it costs a try. */
static bool
names_column(const char *statement, const char *column)
{
	size_t		length = strlen(column);

	for (const char *at = strstr(statement, column); at != NULL;
		 at = strstr(at + 1, column))
	{
		if ((at == statement || !is_name_character(at[-1])) &&
			!is_name_character(at[length]))
			return true;
	}
	return false;
}

static bool
table_has(const Table *table, const char *column)
{
	for (int i = 0; i < table->column_count; i++)
	{
		if (strcmp(table->columns[i], column) == 0)
			return true;
	}
	return false;
}

/*
 * Does the table have every column that the statement names?
 */
bool
table_has_columns(const Table *table, const char *statement)
{
	static const char *const optional[] = {"later", "doubled"};

	for (int i = 0; i < KNOWN_COLUMNS; i++)
	{
		if (!table_has(table, known_columns[i].name) &&
			names_column(statement, known_columns[i].name))
			return false;
	}
	for (int i = 0; i < 2; i++)
	{
		if (!table_has(table, optional[i]) &&
			names_column(statement, optional[i]))
			return false;
	}
	return true;
}
