\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- rate: the percentage of a boolean that is true, grouped, filtered, over
-- frames, by parallel workers, from stored tallies, and its interval, against
-- the plain SQL formula
--
\pset null NULL

-- Some, all, none, and nobody who answered
SELECT name, rate(solved), tally(solved), rate(tally(solved)) AS of_tally, csat(solved) AS as_csat
  FROM (VALUES ('some', true), ('some', false), ('some', NULL), ('some', false), ('some', true), ('some', true),
               ('all', true), ('all', true), ('all', NULL), ('none', false), ('nobody', NULL), ('nobody', NULL)) AS v(name, solved)
 GROUP BY name ORDER BY name;
SELECT rate(solved) AS no_rows FROM (VALUES (true)) AS v(solved) WHERE false;
SELECT rate('{}'::tally) AS empty, rate(NULL::tally) AS unknown, rate('{0:2}'::tally) AS none, rate('{1:2}'::tally) AS all_true,
       rate('{0:1,1:2}'::tally)::numeric(9,6) AS some, rate('{0:1(3,9),1:1(1,1)}'::tally) AS weighted, rate('{1:1(0,0)}'::tally) AS no_weight;
SELECT rate(tally_counted(answer, times)) AS counted, rate('{0:4611686018427387903,1:4611686018427387903}'::tally) AS many
  FROM (VALUES (true, 30), (false, 10), (NULL, 5), (true, NULL)) AS v(answer, times);

-- Golden F01 and F03: 18 of 20, with their limits by two methods; and the
-- limits where all or none are true
SELECT rate(solved), abs(w.low - 69.89663547715127) <= 1e-10 AND abs(w.high - 97.21335187862318) <= 1e-10 AS wilson,
       abs(a.low - 68.67561125596076) <= 1e-10 AND abs(a.high - 98.4343760998137) <= 1e-10 AS agresti_coull
  FROM (SELECT i > 2 AS solved FROM generate_series(1, 20) AS i) AS v,
       LATERAL (SELECT tally(i > 2) AS t FROM generate_series(1, 20) AS i) AS x,
       LATERAL tally_share_interval(t, 1, 1) AS w, LATERAL tally_share_interval(t, 1, 1, method => 'agresti_coull') AS a
 GROUP BY w.low, w.high, a.low, a.high;
SELECT t, low::numeric(9,6), high::numeric(9,6)
  FROM (VALUES ('{}'::tally), ('{0:20}'), ('{1:20}')) AS v(t), LATERAL tally_share_interval(t, 1, 1) ORDER BY t;

-- 3000 answers in no visible order; groups 0 to 19 have answers, group 20 has
-- none, 21 only true, 22 only false.
CREATE TABLE rate_answers (id int PRIMARY KEY, grp int, sub int, day int, b boolean);
INSERT INTO rate_answers
  SELECT i, i % 20, i % 3, i / 7, ('{t,t,t,f,NULL,f,t}'::boolean[])[1 + r / 1013 % 7]
    FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 3000::bigint) AS i) AS random;
INSERT INTO rate_answers SELECT 5000 + i, 20 + i % 3, 0, 500, ('{NULL,t,f}'::boolean[])[1 + i % 3] FROM generate_series(1, 15) AS i;
ANALYZE rate_answers;
CREATE TEMP VIEW plain AS
  SELECT grp, 100.0::float8 * count(*) FILTER (WHERE b) / nullif(count(b), 0) AS rate FROM rate_answers GROUP BY grp;
SELECT grp, rate(b), count(b) AS answers FROM rate_answers WHERE grp >= 20 GROUP BY grp ORDER BY grp;
SELECT count(*) AS groups, count(*) FILTER (WHERE r.rate IS DISTINCT FROM p.rate) AS mismatches, count(r.rate) AS with_answers
  FROM plain AS p FULL JOIN (SELECT grp, rate(b) FROM rate_answers GROUP BY grp) AS r USING (grp);

