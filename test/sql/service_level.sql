\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- service_level: the percentage of contacts within the target, by its four
-- methods and golden values, at the edges, over frames, and every refusal
--
\pset null NULL
SET IntervalStyle = 'postgres';

-- 1000 calls answered, 860 of them within 20 seconds; 60 abandoned, 20 within
-- 20 seconds and 10 of these within 5
CREATE TABLE calls (id serial, wait interval, abandoned boolean);
INSERT INTO calls (wait, abandoned)
  SELECT make_interval(secs => 1 + i % 20), false FROM generate_series(1, 860) AS i UNION ALL
  SELECT make_interval(secs => 21 + i % 100), false FROM generate_series(1, 140) AS i UNION ALL
  SELECT make_interval(secs => 1 + i % 5), true FROM generate_series(1, 10) AS i UNION ALL
  SELECT make_interval(secs => 6 + i % 15), true FROM generate_series(1, 10) AS i UNION ALL
  SELECT make_interval(secs => 21 + i % 40), true FROM generate_series(1, 40) AS i;
ANALYZE calls;

-- Golden J01 and J03, and the other two formulas of the same source; J05,
-- where a caller who gives up within 5 seconds counts as served, is the target
-- of those who gave up.
WITH level AS (
  SELECT id, expected, got
    FROM (SELECT service_level(wait, '20 s', abandoned, 'in_time') AS in_time, service_level(wait, '20 s', abandoned, 'offered') AS offered,
                 service_level(wait, '20 s', abandoned, 'answered') AS answered, service_level(wait, '20 s', abandoned, 'late_abandoned') AS late_abandoned,
                 service_level(wait, '20 s', abandoned) AS by_default, service_level(wait, '20 s') AS whatever_became_of_them,
                 service_level(wait, '20 s') FILTER (WHERE NOT abandoned) AS without_abandoned,
                 service_level(wait, CASE WHEN abandoned THEN '5 s' ELSE '20 s' END::interval, abandoned, 'in_time') AS short_calls
            FROM calls) AS s,
         LATERAL (VALUES ('J01', in_time, 83.01886792452831::float8), ('J03', offered, 81.13207547169812), ('J05', short_calls, 82.0754716981132),
                         ('answered', answered, 86), ('late_abandoned', late_abandoned, 100 * 860 / 1040.0), ('by default', by_default, 100 * 860 / 1040.0),
                         ('without them', without_abandoned, 86), ('whatever', whatever_became_of_them, 100 * 880 / 1060.0)) AS v(id, got, expected))
SELECT id, abs(got - expected) <= 1e-12 * greatest(1, abs(expected)) AS ok, CASE WHEN abs(got - expected) <= 1e-12 * greatest(1, abs(expected)) THEN NULL ELSE got END AS got
  FROM level ORDER BY id;

-- One contact by every method: 100 reached, 0 missed, NULL is not counted.
SELECT outcome, service_level(wait, '20 s', abandoned, 'late_abandoned') AS late_abandoned, service_level(wait, '20 s', abandoned) AS by_default,
       service_level(wait, '20 s', abandoned, 'answered') AS answered, service_level(wait, '20 s', abandoned, 'offered') AS offered,
       service_level(wait, '20 s', abandoned, 'in_time') AS in_time, service_level(wait, '20 s') AS without
  FROM (VALUES (1, 'answered early', '10 s'::interval, false), (2, 'answered on the dot', '20 s', false), (3, 'answered late', '20.000001 s', false),
               (4, 'abandoned early', '10 s', true), (5, 'abandoned on the dot', '20 s', true), (6, 'abandoned late', '20.000001 s', true)) AS v(n, outcome, wait, abandoned)
 GROUP BY n, outcome ORDER BY n;

-- The edges: a target of its own for each contact, days and months as
-- intervals compare, the longest of all
SELECT n, wait, target, service_level(wait, target)
  FROM (VALUES (1, '0'::interval, '0'::interval), (2, '00:00:00.000001', '0'), (3, '1 day', '24:00'), (4, '24:00:00.000001', '1 day'), (5, '1 mon', '30 days'),
               (6, '1 mon 00:00:01', '30 days'), (7, '1 mon -30 days', '0'), (8, '1 day -24:00', '0'), (9, '-1 day 25:00', '1:00'),
               (10, '178000000 years', '178000000 years'), (11, '20 s', '178000000 years'), (12, '178000000 years', '20 s')) AS v(n, wait, target)
 GROUP BY n, wait, target ORDER BY n;
SELECT service_level(wait, CASE priority WHEN 'high' THEN '1 hour' ELSE '1 day' END::interval) AS of_each_its_own
  FROM (VALUES ('high', '50 min'::interval), ('high', '70 min'), ('low', '70 min'), ('low', '23 hours')) AS v(priority, wait);

