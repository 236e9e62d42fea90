\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- business_time: golden values, every argument, clock changes, negative spans,
-- the SQL that one would write by hand, wide spans, and every refusal
--
\pset null NULL
SET TimeZone = 'Europe/Berlin';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = postgres;

-- Golden Q6: Friday 16:30 to Monday 9:45; that Monday a holiday, to Tuesday
SELECT business_time('2025-05-02 16:30', '2025-05-05 09:45') AS over_a_weekend,
       business_time('2025-05-02 16:30', '2025-05-06 09:45', holidays => '{2025-05-05}') AS with_a_holiday,
       business_time(timestamp '2025-05-02 16:30', '2025-05-05 09:45') AS local,
       business_time(timestamp '2025-05-02 16:30', '2025-05-06 09:45', holidays => '{2025-05-05}') AS local_holiday;
-- Before, in, and after opening hours; both ends on one day; nothing at all
SELECT since, until, business_time(since, until)
  FROM (VALUES (timestamp '2025-05-05 07:00', timestamp '2025-05-05 08:59'), ('2025-05-05 07:00', '2025-05-05 09:00:01'), ('2025-05-05 10:00', '2025-05-05 11:30'), ('2025-05-05 16:59:59.5', '2025-05-06 09:00:00.25'),
               ('2025-05-05 17:00', '2025-05-06 09:00'), ('2025-05-03 10:00', '2025-05-04 16:00'), ('2025-05-05 10:00', '2025-05-05 10:00'), ('2025-05-05', '2025-05-12')) AS v(since, until);
-- Until before since is negative.
SELECT business_time('2025-05-05 09:45', '2025-05-02 16:30') AS zone, business_time(timestamp '2025-05-05 09:45', '2025-05-02 16:30') AS local,
       business_time('2025-03-31', '2025-03-29', '00:00', '24:00', days => '{6,7}') AS across_a_clock_change;
-- Other hours, days, all week; a day that is listed twice; none
SELECT business_time(timestamp '2025-05-05', '2025-05-12', '08:30', '18:00') AS longer, business_time(timestamp '2025-05-05', '2025-05-12', days => '{1,2,3,4,5,6}') AS saturday,
       business_time(timestamp '2025-05-05', '2025-05-12', '00:00', '24:00', days => '{1,2,3,4,5,6,7}') AS always, business_time(timestamp '2025-05-05', '2025-05-12', days => '{3,3,NULL,3}') AS wednesday,
       business_time(timestamp '2025-05-05', '2025-05-12', days => '{}') AS never, business_time('2025-05-05', '2025-05-12', days => '{}') AS never_in_a_zone;
-- Each day of the week by itself, before and after the year 2000
SELECT day, business_time(timestamp '2025-05-05', '2025-05-12', days => ARRAY[day]) AS one, business_time(timestamp '1969-05-05', '1969-05-05'::timestamp + day * interval '1 day', days => ARRAY[day]) AS to_its_end,
       business_time(timestamp '1969-05-05', '1969-05-05'::timestamp + (day - 1) * interval '1 day', days => ARRAY[day]) AS to_its_beginning
  FROM generate_series(1, 7) AS day;
-- Holidays: on a weekend, twice, NULL, without end, before and after 2000
SELECT business_time(timestamp '2025-05-05', '2025-05-12', holidays => '{2025-05-10}') AS weekend, business_time(timestamp '2025-05-05', '2025-05-12', holidays => '{2025-05-06,2025-05-06,2025-05-07,NULL}') AS twice,
       business_time(timestamp '2025-05-05', '2025-05-12', holidays => '{-infinity,2025-05-09,infinity}') AS infinite, business_time(timestamp '1999-12-27', '2000-01-10', holidays => '{2000-01-03,1999-12-31,1999-12-30}') AS around_2000,
       business_time(timestamp '2025-05-05', '2025-05-12', days => '{6}', holidays => '{2025-05-10}') AS all_of_them;
-- Optional arguments that are NULL take their defaults, required ones give NULL.
SELECT business_time(timestamp '2025-05-02 16:30', '2025-05-05 09:45', NULL, NULL, NULL, NULL, NULL) AS local, business_time('2025-05-02 16:30', '2025-05-05 09:45', NULL, NULL, NULL, NULL, NULL) AS zone,
       business_time(NULL, now()) AS no_since, business_time(now(), NULL) AS no_until, business_time(NULL::timestamp, NULL) AS neither, business_time(NULL, 'infinity', '17:00', '09:00') AS nothing_is_checked;

