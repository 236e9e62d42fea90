\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- rollup_bad_rows: a row whose expressions fail keeps no other row out, and is
-- counted in a way that deleting it takes back
--
\pset null NULL
SET DateStyle = 'ISO, YMD';
\set VERBOSITY verbose
\set SHOW_CONTEXT never
\set VERBOSITY default
CREATE SCHEMA bad_rows;
SET search_path = bad_rows, public;

-- With a filter each expression is evaluated only where it holds.
CREATE TABLE forms (day date, data jsonb);
SELECT rollup_create('forms', 'day', ARRAY['nps: (data->''recommend'')::integer AS recommend'], filter => 'jsonb_typeof(data->''recommend'') = ''number''');
INSERT INTO forms VALUES ('2025-01-01', '{"recommend":9}'), ('2025-01-01', '{"recommend":"n/a"}');
TABLE forms_rollup;
SELECT rollup_refresh('forms_rollup') AS groups;
SELECT count(*) AS found FROM rollup_check('forms_rollup');
SELECT rollup_drop('forms_rollup');

-- A score, a dimension, the period and the filter fail.
CREATE TABLE answers (id integer, day text, team text, score text, extra integer);
INSERT INTO answers VALUES (1, '2025-01-01', '1', '9', 1), (2, '2025-01-01', '1', 'nine', 1);
SELECT rollup_create('answers', 'make_date(left(day, 4)::integer, substr(day, 6, 2)::integer, right(day, 2)::integer)', '{nps: score::integer AS score, mean: extra}', '{10 / team::integer AS team}', filter => '1 / extra > -1');
CREATE FUNCTION state() RETURNS TABLE (period date, team integer, score tally, score_off_scale bigint, extra tally, extra_off_scale bigint, found bigint) LANGUAGE sql AS
  $$ SELECT r.*, (SELECT count(*) FROM rollup_check('answers_rollup')) FROM answers_rollup AS r ORDER BY 1, 2 $$;
SET client_min_messages = error;
SELECT * FROM state();
RESET client_min_messages;
INSERT INTO answers VALUES (3, '2025-01-01', '0', '8', 1);
INSERT INTO answers VALUES (4, 'today', '1', '8', 1), (5, '2025-01-01', '1', '10', 2), (6, '2025-01-01', '1', '10', 0), (7, '2025-01-01', 'x', '10', 3), (8, '2025-01-01', '2', NULL, NULL);
SET client_min_messages = error;
SELECT * FROM state();
UPDATE answers SET score = score || '!', team = team || '?' WHERE id IN (2, 5, 7);
SELECT * FROM state();
UPDATE answers SET score = '7', team = '5' WHERE id IN (2, 5, 7);
SELECT * FROM state();
DELETE FROM answers WHERE id > 1;
SELECT * FROM state();
SELECT rollup_refresh('answers_rollup') AS groups;
RESET client_min_messages;

-- No message shows a column that its reader may not read.
CREATE ROLE regress_rollup_reader;
GRANT USAGE ON SCHEMA bad_rows TO regress_rollup_reader;
GRANT SELECT (id), UPDATE (day) ON answers TO regress_rollup_reader;
INSERT INTO answers VALUES (9, '2025-01-01', '1', 'the secret', 1);
SET ROLE regress_rollup_reader;
UPDATE answers SET day = '2025-01-02' WHERE id = 9;
RESET ROLE;

-- What is not about the row goes through: a canceled statement, and a lock.
CREATE FUNCTION slow(integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(10); RETURN 1; END $$;
CREATE FUNCTION locked(integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RAISE lock_not_available; END $$;
CREATE TABLE slowly (day date, score integer);
SELECT rollup_create('slowly', 'day', '{nps:score}', '{slow(score) AS slow}');
SET statement_timeout = 100;
INSERT INTO slowly VALUES ('2025-01-01', 9);
RESET statement_timeout;
SELECT rollup_drop('slowly_rollup');
SELECT rollup_create('slowly', 'day', '{nps:score}', '{locked(score) AS locked}');
INSERT INTO slowly VALUES ('2025-01-01', 9);
SELECT count(*) AS inserted FROM slowly;
SELECT rollup_drop('slowly_rollup');

-- Expressions that cannot be prepared count nothing, and fail nothing.
CREATE FUNCTION withheld(integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN $1; END $$;
CREATE ROLE regress_rollup_owner;
GRANT ALL ON SCHEMA bad_rows TO regress_rollup_owner;
ALTER TABLE slowly OWNER TO regress_rollup_owner;
SELECT rollup_create('slowly', 'day', '{nps:score}', '{withheld(score) AS w}');
REVOKE EXECUTE ON FUNCTION withheld(integer) FROM PUBLIC;
INSERT INTO slowly VALUES ('2025-01-01', 9);
GRANT EXECUTE ON FUNCTION withheld(integer) TO PUBLIC;
INSERT INTO slowly VALUES ('2025-01-01', 10);
SELECT w, score FROM slowly_rollup;
SELECT rollup_refresh('slowly_rollup') AS groups;
SELECT w, score FROM slowly_rollup ORDER BY 1;

-- More groups than memory has room for
CREATE TABLE many (day date, team text, score integer);
SELECT rollup_create('many', 'day', '{nps:score}', '{team}');
SET work_mem = '64kB';
INSERT INTO many SELECT '2025-01-01', repeat('x', 900) || i % 2000, i % 11 FROM generate_series(1, 6000) AS i;
UPDATE many SET score = 10 - score, team = team || 'y';
RESET work_mem;
SELECT count(*) AS groups, sum(tally_count(score)) AS answers, count(*) < (SELECT count(*) FROM many_rollup_log) AS several FROM many_rollup;
SELECT count(*) AS found FROM rollup_check('many_rollup');

SET client_min_messages = warning;
DROP SCHEMA bad_rows CASCADE;
DROP ROLE regress_rollup_reader, regress_rollup_owner;
