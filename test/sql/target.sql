\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- target: scores and means against a stated target, to computed values; on
-- other scales, with weights, where nothing varies, and every refusal
--
\pset null NULL

-- Computed with mpmath 1.3.0 to 50 digits from the textbooks' formulas; the
-- first two are golden.
CREATE TEMP TABLE nps_targets (n int, r tally, target float8, confidence float8, alternative text, expected float8[]);
INSERT INTO nps_targets VALUES
  (1, '{0:36,7:47,9:67}', 10, 0.95, 'two-sided', '{10.666666666666666,-2.4341937347338713,22.957069551727334,1.5841707837334341,0.1131548599531729}'),
  (2, '{0:36,7:47,9:67}', 10, 0.95, 'greater', '{10.666666666666666,-2.4341937347338713,22.957069551727334,1.5841707837334341,0.05657742997658645}'),
  (3, '{6:36,8:47,10:67}', 10, 0.9, 'less', '{10.666666666666666,-0.39307203123986254,20.915947848233325,1.5841707837334341,0.94342257002341355}'),
  (4, '{9:5}', 90, 0.95, 'two-sided', '{10,-72.508546965831028,10,-1.1975283186939983,0.23110069654403137}'),
  (5, '{3:9,7:3}', -50, 0.99, 'greater', '{-25,-48.780277155165808,28.780277155165808,-0.66421116415507147,0.74672241547547984}'),
  (6, '{6:3,8:1,9:3}', 0, 0.95, 'two-sided', '{0,-53.675824311514708,53.675824311514708,0,1}');
SELECT n, test_verdict(nps_target_test(r, target, confidence, alternative), expected) FROM nps_targets ORDER BY n;
CREATE TEMP TABLE csat_targets (n int, r tally, target float8, confidence float8, alternative text, expected float8[]);
INSERT INTO csat_targets VALUES
  (1, '{3:18,4:82}', 75, 0.95, 'two-sided', '{7,-1.6673583863007317,13.299774501053649,1.6165807537309521,0.10596880912720229}'),
  (2, '{3:18,4:82}', 75, 0.95, 'greater', '{7,-1.6673583863007317,13.299774501053649,1.6165807537309521,0.052984404563601146}'),
  (3, '{1:18,5:82}', 75, 0.8, 'less', '{7,1.5720156363321675,11.393849110783369,1.6165807537309521,0.94701559543639885}'),
  (4, '{1:7}', 10, 0.95, 'two-sided', '{-10,-10,25.433043506668736,-0.88191710368819689,0.37782163710006382}'),
  (5, '{5:7}', 50, 0.95, 'less', '{50,14.566956493331263,50,2.6457513110645906,0.99592451420324865}'),
  -- no answer varies if the target is true
  (6, '{1:6,5:3}', 0, 0.95, 'two-sided', '{33.333333333333333,12.058381838691096,64.579786441960371,NULL,NULL}'),
  (7, '{1:6,5:3}', 100, 0.95, 'greater', '{-66.666666666666667,-87.941618161308904,-35.420213558039629,NULL,NULL}');
SELECT n, test_verdict(csat_target_test(r, target, confidence, alternative), expected) FROM csat_targets ORDER BY n;
-- The fourth are the first ten of R's sleep data, times ten.
CREATE TEMP TABLE mean_targets (n int, r tally, target float8, confidence float8, alternative text, expected float8[]);
INSERT INTO mean_targets VALUES
  (1, '{1:1,3:5,4:9}', 3, 0.95, 'two-sided', '{0.46666666666666667,0.0049184185013644358,0.9284149148319689,2.1676323804986632,0.047915403070222668}'),
  (2, '{1:1,3:5,4:9}', 3, 0.95, 'greater', '{0.46666666666666667,0.0049184185013644358,0.9284149148319689,2.1676323804986632,0.023957701535111334}'),
  (3, '{1:1,3:5,4:9}', 4, 0.9, 'less', '{-0.53333333333333333,-0.91252342913693767,-0.15414323752972899,-2.4772941491413294,0.013303790098792079}'),
  (4, '{4:1,8:1,18:1,19:1,20:1,27:1,28:1,40:1,54:1,57:1}', 40, 0.95, 'two-sided', '{-12.5,-25.297804135262323,0.29780413526232256,-2.2095169011897021,0.054488167441037002}'),
  (5, '{5:4}', 3, 0.95, 'two-sided', '{2,2,2,NULL,NULL}'),
  (6, '{5:1}', 3, 0.95, 'greater', '{2,NULL,NULL,NULL,NULL}');
SELECT n, test_verdict(tally_mean_target_test(r, target, confidence, alternative), expected) FROM mean_targets ORDER BY n;

-- Columns by name, as a row, and the defaults
SELECT (nps_target_test(r, target)).p_value = (nps_target_test(r, target, NULL, NULL, NULL, NULL, NULL, NULL)).p_value AS nps,
       (csat_target_test(r, target)).low = (csat_target_test(r, target, NULL, NULL, NULL, NULL, NULL)).low AS csat,
       tally_mean_target_test(r, target) = tally_mean_target_test(r, target, NULL, NULL) AS mean
  FROM (VALUES ('{3:2,4:5,5:9}'::tally, 4.0::float8)) AS v(r, target);
