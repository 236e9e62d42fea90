/*-------------------------------------------------------------------------
 *
 * differential.c
 *	  Runs random statements with satisfaction.page_scan on and off, in one
 *	  process and snapshot, and compares rows and errors.
 *
 *	  differential [-s seed] [-n statements] [-t statements-per-table]
 *				   [-g grammar] [-o folder-for-reproductions] [-c]
 *
 * -c prints which alternatives of the grammar were used with the page scan.
 * Exits with 1 if anything differs, with 2 if it could not run.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "differential.h"

/* Give up: what differs so often has one cause. */
#define MAX_DIFFERENCES 10

/* A statement that names columns which the table lacks is derived anew. */
#define MAX_TRIES 200

/*
 * One statement in so many is run whatever its plan; of the others one with a
 * page scan is looked for, among so many.
 */
#define ANY_PLAN	4
#define MAX_PLANNED	20

/* A table for which none is found so many times has had its turn. */
#define MAX_MISSED	5

typedef struct Case
{
	Text		mode;
	Text		settings;
	Text		query;
	Parameters	parameters;
} Case;

/* What came back: all rows, sorted, with ERROR for a step that failed. */
typedef struct Outcome
{
	Text		text;
	char		state[6];		/* of the first error */
	Text		message;
} Outcome;

typedef struct Run
{
	PGconn	   *connection;
	Table	   *table;
	const char *folder;
	uint64_t	seed;
	int			table_number;
	Case		current;
	Outcome		with;
	Outcome		without;
	bool		used_page_scan;
	long		statements;
	long		skipped;		/* only planned */
	long		used;
	long		errors;
	long		rejected;		/* of these, by the parser */
	long		other_states;
	long		only_one;		/* errors of one side that are allowed */
	int			differences;
} Run;

static void
command(PGconn *connection, const char *sql)
{
	PGresult   *result = PQexec(connection, sql);

	if (PQresultStatus(result) != PGRES_COMMAND_OK &&
		PQresultStatus(result) != PGRES_TUPLES_OK)
		die("%s\nfailed: %s", sql, PQerrorMessage(connection));
	PQclear(result);
}

static PGconn *
connect_with(const char *options)
{
	PGconn	   *connection = PQconnectdb(options);

	if (PQstatus(connection) != CONNECTION_OK)
		die("could not connect: %s", PQerrorMessage(connection));
	return connection;
}

#define SESSION_OPTIONS "-c search_path=differential,public -c client_min_messages=error -c jit=off"

/*
 * From 19 on the server itself may count before it joins, and then raises errors
 * for rows that the join drops.
 */
static PGconn *
connect_to_server(void)
{
	PGconn	   *connection = connect_with("options='" SESSION_OPTIONS "'");

	if (PQserverVersion(connection) < 190000)
		return connection;
	PQfinish(connection);
	return connect_with("options='" SESSION_OPTIONS " -c enable_eager_aggregate=off'");
}

static void
set_up(PGconn *connection)
{
	command(connection,
			"DROP SCHEMA IF EXISTS differential CASCADE;"
			"CREATE EXTENSION IF NOT EXISTS satisfaction SCHEMA public;"
			"CREATE SCHEMA differential;"
			"CREATE TYPE mood AS ENUM ('bad', 'fair', 'good');"
			"CREATE TABLE differential_team (d_team text, low integer, label text);"
			"INSERT INTO differential_team VALUES ('1', 1, 'one'), ('2', 2, 'two'), ('3', 3, 'three'), ('4', 5, 'five'), ('4', 7, 'seven'), (NULL, NULL, NULL);"
			"CREATE TABLE differential_customer (c_id bigint, segment text, c_group smallint, c_token uuid, c_day date, c_hash integer, c_mood mood);"
			"INSERT INTO differential_customer SELECT nullif(i - i % 10 / 9, 50), nullif('segment ' || i % 5, 'segment 3'), i % 6, md5((i % 9)::text)::uuid, date '2024-01-01' + i % 300, hashtext(i::text), (array['bad', 'fair', 'good', NULL])[1 + (i + 8) % 4]::mood FROM generate_series(-4, 350) AS i WHERE i % 7 <> 0;"
			"CREATE TABLE differential_place (p_id integer PRIMARY KEY, p_name text, p_group integer);"
			"INSERT INTO differential_place SELECT i, 'place ' || i % 4, i % 6 FROM generate_series(-3, 60) AS i;"
			"CREATE TABLE differential_none (n_id integer, n_name text);"
			"CREATE INDEX ON differential_customer (c_group);"
			"ANALYZE differential_customer, differential_place, differential_none;"
			"CREATE FUNCTION leaky(bigint) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS 'BEGIN RETURN $1 > 2; END';"
			"DO $$ BEGIN CREATE ROLE differential_reader; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;"
			"GRANT USAGE ON SCHEMA differential TO differential_reader;"
			"GRANT SELECT ON ALL TABLES IN SCHEMA differential TO differential_reader");
}

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

