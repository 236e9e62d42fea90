\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- churn: churn_rate and retention_rate over a table of customers, by date and
-- by time: who is counted, the edges of the half-open period, infinity,
-- every refusal, frames and merging, against the plain SQL formula
--
\pset null NULL
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';

-- One customer at a time in January 2024: 100 left, 0 stayed, NULL is not
-- counted.
CREATE TEMP TABLE cases (n int, joined date, left_on date, story text);
INSERT INTO cases VALUES
  (1, '2023-06-01', NULL, 'still here'),
  (2, '2023-06-01', '2024-01-15', 'left within'),
  (3, '2023-06-01', '2024-01-01', 'left on the first day'),
  (4, '2023-06-01', '2024-01-31', 'left on the last day'),
  (5, '2023-06-01', '2024-02-01', 'left on the first day after'),
  (6, '2023-06-01', '2023-12-31', 'left on the day before'),
  (7, '2023-12-31', '2024-01-01', 'joined on the day before, left on the first'),
  (8, '2024-01-01', NULL, 'joined on the first day'),
  (9, '2024-01-01', '2024-01-01', 'joined and left on the first day'),
  (10, '2024-01-10', '2024-01-20', 'joined and left within'),
  (11, '2024-01-31', '2024-03-01', 'joined on the last day'),
  (12, '2024-02-01', NULL, 'joined after'),
  (13, '2023-06-01', '2023-06-01', 'left on the day of joining, before'),
  (14, NULL, NULL, 'joined who knows when'),
  (15, NULL, '2024-01-15', 'left within, joined who knows when'),
  (16, '-infinity', NULL, 'here since ever'),
  (17, '-infinity', '2024-01-15', 'here since ever, left within'),
  (18, '-infinity', '-infinity', 'never here'),
  (19, '2023-06-01', 'infinity', 'never leaves'),
  (20, 'infinity', NULL, 'never joins'),
  (21, 'infinity', 'infinity', 'never joins and never leaves'),
  (22, '4713-01-01 BC', '5874897-12-31', 'the ends of the calendar');
SELECT n, joined, left_on, churn_rate(joined, left_on, '2024-01-01', '2024-02-01') AS churn,
       retention_rate(joined, left_on, '2024-01-01', '2024-02-01') AS retention, story
  FROM cases GROUP BY n, joined, left_on, story ORDER BY n;
-- The tally behind the rates: 1 for left, 0 for stayed
SELECT t, rate(t) = churn AS churn, 100 - rate(t) = retention AS retention
  FROM (SELECT churn_tally(joined, left_on, '2024-01-01', '2024-02-01') AS t, churn_rate(joined, left_on, '2024-01-01', '2024-02-01') AS churn,
               retention_rate(joined, left_on, '2024-01-01', '2024-02-01') AS retention FROM cases) AS c;
SELECT churn_rate(joined, left_on, '2024-01-01', '2024-02-01')::numeric(9,6) AS churn,
       retention_rate(joined, left_on, '2024-01-01', '2024-02-01')::numeric(9,6) AS retention
  FROM cases;
-- the same by time: whatever the zone, a day begins at its midnight for all
SELECT count(*) AS cases, count(*) FILTER (WHERE by_date IS DISTINCT FROM by_time) AS mismatches
  FROM (SELECT churn_rate(joined, left_on, '2024-01-01', '2024-02-01') AS by_date,
               churn_rate(joined::timestamptz, left_on::timestamptz, '2024-01-01', '2024-02-01') AS by_time
          FROM cases WHERE n <> 22 GROUP BY n) AS c;
SET TimeZone = 'America/New_York';
SELECT count(*) AS cases, count(*) FILTER (WHERE by_date IS DISTINCT FROM by_time) AS mismatches
  FROM (SELECT churn_rate(joined, left_on, '2024-01-01', '2024-02-01') AS by_date,
               churn_rate(joined::timestamptz, left_on::timestamptz, '2024-01-01', '2024-02-01') AS by_time
          FROM cases WHERE n <> 22 GROUP BY n) AS c;
