\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- rollup_problems: what no trigger sees is found and named; names, comments and
-- the list of rollups; messages that say what to write
--
\pset null NULL
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
CREATE SCHEMA problems;
SET search_path = problems, public;

-- A new partition that is written directly
CREATE TABLE parts (day date, score integer) PARTITION BY RANGE (day);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
SELECT rollup_create('parts', 'day', '{nps:score}');
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
INSERT INTO parts_2 VALUES ('2025-02-05', 9);
INSERT INTO parts VALUES ('2025-02-06', 9);
SELECT period::date, expected, stored FROM rollup_check('parts_rollup');
SELECT rollup_compact('parts_rollup');
SELECT triggers_complete FROM rollup_list();
SELECT rollup_refresh('parts_rollup') AS groups;
INSERT INTO parts_2 VALUES ('2025-02-07', 9);
SELECT count(*) AS found, (SELECT triggers_complete FROM rollup_list()) FROM rollup_check('parts_rollup');

-- A table that becomes a partition, or a parent
CREATE TABLE whole (day date, score integer) PARTITION BY RANGE (day);
CREATE TABLE part (day date, score integer);
SELECT rollup_create('part', 'day', '{nps:score}');
ALTER TABLE whole ATTACH PARTITION part FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO whole VALUES ('2025-01-01', 9);
SELECT period::date, expected, stored FROM rollup_check('part_rollup');
-- Where the root has a rollup as well, both count what is written to the partition.
SELECT rollup_create('whole', 'day', '{nps:score}');
SELECT rollup_refresh('part_rollup') AS groups;
INSERT INTO part VALUES ('2025-01-02', 8);
SELECT w.period, w.score, p.score FROM whole_rollup AS w JOIN part_rollup AS p USING (period) ORDER BY 1;
TRUNCATE part;
SELECT (SELECT count(*) FROM whole_rollup) AS whole, (SELECT count(*) FROM part_rollup) AS part;
SELECT rollup_drop('part_rollup');
INSERT INTO part VALUES ('2025-01-02', 8);
SELECT count(*) AS found FROM rollup_check('whole_rollup');
SELECT rollup_drop('whole_rollup');
SELECT count(*) AS triggers FROM pg_trigger WHERE tgrelid IN ('whole'::regclass, 'part'::regclass);
CREATE TABLE parent (day date, score integer);
SELECT rollup_create('parent', 'day', '{nps:score}');
CREATE TABLE child () INHERITS (parent);
SELECT count(*) AS found FROM rollup_check('parent_rollup');

-- Persistence
CREATE UNLOGGED TABLE loaded (day date, score integer);
SELECT rollup_create('loaded', 'day', '{nps:score}');
INSERT INTO loaded VALUES ('2025-01-01', 9);
SELECT relpersistence FROM pg_class WHERE relname = 'loaded_rollup_log';
ALTER TABLE loaded SET LOGGED;
SELECT count(*) AS found FROM rollup_check('loaded_rollup');
SELECT rollup_refresh('loaded_rollup') AS groups;
SELECT relpersistence FROM pg_class WHERE relname = 'loaded_rollup_log';
SELECT count(*) AS found FROM rollup_check('loaded_rollup');

-- A published log
SELECT relreplident FROM pg_class WHERE relname = 'loaded_rollup_log';
SET client_min_messages = error; -- wal_level may be too low
CREATE PUBLICATION regress_rollup FOR TABLE loaded_rollup_log;
RESET client_min_messages;
SELECT count(*) AS found FROM rollup_check('loaded_rollup');
SELECT rollup_refresh('loaded_rollup') AS groups;
SELECT c.relreplident, i.indisprimary, pg_get_indexdef(i.indexrelid, 1, true) FROM pg_class AS c JOIN pg_index AS i ON i.indrelid = c.oid WHERE c.relname = 'loaded_rollup_log';
INSERT INTO loaded VALUES ('2025-01-01', 8), ('2025-01-02', 9), ('2025-01-03', 9);
INSERT INTO loaded VALUES ('2025-01-01', 7);
CREATE INDEX ON loaded_rollup_log (period) WHERE period > '2025-01-01';
CREATE INDEX ON loaded_rollup_log ((tally_count(added1)));
INSERT INTO loaded SELECT date '2025-01-01' + i % 100, 3 FROM generate_series(1, 300) AS i;
SET enable_seqscan = off;
SELECT count(*) FROM loaded_rollup_log WHERE period > '2025-01-01';
SELECT count(*) FROM loaded_rollup_log WHERE tally_count(added1) = 3;
RESET enable_seqscan;
SELECT count(*) AS found, (SELECT count(*) = count(DISTINCT id) FROM loaded_rollup_log) AS distinct_ids FROM rollup_check('loaded_rollup');
DROP PUBLICATION regress_rollup;

