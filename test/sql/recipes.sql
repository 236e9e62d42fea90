--
-- recipes: every statement of the README's sections from "Rates" to "Recipes",
-- as it stands there and in its order; then some of them on a real survey of
-- two years (test/data/PROVENANCE.md) against the plain SQL formula
--
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';

--
-- Rates
--
CREATE TABLE deliveries (id integer, depot text, promised date, arrived date);
INSERT INTO deliveries VALUES
  (1, 'east', '2025-03-03', '2025-03-03'), (2, 'east', '2025-03-04', '2025-03-06'),
  (3, 'east', '2025-03-04', '2025-03-04'), (4, 'east', '2025-03-05', NULL),
  (5, 'west', '2025-03-04', '2025-03-03'), (6, 'west', '2025-03-05', '2025-03-05'),
  (7, 'west', '2025-03-06', '2025-03-06');

SELECT depot, rate(arrived <= promised)                  AS on_time_of_the_arrived,
       rate(coalesce(arrived <= promised, false))        AS on_time_of_all
FROM deliveries GROUP BY depot ORDER BY depot;
SELECT depot, rate(on_time), round(low) AS low, round(high) AS high
FROM (SELECT depot, tally(coalesce(arrived <= promised, false)) AS on_time
      FROM deliveries GROUP BY depot) AS d,
     tally_share_interval(on_time, 1, 1)
ORDER BY depot;
-- Churn and retention
CREATE TABLE customers (name text, joined date, left_on date);
INSERT INTO customers VALUES
  ('Ada', '2023-05-01', NULL),         ('Ben', '2023-06-11', '2024-01-20'),
  ('Cleo', '2023-09-30', NULL),        ('Dan', '2023-12-31', '2024-02-02'),
  ('Eve', '2024-01-01', '2024-01-15'), ('Finn', '2024-01-07', NULL);

SELECT month::date,
       churn_rate(joined, left_on, month::date, (month + '1 month')::date)     AS churn,
       retention_rate(joined, left_on, month::date, (month + '1 month')::date) AS retention
FROM customers, generate_series(timestamp '2024-01-01', '2024-03-01', '1 month') AS month
GROUP BY month ORDER BY month;

--
-- Service level
--
CREATE TABLE calls (queue text, wait interval, abandoned boolean);
INSERT INTO calls VALUES
  ('sales', '5 s', false),  ('sales', '20 s', false),  ('sales', '45 s', false),
  ('sales', '3 s', true),   ('help', '12 s', false),   ('help', '18 s', false),
  ('help', '8 s', true),    ('help', '95 s', true),    ('help', '30 s', false);

SELECT queue,
       round(service_level(wait, '20 s', abandoned))             AS by_default,
       round(service_level(wait, '20 s', abandoned, 'answered')) AS answered,
       round(service_level(wait, '20 s', abandoned, 'offered'))  AS offered,
       round(service_level(wait, '20 s', abandoned, 'in_time'))  AS in_time
FROM calls GROUP BY queue ORDER BY queue;
SELECT service_level(wait, CASE WHEN abandoned THEN '5 s' ELSE '20 s' END::interval,
                     abandoned, 'in_time')
FROM calls WHERE queue = 'sales';

--
-- One customer
--
CREATE TABLE surveys (customer text, answered_at date, csat integer, nps integer);
INSERT INTO surveys VALUES
  ('Ada', '2025-01-10', 5, 10),  ('Ada', '2025-02-10', 4, 9),
  ('Ben', '2025-01-11', 4, 8),   ('Ben', '2025-01-30', 2, NULL), ('Ben', '2025-02-20', 1, 4),
  ('Ben', '2025-03-01', NULL, NULL), ('Ben', '2025-03-21', 2, NULL),
  ('Cleo', '2025-02-01', 2, 7),  ('Dan', '2025-02-03', 3, 8),    ('Eve', '2025-02-04', NULL, NULL);

SELECT customer, customer_standing(csat, nps ORDER BY answered_at),
       trailing_run(csat <= 2 ORDER BY answered_at) AS bad_answers_in_a_row
FROM surveys GROUP BY customer ORDER BY customer;
SELECT customer,
       customer_standing(csat, nps, 3, 5, 6, 9, 2 ORDER BY answered_at)
FROM surveys GROUP BY customer ORDER BY 2, 1;
SELECT answered_at, csat, nps,
       customer_standing(csat, nps) OVER (ORDER BY answered_at)
