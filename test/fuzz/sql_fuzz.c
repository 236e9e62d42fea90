/*-------------------------------------------------------------------------
 *
 * sql_fuzz.c
 *	  Hostile calls of every function of the extension, by SQL and in the
 *	  binary protocol.
 *
 *	  sql_fuzz [-s seed] [-n calls] [-v]
 *
 * The functions are those that the catalogue lists: also input, output, send,
 * transition, combine, inverse and final functions, called directly.  Each is
 * called with NULLs, extremes and states of unlike layout; aggregates also as
 * window functions.  Then every byte of some sent values is changed and given
 * to the receive function.
 *
 * A call may give a result or an ordinary error.  Internal errors (class XX),
 * timeouts, values that do not survive their text form, and a lost connection
 * are findings, and make the program exit with 1.
 *
 *-------------------------------------------------------------------------
 */
#include <libpq-fe.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_FUNCTIONS	2000
#define MAX_ARGUMENTS	16
#define MAX_SQL			20000

typedef struct Function
{
	char	   *name;			/* qualified and quoted */
	char		kind;			/* prokind */
	char	   *result;
	int			arguments;
	char	   *argument[MAX_ARGUMENTS];
	long		calls;
	long		results;
} Function;

/* Values of a type, as SQL. */
typedef struct Pool
{
	const char *type;
	const char *values[24];
} Pool;