static char *
row_text(const PGresult *result, int row)
{
	Text		text = {0};

	text_add(&text, "%s", "");
	for (int i = 0; i < PQnfields(result); i++)
		text_add(&text, "%s%s", i > 0 ? "|" : "",
				 PQgetisnull(result, row, i) ? "NULL" : PQgetvalue(result, row, i));
	return text.data;
}

static void
add_rows(Outcome *outcome, const PGresult *result)
{
	int			count = PQntuples(result);
	char	  **lines = malloc((count + 1) * sizeof(char *));

	for (int i = 0; i < count; i++)
		lines[i] = row_text(result, i);
	qsort(lines, count, sizeof(char *), compare_lines);
	for (int i = 0; i < count; i++)
	{
		text_add(&outcome->text, "%s\n", lines[i]);
		free(lines[i]);
	}
	text_add(&outcome->text, "(%d rows)\n", count);
	free(lines);
}

static void add_error(Run *run, Outcome *outcome, const PGresult *result);

/*
 * Run one step and keep what comes back; false after an error.
 */
static bool
step(Run *run, Outcome *outcome, const char *sql)
{
	PGresult   *result = PQexec(run->connection, sql);
	ExecStatusType status = PQresultStatus(result);
	bool		good = true;

	if (status == PGRES_TUPLES_OK)
		add_rows(outcome, result);
	else if (status != PGRES_COMMAND_OK)
	{
		add_error(run, outcome, result);
		good = false;
	}
	PQclear(result);
	return good;
}

/* Settings, the statement that is prepared, and how it is executed. */
static void
add_prepare(const Case *current, Text *text)
{
	text_add(text, "PREPARE q");
	for (int i = 0; i < current->parameters.count; i++)
		text_add(text, "%sint", i == 0 ? "(" : ", ");
	text_add(text, "%s AS %s", current->parameters.count > 0 ? ")" : "",
			 current->query.data);
}

static void
add_execute(const Case *current, int variant, Text *text)
{
	text_add(text, "EXECUTE q");
	for (int i = 0; i < current->parameters.count; i++)
	{
		text_add(text, "%s", i == 0 ? "(" : ", ");
		if (variant == 2 && i % 3 == 0)
			text_add(text, "NULL");
		else
			text_add(text, "%d", current->parameters.value[i] + variant);
	}
	text_add(text, "%s", current->parameters.count > 0 ? ")" : "");
}

static bool
is_prepared(const Case *current)
{
	return strcmp(current->mode.data, "generic") == 0 ||
		strcmp(current->mode.data, "custom") == 0;
}

static void
add_settings(const Case *current, bool page_scan, Text *text)
{
	text_add(text, "SET satisfaction.page_scan = %s; %s",
			 page_scan ? "on" : "off", current->settings.data);
	if (is_prepared(current))
		text_add(text, "; SET plan_cache_mode = force_%s_plan",
				 current->mode.data);
}

/* The statements of a case, for a person with psql. */
static void
add_reproduction(const Case *current, bool page_scan, Text *text)
{
	text_add(text, "RESET ROLE; RESET ALL; SET search_path = differential, public;\n");
	add_settings(current, page_scan, text);
	text_add(text, ";\n");
	if (is_prepared(current))
	{
		add_prepare(current, text);
		for (int variant = 0; variant < 3; variant++)
		{
			text_add(text, ";\n");
			add_execute(current, variant, text);
		}
		text_add(text, ";\nDEALLOCATE q;\n");
	}
	else if (strcmp(current->mode.data, "cursor") == 0)
		text_add(text, "BEGIN;\nDECLARE c SCROLL CURSOR FOR %s;\nFETCH 2 FROM c;\nFETCH ALL FROM c;\nFETCH BACKWARD ALL FROM c;\nROLLBACK;\n",
				 current->query.data);
	else
		text_add(text, "%s;\n", current->query.data);
}

