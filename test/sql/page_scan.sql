\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: which queries it takes, and that it changes no answer.

SET max_parallel_workers_per_gather = 0;
CREATE TYPE page_mood AS ENUM ('bad', 'good');
CREATE TABLE page_answers (
	id bigint, team smallint, score integer, csat smallint, effort bigint, rating numeric, slider double precision,
	happy boolean, day date, answered_at timestamptz, local_time timestamp, mood page_mood, country text,
	token uuid, customer integer);
INSERT INTO page_answers
SELECT i, i % 7, nullif(i % 12, 11), nullif(1 + i % 6, 6), nullif(i % 8, 0), nullif(i % 11, 5), nullif(i % 101, 50),
	CASE i % 3 WHEN 0 THEN true WHEN 1 THEN false END, date '2024-01-01' + i % 400,
	timestamptz '2024-01-01 00:00+00' + i * interval '3 hours 7 minutes', timestamp '2024-01-01' + i * interval '1 hour',
	(array['bad', 'good', NULL])[1 + i % 3]::page_mood, (array['de', 'fr', NULL, repeat('x', 3000)])[1 + i % 4],
	md5((i % 5)::text)::uuid, i % 1000
FROM generate_series(1, 3000) AS i;
ANALYZE page_answers;

--
-- A new session needs no set-up: the first statement has it
--
\c -
SET satisfaction.page_scan = on;
SELECT page_scan_plan('SELECT nps(score) FROM page_answers') LIKE '%page scan' AS page_scan;
SET satisfaction.page_scan = off;
SELECT page_scan_plan('SELECT nps(score) FROM page_answers');
SET satisfaction.page_scan = on;
SET max_parallel_workers_per_gather = 0;
SET TimeZone = 'Europe/Berlin';

--
-- What it takes
--
SELECT query, page_scan(query) FROM (VALUES
	-- aggregates, over each type
	('SELECT nps(score), csat(csat), ces(effort), tally(rating), tally(slider), tally(happy), count(*), count(country) FROM page_answers'),
	('SELECT tally(score), nps(score), tally_mean(tally(score)) FROM page_answers'),
	('SELECT tally(score) FILTER (WHERE happy), tally(score) FILTER (WHERE score > 5 AND customer <> 3), tally(score) FROM page_answers'),
	-- conditions
	('SELECT tally(score) FROM page_answers WHERE score >= 3 AND 8 > score AND id <> 77'),
	('SELECT tally(score) FROM page_answers WHERE score IS NULL OR csat IS NOT NULL'),
	('SELECT tally(score), count(*) FROM page_answers WHERE score IS NULL'),
	('SELECT tally(score) FROM page_answers WHERE score IS NOT NULL AND NOT happy'),
	('SELECT tally(score) FROM page_answers WHERE day BETWEEN ''2024-02-01'' AND ''2024-03-31'''),
	('SELECT tally(score) FROM page_answers WHERE answered_at > now() - interval ''100 years'' AND local_time < ''2024-02-11'''),
	('SELECT tally(score) FROM page_answers WHERE country LIKE ''d%'' AND team IN (1, 2, 5) AND mood = ''bad'''),
	('SELECT tally(score) FROM page_answers WHERE id = 5::smallint OR id > 2000::numeric'),
	('SELECT tally(score) FROM page_answers WHERE score > (SELECT avg(score) FROM page_answers)'),
	('SELECT tally(score) FROM page_answers WHERE id < 0'),
	('SELECT team, tally(score) FROM page_answers WHERE id < 0 GROUP BY team'),
	-- groups
	('SELECT team, tally(score) FROM page_answers GROUP BY team'),
	('SELECT team, happy, mood, tally(score), nps(score) FILTER (WHERE score < 11), count(*) FROM page_answers GROUP BY team, happy, mood'),
	('SELECT country, tally(score) FROM page_answers GROUP BY country'),
	('SELECT token, tally(score) FROM page_answers GROUP BY token'),
	('SELECT date_trunc(''month'', answered_at), tally(score) FROM page_answers GROUP BY 1'),
	('SELECT date_trunc(''week'', local_time), tally(score) FROM page_answers GROUP BY 1'),
	('SELECT date_trunc(''quarter'', day), tally(score) FROM page_answers GROUP BY 1'),
	('SELECT answered_at::date, tally(score) FROM page_answers GROUP BY 1'),
	('SELECT team, tally(score) FROM page_answers WHERE team = 3 GROUP BY team'),
	('SELECT date_trunc(''day'', answered_at) AS d, tally(score) FROM page_answers WHERE date_trunc(''day'', answered_at) >= ''2024-06-01'' GROUP BY d'),
	('SELECT team + 1, team, tally(score) FROM page_answers GROUP BY team ORDER BY team LIMIT 3'),
	('SELECT team % 2, date_trunc(''hour'', answered_at), tally(score) FROM page_answers WHERE answered_at BETWEEN ''2024-10-26'' AND ''2024-10-28'' GROUP BY 1, 2'),
	('SELECT team % 2, tally(score) FROM page_answers GROUP BY 1 HAVING nps(score) < 100 AND count(*) > 1'),
	('SELECT team, grouping(team), tally(score) FROM page_answers GROUP BY team HAVING grouping(team) = 0'),
	-- queries around it
	('SELECT sum(t), max(n) FROM (SELECT team, tally(score) AS t, count(*) AS n FROM page_answers GROUP BY team) AS q'),
	('WITH q AS (SELECT team, nps(score) AS n FROM page_answers GROUP BY team) SELECT a.n, b.n FROM q AS a JOIN q AS b ON a.team = b.team + 1'),
	('SELECT n, (SELECT tally(score) FROM page_answers WHERE team = n AND csat > n) FROM generate_series(1, 4) AS n'),
	('SELECT team, nps(score), rank() OVER (ORDER BY nps(score), team) FROM page_answers GROUP BY team'),
	('SELECT DISTINCT count(*) FROM page_answers GROUP BY team, happy HAVING count(score) > 0 AND nps(score) < 200')
) AS q (query);