static const Pool pools[] = {
	{"tally", {"'{}'", "'{0:3,9:12,10:40}'", "'{10:5}'", "'{1:1,5:7}'", "'{1:4,7:2}'", "'{50:1,100:1}'",
			"'{100:9223372036854775807}'", "'{0:4611686018427387904,10:4611686018427387903}'",
			"'{9:12(10.5,9.75)}'", "'{1:2(1,1),5:3(3,3.5),10:1}'", "'{10:1(1e-140,1e-280)}'",
			"fuzz.dense(5)", "fuzz.dense(11)", "fuzz.dense(101)", "fuzz.dense_weighted(5)",
			"fuzz.dense_weighted(60)", "fuzz.dense(0)",
	"(SELECT a FROM fuzz.stored WHERE id = 1)", "(SELECT a FROM fuzz.stored WHERE id = 2)"}},
	{"smallint", {"0", "1", "-1", "7", "10", "100", "101", "32767", "-32768"}},
	{"integer", {"0", "1", "-1", "5", "10", "100", "101", "2147483647", "-2147483648", "7"}},
	{"bigint", {"0", "1", "-1", "10", "100", "101", "9223372036854775807", "-9223372036854775808", "400"}},
	{"numeric", {"0", "1", "-1", "10", "0.5", "9.99", "100", "400", "1e400", "-1e400", "1e-400", "'NaN'", "10.000"}},
	{"double precision", {"0", "1", "-0.0", "0.95", "0.5", "5", "10", "100", "'NaN'", "'Infinity'", "'-Infinity'",
	"1e-320", "1e308", "-1", "3.5", "0.999999999"}},
	{"real", {"0", "1", "0.5", "10", "'NaN'", "'Infinity'", "3.4e38"}},
	{"boolean", {"true", "false"}},
	{"text", {"''", "'10'", "'nps'", "'csat'", "'wilson'", "'wald'", "'score'", "'adjusted'", "'Jan'", "'team'", "repeat('x', 70000)",
	"E'\\n\\t'", "U&'\\039A\\0391'", "'{0:1}'", "'month'", "'fuzz.stored'", "'Europe/Berlin'"}},
	{"cstring", {"''", "'{0:1}'", "'{0:1(1,1)}'", "'{'", "'nan'", "'{100:9223372036854775808}'"}},
	{"name", {"'score'", "'fuzz'", "''"}},
	{"regclass", {"'fuzz.stored'", "'fuzz.answers'", "'pg_class'", "0"}},
	{"oid", {"0", "1259"}},
	{"jsonb", {"'{}'", "'{\"0\": 3}'", "'null'", "'[1]'", "'{\"9\": {\"answers\": 2, \"weight\": 2.5, \"weight_squares\": 3.5}}'",
	"'{\"0\": 1e400}'", "'{\"101\": 1}'", "'{\"a\": {}}'", "'\"x\"'"}},
	{"json", {"'{}'", "'{\"0\": 3}'", "'null'"}},
	{"date", {"'2024-02-29'", "'infinity'", "'-infinity'", "'4714-11-24 BC'", "'5874897-12-31'", "'2024-01-01'", "'2025-01-01'"}},
	{"timestamp without time zone", {"'2024-02-29'", "'infinity'", "'-infinity'", "'4714-11-24 BC'", "'294276-12-31'"}},
	{"timestamp with time zone", {"'2024-02-29 UTC'", "'infinity'", "'-infinity'", "'4714-11-25 00:00 UTC BC'", "'294276-12-30 UTC'", "'2024-03-01 UTC'"}},
	{"time without time zone", {"'00:00'", "'09:00'", "'17:00'", "'24:00'", "'02:30'", "'23:59:59.999999'"}},
	{"date[]", {"'{}'", "'{2024-02-29,2024-02-29}'", "'{NULL,infinity,-infinity}'", "'{{4714-11-24 BC},{5874897-12-31}}'"}},
	{"interval", {"'0'", "'1 day'", "'-1 month'", "'178000000 years'", "'-178000000 years'", "'30 s'", "'1 month 1 day'"}},
	{"text[]", {"'{}'", "'{a,b,c}'", "'{NULL}'", "'{{a,b},{c,d}}'", "'{very bad,bad,fair,good,very good}'", "array_fill('x'::text, array[200])", "'[0:1]={a,b}'"}},
	{"integer[]", {"'{}'", "'{1,2,3}'", "'{NULL}'", "'{{1,2},{3,4}}'", "array_fill(5, array[1000])", "'{0,10,9,8}'", "'{1,2,3,4,5,5,4,3,2,1}'"}},
	{"smallint[]", {"'{}'", "'{1,2,3}'"}},
	{"bigint[]", {"'{}'", "'{1,2,3}'", "'{NULL}'", "'{9223372036854775807,1}'", "'{3,200,9,10,29,34}'", "'{1,9223372036854775807,-1,-9223372036854775808}'"}},
	{"numeric[]", {"'{}'", "'{1,2.5}'", "'{NaN}'", "'{NULL}'"}},
	{"double precision[]", {"'{}'", "'{0.1,0.9}'", "'{4,5}'", "'{1,NULL,7}'", "'{NaN,1}'", "'{NULL}'", "'{Infinity}'"}},
	{"tally[]", {"'{}'", "array['{0:1}'::tally, NULL]", "array['{9:3}'::tally, '{10:1}']"}},
	{"boolean[]", {"'{}'", "'{t,f,NULL}'"}},
	{"anyelement", {"1", "'x'::text", "NULL::integer"}},
	{"anyarray", {"array[1]", "array['x'::text]"}},
	{"\"any\"", {"1", "'x'::text", "NULL::integer"}},
};

#define POOLS ((int) (sizeof(pools) / sizeof(pools[0])))

static const char *const set_up =
"SET client_min_messages = error;"
"DROP SCHEMA IF EXISTS fuzz CASCADE;"
"CREATE EXTENSION IF NOT EXISTS satisfaction;"
"CREATE SCHEMA fuzz;"
"DO $$ BEGIN"
/* states as the transition functions leave them, without a final function */
" EXECUTE (SELECT format('CREATE AGGREGATE fuzz.state(integer) (SFUNC = %s, STYPE = tally)', aggtransfn)"
"          FROM pg_aggregate WHERE aggfnoid = 'tally(integer)'::regprocedure);"
" EXECUTE (SELECT format('CREATE AGGREGATE fuzz.weighted_state(integer, float8) (SFUNC = %s, STYPE = tally)', aggtransfn)"
"          FROM pg_aggregate WHERE aggfnoid = 'tally_weighted(integer, float8)'::regprocedure);"
"END $$;"
"CREATE FUNCTION fuzz.dense(integer) RETURNS tally LANGUAGE sql AS 'SELECT fuzz.state(i % 101) FROM generate_series(0, $1 - 1) i';"
"CREATE FUNCTION fuzz.dense_weighted(integer) RETURNS tally LANGUAGE sql AS 'SELECT fuzz.weighted_state(i % 101, 0.5 + i) FROM generate_series(0, $1 - 1) i';"
"CREATE TABLE fuzz.stored AS SELECT 1 AS id, '{0:3,9:1}'::tally AS a UNION ALL SELECT 2, (SELECT tally(i % 101) FROM generate_series(1, 100000) i);"
"CREATE TABLE fuzz.answers AS SELECT i AS id, i % 11 AS score, 'team ' || i % 3 AS team FROM generate_series(1, 50) i;"
"SET search_path = public, fuzz; SET statement_timeout = '5s'";