static void
write_reproduction(Run *run, const char *why)
{
	Text		path = {0};
	Text		script = {0};
	FILE	   *file;

	text_add(&path, "%s/differential_%llu_%d_%ld.sql", run->folder,
			 (unsigned long long) run->seed, run->table_number,
			 run->statements);
	text_add(&script, "-- %s\n-- seed %llu, table %d\n\\set ON_ERROR_STOP off\nSET search_path = differential, public;\n",
			 why, (unsigned long long) run->seed, run->table_number);
	text_add(&script, "%s", run->table->script.data);
	if (run->table->has_open_transaction)
		text_add(&script, "/* In another session, left open:\n%s*/\n",
				 run->table->open_script.data);
	add_reproduction(&run->current, true, &script);
	add_reproduction(&run->current, false, &script);
	file = fopen(path.data, "w");
	if (file == NULL)
		die("could not write %s", path.data);
	fputs(script.data, file);
	fclose(file);
	printf("written to %s\n", path.data);
	free(path.data);
	free(script.data);
}

static void
add_error(Run *run, Outcome *outcome, const PGresult *result)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (PQstatus(run->connection) != CONNECTION_OK)
	{
		printf("the server went away: %s\n", PQerrorMessage(run->connection));
		write_reproduction(run, "the server went away");
		exit(1);
	}
	if (outcome->state[0] == '\0')
	{
		snprintf(outcome->state, sizeof(outcome->state), "%s",
				 state ? state : "?");
		text_add(&outcome->message, "%s", PQresultErrorMessage(result));
	}
	text_add(&outcome->text, "ERROR\n");
}

static void
run_prepared(Run *run, Outcome *outcome)
{
	Text		sql = {0};

	add_prepare(&run->current, &sql);
	if (step(run, outcome, sql.data))
	{
		for (int variant = 0; variant < 3; variant++)
		{
			text_clear(&sql);
			add_execute(&run->current, variant, &sql);
			(void) step(run, outcome, sql.data);
		}
		command(run->connection, "DEALLOCATE q");
	}
	free(sql.data);
}

/*
 * Which FETCH meets an error is up to the plan.
 */
static void
run_cursor(Run *run, Outcome *outcome)
{
	bool		writes = run->table->writable &&
		!run->table->has_open_transaction &&
		strstr(run->current.settings.data, "ROLE") == NULL;
	Text		sql = {0};

	text_add(&sql, "DECLARE c SCROLL CURSOR FOR %s", run->current.query.data);
	command(run->connection, "BEGIN");
	if (step(run, outcome, sql.data) && step(run, outcome, "FETCH 2 FROM c"))
	{
		text_clear(&sql);
		text_add(&sql, "DELETE FROM %s WHERE csat = 3; UPDATE %s SET csat = 1 WHERE csat = 2",
				 run->table->name, run->table->name);
		if (writes)
			(void) step(run, outcome, sql.data);
		text_clear(&outcome->text);
		if (step(run, outcome, "FETCH BACKWARD ALL FROM c"))
		{
			text_clear(&outcome->text);
			if (step(run, outcome, "FETCH ALL FROM c"))
				(void) step(run, outcome, "FETCH BACKWARD ALL FROM c");
		}
	}
	if (outcome->state[0] != '\0')
	{
		text_clear(&outcome->text);
		text_add(&outcome->text, "ERROR\n");
	}
	command(run->connection, "ROLLBACK");
	free(sql.data);
}

static void
add_all_settings(const Run *run, bool page_scan, Text *sql)
{
	text_add(sql, "RESET ROLE; RESET ALL; ");
	add_settings(&run->current, page_scan, sql);
	text_add(sql, "; ");
}

/*
 * Is the statement planned with a page scan?
 */
static void
look_at_plan(Run *run)
{
	Text		sql = {0};
	PGresult   *result;

	add_all_settings(run, true, &sql);
	if (is_prepared(&run->current))
	{
		add_prepare(&run->current, &sql);
		text_add(&sql, "; EXPLAIN (COSTS OFF) ");
		add_execute(&run->current, 0, &sql);
	}
	else
		text_add(&sql, "EXPLAIN (COSTS OFF) %s", run->current.query.data);
	result = PQexec(run->connection, sql.data);
	run->used_page_scan = false;
	for (int i = 0; i < PQntuples(result); i++)
		run->used_page_scan |= strstr(PQgetvalue(result, i, 0), "Page Scan") != NULL;
	PQclear(result);
	if (is_prepared(&run->current))
		PQclear(PQexec(run->connection, "DEALLOCATE q"));
	free(sql.data);
}

