\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- ces: the Customer Effort Score of a tally and its relatives, by golden
-- values, in both directions, with other scales, and every refusal
--
\pset null NULL

-- Golden case H03 and rows by hand: mean ease, percentage easy (5-7), net
CREATE TEMP TABLE golden (id text, t tally, ease float8, easy float8, net float8);
INSERT INTO golden VALUES
  ('H03', '{1:80,2:210,3:140,4:110,5:160,6:180,7:120}', 4.08, 46, 3),
  ('empty', '{}', NULL, NULL, NULL),
  ('hard', '{1:1,2:1,3:1}', 2, 0, -100),
  ('easy', '{5:1,6:1,7:1}', 6, 100, 100),
  ('neither', '{4:3}', 4, 0, 0),
  ('thirds', '{1:1,4:1,5:1}', 3.3333333333333335, 33.333333333333336, 0);
SELECT count(*) AS cases FROM golden;
SELECT * FROM (SELECT id, verdict(ces(t), ease) AS ces,
       verdict((SELECT ces(u.score) FROM unnest(t) AS u, generate_series(1, u.answers)), ease) AS over_answers,
       verdict(ces_easy_share(t), easy) AS easy, verdict(ces_net(t), net) AS net
  FROM golden) AS v WHERE is_wrong(to_jsonb(v));
-- H01: on 1 to 5
SELECT ces('{2:1,3:1,4:1,5:1}'::tally, scale_max => 5) AS "H01";

-- The older question, where low is easy: everything mirrored
SELECT * FROM (SELECT id, verdict(ces(mirrored, low_is_easy => true), ease) AS ces,
       verdict(ces_easy_share(mirrored, low_is_easy => true), easy) AS easy,
       verdict(ces_net(mirrored, low_is_easy => true), net) AS net
  FROM golden, LATERAL (SELECT tally_counted(8 - score, answers) AS mirrored FROM unnest(t)) AS m) AS v
 WHERE is_wrong(to_jsonb(v));
SELECT ces(t, 1, 5, true) AS ease, ces_easy_share(t, 1, 5, 2, NULL, true) AS one_or_two, ces_easy_share(t, 1, 5, 1, NULL, true) AS one,
       ces_net(t, 1, 5, 2, NULL, true) AS net
  FROM (VALUES ('{1:4,2:2,3:1,4:1,5:2}'::tally)) AS v(t);

-- No answers, and no tally
SELECT ces('{}'::tally) AS ces, ces_easy_share('{}') AS easy, ces_net('{}') AS net, ces('{}'::tally, low_is_easy => true) AS mirrored;
SELECT ces(NULL::tally) AS ces, ces_easy_share(NULL) AS easy, ces_net(NULL) AS net, ces(NULL::tally, 5, 1) AS unchecked;

-- Scales and cut points; NULL means the default
SELECT ces(t) AS by_default, ces(t, NULL, NULL, NULL) AS by_null, ces(t, 1, 7, false) AS in_full,
       ces_easy_share(t) AS easy, ces_easy_share(t, NULL, NULL, NULL, NULL, NULL) AS easy_by_null, ces_easy_share(t, 1, 7, 5, NULL, false) AS easy_in_full,
       ces_easy_share(t, easy_from => 6) AS top_two, ces_net(t, easy_from => 6) AS net_two, ces_net(t, easy_from => 7) AS net_ends, ces_net(t, hard_from => 2) AS net_hard
  FROM (VALUES ('{1:1,3:1,4:2,5:2,6:3,7:1}'::tally)) AS v(t);
SELECT ces(t, 0, 10) AS "0-10", ces_easy_share(t, scale_max => 5, easy_from => 4) AS easy_on_5, ces_net(t, scale_max => 5, easy_from => 4) AS net_on_5
  FROM (VALUES ('{1:1,2:1,4:3,5:5}'::tally)) AS v(t);

-- Weighted: 60 % of the weight, from one answer of three
SELECT ces(t) AS ces, ces(t, low_is_easy => true) AS mirrored, ces_easy_share(t) AS easy, ces_net(t) AS net, ces('{3:1(0,0)}'::tally) AS no_weight
  FROM (VALUES ('{2:1(1,1),4:1(1,1),6:1(3,9)}'::tally)) AS v(t);

-- Answers off the scale
SELECT * FROM error_of($$SELECT ces('{0:9,4:5,8:2}'::tally)$$) \gx
SELECT * FROM error_of($$SELECT ces(score) FROM (VALUES (7), (8), (9)) AS v(score)$$) \gx
SELECT e.state, e.message, e.detail, v.expression
  FROM (VALUES (1, $$ces('{6:1}'::tally, 1, 5)$$), (2, $$ces('{0:1}'::tally, low_is_easy => true)$$), (3, $$ces_easy_share('{8:1}')$$),
               (4, $$ces_net('{0:1}')$$), (5, $$ces_easy_share('{6:1}', 1, 5, 2, NULL, true)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

-- Impossible scales and cut points
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$ces('{5:1}'::tally, 7, 1)$$), (2, $$ces('{5:1}'::tally, 5, 5)$$), (3, $$ces('{5:1}'::tally, -1, 7)$$),
               (4, $$ces('{5:1}'::tally, 1, 101)$$), (5, $$ces_easy_share('{5:1}', 1, 5)$$), (6, $$ces_net('{}', 0, 10)$$),
               (7, $$ces_easy_share('{5:1}', 1, 5, low_is_easy => true)$$),
               (8, $$ces_easy_share('{5:1}', easy_from => 8)$$), (9, $$ces_easy_share('{5:1}', easy_from => 0)$$),
               (10, $$ces_net('{5:1}', easy_from => 4)$$), (11, $$ces_net('{5:1}', easy_from => 3)$$),
               (12, $$ces_net('{5:1}', easy_from => 4, low_is_easy => true)$$),
               (13, $$ces_net('{5:1}', easy_from => 5, low_is_easy => true)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.hint
  FROM (VALUES (1, $$ces_easy_share('{5:1}', 1, 5)$$), (2, $$ces_net('{5:1}', easy_from => 4)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
