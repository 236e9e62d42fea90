-- Post-stratification weights from known sizes: each group's answers get the
-- weight known share / share of the answers.  (These passengers of the boarding
-- areas are invented.)
WITH known (barea, passengers) AS (VALUES ('A', 5000), ('B', 9000), ('C', 4000), ('D', 7000), ('E', 6000), ('F', 14000), ('G', 8000)),
weights AS (
  SELECT barea, passengers::numeric / sum(passengers) OVER () / (answers / sum(answers) OVER ()) AS weight
  FROM known JOIN (SELECT barea, count(score)::numeric AS answers FROM answers WHERE year = 2018 GROUP BY barea) AS a USING (barea)
)
SELECT round(nps(score)::numeric, 1) AS as_answered, round(nps(tally_weighted(score, w.weight::float8))::numeric, 1) AS weighted,
       round(tally_effective_count(tally_weighted(score, w.weight::float8))) AS effective_answers, count(score) AS answers
FROM answers JOIN weights AS w USING (barea) WHERE year = 2018;
