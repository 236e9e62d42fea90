\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- shift: why a score moved.  The mix and rate effects of segments, by golden
-- values, from the survey and against plain SQL, add up to the change
--
\pset null NULL
-- (The planner takes some series below for long ones.)
SET jit = off;

-- 'ok' if a result is what it should be, to 1e-12 of the 100 points that
-- effects are parts of
CREATE FUNCTION pg_temp.verdict(got float8, expected float8) RETURNS text
LANGUAGE sql AS $$ SELECT verdict_within(got, expected, 1e-12 * 100) $$;

-- Golden cases L01 and L03: household headship by 13 age groups (Das Gupta
-- 1993).  The shares and rates, to a tenth of a percent, are the satisfied
-- among a million answers; the same as promoters and detractors half as many.
CREATE TEMP TABLE households AS
  SELECT o AS age, (1e4 * s1 / 100 * (100 - r1))::bigint AS no_1, (1e4 * s1 / 100 * r1)::bigint AS yes_1, (1e4 * s2 / 100 * (100 - r2))::bigint AS no_2, (1e4 * s2 / 100 * r2)::bigint AS yes_2
    FROM unnest('{12.9,10.9,9.5,8.0,7.8,8.4,8.6,7.8,7.0,5.9,4.7,3.6,4.9}'::numeric[], '{10.1,11.2,11.6,10.9,9.4,7.7,6.3,6.0,6.3,5.9,5.1,4.0,5.5}'::numeric[],
                '{1.9,25.8,45.7,49.6,51.2,51.6,51.8,54.9,58.7,60.4,62.8,66.6,66.8}'::numeric[], '{2.2,24.3,45.8,52.5,56.1,55.6,56.0,57.4,57.2,61.2,63.9,68.6,72.2}'::numeric[])
           WITH ORDINALITY AS h(s1, s2, r1, r2, o);
CREATE TEMP TABLE shifts AS
  SELECT age, c.mix_effect AS csat_mix, c.rate_effect AS csat_rate, n.mix_effect AS nps_mix, n.rate_effect AS nps_rate, csat(total_1) AS csat_1, csat(total_2) AS csat_2, nps(net_1) AS nps_1, nps(net_2) AS nps_2
    FROM (SELECT *, sum(t_1) OVER () AS total_1, sum(t_2) OVER () AS total_2, sum(n_1) OVER () AS net_1, sum(n_2) OVER () AS net_2
            FROM (SELECT age, format('{1:%s,5:%s}', no_1, yes_1)::tally AS t_1, format('{2:%s,4:%s}', no_2, yes_2)::tally AS t_2,
                         format('{0:%s,10:%s}', no_1, yes_1)::tally AS n_1, format('{6:%s,9:%s}', no_2, yes_2)::tally AS n_2 FROM households) AS s) AS h,
         LATERAL csat_shift(t_1, t_2, total_1, total_2) AS c, LATERAL nps_shift(n_1, n_2, net_1, net_2) AS n;
SELECT (SELECT sum(no_1 + yes_1) FROM households) AS answers_1, (SELECT sum(no_2 + yes_2) FROM households) AS answers_2,
       pg_temp.verdict(min(csat_1), 44.7268) AS "L01 1970", pg_temp.verdict(min(csat_2), 47.694) AS "L01 1985",
       pg_temp.verdict(sum(csat_rate), 1.7403) AS "L03 rate", pg_temp.verdict(100 * sum(csat_rate) / (min(csat_2) - min(csat_1)), 58.651253707198705) AS "L03 share",
       pg_temp.verdict(sum(csat_mix) + sum(csat_rate), 47.694 - 44.7268) AS change
  FROM shifts;
-- A score of 2 x - 100 moves by twice as much.
SELECT count(*) AS segments, count(*) FILTER (WHERE pg_temp.verdict(nps_mix, 2 * csat_mix) <> 'ok') AS mix, count(*) FILTER (WHERE pg_temp.verdict(nps_rate, 2 * csat_rate) <> 'ok') AS rate,
       pg_temp.verdict(sum(nps_mix) + sum(nps_rate), min(nps_2) - min(nps_1)) AS change
  FROM shifts;
