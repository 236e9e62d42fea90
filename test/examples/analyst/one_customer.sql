-- How much the answers of each customer vary, and how many there are.
SELECT customer, tally_count(t) AS answers, tally_min(t) AS lowest, tally_max(t) AS highest, round(tally_stddev(t)::numeric, 1) AS spread
FROM (SELECT customer, tally(nps) AS t
      FROM (VALUES ('Ada', 9), ('Ada', 10), ('Ada', 9), ('Ben', 2), ('Ben', 9), ('Ben', 6), ('Cleo', 7)) AS v(customer, nps) GROUP BY customer) AS c
ORDER BY spread DESC NULLS LAST;
