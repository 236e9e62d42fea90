-- Against a target: is NPS above the target of 30 in each year?  The test is
-- one-sided, because the question is one-sided.
SELECT year, round(nps(t)::numeric, 1) AS nps, round(difference::numeric, 1) AS above,
       round(p_value::numeric, 4) AS p
FROM (SELECT year, tally(score) AS t FROM answers GROUP BY year) AS y,
     nps_target_test(t, 30, alternative => 'greater')
ORDER BY year;
