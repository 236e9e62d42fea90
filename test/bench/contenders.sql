-- Who runs against whom.  Every query of the benchmark is here.
--
-- "satisfaction" is this extension, which reads pages where it can; "executor"
-- is the same without the page scan.  "count" is count(score) over the same
-- rows: the cheapest that any aggregate of that column can be, so the distance
-- to it is all that the metric costs.  "hand-written SQL" is what people write
-- without the extension, in the ways that we know of; the fastest way counts.

-- 1. One number over all rows
INSERT INTO contender (item, label, variant, query) VALUES
('all rows', 'satisfaction', '', $$
	SELECT nps(score) FROM response
$$),
('all rows', 'count', '', $$
	SELECT count(score) FROM response
$$),
('all rows', 'hand-written SQL', 'filter', $$
	SELECT 100.0 * (count(*) FILTER (WHERE score >= 9) -
					count(*) FILTER (WHERE score <= 6)) / count(score)
	FROM response
$$),
('all rows', 'hand-written SQL', 'case', $$
	SELECT 100 * avg(CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1
						  WHEN score IS NOT NULL THEN 0 END)
	FROM response
$$),
('all rows', 'hand-written SQL', 'sum', $$
	SELECT 100.0 * sum(CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1 ELSE 0 END) /
		   nullif(count(score), 0)
	FROM response
$$);
INSERT INTO comparison (item, label, rival, goal) VALUES
('all rows', 'satisfaction', 'count', 'at most 0.25'),
('all rows', 'satisfaction', 'hand-written SQL', 'below 1'),
('all rows', 'satisfaction', 'DuckDB', NULL);

-- 2. Five metrics of one column at once: NPS, share of promoters, mean, median
-- and the distribution as a chart.  The histogram written by hand draws its
-- chart too, one aggregate for each metric leaves it out.
INSERT INTO contender (item, label, variant, query) VALUES
('five metrics', 'satisfaction', '', $$
	SELECT nps(score), tally_share(tally(score), 9, 10), tally_mean(tally(score)),
		   tally_median(tally(score)), tally_chart(tally(score))
	FROM response
$$),
('five metrics', 'nps alone', '', $$
	SELECT nps(score) FROM response
$$),
('five metrics', 'hand-written SQL', 'an aggregate each', $$
	SELECT 100.0 * (count(*) FILTER (WHERE score >= 9) -
					count(*) FILTER (WHERE score <= 6)) / count(score),
		   100.0 * count(*) FILTER (WHERE score >= 9) / count(score),
		   avg(score),
		   percentile_cont(0.5) WITHIN GROUP (ORDER BY score)
	FROM response
$$),
('five metrics', 'hand-written SQL', 'histogram first', $$
	WITH histogram AS (
		SELECT score, count(*) AS answers
		FROM response
		WHERE score IS NOT NULL
		GROUP BY score
	), running AS (
		SELECT *, sum(answers) OVER () AS total,
			   sum(answers) OVER (ORDER BY score) AS so_far
		FROM histogram
	)
	SELECT 100.0 * (sum(answers) FILTER (WHERE score >= 9) -
					sum(answers) FILTER (WHERE score <= 6)) / sum(answers),
		   100.0 * sum(answers) FILTER (WHERE score >= 9) / sum(answers),
		   sum(score * answers) / sum(answers),
		   (min(score) FILTER (WHERE 2 * so_far >= total) +
			min(score) FILTER (WHERE 2 * so_far > total)) / 2.0,
		   string_agg(score || ' ' || repeat('#', (40 * answers / total)::integer),
					  E'\n' ORDER BY score)
	FROM running
$$);
INSERT INTO comparison (item, label, rival, goal) VALUES
('five metrics', 'satisfaction', 'nps alone', 'at most 1.15'),
('five metrics', 'satisfaction', 'hand-written SQL', 'below 1'),
('five metrics', 'satisfaction', 'DuckDB', NULL);

-- 3 to 5. By team (20 groups), by customer (100,000 groups), by month
INSERT INTO contender (item, label, variant, query)
SELECT item, label, variant, format(query, key, key)
FROM (VALUES
	('by team', 'team'),
	('by customer', 'customer'),
	('by month', 'date_trunc(''month'', answered_at)')) AS grouping (item, key),
