\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- security: who may install what, what the extension looks up by name, and
-- that a reader gets no more through the page scan than through any plan
--
SET client_min_messages = warning;
SET satisfaction.page_scan = on;

CREATE ROLE security_owner;
CREATE ROLE security_reader;
SELECT current_database() AS database \gset
GRANT CREATE ON DATABASE :"database" TO security_owner;

--
-- Installation by a plain role
--
BEGIN;
DROP EXTENSION satisfaction CASCADE;
SET ROLE security_owner;
CREATE SCHEMA security_place;
CREATE EXTENSION satisfaction SCHEMA security_place;
-- It may drop what it installed, and no more: an owner could make a function
-- in C take what its code does not expect.
SELECT extowner::regrole, bool_or(proowner = 'security_owner'::regrole) AS owns_functions
  FROM pg_extension, pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND deptype = 'e'
 WHERE extname = 'satisfaction' AND d.refobjid = pg_extension.oid GROUP BY extowner;
SELECT state FROM error_of('ALTER FUNCTION security_place.tally_send(security_place.tally) CALLED ON NULL INPUT');
SELECT state FROM error_of('CREATE OR REPLACE FUNCTION security_place.tally_hash(security_place.tally) RETURNS integer LANGUAGE sql AS ''SELECT 1''');
SELECT security_place.nps(score) FROM unnest('{10,9,3}'::integer[]) AS score;
DROP EXTENSION satisfaction;
ROLLBACK;

-- Objects of our names that are there before are refused, not adopted.
CREATE FUNCTION pg_temp.install_beside(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text;
BEGIN
  DROP EXTENSION satisfaction CASCADE;
  CREATE SCHEMA security_place;
  PERFORM set_config('search_path', 'security_place', true);
  EXECUTE statement;
  BEGIN
    CREATE EXTENSION satisfaction SCHEMA security_place;
    state := 'installed';
  EXCEPTION WHEN OTHERS THEN
    state := SQLSTATE;
  END;
  RAISE EXCEPTION USING MESSAGE = state, ERRCODE = 'P0009';
EXCEPTION WHEN SQLSTATE 'P0009' THEN
  RETURN SQLERRM;
END $$;
SELECT what, pg_temp.install_beside(what) FROM (VALUES
  (1, 'SELECT'),
  (2, 'CREATE TYPE tally AS ENUM ()'),
  (3, 'CREATE FUNCTION nps(integer) RETURNS integer LANGUAGE sql AS ''SELECT 1'''),
  (4, 'CREATE FUNCTION rating_of(text, text[], text[]) RETURNS integer LANGUAGE sql AS ''SELECT 1'''),
  (5, 'CREATE TYPE tally_interval_row AS (low float8, high float8)')) AS v(n, what) ORDER BY n;

--
-- Names
--

-- Whatever is not C has a search_path of its own, the server's schema first.
SELECT p.oid::regprocedure AS function, proconfig
  FROM pg_proc p JOIN pg_language l ON l.oid = prolang
    JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e'
    JOIN pg_extension e ON e.oid = refobjid AND extname = 'satisfaction'
 WHERE lanname NOT IN ('c', 'internal')
   AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false)
 ORDER BY 1;
-- None of them runs with its owner's rights.
SELECT count(*) AS with_owners_rights
  FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e'
    JOIN pg_extension e ON e.oid = refobjid AND extname = 'satisfaction'
 WHERE prosecdef;