--
-- What it leaves to the ordinary plan
--
CREATE VIEW page_barrier WITH (security_barrier) AS SELECT * FROM page_answers WHERE team > 2;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT count(*), count(score) FROM page_answers'),
	('SELECT nps(score), bit_or(score) FROM page_answers'),
	('SELECT nps(DISTINCT score) FROM page_answers'),
	('SELECT nps(score), count(DISTINCT customer) FROM page_answers'),
	('SELECT nps(score ORDER BY id) FROM page_answers'),
	('SELECT tally(score) FROM page_answers WHERE score = NULL::int'),
	('SELECT nps(score), count(page_answers) FROM page_answers'),
	('SELECT nps(score) FROM page_answers WHERE ctid > ''(0,5)'''),
	('SELECT tableoid::regclass, nps(score) FROM page_answers GROUP BY tableoid'),
	('SELECT nps(score) FROM page_answers WHERE random() >= 0'),
	('SELECT nps(score) FILTER (WHERE random() >= 0) FROM page_answers'),
	('SELECT nps(score) FROM page_answers TABLESAMPLE SYSTEM (100)'),
	('SELECT nps(score) FROM page_answers WHERE EXISTS (SELECT FROM generate_series(1, page_answers.team) AS g OFFSET 1)'),
	('SELECT rating, nps(score) FROM page_answers GROUP BY rating'),
	('SELECT nps(score) FROM page_barrier WHERE csat > 2'),
	('SELECT nps(score) OVER () FROM page_answers WHERE id < 5'),
	('SELECT nps(score) FROM page_answers WHERE now() < ''2000-01-01''')
) AS q (query);

-- Another aggregate of the same name is not ours.
CREATE FUNCTION page_other(tally, integer) RETURNS tally LANGUAGE sql IMMUTABLE AS $$ SELECT '{1:1}'::tally $$;
CREATE AGGREGATE page_nps(integer) (SFUNC = page_other, STYPE = tally, COMBINEFUNC = tally_add);
SELECT page_scan('SELECT page_nps(score) FROM page_answers');

