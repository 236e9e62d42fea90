-- Monthly trend, with the change since the month before.  A month without
-- answers has a row, too.
SELECT month, tally_count(scores) AS answers, round(nps(scores)) AS nps,
       round(nps(scores) - nps(lag(scores) OVER (ORDER BY month))) AS change
FROM (SELECT month::date, tally(nps) AS scores
      FROM generate_series(timestamp '2025-01-01', '2025-04-01', '1 month') AS month
      LEFT JOIN asked ON answered_at >= month AND answered_at < month + '1 month'
      GROUP BY month) AS monthly
ORDER BY month;
