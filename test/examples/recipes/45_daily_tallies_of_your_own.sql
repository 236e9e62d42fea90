-- A table of daily tallies that you fill yourself costs writers nothing.  The
-- last days are counted again each time, so late answers are not lost; a BRIN
-- index on the time column finds them.  If a dimension can be NULL, use UNIQUE
-- NULLS NOT DISTINCT (PostgreSQL 15) instead of a primary key.
CREATE TEMP TABLE daily (day date, branch text, scores tally NOT NULL, PRIMARY KEY (day, branch));

INSERT INTO daily
SELECT (answered_at AT TIME ZONE 'UTC')::date, branch, tally(nps)
FROM asked
WHERE nps IS NOT NULL AND answered_at >= '2025-01-01'
GROUP BY 1, 2
ON CONFLICT (day, branch) DO UPDATE SET scores = excluded.scores;

SELECT date_trunc('month', day::timestamp)::date AS month, nps(sum(scores)), tally_count(sum(scores)) AS answers
FROM daily GROUP BY 1 ORDER BY 1;
