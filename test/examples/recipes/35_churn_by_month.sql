-- Churn and retention by month.  A month includes its first day and ends just
-- before its last argument; Eve and Finn, who joined in January, count neither
-- as customers at its start nor as those who left.
CREATE TEMP TABLE customers (name text, joined date, left_on date);
INSERT INTO customers VALUES
  ('Ada', '2023-05-01', NULL),         ('Ben', '2023-06-11', '2024-01-20'),
  ('Cleo', '2023-09-30', NULL),        ('Dan', '2023-12-31', '2024-02-02'),
  ('Eve', '2024-01-01', '2024-01-15'), ('Finn', '2024-01-07', NULL);

SELECT month::date,
       churn_rate(joined, left_on, month::date, (month + '1 month')::date)     AS churn,
       retention_rate(joined, left_on, month::date, (month + '1 month')::date) AS retention
FROM customers, generate_series(timestamp '2024-01-01', '2024-03-01', '1 month') AS month
GROUP BY month ORDER BY month;
