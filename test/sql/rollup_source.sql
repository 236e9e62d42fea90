\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- rollup_source: what can happen to the table of a rollup: partitions, time
-- zones, ALTER TABLE, triggers that do not fire, moving, dropping
--
\pset null NULL
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET client_min_messages = warning;
\set VERBOSITY terse
CREATE SCHEMA sources;
SET search_path = sources, public;

--
-- What a rollup can be made of
--
CREATE TABLE plain (at timestamptz, day date, score integer, label text, weight float8, counted tally, tags text[]);
CREATE TEMP TABLE temporary (day date, score integer);
CREATE VIEW a_view AS SELECT * FROM plain;
CREATE MATERIALIZED VIEW a_matview AS SELECT * FROM plain;
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE foreign_one (day date, score integer) SERVER nowhere;
CREATE TABLE parent (day date, score integer);
CREATE TABLE child () INHERITS (parent);
CREATE TABLE with_foreign (day date, score integer) PARTITION BY RANGE (day);
CREATE FOREIGN TABLE foreign_part PARTITION OF with_foreign FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') SERVER nowhere;
SELECT s AS source, e.state, e.message, e.hint FROM unnest('{temporary,a_view,a_matview,foreign_one,parent,child,with_foreign,foreign_part}'::text[]) AS s,
       error_of(format($$SELECT rollup_create(%L, 'day', '{score}')$$, s)) AS e;
CREATE UNLOGGED TABLE unlogged (day date, score integer);
SELECT rollup_create('unlogged', 'day', '{score}'), relpersistence FROM pg_class WHERE relname = 'unlogged';
SELECT relpersistence FROM pg_class WHERE relname = 'unlogged_rollup_log';

