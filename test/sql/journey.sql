\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- journey: one customer's story. trailing_run counts the answers at the end;
-- customer_standing says where the customer stands, in every case; survey_due
-- says when to ask again, across changes of the clock and ends of months
--
\pset null NULL
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';

--
-- trailing_run
--
SELECT answers, trailing_run(x ORDER BY t) AS run, trailing_run(x ORDER BY t DESC) AS from_the_front, trailing_run(NOT x ORDER BY t) AS of_false
  FROM unnest('{"{t,t,t}","{f,t,t}","{t,t,f}","{t,f,t}","{f}","{t}","{t,NULL,t}","{f,t,NULL}","{t,f,NULL,t,NULL,NULL,t}","{NULL,NULL}","{f,NULL}"}'::text[]) WITH ORDINALITY AS a(answers, o),
       unnest(answers::boolean[]) WITH ORDINALITY AS u(x, t)
 GROUP BY o, answers ORDER BY o;
SELECT trailing_run(x) AS no_rows FROM (VALUES (true)) AS v(x) WHERE false;
-- the order is that of the call, not of the table
SELECT trailing_run(x ORDER BY t) AS by_t, trailing_run(x ORDER BY t) FILTER (WHERE t <= 2) AS until_2, trailing_run(x ORDER BY t DESC) AS backwards
  FROM (VALUES (3, true), (1, true), (4, true), (2, false)) AS v(t, x);
-- against a plain query, at every answer, and over frames
CREATE TEMP TABLE answers AS
  SELECT i AS t, i % 7 AS customer, ('{t,t,t,f,NULL,t}'::boolean[])[1 + r / 1013 % 6] AS x
    FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 700::bigint) AS i) AS random;
ANALYZE answers;
SELECT count(*) AS answers, max(run) > 5 AS long, count(*) FILTER (WHERE run <> plain) AS mismatches, count(*) FILTER (WHERE last_two <> plain_two) AS last_two
  FROM (SELECT trailing_run(x) OVER (PARTITION BY customer ORDER BY t) AS run,
               trailing_run(x) OVER (PARTITION BY customer ORDER BY t ROWS 1 PRECEDING) AS last_two,
               (SELECT count(*) FILTER (WHERE b.x) FROM answers AS b WHERE b.customer = a.customer AND b.t <= a.t AND b.t > coalesce(
                  (SELECT max(c.t) FROM answers AS c WHERE c.customer = a.customer AND c.t <= a.t AND NOT c.x), 0)) AS plain,
               CASE WHEN x THEN 1 + coalesce((lag(x) OVER (PARTITION BY customer ORDER BY t))::int, 0)
                    WHEN NOT x THEN 0 ELSE coalesce((lag(x) OVER (PARTITION BY customer ORDER BY t))::int, 0) END AS plain_two
          FROM answers AS a) AS s;
SELECT e.state, e.message FROM error_of('SELECT _trailing_run_transition(9223372036854775807, true)') AS e;
SELECT _trailing_run_transition(9223372036854775807, false) AS broken, _trailing_run_transition(9223372036854775806, true) AS longest,
       _trailing_run_transition(3, NULL) AS unknown;

--
-- customer_standing
--

-- The answers of one customer, oldest first, as csat/nps
CREATE FUNCTION pg_temp.standing(story text) RETURNS customer_standing_level LANGUAGE sql AS $$
  SELECT customer_standing(nullif(split_part(s, '/', 1), '')::int, nullif(split_part(s, '/', 2), '')::int ORDER BY t)
    FROM unnest(string_to_array(story, ' ')) WITH ORDINALITY AS u(s, t)
$$;
-- Golden N01, N03, N05
SELECT id, pg_temp.standing(story), (pg_temp.standing(story) = expected::customer_standing_level) = wanted AS ok
  FROM (VALUES ('N01', '5/ 2/ 1/ 2/4', 'at_risk', true), ('N03', '2/ 1/ 3/4', 'at_risk', false), ('N05', '5/9', 'advocate', true)) AS v(id, story, expected, wanted)
 ORDER BY id;