-- FILTER, DISTINCT, ORDER BY inside, HAVING, grouping sets
SELECT rate(b) FILTER (WHERE sub = 1) = (SELECT rate(b) FROM rate_answers WHERE sub = 1) AS filtered, rate(b) FILTER (WHERE b) AS only_true,
       rate(b) FILTER (WHERE false) AS nothing, rate(DISTINCT b) AS "distinct", rate(b ORDER BY id DESC) = rate(b) AS ordered,
       rate(NOT b)::numeric(9,6) = 100 - rate(b)::numeric(9,6) AS complement
  FROM rate_answers;
SELECT array_agg(grp ORDER BY grp) = (SELECT array_agg(grp ORDER BY grp) FROM plain WHERE rate > 60) AS having
  FROM (SELECT grp FROM rate_answers GROUP BY grp HAVING rate(b) > 60) AS h;
SELECT count(*) AS rows, count(*) FILTER (WHERE rate IS DISTINCT FROM plain_rate) AS mismatches
  FROM (SELECT rate(b), 100.0::float8 * count(*) FILTER (WHERE b) / nullif(count(b), 0) AS plain_rate
          FROM rate_answers GROUP BY GROUPING SETS (CUBE (grp, sub), ROLLUP (sub, day % 10), ())) AS g;

