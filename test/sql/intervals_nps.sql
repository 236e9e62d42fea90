\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- intervals_nps: standard error, margin and confidence limits of the Net
-- Promoter Score, by golden values and beyond, for every method, at the ends
-- of what a sample can be, in finite populations, and every refusal
--
\pset null NULL
-- (The planner takes some series below for long ones.)
SET jit = off;

-- A tally of so many detractors, passives and promoters
CREATE FUNCTION pg_temp.dpp(detractors bigint, passives bigint, promoters bigint) RETURNS tally
LANGUAGE sql AS $$ SELECT format('{3:%s,7:%s,10:%s}', detractors, passives, promoters)::tally $$;

-- Golden cases C: the standard error, in points, and from it the variance of
-- one answer; and those of B
CREATE TEMP TABLE golden_errors (id text, t tally, stderr float8, variance float8);
INSERT INTO golden_errors VALUES
  ('C01', pg_temp.dpp(1, 2, 3), 30.42903097250923, 0.5555555555555556),
  ('C03', pg_temp.dpp(0, 1, 0), 0, 0),
  ('C05', pg_temp.dpp(1, 0, 1), 70.71067811865476, 1),
  ('C07', pg_temp.dpp(1, 1, 1), 47.14045207910317, 0.6666666666666666),
  ('C09', pg_temp.dpp(100, 200, 300), NULL, 0.5555555555555556),
  ('B01', '{0:74,1:10,2:22,3:35,4:40,5:140,6:41,7:57,8:119,9:227,10:235}', 2.853068523537421, NULL),
  ('B03', '{0:22,1:3,2:6,3:9,4:15,5:37,6:7,7:12,8:38,9:56,10:54}', 5.575546504374374, NULL),
  ('B05', '{0:3,1:2,2:3,3:8,4:1,5:16,6:4,7:10,8:10,9:20,10:18}', 9.115417136203492, NULL),
  ('B07', '{0:17,1:4,2:3,3:11,4:12,5:34,6:10,7:13,8:33,9:59,10:53}', 5.69699510618461, NULL),
  ('B09', '{0:15,1:2,2:7,3:10,4:11,5:36,6:14,7:17,8:29,9:44,10:65}', 5.702153978980224, NULL);
SELECT count(stderr) AS stderrs, count(variance) AS variances, string_agg(id, ' ') FILTER (WHERE verdict(nps_stderr(t), stderr) <> 'ok' AND stderr IS NOT NULL OR verdict((nps_stderr(t) / 100) ^ 2 * tally_count(t), variance) <> 'ok' AND variance IS NOT NULL) AS wrong
  FROM golden_errors;
-- C11: the standard deviation that a peer prints as the standard error
SELECT verdict(nps_stderr(pg_temp.dpp(1, 2, 3)) * sqrt(6::float8) / 100, 0.7453559924999299) AS "C11";

