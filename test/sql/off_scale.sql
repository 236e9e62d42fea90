\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- off_scale: what the error for an answer off the scale suggests is right for
-- the answers at hand, and gives the right number when it is followed
--
\pset format unaligned
\pset null NULL

-- 0 to 10 exported as 1 to 11, and 1 to 5 as 0 to 4: no code is to be dropped.
CREATE TEMP TABLE shifted AS
  SELECT score, score + 1 AS one_up, csat, csat - 1 AS one_down
    FROM (SELECT least(i % 14, 10) AS score, least(1 + i % 7, 5) AS csat FROM generate_series(1, 500) AS i) AS v;
SELECT nps(one_up) FROM shifted;
SELECT nps(one_up - 1) = nps(score) AS as_hinted, nps(score)::numeric(9,6), nps(nullif(one_up, 11))::numeric(9,6) AS dropped FROM shifted;
SELECT nps_low(tally(one_up)) FROM shifted;
SELECT csat(one_down) FROM shifted;
SELECT csat(one_down + 1) = csat(csat) AS as_hinted, csat(csat)::numeric(9,6), csat(nullif(one_down, 0))::numeric(9,6) AS dropped FROM shifted;
SELECT csat_mean(tally(one_up), 0, 10) FROM shifted;
SELECT tally_mean_interval(tally(one_down), scale_min => 1, scale_max => 5) FROM shifted;
-- With few answers the score off the scale may as well be a code.
SELECT nps(score) FROM (VALUES (9), (10), (11)) AS v(score);
SELECT csat(score) FROM (VALUES (0), (2), (4)) AS v(score);
-- Where both ends of the scale are used it is a code.
SELECT nps(score) FROM generate_series(0, 11) AS score;
SELECT csat(score) FROM generate_series(0, 5) AS score;
SELECT nps(score) FROM (VALUES (0), (10), (77), (99), (99)) AS v(score);
-- More scores than can be codes are another scale.
SELECT csat(score) FROM generate_series(0, 10) AS score;
SELECT nps(score) FROM generate_series(0, 100, 10) AS score;
SELECT tally_mean_interval(tally(score), scale_min => 0, scale_max => 5) FROM generate_series(0, 10) AS score;

-- Yes and no are a rate, also where they are in a tally.
SELECT csat(score) FROM (VALUES (0), (1), (1)) AS v(score);
SELECT hint FROM error_of($$SELECT csat_low(tally(score >= 9)) FROM generate_series(0, 10) AS score$$)
UNION SELECT hint FROM error_of($$SELECT csat_test('{0:3,1:5}', '{0:1,1:9}')$$)
UNION SELECT hint FROM error_of($$SELECT csat('{0:3,1:5}'::tally)$$)
UNION SELECT hint FROM error_of($$SELECT ces_interval('{0:3,1:5}')$$);
SELECT rate(score >= 9)::numeric(9,6), rate(tally(score >= 9))::numeric(9,6) AS of_tally, (rate_interval(tally(score >= 9))).low::numeric(9,6),
       (rate_test('{0:3,1:5}', '{0:1,1:9}')).difference::numeric(9,6) FROM generate_series(0, 10) AS score;
SELECT rate_interval('{3:20,5:80}');
SELECT rate('{0:3,1:5,2:1}'::tally);

-- A code that no tally can hold: the error names the scale of the metric.
CREATE TABLE coded (id integer, small smallint, whole integer, large bigint, decimal numeric, real real, double float8);
INSERT INTO coded SELECT i, s, s, s, s, s, s FROM (SELECT i, CASE i WHEN 7 THEN -1 WHEN 8 THEN 200 ELSE 5 END AS s FROM generate_series(1, 10) AS i) AS v;
CREATE TEMP TABLE refusals AS
  SELECT metric, type, window_of, e.*
    FROM unnest('{nps,csat,ces,tally}'::text[]) AS metric, unnest('{small,whole,large,decimal,real,double}'::text[]) AS type,
         unnest('{"","OVER (ORDER BY id)"}'::text[]) AS window_of,
         LATERAL error_of(format('SELECT %s(%I) %s FROM coded WHERE id <> 8', metric, type, window_of)) AS e;
-- Metrics that share a state name the first one.
INSERT INTO refusals SELECT 'nps first', 'whole', '', e.* FROM error_of('SELECT nps(whole), csat(whole) FROM coded WHERE id <> 8') AS e;
SELECT metric, count(*), state, message, hint FROM refusals GROUP BY metric, state, message, hint ORDER BY metric;
SELECT message, hint FROM error_of('SELECT csat(whole) FROM coded WHERE id <> 7');
-- By a filter that the hint shows the code is left out, whatever others follow.
SELECT nps(whole) FILTER (WHERE whole BETWEEN 0 AND 10), count(*) FROM coded;
-- A window does not say which of its aggregates runs, where there are several.
SELECT message FROM error_of('SELECT nps(whole) OVER w, csat(whole) OVER w FROM coded WINDOW w AS (ORDER BY id)');
SELECT message FROM error_of('SELECT nps(whole) OVER w, csat(small) OVER w FROM coded WINDOW w AS (ORDER BY id)');
SELECT message FROM error_of('SELECT nps(whole) OVER w, nps(id) OVER w FROM coded WINDOW w AS (ORDER BY id)');
-- An aggregate of somebody else's has no scale that is known here.
CREATE AGGREGATE counted(integer) (SFUNC = _tally_transition, STYPE = tally);
SELECT message FROM error_of('SELECT counted(whole) FROM coded');
DROP AGGREGATE counted(integer);
DROP TABLE coded;
SELECT message, hint FROM error_of('SELECT customer_standing(5, 200 ORDER BY 1)');
SELECT message, hint FROM error_of('SELECT nps_category(-1)');

SELECT message, detail FROM error_of($$SELECT nps_contribution('{9:41}', '{9:7,10:1}')$$);
SELECT message, detail FROM error_of($$SELECT nps_contribution('{10:1}', '{10:1(0.5,0.25)}')$$);

-- Decimals: what becomes of them depends on what they are.
SELECT csat(0.8);
SELECT csat(4.5);
SELECT tally(32.9::float8);
-- what the README does with decimals: the mean in tenths
SELECT verdict(tally_mean(tally(10 * x)) / 10, avg(x)) AS tenths, verdict(tally_mean(tally(10 * (x - 5 + 1))) / 10 - 1, avg(x - 5)) AS sentiment FROM (VALUES (4.2), (5.9), (5.5), (6.0)) AS v(x);
SELECT tally(-0.3);
SELECT tally(100.5);
SELECT tally('NaN'::float8);
SELECT nps_category(9.5);
SELECT message, hint FROM error_of('SELECT nps_paired_test(9.5, 8)');
