\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- nps: the Net Promoter Score of a tally and its relatives, by golden values,
-- with other scales and cut points, and every refusal
--
\pset null NULL

-- Golden cases: detractors, passives, promoters, score
CREATE TEMP TABLE golden (id text, t tally, detractors bigint, passives bigint, promoters bigint, score float8);
INSERT INTO golden VALUES
  ('A01', '{3:1,7:2,10:3}', 1, 2, 3, 33.333333333333336),
  ('A03', '{0:1}', 1, 0, 0, -100),
  ('A05', '{7:1}', 0, 1, 0, 0),
  ('A07', '{0:1,1:1,2:1,3:1,4:1,5:1,6:1,7:2,8:2,9:3,10:3}', 7, 4, 6, -5.882352941176471),
  ('A09', '{7:5,8:5}', 0, 10, 0, 0),
  ('A11', '{}', 0, 0, 0, NULL),
  ('A17', '{6:1,8:1,9:1,10:1}', 1, 1, 2, 25),
  ('A19', '{0:1,1:1,2:1,3:1,4:1,5:1,6:1,7:1,8:1,9:1,10:1}', 7, 2, 2, -45.45454545454545),
  ('A21', '{3:1,5:1,6:1,7:1,8:2,9:2,10:2}', 3, 3, 4, 10),
  ('A23', '{1:1,2:1,3:1,4:1}', 4, 0, 0, -100),
  ('A25', '{0:2,7:11,9:18}', 2, 11, 18, 51.61290322580645),
  ('B01', '{0:74,1:10,2:22,3:35,4:40,5:140,6:41,7:57,8:119,9:227,10:235}', 362, 176, 462, 10),
  ('B03', '{0:22,1:3,2:6,3:9,4:15,5:37,6:7,7:12,8:38,9:56,10:54}', 99, 50, 110, 4.2471042471042475),
  ('B05', '{0:3,1:2,2:3,3:8,4:1,5:16,6:4,7:10,8:10,9:20,10:18}', 37, 20, 38, 1.0526315789473684),
  ('B07', '{0:17,1:4,2:3,3:11,4:12,5:34,6:10,7:13,8:33,9:59,10:53}', 91, 46, 112, 8.433734939759036),
  ('B09', '{0:15,1:2,2:7,3:10,4:11,5:36,6:14,7:17,8:29,9:44,10:65}', 95, 46, 109, 5.6),
  ('G19', '{1:5,2:3,3:9,4:7}', 24, 0, 0, -100);
SELECT count(*) AS cases FROM golden;
SELECT * FROM (SELECT id, verdict(nps(t), score) AS nps,
       verdict((SELECT nps(u.score) FROM unnest(t) AS u, generate_series(1, u.answers)), score) AS over_answers,
       verdict(nps(nps_tally(promoters, passives, detractors)), score) AS from_counts,
       nps_detractors(t) = detractors AND nps_passives(t) = passives AND nps_promoters(t) = promoters AS counts
  FROM golden) AS v WHERE is_wrong(to_jsonb(v));
-- A13: who did not answer is not counted.
SELECT nps(score) AS "A13" FROM (VALUES (10), (NULL), (NULL)) AS v(score);
-- A15: there are no half points.
SELECT state, message, hint FROM error_of('SELECT nps(score) FROM (VALUES (6.5), (8.5)) AS v(score)');
-- A27: 1 to 5 with detractors 1-3 and promoters 5; G19: four faces, read with
-- cut points of their own
SELECT nps('{1:1,2:1,3:1,4:1,5:1}'::tally, 1, 5, 3, 5) AS "A27",
       nps('{1:5,2:3,3:9,4:7}'::tally, scale_min => 1, scale_max => 4, detractor_max => 1, promoter_min => 4)::numeric(9,6) AS "G19";
-- K01: weighted, 60 % promoters, 20 % detractors, from one answer each
SELECT nps(t) AS "K01", nps_promoters(t) AS promoters, nps_passives(t) AS passives, nps_detractors(t) AS detractors
  FROM (VALUES ('{5:1(1,1),7:1(1,1),10:1(3,9)}'::tally)) AS v(t);
