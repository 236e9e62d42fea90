-- The airport survey's dashboard.  Run test/data/survey.sql and answers.sql
-- first.  All is plain SQL but the lines that begin with a backslash, which
-- are psql's.

\pset footer off

\echo NPS, CSAT and CES by year.  The CES question has a scale of 1 to 5 here.
SELECT year,
       count(score)                                         AS answers,
       round(nps(score)::numeric, 1)                        AS nps,
       round(csat(csat)::numeric, 1)                        AS "csat %",
       round(csat_mean(tally(csat))::numeric, 2)            AS "csat mean",
       round(ces(tally(effort), scale_max => 5)::numeric, 2)  AS ces,
       round(ces_easy(tally(effort), scale_max => 5,
                      easy_from => 4)::numeric, 1)          AS "easy %"
FROM answers
GROUP BY year
ORDER BY year;

\echo NPS by boarding area and year, and what each area adds to the score of its year.
SELECT barea,
       round(nps(score) FILTER (WHERE year = 2017)::numeric, 1) AS "2017",
       round(nps(score) FILTER (WHERE year = 2018)::numeric, 1) AS "2018",
       round(nps_contribution(tally(score) FILTER (WHERE year = 2018),
             sum(tally(score) FILTER (WHERE year = 2018)) OVER ())::numeric, 1)
                                                                AS "adds to 2018"
FROM answers
GROUP BY barea
ORDER BY barea;

\echo How the answers of 2018 are spread.
\pset format unaligned
\pset tuples_only on
SELECT tally_chart(tally(score), 'nps') FROM answers WHERE year = 2018;
\pset tuples_only off
\pset format aligned

\echo
\echo NPS of 2018 day by day, and over the last seven days.
SELECT interview_date,
       sum(count(score)) OVER week                 AS "answers in 7 days",
       round(nps(tally(score))::numeric, 1)        AS "nps of the day",
       round(nps(sum(tally(score)) OVER week)::numeric, 1) AS "nps of 7 days"
FROM answers
WHERE year = 2018
GROUP BY interview_date
WINDOW week AS (ORDER BY interview_date
                RANGE BETWEEN '6 days' PRECEDING AND CURRENT ROW)
ORDER BY interview_date;

\echo The same NPS from a small table of daily tallies: scores cannot be averaged, tallies can be added.
CREATE TABLE daily AS
SELECT year, interview_date, barea, tally(score) AS scores
FROM answers
GROUP BY year, interview_date, barea;

SELECT year,
       count(*)         AS "stored tallies",
       nps(sum(scores)) AS "nps of stored tallies",
       (SELECT nps(score) FROM answers WHERE answers.year = daily.year)
                        AS "nps of raw answers"
FROM daily
GROUP BY year
ORDER BY year;

\echo And if the code 11, "no answer", were left in?
SELECT nps(netpro) FROM survey WHERE year = 2018;
