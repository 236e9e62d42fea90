-- What a new customer costs compared to keeping one, by quarter.
SELECT quarter, round(sum(cost) FILTER (WHERE purpose = 'win') / nullif(sum(customers) FILTER (WHERE purpose = 'win'), 0)) AS per_new,
       round(sum(cost) FILTER (WHERE purpose = 'keep') / nullif(sum(customers) FILTER (WHERE purpose = 'keep'), 0)) AS per_kept,
       round((sum(cost) FILTER (WHERE purpose = 'win') / nullif(sum(customers) FILTER (WHERE purpose = 'win'), 0)) /
             nullif(sum(cost) FILTER (WHERE purpose = 'keep') / nullif(sum(customers) FILTER (WHERE purpose = 'keep'), 0), 0), 1) AS times
FROM (VALUES ('2025-1', 'win', 12000.0, 60), ('2025-1', 'keep', 9000.0, 300), ('2025-2', 'win', 15000.0, 50), ('2025-2', 'keep', 9300.0, 310)) AS v(quarter, purpose, cost, customers)
GROUP BY quarter ORDER BY quarter;
