-- Where customers stand, by their latest answers, with the usual rules and with
-- rules of one's own: dissatisfied up to 3, satisfied from 5, detractor up to 6,
-- promoter from 9, two bad answers in a row.
CREATE TEMP TABLE surveys (customer text, answered_at date, csat integer, nps integer);
INSERT INTO surveys VALUES
  ('Ada', '2025-01-10', 5, 10),  ('Ada', '2025-02-10', 4, 9),
  ('Ben', '2025-01-11', 4, 8),   ('Ben', '2025-01-30', 2, NULL), ('Ben', '2025-02-20', 1, 4),
  ('Ben', '2025-03-01', NULL, NULL), ('Ben', '2025-03-21', 2, NULL),
  ('Cleo', '2025-02-01', 2, 7),  ('Dan', '2025-02-03', 3, 8),    ('Eve', '2025-02-04', NULL, NULL);

SELECT customer, customer_standing(csat, nps ORDER BY answered_at),
       customer_standing(csat, nps, 3, 5, 6, 9, 2 ORDER BY answered_at) AS stricter,
       trailing_run(csat <= 2 ORDER BY answered_at) AS bad_answers_in_a_row
FROM surveys GROUP BY customer ORDER BY customer;

-- After every survey of one customer
SELECT answered_at, customer_standing(csat, nps) OVER (ORDER BY answered_at)
FROM surveys WHERE customer = 'Ben' ORDER BY answered_at;
