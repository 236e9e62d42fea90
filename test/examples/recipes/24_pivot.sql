-- A score by two dimensions as a table: with FILTER, the columns are written
-- out; psql's \crosstabview makes them from the rows.
SELECT barea, round(nps(score) FILTER (WHERE year = 2017)) AS "2017", round(nps(score) FILTER (WHERE year = 2018)) AS "2018"
FROM answers WHERE barea IN ('A', 'B', 'C') GROUP BY barea ORDER BY barea;

SELECT barea, year, round(nps(score)) AS nps FROM answers WHERE barea IN ('A', 'B', 'C') GROUP BY barea, year ORDER BY barea, year
\crosstabview barea year nps
