-- Closed loop: the per cent of known detractors with whom somebody spoke within
-- 24 hours, as far as these are over. Without `coalesce` the ones that nobody
-- called would not count.
SELECT round(rate(coalesce(followed_up_at - answered_at <= '24 hours', false))) AS closed_in_time,
       count(*) AS detractors
FROM asked
WHERE nps_category(nps) = 'detractor' AND respondent IS NOT NULL
  AND answered_at < now() - interval '24 hours';
