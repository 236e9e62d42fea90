\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- indices: acsi, sus, umux_lite and servqual_gap by golden values, their ends,
-- weights, missing items, and every refusal; and what feeds on them
--
\pset null NULL

-- Golden I01 to I07; the item contributions of I05, 22 in sum, as answers
SELECT id, abs(got - expected) <= 1e-12 * greatest(1, abs(expected)) AS ok,
       CASE WHEN abs(got - expected) <= 1e-12 * greatest(1, abs(expected)) THEN NULL ELSE got END AS got
  FROM (VALUES ('I01 high', acsi(10, 10, 10), 100::float8), ('I01 low', acsi(1, 1, 1), 0), ('I03', acsi(8, 7, 7, 0.3885, 0.3190, 0.2925), 70.98333333333333),
               ('I05', sus('{4,2,3,2,3,4,2,4,3,1}'::int[]), 55), ('I07', servqual_gap(6.4, 5.1), -1.3)) AS v(id, got, expected)
 ORDER BY id;

--
-- acsi
--
SELECT acsi(8, 7, 6)::numeric(9,6) AS thirds, (100 * (8 + 7 + 6 - 3) / 27.0)::numeric(9,6) AS formula, acsi(5.5, 5.5, 5.5) AS middle,
       acsi(satisfaction => 10, expectation => 1, ideal => 1, satisfaction_weight => 1, expectation_weight => 0, ideal_weight => 0) AS only_satisfaction,
       acsi(8, 7, 6, NULL, NULL, NULL)::numeric(9,6) AS null_weights, acsi(8, 7, 6, 0.2, 0.3, 0.5)::numeric(9,6) AS weighted;
SELECT acsi(NULL, 7, 6) AS satisfaction, acsi(8, NULL, 6) AS expectation, acsi(8, 7, NULL) AS ideal, acsi(NULL, NULL, NULL) AS none;
-- by thirds it is the sum of the items: all 1000 answers
SELECT count(*) AS answers, count(*) FILTER (WHERE abs(acsi(a, b, c) - 100 * (a + b + c - 3) / 27.0) > 1e-12 * 100) AS mismatches,
       min(acsi(a, b, c)), max(acsi(a, b, c)), avg(acsi(a, b, c))::numeric(9,6) AS mean
  FROM generate_series(1, 10) AS a, generate_series(1, 10) AS b, generate_series(1, 10) AS c;
-- weights add up to 1 but for rounding
SELECT abs(acsi(10, 10, 10, 0.1, 0.2, 0.7) - 100) < 1e-12 AS tenths, abs(acsi(10, 10, 10, 1/3.0, 1/3.0, 1/3.0) - 100) < 1e-12 AS numeric_thirds,
       abs(acsi(10, 10, 10, 0.3333333333, 0.3333333333, 0.3333333334) - 100) < 1e-7 AS ten_digits;
SELECT * FROM error_of('SELECT acsi(8, 11, 7)') \gx
SELECT * FROM error_of('SELECT acsi(8, 7, 7, 0.5, 0.5)') \gx
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, 'acsi(0, 7, 7)'), (2, 'acsi(10.5, 7, 7)'), (3, $$acsi(8, 'NaN', 7)$$), (4, $$acsi(8, 7, 'infinity')$$), (5, 'acsi(8, 7, 99)'), (6, 'acsi(8, 7, -1)'),
               (7, 'acsi(8, 7, 7, 0.5, 0.5, 0.5)'), (8, 'acsi(8, 7, 7, 0, 0, 0)'), (9, 'acsi(8, 7, 7, -0.5, 1, 0.5)'), (10, $$acsi(8, 7, 7, 'NaN', 0.5, 0.5)$$),
               (11, $$acsi(8, 7, 7, 'infinity', 0, 0)$$), (12, 'acsi(8, 7, 7, ideal_weight => 1)'), (13, 'acsi(8, 7, 7, 38.85, 31.9, 29.25)'),
               (14, 'acsi(8, 7, 7, 0.333, 0.333, 0.333)'), (15, 'acsi(NULL, 7, 7, 1, 1, 1)')) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

--
-- sus
--
SELECT sus('{5,1,5,1,5,1,5,1,5,1}'::int[]) AS best, sus('{1,5,1,5,1,5,1,5,1,5}'::int[]) AS worst, sus('{3,3,3,3,3,3,3,3,3,3}'::int[]) AS middle,
       sus('{5,5,5,5,5,5,5,5,5,5}'::int[]) AS always_five, sus('{4,2,5,1,4,2,4,2,5,1}'::smallint[]) AS smallint, sus('{4,2,5,1,4,2,4,2,5,1}'::int[]) AS "integer";
