-- Standards met, weighted, by branch, and stars: one for every 20%.  Standards
-- that did not apply are NULL and not counted.
SELECT branch, round(met::numeric, 1) AS met, repeat('*', ceil(met / 20)::int) AS stars
FROM (SELECT branch, rate(tally_weighted(met::int, weight)) AS met
      FROM (VALUES ('north', 'answers within a day', true, 3.0), ('north', 'clean', true, 1), ('north', 'on time', false, 2),
                   ('south', 'answers within a day', false, 3), ('south', 'clean', true, 1), ('south', 'on time', NULL, 2)) AS v(branch, standard, met, weight)
      GROUP BY branch) AS b
ORDER BY branch;