FROM surveys WHERE customer = 'Ben' ORDER BY answered_at;
-- When to ask again
CREATE TABLE accounts (name text, signed_up date, last_surveyed date, surveys_sent integer);
INSERT INTO accounts VALUES
  ('Ada', '2025-01-31', NULL, 0), ('Ben', '2025-01-31', '2025-02-07', 1),
  ('Cleo', '2024-06-01', '2025-01-20', 4);

SELECT name, survey_due(signed_up, last_surveyed, surveys_sent),
       survey_due(signed_up, last_surveyed, surveys_sent,
                  first_after => '1 month', then_every => '6 months') AS slower
FROM accounts ORDER BY 2;

--
-- Indices
--
CREATE TABLE usability (version text, items integer[]);
INSERT INTO usability VALUES
  ('old', '{4,2,4,3,3,2,4,3,3,3}'), ('old', '{3,3,3,3,4,2,3,3,NULL,2}'), ('old', '{2,4,3,2,3,4,3,4,2,4}'),
  ('new', '{5,1,4,2,4,2,5,2,4,2}'), ('new', '{4,2,4,1,4,3,4,2,5,2}'),    ('new', '{5,2,4,2,3,2,4,1,4,1}');

SELECT version, avg(sus(items)) AS sus FROM usability GROUP BY version ORDER BY version;
-- The interval of a mean
SELECT version, round(2.5 * low) AS low, round(2.5 * high) AS high
FROM (SELECT version, tally(sus(items) / 2.5) AS steps FROM usability GROUP BY version) AS u,
     tally_mean_interval(steps)
ORDER BY version;
-- Weights
CREATE TABLE gaps (dimension text, weight numeric, expectation numeric, perception numeric);
INSERT INTO gaps VALUES
  ('reliability', 0.6, 6.5, 5), ('reliability', 0.6, 6, 5.5),
  ('empathy', 0.4, 5, 5),       ('empathy', 0.4, 5.5, 6.5);

SELECT dimension, avg(servqual_gap(expectation, perception)) AS gap
FROM gaps GROUP BY dimension ORDER BY dimension;

SELECT round((sum(weight * gap) / sum(weight))::numeric, 2) AS servqual
FROM (SELECT dimension, max(weight) AS weight, avg(servqual_gap(expectation, perception)) AS gap
      FROM gaps GROUP BY dimension) AS d;

--
-- Labels instead of numbers
--
CREATE TABLE opinions (id integer, opinion text, data jsonb);
INSERT INTO opinions VALUES
  (1, 'Very good', '{"recommend": 10, "answers": [{"question": "overall", "answer": "Very good"}]}'),
  (2, 'GOOD',      '{"recommend": "9", "answers": [{"question": "price", "answer": "Bad"}, {"question": "overall", "answer": "Good"}]}'),
  (3, ' good',     '{"recommend": null, "answers": []}'),
  (4, 'bad',       '{"recommend": 3, "answers": [{"question": "overall", "answer": "bad"}]}'),
  (5, 'n/a',       '{}');

SELECT csat(rating_of(nullif(opinion, 'n/a'),
                      '{very bad, bad, neutral, good, very good}')) FROM opinions;
-- Answers in jsonb
SELECT nps((data ->> 'recommend')::integer) FROM opinions;

SELECT csat(rating_of(jsonb_path_query_first(data,
              '$.answers[*] ? (@.question == "overall").answer') #>> '{}',
            '{very bad, bad, neutral, good, very good}')) FROM opinions;

