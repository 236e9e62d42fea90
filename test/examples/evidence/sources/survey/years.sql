SELECT year::text AS year, (s).answers, (s).score AS nps, (s).low, (s).high
FROM (SELECT year, nps_summary(tally(score)) AS s FROM answers GROUP BY year) AS years
ORDER BY year
