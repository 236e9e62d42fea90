\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: ROLLUP, CUBE and GROUPING SETS.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
SET TimeZone = 'Europe/Berlin';
CREATE TABLE page_teams (id integer PRIMARY KEY, name text, region text);
INSERT INTO page_teams SELECT i, 'team ' || i, nullif('region ' || i % 3, 'region 2') FROM generate_series(1, 7) AS i;
CREATE TABLE page_answers (
	id integer, team integer, channel text, score integer, csat smallint, happy boolean, wait integer, amount numeric,
	slider double precision, answered_at timestamptz, day date);
INSERT INTO page_answers
SELECT i, nullif(i * 31 % 9, 8), (array['mail', 'web', NULL])[1 + i % 3], nullif(i % 12, 11), nullif(i % 6, 0), nullif(i % 4, 3) = 1,
	i * 7919 % 300, i % 3, i % 11, timestamptz '2024-01-01' + i * interval '2 hours', date '2024-01-01' + i % 100
FROM generate_series(1, 4000) AS i;
CREATE VIEW page_months AS
SELECT *, date_trunc('month', answered_at) AS month, CASE WHEN score >= 9 THEN 'promoter' ELSE 'other' END AS kind FROM page_answers;
CREATE VIEW page_team_months AS
SELECT a.*, t.name, t.region, upper(t.region) AS loud, date_trunc('month', answered_at) AS month FROM page_answers AS a JOIN page_teams AS t ON team = t.id;
ANALYZE page_answers, page_teams;

-- What comes out
SELECT team % 2 AS odd, happy, grouping(team % 2, happy), nps(score), count(*), avg(wait)
FROM page_answers GROUP BY CUBE (team % 2, happy) ORDER BY 3, 1, 2;

