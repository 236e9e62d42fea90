\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- intervals_mean: confidence limits of the mean score and of the mean ease, by
-- both methods, against values computed elsewhere, in both directions, on
-- other scales, in finite populations, and every refusal
--
\pset null NULL
-- (The planner takes some series below for long ones.)
SET jit = off;

-- Golden case M01: R's data set sleep, as whole numbers ten times as large,
-- plus twenty
SELECT verdict((tally_mean(t) - 20) / 10, 1.54) AS mean, verdict((low - 20) / 10, 0.5955844996196039) AS low,
       verdict((high - 20) / 10, 2.484415500380396) AS high
  FROM (SELECT tally(20 + 10 * extra) AS t
          FROM (VALUES (0.7), (-1.6), (-0.2), (-1.2), (-0.1), (3.4), (3.7), (0.8), (0.0), (2.0),
                       (1.9), (0.8), (1.1), (0.1), (-0.1), (4.4), (5.5), (1.6), (4.6), (3.4)) AS sleep(extra)) AS "M01",
       LATERAL tally_mean_interval(t);

-- Others, by Student's t: computed with mpmath 1.3.0 to 50 digits, the quantile of Student's
-- t by bisection of its distribution; within 0 to 100, and for ces within the
-- scale
CREATE TEMP TABLE computed (t tally, confidence float8, population bigint, low float8, high float8, ces_low float8, ces_high float8);
INSERT INTO computed VALUES
  ('{1:80,2:210,3:140,4:110,5:160,6:180,7:120}', 0.95, NULL, 3.961326886924596, 4.198673113075404, 3.961326886924596, 4.198673113075404),
  ('{1:80,2:210,3:140,4:110,5:160,6:180,7:120}', 0.99, NULL, 3.9239278859872835, 4.236072114012717, 3.9239278859872835, 4.236072114012717),
  ('{1:80,2:210,3:140,4:110,5:160,6:180,7:120}', 0.5, NULL, 4.0391951995949755, 4.120804800405025, 4.0391951995949755, 4.120804800405025),
  ('{1:80,2:210,3:140,4:110,5:160,6:180,7:120}', 0.95, 1500, 4.0114611961434115, 4.148538803856589, 4.0114611961434115, 4.148538803856589),
  ('{2:1,3:1,4:1,5:1}', 0.95, NULL, 1.445739743239478, 5.554260256760522, 1.445739743239478, 5.554260256760522),
  ('{1:1,7:1}', 0.95, NULL, 0, 42.118614208524114, 1, 7),
  ('{3:1,4:1}', 0.95, NULL, 0, 9.853102368087352, 1, 7),
  ('{6:1,7:9}', 0.95, NULL, 6.673784283720179, 7.1262157162798205, 6.673784283720179, 7),
  ('{1:12,2:1}', 0.95, NULL, 0.9093220900255978, 1.2445240638205561, 1, 1.2445240638205561),
  ('{1:1,2:2,3:1,6:4,7:12}', 0.9, NULL, 5.020627273807023, 6.579372726192978, 5.020627273807023, 6.579372726192978),
  ('{1:1,2:2,3:1,6:4,7:12}', 0.9, 25, 5.444266647633174, 6.155733352366826, 5.444266647633174, 6.155733352366826),
  ('{3:1,4:1}', 0.8, 3, 2.4118745502585894, 4.588125449741411, 2.4118745502585894, 4.588125449741411),
  ('{3:123456789,5:987654321,7:555555555}', 0.95, NULL, 5.518462516138742, 5.518574523298295, 5.518462516138742, 5.518574523298295),
  ('{0:74,1:10,2:22,3:35,4:40,5:140,6:41,7:57,8:119,9:227,10:235}', 0.95, NULL, 6.82069570184418, 7.19730429815582, 6.82069570184418, 7),
  ('{0:74,1:10,2:22,3:35,4:40,5:140,6:41,7:57,8:119,9:227,10:235}', 0.999, NULL, 6.692307281629117, 7.325692718370883, 6.692307281629117, 7),
  ('{0:1,100:2}', 0.95, NULL, 0, 100, 1, 7),
  ('{0:1,100:2}', 0.999, NULL, 0, 100, 1, 7),
  ('{0:5,1:3,37:1,50:8,99:2,100:1}', 0.95, NULL, 20.35604872457331, 53.44395127542669, 7, 7),
  ('{0:5,1:3,37:1,50:8,99:2,100:1}', 0.999, NULL, 6.2042814903756, 67.5957185096244, 6.2042814903756, 7);