static Function functions[MAX_FUNCTIONS];
static int	function_count;
static uint64_t state;
static long calls;
static long results;
static long forged;
static long accepted;
static int	findings;

static void
die(const char *format, ...)
{
	va_list		arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(2);
}

/* xorshift64*: https://vigna.di.unimi.it/ftp/papers/xorshift.pdf */
static int
next_random(int below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (int) (((state * UINT64_C(2685821657736338717)) >> 33) % (uint64_t) below);
}

static void
command(PGconn *connection, const char *sql)
{
	PGresult   *result = PQexec(connection, sql);

	if (PQresultStatus(result) != PGRES_COMMAND_OK &&
		PQresultStatus(result) != PGRES_TUPLES_OK)
		die("%s\nfailed: %s", sql, PQerrorMessage(connection));
	PQclear(result);
}

/* Functions that take "internal" cannot be called by SQL. */
static void
list_functions(PGconn *connection)
{
	PGresult   *result;

	result = PQexec(connection,
					"SELECT p.oid::regproc, prokind, prorettype::regtype, array_to_string(array(SELECT format_type(t, NULL) FROM unnest(proargtypes) WITH ORDINALITY a(t, n) ORDER BY n), ';') "
					"FROM pg_proc p JOIN pg_depend d ON classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e' "
					"JOIN pg_extension e ON refclassid = 'pg_extension'::regclass AND refobjid = e.oid "
					"WHERE extname = 'satisfaction' AND NOT 'internal'::regtype = ANY (proargtypes) "
					"AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype) ORDER BY p.oid");
	if (PQntuples(result) == 0 || PQntuples(result) > MAX_FUNCTIONS)
		die("%d functions: %s", PQntuples(result), PQerrorMessage(connection));
	for (int i = 0; i < PQntuples(result); i++)
	{
		Function   *function = &functions[function_count++];
		char	   *types = strdup(PQgetvalue(result, i, 3));

		function->name = strdup(PQgetvalue(result, i, 0));
		function->kind = PQgetvalue(result, i, 1)[0];
		function->result = strdup(PQgetvalue(result, i, 2));
		for (char *type = strtok(types, ";"); type != NULL && function->arguments < MAX_ARGUMENTS;
			 type = strtok(NULL, ";"))
			function->argument[function->arguments++] = type;
	}
	PQclear(result);
}

static const char *
random_value(const char *type)
{
	for (int i = 0; i < POOLS; i++)
	{
		int			count = 0;

		if (strcmp(pools[i].type, type) != 0)
			continue;
		while (count < 24 && pools[i].values[count] != NULL)
			count++;
		return next_random(8) == 0 ? "NULL" : pools[i].values[next_random(count)];
	}
	return "NULL";
}

static void
add(char *sql, const char *format, ...)
{
	size_t		length = strlen(sql);
	va_list		arguments;

	va_start(arguments, format);
	vsnprintf(sql + length, MAX_SQL - length, format, arguments);
	va_end(arguments);
}

static bool
is_pseudo(const char *type)
{
	return strncmp(type, "any", 3) == 0 || strcmp(type, "\"any\"") == 0 ||
		strcmp(type, "record") == 0;
}

static void
add_value(char *sql, const char *type)
{
	if (is_pseudo(type))
		add(sql, "%s", random_value(type));
	else
		add(sql, "(%s)::%s", random_value(type), type);
}

