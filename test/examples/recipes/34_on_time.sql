-- Delivered on time: a delivery that has not arrived has no answer yet, and
-- rate() does not count it unless coalesce() says what it is.
CREATE TEMP TABLE deliveries (depot text, promised date, arrived date);
INSERT INTO deliveries VALUES
  ('east', '2025-03-03', '2025-03-03'), ('east', '2025-03-04', '2025-03-06'), ('east', '2025-03-04', '2025-03-04'),
  ('east', '2025-03-05', NULL), ('west', '2025-03-04', '2025-03-03'), ('west', '2025-03-05', '2025-03-05');

SELECT depot, round(rate(arrived <= promised)::numeric, 1) AS on_time_of_the_arrived,
       rate(coalesce(arrived <= promised, false)) AS on_time_of_all,
       round((rate_interval(tally(coalesce(arrived <= promised, false)))).high) AS at_most
FROM deliveries GROUP BY depot ORDER BY depot;