-- Functions and operators of someone else's, earlier on the path, are not
-- called.  (Called, they would divide by zero.)
CREATE SCHEMA security_trap;
CREATE FUNCTION security_trap.trap(integer, integer) RETURNS boolean LANGUAGE sql AS 'SELECT 1 / 0 = 1';
CREATE FUNCTION security_trap.trap(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT 1 / 0 = 1';
CREATE FUNCTION security_trap.trap(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT 1 / 0 = 1';
CREATE FUNCTION security_trap.trap_text(text, text) RETURNS text LANGUAGE sql AS 'SELECT (1 / 0)::text';
CREATE OPERATOR security_trap.= (LEFTARG = integer, RIGHTARG = integer, FUNCTION = security_trap.trap);
CREATE OPERATOR security_trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = security_trap.trap);
CREATE OPERATOR security_trap.> (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = security_trap.trap);
CREATE OPERATOR security_trap.<> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = security_trap.trap);
CREATE OPERATOR security_trap.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = security_trap.trap_text);
CREATE FUNCTION security_trap.quote_ident(text) RETURNS text LANGUAGE sql AS 'SELECT (1 / 0)::text';
CREATE FUNCTION security_trap.format(text, VARIADIC text[]) RETURNS text LANGUAGE sql AS 'SELECT (1 / 0)::text';
CREATE FUNCTION security_trap.lower(text) RETURNS text LANGUAGE sql AS 'SELECT (1 / 0)::text';
CREATE TABLE security_answers (team integer, score integer, answered_at timestamp);
INSERT INTO security_answers SELECT i % 3, i % 11, timestamp '2024-01-01' + i * interval '1 hour' FROM generate_series(1, 330) AS i;
SET search_path = security_trap, pg_catalog, public;
DO $$ BEGIN PERFORM 1 = 1; EXCEPTION WHEN division_by_zero THEN RAISE WARNING 'the trap is set'; END $$;
SELECT tally(score), nps(score), nps(tally(score)) FROM security_answers;
SET extra_float_digits = 0;
SELECT rating_of('good', '{bad,fair,good}'), nps_summary('{10:3,0:1}'), '{1:1}'::tally + '{1:1}', '{1:1}'::tally = '{1:1}';
RESET extra_float_digits;
SET search_path = '';
SELECT public.nps(score), public.csat(score) FILTER (WHERE score OPERATOR(pg_catalog.<=) 5 AND score OPERATOR(pg_catalog.>) 0) FROM public.security_answers;
RESET search_path;
DROP SCHEMA security_trap CASCADE;

--
-- Readers
--
CREATE TABLE security_table (id integer, team integer, score integer, secret integer);
INSERT INTO security_table SELECT i, i % 3, i % 11, i % 11 FROM generate_series(1, 3300) AS i;
ANALYZE security_table;
-- The owner's query uses the page scan, or what follows would show nothing; but
-- there is none where a Datum has 32 bits.
SELECT typbyval AND extra_desc !~ 'no page scan' AS has_page_scan
  FROM pg_type, pg_settings WHERE pg_type.oid = 'float8'::regtype AND name = 'satisfaction.page_scan' \gset
SELECT plan_has('SELECT team, nps(score) FROM security_table GROUP BY team', 'Page Scan') = :'has_page_scan' AS page_scan;

SET ROLE security_reader;
SELECT state FROM error_of('SELECT nps(score) FROM security_table');
RESET ROLE;

-- Columns
GRANT SELECT (team, score) ON security_table TO security_reader;
SET ROLE security_reader;
SELECT plan_has('SELECT team, nps(score) FROM security_table GROUP BY team', 'Page Scan') = :'has_page_scan' AS page_scan;
SELECT statement, state FROM (VALUES
  (1, 'SELECT nps(score) FROM security_table'),
  (2, 'SELECT nps(secret) FROM security_table'),
  (3, 'SELECT nps(score) FROM security_table WHERE secret > 3'),
  (4, 'SELECT nps(score) FILTER (WHERE secret > 3) FROM security_table'),
  (5, 'SELECT nps(score), count(secret) FROM security_table'),
  (6, 'SELECT nps(score) FROM security_table GROUP BY secret'),
  (7, 'SELECT nps(score) FROM security_table HAVING max(secret) > 3'),
  (8, 'SELECT nps(score), count(*) FROM security_table AS t GROUP BY t')) AS v(n, statement), error_of(statement) ORDER BY n;
RESET ROLE;