-- Golden cases D.  D07a is 107.508... unclamped; the interval of D15, by
-- another convention, is wider.
CREATE TEMP TABLE golden (id text, t tally, confidence float8, method text, low float8, high float8);
INSERT INTO golden VALUES
  ('D01w', pg_temp.dpp(1, 2, 3), 0.95, 'wald', -26.306471457238576, 92.97313812390524),
  ('D01a', pg_temp.dpp(1, 2, 3), 0.95, 'adjusted_wald', -26.743258794104545, 71.18770323854899),
  ('D01s', pg_temp.dpp(1, 2, 3), 0.95, 'score', -31.10737846242245, 75.39566635638697),
  ('D03w', pg_temp.dpp(16, 30, 61), 0.95, 'wald', 28.09695450095528, 56.015195031755),
  ('D03a', pg_temp.dpp(16, 30, 61), 0.95, 'adjusted_wald', 27.0969883955835, 54.72119342259832),
  ('D03s', pg_temp.dpp(16, 30, 61), 0.95, 'score', 27.052197250412004, 54.852910194450544),
  ('D05w', pg_temp.dpp(10, 0, 20), 0.95, 'wald', -0.4040349835109384, 67.07070165017761),
  ('D05a', pg_temp.dpp(10, 0, 20), 0.95, 'adjusted_wald', -1.3872129931642554, 61.993273599224864),
  ('D05s', pg_temp.dpp(10, 0, 20), 0.95, 'score', -2.439896710912314, 61.53900383264773),
  ('D07w', pg_temp.dpp(0, 0, 5), 0.95, 'wald', 100, 100),
  ('D07a', pg_temp.dpp(0, 0, 5), 0.95, 'adjusted_wald', 17.491453034168966, 100),
  ('D07s', pg_temp.dpp(0, 0, 5), 0.95, 'score', 13.103507043365036, 100),
  ('D09w', pg_temp.dpp(0, 5, 0), 0.95, 'wald', 0, 0),
  ('D09a', pg_temp.dpp(0, 5, 0), 0.95, 'adjusted_wald', -30.005697977220688, 30.005697977220688),
  ('D09s', pg_temp.dpp(0, 5, 0), 0.95, 'score', -43.44824647831748, 43.44824647831748),
  ('D11w', pg_temp.dpp(37, 25, 61), 0.95, 'wald', 4.1191857403056185, 34.90520450359682),
  ('D11a', pg_temp.dpp(37, 25, 61), 0.95, 'adjusted_wald', 3.891918401910038, 34.203319693328055),
  ('D11s', pg_temp.dpp(37, 25, 61), 0.95, 'score', 3.766900604493429, 34.227685872995565),
  ('D13', pg_temp.dpp(16, 30, 61), 0.99, 'adjusted_wald', 22.756911237145136, 59.06127058103668);
SELECT count(*) AS tests, string_agg(format('%s: low %s, high %s', id, l, h), '; ' ORDER BY id) FILTER (WHERE l <> 'ok' OR h <> 'ok') AS wrong
  FROM golden AS g, LATERAL nps_interval(t, confidence, method) AS i, LATERAL verdict(i.low, g.low) AS l, LATERAL verdict(i.high, g.high) AS h;
SELECT (i).low > -29.714467632700373 AND (i).high < 74.15891207714482 AS "D15"
  FROM (SELECT nps_interval(pg_temp.dpp(1, 2, 3), method => 'adjusted_wald') AS i) AS x;

