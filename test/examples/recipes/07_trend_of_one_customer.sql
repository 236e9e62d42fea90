-- One customer's trend, answer by answer.
SELECT answered_at::date, nps, nps - lag(nps) OVER story AS change,
       nps_category(nps), customer_standing(csat, nps) OVER story AS standing
FROM asked WHERE respondent = 'Ben' AND answered_at IS NOT NULL
WINDOW story AS (ORDER BY answered_at) ORDER BY answered_at;