SELECT nps('{5:1(0,0)}'::tally) AS no_weight, nps('{5:4(1,0.5),10:1(3,9)}'::tally) AS half;

-- No answers, and no tally
SELECT nps('{}'::tally) AS nps, nps_promoters('{}') AS promoters, nps_passives('{}') AS passives, nps_detractors('{}') AS detractors,
       nps_contribution('{}', '{}') AS contribution, nps(nps_tally(0, 0, 0)) AS from_counts;
SELECT nps(NULL::tally) AS nps, nps_promoters(NULL) AS promoters, nps_passives(NULL) AS passives, nps_detractors(NULL) AS detractors,
       nps_contribution(NULL, '{5:1}') AS no_part, nps_contribution('{5:1}', NULL) AS no_whole,
       nps_category(NULL) AS category, nps(nps_tally(1, NULL, 1)) AS from_counts;

-- Scales and cut points; NULL means the default
SELECT nps(t) AS by_default, nps(t, NULL, NULL, NULL, NULL) AS by_null, nps(t, 0, 10, 6, 9) AS in_full,
       nps(t, promoter_min => 10) AS only_ten, nps(t, detractor_max => 4) AS fewer, nps(t, detractor_max => 8) AS no_passives,
       nps(t, detractor_max => 0, promoter_min => 1) AS any_but_zero
  FROM (VALUES ('{0:1,5:1,7:2,9:3,10:3}'::tally)) AS v(t);
SELECT nps(t, 1, 10, 6, 9) AS "1-10", nps(t, 1, 5, 3, 5) AS "1-5", nps(t, 0, 100, 2, 5) AS "0-100",
       nps_detractors(t, 1, 5, 3, 5) AS detractors, nps_passives(t, 1, 5, 3, 5) AS passives, nps_promoters(t, 1, 5, 3, 5) AS promoters
  FROM (VALUES ('{1:1,3:1,4:2,5:4}'::tally)) AS v(t);

-- The group of one answer
SELECT score, nps_category(score), nps_category(score, 0, 10, 4, 8) AS other_cuts FROM generate_series(0, 10) AS score;
SELECT nps_category(9::smallint), nps_category(8::bigint), nps_category(6.0), nps_category(5, 1, 5, 3, 5),
       nps_category(100, 0, 100, 60, 90);

-- What segments contribute adds up to the score of the whole.
SELECT nps_contribution('{3:1,10:3}', '{3:2,7:2,10:6}') AS contribution,
       nps_contribution('{1:1,5:3}', '{1:2,3:2,5:6}', 1, 5, 3, 5) AS other_scale,
       nps_contribution('{}', '{5:1}') AS nobody;
WITH segments AS (
  SELECT total, segment, tally((total * 31 + segment * 7919 + i * i) % 11) AS t
    FROM generate_series(1, 50) AS total, generate_series(1, 5) AS segment, generate_series(1, 60) AS i
   WHERE i % segment = 0 GROUP BY total, segment)
SELECT count(*) AS totals, count(*) FILTER (WHERE verdict(contributions, score) <> 'ok') AS mismatches
  FROM (SELECT sum(contribution) AS contributions, nps(sum(t)) AS score
          FROM (SELECT total, t, nps_contribution(t, sum(t) OVER (PARTITION BY total)) AS contribution FROM segments) AS c
         GROUP BY total) AS s;

-- Scores kept as counts
SELECT nps(nps_tally(3, 2, 1))::numeric(9,6), nps(nps_tally(promoters => 0, passives => 0, detractors => 5)) AS none,
       nps(nps_tally(9223372036854775807, 0, 0)) AS most, nps(nps_tally(0, 0, 9223372036854775807)) AS least,
       nps(nps_tally(4611686018427387903, 1, 4611686018427387903)) AS even;
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE nps(t) IS DISTINCT FROM nps(nps_tally(nps_promoters(t), nps_passives(t), nps_detractors(t)))) AS mismatches
  FROM (SELECT tally((id * 104729 + i * i * 31) % 11) AS t FROM generate_series(1, 500) AS id, generate_series(1, 37) AS i GROUP BY id) AS x;

