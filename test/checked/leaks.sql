-- A million calls in one session: its memory must not grow.  Each kind of call
-- is made often before and many times as often after the first measurement.
CREATE EXTENSION satisfaction;
SET max_parallel_workers_per_gather = 0;
SET jit = off;

CREATE TABLE answers AS SELECT i % 11 AS score, i % 7 AS team, i AS n FROM generate_series(1, 2000) AS i;
CREATE TABLE stored AS SELECT team, tally(score) AS r FROM answers GROUP BY team;
ANALYZE;

-- Pages of private memory, of which shared buffers are no part.
CREATE FUNCTION private_pages() RETURNS bigint LANGUAGE sql VOLATILE AS
$$ SELECT split_part(s, ' ', 6)::bigint FROM pg_read_file('/proc/self/statm', 0, 200) AS s $$;

CREATE PROCEDURE check_growth(name text, statement text, calls_of_one integer, times integer) LANGUAGE plpgsql AS $$
DECLARE
	before bigint;
	grown bigint;
BEGIN
	FOR i IN 1..greatest(times / 10, 1) LOOP
		EXECUTE statement;
	END LOOP;
	before := private_pages();
	FOR i IN 1..times LOOP
		EXECUTE statement;
	END LOOP;
	grown := private_pages() - before;
	INSERT INTO verdict VALUES (name, calls_of_one * times, grown * 4,
								CASE WHEN grown * 4 <= 512 THEN 'ok' ELSE 'GREW' END);
END $$;

CREATE TABLE verdict (name text, calls bigint, kb bigint, verdict text);
SET client_min_messages = warning;
CALL check_growth('functions of a tally', 'SELECT count(nps(r)), count(nps_summary(r)), count(nps_interval(r)), count(r::text::tally), count(r::jsonb::tally), count(r + r - r) FROM stored, generate_series(1, 100) AS g', 700 * 8, 40);
CALL check_growth('functions of a tally, one by one', 'SELECT nps(''{0:3,9:12,10:40}''::tally), nps_interval(''{0:3,9:12,10:40}''), tally_count(''{10:1}'')', 3, 50000);
CALL check_growth('aggregates', 'SELECT team, nps(score), tally(score + 0), csat(least(score, 5) + 0) FILTER (WHERE score > 0) FROM answers GROUP BY team', 2000 * 3, 60);
CALL check_growth('moving windows', 'SELECT max(x) FROM (SELECT nps(score) OVER (ORDER BY n ROWS 30 PRECEDING) AS x FROM answers) q', 2000, 60);
CALL check_growth('page scan', 'SELECT team, tally(score) FROM answers GROUP BY team', 2000, 300);
CALL check_growth('errors', 'DO $d$ BEGIN PERFORM ''{0:x}''::tally; EXCEPTION WHEN OTHERS THEN NULL; END $d$', 1, 30000);
CALL check_growth('errors of the page scan', 'DO $d$ BEGIN PERFORM nps(n) FROM answers; EXCEPTION WHEN OTHERS THEN NULL; END $d$', 1, 5000);
-- What does leak is noticed: each setting is kept for the session.
CALL check_growth('control', 'SELECT set_config(''control.s'' || floor(random() * 1e9)::bigint, repeat(''x'', 200), false)', 1, 5000);
UPDATE verdict SET verdict = CASE verdict WHEN 'GREW' THEN 'ok, and should' ELSE 'GREW NOT' END WHERE name = 'control';
SELECT format('%s: %s calls, %s kB, %s', name, calls, kb, verdict) FROM verdict;
SELECT format('together %s calls, %s', sum(calls), CASE WHEN sum(calls) >= 1000000 THEN 'ok' ELSE 'TOO FEW' END) FROM verdict;
