-- Are two answers related?  PostgreSQL's corr() and regr_slope() use the rows
-- that have both.
SELECT year, round(corr(score, csat)::numeric, 2) AS nps_and_csat, round(corr(score, effort)::numeric, 2) AS nps_and_effort, regr_count(score, csat) AS answers
FROM answers GROUP BY year ORDER BY year;
