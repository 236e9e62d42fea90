\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: groups by parts of time, whose results are remembered.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
SET TimeZone = 'Europe/Berlin';
CREATE TABLE page_times (score integer, answered_at timestamptz, local_time timestamp, day date, team integer);
INSERT INTO page_times
SELECT i % 11, timestamptz '2024-03-20 00:00+00' + i * interval '97 minutes', timestamp '2023-12-25' + i * interval '113 minutes', date '2023-11-01' + i % 400, i % 5
FROM generate_series(1, 4000) AS i;
-- As if there were few, for the page scan to be chosen.
ALTER TABLE page_times ALTER answered_at SET (n_distinct = 100), ALTER local_time SET (n_distinct = 100);
ANALYZE page_times;
-- The hours that come twice, or never; NULL, infinity, and times long ago.
INSERT INTO page_times
SELECT i % 11, timestamptz '2024-10-27 00:00+00' + i * interval '7 minutes', timestamp '2024-03-31 00:00' + i * interval '7 minutes', date '2024-10-27', 0
FROM generate_series(1, 60) AS i;
INSERT INTO page_times VALUES (1, NULL, NULL, NULL, 1), (2, 'infinity', '-infinity', 'infinity', 1), (3, '0001-01-01 BC', '0044-03-15', '1582-10-15', 1), (4, '1883-11-18 12:00+00', '1890-06-01', '1890-06-01', 2);

SELECT key, page_scan(format('SELECT %s AS key, tally(score), count(*) FROM page_times GROUP BY 1', key))
FROM unnest(array[
	'date_trunc(''month'', answered_at)',
	'date_trunc(''hour'', answered_at)',
	'date_trunc(''minute'', answered_at)',
	'date_trunc(''month'', answered_at, ''America/St_Johns'')',
	'date_trunc(''hour'', answered_at, ''Australia/Lord_Howe'')',
	'date_trunc(''day'', answered_at, ''EST'')',
	'date_trunc(''week'', answered_at AT TIME ZONE ''Asia/Tokyo'')',
	'date_trunc(''hour'', answered_at AT TIME ZONE ''Asia/Kathmandu'')',
	'date_trunc(''day'', answered_at AT TIME ZONE ''UTC'')',
	'date_trunc(''month'', answered_at AT TIME ZONE ''Asia/Tokyo'') AT TIME ZONE ''Asia/Tokyo''',
	'(answered_at AT TIME ZONE ''America/New_York'')::date',
	'extract(year FROM answered_at)',
	'extract(hour FROM answered_at)',
	'extract(dow FROM answered_at AT TIME ZONE ''Pacific/Auckland'')',
	'extract(isodow FROM local_time)::integer',
	'extract(quarter FROM day)',
	'extract(epoch FROM date_trunc(''day'', local_time))::integer',
	'date_part(''month'', local_time)',
	'extract(minute FROM local_time)',
	'extract(epoch FROM local_time)::integer / 864000',
	'extract(year FROM day)::integer * 100 + extract(month FROM day)::integer',
	'extract(month FROM day)::integer + extract(month FROM local_time)::integer',
	'to_char(answered_at, ''YYYY-MM'')',
	'to_char(answered_at, ''YYYY-MM-DD HH24'')',
	'to_char(answered_at, ''HH12 AM'')',
	'to_char(answered_at, ''HH24:MI'')',
	'to_char(answered_at, ''SSSS'')',
	'to_char(answered_at, ''TZ'')',
	'to_char(local_time, ''FMDay, "hours of" W'')',
	'to_char(day, ''IYYY-"W"IW'')',
	'to_char(date_trunc(''quarter'', day), ''YYYY "Q"Q'')',
	'upper(to_char(answered_at AT TIME ZONE ''Asia/Tokyo'', ''Mon YY''))',
	'coalesce(to_char(answered_at, ''YYYY''), ''none'')',
	'CASE WHEN extract(dow FROM day) IN (0, 6) THEN ''weekend'' ELSE ''week'' END',
	'extract(dow FROM answered_at) IN (0, 6)',
	'date_trunc(''month'', answered_at)::date',
	'date_trunc(''month'', answered_at) + interval ''1 month''',
	'date_trunc(''month'', answered_at) - local_time < interval ''0''',
	'extract(hour FROM answered_at) || extract(hour FROM answered_at AT TIME ZONE ''Asia/Tokyo'')::text'
]) AS key;

-- date_bin() came with 14.
SELECT current_setting('server_version_num')::integer >= 140000 AS has_date_bin \gset
\if :has_date_bin
SELECT bool_and(page_scan(format('SELECT %s AS key, tally(score), count(*) FROM page_times WHERE isfinite(answered_at) GROUP BY 1', key)) = 'page scan, same') AS bins
FROM unnest(array[
	'date_bin(''7 days'', answered_at, timestamptz ''2024-01-01'')',
	'date_bin(''15 minutes'', answered_at, timestamptz ''2024-10-27 00:07+00'')',
	'date_bin(''36 hours'', local_time, timestamp ''2024-02-03 04:05'')',
	'date_bin(''1 day'', answered_at AT TIME ZONE ''Australia/Lord_Howe'', timestamp ''2024-01-01 06:00'')',
	'date_bin(''2 days'', day, timestamp ''2024-01-01'')',
	'extract(day FROM date_bin(''3 days'', local_time, timestamp ''2030-01-01''))'
]) AS key \gset
\else
\set bins t
\endif
SELECT :'bins' AS bins;