SELECT round(difference::numeric, 3) AS difference, round(p_value::numeric, 3) AS p_value FROM nps_target_test('{0:36,7:47,9:67}', 10, alternative => 'greater');

-- The difference is that of the score, the limits are those of the score.
SELECT bool_and(verdict(difference, nps(r) - target) = 'ok' AND verdict(t.low, i.low - target) = 'ok' AND verdict(t.high, i.high - target) = 'ok') AS nps
  FROM nps_targets, LATERAL nps_target_test(r, target) AS t, LATERAL nps_interval(r) AS i;
SELECT bool_and(verdict(difference, csat(r) - target) = 'ok' AND verdict(t.low, i.low - target) = 'ok' AND verdict(t.high, i.high - target) = 'ok') AS csat
  FROM csat_targets, LATERAL csat_target_test(r, target) AS t, LATERAL csat_interval(r) AS i;
SELECT bool_and(verdict(difference, tally_mean(r) - target) = 'ok' AND verdict(t.low, i.low - target) = 'ok' AND verdict(t.high, i.high - target) = 'ok') AS mean
  FROM mean_targets, LATERAL tally_mean_target_test(r, target) AS t, LATERAL tally_mean_interval(r) AS i;

-- On other scales
SELECT nps_target_test('{1:36,4:47,5:67}', 10, scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5) = nps_target_test('{0:36,7:47,9:67}', 10) AS nps,
       csat_target_test('{5:18,6:82}', 75, scale_max => 7, satisfied_min => 6) = csat_target_test('{3:18,4:82}', 75) AS csat;

-- Weights: only their proportions matter, and they cost precision.
SELECT test_verdict(nps_target_test('{0:3(6,14),7:4(4,4),9:5(7,11)}', 10), ARRAY[n.difference, n.low, n.high, n.statistic, n.p_value]) AS nps,
       test_verdict(csat_target_test('{1:3(6,14),4:4(4,4),5:5(7,11)}', 10), ARRAY[c.difference, c.low, c.high, c.statistic, c.p_value]) AS csat,
       test_verdict(tally_mean_target_test('{0:3(6,14),7:4(4,4),9:5(7,11)}', 10), ARRAY[m.difference, m.low, m.high, m.statistic, m.p_value]) AS mean,
       abs(n.statistic) < abs((nps_target_test('{0:6,7:4,9:7}', 10)).statistic) AS costs
  FROM nps_target_test('{0:3(42,686),7:4(28,196),9:5(49,539)}', 10) AS n, csat_target_test('{1:3(42,686),4:4(28,196),5:5(49,539)}', 10) AS c,
       tally_mean_target_test('{0:3(42,686),7:4(28,196),9:5(49,539)}', 10) AS m;

-- No answers, no weight, no tally, no target
SELECT v.r, v.target, nps_target_test(r, target) IS NULL AS nps, csat_target_test(r, target) IS NULL AS csat, tally_mean_target_test(r, target) IS NULL AS mean
  FROM (VALUES (1, '{}'::tally, 50.0::float8), (2, '{1:2(0,0)}', 50), (3, NULL, 50), (4, '{1:1}', NULL)) AS v(n, r, target) ORDER BY n;

-- A target is in points or percent; a fraction is a notice, but not 0 nor the
-- target of a mean.
SELECT round(difference::numeric, 3) AS difference, p_value < 0.001 AS certain FROM csat_target_test('{3:18,4:82}', 0.8);
SELECT round(difference::numeric, 3) AS difference FROM nps_target_test('{0:36,7:47,9:67}', -0.4);
SELECT round(difference::numeric, 3) AS difference FROM nps_target_test('{0:36,7:47,9:67}', 0);
SELECT round(difference::numeric, 3) AS difference FROM csat_target_test('{3:18,4:82}', 1);
SELECT difference FROM tally_mean_target_test('{0:3,1:5}', 0.5);

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_target_test('{9:1}', 100.5)$$), (2, $$nps_target_test('{9:1}', 'NaN')$$), (3, $$csat_target_test('{4:1}', -1)$$), (4, $$csat_target_test('{4:1}', 'Infinity')$$),
               (5, $$tally_mean_target_test('{4:1}', 101)$$), (6, $$nps_target_test('{9:1}', 10, 95)$$), (7, $$csat_target_test('{4:1}', 10, 0)$$),
               (8, $$tally_mean_target_test('{4:1}', 3, 1)$$), (9, $$nps_target_test('{9:1}', 10, alternative => 'more')$$), (10, $$csat_target_test('{4:1}', 10, alternative => '')$$),
               (11, $$nps_target_test('{11:1}', 10)$$), (12, $$csat_target_test('{0:1}', 10)$$), (13, $$nps_target_test('{5:1}', 10, scale_max => 5)$$),
               (14, $$csat_target_test('{5:1}', 10, scale_max => 7)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
