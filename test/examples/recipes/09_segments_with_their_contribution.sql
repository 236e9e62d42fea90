-- Segments with their contribution: the points that each adds to the overall
-- score.  The contributions add up to it.
SELECT branch, tally_count(scores) AS answers, round(nps(scores)) AS nps,
       round(nps_contribution(scores, sum(scores) OVER ())::numeric, 1) AS contribution
FROM (SELECT branch, tally(nps) AS scores FROM asked GROUP BY branch) AS b
ORDER BY contribution DESC;
