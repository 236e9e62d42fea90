\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- target: scores and means against a stated target, to computed values; on
-- other scales, with weights, where nothing varies, and every refusal
--
\pset null NULL

-- Golden cases P3: the score test
CREATE TEMP TABLE few (r tally, target float8, alternative text, expected float8[]);
INSERT INTO few VALUES
  ('{8:1,9:9}', 85, 'two-sided', '{5,-47.731231973948958,13.21237869049271,0.44280744277004764,0.65790501942848219}'),
  ('{8:1,9:9}', 85, 'greater', '{5,-47.731231973948958,13.21237869049271,0.44280744277004764,0.32895250971424109}'),
  ('{0:20,8:35,9:55}', 25, 'two-sided', '{6.8181818181818182,-8.1357241314321902,20.180634062749699,0.91545710091453148,0.35995171357031481}'),
  ('{8:1,9:19}', 90, 'two-sided', '{5,-26.41940582029978,9.111855119920461,0.72547625011001167,0.46815990985442803}'),
  ('{9:1}', 100, 'two-sided', '{0,-158.69013712455252,0,NULL,NULL}');
SELECT count(*) AS tests, string_agg(format('%s %s: %s', r, target, v), '; ') FILTER (WHERE v <> 'ok') AS wrong FROM few, LATERAL test_verdict(nps_target_test(r, target, alternative => alternative), expected) AS v;

-- Others, computed with mpmath 1.3.0 to 50 digits from the formulas
CREATE TEMP TABLE nps_targets (n int, r tally, target float8, confidence float8, alternative text, expected float8[]);
INSERT INTO nps_targets VALUES
  (1, '{0:36,7:47,9:67}', 10, 0.95, 'two-sided', '{10.666666666666666,-2.4947016801400443,23.03751237580671,1.5941008810731132,0.11091344162417671}'),
  (2, '{0:36,7:47,9:67}', 10, 0.95, 'greater', '{10.666666666666666,-2.4947016801400443,23.03751237580671,1.5941008810731132,0.055456720812088356}'),
  (3, '{6:36,8:47,10:67}', 10, 0.9, 'less', '{10.666666666666666,-0.3453456988353354,21.119715540611143,1.5941008810731132,0.9445432791879117}'),
  (4, '{9:5}', 90, 0.95, 'two-sided', '{10.0,-76.89649295663496,10.0,0.5129891760425771,0.6079588921749992}'),
  (5, '{9:5}', 100, 0.95, 'two-sided', '{0.0,-86.89649295663496,0.0,NULL,NULL}'),
  (6, '{9:3}', 99, 0.95, 'less', '{1.0,-111.29940635100911,1.0,0.1227818263605087,0.5488600670889764}'),
  (7, '{3:9,7:3}', -50, 0.99, 'greater', '{-25.0,-43.42681279767564,37.308202188526366,-1.4142135623730951,0.9213503964748574}'),
  (8, '{3:9,7:3}', -100, 0.95, 'two-sided', '{25.0,8.894166839405473,67.43645116466716,NULL,NULL}'),
  (9, '{6:3,8:1,9:3}', 0, 0.95, 'two-sided', '{0.0,-56.71397746102395,56.71397746102395,0.0,1.0}'),
  (10, '{7:4}', 0, 0.95, 'two-sided', '{0.0,-48.989083645459736,48.989083645459736,NULL,NULL}'),
  (11, '{7:4}', 20, 0.95, 'two-sided', '{-20.0,-68.98908364545973,28.989083645459736,-1.0,0.3173105078629141}'),
  (12, '{0:12,5:3,9:1}', -37.5, 0.8, 'greater', '{-50.0,-58.72261071894363,-24.986185167147013,-2.157439559882375,0.9845142841745769}'),
  (13, '{0:342,7:968,10:1436}', 38, 0.95, 'two-sided', '{1.839766933721777,-0.810582894504213,4.4188414168382995,1.366055713587466,0.17192147710864805}'),
  (14, '{0:200000000000,8:399999999999,10:400000000001}', 20, 0.95, 'two-sided', '{1e-10,-0.00014667022380149896,0.0001466703250211293,1.3363062095610992e-06,0.9999989337819069}');
SELECT count(*) AS tests, string_agg(n || ': ' || v, '; ' ORDER BY n) FILTER (WHERE v <> 'ok') AS wrong
  FROM nps_targets, LATERAL test_verdict(nps_target_test(r, target, confidence, 'score', alternative), expected) AS v;
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
SELECT count(*) AS tests, string_agg(n || ': ' || v, '; ' ORDER BY n) FILTER (WHERE v <> 'ok') AS wrong
  FROM csat_targets, LATERAL test_verdict(csat_target_test(r, target, confidence, 'score', alternative), expected) AS v;
