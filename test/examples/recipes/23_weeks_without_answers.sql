-- Every week from the first answer to the last.  A week without answers has a
-- count of 0 and a NULL score.
SELECT week::date, count(nps) AS answers, round(nps(nps)) AS nps, round(nps(sum(tally(nps)) OVER (ORDER BY week ROWS 3 PRECEDING))) AS of_four_weeks
FROM (SELECT date_trunc('week', min(answered_at) AT TIME ZONE 'UTC') AS first, max(answered_at) AT TIME ZONE 'UTC' AS last FROM asked) AS range,
     generate_series(first, last, '1 week') AS week
     LEFT JOIN asked ON date_trunc('week', answered_at AT TIME ZONE 'UTC') = week
GROUP BY week ORDER BY week;
