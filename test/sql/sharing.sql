--
-- sharing: metrics over one column cost one transition a row, however many
-- they are, and a moving frame takes back instead of starting anew
--
-- Calls are counted by the server: a SECURITY DEFINER function goes through
-- its function manager, which counts it where track_functions is all.
--
BEGIN;
SET LOCAL track_functions = 'all';
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT count(set_config(name, 'off', true)) AS settings
  FROM pg_settings WHERE name IN ('debug_parallel_query', 'force_parallel_mode');
ALTER FUNCTION _tally_transition(tally, integer) SECURITY DEFINER;
ALTER FUNCTION _tally_inverse(tally, anyelement) SECURITY DEFINER;
ALTER FUNCTION _tally_final(tally) SECURITY DEFINER;
ALTER FUNCTION _nps_final(tally) SECURITY DEFINER;

CREATE FUNCTION pg_temp.calls(statement text, OUT transitions bigint, OUT inverses bigint, OUT finals bigint)
LANGUAGE plpgsql AS $$
DECLARE
  before bigint[];
  now bigint[];
BEGIN
  before := pg_temp.counters();
  EXECUTE statement;
  now := pg_temp.counters();
  transitions := now[1] - before[1];
  inverses := now[2] - before[2];
  finals := now[3] - before[3];
END $$;
CREATE FUNCTION pg_temp.counters() RETURNS bigint[]
LANGUAGE sql AS $$
  SELECT ARRAY[coalesce(pg_stat_get_xact_function_calls('_tally_transition(tally, integer)'::regprocedure), 0),
               coalesce(pg_stat_get_xact_function_calls('_tally_inverse(tally, anyelement)'::regprocedure), 0),
               coalesce(pg_stat_get_xact_function_calls('_tally_final(tally)'::regprocedure), 0) +
               coalesce(pg_stat_get_xact_function_calls('_nps_final(tally)'::regprocedure), 0)]
$$;

CREATE TEMP TABLE shared AS SELECT i AS id, i % 5 + 1 AS x, i % 4 + 1 AS y, i % 3 AS grp FROM generate_series(1, 100) AS i;

-- One, two, four and seven values of one column: 100 transitions each time
SELECT c.transitions, v.query
  FROM (VALUES (1, 'nps(x)'), (2, 'nps(x), csat(x)'), (3, 'nps(x), csat(x), ces(x), tally(x)'),
               (4, 'nps(x), csat(x), ces(x), tally(x), csat(tally(x), 1, 7, 6), ces_easy_share(tally(x)), tally_median(tally(x))'),
               (5, 'tally(x), count(*), avg(x)')) AS v(n, query),
       LATERAL pg_temp.calls('SELECT ' || v.query || ' FROM shared') AS c
 ORDER BY n;
-- The same by group, and sorted
SELECT c.transitions, v.rest
  FROM (VALUES (1, 'GROUP BY grp'), (2, 'GROUP BY grp HAVING csat(x) > 0 ORDER BY ces(x)')) AS v(n, rest),
       LATERAL pg_temp.calls('SELECT nps(x), tally(x) FROM shared ' || v.rest) AS c
 ORDER BY n;
-- Twice where there are two things to count, such as two columns; filters
-- divide the rows between them, and DISTINCT counts its five values apart.
SELECT c.transitions, v.query
  FROM (VALUES (1, 'nps(x), csat(y)'), (2, 'nps(x), csat(x), ces(y), tally(y)'), (3, 'nps(x), nps(x + 0)'),
               (4, 'nps(x) FILTER (WHERE grp = 0), nps(x) FILTER (WHERE grp > 0)'), (5, 'nps(x), nps(DISTINCT x)')) AS v(n, query),
       LATERAL pg_temp.calls('SELECT ' || v.query || ' FROM shared') AS c
 ORDER BY n;
-- One final call for each aggregate and group, none to share
SELECT c.finals, v.query
  FROM (VALUES (1, 'nps(x), nps(x) + 1, tally(x)'), (2, 'nps(tally(x)), csat(tally(x))')) AS v(n, query),
       LATERAL pg_temp.calls('SELECT ' || v.query || ' FROM shared') AS c
 ORDER BY n;

-- A frame of ten rows that moves over a hundred adds 100 and takes back 90; a
-- growing one takes back none.
SELECT c.transitions, c.inverses, v.frame
  FROM (VALUES (1, 'ORDER BY id ROWS 9 PRECEDING'), (2, 'ORDER BY id'), (3, '')) AS v(n, frame),
       LATERAL pg_temp.calls(format('SELECT nps(x) OVER (%s) FROM shared', v.frame)) AS c
 ORDER BY n;
ROLLBACK;

-- All as it was
SELECT count(*) AS security_definers FROM pg_proc WHERE proname LIKE '\_%' AND proname LIKE '%tally%' AND prosecdef;
