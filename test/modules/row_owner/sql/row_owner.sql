-- Tables whose rows another extension owns: the page scan, which would read
-- their empty pages, leaves them alone.
LOAD 'row_owner';
SET satisfaction.page_scan = on;
SET max_parallel_workers_per_gather = 0;
CREATE FUNCTION uses_page_scan(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON, COSTS off) ' || query INTO plan;
	RETURN plan::text ~ 'Satisfaction Page Scan';
END $$;
CREATE TABLE owned_answers (score integer, team integer);
CREATE TABLE plain_answers (score integer, team integer);
INSERT INTO plain_answers SELECT i % 11, i % 11 FROM generate_series(0, 999) AS i;
CREATE TABLE half_owned (score integer, team integer) PARTITION BY LIST (team);
CREATE TABLE owned_half PARTITION OF half_owned FOR VALUES IN (1);
CREATE TABLE plain_half PARTITION OF half_owned DEFAULT;
INSERT INTO half_owned SELECT 10, 2 FROM generate_series(1, 1000);
CREATE TABLE parent_answers (score integer, team integer);
CREATE TABLE owned_child () INHERITS (parent_answers);
ANALYZE plain_answers, half_owned, plain_half;

SELECT uses_page_scan('SELECT nps(score), count(*) FROM owned_answers') AS owned,
	uses_page_scan('SELECT nps(score), count(*) FROM plain_answers') AS plain,
	uses_page_scan('SELECT team, nps(score) FROM owned_answers GROUP BY team') AS owned_groups,
	uses_page_scan('SELECT nps(score) FROM half_owned') AS partitions,
	uses_page_scan('SELECT nps(score) FROM half_owned WHERE team = 2') AS plain_partition,
	uses_page_scan('SELECT nps(score) FROM parent_answers') AS children;
SELECT nps(score), count(*) FROM owned_answers;
SELECT nps(score), count(*) FROM plain_answers;
SELECT tally(score) FILTER (WHERE team > 5), count(*) FROM owned_answers WHERE score > 3;
SELECT count(*), nps(score) FROM half_owned;
SELECT count(*), nps(score) FROM parent_answers;

-- A hint for an index, which takes longer here than the table from end to end
CREATE TABLE hinted_answers (id integer, score integer);
INSERT INTO hinted_answers SELECT i, i % 11 FROM generate_series(1, 20000) AS i ORDER BY md5(i::text);
CREATE TABLE plainer_answers (id integer, score integer);
INSERT INTO plainer_answers SELECT i, i % 11 FROM generate_series(1, 20000) AS i ORDER BY md5(i::text);
CREATE INDEX ON hinted_answers (id);
CREATE INDEX ON plainer_answers (id);
ANALYZE hinted_answers, plainer_answers;
SELECT uses_page_scan('SELECT nps(score) FROM hinted_answers WHERE id < 10000') AS hinted,
	uses_page_scan('SELECT nps(score) FROM plainer_answers WHERE id < 10000') AS plain;
DROP TABLE hinted_answers, plainer_answers;

-- Parallel plans
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT uses_page_scan('SELECT nps(score), count(*) FROM owned_answers') AS owned,
	uses_page_scan('SELECT nps(score), count(*) FROM plain_answers') AS plain;
SELECT nps(score), count(*) FROM owned_answers;
SELECT nps(score), count(*) FROM plain_answers;

DROP TABLE owned_answers, plain_answers, half_owned, parent_answers, owned_child;
DROP FUNCTION uses_page_scan(text);
