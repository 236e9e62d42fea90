\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- security: who may install what, and what the extension looks up by name
--
SET client_min_messages = warning;

CREATE ROLE security_owner;
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

DROP TABLE security_answers;
REVOKE CREATE ON DATABASE :"database" FROM security_owner;
DROP ROLE security_owner;
