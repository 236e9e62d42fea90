\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- csat: the Customer Satisfaction Score of a tally and its relatives, by
-- golden values, with other scales and cut points, and every error
--
\pset null NULL

-- Golden cases G and the rows by hand: satisfied, mean, net satisfied
CREATE TEMP TABLE golden (id text, t tally, satisfied float8, mean float8, net float8);
INSERT INTO golden VALUES
  ('G01', '{1:1,2:1,4:1,5:1}', 50, 3, 0),
  ('G03', '{1:1,3:1,4:1,5:2}', 60, 3.6, 40),
  ('G05', '{1:10,2:20,3:15,4:3,5:2}', 10, 2.34, -50),
  ('G07', '{4:12,5:15}', 100, 4.555555555555555, 100),
  ('empty', '{}', NULL, NULL, NULL),
  ('neutral', '{3:7}', 0, 3, 0),
  ('thirds', '{1:1,3:1,5:1}', 33.333333333333336, 3, 0);
SELECT count(*) AS cases FROM golden;
SELECT * FROM (SELECT id, verdict(csat(t), satisfied) AS csat,
       verdict((SELECT csat(u.score) FROM unnest(t) AS u, generate_series(1, u.answers)), satisfied) AS over_answers,
       verdict(csat_mean(t), mean) AS mean, verdict(csat_net(t), net) AS net
  FROM golden) AS v WHERE is_wrong(to_jsonb(v));
-- G05: the percentage of each answer
SELECT array_agg(share ORDER BY score) AS "G05" FROM unnest('{1:10,2:20,3:15,4:3,5:2}'::tally);
-- G07: with the 27 others that the stated total of 54 implies
SELECT csat('{3:27,4:12,5:15}'::tally) AS "G07";
-- G09: 8 thumbs up, 2 down; G11: 7 good, 2 bad, and no neutral answer to count
SELECT csat(i <= 8) AS "G09" FROM generate_series(1, 10) AS i;
SELECT verdict(csat(answer = 'good') FILTER (WHERE answer IN ('good', 'bad')), 77.77777777777777) AS "G11"
  FROM (SELECT CASE WHEN i <= 7 THEN 'good' WHEN i <= 9 THEN 'bad' WHEN i <= 10 THEN 'neutral' END AS answer
          FROM generate_series(1, 12) AS i) AS v;
-- G13: 1 to 10, satisfied from 9; 20 answers that sum to 137
SELECT csat(t, scale_max => 10, satisfied_min => 9) AS "G13", tally_count(t) AS answers, round(csat_mean(t, 1, 10) * tally_count(t)) AS sum
  FROM (VALUES ('{1:2,3:2,5:5,8:1,9:4,10:6}'::tally)) AS v(t);
-- G17: answers worth 1, 1/2 and 0
SELECT tally_index('{0:2,1:1,2:1}', 0, 2) AS "G17";

-- No answers, and no tally
SELECT csat('{}'::tally) AS csat, csat_mean('{}') AS mean, csat_net('{}') AS net;
SELECT csat(NULL::tally) AS csat, csat_mean(NULL) AS mean, csat_net(NULL) AS net, csat_category(NULL) AS category,
       csat(NULL::tally, 5, 1) AS unchecked;

-- Scales and cut points; NULL means the default
SELECT csat(t) AS by_default, csat(t, NULL, NULL, NULL) AS by_null, csat(t, 1, 5, 4) AS in_full, csat(t, satisfied_min => 5) AS top_box,
       csat(t, satisfied_min => 1) AS all_boxes, csat_net(t, satisfied_min => 5) AS net_of_ends,
       csat_mean(t) AS mean, csat_mean(t, 0, 10) AS mean_of_other_scale
  FROM (VALUES ('{1:1,2:1,3:2,4:2,5:4}'::tally)) AS v(t);
