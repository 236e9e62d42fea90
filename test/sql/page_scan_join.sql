\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: the table that is counted, joined with others.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
SET TimeZone = 'Europe/Berlin';
-- From 19 on the server itself may count before it joins; then rows raise an error that the join drops.
SELECT count(set_config(name, 'off', false)) < 2 AS off FROM pg_settings WHERE name = 'enable_eager_aggregate';
CREATE TYPE page_plan AS ENUM ('free', 'paid');
CREATE TABLE page_regions (id smallint PRIMARY KEY, name text, opened date);
CREATE TABLE page_customers (
	id bigint PRIMARY KEY, segment text, region smallint, plan page_plan, token uuid, email varchar(40), since date, weight numeric, tags jsonb);
CREATE TABLE page_responses (
	id integer, customer_id integer, score integer, csat smallint, team smallint, token uuid, email text,
	answered_at timestamptz, happy boolean, plan page_plan, note text);
INSERT INTO page_regions SELECT i, 'region ' || i % 3, date '2020-01-01' + i FROM generate_series(1, 6) AS i;
INSERT INTO page_customers
SELECT i, (array['retail', 'public', NULL])[1 + i % 3], nullif(i % 7, 0), (array['free', 'paid', NULL])[1 + i % 3]::page_plan,
	md5(i::text)::uuid, 'c' || i || '@example.com', date '2023-01-01' + i, i % 4, jsonb_build_object('k', i % 2)
FROM generate_series(1, 300) AS i;
INSERT INTO page_responses
SELECT i, CASE WHEN i % 17 <> 0 THEN (i * 7919) % 330 END, CASE i % 13 WHEN 11 THEN NULL WHEN 12 THEN 10 ELSE i % 13 END, 1 + i % 5, i % 4,
	md5(((i * 7919) % 330)::text)::uuid, 'c' || (i * 7919) % 330 || '@example.com',
	timestamptz '2024-01-01' + i * interval '5 hours', i % 3 = 0, (array['free', 'paid'])[1 + i % 2]::page_plan, 'n' || i
FROM generate_series(1, 3000) AS i;
CREATE TABLE page_tickets (customer integer, kind text, cost numeric);
INSERT INTO page_tickets SELECT i % 40, 'kind ' || i % 3, i % 2 FROM generate_series(1, 150) AS i;
INSERT INTO page_tickets VALUES (NULL, 'none', 0), (2, NULL, 1);
CREATE VIEW page_answers AS
SELECT r.*, c.segment, c.region, date_trunc('month', r.answered_at) AS month
FROM page_responses AS r JOIN page_customers AS c ON r.customer_id = c.id;
CREATE VIEW page_barrier WITH (security_barrier) AS SELECT * FROM page_customers WHERE weight > 1;
ANALYZE page_regions, page_customers, page_responses, page_tickets;

