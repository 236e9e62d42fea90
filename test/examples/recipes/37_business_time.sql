-- Waiting time in business hours: from 9:00 to 17:00 on Monday to Friday, and
-- without the holiday.  The ticket without an answer waits until now, here a
-- fixed time.
CREATE TEMP TABLE tickets (opened timestamptz, answered timestamptz);
INSERT INTO tickets VALUES ('2025-05-02 16:30 Europe/Berlin', '2025-05-05 09:45 Europe/Berlin'),
  ('2025-05-02 11:00 Europe/Berlin', '2025-05-05 11:00 Europe/Berlin'), ('2025-05-05 08:00 Europe/Berlin', NULL);

SELECT opened AT TIME ZONE 'Europe/Berlin' AS opened, wait, wait <= '8 h' AS within_a_working_day
FROM tickets,
     LATERAL (SELECT coalesce(answered, '2025-05-06 09:20 Europe/Berlin') AS until) AS u,
     business_time(opened, until, time_zone => 'Europe/Berlin', holidays => '{2025-05-06}') AS wait
ORDER BY opened;

SELECT round(service_level(business_time(opened, coalesce(answered, now()), time_zone => 'Europe/Berlin'), '8 h')::numeric, 1) AS service_level
FROM tickets;
