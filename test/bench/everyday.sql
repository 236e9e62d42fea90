-- What is asked of the tables that people have: every row of this file is one
-- item, beside the ways to write it without the extension.  contenders.sql says
-- who the contenders are.

-- The ways to write a metric by hand
CREATE FUNCTION nps_by_hand(score text) RETURNS text[]
	LANGUAGE sql IMMUTABLE
	AS $$ SELECT ARRAY[
		format('100.0 * (count(*) FILTER (WHERE %1$s >= 9) - count(*) FILTER (WHERE %1$s <= 6)) / nullif(count(%1$s), 0)', score),
		format('100 * avg(CASE WHEN %1$s >= 9 THEN 1 WHEN %1$s <= 6 THEN -1 WHEN %1$s IS NOT NULL THEN 0 END)', score),
		format('100.0 * sum(CASE WHEN %1$s >= 9 THEN 1 WHEN %1$s <= 6 THEN -1 ELSE 0 END) / nullif(count(%1$s), 0)', score)] $$;

CREATE FUNCTION rate_by_hand(answer text) RETURNS text[]
	LANGUAGE sql IMMUTABLE
	AS $$ SELECT ARRAY[
		format('100.0 * count(*) FILTER (WHERE %1$s) / nullif(count(%1$s), 0)', answer),
		format('100 * avg(CASE WHEN %1$s THEN 1 WHEN NOT (%1$s) THEN 0 END)', answer),
		format('100.0 * sum(CASE WHEN %1$s THEN 1 ELSE 0 END) / nullif(count(%1$s), 0)', answer)] $$;

-- One item: the metric, the ways to write it by hand, what is selected beside
-- it, and the query after the list.
CREATE PROCEDURE add_item(item text, metric text, by_hand text[], beside text,
						  rest text, goal text, times integer DEFAULT 1,
						  work_mem text DEFAULT NULL, prepared boolean DEFAULT false)
LANGUAGE plpgsql AS $$
DECLARE
	query	text := 'SELECT ' || coalesce(beside || ', ', '') || '%s ' || rest;
BEGIN
	INSERT INTO contender (item, label, variant, query, page_scan, times, work_mem, prepared)
	SELECT item, label, variant, replace(query, '%s', expression), page_scan, times, work_mem, prepared
	FROM (VALUES ('satisfaction', '', metric, true),
				 ('executor', '', metric, false),
				 ('hand-written SQL', 'filter', by_hand[1], true),
				 ('hand-written SQL', 'case', by_hand[2], true),
				 ('hand-written SQL', 'sum', by_hand[3], true))
		AS way (label, variant, expression, page_scan)
	WHERE expression IS NOT NULL;
	INSERT INTO comparison (item, label, rival, goal)
	VALUES (item, 'satisfaction', 'hand-written SQL', goal),
		   (item, 'executor', 'hand-written SQL', NULL);
END $$;

-- Expressions as scores
CALL add_item('nullif', 'nps(nullif(score, 99))', nps_by_hand('nullif(score, 99)'), NULL,
			  'FROM response', 'at most 0.30');
CALL add_item('score::bigint', 'nps(score::bigint)', nps_by_hand('score'), NULL,
			  'FROM response', 'at most 0.40');
CALL add_item('CASE', 'nps(CASE WHEN score BETWEEN 0 AND 10 THEN score END)',
			  nps_by_hand('CASE WHEN score BETWEEN 0 AND 10 THEN score END'), NULL,
			  'FROM response', 'at most 0.40');
CALL add_item('text as score', $$nps(nullif(answer, '')::integer)$$,
			  nps_by_hand($$nullif(answer, '')::integer$$), NULL,
			  'FROM survey', 'at most 0.40');
CALL add_item('JSON as score', $$nps((data->>'nps')::integer)$$,
			  nps_by_hand($$(data->>'nps')::integer$$), NULL,
			  'FROM survey', 'at most 0.40');
CALL add_item('numeric score', 'nps(exact)', nps_by_hand('exact'), NULL,
			  'FROM survey', 'at most 0.40');
CALL add_item('round', 'nps(round(exact))', nps_by_hand('round(exact)'), NULL,
			  'FROM survey', 'at most 0.40');
CALL add_item('csat of text', $$csat(rating = 'good')$$, rate_by_hand($$rating = 'good'$$), NULL,
			  'FROM survey', 'at most 0.35');
CALL add_item('rate of a comparison', 'rate(csat >= 4)', rate_by_hand('csat >= 4'), NULL,
			  'FROM response', 'at most 0.35');
CALL add_item('rate of two columns', 'rate(csat <= effort)', rate_by_hand('csat <= effort'), NULL,
			  'FROM response', 'at most 0.35');

-- Other aggregates beside ours
CALL add_item('beside avg', 'nps(score)', nps_by_hand('score'), 'avg(effort)',
			  'FROM response', 'at most 0.35');
CALL add_item('beside sum, min and max', 'nps(score)', nps_by_hand('score'),
			  'team, sum(effort), min(answered_at), max(answered_at)',
			  'FROM response GROUP BY team', 'at most 0.35');
