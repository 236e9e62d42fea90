\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- trend: lines through the scores of periods, and whether a series rises;
-- golden and by plain formulas; order, gaps, scales, frames, every refusal
--
\pset null NULL

-- Golden: 40, 45, 52, 60 of 80 satisfied
CREATE TEMP TABLE satisfied AS SELECT period, format('{3:%s,5:%s}', 80 - x, x)::tally AS r FROM (VALUES (1, 40), (2, 45), (3, 52), (4, 60)) AS v(period, x);
SELECT relative_verdict(slope, 8.375) AS slope, relative_verdict(stderr, 2.43223590228723496) AS stderr, relative_verdict(statistic, 11.856547397961284) AS chi_squared, relative_verdict(p_value, 0.00057458971936529) AS p_value
  FROM (SELECT csat_trend(r ORDER BY period) AS t FROM satisfied) AS a, LATERAL (SELECT (a.t).*) AS t;
-- Golden: promoters, detractors and answers of four periods
CREATE TEMP TABLE recommended AS
  SELECT period, format('{6:%s,8:%s,10:%s}', d, n - p - d, p)::tally AS r FROM (VALUES (1, 50, 30, 120), (2, 55, 28, 118), (3, 60, 25, 125), (4, 70, 20, 121)) AS v(period, p, d, n);
SELECT relative_verdict(slope, 7.9549888072146677) AS slope, relative_verdict(stderr, 3.1749996787448871) AS stderr, relative_verdict(statistic, 7.9549888072146677 / 3.1749996787448871) AS z, relative_verdict(p_value, 0.012227544569725461) AS p_value
  FROM (SELECT nps_trend(r ORDER BY period) AS t FROM recommended) AS a, LATERAL (SELECT (a.t).*) AS t;
-- Golden: eight numbers in a row
SELECT s, relative_verdict(stderr, sqrt(8 * 7 * 21 / 18.0)) AS stderr, relative_verdict(statistic, 2.350640381700619) AS z, relative_verdict(p_value, 0.0187411367895967) AS p_value
  FROM (SELECT mann_kendall(value ORDER BY period) AS m FROM unnest('{31,28,35,36,33,40,42,41}'::float8[]) WITH ORDINALITY AS v(value, period)) AS a, LATERAL (SELECT (a.m).*) AS m;

-- 40 groups of monthly tallies by plain formulas, some months without answers
-- or without variance, on their scales and on others
CREATE TEMP TABLE months AS
  SELECT grp, month, r FROM (SELECT grp, month FROM generate_series(0, 39) AS grp, generate_series(1, 3 + 9) AS month WHERE month <= 3 + grp % 10) AS m
    LEFT JOIN (SELECT grp, month, tally(CASE WHEN month = 2 AND grp % 4 = 0 THEN 5 ELSE s END) AS r
                 FROM (SELECT i % 40 AS grp, 1 + i / 40 % 12 AS month, least(5, 1 + (i * (i * 7919 + 104729) % 99991) % 5 + i % 40 % 3 * (i / 40 % 12) / 9) AS s FROM generate_series(1, 7000::bigint) AS i) AS a
                WHERE (grp + month) % 7 <> 3 GROUP BY grp, month) AS a USING (grp, month);
SELECT count(*) AS months, count(*) FILTER (WHERE r IS NULL) AS without_answers FROM months;
-- slope and its error, by weights; low, high and first step are arguments
CREATE FUNCTION pg_temp.lines(low int, high int, step float8) RETURNS TABLE (grp int, metric text, slope float8, stderr float8, statistic float8)
LANGUAGE sql AS $$
  WITH counts AS (SELECT grp, month * step AS x, n, tally_count(r, 1, low) AS d, tally_count(r, high, 5) AS p FROM (SELECT *, tally_count(r)::float8 AS n FROM months WHERE r IS NOT NULL) AS a),
       points AS (SELECT grp, 'nps' AS metric, x, (p - d) / n AS y, n / CASE WHEN v > 0 THEN v ELSE n * w END AS w, 1 AS v
                    FROM (SELECT *, (p + d) / n - ((p - d) / n) ^ 2 AS v, ((p + d + 1.5) / (n + 3) - ((p - d) / (n + 3)) ^ 2) / (n + 3) AS w FROM counts) AS c UNION ALL
                  SELECT grp, 'csat', x, p / n, n, sum(p) OVER g / sum(n) OVER g * (1 - sum(p) OVER g / sum(n) OVER g) FROM counts WINDOW g AS (PARTITION BY grp)),
       middle AS (SELECT grp, metric, sum(w * x) / sum(w) AS mx, sum(w * y) / sum(w) AS my FROM points GROUP BY grp, metric),
       line AS (SELECT grp, metric, sum(w * (x - mx) * (y - my)) / sum(w * (x - mx) ^ 2) AS slope, sqrt(max(v) / sum(w * (x - mx) ^ 2)) AS stderr FROM points JOIN middle USING (grp, metric) GROUP BY grp, metric)
  SELECT grp, metric, 100 * slope, 100 * stderr, CASE metric WHEN 'csat' THEN (slope / stderr) ^ 2 ELSE slope / stderr END FROM line