(VALUES
	('satisfaction', '', $$
	SELECT %s, nps(score) FROM response GROUP BY %s
$$),
	('count', '', $$
	SELECT %s, count(score) FROM response GROUP BY %s
$$),
	('hand-written SQL', 'filter', $$
	SELECT %s, 100.0 * (count(*) FILTER (WHERE score >= 9) -
						count(*) FILTER (WHERE score <= 6)) / nullif(count(score), 0)
	FROM response
	GROUP BY %s
$$),
	('hand-written SQL', 'case', $$
	SELECT %s, 100 * avg(CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1
							  WHEN score IS NOT NULL THEN 0 END)
	FROM response
	GROUP BY %s
$$),
	('hand-written SQL', 'sum', $$
	SELECT %s, 100.0 * sum(CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1 ELSE 0 END) /
			   nullif(count(score), 0)
	FROM response
	GROUP BY %s
$$)) AS way (label, variant, query);
INSERT INTO comparison (item, label, rival, goal) VALUES
('by team', 'satisfaction', 'count', NULL),
('by team', 'satisfaction', 'hand-written SQL', 'at most 0.35'),
('by team', 'satisfaction', 'DuckDB', 'at most 1.0'),
('by customer', 'satisfaction', 'count', NULL),
('by customer', 'satisfaction', 'hand-written SQL', 'below 1'),
('by customer', 'satisfaction', 'DuckDB', NULL),
('by month', 'satisfaction', 'count', NULL),
('by month', 'satisfaction', 'hand-written SQL', 'below 1'),
('by month', 'satisfaction', 'DuckDB', NULL);

-- 6. A date range that holds a quarter of the rows
INSERT INTO contender (item, label, variant, query)
SELECT 'date range', label, variant, query || $$
	WHERE answered_at >= '2021-10-01' AND answered_at < '2022-07-02'
$$
FROM contender
WHERE item = 'all rows'
ORDER BY position;
INSERT INTO comparison (item, label, rival, goal) VALUES
('date range', 'satisfaction', 'count', NULL),
('date range', 'satisfaction', 'hand-written SQL', 'at most 0.35'),
('date range', 'satisfaction', 'DuckDB', 'at most 1.5');

-- The same without the page scan, as where it does not apply
INSERT INTO contender (item, label, query, page_scan)
SELECT item, 'executor', query, false
FROM contender
WHERE label = 'satisfaction' AND item IN ('all rows', 'by team', 'by customer', 'by month', 'date range')
ORDER BY position;
INSERT INTO comparison (item, label, rival, goal) VALUES
('all rows', 'executor', 'count', 'at most 1.05'),
('all rows', 'executor', 'hand-written SQL', 'at most 0.87'),
('by team', 'executor', 'hand-written SQL', 'below 1'),
('by customer', 'executor', 'hand-written SQL', NULL),
('by month', 'executor', 'hand-written SQL', 'below 1'),
('date range', 'executor', 'hand-written SQL', 'below 1');

-- At all of these DuckDB runs the queries written by hand.
INSERT INTO contender (item, label, variant, query)
SELECT item, 'DuckDB', variant, query
FROM contender
WHERE label = 'hand-written SQL'
ORDER BY position;

-- 7. Text in front of the score, so that it has another place in each row
INSERT INTO contender (item, label, query) VALUES
('text first', 'satisfaction', $$
	SELECT nps(score) FROM worded
$$),
('text first', 'count', $$
	SELECT count(score) FROM worded
$$);
INSERT INTO comparison (item, label, rival, goal) VALUES
('text first', 'satisfaction', 'count', NULL);

-- 8. A frame that moves: 90 days over stored days, by team.  Written by hand,
-- it needs the counts of promoters and detractors stored.
INSERT INTO contender (item, label, query, times) VALUES
('90 days moving', 'satisfaction', $$
	SELECT team, day, nps(sum(scores) OVER recent)
	FROM daily
	WINDOW recent AS (PARTITION BY team ORDER BY day
					  RANGE BETWEEN '89 days' PRECEDING AND CURRENT ROW)
$$, 5),
('90 days moving', 'hand-written SQL', $$
	SELECT team, day, 100.0 * (sum(promoters) OVER recent - sum(detractors) OVER recent) /
					  nullif(sum(answered) OVER recent, 0)
	FROM daily
	WINDOW recent AS (PARTITION BY team ORDER BY day
					  RANGE BETWEEN '89 days' PRECEDING AND CURRENT ROW)
$$, 5);
INSERT INTO comparison (item, label, rival, goal) VALUES
('90 days moving', 'satisfaction', 'hand-written SQL', NULL);

-- A frame a hundred times as long must not cost more: what leaves the frame is
-- taken away, nothing is counted again.
INSERT INTO contender (item, label, query, times)
SELECT item, label, format($$
	SELECT n, %s FROM series
	WINDOW recent AS (ORDER BY n ROWS BETWEEN %s PRECEDING AND CURRENT ROW)
$$, expression, preceding), 3
FROM (VALUES
	('scores moving', 'nps(score) OVER recent'),
	('tallies moving', 'nps(sum(scores) OVER recent)')) AS kind (item, expression),
