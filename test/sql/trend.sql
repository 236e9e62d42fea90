\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- trend: lines through the scores of periods, and whether a series rises;
-- golden and by plain formulas; order, gaps, scales, frames, every refusal
--
\pset null NULL

-- 'ok', or the columns that are not what they should be; p values, which may be
-- tiny, to the eleventh digit
CREATE FUNCTION pg_temp.verdicts(got tally_trend_row, expected float8[]) RETURNS text
LANGUAGE sql AS $$
  SELECT coalesce(string_agg(name || ' ' || v, ', '), 'ok')
    FROM (VALUES ('slope', verdict(got.slope, expected[1])), ('stderr', verdict(got.stderr, expected[2])), ('statistic', verdict(got.statistic, expected[3])),
                 ('p_value', verdict_within(got.p_value, expected[4], 1e-11 * expected[4])), ('residual_p_value', verdict_within(got.residual_p_value, expected[5], 1e-11 * expected[5]))) AS c(name, v)
   WHERE v <> 'ok'
$$;
-- Golden case P2
SELECT pg_temp.verdicts(nps_trend(nps_tally(p, e, d) ORDER BY n), '{6,10.392304845413264,0.57735026918962576,0.56370286165077303,0.48807738885411920}') AS "P2"
  FROM (VALUES (1, 5, 3, 2), (2, 6, 3, 1), (3, 4, 4, 2), (4, 7, 2, 1)) AS v(n, p, e, d);
-- Golden: 40, 45, 52, 60 of 80 satisfied, whose chi-squared by Cochran and
-- Armitage is 11.856547397961284 (the statistic is its root), p
-- 0.00057458971936529; the residual p, as all values below, with mpmath 1.3.0 to
-- 50 digits
CREATE TEMP TABLE satisfied AS SELECT period, csat_tally(x, 80) AS r FROM (VALUES (1, 40), (2, 45), (3, 52), (4, 60)) AS v(period, x);
SELECT pg_temp.verdicts(csat_trend(r ORDER BY period), '{8.375,2.43223590228723496,3.4433337622079687,0.00057458971936529,0.9422847375201965}') AS csat FROM satisfied;
-- Promoters, detractors and answers of four periods
CREATE TEMP TABLE recommended AS
  SELECT period, nps_tally(p, n - p - d, d) AS r FROM (VALUES (1, 50, 30, 120), (2, 55, 28, 118), (3, 60, 25, 125), (4, 70, 20, 121)) AS v(period, p, d, n);
SELECT pg_temp.verdicts(nps_trend(r ORDER BY period), '{7.900571228844487,3.216923521426832,2.455940023510498,0.014051660699945876,0.8474147333859345}') AS nps FROM recommended;
-- By number, date and time, in days: of unequal steps
SELECT pg_temp.verdicts(nps_trend(r, day), e) AS number, pg_temp.verdicts(nps_trend(r, date '1999-12-31' + day), e) AS date,
       pg_temp.verdicts(nps_trend(r, timestamptz '2030-01-01 07:30+00' + day * interval '24 hours'), e) AS timestamptz,
       pg_temp.verdicts(nps_trend(r, timestamptz '2030-01-01 07:30+00' + day * interval '1 hour'), ARRAY[24 * e[1], 24 * e[2], e[3], e[4], e[5]]) AS hours
  FROM (SELECT r, (ARRAY[3, 4, 31, 40])[period] AS day FROM recommended) AS r, (VALUES ('{0.5057568695296534,0.22046421457566692,2.2940542550322576,0.021787382510032097,0.5775396158762667}'::float8[])) AS v(e) GROUP BY e;
SELECT pg_temp.verdicts(csat_trend(r, day), e) AS number, pg_temp.verdicts(csat_trend(r, date '1999-12-31' + day), e) AS date, pg_temp.verdicts(csat_trend(r, timestamptz '2030-01-01 07:30+00' + day * interval '24 hours'), e) AS timestamptz
  FROM (SELECT r, (ARRAY[3, 4, 31, 40])[period] AS day FROM satisfied) AS r, (VALUES ('{0.5522300469483568,0.1666540579884393,3.3136309647297324,0.0009209296718394516,0.6094606506068204}'::float8[])) AS v(e) GROUP BY e;