--
-- Recipes
--
CREATE TABLE asked (
  id             integer PRIMARY KEY,
  respondent     text,
  role           text,         -- buys: customer, works with it: user
  branch         text,
  channel        text,
  contact_at     timestamptz,  -- what the survey asks about
  answered_at    timestamptz,
  nps            integer,
  csat           integer,
  followed_up_at timestamptz
);
INSERT INTO asked VALUES
  ( 1, 'Ada',  'customer', 'north', 'mail', '2025-01-07 10:00+00', '2025-01-07 10:05+00',   10,    5, NULL),
  ( 2, 'Ben',  'user',     'north', 'app',  '2025-01-08 09:00+00', '2025-01-08 09:10+00',    3,    2, '2025-01-08 15:00+00'),
  ( 3, 'Cleo', 'user',     'south', 'mail', '2025-01-09 12:00+00', NULL,                  NULL, NULL, NULL),
  ( 4, NULL,   'user',     'south', 'app',  '2025-01-15 08:00+00', '2025-01-15 08:02+00',    9,    4, NULL),
  ( 5, NULL,   'user',     'south', 'app',  '2025-01-16 08:00+00', '2025-01-17 20:00+00',    6,    4, NULL),
  ( 6, 'Dan',  'customer', 'west',  'mail', '2025-01-20 14:00+00', '2025-01-20 14:15+00',    8,    4, NULL),
  ( 7, 'Ben',  'user',     'north', 'app',  '2025-03-03 09:00+00', '2025-03-03 09:30+00',    7,    3, NULL),
  ( 8, 'Ada',  'customer', 'north', 'mail', '2025-03-04 10:00+00', '2025-03-06 18:00+00',    9, NULL, NULL),
  ( 9, 'Eve',  'customer', 'west',  'mail', '2025-03-05 11:00+00', '2025-03-05 11:05+00',    2,    1, '2025-03-08 09:00+00'),
  (10, 'Finn', 'user',     'south', 'mail', '2025-03-10 11:00+00', NULL,                  NULL, NULL, NULL),
  (11, 'Dan',  'customer', 'west',  'mail', '2025-03-20 14:00+00', '2025-03-21 09:00+00',    5,    3, NULL),
  (12, NULL,   'user',     'north', 'app',  '2025-03-21 16:00+00', '2025-03-21 16:01+00',   10,    5, NULL),
  (13, 'Cleo', 'user',     'south', 'app',  '2025-04-01 12:00+00', '2025-04-01 12:04+00',    9,    4, NULL),
  (14, 'Ben',  'user',     'north', 'app',  '2025-04-02 09:00+00', '2025-04-02 09:12+00',    9,    5, NULL);

CREATE TABLE clients (name text, left_on date, nps integer);
INSERT INTO clients
SELECT 'answered ' || score, NULL::date, score FROM unnest('{3,7,8,9,10,10}'::integer[]) AS score
UNION ALL
SELECT 'silent leaver ' || i, '2025-02-01', NULL FROM generate_series(1, 9) AS i
UNION ALL
SELECT 'silent, still here', NULL, NULL;
-- Latest answer of each respondent
SELECT nps(nps), count(*) AS answers
FROM (SELECT DISTINCT ON (respondent, CASE WHEN respondent IS NULL THEN id END) *
      FROM asked WHERE nps IS NOT NULL
      ORDER BY respondent, CASE WHEN respondent IS NULL THEN id END, answered_at DESC) AS latest;
-- Response rate by channel
SELECT channel, tally_count(answered) AS asked, round(rate(answered)) AS response_rate,
       round(low) AS low, round(high) AS high
FROM (SELECT channel, tally(answered_at IS NOT NULL) AS answered FROM asked GROUP BY channel) AS c,
     tally_share_interval(answered, 1, 1)
ORDER BY channel;
-- Silent leavers as detractors
SELECT nps(nps) AS of_the_answers,
       nps(CASE WHEN nps IS NULL AND left_on IS NOT NULL THEN 0 ELSE nps END) AS pessimistic
FROM clients;
-- Score by how fast the answer came
SELECT answered_at - contact_at <= '15 minutes' AS within_15_minutes,
       round(nps(nps)) AS nps, count(nps) AS answers
FROM asked WHERE nps IS NOT NULL GROUP BY 1 ORDER BY 1 DESC;
-- Monthly trend
SELECT month, tally_count(scores) AS answers, round(nps(scores)) AS nps,
       round(nps(scores) - nps(lag(scores) OVER (ORDER BY month))) AS change
FROM (SELECT month::date, tally(nps) AS scores
      FROM generate_series(timestamp '2025-01-01', '2025-04-01', '1 month') AS month
      LEFT JOIN asked ON answered_at >= month AND answered_at < month + '1 month'
      GROUP BY month) AS monthly
ORDER BY month;
-- Rolling trend
SELECT month, tally_count(last_three) AS answers, round(nps(last_three)) AS nps,
       round(nps_low(last_three)) AS low, round(nps_high(last_three)) AS high
FROM (SELECT month::date,
             sum(tally(nps)) OVER (ORDER BY month ROWS 2 PRECEDING) AS last_three
      FROM generate_series(timestamp '2025-01-01', '2025-04-01', '1 month') AS month
      LEFT JOIN asked ON answered_at >= month AND answered_at < month + '1 month'
      GROUP BY month) AS rolling
ORDER BY month;
-- One customer's trend
SELECT answered_at::date, nps, nps - lag(nps) OVER story AS change,
       nps_category(nps), customer_standing(csat, nps) OVER story AS standing
