\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- paired: the same customers before and after, golden, computed and by plain
-- formulas; every type, NULL, grouped, filtered, over frames, by parallel
-- workers; states that are not ones, every refusal
--
\pset null NULL

-- Golden cases P5, by R's t.test and to more digits by mpmath: three customers,
-- whose limits are cut off at 200, and ten
SELECT count(*) AS tests, string_agg(n || ': ' || v, '; ' ORDER BY n) FILTER (WHERE v <> 'ok') AS wrong
  FROM (VALUES (1, '{3,3,8}'::int[], '{10,10,10}'::int[], '{166.66666666666666,23.244909008351204,200.0,5.0,0.037749551350623724}'::float8[]),
               (2, '{3,7,9,10,5,8,6,2,9,10}', '{9,9,9,8,8,10,7,9,10,10}', '{70.0,2.1352851160538338,137.86471488394616,2.3333333333333335,0.04450353730557648}')) AS c(n, b, a, expected),
       LATERAL (SELECT nps_paired_test(before, after) AS t FROM unnest(b, a) AS p(before, after)) AS t,
       LATERAL test_verdict(t, expected) AS v;
-- Golden: groups before (down) and after (across), 100 customers: the paired t
-- has the sample variance, 100 / 99 of the other.
CREATE TEMP TABLE golden AS
  SELECT before, after FROM (VALUES (0, 3, 10), (1, 7, 5), (2, 10, 3), (7, 4, 4), (7, 8, 20), (8, 9, 8), (9, 6, 2), (10, 7, 6), (9, 10, 42)) AS v(before, after, n), LATERAL generate_series(1, n);
SELECT count(*) AS customers, verdict((t).difference, 5) AS difference, relative_verdict((t).statistic, 5 / (6.5383484153110096 * sqrt(count(*) / (count(*) - 1.0)))) AS t FROM (SELECT nps_paired_test(before, after) AS t FROM golden) AS g, golden GROUP BY t;

-- Computed with mpmath 1.3.0 to 50 digits: changes of group from -2 to 2
SELECT count(*) AS tests, string_agg(n || ': ' || v, '; ' ORDER BY n) FILTER (WHERE v <> 'ok') AS wrong
  FROM (VALUES (1, '{2,9,72,13,3}'::int[], 0.95, '{6.0606060606060606,-6.939585210370823,19.060797331582943,0.9251460406371257,0.35716248618522817}'::float8[]),
               (2, '{0,3,10,0,0}', 0.95, '{-23.076923076923077,-49.57696591132665,3.4231197574805003,-1.8973665961010275,0.08209743306494274}'),
               (3, '{1,0,0,0,1}', 0.95, '{0.0,-200.0,200.0,0.0,1.0}'),
               (4, '{1,1,100,1,9}', 0.95, '{14.285714285714286,3.0858803026060015,25.48554826882257,2.5275460843737534,0.012893785619268492}'),
               (5, '{3,0,0,0,2}', 0.8, '{-40.0,-190.2229216751279,110.22292167512789,-0.408248290463863,0.704}'),
               (6, '{0,0,1,1,0}', 0.99, '{50.0,-200.0,200.0,1.0,0.5}')) AS c(n, changes, confidence, expected),
       LATERAL (SELECT nps_paired_test(before, after, confidence) AS t FROM (VALUES (-2, 9, 3), (-1, 7, 0), (0, 8, 7), (1, 8, 10), (2, 6, 9)) AS p(change, before, after), LATERAL generate_series(1, changes[change + 3])) AS t,
       LATERAL test_verdict(t, expected) AS v;