-- Every standing
SELECT n, story, pg_temp.standing(story), pg_temp.standing(story)::text = expected AS ok, why
  FROM (VALUES
    (1, '2/ 1/ 2/6', 'at_risk', 'three bad answers and a detractor'),
    (2, '1/ 1/ 1/ 1/ 1/0', 'at_risk', 'more than three'),
    (3, '/3 2/ 1/ 2/', 'at_risk', 'the detractor answered before'),
    (4, '2/0 / 1/ / / 2/ /', 'at_risk', 'surveys without answer in between'),
    (5, '5/10 2/ 2/ 2/6', 'at_risk', 'once an advocate'),
    (6, '2/ 1/ 2/7', 'watch', 'three bad answers, a passive'),
    (7, '2/ 1/ 2/10', 'watch', 'three bad answers, a promoter'),
    (8, '2/ 1/ 2/', 'watch', 'three bad answers, never asked to recommend'),
    (9, '1/ 2/3', 'watch', 'two bad answers are no run'),
    (10, '2/ 3/ 1/ 2/4', 'watch', 'a 3 breaks the run'),
    (11, '1/ 1/ 1/ 3/4', 'watch', 'a detractor, the last answer neutral'),
    (12, '1/ 1/ 1/0 4/0', 'watch', 'a detractor, the last answer satisfied'),
    (13, '2/9', 'watch', 'a bad answer and a promoter'),
    (14, '2/', 'watch', 'one bad answer'),
    (15, '/6', 'watch', 'a detractor, never asked about satisfaction'),
    (16, '5/6', 'watch', 'satisfied, but a detractor'),
    (17, '2/0 1/ 2/ /7', 'watch', 'no longer a detractor'),
    (18, '3/', 'neutral', 'a 3'),
    (19, '/7', 'neutral', 'a passive'),
    (20, '3/10', 'neutral', 'a promoter who gave a 3'),
    (21, '5/8', 'neutral', 'satisfied, but a passive'),
    (22, '5/', 'neutral', 'satisfied, never asked to recommend'),
    (23, '/10', 'neutral', 'a promoter, never asked about satisfaction'),
    (24, '1/0 1/0 1/0 4/ /7', 'neutral', 'all is well again'),
    (25, '4/9', 'advocate', 'just so'),
    (26, '5/10', 'advocate', 'fully'),
    (27, '1/0 1/0 1/0 5/9', 'advocate', 'won back'),
    (28, '/9 / 3/ 4/', 'advocate', 'the latest of each'),
    (29, '', NULL, 'no surveys'),
    (30, '/ / /', NULL, 'surveys, but no answers')) AS v(n, story, expected, why)
 ORDER BY n;
-- Only the latest matters, whatever the order of the table; other number
-- types; the enum sorts the most urgent first.
SELECT customer_standing(csat, nps ORDER BY t) AS by_t, customer_standing(csat, nps ORDER BY t DESC) AS backwards,
       customer_standing(csat, nps ORDER BY t) FILTER (WHERE t < 3) AS before_3
  FROM (VALUES (3, 5.0, 9::float8), (1, 1, 10), (2, 2, 0)) AS v(t, csat, nps);
SELECT customer_standing(csat, nps) AS no_rows FROM (VALUES (5, 9)) AS v(csat, nps) WHERE false;
SELECT enum_range(NULL::customer_standing_level), 'at_risk'::customer_standing_level < 'watch' AS urgent_first;
-- at every survey, over a window; three customers, each by itself
SELECT customer, t, csat, nps, customer_standing(csat, nps) OVER (PARTITION BY customer ORDER BY t) AS standing
  FROM (VALUES ('a', 1, 5, 9), ('a', 2, 2, NULL), ('a', 3, NULL, 5), ('a', 4, 1, NULL), ('a', 5, 2, NULL), ('a', 6, NULL, 7),
               ('b', 1, NULL, NULL), ('b', 2, 3, NULL), ('c', 1, 4, 8), ('c', 2, NULL, 10)) AS v(customer, t, csat, nps)
 ORDER BY customer, t;
SELECT customer, customer_standing(csat, nps ORDER BY t)
  FROM (VALUES ('a', 1, 1, 0), ('b', 1, 5, 10), ('a', 2, 1, 0), ('b', 2, 4, NULL), ('a', 3, 1, 0), ('c', 1, NULL, NULL)) AS v(customer, t, csat, nps)
 GROUP BY customer ORDER BY customer;
SELECT customer, customer_standing(csat, nps ORDER BY t)
  FROM (VALUES ('a', 1, 1, 0), ('b', 2, 5, 10), ('a', 2, 1, 0), ('b', 4, 4, NULL), ('a', 3, 1, 0)) AS v(customer, t, csat, nps)
 GROUP BY ROLLUP (customer) ORDER BY customer;

