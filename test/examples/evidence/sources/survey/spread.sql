SELECT u.score::text AS score, nps_category(u.score) AS category, u.answers
FROM (SELECT tally(score) AS r FROM answers WHERE year = 2018) AS t, unnest(t.r) AS u
ORDER BY u.score
