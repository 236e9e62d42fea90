\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: avg(), sum(), min() and max() beside aggregates of ours.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
CREATE TABLE page_numbers (
	id integer, score integer, small smallint, big bigint, huge bigint, day date, local_time timestamp, answered_at timestamptz, team integer, nothing bigint);
INSERT INTO page_numbers
SELECT i, i % 11, nullif(i % 30000, 7)::smallint - 15000, (i - 1000) * 123456789::bigint,
	CASE i % 3 WHEN 0 THEN 9223372036854775807 WHEN 1 THEN -9223372036854775808 ELSE 9223372036854775806 - i END,
	date '2024-01-01' + i % 400, timestamp '2024-01-01' + i * interval '1 hour', timestamptz '2024-01-01 00:00+00' - i * interval '1 hour', nullif(i % 7, 3), NULL
FROM generate_series(1, 3000) AS i;
INSERT INTO page_numbers (id, score, day, local_time, answered_at, team) VALUES (3001, 3, 'infinity', '-infinity', 'infinity', 9), (3002, 4, '-infinity', 'infinity', '-infinity', 10);
ANALYZE page_numbers;

SELECT query, page_scan(query), page_scan(query || ' GROUP BY team'), page_scan(query || ' WHERE id < 0'), page_scan(query || ' WHERE id < 0 GROUP BY team')
FROM (VALUES
	('SELECT nps(score), avg(score), sum(score), min(score), max(score) FROM page_numbers'),
	('SELECT nps(score), avg(small), sum(small), min(small), max(small) FROM page_numbers'),
	('SELECT nps(score), avg(big), sum(big), min(big), max(big) FROM page_numbers'),
	('SELECT nps(score), avg(huge), sum(huge), min(huge), max(huge) FROM page_numbers'),
	('SELECT nps(score), sum(huge) FILTER (WHERE huge > 0), avg(huge) FILTER (WHERE huge < 0) FROM page_numbers'),
	('SELECT nps(score), min(day), max(day), min(local_time), max(local_time), min(answered_at), max(answered_at) FROM page_numbers'),
	('SELECT nps(score), avg(nothing), sum(nothing), min(nothing), max(nothing), sum(nothing::integer), avg(nothing::integer) FROM page_numbers'),
	('SELECT nps(score), avg(score) FILTER (WHERE score > 8), sum(score * 2) FILTER (WHERE small > 0), max(day) FILTER (WHERE team = 2), count(*) FROM page_numbers'),
	('SELECT nps(score), avg(nullif(score, 3)), sum(CASE WHEN score > 8 THEN 1 ELSE 0 END), max(day - date ''2024-01-01'') FILTER (WHERE isfinite(day)) FROM page_numbers'),
	('SELECT nps(score), sum(sign(small)::integer), avg(length(day::text)), min(day + 1) FROM page_numbers'),
	('SELECT tally(score), avg(score) + sum(score) - max(score) FROM page_numbers')
) AS q (query);

-- Groups that outgrow the memory, and parallel parts of groups.
ALTER TABLE page_numbers ALTER id SET (n_distinct = 10);
ANALYZE page_numbers;
SET work_mem = '64kB';
SELECT page_scan('SELECT id % 3000, tally(score), avg(score), sum(small), avg(big), sum(huge), min(day), max(answered_at), count(*) FROM page_numbers GROUP BY 1');
RESET work_mem;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT page_scan('SELECT team, tally(score), avg(score), sum(small), avg(big), sum(huge), min(day), max(answered_at), count(*) FROM page_numbers GROUP BY team');
SET max_parallel_workers_per_gather = 0;

-- Errors
SELECT query, page_scan(query), page_scan_rows(query) FROM (VALUES
	('SELECT tally(score), sum(score / (score - 3)) FROM page_numbers'),
	('SELECT tally(score), sum(score / (score - 3)) FILTER (WHERE score > 3) FROM page_numbers'),
	('SELECT tally(score), sum(small * 3::smallint) FROM page_numbers')
) AS q (query);

-- Left to the ordinary plan.
SELECT query, page_scan(query) FROM (VALUES
	('SELECT avg(score), sum(score) FROM page_numbers'),
	('SELECT tally(score), sum(DISTINCT score) FROM page_numbers'),
	('SELECT tally(score), array_agg(score ORDER BY id) > ''{}'' FROM page_numbers')
) AS q (query);
DROP TABLE page_numbers;