SELECT csat(t, 1, 7, 6) AS top_two, csat(t, 1, 7, 5) AS top_three, csat_net(t, 1, 7, 6) AS net_two, csat_net(t, 1, 7, 5) AS net_three,
       csat_mean(t, 1, 7) AS mean
  FROM (VALUES ('{1:1,3:1,4:2,5:2,6:3,7:1}'::tally)) AS v(t);
SELECT csat('{0:1,1:3}'::tally, 0, 1, 1) AS yes_or_no, csat_net('{0:1,1:3}'::tally, 0, 1, 1) AS net,
       csat('{80:1,79:1}'::tally, 0, 100, 80) AS slider;

-- Half stars count double on a scale twice as long; floor() makes numeric and
-- double precision alike, which round() does not.
SELECT csat(tally(2 * stars), scale_min => 2, scale_max => 10, satisfied_min => 8) AS csat, csat(tally(2 * stars::float8), 2, 10, 8) AS of_float,
       csat_mean(tally(2 * stars), 2, 10) / 2 AS mean
  FROM (VALUES (5.0), (4.5), (4.0), (3.5), (1.0)) AS v(stars);
SELECT csat(tally(2 * stars), scale_min => 1, scale_max => 10, satisfied_min => 8) AS csat FROM (VALUES (0.5), (4.5)) AS v(stars);
SELECT state, message FROM error_of('SELECT csat(tally(2 * stars), 2, 10, 8) FROM (VALUES (4.5), (3.75)) AS v(stars)');
SELECT nps(floor(score)) AS floor, nps(floor(score::float8)) AS floor_of_float FROM (VALUES (6.5), (8.5), (9.9)) AS v(score);

-- Counts of every type, sums and literals; sum(bigint) is numeric.
CREATE TEMP TABLE counted (team text, s smallint, i integer, b bigint, n numeric);
INSERT INTO counted VALUES ('a', 3, 5, 8, 8.0), ('a', 0, 4, 4, 4), ('b', 7, 7, 9, 9.00), ('c', NULL, NULL, NULL, NULL);
SELECT team, csat_tally(s, i) AS integers, csat_tally(i, b) AS bigints, csat_tally(s, n) AS numerics, csat(csat_tally(s, b)) FROM counted ORDER BY team, b;
SELECT team, csat_tally(sum(s), sum(b)) AS t, csat(csat_tally(sum(s), sum(b)))::numeric(9,6), csat_tally(sum(n), sum(n)) AS all_satisfied FROM counted GROUP BY ROLLUP (team) ORDER BY team;
SELECT csat_tally(0, 0) AS nobody, csat_tally(0, 5) AS none, csat_tally(5, 5) AS everyone, csat_tally(NULL, 5) AS "null", csat_tally(9223372036854775807, 9223372036854775807) AS most, csat_tally('2', '3') AS literals;
SELECT count(*) AS tallies, count(*) FILTER (WHERE csat(c) IS DISTINCT FROM csat(t)) AS csat,
       count(*) FILTER (WHERE csat_interval(c, 0.9, method, 100) IS DISTINCT FROM csat_interval(t, 0.9, method, 100)) AS intervals,
       count(*) FILTER (WHERE csat_test(c, '{3:2,4:1}') IS DISTINCT FROM csat_test(t, '{3:2,4:1}')) AS tests,
       count(*) FILTER (WHERE csat_shift(c, c, c + '{3:1}', c) IS DISTINCT FROM csat_shift(t, t, t + '{3:1}', t)) AS shifts
  FROM (SELECT tally(1 + (id * 104729 + i * i * 31) % 5) AS t FROM generate_series(1, 100) AS id, generate_series(1, 37) AS i GROUP BY id) AS x,
       LATERAL csat_tally(tally_count(t, 4, 5), tally_count(t)) AS c, unnest('{wilson,agresti_coull,clopper_pearson,jeffreys,wald}'::text[]) AS method;

