-- A health score of your own: points by CASE, classes by their sum, and the
-- percentage of customers at risk by branch.
SELECT branch, count(*) AS customers, round(rate(points < 2)) AS at_risk, round(avg(points), 2) AS mean_points
FROM (SELECT branch, respondent,
             CASE nps_category((array_agg(nps ORDER BY answered_at DESC) FILTER (WHERE nps IS NOT NULL))[1]) WHEN 'promoter' THEN 2 WHEN 'passive' THEN 1 ELSE 0 END +
             CASE WHEN rate(answered_at IS NOT NULL) >= 50 THEN 1 ELSE 0 END +
             CASE WHEN bool_or(csat <= 2 AND followed_up_at IS NULL) THEN -1 ELSE 0 END AS points
      FROM asked WHERE respondent IS NOT NULL GROUP BY branch, respondent) AS customers
GROUP BY branch ORDER BY branch;
