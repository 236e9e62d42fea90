\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- heterogeneity: do several scores differ, and scores shrunk toward the
-- whole; golden and by plain formulas; NULL, empty, scales, frames, refusals
--
\pset null NULL

-- 'ok', or the columns that are not what they should be
CREATE FUNCTION pg_temp.verdicts(got tally_heterogeneity_row, expected float8[]) RETURNS text
LANGUAGE sql AS $$
  SELECT coalesce(string_agg(name || ' ' || v, ', '), 'ok')
    FROM (VALUES ('q', verdict(got.q, expected[1])), ('degrees', verdict(got.degrees, expected[2])), ('p_value', verdict_within(got.p_value, expected[3], 1e-11 * expected[3])), ('tau', verdict(got.tau, expected[4]))) AS c(name, v)
   WHERE v <> 'ok'
$$;
-- Counts of promoters, passives and detractors
CREATE TEMP TABLE segments (id text, n int, promoters int, passives int, detractors int);
-- Golden cases P1, P1c, P1d and P1f, and seven areas of a survey; p from the
-- gamma distribution.  What golden does not list, and all values of the areas,
-- were computed with mpmath 1.3.0 to 50 digits.
INSERT INTO segments VALUES
  ('P1', 1, 0, 5, 0), ('P1', 2, 0, 1, 4), ('P1', 3, 2, 0, 3),
  ('P1c', 1, 9, 1, 0), ('P1c', 2, 9, 1, 0), ('P1c', 3, 7, 2, 1), ('P1c', 4, 5, 2, 3), ('P1c', 5, 6, 2, 2), ('P1c', 6, 7, 1, 2),
  ('P1d', 1, 90, 10, 0), ('P1d', 2, 40, 40, 20), ('P1d', 3, 60, 25, 15), ('P1d', 4, 9, 0, 1),
  ('P1f', 1, 0, 0, 1), ('P1f', 2, 0, 1, 0), ('P1f', 3, 850, 120, 30),
  ('areas', 1, 270, 251, 140), ('areas', 2, 116, 85, 37), ('areas', 3, 84, 72, 33), ('areas', 4, 263, 159, 73), ('areas', 5, 96, 45, 16), ('areas', 6, 206, 141, 60), ('areas', 7, 233, 182, 88);
INSERT INTO segments SELECT 'P1f', n, 1, 0, 0 FROM generate_series(4, 11) AS n;
CREATE TEMP TABLE expected (id text, test float8[], shrunk float8[]);
INSERT INTO expected VALUES
  ('P1', '{3.309090909090909,2,0.18215587258348475,25.298221281347036}', NULL),
  ('P1c', '{7.4915531335149864,5,0.17782798886275246,15.937377450509227}', '{68.865085715671298,68.865085715671298,58.887636090298489,45.584369923134745,52.236003006716617,55.561819548507553}'),
  ('P1d', '{53.6966033577494,3,9.0801787557410736e-12,33.863978820917924}', '{88.679476889671896,21.500687771986424,45.493112456874093,73.267228814675872}'),
  ('P1f', '{20.207257397376157,10,0.11871244259790707,32.80735269456291}', NULL),
  ('areas', '{34.57253128096743,6.0,5.06402196061878e-06,8.47910443941583}', '{21.04249662379589,33.12192242955091,28.691438554635468,37.648462632375036,45.03158890076363,35.401174472657374,29.365773033388894}');
CREATE TEMP TABLE tested AS SELECT id, nps_heterogeneity(nps_tally(promoters, passives, detractors)) AS t FROM segments GROUP BY id;
SELECT count(*) AS tests, string_agg(id || ': ' || v, '; ' ORDER BY id) FILTER (WHERE v <> 'ok') AS wrong
  FROM tested JOIN expected USING (id), LATERAL pg_temp.verdicts(t, test) AS v;
SELECT count(*) AS segments, string_agg(format('%s %s: %s', id, n, v), '; ' ORDER BY id, n) FILTER (WHERE v <> 'ok') AS wrong
  FROM (SELECT id, n, nps_shrunk(nps_tally(promoters, passives, detractors)) OVER (PARTITION BY id) AS shrunk FROM segments) AS s JOIN (SELECT id, shrunk AS e FROM expected WHERE shrunk IS NOT NULL) AS e USING (id), LATERAL verdict(s.shrunk, e[n]) AS v;