-- Counts of every type, sums and literals; sum(bigint) is numeric.
CREATE TEMP TABLE counted (team text, d smallint, p integer, c bigint, n numeric);
INSERT INTO counted VALUES ('a', 3, 4, 5, 5.0), ('a', 0, 1, 9, 9), ('b', 7, 0, 1, 1.00), ('b', NULL, 2, 2, 2), ('c', NULL, NULL, NULL, NULL);
SELECT team, nps(nps_tally(c, p, d)) AS by_type, nps(nps_tally(n, p, d)) AS by_numeric, nps_tally(n, p, d) AS t FROM counted WHERE d IS NOT NULL ORDER BY team, c;
SELECT team, nps(nps_tally(sum(c), sum(p), sum(d))) AS nps, nps_tally(sum(c), sum(p), sum(d)) AS t, nps(nps_tally(sum(n), sum(p), sum(d))) AS of_numeric,
       nps_tally(count(*) FILTER (WHERE c > 4), count(p), count(d)) AS counts
  FROM counted GROUP BY ROLLUP (team) ORDER BY team;
SELECT team, nps(nps_tally(sum(c) OVER w, sum(p) OVER w, sum(d) OVER w)) AS moving FROM counted WINDOW w AS (PARTITION BY team ORDER BY c) ORDER BY team, c;
SELECT nps(nps_tally(1e2, 2.000, 0::int)) AS literals, nps(nps_tally('3', '2', '1'))::numeric(9,6) AS unknown, nps_tally(9223372036854775807, 0, 0) AS most,
       nps_tally(0, 0, 0) AS nobody, nps_tally(NULL, 0, 0) AS null, nps_tally(1, 2, 3) - nps_tally(1, 0, 1) AS difference;
-- What looks at groups only says of the counts what it says of the answers.
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE nps(c) IS DISTINCT FROM nps(t) OR nps_stderr(c) IS DISTINCT FROM nps_stderr(t) OR nps_summary(c, 0.9, method) IS DISTINCT FROM nps_summary(t, 0.9, method) OR
                              nps_interval(c, 0.9, method, 100) IS DISTINCT FROM nps_interval(t, 0.9, method, 100)) AS intervals,
       count(*) FILTER (WHERE nps_test(c, '{3:2,9:1}') IS DISTINCT FROM nps_test(t, '{3:2,9:1}')) AS tests,
       count(*) FILTER (WHERE nps_shift(c, c, c + '{9:1}', c) IS DISTINCT FROM nps_shift(t, t, t + '{9:1}', t)) AS shifts
  FROM (SELECT tally((id * 104729 + i * i * 31) % 11) AS t FROM generate_series(1, 200) AS id, generate_series(1, 37) AS i GROUP BY id) AS x,
       LATERAL nps_tally(nps_promoters(t), nps_passives(t), nps_detractors(t)) AS c, unnest('{adjusted_wald,wald,score}'::text[]) AS method;