--
-- What it takes
--
SELECT query, page_scan(query) FROM (VALUES
	('SELECT team, nps(score), count(*) FROM page_answers GROUP BY ROLLUP (team)'),
	('SELECT team, channel, happy, tally(score), tally(csat) FILTER (WHERE score > 5), count(score) FROM page_answers GROUP BY CUBE (team, channel, happy)'),
	('SELECT team, channel, day, tally(score) FROM page_answers GROUP BY GROUPING SETS ((team, channel), (day), (channel, day), ())'),
	('SELECT team, channel, tally(score) FROM page_answers GROUP BY team, ROLLUP (channel)'),
	('SELECT team, channel, happy, tally(score) FROM page_answers GROUP BY ROLLUP ((team, channel), happy)'),
	('SELECT tally(score) FROM page_answers GROUP BY ROLLUP (team)'),
	-- a key that is computed from another one
	('SELECT team, team + 0, tally(score) FROM page_answers GROUP BY team, ROLLUP (team + 0) HAVING team + 0 IS NOT NULL'),
	('SELECT (team + 0) * 2, tally(score) FROM page_answers GROUP BY ROLLUP (team, team + 0) HAVING (team + 0) % 2 = 1'),
	('SELECT team, team = 3, tally(score) FROM page_answers GROUP BY team, ROLLUP (team = 3) HAVING NOT team = 3'),
	-- a constant, even if it was none
	('SELECT team > NULL::integer, extract(dow FROM day), tally(score) FROM page_answers GROUP BY GROUPING SETS ((team > NULL::integer), (extract(dow FROM day)), ())'),
	-- GROUPING() wherever it may stand
	('SELECT team, channel, grouping(team), grouping(channel, team), grouping(team, channel) + 1, tally(score) FROM page_answers GROUP BY CUBE (team, channel)'),
	('SELECT team, channel, tally(score) FROM page_answers GROUP BY CUBE (team, channel) HAVING grouping(team) = 0 AND nps(score) > 0'),
	('SELECT team, tally(score) FROM page_answers GROUP BY ROLLUP (team) ORDER BY grouping(team) DESC, team LIMIT 3'),
	('SELECT CASE grouping(team) WHEN 1 THEN ''all'' ELSE coalesce(team::text, ''none'') END, tally(score) FROM page_answers GROUP BY ROLLUP (team)'),
	('SELECT team, rank() OVER (PARTITION BY grouping(team) ORDER BY nps(score), team), sum(count(*)) OVER () FROM page_answers GROUP BY ROLLUP (team)'),
	-- sets written twice
	('SELECT team, tally(score) FROM page_answers GROUP BY ROLLUP (team), ROLLUP (team)'),
	('SELECT team, grouping(team), tally(score) FROM page_answers GROUP BY GROUPING SETS ((), team, (), (team))'),
	-- keys that are NULL in the table, beside those that a set lacks
	('SELECT channel, happy, tally(score), count(*) FROM page_answers GROUP BY CUBE (channel, happy) HAVING channel IS NULL OR happy IS NULL'),
	('SELECT coalesce(channel, ''none''), tally(score) FROM page_answers GROUP BY CUBE (channel, 1)'),
	-- one key computed from another, in conditions, arguments and filters, too
	('SELECT csat, csat + 1, tally(score) FROM page_answers WHERE csat + 1 > 3 GROUP BY CUBE (csat, csat + 1)'),
	('SELECT score, score > 6, tally(score), tally(csat) FILTER (WHERE score > 6), count(score > 6) FROM page_answers WHERE score < 9 GROUP BY ROLLUP (score > 6, score)'),
	('SELECT csat + 1, csat + 1 + 1, tally(csat + 1), sum(csat + 1) FROM page_answers WHERE csat + 1 <> 3 GROUP BY ROLLUP (csat + 1)'),
	('SELECT date_trunc(''month'', answered_at), to_char(date_trunc(''month'', answered_at), ''YYYY-MM''), channel, tally(score) FROM page_answers WHERE date_trunc(''month'', answered_at) >= ''2024-03-01'' GROUP BY ROLLUP (1, 3)'),
	('SELECT extract(dow FROM answered_at), date_trunc(''month'', answered_at), happy, tally(score) FROM page_answers GROUP BY GROUPING SETS ((1, 3), (2), (3))'),
	-- aggregates beside ours
	('SELECT team, nps(score), avg(csat), sum(wait), min(day), max(answered_at), max(channel), bool_or(happy), avg(amount), sum(wait::bigint) FROM page_answers GROUP BY CUBE (team, channel)'),
	('SELECT team, tally_counted(score, wait), rate(csat >= 4) FROM page_answers GROUP BY ROLLUP (team)'),
	-- what depends on a key that is in all sets
	('SELECT t.id, name, happy, tally(score) FROM page_answers JOIN page_teams AS t ON team = t.id GROUP BY GROUPING SETS ((t.id), (t.id, happy))'),
	-- no rows
	('SELECT team, tally(score), nps(score), count(*), count(score), avg(csat), sum(amount), sum(wait::bigint), bool_and(happy), grouping(team) FROM page_answers WHERE score > 50 GROUP BY GROUPING SETS ((team), (), ())'),
	('SELECT team, count(*) - 1, tally(score) FROM page_answers WHERE score > 50 GROUP BY ROLLUP (team) HAVING count(*) = 0'),
	('SELECT team, tally(score) FROM page_answers WHERE score > 50 GROUP BY GROUPING SETS ((team), (channel))'),
	-- views, joins
	('SELECT month, kind, tally(score), count(kind) FROM page_months WHERE month > ''2024-02-15'' GROUP BY CUBE (month, kind)'),
	('SELECT region, name, tally(score), count(*) FROM page_answers JOIN page_teams AS t ON team = t.id GROUP BY ROLLUP (region, name)'),
	('SELECT region, channel, grouping(region), tally(score) FROM page_answers LEFT JOIN page_teams AS t ON team = t.id AND region IS NOT NULL GROUP BY CUBE (region, channel)'),
	('SELECT region, month, tally(score) FROM page_team_months WHERE month > ''2024-02-15'' GROUP BY CUBE (region, month)'),
	-- queries around it
	('SELECT g, q.* FROM generate_series(1, 3) AS g, LATERAL (SELECT team, tally(score) AS answers, count(*) FROM page_answers WHERE csat > g GROUP BY ROLLUP (team)) AS q'),
	('SELECT id, (SELECT tally(score) FROM page_answers AS a WHERE a.team < t.id GROUP BY ROLLUP (happy) ORDER BY count(*) DESC LIMIT 1) FROM page_teams AS t'),
	('SELECT team, (SELECT max(name) FROM page_teams AS t WHERE t.id < a.team), nps(score) FROM page_answers AS a GROUP BY ROLLUP (team)'),
	('SELECT team, (SELECT grouping(a.team) + max(id) FROM page_teams), nps(score) FROM page_answers AS a GROUP BY ROLLUP (team)'),
	('SELECT unnest(array[team, 1]), nps(score) FROM page_answers GROUP BY ROLLUP (team)'),
	('SELECT sum(answers) FROM (SELECT team, tally(score) AS answers FROM page_answers GROUP BY ROLLUP (team)) AS q WHERE team IS NOT NULL'),
	('SELECT DISTINCT count(*), csat(csat) FROM page_answers GROUP BY ROLLUP (team, happy) UNION ALL SELECT count(*), nps(score) FROM page_answers GROUP BY ROLLUP (happy)')
) AS q (query);
SELECT page_scan(format('SELECT team, channel, tally(score) FROM page_answers GROUP BY %s ROLLUP (team, channel), ROLLUP (team)',
						CASE WHEN current_setting('server_version_num')::integer >= 140000 THEN 'DISTINCT' END)) AS distinct_sets;