CREATE TEMP VIEW areas AS SELECT chr(64 + n) AS area, nps_tally(promoters, passives, detractors) AS r FROM segments WHERE id = 'areas';
SELECT area, tally_count(r) AS answers, nps(r)::numeric(8,3) AS nps, nps_shrunk(r) OVER ()::numeric(8,3) AS shrunk FROM areas ORDER BY area;
-- Golden case P1e, shares: Q is Pearson's chi-squared times (N - 1) / N.
SELECT pg_temp.verdicts(csat_heterogeneity(csat_tally(x, n)), '{5.2087912087912088,3,0.15251045939575968,10.567244989431572}') AS "P1e",
       verdict((csat_heterogeneity(csat_tally(x, n))).q, 79 / 80.0::float8 * sum((x - n * p) ^ 2 / (n * p * (1 - p)))) AS pearson
  FROM (SELECT x, n, sum(x) OVER () / sum(n) OVER ()::float8 AS p FROM (VALUES (8, 10), (9, 10), (5, 10), (30, 50)) AS v(x, n)) AS s;
-- Means: three segments on 1 to 5, and stars, which are pulled toward the mean
-- of all; computed with mpmath
CREATE TEMP TABLE stars (id int, r tally, shrunk float8);
INSERT INTO stars VALUES
  (1, '{5:1}', 4.2127627174885705),
  (2, '{4:1,5:4}', 4.525618715926352),
  (3, '{1:2,5:2}', 3.2520422403770453),
  (4, '{1:5,3:12,4:30,5:40}', 4.141898782874565),
  (5, '{2:9,3:12,4:3}', 2.82524085963685);
SELECT pg_temp.verdicts(tally_mean_heterogeneity(r), '{32.54157316340353,4.0,7.737624349351519e-07,0.8616472611128584}') AS means FROM stars;
SELECT count(*) AS segments, string_agg(id || ': ' || v, '; ' ORDER BY id) FILTER (WHERE v <> 'ok') AS wrong
  FROM (SELECT id, shrunk, tally_mean_shrunk(r) OVER () AS got, tally_mean_shrunk(r, 1, 5) OVER () AS scaled FROM stars) AS s, LATERAL verdict(got, CASE WHEN scaled = got THEN shrunk END) AS v;

-- 60 groups of tallies by plain formulas: of NPS and of CSAT, on their scales
-- and others, and with scores that have no variance of their own
CREATE TEMP TABLE parts AS
  SELECT grp, part, tally(s) AS r FROM (SELECT i % 60 AS grp, i / 60 % (2 + i % 60 % 9) AS part, CASE WHEN i % 60 % 8 = 7 AND i / 60 % (2 + i % 60 % 9) = 0 THEN 5 ELSE 1 + (i * (i * 7919 + 104729) % 99991 + i % 7 * 5) / 11 % 5 END AS s
    FROM generate_series(1, 6000::bigint) AS i) AS a GROUP BY grp, part;