-- Answers off the scale: the first of them, how many, and what to do
SELECT * FROM error_of($$SELECT nps('{5:117,99:3}'::tally)$$) \gx
SELECT * FROM error_of($$SELECT nps(score) FROM (VALUES (5), (11)) AS v(score)$$) \gx
SELECT * FROM error_of($$SELECT nps_category(11)$$) \gx
SELECT e.state, e.message, e.detail, v.expression
  FROM (VALUES (1, $$nps('{0:2,5:1}'::tally, 1, 5, 3, 5)$$), (2, $$nps('{3:1,6:1,7:1}'::tally, 1, 5, 3, 5)$$),
               (3, $$nps_promoters('{11:1}')$$), (4, $$nps_passives('{11:1}')$$), (5, $$nps_detractors('{11:1}')$$),
               (6, $$nps_contribution('{11:1}', '{5:1}')$$), (7, $$nps_contribution('{5:1}', '{5:1,11:1}')$$),
               (8, $$nps_category(-1)$$), (9, $$nps_category(0, 1, 5, 3, 5)$$), (10, $$nps_category(6.5)$$),
               (11, $$nps_category('NaN')$$), (12, $$nps_category('infinity')$$), (13, $$nps_category(1e20)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

-- Scales, cut points and counts that cannot be
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps('{5:1}'::tally, 5, 1, 2, 3)$$), (2, $$nps('{5:1}'::tally, 5, 5, 5, 5)$$),
               (3, $$nps('{5:1}'::tally, -1, 10, 6, 9)$$), (4, $$nps('{5:1}'::tally, 0, 101, 6, 9)$$),
               (5, $$nps('{5:1}'::tally, 1, 5)$$), (6, $$nps('{5:1}'::tally, 1, 10, 6)$$), (7, $$nps('{}'::tally, scale_max => 5)$$),
               (8, $$nps('{5:1}'::tally, 0, 10, 11, 12)$$), (9, $$nps('{5:1}'::tally, detractor_max => -1)$$),
               (10, $$nps('{5:1}'::tally, promoter_min => 11)$$), (11, $$nps('{5:1}'::tally, 1, 5, 0, 5)$$),
               (12, $$nps('{5:1}'::tally, detractor_max => 9)$$), (13, $$nps('{5:1}'::tally, 0, 10, 9, 6)$$),
               (14, $$nps_promoters('{5:1}', 1, 5)$$), (15, $$nps_passives('{5:1}', 1, 5)$$), (16, $$nps_detractors('{5:1}', 1, 5)$$),
               (17, $$nps_category(5, 1, 5)$$), (18, $$nps_contribution('{5:1}', '{5:1}', 1, 5)$$),
               (19, $$nps_contribution('{5:2}', '{5:1}')$$),
               (20, $$nps(nps_tally(-1, 0, 0))$$), (21, $$nps(nps_tally(0, -1, 0))$$), (22, $$nps(nps_tally(0, 0, -1))$$),
               (23, $$nps(nps_tally(9223372036854775807, 1, 0))$$), (24, $$nps(nps_tally(9223372036854775806, 1, 1))$$),
               (25, $$nps('{9:1}')$$),
               (26, $$nps_contribution('{10:5}', '{0:10}')$$), (27, $$nps_contribution('{10:1(15,225)}', '{10:9}')$$), (28, $$nps_contribution('{10:5}', '{}')$$),
               (29, $$nps(nps_tally(1.5, 0, 0))$$), (30, $$nps(nps_tally(0, 'NaN', 0))$$), (31, $$nps(nps_tally(0, 0, 9223372036854775808))$$), (32, $$nps(nps_tally(1, 2, -0.5))$$),
               (33, $$nps(nps_tally(1.5::float8, 0, 0))$$), (34, $$nps_tally(-1, 0, 0)$$), (35, $$nps_tally(0, 0.1, 0)$$), (36, $$nps_tally(9223372036854775807, 1, 0)$$), (37, $$nps_tally(0, 0, 1e30)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.hint
  FROM (VALUES (1, $$nps('{5:1}'::tally, 5, 1, 2, 3)$$), (2, $$nps('{5:1}'::tally, 1, 5)$$), (3, $$nps('{5:1}'::tally, 0, 5, 6, 9)$$),
               (4, $$nps_contribution('{5:2}', '{5:1}')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT detail FROM error_of($$SELECT nps_contribution('{9:1,10:5}', '{0:10,9:3}')$$);

-- The error lists the codes off the scale, up to five of them.
SELECT detail, hint FROM error_of($$SELECT nps('{0:3,10:9,98:4,99:2}'::tally)$$);
SELECT detail, hint FROM error_of($$SELECT nps('{5:1,11:1,12:2,13:3,14:4,15:5}'::tally)$$);
SELECT detail, hint FROM error_of($$SELECT nps('{0:8,1:1,5:1,7:1,11:1,12:2,99:3,100:9223372036854775000}'::tally, 1, 5, 3, 5)$$);
SELECT detail, hint FROM error_of($$SELECT tally_mean_interval('{0:1,5:1,6:1}', scale_min => 1, scale_max => 5)$$);
