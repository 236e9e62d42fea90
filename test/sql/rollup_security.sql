\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- rollup_security: a plain role makes a rollup of its own table; who writes needs
-- no right on it, who reads needs one; names and search paths deceive nobody
--
\pset null NULL
SET DateStyle = 'ISO, YMD';
SET client_min_messages = warning;
CREATE ROLE regress_rollup_owner;
CREATE ROLE regress_rollup_writer;
CREATE ROLE regress_rollup_other;
CREATE SCHEMA owned AUTHORIZATION regress_rollup_owner;
GRANT USAGE ON SCHEMA owned TO regress_rollup_writer, regress_rollup_other;

SET ROLE regress_rollup_owner;
SET search_path = owned, public;
CREATE TABLE answers (day date, score integer, person text);
GRANT INSERT, SELECT (day), DELETE ON answers TO regress_rollup_writer;
SELECT rollup_create('answers', 'day', '{nps:score}', '{person}');
SELECT relname, relowner::regrole, relacl IS NULL AS is_private FROM pg_class WHERE relname LIKE 'answers%' AND relkind IN ('r', 'v', 'S') ORDER BY relname COLLATE "C";
SELECT tgname, obj_description(oid, 'pg_trigger') FROM pg_trigger WHERE tgrelid = 'answers'::regclass ORDER BY tgname;

-- A writer without any right on the rollup
SET ROLE regress_rollup_writer;
INSERT INTO answers VALUES ('2025-01-01', 9, 'Ada'), ('2025-01-01', 3, 'Ben');
DELETE FROM answers WHERE day > '2025-01-01';
SELECT e.state, e.message FROM unnest(ARRAY['TABLE answers_rollup', 'TABLE answers_rollup_rows', 'TABLE answers_rollup_numbers', 'TABLE answers_rollup_log',
  'INSERT INTO answers_rollup_log DEFAULT VALUES', $$SELECT * FROM rollup_check('answers_rollup')$$, $$SELECT rollup_refresh('answers_rollup')$$,
  $$SELECT rollup_compact('answers_rollup')$$, $$SELECT rollup_drop('answers_rollup')$$, 'SELECT public._rollup_count_changes()', 'SELECT * FROM public._rollup_rows(''answers_rollup_rows'', NULL, NULL) AS r (period date, dimension1 text, a tally, b bigint)',
  $$SELECT rollup_create('answers', 'day', '{score}', name => 'mine', schema => 'pg_temp')$$]) AS s, error_of(s) AS e;
-- A trigger of one's own that would feed the rollup
CREATE TEMP TABLE faked (day date, score integer, person text);
CREATE TRIGGER feed AFTER INSERT ON faked REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public._rollup_count_changes();
CREATE TRIGGER attach AFTER TRUNCATE ON faked FOR EACH STATEMENT WHEN (NULL::answers_rollup_rows IS NOT DISTINCT FROM NULL) EXECUTE FUNCTION public._rollup_count_changes();
INSERT INTO faked VALUES ('2025-01-01', 10, 'Eve');
TRUNCATE faked;
DROP TABLE faked;
-- A view of one's own over the table, which would see its rows
CREATE TEMP VIEW spy AS SELECT day AS period, person AS dimension1, score AS answer1, score::smallint AS score1 FROM answers WHERE NULL::answers_rollup_log IS NOT DISTINCT FROM NULL;
SELECT e.state, e.message FROM error_of('SELECT * FROM public._rollup_rows(''spy'', NULL, NULL) AS r (period date, dimension1 text, a tally, b bigint)') AS e;
DROP VIEW spy;
RESET ROLE;
SELECT person, score FROM answers_rollup ORDER BY 1;
-- A reader sees what was granted, which may be more than the table shows.
GRANT SELECT ON answers_rollup_numbers TO regress_rollup_other;
SET ROLE regress_rollup_other;
SELECT person, score_nps FROM answers_rollup_numbers ORDER BY 1;
SELECT e.message FROM error_of('TABLE answers') AS e;

