-- Do two answers go together?  PostgreSQL's corr() and regr_slope(), of rows
-- with both.
SELECT year, round(corr(score, csat)::numeric, 2) AS nps_and_csat, round(corr(score, effort)::numeric, 2) AS nps_and_effort, regr_count(score, csat) AS answers
FROM answers GROUP BY year ORDER BY year;