--
-- Errors: the same, and only for rows that pass
--
CREATE TABLE page_codes (id integer, score integer, slider double precision, rating numeric);
INSERT INTO page_codes SELECT i, i % 10, i % 10, i % 10 FROM generate_series(1, 50) AS i;
INSERT INTO page_codes VALUES (51, -1, 0.5, 0.5), (52, 99, 1e10, 'NaN'), (53, 999, 'NaN', 1e30), (54, 9999, -1, -1);
ALTER TABLE page_codes ALTER id SET (n_distinct = 2);
ANALYZE page_codes;
SELECT query, page_scan(query), page_scan_rows(query) FROM (VALUES
	('SELECT tally(score) FROM page_codes'),
	('SELECT tally(score) FROM page_codes WHERE id > 52'),
	('SELECT tally(score) FROM page_codes WHERE score <= 100 AND score >= 0'),
	('SELECT tally(score) FILTER (WHERE score BETWEEN 0 AND 10) FROM page_codes'),
	('SELECT nps(score) FROM page_codes WHERE score BETWEEN 0 AND 100'),
	('SELECT tally(slider) FROM page_codes'),
	('SELECT tally(slider), tally(score) FROM page_codes WHERE id > 52'),
	('SELECT tally(rating) FROM page_codes WHERE id > 51'),
	('SELECT id % 2, tally(score) FROM page_codes GROUP BY 1'),
	('SELECT id % 2, tally(score) FILTER (WHERE id < 53 AND score >= 0) FROM page_codes GROUP BY 1'),
	('SELECT tally(score) FROM page_codes WHERE 1 / (id - 51) > 0')
) AS q (query);

--
-- Order of evaluation: what can fail is evaluated for the same rows as by the
-- ordinary plan, and a guard is a guard
--
CREATE TABLE page_order (g integer, h integer, score integer, t text);
INSERT INTO page_order SELECT nullif(i % 5, 4), i % 3, i % 11, 'x' || i FROM generate_series(1, 1000) AS i;
CREATE TABLE page_empty_lookup (lo integer);
CREATE TABLE page_lookup (lo integer);
INSERT INTO page_lookup VALUES (1), (2);
ANALYZE page_order;
SELECT query, page_scan(query), page_scan_rows(query) FROM (VALUES
	('SELECT tally(score) FILTER (WHERE (SELECT count(*) FROM page_empty_lookup) > 0 AND g > 10 / (SELECT count(*) FROM page_empty_lookup)) FROM page_order'),
	('SELECT tally(score) FILTER (WHERE length(score::text) = 5 AND g > (SELECT lo FROM page_lookup)) FROM page_order'),
	('SELECT tally(score) FROM page_order WHERE t = ''nosuch'' AND g > (SELECT lo FROM page_lookup)'),
	('SELECT tally(score) FROM page_order WHERE g > (SELECT lo FROM page_lookup) AND t = ''nosuch'''),
	('SELECT tally(score) FILTER (WHERE 10 / (g - 3) > 0 AND g <> 3) FROM page_order'),
	('SELECT tally(score) FILTER (WHERE g <> 3 AND 10 / (g - 3) < 0) FROM page_order'),
	('SELECT tally(score) FROM page_order WHERE 10 / (g - 3) < 0 AND g <> 3'),
	('SELECT tally(score) FROM page_order WHERE g <> 3 AND 10 / (g - 3) < 0'),
	-- after NULL, AND goes on in an expression, but not in a list of conditions
	('SELECT tally(score) FILTER (WHERE g > 5 AND 10 / (h - 1) > 0) FROM page_order'),
	('SELECT tally(score) FILTER (WHERE g > 5 AND h > (SELECT lo FROM page_lookup)) FROM page_order'),
	('SELECT tally(score) FILTER (WHERE g > 5 AND h > (SELECT lo FROM page_lookup)) FROM page_order WHERE g IS NOT NULL'),
	('SELECT tally(score) FILTER (WHERE h > 5 AND g > (SELECT lo FROM page_lookup)) FROM page_order'),
	('SELECT tally(score) FILTER (WHERE h > (SELECT NULL::int) AND g > (SELECT lo FROM page_lookup)) FROM page_order'),
	('SELECT tally(score) FROM page_order WHERE g > 5 AND 10 / (h - 1) > 0'),
	('SELECT tally(score) FILTER (WHERE g > 2 AND h > 1 AND t > ''x5''), tally(score) FILTER (WHERE g > (SELECT min(lo) FROM page_lookup) AND h > (SELECT max(lo) FROM page_lookup) - 1) FROM page_order'),
	-- CASE, OR, keys, and one aggregate beside another
	('SELECT tally(score) FILTER (WHERE CASE WHEN g <> 3 THEN 10 / (g - 3) < 0 END) FROM page_order'),
	('SELECT tally(score) FILTER (WHERE g = 3 OR 10 / (g - 3) < 0) FROM page_order'),
	('SELECT 10 / (g - 3), tally(score) FILTER (WHERE g <> 3) FROM page_order GROUP BY 1'),
	('SELECT 10 / (g - 3), tally(score) FROM page_order WHERE g <> 3 GROUP BY 1'),
	('SELECT tally(score) FILTER (WHERE g <> 3), tally(score) FILTER (WHERE 10 / (g - 3) < 0) FROM page_order'),
	('SELECT tally(score) FILTER (WHERE 10 / (g - 3) < 0) FROM page_order WHERE false'),
	('SELECT tally(score) FILTER (WHERE 10 / (g - 3) < 0) FROM page_order LIMIT 0')
) AS q (query);
SET plan_cache_mode = force_generic_plan;
PREPARE page_guarded(integer) AS SELECT tally(score) FROM page_order WHERE t = 'nosuch' AND g > (10 / $1);
SELECT page_scan_plan('EXECUTE page_guarded(0)');
EXECUTE page_guarded(0);
EXECUTE page_guarded(10);
RESET plan_cache_mode;

