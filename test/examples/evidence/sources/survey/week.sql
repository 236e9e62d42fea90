SELECT interview_date AS day, tally_count(week) AS answers, nps(week) AS nps,
       nps_low(week) AS low, nps_high(week) AS high
FROM (SELECT interview_date,
             sum(tally(score)) OVER (ORDER BY interview_date
               RANGE BETWEEN '6 days' PRECEDING AND CURRENT ROW) AS week
      FROM answers
      WHERE year = 2018
      GROUP BY interview_date) AS days
ORDER BY day