$$;
SELECT metric, count(*) AS trends, count(*) FILTER (WHERE verdict((t).slope, slope, 1e-11) = 'ok') AS slope, count(*) FILTER (WHERE verdict((t).stderr, stderr, 1e-11) = 'ok') AS stderr,
       count(*) FILTER (WHERE verdict((t).statistic, statistic, 1e-11) = 'ok') AS statistic, count(*) FILTER (WHERE (t).p_value BETWEEN 0 AND 1) AS p_value
  FROM pg_temp.lines(2, 4, 1) JOIN (SELECT grp, 'csat' AS metric, csat_trend(r ORDER BY month) AS t FROM months GROUP BY grp UNION ALL SELECT grp, 'nps', nps_trend(r, month, 1, 5, 2, 4) FROM months GROUP BY grp) AS g USING (grp, metric)
 GROUP BY metric ORDER BY metric;
-- With the top answer alone, in quarters of a month, from rows in any order
SELECT metric, count(*) FILTER (WHERE verdict((t).slope, slope, 1e-11) = 'ok') AS slope, count(*) FILTER (WHERE verdict((t).stderr, stderr, 1e-11) = 'ok') AS stderr,
       count(*) FILTER (WHERE verdict((t).statistic, statistic, 1e-11) = 'ok') AS statistic
  FROM pg_temp.lines(3, 5, 4) JOIN (SELECT grp, 'csat' AS metric, csat_trend(r, 4 * month, 1, 5, 5 ORDER BY month % 3, month DESC) AS t FROM months GROUP BY grp UNION ALL
                                    SELECT grp, 'nps', nps_trend(r, 4 * month, 1, 5, 3, 5 ORDER BY month % 3) FROM months GROUP BY grp) AS g USING (grp, metric)
 GROUP BY metric ORDER BY metric;

-- Backwards the slope has the other sign.  A month without answers is a step,
-- one that is left out is none, and where there are numbers these count.
SELECT verdict((csat_trend(r ORDER BY period DESC)).slope, -8.375) AS backwards, verdict((csat_trend(r, -period)).slope, -8.375) AS negative FROM satisfied;
SELECT round((csat_trend(r ORDER BY period)).slope::numeric, 6) AS steps, round((csat_trend(r ORDER BY period) FILTER (WHERE r <> '{}')).slope::numeric, 6) AS left_out,
       round((csat_trend(r, period)).slope::numeric, 6) AS numbered, round((csat_trend(r, nullif(period, 4))).slope::numeric, 6) AS without_4
  FROM (VALUES (1, '{3:40,5:40}'::tally), (2, '{}'), (3, '{3:30,5:50}'), (4, '{3:20,5:60}'), (5, NULL), (6, '{3:16,5:64}')) AS v(period, r);
-- Seconds since 1970 cost no digits.
SELECT relative_verdict((csat_trend(r, 86400 * period + 1.7e9)).slope * 86400, 8.375) AS csat FROM satisfied;
SELECT relative_verdict((nps_trend(r, 86400 * period + 1.7e9)).slope * 86400, 7.9549888072146677) AS nps FROM recommended;
-- The trend so far, and of each three months
SELECT period, round(((csat_trend(r) OVER (ORDER BY period)).slope)::numeric, 4) AS so_far, round(((csat_trend(r) OVER (ORDER BY period ROWS 2 PRECEDING)).slope)::numeric, 4) AS of_three FROM satisfied ORDER BY period;

-- No rows, no answers, one period, two, all at one, nothing that varies
SELECT nps_trend(r ORDER BY period) AS no_rows FROM recommended WHERE false;
SELECT name, csat_trend(r ORDER BY n) IS NULL AS csat, nps_trend(r, n, 1, 5, 2, 4) IS NULL AS nps
  FROM (VALUES ('empty', 1, '{}'::tally), ('empty', 2, NULL), ('empty', 3, '{3:2(0,0)}'), ('one', 1, '{3:1,5:4}'), ('one', 2, '{}'), ('two', 1, '{3:1,5:4}'), ('two', 2, '{5:2}')) AS v(name, n, r) GROUP BY name ORDER BY name;
SELECT nps_trend(r, 7) IS NULL AS at_one, nps_trend(r, NULL::float8) IS NULL AS no_period FROM recommended;
SELECT csat_trend(r ORDER BY n) AS csat_level, round((nps_trend(r, n, 1, 5, 2, 4)).slope::numeric, 6) AS nps_slope, round((nps_trend(r, n, 1, 5, 2, 4)).stderr::numeric, 6) AS nps_stderr, (nps_trend(r, n, 1, 5, 2, 4)).p_value AS nps_p FROM (VALUES (1, '{5:4}'::tally), (2, '{5:9}'), (3, '{4:2}')) AS v(n, r);

