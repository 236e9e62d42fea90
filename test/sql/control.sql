\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- control: periods against the tally of all periods, golden and by plain
-- formulas; Laney's correction; other scales, weights, ends, refusals
--
\pset null NULL

-- Golden: six periods and their centre, the limits of the last, and sigma z
CREATE TEMP TABLE periods AS
  SELECT period, x, n, format('{2:%s,4:%s}', n - x, x)::tally AS r
    FROM (VALUES (1, 82, 100), (2, 79, 95), (3, 85, 104), (4, 70, 90), (5, 88, 106), (6, 61, 98)) AS v(period, x, n);
SELECT period, c.score::numeric(6,2), c.center::numeric(6,2), c.low::numeric(6,2), c.high::numeric(6,2), c.outside
  FROM (SELECT period, csat_control(r, sum(r) OVER ()) AS c FROM periods) AS p, LATERAL (SELECT (p.c).*) AS c ORDER BY period;
SELECT verdict((c).center, 78.414839797639118) AS center, verdict((c).low, 65.9471788082788) AS low, verdict((c).score, 6100 / 98.0) AS score
  FROM (SELECT csat_control(r, (SELECT sum(r) FROM periods)) AS c FROM periods WHERE period = 6) AS p;
SELECT verdict(avg(abs(z - before)) / 1.128, 1.3944887307239706) AS sigma_z
  FROM (SELECT z, lag(z) OVER (ORDER BY period) AS before
          FROM (SELECT period, ((c).score - (c).center) / ((c).high - (c).center) * 3 AS z
                  FROM (SELECT period, csat_control(r, sum(r) OVER ()) AS c FROM periods) AS p) AS z) AS d;

-- By plain formulas, for all three
CREATE TEMP TABLE days AS
  SELECT day, tally(s) AS r, count(*) AS n FROM (SELECT i % 23 AS day, (i * (i * 7919 + 104729) % 99991) % 11 AS s FROM generate_series(1, 2000::bigint) AS i WHERE i % 3 <> i % 5) AS a GROUP BY day;
SELECT count(*) AS days, count(*) FILTER (WHERE (c).outside) AS outside,
       bool_and(verdict((c).score, nps(r)) = 'ok' AND verdict((c).center, nps(s)) = 'ok' AND
                verdict((c).low, greatest(nps(s) - 2 * nps_stderr(s) * sqrt(tally_count(s) / n::float8), -100)) = 'ok' AND
                verdict((c).high, least(nps(s) + 2 * nps_stderr(s) * sqrt(tally_count(s) / n::float8), 100)) = 'ok' AND
                (c).outside = (nps(r) NOT BETWEEN (c).low AND (c).high)) AS nps
  FROM (SELECT r, n, s, nps_control(r, s, sigmas => 2) AS c FROM (SELECT r, n, sum(r) OVER () AS s FROM days) AS d) AS p;
SELECT count(*) FILTER (WHERE (c).outside) AS outside,
       bool_and(verdict((c).score, csat(r, 0, 10, 8)) = 'ok' AND verdict((c).center, csat(s, 0, 10, 8)) = 'ok' AND
                verdict((c).low, greatest((c).center - 2.4 * sqrt((c).center * (100 - (c).center) / n), 0)) = 'ok' AND
                verdict((c).high, least((c).center + 2.4 * sqrt((c).center * (100 - (c).center) / n), 100)) = 'ok') AS csat
  FROM (SELECT r, n, s, csat_control(r, s, 2, 1.2, 0, 10, 8) AS c FROM (SELECT r, n, sum(r) OVER () AS s FROM days) AS d) AS p;
SELECT count(*) FILTER (WHERE (c).outside) AS outside,
       bool_and(verdict((c).score, tally_mean(r)) = 'ok' AND verdict((c).center, tally_mean(s)) = 'ok' AND
                verdict((c).low, (c).center - 1.5 * tally_stddev(s) / sqrt(n)) = 'ok' AND verdict((c).high, (c).center + 1.5 * tally_stddev(s) / sqrt(n)) = 'ok') AS mean
  FROM (SELECT r, n, s, tally_mean_control(r, s, 1.5) AS c FROM (SELECT r, n, sum(r) OVER () AS s FROM days) AS d) AS p;

-- Defaults, and multiples that only their product matters of
SELECT nps_control(r, s) = nps_control(r, s, NULL, NULL, NULL, NULL, NULL, NULL) AND nps_control(r, s) = nps_control(r, s, 3, 1) AS nps,
       csat_control(r, s, 3, 2, 0, 10, 9) = csat_control(r, s, 6, NULL, 0, 10, 9) AS csat, tally_mean_control(r, s) = tally_mean_control(r, s, 1.5, 2) AS mean
  FROM days, (SELECT sum(r) AS s FROM days) AS t ORDER BY day LIMIT 1;

-- CES as the mean on its scale, and turned; rates as shares of booleans
SELECT bool_and(ces_control(r, s, scale_min => 0, scale_max => 10) = tally_mean_control(r, s, scale_min => 0, scale_max => 10)) AS ces, bool_and(verdict((l).score, 10 - (c).score) = 'ok' AND verdict((l).low, 10 - (c).high) = 'ok' AND (l).outside = (c).outside) AS low_is_easy,
       bool_and(rate_control(rate_tally(tally_count(r, 8, 10), n), rate_tally(tally_count(s, 8, 10), tally_count(s)), 2, 1.2) = csat_control(r, s, 2, 1.2, 0, 10, 8)) AS rate,
       bool_and(ces_control(r, s, NULL, NULL, 0, 10, NULL) = ces_control(r, s, 3, 1, 0, 10, false)) AS by_null
  FROM (SELECT r, n, s, ces_control(r, s, scale_min => 0, scale_max => 10) AS c, ces_control(r, s, scale_min => 0, scale_max => 10, low_is_easy => true) AS l FROM (SELECT r, n, sum(r) OVER () AS s FROM days) AS d) AS p;