SELECT sus(ARRAY[a, b, c, d, e, f, g, h, i, j]) AS of_columns, sus(items => ARRAY[a, b, c, d, e, f, g, h, i, j]::numeric[]) AS by_name
  FROM (VALUES (4, 2, 4, 2, 4, 3, 4, 2, 5, 1)) AS v(a, b, c, d, e, f, g, h, i, j);
-- an item without answer counts as 3
SELECT sus('{4,2,NULL,2,4,3,4,2,5,1}'::int[]) AS missing, sus('{4,2,3,2,4,3,4,2,5,1}'::int[]) AS three, sus('{5,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL}'::smallint[]) AS only_one,
       sus(array_fill(NULL::int, '{10}')) AS none, sus(NULL) AS unknown, sus(ARRAY[4,2,5,1,4,2,4,2,5,1]::numeric[]) AS numeric, sus('{4,2,5,1,4,2,4,2,5,1}') AS literal, sus('{4.5,2,5,1,4,2,4,2,5,1}') AS half;
-- the shape and the bounds of the array do not matter
SELECT sus('{{4,2,5,1,4},{2,4,2,5,1}}'::int[]) AS two_by_five, sus('[-4:5]={4,2,5,1,4,2,4,2,5,1}'::int[]) AS other_bounds, sus('{{{4,2,5,1,4}},{{2,4,2,5,1}}}'::smallint[]) AS three_dimensions;
-- every item by itself moves it by 2.5 a step, the odd ones up, the even down
SELECT item, array_agg(sus(array_fill(3, ARRAY[item - 1]) || answer || array_fill(3, ARRAY[10 - item])) ORDER BY answer) AS by_answer
  FROM generate_series(1, 10) AS item, generate_series(1, 5) AS answer GROUP BY item ORDER BY item;
CREATE DOMAIN pg_temp.likert AS int[];
SELECT sus('{4,2,5,1,4,2,4,2,5,1}'::pg_temp.likert) AS domain;
-- toasted and compressed arrays
CREATE TEMP TABLE stored (items int[], long int[]);
INSERT INTO stored SELECT '{4,2,5,1,4,2,4,2,5,1}', array_agg(3) FROM generate_series(1, 100000);
SELECT sus(items) FROM stored;
SELECT e.state, e.message FROM error_of('SELECT sus(long) FROM stored') AS e;
SELECT * FROM error_of($$SELECT sus('{4,2,5,1,4,2,4,2,5}'::int[])$$) \gx
SELECT * FROM error_of($$SELECT sus('{4,2,5,1,4,2,4,2,5,6}'::int[])$$) \gx
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$sus('{}'::int[])$$), (2, $$sus('{}'::smallint[])$$), (3, $$sus('{4,2,5,1,4,2,4,2,5,1,3}'::int[])$$), (4, $$sus('{{4,2,5,1,4},{2,4,2,5,1},{1,1,1,1,1}}'::int[])$$),
               (5, $$sus('{0,2,5,1,4,2,4,2,5,1}'::int[])$$), (6, $$sus('{4,2,5,1,-1,2,4,2,5,1}'::smallint[])$$), (7, $$sus('{4,2,5,1,4,2,4,2,5,2147483647}'::int[])$$),
               (8, $$sus('{99,99,99,99,99,99,99,99,99,99}'::int[])$$), (9, $$sus('{4,2,5,1,4,2,4,2,5,NaN}')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

--
-- umux_lite
--
SELECT umux_lite(1, 1) AS worst, umux_lite(7, 7) AS best, umux_lite(4, 4) AS middle, umux_lite(capable => 6, easy => 5)::numeric(9,6) AS between,
       umux_lite(5, 6) = umux_lite(6, 5) AS either_way, umux_lite(NULL, 5) AS no_capable, umux_lite(5, NULL) AS no_easy;
-- asked on 1 to 5 or 0 to 10, by the same percentages; a NULL scale takes its default
SELECT umux_lite(5, 5, scale_max => 5) AS best, umux_lite(1, 1, 1, 5) AS worst, umux_lite(4, 5, scale_max => 5)::numeric(9,6) AS on_5, umux_lite(5.5, 7)::numeric(9,6) AS on_7,
       umux_lite(0, 10, 0, 10) AS on_0_to_10, umux_lite(6, 5, NULL, NULL) = umux_lite(6, 5) AS defaults, umux_lite(NULL, 5, 9, 1) AS no_capable;
SELECT count(*) AS answers, count(*) FILTER (WHERE abs(umux_lite(a, b) - (0.65 * (100 * (a + b - 2) / 12.0) + 22.9)) > 1e-12 * 100) AS mismatches
  FROM generate_series(1, 7) AS a, generate_series(1, 7) AS b;
SELECT * FROM error_of('SELECT umux_lite(8, 5)') \gx
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, 'umux_lite(0, 5)'), (2, 'umux_lite(5, 0)'), (3, 'umux_lite(5, 7.01)'), (4, $$umux_lite('NaN', 5)$$), (5, $$umux_lite(5, '-infinity')$$), (6, 'umux_lite(5, 6, 1, 5)'), (7, 'umux_lite(5, 6, 7, 1)'), (8, 'umux_lite(1, 1, 1, 101)')) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

