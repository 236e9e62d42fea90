\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- tally_operators: tallies compare, sort, group, join and index like values
-- of any type, and + and - undo each other
--
\pset null NULL

-- Is there a node of this kind in the plan?
CREATE FUNCTION pg_temp.plan_has_node(statement text, node text) RETURNS boolean
LANGUAGE sql AS $$ SELECT plan_has(statement, format('"Node Type": "%s"', node)) $$;

-- The order: fewer answers at the first score where two tallies differ.
CREATE TEMP TABLE sample (id int PRIMARY KEY, t tally);
INSERT INTO sample VALUES
  (1, '{}'), (2, '{0:1}'), (3, '{0:2}'), (4, '{100:1}'), (5, '{100:9223372036854775807}'), (6, '{0:1,100:1}'),
  (7, '{5:1}'), (8, '{5:1,6:1}'), (9, '{6:1}'), (10, '{5:1(0.5,0.25)}'), (11, '{5:1(2,4)}'), (12, '{5:1(1,1)}'),
  (13, '{5:1(0,0)}'), (14, '{5:2(1,0.5)}'), (15, '{0:3,9:12,10:40}');
ANALYZE sample;
SELECT id, t FROM sample ORDER BY t;
SELECT '{9:2(2,2)}'::tally = '{9:2}' AS weighted, '{9:0(0,0)}'::tally = '{}' AS empty, '{9:2(2,2),10:1(0.5,0.25)}'::tally = '{10:1(0.5,0.25),9:2}' AS same_too,
       '{9:2}'::tally = '{10:2}' AS other;
SELECT NULL = '{}'::tally AS eq, NULL <> '{}'::tally AS ne, '{}'::tally < NULL AS lt, '{}' + NULL::tally AS plus, NULL::tally - '{}' AS minus;

-- The six operators agree with the comparison function, which is a total
-- order: over all pairs and triples of the sample.
SELECT count(*) AS pairs,
       count(*) FILTER (WHERE (a.t < b.t) IS DISTINCT FROM (tally_cmp(a.t, b.t) < 0)) AS lt,
       count(*) FILTER (WHERE (a.t <= b.t) IS DISTINCT FROM (tally_cmp(a.t, b.t) <= 0)) AS le,
       count(*) FILTER (WHERE (a.t = b.t) IS DISTINCT FROM (tally_cmp(a.t, b.t) = 0)) AS eq,
       count(*) FILTER (WHERE (a.t >= b.t) IS DISTINCT FROM (tally_cmp(a.t, b.t) >= 0)) AS ge,
       count(*) FILTER (WHERE (a.t > b.t) IS DISTINCT FROM (tally_cmp(a.t, b.t) > 0)) AS gt,
       count(*) FILTER (WHERE (a.t <> b.t) IS DISTINCT FROM (tally_cmp(a.t, b.t) <> 0)) AS ne,
       count(*) FILTER (WHERE sign(tally_cmp(a.t, b.t)) <> -sign(tally_cmp(b.t, a.t))) AS antisymmetric,
       count(*) FILTER (WHERE (a.t = b.t) <> (a.id = b.id)) AS identity
  FROM sample AS a, sample AS b;
SELECT count(*) AS intransitive
  FROM sample AS a, sample AS b, sample AS c WHERE a.t <= b.t AND b.t <= c.t AND NOT a.t <= c.t;
-- Equal tallies hash alike, with and without a seed, also if they came by
-- different ways.
SELECT count(*) AS equal,
       count(*) FILTER (WHERE tally_hash(a.t) <> tally_hash(b.t) OR
                              tally_hash_extended(a.t, 7) <> tally_hash_extended(b.t, 7)) AS unlike
  FROM (SELECT id, t + '{5:3}' - '{5:3}' AS t FROM sample WHERE id NOT IN (5, 13)) AS a
  JOIN sample AS b ON a.t = b.t;
SELECT count(DISTINCT tally_hash(t)) > 10 AS spread, count(DISTINCT tally_hash_extended(t, 7)) > 10 AS spread_too,
       bool_or(tally_hash_extended(t, 7) <> tally_hash_extended(t, 8)) AS seeded
  FROM sample;

-- + and -
SELECT '{9:1,10:2}'::tally + '{0:5,10:1}' AS plus, '{9:1,10:2}'::tally - '{10:2}' AS minus,
       '{}'::tally + '{}' AS nothing, '{9:1}'::tally - '{9:1}' AS gone, '{100:1}'::tally + '{0:1}' AS wide;
SELECT '{9:2(0.5,0.125)}'::tally + '{9:1,10:1}' AS plus, '{9:2(0.5,0.125),10:1}'::tally - '{9:2(0.5,0.125)}' AS minus,
       '{9:3(1.5,1.125)}'::tally - '{9:1}' AS one_less;
