-- Retention, spend, repeat orders and products per customer, by group.
CREATE TEMP TABLE customers_2025 (customer text, nps int, left_on date, spent numeric, orders int, products int);
INSERT INTO customers_2025 VALUES
  ('Ada', 10, NULL, 900, 6, 3), ('Ben', 9, NULL, 700, 4, 2), ('Cleo', 9, '2025-11-02', 250, 2, 1), ('Dan', 8, NULL, 420, 3, 2),
  ('Eve', 7, NULL, 300, 1, 1), ('Finn', 6, '2025-04-20', 80, 1, 1), ('Gia', 3, '2025-06-11', 120, 2, 1), ('Hal', 0, NULL, 200, 1, 1);
SELECT nps_category(nps) AS category, count(*) AS customers, round(rate(left_on IS NULL)) AS retention,
       round(avg(spent)) AS spend, round(rate(orders > 1)) AS repeat_orders, round(avg(products), 1) AS products
FROM customers_2025 GROUP BY 1 ORDER BY min(nps) DESC;
