\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- rollup_keep: periods are frozen, and old rows can go; grains of minutes
--
\pset null NULL
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
CREATE SCHEMA keeps;
SET search_path = keeps, public;

CREATE TABLE answers (id integer, day date, score integer) PARTITION BY RANGE (day);
CREATE TABLE answers_1 PARTITION OF answers FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE answers_2 PARTITION OF answers FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
CREATE TABLE answers_3 PARTITION OF answers DEFAULT;
SELECT rollup_create('answers', 'day', '{nps:score}', grain => 'month');
INSERT INTO answers SELECT i, date '2025-01-01' + i, i % 11 FROM generate_series(0, 80) AS i;
CREATE FUNCTION state() RETURNS TABLE (period date, answers bigint, nines bigint, off_scale bigint) LANGUAGE sql AS
  $$ SELECT period, tally_count(score), tally_count(score, 9, 9), score_off_scale FROM answers_rollup ORDER BY 1 $$;
SELECT * FROM state();
SELECT e.* FROM unnest(ARRAY['2025-02-02', NULL]) AS s, error_of(format('SELECT rollup_keep(''answers_rollup'', %L)', s)) AS e;
SELECT rollup_keep('answers_rollup', '2025-02-01') AS groups;
SELECT kept_until FROM rollup_list();

-- Deleting, truncating and detaching take nothing back.
DELETE FROM answers WHERE day < '2025-01-11';
SELECT * FROM state();
-- A row that comes late is counted, but no UPDATE of one that was there, whichever period it goes to.
INSERT INTO answers VALUES (101, '2025-01-05', 9);
SELECT * FROM state();
UPDATE answers SET score = 10 WHERE id = 101;
UPDATE answers SET day = '2025-02-05' WHERE id = 101;
UPDATE answers SET day = '2025-01-06', score = 9 WHERE id = 31 AND day = '2025-02-01';
UPDATE answers_1 SET score = NULL WHERE id = 20;
SELECT * FROM state();
SELECT count(*) AS found FROM rollup_check('answers_rollup', since => '2025-03-01');
TRUNCATE answers_1;
SELECT * FROM state();
ALTER TABLE answers DETACH PARTITION answers_1;
SELECT * FROM state();
TRUNCATE answers;
SELECT * FROM state();
SELECT count(*) AS found FROM rollup_check('answers_rollup');
SELECT rollup_refresh('answers_rollup') AS groups, rollup_compact('answers_rollup') > 0 AS compacted;
INSERT INTO answers VALUES (1, '2025-02-05', 9), (2, NULL, 9);
SELECT * FROM state();
SELECT count(*) AS found FROM rollup_check('answers_rollup');
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT e.* FROM error_of('TRUNCATE keeps.answers') AS e;
ROLLBACK;

-- The day moves forward only.
SELECT rollup_keep('answers_rollup', '2025-02-01') AS groups;
SELECT e.* FROM error_of($$SELECT rollup_keep('answers_rollup', '2025-01-01')$$) AS e;
SET DateStyle = 'German';
SELECT rollup_keep('answers_rollup', '2025-03-01') AS groups;
SET DateStyle = 'ISO, YMD';
TRUNCATE answers;
SELECT * FROM state();
SELECT kept_until FROM rollup_list();

--
-- Grains of minutes
--
CREATE TABLE calls (at timestamptz, score integer);
SELECT rollup_create('calls', 'at', '{nps:score}', grain => grain, time_zone => 'Asia/Kathmandu', name => 'calls_' || lower(replace(grain, ' ', '_'))) FROM unnest('{5 minutes,15 minutes,30 Minutes,hour}'::text[]) AS grain;
INSERT INTO calls SELECT '2025-01-01 00:00+00'::timestamptz + i * interval '7 minutes', i % 11 FROM generate_series(-20, 200) AS i;
INSERT INTO calls VALUES ('infinity', 9), ('1999-12-31 23:59:59.999999+00', 9);
SELECT min(period), count(*), count(*) FILTER (WHERE extract(minute FROM period)::integer % 5 = 0 AND extract(second FROM period) = 0) AS on_time FROM calls_5_minutes WHERE isfinite(period);
SELECT rollup_view('calls_5_minutes', grain) FROM unnest('{5 minutes,15 minutes,30 minutes,hour,day,week}'::text[]) AS grain;
-- Coarser views agree with rollups of their own.
SELECT count(*) AS groups, count(*) FILTER (WHERE (v.score_nps, v.score_answers) IS DISTINCT FROM (n.score_nps, n.score_answers)) AS differ FROM calls_5_minutes_15_minutes AS v FULL JOIN calls_15_minutes_numbers AS n USING (period);
SELECT count(*) AS groups, count(*) FILTER (WHERE (v.score_nps, v.score_answers) IS DISTINCT FROM (n.score_nps, n.score_answers)) AS differ FROM calls_5_minutes_30_minutes AS v FULL JOIN calls_30_minutes_numbers AS n USING (period);
SELECT count(*) AS groups, count(*) FILTER (WHERE (v.score_nps, v.score_answers) IS DISTINCT FROM (n.score_nps, n.score_answers)) AS differ FROM calls_5_minutes_hour AS v FULL JOIN calls_hour_numbers AS n USING (period);
SELECT e.message FROM unnest('{5 minutes,week}'::text[]) AS grain, error_of(format($$SELECT rollup_view('calls_15_minutes', %L)$$, grain)) AS e;
SELECT rollup, grain, time_zone FROM rollup_list() WHERE source = 'calls'::regclass;
SELECT e.message FROM error_of($$SELECT rollup_keep('calls_15_minutes', '2025-01-01 00:05')$$) AS e;
SELECT rollup_keep('calls_15_minutes', '2025-01-01 05:45') AS groups;
DELETE FROM calls;
SELECT max(period) FROM calls_15_minutes;
SELECT count(*) AS found FROM rollup_check('calls_15_minutes');
SELECT e.message FROM error_of('SELECT public._rollup_bin(now()::timestamp, 7)') AS e;

-- A range reads only what may belong to it, and misses nothing.
CREATE TABLE days (day date, score integer);
INSERT INTO days SELECT date '2020-01-01' + i % 2000, i % 11 FROM generate_series(1, 4000) AS i;
SELECT rollup_create('days', 'day', '{nps:score}', grain => 'year', backfill => false);
SELECT rollup_refresh('days_rollup', '2021-01-01', '2022-06-01') AS groups;
SELECT period, tally_count(score) = (SELECT count(*) FROM days WHERE date_trunc('year', day) = period) AS same FROM days_rollup ORDER BY 1;
SELECT rollup_refresh('days_rollup', until => '2020-01-02') AS groups, rollup_refresh('days_rollup', since => '-infinity', until => 'infinity') AS rest;

SET client_min_messages = warning;
DROP SCHEMA keeps CASCADE;
