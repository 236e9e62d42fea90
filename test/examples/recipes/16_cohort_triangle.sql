-- Cohort triangle: the percentage of those who joined in a month and are still
-- there some months later; NULL until all of them could have been there that long.
CREATE TEMP TABLE subscribers AS
SELECT date '2024-10-01' + i * 7 % 180 AS joined,
       CASE WHEN i % 3 = 0 THEN date '2024-10-01' + i * 7 % 180 + 5 + i * 11 % 200 END AS left_on
FROM generate_series(1, 300) AS i;

SELECT cohort::date, count(*) FILTER (WHERE age = 1) AS customers,
       round(rate(stays) FILTER (WHERE age = 1)::numeric, 1) AS month_1,
       round(rate(stays) FILTER (WHERE age = 2)::numeric, 1) AS month_2,
       round(rate(stays) FILTER (WHERE age = 3)::numeric, 1) AS month_3,
       round(rate(stays) FILTER (WHERE age = 4)::numeric, 1) AS month_4
FROM subscribers, generate_series(1, 4) AS age,
     LATERAL (SELECT date_trunc('month', joined::timestamp) AS cohort) AS c,
     LATERAL (SELECT CASE WHEN cohort + (age + 1) * interval '1 month' <= '2025-04-01'
                          THEN left_on IS NULL OR left_on > joined + age * interval '1 month' END AS stays) AS s
GROUP BY cohort ORDER BY cohort;