-- One variance for all answers of a group, and the weights that go with it
CREATE FUNCTION pg_temp.wanted(low int, high int) RETURNS TABLE (grp bigint, part bigint, metric text, q float8, k bigint, v float8, tau float8, shrunk float8)
LANGUAGE sql AS $$
  WITH answers AS (SELECT grp, part, u.score, u.answers::float8 AS n FROM parts, unnest(r) AS u),
       worth AS (SELECT grp, part, metric, n, x::float8 FROM answers, LATERAL (VALUES ('nps', CASE WHEN score >= high THEN 1 WHEN score <= low THEN -1 ELSE 0 END), ('csat', (score >= high)::int), ('mean', score)) AS w(metric, x)),
       whole AS (SELECT grp, metric, sum(n) AS n, sum(n * x) / sum(n) AS m FROM worth GROUP BY grp, metric),
       spread AS (SELECT grp, metric, max(whole.n) AS total, max(m) AS m, sum(worth.n * (x - m) ^ 2) / max(whole.n) AS v, sum(worth.n * (x - m) ^ 4) / max(whole.n) AS fourth FROM worth JOIN whole USING (grp, metric) GROUP BY grp, metric),
       segment AS (SELECT grp, part, metric, sum(n) AS n, sum(n * x) / sum(n) AS m FROM worth GROUP BY grp, part, metric),
       test AS (SELECT grp, metric, total, spread.m, v, fourth / nullif(v, 0) ^ 2 AS b, count(*) AS k, (total - 1) / total * sum(segment.n * (segment.m - spread.m) ^ 2) / nullif(v, 0) AS q,
                       total - sum(segment.n ^ 2) / total AS spare, sum(segment.n * (1 / segment.n - 1 / total) ^ 2) AS a
                  FROM segment JOIN spread USING (grp, metric) GROUP BY grp, metric, total, spread.m, v, fourth),
       tested AS (SELECT *, greatest(0, coalesce((q - (k - 1)) * v / nullif(spare, 0), 0)) AS t2,
                         2 * (k - 1) * (total - k) / (total + 1) + (total - 1) * ((total + 1) * total * a - (total - 1) * (k - 1) * (k + 1)) * ((total + 1) * b - 3 * (total - 1)) / (total * (total + 1) * (total - 2) * (total - 3)) AS dealt FROM test),
       mu AS (SELECT grp, metric, sum(segment.m / (t2 + v / n)) / sum(1 / (t2 + v / n)) AS mu FROM tested JOIN segment USING (grp, metric) WHERE t2 > 0 GROUP BY grp, metric)
  SELECT grp, part, metric, q, k, dealt, unit * sqrt(t2), unit * CASE WHEN t2 > 0 THEN mu + t2 / (t2 + v / n) * (segment.m - mu) ELSE tested.m END
    FROM tested JOIN segment USING (grp, metric) LEFT JOIN mu USING (grp, metric), LATERAL (SELECT CASE metric WHEN 'mean' THEN 1 ELSE 100 END AS unit) AS u
$$;
-- How many are not as the formulas have them; p is at most what a Q of its mean
-- and its variance allows, whatever the distribution (Cantelli).
SELECT metric, count(*) AS tallies, count(*) FILTER (WHERE tau = 0) AS alike, count(*) FILTER (WHERE verdict(got.shrunk, wanted.shrunk, 1e-11) <> 'ok') AS shrunk_wrong,
       count(*) FILTER (WHERE verdict((h).q, q, 1e-11) <> 'ok' OR (h).degrees <> k - 1 OR verdict((h).tau ^ 2, tau ^ 2, 1e-10) <> 'ok') AS test_wrong,
       count(*) FILTER (WHERE (h).p_value NOT BETWEEN 0 AND 1 OR q > k - 1 AND (h).p_value > v / (v + (q - (k - 1)) ^ 2)) AS p_impossible
  FROM pg_temp.wanted(2, 4) AS wanted
  JOIN (SELECT grp, part, 'nps' AS metric, nps_shrunk(r, 1, 5, 2, 4) OVER w AS shrunk, nps_heterogeneity(nps_recode(r, 1, 5, 2, 4)) OVER w AS h FROM parts WINDOW w AS (PARTITION BY grp) UNION ALL
        SELECT grp, part, 'csat', csat_shrunk(r) OVER w, csat_heterogeneity(r) OVER w FROM parts WINDOW w AS (PARTITION BY grp) UNION ALL
        SELECT grp, part, 'mean', tally_mean_shrunk(r, 1, 5) OVER w, tally_mean_heterogeneity(r) OVER w FROM parts WINDOW w AS (PARTITION BY grp)) AS got USING (grp, part, metric)
 GROUP BY metric ORDER BY metric;
