\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- paired: the same customers before and after, golden, computed and by plain
-- formulas; every type, NULL, grouped, filtered, over frames, by parallel
-- workers; states that are not ones, every refusal
--
\pset null NULL

-- Golden: groups before (down) and after (across)
CREATE TEMP TABLE golden AS
  SELECT before, after FROM (VALUES (0, 3, 10), (1, 7, 5), (2, 10, 3), (7, 4, 4), (7, 8, 20), (8, 9, 8), (9, 6, 2), (10, 7, 6), (9, 10, 42)) AS v(before, after, n), LATERAL generate_series(1, n);
SELECT verdict(difference, 5) AS difference, relative_verdict(statistic, 0.76471911290187) AS z, relative_verdict(difference / statistic, 6.5383484153110096) AS stderr,
       verdict(low, 5 - 1.959963984540054 * 6.5383484153110096) AS low, verdict(high, 5 + 1.959963984540054 * 6.5383484153110096) AS high
  FROM (SELECT nps_paired_test(before, after) AS t FROM golden) AS g, LATERAL (SELECT (g.t).*) AS t;

-- Computed with mpmath 1.3.0 to 50 digits: changes of group from -2 to 2
SELECT changes, test_verdict((SELECT nps_paired_test(before, after) FROM (VALUES (-2, 9, 3), (-1, 7, 0), (0, 8, 7), (1, 8, 10), (2, 6, 9)) AS p(change, before, after), LATERAL generate_series(1, changes[change + 3])), expected)
  FROM (VALUES (1, '{2,9,72,13,3}'::int[], '{6.0606060606060606,-6.7140522543672637,18.835264375579385,0.92985419338770457,0.35244658259992622}'::float8[]),
               (2, '{0,3,10,0,0}', '{-23.076923076923077,-45.979992521652409,-0.17385363219374443,-1.9748417658131499,0.048286107676681646}'),
               (3, '{1,0,0,0,1}', '{0,-200,200,0,1}'), (4, '{0,0,0,5,0}', '{100,100,100,NULL,NULL}'),
               (5, '{1,1,100,1,9}', '{14.285714285714286,3.2575444345905741,25.313884136837997,2.5389058992935571,0.011119972803643752}')) AS v(n, changes, expected) ORDER BY n;
-- McNemar: rose, fell, of how many; exact below 25 changes
SELECT rose, fell, n, test_verdict((SELECT csat_paired_test(before, after) FROM (SELECT CASE WHEN i <= rose THEN 3 ELSE 4 + i % 2 END AS before, CASE WHEN i BETWEEN rose + 1 AND rose + fell THEN 1 + i % 3 ELSE 5 END AS after FROM generate_series(1, n) AS i) AS p), expected)
  FROM (VALUES (14, 11, 90, '{3.3333333333333333,-7.8426670695750021,14.545256535803974,0.6,0.54850623550014716}'::float8[]),
               (30, 10, 100, '{20,7.9484434227379088,31.696048861278697,3.1622776601683793,0.0015654022580025497}'),
               (5, 2, 40, '{7.5,-6.5684593107023648,22.339591445469193,1.1338934190276817,0.453125}'), (3, 3, 9, '{0,-47.881028143828162,47.881028143828162,0,1}'),
               (0, 0, 5, '{0,-43.448246478317472,43.448246478317472,NULL,NULL}'), (24, 0, 24, '{100,72.404759065003967,100,4.8989794855663562,1.1920928955078125e-7}'),
               (0, 25, 60, '{-41.666666666666667,-54.271918977359886,-30.064278558341611,-5,5.7330314375838782e-7}')) AS v(rose, fell, n, expected);
-- Paired t; the last are R's sleep data, as whole numbers ten times as large
-- (t.test prints t = -4.0621, p-value = 0.002833, -2.4598858 -0.7001142).
SELECT n, test_verdict((SELECT tally_mean_paired_test(before, after) FROM unnest(b, a) AS p(before, after)), expected)
  FROM (VALUES (1, '{1,2,3,4,5}'::int[], '{2,4,2,4,8}'::int[], '{1,-0.96324316147755708,2.9632431614775571,1.414213562373095,0.23019964108049898}'::float8[]),
               (2, '{0,50,90}', '{10,60,100}', '{10,10,10,NULL,NULL}'), (3, '{0,100}', '{100,0}', '{0,-100,100,0,1}'), (4, '{5}', '{10}', '{5,NULL,NULL,NULL,NULL}')) AS v(n, b, a, expected) ORDER BY n;