-- Cut points of one's own: 2, 4, 6, 9 and 3 are the default; another run
-- length; other scales
SELECT story, customer_standing(csat, nps, 2, 4, 6, 9, 3 ORDER BY t) = customer_standing(csat, nps ORDER BY t) AS as_default,
       customer_standing(csat, nps, 2, 4, 6, 9, 1 ORDER BY t) AS one_is_a_run, customer_standing(csat, nps, 2, 4, 6, 9, 2 ORDER BY t) AS two,
       customer_standing(csat, nps, 2, 4, 6, 9, 2147483647 ORDER BY t) AS never, customer_standing(csat, nps, 3, 5, 6, 9, 2 ORDER BY t) AS threes_are_bad,
       customer_standing(csat, nps, 2, 5, 4, 10, 3 ORDER BY t) AS strict
  FROM (VALUES ('bad', 1, 1, 3), ('bad', 2, 2, NULL), ('worse', 1, 3, 5), ('worse', 2, 2, NULL), ('worse', 3, 1, 6), ('worse', 4, 1, 4),
               ('good', 1, 3, 9), ('good', 2, 4, NULL), ('best', 1, 5, 10), ('middling', 1, 3, 5), ('middling', 2, 3, 4)) AS v(story, t, csat, nps)
 GROUP BY story ORDER BY story;
SELECT customer_standing(csat, nps, 3, 6, 6, 9, 2 ORDER BY t) AS csat_1_to_7, customer_standing(csat, nps, 50, 80, 6, 9, 2 ORDER BY t) AS csat_0_to_100
  FROM (VALUES (1, 6, 9), (2, 3, 9), (3, 1, 0)) AS v(t, csat, nps);
SELECT customer_standing(80, 9, 50, 80, 6, 9, 2 ORDER BY 1) AS high, customer_standing(0, 0, 0, 1, 0, 1, 1 ORDER BY 1) AS zero, customer_standing(0, 0, -1, 0, -1, 0, 1 ORDER BY 1) AS nobody_is_bad;
-- those of the first row count, also if that has no answers
SELECT customer_standing(csat, nps, cut, 4, 6, 9, 1 ORDER BY t) FROM (VALUES (1, NULL, NULL, 3), (2, 3, 6, 2)) AS v(t, csat, nps, cut);

-- Scores and cut points that cannot be
SELECT * FROM error_of('SELECT customer_standing(6, 9 ORDER BY 1)') \gx
SELECT e.state, e.message, e.hint, v.expression
  FROM (VALUES (1, 'customer_standing(0, 9 ORDER BY 1)'), (2, 'customer_standing(5, 11 ORDER BY 1)'), (3, 'customer_standing(NULL, -1 ORDER BY 1)'), (4, 'customer_standing(4.5, 9 ORDER BY 1)'),
               (5, $$customer_standing('NaN', 9 ORDER BY 1)$$), (6, $$customer_standing(5, 'infinity' ORDER BY 1)$$), (7, 'customer_standing(101, 9, 2, 4, 6, 9, 3 ORDER BY 1)'),
               (8, 'customer_standing(5, 9, NULL, 4, 6, 9, 3 ORDER BY 1)'), (9, 'customer_standing(5, 9, 2, NULL, 6, 9, 3 ORDER BY 1)'), (10, 'customer_standing(5, 9, 2, 4, NULL, 9, 3 ORDER BY 1)'),
               (11, 'customer_standing(5, 9, 2, 4, 6, NULL, 3 ORDER BY 1)'), (12, 'customer_standing(5, 9, 2, 4, 6, 9, NULL ORDER BY 1)'), (13, 'customer_standing(5, 9, 4, 4, 6, 9, 3 ORDER BY 1)'),
               (14, 'customer_standing(5, 9, 4, 2, 6, 9, 3 ORDER BY 1)'), (15, 'customer_standing(5, 9, 2, 4, 9, 9, 3 ORDER BY 1)'), (16, 'customer_standing(5, 9, 2, 4, 6, 9, 0 ORDER BY 1)'),
               (17, 'customer_standing(5, 9, 2, 4, 6, 9, -2147483648 ORDER BY 1)'), (18, 'customer_standing(NULL, NULL, 2, 4, 9, 6, 3 ORDER BY 1)')) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