SELECT bool_and(rate_target_test(t, target, confidence, 'score', alternative) = csat_target_test(r, target, confidence, 'score', alternative)) AS rate,
       bool_and(rate_target_test(t, target) = rate_target_test(t, target, NULL, NULL, NULL)) AS by_null
  FROM csat_targets, LATERAL rate_tally(tally_count(r, 4, 5), tally_count(r)) AS t;
-- Means, without a scale by Student's test (the fourth are the first ten of
-- R's sleep data, times ten), with one from the adjusted sample: 7 to 9 are the
-- golden cases P7t.  Where the artificial answer turns the sign, nothing speaks
-- for either side.
CREATE TEMP TABLE mean_targets (n int, r tally, target float8, confidence float8, scale_min int, scale_max int, alternative text, expected float8[]);
INSERT INTO mean_targets VALUES
  (1, '{1:1,3:5,4:9}', 3, 0.95, NULL, NULL, 'two-sided', '{0.4666666666666667,0.004918418501364333,0.928414914831969,2.167632380498663,0.04791540307022267}'),
  (2, '{1:1,3:5,4:9}', 3, 0.95, NULL, NULL, 'greater', '{0.4666666666666667,0.004918418501364333,0.928414914831969,2.167632380498663,0.023957701535111335}'),
  (3, '{1:1,3:5,4:9}', 4, 0.9, NULL, NULL, 'less', '{-0.5333333333333333,-0.9125234291369376,-0.15414323752972903,-2.477294149141329,0.01330379009879208}'),
  (4, '{4:1,8:1,18:1,19:1,20:1,27:1,28:1,40:1,54:1,57:1}', 40, 0.95, NULL, NULL, 'two-sided', '{-12.5,-25.297804135262325,0.29780413526232563,-2.2095169011897022,0.054488167441037}'),
  (5, '{5:4}', 3, 0.95, NULL, NULL, 'two-sided', '{2,2,2,NULL,NULL}'),
  (6, '{5:1}', 3, 0.95, NULL, NULL, 'greater', '{2,NULL,NULL,NULL,NULL}'),
  (7, '{7:9,6:1}', 6.5, 0.95, 1, 7, 'two-sided', '{0.4,-0.61610622445056987,0.5,0.40378642654362413,0.6948693123333671}'),
  (8, '{7:5}', 5, 0.95, 1, 7, 'two-sided', '{2,-0.091547948775957639,2,2.4227185592617448,0.059916146302607657}'),
  (9, '{1:1,7:1}', 4, 0.95, 1, 7, 'two-sided', '{0,-3,3,0,1}'),
  (10, '{1:1,3:5,4:9}', 3, 0.95, 1, 5, 'two-sided', '{0.4666666666666667,-0.03786382408799309,0.912863824087993,1.9616746772253078,0.0686324175307014}'),
  (11, '{1:1,3:5,4:9}', 3, 0.95, 1, 5, 'greater', '{0.4666666666666667,-0.03786382408799309,0.912863824087993,1.9616746772253078,0.0343162087653507}'),
  (12, '{1:1,3:5,4:9}', 4, 0.9, 1, 4, 'less', '{-0.5333333333333333,-0.983440367884206,-0.20405963211579406,-2.671027396298783,0.00872114799479029}'),
  (13, '{4:1,8:1,18:1,19:1,20:1,27:1,28:1,40:1,54:1,57:1}', 40, 0.95, 0, 100, 'two-sided', '{-12.5,-24.207329012928017,3.2982381038371082,-1.6937792126402678,0.12117303615109473}'),
  (14, '{5:1}', 3, 0.95, 1, 5, 'greater', '{2.0,-2.0,2.0,0.7071067811865476,0.3040867239846964}'),
  (15, '{5:4}', 3, 0.95, 1, 5, 'two-sided', '{2.0,0.18428522301772743,2.0,3.1378581622109447,0.03491970667453905}'),
  (16, '{7:1}', 6.5, 0.95, 1, 7, 'two-sided', '{0.5,-5.5,0.5,0.0,1.0}'),
  (17, '{7:1}', 6.5, 0.95, 1, 7, 'greater', '{0.5,-5.5,0.5,0.0,0.5}'),
  (18, '{7:1}', 6.5, 0.95, 1, 7, 'less', '{0.5,-5.5,0.5,0.0,0.5}'),
  (19, '{1:40}', 1, 0.95, 1, 7, 'two-sided', '{0.0,0.0,0.2515869398030897,0.0,1.0}'),
  (20, '{1:40}', 1, 0.95, 1, 7, 'less', '{0.0,0.0,0.2515869398030897,0.0,0.5}'),
  (21, '{2:3,6:4,7:30}', 6, 0.99, 1, 7, 'two-sided', '{0.4864864864864865,-0.22367789513425163,1.0,1.773345515140537,0.08440337868175253}');