-- Means, the last of one answer
CREATE TEMP TABLE rated AS SELECT * FROM (VALUES (1, '{1:3,2:5,4:9,5:3}'::tally), (2, '{2:4,4:5,5:6}'), (3, '{1:1,3:2,4:8,5:10}'), (5, '{5:1}')) AS v(period, r);
SELECT pg_temp.verdicts(tally_mean_trend(r ORDER BY period), o) AS ordered, pg_temp.verdicts(tally_mean_trend(r, period), e) AS number, pg_temp.verdicts(tally_mean_trend(r, date '2024-02-27' + period), e) AS date,
       pg_temp.verdicts(tally_mean_trend(r, timestamptz '2024-02-27 00:00+00' + period * interval '24 hours'), e) AS timestamptz
  FROM rated, (VALUES ('{0.5269953051643192,0.18917670674119832,2.7857304117534456,0.005340726849809058,0.9392191002133127}'::float8[], '{0.49964714184897674,0.17965866268514444,2.7810912893447215,0.005417650025669188,0.9270179573639321}'::float8[])) AS v(o, e) GROUP BY o, e;
-- Golden: eight numbers in a row (the normal form would have p 0.0187)
SELECT s, relative_verdict(stderr, sqrt(8 * 7 * 21 / 18.0)) AS stderr, relative_verdict(statistic, 2.350640381700619) AS z, relative_verdict(p_value, 0.014136904761904762) AS p_value
  FROM (SELECT mann_kendall(value ORDER BY period) AS m FROM unnest('{31,28,35,36,33,40,42,41}'::float8[]) WITH ORDINALITY AS v(value, period)) AS a, LATERAL (SELECT (a.m).*) AS m;

-- Below ten values without ties p is exact: golden case P10, of five values
-- that rise 2 of 120 orders; all orders of three to six, counted; the normal
-- form with ties and from ten on
SELECT (m).s, verdict((m).p_value, 2 / 120.0) AS "P10" FROM (SELECT mann_kendall(v ORDER BY v) AS m FROM generate_series(1, 5) AS v) AS x;
WITH RECURSIVE orders AS (SELECT ARRAY[1] AS o UNION ALL SELECT o[:at] || cardinality(o) + 1 || o[at + 1:] FROM orders, LATERAL generate_series(0, cardinality(o)) AS at WHERE cardinality(o) < 6),
     scored AS (SELECT cardinality(o) AS n, (SELECT sum(sign(b.v - a.v)) FROM unnest(o) WITH ORDINALITY AS a(v, i), unnest(o) WITH ORDINALITY AS b(v, i) WHERE a.i < b.i) AS s, (SELECT mann_kendall(v ORDER BY i) FROM unnest(o) WITH ORDINALITY AS v(v, i)) AS m FROM orders WHERE cardinality(o) > 2),
     counted AS (SELECT n, abs(s) AS s, count(*) AS orders, min((m).p_value) AS least, max((m).p_value) AS most, bool_and((m).s = s) AS same FROM scored GROUP BY n, abs(s))
SELECT n, sum(orders) AS orders, count(*) FILTER (WHERE NOT same OR verdict(least, p) <> 'ok' OR verdict(most, p) <> 'ok') AS wrong
  FROM (SELECT *, least(1, sum(orders) OVER (PARTITION BY n ORDER BY s DESC) / sum(orders) OVER (PARTITION BY n)) AS p FROM counted) AS c GROUP BY n ORDER BY n;
SELECT n, ties, verdict((m).p_value, CASE WHEN n < 10 AND NOT ties THEN exact ELSE normal END) AS p_value
  FROM (VALUES (9, false, '{2,1,3,5,4,6,8,7,9}'::float8[], 0.0008542768959435626::float8, NULL::float8), (9, true, '{1,1,3,5,4,6,8,7,9}', NULL, 0.0016616944579835107),
               (10, false, '{2,1,3,5,4,6,8,7,9,10}', NULL, 0.0006767641801210464)) AS v(n, ties, v, exact, normal),
       LATERAL (SELECT mann_kendall(x ORDER BY o) AS m FROM unnest(v) WITH ORDINALITY AS u(x, o)) AS m;

-- 40 groups of monthly tallies by plain formulas, some months without answers
-- or without variance, on their scales and on others
CREATE TEMP TABLE months AS
  SELECT grp, month, r FROM (SELECT grp, month FROM generate_series(0, 39) AS grp, generate_series(1, 3 + 9) AS month WHERE month <= 3 + grp % 10) AS m
    LEFT JOIN (SELECT grp, month, tally(CASE WHEN month = 2 AND grp % 4 = 0 THEN 5 ELSE s END) AS r
                 FROM (SELECT i % 40 AS grp, 1 + i / 40 % 12 AS month, least(5, 1 + (i * (i * 7919 + 104729) % 99991) % 5 + i % 40 % 3 * (i / 40 % 12) / 9) AS s FROM generate_series(1, 7000::bigint) AS i) AS a
                WHERE (grp + month) % 7 <> 3 GROUP BY grp, month) AS a USING (grp, month);