SET TimeZone = 'UTC';

-- To the microsecond, and across a change of the clock
SELECT n, churn_rate(joined, left_at, '2024-01-01 00:00+00', '2024-02-01 00:00+00') AS churn
  FROM (VALUES (1, '2023-12-31 23:59:59.999999+00'::timestamptz, '2024-01-01 00:00+00'::timestamptz),
               (2, '2024-01-01 00:00+00', NULL), (3, '2023-06-01 00:00+00', '2023-12-31 23:59:59.999999+00'),
               (4, '2023-06-01 00:00+00', '2024-01-31 23:59:59.999999+00'), (5, '2023-06-01 00:00+00', '2024-02-01 00:00+00'),
               (6, '2023-06-01 00:00+00', '2024-01-01 00:59+01'), (7, '2023-06-01 00:00+00', '2024-01-31 20:00-05')) AS v(n, joined, left_at)
 GROUP BY n ORDER BY n;
SET TimeZone = 'Europe/Berlin';
SELECT n, churn_rate(joined, left_at, '2024-03-31', '2024-04-01') AS churn
  FROM (VALUES (1, '2024-01-01'::timestamptz, '2024-03-30 22:59:59+00'::timestamptz), (2, '2024-01-01', '2024-03-30 23:00+00'),
               (3, '2024-01-01', '2024-03-31 21:59:59+00'), (4, '2024-01-01', '2024-03-31 22:00+00')) AS v(n, joined, left_at)
 GROUP BY n ORDER BY n;
SET TimeZone = 'UTC';

-- Periods without an end or a beginning
SELECT churn_rate(joined, left_on, '2024-01-01', 'infinity') AS no_end, churn_rate(joined, left_on, '-infinity', '2024-01-01') AS no_beginning,
       churn_rate(joined, left_on, '-infinity', 'infinity') AS neither,
       churn_rate(joined::timestamptz, left_on::timestamptz, '2024-01-01', 'infinity') AS no_end_time
  FROM (VALUES ('2023-01-01'::date, NULL::date), ('2023-01-01', '2024-05-01'), ('2023-01-01', 'infinity'), ('2023-01-01', '2023-05-01')) AS v(joined, left_on);

-- Nothing to count
SELECT churn_rate(joined, left_on, '2024-01-01', '2024-02-01') AS no_rows, retention_rate(joined, left_on, '2024-01-01', '2024-02-01') AS retention
  FROM cases WHERE false;
SELECT churn_rate(joined, left_on, NULL, '2024-02-01') AS no_start, churn_rate(joined, left_on, '2024-01-01', NULL) AS no_end,
       retention_rate(joined, left_on, NULL, NULL) AS no_period
  FROM cases;

-- 1200 customers by month against the plain formula: FILTER, grouping sets
CREATE TABLE churn_customers (id int, plan text, joined date, left_on date);
INSERT INTO churn_customers
  SELECT i, ('{basic,pro,team}'::text[])[1 + i % 3], '2023-01-01'::date + (r % 500)::int,
         CASE WHEN r / 7 % 3 > 0 THEN '2023-01-01'::date + (r % 500 + r / 500 % 400)::int END
    FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 1200::bigint) AS i) AS random;
ANALYZE churn_customers;
CREATE TEMP TABLE months AS
  SELECT m::date AS first, (m + '1 month')::date AS next FROM generate_series('2022-12-01'::timestamp, '2025-01-01', '1 month') AS m;