FROM asked WHERE respondent = 'Ben' AND answered_at IS NOT NULL
WINDOW story AS (ORDER BY answered_at) ORDER BY answered_at;
-- Migration between groups
SELECT nps_category(scores[1]) AS first, nps_category(scores[cardinality(scores)]) AS latest,
       count(*) AS customers
FROM (SELECT respondent, array_agg(nps ORDER BY answered_at) AS scores
      FROM asked WHERE respondent IS NOT NULL AND nps IS NOT NULL GROUP BY respondent) AS s
WHERE cardinality(scores) > 1
GROUP BY 1, 2 ORDER BY 1, 2;
-- Segments with their contribution
SELECT branch, tally_count(scores) AS answers, round(nps(scores)) AS nps,
       round(nps_contribution(scores, sum(scores) OVER ())::numeric, 1) AS contribution
FROM (SELECT branch, tally(nps) AS scores FROM asked GROUP BY branch) AS b
ORDER BY contribution DESC;
-- Worst branch, and how far branches are apart
SELECT (array_agg(branch ORDER BY csat(scores), branch))[1] AS worst,
       round(min(csat(scores))) AS lowest, round(max(csat(scores))) AS highest,
       round(max(csat(scores)) - min(csat(scores))) AS spread
FROM (SELECT branch, tally(csat) AS scores FROM asked GROUP BY branch) AS b
WHERE tally_count(scores) >= 3;
-- Customers versus users
SELECT round(nps(customers)) AS customers, round(nps(users)) AS users,
       round(low) AS low, round(high) AS high,
       round(p_value::numeric, 2) AS p_value
FROM (SELECT tally(nps) FILTER (WHERE role = 'customer') AS customers,
             tally(nps) FILTER (WHERE role = 'user')     AS users
      FROM asked) AS r,
     nps_test(customers, users);
-- Closed loop
SELECT round(rate(coalesce(followed_up_at - answered_at <= '24 hours', false))) AS closed_in_time,
       count(*) AS detractors
FROM asked
WHERE nps_category(nps) = 'detractor' AND respondent IS NOT NULL
  AND answered_at < now() - interval '24 hours';
-- Follow-up list
SELECT respondent, branch, nps, csat, answered_at::date
FROM (SELECT DISTINCT ON (respondent) *
      FROM asked WHERE respondent IS NOT NULL AND nps IS NOT NULL
      ORDER BY respondent, answered_at DESC) AS latest
WHERE nps_category(nps) = 'detractor' AND followed_up_at IS NULL
ORDER BY nps, answered_at;
-- CSAT by NPS
SELECT csat_category(csat),
       count(*) FILTER (WHERE nps_category(nps) = 'detractor') AS detractors,
       count(*) FILTER (WHERE nps_category(nps) = 'passive')   AS passives,
       count(*) FILTER (WHERE nps_category(nps) = 'promoter')  AS promoters
FROM asked WHERE csat IS NOT NULL AND nps IS NOT NULL
GROUP BY csat_category(csat) ORDER BY min(csat);

--
-- Golden N09, and that nobody still here and silent was counted
--
SELECT 'N09' AS id, abs(got + 46.666666666666664) <= 1e-12 * 46.666666666666664 AS ok, CASE WHEN abs(got + 46.666666666666664) > 1e-12 * 46.666666666666664 THEN got END AS got,
       answers
  FROM (SELECT nps(CASE WHEN nps IS NULL AND left_on IS NOT NULL THEN 0 ELSE nps END) AS got,
               tally_count(tally(CASE WHEN nps IS NULL AND left_on IS NOT NULL THEN 0 ELSE nps END)) AS answers FROM clients) AS s;
SELECT nps(sum(scores) + tally_counted(0, leavers)) AS from_a_rollup FROM (VALUES ('{3:1,7:1,8:1}'::tally, 4), ('{9:1,10:2}', 5)) AS daily(scores, leavers);

DROP TABLE deliveries, customers, calls, surveys, accounts, usability, gaps, opinions, asked, clients;

--
-- On the survey
--
\set ECHO none
\i test/data/survey.sql
\set ECHO all
-- Response rate by year
SELECT year, rate(answered) = 100.0 * count_true / count_all AS as_formula, rate(answered)::numeric(9,6), low::numeric(9,6), high::numeric(9,6)
  FROM (SELECT year, tally(netpro IS DISTINCT FROM 11 AND netpro IS NOT NULL) AS answered, count(*) AS count_all,
               count(*) FILTER (WHERE netpro <= 10) AS count_true FROM survey GROUP BY year) AS y, tally_share_interval(answered, 1, 1)
 ORDER BY year;
