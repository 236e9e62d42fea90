\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- heterogeneity: do several scores differ, and scores shrunk towards the
-- whole; golden and by plain formulas; NULL, empty, scales, frames, refusals
--
\pset null NULL

-- Golden: seven areas of a survey, detractors, passives and promoters
CREATE TEMP TABLE areas (area text, r tally);
INSERT INTO areas VALUES
  ('A', '{0:140,7:251,9:270}'), ('B', '{0:37,7:85,9:116}'), ('C', '{0:33,7:72,9:84}'), ('D', '{0:73,7:159,9:263}'), ('E', '{0:16,7:45,9:96}'), ('F', '{0:60,7:141,9:206}'), ('G', '{0:88,7:182,9:233}');
SELECT area, tally_count(r) AS answers, nps(r)::numeric(8,3) AS nps, nps_shrunk(r) OVER ()::numeric(8,3) AS shrunk FROM areas ORDER BY area;
SELECT verdict(q, 36.387343804941388) AS q, degrees, verdict(tau, 8.645109207080809) AS tau, relative_verdict(p_value, 2.31767269307333661e-06) AS p_value
  FROM (SELECT nps_heterogeneity(r) AS h FROM areas) AS a, LATERAL (SELECT (a.h).*) AS h;
SELECT verdict(shrunk, CASE area WHEN 'A' THEN 21.0779691095014 ELSE 45.9656233335662 END) AS golden FROM (SELECT area, nps_shrunk(r) OVER () AS shrunk FROM areas) AS a WHERE area IN ('A', 'E');

-- 60 groups of tallies by plain formulas: of NPS and of CSAT, on their scales
-- and others, and with scores that have no variance of their own
CREATE TEMP TABLE parts AS
  SELECT grp, part, tally(s) AS r FROM (SELECT i % 60 AS grp, i / 60 % (2 + i % 60 % 9) AS part, CASE WHEN i % 60 % 8 = 7 AND i / 60 % (2 + i % 60 % 9) = 0 THEN 5 ELSE 1 + (i * (i * 7919 + 104729) % 99991 + i % 7 * 5) / 11 % 5 END AS s
    FROM generate_series(1, 6000::bigint) AS i) AS a GROUP BY grp, part;
CREATE FUNCTION pg_temp.estimates(low int, high int) RETURNS TABLE (grp bigint, part bigint, r tally, metric text, m float8, v float8)
LANGUAGE sql AS $$
  SELECT grp, part, r, metric, m, CASE WHEN v > 0 THEN v ELSE w END
    FROM (SELECT grp, part, r, n, tally_count(r, 1, low) AS d, tally_count(r, high, 5) AS p, n - tally_count(r, 1, low) - tally_count(r, high, 5) AS e FROM (SELECT *, tally_count(r)::float8 AS n FROM parts) AS a) AS c,
         LATERAL (VALUES ('nps', (p - d) / n, ((p + d) / n - ((p - d) / n) ^ 2) / n, ((p + d + 1.5) / (n + 3) - ((p - d) / (n + 3)) ^ 2) / (n + 3)),
                         ('csat', p / n, p * (n - p) / n ^ 3, (p + 0.75) * (n + 2.25 - p) / (n + 3) ^ 3)) AS x(metric, m, v, w)
$$;
CREATE FUNCTION pg_temp.wanted(low int, high int) RETURNS TABLE (grp bigint, part bigint, r tally, metric text, q float8, k bigint, tau float8, shrunk float8)
LANGUAGE sql AS $$
  WITH fixed AS (SELECT grp, metric, count(*) AS k, sum(m / v) / sum(1 / v) AS mean, sum(1 / v) - sum(1 / v ^ 2) / sum(1 / v) AS c FROM pg_temp.estimates(low, high) GROUP BY grp, metric),
       spread AS (SELECT grp, metric, k, sum((m - mean) ^ 2 / v) AS q, greatest(0, (sum((m - mean) ^ 2 / v) - (k - 1)) / c) AS t2 FROM fixed JOIN pg_temp.estimates(low, high) USING (grp, metric) GROUP BY grp, metric, k, c),
       random AS (SELECT grp, metric, k, q, t2, sum(m / (v + t2)) / sum(1 / (v + t2)) AS mu FROM spread JOIN pg_temp.estimates(low, high) USING (grp, metric) GROUP BY grp, metric, k, q, t2)
  SELECT grp, part, r, metric, q, k, 100 * sqrt(t2), 100 * (mu + t2 / (t2 + v) * (m - mu)) FROM random JOIN pg_temp.estimates(low, high) USING (grp, metric)
$$;
SELECT metric, count(*) AS tallies, count(*) FILTER (WHERE tau = 0) AS alike, count(*) FILTER (WHERE verdict(got.shrunk, wanted.shrunk, 1e-11) = 'ok') AS shrunk,
       count(*) FILTER (WHERE verdict((h).q, q, 1e-11) = 'ok' AND (h).degrees = k - 1 AND verdict((h).tau, tau, 1e-9) = 'ok') AS heterogeneity
  FROM pg_temp.wanted(2, 4) AS wanted
  JOIN (SELECT grp, part, 'nps' AS metric, nps_shrunk(r, 1, 5, 2, 4) OVER w AS shrunk, nps_heterogeneity(r, 1, 5, 2, 4) OVER w AS h FROM parts WINDOW w AS (PARTITION BY grp) UNION ALL
        SELECT grp, part, 'csat', csat_shrunk(r) OVER w, csat_heterogeneity(r) OVER w FROM parts WINDOW w AS (PARTITION BY grp)) AS got USING (grp, part, metric)
 GROUP BY metric ORDER BY metric;
