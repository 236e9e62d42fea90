-- Native questions for Metabase.  {{created}} is a field filter on the time, and
-- [[AND team = {{team}}]] is left out while the filter is empty; what Metabase
-- then sends stands here.
CREATE TEMP VIEW responses AS SELECT interview_date AS created_at, barea AS team, score FROM answers;

-- SELECT ... WHERE {{created}} [[AND team = {{team}}]] GROUP BY 1 ORDER BY 1
SELECT date_trunc('year', created_at)::date AS year, count(score) AS answers,
       round(nps(score)::numeric, 2) AS nps
FROM responses
WHERE created_at >= '2017-01-01' AND team = 'A'
GROUP BY 1
ORDER BY 1;

-- The trap: a question saved as a model, whose scores the query builder then
-- averages, is no score of all.  Give such a model the tally and no score, or
-- its three counts.
SELECT round(avg(nps)::numeric, 2) AS average_of_the_model
FROM (SELECT date_trunc('day', created_at) AS day, team, nps(score) AS nps FROM responses GROUP BY 1, 2) AS model;
SELECT round(nps_from_counts(sum(promoters), sum(passives), sum(detractors))::numeric, 2) AS from_sums
FROM (SELECT date_trunc('day', created_at) AS day, team, nps_promoters(tally(score)) AS promoters,
             nps_passives(tally(score)) AS passives, nps_detractors(tally(score)) AS detractors
      FROM responses
      GROUP BY 1, 2) AS model;
SELECT round(nps(score)::numeric, 2) AS nps FROM responses;
