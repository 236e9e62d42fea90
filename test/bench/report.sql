-- Medians were taken by the views of measure.sql; this prints them.
\pset footer off

-- Shared buffers in huge pages spare a scan, and each worker even more, the
-- look-up of where in memory a page is.
SELECT coalesce(pg_read_file('/proc/self/smaps', 0, 1000000, true) ~
				'KernelPageSize: +(2048|[0-9]{5,}) kB', false) AS huge \gset
\if :huge
	\echo The shared buffers are in huge pages.
\else
	\echo The shared buffers are in ordinary pages; huge pages are faster.
\endif

\echo CPU time: contender divided by rival, medians of :runs runs; in brackets the
\echo lowest and the highest ratio of any one run.  Below 1, the contender is faster.
SELECT item, contender, rival || coalesce(' (' || nullif(rival_variant, '') || ')', '') AS rival,
	   significant(ratio) AS ratio,
	   format('(%s - %s)', significant(lowest), significant(highest)) AS "any one run"
FROM ratio;

SELECT count(*) > 0 AS has_memory FROM memory \gset
\if :has_memory
\echo Memory: peak of what the session had for itself, in MB.
SELECT item, label AS contender, variant, round(kilobytes / 1024.0, 1) AS "MB" FROM memory;
\endif

\echo Goals that are not among those of the summary
SELECT format('%s: %s / %s', item, contender, rival) AS ratio, significant(ratio) AS measured,
	   goal, is_reached(ratio, goal) AS reached
FROM ratio
WHERE goal IS NOT NULL
  AND NOT (contender IN ('satisfaction', 'nps') AND rival IN ('hand-written SQL', 'DuckDB'));

\echo Summary: CPU time divided by that of the fastest way to write it by hand, with the
\echo lowest and the highest ratio of any one run; without the page scan; divided by
\echo that of DuckDB with one thread; and the peak of memory, divided by that by hand.
\pset tuples_only on
\pset format unaligned
SELECT line FROM markdown ORDER BY position;