-- On a stated scale the limits stay on it.
SELECT (c).low, (c).high, (t).low < 1 AND (t).high > 5 AS beyond FROM (SELECT tally_mean_control('{4:1}', '{1:5,5:5}', scale_min => 1, scale_max => 5) AS c, tally_mean_control('{4:1}', '{1:5,5:5}') AS t) AS v;

-- Golden case P12 and others: where the reference does not vary there is no
-- limit to be outside of; at the ends limits stop.
SELECT csat_control('{5:99,1:1}', '{5:1000}') AS "P12";
SELECT v.r, v.s, nps_control(r, s) AS nps, csat_control(r, s, scale_min => 0, scale_max => 10, satisfied_min => 9) AS csat, tally_mean_control(r, s) AS mean
  FROM (VALUES (1, '{10:4}'::tally, '{10:9}'::tally), (2, '{0:1,10:4}', '{10:9}'), (3, '{10:2}', '{9:1}'), (4, '{10:2}', '{9:1(2,4)}')) AS v(n, r, s) ORDER BY n;
SELECT ces_control('{7:4,1:1}', '{7:9}') AS ces, rate_control('{0:1,1:4}', '{1:9}') AS rate, rate_control('{1:4}', '{0:9}') AS none;
-- p 0.9 of ten: 0.9 -+ 3 sqrt(0.9 * 0.1 / 2), as a net score -+ 3 sqrt(0.36 / 2)
SELECT (n).outside, verdict((n).low, 80 - 300 * sqrt(0.18)) AS nps, (n).high, verdict((c).low, 90 - 300 * sqrt(0.045)) AS csat, (c).high AS csat_high, verdict((m).low, 9 - 3 * sqrt(10 / 2.0)) AS mean, verdict((m).high, 9 + 3 * sqrt(10 / 2.0)) AS mean_high
  FROM (SELECT nps_control(r, s) AS n, csat_control(r, s, scale_min => 0, scale_max => 10, satisfied_min => 9) AS c, tally_mean_control(r, s) AS m FROM (VALUES ('{10:2}'::tally, '{0:1,10:9}'::tally)) AS v(r, s)) AS x;

-- No answers, no weight, no tally
SELECT v.r, v.s, nps_control(r, s) IS NULL AS nps, csat_control(r, s) IS NULL AS csat, tally_mean_control(r, s) IS NULL AS mean, ces_control(r, s) IS NULL AS ces, rate_control(r - r, s - s) IS NULL AS rate
  FROM (VALUES (1, '{}'::tally, '{5:1}'::tally), (2, '{5:1}', '{}'), (3, NULL, '{5:1}'), (4, '{5:1}', NULL), (5, '{5:1(0,0)}', '{5:1}')) AS v(n, r, s) ORDER BY n;

-- Weights: only their proportions matter.
SELECT verdict((a).low, (b).low) AS low, verdict((a).high, (b).high) AS high, verdict((a).center, (b).center) AS center
  FROM (SELECT nps_control('{0:3(6,14),7:4(4,4),9:5(7,11)}', '{0:30(66,190),9:50(77,121)}') AS a, nps_control('{0:3(42,686),7:4(28,196),9:5(49,539)}', '{0:30(198,1710),9:50(231,1089)}') AS b UNION ALL
        SELECT csat_control('{1:3(6,14),4:4(4,4)}', '{1:30(66,190),5:50(77,121)}'), csat_control('{1:3(42,686),4:4(28,196)}', '{1:30(198,1710),5:50(231,1089)}') UNION ALL
        SELECT tally_mean_control('{1:3(6,14),4:4(4,4)}', '{1:30(66,190),5:50(77,121)}'), tally_mean_control('{1:3(42,686),4:4(28,196)}', '{1:30(198,1710),5:50(231,1089)}')) AS v;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_control('{9:1}', '{9:1}', -1)$$), (2, $$csat_control('{4:1}', '{4:1}', 'NaN')$$), (3, $$tally_mean_control('{4:1}', '{4:1}', sigma_z => 'Infinity')$$),
               (4, $$nps_control('{11:1}', '{9:1}')$$), (5, $$nps_control('{9:1}', '{11:1}')$$), (6, $$csat_control('{4:1}', '{0:1}')$$),
               (7, $$csat_control('{4:1}', '{4:1}', scale_max => 7)$$), (8, $$nps_control('{4:1}', '{4:1}', scale_max => 5)$$), (9, $$ces_control('{4:1}', '{8:1}')$$), (10, $$rate_control('{1:1}', '{2:1}')$$),
               (11, $$tally_mean_control('{4:1}', '{6:1}', scale_min => 1, scale_max => 5)$$), (12, $$tally_mean_control('{4:1}', '{4:1}', scale_min => 1)$$), (13, $$ces_control('{4:1}', '{4:1}', sigmas => -3)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
