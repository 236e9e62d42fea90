\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- tally_reading: counts, shares, mean, spread, percentiles, ends and rows of
-- a tally, by golden values and against plain SQL over the same answers
--
\pset null NULL

-- Golden cases B: 1000 answers published as counts with R package NPS, their
-- mean and standard deviation by R's mean() and sd()
CREATE TEMP TABLE golden (id text, t tally, n bigint, mean float8, stddev float8);
INSERT INTO golden VALUES
  ('B01', '{0:74,1:10,2:22,3:35,4:40,5:140,6:41,7:57,8:119,9:227,10:235}', 1000, 7.009, 3.0344895991133547),
  ('B03', '{0:22,1:3,2:6,3:9,4:15,5:37,6:7,7:12,8:38,9:56,10:54}', 259, 6.7992277992278, 3.117567033376556),
  ('B05', '{0:3,1:2,2:3,3:8,4:1,5:16,6:4,7:10,8:10,9:20,10:18}', 95, 6.842105263157895, 2.822085351913128),
  ('B07', '{0:17,1:4,2:3,3:11,4:12,5:34,6:10,7:13,8:33,9:59,10:53}', 249, 6.975903614457831, 2.9972133708951),
  ('B09', '{0:15,1:2,2:7,3:10,4:11,5:36,6:14,7:17,8:29,9:44,10:65}', 250, 7.004, 2.964987115381365);
SELECT count(*) AS cases FROM golden;
SELECT * FROM (SELECT id, tally_count(t) = n AS answers,
       verdict(tally_mean(t), mean) AS mean,
       verdict(tally_stddev(t), stddev) AS stddev,
       verdict(tally_variance(t), stddev ^ 2) AS variance,
       verdict(tally_index(t, 0, 10), 10 * mean) AS "index"
  FROM golden) AS v WHERE is_wrong(to_jsonb(v));

-- By hand: nothing, one answer, all alike, odd and even numbers of answers
CREATE TEMP TABLE small (n int, t tally);
INSERT INTO small VALUES
  (1, NULL), (2, '{}'), (3, '{7:1}'), (4, '{0:1}'), (5, '{100:1}'), (6, '{3:5}'), (7, '{2:1,4:1}'), (8, '{1:1,2:1,10:1}'),
  (9, '{1:2,10:2}'), (10, '{1:2,10:3}'), (11, '{1:1,2:2,3:3,4:4}');
SELECT t, tally_count(t) AS answers, tally_mean(t)::numeric(9,6) AS mean, tally_variance(t)::numeric(9,6) AS variance,
       tally_stddev(t)::numeric(9,6) AS stddev,
       tally_median(t) AS median, tally_mode(t) AS mode, tally_min(t) AS min, tally_max(t) AS max
  FROM small ORDER BY n;
SELECT t, tally_percentile(t, 0) AS p0, tally_percentile(t, 0.25) AS p25, tally_percentile(t, 0.5) AS p50,
       tally_percentile(t, 0.9)::numeric(6,3) AS p90, tally_percentile(t, 1) AS p100
  FROM small ORDER BY n;
SELECT tally_mode('{3:2,7:2,8:1}') AS lowest_of_two, tally_mode('{0:1,100:2}') AS last;

-- Counts and shares of ranges, which may reach over either end
SELECT low, high, tally_count(t, low, high) AS answers, tally_share(t, low, high) AS share
  FROM (VALUES (0, 100), (9, 10), (0, 6), (10, 9), (11, 100), (-5, 0), (-2147483648, 2147483647), (10, NULL), (NULL, 10)) AS v(low, high),
       (VALUES ('{0:1,6:2,8:2,10:5}'::tally)) AS x(t);
SELECT tally_count('{}', 0, 10) AS count_of_none, tally_share('{}', 0, 10) AS share_of_none, tally_count(NULL, 0, 10) AS count_of_null;

-- The mean as a place on the scale: golden case G15
SELECT verdict(tally_index('{1:1,2:2,5:10,7:35,8:200,9:360,10:3330}', 0, 10) / 100, 0.9761300152361605) AS "G15";
SELECT tally_index('{1:5}', 1, 5) AS lowest, tally_index('{5:5}', 1, 5) AS highest, tally_index('{1:1,5:1}', 1, 5) AS middle,
       tally_index('{}', 1, 5) AS nothing, tally_index(NULL, 1, 5) AS unknown, tally_index('{1:1}', 1, NULL) AS no_scale;

-- As rows
SELECT * FROM unnest('{0:3,9:12,10:40,100:25}'::tally);
SELECT * FROM unnest('{}'::tally);
SELECT * FROM unnest(NULL::tally);
SELECT id, score, answers FROM golden, unnest(t) WHERE score >= 9 AND id < 'B05' ORDER BY id, score;
SELECT (unnest(t)).score FROM small WHERE n = 8;
SELECT count(*) FROM (SELECT unnest('{0:1,50:1,100:1}'::tally) LIMIT 2) AS first_two;