/*
 * Trailing arguments may have defaults, and a function may be STRICT: both are
 * tried.  A tally that comes back must survive its text form.
 */
static void
add_plain_call(char *sql, const Function *function)
{
	bool		is_tally = strcmp(function->result, "tally") == 0;
	int			arguments = function->arguments;

	if (arguments > 1 && next_random(4) == 0)
		arguments -= 1 + next_random(arguments - 1);
	add(sql, is_tally ? "SELECT r::text::tally = r AND r::jsonb::tally = r FROM (SELECT " : "SELECT * FROM (SELECT ");
	add(sql, "%s(", function->name);
	for (int i = 0; i < arguments; i++)
	{
		add(sql, "%s", i > 0 ? ", " : "");
		add_value(sql, function->argument[i]);
	}
	add(sql, ") AS r OFFSET 0) q");
}

static void
add_aggregate_call(char *sql, const Function *function)
{
	static const char *const frames[] = {
		"", "", " OVER (ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)", " OVER (ORDER BY n)",
		" OVER (ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING)", " FILTER (WHERE n <> 2)"
	};
	bool		is_tally = strcmp(function->result, "tally") == 0;
	int			rows = next_random(7);
	char		list[200] = "";

	for (int i = 0; i < function->arguments; i++)
		sprintf(list + strlen(list), "%sa%d", i > 0 ? ", " : "", i);
	add(sql, is_tally ? "SELECT bool_and(r::text::tally = r) FROM (SELECT " : "SELECT * FROM (SELECT ");
	add(sql, "%s(%s)%s AS r FROM (VALUES ", function->name, list,
		frames[next_random(6)]);
	for (int row = 0; row <= rows; row++)
	{
		add(sql, "%s(%d", row > 0 ? ", " : "", row);
		for (int i = 0; i < function->arguments; i++)
		{
			add(sql, ", ");
			add_value(sql, function->argument[i]);
		}
		add(sql, ")");
	}
	add(sql, ") v(n%s%s) OFFSET 0) q", function->arguments > 0 ? ", " : "", list);
}

static void
report(const char *what, const char *sql, const char *message)
{
	findings++;
	printf("%s: %.1500s\n%.500s\n", what, sql, message);
	fflush(stdout);
	if (findings >= 20)
		exit(1);
}

/*
 * Judge what came back; true if it was a result.
 */
static bool
judge(PGconn *connection, const PGresult *result, const char *sql)
{
	const char *code = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (PQstatus(connection) != CONNECTION_OK)
	{
		report("connection lost", sql, PQerrorMessage(connection));
		exit(1);
	}
	if (PQresultStatus(result) == PGRES_TUPLES_OK ||
		PQresultStatus(result) == PGRES_COMMAND_OK)
	{
		if (PQntuples(result) == 1 && PQftype(result, 0) == 16 &&
			strstr(sql, "r::text::tally") != NULL &&
			strcmp(PQgetvalue(result, 0, 0), "f") == 0)
			report("the value does not survive its text form", sql, "");
		return true;
	}
	if (code == NULL || strncmp(code, "XX", 2) == 0 || strcmp(code, "57014") == 0)
		report("not an ordinary error", sql, PQresultErrorMessage(result));
	return false;
}

static void
call(PGconn *connection, Function *function, bool verbose)
{
	static char sql[MAX_SQL];
	PGresult   *result;

	sql[0] = '\0';
	if (function->kind == 'a')
		add_aggregate_call(sql, function);
	else if (function->kind == 'f')
		add_plain_call(sql, function);
	else
		return;
	result = PQexec(connection, sql);
	calls++;
	function->calls++;
	if (judge(connection, result, sql))
	{
		results++;
		function->results++;
	}
	else if (verbose)
		printf("%s %s\n", sql, PQresultErrorMessage(result));
	PQclear(result);
}

/*
 * Give bytes to the receive function.  What it accepts must be a value like
 * any other.
 */