-- A column that is dropped with CASCADE
CREATE TABLE dropped (day date, score integer, team text);
SELECT rollup_create('dropped', 'day', '{nps:score}', '{team}');
INSERT INTO dropped VALUES ('2025-01-01', 9, 'a');
\set VERBOSITY terse
ALTER TABLE dropped DROP COLUMN team CASCADE;
\set VERBOSITY default
INSERT INTO dropped VALUES ('2025-01-01', 8);
SELECT e.* FROM error_of($$SELECT * FROM rollup_check('dropped_rollup')$$) AS e;
SELECT rollup_compact('dropped_rollup');
TABLE dropped_rollup;
SELECT rollup_drop('dropped_rollup');
SELECT count(*) AS triggers FROM pg_trigger WHERE tgrelid = 'dropped'::regclass;
-- A function that is dropped, and a table; another of its name is not taken for it.
CREATE FUNCTION class_of(integer) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT CASE WHEN $1 > 8 THEN 'high' ELSE 'low' END $$;
SELECT rollup_create('dropped', 'day', '{nps: score}', ARRAY['class_of(score) AS "Class"']);
SELECT rollup_create('dropped', 'day', '{nps: score}', name => 'goes_on');
\set VERBOSITY terse
DROP FUNCTION class_of CASCADE;
\set VERBOSITY default
INSERT INTO dropped VALUES ('2025-01-01', 7);
SELECT e.* FROM unnest('{check,refresh,keep}'::text[]) AS f, error_of(format('SELECT rollup_%s(''dropped_rollup''%s)', f, CASE f WHEN 'keep' THEN ', ''2025-01-01''' ELSE '' END)) AS e;
SELECT score FROM goes_on;
SELECT rollup_drop('goes_on');
DROP TABLE dropped;
SELECT e.* FROM error_of($$SELECT * FROM rollup_check('dropped_rollup')$$) AS e;
CREATE TABLE dropped (day date);
SELECT e.message FROM error_of($$SELECT * FROM rollup_check('dropped_rollup')$$) AS e;
SELECT rollup_drop('dropped_rollup');

-- What is no rollup
CREATE VIEW over_log AS SELECT * FROM loaded_rollup_log;
SELECT rollup_view('loaded_rollup', 'month');
SELECT e.message FROM unnest('{over_log,loaded_rollup_month,loaded_rollup_numbers,loaded_rollup_rows,loaded_rollup_log,loaded}'::text[]) AS s, error_of(format('SELECT rollup_compact(%L)', s)) AS e;
DROP VIEW over_log;

-- Rollups of the same name in two schemas, and long names
CREATE SCHEMA other;
SELECT rollup_create('loaded', 'day', '{nps:score}', name => 'loaded_rollup', schema => 'other');
SELECT rollup_create('loaded', 'day', ARRAY['nps: score AS ' || repeat('s', 52)], name => repeat('n', 53), schema => 'other');
INSERT INTO loaded VALUES ('2025-05-01', 10);
SELECT r.score, o.score FROM loaded_rollup AS r JOIN other.loaded_rollup AS o USING (period) WHERE period = '2025-05-01';
SELECT tgname FROM pg_trigger WHERE tgrelid = 'loaded'::regclass ORDER BY 1;
SELECT rollup_view('other.' || repeat('n', 53), 'year', name => 'short', schema => 'problems');
SELECT rollup_drop(('other.' || repeat('n', 53))::regclass), rollup_drop('other.loaded_rollup');
SELECT count(*) AS found FROM rollup_check('loaded_rollup');