-- Several of them, beside other keys.
SELECT page_scan('SELECT team, extract(year FROM day), to_char(answered_at, ''YYYY-MM''), nps(score) FROM page_times GROUP BY 1, 2, 3');
SELECT page_scan('SELECT team, date_trunc(''month'', day), nps(score) FROM page_times WHERE to_char(day, ''MM'') = ''03'' GROUP BY 1, 2 HAVING extract(year FROM date_trunc(''month'', day)) > 2000');

-- What depends on settings of the session follows them.
BEGIN;
SET LOCAL DateStyle = 'German';
SELECT page_scan('SELECT date_trunc(''month'', day)::text, tally(score) FROM page_times GROUP BY 1');
SET LOCAL DateStyle = 'SQL, DMY';
SET LOCAL TimeZone = 'America/New_York';
SELECT page_scan('SELECT date_trunc(''month'', answered_at)::text, tally(score) FROM page_times GROUP BY 1');
COMMIT;

-- Errors
SELECT query, page_scan(query), regexp_replace(page_scan_rows(query), '^(22\d{3}) .*', '\1') AS rows FROM (VALUES
	('SELECT 1 / (extract(month FROM day)::integer - 3), tally(score) FROM page_times GROUP BY 1'),
	('SELECT 1 / (extract(month FROM day)::integer - 3), tally(score) FROM page_times WHERE extract(month FROM day) = 4 GROUP BY 1')
) AS q (query);

DROP TABLE page_times;

--
-- Conditions that compare two types of time
--
CREATE TABLE page_moments (score integer, answered_at timestamptz, local_time timestamp, day date);
INSERT INTO page_moments
SELECT i % 11, timestamptz '2011-12-27 00:00+00' + i * interval '13 minutes', timestamp '2011-12-27' + i * interval '17 minutes', date '2011-12-25' + i % 12
FROM generate_series(1, 1000) AS i;
INSERT INTO page_moments VALUES
	(1, NULL, NULL, NULL), (2, 'infinity', 'infinity', 'infinity'), (3, '-infinity', '-infinity', '-infinity'),
	(4, '294276-12-31 00:00+00', '294276-12-31', '5874897-12-31'), (5, '4713-11-25 12:00+00 BC', '4713-11-24 BC', '4713-11-24 BC'),
	(6, '2011-12-29 00:00+00', '2011-12-29', '2011-12-29');
ANALYZE page_moments;
CREATE FUNCTION page_compare(zone text) RETURNS TABLE (comparisons bigint, page_scans bigint, different text) LANGUAGE sql AS $$
	SELECT set_config('TimeZone', zone, false);
	SELECT count(*), count(*) FILTER (WHERE result LIKE 'page scan%'),
		string_agg(query || ': ' || result, E'\n') FILTER (WHERE result NOT LIKE '%, same')
	FROM (
		SELECT query, page_scan(query) AS result
		FROM unnest(array['<', '<=', '=', '>=', '>', '<>']) AS operator,
			(VALUES ('answered_at', 'date'), ('local_time', 'date'), ('answered_at', 'timestamp'), ('day', 'timestamp'), ('day', 'timestamptz'), ('local_time', 'timestamptz')) AS c (name, type),
			unnest(array['2011-12-29', '2011-12-30', '2011-12-31', '2012-01-01 10:00', 'infinity', '-infinity', '294276-12-30', '4713-11-25 BC']) AS bound,
			unnest(array['SELECT tally(score), count(*) FROM page_moments WHERE %1$s %2$s %3$s %4$L',
						 'SELECT tally(score) FILTER (WHERE %3$s %4$L %2$s %1$s), tally(score) FILTER (WHERE %3$s %4$L %2$s %1$s AND %1$s <> %3$s ''2011-12-30'') FROM page_moments']) AS form,
			format(form, name, operator, type, bound) AS query
	) AS q
$$;
SELECT zone, page_compare(zone) FROM unnest(array['UTC', 'Pacific/Apia', 'America/New_York']) AS zone;
SET TimeZone = 'UTC';
SELECT page_scan('SELECT tally(score) FROM page_moments WHERE answered_at >= date ''2011-12-28'' + score');
SELECT page_scan('SELECT g, (SELECT tally(score) FROM page_moments WHERE day > timestamp ''2011-12-28 12:00'' + g * interval ''1 day'') FROM generate_series(1, 3) AS g');
SELECT page_scan('SELECT tally(score) FROM page_moments WHERE answered_at >= NULL::date');
SELECT page_scan('SELECT tally(score) FROM page_moments WHERE answered_at >= (SELECT day FROM page_moments)');
DROP FUNCTION page_compare(text);
DROP TABLE page_moments;