-- A sum is weighted if a part is, and what is taken from a weighted tally leaves
-- a weighted one, unless it leaves nothing.
SELECT '{9:2}'::tally + '{10:1(1,1)}' AS sum, '{9:2}'::tally + '{}' AS with_none, '{9:2(2,2)}'::tally + '{}' AS with_none_too,
       '{9:2(2,2)}'::tally - '{9:1}' AS less, '{9:2}'::tally - '{9:1(1,1)}' AS less_too, '{9:2(2,2)}'::tally - '{9:2}' AS nothing;
SELECT e.state, e.message, v.statement
  FROM (VALUES (1, $$SELECT '{9:9223372036854775807}'::tally + '{9:1}'$$),
               (2, $$SELECT '{9:9223372036854775807}'::tally + '{10:1}'$$),
               (3, $$SELECT '{9:1(8e149,6.4e299)}'::tally + '{9:1(8e149,6.4e299)}'$$),
               (4, $$SELECT '{9:1}'::tally - '{9:2}'$$),
               (5, $$SELECT '{9:1}'::tally - '{10:1}'$$),
               (6, $$SELECT '{}'::tally - '{100:1}'$$),
               (7, $$SELECT '{9:2(1,1)}'::tally - '{9:1(2,4)}'$$)) AS v(n, statement),
       LATERAL error_of(v.statement) AS e
 ORDER BY n;
SELECT hint FROM error_of($$SELECT '{9:1}'::tally - '{9:2}'$$);

-- Weights that are taken away leave right ones, or an error where what is left
-- was lost to rounding; nothing is left of answers without weight.
SELECT '{9:2(7,29)}'::tally - '{9:1(5,25)}' AS two_of_seven, '{9:2(5000005000,25000000000025000000)}'::tally - '{9:1(5000,25000000)}' AS heavy_stays,
       '{9:3(0.3,0.03)}'::tally - '{9:1(0.1,0.01)}' AS tenths, '{9:2(0,0)}'::tally - '{9:1(0,0)}' AS weightless;
SELECT e.state, e.message, e.detail, e.hint, v.statement
  FROM (VALUES (1, $$SELECT '{9:1(1e-20,1e-40)}'::tally + '{9:1(1,1)}' - '{9:1(1,1)}'$$), (2, $$SELECT '{9:2(5,25)}'::tally - '{9:1(5,25)}'$$),
               (3, $$SELECT '{9:3(1.00002,1.0000000002)}'::tally - '{9:1(1,1)}'$$)) AS v(n, statement),
       LATERAL error_of(v.statement) AS e
 ORDER BY n;
CREATE TEMP TABLE pool AS
  SELECT i AS id, tally((i * j * j + i) % 11) FILTER (WHERE j % 7 < i % 8) AS t
    FROM generate_series(1, 60) AS i, generate_series(1, 40) AS j GROUP BY i;
ANALYZE pool;
SELECT count(*) AS pairs,
       count(*) FILTER (WHERE a.t + b.t - b.t <> a.t) AS inverse,
       count(*) FILTER (WHERE a.t + b.t <> b.t + a.t) AS commutative,
       count(*) FILTER (WHERE tally_count(a.t + b.t) <> tally_count(a.t) + tally_count(b.t)) AS counted,
       count(*) FILTER (WHERE a.t + '{}' <> a.t OR a.t - '{}' <> a.t OR a.t - a.t <> '{}') AS neutral
  FROM pool AS a, pool AS b;
SELECT count(*) FILTER (WHERE (a.t + b.t) + c.t <> a.t + (b.t + c.t)) AS associative
  FROM pool AS a, pool AS b, pool AS c WHERE a.id <= 20 AND b.id <= 20 AND c.id <= 20;

-- Sorting and grouping: every tally twice, and some NULLs
CREATE TEMP TABLE twice AS
  SELECT id, t FROM sample UNION ALL SELECT id + 100, t FROM sample UNION ALL SELECT id + 200, NULL FROM sample WHERE id <= 2;
ANALYZE twice;
SELECT count(DISTINCT t) AS distinct_tallies, (SELECT count(*) FROM (SELECT DISTINCT t FROM twice) AS d) AS with_null,
       (SELECT count(*) FROM (SELECT t FROM twice UNION SELECT t FROM sample) AS u) AS united,
       (SELECT count(*) FROM (SELECT t FROM twice INTERSECT SELECT t FROM sample) AS i) AS common,
       (SELECT count(*) FROM (SELECT t FROM twice EXCEPT SELECT t FROM sample) AS e) AS rest
  FROM twice;