-- What depends on the order has no combine function and no inverse.
SELECT aggfnoid::regprocedure AS aggregate, aggcombinefn <> 0 AS combine, aggminvtransfn <> 0 AS inverse, proparallel = 's' AS parallel_safe
  FROM pg_aggregate JOIN pg_proc ON pg_proc.oid = aggfnoid
 WHERE proname IN ('trailing_run', 'customer_standing') ORDER BY aggfnoid::regprocedure::text COLLATE "C";

--
-- survey_due
--

-- Golden N07: signed up on 2024-01-01, then asked whenever it is due
WITH RECURSIVE story (sent, due, due_at) AS (
  SELECT 0, survey_due('2024-01-01'::date, NULL, 0), survey_due('2024-01-01 00:00+00'::timestamptz, NULL, 0)
  UNION ALL
  SELECT sent + 1, survey_due('2024-01-01', due, sent + 1), survey_due('2024-01-01', due_at, sent + 1) FROM story WHERE sent < 4)
SELECT sent, due, due_at, due = expected AND due_at = expected AS ok
  FROM story LEFT JOIN (VALUES (0, '2024-01-08'::date), (1, '2024-02-07'), (2, '2024-05-07'), (3, '2024-08-05')) AS v(sent, expected) USING (sent) ORDER BY sent;

-- What it counts from, and what it does not look at
SELECT survey_due('2024-01-01'::date, NULL, 0) AS first, survey_due('2024-01-01'::date, '2030-01-01', 0) AS never_mind_last, survey_due(NULL::date, '2024-03-01', 1) AS second,
       survey_due('2024-01-01'::date, '2024-03-01', 2) AS third, survey_due('2024-01-01'::date, '2024-03-01', 2147483647) AS umpteenth;
SELECT survey_due('2024-01-01'::date, NULL, 0, '1 day') AS first, survey_due('2024-01-01'::date, '2024-02-01', 1, second_after => '2 weeks') AS second,
       survey_due('2024-01-01'::date, '2024-02-01', 9, then_every => '1 year') AS then_every, survey_due('2024-01-01'::date, NULL, 0, '7 days', '-1 day', NULL) AS not_looked_at,
       survey_due('2024-01-01'::date, NULL, 0, '36 hours') AS part_of_a_day, survey_due('2024-01-01'::date, NULL, 0, '1 hour') AS same_day;
SELECT survey_due(NULL::date, NULL, 0) AS no_sign_up, survey_due('2024-01-01'::date, NULL, NULL) AS no_number, survey_due('2024-01-01'::date, NULL, 0, NULL) AS first_by_default,
       survey_due('2024-01-01'::date, '2024-02-01', 1, '1 day', NULL) AS second_by_default, survey_due('2024-01-01'::timestamptz, '2024-02-01', 5, then_every => NULL) AS then_by_default,
       survey_due(NULL::timestamptz, NULL, NULL) AS nothing;
SELECT survey_due('2024-01-01'::date, '2024-03-01', sum(sent)) AS of_sum, survey_due('2024-01-01'::date, '2024-03-01', 9223372036854775807) AS of_bigint FROM (VALUES (1::bigint), (2)) AS v(sent);
SELECT pg_typeof(survey_due('2024-01-01'::date, NULL, 0)) AS of_date, pg_typeof(survey_due('2024-01-01'::timestamptz, NULL, 0)) AS of_timestamptz,
       pg_typeof(survey_due('2024-01-01'::timestamp, NULL, 0)) AS of_timestamp, pg_typeof(survey_due('2024-01-01'::date, now(), 1)) AS of_both;

-- Ends of months and leap days: as date + interval
SELECT d AS signed_up, survey_due(d, NULL, 0, '1 month') AS a_month, survey_due(d, d, 1, second_after => '1 year') AS a_year, survey_due(d, d, 5, then_every => '3 months') AS a_quarter,
       survey_due(d, NULL, 0) AS by_default
  FROM (VALUES ('2024-01-31'::date), ('2023-01-29'), ('2023-01-31'), ('2024-02-29'), ('2024-03-31'), ('2023-11-30'), ('2023-12-31'), ('2024-12-25')) AS v(d) ORDER BY d;

-- Changes of the clock: days keep the time of the day, in the zone of the
-- session; hours do not.
SET TimeZone = 'Europe/Berlin';
SELECT n, signed_up, survey_due(signed_up, NULL, 0) AS week, survey_due(signed_up, NULL, 0, '168 hours') AS hours, survey_due(signed_up, NULL, 0, '1 month') AS month,
       survey_due(signed_up, NULL, 0) - signed_up AS apart
  FROM (VALUES (1, '2024-03-25 10:00'::timestamptz), (2, '2024-03-24 02:30'), (3, '2024-10-21 10:00'), (4, '2024-10-20 02:30'), (5, '2024-02-29 12:00')) AS v(n, signed_up) ORDER BY n;