(VALUES ('1000 rows', 999), ('10 rows', 9)) AS frame (label, preceding);
INSERT INTO comparison (item, label, rival, goal) VALUES
('scores moving', '1000 rows', '10 rows', 'below 1.3'),
('tallies moving', '1000 rows', '10 rows', 'below 1.3');

-- 9. A dashboard by month from stored days, or from the rows
INSERT INTO contender (item, label, query, times) VALUES
('dashboard', 'stored days', $$
	SELECT date_trunc('month', day), tally_count(sum(scores)), nps(sum(scores)),
		   tally_mean(sum(scores)), tally_median(sum(scores))
	FROM daily
	GROUP BY 1
	ORDER BY 1
$$, 20),
('dashboard', 'all rows', $$
	SELECT date_trunc('month', answered_at), tally_count(tally(score)), nps(score),
		   tally_mean(tally(score)), tally_median(tally(score))
	FROM response
	GROUP BY 1
	ORDER BY 1
$$, 1);
INSERT INTO comparison (item, label, rival, goal) VALUES
('dashboard', 'stored days', 'all rows', NULL);

-- 10. Two parallel workers, which the session helps, beside the session that
-- does the work itself; and without its help beside one worker.  How much they
-- gain depends on the cores that are free, and on how fast the kernel shows each
-- worker the shared buffers: count() tells what can be had.
INSERT INTO contender (item, label, workers, leader, query)
SELECT 'parallel', format('%s with %s', name, crew), workers, leader,
	   format('SELECT %s(score) FROM response', name)
FROM (VALUES ('nps'), ('count')) AS metric (name),
(VALUES ('two workers', 2, true), ('one process', 0, true),
		('two workers alone', 2, false), ('one worker alone', 1, false))
	AS crew (crew, workers, leader);
INSERT INTO comparison (item, label, rival, goal) VALUES
('parallel', 'nps with two workers', 'nps with one process', 'at most 0.56'),
('parallel', 'nps with two workers alone', 'nps with one worker alone', 'at most 0.56'),
('parallel', 'count with two workers', 'count with one process', NULL),
('parallel', 'count with two workers alone', 'count with one worker alone', NULL);

-- 11. Weighted answers
INSERT INTO contender (item, label, query) VALUES
('weighted', 'satisfaction', $$
	SELECT nps(tally_weighted(score, weight)) FROM weighted
$$),
('weighted', 'sum', $$
	SELECT sum(weight) FROM weighted
$$),
('weighted', 'hand-written SQL', $$
	SELECT 100 * (sum(weight) FILTER (WHERE score >= 9) -
				  sum(weight) FILTER (WHERE score <= 6)) /
		   sum(weight) FILTER (WHERE score IS NOT NULL)
	FROM weighted
$$);
INSERT INTO comparison (item, label, rival, goal) VALUES
('weighted', 'satisfaction', 'sum', 'at most 1.3'),
('weighted', 'satisfaction', 'hand-written SQL', 'below 1');

-- 12. Very many small groups, three answers each
INSERT INTO contender (item, label, variant, query) VALUES
('small groups', 'nps_summary', '', $$
	SELECT visit, nps_summary(tally(score)) FROM visit GROUP BY visit
$$),
('small groups', 'nps', '', $$
	SELECT visit, nps(score) FROM visit GROUP BY visit
$$),
('small groups', 'hand-written SQL', 'filter', $$
	SELECT visit, 100.0 * (count(*) FILTER (WHERE score >= 9) -
						   count(*) FILTER (WHERE score <= 6)) / nullif(count(score), 0)
	FROM visit
	GROUP BY visit
$$),
('small groups', 'hand-written SQL', 'case', $$
	SELECT visit, 100 * avg(CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1
								 WHEN score IS NOT NULL THEN 0 END)
	FROM visit
	GROUP BY visit
$$);
INSERT INTO comparison (item, label, rival, goal) VALUES
('small groups', 'nps_summary', 'nps', 'at most 1.5'),
('small groups', 'nps', 'hand-written SQL', 'below 1');

-- What this version of the extension does not have yet is left out, with all
-- items where nobody is left to compare.
CREATE TEMPORARY TABLE missing AS
SELECT name
FROM unnest(ARRAY['tally_weighted', 'nps_summary']) AS name
WHERE NOT EXISTS (SELECT FROM pg_proc WHERE proname = name);

DELETE FROM contender USING missing WHERE strpos(query, name || '(') > 0;
DELETE FROM contender AS c
WHERE NOT EXISTS (SELECT FROM comparison
				  JOIN contender AS ours USING (item, label)
				  JOIN contender AS theirs ON (theirs.item, theirs.label) = (ours.item, rival)
				  WHERE ours.item = c.item);

\pset tuples_only on
\pset format unaligned
SELECT name || '() is left out: this version of the extension does not have it.' FROM missing;