-- Where all have changed alike nothing says how far they may vary.
SELECT nps_paired_test(before, after) AS all_up FROM (VALUES (7, 9), (8, 10), (0, 7)) AS p(before, after);
SELECT nps_paired_test(before, after) AS all_stay FROM (VALUES (7, 7), (8, 8)) AS p(before, after);
-- McNemar's test with the mid-p of Fagerland, Lydersen and Laake: rose, fell,
-- of how many; computed with mpmath, limits by bisection of Tango's equation.
-- Golden cases P6 are 0.03125, 0.0432..., 0.02896....
CREATE TEMP TABLE mcnemar AS
  SELECT * FROM (VALUES (14, 11, 90, '{3.3333333333333335,-7.842667069575004,14.545256535803976,0.6,0.557197093963623}'::float8[]),
               (30, 10, 100, '{20.0,7.948443422737906,31.696048861278697,3.1622776601683795,0.0014504910141113214}'),
               (5, 2, 40, '{7.5,-6.5684593107023685,22.339591445469196,1.1338934190276817,0.2890625}'),
               (3, 3, 9, '{0.0,-47.88102814382817,47.88102814382817,0.0,1.0}'),
               (24, 0, 24, '{100.0,72.40475906500396,100.0,4.898979485566356,5.960464477539063e-08}'),
               (0, 25, 60, '{-41.666666666666664,-54.27191897735989,-30.06427855834161,-5.0,2.9802322387695312e-08}'),
               (5, 0, 12, '{41.666666666666664,7.313349057174206,68.04886874504503,2.23606797749979,0.03125}'),
               (17, 7, 50, '{20.0,0.8326055692211849,37.75799899778248,2.041241452319315,0.043285250663757324}'),
               (18, 7, 50, '{22.0,2.511007158851887,39.84443800959097,2.2,0.028959274291992188}'),
               (5, 5, 10, '{0.0,-52.681381897487206,52.681381897487206,0.0,1.0}'),
               (520, 480, 3000, '{1.3333333333333333,-0.7334216268480296,3.4000770583273314,1.2649110640673518,0.20610731083295322}'),
               (520, 481, 3000, '{1.3,-0.7678142723052015,3.367798275545039,1.2326721054199772,0.2176981230606036}'),
               (1001, 0, 1001, '{100.0,99.23540996702056,100.0,31.63858403911275,1.08868452019813e-219}')) AS v(rose, fell, n, expected);
CREATE TEMP VIEW turned AS
  SELECT rose, fell, n, CASE WHEN i <= rose THEN 3 ELSE 4 + i % 2 END AS before, CASE WHEN i BETWEEN rose + 1 AND rose + fell THEN 1 + i % 3 ELSE 5 END AS after FROM mcnemar, LATERAL generate_series(1, n) AS i;
SELECT count(*) AS tests, string_agg(format('%s %s %s: %s', rose, fell, n, v), '; ' ORDER BY n) FILTER (WHERE v <> 'ok') AS wrong
  FROM mcnemar JOIN (SELECT rose, fell, n, csat_paired_test(before, after) AS t FROM turned GROUP BY rose, fell, n) AS t USING (rose, fell, n), LATERAL test_verdict(t, expected) AS v;
SELECT rose, fell, verdict_within((csat_paired_test(before, after)).p_value, p, 1e-16) AS "P6"
  FROM turned JOIN (VALUES (5, 0, 0.03125::float8), (17, 7, 0.043285250663757324), (18, 7, 0.028959274291992188)) AS v(rose, fell, p) USING (rose, fell) GROUP BY rose, fell, p ORDER BY rose;
-- Nobody changed: Tango's limits, computed with mpmath, and nothing to test
SELECT test_verdict(csat_paired_test(4, 5), '{0.0,-43.44824647831748,43.44824647831748,NULL,NULL}') AS of_five FROM generate_series(1, 5);
-- Booleans are the same.
SELECT count(*) AS tests, count(*) FILTER (WHERE rate IS DISTINCT FROM csat OR rate_80 IS DISTINCT FROM csat_80 OR rate_80 = rate) AS different
  FROM (SELECT rate_paired_test(before > 3, after > 3) AS rate, csat_paired_test(before, after) AS csat, rate_paired_test(before > 3, after > 3, 0.8) AS rate_80, csat_paired_test(before, after, 0.8) AS csat_80 FROM turned GROUP BY rose, fell, n) AS t;