-- Errors
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$tally_percentile('{1:1}', -0.1)$$), (2, $$tally_percentile('{1:1}', 1.1)$$), (3, $$tally_percentile('{}', 90)$$),
               (4, $$tally_percentile('{1:1}', 'NaN')$$), (5, $$tally_percentile('{1:1}', 'infinity')$$),
               (6, $$tally_index('{6:1}', 1, 5)$$), (7, $$tally_index('{0:1,3:1}', 1, 5)$$),
               (8, $$tally_index('{3:1}', 5, 1)$$), (9, $$tally_index('{3:1}', 3, 3)$$),
               (10, $$tally_index('{3:1}', -1, 5)$$), (11, $$tally_index('{3:1}', 0, 101)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT hint FROM error_of($$SELECT tally_percentile('{1:1}', 90)$$);
SELECT hint FROM error_of($$SELECT tally_index('{3:1}', 5, 1)$$);

-- The median is exact also of as many answers as there can be.
SELECT tally_median('{0:4611686018427387903,1:1,2:4611686018427387903}') AS one, tally_median('{0:4611686018427387903,2:4611686018427387903}') AS between,
       tally_percentile('{0:4611686018427387903,1:1,2:4611686018427387903}', 0.5) AS one_too;
-- The ends of a large tally, where positions are beyond exact doubles
SELECT tally_min(t) AS min, tally_max(t) AS max, tally_median(t) AS median, tally_mode(t) AS mode,
       tally_percentile(t, 0) AS p0, tally_percentile(t, 1) AS p100, tally_share(t, 10, 10) AS share
  FROM (VALUES ('{0:1,10:9223372036854775806}'::tally)) AS v(t);

-- Against plain SQL: 400 tallies of 0 to 40 answers on various scales
CREATE TEMP TABLE answers AS
  SELECT id, (id * 7919 + i * 104729 + id * i * 31) % ((ARRAY[2, 5, 11, 101])[1 + id % 4]) AS score
    FROM generate_series(1, 400) AS id, generate_series(1, 40) AS i WHERE i <= id % 41;
CREATE TEMP TABLE tallies AS SELECT id, tally(score) AS t FROM answers GROUP BY id;
ANALYZE answers;
ANALYZE tallies;
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE tally_count(t) IS DISTINCT FROM n) AS count,
       count(*) FILTER (WHERE tally_count(t, 2, 7) IS DISTINCT FROM middle) AS count_between,
       count(*) FILTER (WHERE tally_share(t, 2, 7) IS DISTINCT FROM 100.0 * middle / n::float8) AS share,
       count(*) FILTER (WHERE tally_mean(t) IS DISTINCT FROM total::float8 / n) AS mean,
       count(*) FILTER (WHERE verdict(tally_variance(t), variance) <> 'ok') AS variance,
       count(*) FILTER (WHERE verdict(tally_stddev(t), stddev) <> 'ok') AS stddev,
       count(*) FILTER (WHERE tally_median(t) IS DISTINCT FROM median) AS median,
       count(*) FILTER (WHERE (SELECT bool_and(verdict(tally_percentile(t, fraction), percentiles[i]) = 'ok')
                                 FROM unnest(ARRAY[0, 0.1, 1 / 3::float8, 0.9, 1]) WITH ORDINALITY AS u(fraction, i)) IS NOT TRUE) AS percentiles,
       count(*) FILTER (WHERE tally_mode(t) IS DISTINCT FROM mode) AS mode,
       count(*) FILTER (WHERE tally_min(t) IS DISTINCT FROM least OR tally_max(t) IS DISTINCT FROM most) AS ends,
       count(*) FILTER (WHERE verdict(tally_index(t, 0, 100), total::float8 / n) <> 'ok') AS "index"
  FROM tallies JOIN (
    SELECT id, count(*) AS n, count(*) FILTER (WHERE score BETWEEN 2 AND 7) AS middle, sum(score) AS total,
           var_samp(score)::float8 AS variance, stddev_samp(score)::float8 AS stddev,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY score) AS median,
           percentile_cont(ARRAY[0, 0.1, 1 / 3::float8, 0.9, 1]) WITHIN GROUP (ORDER BY score) AS percentiles,
           mode() WITHIN GROUP (ORDER BY score) AS mode, min(score) AS least, max(score) AS most
      FROM answers GROUP BY id) AS plain USING (id);
SELECT count(*) AS rows, count(*) FILTER (WHERE u.answers IS DISTINCT FROM plain.n) AS answers,
       count(*) FILTER (WHERE u.share IS DISTINCT FROM 100.0 * plain.n / plain.of::float8) AS share
  FROM (SELECT id, u.* FROM tallies, unnest(t) AS u) AS u
  FULL JOIN (SELECT id, score, count(*) AS n, sum(count(*)) OVER (PARTITION BY id) AS of FROM answers GROUP BY id, score) AS plain
    USING (id, score);

-- Weighted: sums of weights take the place of counts, except in the number
-- of answers and the ends; golden case K01 is the weighted mean and share.
SELECT tally_count(t) AS n, tally_share(t, 9, 10) AS share, tally_mean(t) AS mean, tally_median(t) AS median,
       tally_mode(t) AS mode, tally_min(t) AS min, tally_max(t) AS max
  FROM (VALUES ('{10:1(3,9),5:1(1,1),7:1(1,1)}'::tally), ('{0:5(0,0),3:1(2,4),8:1(2,4)}'), ('{4:1(0,0)}')) AS v(t);
SELECT tally_percentile(t, 0) AS p0, tally_percentile(t, 0.2) AS p20, tally_percentile(t, 0.3) AS p30, tally_percentile(t, 1) AS p100
  FROM (VALUES ('{10:1(3,9),5:1(1,1),7:1(1,1)}'::tally)) AS v(t);
SELECT verdict(tally_variance('{10:1(3,9),5:1(1,1),7:1(1,1)}'), 3.0 / 2 * (3 * 1.6 ^ 2 + 3.4 ^ 2 + 1.4 ^ 2) / 5) AS variance;
SELECT * FROM unnest('{10:1(3,9),5:1(1,1),7:1(1,1),2:1(0,0)}'::tally);
SELECT * FROM unnest('{4:1(0,0)}'::tally);