SELECT count(*) AS tests, string_agg(n || ': ' || v, '; ' ORDER BY n) FILTER (WHERE v <> 'ok') AS wrong
  FROM mean_targets, LATERAL test_verdict(tally_mean_target_test(r, target, confidence, NULL, alternative, scale_min, scale_max), expected) AS v;
SELECT n, (t).statistic, (t).p_value FROM (SELECT n, tally_mean_target_test(r, target, confidence, NULL, alternative, scale_min, scale_max) AS t FROM mean_targets WHERE r = '{7:1}') AS x ORDER BY n;
-- CES is the same on 1 to 7, and turned around the other way around; t is a
-- method, which the scale only cuts off.
SELECT bool_and(ces_target_test(r, target, confidence, NULL, alternative) = tally_mean_target_test(r, target, confidence, 'adjusted', alternative, 1, 7)) AS adjusted,
       bool_and(ces_target_test(r, target, confidence, 't', alternative) IS NOT DISTINCT FROM tally_mean_target_test(r, target, confidence, 't', alternative, 1, 7)) AS t,
       bool_and(ces_target_test(r, target) = ces_target_test(r, target, 0.95, 'adjusted', 'two-sided', 1, 7, false) AND ces_target_test(r, target) = ces_target_test(r, target, NULL, NULL, NULL, NULL, NULL, NULL)) AS in_full,
       bool_and(verdict(l.difference, -u.difference) = 'ok' AND verdict(l.low, -u.high) = 'ok' AND verdict(l.high, -u.low) = 'ok' AND verdict(l.statistic, -u.statistic) = 'ok' AND verdict(l.p_value, u.p_value) = 'ok') AS low_is_easy
  FROM mean_targets, LATERAL ces_target_test(r, target) AS u, LATERAL ces_target_test(r, 8 - target, low_is_easy => true) AS l WHERE scale_max = 7;
SELECT test_verdict(tally_mean_target_test('{1:1,3:5,4:9}', 3, method => 't', scale_min => 1, scale_max => 4), '{0.4666666666666667,0.004918418501364333,0.928414914831969,2.167632380498663,0.04791540307022267}') AS cut_off,
       tally_mean_target_test('{1:1,3:5,4:9}', 3, 0.95, 't', 'two-sided') = tally_mean_target_test('{1:1,3:5,4:9}', 3) AS t_without_scale;

-- Columns by name, as a row, and the defaults
SELECT (nps_target_test(r, target)).p_value = (nps_target_test(r, target, NULL, NULL, NULL, NULL, NULL, NULL, NULL)).p_value AS nps,
       (csat_target_test(r, target)).low = (csat_target_test(r, target, NULL, NULL, NULL, NULL, NULL, NULL)).low AS csat,
       tally_mean_target_test(r, target) = tally_mean_target_test(r, target, NULL, NULL, NULL, NULL, NULL) AS mean
  FROM (VALUES ('{3:2,4:5,5:9}'::tally, 4.0::float8)) AS v(r, target);
SELECT round(difference::numeric, 3) AS difference, round(p_value::numeric, 3) AS p_value FROM nps_target_test('{0:36,7:47,9:67}', 10, alternative => 'greater');

-- The difference is that of the score, the limits are those of the score.
SELECT bool_and(verdict(difference, nps(r) - target) = 'ok' AND verdict(t.low, i.low - target) = 'ok' AND verdict(t.high, i.high - target) = 'ok') AS nps
  FROM nps_targets, LATERAL nps_target_test(r, target) AS t, LATERAL nps_interval(r) AS i;
SELECT bool_and(verdict(difference, csat(r) - target) = 'ok' AND verdict(t.low, i.low - target) = 'ok' AND verdict(t.high, i.high - target) = 'ok') AS csat
  FROM csat_targets, LATERAL csat_target_test(r, target) AS t, LATERAL csat_interval(r) AS i;
SELECT bool_and(verdict(difference, tally_mean(r) - target) = 'ok' AND verdict(t.low, i.low - target) = 'ok' AND verdict(t.high, i.high - target) = 'ok') AS mean
  FROM mean_targets, LATERAL tally_mean_target_test(r, target, scale_min => scale_min, scale_max => scale_max) AS t, LATERAL tally_mean_interval(r, scale_min => scale_min, scale_max => scale_max) AS i;