CALL add_item('beside avg of numeric', 'nps(score)', nps_by_hand('score'), 'avg(exact)',
			  'FROM survey', 'at most 0.35');

-- Joins
CALL add_item('join', 'nps(score)', nps_by_hand('score'), 'segment',
			  'FROM response JOIN customer ON customer.id = response.customer GROUP BY segment',
			  'at most 0.30');
CALL add_item('join by month', 'nps(score)', nps_by_hand('score'),
			  $$segment, date_trunc('month', answered_at)$$,
			  'FROM response JOIN customer ON customer.id = response.customer GROUP BY 1, 2',
			  'at most 0.30');
CALL add_item('left join', 'nps(score)', nps_by_hand('score'), 'segment',
			  'FROM response LEFT JOIN customer ON customer.id = response.customer GROUP BY segment',
			  'at most 0.30');
CALL add_item('IN (subquery)', 'nps(score)', nps_by_hand('score'), NULL,
			  $$FROM response WHERE customer IN (SELECT id FROM customer WHERE segment = 'segment 1')$$,
			  'at most 0.30');
CALL add_item('view over a join', 'nps(score)', nps_by_hand('score'), 'segment',
			  'FROM answer WHERE team <= 10 GROUP BY segment', 'at most 0.30');

-- Conditions
CALL add_item('timestamptz and date', 'nps(score)', nps_by_hand('score'), NULL,
			  $$FROM response WHERE answered_at >= date '2021-04-01'$$, 'at most 0.25');
CALL add_item('IN (list)', 'nps(score)', nps_by_hand('score'), NULL,
			  'FROM response WHERE team IN (1, 3, 5, 7, 9, 11, 13, 15)', 'at most 0.35');
CALL add_item('text equality', 'nps(score)', nps_by_hand('score'), NULL,
			  $$FROM survey WHERE channel = 'channel 1'$$, 'at most 0.35');
CALL add_item('LIKE', 'nps(score)', nps_by_hand('score'), NULL,
			  $$FROM survey WHERE email LIKE 'customer1%'$$, 'at most 0.35');

-- A real table: text in front, and the score as the last of 15 columns
CALL add_item('real table', 'nps(score)', nps_by_hand('score'), NULL,
			  'FROM survey', 'at most 0.25');
CALL add_item('real table by channel', 'nps(score)', nps_by_hand('score'), 'channel',
			  'FROM survey GROUP BY channel', 'at most 0.25');
CALL add_item('real table by month', 'nps(score)', nps_by_hand('score'),
			  $$date_trunc('month', answered_at)$$, 'FROM survey GROUP BY 1', 'at most 0.18');

-- Times in a zone
CALL add_item('month in a zone', 'nps(score)', nps_by_hand('score'),
			  $$date_trunc('month', answered_at, 'Europe/Berlin')$$,
			  'FROM response GROUP BY 1', 'at most 0.30');
CALL add_item('month at time zone', 'nps(score)', nps_by_hand('score'),
			  $$date_trunc('month', answered_at AT TIME ZONE 'Europe/Berlin')$$,
			  'FROM response GROUP BY 1', 'at most 0.30');
CALL add_item('to_char', 'nps(score)', nps_by_hand('score'),
			  $$to_char(answered_at, 'YYYY-MM')$$, 'FROM response GROUP BY 1', 'at most 0.30');
CALL add_item('extract', 'nps(score)', nps_by_hand('score'),
			  'extract(hour FROM answered_at)', 'FROM response GROUP BY 1', 'at most 0.30');
SELECT :SERVER_VERSION_NUM >= 140000 AS has_date_bin \gset
\if :has_date_bin
CALL add_item('date_bin', 'nps(score)', nps_by_hand('score'),
			  $$date_bin('7 days', answered_at, '2021-01-04 00:00+00')$$, 'FROM response GROUP BY 1',
			  'at most 0.30');
\endif

-- Keys as tools write them
CALL add_item('MONTH of a timestamp', 'nps(score)', nps_by_hand('score'),
			  $$date_trunc('MONTH', answered_at::timestamp)$$, 'FROM response GROUP BY 1', 'at most 0.30');
CALL add_item('month in UTC', 'nps(score)', nps_by_hand('score'),
			  $$to_char(date_trunc('month', answered_at AT TIME ZONE 'UTC'), 'YYYY-MM')$$,
			  'FROM response GROUP BY 1', 'at most 0.30');
CALL add_item('week from Sunday', 'nps(score)', nps_by_hand('score'),
			  $$date_trunc('week', answered_at + interval '1 day') - interval '1 day'$$,
			  'FROM response GROUP BY 1', 'at most 0.30');
CALL add_item('floor of seconds', 'nps(score)', nps_by_hand('score'),
			  'floor(extract(epoch FROM answered_at) / 86400) * 86400', 'FROM response GROUP BY 1',
			  'at most 0.30');
CALL add_item('year and month', 'nps(score)', nps_by_hand('score'),
			  'extract(year FROM answered_at) * 100 + extract(month FROM answered_at)',
			  'FROM response GROUP BY 1', 'at most 0.30');

