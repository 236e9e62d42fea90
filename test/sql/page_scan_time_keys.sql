\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: groups by parts of time as people and tools write them.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
SET TimeZone = 'Europe/Berlin';
CREATE TABLE page_times (score integer, answered_at timestamptz, local_time timestamp, day date);
INSERT INTO page_times
SELECT i % 11, timestamptz '2023-12-20 00:00+00' + i * interval '97 minutes', timestamp '2023-12-25' + i * interval '113 minutes', date '2023-11-01' + i / 10
FROM generate_series(1, 6000) AS i;
-- The days on which clocks change, NULL, infinity, and times long ago.
INSERT INTO page_times
SELECT i % 11, start + i * interval '19 minutes', start::timestamp + i * interval '19 minutes', start::date
FROM generate_series(1, 200) AS i, unnest(array['2024-03-30', '2024-10-26']::timestamptz[]) AS start;
INSERT INTO page_times VALUES (1, NULL, NULL, NULL), (2, 'infinity', '-infinity', 'infinity'), (3, '0001-01-01 BC', '0044-03-15 BC', '1582-10-15'), (4, '1883-11-18 12:00+00', '1890-06-01', '1890-06-01'), (5, '2038-01-19 04:00', '2038-01-19 04:00', '2038-01-19');
ANALYZE page_times;