SELECT count(*) AS months, count(*) FILTER (WHERE r IS NULL) AS without_answers FROM months;
-- slope and its error with one variance of all answers of a group; low, high
-- and the step are arguments
CREATE FUNCTION pg_temp.lines(low int, high int, step float8) RETURNS TABLE (grp int, metric text, k bigint, slope float8, stderr float8, residual float8, v float8)
LANGUAGE sql AS $$
  WITH answers AS (SELECT grp, month * step AS t, u.score, u.answers::float8 AS n FROM months, unnest(r) AS u),
       worth AS (SELECT grp, t, metric, n, x::float8 FROM answers, LATERAL (VALUES ('nps', CASE WHEN score >= high THEN 1 WHEN score <= low THEN -1 ELSE 0 END), ('csat', (score >= high)::int), ('mean', score)) AS w(metric, x)),
       whole AS (SELECT grp, metric, sum(n) AS total, sum(n * x) / sum(n) AS m, sum(n * t) / sum(n) AS mt FROM worth GROUP BY grp, metric),
       spread AS (SELECT grp, metric, total, m, mt, sum(n * (x - m) ^ 2) / total AS v, sum(n * (x - m) ^ 4) / total AS fourth, sum(n * (t - mt) ^ 2) AS tt FROM worth JOIN whole USING (grp, metric) GROUP BY grp, metric, total, m, mt),
       point AS (SELECT grp, metric, t, sum(n) AS n, sum(n * x) / sum(n) AS y FROM worth GROUP BY grp, metric, t),
       line AS (SELECT grp, metric, count(*) AS k, sum(n * (t - mt) * (y - m)) / tt AS slope, sqrt(v / tt) AS stderr, sum(n * (1 / n - 1 / total - (t - mt) ^ 2 / tt) ^ 2) AS a FROM point JOIN spread USING (grp, metric) GROUP BY grp, metric, v, tt),
       rest AS (SELECT grp, metric, (total - 1) / total * sum(n * (y - m - slope * (t - mt)) ^ 2) / v AS q FROM point JOIN spread USING (grp, metric) JOIN line USING (grp, metric) GROUP BY grp, metric, total, v)
  SELECT grp, metric, k, unit * slope, unit * stderr, q,
         2 * (k - 2) * (total + 1 - k) / (total + 1) + (total - 1) * ((total + 1) * total * a - (total - 1) * (k - 2) * k) * ((total + 1) * fourth / v ^ 2 - 3 * (total - 1)) / (total * (total + 1) * (total - 2) * (total - 3))
    FROM line JOIN spread USING (grp, metric) JOIN rest USING (grp, metric), LATERAL (SELECT CASE metric WHEN 'mean' THEN 1 ELSE 100 END AS unit) AS u
$$;
-- How many are not as the formulas have them; the residual p is at most what a Q
-- of its mean and its variance allows, whatever the distribution (Cantelli).
SELECT metric, count(*) AS trends, count(*) FILTER (WHERE verdict((t).slope, slope, 1e-11) <> 'ok' OR verdict((t).stderr, stderr, 1e-11) <> 'ok' OR verdict((t).statistic, slope / stderr, 1e-11) <> 'ok') AS wrong,
       count(*) FILTER (WHERE (t).p_value NOT BETWEEN 0 AND 1 OR sign((t).statistic) <> sign((t).slope)) AS p_value_wrong,
       count(*) FILTER (WHERE ((t).residual_p_value IS NULL) <> (k < 3) OR (t).residual_p_value NOT BETWEEN 0 AND 1 OR residual > k - 2 AND (t).residual_p_value > v / (v + (residual - (k - 2)) ^ 2)) AS residual_wrong
  FROM pg_temp.lines(2, 4, 1) JOIN (SELECT grp, 'csat' AS metric, csat_trend(r ORDER BY month) AS t FROM months GROUP BY grp UNION ALL SELECT grp, 'nps', nps_trend(nps_recode(r, 1, 5, 2, 4), month) FROM months GROUP BY grp UNION ALL
                                    SELECT grp, 'mean', tally_mean_trend(r ORDER BY month) FROM months GROUP BY grp) AS g USING (grp, metric)
 GROUP BY metric ORDER BY metric;