-- Somebody else's table, and a schema in which nothing may be made
RESET ROLE;
GRANT SELECT, TRIGGER ON answers TO regress_rollup_other;
CREATE SCHEMA other AUTHORIZATION regress_rollup_other;
SET ROLE regress_rollup_other;
SELECT e.state, e.message FROM error_of($$SELECT rollup_create('answers', 'day', '{score}', name => 'mine', schema => 'other')$$) AS e;
SET ROLE regress_rollup_owner;
SELECT e.state, e.message FROM error_of($$SELECT rollup_create('answers', 'day', '{score}', name => 'mine', schema => 'other')$$) AS e;

--
-- Row security
--
CREATE TABLE secret (day date, score integer, tenant text);
ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON secret USING (tenant = current_user);
INSERT INTO secret VALUES ('2025-01-01', 9, 'one'), ('2025-01-01', 1, 'two');
SELECT e.* FROM error_of($$SELECT rollup_create('secret', 'day', '{nps:score}')$$) AS e;
SELECT rollup_create('secret', 'day', '{nps:score}', allow_row_security => true);
SELECT period, score FROM secret_rollup;
-- Where even the owner sees a part only, it is not taken for the whole.
ALTER TABLE secret FORCE ROW LEVEL SECURITY;
SELECT e.state, e.message FROM error_of($$SELECT count(*) FROM rollup_check('secret_rollup')$$) AS e;
SELECT e.state, e.message FROM error_of($$SELECT rollup_refresh('secret_rollup')$$) AS e;
CREATE TABLE tenants (day date, score integer, tenant text) PARTITION BY LIST (tenant);
CREATE TABLE tenant_one PARTITION OF tenants FOR VALUES IN ('one');
ALTER TABLE tenant_one ENABLE ROW LEVEL SECURITY;
SELECT e.state, e.message FROM error_of($$SELECT rollup_create('tenants', 'day', '{nps:score}')$$) AS e;

--
-- Names that bite
--
RESET ROLE;
CREATE SCHEMA "s'c""h;--%s$1\" AUTHORIZATION regress_rollup_owner;
SET ROLE regress_rollup_owner;
CREATE TABLE "s'c""h;--%s$1\"."t'a""b;--%L" ("d'a""y;%I" date, "sel#~@ct" integer, "new_rows" text, "r" text, "kept" text, "period" text, "$body$" text, "two words" boolean);
INSERT INTO "s'c""h;--%s$1\"."t'a""b;--%L" VALUES ('2025-01-01', 9, 'a', 'b', 'c', 'd', 'e', true);
SELECT rollup_create('"s''c""h;--%s$1\"."t''a""b;--%L"', 'd''a"y;%I', '{nps:sel#~@ct,rate:two words}', ARRAY['new_rows', 'r', 'kept', '$body$', 'period || '' FROM %L $body$ $plpgsql$ '' AS "x''y""z;--"'],
                     filter => '"r" <> ''$sql$ %s'' AND "new_rows" <> E''\\''''x''', name => 'R''o"l;--%1$s');
INSERT INTO "s'c""h;--%s$1\"."t'a""b;--%L" VALUES ('2025-01-01', 10, 'a', 'b', 'c', 'd', 'e', false), ('2025-01-02', 99, $$a'b$$, $$\$$, '%', '"', '$$', NULL);
UPDATE "s'c""h;--%s$1\"."t'a""b;--%L" SET "sel#~@ct" = 8 WHERE "sel#~@ct" = 9;
DELETE FROM "s'c""h;--%s$1\"."t'a""b;--%L" WHERE "sel#~@ct" = 99;
SELECT * FROM "s'c""h;--%s$1\"."R'o""l;--%1$s";
SELECT "sel#~@ct_nps", "two words_rate" FROM "s'c""h;--%s$1\"."R'o""l;--%1$s_numbers";
SELECT rollup_view('"s''c""h;--%s$1\"."R''o""l;--%1$s"', 'month', ARRAY['x''y"z;--']), rollup_compact('"s''c""h;--%s$1\"."R''o""l;--%1$s"') AS rows_saved,
       rollup_refresh('"s''c""h;--%s$1\"."R''o""l;--%1$s"') AS groups;
