-- Metrics for Superset: "Custom SQL" of a chart, or saved in the dataset.  What
-- Superset sends around them is here; a metric is computed anew for every
-- grouping, so it is right in all of them.  There is no exported dashboard, for
-- nothing in npm or Debian could check one.
CREATE TEMP VIEW responses AS SELECT interview_date AS answered_at, barea AS team, score FROM answers;

-- Metrics: nps(score), count(score), nps(score) FILTER (WHERE team = 'A')
SELECT DATE_TRUNC('year', answered_at)::date AS __timestamp, round(nps(score)::numeric, 2) AS "NPS",
       count(score) AS "Answers", round((nps(score) FILTER (WHERE team = 'A'))::numeric, 2) AS "NPS, A"
FROM responses
GROUP BY DATE_TRUNC('year', answered_at)
ORDER BY 1;

-- A virtual dataset keeps rows, or tallies: sum() of a tally is a metric, too.
SELECT team, round(nps(sum(scores))::numeric, 2) AS "NPS"
FROM (SELECT answered_at, team, tally(score) AS scores FROM responses GROUP BY 1, 2) AS virtual_table
GROUP BY team
ORDER BY "NPS" DESC
LIMIT 3;
