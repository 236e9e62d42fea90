\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
-- Hypertables: answers over their chunks are those over a plain table.

SET TimeZone = 'UTC';
CREATE TABLE plain (dropped text, answered_at timestamptz NOT NULL, team integer, score integer, csat smallint);
CREATE TABLE hyper (LIKE plain);
SELECT count(*) FROM create_hypertable('hyper', by_range('answered_at', interval '7 days'));

-- A query over both, the plain table without the page scan; %s is the table
CREATE FUNCTION rows_of(query text, relation text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  EXECUTE format('SELECT string_agg(q::text, '' '' ORDER BY q::text) FROM (%s) AS q', format(query, relation)) INTO answer;
  RETURN coalesce(answer, 'nothing');
END $$;
CREATE FUNCTION compare(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  hyper text := rows_of(query, 'hyper');
  plain text;
BEGIN
  SET LOCAL satisfaction.page_scan = off;
  plain := rows_of(query, 'plain');
  SET LOCAL satisfaction.page_scan = on;
  RETURN CASE WHEN hyper = plain THEN 'same' ELSE format('%s, not %s', left(hyper, 500), left(plain, 500)) END;
END $$;

-- Chunks with other attribute numbers than the hypertable, and older than a
-- column
INSERT INTO plain
SELECT NULL, timestamptz '2024-01-01' + i * interval '20 minutes', i % 7, nullif(i * 7919 % 12, 11), nullif(1 + i % 6, 6)
FROM generate_series(1, 4000) AS i;
INSERT INTO hyper SELECT * FROM plain;
ALTER TABLE plain DROP COLUMN dropped, ADD COLUMN effort integer DEFAULT 4;
ALTER TABLE hyper DROP COLUMN dropped;
ALTER TABLE hyper ADD COLUMN effort integer DEFAULT 4;
INSERT INTO plain
SELECT timestamptz '2024-03-01' + i * interval '20 minutes', i % 7, nullif(i * 104729 % 12, 11), nullif(1 + i % 6, 6), nullif(i % 8, 0)
FROM generate_series(1, 4000) AS i;
INSERT INTO hyper SELECT * FROM plain WHERE answered_at > '2024-03-01';
ANALYZE plain;
ANALYZE hyper;
SELECT count(*) > 10 AS many_chunks FROM show_chunks('hyper');

CREATE TABLE queries (id serial, query text);
INSERT INTO queries (query) VALUES
  ('SELECT nps(score), csat(csat), ces(effort), tally(score), count(*) FROM %s'),
  ('SELECT nps(score), count(*) FROM %s WHERE score > 20'),
  ('SELECT team, nps(score), count(*), count(csat) FROM %s GROUP BY team'),
  ('SELECT date_trunc(''month'', answered_at), tally(score), tally(effort) FROM %s GROUP BY 1'),
  ('SELECT time_bucket(''10 days'', answered_at), nps(score), tally(csat) FROM %s GROUP BY 1'),
  ('SELECT time_bucket(''1 month'', answered_at) AS month, team, tally(score) FILTER (WHERE csat > 2) FROM %s GROUP BY month, team HAVING nps(score) > -50'),
  ('SELECT nps(score) FROM %s WHERE answered_at >= ''2024-02-01'' AND answered_at < ''2024-03-01'''),
  ('SELECT team, tally(effort) FROM %s WHERE answered_at > timestamptz ''2024-02-10'' + interval ''1 day'' GROUP BY team'),
  ('SELECT tally(effort) FROM %s WHERE answered_at > (SELECT timestamptz ''2024-02-10'')'),
  ('SELECT nps(score) FROM %s WHERE answered_at > ''2030-01-01'''),
  ('SELECT team, tally(score), first(score, answered_at), last(csat, answered_at) FROM %s GROUP BY team'),
  ('SELECT team, histogram(score, 0, 10, 5) FILTER (WHERE score IS NOT NULL), nps(score) FROM %s GROUP BY team'),
  ('SELECT nps(score) OVER (PARTITION BY team ORDER BY answered_at ROWS 20 PRECEDING) FROM %s WHERE team < 2'),
  ('SELECT nps(sum(t)) FROM (SELECT time_bucket(''1 day'', answered_at), tally(score) AS t FROM %s GROUP BY 1) AS days'),
  ('SELECT a.team, nps(a.score) FROM %1$s AS a JOIN (SELECT DISTINCT team FROM %1$s WHERE score = 10) AS b USING (team) GROUP BY 1');
CREATE VIEW differences AS
WITH compared AS MATERIALIZED (SELECT query, compare(query) FROM queries ORDER BY id)
SELECT * FROM compared WHERE compare <> 'same';
SELECT * FROM differences;
SELECT plan_has('SELECT nps(score), count(*) FROM hyper', 'Satisfaction Page Scan') AS page_scan;

-- Chunks of which some were excluded, changed, or dropped
BEGIN;
UPDATE plain SET score = 10, answered_at = answered_at + interval '3 minutes' WHERE team = 3;
UPDATE hyper SET score = 10, answered_at = answered_at + interval '3 minutes' WHERE team = 3;
DELETE FROM plain WHERE csat = 1 AND team = 4;
DELETE FROM hyper WHERE csat = 1 AND team = 4;
SELECT * FROM differences;
COMMIT;
DELETE FROM plain WHERE answered_at < '2024-01-18';
SELECT count(*) > 0 AS dropped FROM drop_chunks('hyper', timestamptz '2024-01-18');
DELETE FROM hyper WHERE answered_at < '2024-01-18';
SELECT * FROM differences;

-- with workers
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT * FROM differences;
RESET ALL;

-- A prepared statement, planned for the value and for any
SET TimeZone = 'UTC';
PREPARE since(timestamptz) AS SELECT team, tally(score) FROM hyper WHERE answered_at >= $1 GROUP BY team;
SET plan_cache_mode = force_custom_plan;
CREATE TEMP TABLE custom AS EXECUTE since('2024-03-01');
SET plan_cache_mode = force_generic_plan;
CREATE TEMP TABLE generic AS EXECUTE since('2024-03-01');
SELECT count(*) FROM (
  (SELECT * FROM custom UNION SELECT * FROM generic UNION
   SELECT team, tally(score) FROM plain WHERE answered_at >= '2024-03-01' GROUP BY team)) AS answers;

-- A hypertable takes no rollup, and the Apache edition has no continuous aggregates:
-- tallies by day in a table, of which the last days are counted again.
SELECT state, detail FROM error_of('SELECT rollup_create(''hyper'', ''answered_at'', ''{nps: score}'')');
CREATE TABLE daily (day timestamptz PRIMARY KEY, scores tally);
INSERT INTO daily SELECT time_bucket('1 day', answered_at), tally(score) FROM hyper GROUP BY 1;
INSERT INTO hyper SELECT timestamptz '2024-04-24' + i * interval '1 hour', 1, 10 FROM generate_series(1, 48) AS i;
INSERT INTO daily SELECT time_bucket('1 day', answered_at), tally(score) FROM hyper WHERE answered_at >= '2024-04-22' GROUP BY 1
ON CONFLICT (day) DO UPDATE SET scores = excluded.scores;
SELECT (SELECT sum(scores) FROM daily) = (SELECT tally(score) FROM hyper) AS same;