-- Rows: a function that tells what it sees is shown no other row.
GRANT SELECT ON security_table TO security_reader;
ALTER TABLE security_table ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_team ON security_table USING (team = 1 AND id < 30);
CREATE FUNCTION security_leak(integer) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS
$$ BEGIN PERFORM set_config('security.seen', concat(current_setting('security.seen', true), ' ', $1), false); RETURN true; END $$;
CREATE FUNCTION security_leak_immutable(integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE COST 0.0001 AS
$$ BEGIN IF $1 IS NULL OR $1 >= 30 THEN RAISE EXCEPTION 'saw %', $1; END IF; RETURN true; END $$;
SELECT nps(score), count(*) FROM security_table;
SET ROLE security_reader;
SELECT tally(score), count(*) FROM security_table;
SELECT tally(score) FROM security_table WHERE security_leak(id);
SELECT current_setting('security.seen') AS seen;
SELECT tally(score) FROM security_table WHERE security_leak_immutable(id);
SELECT tally(score) FILTER (WHERE security_leak_immutable(id)) FROM security_table;
SELECT count(*) AS groups FROM (SELECT security_leak_immutable(id), tally(score) FROM security_table GROUP BY 1) AS q;
SET row_security = off;
SELECT state FROM error_of('SELECT nps(score) FROM security_table');
RESET row_security;
RESET ROLE;

-- A plan that was made before is not used after: for another role, after a
-- policy, after a privilege.
PREPARE prepared AS SELECT tally(score), count(*) FROM security_table;
SET plan_cache_mode = force_generic_plan;
EXECUTE prepared;
SET ROLE security_reader;
EXECUTE prepared;
RESET ROLE;
ALTER POLICY of_team ON security_table USING (id = 10);
SET ROLE security_reader;
EXECUTE prepared;
RESET ROLE;
REVOKE SELECT ON security_table FROM security_reader;
REVOKE SELECT (team, score) ON security_table FROM security_reader;
SET ROLE security_reader;
SELECT state FROM error_of('EXECUTE prepared');
RESET ROLE;
RESET plan_cache_mode;

-- Views: with their owner's rights, and a barrier against functions
ALTER TABLE security_table DISABLE ROW LEVEL SECURITY;
CREATE VIEW security_view AS SELECT id, team, score FROM security_table WHERE id < 30;
CREATE VIEW security_barrier WITH (security_barrier) AS SELECT id, team, score FROM security_table WHERE id < 30;
GRANT SELECT ON security_view, security_barrier TO security_reader;
SET ROLE security_reader;
SELECT tally(score), count(*) FROM security_view;
SELECT tally(score), count(*) FROM security_barrier WHERE security_leak_immutable(id);
SELECT tally(score) FILTER (WHERE security_leak_immutable(id)) FROM security_barrier;
SELECT state FROM error_of('SELECT nps(score) FROM security_table');
RESET ROLE;

-- Partitions are read with the rights of the parent, and with none otherwise.
CREATE TABLE security_parted (id integer, score integer) PARTITION BY RANGE (id);
CREATE TABLE security_part PARTITION OF security_parted FOR VALUES FROM (0) TO (10000);
INSERT INTO security_parted SELECT i, i % 11 FROM generate_series(1, 1100) AS i;
ANALYZE security_parted;
GRANT SELECT ON security_parted TO security_reader;
SET ROLE security_reader;
SELECT nps(score), count(*) FROM security_parted;
SELECT state FROM error_of('SELECT nps(score) FROM security_part');
RESET ROLE;

-- The right to call
REVOKE EXECUTE ON FUNCTION nps(integer) FROM PUBLIC;
SET ROLE security_reader;
SELECT state FROM error_of('SELECT nps(score) FROM security_view');
RESET ROLE;
GRANT EXECUTE ON FUNCTION nps(integer) TO PUBLIC;

-- A setting can be stored by an owner once the library is loaded.
SELECT current_user AS superuser \gset
ALTER ROLE security_owner LOGIN;
ALTER DATABASE :"database" OWNER TO security_owner;
\c - security_owner
SELECT state FROM error_of(format('ALTER DATABASE %I SET satisfaction.page_scan = off', current_database()));
SELECT nps(9);
SELECT state FROM error_of(format('ALTER DATABASE %I SET satisfaction.page_scan = off', current_database()));
\c -
SHOW satisfaction.page_scan;
SELECT nps(9), current_setting('satisfaction.page_scan');
SELECT state FROM error_of(format('ALTER DATABASE %I RESET satisfaction.page_scan', current_database()));
\c - :superuser
SET client_min_messages = warning;
ALTER DATABASE :"database" OWNER TO :"superuser";

DROP TABLE security_table, security_parted, security_answers CASCADE;
DROP FUNCTION security_leak(integer), security_leak_immutable(integer);
REVOKE CREATE ON DATABASE :"database" FROM security_owner;
DROP ROLE security_owner, security_reader;