-- Periods, scores, dimensions and filters that cannot be kept
CREATE FUNCTION today(integer) RETURNS date STABLE LANGUAGE sql AS 'SELECT current_date';
SELECT s AS arguments, e.* FROM unnest(ARRAY[
  $$'at', '{score}'$$, $$'at::date', '{score}'$$, $$'day', '{score}', time_zone => 'UTC'$$, $$'at', '{score}', time_zone => 'Mars/Olympus'$$,
  $$'label', '{score}'$$, $$'today(score)', '{score}'$$, $$'nothing', '{score}'$$, $$'day', '{score + 1}'$$, $$'day', '{nothing}'$$, $$'day', '{}'$$, $$'day', NULL$$, $$'day', '{NULL}'$$,
  $$'day', '{label}'$$, $$'day', '{counted}'$$, $$'day', ARRAY['tally_weighted(score, weight) AS w']$$, $$'day', '{rate:score,nps:(label = '''') AS x}'$$,
  $$'day', '{csat(1):score}'$$, $$'day', '{"csat(5,1):score"}'$$, $$'day', '{"csat(1,7):score"}'$$, $$'day', '{"nps(0,10,a,b):score"}'$$, $$'day', '{"rate(1,2):score"}'$$, $$'day', '{"mean(0,101):score"}'$$,
  $$'day', '{score, score}'$$, $$'day', '{score}', '{score}'$$, $$'day', '{score}', '{"(SELECT 1) AS one"}'$$, $$'day', '{score}', '{"max(score) AS one"}'$$,
  $$'day', '{score}', '{"row_number() OVER () AS one"}'$$, $$'day', '{score}', '{"random() AS one"}'$$, $$'day', '{score}', filter => 'at < now()'$$, $$'day', '{score}', filter => 'score'$$,
  $$'day', '{score}', grain => 'decade'$$, $$'day', '{score}', name => repeat('x', 54)$$, $$'day', '{score}', schema => 'nowhere'$$, $$'day', '{score}', name => 'plain'$$
  ]) AS s, error_of(format('SELECT rollup_create(''plain'', %s)', s)) AS e;
SELECT count(*) AS left_behind FROM pg_class WHERE relname LIKE 'plain%' AND relname <> 'plain';
DROP VIEW a_view;
DROP MATERIALIZED VIEW a_matview;

--
-- The time zone of the session is no matter
--
SELECT rollup_create('plain', 'at', '{nps:score}', '{label, tags}', time_zone => 'Asia/Tokyo');
SET TimeZone = 'America/Los_Angeles';
INSERT INTO plain (at, score) VALUES ('2025-03-02 20:00+00', 9);
SET TimeZone = 'Pacific/Kiritimati';
SET DateStyle = 'German';
INSERT INTO plain (at, score) VALUES ('2025-03-02 20:00+00', 10);
SET DateStyle = 'ISO, YMD';
SELECT period, score FROM plain_rollup;
SELECT count(*) AS found FROM rollup_check('plain_rollup');
RESET TimeZone;

--
-- ALTER TABLE: what the rollup reads cannot be dropped or get another type; all
-- else is free, and an INSERT never fails
--
ALTER TABLE plain DROP COLUMN score;
ALTER TABLE plain ALTER COLUMN score TYPE bigint;
ALTER TABLE plain DROP COLUMN label;
DROP TABLE plain;
DROP TABLE plain_rollup_log;
DROP VIEW plain_rollup_rows;
ALTER TABLE plain DROP COLUMN weight, ALTER COLUMN counted TYPE text USING counted::text, ADD COLUMN later integer, ADD COLUMN tg_op text, ADD COLUMN kept text;
INSERT INTO plain (at, score, later, tg_op, kept) VALUES ('2025-03-02 20:00+00', 8, 1, 'x', 'y');
SELECT period, score FROM plain_rollup;
ALTER TABLE plain RENAME COLUMN score TO likelihood;
INSERT INTO plain (at, likelihood) VALUES ('2025-03-02 20:00+00', 7);
SELECT period::date, score, expected, stored FROM rollup_check('plain_rollup');
SELECT rollup_refresh('plain_rollup') AS groups;
INSERT INTO plain (at, likelihood) VALUES ('2025-03-02 20:00+00', 6);
SELECT period::date, score, expected, stored FROM rollup_check('plain_rollup');
-- The table, its schema, the log and the rollup are renamed.
ALTER TABLE plain RENAME TO renamed;
ALTER TABLE plain_rollup_log RENAME TO renamed_log;
ALTER VIEW plain_rollup RENAME TO renamed_rollup;
ALTER SCHEMA sources RENAME TO moved;
SET search_path = moved, public;
INSERT INTO renamed (at, likelihood) VALUES ('2025-03-02 20:00+00', 5);
SELECT rollup_refresh('renamed_rollup') AS groups;
INSERT INTO renamed (at, likelihood) VALUES ('2025-03-02 20:00+00', 4);
SELECT period::date, score, expected, stored FROM rollup_check('renamed_rollup');
SELECT score FROM renamed_rollup;
-- A trigger that is disabled is found, one that is gone is made again.
ALTER TABLE renamed DISABLE TRIGGER ALL;
DELETE FROM renamed WHERE likelihood = 4;
SELECT period::date, score, expected, stored FROM rollup_check('renamed_rollup');
ALTER TABLE renamed ENABLE TRIGGER ALL;
DROP TRIGGER satisfaction_delete ON renamed;
DELETE FROM renamed WHERE likelihood = 5;
SELECT rollup_refresh('renamed_rollup') AS groups;
DELETE FROM renamed WHERE likelihood = 6;
SELECT period::date, score, expected, stored FROM rollup_check('renamed_rollup');
-- An expression that fails for a row is a score off the scale.
SELECT rollup_create('renamed', 'day', '{nps: later / (later - 1) AS odd}', name => 'odd', backfill => false);
INSERT INTO renamed (day, later) VALUES ('2025-04-01', 2), ('2025-04-01', 1);
SELECT count(*) AS inserted FROM renamed WHERE day = '2025-04-01';
DELETE FROM renamed WHERE later = 1;
SELECT rollup_refresh('odd') AS groups;
SELECT period, odd, odd_off_scale FROM odd;
SELECT rollup_drop('odd');
-- Without its log a table goes on; where only the log is renamed nothing changes.
INSERT INTO renamed (day, likelihood) VALUES ('2025-04-03', 1);
ALTER TABLE renamed_log RENAME TO hidden_log;
INSERT INTO renamed (day, likelihood) VALUES ('2025-04-03', 2);
SELECT rollup_refresh('renamed_rollup') AS groups;
ALTER TABLE hidden_log RENAME TO renamed_log;
SELECT rollup_refresh('renamed_rollup') AS groups;
DROP TABLE renamed_log CASCADE;
INSERT INTO renamed (day, likelihood) VALUES ('2025-04-02', 3);
SELECT tgname FROM pg_trigger WHERE tgrelid = 'renamed'::regclass ORDER BY 1;
-- Without its table a rollup can be read, and dropped.
SELECT rollup_create('renamed', 'day', '{nps:likelihood}', name => 'orphan');
DROP TABLE renamed CASCADE;
SELECT period, likelihood FROM orphan ORDER BY 1;
SELECT rollup_refresh('orphan');
SELECT rollup_drop('orphan');

--
-- Partitions: through the root, directly, attached, detached, dropped, truncated
--
CREATE TABLE parts (id integer, day date, score integer, team text) PARTITION BY RANGE (day);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE parts_2 (team text, dropped integer, score integer, day date, id integer);
ALTER TABLE parts_2 DROP COLUMN dropped;
ALTER TABLE parts ATTACH PARTITION parts_2 FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
CREATE TABLE parts_3 PARTITION OF parts FOR VALUES FROM ('2025-03-01') TO ('2025-05-01') PARTITION BY LIST (team);
CREATE TABLE parts_3_a PARTITION OF parts_3 FOR VALUES IN ('a', NULL);
CREATE TABLE parts_3_rest PARTITION OF parts_3 DEFAULT;
INSERT INTO parts SELECT i, date '2025-01-01' + i, i % 11, (ARRAY['a', 'b', NULL])[i % 3 + 1] FROM generate_series(0, 110) AS i;
SELECT rollup_create('parts', 'day', '{nps:score}', '{team}', filter => $$team <> ' FROM moved.parts x' OR team IS NULL$$);
CREATE FUNCTION found() RETURNS text LANGUAGE sql AS $$
  SELECT format('%s of %s answers, %s found', (SELECT sum(tally_count(score)) FROM parts_rollup), (SELECT count(score) FROM parts), (SELECT count(*) FROM rollup_check('parts_rollup')))
$$;
SELECT 'created' AS after, found();
INSERT INTO parts VALUES (201, '2025-01-05', 9, 'root'), (202, '2025-02-05', 9, 'root'), (203, '2025-03-05', 9, 'root');
SELECT 'insert at the root' AS after, found();
INSERT INTO parts_1 VALUES (301, '2025-01-05', 8, 'direct');
INSERT INTO parts_2 (day, score, team) VALUES ('2025-02-05', 8, 'direct');
INSERT INTO parts_3 VALUES (303, '2025-03-05', 8, 'direct'), (304, '2025-03-05', 8, 'a');
COPY parts_3_a FROM stdin;
305	2025-03-06	7	a
\.
UPDATE parts_2 SET score = 1 WHERE score = 2;
DELETE FROM parts_3_rest WHERE score = 3;
SELECT 'changes of partitions' AS after, found();
UPDATE parts SET day = day + 40 WHERE day < '2025-01-20';
UPDATE parts_3 SET team = 'a' WHERE team = 'b';
SELECT 'moves between partitions' AS after, found();
TRUNCATE parts_1;
TRUNCATE parts_3_a, parts_2;
SELECT 'truncate of partitions' AS after, found();
TRUNCATE parts_3;
SELECT 'truncate of a partitioned partition' AS after, found();
INSERT INTO parts SELECT i, date '2025-01-01' + i, i % 11, (ARRAY['a', 'b', NULL])[i % 3 + 1] FROM generate_series(0, 110) AS i;
CREATE TABLE parts_4 (LIKE parts);
INSERT INTO parts_4 VALUES (401, '2025-05-05', 9, 'before');
ALTER TABLE parts ATTACH PARTITION parts_4 FOR VALUES FROM ('2025-05-01') TO ('2025-06-01');
INSERT INTO parts VALUES (402, '2025-05-05', 9, 'root');
INSERT INTO parts_4 VALUES (403, '2025-05-05', 9, 'direct');
SELECT * FROM rollup_check('parts_rollup');
SELECT rollup_refresh('parts_rollup', '2025-05-01', '2025-06-01') AS groups, found();
INSERT INTO parts_4 VALUES (404, '2025-05-05', 9, 'direct');
SELECT 'attach' AS after, found();
ALTER TABLE parts DETACH PARTITION parts_1;
SELECT sum(tally_count(expected)) AS expected, sum(tally_count(stored)) AS stored FROM rollup_check('parts_rollup');
SELECT rollup_refresh('parts_rollup', until => '2025-02-01') > 0 AS refreshed, found();
INSERT INTO parts_1 VALUES (501, '2025-01-05', 8, 'detached');
TRUNCATE parts_1;
SELECT 'detach' AS after, found();
DROP TABLE parts_3_a;
SELECT rollup_refresh('parts_rollup', '2025-03-01', '2025-05-01') > 0 AS refreshed, found();
TRUNCATE parts;
SELECT 'truncate of the root' AS after, found();
SELECT rollup_drop('parts_rollup');
SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgrelid::regclass::text LIKE 'parts%';

--
-- The extension moves
--
CREATE TABLE stays (day date, score integer);
INSERT INTO stays VALUES ('2025-01-01', 9);
SELECT rollup_create('stays', 'day', '{nps:score}');
CREATE SCHEMA "new ""home";
ALTER EXTENSION satisfaction SET SCHEMA "new ""home";
INSERT INTO stays VALUES ('2025-01-01', 10);
SET search_path = moved;
SELECT period, score, score FROM stays_rollup;
SELECT score_nps FROM stays_rollup_numbers;
SELECT period::date, score, expected, stored FROM "new ""home".rollup_check('stays_rollup');
SELECT "new ""home".rollup_refresh('stays_rollup') AS groups;
INSERT INTO stays VALUES ('2025-01-01', 8);
UPDATE stays SET score = 7 WHERE score = 8;
SELECT period, score FROM stays_rollup;
SELECT "new ""home".rollup_compact('stays_rollup') AS rows_saved, "new ""home".rollup_view('stays_rollup', 'year');
SELECT count(*) AS found FROM "new ""home".rollup_check('stays_rollup');
SELECT "new ""home".rollup_create('stays', 'day', '{nps:score}', name => 'second');
SELECT count(*) AS found FROM "new ""home".rollup_check('second');
ALTER EXTENSION satisfaction SET SCHEMA public;
SET search_path = moved, public;
SELECT rollup_refresh('stays_rollup') AS groups, rollup_refresh('second') AS second;
INSERT INTO stays VALUES ('2025-01-01', 6);
SELECT period, score FROM stays_rollup;
SELECT rollup_drop('second');

DROP SCHEMA moved CASCADE;
DROP SCHEMA "new ""home";
DROP FOREIGN DATA WRAPPER nowhere CASCADE;