SET extra_float_digits = 0;
SELECT * FROM "s'c""h;--%s$1\"."R'o""l;--%1$s_month";
RESET extra_float_digits;
INSERT INTO "s'c""h;--%s$1\"."R'o""l;--%1$s_log" (period) VALUES ('2025-01-01');
ALTER TABLE "s'c""h;--%s$1\"."t'a""b;--%L" DISABLE TRIGGER USER;
UPDATE "s'c""h;--%s$1\"."t'a""b;--%L" SET "r" = 'q''"', "sel#~@ct" = 100;
ALTER TABLE "s'c""h;--%s$1\"."t'a""b;--%L" ENABLE TRIGGER USER;
SELECT period, dimensions, score, expected, stored, expected_off_scale FROM rollup_check('"s''c""h;--%s$1\"."R''o""l;--%1$s"') ORDER BY dimensions, score;
SELECT rollup_drop('"s''c""h;--%s$1\"."R''o""l;--%1$s"');

--
-- Search paths: names in expressions mean what they meant where the rollup was
-- made, and nothing else is looked up there
--
RESET ROLE;
CREATE SCHEMA meant AUTHORIZATION regress_rollup_owner;
CREATE SCHEMA trap AUTHORIZATION regress_rollup_owner;
SET ROLE regress_rollup_owner;
CREATE FUNCTION meant.class(integer) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT 'meant' $$;
CREATE FUNCTION trap.class(integer) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT 'trapped' $$;
CREATE FUNCTION trap.tally(smallint) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION trap.tally_count(tally) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION trap._rollup_parts(regclass) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION trap.quote_ident(name) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION trap.format(text, regclass) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION trap.pg_trigger_depth() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION trap.greater(integer, integer) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR trap.> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = trap.greater);
CREATE OPERATOR meant.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = pg_catalog.int4eq);
SET search_path = meant, owned, public;
SELECT rollup_create('answers', 'day', '{nps:score}', '{class(score) AS class, score === 9 AS nine}', name => 'by_class');
SET search_path = trap, pg_catalog, owned, public;
INSERT INTO answers VALUES ('2025-01-03', 10, 'Cleo');
SELECT public.rollup_compact('by_class') >= 0 AS compacted, public.rollup_refresh('by_class') AS groups, public.rollup_view('by_class', 'month');
SELECT class, nine, score FROM by_class ORDER BY 1, 2, 3;
SELECT count(*) AS found FROM public.rollup_check('by_class');
SET search_path = '';
INSERT INTO owned.answers VALUES ('2025-01-03', 9, 'Cleo');
SET search_path = trap, pg_catalog;
SELECT public.rollup_create('owned.answers', 'day', '{nps:score}', '{meant.class(score) AS class}', name => 'elsewhere');
SET search_path = '';
SELECT class, score FROM owned.elsewhere;
SELECT count(*) AS found FROM public.rollup_check('owned.by_class');
SELECT public.rollup_drop('owned.elsewhere'), public.rollup_drop('owned.by_class');

-- With the extension the triggers go, and its table can be written.
RESET ROLE;
RESET search_path;
\set VERBOSITY terse
DROP EXTENSION satisfaction;
BEGIN;
DROP EXTENSION satisfaction CASCADE;
INSERT INTO owned.answers VALUES ('2025-01-03', 8, 'Dan');
UPDATE owned.answers SET score = 7 WHERE score = 8;
SELECT count(*) AS triggers FROM pg_trigger WHERE tgrelid = 'owned.answers'::regclass;
-- What is left is the answers, and a log without tallies that is no use.
SELECT relname FROM pg_class WHERE relnamespace = 'owned'::regnamespace AND relname LIKE 'answers_rollup%' AND relkind <> 'i' ORDER BY relname COLLATE "C";
CREATE EXTENSION satisfaction;
SAVEPOINT again;
SELECT rollup_create('owned.answers', 'day', '{nps:score}', name => 'answers_rollup');
ROLLBACK TO again;
DROP VIEW IF EXISTS owned.answers_rollup_rows;
DROP TABLE owned.answers_rollup_log;
SELECT rollup_create('owned.answers', 'day', '{nps:score}', name => 'answers_rollup');
SELECT tally_count(sum(score)) = (SELECT count(score) FROM owned.answers) AS all_answers FROM owned.answers_rollup;
ROLLBACK;

DROP SCHEMA owned, other, meant, trap, "s'c""h;--%s$1\" CASCADE;
DROP ROLE regress_rollup_owner, regress_rollup_writer, regress_rollup_other;
