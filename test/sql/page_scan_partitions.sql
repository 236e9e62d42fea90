\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: partitions that are excluded when the plan is executed.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
CREATE TABLE page_months (id integer, score integer, answered_at timestamp) PARTITION BY RANGE (answered_at);
DO $$
BEGIN
	FOR month IN 1 .. 6 LOOP
		EXECUTE format('CREATE TABLE page_month%s (score integer, answered_at timestamp, gone integer, id integer)', month);
		EXECUTE format('ALTER TABLE page_month%s DROP COLUMN gone', month);
		EXECUTE format('ALTER TABLE page_months ATTACH PARTITION page_month%s FOR VALUES FROM (%L) TO (%L)',
					   month, timestamp '2023-12-01' + month * interval '1 month', timestamp '2024-01-01' + month * interval '1 month');
	END LOOP;
END $$;
-- The seventh month has parts of its own.
CREATE TABLE page_month7 PARTITION OF page_months FOR VALUES FROM ('2024-07-01') TO ('2024-08-01') PARTITION BY LIST (id);
CREATE TABLE page_month7_low PARTITION OF page_month7 FOR VALUES IN (0, 1, 2);
CREATE TABLE page_month7_rest PARTITION OF page_month7 DEFAULT;
INSERT INTO page_months SELECT i % 5, i % 11, timestamp '2024-01-01' + i * interval '37 minutes' FROM generate_series(0, 8200) AS i;
ANALYZE page_months;

-- A moment that the planner does not know.
CREATE FUNCTION page_moment() RETURNS timestamp LANGUAGE sql STABLE AS $$ SELECT current_setting('page.moment')::timestamp $$;
-- Which partitions are read?  They are the same for both plans.
CREATE FUNCTION page_reads(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	result text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ' || query LOOP
		IF line ~ ' on page_month' AND line !~ 'never executed' THEN
			result := result || ' ' || substring(line FROM 'on page_month(\w+)');
		END IF;
	END LOOP;
	RETURN result;
END $$;
CREATE FUNCTION page_partitions(query text, moment text) RETURNS TABLE (plan text, reads text, same_reads boolean) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('page.moment', moment, false);
	plan := page_scan(query);
	reads := page_reads(query);
	SET LOCAL satisfaction.page_scan = off;
	same_reads := reads = page_reads(query);
	SET LOCAL satisfaction.page_scan = on;
	RETURN NEXT;
END $$;
SELECT moment, p.* FROM unnest(array['2023-01-01', '2024-05-10', '2024-07-02', '2025-01-01']) AS moment,
	page_partitions('SELECT nps(score), count(*) FROM page_months WHERE answered_at >= page_moment()', moment) AS p;
SELECT query, p.* FROM unnest(array[
	'SELECT id, tally(score), count(*) FROM page_months WHERE answered_at >= page_moment() - interval ''1 month'' GROUP BY id',
	'SELECT date_trunc(''month'', answered_at), tally(score) FROM page_months WHERE answered_at < page_moment() - interval ''3 months'' GROUP BY 1',
	'SELECT id, tally(score), grouping(id) FROM page_months WHERE answered_at >= page_moment() GROUP BY ROLLUP (id)',
	'SELECT tally(score) FROM page_months WHERE answered_at >= page_moment() AND id = nullif(1, 2 + extract(month FROM page_moment())::integer)',
	'SELECT tally(score) FROM page_months WHERE answered_at >= (SELECT page_moment())',
	'SELECT tally(score) FROM page_months WHERE answered_at > now() - interval ''100 years'''
]) AS query, page_partitions(query, '2024-06-15') AS p;
-- Joins, for each partition its own
CREATE TABLE page_kinds (kind integer, label text, low bigint);
INSERT INTO page_kinds VALUES (0, 'a', 3), (1, 'b', 4), (1, 'c', 5), (3, 'a', 6), (4, NULL, 7), (NULL, 'e', 8);
CREATE VIEW page_low_kinds AS SELECT kind, label FROM page_kinds WHERE low < 6;
ANALYZE page_kinds;
SELECT query, page_scan(query) FROM unnest(array[
	'SELECT label, tally(score), count(*) FROM page_months JOIN page_kinds ON kind = id GROUP BY label',
	'SELECT label, id, nps(score) FROM page_months LEFT JOIN page_kinds ON low = id GROUP BY label, id',
	'SELECT label, tally(score), count(*) FROM page_months JOIN page_low_kinds ON kind = id WHERE answered_at >= page_moment() GROUP BY label',
	'SELECT nps(score) FROM page_months WHERE id IN (SELECT kind FROM page_kinds WHERE label > ''a'')',
	'SELECT tally(score), count(*) FROM page_months WHERE NOT EXISTS (SELECT FROM page_kinds WHERE kind = id)',
	'SELECT label, date_trunc(''month'', answered_at), tally(score), grouping(label) FROM page_months JOIN page_kinds ON kind = id GROUP BY ROLLUP (label, date_trunc(''month'', answered_at))',
	'SELECT a.label, b.label, tally(score) FROM page_months JOIN page_kinds a ON a.kind = id JOIN page_kinds b ON b.low = id GROUP BY a.label, b.label'
]) AS query;
-- Each would see others of its rows.
SELECT page_scan_plan('SELECT label, tally(score) FROM page_months JOIN page_kinds ON kind = id AND random() < 0.5 GROUP BY label');
SELECT page_scan_plan('SELECT label, tally(score) FROM page_months JOIN page_kinds TABLESAMPLE BERNOULLI (50) ON kind = id GROUP BY label');
SELECT page_scan('SELECT label, tally(score) FROM page_months JOIN (SELECT kind, max(label) AS label FROM page_kinds GROUP BY kind) k ON kind = id GROUP BY label');
-- Parameters, and subqueries that depend on a row
SET plan_cache_mode = force_generic_plan;
PREPARE page_since AS SELECT tally(score), count(*) FROM page_months WHERE answered_at >= $1;
SELECT page_reads('EXECUTE page_since(''2024-06-20'')');
EXECUTE page_since('2024-06-20');
SELECT page_reads('EXECUTE page_since(''2024-01-20'')');
EXECUTE page_since('2024-01-20');
RESET plan_cache_mode;
SELECT page_scan('SELECT m, (SELECT tally(score) FROM page_months WHERE answered_at >= m AND answered_at < m + interval ''1 month'') FROM generate_series(timestamp ''2024-01-15'', ''2024-09-15'', ''1 month'') AS m');
-- Workers
SET max_parallel_workers_per_gather = 2;
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SELECT page_scan('SELECT id, tally(score), count(*) FROM page_months WHERE answered_at >= page_moment() GROUP BY id');
SELECT page_scan('SELECT label, tally(score), count(*) FROM page_months JOIN page_kinds ON kind = id GROUP BY label');
RESET max_parallel_workers_per_gather;
-- No pruning
SET enable_partition_pruning = off;
SELECT page_partitions('SELECT tally(score) FROM page_months WHERE answered_at >= page_moment()', '2024-06-15');
DROP VIEW page_low_kinds;
DROP TABLE page_months, page_kinds;
DROP FUNCTION page_moment(), page_reads(text), page_partitions(text, text);
