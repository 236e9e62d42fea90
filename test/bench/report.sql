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
\echo Memory: peak of what the session had for itself, contender divided by rival.
SELECT ours.item, ours.label AS contender, format('%s (%s)', theirs.label, theirs.variant) AS rival,
	   significant(ours.kilobytes::double precision / theirs.kilobytes) AS ratio
FROM memory AS ours
JOIN memory AS theirs USING (item)
WHERE ours.label = 'satisfaction' AND theirs.label = 'hand-written SQL';
\endif

\echo Summary: satisfaction divided by the fastest way to write it by hand.
SELECT * FROM summary;

\echo Goals
SELECT format('%s: %s / %s', item, contender, rival) AS ratio,
	   goal, significant(ratio) AS measured
FROM ratio
WHERE goal IS NOT NULL;