-- With the top answer alone, in quarters of a month, from rows in any order
SELECT metric, count(*) FILTER (WHERE verdict((t).slope, slope, 1e-11) <> 'ok' OR verdict((t).stderr, stderr, 1e-11) <> 'ok' OR verdict((t).statistic, slope / stderr, 1e-11) <> 'ok') AS wrong
  FROM pg_temp.lines(3, 5, 4) JOIN (SELECT grp, 'csat' AS metric, csat_trend(csat_recode(r, satisfied_min => 5), 4 * month ORDER BY month % 3, month DESC) AS t FROM months GROUP BY grp UNION ALL
                                    SELECT grp, 'nps', nps_trend(nps_recode(r, 1, 5, 3, 5), 4 * month ORDER BY month % 3) FROM months GROUP BY grp) AS g USING (grp, metric)
 GROUP BY metric ORDER BY metric;

-- Backwards the slope has the other sign.  A month without answers is a step,
-- one that is left out is none, and where there are numbers these count.
SELECT verdict((csat_trend(r ORDER BY period DESC)).slope, -8.375) AS backwards, verdict((csat_trend(r, -period)).slope, -8.375) AS negative FROM satisfied;
SELECT round((csat_trend(r ORDER BY period)).slope::numeric, 6) AS steps, round((csat_trend(r ORDER BY period) FILTER (WHERE r <> '{}')).slope::numeric, 6) AS left_out,
       round((csat_trend(r, period)).slope::numeric, 6) AS numbered, round((csat_trend(r, nullif(period, 4))).slope::numeric, 6) AS without_4
  FROM (VALUES (1, '{3:40,5:40}'::tally), (2, '{}'), (3, '{3:30,5:50}'), (4, '{3:20,5:60}'), (5, NULL), (6, '{3:16,5:64}')) AS v(period, r);
-- Seconds since 1970 cost no digits.
SELECT relative_verdict((csat_trend(r, 86400 * period + 1.7e9)).slope * 86400, 8.375) AS csat FROM satisfied;
SELECT relative_verdict((nps_trend(r, 86400 * period + 1.7e9)).slope * 86400, (nps_trend(r ORDER BY period)).slope) AS nps FROM recommended;
-- The trend so far, and of each three months
SELECT period, round(((csat_trend(r) OVER (ORDER BY period)).slope)::numeric, 4) AS so_far, round(((csat_trend(r) OVER (ORDER BY period ROWS 2 PRECEDING)).slope)::numeric, 4) AS of_three, round(((tally_mean_trend(r) OVER (ORDER BY period)).slope)::numeric, 4) AS mean FROM satisfied ORDER BY period;
-- Grouped and filtered
SELECT count(*) AS groups, bool_and(f.t IS NOT DISTINCT FROM w.t AND f.m IS NOT DISTINCT FROM w.m) AS filtered
  FROM (SELECT grp, csat_trend(r, month) FILTER (WHERE month > 2) AS t, tally_mean_trend(r, month) FILTER (WHERE month > 2) AS m FROM months GROUP BY grp) AS f LEFT JOIN (SELECT grp, csat_trend(r, month) AS t, tally_mean_trend(r, month) AS m FROM months WHERE month > 2 GROUP BY grp) AS w USING (grp);

-- No rows, no answers, one period, two, all at one, nothing that varies
SELECT nps_trend(r ORDER BY period) AS no_rows, csat_trend(r, period) AS csat, tally_mean_trend(r, period) AS mean FROM recommended WHERE false;
SELECT name, csat_trend(r ORDER BY n) IS NULL AS csat, nps_trend(r, n) IS NULL AS nps, tally_mean_trend(r, n) IS NULL AS mean
  FROM (VALUES ('empty', 1, '{}'::tally), ('empty', 2, NULL), ('empty', 3, '{3:2(0,0)}'), ('one', 1, '{3:1,5:4}'), ('one', 2, '{}'), ('two', 1, '{3:1,5:4}'), ('two', 2, '{5:2}')) AS v(name, n, r) GROUP BY name ORDER BY name;