-- Other levels, one or two answers, nobody but one group, and very many:
-- computed with mpmath 1.3.0 to 50 digits from the formulas, the score limits
-- by bisection of Tango's equation.  A lone promoter's adjusted interval would
-- end at 98.5; it is widened to the score.
CREATE TEMP TABLE computed (detractors bigint, passives bigint, promoters bigint, confidence float8, method text, low float8, high float8);
INSERT INTO computed VALUES
  (1, 0, 0, 0.95, 'adjusted_wald', -100, 48.498649420252036),
  (1, 0, 0, 0.95, 'wald', -100, -100),
  (1, 0, 0, 0.95, 'score', -100, 58.69013712455252),
  (0, 1, 0, 0.95, 'adjusted_wald', -60.011395954441376, 60.011395954441376),
  (0, 1, 0, 0.95, 'wald', 0, 0),
  (0, 1, 0, 0.95, 'score', -79.34506856227627, 79.34506856227627),
  (0, 0, 1, 0.95, 'adjusted_wald', -48.498649420252036, 100),
  (0, 0, 1, 0.95, 'wald', 100, 100),
  (0, 0, 1, 0.95, 'score', -58.69013712455252, 100),
  (1, 0, 1, 0.95, 'adjusted_wald', -73.3351372056518, 73.3351372056518),
  (1, 0, 1, 0.95, 'wald', -100, 100),
  (1, 0, 1, 0.95, 'score', -81.09375885315386, 81.09375885315386),
  (0, 20, 0, 0.95, 'adjusted_wald', -10.436764513815891, 10.436764513815891),
  (0, 20, 0, 0.95, 'wald', 0, 0),
  (0, 20, 0, 0.95, 'score', -16.112515805281937, 16.112515805281937),
  (0, 0, 40, 0.95, 'adjusted_wald', 83.58169938961083, 100),
  (0, 0, 40, 0.95, 'wald', 100, 100),
  (0, 0, 40, 0.95, 'score', 82.47567976054268, 100),
  (16, 30, 61, 0.5, 'adjusted_wald', 36.15588031568069, 45.66230150250112),
  (16, 30, 61, 0.5, 'wald', 37.25227040309481, 46.85987912961547),
  (16, 30, 61, 0.5, 'score', 37.1221537808239, 46.72518333929486),
  (16, 30, 61, 0.99, 'adjusted_wald', 22.756911237145136, 59.06127058103668),
  (16, 30, 61, 0.99, 'wald', 23.710681016776547, 60.401468515933736),
  (16, 30, 61, 0.99, 'score', 21.96451599488152, 58.37941864037805),
  (16, 30, 61, 0.9999, 'adjusted_wald', 13.49162079370592, 68.3265610244759),
  (16, 30, 61, 0.9999, 'wald', 14.346769659519687, 69.7653798731906),
  (16, 30, 61, 0.9999, 'score', 10.726346018172862, 65.11071555261574),
  (2, 5, 0, 0.9, 'adjusted_wald', -48.96063657397017, 8.960636573970167),
  (2, 5, 0, 0.9, 'wald', -56.656801615712034, -0.4860555271451109),
  (2, 5, 0, 0.9, 'score', -59.133245448880245, 7.269489415326855),
  (362, 176, 462, 0.9, 'adjusted_wald', 5.286851281323225, 14.653328180291929),
  (362, 176, 462, 0.9, 'wald', 5.30711989111839, 14.69288010888161),
  (362, 176, 462, 0.9, 'score', 5.28793854041022, 14.663911316447964),
  (362, 176, 462, 0.99, 'adjusted_wald', 2.6361709941924754, 17.30400846742268),
  (362, 176, 462, 0.99, 'wald', 2.650982492039314, 17.349017507960685),
  (362, 176, 462, 0.99, 'score', 2.610894603699264, 17.271418096371296),
  (123456789012, 0, 223456789012, 0.95, 'adjusted_wald', 28.825304320175242, 28.825941600338762),
  (123456789012, 0, 223456789012, 0.95, 'wald', 28.825304320424515, 28.82594160058804),
  (123456789012, 0, 223456789012, 0.95, 'score', 28.825304320105325, 28.825941600268845),
  (0, 1, 999999, 0.95, 'adjusted_wald', 99.99914035094945, 100),
  (0, 1, 999999, 0.95, 'wald', 99.99970400369955, 100),
  (0, 1, 999999, 0.95, 'score', 99.99913171157135, 99.99998234754233);
SELECT method, count(*) AS tests, string_agg(format('%s %s %s %s: low %s, high %s', detractors, passives, promoters, confidence, l, h), '; ') FILTER (WHERE l <> 'ok' OR h <> 'ok') AS wrong
  FROM computed AS c, LATERAL nps_interval(pg_temp.dpp(detractors, passives, promoters), confidence, method) AS i, LATERAL verdict(i.low, c.low) AS l, LATERAL verdict(i.high, c.high) AS h
 GROUP BY method ORDER BY method;

