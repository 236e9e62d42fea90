-- Migration between groups, from each customer's first answer to the latest.
SELECT nps_category(scores[1]) AS first, nps_category(scores[cardinality(scores)]) AS latest,
       count(*) AS customers
FROM (SELECT respondent, array_agg(nps ORDER BY answered_at) AS scores
      FROM asked WHERE respondent IS NOT NULL AND nps IS NOT NULL GROUP BY respondent) AS s
WHERE cardinality(scores) > 1
GROUP BY 1, 2 ORDER BY 1, 2;
