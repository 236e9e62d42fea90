\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- reliability: cronbach_alpha by golden values and by the plain formula,
-- merged in any way, and item_index; missing items, and every refusal
--
\pset null NULL

-- Golden Q5
CREATE TEMP TABLE golden (items int[]);
INSERT INTO golden VALUES ('{4,5,4,3}'), ('{5,5,4,4}'), ('{2,3,3,2}'), ('{1,2,2,1}'), ('{4,4,5,3}'), ('{3,3,2,3}'), ('{5,4,5,5}'), ('{2,2,1,3}');
SELECT relative_verdict(cronbach_alpha(items), 0.923694779116466) AS alpha FROM golden;
-- 30 groups by the formula, with missing items
CREATE TEMP TABLE answers AS
  SELECT grp, i, (SELECT array_agg(CASE WHEN (i * k * k + grp) % 31 > 0 THEN least(7, 1 + r % 4 + (r / 7 + k * k * i) % 4) END ORDER BY k) FROM generate_series(1, 2 + grp % 5) AS k) AS items
    FROM (SELECT i % 30 AS grp, i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 3000::bigint) AS i) AS random;
SELECT count(*) AS groups, count(*) FILTER (WHERE verdict(alpha, got) = 'ok') AS same, min(got) < 0.7 AND max(got) > 0.7 AND max(got) < 1 AS various
  FROM (SELECT grp, k / (k - 1.0) * (1 - sum(variance) / (SELECT var_samp(total) FROM (SELECT (SELECT sum(x) FROM unnest(items) AS x) AS total FROM answers AS a WHERE a.grp = v.grp AND array_position(items, NULL) IS NULL) AS t)) AS alpha
          FROM (SELECT grp, item, cardinality(items) AS k, var_samp(items[item]) AS variance FROM answers, generate_subscripts(items, 1) AS item WHERE array_position(items, NULL) IS NULL GROUP BY grp, item, cardinality(items)) AS v GROUP BY grp, k) AS formula
  JOIN (SELECT grp, cronbach_alpha(items) AS got FROM answers GROUP BY grp) AS g USING (grp);
-- The same in any order, in parts, and of every type of number; units do not
-- matter, reversed items do
SELECT cronbach_alpha(items) = cronbach_alpha(items ORDER BY i DESC) AS by_order, cronbach_alpha(items::smallint[]) = cronbach_alpha(items::numeric[]) AS by_type, cronbach_alpha(items) = cronbach_alpha(items::float8[]) AS as_float8,
       verdict(cronbach_alpha(items), cronbach_alpha(ARRAY[10 * items[1] - 50, 10 * items[2] - 50])) AS by_unit, cronbach_alpha(ARRAY[items[1], 8 - items[2]]) < 0 AS reversed FROM answers WHERE grp = 0;
CREATE TABLE stored AS SELECT * FROM answers WHERE cardinality(items) = 4;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SELECT is_parallel('SELECT cronbach_alpha(items) FROM stored') AS parallel, cronbach_alpha(items) = (SELECT cronbach_alpha(items) FROM answers WHERE cardinality(items) = 4) AS same FROM stored;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;
DROP TABLE stored;
SELECT grp % 5 AS items, count(*), cronbach_alpha(items) FILTER (WHERE i > 1500) IS NOT NULL AS filtered FROM answers GROUP BY 1 ORDER BY 1;
SELECT items, round((cronbach_alpha(items) OVER (ORDER BY items ROWS 2 PRECEDING))::numeric, 9) AS of_three FROM golden ORDER BY items;
-- No rows, NULL, one respondent, none complete, one item, nothing that varies
SELECT cronbach_alpha(items) AS no_rows, cronbach_alpha(NULL) AS unknown FROM golden WHERE false;
SELECT name, cronbach_alpha(items)
  FROM (VALUES ('null', NULL::int[]), ('empty', '{}'), ('empty then four', '{}'), ('empty then four', '{1,2,3,4}'), ('one respondent', '{1,2,3}'), ('none complete', '{1,NULL,3}'), ('none complete', '{NULL,3,4}'), ('one item', '{4}'), ('one item', '{5}'),
               ('all equal', '{3,3}'), ('all equal', '{3,3}'), ('totals equal', '{1,3}'), ('totals equal', '{2,2}'), ('perfect', '{1,2,1}'), ('perfect', '{3,4,3}'), ('perfect', '{2,3,2}'), ('opposed', '{1,5}'), ('opposed', '{5,1}'), ('opposed', '{3,4}')) AS v(name, items)
 GROUP BY name ORDER BY name;
