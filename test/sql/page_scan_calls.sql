\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: aggregates whose transition functions it calls.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
CREATE TABLE page_calls (
	id integer, score integer, weight double precision, amount numeric, ratio double precision, single real, word text, happy boolean,
	wait interval, joined date, gone date, answers numeric, team integer, nothing numeric, stored tally);
INSERT INTO page_calls
SELECT i, i % 11, nullif(i % 9, 3) / 7.0, nullif(i % 17, 5) / 3.0, sin(i), cos(i), nullif(repeat(chr(97 + i % 7), i % 5), ''), nullif(i % 3, 2) = 1,
	i % 90 * interval '1 second', date '2023-06-01' + i % 300, nullif(date '2024-01-01' + i % 200, date '2024-01-03'), i % 4, nullif(i % 7, 3), NULL,
	nullif(CASE i % 6 WHEN 0 THEN '{}' WHEN 1 THEN format('{%s:2(0.3,0.05)}', i % 11) ELSE format('{%s:%s,%s:1,100:2}', i % 7, i, 8 + i % 3) END, '{5:2(0.3,0.05)}')::tally
FROM generate_series(1, 3000) AS i;
INSERT INTO page_calls (id, score, amount, ratio, word, team) VALUES (3001, 1, 'NaN', 'NaN', repeat('z', 100000), 9), (3002, 2, 1e30, 'infinity', repeat('y', 3000), 10), (3003, NULL, NULL, '-infinity', NULL, 11);
ANALYZE page_calls;

SELECT query, page_scan(query || ' FROM page_calls'), page_scan(query || ' FROM page_calls GROUP BY team'),
	page_scan(query || ' FROM page_calls WHERE id < 0'), page_scan(query || ' FROM page_calls WHERE team > 3 GROUP BY team')
FROM (VALUES
	('SELECT tally_weighted(score, weight), nps(tally_weighted(score, weight))'),
	('SELECT tally_weighted(score, weight) FILTER (WHERE happy), tally_weighted(score::numeric, amount) FILTER (WHERE id <= 3000), tally(score)'),
	('SELECT tally_counted(score, answers), tally_counted(happy, 2)'),
	('SELECT sum(stored), tally_mean(sum(stored) FILTER (WHERE happy)), tally_count(sum(nullif(stored, ''{}'')))'),
	('SELECT service_level(wait, interval ''30 seconds''), service_level(wait, interval ''30 seconds'', happy), service_level(wait + interval ''1 second'', interval ''40 seconds'', happy, ''answered'')'),
	('SELECT churn_rate(joined, gone, ''2024-01-01'', ''2024-04-01''), retention_rate(joined, gone, ''2024-01-01'', ''2024-04-01'')'),
	('SELECT tally(score), avg(amount), sum(amount), min(amount), max(amount)'),
	('SELECT tally(score), avg(nullif(amount, 1)), sum(2 * amount) FILTER (WHERE happy), max(round(amount)) FILTER (WHERE id <= 3000)'),
	('SELECT tally(score), avg(ratio) FILTER (WHERE id <= 3000), sum(ratio), min(ratio), max(ratio), avg(single), sum(single), max(single)'),
	('SELECT tally(score), min(word), max(word), max(upper(word)), min(word) FILTER (WHERE id <= 3000)'),
	('SELECT tally(score), bool_and(happy), bool_or(happy), every(score < 11), bool_or(word = ''bb'')'),
	('SELECT tally(score), stddev(score), variance(score::smallint), stddev_pop(id::bigint), var_pop(amount) FILTER (WHERE id <= 3000), var_samp(nullif(id, 7)), stddev_samp(amount) FILTER (WHERE happy AND id <= 3000)'),
	('SELECT tally(score), variance(amount), stddev(team), var_pop(score::bigint), stddev_pop(score::smallint), var_samp(id::bigint), stddev_samp(nothing), regr_count(ratio, weight)'),
	('SELECT tally(score), stddev(ratio) FILTER (WHERE id <= 3000), variance(single), var_samp(weight), stddev_samp(ratio), var_pop(single), stddev_pop(nothing::double precision)'),
	('SELECT tally(score), corr(ratio, weight), covar_pop(ratio, weight), covar_samp(ratio, weight), regr_r2(ratio, weight), regr_slope(ratio, weight), regr_intercept(ratio, weight)'),
	('SELECT tally(score), corr(score, amount) FILTER (WHERE id <= 3000), regr_sxx(ratio, weight), regr_syy(ratio, weight), regr_sxy(ratio, weight), regr_avgx(ratio, weight), regr_avgy(ratio, weight)'),
	('SELECT tally(score), stddev(amount), avg(amount), variance(amount), sum(amount), stddev(2 * id), variance(2 * id), sum(2 * id)'),
	('SELECT tally(score), avg(nothing), sum(nothing), min(nothing), avg(nothing::double precision)'),
	('SELECT service_level(score, 5), service_level(extract(epoch FROM wait)::float8, 30, happy), service_level_tally(answers, 2), service_level_tally(score::bigint, 5, happy, ''offered'')'),
	('SELECT nps(score_of(score || '' - very likely'')), tally(score_of(nullif(score, 3)::text, ''{5,n/a}''))')
) AS q (query);