-- Rows with a NULL are not counted, but a method left NULL is the default; nothing
-- left is NULL.
SELECT service_level(wait, target) AS two, service_level(wait, target, abandoned) AS three, service_level(wait, target, abandoned, method) AS four
  FROM (VALUES (NULL::interval, '20 s'::interval, false, 'offered'), ('10 s', NULL, false, 'offered'), ('30 s', '20 s', NULL, 'offered'),
               ('40 s', '20 s', false, NULL), ('10 s', '20 s', false, 'offered')) AS v(wait, target, abandoned, method);
SELECT service_level(wait, NULL) AS no_target, service_level(wait, '20 s', NULL) AS abandoned_unknown, service_level(wait, '20 s', abandoned, NULL) AS no_method,
       service_level(wait, '20 s') FILTER (WHERE false) AS no_rows, service_level(wait, '20 s', abandoned) FILTER (WHERE abandoned AND wait <= '20 s') AS none_counts
  FROM calls;

-- Grouping sets and frames against the plain formula
SELECT count(*) AS rows, count(*) FILTER (WHERE got IS DISTINCT FROM plain) AS mismatches
  FROM (SELECT service_level(wait, '20 s', abandoned) AS got,
               100.0::float8 * count(*) FILTER (WHERE wait <= '20 s' AND NOT abandoned) / nullif(count(*) FILTER (WHERE wait > '20 s' OR NOT abandoned), 0) AS plain
          FROM calls GROUP BY GROUPING SETS (CUBE (id % 7, id / 100), ROLLUP (id % 20), ())) AS g;
