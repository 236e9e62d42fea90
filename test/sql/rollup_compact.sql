--
-- rollup_compact: a log that has grown becomes small again, and a schedule can
-- see to it
--
SET client_min_messages = warning;
CREATE SCHEMA compacts;
SET search_path = compacts, public;

CREATE TABLE answers (day date, team text, score integer);
SELECT rollup_create('answers', 'day', '{nps:score}', '{team}');
-- A compaction leaves a log alone that autovacuum works on.
ALTER TABLE answers_rollup_log SET (autovacuum_enabled = off);
CREATE FUNCTION log_pages() RETURNS bigint LANGUAGE sql AS $$ SELECT pg_relation_size('answers_rollup_log') / current_setting('block_size')::integer $$;
DO $$ BEGIN
  FOR i IN 1 .. 16000 LOOP
    INSERT INTO answers VALUES (date '2025-01-01' + i % 5, 'team ' || i % 2, i % 11);
  END LOOP;
END $$;
SELECT log_pages() > 100 AS has_grown;
-- The merged rows go behind all others at first; the next time they come to the front.
SELECT rollup_compact('answers_rollup') AS rows_saved;
VACUUM answers_rollup_log;
-- (more than once, for a snapshot of autovacuum elsewhere may keep what was deleted)
SELECT pg_sleep(0.2), rollup_compact('answers_rollup') \g /dev/null
VACUUM answers_rollup_log;
SELECT pg_sleep(0.2), rollup_compact('answers_rollup') \g /dev/null
VACUUM answers_rollup_log;
SELECT pg_sleep(0.2), rollup_compact('answers_rollup') \g /dev/null
VACUUM answers_rollup_log;
SELECT pg_sleep(0.2), rollup_compact('answers_rollup') \g /dev/null
VACUUM answers_rollup_log;
SELECT log_pages() < 80 AS is_small, count(*) AS log_rows FROM answers_rollup_log;
SELECT count(*) AS found FROM rollup_check('answers_rollup');

-- A schedule sends several commands at once, under whatever isolation is the default.
SET default_transaction_isolation = 'serializable';
INSERT INTO answers VALUES ('2025-01-01', 'team 0', 10);
BEGIN ISOLATION LEVEL READ COMMITTED \; SELECT rollup_compact(rollup) FROM rollup_list() \; COMMIT \g /dev/null
RESET default_transaction_isolation;
SELECT count(*) AS log_rows FROM answers_rollup_log;

-- Identities stay distinct, also of rows that sessions write with those that they
-- had taken, and of those that a compaction writes.
SELECT count(*) = count(DISTINCT id) AS distinct_ids, min(id) < 0 AS are_merged FROM answers_rollup_log;
INSERT INTO answers SELECT '2025-01-01', 'team ' || i, 9 FROM generate_series(1, 100) AS i;
INSERT INTO answers_rollup_log (period, off_scale1) VALUES ('2025-01-01', 1);
INSERT INTO answers SELECT '2025-01-01', 'team ' || i, 9 FROM generate_series(1, 100) AS i;
SELECT rollup_compact('answers_rollup') AS rows_saved;
SELECT count(*) = count(DISTINCT id) AS distinct_ids FROM answers_rollup_log;
SELECT count(*) AS found FROM rollup_check('answers_rollup');

DROP SCHEMA compacts CASCADE;