static void
run_side(Run *run, bool page_scan, Outcome *outcome)
{
	Text		sql = {0};

	text_clear(&outcome->text);
	text_add(&outcome->text, "%s", "");
	text_clear(&outcome->message);
	outcome->state[0] = '\0';
	add_all_settings(run, page_scan, &sql);
	command(run->connection, sql.data);
	free(sql.data);
	if (is_prepared(&run->current))
		run_prepared(run, outcome);
	else if (strcmp(run->current.mode.data, "cursor") == 0)
		run_cursor(run, outcome);
	else
		(void) step(run, outcome, run->current.query.data);
}

/*
 * What statement do the choices lead to?  False if it is not for the table.
 */
static bool
derive(Run *run, Choices *choices)
{
	Case	   *current = &run->current;
	const char *table = run->table->name;

	grammar_start_statement();
	current->parameters.count = 0;
	grammar_derive("mode", table, choices, NULL, &current->mode);
	grammar_derive("settings", table, choices, NULL, &current->settings);
	grammar_derive("statement", table, choices,
				   is_prepared(current) ? &current->parameters : NULL,
				   &current->query);
	return table_has_columns(run->table, current->query.data);
}

static bool
differs(Run *run)
{
	run_side(run, true, &run->with);
	run_side(run, false, &run->without);
	return strcmp(run->with.text.data, run->without.text.data) != 0;
}

/*
 * Return true if the ordinary plan alone has failed, in an expression that reads no
 * column: an index scan evaluates its bounds before there is a row, and a hash
 * join might read the table before it knows that nothing can match.
 */
static bool
is_error_of_a_bound(const Run *run)
{
	return run->with.state[0] == '\0' &&
		(strcmp(run->without.state, "22012") == 0 ||	/* division by zero */
		 strcmp(run->without.state, "21000") == 0) &&	/* several rows */
		(strstr(run->current.query.data, " / 0") != NULL ||
		 strstr(run->current.query.data, " (SELECT ") != NULL);
}

/*
 * An error may come from a row or group that the other plan does not need: behind
 * LIMIT, in EXISTS, ANY and ALL, and from a cursor that stops.  With workers a
 * subquery is executed although there may be no row that needs it.
 */
static bool
is_allowed(const Run *run)
{
	const char *query = run->current.query.data;

	if ((run->with.state[0] == '\0') == (run->without.state[0] == '\0'))
		return false;
	if (strcmp(run->current.mode.data, "cursor") == 0 || is_error_of_a_bound(run))
		return true;
	if (strstr(run->current.settings.data, "max_parallel_workers") != NULL &&
		strstr(query, "(SELECT ") != NULL)
		return true;
	return strstr(query, " LIMIT ") != NULL || strstr(query, "EXISTS (") != NULL ||
		strstr(query, " ANY (SELECT") != NULL ||
		strstr(query, " ALL (SELECT") != NULL;
}

static bool
still_differs(const Choices *choices, void *context)
{
	Run		   *run = (Run *) context;
	Choices		copy = *choices;

	choices_replay(&copy);
	return derive(run, &copy) && differs(run) && !is_allowed(run);
}

static void
print_outcome(const char *name, const Outcome *outcome)
{
	printf("%s: %.300s%s\n", name, outcome->text.data,
		   outcome->state[0] ? outcome->message.data : "");
}

static void
report_difference(Run *run, Choices *choices)
{
	Text		why = {0};

	run->differences++;
	choices_reduce(choices, still_differs, run);
	if (!still_differs(choices, run))
		text_add(&why, "differed once, but not when it was run again");
	else
		text_add(&why, "rows or errors differ");
	printf("\n%s (seed %llu, table %d)\n", why.data,
		   (unsigned long long) run->seed, run->table_number);
	printf("%s: %s %s\n", run->current.mode.data, run->current.settings.data,
		   run->current.query.data);
	print_outcome("on", &run->with);
	print_outcome("off", &run->without);
	write_reproduction(run, why.data);
	fflush(stdout);
	free(why.data);
}