-- The number of the set is shown as a GROUPING() of nothing.
CREATE FUNCTION page_shows_number(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query LOOP
		IF line ~ 'Output: .*GROUPING\(\)' THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
END $$;
SELECT page_shows_number('SELECT team, grouping(team), nps(score) FROM page_answers GROUP BY ROLLUP (team)');

--
-- What it leaves to the ordinary plan
--
SELECT query, page_scan(query) FROM (VALUES
	('SELECT tally(score) FROM page_answers GROUP BY ()'),
	('SELECT team, tally(score), sum(slider) FROM page_answers GROUP BY ROLLUP (team)'),
	('SELECT team, tally_weighted(score, slider) FROM page_answers GROUP BY ROLLUP (team)'),
	('SELECT team, tally(score), max(amount), min(slider) FROM page_answers GROUP BY ROLLUP (team)'),
	('SELECT amount, tally(score) FROM page_answers GROUP BY ROLLUP (amount)'),
	('SELECT loud, tally(score) FROM page_team_months GROUP BY ROLLUP (loud)'),
	('SELECT team, nps(score), count(DISTINCT csat) FROM page_answers GROUP BY ROLLUP (team)')
) AS q (query);
-- A key that is a constant, and two that are the same column, are different expressions from 18 on.
SELECT page_scan('SELECT ''all''::text, tally(score) FROM page_answers GROUP BY ROLLUP (''all''::text)') LIKE '%same' AS same;
SELECT page_scan('SELECT team, kind, count(*), tally(score) FROM (SELECT *, 1 AS kind FROM page_answers) AS q GROUP BY CUBE (team, kind)') LIKE '%same' AS same;
SELECT page_scan('SELECT a, b, tally(score) FROM (SELECT team AS a, team AS b, score FROM page_answers) AS q GROUP BY CUBE (a, b)') LIKE '%same' AS same;
SET enable_hashagg = off;
SELECT page_scan('SELECT team, tally(score) FROM page_answers GROUP BY ROLLUP (team)') AS only_sorting;
RESET enable_hashagg;

--
-- Errors: the same, and only for rows that pass
--
INSERT INTO page_answers (id, team, score, csat) VALUES (5001, 1, -1, 1), (5002, NULL, 101, 2);
SELECT query, page_scan(query) FROM (VALUES
	('SELECT team, tally(score) FROM page_answers WHERE id < 5002 GROUP BY ROLLUP (team)'),
	('SELECT team, tally(score) FROM page_answers WHERE id > 5001 GROUP BY CUBE (team, happy)'),
	('SELECT team, tally(score) FROM page_answers WHERE id < 5001 GROUP BY ROLLUP (team)'),
	('SELECT team, tally(12 / (csat - 3)) FROM page_answers WHERE csat <> 3 GROUP BY ROLLUP (team)'),
	('SELECT 12 / (csat - 3), tally(csat) FROM page_answers GROUP BY ROLLUP (1)')
) AS q (query);
DELETE FROM page_answers WHERE id > 5000;

--
-- Little memory, workers, partitions, prepared statements and cursors
--
SET work_mem = '64kB';
SELECT page_scan('SELECT team, channel, happy, tally(score), count(*) FROM page_answers GROUP BY CUBE (team, channel, happy)') AS little_memory;
ALTER TABLE page_answers ALTER id SET (n_distinct = 2);
ANALYZE page_answers;
SELECT page_scan('SELECT id, team, tally(score), count(*) FROM page_answers GROUP BY CUBE (id, team)') AS far_more_groups;
ALTER TABLE page_answers ALTER id RESET (n_distinct);
ANALYZE page_answers;
RESET work_mem;
CREATE TABLE page_parts (id integer, team integer, score integer) PARTITION BY RANGE (id);
CREATE TABLE page_part_1 PARTITION OF page_parts FOR VALUES FROM (0) TO (2000);
CREATE TABLE page_part_2 (score integer, gone text, id integer, team integer);
ALTER TABLE page_part_2 DROP gone;
ALTER TABLE page_parts ATTACH PARTITION page_part_2 FOR VALUES FROM (2000) TO (9000);
INSERT INTO page_parts SELECT id, team, score FROM page_answers;
ANALYZE page_parts;
SELECT page_scan('SELECT team, team % 2, grouping(team % 2, team), tally(score), count(*) FROM page_parts GROUP BY CUBE (team, team % 2)') AS partitions;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT team, happy, grouping(happy), tally(score), count(*) FROM page_answers GROUP BY CUBE (team, happy)'),
	('SELECT team, tally(score), count(*) FROM page_answers WHERE score > 50 GROUP BY ROLLUP (team)'),
	('SELECT team, grouping(team), tally(score), count(*) FROM page_parts GROUP BY ROLLUP (team)')
) AS q (query);
RESET max_parallel_workers_per_gather;
SET max_parallel_workers_per_gather = 0;
SET plan_cache_mode = force_generic_plan;
PREPARE page_prepared (integer) AS
SELECT happy, grouping(happy), tally(score), count(*) FROM page_answers WHERE team > $1 GROUP BY ROLLUP (happy) ORDER BY 2, 1;
EXECUTE page_prepared (5);
EXECUTE page_prepared (99);
EXECUTE page_prepared (6);
BEGIN;
DECLARE page_cursor SCROLL CURSOR FOR SELECT team, tally_count(tally(score)) FROM page_answers WHERE team < 3 GROUP BY ROLLUP (team) ORDER BY team;
FETCH 3 FROM page_cursor;
FETCH BACKWARD 2 FROM page_cursor;
FETCH ALL FROM page_cursor;
COMMIT;

DROP FUNCTION page_shows_number;
DROP VIEW page_months, page_team_months;
DROP TABLE page_answers, page_teams, page_parts;