CREATE FUNCTION pg_temp.verdicts(got tally_interval_row, low float8, high float8) RETURNS text
LANGUAGE sql AS $$ SELECT CASE WHEN verdict(got.low, low) = 'ok' AND verdict(got.high, high) = 'ok' THEN 'ok' ELSE format('low %s, high %s', verdict(got.low, low), verdict(got.high, high)) END $$;
SELECT count(*) AS tests, string_agg(format('%s %s %s: %s, %s, %s', t, confidence, population, m, e, l), '; ') FILTER (WHERE m <> 'ok' OR e <> 'ok' OR l <> 'ok') AS wrong
  FROM computed AS c, LATERAL pg_temp.verdicts(tally_mean_interval(t, confidence, population => population), c.low, c.high) AS m,
       LATERAL pg_temp.verdicts(ces_interval(t, confidence, 't', population), ces_low, ces_high) AS e,
       LATERAL pg_temp.verdicts(ces_interval(t, confidence, 't', population, low_is_easy => true), 8 - ces_high, 8 - ces_low) AS l
 WHERE tally_max(t) <= 7;
SELECT count(*) AS tests, string_agg(format('%s %s %s: %s', t, confidence, population, m), '; ') FILTER (WHERE m <> 'ok') AS wrong
  FROM computed AS c, LATERAL pg_temp.verdicts(tally_mean_interval(t, confidence, 't', population), c.low, c.high) AS m WHERE tally_max(t) > 7;

-- With one artificial answer, spread evenly over 1 to 7: computed with mpmath
-- from the answers of each score and seven of weight 1/7 (in a population f^2 / 7)
CREATE TEMP TABLE adjusted (t tally, confidence float8, population bigint, low float8, high float8);
INSERT INTO adjusted VALUES
  ('{1:80,2:210,3:140,4:110,5:160,6:180,7:120}', 0.95, NULL, 3.961300741281634, 4.198539418558526),
  ('{1:80,2:210,3:140,4:110,5:160,6:180,7:120}', 0.99, NULL, 3.923918796317388, 4.235921363522771),
  ('{1:80,2:210,3:140,4:110,5:160,6:180,7:120}', 0.5, NULL, 4.039133734805819, 4.12070642503434),
  ('{1:80,2:210,3:140,4:110,5:160,6:180,7:120}', 0.95, 1500, 4.011444884450112, 4.148501764432849),
  ('{2:1,3:1,4:1,5:1}', 0.95, NULL, 1.7169233116515616, 5.483076688348438),
  ('{1:1,7:1}', 0.95, NULL, 1, 7),
  ('{6:1,7:9}', 0.95, NULL, 5.8838937755494305, 7),
  ('{1:12,2:1}', 0.95, NULL, 1, 1.859915899112587),
  ('{1:1,2:2,3:1,6:4,7:12}', 0.9, NULL, 4.9416576168325985, 6.48691381173883),
  ('{1:1,2:2,3:1,6:4,7:12}', 0.9, 25, 5.426263912592127, 6.136622685346017),
  ('{3:1,4:1}', 0.8, 3, 2.306795627258685, 4.893204372741315),
  ('{3:123456789,5:987654321,7:555555555}', 0.95, NULL, 5.518462515227586, 5.518574522387228),
  ('{7:1}', 0.95, NULL, 1, 7),
  ('{7:2}', 0.95, NULL, 1, 7),
  ('{7:5}', 0.95, NULL, 4.908452051224042, 7),
  ('{7:5}', 0.95, 8, 5.943909741777476, 7),
  ('{7:5}', 0.95, 5, 7, 7),
  ('{1:40}', 0.8, NULL, 1, 1.1882035838700262);
SELECT count(*) AS tests, string_agg(format('%s %s %s: %s, %s', t, confidence, population, v, mirrored), '; ') FILTER (WHERE v <> 'ok' OR mirrored <> 'ok') AS wrong, bool_and(m = e AND d = e) AS of_tally
  FROM adjusted AS a, LATERAL ces_interval(t, confidence, 'adjusted', population) AS e, LATERAL pg_temp.verdicts(e, a.low, a.high) AS v,
       LATERAL pg_temp.verdicts(ces_interval(t, confidence, 'adjusted', population, low_is_easy => true), 8 - a.high, 8 - a.low) AS mirrored,
       LATERAL tally_mean_interval(t, confidence, 'adjusted', population, 1, 7) AS m, LATERAL tally_mean_interval(t, confidence, population => population, scale_min => 1, scale_max => 7) AS d;
