-- Closed loop: the percentage of known detractors whom somebody contacted within
-- 24 hours, if these are over.  Without `coalesce`, those whom nobody contacted
-- would not count.
SELECT round(rate(coalesce(followed_up_at - answered_at <= '24 hours', false))) AS closed_in_time,
       count(*) AS detractors
FROM asked
WHERE nps_category(nps) = 'detractor' AND respondent IS NOT NULL
  AND answered_at < now() - interval '24 hours';
