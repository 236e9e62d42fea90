-- Two tables for these recipes: who was invited, when and how, with the answers;
-- and who the customers are.  A respondent who is NULL is anonymous.
CREATE TABLE asked (
  id             integer PRIMARY KEY,
  respondent     text,
  role           text,         -- buys: customer, works with it: user
  branch         text,
  channel        text,
  contact_at     timestamptz,  -- what the survey asks about
  answered_at    timestamptz,
  nps            integer,
  csat           integer,
  followed_up_at timestamptz
);
INSERT INTO asked VALUES
  ( 1, 'Ada',  'customer', 'north', 'mail', '2025-01-07 10:00+00', '2025-01-07 10:05+00',   10,    5, NULL),
  ( 2, 'Ben',  'user',     'north', 'app',  '2025-01-08 09:00+00', '2025-01-08 09:10+00',    3,    2, '2025-01-08 15:00+00'),
  ( 3, 'Cleo', 'user',     'south', 'mail', '2025-01-09 12:00+00', NULL,                  NULL, NULL, NULL),
  ( 4, NULL,   'user',     'south', 'app',  '2025-01-15 08:00+00', '2025-01-15 08:02+00',    9,    4, NULL),
  ( 5, NULL,   'user',     'south', 'app',  '2025-01-16 08:00+00', '2025-01-17 20:00+00',    6,    4, NULL),
  ( 6, 'Dan',  'customer', 'west',  'mail', '2025-01-20 14:00+00', '2025-01-20 14:15+00',    8,    4, NULL),
  ( 7, 'Ben',  'user',     'north', 'app',  '2025-03-03 09:00+00', '2025-03-03 09:30+00',    7,    3, NULL),
  ( 8, 'Ada',  'customer', 'north', 'mail', '2025-03-04 10:00+00', '2025-03-06 18:00+00',    9, NULL, NULL),
  ( 9, 'Eve',  'customer', 'west',  'mail', '2025-03-05 11:00+00', '2025-03-05 11:05+00',    2,    1, '2025-03-08 09:00+00'),
  (10, 'Finn', 'user',     'south', 'mail', '2025-03-10 11:00+00', NULL,                  NULL, NULL, NULL),
  (11, 'Dan',  'customer', 'west',  'mail', '2025-03-20 14:00+00', '2025-03-21 09:00+00',    5,    3, NULL),
  (12, NULL,   'user',     'north', 'app',  '2025-03-21 16:00+00', '2025-03-21 16:01+00',   10,    5, NULL),
  (13, 'Cleo', 'user',     'south', 'app',  '2025-04-01 12:00+00', '2025-04-01 12:04+00',    9,    4, NULL),
  (14, 'Ben',  'user',     'north', 'app',  '2025-04-02 09:00+00', '2025-04-02 09:12+00',    9,    5, NULL);

CREATE TABLE clients (name text, left_on date, nps integer);
INSERT INTO clients
SELECT 'answered ' || score, NULL::date, score FROM unnest('{3,7,8,9,10,10}'::integer[]) AS score
UNION ALL
SELECT 'silent leaver ' || i, '2025-02-01', NULL FROM generate_series(1, 9) AS i
UNION ALL
SELECT 'silent, still here', NULL, NULL;
