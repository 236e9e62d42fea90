\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: count(DISTINCT value) beside our aggregates.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
CREATE TYPE page_colour AS ENUM ('red', 'green', 'blue');
CREATE TABLE page_people (
	id integer, score integer, customer integer, team smallint, account bigint, day date, at timestamptz, happy boolean, colour page_colour, kind oid,
	word text, amount numeric, token uuid, ratio double precision, nothing integer);
INSERT INTO page_people
SELECT i, i % 11, nullif(i % 2500, 7), i % 9 - 4, nullif(i % 300, 5)::bigint * 30000000000 - 1, date '2024-01-01' + i % 50, nullif(timestamptz '2024-01-01 00:00+00' + i % 77 * interval '1 hour', timestamptz '2024-01-01 00:00+00'),
	nullif(i % 3, 2) = 1, (array['red', NULL, 'blue'])[1 + i % 3]::page_colour, i % 4, 'w' || i % 20, i % 5 / 2.0, md5((i % 6)::text)::uuid, i % 8 / 3.0, NULL
FROM generate_series(1, 6000) AS i;
INSERT INTO page_people (id, account, customer, score) VALUES (6001, -9223372036854775808, -2147483648, 3), (6002, 9223372036854775807, 2147483647, 4), (6003, -1, -1, 5), (6004, 0, 0, NULL);
ANALYZE page_people;

--
-- What it takes
--
SELECT query, page_scan(query || ' FROM page_people'), page_scan(query || ' FROM page_people WHERE id < 0'), page_scan(query || ' FROM page_people WHERE id % 100 = 3 AND team <> 2')
FROM (VALUES
	('SELECT nps(score), count(DISTINCT customer)'),
	('SELECT tally(score), count(DISTINCT team), count(DISTINCT account), count(DISTINCT day), count(DISTINCT at), count(DISTINCT happy), count(DISTINCT colour), count(DISTINCT kind), count(DISTINCT nothing)'),
	('SELECT tally(score), count(DISTINCT customer), count(customer), count(*), avg(customer), count(DISTINCT customer) FILTER (WHERE happy), count(DISTINCT team) FILTER (WHERE nothing > 0)'),
	('SELECT tally(score), count(DISTINCT customer % 10), count(DISTINCT date_trunc(''day'', at)), count(DISTINCT nullif(team, 0)), count(DISTINCT CASE WHEN happy THEN customer END), count(DISTINCT id * 0)'),
	('SELECT round(nps(score)) + count(DISTINCT customer), count(DISTINCT customer)::text || '' people'''),
	('SELECT tally(score), count(DISTINCT length(word)), count(DISTINCT 10 / (team + 5))')
) AS q (query);
SELECT query, page_scan(query || ' GROUP BY 1'), page_scan(query || ' WHERE id < 0 GROUP BY 1'), page_scan(query || ' WHERE id % 100 = 3 GROUP BY 1'),
	page_scan(query || ' GROUP BY 1 HAVING count(DISTINCT customer) > 300 ORDER BY count(DISTINCT team), 1 DESC LIMIT 3') FROM (VALUES
	('SELECT team, nps(score), count(DISTINCT customer), count(DISTINCT team), count(DISTINCT happy) FILTER (WHERE customer > 5) FROM page_people'),
	('SELECT word, tally(score), count(DISTINCT customer), count(DISTINCT nothing), count(customer) FROM page_people'),
	('SELECT happy, tally(score), 2 * count(DISTINCT customer), avg(amount), count(DISTINCT colour) FROM page_people'),
	('SELECT date_trunc(''month'', day), nps(score), count(DISTINCT customer) FROM page_people')
) AS q (query);
SELECT query, page_scan(query) FROM (VALUES
	('SELECT team, kind, tally(score), count(DISTINCT customer) FROM page_people GROUP BY team, kind'),
	('SELECT team, tally(score), count(DISTINCT customer), rank() OVER (ORDER BY count(DISTINCT customer), team) FROM page_people GROUP BY team'),
	('SELECT q.*, p.c FROM page_people AS p (a, b, c) JOIN (SELECT team, tally(score), count(DISTINCT customer) FROM page_people GROUP BY team) AS q ON p.a = q.count'),
	('SELECT n, team, answers, people FROM generate_series(-4, 4) AS n, LATERAL (SELECT team, tally(score) AS answers, count(DISTINCT customer) AS people FROM page_people WHERE team < n GROUP BY team) AS q'),
	('SELECT tally(score) FROM page_people HAVING count(DISTINCT customer) > 100'),
	('SELECT count(DISTINCT customer) FROM page_people HAVING tally_count(tally(score)) < 100'),
	('SELECT n, (SELECT nps(score) + count(DISTINCT customer) FROM page_people WHERE team < n) FROM generate_series(-4, 4) AS n'),
	('SELECT p.s, p.c, q.c FROM (SELECT tally(score) AS s, count(DISTINCT customer) AS c FROM page_people) AS p, (SELECT tally(score), count(DISTINCT day) AS c FROM page_people) AS q'),
	('SELECT tally(score), count(DISTINCT customer) FROM page_people UNION ALL SELECT tally(score), count(DISTINCT team) FROM page_people ORDER BY 2 LIMIT 1'),
	('SELECT DISTINCT count(DISTINCT customer), nps(score) FROM page_people ORDER BY 1')
) AS q (query);
PREPARE page_distinct(integer) AS SELECT tally_count(tally(score)), count(DISTINCT customer) FROM page_people WHERE id <= $1;
EXECUTE page_distinct(10);
EXECUTE page_distinct(7000);
SET plan_cache_mode = force_generic_plan;
EXECUTE page_distinct(10);
EXECUTE page_distinct(7000);
RESET plan_cache_mode;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT page_scan('SELECT tally(score), count(DISTINCT customer) FROM page_people');
SET max_parallel_workers_per_gather = 0;