-- Standard error, margin, limits and columns agree.
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE verdict(nps_margin(t), (by_default.high - by_default.low) / 2) <> 'ok') AS margin,
       count(*) FILTER (WHERE verdict(nps_margin(t, 0.8, 'wald'), (wald_80.high - wald_80.low) / 2) <> 'ok') AS margin_80,
       count(*) FILTER (WHERE verdict(nps_margin(t, method => 'wald'), 1.9599639845400543 * nps_stderr(t)) <> 'ok') AS by_stderr,
       count(*) FILTER (WHERE verdict((wald_80.high + wald_80.low) / 2, nps(t)) <> 'ok') AS centre,
       count(*) FILTER (WHERE nps_low(t) IS DISTINCT FROM by_default.low OR nps_high(t) IS DISTINCT FROM by_default.high) AS by_default,
       count(*) FILTER (WHERE nps_interval(t, 0.95, 'score', NULL, 0, 10, 6, 9) IS DISTINCT FROM by_default OR nps_margin(t, 0.95, 'score', NULL, 0, 10, 6, 9) IS DISTINCT FROM nps_margin(t)) AS in_full,
       count(*) FILTER (WHERE nps_interval(t, NULL, NULL, NULL, NULL, NULL, NULL, NULL) IS DISTINCT FROM by_default OR nps_margin(t, NULL, NULL, NULL, NULL, NULL, NULL, NULL) IS DISTINCT FROM nps_margin(t)) AS by_null,
       count(*) FILTER (WHERE nps_low(t, 0.8, 'wald', NULL, 0, 10, 6, 9) IS DISTINCT FROM wald_80.low OR
                              nps_high(t, confidence => 0.8, method => 'wald') IS DISTINCT FROM wald_80.high) AS columns
  FROM (SELECT t FROM golden WHERE confidence = 0.95 AND id NOT IN ('D07w') UNION SELECT t FROM golden_errors WHERE tally_count(t) > 6) AS x,
       LATERAL nps_interval(t) AS by_default, LATERAL nps_interval(t, 0.8, 'wald') AS wald_80;

-- Every sample of at most twelve answers, at three levels
CREATE TEMP TABLE samples AS
  SELECT d, e, c, confidence, method, i.low, i.high, nps(pg_temp.dpp(d, e, c)) AS score, m.low AS mirror_low, m.high AS mirror_high
    FROM generate_series(0, 12) AS d, generate_series(0, 12 - d) AS e, generate_series(0, 12 - d - e) AS c,
         unnest('{0.5,0.95,0.999}'::float8[]) AS confidence, unnest('{adjusted_wald,wald,score}'::text[]) AS method,
         LATERAL nps_interval(pg_temp.dpp(d, e, c), confidence, method) AS i,
         LATERAL nps_interval(pg_temp.dpp(c, e, d), confidence, method) AS m
   WHERE d + e + c > 0;
SELECT method, count(*) AS samples,
       count(*) FILTER (WHERE low > high OR low < -100 OR high > 100 OR low IS NULL OR high IS NULL) AS impossible,
       count(*) FILTER (WHERE score < low OR score > high) AS without_score,
       count(*) FILTER (WHERE abs(low + mirror_high) > 1e-12 OR abs(high + mirror_low) > 1e-12) AS asymmetric,
       count(*) FILTER (WHERE low > lower_low + 1e-12 OR high < lower_high - 1e-12) AS narrower_though_surer
  FROM (SELECT *, lag(low) OVER w AS lower_low, lag(high) OVER w AS lower_high
          FROM samples WINDOW w AS (PARTITION BY method, d, e, c ORDER BY confidence)) AS s
 GROUP BY method ORDER BY method;

-- No interval leaves out its score, not even by rounding: every sample of at
-- most 40 answers, at three levels.
SELECT method, confidence, count(*) AS samples, count(*) FILTER (WHERE NOT nps(t) BETWEEN i.low AND i.high) AS without_score
  FROM generate_series(0, 40) AS d, generate_series(0, 40 - d) AS e, generate_series(0, 40 - d - e) AS c, LATERAL pg_temp.dpp(d, e, c) AS t,
       unnest('{0.5,0.95,0.99}'::float8[]) AS confidence, unnest('{adjusted_wald,wald,score}'::text[]) AS method,
       LATERAL nps_interval(t, confidence, method) AS i
 WHERE d + e + c > 0 GROUP BY method, confidence ORDER BY method, confidence;

-- A finite population: the standard error shrinks by sqrt((N - n) / (N - 1)),
-- golden case M03, the limits with it, and what adjusted_wald adds with its
-- square.
SELECT verdict(nps_margin(t, method => 'wald', population => 500) / nps_margin(t, method => 'wald'), 0.8874543088523494) AS "M03",
       verdict(((w).high - (w).low) / 2, nps_margin(t, method => 'wald', population => 500)) AS wald, nps_margin(t, population => 500) < nps_margin(t) AS smaller,
       nps_margin(t, population => 107) AS census
  FROM (SELECT t, nps_interval(t, 0.95, 'wald', 500) AS w FROM golden WHERE id = 'D03w') AS x;