SELECT round(statistic::numeric, 4) AS t, round(p_value::numeric, 6) AS p, round(low::numeric / 10, 7) AS low, round(high::numeric / 10, 7) AS high
  FROM (SELECT tally_mean_paired_test(b, a) AS t FROM unnest('{27,4,18,8,19,54,57,28,20,40}'::int[], '{39,28,31,21,19,64,75,36,66,54}'::int[]) AS s(a, b)) AS s, LATERAL (SELECT (s.t).*) AS t;

-- 3000 customers in 20 groups by plain formulas; some without an answer
CREATE TABLE paired_answers (id int PRIMARY KEY, grp int, sub int, before int, after int);
INSERT INTO paired_answers
  SELECT i, i % 20, i % 3, CASE WHEN i % 13 > 0 THEN r % 11 END, CASE WHEN i % 17 > 0 THEN least(10, greatest(0, r % 11 + r / 11 % 5 - 2)) END FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 3000::bigint) AS i) AS random;
INSERT INTO paired_answers SELECT 5000 + i, 20, 0, CASE WHEN i % 2 = 0 THEN 5 END, CASE WHEN i % 2 = 1 THEN 5 END FROM generate_series(1, 10) AS i;
ANALYZE paired_answers;
-- on 1-5 for CSAT
CREATE TEMP VIEW pairs AS SELECT *, 1 + before * 5 / 11 AS b5, 1 + after * 5 / 11 AS a5 FROM paired_answers;
CREATE TEMP VIEW changes AS
  SELECT grp, sub, id, (after > 6)::int + (after > 8)::int - (before > 6)::int - (before > 8)::int AS step, (a5 >= 4)::int - (b5 >= 4)::int AS turn, after - before AS change FROM pairs WHERE before IS NOT NULL AND after IS NOT NULL;
CREATE TEMP VIEW plain AS
  SELECT grp, count(*) AS n, 100 * avg(step)::float8 AS nps, avg(step)::float8 / sqrt(nullif(var_pop(step)::float8, 0) / count(*)) AS nps_z, 100 * avg(turn)::float8 AS csat,
         sum(turn) / sqrt(nullif(count(*) FILTER (WHERE turn <> 0), 0)) AS csat_z, avg(change)::float8 AS mean, avg(change)::float8 / (nullif(stddev(change)::float8, 0) / sqrt(count(*))) AS mean_t
    FROM changes GROUP BY grp;
CREATE TEMP VIEW tested AS
  SELECT grp, nps_paired_test(before, after) AS nps, csat_paired_test(b5, a5) AS csat, tally_mean_paired_test(before, after) AS mean FROM pairs GROUP BY grp;
SELECT count(*) AS groups, count(*) FILTER (WHERE p.nps IS NULL AND t.nps IS NULL AND t.csat IS NULL AND t.mean IS NULL) AS empty,
       count(*) FILTER (WHERE verdict((t.nps).difference, p.nps) = 'ok' AND verdict((t.nps).statistic, nps_z) = 'ok') AS nps,
       count(*) FILTER (WHERE verdict((t.csat).difference, p.csat) = 'ok' AND verdict((t.csat).statistic, csat_z) = 'ok') AS csat,
       count(*) FILTER (WHERE verdict((t.mean).difference, p.mean) = 'ok' AND verdict((t.mean).statistic, mean_t) = 'ok') AS mean
  FROM tested AS t LEFT JOIN plain AS p USING (grp);
-- What is excluded has the p value of the limits.
SELECT bool_and(((t.nps).p_value < 0.05) = ((t.nps).low > 0 OR (t.nps).high < 0)) AS nps, bool_and(((t.mean).p_value < 0.05) = ((t.mean).low > 0 OR (t.mean).high < 0)) AS mean,
       bool_and((abs((t.csat).statistic) > 1.959963984540054) = ((t.csat).low > 0 OR (t.csat).high < 0)) AS csat FROM tested AS t;

-- Filtered and rolled up
SELECT bool_and(f.n = w.n AND f.c = w.c AND f.m = w.m) AS filtered
  FROM (SELECT grp, nps_paired_test(before, after) FILTER (WHERE sub = 1) AS n, csat_paired_test(b5, a5) FILTER (WHERE sub = 1) AS c, tally_mean_paired_test(before, after) FILTER (WHERE sub = 1) AS m FROM pairs GROUP BY grp) AS f
  JOIN (SELECT grp, nps_paired_test(before, after) AS n, csat_paired_test(b5, a5) AS c, tally_mean_paired_test(before, after) AS m FROM pairs WHERE sub = 1 GROUP BY grp) AS w USING (grp);
