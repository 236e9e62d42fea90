-- Each quarter with the one before.  Quarters without answers have no row, so
-- the quarter that was compared is shown.
SELECT quarter::date, tally_count(scores) AS answers, round(nps(scores)) AS nps,
       (lag(quarter) OVER quarters)::date AS compared_with, round(nps(scores) - nps(lag(scores) OVER quarters)) AS change
FROM (SELECT date_trunc('quarter', answered_at AT TIME ZONE 'UTC') AS quarter, tally(nps) AS scores
      FROM asked WHERE nps IS NOT NULL GROUP BY 1) AS q
WINDOW quarters AS (ORDER BY quarter) ORDER BY quarter;