-- Problems, where 3 does not know and 0 is blank
SELECT year, rate(q15problem = 1) FILTER (WHERE q15problem IN (1, 2)) = 100.0::float8 * count(*) FILTER (WHERE q15problem = 1) / count(*) FILTER (WHERE q15problem IN (1, 2)) AS as_formula
  FROM survey GROUP BY year ORDER BY year;
-- Silent ones as detractors
SELECT year, nps(CASE WHEN netpro <= 10 THEN netpro ELSE 0 END) = 100.0::float8 * (count(*) FILTER (WHERE netpro IN (9, 10)) - count(*) FILTER (WHERE netpro <= 6 OR netpro = 11 OR netpro IS NULL)) / count(*) AS as_formula,
       nps(CASE WHEN netpro <= 10 THEN netpro ELSE 0 END)::numeric(9,6) AS pessimistic, nps(nullif(netpro, 11))::numeric(9,6) AS of_the_answers
  FROM survey GROUP BY year ORDER BY year;
-- Ratings as labels, where no answer is a word, give the published per cent.
SELECT year, csat(rating_of(nullif(upper(q7all), 'BLANK'), '{1,2,3,4,5}'))::numeric(9,6) AS csat FROM survey GROUP BY year ORDER BY year;
-- Segments: the boarding areas of 2018 add up to the score of all.
SELECT abs(sum(contribution) - max(score)) < 1e-12 * 31 AS adds_up, count(*) AS areas
  FROM (SELECT nps_contribution(t, sum(t) OVER ()) AS contribution, nps(sum(t) OVER ()) AS score
          FROM (SELECT barea, tally(nullif(netpro, 11)) AS t FROM survey WHERE year = 2018 GROUP BY barea) AS b) AS c;
-- Worst area and spread of 2018, as published
SELECT (array_agg(barea ORDER BY nps(t), barea))[1] AS worst, min(nps(t))::numeric(12,10) AS lowest, (array_agg(barea ORDER BY nps(t) DESC, barea))[1] AS best,
       max(nps(t))::numeric(12,10) AS highest, (max(nps(t)) - min(nps(t)))::numeric(12,10) AS spread
  FROM (SELECT barea, tally(nullif(netpro, 11)) AS t FROM survey WHERE year = 2018 GROUP BY barea) AS b WHERE tally_count(t) >= 100;
-- Two groups of travellers, residents and visitors, in place of customers and users
SELECT nps(residents)::numeric(10,8) AS residents, nps(visitors)::numeric(10,8) AS visitors, low > 0 AS clearly_above, p_value < 0.001 AS significant
  FROM (SELECT tally(netpro) FILTER (WHERE live = 1) AS residents, tally(netpro) FILTER (WHERE live IN (2, 3)) AS visitors FROM survey WHERE year = 2018 AND netpro <= 10) AS g,
       nps_test(residents, visitors);
-- The last seven days, day by day, against a query of its own for each day
SELECT count(*) AS days, count(*) FILTER (WHERE rolling IS DISTINCT FROM (
         SELECT 100.0::float8 * (count(*) FILTER (WHERE netpro >= 9) - count(*) FILTER (WHERE netpro <= 6)) / nullif(count(*), 0)
           FROM survey AS s WHERE s.interview_date BETWEEN w.interview_date - 6 AND w.interview_date AND netpro <= 10)) AS mismatches
  FROM (SELECT interview_date, nps(sum(t) OVER (ORDER BY interview_date RANGE BETWEEN '6 days' PRECEDING AND CURRENT ROW)) AS rolling
          FROM (SELECT interview_date, tally(nullif(netpro, 11)) AS t FROM survey GROUP BY interview_date) AS d) AS w;
-- CSAT by NPS
SELECT csat_category(csat), count(*) FILTER (WHERE nps_category(nps) = 'detractor') AS detractors, count(*) FILTER (WHERE nps_category(nps) = 'passive') AS passives,
       count(*) FILTER (WHERE nps_category(nps) = 'promoter') AS promoters, count(*) AS both,
       count(*) = count(*) FILTER (WHERE nps <= 6) + count(*) FILTER (WHERE nps BETWEEN 7 AND 8) + count(*) FILTER (WHERE nps >= 9) AS complete
  FROM (SELECT nullif(netpro, 11) AS nps, nullif(upper(q7all), 'BLANK')::int AS csat FROM survey WHERE year = 2018) AS s
 WHERE nps IS NOT NULL AND csat IS NOT NULL GROUP BY csat_category(csat) ORDER BY min(csat);
DROP TABLE survey;