--
-- Aggregates made of our functions count as they should, or are left alone
--
CREATE AGGREGATE page_tally(integer) (SFUNC = _tally_transition, STYPE = tally, COMBINEFUNC = tally_add, PARALLEL = SAFE);
CREATE AGGREGATE page_begun(integer) (SFUNC = _tally_transition, STYPE = tally, COMBINEFUNC = tally_add, INITCOND = '{3:1}');
CREATE AGGREGATE page_alone(integer) (SFUNC = _tally_transition, STYPE = tally);
CREATE AGGREGATE page_counted(numeric, numeric) (SFUNC = _tally_counted_transition, STYPE = tally, COMBINEFUNC = tally_add);
CREATE FUNCTION page_supported(tally, integer) RETURNS tally LANGUAGE plpgsql IMMUTABLE SUPPORT _page_scan_support AS $$ BEGIN RETURN '{1:1}'; END $$;
CREATE AGGREGATE page_plpgsql(integer) (SFUNC = page_supported, STYPE = tally, COMBINEFUNC = tally_add);
SELECT query, page_scan(query) FROM (VALUES
	('SELECT page_tally(score), tally(score) FROM page_order'),
	('SELECT page_begun(score) FROM page_order'),
	('SELECT page_alone(score) FROM page_order'),
	('SELECT page_counted(score, 2) FROM page_order'),
	('SELECT page_plpgsql(score) FROM page_order')
) AS q (query);
CREATE ROLE regress_page_owner;
ALTER AGGREGATE page_tally(integer) OWNER TO regress_page_owner;
SET plan_cache_mode = force_generic_plan;
PREPARE page_prepared AS SELECT page_tally(score) FROM page_order;
SELECT page_scan_plan('EXECUTE page_prepared');
REVOKE EXECUTE ON FUNCTION _tally_transition(tally, integer) FROM public;
SELECT page_scan_rows('SELECT page_tally(score) FROM page_order');
-- a plan that was made before
EXECUTE page_prepared;
GRANT EXECUTE ON FUNCTION _tally_transition(tally, integer) TO public;
EXECUTE page_prepared;
DEALLOCATE page_prepared;
RESET plan_cache_mode;
-- Where only NULL was counted there is a tally, where nothing was there is none.
CREATE FUNCTION page_seen(tally) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce($1::text, 'none') $$;
CREATE AGGREGATE page_seen(integer) (SFUNC = _tally_transition, STYPE = tally, COMBINEFUNC = tally_add, FINALFUNC = page_seen, PARALLEL = SAFE);
CREATE TABLE page_nulls AS SELECT i % 3 AS team, i % 5 AS csat, CASE WHEN i % 3 > 0 THEN i % 11 END AS score FROM generate_series(1, 2000) AS i;
ANALYZE page_nulls;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT page_tally(score), page_seen(score) FROM page_nulls'),
	('SELECT page_tally(score), page_seen(score), tally(score), nps(score) FROM page_nulls WHERE score IS NULL'),
	('SELECT page_tally(score), page_seen(score), tally(score), nps(score) FROM page_nulls WHERE score = 77'),
	('SELECT team, page_tally(score), page_seen(score) FROM page_nulls GROUP BY team'),
	('SELECT team, csat, page_tally(score) FILTER (WHERE csat > 2), page_seen(score) FILTER (WHERE csat > 2) FROM page_nulls GROUP BY team, csat'),
	('SELECT page_tally(nullif(score, 3)), page_seen(score + 90) FILTER (WHERE score IS NULL) FROM page_nulls'),
	('SELECT team, page_seen(score), page_seen(CASE WHEN score > 3 THEN 100 END) FROM page_nulls GROUP BY ROLLUP (team)')
) AS q (query);
DROP TABLE page_nulls;
DROP AGGREGATE page_seen(integer);
DROP FUNCTION page_seen(tally);
DROP AGGREGATE page_tally(integer), page_begun(integer), page_alone(integer), page_counted(numeric, numeric), page_plpgsql(integer);
DROP FUNCTION page_supported(tally, integer);
DROP ROLE regress_page_owner;
DROP TABLE page_order, page_empty_lookup, page_lookup;