SET TimeZone = 'America/New_York';
SELECT n, signed_up, survey_due(signed_up, NULL, 0) AS week, survey_due(signed_up, NULL, 0, '168 hours') AS hours, survey_due(signed_up, NULL, 0, '1 month') AS month,
       survey_due(signed_up, NULL, 0) - signed_up AS apart
  FROM (VALUES (1, '2024-03-05 09:00'::timestamptz), (2, '2024-03-03 02:30'), (3, '2024-10-30 09:00'), (4, '2024-10-27 01:30'), (5, '2024-01-31 23:30')) AS v(n, signed_up) ORDER BY n;
SELECT survey_due('2024-02-10 12:00+00'::timestamptz, '2024-03-09 12:00+00', 1) AS new_york;
SET TimeZone = 'UTC';
SELECT survey_due('2024-02-10 12:00+00'::timestamptz, '2024-03-09 12:00+00', 1) AS utc;
-- a date does not depend on the zone
SET TimeZone = 'Pacific/Auckland';
SELECT survey_due('2024-09-25'::date, NULL, 0) AS date_in_auckland;
SET TimeZone = 'UTC';

-- Times without end, and times off the calendar
SELECT survey_due('infinity'::date, NULL, 0) AS date, survey_due('2024-01-01'::date, '-infinity', 1) AS since_ever, survey_due('infinity'::timestamptz, NULL, 0) AS timestamptz,
       survey_due('2024-01-01'::timestamptz, '-infinity', 7) AS since_ever_tz, survey_due('4714-11-24 BC'::date, NULL, 0) AS first_day_of_all;
SELECT e.state, v.expression
  FROM (VALUES (1, $$survey_due('5874897-12-31'::date, NULL, 0)$$), (2, $$survey_due('294276-12-31'::timestamptz, NULL, 0)$$),
               (3, $$survey_due('2024-01-01'::date, NULL, 0, '178000000 years')$$), (4, $$survey_due('2024-01-01'::timestamptz, NULL, 0, '2147483647 days')$$),
               (5, $$survey_due('2024-01-01'::timestamptz, '2024-01-01', 3, then_every => '2147483647 months')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

-- What it refuses
SELECT * FROM error_of($$SELECT survey_due('2024-01-01'::date, NULL, 2)$$) \gx
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$survey_due('2024-01-01'::date, NULL, -1)$$), (2, $$survey_due('2024-01-01'::timestamptz, NULL, 1)$$),
               (3, $$survey_due('2024-01-01'::date, NULL, 0, '0 days')$$), (4, $$survey_due('2024-01-01'::date, NULL, 0, '-7 days')$$),
               (5, $$survey_due('2024-01-01'::date, '2024-02-01', 1, second_after => '1 month -30 days')$$),
               (6, $$survey_due('2024-01-01'::timestamptz, '2024-02-01', 2, then_every => '1 day -25 hours')$$),
               (7, $$survey_due('2024-01-01'::timestamptz, NULL, -2147483648)$$), (8, $$survey_due('2024-01-01'::date, '2024-02-01', 1.5)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

-- The order must be stated in the call: that of a subquery may be lost.
CREATE TEMP TABLE unordered AS SELECT t, t % 3 > 0 AS x, 1 + t % 5 AS csat, t % 11 AS nps FROM generate_series(1, 9) AS t;
SELECT trailing_run(x) FROM (SELECT x FROM unordered ORDER BY t) AS o;
SELECT customer_standing(csat, nps) FROM (SELECT csat, nps FROM unordered ORDER BY t) AS o;
SELECT customer_standing(csat, nps, 2, 4, 6, 9, 3) FROM unordered;
SELECT trailing_run(x ORDER BY t) AS run, customer_standing(csat, nps ORDER BY t), customer_standing(csat, nps, 2, 4, 6, 9, 3 ORDER BY t) AS cuts FROM unordered;
SELECT trailing_run(x) OVER w AS run, customer_standing(csat, nps) OVER w FROM unordered WINDOW w AS (ORDER BY t ROWS 1 PRECEDING) ORDER BY t LIMIT 3;