-- Grouping sets
CALL add_item('ROLLUP', 'nps(score)', nps_by_hand('score'), 'team, csat',
			  'FROM response GROUP BY ROLLUP (team, csat)', 'at most 0.40');
CALL add_item('CUBE', 'nps(score)', nps_by_hand('score'), 'team, csat',
			  'FROM response GROUP BY CUBE (team, csat)', 'at most 0.40');
CALL add_item('GROUPING SETS', 'nps(score)', nps_by_hand('score'),
			  $$team, csat, date_trunc('month', answered_at)$$,
			  'FROM response GROUP BY GROUPING SETS ((1), (2), (3), ())', 'at most 0.40');

-- Weights, waiting times, customers who leave
CALL add_item('weighted by team', 'nps(tally_weighted(score, weight))', ARRAY[$$
	100 * (sum(weight) FILTER (WHERE score >= 9) - sum(weight) FILTER (WHERE score <= 6)) /
	sum(weight) FILTER (WHERE score IS NOT NULL)$$, $$
	100 * sum(CASE WHEN score >= 9 THEN weight WHEN score <= 6 THEN -weight END) /
	sum(CASE WHEN score IS NOT NULL THEN weight END)$$], 'channel',
			  'FROM survey GROUP BY channel', 'at most 0.40');
CALL add_item('service_level', $$service_level(wait, '20 seconds')$$,
			  rate_by_hand($$wait <= interval '20 seconds'$$), NULL,
			  'FROM survey', 'at most 0.60');
CALL add_item('service_level of a difference',
			  $$service_level(answered_at - timestamptz '2021-01-01 00:00+00', '547 days')$$,
			  rate_by_hand($$answered_at - timestamptz '2021-01-01 00:00+00' <= interval '547 days'$$),
			  NULL, 'FROM response', 'at most 0.60');
CALL add_item('churn_rate', $$churn_rate(joined, gone, '2023-01-01', '2023-04-01')$$, ARRAY[$$
	100.0 * count(*) FILTER (WHERE joined < '2023-01-01' AND gone >= '2023-01-01' AND gone < '2023-04-01') /
	nullif(count(*) FILTER (WHERE joined < '2023-01-01' AND (gone IS NULL OR gone >= '2023-01-01')), 0)$$, $$
	100 * avg(CASE WHEN joined < '2023-01-01' AND (gone IS NULL OR gone >= '2023-01-01')
				   THEN CASE WHEN gone < '2023-04-01' THEN 1 ELSE 0 END END)$$, $$
	100.0 * sum(CASE WHEN joined < '2023-01-01' AND gone >= '2023-01-01' AND gone < '2023-04-01' THEN 1 ELSE 0 END) /
	nullif(sum(CASE WHEN joined < '2023-01-01' AND (gone IS NULL OR gone >= '2023-01-01') THEN 1 ELSE 0 END), 0)$$],
			  NULL, 'FROM subscription', 'at most 0.60');

-- Many groups, with plenty of memory and with the server's default
CALL add_item('by e-mail', 'nps(score)', nps_by_hand('score'), 'email',
			  'FROM survey GROUP BY email', 'at most 0.50');
CALL add_item('by customer, 4 MB', 'nps(score)', nps_by_hand('score'), 'customer',
			  'FROM response GROUP BY customer', 'at most 0.50', 1, '4MB');
CALL add_item('by visit', 'nps(score)', nps_by_hand('score'), 'visit',
			  'FROM visit GROUP BY visit', 'at most 0.50');
CALL add_item('by visit, 4 MB', 'nps(score)', nps_by_hand('score'), 'visit',
			  'FROM visit GROUP BY visit', NULL, 1, '4MB');
CALL add_item('by e-mail, 4 MB', 'nps(score)', nps_by_hand('score'), 'email',
			  'FROM survey GROUP BY email', 'at most 0.50', 1, '4MB');

-- Ten rows
CALL add_item('ten rows', 'nps(score)', nps_by_hand('score'), NULL, 'FROM few',
			  'at most 0.6', 1000);
CALL add_item('ten rows, prepared', 'nps(score)', nps_by_hand('score'), NULL, 'FROM few',
			  'at most 1.0', 1000, NULL, true);

-- Stored tallies, and stored counts
CALL add_item('stored tallies', 'nps(sum(scores))', ARRAY[
	'100.0 * (sum(promoters) - sum(detractors)) / nullif(sum(answered), 0)'], 'team',
			  'FROM daily GROUP BY team', 'at most 1.0', 10);

-- DuckDB at the table that people have
INSERT INTO contender (item, label, variant, query)
SELECT item, 'DuckDB', variant, query
FROM contender
WHERE label = 'hand-written SQL'
  AND item IN ('real table', 'real table by channel', 'real table by month', 'by e-mail')
ORDER BY position;
INSERT INTO comparison (item, label, rival, goal) VALUES
('real table', 'satisfaction', 'DuckDB', NULL),
('real table by channel', 'satisfaction', 'DuckDB', 'at most 2.5'),
('real table by month', 'satisfaction', 'DuckDB', NULL),
('by e-mail', 'satisfaction', 'DuckDB', NULL);