-- With the top answer alone; aggregates take other scales recoded.
SELECT metric, count(*) FILTER (WHERE verdict(got.shrunk, wanted.shrunk, 1e-11) <> 'ok') AS shrunk_wrong, count(*) FILTER (WHERE verdict((h).q, q, 1e-11) <> 'ok') AS test_wrong
  FROM pg_temp.wanted(3, 5) AS wanted
  JOIN (SELECT grp, part, 'nps' AS metric, nps_shrunk(r, scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5) OVER w AS shrunk, nps_heterogeneity(nps_recode(r, 1, 5, 3, 5)) OVER w AS h FROM parts WINDOW w AS (PARTITION BY grp) UNION ALL
        SELECT grp, part, 'csat', csat_shrunk(r, satisfied_min => 5) OVER w, csat_heterogeneity(csat_recode(r, satisfied_min => 5)) OVER w FROM parts WINDOW w AS (PARTITION BY grp)) AS got USING (grp, part, metric)
 GROUP BY metric ORDER BY metric;

-- Grouped, filtered, over frames; and shrunk whatever the frame
SELECT grp, (csat_heterogeneity(r) FILTER (WHERE part < 2)).degrees AS two, (csat_heterogeneity(r)).degrees AS all FROM parts WHERE grp < 5 GROUP BY grp ORDER BY grp;
SELECT grp, (tally_mean_heterogeneity(r) FILTER (WHERE part < 2)).degrees AS two, (tally_mean_heterogeneity(r)).degrees AS all FROM parts WHERE grp < 3 GROUP BY ROLLUP (grp) ORDER BY grp;
SELECT area, (nps_heterogeneity(r) OVER (ORDER BY area)).degrees, (tally_mean_heterogeneity(r) OVER (ORDER BY area ROWS 1 PRECEDING)).degrees AS of_two, verdict(nps_shrunk(r) OVER (ORDER BY area ROWS CURRENT ROW), nps_shrunk(r) OVER ()) AS any_frame FROM areas ORDER BY area;

-- Of two, Q is the square of the statistic of csat_test().
SELECT (h).degrees, verdict((h).q, (csat_test('{1:50,5:50}', '{1:40,5:60}')).statistic ^ 2) AS q FROM (SELECT csat_heterogeneity(r) AS h FROM (VALUES ('{1:50,5:50}'::tally), ('{1:40,5:60}')) AS v(r)) AS a;

