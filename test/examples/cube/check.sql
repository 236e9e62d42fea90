-- What check.js must print
SELECT 'rows', year, nps(score), nps(score) FILTER (WHERE barea = 'A'), count(score), count(*) FROM answers GROUP BY year ORDER BY year;
SELECT 'areas', barea, nps(score), nps_low(tally(score)) FROM answers GROUP BY barea ORDER BY barea;
SELECT 'total', nps(score) FROM answers;