--
-- What it leaves to the ordinary plan
--
CREATE TABLE page_people_parts (LIKE page_people) PARTITION BY RANGE (id);
CREATE TABLE page_people_part1 PARTITION OF page_people_parts FOR VALUES FROM (0) TO (3000);
CREATE TABLE page_people_part2 PARTITION OF page_people_parts FOR VALUES FROM (3000) TO (10000);
INSERT INTO page_people_parts SELECT * FROM page_people;
ANALYZE page_people_parts;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT count(DISTINCT customer) FROM page_people'),
	('SELECT count(DISTINCT customer), avg(score) FROM page_people'),
	('SELECT tally(score), count(DISTINCT word) FROM page_people'),
	('SELECT tally(score), count(DISTINCT amount) FROM page_people'),
	('SELECT tally(score), count(DISTINCT token) FROM page_people'),
	('SELECT tally(score), count(DISTINCT ratio) FROM page_people'),
	('SELECT tally(score), count(DISTINCT (customer, team)) FROM page_people'),
	('SELECT tally(score), sum(DISTINCT customer) FROM page_people'),
	('SELECT tally(DISTINCT score), count(DISTINCT customer) FROM page_people'),
	('SELECT tally(score), sum(ratio), count(DISTINCT customer) FROM page_people'),
	('SELECT extract(day FROM day), tally(score), count(DISTINCT customer) FROM page_people GROUP BY 1'),
	('SELECT team, tally(score), count(DISTINCT customer) FROM page_people GROUP BY ROLLUP (team)'),
	('SELECT tally(score), count(DISTINCT customer) FROM page_people_parts'),
	('SELECT tally(p.score), count(DISTINCT p.customer) FROM page_people AS p JOIN page_people_part1 AS q ON q.id = p.id'),
	('SELECT tally(score), (SELECT count(DISTINCT customer) + count(*) FROM generate_series(1, 3)) FROM page_people'),
	('SELECT tally(score), count(DISTINCT customer + random()::integer * 0) FROM page_people')
) AS q (query);
ALTER TABLE page_people ALTER id SET (n_distinct = -1);
ANALYZE page_people;
SET work_mem = '64kB';
SELECT page_scan('SELECT tally(score), count(DISTINCT id) FROM page_people');
ALTER TABLE page_people ALTER id SET (n_distinct = 2);
ANALYZE page_people;
SELECT page_scan('SELECT tally(score), count(DISTINCT id) FROM page_people');
ALTER TABLE page_people ALTER customer SET (n_distinct = 3);
ANALYZE page_people;
SELECT page_scan('SELECT id, tally(score), count(DISTINCT customer), count(DISTINCT team) FROM page_people GROUP BY id');
SELECT page_scan('SELECT customer, tally(score), count(DISTINCT id), max(word) FROM page_people GROUP BY customer');
-- scores that need larger states, in the middle of a group
SELECT page_scan('SELECT team, tally(score + id / 3000 * 20), count(DISTINCT id) FROM page_people WHERE score IS NOT NULL GROUP BY team');
RESET work_mem;

-- Errors: the same, and only for rows that pass.
SELECT query, page_scan(query), page_scan_rows(query) FROM (VALUES
	('SELECT tally(score), count(DISTINCT 1 / team) FROM page_people'),
	('SELECT tally_count(tally(score)), count(DISTINCT 1 / team) FILTER (WHERE team > 0) FROM page_people'),
	('SELECT tally_count(tally(score)), count(DISTINCT account::integer) FROM page_people WHERE id >= 6003')
) AS q (query);
DROP TABLE page_people, page_people_parts;
DROP TYPE page_colour;
