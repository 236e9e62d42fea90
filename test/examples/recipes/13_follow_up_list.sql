-- Follow-up list: known detractors, by their latest answer, whom nobody has
-- contacted, the lowest score first.
SELECT respondent, branch, nps, csat, answered_at::date
FROM (SELECT DISTINCT ON (respondent) *
      FROM asked WHERE respondent IS NOT NULL AND nps IS NOT NULL
      ORDER BY respondent, answered_at DESC) AS latest
WHERE nps_category(nps) = 'detractor' AND followed_up_at IS NULL
ORDER BY nps, answered_at;
