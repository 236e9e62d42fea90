-- Rolling trend over the last three months.  Tallies are added, since scores
-- cannot be averaged.
SELECT month, tally_count(last_three) AS answers, round(nps(last_three)) AS nps,
       round(nps_low(last_three)) AS low, round(nps_high(last_three)) AS high
FROM (SELECT month::date,
             sum(tally(nps)) OVER (ORDER BY month ROWS 2 PRECEDING) AS last_three
      FROM generate_series(timestamp '2025-01-01', '2025-04-01', '1 month') AS month
      LEFT JOIN asked ON answered_at >= month AND answered_at < month + '1 month'
      GROUP BY month) AS rolling
ORDER BY month;
