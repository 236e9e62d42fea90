\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- rollup_periods: the trigger computes the usual periods itself; they are those
-- that SQL computes, by which rollup_check counts
--
SET TimeZone = 'UTC';
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
CREATE SCHEMA periods;
SET search_path = periods, public;

CREATE TABLE answers (at timestamptz, local timestamp, day date, score integer);
-- Zones that change at midnight and a minute after it, back and forth within a
-- month, by half an hour and by a day, that have always stood for UTC, or for
-- which the server looks among abbreviations first
SELECT count(rollup_create('answers', 'at', '{nps:score}', grain => g, time_zone => z, name => 'at ' || g || ' ' || z)) AS created
FROM unnest('{Europe/Berlin,America/St_Johns,Africa/Casablanca,Australia/Lord_Howe,Pacific/Apia,America/Sao_Paulo,Etc/UTC,UTC,utc,EST,MSK,<+03>-3}'::text[]) WITH ORDINALITY AS z (z, n),
	 unnest('{15 minutes,hour,day,week,month,quarter,year}'::text[]) AS g
WHERE g = 'day' OR n <= 3;
SELECT count(rollup_create('answers', c, '{nps:score}', grain => g, name => c || ' ' || g)) AS created
FROM unnest('{local,day}'::text[]) AS c, unnest('{30 minutes,hour,day,week,month,quarter,year}'::text[]) AS g;
-- Periods of the user's own, whose calls are nested in another way
SELECT rollup_create('answers', 'date_trunc(''week'', at AT TIME ZONE ''Europe/Berlin'')', '{nps:score}', grain => 'month', name => 'month of week'),
	   rollup_create('answers', 'local - interval ''6 hours''', '{nps:score}', grain => 'week', name => 'week from six'),
	   rollup_create('answers', 'date_trunc(''hour'', local)::date', '{nps:score}', grain => 'quarter', name => 'quarter of date');

CREATE FUNCTION wrong_rollups() RETURNS text[] LANGUAGE sql AS $$
	SELECT array_agg(l.rollup::text ORDER BY l.rollup::text) FROM rollup_list() AS l WHERE EXISTS (SELECT FROM rollup_check(l.rollup))
$$;
-- Moments of 150 years, each half an hour of three weeks, moments on
-- both sides of changes in Berlin, years that are far, and what is no time
INSERT INTO answers SELECT t, t AT TIME ZONE 'UTC', (t AT TIME ZONE 'UTC')::date, i % 11
FROM generate_series(0, 1000) AS i, LATERAL (SELECT timestamptz '1899-12-30 00:00+00' + i * interval '1315 hours 23 minutes 17.5 seconds' AS t) AS t;
INSERT INTO answers SELECT t, t AT TIME ZONE 'UTC', (t AT TIME ZONE 'UTC')::date, i % 11
FROM generate_series(0, 1000) AS i, LATERAL (SELECT timestamptz '2010-10-25 00:00+00' + i * interval '29 minutes 59.999999 seconds' AS t) AS t;
INSERT INTO answers SELECT t, t AT TIME ZONE 'UTC', (t AT TIME ZONE 'UTC')::date, 9
FROM unnest('{2024-03-31 00:59:59.999999+00,2024-03-31 01:00+00,2024-10-27 00:59:59.999999+00,2024-10-27 01:00+00,1893-03-31 23:06:31+00,1893-03-31 23:06:32+00,
			  0001-01-01 BC,0083-07-01,0084-12-31,3916-01-01,3917-01-01,9999-12-31 23:59:59.999999+00,4713-11-25 BC,294276-12-30,infinity,-infinity}'::timestamptz[]) AS t;
SELECT wrong_rollups();
DELETE FROM answers WHERE score = 9;
UPDATE answers SET at = at + interval '100 days', local = local - interval '1 year', day = day + 1 WHERE score = 8;
SELECT wrong_rollups();
SET client_min_messages = error;
-- A time beyond the last one of the zone has no period, and is left out.
INSERT INTO answers VALUES ('294276-12-31 23:30+00', '294276-12-31 23:30', '294276-12-31', 10), ('2025-01-01 00:00+00', '2025-01-01', '2025-01-01', 10);
SELECT wrong_rollups();
SELECT score FROM "at day Europe/Berlin" WHERE period = '2025-01-01';
SELECT count(*) FILTER (WHERE score = 10) - (SELECT tally_count(sum(score), 10, 10) FROM "at day Europe/Berlin") AS left_out,
	   count(*) FILTER (WHERE score = 10) - (SELECT tally_count(sum(score), 10, 10) FROM "at day Etc/UTC") AS left_out_of_utc FROM answers;

DROP SCHEMA periods CASCADE;
