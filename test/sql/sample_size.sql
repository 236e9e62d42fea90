\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- sample_size: how many answers a margin of error or the detection of a
-- difference needs, by published and computed values, and every refusal
--
\pset null NULL

-- (Notices are looked at below.)
SET client_min_messages = warning;

-- Golden case E09, which takes the variance of one score for that of the
-- difference; with both the simulated power is 0.8, not 0.5.
SELECT nps_test_sample_size(10, 0.9, variance => 0.67) AS "E09", nps_test_sample_size(10) AS each;

-- Published: the sizes of R. V. Krejcie and D. W. Morgan, "Determining Sample
-- Size for Research Activities" (1970), for 5 points, where 217.5 was rounded
-- down; and the example of R's power.prop.test, n = 76.7 for 50 % against 75 %
-- with a power of 90 %
SELECT population, csat_sample_size(5, population => population) AS size, published
  FROM (VALUES (10, 10), (100, 80), (500, 217), (1000, 278), (5000, 357), (10000, 370), (1000000, 384)) AS v(population, published) ORDER BY population;
SELECT csat_sample_size(5) AS without, csat_test_sample_size(50, 75, power => 0.9) AS r_example;

-- Computed with mpmath 1.3.0 to 50 digits from the formulas, then rounded up;
-- the variance of a comparison may be the sum of two
SELECT v.*, nps_sample_size(margin, confidence, variance, population) = size AS ok
  FROM (VALUES
         (5, 0.95, 0.67, NULL, 1027),
         (3, 0.95, 0.67, NULL, 2857),
         (10, 0.9, 0.67, NULL, 179),
         (10, 0.99, 1, NULL, 661),
         (1, 0.95, 0.67, NULL, 25735),
         (0.01, 0.999, 0.5, NULL, 541378306),
         (5, 0.95, 0.67, 1000, 507),
         (5, 0.95, 0.67, 100, 92),
         (2.5, 0.9, 0.4, 5000, 1285),
         (50, 0.8, 0.67, NULL, 2)) AS v(margin, confidence, variance, population, size) ORDER BY margin, confidence, variance, population;
SELECT v.*, nps_test_sample_size(difference, confidence, power, variance) = size AS ok, nps_test_sample_size(-difference, confidence, power, variance) = size AS ok_down
  FROM (VALUES
         (10, 0.9, 0.8, 0.67, 412),
         (10, 0.95, 0.8, 0.67, 523),
         (5, 0.95, 0.9, 0.67, 2813),
         (2, 0.99, 0.95, 1, 44533),
         (10, 0.9, 0.8, 1.34, 826),
         (5, 0.95, 0.8, 2, 6277),
         (40, 0.9, 0.5, 0.67, 9),
         (100, 0.95, 0.3, 0.2, 1)) AS v(difference, confidence, power, variance, size) ORDER BY difference, confidence, power, variance;
SELECT v.*, csat_sample_size(margin, confidence, expected, population) = size AS ok, csat_sample_size(margin, confidence, 100 - expected, population) = size AS ok_of_rest
  FROM (VALUES
         (5, 0.95, 50, NULL, 385),
         (3, 0.95, 50, NULL, 1068),
         (1, 0.95, 50, NULL, 9604),
         (5, 0.99, 50, NULL, 664),
         (2, 0.9, 85, NULL, 863),
         (0.5, 0.95, 99, NULL, 1522),
         (5, 0.95, 50, 384, 193),
         (3, 0.95, 20, 2000, 510),
         (30, 0.8, 50, NULL, 5)) AS v(margin, confidence, expected, population, size) ORDER BY margin, confidence, expected, population;
SELECT v.*, csat_test_sample_size(share_a, share_b, confidence, power) = size AS ok, csat_test_sample_size(share_b, share_a, confidence, power) = size AS ok_swapped
  FROM (VALUES
         (50, 75, 0.95, 0.9, 77),
         (50, 60, 0.95, 0.8, 388),
         (80, 85, 0.95, 0.8, 906),
         (80, 82, 0.9, 0.9, 6589),
         (1, 2, 0.95, 0.8, 2319),
         (10, 90, 0.95, 0.8, 5),
         (99, 5, 0.99, 0.99, 7),
         (33.3, 66.6, 0.95, 0.5, 18)) AS v(share_a, share_b, confidence, power, size) ORDER BY share_a, share_b, confidence, power;

-- The answers are enough, and one less would not be: half the width of the
-- interval, adjusted with 0.75, 1.5 and 0.75 answers or by the textbook
SELECT count(*) AS margins, count(*) FILTER (WHERE 195.99639845400543 * sqrt(0.67 / (nps_sample_size(m) + 3)) > m) AS nps_too_few,
       count(*) FILTER (WHERE 195.99639845400543 * sqrt(0.67 / (nps_sample_size(m) + 2)) <= m) AS nps_too_many,
       count(*) FILTER (WHERE 195.99639845400543 * sqrt(0.3 * 0.7 / csat_sample_size(m, expected => 30)) > m) AS csat_too_few,
       count(*) FILTER (WHERE 195.99639845400543 * sqrt(0.3 * 0.7 / (csat_sample_size(m, expected => 30) - 1)) <= m) AS csat_too_many
  FROM (SELECT i * 0.37::float8 AS m FROM generate_series(1, 40) AS i) AS margins;
-- Never more than the population, never less than one; by default
SELECT nps_sample_size(0.01, population => 40) AS everyone, nps_sample_size(99) AS one, nps_test_sample_size(199) AS each_one, csat_sample_size(49) AS few,
       nps_sample_size(5, population => 1) AS of_one, csat_sample_size(5, population => 9223372036854775807) = csat_sample_size(5) AS of_very_many;
SELECT nps_sample_size(5) = nps_sample_size(5, 0.95, 0.67, NULL) AS nps, nps_sample_size(5) = nps_sample_size(5, NULL, NULL, NULL) AS nps_by_null,
       nps_test_sample_size(5) = nps_test_sample_size(5, 0.95, 0.8, 1.34) AS nps_test, nps_test_sample_size(5) = nps_test_sample_size(5, NULL, NULL, NULL) AS nps_test_by_null,
       csat_sample_size(5) = csat_sample_size(5, 0.95, 50, NULL) AS csat, csat_sample_size(5) = csat_sample_size(5, NULL, NULL, NULL) AS csat_by_null,
       csat_test_sample_size(50, 60) = csat_test_sample_size(50, 60, 0.95, 0.8) AS csat_test, csat_test_sample_size(50, 60) = csat_test_sample_size(50, 60, NULL, NULL) AS csat_test_by_null;
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
               (36, 'csat_test_sample_size(50, 60, 95)'), (37, 'csat_test_sample_size(50, 60, power => 1)'), (38, 'csat_test_sample_size(50, 50.00000001)')) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.hint
  FROM (VALUES (1, 'nps_sample_size(5, 95)'), (2, 'nps_sample_size(5, variance => 1.1)'), (3, 'nps_test_sample_size(5, variance => 2.1)'), (4, 'csat_test_sample_size(50, 50)')) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
-- A population that is smaller than any sample, a margin that asks for all
SELECT nps_sample_size(50, variance => 0.1, population => 2) AS one, nps_sample_size(1e-200, population => 1000) AS everyone,
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
