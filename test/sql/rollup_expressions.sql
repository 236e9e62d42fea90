\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- rollup_expressions: what expressions mean is settled when a rollup is made, for
-- every session and whatever is renamed; they run with the rights of the owner
--
\pset null NULL
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET client_min_messages = warning;
CREATE SCHEMA expressions;
SET search_path = expressions, public;

-- Constants are not read again by another session's DateStyle.
CREATE TABLE styled (day date, score integer);
SET DateStyle = 'SQL, DMY';
SELECT rollup_create('styled', 'day', '{nps:score}', filter => $$day >= '1/2/2025'$$);
RESET DateStyle;
INSERT INTO styled VALUES ('2025-01-15', 10), ('2025-02-15', 9);
SET DateStyle = 'ISO, YMD';
TABLE styled_rollup;
SELECT rollup_refresh('styled_rollup') AS groups;
SELECT count(*) AS found FROM rollup_check('styled_rollup');

-- CASE, NULLIF and IS DISTINCT FROM keep the operator of a type outside pg_catalog.
CREATE TYPE word AS (w text);
CREATE FUNCTION word_eq(word, word) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT lower(($1).w) = lower(($2).w) $$;
CREATE OPERATOR = (LEFTARG = word, RIGHTARG = word, FUNCTION = word_eq);
CREATE TABLE worded (day date, team word, score integer);
SELECT rollup_create('worded', 'day', '{nps:score}', ARRAY['CASE team WHEN ROW(''a'')::word THEN ''A-team'' ELSE ''other'' END AS t', 'nullif(team, ROW(''a'')::word) IS NULL AS u', 'team IS DISTINCT FROM ROW(''a'')::word AS v']);
INSERT INTO worded VALUES ('2025-01-01', ROW('A'), 10);
SET search_path = '';
INSERT INTO expressions.worded VALUES ('2025-01-01', ROW('A'), 9), ('2025-01-01', ROW('b'), 8);
SET search_path = expressions, public;
SELECT * FROM worded_rollup ORDER BY t;
SELECT count(*) AS found FROM rollup_check('worded_rollup');

-- A column is renamed and its name given to another.
CREATE TABLE renamed (id integer, day date, score integer, team text);
SELECT rollup_create('renamed', 'day', '{nps:score}', '{team}');
INSERT INTO renamed VALUES (1, '2025-01-01', 9, 'x');
ALTER TABLE renamed RENAME score TO old_score;
ALTER TABLE renamed RENAME team TO score;
ALTER TABLE renamed ADD team integer;
INSERT INTO renamed VALUES (2, '2025-01-01', 0, 'x', 10);
SELECT team, score FROM renamed_rollup;
SELECT count(*) AS found FROM rollup_check('renamed_rollup');
ALTER TABLE renamed DROP COLUMN id;
UPDATE renamed SET old_score = 5 WHERE old_score = 0;
SELECT team, score FROM renamed_rollup;

-- A function that is replaced counts as it is now; check finds what it was.
CREATE FUNCTION class(integer) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT 'one' $$;
CREATE TABLE classed (day date, score integer);
SELECT rollup_create('classed', 'day', '{nps:score}', '{class(score) AS class}');
INSERT INTO classed VALUES ('2025-01-01', 9);
CREATE OR REPLACE FUNCTION class(integer) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT 'two' $$;
INSERT INTO classed VALUES ('2025-01-01', 10);
SELECT class, score FROM classed_rollup ORDER BY class;
SELECT rollup_refresh('classed_rollup') AS groups;
SELECT class, score FROM classed_rollup ORDER BY class;

-- Whole rows, domains over domains, arrays, ranges, composites, collations
CREATE DOMAIN narrow AS integer CHECK (VALUE < 1000);
CREATE DOMAIN narrower AS narrow;
CREATE DOMAIN stamp AS timestamp;
CREATE TABLE typed (at stamp, score narrower, tags text[], span int4range, pair word, fixed char(5), real_value float8, code jsonb);
SELECT rollup_create('typed', 'at', '{nps:score}', '{tags, span, fixed, real_value, code}', '15 minutes');
INSERT INTO typed VALUES ('2025-01-01 10:29:59.999', 9, '{a,b}', '[1,5)', NULL, 'x', 0.0, '{"a": 1}'),
  ('2025-01-01 10:15', 10, '{a,b}', '[1,4]', NULL, 'x  ', -0.0, '{"a":1.0}'), ('-infinity', 3, NULL, 'empty', NULL, NULL, 'NaN', 'null'), (NULL, 4, '{}', NULL, NULL, '', NULL, NULL);