SELECT metric, count(*) FILTER (WHERE verdict(got.shrunk, wanted.shrunk, 1e-11) = 'ok') AS shrunk, count(*) FILTER (WHERE verdict((h).q, q, 1e-11) = 'ok') AS heterogeneity
  FROM pg_temp.wanted(3, 5) AS wanted
  JOIN (SELECT grp, part, 'nps' AS metric, nps_shrunk(r, scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5) OVER w AS shrunk, nps_heterogeneity(r, 1, 5, 3, 5) OVER w AS h FROM parts WINDOW w AS (PARTITION BY grp) UNION ALL
        SELECT grp, part, 'csat', csat_shrunk(r, satisfied_min => 5) OVER w, csat_heterogeneity(r, 1, 5, 5) OVER w FROM parts WINDOW w AS (PARTITION BY grp)) AS got USING (grp, part, metric)
 GROUP BY metric ORDER BY metric;

-- Grouped, filtered, over frames; and shrunk whatever the frame
SELECT grp, (csat_heterogeneity(r) FILTER (WHERE part < 2)).degrees AS two, (csat_heterogeneity(r)).degrees AS all FROM parts WHERE grp < 5 GROUP BY grp ORDER BY grp;
SELECT area, (nps_heterogeneity(r) OVER (ORDER BY area)).degrees, verdict(nps_shrunk(r) OVER (ORDER BY area ROWS CURRENT ROW), nps_shrunk(r) OVER ()) AS any_frame FROM areas ORDER BY area;

-- Of two, Q is z squared and has its p value.
SELECT (h).degrees, round((h).q::numeric, 4) AS q, round((h).p_value::numeric, 7) AS p_value FROM (SELECT csat_heterogeneity(r) AS h FROM (VALUES ('{1:50,5:50}'::tally), ('{1:40,5:60}')) AS v(r)) AS a;

-- Of one the score is what it was; none, NULL and empty ones are not counted.
SELECT nps_shrunk('{0:3,9:5}') OVER () AS nps, csat_shrunk('{1:3,5:5}') OVER () AS csat;
SELECT nps_heterogeneity(r) AS one FROM (VALUES ('{0:3,9:5}'::tally)) AS v(r);
SELECT n, nps_shrunk(r) OVER () AS nps, csat_shrunk(r, 0, 10, 9) OVER () AS csat FROM (VALUES (1, '{}'::tally), (2, '{0:3,9:5}'), (3, NULL), (4, '{0:3,9:5}'), (5, '{7:1(0,0)}')) AS v(n, r) ORDER BY n;
SELECT nps_heterogeneity(r) AS nps, csat_heterogeneity(r, 0, 10, 9) AS csat FROM (VALUES (1, '{}'::tally), (2, '{0:3,9:5}'), (3, NULL), (4, '{0:3,9:5}'), (5, '{7:1(0,0)}')) AS v(n, r);
SELECT nps_heterogeneity(r) IS NULL AS nothing, csat_heterogeneity(r) IS NULL AS none FROM (VALUES ('{}'::tally), (NULL)) AS v(r);
SELECT nps_shrunk(r) OVER () AS no_rows FROM areas WHERE false;
SELECT nps_heterogeneity(r) AS no_rows FROM areas WHERE false;
-- Where no answer varies, the score keeps its value and gets an error.
SELECT r, round(nps_shrunk(r) OVER ()::numeric, 4) AS nps, round(csat_shrunk(r, 0, 10, 9) OVER ()::numeric, 4) AS csat FROM (VALUES ('{9:20}'::tally), ('{0:20}'), ('{9:1}')) AS v(r) ORDER BY r;

-- Weights: only their proportions matter.
SELECT verdict(nps_shrunk(a) OVER (), nps_shrunk(b) OVER ()) AS nps, verdict(csat_shrunk(a, 0, 10, 9) OVER (), csat_shrunk(b, 0, 10, 9) OVER ()) AS csat,
       verdict((nps_heterogeneity(a) OVER ()).q, (nps_heterogeneity(b) OVER ()).q) AS q
  FROM (VALUES (1, '{0:3(6,14),7:4(4,4),9:5(7,11)}'::tally, '{0:3(42,686),7:4(28,196),9:5(49,539)}'::tally), (2, '{0:9(9,9),9:5(7,11)}', '{0:9(18,36),9:5(14,44)}')) AS v(n, a, b);

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_shrunk('{11:1}') OVER ()$$), (2, $$csat_shrunk('{0:1}') OVER ()$$), (3, $$nps_shrunk('{1:1}', scale_max => 5) OVER ()$$), (4, $$csat_shrunk('{1:1}', scale_max => 7) OVER ()$$),
               (5, $$nps_heterogeneity('{11:1}')$$), (6, $$csat_heterogeneity('{0:1}')$$), (7, $$nps_heterogeneity('{1:1}', 0, 5, NULL, NULL)$$), (8, $$csat_heterogeneity('{1:1}', 1, 5, 6)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
