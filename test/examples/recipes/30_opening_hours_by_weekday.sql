-- Waiting time if opening hours differ by weekday: Monday to Thursday 8 to 18,
-- Friday 8 to 14, without holidays.  Each kind of day takes one call.
SELECT id, contact_at AT TIME ZONE 'Europe/Berlin' AS contact_at, answered_at - contact_at AS by_the_clock,
       business_time(contact_at, answered_at, '08:00', '18:00', 'Europe/Berlin', '{1,2,3,4}', holidays) +
       business_time(contact_at, answered_at, '08:00', '14:00', 'Europe/Berlin', '{5}', holidays) AS open_hours
FROM asked, (SELECT '{2025-01-01,2025-04-18}'::date[] AS holidays) AS calendar
WHERE answered_at - contact_at > '1 hour' ORDER BY id;
