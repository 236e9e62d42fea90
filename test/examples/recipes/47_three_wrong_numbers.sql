-- What formulas written by hand return for the table as it was published, where
-- 11 means "no answer": integer division, people without an answer in the
-- denominator, and the code counted as a promoter.
SELECT 100 * (promoters / all_rows - detractors / all_rows) AS integer_division,
       round(100.0 * (promoters - detractors) / all_rows, 2) AS rows_without_an_answer,
       round(100.0 * (promoters_and_11 - detractors) / all_rows, 2) AS code_as_promoter,
       round(nps::numeric, 2) AS nps
FROM (SELECT count(*) FILTER (WHERE netpro IN (9, 10)) AS promoters, count(*) FILTER (WHERE netpro <= 6) AS detractors,
             count(*) FILTER (WHERE netpro >= 9) AS promoters_and_11, count(*) AS all_rows, nps(nullif(netpro, 11))
      FROM survey WHERE year = 2018) AS counts;