-- Windows: every frame gives what the plain formula gives over it.
CREATE FUNCTION pg_temp.frame_mismatches(frame text, OUT rows bigint, OUT empty bigint, OUT rate bigint, OUT filtered bigint)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('
    SELECT count(*), count(*) FILTER (WHERE plain IS NULL), count(*) FILTER (WHERE rate IS DISTINCT FROM plain),
           count(*) FILTER (WHERE filtered IS DISTINCT FROM plain_filtered)
      FROM (SELECT rate(b) OVER w, rate(b) FILTER (WHERE sub > 0) OVER w AS filtered,
                   100.0::float8 * count(*) FILTER (WHERE b) OVER w / nullif(count(b) OVER w, 0) AS plain,
                   100.0::float8 * count(*) FILTER (WHERE b AND sub > 0) OVER w / nullif(count(b) FILTER (WHERE sub > 0) OVER w, 0) AS plain_filtered
              FROM rate_answers WHERE id %% 4 < 2 WINDOW w AS (%s)) AS f', frame) INTO rows, empty, rate, filtered;
END $$;
SELECT frame, m.*
  FROM unnest(ARRAY['', 'PARTITION BY grp', 'ORDER BY id', 'PARTITION BY sub ORDER BY day',
                    'ORDER BY id ROWS BETWEEN 9 PRECEDING AND CURRENT ROW',
                    'ORDER BY id ROWS BETWEEN 2 FOLLOWING AND 5 FOLLOWING',
                    'ORDER BY id ROWS BETWEEN CURRENT ROW AND CURRENT ROW',
                    'ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING',
                    'PARTITION BY grp ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING',
                    'PARTITION BY sub ORDER BY day RANGE BETWEEN 3 PRECEDING AND 3 FOLLOWING',
                    'PARTITION BY sub ORDER BY day GROUPS BETWEEN 2 PRECEDING AND 1 PRECEDING',
                    'ORDER BY id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW']) WITH ORDINALITY AS f(frame, o),
       pg_temp.frame_mismatches(frame) AS m
 ORDER BY o;
SELECT id, b, rate(b) OVER w
  FROM (VALUES (1, true), (2, NULL), (3, NULL), (4, false), (5, true), (6, true)) AS v(id, b)
WINDOW w AS (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY id;

-- Stored by day: the whole, and the last seven days
CREATE TABLE rate_daily AS SELECT day, tally(b) AS t FROM rate_answers GROUP BY day;
SELECT rate(sum(t)) = (SELECT rate(b) FROM rate_answers) AS same FROM rate_daily;
SELECT count(*) AS days, count(*) FILTER (WHERE moving IS DISTINCT FROM (
         SELECT rate(b) FROM rate_answers AS a WHERE a.day BETWEEN m.day - 6 AND m.day)) AS mismatches
  FROM (SELECT day, rate(sum(t) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW)) AS moving FROM rate_daily) AS m;

-- By parallel workers
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT is_parallel('SELECT grp, rate(b) FROM rate_answers GROUP BY grp') AS parallel;
CREATE TEMP TABLE by_workers AS SELECT grp, rate(b) FROM rate_answers GROUP BY grp;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
SELECT count(*) AS groups, count(*) FILTER (WHERE w.rate IS DISTINCT FROM p.rate) AS mismatches FROM plain AS p FULL JOIN by_workers AS w USING (grp);

-- Every aggregate of rates can be merged and moved along a window.
SELECT aggfnoid::regprocedure AS aggregate, aggcombinefn <> 0 AS combine, aggminvtransfn <> 0 AS inverse, proparallel = 's' AS parallel_safe
  FROM pg_aggregate JOIN pg_proc ON pg_proc.oid = aggfnoid
 WHERE proname IN ('rate', 'churn_rate', 'retention_rate', 'service_level')
 ORDER BY aggfnoid::regprocedure::text COLLATE "C";

-- A tally of something else
SELECT * FROM error_of($$SELECT rate('{0:1,1:4,5:2}'::tally)$$) \gx
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$rate(tally(score)) FROM (VALUES (9), (10)) AS v(score)$$), (2, $$rate(score) FROM (VALUES (0), (1)) AS v(score)$$),
               (3, $$rate(answer) FROM (VALUES ('yes')) AS v(answer)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

DROP VIEW plain;
DROP TABLE rate_answers, rate_daily;

-- Limits and a test of tallies of booleans, without arguments of a scale
SELECT bool_and(rate_interval(t) IS NOT DISTINCT FROM tally_share_interval(t, 1, 1)) AS limits, bool_and(rate_interval(t, 0.9, 'jeffreys', 200) IS NOT DISTINCT FROM tally_share_interval(t, 1, 1, 0.9, 'jeffreys', 200)) AS in_full,
       bool_and(rate_interval(t, NULL, NULL, NULL) IS NOT DISTINCT FROM rate_interval(t)) AS by_null
  FROM (VALUES ('{0:3,1:17}'::tally), ('{}'), ('{1:9}'), ('{0:4}'), ('{0:3(6,14),1:4(4,4)}'), (NULL)) AS v(t);
SELECT (rate_interval('{0:2,1:18}')).low::numeric(12,9), (rate_interval('{0:2,1:18}')).high::numeric(12,9), rate_interval('{}'::tally) AS empty, rate_interval(NULL::tally) AS unknown;
-- Newcombe's hybrid limits of 56 of 70 and 48 of 80, and z of Campbell
SELECT test_verdict(rate_test('{0:14,1:56}', '{0:32,1:48}'), '{20,5.243147240236488,33.3872654036906,2.6413232722941244,0.008258287929380777}') AS test,
       test_verdict(rate_test('{0:14,1:56}', '{0:32,1:48}', 0.9), '{20,7.656419154407194,31.364458358294378,2.6413232722941244,0.008258287929380777}') AS at_90;
SELECT bool_and(rate_test(a, b) IS NOT DISTINCT FROM csat_test(a, b, NULL, NULL, NULL, 0, 1, 1)) AS as_csat, bool_and(rate_test(a, b) IS NOT DISTINCT FROM rate_test(a, b, NULL)) AS by_null, count(*) FILTER (WHERE rate_test(a, b) IS NULL) AS nothing,
       count(*) FILTER (WHERE (rate_test(a, b)).p_value IS NULL) AS without_p
  FROM (VALUES ('{}'::tally), ('{0:3}'), ('{1:5}'), ('{0:3,1:17}'), ('{0:3(6,14),1:4(4,4)}'), (NULL)) AS v(a), (VALUES ('{}'::tally), ('{0:3}'), ('{0:9,1:4}'), (NULL)) AS w(b);
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$rate_interval('{2:1}')$$), (2, $$rate_test('{1:1}', '{5:1}')$$), (3, $$rate_interval('{1:1}', 95)$$), (4, $$rate_test('{1:1}', '{0:1}', 1)$$), (5, $$rate_interval('{1:1}', method => 'score')$$),
               (6, $$rate_interval('{1:4}', population => 3)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
