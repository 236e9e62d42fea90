\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- sample_size: how many answers a margin of error or the detection of a
-- difference needs, by published and computed values, and every refusal
--
\pset null NULL

-- (Notices are looked at below.)
SET client_min_messages = warning;

-- Golden cases P11: two groups for differences of 5 to 100 points, and with a
-- power of 90 %; margins of 2 to 10 points, and of a population of 1000; a share
-- to 5 points at 50 to 99 %
SELECT array_agg(nps_test_sample_size(d) ORDER BY d) AS groups, nps_test_sample_size(20, power => 0.9) AS power_90 FROM unnest('{5,10,20,30,40,60,100}'::int[]) AS d;
SELECT array_agg(nps_sample_size(e) ORDER BY e) AS nps, array_agg(nps_sample_size(e, population => 1000) ORDER BY e) AS of_1000 FROM unnest('{2,3,5,10}'::int[]) AS e;
SELECT array_agg(csat_sample_size(5, expected => p) ORDER BY p) AS csat, array_agg(csat_sample_size(5, population => 1000, expected => p) ORDER BY p) AS of_1000 FROM unnest('{50,90,97,99}'::int[]) AS p;
-- Golden case E09 takes the variance of one score for that of the difference,
-- and that of the alternative for that of the null hypothesis: 412, a power of 0.5.
SELECT nps_test_sample_size(10, 0.9) AS each;

-- Published: the sizes of R. V. Krejcie and D. W. Morgan, "Determining Sample
-- Size for Research Activities" (1970), for 5 points, where 217.5 was rounded
-- down; and the example of R's power.prop.test, n = 76.7 for 50 % against 75 %
-- with a power of 90 %
SELECT population, csat_sample_size(5, method => 'wald', population => population) AS size, published
  FROM (VALUES (10, 10), (100, 80), (500, 217), (1000, 278), (5000, 357), (10000, 370), (1000000, 384)) AS v(population, published) ORDER BY population;
SELECT csat_sample_size(5, method => 'Wald') AS without, csat_test_sample_size(50, 75, power => 0.9) AS r_example;

-- Computed with mpmath 1.3.0 to 50 digits from the formulas, then rounded up;
-- the variance of a comparison may be the sum of two
SELECT count(*) AS tests, string_agg(format('%s: %s', v, got), '; ') FILTER (WHERE got <> size) AS wrong
  FROM (VALUES
         (5, 0.95, 'score', NULL, 0.67, 1027),
         (3, 0.95, 'score', NULL, 0.67, 2857),
         (10, 0.9, 'score', NULL, 0.67, 179),
         (10, 0.99, 'score', NULL, 1, 656),
         (0.01, 0.999, 'score', NULL, 0.5, 541378308),
         (5, 0.95, 'score', 1000, 0.67, 507),
         (5, 0.95, 'score', 100, 0.67, 92),
         (2.5, 0.9, 'score', 5000, 0.4, 1287),
         (50, 0.8, 'score', NULL, 0.67, 3),
         (1, 0.95, 'score', NULL, 0.67, 25735),
         (90, 0.95, 'score', NULL, 0.05, 69),
         (5, 0.95, 'wald', NULL, 0.67, 1030),
         (3, 0.95, 'wald', NULL, 0.67, 2860),
         (10, 0.9, 'wald', NULL, 0.67, 182),
         (10, 0.99, 'wald', NULL, 1, 664),
         (0.01, 0.999, 'wald', NULL, 0.5, 541378309),
         (5, 0.95, 'wald', 1000, 0.67, 508),
         (50, 0.8, 'wald', NULL, 0.67, 5)) AS v(margin, confidence, method, population, variance, size),
       LATERAL nps_sample_size(margin, confidence, method, population, variance) AS got;
SELECT count(*) AS tests, string_agg(format('%s: %s', v, got), '; ') FILTER (WHERE got <> size OR nps_test_sample_size(-difference, confidence, alternative, power, variance) <> size) AS wrong
  FROM (VALUES
         (10, 0.9, 'two-sided', 0.8, 0.67, 417),
         (10, 0.95, 'two-sided', 0.8, 0.67, 529),
         (5, 0.95, 'two-sided', 0.9, 0.67, 2820),
         (2, 0.99, 'two-sided', 0.95, 1, 44541),
         (10, 0.9, 'two-sided', 0.8, 1.34, 831),
         (5, 0.95, 'two-sided', 0.8, 2, 6282),
         (40, 0.9, 'two-sided', 0.5, 0.67, 13),
         (100, 0.95, 'two-sided', 0.3, 0.2, 2),
         (10, 0.95, 'greater', 0.8, 1.34, 831),
         (10, 0.95, 'less', 0.8, 1.34, 831),
         (20, 0.9, 'greater', 0.9, 1, 166),
         (199, 0.95, 'two-sided', 0.8, 1.34, 6),
         (10, 0.4, 'less', 0.8, 1.34, 47)) AS v(difference, confidence, alternative, power, variance, size),
       LATERAL nps_test_sample_size(difference, confidence, alternative, power, variance) AS got;