-- L05: a share of 0.6, then 0.3, with a rate of 0.50, then 0.45, the rest 0
SELECT pg_temp.verdict(sum(mix_effect) / 100, -0.1425) AS "L05 alpha", pg_temp.verdict(sum(rate_effect) / 100, -0.0225) AS "L05 beta", pg_temp.verdict(sum(mix_effect + rate_effect) / 100, -0.165) AS "L05 total"
  FROM (VALUES ('{1:300,5:300}'::tally, '{1:165,5:135}'::tally), ('{3:400}', '{3:700}')) AS v(before, after),
       LATERAL csat_shift(before, after, '{1:300,5:300,3:400}', '{1:165,5:135,3:700}');

-- The survey: boarding areas A to G, 2017 and 2018
CREATE TEMP TABLE areas (area text, before tally, after tally);
INSERT INTO areas VALUES
  ('A', '{0:8,1:2,2:3,3:5,4:3,5:28,6:44,7:74,8:175,9:152,10:230}', '{0:10,1:3,2:11,3:10,4:8,5:54,6:44,7:85,8:166,9:119,10:151}'),
  ('B', '{0:1,3:1,4:2,5:14,6:4,7:15,8:35,9:35,10:59}', '{1:2,2:1,3:3,4:2,5:21,6:8,7:32,8:53,9:32,10:84}'),
  ('C', '{4:1,5:14,6:11,7:19,8:49,9:56,10:76}', '{0:1,1:1,4:5,5:20,6:6,7:30,8:42,9:22,10:62}'),
  ('D', '{0:3,2:2,3:2,4:2,5:23,6:13,7:36,8:92,9:82,10:131}', '{0:2,1:1,2:4,3:4,4:2,5:34,6:26,7:46,8:113,9:92,10:171}'),
  ('E', '{0:1,1:2,3:1,5:9,6:5,7:25,8:32,9:32,10:68}', '{0:1,1:1,2:4,4:1,5:7,6:2,7:16,8:29,9:41,10:55}'),
  ('F', '{0:2,1:1,2:2,3:2,4:4,5:17,6:22,7:50,8:123,9:74,10:147}', '{0:5,1:1,2:1,3:4,4:3,5:24,6:22,7:51,8:90,9:83,10:123}'),
  ('G', '{0:2,1:1,2:1,3:8,4:6,5:39,6:31,7:72,8:171,9:133,10:161}', '{0:5,1:2,2:3,3:5,4:3,5:45,6:25,7:74,8:108,9:109,10:124}');
CREATE TEMP TABLE area_shifts AS
  SELECT area, before, after, total_before, total_after, s.*
    FROM (SELECT *, sum(before) OVER () AS total_before, sum(after) OVER () AS total_after FROM areas) AS a, LATERAL nps_shift(before, after, total_before, total_after) AS s;
SELECT area, round(nps(before)::numeric, 6) AS before, round(nps(after)::numeric, 6) AS after, round(mix_effect::numeric, 9) AS mix_effect, round(rate_effect::numeric, 9) AS rate_effect FROM area_shifts ORDER BY area;
SELECT round(nps(min(total_before::text)::tally)::numeric, 10) AS before, round(nps(min(total_after::text)::tally)::numeric, 10) AS after, round(sum(mix_effect)::numeric, 9) AS mix, round(sum(rate_effect)::numeric, 9) AS rate,
       pg_temp.verdict(sum(mix_effect) + sum(rate_effect), nps(min(total_after::text)::tally) - nps(min(total_before::text)::tally)) AS change
  FROM area_shifts;
