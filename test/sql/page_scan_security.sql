\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
-- The page scan: a reader gets no more through it than through any plan.

SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
CREATE ROLE reader_owner;
CREATE ROLE reader_role;
SELECT current_database() AS database \gset

CREATE TABLE reader_table (id integer, team integer, score integer, secret integer);
INSERT INTO reader_table SELECT i, i % 3, i % 11, i % 11 FROM generate_series(1, 3300) AS i;
ANALYZE reader_table;
-- The owner's query uses the page scan, or what follows would show nothing.
SELECT plan_has('SELECT team, nps(score) FROM reader_table GROUP BY team', 'Page Scan') AS page_scan;

SET ROLE reader_role;
SELECT state FROM error_of('SELECT nps(score) FROM reader_table');
RESET ROLE;

-- Columns
GRANT SELECT (team, score) ON reader_table TO reader_role;
SET ROLE reader_role;
SELECT plan_has('SELECT team, nps(score) FROM reader_table GROUP BY team', 'Page Scan') AS page_scan;
SELECT statement, state FROM (VALUES
  (1, 'SELECT nps(score) FROM reader_table'),
  (2, 'SELECT nps(secret) FROM reader_table'),
  (3, 'SELECT nps(score) FROM reader_table WHERE secret > 3'),
  (4, 'SELECT nps(score) FILTER (WHERE secret > 3) FROM reader_table'),
  (5, 'SELECT nps(score), count(secret) FROM reader_table'),
  (6, 'SELECT nps(score) FROM reader_table GROUP BY secret'),
  (7, 'SELECT nps(score) FROM reader_table HAVING max(secret) > 3'),
  (8, 'SELECT nps(score), count(*) FROM reader_table AS t GROUP BY t')) AS v(n, statement), error_of(statement) ORDER BY n;
RESET ROLE;

-- Rows: a function that tells what it sees is shown no other row.
GRANT SELECT ON reader_table TO reader_role;
ALTER TABLE reader_table ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_team ON reader_table USING (team = 1 AND id < 30);
CREATE FUNCTION reader_leak(integer) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS
$$ BEGIN PERFORM set_config('security.seen', concat(current_setting('security.seen', true), ' ', $1), false); RETURN true; END $$;
CREATE FUNCTION reader_leak_immutable(integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE COST 0.0001 AS
$$ BEGIN IF $1 IS NULL OR $1 >= 30 THEN RAISE EXCEPTION 'saw %', $1; END IF; RETURN true; END $$;
SELECT nps(score), count(*) FROM reader_table;
SET ROLE reader_role;
SELECT tally(score), count(*) FROM reader_table;
SELECT tally(score) FROM reader_table WHERE reader_leak(id);
SELECT current_setting('security.seen') AS seen;
SELECT tally(score) FROM reader_table WHERE reader_leak_immutable(id);
SELECT tally(score) FILTER (WHERE reader_leak_immutable(id)) FROM reader_table;
SELECT count(*) AS groups FROM (SELECT reader_leak_immutable(id), tally(score) FROM reader_table GROUP BY 1) AS q;
SET row_security = off;
SELECT state FROM error_of('SELECT nps(score) FROM reader_table');
RESET row_security;
RESET ROLE;

-- A plan that was made before is not used after: for another role, after a
-- policy, after a privilege.
PREPARE prepared AS SELECT tally(score), count(*) FROM reader_table;
SET plan_cache_mode = force_generic_plan;
EXECUTE prepared;
SET ROLE reader_role;
EXECUTE prepared;
RESET ROLE;
ALTER POLICY of_team ON reader_table USING (id = 10);
SET ROLE reader_role;
EXECUTE prepared;
RESET ROLE;
REVOKE SELECT ON reader_table FROM reader_role;
REVOKE SELECT (team, score) ON reader_table FROM reader_role;
SET ROLE reader_role;
SELECT state FROM error_of('EXECUTE prepared');
RESET ROLE;
RESET plan_cache_mode;

-- Views: with their owner's rights, and a barrier against functions
ALTER TABLE reader_table DISABLE ROW LEVEL SECURITY;
CREATE VIEW reader_view AS SELECT id, team, score FROM reader_table WHERE id < 30;
CREATE VIEW reader_barrier WITH (security_barrier) AS SELECT id, team, score FROM reader_table WHERE id < 30;
GRANT SELECT ON reader_view, reader_barrier TO reader_role;
SET ROLE reader_role;
SELECT tally(score), count(*) FROM reader_view;
SELECT tally(score), count(*) FROM reader_barrier WHERE reader_leak_immutable(id);
SELECT tally(score) FILTER (WHERE reader_leak_immutable(id)) FROM reader_barrier;
SELECT state FROM error_of('SELECT nps(score) FROM reader_table');
RESET ROLE;

-- Partitions are read with the rights of the parent, and with none otherwise.
CREATE TABLE reader_parted (id integer, score integer) PARTITION BY RANGE (id);
CREATE TABLE reader_part PARTITION OF reader_parted FOR VALUES FROM (0) TO (10000);
INSERT INTO reader_parted SELECT i, i % 11 FROM generate_series(1, 1100) AS i;
ANALYZE reader_parted;
GRANT SELECT ON reader_parted TO reader_role;
SET ROLE reader_role;
SELECT nps(score), count(*) FROM reader_parted;
SELECT state FROM error_of('SELECT nps(score) FROM reader_part');
RESET ROLE;

-- The right to call
REVOKE EXECUTE ON FUNCTION nps(integer) FROM PUBLIC;
SET ROLE reader_role;
SELECT state FROM error_of('SELECT nps(score) FROM reader_view');
RESET ROLE;
GRANT EXECUTE ON FUNCTION nps(integer) TO PUBLIC;

-- A setting can be stored by an owner once the library is loaded.
ALTER DATABASE :"database" OWNER TO reader_owner;
\c -
SET SESSION AUTHORIZATION reader_owner;
SELECT state FROM error_of(format('ALTER DATABASE %I SET satisfaction.page_scan = off', current_database()));
SELECT nps(9);
SELECT state FROM error_of(format('ALTER DATABASE %I SET satisfaction.page_scan = off', current_database()));
\c -
SET SESSION AUTHORIZATION reader_owner;
SHOW satisfaction.page_scan;
SELECT nps(9), current_setting('satisfaction.page_scan');
SELECT state FROM error_of(format('ALTER DATABASE %I RESET satisfaction.page_scan', current_database()));
RESET SESSION AUTHORIZATION;
SET client_min_messages = warning;
ALTER DATABASE :"database" OWNER TO CURRENT_USER;

DROP TABLE reader_table, reader_parted CASCADE;
DROP FUNCTION reader_leak(integer), reader_leak_immutable(integer);
DROP ROLE reader_owner, reader_role;
