-- The first hour of an administrator who wants ordinary plans only:
-- the page scan off for a statement, a session, a role, a database and the server.
CREATE TABLE rated AS SELECT i AS id, i % 11 AS score FROM generate_series(1, 50000) AS i;
ANALYZE rated;
CREATE FUNCTION page_scan_plans() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT json) SELECT nps(score) FROM rated' INTO plan;
  RETURN plan::text LIKE '%Satisfaction Page Scan%';
END $$;
SELECT page_scan_plans();

-- A transaction, which also suits a pool; a session
BEGIN;
SET LOCAL satisfaction.page_scan = off;
SELECT page_scan_plans();
COMMIT;
SELECT page_scan_plans();
SET satisfaction.page_scan = off;
SELECT page_scan_plans();

-- A database, and back; a superuser needs nothing loaded first
\c -
ALTER DATABASE :"DBNAME" SET satisfaction.page_scan = off;
\c -
SELECT page_scan_plans();
ALTER DATABASE :"DBNAME" RESET satisfaction.page_scan;

-- A role
CREATE ROLE reporting_off;
ALTER ROLE reporting_off SET satisfaction.page_scan = off;
SELECT setconfig FROM pg_db_role_setting WHERE setrole = 'reporting_off'::regrole;
DROP ROLE reporting_off;

-- The server: before 17 only a session with the library can store the setting
\c -
LOAD 'satisfaction';
ALTER SYSTEM SET satisfaction.page_scan = off;
SELECT pg_reload_conf();
SELECT pg_sleep(1);
\c -
SELECT page_scan_plans();
SELECT current_setting('satisfaction.page_scan');
ALTER SYSTEM RESET satisfaction.page_scan;
SELECT pg_reload_conf();
SELECT pg_sleep(1);
\c -
SELECT page_scan_plans();

-- No answer depends on it.
SELECT nps(score), count(*) FROM rated;
SET satisfaction.page_scan = off;
SELECT nps(score), count(*) FROM rated;
DROP FUNCTION page_scan_plans();
DROP TABLE rated;