--
-- Tables: of every kind and with a history
--
CREATE TABLE page_history (id integer, gone text, score integer);
INSERT INTO page_history SELECT i, repeat('x', i % 50), i % 11 FROM generate_series(1, 500) AS i;
ALTER TABLE page_history DROP COLUMN gone;
ALTER TABLE page_history ADD COLUMN csat smallint DEFAULT 4, ADD COLUMN note text DEFAULT 'later', ADD COLUMN effort integer;
INSERT INTO page_history SELECT i, i % 11, 1 + i % 5, repeat(md5(i::text), 200), 1 + i % 7 FROM generate_series(1, 100) AS i;
DELETE FROM page_history WHERE id % 5 = 0;
UPDATE page_history SET score = NULL, csat = 5 WHERE id % 7 = 0;
BEGIN;
DELETE FROM page_history WHERE id % 3 = 0;
ROLLBACK;
CREATE UNLOGGED TABLE page_unlogged AS SELECT * FROM page_history;
CREATE TEMP TABLE page_temporary AS SELECT * FROM page_history;
CREATE MATERIALIZED VIEW page_matview AS SELECT * FROM page_history;
CREATE TABLE page_empty (LIKE page_history);
CREATE TABLE page_deleted AS SELECT page_history.* FROM page_history, generate_series(1, 9);
DELETE FROM page_deleted;
CREATE TABLE page_parent (LIKE page_history);
CREATE TABLE page_child (more integer) INHERITS (page_parent);
INSERT INTO page_parent SELECT * FROM page_history;
INSERT INTO page_child SELECT * FROM page_history;
CREATE TABLE page_parts (id integer, score integer, csat smallint, note text, effort integer) PARTITION BY RANGE (id);
CREATE TABLE page_part1 PARTITION OF page_parts FOR VALUES FROM (0) TO (100);
CREATE TABLE page_part2 (effort integer, gone numeric, note text, csat smallint, score integer, id integer);
ALTER TABLE page_part2 DROP COLUMN gone;
ALTER TABLE page_parts ATTACH PARTITION page_part2 FOR VALUES FROM (100) TO (300);
CREATE TABLE page_part3 PARTITION OF page_parts FOR VALUES FROM (300) TO (1000) PARTITION BY LIST (csat);
CREATE TABLE page_part3_rest PARTITION OF page_part3 DEFAULT;
INSERT INTO page_parts SELECT id, score, csat, note, effort FROM page_history;
ANALYZE page_history, page_matview, page_parent, page_child, page_parts;
SELECT name, page_scan(format('SELECT nps(score), tally(csat), ces(effort), count(*), count(note) FROM %s', name)) AS whole,
	page_scan(format('SELECT csat, tally(score), tally(effort) FILTER (WHERE note > ''b'') FROM %s WHERE id > 20 GROUP BY csat', name)) AS grouped
FROM unnest(array['page_history', 'page_unlogged', 'page_temporary', 'page_matview', 'page_empty', 'page_deleted', 'page_parent', 'ONLY page_parent', 'page_parts']) AS name;

-- A partition that is excluded is not read, not even where that is found out when
-- the query runs.
SELECT page_scan('SELECT tally(score) FROM page_parts WHERE id < 250');
SET enable_partitionwise_aggregate = on;
SELECT page_scan('SELECT csat, tally(score) FROM page_parts GROUP BY csat');
RESET enable_partitionwise_aggregate;

-- More columns than fit into a byte of NULL bits, NULL or not.
DO $$
BEGIN
	EXECUTE 'CREATE TABLE page_wide (' || (SELECT string_agg('c' || i || CASE i % 3 WHEN 0 THEN ' smallint' WHEN 1 THEN ' integer' ELSE ' bigint' END, ', ')
										   FROM generate_series(1, 40) AS i) || ')';
	EXECUTE 'INSERT INTO page_wide SELECT ' || (SELECT string_agg(format('nullif((n * %s) %% 11, %s)', i, i % 30), ', ') FROM generate_series(1, 40) AS i)
		|| ' FROM generate_series(1, 700) AS n';