CREATE TEMP TABLE finite (detractors bigint, passives bigint, promoters bigint, population bigint, method text, low float8, high float8);
INSERT INTO finite VALUES
  (16, 30, 61, 500, 'adjusted_wald', 28.862208238128012, 53.43274155297365),
  (16, 30, 61, 500, 'wald', 29.667993339037885, 54.4441561936724),
  (16, 30, 61, 500, 'score', 28.836706357315137, 53.531575062612255),
  (16, 30, 61, 110, 'adjusted_wald', 39.708495696175156, 44.33879697003457),
  (16, 30, 61, 110, 'wald', 39.740251422662915, 44.37189811004736),
  (16, 30, 61, 110, 'score', 39.70969579098735, 44.340831955998716),
  (0, 0, 10, 12, 'adjusted_wald', 87.78379667051861, 100),
  (0, 0, 10, 12, 'wald', 100, 100),
  (0, 0, 10, 12, 'score', 86.94301977658273, 100),
  (0, 0, 1, 2, 'adjusted_wald', -48.498649420252036, 100),
  (0, 0, 1, 2, 'wald', 100, 100),
  (0, 0, 1, 2, 'score', -58.69013712455252, 100),
  (2, 0, 4, 6, 'adjusted_wald', 33.333333333333336, 33.333333333333336),
  (2, 0, 4, 10, 'adjusted_wald', -16.810575066759, 71.3560296122135),
  (3, 0, 2, 20, 'adjusted_wald', -71.69686046399676, 44.55400332113961),
  (3, 0, 2, 20, 'wald', -96.30755430492788, 56.307554304927876),
  (3, 0, 2, 20, 'score', -73.1241403297516, 48.22600683490107);
SELECT method, count(*) AS tests, string_agg(format('%s %s %s of %s: low %s, high %s', detractors, passives, promoters, population, l, h), '; ') FILTER (WHERE l <> 'ok' OR h <> 'ok') AS wrong,
       bool_and(nps_low(t, 0.95, method, population) = i.low AND nps_high(t, 0.95, method, population) = i.high AND nps_margin(t, 0.95, method, population) = (i.high - i.low) / 2) AS columns
  FROM finite AS f, LATERAL pg_temp.dpp(detractors, passives, promoters) AS t, LATERAL nps_interval(t, 0.95, method, population) AS i, LATERAL verdict(i.low, f.low) AS l, LATERAL verdict(i.high, f.high) AS h
 GROUP BY method ORDER BY method;
-- Everyone has answered: there is nothing left to be unsure of.  And the
-- larger the population the wider the limits, up to those without one.
SELECT m.method, bool_and(i.low = nps(t) AND i.high = nps(t)) AS at_score
  FROM (TABLE golden UNION ALL SELECT 'one', '{10:1}', 0.95, NULL, NULL, NULL) AS g, unnest('{adjusted_wald,wald,score}'::text[]) AS m(method),
       LATERAL nps_interval(t, 0.95, m.method, tally_count(t)) AS i
 GROUP BY m.method ORDER BY m.method;
SELECT method, bool_and(high - low > high_before - low_before) AS wider
  FROM (SELECT method, i.low, i.high, lag(i.low) OVER w AS low_before, lag(i.high) OVER w AS high_before
          FROM unnest('{adjusted_wald,wald,score}'::text[]) AS method, unnest('{107,108,120,500,10000,9223372036854775807}'::bigint[]) AS population,
               LATERAL nps_interval(pg_temp.dpp(16, 30, 61), 0.95, method, population) AS i
        WINDOW w AS (PARTITION BY method ORDER BY population)) AS larger
 GROUP BY method ORDER BY method;
SELECT method, nps_interval(t, 0.95, method, 9223372036854775807) = nps_interval(t, 0.95, method) AS like_infinite
  FROM unnest('{adjusted_wald,wald,score}'::text[]) AS method, pg_temp.dpp(16, 30, 61) AS t ORDER BY method;