ANALYZE months;
SELECT count(*) AS rows, count(churn) AS with_customers, count(*) FILTER (WHERE churn > 0) AS with_leavers,
       count(*) FILTER (WHERE churn IS DISTINCT FROM plain) AS churn, count(*) FILTER (WHERE abs(retention - (100 - plain)) > 1e-12) AS retention,
       count(*) FILTER (WHERE churn_time IS DISTINCT FROM plain) AS churn_time, count(*) FILTER (WHERE retention_time IS DISTINCT FROM retention) AS retention_time,
       count(*) FILTER (WHERE churn_pro IS DISTINCT FROM plain_pro) AS filtered
  FROM (SELECT plan, first, churn_rate(joined, left_on, first, next) AS churn, retention_rate(joined, left_on, first, next) AS retention,
               churn_rate(joined::timestamptz, left_on::timestamptz, first::timestamptz, next::timestamptz) AS churn_time,
               retention_rate(joined::timestamptz, left_on::timestamptz, first::timestamptz, next::timestamptz) AS retention_time,
               churn_rate(joined, left_on, first, next) FILTER (WHERE plan = 'pro') AS churn_pro,
               100.0::float8 * count(*) FILTER (WHERE joined < first AND left_on >= first AND left_on < next)
                 / nullif(count(*) FILTER (WHERE joined < first AND (left_on IS NULL OR left_on >= first)), 0) AS plain,
               100.0::float8 * count(*) FILTER (WHERE plan = 'pro' AND joined < first AND left_on >= first AND left_on < next)
                 / nullif(count(*) FILTER (WHERE plan = 'pro' AND joined < first AND (left_on IS NULL OR left_on >= first)), 0) AS plain_pro
          FROM churn_customers CROSS JOIN months
         GROUP BY GROUPING SETS ((plan, first), (first), (plan), ())) AS g;