SELECT test_verdict(csat_paired_test(before, after, 0.8), '{3.3333333333333335,-3.8567088294370104,10.550253374359682,0.6,0.557197093963623}') AS at_80 FROM turned WHERE rose = 14;
-- Paired t; the last are R's sleep data, as whole numbers ten times as large
-- (t.test prints t = -4.0621, p-value = 0.002833, -2.4598858 -0.7001142).
SELECT count(*) AS tests, string_agg(n || ': ' || v, '; ' ORDER BY n) FILTER (WHERE v <> 'ok') AS wrong
  FROM (VALUES (1, '{1,2,3,4,5}'::int[], '{2,4,2,4,8}'::int[], '{1,-0.96324316147755708,2.9632431614775571,1.414213562373095,0.23019964108049898}'::float8[]),
               (2, '{0,50,90}', '{10,60,100}', '{10,10,10,NULL,NULL}'), (3, '{0,100}', '{100,0}', '{0,-100,100,0,1}'), (4, '{5}', '{10}', '{5,NULL,NULL,NULL,NULL}')) AS c(n, b, a, expected),
       LATERAL (SELECT tally_mean_paired_test(before, after) AS t FROM unnest(b, a) AS p(before, after)) AS t, LATERAL test_verdict(t, expected) AS v;
SELECT test_verdict(tally_mean_paired_test(before, after, 0.9), '{1.0,-0.5074433190623233,2.507443319062323,1.4142135623730951,0.23019964108049898}') AS at_90 FROM unnest('{1,2,3,4,5}'::int[], '{2,4,2,4,8}'::int[]) AS p(before, after);
SELECT round(statistic::numeric, 4) AS t, round(p_value::numeric, 6) AS p, round(low::numeric / 10, 7) AS low, round(high::numeric / 10, 7) AS high
  FROM (SELECT tally_mean_paired_test(b, a) AS t FROM unnest('{27,4,18,8,19,54,57,28,20,40}'::int[], '{39,28,31,21,19,64,75,36,66,54}'::int[]) AS s(a, b)) AS s, LATERAL (SELECT (s.t).*) AS t;
-- The confidence is that of the first row that has both answers; NULL is 0.95.
SELECT nps_paired_test(before, after, confidence ORDER BY o) = nps_paired_test(before, after, 0.8) AS of_first, nps_paired_test(before, after, NULL) = nps_paired_test(before, after) AS by_null,
       csat_paired_test(before / 2, after / 2, NULL) = csat_paired_test(before / 2, after / 2, 0.95) AS csat_by_null, tally_mean_paired_test(before, after, NULL) = tally_mean_paired_test(before, after) AS mean_by_null,
       rate_paired_test(before > 5, after > 5, NULL) = rate_paired_test(before > 5, after > 5) AS rate_by_null
  FROM (VALUES (1, NULL, 4, 0.99), (2, 7, 10, 0.8), (3, 6, 4, 0.9), (4, 2, 9, 0.95)) AS v(o, before, after, confidence);

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
  SELECT grp, count(*) AS n, 100 * avg(step)::float8 AS nps, avg(step)::float8 / sqrt(nullif(var_samp(step)::float8, 0) / count(*)) AS nps_t, 100 * avg(turn)::float8 AS csat,
         sum(turn) / sqrt(nullif(count(*) FILTER (WHERE turn <> 0), 0)) AS csat_z, avg(change)::float8 AS mean, avg(change)::float8 / (nullif(stddev(change)::float8, 0) / sqrt(count(*))) AS mean_t
    FROM changes GROUP BY grp;
CREATE TEMP VIEW tested AS
  SELECT grp, nps_paired_test(before, after) AS nps, csat_paired_test(b5, a5) AS csat, rate_paired_test(b5 >= 4, a5 >= 4) AS rate, tally_mean_paired_test(before, after) AS mean FROM pairs GROUP BY grp;
SELECT count(*) AS groups, count(*) FILTER (WHERE p.nps IS NULL AND t.nps IS NULL AND t.csat IS NULL AND t.mean IS NULL) AS empty, count(*) FILTER (WHERE t.rate IS DISTINCT FROM t.csat) AS rate_not_csat,
       count(*) FILTER (WHERE verdict((t.nps).difference, p.nps) = 'ok' AND verdict((t.nps).statistic, nps_t) = 'ok') AS nps,
       count(*) FILTER (WHERE verdict((t.csat).difference, p.csat) = 'ok' AND verdict((t.csat).statistic, csat_z) = 'ok') AS csat,
       count(*) FILTER (WHERE verdict((t.mean).difference, p.mean) = 'ok' AND verdict((t.mean).statistic, mean_t) = 'ok') AS mean
  FROM tested AS t LEFT JOIN plain AS p USING (grp);
