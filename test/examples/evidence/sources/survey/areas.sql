SELECT barea AS area, nps(before) AS nps_2017, nps(after) AS nps_2018,
       tally_count(after) AS answers, (moved).mix_effect, (moved).rate_effect
FROM (SELECT *, nps_shift(before, after, sum(before) OVER (), sum(after) OVER ()) AS moved
      FROM (SELECT barea, tally(score) FILTER (WHERE year = 2017) AS before,
                   tally(score) FILTER (WHERE year = 2018) AS after
            FROM answers
            GROUP BY barea) AS areas) AS shifts
ORDER BY (moved).mix_effect + (moved).rate_effect