SELECT count(*) AS tests, string_agg(format('%s: %s', v, got), '; ') FILTER (WHERE got <> size OR csat_sample_size(margin, confidence, method, population, 100 - expected) <> size) AS wrong
  FROM (VALUES
         (5, 0.95, 'wilson', NULL, 50, 381),
         (3, 0.95, 'wilson', NULL, 50, 1064),
         (1, 0.95, 'wilson', NULL, 50, 9600),
         (5, 0.99, 'wilson', NULL, 50, 657),
         (2, 0.9, 'wilson', NULL, 85, 863),
         (0.5, 0.95, 'wilson', NULL, 99, 1606),
         (5, 0.95, 'wilson', 384, 50, 192),
         (3, 0.95, 'wilson', 2000, 20, 509),
         (30, 0.8, 'wilson', NULL, 50, 3),
         (5, 0.95, 'wilson', NULL, 97, 61),
         (5, 0.95, 'wilson', NULL, 99.9, 36),
         (5, 0.95, 'wald', NULL, 50, 385),
         (3, 0.95, 'wald', NULL, 50, 1068),
         (1, 0.95, 'wald', NULL, 50, 9604),
         (5, 0.99, 'wald', NULL, 50, 664),
         (2, 0.9, 'wald', NULL, 85, 863),
         (0.5, 0.95, 'wald', NULL, 99, 1522),
         (5, 0.95, 'wald', 384, 50, 193),
         (3, 0.95, 'wald', 2000, 20, 510),
         (30, 0.8, 'wald', NULL, 50, 5)) AS v(margin, confidence, method, population, expected, size),
       LATERAL csat_sample_size(margin, confidence, method, population, expected) AS got;
SELECT count(*) AS tests, string_agg(format('%s: %s', v, got), '; ') FILTER (WHERE got <> size OR csat_test_sample_size(share_b, share_a, confidence, alternative, power) <> size) AS wrong
  FROM (VALUES
         (50, 75, 0.95, 'two-sided', 0.9, 77),
         (50, 60, 0.95, 'two-sided', 0.8, 388),
         (80, 85, 0.95, 'two-sided', 0.8, 906),
         (80, 82, 0.9, 'two-sided', 0.9, 6589),
         (1, 2, 0.95, 'two-sided', 0.8, 2319),
         (10, 90, 0.95, 'two-sided', 0.8, 5),
         (99, 5, 0.99, 'two-sided', 0.99, 7),
         (33.3, 66.6, 0.95, 'two-sided', 0.5, 18),
         (50, 60, 0.95, 'greater', 0.8, 305),
         (50, 60, 0.95, 'less', 0.8, 305)) AS v(share_a, share_b, confidence, alternative, power, size),
       LATERAL csat_test_sample_size(share_a, share_b, confidence, alternative, power) AS got;

-- Half the width of Wilson's interval
CREATE FUNCTION pg_temp.wilson(n float8, p float8, z float8 = 1.9599639845400543) RETURNS float8 LANGUAGE sql AS $$ SELECT z * sqrt(n * p * (1 - p) + z * z / 4) / (n + z * z) $$;
-- The answers are enough, and one less would not be: half the width of
-- Wilson's interval, and of Wald's; for NPS, whose width
-- depends on the score, to within 3 percent of the margin
SELECT count(*) AS margins, count(*) FILTER (WHERE 100 * pg_temp.wilson(n, 0.3) > m) AS csat_too_few, count(*) FILTER (WHERE 100 * pg_temp.wilson(n - 1, 0.3) <= m) AS csat_too_many,
       count(*) FILTER (WHERE 195.99639845400543 * sqrt(0.67 / wald) > m) AS wald_too_few, count(*) FILTER (WHERE wald > 1 AND 195.99639845400543 * sqrt(0.67 / (wald - 1)) <= m) AS wald_too_many
  FROM (SELECT m, csat_sample_size(m, expected => 30) AS n, nps_sample_size(m, method => 'wald') AS wald FROM (SELECT i * 0.37::float8 AS m FROM generate_series(1, 40) AS i) AS margins) AS sizes;
SELECT count(*) AS margins, count(*) FILTER (WHERE nps_margin(format('{0:%s,8:%s,9:%s}', d, n - d - p, p)::tally, method => 'score') NOT BETWEEN 0.97 * m AND 1.03 * m) AS nps_off
  FROM (SELECT m, nps_sample_size(m, variance => 0.61) AS n FROM generate_series(2, 20) AS m) AS sizes, LATERAL (SELECT round(0.2 * n) AS d, round(0.5 * n) AS p) AS c;
-- Never more than the population, never less than one; by default
SELECT nps_sample_size(0.01, population => 40) AS everyone, nps_sample_size(99) AS one, nps_test_sample_size(199) AS each, csat_sample_size(49) AS few,
       nps_sample_size(5, population => 1) AS of_one, csat_sample_size(5, population => 9223372036854775807) = csat_sample_size(5) AS of_very_many;