-- What is excluded has the p value of the limits.
SELECT bool_and(((t.nps).p_value < 0.05) = ((t.nps).low > 0 OR (t.nps).high < 0)) AS nps, bool_and(((t.mean).p_value < 0.05) = ((t.mean).low > 0 OR (t.mean).high < 0)) AS mean,
       bool_and((abs((t.csat).statistic) > 1.959963984540054) = ((t.csat).low > 0 OR (t.csat).high < 0)) AS csat FROM tested AS t;

-- Filtered and rolled up
SELECT bool_and(f.n = w.n AND f.c = w.c AND f.m = w.m AND f.r = w.c) AS filtered
  FROM (SELECT grp, rate_paired_test(b5 >= 4, a5 >= 4) FILTER (WHERE sub = 1) AS r, nps_paired_test(before, after) FILTER (WHERE sub = 1) AS n, csat_paired_test(b5, a5) FILTER (WHERE sub = 1) AS c, tally_mean_paired_test(before, after) FILTER (WHERE sub = 1) AS m FROM pairs GROUP BY grp) AS f
  JOIN (SELECT grp, nps_paired_test(before, after) AS n, csat_paired_test(b5, a5) AS c, tally_mean_paired_test(before, after) AS m FROM pairs WHERE sub = 1 GROUP BY grp) AS w USING (grp);
CREATE TEMP TABLE rolled AS SELECT grp, sub, nps_paired_test(before, after) AS n, csat_paired_test(b5, a5) AS c, tally_mean_paired_test(before, after) AS m FROM pairs GROUP BY ROLLUP (grp, sub);
SELECT count(*) AS rows, bool_and(r.n IS NOT DISTINCT FROM w.n AND r.c IS NOT DISTINCT FROM w.c AND r.m IS NOT DISTINCT FROM w.m) AS rolled_up
  FROM rolled AS r, LATERAL (SELECT nps_paired_test(before, after) AS n, csat_paired_test(b5, a5) AS c, tally_mean_paired_test(before, after) AS m FROM pairs AS p WHERE coalesce(p.grp = r.grp, true) AND coalesce(p.sub = r.sub, true)) AS w;
-- Over frames that move, which take customers back
SELECT count(*) AS frames, bool_and(f.r IS NOT DISTINCT FROM w.c AND f.n IS NOT DISTINCT FROM w.n AND f.c IS NOT DISTINCT FROM w.c AND f.m IS NOT DISTINCT FROM w.m) AS moved
  FROM (SELECT id, rate_paired_test(b5 >= 4, a5 >= 4) OVER w AS r, nps_paired_test(before, after) OVER w AS n, csat_paired_test(b5, a5) OVER w AS c, tally_mean_paired_test(before, after) OVER w AS m
          FROM pairs WHERE id <= 200 WINDOW w AS (ORDER BY id ROWS BETWEEN 9 PRECEDING AND 2 FOLLOWING)) AS f,
       LATERAL (SELECT nps_paired_test(before, after) AS n, csat_paired_test(b5, a5) AS c, tally_mean_paired_test(before, after) AS m FROM pairs WHERE id BETWEEN f.id - 9 AND least(f.id + 2, 200)) AS w;
-- By parallel workers
CREATE TEMP TABLE by_one AS SELECT * FROM tested;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT is_parallel('SELECT grp, nps_paired_test(before, after), csat_paired_test(1 + before * 5 / 11, 1 + after * 5 / 11), tally_mean_paired_test(before, after) FROM paired_answers GROUP BY grp') AS parallel;
SELECT count(*) AS groups, bool_and(a.nps IS NOT DISTINCT FROM b.nps AND a.csat IS NOT DISTINCT FROM b.csat AND a.rate IS NOT DISTINCT FROM b.rate AND a.mean IS NOT DISTINCT FROM b.mean) AS alike FROM tested AS a JOIN by_one AS b USING (grp);
-- The confidence reaches the result, whichever worker has it.
SELECT is_parallel('SELECT nps_paired_test(before, after, 0.8) FROM paired_answers') AS parallel;
CREATE TEMP TABLE at_80 AS SELECT nps_paired_test(before, after, 0.8) AS nps, rate_paired_test(before > 5, after > 5, 0.8) AS rate, tally_mean_paired_test(before, after, 0.8) AS mean FROM paired_answers;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
SELECT a.nps = o.nps AS nps, a.rate = o.rate AS rate, a.mean = o.mean AS mean
  FROM at_80 AS a, (SELECT nps_paired_test(before, after, 0.8 ORDER BY id) AS nps, rate_paired_test(before > 5, after > 5, 0.8 ORDER BY id) AS rate, tally_mean_paired_test(before, after, 0.8 ORDER BY id) AS mean FROM paired_answers) AS o;

