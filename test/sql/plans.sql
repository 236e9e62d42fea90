\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- plans: whatever plan the server chooses, the aggregates give what the plain
-- SQL formula gives
--
\pset null NULL

-- 20000 answers in 50 groups, and in 5000 small ones
CREATE TABLE plan_answers (id int PRIMARY KEY, grp int NOT NULL, small int NOT NULL, n int, c smallint, e numeric, b boolean);
INSERT INTO plan_answers
  SELECT i, i % 50, r % 5000,
         ('{0,1,2,3,4,5,6,7,7,8,8,9,9,9,10,10,10,NULL}'::int[])[1 + r % 18],
         ('{1,2,3,3,4,4,4,5,5,NULL}'::int[])[1 + r / 19 % 10],
         ('{1,2,3,4,5,5,6,6,7,7,NULL}'::int[])[1 + r / 191 % 11],
         ('{t,t,t,f,NULL}'::boolean[])[1 + r / 1013 % 5]
    FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 20000::bigint) AS i) AS random;
CREATE INDEX plan_answers_grp ON plan_answers (grp);
ANALYZE plan_answers;

-- What the aggregates say, and beside it what the plain formulas say
CREATE FUNCTION pg_temp.query(source text, grouped text) RETURNS text
LANGUAGE sql AS $$
  SELECT format('
    SELECT nps(n), csat(c), ces(e), csat(b) AS csat_b, tally(n), sum(CASE WHEN n IS NOT NULL THEN format(''{%%s:1}'', n)::tally END) AS summed,
           tally_counted(n, 2) AS counted,
           100.0::float8 * (count(*) FILTER (WHERE n >= 9) - count(*) FILTER (WHERE n <= 6)) / nullif(count(n), 0) AS plain_nps,
           100.0::float8 * count(*) FILTER (WHERE c >= 4) / nullif(count(c), 0) AS plain_csat,
           sum(e)::float8 / nullif(count(e), 0) AS plain_ces,
           100.0::float8 * count(*) FILTER (WHERE b) / nullif(count(b), 0) AS plain_csat_b,
           count(n) AS answers, sum(n)::float8 / nullif(count(n), 0) AS mean, max(n) AS max
      FROM %s %s', source, grouped)
$$;
CREATE FUNCTION pg_temp.mismatches(source text, grouped text, OUT groups bigint, OUT nps bigint, OUT csat bigint, OUT ces bigint, OUT tally bigint)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE '
    SELECT count(*), count(*) FILTER (WHERE nps IS DISTINCT FROM plain_nps OR nps(tally) IS DISTINCT FROM plain_nps),
           count(*) FILTER (WHERE csat IS DISTINCT FROM plain_csat OR csat_b IS DISTINCT FROM plain_csat_b),
           count(*) FILTER (WHERE ces IS DISTINCT FROM plain_ces),
           count(*) FILTER (WHERE tally_count(tally) <> answers OR tally_mean(tally) IS DISTINCT FROM mean OR
                                  tally_max(tally) IS DISTINCT FROM max OR summed IS DISTINCT FROM tally OR counted IS DISTINCT FROM tally + tally)
      FROM (' || pg_temp.query(source, grouped) || ') AS q' INTO groups, nps, csat, ces, tally;
END $$;

-- As it comes
SELECT * FROM pg_temp.mismatches('plan_answers', 'GROUP BY grp');
SELECT * FROM pg_temp.mismatches('plan_answers', '');
SELECT * FROM pg_temp.mismatches('plan_answers WHERE false', '');
SELECT * FROM pg_temp.mismatches('plan_answers WHERE n IS NULL AND c IS NULL', 'GROUP BY grp');

-- Parallel: partial states by two workers, combined by the leader
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT plan_has(pg_temp.query('plan_answers', 'GROUP BY grp'), '"Partial Mode": "Partial"') AS partial, m.*
  FROM pg_temp.mismatches('plan_answers', 'GROUP BY grp') AS m;
SELECT plan_has(pg_temp.query('plan_answers', ''), '"Partial Mode": "Partial"') AS partial, m.*
  FROM pg_temp.mismatches('plan_answers', '') AS m;
SET parallel_leader_participation = off;
SELECT plan_has(pg_temp.query('plan_answers', 'GROUP BY grp'), '"Partial Mode": "Partial"') AS partial, m.*
  FROM pg_temp.mismatches('plan_answers', 'GROUP BY grp') AS m;
SELECT * FROM pg_temp.mismatches('plan_answers WHERE n IS NULL', '');
SELECT * FROM pg_temp.mismatches('plan_answers WHERE id < 0', '');
RESET parallel_leader_participation;
-- the functions over stored tallies, too
CREATE TABLE plan_tallies AS SELECT small, tally(n) AS t FROM plan_answers GROUP BY small;
ANALYZE plan_tallies;
SELECT plan_has('SELECT nps(sum(t)) FROM plan_tallies WHERE tally_count(t) > 1 AND nps_promoters(t) > 0', '"Parallel Aware": true') AS parallel;
SELECT nps(sum(t)) = (SELECT nps(n) FROM plan_answers) AS same,
       (SELECT count(*) FROM plan_tallies WHERE nps(t) = 100) = (SELECT count(*) FROM (SELECT FROM plan_answers GROUP BY small HAVING nps(n) = 100) AS q) AS same_filter
  FROM plan_tallies;

-- Partitions with their own partial states, with and without workers
CREATE TABLE plan_parts (LIKE plan_answers) PARTITION BY RANGE (id);
CREATE TABLE plan_parts_1 PARTITION OF plan_parts FOR VALUES FROM (0) TO (7000);
CREATE TABLE plan_parts_2 PARTITION OF plan_parts FOR VALUES FROM (7000) TO (7010);
CREATE TABLE plan_parts_3 PARTITION OF plan_parts FOR VALUES FROM (7010) TO (30000);
CREATE TABLE plan_parts_4 PARTITION OF plan_parts FOR VALUES FROM (30000) TO (40000);
INSERT INTO plan_parts SELECT * FROM plan_answers;
ANALYZE plan_parts;
SET enable_partitionwise_aggregate = on;
SELECT plan_has(pg_temp.query('plan_parts', 'GROUP BY grp'), '"Partial Mode": "Partial"') AS partial, m.*
  FROM pg_temp.mismatches('plan_parts', 'GROUP BY grp') AS m;
SET max_parallel_workers_per_gather = 0;
SELECT plan_has(pg_temp.query('plan_parts', 'GROUP BY grp'), '"Partial Mode": "Partial"') AS partial, m.*
  FROM pg_temp.mismatches('plan_parts', 'GROUP BY grp') AS m;
SELECT * FROM pg_temp.mismatches('plan_parts', '');
RESET enable_partitionwise_aggregate;

-- Hashed groups that do not fit into memory, against sorted ones
SET work_mem = '64kB';
SET enable_sort = off;
SELECT plan_has(pg_temp.query('(SELECT * FROM plan_answers OFFSET 0) AS v', 'GROUP BY small'), '"HashAgg Batches": ([2-9]|[1-9][0-9])', true) AS spilled, m.*
  FROM pg_temp.mismatches('(SELECT * FROM plan_answers OFFSET 0) AS v', 'GROUP BY small') AS m;
CREATE TEMP TABLE hashed AS SELECT small, tally(n) AS t, nps(n), ces(e) FROM (SELECT * FROM plan_answers OFFSET 0) AS v GROUP BY small;
RESET enable_sort;
SET enable_hashagg = off;
SELECT plan_has(pg_temp.query('(SELECT * FROM plan_answers OFFSET 0) AS v', 'GROUP BY small'), '"Strategy": "Hashed"') AS hashed, m.*
  FROM pg_temp.mismatches('(SELECT * FROM plan_answers OFFSET 0) AS v', 'GROUP BY small') AS m;
SELECT count(*) AS groups, count(*) FILTER (WHERE h.t IS DISTINCT FROM s.t OR h.nps IS DISTINCT FROM s.nps OR h.ces IS DISTINCT FROM s.ces) AS mismatches
  FROM hashed AS h FULL JOIN (SELECT small, tally(n) AS t, nps(n), ces(e) FROM (SELECT * FROM plan_answers OFFSET 0) AS v GROUP BY small) AS s USING (small);
RESET work_mem;
-- incrementally sorted groups
SET enable_sort = off;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT plan_has(pg_temp.query('plan_answers', 'GROUP BY grp, small'), '"Incremental Sort"') AS incremental, m.*
  FROM pg_temp.mismatches('plan_answers', 'GROUP BY grp, small') AS m;
RESET enable_sort;
RESET enable_seqscan;
RESET enable_bitmapscan;
RESET enable_hashagg;
-- several grouping sets in one pass, hashed and sorted mixed
SELECT * FROM pg_temp.mismatches('plan_answers', 'GROUP BY GROUPING SETS ((grp), (small), (grp, b), ())');

-- Just-in-time compiled, where the server can
SET jit = on;
SET jit_above_cost = 0;
SET jit_inline_above_cost = 0;
SET jit_optimize_above_cost = 0;
SELECT * FROM pg_temp.mismatches('plan_answers', 'GROUP BY grp');
SELECT count(*) FILTER (WHERE moving IS DISTINCT FROM plain) AS mismatches
  FROM (SELECT nps(n) OVER w AS moving,
               100.0::float8 * (count(*) FILTER (WHERE n >= 9) OVER w - count(*) FILTER (WHERE n <= 6) OVER w) / nullif(count(n) OVER w, 0) AS plain
          FROM plan_answers WHERE id <= 1000 WINDOW w AS (ORDER BY id ROWS BETWEEN 9 PRECEDING AND 1 PRECEDING)) AS x;
RESET jit;
RESET jit_above_cost;
RESET jit_inline_above_cost;
RESET jit_optimize_above_cost;

-- A rollup in a materialized view, refreshed both ways
CREATE MATERIALIZED VIEW plan_rollup AS SELECT grp, tally(n) AS t, nps(n) FROM plan_answers GROUP BY grp;
CREATE UNIQUE INDEX plan_rollup_grp ON plan_rollup (grp);
UPDATE plan_answers SET n = 10 WHERE grp = 7;
DELETE FROM plan_answers WHERE grp = 8;
SELECT nps(sum(t)) = (SELECT nps(n) FROM plan_answers) AS same FROM plan_rollup;
REFRESH MATERIALIZED VIEW CONCURRENTLY plan_rollup;
SELECT nps(sum(t)) = (SELECT nps(n) FROM plan_answers) AS same, count(*) AS groups FROM plan_rollup;
REFRESH MATERIALIZED VIEW plan_rollup;
SELECT nps(sum(t)) = (SELECT nps(n) FROM plan_answers) AS same, bool_and(nps(t) = nps) AS each FROM plan_rollup;
DROP MATERIALIZED VIEW plan_rollup;

-- Prepared, with the general plan and with one for the value
PREPARE by_grp(int, int) AS
  SELECT nps(n) = nps(tally(n)) AS same, nps(tally(n), promoter_min => $2) =
           100.0::float8 * (count(*) FILTER (WHERE n >= $2) - count(*) FILTER (WHERE n <= 6)) / nullif(count(n), 0) AS same_as_plain
    FROM plan_answers WHERE grp = $1;
SET plan_cache_mode = force_generic_plan;
EXECUTE by_grp(3, 10);
EXECUTE by_grp(3, 9);
EXECUTE by_grp(8, 9);
SET plan_cache_mode = force_custom_plan;
EXECUTE by_grp(3, 8);
RESET plan_cache_mode;
DEALLOCATE by_grp;

-- Cursors: rows of groups and of frames, forth and back, and in PL/pgSQL
BEGIN;
DECLARE groups SCROLL CURSOR FOR SELECT grp, nps(n) = nps(tally(n)) AS same, tally_count(tally(n)) = count(n) AS counted FROM plan_answers GROUP BY grp ORDER BY grp;
FETCH 2 FROM groups;
FETCH LAST FROM groups;
FETCH PRIOR FROM groups;
DECLARE frames SCROLL CURSOR FOR SELECT id, tally_count(tally(id % 11) OVER (ORDER BY id ROWS 4 PRECEDING)) AS answers FROM plan_answers WHERE id <= 10 AND grp <> 7 ORDER BY id;
FETCH FORWARD 3 FROM frames;
FETCH ABSOLUTE 6 FROM frames;
FETCH BACKWARD 2 FROM frames;
COMMIT;
DO $$
DECLARE
  one record;
  summed tally := '{}';
  cursor_of_groups CURSOR FOR SELECT grp, tally(n) AS t FROM plan_answers GROUP BY grp;
BEGIN
  FOR one IN cursor_of_groups LOOP
    summed := summed + one.t;
  END LOOP;
  IF summed <> (SELECT tally(n) FROM plan_answers) THEN
    RAISE 'sum of the loop: %', summed;
  END IF;
END $$;

DROP TABLE plan_answers, plan_tallies, plan_parts;
