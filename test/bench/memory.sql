-- One contender in a session of its own, and then what the session needed.
SELECT count(effort) FROM response \g /dev/null
\o /dev/null
SELECT set_config('satisfaction.page_scan', page_scan::text, false),
	   set_config('work_mem', coalesce(work_mem, current_setting('work_mem')), false)
FROM contender WHERE position = :position;
-- The rows are counted on the way, not sent.
SELECT format('SELECT count(q) FROM (%s OFFSET 0) AS q', query)
FROM contender WHERE position = :position \gexec
\o
INSERT INTO memory
SELECT item, label, variant,
	   substring(status FROM 'VmHWM:\s+(\d+)')::integer -
	   substring(status FROM 'RssShmem:\s+(\d+)')::integer -
	   substring(status FROM 'RssFile:\s+(\d+)')::integer
FROM contender, pg_read_file('/proc/self/status', 0, 10000) AS status
WHERE position = :position;