-- Weights: only their proportions matter.
SELECT relative_verdict((nps_trend(a, n)).slope, (nps_trend(b, n)).slope) AS nps, relative_verdict((nps_trend(a, n)).p_value, (nps_trend(b, n)).p_value) AS p_value,
       relative_verdict((csat_trend(a, n, 0, 10, 9)).slope, (csat_trend(b, n, 0, 10, 9)).slope) AS csat
  FROM (VALUES (1, '{0:3(6,14),7:4(4,4),9:5(7,11)}'::tally, '{0:3(42,686),7:4(28,196),9:5(49,539)}'::tally), (2, '{0:9(9,9),9:5(7,11)}', '{0:9(18,36),9:5(14,44)}')) AS v(n, a, b);

-- Mann-Kendall by plain formulas, with ties; NULL is passed over.
CREATE TEMP TABLE series AS SELECT grp, i, CASE WHEN i % 17 <> 4 THEN (i * (i * 7919 + 104729) % 99991) % (5 + grp * 11) + i * grp / 40 END::float8 AS v FROM generate_series(0, 9) AS grp, generate_series(1, 150::bigint) AS i;
SELECT count(*) AS series, count(*) FILTER (WHERE (m).s = wanted.s) AS s, count(*) FILTER (WHERE relative_verdict((m).stderr, wanted.stderr) = 'ok') AS stderr,
       count(*) FILTER (WHERE verdict((m).statistic, (wanted.s - sign(wanted.s)) / wanted.stderr) = 'ok') AS z
  FROM (SELECT grp, mann_kendall(v ORDER BY i) AS m FROM series GROUP BY grp) AS got
  JOIN (SELECT grp, s, sqrt((n * (n - 1) * (2 * n + 5) - ties) / 18.0) AS stderr
          FROM (SELECT grp, sum(sign(b.v - a.v)) AS s FROM series AS a JOIN series AS b USING (grp) WHERE a.i < b.i GROUP BY grp) AS s
          JOIN (SELECT grp, sum(t) AS n, sum(t * (t - 1) * (2 * t + 5)) AS ties FROM (SELECT grp, count(v) AS t FROM series GROUP BY grp, v) AS t GROUP BY grp) AS t USING (grp)) AS wanted USING (grp);
SELECT name, (m).s, round((m).stderr::numeric, 6) AS stderr, round((m).statistic::numeric, 6) AS statistic, round((m).p_value::numeric, 6) AS p_value FROM (SELECT name, mann_kendall(v ORDER BY n) AS m
  FROM (VALUES ('all equal', 1, 3.0::float8), ('all equal', 2, 3), ('all equal', 3, 3), ('ends', 1, '-Infinity'), ('ends', 2, 0), ('ends', 3, 'Infinity'), ('level', 1, 1), ('level', 2, 2), ('level', 3, 1),
               ('none', 1, NULL), ('one', 1, 5), ('one', 2, NULL), ('two', 1, 2), ('two', 2, 1)) AS v(name, n, v) GROUP BY name) AS m ORDER BY name;
SELECT mann_kendall(v) AS no_rows FROM series WHERE false;
SELECT mann_kendall(v ORDER BY i) = mann_kendall(v ORDER BY i) FILTER (WHERE v IS NOT NULL) AS without_null, (mann_kendall(v ORDER BY i)).s = -(mann_kendall(v ORDER BY i DESC)).s AS backwards FROM series WHERE grp = 3;
SELECT i, (mann_kendall(v) OVER (ORDER BY i)).s AS so_far, (mann_kendall(v) OVER (ORDER BY i ROWS 2 PRECEDING)).s AS of_three FROM series WHERE grp = 2 AND i <= 6 ORDER BY i;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_trend('{11:1}'::tally ORDER BY 1)$$), (2, $$csat_trend('{0:1}'::tally ORDER BY 1)$$), (3, $$csat_trend('{4:1}'::tally, 'NaN')$$), (4, $$nps_trend('{4:1}'::tally, 'Infinity')$$),
               (5, $$nps_trend('{4:1}'::tally, 1, 0, 5, NULL, NULL)$$), (6, $$csat_trend('{4:1}'::tally, 1, 1, 7, NULL)$$), (7, $$mann_kendall('NaN' ORDER BY 1)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

-- Without a period the order must be stated in the call: that of a subquery
-- may be lost.
CREATE TEMP TABLE unordered AS SELECT month, ('{2:' || month || ',4:3,5:9}')::tally AS t FROM generate_series(1, 6) AS month;
SELECT nps_trend(t) FROM (SELECT t FROM unordered ORDER BY month) AS o;
SELECT csat_trend(t) FROM unordered;
SELECT mann_kendall(csat(t)) FROM unordered;
SELECT (nps_trend(t ORDER BY month)).slope = (nps_trend(t, month)).slope AS nps, (csat_trend(t ORDER BY month)).slope = (csat_trend(t, month)).slope AS csat,
       (mann_kendall(csat(t) ORDER BY month)).s FROM unordered;
SELECT month, (nps_trend(t) OVER w).slope IS NULL AS nps, (csat_trend(t) OVER w).slope < 0 AS csat, (mann_kendall(csat(t)) OVER w).s
  FROM unordered WINDOW w AS (ORDER BY month ROWS 2 PRECEDING) ORDER BY month;