-- Every type of number; no rows, only NULL, one row
SELECT nps_paired_test(before::smallint, after::bigint) = nps_paired_test(before::numeric, after::real) AS nps, csat_paired_test(b5::smallint, a5::bigint) = csat_paired_test(b5::numeric, a5::real) AS csat,
       tally_mean_paired_test(before::smallint, after::bigint) = tally_mean_paired_test(before::numeric, after::real) AS mean FROM pairs;
SELECT nps_paired_test(before, after) AS nps, csat_paired_test(before, after) AS csat, tally_mean_paired_test(before, after) AS mean FROM pairs WHERE false;
SELECT nps_paired_test(NULL, 5) AS nps, csat_paired_test(5, NULL) AS csat, tally_mean_paired_test(NULL, NULL) AS mean;
SELECT nps_paired_test(7, 9) AS nps, csat_paired_test(3, 3) IS NULL AS csat, tally_mean_paired_test(7, 9) AS mean;

-- The state functions might be called by hand; they take nothing but states.
SELECT _nps_paired_transition(_nps_paired_transition('{0,0,0,0,0,0}', 0, 9), 9, 9, 0.9) AS state, _nps_paired_inverse('{0.9,0,0,1,0,2}', 0, 10, 0.5) AS without, _csat_paired_transition('{0,0,0,0}', 3, 4) AS csat,
       _rate_paired_transition('{0,0,0,0}', true, false) AS rate, _rate_paired_inverse('{0,2,1,1}', true, false) AS rate_back,
       _tally_mean_paired_transition('{0,2,5,13}', 3, 1) AS mean, _tally_mean_paired_inverse('{0,3,3,17}', 3, 1) AS back, _paired_combine('{0,2,5,13}', '{0.8,1,-2,4}') AS both;
SELECT _nps_paired_transition('{0,0,0,0,0,0}', NULL, 9, 95) AS skipped, _csat_paired_final('{7,2,1,0}') = _csat_paired_final('{0.95,2,1,0}') AS confidence;
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$_tally_mean_paired_transition('{1,2}', 1, 1)$$), (2, $$_paired_combine('{1,2,3}', '{1,2,NULL}')$$), (3, $$_tally_mean_paired_final('{{1,2,3}}')$$), (4, $$_tally_mean_paired_final('{}')$$),
               (5, $$_nps_paired_final('{0,1,2}')$$), (6, $$_csat_paired_final('{0,1,2,3,4}')$$), (7, $$_nps_paired_inverse(NULL, 1, 1)$$),
               (8, $$nps_paired_test(11, 5)$$), (9, $$nps_paired_test(5, -1)$$), (10, $$csat_paired_test(0, 5)$$), (11, $$csat_paired_test(5, 6)$$), (12, $$tally_mean_paired_test(101, 5)$$),
               (13, $$tally_mean_paired_test(5, 2.5)$$), (14, $$nps_paired_test(5.5, 5)$$), (15, $$csat_paired_test('NaN', 5)$$), (16, $$nps_paired_test(5, 5, 95)$$), (17, $$csat_paired_test(5, 5, 0)$$), (18, $$tally_mean_paired_test(5, 5, 'NaN')$$),
               (19, $$rate_paired_test(true, false, 1)$$), (20, $$_paired_combine('{}', '{}')$$), (21, $$_paired_combine('{0,1,2,3}', '{0,1,2}')$$), (22, $$_paired_combine('{0,1,2,3}', '[0:2][0:0]={{1},{2},{3}}')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT e.hint FROM error_of('SELECT nps_paired_test(99, 5)') AS e;