static void
run_statement(Run *run, Choices *choices)
{
	bool		different = differs(run);

	run->statements++;
	run->used += run->used_page_scan;
	grammar_count(run->used_page_scan);
	if (different && is_allowed(run))
	{
		run->only_one++;
		return;
	}
	if (different)
	{
		report_difference(run, choices);
		return;
	}
	if (run->with.state[0] == '\0')
		return;
	run->errors++;
	run->rejected += strncmp(run->without.state, "42", 2) == 0;
	run->other_states += strcmp(run->with.state, run->without.state) != 0;
	if (getenv("DIFFERENTIAL_SHOW_ERRORS") != NULL)
		printf("%s %s %s\n", run->without.state, run->current.query.data,
			   run->without.message.data);
}

/*
 * A statement that is to be run: one that names no column which the table lacks,
 * and mostly one with a page scan.
 */
static bool
choose_statement(Run *run, Choices *choices, long number)
{
	int			planned = 0;

	for (int tries = 0; tries < MAX_TRIES; tries++)
	{
		choices_begin(choices,
					  ((run->seed * 100003 + run->table_number) * 10007 + number) *
					  MAX_TRIES + tries);
		if (!derive(run, choices))
			continue;
		look_at_plan(run);
		if (run->used_page_scan || number % ANY_PLAN == 0 ||
			++planned == MAX_PLANNED)
			return true;
		run->skipped++;
	}
	return false;
}

static void
run_table(Run *run, long statements)
{
	Choices		choices;
	int			missed = 0;

	for (long i = 0; i < statements && missed < MAX_MISSED &&
		 run->differences < MAX_DIFFERENCES; i++)
	{
		if (choose_statement(run, &choices, i))
			run_statement(run, &choices);
		if (i % ANY_PLAN != 0)
			missed = run->used_page_scan ? 0 : missed + 1;
	}
}

static double
seconds_since(struct timespec start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - start.tv_sec + (now.tv_nsec - start.tv_nsec) / 1e9;
}

int
main(int argc, char **argv)
{
	Run			run = {.seed = 1, .folder = "."};
	Table		table = {0};
	PGconn	   *other;
	long		statements = 2000;
	long		per_table = 150;
	const char *grammar = "queries";
	bool		coverage = false;
	struct timespec start;
	int			option;

	while ((option = getopt(argc, argv, "s:n:t:g:o:c")) != -1)
	{
		switch (option)
		{
			case 's':
				run.seed = strtoull(optarg, NULL, 10);
				break;
			case 'n':
				statements = atol(optarg);
				break;
			case 't':
				per_table = atol(optarg);
				break;
			case 'g':
				grammar = optarg;
				break;
			case 'o':
				run.folder = optarg;
				break;
			case 'c':
				coverage = true;
				break;
			default:
				die("usage: differential [-s seed] [-n statements] [-t statements-per-table] [-g grammar] [-o folder] [-c]");
		}
	}
	clock_gettime(CLOCK_MONOTONIC, &start);
	run.connection = connect_to_server();
	other = connect_to_server();
	run.table = &table;
	grammar_load(grammar, PQserverVersion(run.connection) / 10000);
	set_up(run.connection);
	while (run.statements < statements && run.differences < MAX_DIFFERENCES)
	{
		long		left = statements - run.statements;

		run.table_number++;
		command(run.connection, "RESET ROLE; RESET ALL");
		table_make(&table, run.seed, run.table_number, run.connection, other,
				   PQserverVersion(run.connection) / 10000);
		run_table(&run, left < per_table ? left : per_table);
		command(run.connection, "RESET ROLE; RESET ALL");
		table_drop(&table, run.connection, other);
	}
	if (coverage)
		grammar_print_coverage();
	printf("\nseed %llu: %ld statements over %d tables, %ld with the page scan (and %ld planned only); %ld errors on both sides (%ld of them of the parser or of privileges, %ld with another SQLSTATE), %ld on one side that are allowed; %d differences; %.0f statements a second\n",
		   (unsigned long long) run.seed, run.statements, run.table_number,
		   run.used, run.skipped, run.errors, run.rejected, run.other_states,
		   run.only_one, run.differences, run.statements / seconds_since(start));
	PQfinish(other);
	PQfinish(run.connection);
	return run.differences > 0;
}
