-- The server's settings; some take effect after a restart.
--
-- Everything stays in memory: a table that is larger than a quarter of the
-- shared buffers would go past them when it is scanned, so they are made four
-- times as large as the widest rows, at about 280 bytes each.  What is not
-- touched takes no memory.
SELECT 256 + 4 * 280 * :rows::bigint / 1048576 || 'MB' AS size \gset
ALTER SYSTEM SET shared_buffers = :'size';
ALTER SYSTEM SET work_mem = '1GB';
ALTER SYSTEM SET maintenance_work_mem = '256MB';

-- Plans without anything that comes and goes.
ALTER SYSTEM SET jit = off;
ALTER SYSTEM SET max_parallel_workers_per_gather = 0;
ALTER SYSTEM SET parallel_setup_cost = 0;
ALTER SYSTEM SET parallel_tuple_cost = 0;
ALTER SYSTEM SET min_parallel_table_scan_size = 0;
ALTER SYSTEM SET synchronize_seqscans = off;
ALTER SYSTEM SET timezone = 'UTC';

-- No work behind our back.
ALTER SYSTEM SET autovacuum = off;
ALTER SYSTEM SET max_wal_size = '8GB';
ALTER SYSTEM SET checkpoint_timeout = '1h';