SELECT period, tags, span, fixed, abs(real_value) AS real_value, score FROM typed_rollup ORDER BY period, score;
DELETE FROM typed WHERE at IS NULL OR at < '2000-01-01';
SELECT count(*) AS found FROM rollup_check('typed_rollup');

-- Values from a column that was added with a default, and out of line
CREATE TABLE wide (day date, score integer);
INSERT INTO wide VALUES ('2025-01-01', 9);
ALTER TABLE wide ADD team text NOT NULL DEFAULT 'early';
SELECT rollup_create('wide', 'day', '{nps:score}', '{team}');
UPDATE wide SET score = 10;
ALTER TABLE wide ALTER team SET STORAGE EXTERNAL;
INSERT INTO wide VALUES ('2025-01-01', 1, repeat('long ', 10000));
SELECT length(team), score FROM wide_rollup ORDER BY 1;
DROP TABLE wide CASCADE;
SELECT length(dimension1), added1 FROM wide_rollup_log WHERE length(dimension1) > 5;

-- The settings of plpgsql and of identifiers do not matter.
SET quote_all_identifiers = on;
SET plpgsql.extra_errors = 'all';
CREATE TABLE quoted (day date, score integer);
SELECT rollup_create('quoted', 'day', '{nps:score}');
SELECT rollup_view('quoted_rollup', 'month');
INSERT INTO quoted VALUES ('2025-01-01', 9);
SELECT rollup_refresh('quoted_rollup'), rollup_compact('quoted_rollup'), (SELECT count(*) FROM rollup_check('quoted_rollup')) AS found, (SELECT count(*) > 0 FROM rollup_list()) AS listed;
SELECT period, score_nps FROM quoted_rollup_month;
SELECT rollup_drop('quoted_rollup');
RESET quote_all_identifiers;
RESET plpgsql.extra_errors;

--
-- Rights: a superuser who makes a rollup of a role's table lends it none
--
CREATE ROLE regress_rollup_mallory;
CREATE SCHEMA mallory AUTHORIZATION regress_rollup_mallory;
SET ROLE regress_rollup_mallory;
SET search_path = mallory, public;
CREATE TABLE answers (day date, score integer);
RESET ROLE;
SELECT rollup_create('answers', 'day', '{nps:score}');
SELECT relname, relowner::regrole FROM pg_class WHERE relnamespace = 'mallory'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1;
SET ROLE regress_rollup_mallory;
CREATE TYPE evil AS (x int);
CREATE FUNCTION f(evil) RETURNS smallint LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'as %', current_user; RETURN 9; END $$;
CREATE CAST (evil AS smallint) WITH FUNCTION f(evil) AS IMPLICIT;
ALTER TABLE answers RENAME score TO score0;
ALTER TABLE answers ADD score evil;
INSERT INTO answers VALUES ('2025-01-01', 9, ROW(1)::evil);
RESET ROLE;
INSERT INTO answers VALUES ('2025-01-01', 8, ROW(1)::evil);
SELECT score FROM answers_rollup;
-- What a function does is done as the owner of the rollup, who may not do it for
-- others, and along a search path that no writer chooses.
SET ROLE regress_rollup_mallory;
CREATE FUNCTION who(integer) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
  IF $1 = 7 THEN
    PERFORM set_config('role', 'none', false);
  END IF;
  RETURN current_user || ' by ' || current_setting('search_path');
END $$;
SELECT rollup_create('answers', 'day', '{nps:score0}', '{who(score0) AS who}', name => 'by_who');
RESET ROLE;
INSERT INTO answers VALUES ('2025-01-01', 6), ('2025-01-01', 7);
SELECT who, score0 FROM by_who ORDER BY 1;
SELECT current_user = session_user AS same, current_setting('search_path') AS search_path;
-- The table gets another owner, and the rollup goes on as it was; refresh hands it over.
CREATE ROLE regress_rollup_new;
GRANT ALL ON SCHEMA mallory TO regress_rollup_new;
ALTER TABLE answers OWNER TO regress_rollup_new;
INSERT INTO answers VALUES ('2025-01-02', 6);
SELECT who, score0 FROM by_who WHERE period = '2025-01-02';
SELECT e.state, e.message, e.hint FROM error_of($$SELECT * FROM rollup_check('by_who')$$) AS e;
SELECT rollup_refresh('answers_rollup') AS groups;
SELECT count(*) AS found FROM rollup_check('answers_rollup');
SELECT DISTINCT relowner::regrole FROM pg_class WHERE oid IN ('answers_rollup'::regclass, 'answers_rollup_log'::regclass, 'answers_rollup_rows'::regclass, 'answers_rollup_numbers'::regclass);

RESET search_path;
DROP SCHEMA expressions, mallory CASCADE;
DROP ROLE regress_rollup_mallory, regress_rollup_new;