-- A dimension of a NOT NULL domain can be left out.
CREATE DOMAIN dteam AS text NOT NULL;
CREATE TABLE strict (day date, team dteam, score integer);
SELECT rollup_create('strict', 'day', '{nps:score}', '{team}', indexed => true);
INSERT INTO strict VALUES ('2025-01-01', 'a', 9);
SELECT rollup_view('strict_rollup', 'month', '{}');
SELECT period, score_nps FROM strict_rollup_month;
SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'strict_rollup_log'::regclass;

-- More than a hundred dimensions
SELECT 'CREATE TABLE broad (day date, score integer, ' || string_agg('d' || i || ' integer', ', ') || ')' FROM generate_series(1, 120) AS i \gexec
SELECT rollup_create('broad', 'day', '{nps:score}', ARRAY(SELECT 'd' || i FROM generate_series(1, 120) AS i));
INSERT INTO broad (day, score, d120) VALUES ('2025-01-01', 9, 1);
SELECT d119, d120, score FROM broad_rollup;

-- The list, and comments
SELECT rollup, source, grain, time_zone, dimensions[1:2] AS dimensions, scores, log, log_rows, log_bytes > 0 AS has_size, rows_since_compaction, kept_until, triggers_complete FROM rollup_list();
SELECT c.relname, obj_description(c.oid, 'pg_class') FROM pg_class AS c WHERE c.relname LIKE 'strict_rollup%' AND c.relkind IN ('r', 'v') ORDER BY c.relname;
SELECT count(*) AS without_comment FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE c.relnamespace = 'problems'::regnamespace AND obj_description(t.oid, 'pg_trigger') IS NULL;
SELECT rollup_compact(rollup) >= 0 AS compacted FROM rollup_list() WHERE source = 'strict'::regclass;
CREATE ROLE regress_rollup_nobody;
SET ROLE regress_rollup_nobody;
SELECT log_rows, triggers_complete FROM public.rollup_list() WHERE rollup::text LIKE '%strict_rollup';
RESET ROLE;
DROP ROLE regress_rollup_nobody;

--
-- What newcomers write, and what they are told
--
CREATE TABLE newcomer (day date, at timestamptz, seconds integer, team text, channel text, score integer, rating integer, data json, place point, number xid);
SELECT s AS arguments, e.* FROM unnest(ARRAY[
  $$'day', '{csat(1,7): score}'$$, $$'day', '{nps(score)}'$$, $$'day', '{nps score}'$$, $$'day', '{stars: score}'$$, $$'day', ARRAY['csat(scale_max=>7,satisfied_min=>6): score']$$,
  $$'day', '{csat: nullif(rating,0) AS rating}'$$, $$'day', '{lower(team)}'$$, $$'seconds', '{score}'$$, $$'day', '{score}', '{temas}'$$, $$'day', '{nps:score, csat:score}'$$,
  $$'day', '{score}', filter => 'at > now() - interval ''1 day'''$$, $$'day', '{score}', filter => 'true) OR (true'$$, $$'day', '{score}', '{"team) OR (team AS t"}'$$,
  $$'day', '{score}', '{data}'$$, $$'day', '{score}', '{place}'$$, $$'day', '{score}', '{number}'$$, $$'day', '{nps: team}'$$, $$'day', ARRAY['nps: score AS ' || repeat('s', 53)]$$, $$'day', '{score}', grain => '10 minutes'$$
  ]) AS s, error_of(format('SELECT rollup_create(''newcomer'', %s)', s)) AS e;
SELECT rollup_create('newcomer', 'day', ARRAY['NPS: score', 'csat: rating = 5 AS happy'], '{team}', 'DAY', filter => 'score IS NOT NULL -- answered', name => 'works');
INSERT INTO newcomer (day, score, rating) VALUES ('2025-01-01', 9, 5), ('2025-01-01', 9, 4), ('2025-01-01', NULL, 5);
SELECT score_nps, happy_answers, happy_satisfied, happy_csat FROM works_numbers;
SELECT e.* FROM error_of($$SELECT rollup_create('newcomer', 'day', '{score}', name => 'works')$$) AS e;
SELECT e.* FROM error_of($$SELECT rollup_create('works_log', 'period', '{off_scale1}')$$) AS e;

SET client_min_messages = warning;
DROP SCHEMA problems, other CASCADE;