SELECT count(*) AS tests, string_agg(format('%s %s to %s, %s %s: %s', t, scale_min, scale_max, confidence, population, i), '; ') FILTER (WHERE i <> 'ok') AS wrong
  FROM (VALUES
         ('{0:74,1:10,2:22,3:35,4:40,5:140,6:41,7:57,8:119,9:227,10:235}'::tally, 0, 10, 0.95, NULL, 6.818733725784508, 7.195252288201506),
         ('{0:5,1:3,37:1,50:8,99:2,100:1}', 0, 100, 0.95, NULL, 21.509227706032558, 53.53839134158649),
         ('{0:5,1:3,37:1,50:8,99:2,100:1}', 0, 100, 0.999, 30, 19.335519666354195, 54.90854813025597),
         ('{1:14,2:12,3:5,4:3,5:1}', 1, 5, 0.95, NULL, 1.6528671418668048, 2.4026884136887507)) AS v(t, scale_min, scale_max, confidence, population, low, high),
       LATERAL pg_temp.verdicts(tally_mean_interval(t, confidence, NULL, population, scale_min, scale_max), v.low, v.high) AS i;

-- One column at a time, in full, by NULL; the scale only cuts the limits of t
-- off.
SELECT method, count(*) AS tallies,
       count(*) FILTER (WHERE ces_low(t, confidence, method, population) IS DISTINCT FROM e.low OR ces_high(t, confidence, method, population) IS DISTINCT FROM e.high) AS columns,
       count(*) FILTER (WHERE ces_interval(t, confidence, method, population, 1, 7, false) IS DISTINCT FROM e OR
                              ces_interval(t, confidence, method, population, NULL, NULL, NULL) IS DISTINCT FROM e) AS in_full,
       count(*) FILTER (WHERE verdict(ces_low(t, confidence, method, population, low_is_easy => true), 8 - e.high) <> 'ok' OR
                              verdict(ces_high(t, confidence, method, population, 1, 7, true), 8 - e.low) <> 'ok') AS mirrored,
       count(*) FILTER (WHERE ces_interval(t, confidence, 't', population, 0, 100) IS DISTINCT FROM tally_mean_interval(t, confidence, population => population) OR
                              ces_interval(t, confidence, 't', population, 1, 7) IS DISTINCT FROM tally_mean_interval(t, confidence, 't', population, 1, 7)) AS of_tally,
       count(*) FILTER (WHERE ces_interval(t, scale_max => 7) IS DISTINCT FROM ces_interval(t, 0.95, 'adjusted') OR
                              ces_interval(t) IS DISTINCT FROM ces_interval(t, NULL, NULL, NULL, NULL, NULL, NULL) OR
                              tally_mean_interval(t, NULL, NULL, NULL, NULL, NULL) IS DISTINCT FROM tally_mean_interval(t, 0.95, method => 'T')) AS by_default,
       count(*) FILTER (WHERE ces_margin(t, confidence, method, population) IS DISTINCT FROM (e.high - e.low) / 2 OR verdict(ces_margin(t, confidence, method, population, 1, 7, true), (e.high - e.low) / 2) <> 'ok' OR
                              tally_mean_margin(t, confidence, method, population, 1, 7) IS DISTINCT FROM (e.high - e.low) / 2 OR tally_mean_low(t, confidence, method, population, 1, 7) IS DISTINCT FROM e.low OR
                              tally_mean_high(t, confidence, method, population, 1, 7) IS DISTINCT FROM e.high) AS mean_columns
  FROM computed, unnest('{adjusted,t}'::text[]) AS method, LATERAL ces_interval(t, confidence, method, population) AS e WHERE tally_max(t) <= 7
 GROUP BY method ORDER BY method;