END $$;
SELECT page_scan('SELECT tally(c1), tally(c8), tally(c9), tally(c17), tally(c40) FROM page_wide WHERE c16 > 2 AND c33 IS NOT NULL');
SELECT page_scan('SELECT c6, tally(c7) FROM page_wide WHERE c2 > 2 GROUP BY c6');

-- Columns younger than some rows, at known places.
ALTER TABLE page_wide ADD COLUMN later integer DEFAULT 7;
CREATE TABLE page_grown (id integer, score integer);
INSERT INTO page_grown SELECT i, i % 11 FROM generate_series(1, 300) AS i;
ALTER TABLE page_grown ADD COLUMN csat smallint DEFAULT 4, ADD COLUMN effort integer;
INSERT INTO page_grown SELECT i, i % 11, 1 + i % 5, 1 + i % 7 FROM generate_series(1, 300) AS i;
ANALYZE page_grown;
SELECT page_scan('SELECT tally(later), tally(c40) FROM page_wide');
SELECT page_scan('SELECT tally(score), tally(csat), tally(effort), count(effort) FROM page_grown WHERE csat > 2');
SELECT page_scan('SELECT csat, tally(effort) FROM page_grown GROUP BY csat');

--
-- Groups that outgrow the memory, and scores above the usual scales
--
CREATE TABLE page_many (customer integer, score integer);
ALTER TABLE page_many ALTER customer SET (n_distinct = 10);
INSERT INTO page_many SELECT i % 5000, i % 11 FROM generate_series(1, 30000) AS i;
ANALYZE page_many;
SET work_mem = '64kB';
SELECT page_scan('SELECT customer, tally(score) FROM page_many GROUP BY customer');
SET enable_hashagg = off;
SELECT page_scan('SELECT customer, tally(score) FROM page_many GROUP BY customer');
RESET enable_hashagg;

-- Rows that wait in files: keys of any kind, columns that depend on them, and
-- counters that overflow and scores above 15 before and after that.
CREATE TABLE page_waiting (id integer PRIMARY KEY, name text, token uuid, label text, list double precision[], long text, score smallint, slider integer);
INSERT INTO page_waiting
SELECT i, 'customer ' || i % 1500, md5((i % 1200)::text)::uuid, nullif(repeat('x', i % 200), ''), ARRAY[i, i / 2.0], CASE WHEN i % 97 = 0 THEN repeat(md5(i::text), 100) END, nullif(i % 11, 3), i % CASE WHEN i > 15000 THEN 101 ELSE 11 END
FROM generate_series(1, 20000) AS i;
ANALYZE page_waiting;
SET enable_indexscan = off;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT name, tally(score), tally(slider), count(*), avg(slider), max(label) FROM page_waiting GROUP BY name'),
	('SELECT token, tally(score), count(label) FILTER (WHERE score > 5) FROM page_waiting WHERE length(label) > 7 GROUP BY token'),
	('SELECT id, label, list[1], list, length(long), tally(slider) FROM page_waiting GROUP BY id'),
	('SELECT nullif(id % 2000, 5), token, tally(score) FROM page_waiting GROUP BY 1, 2 HAVING count(*) > 0'),
	('SELECT long, tally(score) FROM page_waiting GROUP BY long'),
	('SELECT id % 2, tally(slider), tally(score), tally(score) FILTER (WHERE id > 18000), count(score) FROM page_waiting GROUP BY 1'),
	('SELECT tally(score), tally(slider) FILTER (WHERE id > 10000) FROM page_waiting'),
	('SELECT name, tally(CASE WHEN id > 19000 THEN 104 ELSE slider END) FROM page_waiting GROUP BY name'),
	('SELECT q.n, w.* FROM generate_series(1, 3) AS q (n), LATERAL (SELECT name, tally(score) FROM page_waiting WHERE id % 3 < q.n GROUP BY name) AS w')
) AS q (query);
RESET enable_indexscan;
RESET work_mem;
SELECT page_scan('SELECT name, tally(score), tally(slider) FROM page_waiting GROUP BY name');
DROP TABLE page_waiting;
SELECT page_scan('SELECT team, tally(slider), tally(score) FROM page_answers GROUP BY team');