-- How often is a key evaluated?
CREATE SEQUENCE page_evaluations;
CREATE FUNCTION page_count(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	PERFORM nextval('page_evaluations');
	RETURN value;
END $$;
CREATE FUNCTION page_evaluations(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	evaluations bigint := nextval('page_evaluations');
BEGIN
	EXECUTE query;
	RETURN CASE WHEN nextval('page_evaluations') - evaluations < 3500 THEN 'few' ELSE 'many' END;
END $$;

-- What a key depends on is seen, so few groups are expected, and the key is not
-- evaluated for each of some 6,400 rows.
SELECT key, page_scan(format('SELECT %s AS key, tally(score), count(*) FROM page_times GROUP BY 1', key)),
	page_evaluations(format('SELECT page_count((%s)::text) AS key, tally(score), count(*) FROM page_times WHERE day BETWEEN ''2000-01-01'' AND ''2030-01-01'' GROUP BY 1', key)) AS evaluations
FROM unnest(array[
	-- none of those
	'date_trunc(''second'', answered_at)',
	'coalesce(answered_at, date_trunc(''day'', answered_at))',
	-- units
	'date_trunc(''MONTH'', answered_at)',
	'date_trunc(''months'', answered_at)',
	'date_trunc(''Qtr'', local_time)',
	'extract(''YEARS'' FROM answered_at)',
	'date_part(''DOW'', local_time)',
	-- casts
	'date_trunc(''month'', answered_at::timestamp)',
	'date_trunc(''MONTH'', CAST(answered_at AS timestamp))',
	'to_char(answered_at::timestamp, ''YYYY-MM'')',
	'answered_at::timestamp::date',
	'date_trunc(''month'', answered_at::date)',
	'to_char(answered_at::date, ''YYYY-MM'')',
	'date_trunc(''day'', local_time::timestamptz)',
	'date_trunc(''month'', day::timestamp)',
	'day - extract(dow FROM day)::integer',
	-- zones
	'date_trunc(''day'', answered_at AT TIME ZONE ''UTC'')',
	'(answered_at AT TIME ZONE ''gmt'')::date',
	'to_char(date_trunc(''month'', answered_at AT TIME ZONE ''UTC''), ''YYYY-MM'')',
	'date_trunc(''month'', answered_at, ''UTC'')',
	'(answered_at AT TIME ZONE ''EST'')::date',
	'(answered_at AT TIME ZONE ''cest'')::date',
	'(answered_at AT TIME ZONE ''MSK'')::date',
	'(answered_at AT TIME ZONE ''-03:30'')::date',
	'((local_time AT TIME ZONE ''UTC'') AT TIME ZONE ''America/New_York'')::date',
	'date_trunc(''day'', local_time AT TIME ZONE ''UTC'')',
	-- seconds since 1970
	'floor(extract(epoch FROM answered_at) / 86400) * 86400',
	'floor(extract(epoch FROM local_time) / 604800) * 604800',
	'floor(extract(epoch FROM answered_at)::float8 / 86400) * 86400',
	'floor(date_part(''epoch'', answered_at) / 86400) * 86400',
	'to_timestamp(floor(extract(epoch FROM answered_at) / 86400) * 86400)',
	'ceil(extract(epoch FROM answered_at) / 86400)::bigint',
	'(extract(epoch FROM answered_at)::bigint - 21600) / 86400',
	'extract(epoch FROM local_time)::integer / 864000',
	-- shifts
	'date_trunc(''week'', answered_at + interval ''1 day'') - interval ''1 day''',
	'date_trunc(''week'', answered_at::timestamp + interval ''1 day'') - interval ''1 day''',
	'date_trunc(''week'', interval ''1 day'' + local_time) + interval ''-1 day''',
	'(answered_at - interval ''6 hours'')::date',
	'(local_time - interval ''6 hours'')::date',
	'((answered_at - interval ''1 day'') AT TIME ZONE ''Asia/Tokyo'')::date',
	'date_trunc(''year'', answered_at + interval ''3 months'')',
	'date_trunc(''quarter'', local_time - interval ''1 month 2 days'')',
	-- numbers and texts of several parts
	'extract(year FROM answered_at) * 100 + extract(month FROM answered_at)',
	'extract(year FROM day) * 100 + extract(month FROM day)',
	'left(answered_at::text, 7)',
	'substr(local_time::text, 1, 10)',
	'left(day::text, 7)'
]) AS key;

-- Where clocks change otherwise: at midnight, a minute later, by a day or half
-- an hour
CREATE TABLE page_clocks (score integer, answered_at timestamptz, local_time timestamp);
INSERT INTO page_clocks
SELECT i % 11, moment, moment AT TIME ZONE 'UTC'
FROM unnest(array['2006-04-01', '2006-10-28', '2011-12-28', '2011-10-14', '2012-02-24']::timestamptz[]) AS start, generate_series(1, 400) AS i,
	LATERAL (SELECT start + i * interval '13 minutes' + interval '31 seconds' AS moment) AS m;
ALTER TABLE page_clocks ALTER answered_at SET (n_distinct = 50), ALTER local_time SET (n_distinct = 50);
ANALYZE page_clocks;
CREATE FUNCTION page_clocks(zone text) RETURNS TABLE (keys bigint, same bigint) LANGUAGE sql AS $$
	SELECT set_config('TimeZone', zone, false);
	SELECT count(*), count(*) FILTER (WHERE page_scan(format('SELECT %s AS key, tally(score), count(*) FROM page_clocks GROUP BY 1', key)) = 'page scan, same')
	FROM unnest(array[
		'date_trunc(''day'', answered_at + interval ''1 day'')',
		'date_trunc(''hour'', answered_at - interval ''1 day 90 minutes'')',
		'date_trunc(''day'', answered_at + interval ''1 month'')',
		'(answered_at - interval ''6 hours 7 minutes'')::date',
		'date_trunc(''day'', (answered_at + interval ''1 day'') AT TIME ZONE ''America/St_Johns'')',
		'date_trunc(''day'', local_time::timestamptz)',
		'date_trunc(''hour'', local_time::timestamptz)',
		'(local_time::timestamptz + interval ''1 day'')::date',
		'floor(extract(epoch FROM local_time::timestamptz) / 7200)',
		'floor(extract(epoch FROM answered_at::timestamp) / 7200)',
		'floor(extract(epoch FROM answered_at + interval ''1 day'') / 43200)',
		'date_trunc(''day'', (local_time AT TIME ZONE ''EST'') AT TIME ZONE ''Pacific/Apia'')',
		'date_trunc(''day'', (answered_at AT TIME ZONE ''Pacific/Apia'') AT TIME ZONE ''Pacific/Apia'', ''Pacific/Apia'')',
		'left((local_time::timestamptz)::text, 10)',
		'extract(hour FROM local_time::timestamptz)',
		'floor(extract(hour FROM answered_at) / 6) * 6',
		'date_trunc(''hour'', answered_at) + interval ''20 minutes'' * floor(extract(minute FROM answered_at) / 20)'
	]) AS key
$$;
SELECT zone, page_clocks(zone) FROM unnest(array['UTC', 'America/Sao_Paulo', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia']) AS zone;
SET TimeZone = 'Europe/Berlin';

-- The zone may change between two fetches.
BEGIN;
DECLARE moments CURSOR FOR SELECT date_trunc('month', answered_at::timestamp) AS month, tally_count(tally(score)) AS answers FROM page_times WHERE day > '2024-01-01' GROUP BY 1 ORDER BY 1;
FETCH 2 moments;
SET LOCAL TimeZone = 'Asia/Tokyo';
FETCH 2 moments;
COMMIT;

-- Nothing is evaluated at the end of a span that would fail where no row is.
SELECT page_scan('SELECT extract(epoch FROM answered_at)::integer / 31536000, tally(score) FROM page_times WHERE answered_at BETWEEN ''1969-01-01'' AND ''2038-01-19 04:14:07'' GROUP BY 1');
SELECT page_scan('SELECT floor(extract(epoch FROM local_time) / 86400) * 86400, tally(score) FROM page_times WHERE local_time > ''2024-01-01'' GROUP BY 1');
INSERT INTO page_times SELECT i % 11, timestamptz '294276-12-31 20:00+00' + i * interval '1 minute', timestamp '294276-12-31 20:00' + i * interval '1 minute', '2024-01-01' FROM generate_series(1, 200) AS i;
SELECT page_scan('SELECT (local_time + interval ''1 hour'')::date, tally(score) FROM page_times WHERE isfinite(local_time) GROUP BY 1');
SELECT page_scan('SELECT date_trunc(''day'', local_time::timestamptz), tally(score) FROM page_times WHERE isfinite(local_time) GROUP BY 1');
SELECT page_scan('SELECT (extract(epoch FROM answered_at) / 86400)::bigint, tally(score) FROM page_times WHERE isfinite(answered_at) GROUP BY 1');

-- Other numbers that are equal only if they look the same
SELECT key, page_scan(format('SELECT %s AS key, tally(score), count(*) FROM page_times GROUP BY 1', key))
FROM unnest(array['floor(score / 3.0)', 'round(score / 3.0, 1)', 'trunc(score / 3.0) * 3 - 0.50', 'floor(score::float8 / 3) * 3', 'score / 3.0', 'score::float8', 'ceil(score::float8 / 3 - 2)', 'floor(-score::float8)']) AS key;

DROP TABLE page_times, page_clocks;
DROP FUNCTION page_count(text), page_evaluations(text), page_clocks(text);
DROP SEQUENCE page_evaluations;