CREATE TEMP TABLE rolled AS SELECT grp, sub, nps_paired_test(before, after) AS n, csat_paired_test(b5, a5) AS c, tally_mean_paired_test(before, after) AS m FROM pairs GROUP BY ROLLUP (grp, sub);
SELECT count(*) AS rows, bool_and(r.n IS NOT DISTINCT FROM w.n AND r.c IS NOT DISTINCT FROM w.c AND r.m IS NOT DISTINCT FROM w.m) AS rolled_up
  FROM rolled AS r, LATERAL (SELECT nps_paired_test(before, after) AS n, csat_paired_test(b5, a5) AS c, tally_mean_paired_test(before, after) AS m FROM pairs AS p WHERE coalesce(p.grp = r.grp, true) AND coalesce(p.sub = r.sub, true)) AS w;
-- Over frames that move, which take customers back
SELECT count(*) AS frames, bool_and(f.n IS NOT DISTINCT FROM w.n AND f.c IS NOT DISTINCT FROM w.c AND f.m IS NOT DISTINCT FROM w.m) AS moved
  FROM (SELECT id, nps_paired_test(before, after) OVER w AS n, csat_paired_test(b5, a5) OVER w AS c, tally_mean_paired_test(before, after) OVER w AS m
          FROM pairs WHERE id <= 200 WINDOW w AS (ORDER BY id ROWS BETWEEN 9 PRECEDING AND 2 FOLLOWING)) AS f,
       LATERAL (SELECT nps_paired_test(before, after) AS n, csat_paired_test(b5, a5) AS c, tally_mean_paired_test(before, after) AS m FROM pairs WHERE id BETWEEN f.id - 9 AND least(f.id + 2, 200)) AS w;
-- By parallel workers
CREATE TEMP TABLE by_one AS SELECT * FROM tested;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT is_parallel('SELECT grp, nps_paired_test(before, after), csat_paired_test(1 + before * 5 / 11, 1 + after * 5 / 11), tally_mean_paired_test(before, after) FROM paired_answers GROUP BY grp') AS parallel;
SELECT count(*) AS groups, bool_and(a.nps IS NOT DISTINCT FROM b.nps AND a.csat IS NOT DISTINCT FROM b.csat AND a.mean IS NOT DISTINCT FROM b.mean) AS alike FROM tested AS a JOIN by_one AS b USING (grp);
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;

-- Every type of number; no rows, only NULL, one row
SELECT nps_paired_test(before::smallint, after::bigint) = nps_paired_test(before::numeric, after::real) AS nps, csat_paired_test(b5::smallint, a5::bigint) = csat_paired_test(b5::numeric, a5::real) AS csat,
       tally_mean_paired_test(before::smallint, after::bigint) = tally_mean_paired_test(before::numeric, after::real) AS mean FROM pairs;
SELECT nps_paired_test(before, after) AS nps, csat_paired_test(before, after) AS csat, tally_mean_paired_test(before, after) AS mean FROM pairs WHERE false;
SELECT nps_paired_test(NULL, 5) AS nps, csat_paired_test(5, NULL) AS csat, tally_mean_paired_test(NULL, NULL) AS mean;
SELECT nps_paired_test(7, 9) AS nps, csat_paired_test(3, 3) IS NULL AS csat, tally_mean_paired_test(7, 9) AS mean;

-- The state functions might be called by hand; they take nothing but states.
SELECT _nps_paired_transition(_nps_paired_transition(NULL, 0, 9), 9, 9) AS state, _nps_paired_inverse('{2:1,8:1}', 0, 10) AS without, _csat_paired_transition('{}', 3, 4) AS csat,
       _tally_mean_paired_transition('{2,5,13}', 3, 1) AS mean, _tally_mean_paired_inverse('{3,3,17}', 3, 1) AS back, _tally_mean_paired_combine('{2,5,13}', '{1,-2,4}') AS both;
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$_tally_mean_paired_transition('{1,2}', 1, 1)$$), (2, $$_tally_mean_paired_combine('{1,2,3}', '{1,2,NULL}')$$), (3, $$_tally_mean_paired_final('{{1,2,3}}')$$), (4, $$_tally_mean_paired_final('{}')$$),
               (5, $$_nps_paired_final('{8:5,9:1}')$$), (6, $$_csat_paired_final('{4:1}')$$), (7, $$_nps_paired_inverse('{}', 1, 1)$$),
               (8, $$nps_paired_test(11, 5)$$), (9, $$nps_paired_test(5, -1)$$), (10, $$csat_paired_test(0, 5)$$), (11, $$csat_paired_test(5, 6)$$), (12, $$tally_mean_paired_test(101, 5)$$),
               (13, $$tally_mean_paired_test(5, 2.5)$$), (14, $$nps_paired_test(5.5, 5)$$), (15, $$csat_paired_test('NaN', 5)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT e.hint FROM error_of('SELECT nps_paired_test(99, 5)') AS e;
