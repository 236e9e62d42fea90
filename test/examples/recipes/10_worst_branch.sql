-- Worst branch, and how far apart the branches are, without those that have few
-- answers.
SELECT (array_agg(branch ORDER BY csat(scores), branch))[1] AS worst,
       round(min(csat(scores))) AS lowest, round(max(csat(scores))) AS highest,
       round(max(csat(scores)) - min(csat(scores))) AS spread
FROM (SELECT branch, tally(csat) AS scores FROM asked GROUP BY branch) AS b
WHERE tally_count(scores) >= 3;