-- The share that Student's t adds to the standard error, for 1 to 30 degrees
-- of freedom and for many, whatever the answers: quantiles of 0.975 computed
-- with mpmath
CREATE TEMP TABLE student (degrees int, critical float8);
INSERT INTO student VALUES
  (1, 12.706204736174705),
  (2, 4.302652729749464),
  (3, 3.1824463052837095),
  (4, 2.7764451051977943),
  (5, 2.5705818356363155),
  (6, 2.44691185114497),
  (7, 2.3646242515927853),
  (8, 2.3060041352041667),
  (9, 2.2621571627982053),
  (10, 2.228138851986275),
  (11, 2.2009851600916397),
  (12, 2.178812829667229),
  (13, 2.1603686564627926),
  (14, 2.144786687917804),
  (15, 2.1314495455597755),
  (16, 2.1199052992212546),
  (17, 2.109815577833317),
  (18, 2.1009220402410387),
  (19, 2.0930240544083096),
  (20, 2.085963447265865),
  (21, 2.0796138447276804),
  (22, 2.0738730679040263),
  (23, 2.0686576104190486),
  (24, 2.063898561628026),
  (25, 2.0595385527532977),
  (26, 2.055529438642873),
  (27, 2.0518305164802855),
  (28, 2.048407141795245),
  (29, 2.0452296421327043),
  (30, 2.042272456301238),
  (100, 1.9839715185235522),
  (1000, 1.9623390808264085);
SELECT count(*) AS tallies, count(DISTINCT degrees) AS degrees,
       count(*) FILTER (WHERE verdict((high - low) / 2, critical * tally_stddev(t) / sqrt(tally_count(t))) <> 'ok') AS mismatches
  FROM student,
       LATERAL (SELECT v, tally(40 + (i * 7919 + v * i * i + degrees * 31) % 21) AS t
                  FROM generate_series(1, degrees + 1) AS i, generate_series(1, 5) AS v GROUP BY v) AS x,
       LATERAL tally_mean_interval(t)
 WHERE low > 0 AND high < 100;

-- Mirrored answers have mirrored limits, and low <= mean <= high.
SELECT method, count(*) AS tallies,
       count(*) FILTER (WHERE verdict(m.low, e.low) <> 'ok' OR verdict(m.high, e.high) <> 'ok') AS mirrored,
       count(*) FILTER (WHERE e.low > ces(t) OR e.high < ces(t) OR e.low < 1 OR e.high > 7) AS disordered
  FROM (SELECT id, tally(1 + (id * 7919 + i * 104729 + id * i * 31) % 7) AS t, tally(7 - (id * 7919 + i * 104729 + id * i * 31) % 7) AS mirrored
          FROM generate_series(1, 200) AS id, generate_series(1, 20) AS i WHERE i <= 2 + id % 19 GROUP BY id) AS x,
       unnest('{adjusted,t}'::text[]) AS method, LATERAL ces_interval(t, method => method) AS e, LATERAL ces_interval(mirrored, method => method, low_is_easy => true) AS m
 GROUP BY method ORDER BY method;

-- The standard error is the sample standard deviation over sqrt(n), by any scale
-- and direction.
SELECT count(*) AS tallies, count(*) FILTER (WHERE verdict(tally_mean_stderr(t), tally_stddev(t) / sqrt(tally_count(t))) <> 'ok' OR ces_stderr(t) <> tally_mean_stderr(t) OR
                                                   ces_stderr(t, 0, 100, true) <> tally_mean_stderr(t) OR ces_stderr(t, NULL, NULL, NULL) <> tally_mean_stderr(t)) AS wrong,
       count(*) FILTER (WHERE verdict((ces_interval(t, 0.95, 't', 40000)).high - (ces_interval(t, 0.95, 't', 40000)).low, 2 * ces_margin(t, method => 't', population => 40000)) <> 'ok') AS margin_wrong
  FROM computed WHERE tally_max(t) <= 7 AND tally_count(t) < 40000;
SELECT tally_mean_low(t) = (i).low AS low, tally_mean_high(t) = (i).high AS high, tally_mean_margin(t) = ((i).high - (i).low) / 2 AS margin,
       tally_mean_low(t, NULL, NULL, NULL, NULL, NULL) = (i).low AS low_by_null, tally_mean_margin(t, NULL, NULL, NULL, NULL, NULL) = tally_mean_margin(t) AS margin_by_null
  FROM (SELECT t, tally_mean_interval(t) AS i FROM (VALUES ('{1:14,2:12,3:5,4:3,5:1}'::tally)) AS v(t)) AS x;

-- On another scale, low is easy: 1 to 5
SELECT verdict(e.low, 6 - m.high) AS low, verdict(e.high, 6 - m.low) AS high
  FROM (VALUES ('{1:14,2:12,3:5,4:3,5:1}'::tally)) AS v(t), LATERAL tally_mean_interval(t) AS m,
       LATERAL ces_interval(t, method => 't', scale_max => 5, low_is_easy => true) AS e;