-- One answer has a margin: half of the scale that is left, not none; methods
-- fold case.
SELECT verdict(nps_margin('{10:1}'), (100 + 58.69013712455252) / 2) AS one, nps_stderr('{10:1}') AS stderr, nps_margin('{10:1}', method => 'WALD') AS wald;

-- Other scales and cut points
SELECT nps_interval(t, scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5) =
         nps_interval(pg_temp.dpp(6, 2, 9)) AS interval,
       nps_stderr(t, 1, 5, 3, 5) = nps_stderr(pg_temp.dpp(6, 2, 9)) AS stderr,
       nps_margin(t, 0.9, NULL, NULL, 1, 5, 3, 5) = nps_margin(pg_temp.dpp(6, 2, 9), 0.9) AS margin,
       nps_low(t, 0.9, 'score', 40, 1, 5, 3, 5) = nps_low(pg_temp.dpp(6, 2, 9), 0.9, 'score', 40) AS low,
       nps_high(t, 0.9, 'score', 40, 1, 5, 3, 5) = nps_high(pg_temp.dpp(6, 2, 9), 0.9, 'score', 40) AS high,
       nps_interval(t, detractor_max => 2, promoter_min => 4) = nps_interval(pg_temp.dpp(3, 3, 11)) AS only_cuts
  FROM (VALUES ('{1:2,2:1,3:3,4:2,5:9}'::tally)) AS v(t);

-- No answers, and no tally; a group without people has no answers either.
SELECT nps_stderr(t) AS stderr, nps_margin(t) AS margin, nps_low(t) AS low, nps_high(t) AS high, nps_interval(t) AS interval,
       nps_interval(t, 0.9, 'wald') AS wald, nps_interval(t, 0.9, 'score') AS score,
       CASE WHEN tally_count(t) = 0 THEN nps_interval(t, population => 0) END AS of_nobody
  FROM (VALUES (1, '{}'::tally), (2, NULL), (3, '{5:0}')) AS v(n, t) ORDER BY n;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_interval('{9:1}', 0)$$), (2, $$nps_interval('{9:1}', 1)$$), (3, $$nps_interval('{9:1}', 95)$$),
               (4, $$nps_interval('{9:1}', -0.95)$$), (5, $$nps_interval('{9:1}', 'NaN')$$), (6, $$nps_interval('{9:1}', 'infinity')$$),
               (7, $$nps_margin('{9:1}', 95)$$), (8, $$nps_low('{9:1}', 95)$$), (9, $$nps_high('{9:1}', 95)$$), (10, $$nps_interval('{}', 95)$$),
               (11, $$nps_interval('{9:1}', method => 'wilson')$$), (12, $$nps_low('{9:1}', method => 'walds')$$),
               (13, $$nps_high('{9:1}', method => '')$$), (14, $$nps_interval('{}', method => 'exact')$$),
               (15, $$nps_interval('{9:12}', population => 11)$$), (16, $$nps_low('{9:12}', population => 0)$$),
               (17, $$nps_high('{9:12}', population => -1)$$), (18, $$nps_margin('{9:12}', population => 11)$$), (19, $$nps_interval('{}', population => -1)$$),
               (20, $$nps_interval('{9:1}', scale_max => 5)$$), (21, $$nps_margin('{9:1}', detractor_max => 9)$$),
               (22, $$nps_stderr('{9:1}', 0, 10, 11, 12)$$), (23, $$nps_low('{9:1}', scale_min => 10)$$), (24, $$nps_high('{9:1}', promoter_min => 3)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT e.state, e.message, e.detail
  FROM unnest('{nps_stderr,nps_margin,nps_interval,nps_low,nps_high}'::text[]) WITH ORDINALITY AS f(name, n),
       LATERAL error_of(format($$SELECT %I('{9:1,11:2}')$$, f.name)) AS e
 ORDER BY n;
SELECT v.n, e.hint
  FROM (VALUES (1, $$nps_interval('{9:1}', 95)$$), (2, $$nps_interval('{9:1}', method => 'wilson')$$),
               (3, $$nps_interval('{9:12}', population => 11)$$), (4, $$nps_interval('{9:1,11:2}')$$), (5, $$nps_margin('{9:1}', scale_max => 5)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