-- A statistic never contradicts its difference, and one of 0 has p 1.
SELECT count(*) AS tests, count(*) FILTER (WHERE (t).statistic * (t).difference < 0 OR ((t).statistic = 0) <> ((t).p_value = 1) OR (t).difference NOT BETWEEN (t).low AND (t).high) AS contradictory
  FROM generate_series(0, 6) AS d, generate_series(0, 6 - d) AS p, unnest('{-90,-20,0,15,50,99}'::int[]) AS target,
       LATERAL (VALUES (nps_target_test(format('{0:%s,8:%s,9:%s}', d, 6 - d - p, p)::tally, target)), (ces_target_test(format('{1:%s,4:%s,7:%s}', d, 6 - d - p, p)::tally, 4 + target / 40.0))) AS t(t);

-- From a whole target a whole score is a whole number away.
SELECT count(*) AS scores, count(*) FILTER (WHERE (nps_target_test(format('{0:%s,8:%s,9:%s}', d, 100 - d - p, p)::tally, target)).difference <> p - d - target OR (nps_target_test(format('{0:%s,8:%s,9:%s}', d, 100 - d - p, p)::tally, target)).low >= p - d - target) AS nps,
       count(*) FILTER (WHERE (csat_target_test(csat_tally(p, 100), abs(target))).difference <> p - abs(target)) AS csat
  FROM generate_series(1, 50, 7) AS d, generate_series(1, 50) AS p, unnest('{-85,0,3,85}'::int[]) AS target;
SELECT (nps_target_test('{8:1,9:9}', 85)).difference AS five, (rate_target_test('{0:1,1:9}', 85)).difference AS rate;

-- On other scales
SELECT nps_target_test('{1:36,4:47,5:67}', 10, scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5) = nps_target_test('{0:36,7:47,9:67}', 10) AS nps,
       csat_target_test('{5:18,6:82}', 75, scale_max => 7, satisfied_min => 6) = csat_target_test('{3:18,4:82}', 75) AS csat,
       tally_mean_target_test('{5:18,6:82}', 5, scale_min => 1, scale_max => 6) = ces_target_test('{5:18,6:82}', 5, scale_max => 6) AS ces;

-- Weights: only their proportions matter, and they cost precision.
SELECT test_verdict(nps_target_test('{0:3(6,14),7:4(4,4),9:5(7,11)}', 10), ARRAY[n.difference, n.low, n.high, n.statistic, n.p_value]) AS nps,
       test_verdict(csat_target_test('{1:3(6,14),4:4(4,4),5:5(7,11)}', 10), ARRAY[c.difference, c.low, c.high, c.statistic, c.p_value]) AS csat,
       test_verdict(tally_mean_target_test('{0:3(6,14),7:4(4,4),9:5(7,11)}', 10), ARRAY[m.difference, m.low, m.high, m.statistic, m.p_value]) AS mean,
       abs(n.statistic) < abs((nps_target_test('{0:6,7:4,9:7}', 10)).statistic) AS costs
  FROM nps_target_test('{0:3(42,686),7:4(28,196),9:5(49,539)}', 10) AS n, csat_target_test('{1:3(42,686),4:4(28,196),5:5(49,539)}', 10) AS c,
       tally_mean_target_test('{0:3(42,686),7:4(28,196),9:5(49,539)}', 10) AS m;

-- No answers, no weight, no tally, no target
SELECT v.r, v.target, nps_target_test(r, target) IS NULL AS nps, csat_target_test(r, target) IS NULL AS csat, tally_mean_target_test(r, target) IS NULL AS mean,
       ces_target_test(r, target / 10) IS NULL AS ces, rate_target_test(r, target) IS NULL AS rate
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
               (14, $$csat_target_test('{5:1}', 10, scale_max => 7)$$), (15, $$rate_target_test('{1:1}', 101)$$),
               (16, $$rate_target_test('{2:1}', 10)$$), (17, $$ces_target_test('{4:1}', 8)$$), (18, $$ces_target_test('{4:1}', 0)$$), (19, $$ces_target_test('{8:1}', 4)$$),
               (20, $$tally_mean_target_test('{4:1}', 6, scale_min => 1, scale_max => 5)$$), (21, $$tally_mean_target_test('{6:1}', 4, scale_min => 1, scale_max => 5)$$),
               (22, $$tally_mean_target_test('{4:1}', 3, method => 'adjusted')$$), (23, $$tally_mean_target_test('{4:1}', 3, method => 'pooled')$$), (24, $$nps_target_test('{9:1}', 10, method => 'wald')$$),
               (25, $$csat_target_test('{4:1}', 10, method => 'exact')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