SELECT nps_sample_size(5) = nps_sample_size(5, 0.95, 'score', NULL, 0.67) AS nps, nps_sample_size(5) = nps_sample_size(5, NULL, NULL, NULL, NULL) AS nps_by_null,
       nps_test_sample_size(5) = nps_test_sample_size(5, 0.95, 'two-sided', 0.8, 1.34) AS nps_test, nps_test_sample_size(5) = nps_test_sample_size(5, NULL, NULL, NULL, NULL) AS nps_test_by_null,
       csat_sample_size(5) = csat_sample_size(5, 0.95, 'wilson', NULL, 50) AS csat, csat_sample_size(5) = csat_sample_size(5, NULL, NULL, NULL, NULL) AS csat_by_null,
       csat_test_sample_size(50, 60) = csat_test_sample_size(50, 60, 0.95, 'two-sided', 0.8) AS csat_test, csat_test_sample_size(50, 60) = csat_test_sample_size(50, 60, NULL, NULL, NULL) AS csat_test_by_null;
SELECT nps_sample_size(NULL) AS nps, nps_test_sample_size(NULL) AS nps_test, csat_sample_size(NULL) AS csat, csat_test_sample_size(NULL, 50) AS csat_test, csat_test_sample_size(50, NULL) AS csat_test_b;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, 'nps_sample_size(0)'), (2, 'nps_sample_size(-5)'), (3, 'nps_sample_size(100)'), (4, $$nps_sample_size('NaN')$$), (5, $$nps_sample_size('infinity')$$),
               (6, 'nps_sample_size(5, 95)'), (7, 'nps_sample_size(5, 1)'), (8, 'nps_sample_size(5, variance => 0)'), (9, 'nps_sample_size(5, variance => 1.1)'), (10, $$nps_sample_size(5, variance => 'NaN')$$),
               (11, 'nps_sample_size(5, population => 0)'), (12, 'nps_sample_size(5, population => -1)'), (13, 'nps_sample_size(1e-9)'),
               (14, 'nps_test_sample_size(0)'), (15, 'nps_test_sample_size(200)'), (16, $$nps_test_sample_size('NaN')$$), (17, 'nps_test_sample_size(5, 0)'), (18, 'nps_test_sample_size(5, power => 0)'),
               (19, 'nps_test_sample_size(5, power => 1)'), (20, 'nps_test_sample_size(5, power => 80)'), (21, 'nps_test_sample_size(5, variance => 2.1)'), (22, 'nps_test_sample_size(1e-9)'),
               (23, 'csat_sample_size(0)'), (24, 'csat_sample_size(50)'), (25, 'csat_sample_size(-1)'), (26, 'csat_sample_size(5, 95)'), (27, 'csat_sample_size(5, expected => 0)'),
               (28, 'csat_sample_size(5, expected => 100)'), (29, $$csat_sample_size(5, expected => 'NaN')$$), (30, 'csat_sample_size(5, population => 0)'), (31, 'csat_sample_size(1e-9)'),
               (32, 'csat_test_sample_size(0, 50)'), (33, 'csat_test_sample_size(50, 100)'), (34, 'csat_test_sample_size(50, 50)'), (35, $$csat_test_sample_size('NaN', 50)$$),
               (36, 'csat_test_sample_size(50, 60, 95)'), (37, 'csat_test_sample_size(50, 60, power => 1)'), (38, 'csat_test_sample_size(50, 50.00000001)'), (39, $$nps_sample_size(5, method => 'wilson')$$), (40, $$csat_sample_size(5, method => 'score')$$),
               (41, $$nps_test_sample_size(5, alternative => 'more')$$), (42, $$csat_test_sample_size(50, 60, alternative => 'two')$$), (43, 'csat_sample_size(5, population => 0.5)'), (44, $$nps_sample_size(5, population => 'NaN')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.hint
  FROM (VALUES (1, 'nps_sample_size(5, 95)'), (2, 'nps_sample_size(5, variance => 1.1)'), (3, 'nps_test_sample_size(5, variance => 2.1)'), (4, 'csat_test_sample_size(50, 50)')) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
-- A population that is smaller than any sample, a margin that asks for all
SELECT nps_sample_size(50, variance => 0.1, population => 2) AS both, nps_sample_size(1e-200, population => 1000) AS everyone,
       nps_test_sample_size(10, power => 0.001) AS little_power;

-- Margins and differences are in points; a fraction of one is a notice.
RESET client_min_messages;
SELECT nps_sample_size(0.05) AS size;
SELECT nps_test_sample_size(-0.1) AS size;
SELECT csat_sample_size(0.5) AS size;
SELECT csat_sample_size(5, expected => 0.8) AS size;
SELECT csat_sample_size(5, expected => 80) AS size;
SELECT csat_test_sample_size(0.8, 0.85) AS size;
SELECT csat_test_sample_size(80, 85) AS size;
SELECT nps_sample_size(1) AS nps, csat_sample_size(1) AS csat, nps_test_sample_size(1) AS test;