-- By t one answer says nothing of the spread, and equal ones that there is none;
-- the artificial answer has one.  And no answers, and no tally.
SELECT t, tally_mean_interval(t) AS mean, ces_interval(t, method => 't') AS ces_t, ces_interval(t) AS ces, ces_low(t) AS low, ces_high(t) AS high,
       ces_interval(t, low_is_easy => true) AS mirrored, ces_interval(t, population => 40) AS of_forty, tally_mean_stderr(t) AS stderr, ces_stderr(t) AS ces_stderr, tally_mean_margin(t) AS margin, tally_mean_low(t) AS mean_low, tally_mean_high(t) AS mean_high
  FROM (VALUES (1, '{6:1}'::tally), (2, '{6:2}'), (3, '{6:40}'), (4, '{}'), (5, NULL)) AS v(n, t) ORDER BY n;
SELECT tally_mean_interval('{0:3}') AS lowest, tally_mean_interval('{100:3}') AS highest, tally_mean_interval('{0:1,100:1}') AS all_there_is;
-- Everyone has answered
SELECT tally_mean_interval(t, population => 4) AS census, ces_interval(t, population => 4) AS ces,
       ces_interval(t, method => 't', population => 4) AS ces_t, ces_interval('{7:1}', population => 1) AS of_one, tally_mean_interval('{7:1}', population => 1) AS of_one_t,
       tally_mean_interval('{}', population => 0) AS of_nobody
  FROM (VALUES ('{2:1,3:1,6:1,7:1}'::tally)) AS v(t);

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$tally_mean_interval('{4:2}', 0)$$), (2, $$tally_mean_interval('{4:2}', 1)$$), (3, $$tally_mean_interval('{4:2}', 95)$$),
               (4, $$ces_interval('{4:2}', 'NaN')$$), (5, $$ces_low('{4:2}', -1)$$), (6, $$ces_high('{4:2}', 95)$$), (7, $$ces_interval('{}', 95)$$),
               (8, $$tally_mean_interval('{}', 95)$$), (9, $$tally_mean_interval('{4:2}', population => 1)$$), (10, $$ces_interval('{4:2}', population => 0)$$),
               (11, $$ces_low('{4:2}', population => -2)$$), (12, $$ces_high('{4:2}', population => 1)$$),
               (13, $$ces_interval('{4:2}', scale_min => 7)$$), (14, $$ces_low('{4:2}', scale_max => 101)$$), (15, $$ces_high('{4:2}', scale_min => -1)$$),
               (16, $$ces_interval('{4:2,8:1}')$$), (17, $$ces_low('{0:1,4:2}', low_is_easy => true)$$), (18, $$ces_high('{4:2,6:1}', scale_max => 5)$$),
               (19, $$ces_interval('{4:2}', method => 'wilson')$$), (20, $$ces_low('{4:2}', method => '')$$), (21, $$tally_mean_interval('{4:2}', method => 'welch')$$),
               (22, $$tally_mean_interval('{4:2}', method => 'adjusted')$$), (23, $$tally_mean_interval('{4:2}', scale_min => 1)$$), (24, $$tally_mean_interval('{4:2}', scale_max => 7)$$),
               (25, $$tally_mean_interval('{4:2}', scale_min => 7, scale_max => 1)$$), (26, $$tally_mean_interval('{4:2,8:1}', scale_min => 1, scale_max => 7)$$),
               (27, $$ces_margin('{8:2}')$$), (28, $$ces_stderr('{8:2}')$$), (29, $$tally_mean_margin('{4:2}', 95)$$), (30, $$tally_mean_low('{8:2}', scale_min => 1, scale_max => 7)$$), (31, $$tally_mean_high('{4:2}', method => 'adjusted')$$), (32, $$tally_mean_interval('{}', method => 'x')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.detail, e.hint
  FROM (VALUES (1, $$tally_mean_interval('{4:2}', 95)$$), (2, $$ces_interval('{4:2}', population => 1)$$), (3, $$ces_interval('{4:2,8:1}')$$),
               (4, $$ces_interval('{4:2}', method => 'wilson')$$), (5, $$tally_mean_interval('{4:2}', method => 'adjusted')$$), (6, $$tally_mean_interval('{4:2,8:1}', scale_min => 1, scale_max => 7)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
