-- Did it not get worse?  "Not significant" is no answer, because with few answers
-- nothing is significant.  Choose the loss that would not matter, here 10 points,
-- and see whether the 90% limits exclude a larger one (non-inferiority, at a
-- level of 0.05).  If they also exclude a larger gain, the scores are equivalent.
SELECT barea, round(difference) AS change, round(low) AS low, round(high) AS high,
       CASE WHEN low > -10 AND high < 10 THEN 'equivalent'
            WHEN low > -10 THEN 'not worse'
            WHEN high < -10 THEN 'worse'
            ELSE 'not known' END AS verdict
FROM (SELECT barea, tally(score) FILTER (WHERE year = 2017) AS before, tally(score) FILTER (WHERE year = 2018) AS now
      FROM answers WHERE barea IS NOT NULL GROUP BY barea) AS areas,
     nps_test(now, before, 0.90)
ORDER BY barea;