--
-- What it takes
--
SELECT query, page_scan(query) FROM (VALUES
	-- groups of the other relation, of the table, and of both
	('SELECT segment, nps(score), count(*) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY segment'),
	('SELECT segment, date_trunc(''month'', answered_at), nps(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY 1, 2'),
	('SELECT segment, team, happy, tally(score), tally(csat) FILTER (WHERE happy) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY 1, 2, 3'),
	('SELECT team, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE segment = ''retail'' GROUP BY team'),
	('SELECT tally(score), count(*) FROM page_responses JOIN page_customers AS c ON customer_id = c.id'),
	('SELECT upper(segment), c.plan, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY 1, 2'),
	('SELECT c.id, segment, weight, tags, nps(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY c.id'),
	('SELECT date_trunc(''year'', since), tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY 1 HAVING count(*) > 3'),
	('SELECT segment, tally(score) FROM page_customers AS c, page_responses WHERE c.id = customer_id AND csat > 2 AND score < 9 AND since > ''2023-03-01'' GROUP BY segment ORDER BY 1 LIMIT 2'),
	('SELECT segment, month, nps(score) FROM page_answers GROUP BY segment, month'),
	('SELECT segment, nps(score) FROM page_answers WHERE month = timestamptz ''2024-03-01'' GROUP BY segment'),
	-- keys of other types, several keys, computed ones
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers USING (token) GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses AS r JOIN page_customers AS c ON r.email = c.email GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses AS r JOIN page_customers AS c ON r.plan = c.plan AND customer_id = c.id GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses AS r JOIN page_customers AS c ON r.email = c.email AND r.token = c.token GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses AS r JOIN page_customers AS c ON customer_id + 1 = c.id - 1 GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses AS r JOIN page_customers AS c ON lower(r.email) = c.email GROUP BY segment'),
	-- several matches
	('SELECT kind, tally(score), count(*) FROM page_responses JOIN page_tickets ON customer_id = customer GROUP BY kind'),
	('SELECT team, tally(score), count(*) FROM page_responses JOIN page_tickets ON customer_id = customer GROUP BY team'),
	('SELECT kind, tally(nullif(score, 3)) FILTER (WHERE happy), count(*) FROM page_responses JOIN page_tickets ON customer_id = customer WHERE csat > 2 GROUP BY kind'),
	-- outer, semi- and antijoins
	('SELECT segment, tally(score), count(*) FROM page_responses LEFT JOIN page_customers AS c ON customer_id = c.id GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_customers AS c RIGHT JOIN page_responses ON customer_id = c.id AND since > ''2023-05-01'' WHERE csat > 2 GROUP BY segment'),
	('SELECT coalesce(segment, ''none''), month, tally(score) FROM (SELECT date_trunc(''month'', answered_at) AS month, * FROM page_responses) AS r LEFT JOIN page_customers AS c ON customer_id = c.id GROUP BY 1, 2'),
	('SELECT kind, tally(score), count(*) FROM page_responses LEFT JOIN page_tickets ON customer_id = customer GROUP BY kind'),
	('SELECT nps(score) FROM page_responses WHERE customer_id IN (SELECT id FROM page_customers WHERE segment = ''retail'')'),
	('SELECT team, nps(score) FROM page_responses WHERE customer_id IN (SELECT customer FROM page_tickets) GROUP BY team'),
	('SELECT team, nps(score) FROM page_responses WHERE EXISTS (SELECT FROM page_tickets WHERE customer = customer_id) GROUP BY team'),
	('SELECT team, nps(score) FROM page_responses WHERE NOT EXISTS (SELECT FROM page_tickets WHERE customer = customer_id) GROUP BY team'),
	('SELECT team, count(*), nps(score) FROM page_responses LEFT JOIN page_customers AS c ON customer_id = c.id WHERE c.id IS NULL GROUP BY team'),
	-- several joins
	('SELECT segment, name, nps(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id JOIN page_regions AS g ON region = g.id GROUP BY segment, name'),
	('SELECT c.plan, name, kind, tally(score), count(*) FROM page_responses LEFT JOIN page_customers AS c ON customer_id = c.id LEFT JOIN page_regions AS g ON team = g.id LEFT JOIN page_tickets ON csat = customer GROUP BY 1, 2, 3'),
	('SELECT a.kind, b.kind, tally(score), count(*) FROM page_responses JOIN page_tickets AS a ON customer_id = a.customer JOIN page_tickets AS b ON csat = b.customer GROUP BY 1, 2'),
	('SELECT name, nps(score) FROM page_responses JOIN page_regions AS g ON team = g.id WHERE customer_id IN (SELECT customer FROM page_tickets) GROUP BY name'),
	-- other relations than tables
	('SELECT n, tally(score) FROM page_responses JOIN generate_series(1, 3) AS n ON n = team GROUP BY n'),
	('SELECT kinds, tally(score) FROM page_responses JOIN (SELECT customer, count(DISTINCT kind) AS kinds FROM page_tickets GROUP BY customer) AS t ON customer = customer_id GROUP BY kinds'),
	('SELECT name, tally(score) FROM page_responses JOIN (VALUES (1, ''one''), (2, ''two'')) AS v (id, name) ON v.id = team GROUP BY name'),
	('SELECT a.team, tally(a.score) FROM page_responses AS a JOIN page_responses AS b ON a.id = b.customer_id GROUP BY a.team'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_barrier AS c ON customer_id = c.id WHERE c.region > 2 GROUP BY segment'),
	-- nothing to join
	('SELECT segment, tally(score), count(*) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE segment = ''nosuch'' GROUP BY segment'),
	('SELECT tally(score), count(*) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE segment = ''nosuch'''),
	('SELECT segment, tally(score), count(*) FROM page_responses LEFT JOIN page_customers AS c ON customer_id = c.id AND segment = ''nosuch'' GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE csat > 9 GROUP BY segment'),
	-- around it
	('SELECT g, (SELECT nps(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE c.region = g AND csat <> g) FROM generate_series(1, 7) AS g'),
	('SELECT g, q.* FROM generate_series(1, 3) AS g, LATERAL (SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE team = g GROUP BY segment) AS q'),
	('SELECT g, q.* FROM generate_series(1, 3) AS g, LATERAL (SELECT segment, tally(score) FROM page_responses LEFT JOIN page_customers AS c ON customer_id = c.id AND c.region > g GROUP BY segment) AS q')
) AS q (query);

--
-- Aggregates that read columns of the other relations
--
SELECT query, page_scan(query) FROM (VALUES
	('SELECT segment, tally(score) FILTER (WHERE c.plan = ''paid''), nps(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY segment'),
	('SELECT nps(score) FILTER (WHERE segment = ''retail''), nps(score) FILTER (WHERE segment = ''public'' AND happy), count(segment), count(*) FROM page_responses LEFT JOIN page_customers AS c ON customer_id = c.id'),
	('SELECT team, tally(score) FILTER (WHERE segment IS NULL OR email LIKE ''c1%'') FROM page_responses LEFT JOIN (SELECT id, segment FROM page_customers WHERE region > 2) AS c ON customer_id = c.id GROUP BY team'),
	('SELECT team, tally(CASE WHEN segment = ''retail'' THEN score ELSE csat END), tally(score + region), avg(region), max(segment), min(since) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY team'),
	('SELECT tally_counted(score, weight), tally_counted(score, region) FILTER (WHERE score > region) FROM page_responses JOIN page_customers AS c ON customer_id = c.id'),
	('SELECT segment, tally(score), count(c.id) FROM page_responses LEFT JOIN page_customers AS c ON customer_id = c.id GROUP BY segment'),
	-- several matches, each with values of its own
	('SELECT csat, tally(score) FILTER (WHERE kind = ''kind 1''), tally(score) FILTER (WHERE kind IS NULL), tally(cost), count(*) FROM page_responses LEFT JOIN page_tickets ON customer = customer_id GROUP BY csat'),
	('SELECT kind, name, tally(score) FILTER (WHERE opened > since), tally(score) FILTER (WHERE cost = 0) FROM page_responses JOIN page_customers AS c ON customer_id = c.id JOIN page_regions AS g ON g.id = team JOIN page_tickets ON customer = customer_id GROUP BY kind, name'),
	-- what can fail does for rows that are joined
	('SELECT tally(score / (region - 3)) FILTER (WHERE region <> 3) FROM page_responses JOIN page_customers AS c ON customer_id = c.id'),
	('SELECT tally(abs(score / (region - 3))) FROM page_responses JOIN page_customers AS c ON customer_id = c.id'),
	('SELECT tally(score / (region - 3)) FROM page_responses JOIN page_customers AS c ON customer_id = c.id AND region > 3'),
	-- grouping sets may set the same columns to NULL
	('SELECT segment, tally(score) FILTER (WHERE segment = ''retail'') FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY ROLLUP (segment)')
) AS queries (query);

--
-- What it leaves to the ordinary plan
--
SELECT query, page_scan(query) FROM (VALUES
	('SELECT tally(c.region) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY segment'),
	('SELECT answered_at::date - since, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY 1'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id AND answered_at > since GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses LEFT JOIN page_customers AS c ON customer_id = c.id AND happy GROUP BY segment'),
	('SELECT weight, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY weight'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON csat = weight GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses FULL JOIN page_customers AS c ON customer_id = c.id GROUP BY segment'),
	('SELECT name, tally(score) FROM page_responses LEFT JOIN (SELECT id, coalesce(segment, ''none'') AS name FROM page_customers) AS c ON customer_id = c.id GROUP BY name'),
	('SELECT segment, tally(score) FROM page_customers AS c LEFT JOIN page_responses ON customer_id = c.id GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses CROSS JOIN page_customers GROUP BY segment'),
	('SELECT tally(score) FROM page_responses JOIN page_customers AS c ON customer_id < c.id'),
	('SELECT segment, tally(score) FROM page_responses, LATERAL (SELECT segment FROM page_customers AS c WHERE c.id = customer_id LIMIT 1) AS c GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id + (random() * 0)::integer GROUP BY segment')
) AS q (query);

--
-- Rows that the join drops raise nothing, and those it keeps do; what can fail
-- is evaluated for the same rows.
--
INSERT INTO page_responses (id, customer_id, score, csat, team) VALUES (4001, 320, -1, 1, 1), (4002, NULL, -1, 2, 1), (4003, 325, -1, 3, 0);
SELECT query, page_scan(query), page_scan_rows(query) LIKE '22%' AS fails FROM (VALUES
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses LEFT JOIN page_customers AS c ON customer_id = c.id GROUP BY segment'),
	('SELECT tally(score) FROM page_responses WHERE customer_id IN (SELECT id FROM page_customers)'),
	('SELECT tally(score) FROM page_responses WHERE NOT EXISTS (SELECT FROM page_customers AS c WHERE c.id = customer_id)'),
	('SELECT segment, tally(12 / abs(csat - 3)) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE score > 2 OR csat <> 3 GROUP BY segment'),
	('SELECT 1000 / (c.id - 5), tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY 1'),
	('SELECT 1000 / (c.id - 5), tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE customer_id <> 5 GROUP BY 1'),
	('SELECT 1000 / (c.id - 5), tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE c.id <> 5 GROUP BY 1'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON 1000 / (customer_id - 5) = c.id GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON 1000 / (csat - 9) + 200 = c.id WHERE csat > 0 GROUP BY segment')
) AS q (query);
DELETE FROM page_responses WHERE id > 4000;

--
-- A join is taken if its conditions and keys cannot fail, and the conditions of
-- all its relations; constants and parameters may.
--
SELECT query, page_scan(query) FROM (VALUES
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE answered_at >= date ''2024-02-01'' AND since < timestamptz ''2023-08-01'' GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE answered_at > now() - interval ''100 years'' AND csat > 10 / 5 GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE weight > 1.5 AND weight IN (2, 3) GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses AS r JOIN page_customers AS c ON customer_id = c.id WHERE c.plan > ''free'' AND (r.plan = ''paid'' OR note LIKE ''n1%'') AND note NOT LIKE ''%7'' GROUP BY segment'),
	('SELECT since, tally(score) FROM page_responses JOIN page_customers ON answered_at::date = since GROUP BY since'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON coalesce(customer_id, 7) = c.id WHERE CASE WHEN csat > 2 THEN team END IS NOT NULL GROUP BY segment'),
	('SELECT name, tally(score) FROM page_responses JOIN page_regions AS g ON CASE WHEN csat > 2 THEN team ELSE 3::smallint END = g.id GROUP BY name'),
	('SELECT name, tally(score) FROM page_responses JOIN page_regions AS g ON coalesce(team, 0::smallint) = g.id GROUP BY name')
) AS q (query);
SELECT query, page_scan(query) FROM (VALUES
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE 100 / (customer_id - 7) < 100 AND c.region > 6 AND c.region < 6 GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON 100 / (customer_id - 7) = c.id WHERE c.region > 6 AND c.region < 6 GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id AND 10 / c.region > 0 AND 10 / (c.id - 200) < 9 WHERE csat > 2 AND csat < 2 GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses LEFT JOIN page_customers AS c ON 100 / (customer_id - 7) = c.id AND c.weight > 9 GROUP BY segment'),
	('SELECT team, tally(score) FROM page_responses WHERE 100 / (customer_id - 7) < 100 AND NOT EXISTS (SELECT FROM page_customers AS c WHERE weight > 9 AND id = customer_id) GROUP BY team'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE note LIKE ''n\'' GROUP BY segment'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE note LIKE segment GROUP BY segment')
) AS q (query);
-- an index, by which the ordinary plan reads only rows that do not fail
CREATE INDEX ON page_responses (customer_id);
SET random_page_cost = 0.01;
SELECT page_scan(query), page_scan_rows(query) FROM (VALUES
	('SELECT tally(score) FROM page_responses WHERE 100 / (customer_id - 7) < 101 AND customer_id = 8'),
	('SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE 100 / (customer_id - 7) < 101 AND c.id = 8 GROUP BY segment')
) AS q (query);
RESET random_page_cost;

--
-- Keys far apart, equal hashes, wide values, and groups that outgrow the memory
--
CREATE TABLE page_far AS SELECT (i * 1000003)::bigint AS id, repeat('wide ', 700) || i % 5 AS label FROM generate_series(-100, 100) AS i;
INSERT INTO page_far VALUES (-7046029254386353131, 'the key of NULL'), (NULL, 'no key'), (9223372036854775807, 'last'), (-9223372036854775808, 'first');
CREATE TABLE page_points AS
SELECT CASE i % 6 WHEN 0 THEN -7046029254386353131 WHEN 1 THEN NULL WHEN 2 THEN 9223372036854775807 WHEN 3 THEN -9223372036854775808
	ELSE (i % 150 - 75) * 1000003 END AS id, i % 11 AS score, i % 400 AS customer FROM generate_series(1, 3000) AS i;
ANALYZE page_far, page_points;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT label, tally(score) FROM page_points JOIN page_far USING (id) GROUP BY label'),
	('SELECT label, tally(score) FROM page_points LEFT JOIN page_far USING (id) GROUP BY label')
) AS q (query);
SET work_mem = '64kB';
SELECT page_scan('SELECT page_customers.id, page_points.customer, tally(score) FROM page_points JOIN page_customers ON customer = page_customers.id GROUP BY 1, 2');
RESET work_mem;

--
-- Other relations that do not fit into memory
--
CREATE TABLE page_members AS
SELECT i % 9000 AS id, 'm' || i % 9000 AS code, i % 7 AS level, 1 AS active FROM generate_series(1, 12000) AS i;
INSERT INTO page_members SELECT 17, 'm17', i % 3, 1 FROM generate_series(1, 3000) AS i;
CREATE TABLE page_visits AS
SELECT i AS id, nullif(i * 7 % 11000, 5) AS member, 'm' || i * 7 % 11000 AS code, i * 3 % 10000 AS host, i % 11 AS score, i % 4 AS team FROM generate_series(1, 20000) AS i;
CREATE VIEW page_active AS SELECT * FROM page_members WHERE coalesce(active, 0) = 1;
ANALYZE page_members, page_visits;
SET work_mem = '64kB';
SELECT query, page_scan(query) FROM (VALUES
	-- expected not to fit, then expected to
	('SELECT level, tally(score), count(*) FROM page_visits JOIN page_members AS m ON member = m.id GROUP BY level'),
	('SELECT level, tally(score), count(*) FROM page_visits LEFT JOIN page_members USING (code) GROUP BY level'),
	('SELECT level, tally(score), count(*) FROM page_visits JOIN page_active AS m ON member = m.id GROUP BY level'),
	('SELECT level, team, tally(score), count(*) FROM page_visits LEFT JOIN page_active AS m ON member = m.id GROUP BY level, team'),
	('SELECT level, tally(score), count(*) FROM page_visits LEFT JOIN page_active USING (code) GROUP BY level'),
	('SELECT m.code, tally(score) FROM page_visits JOIN page_active AS m ON member = m.id AND page_visits.code = m.code GROUP BY m.code'),
	('SELECT tally(score), count(*) FROM page_visits JOIN page_active USING (code)'),
	('SELECT tally(score), count(*) FROM page_visits WHERE NOT EXISTS (SELECT FROM page_active AS m WHERE m.id = member)'),
	('SELECT m.level, h.level, tally(score), count(*) FROM page_visits JOIN page_active AS m ON member = m.id LEFT JOIN page_active AS h ON host = h.id GROUP BY 1, 2'),
	('SELECT level, tally(score + 91), count(*) FROM page_visits JOIN page_active AS m ON member = m.id GROUP BY level'),
	('SELECT level, nps(score * 2) FROM page_visits JOIN page_active AS m ON member = m.id WHERE team = 1 GROUP BY level'),
	('SELECT g, q.* FROM generate_series(1, 3) AS g, LATERAL (SELECT level, tally(score) FROM page_visits JOIN page_active AS m ON member = m.id WHERE team = g GROUP BY level) AS q'),
	('SELECT g, q.* FROM generate_series(1, 3) AS g, LATERAL (SELECT tally(score) FROM page_visits LEFT JOIN page_active AS m ON member = m.id AND m.level > g) AS q'),
	('SELECT level, tally(score) FILTER (WHERE m.code > ''m5''), tally(m.level), count(*) FROM page_visits JOIN page_active AS m ON member = m.id GROUP BY level'),
	('SELECT tally(score) FILTER (WHERE m.level > h.level), max(m.code) FROM page_visits JOIN page_active AS m ON member = m.id LEFT JOIN page_active AS h ON host = h.id'),
	-- few keys with several rows
	('SELECT level, tally(score), count(*) FROM page_visits JOIN (SELECT id, min(level) AS level FROM page_active GROUP BY id UNION ALL SELECT 700 * i + 39, 8 FROM generate_series(1, 8) AS i) AS m ON member = m.id GROUP BY level'),
	('SELECT level, tally(score), count(*) FROM page_visits JOIN (SELECT id, min(level) AS level FROM page_active GROUP BY id UNION ALL SELECT 800 * i + 5, 8 FROM generate_series(1, 8) AS i) AS m ON member = m.id GROUP BY level'),
	('SELECT level, tally(score), count(*) FROM page_visits JOIN (SELECT id, min(level) AS level FROM page_active GROUP BY id UNION ALL SELECT 900 * i + 23, 8 FROM generate_series(1, 8) AS i) AS m ON member = m.id GROUP BY level')
) AS q (query);
-- Which of equal values is kept depends on the order.
ALTER TABLE page_visits ADD COLUMN cost numeric, ADD COLUMN price numeric(6, 2), ADD COLUMN ratio float8;
UPDATE page_visits SET cost = CASE id % 2 WHEN 0 THEN 3.0 ELSE 3.000 END, price = id % 3, ratio = id % 3;
ANALYZE page_visits;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT max(cost), tally(score) FROM page_visits JOIN page_active AS m ON member = m.id'),
	('SELECT level % 2, min(ratio), tally(score) FROM page_visits JOIN page_active AS m ON member = m.id GROUP BY 1'),
	('SELECT level, max(price), sum(cost), tally(score) FROM page_visits JOIN page_active AS m ON member = m.id GROUP BY level'),
	('SELECT team, max(cost), tally(score) FROM page_visits GROUP BY team ORDER BY team')
) AS q (query);
-- Rows are written to files even if the first ones have the same key.
CREATE FUNCTION page_writes(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) ' || query LOOP
		IF line ~ 'temp read=[1-9]' THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
END $$;
CREATE TABLE page_heavy AS SELECT CASE WHEN i <= 5000 THEN 17 ELSE i - 5000 END AS id, i % 7 AS level, 1 AS active FROM generate_series(1, 14000) AS i;
ANALYZE page_heavy;
SELECT query, page_scan(query), page_writes(query) FROM (VALUES
	('SELECT level, tally(score), count(*) FROM page_visits JOIN (SELECT * FROM page_heavy WHERE coalesce(active, 0) = 1) AS m ON member = m.id GROUP BY level')
) AS q (query);
DROP FUNCTION page_writes;
DROP TABLE page_heavy;
-- What EXPLAIN shows, in text and JSON, with numbers that depend on the machine as n
CREATE FUNCTION page_explain(options text, query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE format('EXPLAIN (%s, COSTS OFF) %s', options, query) LOOP
		IF line ~ '^ *(Group Key|Join Key|Rows Joined|Join Batches|Counted|Spill Batches|Group Memory|Join Memory)' THEN
			RETURN NEXT CASE WHEN line ~ 'Memory|Batches' THEN regexp_replace(trim(line), '[0-9]+', 'n') ELSE trim(line) END;
		END IF;
	END LOOP;
END $$;
CREATE FUNCTION page_explain_json(query text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF, COSTS OFF) ' || query INTO plan;
	RETURN plan -> 0 -> 'Plan' -> 'Plans' -> 0;
END $$;
SELECT page_explain('SUMMARY OFF', 'SELECT name, team, date_trunc(''month'', answered_at), tally(score) FROM page_responses JOIN page_regions AS g ON team = g.id GROUP BY 1, 2, 3');
SELECT page_explain('VERBOSE', 'SELECT name, tally(nullif(score, 3)) FILTER (WHERE csat > 2) FROM page_responses AS r JOIN page_regions AS g ON team = g.id AND csat = g.id GROUP BY name');
SELECT page_explain('ANALYZE, TIMING OFF, SUMMARY OFF', 'SELECT level, tally(score) FROM page_visits JOIN page_members AS m ON member = m.id GROUP BY level');
SELECT page_explain('ANALYZE, TIMING OFF, SUMMARY OFF', 'SELECT code, tally(score) FROM page_visits GROUP BY code');
SELECT plan -> 'Group Key' AS group_key, plan -> 'Join Key' AS join_key, plan -> 'Rows Joined' AS rows, (plan ->> 'Join Batches')::integer > 1 AS batches, (plan ->> 'Join Memory Usage')::integer BETWEEN 10 AND 400 AS memory
FROM page_explain_json('SELECT level, tally(score) FROM page_visits JOIN page_members AS m ON member = m.id GROUP BY level') AS plan;
DROP FUNCTION page_explain(text, text), page_explain_json(text);
BEGIN;
DECLARE page_levels CURSOR FOR SELECT m.code, tally(score) FROM page_visits JOIN page_active AS m ON member = m.id GROUP BY m.code ORDER BY m.code;
FETCH 2 FROM page_levels;
MOVE 10 IN page_levels;
FETCH 1 FROM page_levels;
ROLLBACK;
RESET work_mem;
SET plan_cache_mode = force_generic_plan;
PREPARE page_semijoin AS SELECT team, tally(score) FROM page_visits WHERE member IN (SELECT id FROM page_members) GROUP BY team ORDER BY team;
SELECT page_scan_plan('EXECUTE page_semijoin');
SET work_mem = '64kB';
EXECUTE page_semijoin;
SET satisfaction.page_scan = off;
DEALLOCATE page_semijoin;
SELECT team, tally(score) FROM page_visits WHERE member IN (SELECT id FROM page_members) GROUP BY team ORDER BY team;
SET satisfaction.page_scan = on;
RESET work_mem;
RESET plan_cache_mode;

--
-- Plans that use parameters, cursors, prepared statements
--
SET plan_cache_mode = force_generic_plan;
PREPARE page_joined(integer, date) AS
	SELECT segment, tally(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id WHERE csat > $1 AND since > $2 GROUP BY segment ORDER BY segment;
SELECT page_scan_plan('EXECUTE page_joined(2, ''2023-06-01'')');
EXECUTE page_joined(2, '2023-06-01');
EXECUTE page_joined(4, '2023-01-01');
EXECUTE page_joined(4, NULL);
RESET plan_cache_mode;
SET geqo_threshold = 2;
SELECT page_scan('SELECT segment, nps(score) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY segment');
RESET geqo_threshold;

--
-- Parallel: each process reads the other relation for itself
--
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT page_scan('SELECT segment, nps(score), count(*) FROM page_responses JOIN page_customers AS c ON customer_id = c.id GROUP BY segment');
SELECT page_scan('SELECT kind, team, tally(score), count(*) FROM page_responses LEFT JOIN page_tickets ON customer_id = customer WHERE csat > 2 GROUP BY kind, team');
SET max_parallel_workers_per_gather = 0;

DROP VIEW page_barrier, page_answers, page_active;
DROP TABLE page_regions, page_customers, page_responses, page_tickets, page_far, page_points, page_members, page_visits;
DROP TYPE page_plan;