-- Numerics are summed as integers as long as they are short, and then merged.
CREATE TABLE page_sums (id integer, amount numeric, team integer);
INSERT INTO page_sums
SELECT i, CASE i % 9 WHEN 0 THEN i WHEN 1 THEN -i / 100.0 WHEN 2 THEN round(i / 7.0, i % 6) WHEN 3 THEN 99999999.9999 - i WHEN 4 THEN NULL
	WHEN 5 THEN 1e8 + i WHEN 6 THEN (i % 5)::numeric(20, 4) WHEN 7 THEN i * 1e-9 ELSE -99999999.9999 END, i % 10
FROM generate_series(1, 2000) AS i;
INSERT INTO page_sums VALUES (0, -0.0, 20), (0, 0.0000, 21), (1, NULL, 22), (1, 1e-20, 23), (1, -0.0001, 24), (1, 0.10, 25), (2, 0.2, 25), (1, 'NaN', 26), (1, 1, 26), (1, 1, 27), (1, 2, 27), (1, 2, 27);
ANALYZE page_sums;
SELECT query, page_scan(query || ' FROM page_sums'), page_scan(query || ' FROM page_sums GROUP BY team'),
	page_scan(query || ' FROM page_sums WHERE id % 9 IN (1, 6)'), page_scan(query || ' FROM page_sums WHERE id % 9 = 4 GROUP BY team')
FROM (VALUES
	('SELECT tally(id % 5), avg(amount), sum(amount)'),
	('SELECT tally(id % 5), avg(amount) FILTER (WHERE amount < 100), sum(-amount)'),
	('SELECT tally(id % 5), sum(nullif(amount, 0.2)), sum(amount) - sum(amount)')
) AS q (query);
DROP TABLE page_sums;

-- Groups that outgrow the memory, and parallel parts of groups.
ALTER TABLE page_calls ALTER id SET (n_distinct = 3);
ANALYZE page_calls;
SET work_mem = '64kB';
SELECT page_scan('SELECT id % 1000, tally(score), avg(amount), sum(amount), max(word), tally_counted(score, answers), bool_or(happy) FROM page_calls GROUP BY 1');
SELECT page_scan('SELECT id % 1000, sum(ratio), tally_weighted(score, weight), sum(stored) FROM page_calls GROUP BY 1');
RESET work_mem;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT page_scan('SELECT team, tally(score), avg(amount), sum(amount), max(word), tally_counted(score, answers), bool_or(happy) FROM page_calls GROUP BY team');
SET max_parallel_workers_per_gather = 0;

