-- Native questions for Metabase.  {{created}} is a field filter on the time, and
-- [[AND {{team}}]] is left out while the filter is empty.  collections/ is an
-- export of them and their dashboard, for Metabase's import of serialized items;
-- what it sends for them is run here.
CREATE TEMP VIEW responses AS SELECT interview_date::timestamp AS answered_at, barea AS team, score FROM answers;
SET extra_float_digits = -11;

\set questions `cat test/examples/metabase/collections/main/satisfaction/customer_satisfaction/*.yaml`
SELECT replace(replace(question[1], '{{created}}', $$answered_at >= '2018-01-01'$$), '[[AND {{team}}]]', $$AND team IN ('A', 'B')$$)
FROM regexp_matches(:'questions', 'native: \|-(.*?)template-tags', 'g') AS question
\gexec

-- The trap: a question saved as a model, whose scores the query builder then
-- averages, is no score of all.  Give such a model the tally and no score, or
-- its three counts.
SELECT round(avg(nps)::numeric, 2) AS average_of_the_model
FROM (SELECT date_trunc('day', answered_at) AS day, team, nps(score) AS nps FROM responses GROUP BY 1, 2) AS model;
SELECT round(nps(nps_tally(sum(promoters), sum(passives), sum(detractors)))::numeric, 2) AS from_sums
FROM (SELECT date_trunc('day', answered_at) AS day, team, nps_promoters(tally(score)) AS promoters,
             nps_passives(tally(score)) AS passives, nps_detractors(tally(score)) AS detractors
      FROM responses
      GROUP BY 1, 2) AS model;
SELECT round(nps(score)::numeric, 2) AS nps FROM responses;