-- The zone is that of the session unless it is given.
SELECT business_time('2025-05-05 07:00+00', '2025-05-05 17:00+00') AS berlin, business_time('2025-05-05 07:00+00', '2025-05-05 17:00+00', time_zone => 'America/New_York') AS new_york,
       business_time('2025-05-05 07:00+00', '2025-05-05 17:00+00', time_zone => 'utc') AS utc, business_time('2025-05-05 07:00+00', '2025-05-05 17:00+00', time_zone => 'Asia/Kolkata') AS kolkata;
-- A day of 23 hours, one of 25; opening hours within the hour that is skipped
-- (02:00 to 03:00), or that comes twice
SELECT business_time('2025-03-30', '2025-03-31', '00:00', '24:00', days => '{7}') AS spring, business_time('2025-10-26', '2025-10-27', '00:00', '24:00', days => '{7}') AS autumn,
       business_time('2025-03-01', '2025-04-01', '00:00', '24:00', days => '{1,2,3,4,5,6,7}') AS march, business_time('2025-10-01', '2025-11-01', '00:00', '24:00', days => '{1,2,3,4,5,6,7}') AS october,
       business_time('2025-03-30', '2025-03-31', '02:15', '02:45', days => '{7}') AS skipped, business_time('2025-10-26', '2025-10-27', '02:15', '02:45', days => '{7}') AS twice;
-- A zone that skipped a whole day, which was a Friday
SELECT business_time('2011-12-29', '2012-01-01', '00:00', '24:00', 'Pacific/Apia', '{1,2,3,4,5,6,7}') = timestamptz '2012-01-01' - timestamptz '2011-12-29' AS nothing_twice;

-- As SQL by hand: 500 spans in nine zones, from 1960 on, with hours, days and
-- holidays that differ from row to row; most ends near clock changes
CREATE FUNCTION pg_temp.by_hand(since timestamptz, until timestamptz, opens time, closes time, zone text, days int[], holidays date[]) RETURNS interval LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(greatest(least(until, (day + closes) AT TIME ZONE zone) - greatest(since, (day + opens) AT TIME ZONE zone), '0')), '0')
    FROM (SELECT d::date AS day FROM generate_series((since AT TIME ZONE zone)::date - 1, (until AT TIME ZONE zone)::date + 1, interval '1 day') AS d) AS s
   WHERE extract(isodow FROM day) = ANY (days) AND NOT day = ANY (holidays)
$$;
CREATE TEMP TABLE spans AS
  SELECT i, zone, since, since + r / 97 % 1009 * (CASE i % 3 WHEN 0 THEN interval '1 hour' WHEN 1 THEN '7 minutes' ELSE '9 hours' END) AS until,
         time '00:00' + r % 12 * interval '30 min' AS opens, CASE i % 4 WHEN 0 THEN time '24:00' ELSE time '06:15' + r % 17 * interval '1 hour' END AS closes,
         (SELECT array_agg(day) FROM generate_series(1, 7) AS day WHERE (i + day * day) % 4 > 0) AS days,
         (SELECT coalesce(array_agg(since::date + (h * h - 3)), '{}') FROM generate_series(1, i % 9) AS h) AS holidays
    FROM (SELECT i, zone, r, (date '1960-01-01' + 365 * (i % 80) + CASE WHEN i % 5 = 0 THEN r % 365 ELSE (ARRAY[85, 300])[1 + i % 2] + r % 9 END + r % 1440 * interval '1 min') AT TIME ZONE zone AS since
            FROM generate_series(1, 500) AS i,
                 LATERAL (SELECT (i * (i * 7919::bigint + 104729) % 99991)::int AS r, ('{Europe/Berlin,America/New_York,Asia/Kolkata,Australia/Lord_Howe,America/St_Johns,UTC,Africa/Casablanca,Antarctica/Troll,America/Sao_Paulo}'::text[])[1 + i % 9] AS zone) AS random) AS s;