-- (computed from the published rows with Python's fractions)
SELECT area, pg_temp.verdict(s.mix_effect, f.mix) AS mix, pg_temp.verdict(s.rate_effect, f.rate) AS rate
  FROM area_shifts AS s JOIN (VALUES
                ('A', 0.07990495831095154, -5.195026911199031),
                ('B', 0.08434870070854743, -0.7648543714966692),
                ('C', -0.016832884496698168, -1.5299648757976159),
                ('D', 0.2562274966870168, -0.8412311245864251),
                ('E', -0.0605122931934296, 0.2519911023616169),
                ('F', -0.014446243971231877, -0.41636392369877784),
                ('G', 0.1707059493870384, -0.8625804372653715)) AS f(area, mix, rate) USING (area) ORDER BY area;

-- Many periods of many segments, some in one period only, weighted and not,
-- against the formulas in SQL
CREATE TEMP TABLE answers AS
  SELECT id, period, segment, (id * 7919 + i * 104729 + id * i * 31 + period * i * i) % 11 AS n, 1 + (id * 7907 + i * 1299709 + id * i * 17 + period * i) % 5 AS c, (1 + i % 7) / 4.0::float8 AS w
    FROM generate_series(1, 60) AS id, generate_series(1, 2) AS period, generate_series(1, 6) AS segment, generate_series(1, 50) AS i
   WHERE i <= (id * 31 + segment * 7 + period * segment * 13) % 50 AND (id + segment * 3 + period) % 9 > 0;
CREATE TEMP TABLE segments AS
  SELECT id, segment, weighted, sum(n) FILTER (WHERE period = 1) AS n_1, sum(n) FILTER (WHERE period = 2) AS n_2, sum(c) FILTER (WHERE period = 1) AS c_1, sum(c) FILTER (WHERE period = 2) AS c_2
    FROM (SELECT id, period, segment, false, tally(n), tally(c) FROM answers GROUP BY id, period, segment UNION ALL
          SELECT id, period, segment, true, tally_weighted(n, w), tally_weighted(c, w) FROM answers GROUP BY id, period, segment) AS s(id, period, segment, weighted, n, c)
   GROUP BY id, segment, weighted;
CREATE TEMP TABLE plain AS
  SELECT id, segment, weighted,
         sum(w) FILTER (WHERE period = 1) AS w_1, sum(w) FILTER (WHERE period = 2) AS w_2,
         100 * sum(w * s) FILTER (WHERE period = 1) / sum(w) FILTER (WHERE period = 1) AS n_1, 100 * sum(w * s) FILTER (WHERE period = 2) / sum(w) FILTER (WHERE period = 2) AS n_2,
         100 * sum(w * x) FILTER (WHERE period = 1) / sum(w) FILTER (WHERE period = 1) AS c_1, 100 * sum(w * x) FILTER (WHERE period = 2) / sum(w) FILTER (WHERE period = 2) AS c_2
    FROM (SELECT id, period, segment, weighted, CASE WHEN weighted THEN w ELSE 1 END AS w, CASE WHEN n >= 9 THEN 1 WHEN n <= 6 THEN -1 ELSE 0 END AS s, (c >= 4)::int AS x
            FROM answers, (VALUES (false), (true)) AS v(weighted)) AS a
   GROUP BY GROUPING SETS ((id, segment, weighted), (id, weighted));
CREATE TEMP TABLE results AS
  SELECT id, segment, weighted, n.mix_effect AS nps_mix, n.rate_effect AS nps_rate, c.mix_effect AS csat_mix, c.rate_effect AS csat_rate
    FROM (SELECT *, sum(n_1) OVER w AS n_total_1, sum(n_2) OVER w AS n_total_2, sum(c_1) OVER w AS c_total_1, sum(c_2) OVER w AS c_total_2
            FROM segments WINDOW w AS (PARTITION BY id, weighted)) AS s,
         LATERAL nps_shift(n_1, n_2, n_total_1, n_total_2) AS n, LATERAL csat_shift(c_1, c_2, c_total_1, c_total_2) AS c;
-- an absent segment has the score of its other period, and share 0
CREATE FUNCTION pg_temp.mix(w_1 float8, w_2 float8, r_1 float8, r_2 float8, t_1 float8, t_2 float8) RETURNS float8
LANGUAGE sql AS $$ SELECT (coalesce(w_2, 0) - coalesce(w_1, 0)) * ((coalesce(r_1, r_2) + coalesce(r_2, r_1)) / 2 - (t_1 + t_2) / 2) $$;
CREATE FUNCTION pg_temp.rate(w_1 float8, w_2 float8, r_1 float8, r_2 float8) RETURNS float8
LANGUAGE sql AS $$ SELECT coalesce((r_2 - r_1) * (w_1 + w_2) / 2, 0) $$;
SELECT weighted, count(*) AS segments, count(*) FILTER (WHERE s.w_1 IS NULL) AS entering, count(*) FILTER (WHERE s.w_2 IS NULL) AS leaving,
       count(*) FILTER (WHERE pg_temp.verdict(nps_mix, pg_temp.mix(s.w_1 / t.w_1, s.w_2 / t.w_2, s.n_1, s.n_2, t.n_1, t.n_2)) <> 'ok') AS nps_mix,
       count(*) FILTER (WHERE pg_temp.verdict(nps_rate, pg_temp.rate(s.w_1 / t.w_1, s.w_2 / t.w_2, s.n_1, s.n_2)) <> 'ok') AS nps_rate,
       count(*) FILTER (WHERE pg_temp.verdict(csat_mix, pg_temp.mix(s.w_1 / t.w_1, s.w_2 / t.w_2, s.c_1, s.c_2, t.c_1, t.c_2)) <> 'ok') AS csat_mix,
       count(*) FILTER (WHERE pg_temp.verdict(csat_rate, pg_temp.rate(s.w_1 / t.w_1, s.w_2 / t.w_2, s.c_1, s.c_2)) <> 'ok') AS csat_rate
  FROM results JOIN plain AS s USING (id, segment, weighted) JOIN plain AS t USING (id, weighted) WHERE t.segment IS NULL
 GROUP BY weighted ORDER BY weighted;
SELECT weighted, count(*) AS changes, count(*) FILTER (WHERE pg_temp.verdict(nps_effects, t.n_2 - t.n_1) <> 'ok') AS nps, count(*) FILTER (WHERE pg_temp.verdict(csat_effects, t.c_2 - t.c_1) <> 'ok') AS csat
  FROM (SELECT id, weighted, sum(nps_mix + nps_rate) AS nps_effects, sum(csat_mix + csat_rate) AS csat_effects FROM results GROUP BY id, weighted) AS r
  JOIN plain AS t USING (id, weighted) WHERE t.segment IS NULL
 GROUP BY weighted ORDER BY weighted;

-- A segment that comes or goes is wholly mix; one that was never there does
-- nothing, nor does one that stays as it is; one that is everything is rate.
SELECT s.*, v.what
  FROM (VALUES (1, 'enters', '{}'::tally, '{10:2}'::tally, '{3:4}'::tally, '{3:6,10:2}'::tally), (2, 'leaves', '{10:2}', '{}', '{3:6,10:2}', '{3:4}'), (3, 'never there', '{}', '{}', '{3:6,10:2}', '{3:4}'),
               (4, 'as it was', '{10:2,3:2}', '{10:2,3:2}', '{3:6,10:2}', '{3:6,10:2}'), (5, 'everything', '{3:6,10:2}', '{3:4,10:4}', '{3:6,10:2}', '{3:4,10:4}'),
               (6, 'has no weight', '{10:2(0,0)}', '{10:2(2,4)}', '{3:4,10:2(0,0)}', '{3:6,10:2(2,4)}')) AS v(n, what, before, after, total_before, total_after),
       LATERAL nps_shift(before, after, total_before, total_after) AS s ORDER BY n;
-- Without answers in one of the periods there is no change to explain.
SELECT nps_shift('{}', '{10:1}', '{}', '{10:1}') AS no_before, nps_shift('{10:1}', '{}', '{10:1}', '{}') AS no_after, csat_shift('{}', '{}', '{}', '{}') AS neither,
       nps_shift('{3:1(0,0)}', '{3:1}', '{3:1(0,0)}', '{3:1}') AS no_weight;
SELECT nps_shift(NULL, '{10:1}', '{10:1}', '{10:1}') AS a, nps_shift('{10:1}', NULL, '{10:1}', '{10:1}') AS b, nps_shift('{10:1}', '{10:1}', NULL, '{10:1}') AS c, nps_shift('{10:1}', '{10:1}', '{10:1}', NULL) AS d,
       csat_shift(NULL, '{4:1}', '{4:1}', '{4:1}') AS e, csat_shift('{4:1}', '{4:1}', '{4:1}', NULL) AS f;

-- Other scales
SELECT nps_shift('{1:3,5:2}', '{1:1,4:2,5:2}', '{1:5,5:4}', '{1:2,4:2,5:6}', 1, 5, 3, 5) = nps_shift('{0:3,10:2}', '{0:1,8:2,10:2}', '{0:5,10:4}', '{0:2,8:2,10:6}') AS of_five,
       nps_shift('{0:3,10:2}', '{0:1,8:2,10:2}', '{0:5,10:4}', '{0:2,8:2,10:6}', promoter_min => 8, detractor_max => 5) = nps_shift('{0:3,10:2}', '{0:1,10:4}', '{0:5,10:4}', '{0:2,10:8}') AS cuts,
       csat_shift('{1:3,6:2}', '{1:1,5:2,7:2}', '{1:5,6:4}', '{1:2,5:2,7:6}', scale_max => 7, satisfied_min => 6) = csat_shift('{1:3,4:2}', '{1:1,3:2,5:2}', '{1:5,4:4}', '{1:2,3:2,5:6}') AS of_seven,
       csat_shift('{1:3,4:2}', '{4:3}', '{1:3,4:4}', '{4:3,5:2}', 1, 5, 4) = csat_shift('{1:3,4:2}', '{4:3}', '{1:3,4:4}', '{4:3,5:2}', NULL, NULL, NULL) AS by_null;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_shift('{9:3}', '{9:1}', '{9:2}', '{9:2}')$$), (2, $$nps_shift('{9:1}', '{9:3}', '{9:2}', '{9:2}')$$), (3, $$csat_shift('{4:3}', '{4:1}', '{4:2}', '{4:2}')$$), (4, $$csat_shift('{4:1}', '{4:3}', '{4:2}', '{4:2}')$$),
               (5, $$nps_shift('{9:1}', '{}', '{}', '{}')$$), (14, $$csat_shift('{4:1(5,25)}', '{4:1}', '{4:2}', '{4:2}')$$), (15, $$nps_shift('{10:2}', '{9:1}', '{9:9,10:1}', '{9:2}')$$), (16, $$csat_shift('{4:1}', '{5:2}', '{4:2}', '{4:9}')$$),
               (6, $$nps_shift('{11:1}', '{9:1}', '{9:2}', '{9:2}')$$), (7, $$nps_shift('{9:1}', '{11:1}', '{9:2}', '{9:2}')$$), (8, $$nps_shift('{9:1}', '{9:1}', '{11:2}', '{9:2}')$$), (9, $$nps_shift('{9:1}', '{9:1}', '{9:2}', '{11:2}')$$),
               (10, $$csat_shift('{4:1}', '{4:1}', '{4:2}', '{0:7,4:2}')$$), (11, $$nps_shift('{5:1}', '{5:1}', '{5:1}', '{5:1}', 1, 5)$$), (12, $$csat_shift('{5:1}', '{5:1}', '{5:1}', '{5:1}', scale_max => 7)$$),
               (13, $$nps_shift('{9:1}', '{9:1}', '{9:2}', '{9:2}', detractor_max => 9)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.detail, e.hint
  FROM (VALUES (1, $$nps_shift('{9:3}', '{9:1}', '{9:2}', '{9:2}')$$), (2, $$csat_shift('{4:1}', '{4:1}', '{4:2}', '{0:7,4:2}')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