-- Errors: the same, and only for rows that pass.
SELECT query, page_scan(query), page_scan_rows(query) FROM (VALUES
	('SELECT tally_weighted(score, ratio) FROM page_calls'),
	('SELECT tally_count(tally_weighted(score, ratio) FILTER (WHERE ratio > 0 AND id <= 3000)) FROM page_calls'),
	('SELECT tally_counted(score, amount) FROM page_calls WHERE amount = 1.5'),
	('SELECT service_level(wait - interval ''1 second'', interval ''30 seconds'') FROM page_calls WHERE wait = interval ''0'''),
	('SELECT tally(score), sum(1 / amount) FROM page_calls'),
	('SELECT nps(score - 1), csat(score - 1) FROM page_calls'),
	('SELECT csat(score::smallint - 2::smallint), csat(score - 1) FROM page_calls WHERE score = 0'),
	('SELECT ces(score * 20.0) FROM page_calls'),
	('SELECT tally(ratio * 1000) FROM page_calls WHERE id = 5'),
	('SELECT nps(score_of(word)) FROM page_calls WHERE id = 4'),
	('SELECT tally(score), sum(round(1 / amount)) FILTER (WHERE amount > 1) FROM page_calls WHERE id <= 3000')
) AS q (query);

-- The difference of two times and a constant target need no interval.
CREATE TABLE page_waits (id integer, asked timestamptz, answered timestamptz, local_asked timestamp, local_answered timestamp);
INSERT INTO page_waits
SELECT i, timestamptz '2024-03-30 00:00+00' + i * interval '1 minute', nullif(timestamptz '2024-03-30 00:00+00' + i * interval '1 minute' + i % 70 * interval '1 hour', timestamptz '2024-03-30 00:03+00' + interval '3 hours'),
	nullif(timestamp '2024-03-30' + i * interval '1 minute', timestamp '2024-03-30 00:05'), timestamp '2024-03-30' + i * interval '1 minute' + i % 7 * interval '10 days'
FROM generate_series(0, 2999) AS i;
INSERT INTO page_waits VALUES (3000, '2024-03-30 12:00+00', '2024-03-30 11:59:59.999999+00', '2024-03-30 12:00', '2024-03-30 12:00'),
	(3001, '-infinity', '2024-03-30 12:00+00', '4713-01-01 BC', '294276-12-31'), (3002, '2024-03-30 12:00+00', 'infinity', 'infinity', 'infinity'),
	(3003, NULL, NULL, NULL, NULL), (3004, NULL, 'infinity', '-infinity', NULL);
ALTER TABLE page_waits ALTER id SET (n_distinct = 7);
ANALYZE page_waits;
SELECT query, page_scan(query || ' FROM page_waits WHERE id < 3000'), page_scan(query || ' FROM page_waits WHERE id < 3000 GROUP BY id % 7'), page_scan(query || ' FROM page_waits WHERE id >= 3003'),
	page_scan(query || ' FROM page_waits WHERE id IN (1, 3000)') AS negative, page_scan(query || ' FROM page_waits WHERE id IN (3001, 3003)') AS endless, page_scan(query || ' FROM page_waits WHERE id IN (3002, 3004)') AS endless_too
FROM (VALUES
	('SELECT service_level(answered - asked, ''23 hours''), tally_count(tally(id % 11))'),
	('SELECT service_level(answered - asked, ''2 days 00:00:00.000001'') FILTER (WHERE id % 2 = 0), service_level(answered - asked, ''0'')'),
	('SELECT service_level(local_answered - local_asked, ''1 month''), service_level(local_answered - local_asked, ''29 days 24:00:00''), service_level(local_answered - local_asked, ''30 days -00:00:00.000001'')'),
	('SELECT service_level(answered - timestamptz ''2024-03-30 00:00+00'', ''1 day''), service_level(coalesce(answered, asked) - asked, ''1 day'')'),
	('SELECT service_level(answered - asked, ''178000000 years'')'),
	('SELECT service_level(answered - asked, NULL)')
) AS q (query);
SELECT query, page_scan(query), page_scan_rows(query) FROM (VALUES
	('SELECT service_level(answered - asked, ''1 hour'') FROM page_waits WHERE id IN (1, 3000)'),
	('SELECT service_level(asked - answered, ''1 hour'') FROM page_waits WHERE id < 100'),
	('SELECT service_level(answered - asked, ''-1 hour'') FROM page_waits WHERE id < 100')
) AS q (query);
DROP TABLE page_calls, page_waits;
