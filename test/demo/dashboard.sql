-- The airport survey's dashboard for a terminal.  Run test/data/survey.sql and
-- answers.sql first.  All is plain SQL but the lines that begin with a
-- backslash, which are psql's; it prints each statement above its result.

\pset footer off
\set ECHO queries

\echo '\n=== How good is the airport, and how sure is that?  95 % limits of each score.\n'
SELECT year, (s).answers, round((s).score::numeric, 1) AS nps,
       round((s).low::numeric, 1) AS low, round((s).high::numeric, 1) AS high
FROM (SELECT year, nps_summary(tally(score)) AS s FROM answers GROUP BY year) AS years
ORDER BY year;

\echo '\n=== Did it change, or is that chance?  The test of the difference, 2018 minus 2017.\n'
SELECT metric, round((t).difference::numeric, 1) AS points,
       round((t).low::numeric, 1) AS low, round((t).high::numeric, 1) AS high,
       CASE WHEN (t).p_value < 0.001 THEN '< 0.001' ELSE round((t).p_value::numeric, 3)::text END AS p
FROM (SELECT nps_test(tally(score) FILTER (WHERE year = 2018), tally(score) FILTER (WHERE year = 2017)) AS nps,
             csat_test(tally(csat) FILTER (WHERE year = 2018), tally(csat) FILTER (WHERE year = 2017)) AS csat,
             csat_test(tally(effort) FILTER (WHERE year = 2018), tally(effort) FILTER (WHERE year = 2017)) AS effort
      FROM answers) AS tests,
     LATERAL (VALUES ('NPS', nps), ('satisfied', csat), ('found their way easily', effort)) AS test(metric, t);

\echo '\n=== What moved the score?  Each boarding area by its share of the answers (mix) and its own score (rate).\n'
SELECT barea, round(nps(before)::numeric, 1) AS "2017", round(nps(after)::numeric, 1) AS "2018",
       round((moved).mix_effect::numeric, 2) AS mix, round((moved).rate_effect::numeric, 2) AS rate
FROM (SELECT *, nps_shift(before, after, sum(before) OVER (), sum(after) OVER ()) AS moved
      FROM (SELECT barea, tally(score) FILTER (WHERE year = 2017) AS before,
                   tally(score) FILTER (WHERE year = 2018) AS after
            FROM answers
            GROUP BY barea) AS areas) AS shifts
ORDER BY (moved).mix_effect + (moved).rate_effect;

\echo '\n=== How are the answers of 2018 spread?\n'
\pset format unaligned
\pset tuples_only on
SELECT tally_chart(tally(score), 'nps') FROM answers WHERE year = 2018;
\pset tuples_only off
\pset format aligned

\echo '\n=== Seven days up to each day, as merged tallies: scores cannot be averaged, tallies can be added.\n'
SELECT interview_date AS day, tally_count(week) AS answers, round(nps(week)::numeric, 1) AS nps,
       round(nps_low(week)::numeric, 1) AS low, round(nps_high(week)::numeric, 1) AS high
FROM (SELECT interview_date,
             sum(tally(score)) OVER (ORDER BY interview_date
               RANGE BETWEEN '6 days' PRECEDING AND CURRENT ROW) AS week
      FROM answers
      WHERE year = 2018
      GROUP BY interview_date) AS days
ORDER BY interview_date DESC
LIMIT 7;

\echo '\n=== A rollup that keeps itself true: make it, change the answers, read it.\n'
SELECT rollup_create('survey', 'interview_date', '{nps:netpro}', '{barea}',
                     filter => 'netpro <= 10', name => 'recommend');
DELETE FROM survey WHERE respnum % 100 = 0;
UPDATE survey SET netpro = 9 WHERE respnum % 100 = 1 AND netpro <= 6;
SELECT year, "rows of the rollup", "nps of the rollup", "nps of the answers"
FROM (SELECT extract(year FROM period) AS year, count(*) AS "rows of the rollup",
             nps(sum(netpro)) AS "nps of the rollup"
      FROM recommend
      GROUP BY 1) AS rollup
     JOIN (SELECT year, nps(netpro) AS "nps of the answers"
           FROM survey
           WHERE netpro <= 10
           GROUP BY year) AS raw USING (year)
ORDER BY year;

\set ECHO none