--
-- What it cannot do better: wide keys, and groups whose number is a guess
--
CREATE TABLE page_toasted (score integer, country text, comment text) WITH (autovacuum_enabled = off);
ALTER TABLE page_toasted ALTER comment SET STORAGE EXTERNAL, ALTER comment SET (n_distinct = 5);
INSERT INTO page_toasted SELECT i % 11, 'c' || i % 4, repeat('x', 5000) || i % 5 FROM generate_series(1, 1000) AS i;
ANALYZE page_toasted;
CREATE TABLE page_guess (customer integer, score integer) WITH (autovacuum_enabled = off);
INSERT INTO page_guess SELECT i, i % 11 FROM generate_series(1, 5000) AS i;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT country, tally(score) FROM page_toasted GROUP BY country'),
	('SELECT country, tally(score) FROM page_toasted WHERE length(comment) > 10 GROUP BY country'),
	('SELECT comment, tally(score) FROM page_toasted GROUP BY comment'),
	('SELECT length(comment), tally(score) FROM page_toasted GROUP BY 1'),
	('SELECT tally(score) FROM page_guess'),
	('SELECT customer, tally(score) FROM page_guess GROUP BY customer')
) AS q (query);
DROP TABLE page_toasted, page_guess;

--
-- The key that stands for NULL in the table of groups, before and after NULL
--
CREATE TABLE page_keys AS
SELECT key, i % 11 AS score
FROM generate_series(1, 40) AS i, (VALUES (-7046029254386353131), (NULL), (0)) AS k (key);
CREATE TABLE page_keys_back AS SELECT * FROM page_keys ORDER BY key DESC;
ANALYZE page_keys, page_keys_back;
SELECT page_scan('SELECT key, tally(score), count(*) FROM page_keys GROUP BY key'),
	page_scan('SELECT key, tally(score), count(*) FROM page_keys_back GROUP BY key');

--
-- Cursors, prepared statements, parameters
--
BEGIN;
DECLARE scores CURSOR FOR SELECT team, tally(csat) FROM page_answers GROUP BY team ORDER BY team;
DELETE FROM page_answers WHERE csat = 3;
FETCH 2 FROM scores;
DELETE FROM page_answers WHERE csat = 4;
FETCH 1 FROM scores;
ROLLBACK;
SET plan_cache_mode = force_generic_plan;
PREPARE page_query(integer, timestamptz) AS
	SELECT tally(score) FILTER (WHERE score <= $1 + 1) FROM page_answers WHERE score >= $1 AND answered_at < $2;
SELECT page_scan_plan('EXECUTE page_query(4, ''2024-06-01'')');
EXECUTE page_query(4, '2024-06-01');
EXECUTE page_query(7, '2025-01-01');
EXECUTE page_query(NULL, '2024-06-01');
RESET plan_cache_mode;

--
-- Parallel
--
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT page_scan('SELECT nps(score), tally(csat), count(*) FROM page_answers');
SELECT page_scan('SELECT team, date_trunc(''month'', answered_at), tally(score) FROM page_answers WHERE csat > 2 GROUP BY 1, 2');
SELECT page_scan('SELECT csat, tally(score) FROM page_parts GROUP BY csat');
SELECT page_scan('SELECT tally(score) FROM page_codes');
SET parallel_leader_participation = off;
SELECT page_scan('SELECT team, tally(score) FROM page_answers GROUP BY team');
RESET parallel_leader_participation;
SET max_parallel_workers_per_gather = 0;

--
-- Privileges and policies
--
CREATE ROLE regress_page_reader;
GRANT SELECT (score, csat) ON page_answers TO regress_page_reader;
SET ROLE regress_page_reader;
SELECT page_scan_plan('SELECT nps(score) FROM page_answers WHERE csat > 2');
SELECT count(*) FROM (SELECT nps(score) FROM page_answers WHERE csat > 2) AS q;
SELECT nps(score) FROM page_answers WHERE team > 2;
SELECT team, nps(score) FROM page_answers GROUP BY team;
RESET ROLE;
GRANT SELECT ON page_answers TO regress_page_reader;
ALTER TABLE page_answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY page_policy ON page_answers USING (team = 2);
SET ROLE regress_page_reader;
SELECT page_scan_plan('SELECT count(*), nps(score) FROM page_answers');
SELECT count(*), tally(score) FROM page_answers;
RESET ROLE;
ALTER TABLE page_answers DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON page_answers FROM regress_page_reader;
DROP ROLE regress_page_reader;

-- EXPLAIN says what was filtered.
DO $$
DECLARE
	line text;
BEGIN
	FOR line IN EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT nps(score) FROM page_answers WHERE score > 5 LOOP
		IF line ~ 'Filter' THEN
			RAISE NOTICE '%', trim(line);
		END IF;
	END LOOP;
