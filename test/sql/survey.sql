\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- survey: the tallied facts of a real survey, two years of the SFO Customer
-- Survey (test/data/PROVENANCE.md), from its raw rows with all their codes
--
\set ECHO none
\i test/data/survey.sql
\set ECHO all
\pset null NULL

SELECT year, count(*) AS interviews FROM survey GROUP BY year ORDER BY year;

-- Would you recommend: 11 means no answer, and one cell is empty.
SELECT year, tally(netpro) FROM survey GROUP BY year ORDER BY year;
SELECT nps(netpro) FROM survey WHERE year = 2017;
SELECT nps(netpro) FROM survey WHERE year = 2018;

-- The score as published and to the last digit: from the rows, both ways to
-- leave the code out; from daily tallies in a table; by parallel workers
CREATE TEMP TABLE published (year int, answers bigint, promoters bigint, passives bigint, detractors bigint, nps float8, weighted float8);
INSERT INTO published VALUES
  (2017, 2746, 1436, 968, 342, 39.839766933721776, 40.3984355117),
  (2018, 2650, 1268, 935, 447, 30.981132075471699, 35.1136321036);
CREATE TABLE survey_daily AS
  SELECT interview_date, barea, tally(netpro) FILTER (WHERE netpro <= 10) AS recommend, tally(nullif(q7all, 'Blank')::int) FILTER (WHERE q7all <> 'BLANK') AS overall
    FROM survey GROUP BY interview_date, barea;
SELECT year, verdict(from_rows, nps) AS from_rows, verdict(from_codes, nps) AS from_codes, verdict(from_days, nps) AS from_days,
       tally_count(days) = answers AND nps_promoters(days) = promoters AND nps_passives(days) = passives AND nps_detractors(days) = detractors AS counts
  FROM published
  JOIN (SELECT year, nps(netpro) FILTER (WHERE netpro BETWEEN 0 AND 10) AS from_rows, nps(nullif(netpro, 11)) AS from_codes FROM survey GROUP BY year) AS r USING (year)
  JOIN (SELECT extract(year FROM interview_date)::int AS year, nps(sum(recommend)) AS from_days, sum(recommend) AS days FROM survey_daily GROUP BY 1) AS d USING (year)
 ORDER BY year;
SELECT verdict(nps(sum(recommend)), 100.0 * (2704 - 789) / 5396) AS both_years,
       verdict(tally_share(sum(recommend), 9, 10), 100.0 * 2704 / 5396) AS promoters
  FROM survey_daily;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT is_parallel('SELECT year, nps(nullif(netpro, 11)) FROM survey GROUP BY year') AS parallel;
CREATE TEMP TABLE by_workers AS SELECT year, nps(nullif(netpro, 11)) AS by_workers FROM survey GROUP BY year;
SELECT year, verdict(by_workers, nps) AS by_workers FROM published JOIN by_workers USING (year) ORDER BY year;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;

-- The questionnaire in Chinese: a negative score
SELECT nps(netpro)::numeric(12,10), count(netpro) AS answers FROM survey WHERE year = 2017 AND lang = 3 AND netpro <> 11;

-- 2018 by boarding area and by peak, beside what was published; the areas'
-- contributions add up to the score.
SELECT barea, v.answers = tally_count(s.t) AS answers, verdict(nps(s.t), v.nps, 1e-9) AS nps,
       round(nps_contribution(s.t, sum(s.t) OVER ())::numeric, 3) AS contribution
  FROM (VALUES ('A', 661, 19.6671709531), ('B', 238, 33.1932773109), ('C', 189, 26.9841269841), ('D', 495, 38.3838383838),
               ('E', 157, 50.9554140127), ('F', 407, 35.8722358722), ('G', 503, 28.8270377734)) AS v(barea, answers, nps)
  FULL JOIN (SELECT barea, tally(netpro) AS t FROM survey WHERE year = 2018 AND netpro <> 11 GROUP BY barea) AS s USING (barea)
 ORDER BY barea;
SELECT peak, v.answers = tally_count(s.t) AS answers, verdict(nps(s.t), v.nps, 1e-9) AS nps
  FROM (VALUES (1, 563, 41.9182948490), (2, 1096, 33.7591240876), (3, 991, 21.6952573158)) AS v(peak, answers, nps)
  FULL JOIN (SELECT peak, tally(netpro) AS t FROM survey WHERE year = 2018 AND netpro <> 11 GROUP BY peak) AS s USING (peak)
 ORDER BY peak;
SELECT verdict(nps(netpro) FILTER (WHERE live = 1), 39.12037037, 1e-9) AS residents,
       verdict(nps(netpro) FILTER (WHERE live IN (2, 3)), 27.14285714, 1e-9) AS visitors
  FROM survey WHERE year = 2018 AND netpro <> 11;

-- The airport as a whole, 1 to 5, where no answer is a word
SELECT year, tally(score), tally_count(tally(score)) AS answers, csat(score)::numeric(9,6), csat_mean(tally(score))::numeric(9,6) AS mean
  FROM (SELECT year, CASE WHEN q7all ~ '^[1-5]$' THEN q7all::int END AS score FROM survey) AS s GROUP BY year ORDER BY year;
SELECT verdict(csat(sum(overall)), 100.0 * (1507 + 699 + 1428 + 631) / (2688 + 2625)) AS from_days FROM survey_daily;

-- Finding one's way and getting through security, 1 to 5 where 5 is easy; 0
-- and 6 are no answers.
SELECT year, question, tally, tally_count(tally) AS answers, ces_easy_share(tally, scale_max => 5, easy_from => 4)::numeric(9,6) AS easy,
       ces(tally, scale_max => 5)::numeric(9,6) AS mean, ces_net(tally, scale_max => 5, easy_from => 4)::numeric(9,6) AS net
  FROM (SELECT year, question, tally(score) FILTER (WHERE score BETWEEN 1 AND 5)
          FROM survey, LATERAL (VALUES ('find', q14find), ('passthru', q14passthru)) AS q(question, score) GROUP BY year, question) AS t
 ORDER BY question, year;
SELECT ces(q14find) FROM survey WHERE year = 2017;
SELECT ces_easy_share(tally(q14find), scale_max => 5, easy_from => 4) FROM survey WHERE year = 2018;

-- Weighted to all passengers, written with their weights
SELECT year, verdict(nps(t), weighted, 1e-11) AS weighted, tally_count(t) = answers AS answers
  FROM published
  JOIN (SELECT year, ('{' || string_agg(format('%s:%s(%s,%s)', netpro, n, w, w2), ',') || '}')::tally AS t
          FROM (SELECT year, netpro, count(*) AS n, sum(weight::numeric) AS w, sum(weight::numeric * weight::numeric) AS w2
                  FROM survey WHERE netpro <= 10 GROUP BY year, netpro) AS s GROUP BY year) AS w USING (year)
 ORDER BY year;

DROP TABLE survey, survey_daily;