SET enable_sort = off;
SELECT count(*) AS groups, min(n), max(n) FROM (SELECT count(*) AS n FROM twice GROUP BY t) AS g;
RESET enable_sort;
SET enable_hashagg = off;
SELECT count(*) AS groups, min(n), max(n) FROM (SELECT count(*) AS n FROM twice GROUP BY t) AS g;
RESET enable_hashagg;
SELECT t FROM twice WHERE t IN ('{5:1}', '{0:2}', '{77:7}') ORDER BY t DESC, id;
SELECT id FROM twice ORDER BY t DESC NULLS LAST, id LIMIT 2;

-- Joins: each kind finds the same rows.
CREATE TEMP TABLE joins (kind text, used boolean, rows bigint);
SET enable_mergejoin = off; SET enable_nestloop = off;
INSERT INTO joins SELECT 'Hash Join', pg_temp.plan_has_node('SELECT 1 FROM twice JOIN sample USING (t)', 'Hash Join'), count(*)
  FROM twice JOIN sample USING (t);
RESET enable_mergejoin; SET enable_hashjoin = off;
INSERT INTO joins SELECT 'Merge Join', pg_temp.plan_has_node('SELECT 1 FROM twice JOIN sample USING (t)', 'Merge Join'), count(*)
  FROM twice JOIN sample USING (t);
RESET enable_nestloop; SET enable_mergejoin = off;
INSERT INTO joins SELECT 'Nested Loop', pg_temp.plan_has_node('SELECT 1 FROM twice JOIN sample USING (t)', 'Nested Loop'), count(*)
  FROM twice JOIN sample USING (t);
RESET enable_hashjoin; RESET enable_mergejoin;
SELECT * FROM joins ORDER BY kind;

-- Indexes: btree for equality, ranges and order, hash for equality
CREATE TEMP TABLE indexed AS SELECT i AS id, tally_counted(i % 101, i) AS t FROM generate_series(1, 2000) AS i GROUP BY i;
INSERT INTO indexed SELECT 10000 + id, t FROM sample;
CREATE UNIQUE INDEX indexed_btree ON indexed (t);
ANALYZE indexed;
SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off;
SELECT pg_temp.plan_has_node('SELECT id FROM indexed WHERE t = ''{5:5}''', 'Index Scan') AS by_equality,
       pg_temp.plan_has_node('SELECT id FROM indexed WHERE t < ''{5:5}''', 'Index Scan') AS by_range,
       pg_temp.plan_has_node('SELECT t FROM indexed ORDER BY t', 'Sort') AS needs_sort;
SELECT id FROM indexed WHERE t = '{5:5}';
CREATE TEMP TABLE by_index AS
  SELECT s.id, (SELECT count(*) FROM indexed AS i WHERE i.t < s.t) AS below, (SELECT count(*) FROM indexed AS i WHERE i.t >= s.t) AS from_here
    FROM sample AS s;
RESET enable_seqscan; RESET enable_sort;
SET enable_indexscan = off; SET enable_indexonlyscan = off;
SELECT count(*) AS ranges,
       count(*) FILTER (WHERE below <> (SELECT count(*) FROM indexed AS i WHERE i.t < s.t) OR
                              from_here <> (SELECT count(*) FROM indexed AS i WHERE i.t >= s.t)) AS mismatches
  FROM by_index JOIN sample AS s USING (id);
RESET enable_indexscan; RESET enable_indexonlyscan;
SELECT state, message FROM error_of($$INSERT INTO indexed VALUES (0, '{5:5}')$$);
DROP INDEX indexed_btree;
CREATE INDEX indexed_hash ON indexed USING hash (t);
SET enable_seqscan = off;
SELECT pg_temp.plan_has_node('SELECT id FROM indexed WHERE t = ''{5:5}''', 'Index Scan') AS by_hash;
SELECT id FROM indexed WHERE t = '{5:5}';
SELECT id FROM indexed WHERE t = '{5:4}';
RESET enable_seqscan; RESET enable_bitmapscan;

-- Partitions by hash: every row is found in the one partition it went to.
CREATE TABLE by_tally (id int, t tally) PARTITION BY HASH (t);
CREATE TABLE by_tally_0 PARTITION OF by_tally FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE by_tally_1 PARTITION OF by_tally FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE by_tally_2 PARTITION OF by_tally FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO by_tally SELECT * FROM indexed;
SELECT count(*) AS rows, count(DISTINCT tableoid) AS partitions, min(partition_rows) > 500 AS even
  FROM (SELECT tableoid, count(*) OVER (PARTITION BY tableoid) AS partition_rows FROM by_tally) AS p;
SELECT pg_temp.plan_has_node('SELECT id FROM by_tally WHERE t = ''{5:5}''', 'Append') AS looks_everywhere;
SELECT id FROM by_tally WHERE t = '{5:5}';
ANALYZE by_tally;
SELECT count(*) AS found FROM indexed JOIN by_tally USING (t);
DROP TABLE by_tally;
