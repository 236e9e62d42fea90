\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- recipes: the kinds of queries in test/examples/recipes over a real survey of
-- two years (test/data/PROVENANCE.md), against the plain SQL formula; the recipes
-- and their results are run by test/check.sh
--
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';

-- Silent leavers as detractors (golden N09): nobody is counted who is still
-- here and silent.
WITH clients(left_on, nps) AS (
  SELECT NULL::date, unnest('{3,7,8,9,10,10}'::int[]) UNION ALL
  SELECT '2025-02-01', NULL FROM generate_series(1, 9) UNION ALL
  SELECT NULL, NULL)
SELECT verdict(nps(counted), -46.666666666666664) AS nps, count(counted) AS answers
  FROM clients, LATERAL (SELECT CASE WHEN nps IS NULL AND left_on IS NOT NULL THEN 0 ELSE nps END) AS c(counted);
SELECT verdict(nps(sum(scores) + tally_counted(0, leavers)), -46.666666666666664) AS from_a_rollup FROM (VALUES ('{3:1,7:1,8:1}'::tally, 4), ('{9:1,10:2}', 5)) AS daily(scores, leavers);

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
-- Ratings as labels, where no answer is a word, give the published percentage.
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