-- The group of one answer
SELECT score, csat_category(score), csat_category(score, satisfied_min => 5) AS top_box FROM generate_series(1, 5) AS score;
SELECT score, csat_category(score, 1, 4, 3) AS "1-4", csat_category(score, 0, 4, 4) AS "0-4" FROM generate_series(1, 4) AS score;

-- Weighted: 60 % of the weight, from one answer of three
SELECT csat(t) AS csat, csat_mean(t) AS mean, csat_net(t) AS net, csat('{3:1(0,0)}'::tally) AS no_weight
  FROM (VALUES ('{2:1(1,1),3:1(1,1),5:1(3,9)}'::tally)) AS v(t);

-- Answers off the scale
SELECT * FROM error_of($$SELECT csat('{0:9,4:5,6:2}'::tally)$$) \gx
SELECT * FROM error_of($$SELECT csat(score) FROM (VALUES (5), (0)) AS v(score)$$) \gx
SELECT e.state, e.message, e.detail, v.expression
  FROM (VALUES (1, $$csat('{6:1,7:1}'::tally, 0, 5, 4)$$), (2, $$csat_mean('{6:1}')$$), (3, $$csat_net('{6:1}')$$),
               (4, $$csat_mean('{6:1}', 1, 5)$$), (5, $$csat_category(0)$$), (6, $$csat_category(6)$$),
               (7, $$csat_category(4.5)$$), (8, $$csat_category(-1)$$), (9, $$csat_category('NaN')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

-- Impossible scales and cut points
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$csat('{5:1}'::tally, 5, 1)$$), (2, $$csat('{5:1}'::tally, 5, 5, 5)$$), (3, $$csat('{5:1}'::tally, -1, 5, 4)$$),
               (4, $$csat('{5:1}'::tally, 1, 101, 4)$$), (5, $$csat('{5:1}'::tally, 1, 7)$$), (6, $$csat('{}'::tally, 0, 5)$$),
               (7, $$csat('{5:1}'::tally, satisfied_min => 0)$$), (8, $$csat('{5:1}'::tally, satisfied_min => 6)$$),
               (9, $$csat_mean('{5:1}', 5, 1)$$), (10, $$csat_net('{5:1}', 1, 7)$$), (11, $$csat_net('{5:1}', satisfied_min => 3)$$),
               (12, $$csat_net('{5:1}', satisfied_min => 1)$$), (13, $$csat_category(5, 1, 7)$$),
               (14, $$csat_category(5, satisfied_min => 3)$$), (15, $$csat_category(5, satisfied_min => 6)$$),
               (16, $$csat_tally(3, 2)$$), (17, $$csat_tally(-1, 2)$$), (18, $$csat_tally(1, 2.5)$$), (19, $$csat_tally(0.5, 2)$$), (20, $$csat_tally(1, 'NaN')$$), (21, $$csat_tally(1, 1e30)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.hint
  FROM (VALUES (1, $$csat('{5:1}'::tally, 1, 7)$$), (2, $$csat('{5:1}'::tally, satisfied_min => 6)$$),
               (3, $$csat_net('{5:1}', satisfied_min => 3)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

-- 0 and 1 are no answers from 1 to 5.
SELECT message, detail, hint FROM error_of('SELECT csat(x) FROM (VALUES (0), (1), (1), (NULL)) AS v(x)');
SELECT csat(x = 1)::numeric(9,6) FROM (VALUES (0), (1), (1), (NULL)) AS v(x);
SELECT hint LIKE 'If 1 means%' AS binary, t FROM unnest('{"{0:5}","{0:5,2:1}","{0:5,1:1,6:1}"}'::text[]) AS t, LATERAL error_of(format('SELECT csat_mean(%L)', t)) ORDER BY t;
SELECT hint LIKE 'If 1 means%' AS binary FROM error_of($$SELECT csat_mean('{0:5,1:2}', 2, 5)$$);
SELECT hint LIKE 'If 1 means%' AS binary FROM error_of($$SELECT ces('{0:5,1:2}'::tally)$$);