CREATE FUNCTION pg_temp.frame_mismatches(frame text, OUT rows bigint, OUT empty bigint, OUT two bigint, OUT three bigint, OUT four bigint)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('
    SELECT count(*), count(*) FILTER (WHERE plain_3 IS NULL), count(*) FILTER (WHERE two IS DISTINCT FROM plain_2),
           count(*) FILTER (WHERE three IS DISTINCT FROM plain_3), count(*) FILTER (WHERE four IS DISTINCT FROM plain_4)
      FROM (SELECT service_level(wait, ''20 s'') OVER w AS two, service_level(wait, ''20 s'', abandoned) OVER w AS three,
                   service_level(wait, ''20 s'', abandoned, ''in_time'') OVER w AS four,
                   100.0::float8 * count(*) FILTER (WHERE wait <= ''20 s'') OVER w / nullif(count(*) OVER w, 0) AS plain_2,
                   100.0::float8 * count(*) FILTER (WHERE wait <= ''20 s'' AND NOT abandoned) OVER w
                     / nullif(count(*) FILTER (WHERE wait > ''20 s'' OR NOT abandoned) OVER w, 0) AS plain_3,
                   100.0::float8 * count(*) FILTER (WHERE wait <= ''20 s'') OVER w / nullif(count(*) OVER w, 0) AS plain_4
              FROM calls WINDOW w AS (%s)) AS f', frame) INTO rows, empty, two, three, four;
END $$;
SELECT frame, m.*
  FROM unnest(ARRAY['', 'ORDER BY id', 'ORDER BY wait', 'PARTITION BY id % 9 ORDER BY id ROWS 2 PRECEDING',
                    'ORDER BY id * 7919 % 1061 ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING',
                    'ORDER BY wait RANGE BETWEEN ''3 s'' PRECEDING AND ''3 s'' FOLLOWING',
                    'PARTITION BY abandoned ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 4 FOLLOWING',
                    'ORDER BY id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW']) WITH ORDINALITY AS f(frame, o),
       pg_temp.frame_mismatches(frame) AS m
 ORDER BY o;

-- By parallel workers
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT is_parallel($$SELECT service_level(wait, '20 s', abandoned) FROM calls$$) AS parallel;
SELECT service_level(wait, '20 s', abandoned, 'in_time')::numeric(9,6) AS in_time, service_level(wait, '20 s', abandoned)::numeric(9,6) AS by_default,
       service_level(wait, '20 s')::numeric(9,6) AS without
  FROM calls;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;

-- What it refuses
SELECT * FROM error_of($$SELECT service_level(interval '-00:00:05', '20 s')$$) \gx
SELECT * FROM error_of($$SELECT service_level(interval '5 s', '20 s', true, 'best')$$) \gx
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$service_level(interval '5 s', '-1 day', false)$$), (2, $$service_level(interval '1 day -25:00', '20 s', true, 'answered')$$),
               (3, $$service_level(interval '-1 mon 29 days 24:00:00', '20 s')$$), (4, $$service_level(interval '-1 mon 29 days 23:59:59', '20 s')$$),
               (5, $$service_level(interval '-178000000 years', '20 s')$$), (6, $$service_level(interval '5 s', '20 s', false, 'offering')$$), (7, $$service_level(interval '5 s', '20 s', false, '')$$),
               (8, $$service_level(interval '5 s', '20 s', false, 'in_time ')$$), (9, $$service_level(interval '5 s', '20 s', false, 'in_tim')$$),
               (10, $$service_level(wait - '10 s', '20 s') OVER (ORDER BY id ROWS 2 PRECEDING) FROM calls$$),
               (11, $$service_level(-5, '20 s')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
-- (from version 17 on there is an interval without end)
SELECT state IN ('00000', '22007') AS endless FROM error_of($$SELECT service_level(interval 'infinity', 'infinity')$$);
SELECT state IN ('22003', '22007') AS endlessly_negative FROM error_of($$SELECT service_level(interval '-infinity', '20 s')$$);

-- The machinery called by hand works on a copy.
SELECT _service_level_transition(NULL, interval '5 s', '20 s') AS reached, _service_level_transition('{0:1}', interval '30 s', '20 s', false) AS missed,
       _service_level_transition(NULL, interval '5 s', '20 s', true, 'answered') AS not_counted, _service_level_inverse('{0:1,1:1}', interval '5 s', '20 s') AS taken_back,
       _service_level_inverse('{0:1,1:1}', interval '5 s', '20 s', true) AS not_taken, _service_level_inverse('{0:1,1:1}', interval '5 s', '20 s', true, 'offered') AS taken_missed;

DROP TABLE calls;

-- The same in seconds, of any number type; no wait is no answer yet.
CREATE TABLE waits AS SELECT i AS id, i % 47 AS seconds, i % 5 = 0 AS abandoned, ('{late_abandoned,answered,offered,in_time}'::text[])[1 + i % 4] AS method FROM generate_series(1, 1000) AS i;
INSERT INTO waits VALUES (1001, NULL, false, 'offered'), (1002, 5, NULL, 'offered');
CREATE TEMP TABLE compared AS
  SELECT by_seconds.*, by_interval.*
    FROM (SELECT service_level(seconds, 20) AS a, service_level(seconds::smallint, 20, abandoned) AS b, service_level(seconds::numeric / 2, 10, abandoned, 'offered') AS c, service_level(seconds::float8, 20, abandoned, 'in_time') AS d,
                         service_level_tally(seconds::bigint, 20) AS e, service_level_tally(seconds, 20, abandoned) AS f, service_level_tally(seconds, 20, abandoned, 'answered') AS g FROM waits) AS by_seconds,
         (SELECT service_level(s, '20 s') AS a2, service_level(s, '20 s', abandoned) AS b2, service_level(s / 2, '10 s', abandoned, 'offered') AS c2, service_level(s, '20 s', abandoned, 'in_time') AS d2,
                         service_level_tally(s, '20 s') AS e2, service_level_tally(s, '20 s', abandoned) AS f2, service_level_tally(s, '20 s', abandoned, 'answered') AS g2 FROM (SELECT seconds * interval '1 s' AS s, abandoned FROM waits) AS w) AS by_interval;
SELECT a = a2 AND b = b2 AND c = c2 AND d = d2 AND e = e2 AND f = f2 AND g = g2 AS same, a, e FROM compared;
SELECT count(*) AS frames, count(*) FILTER (WHERE moving IS DISTINCT FROM again) AS different
  FROM (SELECT service_level_tally(seconds, 20, abandoned, 'offered') OVER (ORDER BY id ROWS 9 PRECEDING) AS moving,
               service_level_tally(seconds * interval '1 s', '20 s', abandoned, 'offered') OVER (ORDER BY id ROWS 9 PRECEDING) AS again FROM waits) AS w;
SELECT service_level(NULL::float8, 20) AS no_wait, service_level(5, NULL::float8) AS no_target, service_level(20, 20) AS equal, service_level(20.000001, 20) AS later, service_level('Infinity'::float8, 20) AS endless,
       service_level(5, 'Infinity'::float8) AS any_wait, service_level(0, 0) AS none, service_level(5, 20) FILTER (WHERE false) AS no_rows;
SELECT service_level(wait, 20) AS of_the_answered, service_level(coalesce(wait, 86400), 20) AS of_all FROM (VALUES (5), (30), (NULL), (10)) AS v(wait);
SELECT e.state, e.message, e.hint, v.expression
  FROM (VALUES (1, $$service_level(-5, 20)$$), (2, $$service_level(5, -20)$$), (3, $$service_level('NaN'::float8, 20)$$), (4, $$service_level(5, 'NaN'::float8, false)$$), (5, $$service_level('-Infinity'::float8, 20)$$),
               (6, $$service_level(5, 20, true, 'best')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT mixed.state AS mixed, literals.state AS literals FROM error_of($$SELECT service_level(5, interval '20 s')$$) AS mixed, error_of($$SELECT service_level('5 s', '20 s')$$) AS literals;
DROP TABLE waits;
