-- Did a day move, or is it noise?  CSAT by day of 2018 on a control chart.
-- Days differ by more than sampling error, because a day is not a sample of all
-- travelers.  sigma_z, the mean moving range of the z values divided by 1.128,
-- widens the limits accordingly (Laney 2002).  Days with fewer than 50
-- answers are left out.
WITH days AS (
  SELECT interview_date AS day, tally(csat) AS t FROM answers
  WHERE year = 2018 GROUP BY interview_date HAVING count(csat) >= 50
), charted AS (
  SELECT day, t, sum(t) OVER () AS all_days, csat_control(t, sum(t) OVER ()) AS c FROM days
), laney AS (
  SELECT avg(abs(z - before)) / 1.128 AS sigma_z
  FROM (SELECT z, lag(z) OVER (ORDER BY day) AS before
        FROM (SELECT day, csat_control(t, all_days, 1) AS c1 FROM charted) AS one,
             LATERAL (SELECT ((c1).score - (c1).center) /
                             nullif((c1).high - (c1).center, 0)) AS s(z)) AS moving
)
SELECT day, tally_count(t) AS answers, round((c).score) AS csat, round((c).center) AS center,
       (c).outside, round(sigma_z::numeric, 2) AS sigma_z,
       round((w).low) AS low, round((w).high) AS high, (w).outside AS outside_laney
FROM charted, laney, LATERAL (SELECT csat_control(t, all_days, sigma_z => sigma_z) AS w) AS wide
ORDER BY day;