END $$;

DROP VIEW page_barrier;
DROP MATERIALIZED VIEW page_matview;
DROP TABLE page_answers, page_codes, page_history, page_unlogged, page_temporary, page_empty, page_deleted, page_parent, page_child, page_parts, page_wide, page_grown, page_many;
DROP AGGREGATE page_nps(integer);
DROP FUNCTION page_other(tally, integer);
DROP TYPE page_mood;

-- Where not all groups are wanted the values are the same; an error may come from a
-- group that the ordinary plan does not need.
CREATE TABLE page_ends AS SELECT i % 50 AS team, i % 11 AS score FROM generate_series(1, 5000) AS i;
ANALYZE page_ends;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT team, tally(score) FROM page_ends GROUP BY team ORDER BY team LIMIT 1'),
	('SELECT 1 WHERE EXISTS (SELECT nps(score) FROM page_ends GROUP BY team)'),
	('SELECT 200 > ANY (SELECT nps(score) FROM page_ends GROUP BY team), 200 <= ALL (SELECT nps(score) FROM page_ends GROUP BY team)'),
	('SELECT g FROM generate_series(5, 6) AS g WHERE g > ANY (SELECT team FROM page_ends GROUP BY team HAVING tally(score) IS NOT NULL)'),
	('SELECT * FROM (SELECT team, tally(score) FROM page_ends GROUP BY team) AS q ORDER BY team LIMIT 3'),
	('SELECT count(tally) FROM (SELECT team, tally(score) FROM page_ends GROUP BY team) AS q LIMIT 1')
) AS q (query);
DROP TABLE page_ends;

--
-- What steers the ordinary plan steers the page scan
--
CREATE TABLE page_steered AS SELECT i AS id, i % 100 AS team, i % 11 AS score FROM generate_series(1, 20000) AS i;
CREATE TABLE page_teams AS SELECT i AS team, 'part ' || i % 7 AS part FROM generate_series(0, 99) AS i;
ALTER TABLE page_steered ADD PRIMARY KEY (id);
ANALYZE page_steered, page_teams;
CREATE TABLE page_statements AS SELECT * FROM (VALUES
	(1, 'SELECT tally(score) FROM page_steered'),
	(2, 'SELECT team, tally(score) FROM page_steered GROUP BY team'),
	(3, 'SELECT tally(score) FROM page_steered JOIN page_teams USING (team)'),
	(4, 'SELECT part, tally(score) FROM page_steered JOIN page_teams USING (team) GROUP BY part')
) AS q (number, query);
CREATE FUNCTION page_steer(setting text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config(setting, 'off', true);
	RETURN (SELECT string_agg(page_scan_plan(query), ', ' ORDER BY number) FROM page_statements);
EXCEPTION WHEN undefined_object THEN
	RETURN 'no such setting';
END $$;
SELECT page_steer('geqo') AS nothing;
BEGIN; SELECT page_steer('enable_seqscan'); ROLLBACK;
BEGIN; SELECT page_steer('enable_hashagg'); ROLLBACK;
BEGIN; SELECT page_steer('enable_hashjoin'); ROLLBACK;
-- FILTER and the equality of keys need the same privileges.
CREATE ROLE regress_page_reader;
GRANT SELECT ON page_steered, page_teams TO regress_page_reader;
BEGIN;
REVOKE EXECUTE ON FUNCTION int4gt(integer, integer), int4eq(integer, integer) FROM public;
SET ROLE regress_page_reader;
PREPARE page_denied AS SELECT query, page_scan_rows(query) FROM (VALUES
	('SELECT tally(score) FROM page_steered WHERE team > 5'),
	('SELECT tally(score) FILTER (WHERE team > 5) FROM page_steered'),
	('SELECT tally(score) FILTER (WHERE team > 5 AND score < 7) FROM page_steered'),
	('SELECT tally(score) FILTER (WHERE team < 5) FROM page_steered'),
	('SELECT part, tally(score) FROM page_steered JOIN page_teams USING (team) GROUP BY part')
) AS q (query);
EXECUTE page_denied;
SET satisfaction.page_scan = off;
EXECUTE page_denied;
ROLLBACK;
DEALLOCATE page_denied;
DROP OWNED BY regress_page_reader;
DROP ROLE regress_page_reader;
DROP FUNCTION page_steer(text);
DROP TABLE page_statements, page_steered, page_teams;
