-- Is there a trend?  Four quarters, with the number satisfied out of 80 each.
CREATE TEMP TABLE quarters AS
SELECT quarter, csat_tally(satisfied, 80) AS t
FROM (VALUES (1, 40), (2, 45), (3, 52), (4, 60)) AS v(quarter, satisfied);
SELECT round((trend).slope::numeric, 1) AS points_a_quarter, round((trend).stderr::numeric, 1) AS stderr,
       round((trend).p_value::numeric, 4) AS p
FROM (SELECT csat_trend(t ORDER BY quarter) AS trend FROM quarters) AS q;
-- From rows, by month; the period as a number leaves gaps where months are missing.
SELECT round((nps_trend(t, month)).slope::numeric, 2) AS points_a_month
FROM (SELECT 12 * (year - 2017) + extract(month FROM interview_date) AS month, tally(score) AS t
      FROM answers GROUP BY 1) AS m;
-- A series of any numbers, as of a score somebody else computed
SELECT (m).s, round((m).statistic::numeric, 2) AS z, round((m).p_value::numeric, 3) AS p
FROM (SELECT mann_kendall(score ORDER BY quarter) AS m
      FROM (VALUES (1, 31), (2, 28), (3, 35), (4, 36), (5, 33), (6, 40), (7, 42), (8, 41)) AS v(quarter, score)) AS s;