-- Large whole numbers are exact.
SELECT cronbach_alpha(items) = cronbach_alpha(ARRAY[items[1] + 999990, items[2] + 999990, items[3] - 999990, items[4]]) AS shifted FROM golden;
-- Multidimensional arrays and other bounds count as lists of items.
SELECT cronbach_alpha(format('[0:1][7:8]={{%s,%s},{%s,%s}}', items[1], items[2], items[3], items[4])::int[]) = cronbach_alpha(items) AS two_by_two FROM golden;
-- States by themselves
SELECT _cronbach_alpha_transition(_cronbach_alpha_transition('{}', '{1,2}'), '{3,NULL}') AS state, _cronbach_alpha_combine('{1,9,1,2,1,4}', '{2,25,3,4,5,8}') AS both, _cronbach_alpha_combine('{}', '{1,9,1,2,1,4}') AS first, _cronbach_alpha_combine('{1,9,1,2,1,4}', '{}') AS second,
       _cronbach_alpha_combine('{}', '{}') AS none, _cronbach_alpha_final('{}') AS nothing;
SELECT v.expression, e.state, e.message, e.hint
  FROM (VALUES (1, $$cronbach_alpha(x) FROM (VALUES (ARRAY[1,2]), (ARRAY[1,2,3])) AS v(x)$$), (2, $$cronbach_alpha('{1,2.5}')$$), (3, $$cronbach_alpha('{NaN,2}')$$), (4, $$cronbach_alpha('{Infinity,2}')$$), (5, $$cronbach_alpha('{1000001,2}')$$), (6, $$cronbach_alpha('{-1000001,NULL}')$$),
               (7, $$cronbach_alpha('{a,b}'::text[])$$), (8, $$cronbach_alpha(array_fill(1000000, '{3000}'::int[])) FROM generate_series(1, 2)$$), (9, $$_cronbach_alpha_final('{1,2}')$$), (10, $$_cronbach_alpha_final('{1,2,3}')$$), (11, $$_cronbach_alpha_final('{1,2,NULL,4}')$$),
               (12, $$_cronbach_alpha_final('{{1,2},{3,4}}')$$), (13, $$_cronbach_alpha_combine('{1,2,3,4}', '{1,2,3,4,5,6}')$$), (14, $$_cronbach_alpha_combine('{1,9223372036854775807,3,4}', '{1,2,3,4}')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || expression) AS e ORDER BY n;

--
-- item_index
--
SELECT item_index('{4,5,NULL,3}', 1, 5) AS three_of_four, item_index('{1,1}', 1, 5) AS lowest, item_index('{5,5}', 1, 5) AS highest, item_index('{0,10,7.5}', 0, 10)::numeric(9,6) AS fractions, item_index('{8}', 1, 10)::numeric(9,6) AS one,
       item_index(ARRAY[4, 5, NULL, 3]::smallint[], 1, 5) AS smallint, item_index(items => ARRAY[4, 5]::numeric[], scale_min => 1, scale_max => 7)::numeric(9,6) AS by_name;
SELECT item_index('{4,5,NULL,3}', 1, 5, 3) AS enough, item_index('{4,5,NULL,3}', 1, 5, 4) AS too_few, item_index('{NULL,NULL}', 1, 5) AS none, item_index('{}', 1, 5) AS empty, item_index(NULL, 1, 5) AS unknown, item_index('{4}', NULL, 5) AS no_low, item_index('{4}', 1, NULL) AS no_high,
       item_index('{4,NULL}', 1, 5, NULL) AS by_default, item_index('{4}', 1, 5, 2) AS of_one;
-- As the formula, and as acsi with equal weights
SELECT count(*) AS rows, count(*) FILTER (WHERE verdict(item_index(items, 1, 7), 100 * ((SELECT avg(x) FROM unnest(items) AS x) - 1) / 6) = 'ok') AS same, count(*) FILTER (WHERE (item_index(items, 1, 7, 3) IS NULL) = ((SELECT count(x) FROM unnest(items) AS x) < 3)) AS hidden FROM answers;
SELECT verdict(item_index(ARRAY[8, 7, 7], 1, 10), acsi(8, 7, 7)) AS acsi;
SELECT v.expression, e.state, e.message, e.hint
  FROM (VALUES (1, $$item_index('{4,6}', 1, 5)$$), (2, $$item_index('{0,4}', 1, 5)$$), (3, $$item_index('{NaN}', 1, 5)$$), (4, $$item_index('{Infinity}', 1, 5)$$), (5, $$item_index('{4}', 5, 1)$$), (6, $$item_index('{4}', 1, 101)$$), (7, $$item_index('{4}', 1, 5, 0)$$), (8, $$item_index('{9,NULL}', 1, 5, 2)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || expression) AS e ORDER BY n;
