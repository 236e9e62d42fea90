-- Customers who left and came back: a gap of up to 30 days is not churn, and
-- came_back is the percentage of leavers who came back within half a year.
CREATE TEMP TABLE stays (customer text, joined date, left_on date);
INSERT INTO stays VALUES
  ('Ada', '2024-01-10', NULL),
  ('Ben', '2024-01-15', '2024-03-31'), ('Ben', '2024-04-10', NULL),
  ('Cleo', '2024-02-01', '2024-05-20'), ('Cleo', '2024-09-01', NULL),
  ('Dan', '2024-02-10', '2024-06-30'),
  ('Eve', '2024-03-01', '2024-04-15'), ('Eve', '2024-12-24', NULL);

WITH gaps AS (
  SELECT *, lead(joined) OVER (PARTITION BY customer ORDER BY joined) AS next_joined FROM stays
), leavers AS (
  SELECT * FROM gaps WHERE left_on IS NOT NULL AND (next_joined IS NULL OR next_joined - left_on > 30)
)
SELECT count(*) AS left, count(next_joined) AS came_back_later,
       round(rate(next_joined IS NOT NULL AND next_joined <= left_on + interval '6 months')::numeric, 1) AS within_half_a_year
FROM leavers;