SELECT nps_trend(r, 7) IS NULL AS at_one, nps_trend(r, NULL::float8) IS NULL AS no_period, nps_trend(r, NULL::date) IS NULL AS no_date, nps_trend(r, NULL::timestamptz) IS NULL AS no_time FROM recommended;
SELECT pg_temp.verdicts(nps_trend(r ORDER BY period), '{6.214689265536723,10.419129225131943,0.5964691608341217,0.550861849873719,NULL}') AS two, (nps_trend(r ORDER BY period)).residual_p_value AS residual FROM recommended WHERE period < 3;
SELECT pg_temp.verdicts(nps_trend(r ORDER BY period), '{5.663030030367787,5.080352923847369,1.1146922497815674,0.2649823233250782,0.9517617573220035}') AS three FROM recommended WHERE period < 4;
SELECT csat_trend(r ORDER BY n) AS csat, nps_trend(nps_recode(r, 1, 5, 2, 4) ORDER BY n) AS nps, tally_mean_trend('{4:2}'::tally ORDER BY n) AS mean FROM (VALUES (1, '{5:4}'::tally), (2, '{5:9}'), (3, '{4:2}')) AS v(n, r);
-- An empty tally at a known period changes nothing, in order it is a step.
SELECT (nps_trend(r, n)).slope = (nps_trend(r, n) FILTER (WHERE r <> '{}')).slope AS numbered, verdict((nps_trend(r ORDER BY n)).slope, 50) AS ordered
  FROM (VALUES (1, '{8:3}'::tally), (2, '{}'), (3, '{9:4}')) AS v(n, r);

-- Weights: only their proportions matter; and weights of 1 widen the line.
SELECT relative_verdict((nps_trend(a, n)).slope, (nps_trend(b, n)).slope) AS nps, relative_verdict((nps_trend(a, n)).p_value, (nps_trend(b, n)).p_value) AS p_value, relative_verdict((nps_trend(a, n)).residual_p_value, (nps_trend(b, n)).residual_p_value) AS residual,
       relative_verdict((csat_trend(csat_recode(a, 0, 10, 9), n)).slope, (csat_trend(csat_recode(b, 0, 10, 9), n)).slope) AS csat, relative_verdict((tally_mean_trend(a, n)).stderr, (tally_mean_trend(b, n)).stderr) AS mean
  FROM (VALUES (1, '{0:3(6,14),7:4(4,4),9:5(7,11)}'::tally, '{0:3(42,686),7:4(28,196),9:5(49,539)}'::tally), (2, '{0:9(9,9),9:5(7,11)}', '{0:9(18,36),9:5(14,44)}'), (3, '{0:2(9,41),7:1(2,4),9:5(7,11)}', '{0:2(18,164),7:1(4,16),9:5(14,44)}')) AS v(n, a, b);
SELECT (nps_trend(w, n)).slope = (nps_trend(r, n)).slope AS slope, (nps_trend(w, n)).stderr > (nps_trend(r, n)).stderr AS stderr
  FROM (SELECT n, r, ('{' || string_agg(format('%s:%s(%s,%s)', score, answers, answers, answers), ',') || '}')::tally AS w FROM (VALUES (1, '{0:3,9:9}'::tally), (2, '{0:3,9:9}'), (3, '{0:6,9:6}')) AS v(n, r), unnest(r) GROUP BY n, r) AS w;

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
SELECT mann_kendall(v ORDER BY i) AS no_rows FROM series WHERE false;
SELECT mann_kendall(v ORDER BY i) = mann_kendall(v ORDER BY i) FILTER (WHERE v IS NOT NULL) AS without_null, (mann_kendall(v ORDER BY i)).s = -(mann_kendall(v ORDER BY i DESC)).s AS backwards FROM series WHERE grp = 3;
SELECT i, (mann_kendall(v) OVER (ORDER BY i)).s AS so_far, (mann_kendall(v) OVER (ORDER BY i ROWS 2 PRECEDING)).s AS of_three FROM series WHERE grp = 2 AND i <= 6 ORDER BY i;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_trend('{11:1}'::tally, 1)$$), (2, $$csat_trend('{0:1}'::tally, 1)$$), (3, $$csat_trend('{4:1}'::tally, 'NaN'::float8)$$), (4, $$nps_trend('{4:1}'::tally, 'Infinity'::float8)$$),
               (5, $$nps_trend('{4:1}'::tally, date 'infinity')$$), (6, $$tally_mean_trend('{4:1}'::tally, timestamptz '-infinity')$$), (7, $$mann_kendall(v ORDER BY v) FROM (VALUES ('NaN'::float8)) AS v(v)$$)) AS v(n, expression),
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