SELECT count(*) AS spans, count(*) FILTER (WHERE got = wanted) AS same, count(*) FILTER (WHERE backwards = -wanted) AS backwards, count(*) FILTER (WHERE wanted > '0') > 300 AS open,
       count(*) FILTER (WHERE wanted <> by_clock) > 10 AS clock_changes_matter
  FROM (SELECT business_time(since, until, opens, closes, zone, days, holidays) AS got, business_time(until, since, opens, closes, zone, days, holidays) AS backwards,
               pg_temp.by_hand(since, until, opens, closes, zone, days, holidays) AS wanted,
               business_time(since AT TIME ZONE zone, until AT TIME ZONE zone, opens, closes, NULL, days, holidays) AS by_clock FROM spans) AS s;
-- Between local times as in a zone that never changes its clock; parts add up
SELECT count(*) FILTER (WHERE business_time(since::timestamp, until::timestamp, opens, closes, NULL, days, holidays) =
                              business_time(since::timestamp AT TIME ZONE 'Etc/GMT-3', until::timestamp AT TIME ZONE 'Etc/GMT-3', opens, closes, 'Etc/GMT-3', days, holidays)) AS as_in_a_zone,
       count(*) FILTER (WHERE business_time(since, until, opens, closes, zone, days, holidays) = business_time(since, since + (until - since) / 3, opens, closes, zone, days, holidays) +
                              business_time(since + (until - since) / 3, until, opens, closes, zone, days, holidays)) AS of_parts FROM spans;
-- In parallel workers
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
CREATE TABLE tickets AS SELECT since, until FROM spans;
SELECT is_parallel('SELECT sum(business_time(since, until)) FROM tickets') AS parallel, sum(business_time(since, until)) = (SELECT sum(business_time(since, until)) FROM spans) AS same FROM tickets;
DROP TABLE tickets;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;

-- Wide spans take no longer for each day; the widest one that an interval holds,
-- halved, for before 15 the server does not print as many hours
SELECT business_time(timestamp '2000-01-03', '294270-01-01') AS local, business_time('1970-01-01', '2470-01-01', time_zone => 'America/New_York') AS zone,
       business_time(timestamp '2000-01-01', '294276-12-31', '00:00', '24:00', days => '{1,2,3,4,5,6,7}') / 2 AS half_of_always, business_time(timestamp '4713-01-01 BC', '294276-12-31 23:59') AS all_there_is,
       business_time('4713-01-02 BC', '294276-12-31 23:59+00', time_zone => 'UTC') AS all_in_utc;
SET statement_timeout = '30ms';
SELECT business_time('2000-01-01', '294276-12-30', time_zone => 'America/New_York');
RESET statement_timeout;

-- A service level agreement: answered within four business hours, also those
-- that are still open
SELECT service_level(business_time(opened, coalesce(answered, '2025-05-06 12:00')), '4 h') AS in_four_hours
  FROM (VALUES (timestamp '2025-05-02 16:00', timestamp '2025-05-05 11:00'), ('2025-05-02 16:00', '2025-05-05 13:00'), ('2025-05-05 16:30', NULL), ('2025-05-06 11:00', NULL)) AS tickets(opened, answered);

-- Refusals
SELECT v.expression, e.state, e.message, e.hint
  FROM (VALUES (1, $$business_time('-infinity', now())$$), (2, $$business_time(now(), 'infinity')$$), (3, $$business_time(timestamp 'infinity', '2025-01-01')$$), (4, $$business_time(timestamp '2025-01-01', 'infinity')$$),
               (5, $$business_time(now(), now(), '17:00', '09:00')$$), (6, $$business_time(now(), now(), '09:00', '09:00')$$), (6, $$business_time(now(), now(), '00:00', '00:00')$$), (7, $$business_time(now(), now(), closes => '08:00')$$),
               (8, $$business_time(now(), now(), days => '{0}')$$), (9, $$business_time(now(), now(), days => '{1,8}')$$), (10, $$business_time(now(), now(), time_zone => 'Berlin')$$), (11, $$business_time(now(), now(), time_zone => '')$$),
               (12, $$business_time(timestamp '2025-01-01', '2025-01-02', time_zone => 'UTC')$$), (13, $$business_time(timestamp '4713-01-01 BC', '294276-12-31', '00:00', '24:00', days => '{1,2,3,4,5,6,7}')$$),
               (14, $$business_time('4713-01-02 BC', '294276-12-30', '00:00', '24:00', 'UTC', '{1,2,3,4,5,6,7}')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || expression) AS e ORDER BY n;
