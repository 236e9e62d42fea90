-- When to ask again: the first survey is due 7 days after signing up, the second
-- 30 days after the first, later ones 90 days after the latest, unless other
-- intervals are given.
SELECT survey_due('2025-01-31'::date, NULL, 0) AS first, survey_due('2025-01-31'::date, '2025-02-07', 1) AS second,
       survey_due('2024-06-01'::date, '2025-01-20', 4, then_every => '6 months') AS later;