--
-- servqual_gap
--
SELECT servqual_gap(7, 1) AS lowest, servqual_gap(1, 7) AS highest, servqual_gap(5, 5) AS met, servqual_gap(expectation => 5, perception => 4, scale_max => 5) AS on_5,
       servqual_gap(9, 10, 0, 10) AS on_0_to_10, servqual_gap(100, 0, 0, 100) AS widest, servqual_gap(NULL, 5) AS no_expectation, servqual_gap(5, NULL) AS no_perception,
       servqual_gap(5, 4, NULL, 5) AS scale_min_by_default, servqual_gap(7, 4, NULL, NULL) AS scale_by_default;
SELECT * FROM error_of('SELECT servqual_gap(5, 8)') \gx
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, 'servqual_gap(0, 5)'), (2, 'servqual_gap(5, 6, 1, 5)'), (3, $$servqual_gap('NaN', 5)$$), (4, $$servqual_gap(5, 'infinity')$$), (5, 'servqual_gap(3, 3, 5, 1)'),
               (6, 'servqual_gap(3, 3, 5, 5)'), (7, 'servqual_gap(3, 3, -1, 5)'), (8, 'servqual_gap(3, 3, 1, 101)')) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

-- One number a respondent: for avg(), and in whole numbers for a tally with
-- its interval. Steps of 2.5 are whole once divided by it, a sum of items is
-- whole as it is; the limits scale back.
CREATE TEMP TABLE studies AS
  SELECT study, ARRAY[1 + (study * 3 + i) % 5, 1 + (i * 7) % 4, 2 + i % 4, 1 + i % 2, 3 + i % 3, 1 + i % 3, 5 - i % 2, 2, 4, NULLIF(1 + i % 5, 4)] AS items,
         4 + (i * 3 + study) % 7 AS satisfaction, 3 + (i + study) % 8 AS expectation, 5 + (i * 2) % 6 AS ideal
    FROM generate_series(1, 2) AS study, generate_series(1, 40) AS i;
SELECT study, avg(sus(items)) AS sus, 2.5 * tally_mean(tally(sus(items) / 2.5)) AS of_tally, (2.5 * i.low)::numeric(9,6) AS low, (2.5 * i.high)::numeric(9,6) AS high,
       abs(2.5 * (i.high - i.low) / 2 - (SELECT stddev_samp(sus(items)) FROM studies AS s WHERE s.study = i.study) / sqrt(40) * 2.0226909200367604) < 1e-9 AS by_t
  FROM studies JOIN (SELECT study, (tally_mean_interval(tally(sus(items) / 2.5))).* FROM studies GROUP BY study) AS i USING (study)
 GROUP BY study, i.study, i.low, i.high ORDER BY study;
SELECT study, avg(acsi(satisfaction, expectation, ideal))::numeric(9,6) AS acsi, tally_index(tally(satisfaction + expectation + ideal), 3, 30)::numeric(9,6) AS of_sums,
       tally_mean(tally(round(acsi(satisfaction, expectation, ideal)))) AS rounded
  FROM studies GROUP BY study ORDER BY study;
SELECT e.state, e.message FROM error_of('SELECT tally(acsi(satisfaction, expectation, ideal) ORDER BY satisfaction, expectation, ideal) FROM studies WHERE study = 1') AS e;