-- Windows: every frame gives what the plain formula gives over it, also
-- where most customers are not counted.
CREATE FUNCTION pg_temp.frame_mismatches(frame text, OUT rows bigint, OUT empty bigint, OUT churn bigint, OUT retention bigint, OUT by_time bigint)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('
    SELECT count(*), count(*) FILTER (WHERE plain IS NULL), count(*) FILTER (WHERE churn IS DISTINCT FROM plain),
           count(*) FILTER (WHERE abs(retention - (100 - plain)) > 1e-12 OR (retention IS NULL) <> (plain IS NULL)),
           count(*) FILTER (WHERE by_time IS DISTINCT FROM plain)
      FROM (SELECT churn_rate(joined, left_on, ''2023-07-01'', ''2023-10-01'') OVER w AS churn,
                   retention_rate(joined, left_on, ''2023-07-01'', ''2023-10-01'') OVER w AS retention,
                   churn_rate(joined::timestamptz, left_on, ''2023-07-01'', ''2023-10-01'') OVER w AS by_time,
                   100.0::float8 * count(*) FILTER (WHERE joined < ''2023-07-01'' AND left_on >= ''2023-07-01'' AND left_on < ''2023-10-01'') OVER w
                     / nullif(count(*) FILTER (WHERE joined < ''2023-07-01'' AND (left_on IS NULL OR left_on >= ''2023-07-01'')) OVER w, 0) AS plain
              FROM churn_customers WINDOW w AS (%s)) AS f', frame) INTO rows, empty, churn, retention, by_time;
END $$;
SELECT frame, m.*
  FROM unnest(ARRAY['', 'PARTITION BY plan', 'ORDER BY joined',
                    'ORDER BY id ROWS BETWEEN 4 PRECEDING AND CURRENT ROW',
                    'PARTITION BY plan ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING',
                    'ORDER BY joined RANGE BETWEEN ''5 days'' PRECEDING AND ''5 days'' FOLLOWING',
                    'ORDER BY id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW']) WITH ORDINALITY AS f(frame, o),
       pg_temp.frame_mismatches(frame) AS m
 ORDER BY o;

-- By parallel workers
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT is_parallel($$SELECT churn_rate(joined, left_on, '2023-07-01', '2023-10-01') FROM churn_customers$$) AS parallel;
CREATE TEMP TABLE by_workers AS
  SELECT plan, churn_rate(joined, left_on, '2023-07-01', '2023-10-01') AS churn,
         retention_rate(joined::timestamptz, left_on, '2023-07-01', '2023-10-01') AS retention FROM churn_customers GROUP BY plan;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
SET max_parallel_workers_per_gather = 0;
SELECT count(*) AS plans, count(*) FILTER (WHERE w.churn <> s.churn OR w.retention <> s.retention) AS mismatches
  FROM by_workers AS w
  FULL JOIN (SELECT plan, churn_rate(joined, left_on, '2023-07-01', '2023-10-01') AS churn,
                    retention_rate(joined::timestamptz, left_on, '2023-07-01', '2023-10-01') AS retention FROM churn_customers GROUP BY plan) AS s USING (plan);
RESET max_parallel_workers_per_gather;

-- Impossible periods and customers, in whatever row
SELECT * FROM error_of($$SELECT churn_rate('2023-01-01'::date, NULL, '2024-02-01', '2024-01-01')$$) \gx
SELECT * FROM error_of($$SELECT churn_rate('2024-01-10'::date, '2024-01-09', '2024-01-01', '2024-02-01')$$) \gx
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$retention_rate('2023-01-01'::date, NULL, '2024-02-01', '2024-01-01')$$),
               (2, $$churn_rate('2023-01-01'::date, NULL, '2024-01-01', '2024-01-01')$$),
               (3, $$churn_rate('2023-01-01'::date, NULL, 'infinity', 'infinity')$$),
               (4, $$churn_rate('2023-01-01'::date, NULL, 'infinity', '-infinity')$$),
               (5, $$churn_rate('2023-01-01 12:00'::timestamptz, NULL, '2024-02-01 00:00', '2024-01-31 23:59:59.5')$$),
               (6, $$retention_rate('2024-06-01'::date, '2024-05-01', '2024-01-01', '2024-02-01')$$),
               (7, $$churn_rate('2024-01-10 10:00:00.000001'::timestamptz, '2024-01-10 10:00', '2024-01-01', '2024-02-01')$$),
               (8, $$churn_rate('2024-01-10'::date, '-infinity', '2024-01-01', '2024-02-01')$$),
               (9, $$churn_rate('infinity'::date, '2024-01-10', '2024-01-01', '2024-02-01')$$),
               (10, $$churn_rate(joined, '2023-06-01', '2024-01-01', '2024-02-01') OVER (ORDER BY id ROWS 2 PRECEDING) FROM churn_customers$$),
               (11, $$churn_rate('2024-01-10'::date, '2024-01-09', NULL, '2024-02-01')$$),
               (12, $$churn_rate(joined, left_on, 'January', 'February') FROM churn_customers$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
-- the fix that the hint names
SELECT churn_rate(joined, left_on, '2024-01-01', '2024-02-01') FILTER (WHERE left_on >= joined OR left_on IS NULL)
  FROM (VALUES ('2023-05-01'::date, NULL::date), ('2023-05-01', '2023-04-01'), ('2023-05-01', '2024-01-05')) AS v(joined, left_on);

-- The machinery called by hand works on a copy.
SELECT _churn_transition(NULL, '2023-01-01'::date, '2024-01-05', '2024-01-01', '2024-02-01') AS gone,
       _churn_transition('{0:2}', '2023-01-01'::date, NULL, '2024-01-01', '2024-02-01') AS here,
       _churn_transition(NULL, '2024-01-02'::date, NULL, '2024-01-01', '2024-02-01') AS not_counted,
       _churn_inverse('{0:2,1:1}', '2023-01-01'::timestamptz, '2024-01-05', '2024-01-01', '2024-02-01') AS taken_back,
       _churn_inverse('{0:2,1:1}', '2024-01-02'::timestamptz, NULL, '2024-01-01', '2024-02-01') AS not_taken,
       _rate_complement('{0:3,1:1}') AS stayed;
SELECT state, message FROM error_of($$SELECT _churn_inverse(NULL, '2023-01-01'::date, NULL, '2024-01-01', '2024-02-01')$$);

DROP TABLE churn_customers;
