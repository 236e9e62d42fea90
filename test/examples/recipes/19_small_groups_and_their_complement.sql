-- Groups of fewer than 30 answers are hidden.  A single hidden group would
-- follow from the total and the others, so the next smallest is hidden with it.
SELECT lang::text AS language, tally_count(scores) AS answers,
       CASE WHEN NOT hidden THEN round(nps(scores)) END AS nps
FROM (SELECT lang, scores,
             tally_count(scores) < 30 OR
             row_number() OVER (ORDER BY tally_count(scores), lang) = 2 AND count(*) FILTER (WHERE tally_count(scores) < 30) OVER () = 1 AS hidden
      FROM (SELECT lang, tally(score) AS scores FROM answers WHERE year = 2018 GROUP BY lang) AS languages) AS l
UNION ALL
SELECT 'all', count(score), round(nps(score)) FROM answers WHERE year = 2018
ORDER BY language;