-- Of one the score is what it was; none, NULL and empty ones are not counted.
SELECT nps_shrunk('{0:3,9:5}') OVER () AS nps, csat_shrunk('{1:3,5:5}') OVER () AS csat;
SELECT nps_heterogeneity(r) AS one FROM (VALUES ('{0:3,9:5}'::tally)) AS v(r);
SELECT n, nps_shrunk(r) OVER () AS nps, csat_shrunk(r, 0, 10, 9) OVER () AS csat FROM (VALUES (1, '{}'::tally), (2, '{0:3,9:5}'), (3, NULL), (4, '{0:3,9:5}'), (5, '{7:1(0,0)}')) AS v(n, r) ORDER BY n;
SELECT nps_heterogeneity(r) AS nps, csat_heterogeneity(csat_recode(r, 0, 10, 9)) AS csat, tally_mean_heterogeneity(r) AS mean FROM (VALUES (1, '{}'::tally), (2, '{0:3,9:5}'), (3, NULL), (4, '{0:3,9:5}'), (5, '{7:1(0,0)}')) AS v(n, r);
SELECT nps_heterogeneity(r) IS NULL AS nothing, csat_heterogeneity(r) IS NULL AS none, tally_mean_heterogeneity(r) IS NULL AS mean FROM (VALUES ('{}'::tally), (NULL)) AS v(r);
-- One answer a segment can be dealt out in no other way: p 1; of fewer than
-- four answers chi-squared, of (3 - 1) / 3 times Pearson's 3 with one degree.
SELECT nps_heterogeneity(r) AS ones FROM (VALUES ('{9:1}'::tally), ('{9:1}'), ('{8:1}'), ('{0:1}'), ('{0:1}')) AS v(r);
SELECT verdict((h).q, 2) AS q, (h).degrees, verdict((h).p_value, 0.15729920705028513) AS p_value, verdict((h).tau, 100 / sqrt(6::float8)) AS tau FROM (SELECT csat_heterogeneity(r) AS h FROM (VALUES ('{5:2}'::tally), ('{1:1}')) AS v(r)) AS x;
-- Where nothing varies there is nothing to test, and the score is what it was.
SELECT nps_heterogeneity(r) AS nps, csat_heterogeneity(csat_recode(r, 0, 10, 9)) AS csat, tally_mean_heterogeneity(r) AS mean FROM (VALUES ('{9:20}'::tally), ('{9:3}'), ('{9:1}')) AS v(r);
SELECT r, nps_shrunk(r) OVER () AS nps, csat_shrunk(r, 0, 10, 9) OVER () AS csat, tally_mean_shrunk(r) OVER () AS mean FROM (VALUES ('{9:20}'::tally), ('{9:1}')) AS v(r) ORDER BY r;
-- Twenty equal segments are alike: all have the score of all.
SELECT (nps_heterogeneity(r) OVER ()).tau, nps_shrunk(r) OVER () AS shrunk FROM (SELECT '{9:5,8:3,0:2}'::tally AS r FROM generate_series(1, 20)) AS v LIMIT 1;
SELECT nps_shrunk(r) OVER () AS no_rows FROM areas WHERE false;
SELECT nps_heterogeneity(r) AS no_rows FROM areas WHERE false;
-- Weights: only their proportions matter.
SELECT verdict(nps_shrunk(a) OVER (), nps_shrunk(b) OVER ()) AS nps, verdict(csat_shrunk(a, 0, 10, 9) OVER (), csat_shrunk(b, 0, 10, 9) OVER ()) AS csat,
       verdict((nps_heterogeneity(a) OVER ()).q, (nps_heterogeneity(b) OVER ()).q) AS q,
       verdict(tally_mean_shrunk(a) OVER (), tally_mean_shrunk(b) OVER ()) AS mean, verdict((tally_mean_heterogeneity(a) OVER ()).p_value, (tally_mean_heterogeneity(b) OVER ()).p_value) AS p_value
  FROM (VALUES (1, '{0:3(6,14),7:4(4,4),9:5(7,11)}'::tally, '{0:3(42,686),7:4(28,196),9:5(49,539)}'::tally), (2, '{0:9(9,9),9:5(7,11)}', '{0:9(18,36),9:5(14,44)}')) AS v(n, a, b);

-- A weighted tally counts as its effective size: the smaller of V / se^2 and
-- Kish's, here by plain formulas.
SELECT verdict((nps_heterogeneity(r)).q, (sum(k) - 1) / sum(k) * (sum(k * m ^ 2) - sum(k * m) ^ 2 / sum(k)) / (sum(k * pd) / sum(k) - (sum(k * m) / sum(k)) ^ 2)) AS q
  FROM (VALUES ('{0:3(6,14),7:4(4,4),9:5(7,11)}'::tally, 6, 4, 7, 14, 4, 11, 12), ('{0:9(9,9),7:2(3,5),9:5(7,11)}', 9, 3, 7, 9, 5, 11, 16)) AS v(r, d, e, p, d2, e2, p2, n),
       LATERAL (SELECT d + e + p AS w, (p - d)::float8 / (d + e + p) AS m, (p + d)::float8 / (d + e + p) AS pd) AS s,
       LATERAL (SELECT least(w ^ 2 / (d2 + e2 + p2), (pd - m ^ 2) / (n / (n - 1.0) * (d2 * (1 + m) ^ 2 + e2 * m ^ 2 + p2 * (1 - m) ^ 2) / w ^ 2)) AS k) AS k;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_shrunk('{11:1}') OVER ()$$), (2, $$csat_shrunk('{0:1}') OVER ()$$), (3, $$nps_shrunk('{1:1}', scale_max => 5) OVER ()$$), (4, $$csat_shrunk('{1:1}', scale_max => 7) OVER ()$$),
               (5, $$nps_heterogeneity('{11:1}')$$), (6, $$csat_heterogeneity('{0:1}')$$), (7, $$tally_mean_shrunk('{6:1}', 1, 5) OVER ()$$), (8, $$tally_mean_shrunk('{4:1}', scale_max => 5) OVER ()$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