static void
receive(PGconn *connection, Oid type, const char *bytes, int length)
{
	static const char *const sql = "SELECT r::text::tally = r FROM (SELECT $1 AS r OFFSET 0) q";
	const char *values[] = {bytes};
	int			formats[] = {1};
	PGresult   *result = PQexecParams(connection, sql, 1, &type, values,
									  &length, formats, 0);
	char		hex[200] = "";

	for (int i = 0; i < length && i < 60; i++)
		sprintf(hex + 2 * i, "%02x", (unsigned char) bytes[i]);
	forged++;
	if (PQresultStatus(result) == PGRES_TUPLES_OK)
	{
		accepted++;
		if (strcmp(PQgetvalue(result, 0, 0), "t") != 0)
			report("received a value that does not survive its text form", hex, sql);
	}
	else
		(void) judge(connection, result, hex);
	PQclear(result);
}

static void
change_bytes(PGconn *connection, Oid type, const char *sent, int length)
{
	char	   *bytes = malloc(length + 1);

	for (int place = 0; place < length; place++)
	{
		static const int others[] = {0, 1, 2, 3, 4, 100, 101, 127, 128, 255};

		memcpy(bytes, sent, length);
		for (int bit = 0; bit < 8; bit++)
		{
			bytes[place] = (char) (sent[place] ^ (1 << bit));
			receive(connection, type, bytes, length);
		}
		for (int i = 0; i < 10; i++)
		{
			bytes[place] = (char) others[i];
			receive(connection, type, bytes, length);
		}
		memcpy(bytes, sent, length);
		receive(connection, type, bytes, place);	/* cut off here */
		memmove(bytes + place + 1, sent + place, length - place);
		receive(connection, type, bytes, length + 1);	/* one byte more */
	}
	free(bytes);
}

/*
 * The values that send returns for the pool, and stored ones.
 */
static void
forge(PGconn *connection)
{
	const Pool *pool = &pools[0];

	for (int i = 0; i < 24 && pool->values[i] != NULL; i++)
	{
		char		sql[500];
		PGresult   *result;

		snprintf(sql, sizeof(sql), "SELECT (%s)::tally", pool->values[i]);
		result = PQexecParams(connection, sql, 0, NULL, NULL, NULL, NULL, 1);
		if (PQresultStatus(result) != PGRES_TUPLES_OK)
			die("%s: %s", sql, PQerrorMessage(connection));
		change_bytes(connection, PQftype(result, 0), PQgetvalue(result, 0, 0),
					 PQgetlength(result, 0, 0) > 400 ? 400 : PQgetlength(result, 0, 0));
		PQclear(result);
	}
}

int
main(int argc, char **argv)
{
	PGconn	   *connection = PQconnectdb("");
	long		wanted = 20000;
	bool		verbose = false;
	int			silent = 0;
	int			option;

	state = 1;
	while ((option = getopt(argc, argv, "s:n:v")) != -1)
	{
		if (option == 's')
			state = strtoull(optarg, NULL, 10) * 2 + 1;
		else if (option == 'n')
			wanted = atol(optarg);
		else if (option == 'v')
			verbose = true;
		else
			die("usage: sql_fuzz [-s seed] [-n calls] [-v]");
	}
	if (PQstatus(connection) != CONNECTION_OK)
		die("could not connect: %s", PQerrorMessage(connection));
	command(connection, set_up);
	list_functions(connection);
	for (long i = 0; i < wanted; i++)
		call(connection, &functions[i % function_count], verbose);
	forge(connection);
	for (int i = 0; i < function_count; i++)
	{
		if (functions[i].calls == 0 || functions[i].results > 0)
			continue;
		printf("never gave a result in %ld calls: %s(", functions[i].calls,
			   functions[i].name);
		for (int j = 0; j < functions[i].arguments; j++)
			printf("%s%s", j > 0 ? ", " : "", functions[i].argument[j]);
		printf(")\n");
		silent++;
	}
	printf("%ld calls of %d functions: %ld results, %ld errors; %ld forged binary values, %ld of them valid; %d functions never gave a result, %d findings\n",
		   calls, function_count, results, calls - results, forged, accepted, silent, findings);
	command(connection, "SET client_min_messages = error; DROP SCHEMA fuzz CASCADE");
	PQfinish(connection);
	return findings > 0;
}
