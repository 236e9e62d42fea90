-- Whom to ask today: those who signed up a week ago, or whose case was closed or
-- delivery arrived since yesterday, but nobody who was asked in the last 30 days.
CREATE TEMP TABLE contacts (customer text, signed_up date, last_asked date, last_event text, event_on date);
INSERT INTO contacts VALUES
  ('Ada', '2025-05-25', NULL, NULL, NULL), ('Ben', '2025-01-02', '2025-05-20', 'case closed', '2025-05-31'), ('Cleo', '2024-03-01', '2025-02-01', 'case closed', '2025-05-31'),
  ('Dan', '2025-05-30', NULL, 'delivered', '2025-05-31'), ('Eve', '2025-04-01', '2025-04-08', NULL, NULL);
SELECT customer, CASE WHEN event_on >= today - 1 THEN last_event ELSE 'signed up' END AS because, today - signed_up AS days_here
FROM contacts, (SELECT date '2025-06-01') AS t(today)
WHERE (today - signed_up = 7 OR event_on >= today - 1) AND coalesce(last_asked <= today - 30, true)
ORDER BY customer;
-- Score by sign-up age
SELECT width_bucket(days, '{0,30,180}') AS age, (ARRAY['first month', 'first half year', 'later'])[width_bucket(days, '{0,30,180}')] AS signed_up, round(nps(score)) AS nps, count(score) AS answers
FROM (VALUES (3, 9), (12, 10), (25, 6), (40, 8), (90, 9), (150, 3), (300, 10), (700, 9), (900, 9)) AS v(days, score) GROUP BY 1 ORDER BY 1;
