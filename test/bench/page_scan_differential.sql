-- The page scan against the ordinary plan, on random tables and queries.
--
--   psql -X -q -v tables=60 -v queries=100 -v seed=0.1 -f page_scan_differential.sql
--
-- Every query runs with satisfaction.page_scan on, under random settings of
-- the planner, and with it off, in one process.  Prints a line for each query
-- whose rows or whose error differ, and a last line with the numbers of
-- queries, of those that used the page scan, of errors and of differences.

\set ON_ERROR_STOP on
\if :{?tables}
\else
	\set tables 20
\endif
\if :{?queries}
\else
	\set queries 50
\endif
\if :{?seed}
\else
	\set seed 0.1
\endif

SET client_min_messages = warning;
DROP SCHEMA IF EXISTS page_scan_differential CASCADE;
CREATE SCHEMA page_scan_differential;
SET search_path = page_scan_differential, public, pg_temp;
SELECT setseed(:seed) \g /dev/null

CREATE TYPE mood AS ENUM ('bad', 'fair', 'good');

CREATE TABLE difference (query text, settings text, with_scan text, without text);
CREATE TABLE tested (name text, columns text[], vacuum text);

-- One of the arguments.
CREATE FUNCTION pick(VARIADIC choices text[]) RETURNS text LANGUAGE sql VOLATILE
	AS 'SELECT choices[1 + floor(random() * array_length(choices, 1))::int]';

CREATE FUNCTION chance(probability float8) RETURNS boolean LANGUAGE sql VOLATILE
	AS 'SELECT random() < probability';

--
-- Tables
--

-- A random value for a column, NULL now and then.
CREATE FUNCTION random_value(name text, nulls float8) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	value text;
BEGIN
	value := CASE name
		WHEN 'team' THEN '(random() * 9)::int'
		WHEN 'customer' THEN '(random() * 1000)::int'
		WHEN 'score' THEN 'floor(random() * 11)::int'
		WHEN 'slider' THEN '(random() * 100)::int'
		WHEN 'csat' THEN '1 + floor(random() * 5)::int'
		WHEN 'answer' THEN 'random() < 0.5'
		WHEN 'day' THEN 'date ''2024-01-01'' + (random() * 400)::int'
		WHEN 'answered_at' THEN 'timestamptz ''2024-02-20'' + random() * interval ''420 days'''
		WHEN 'local_time' THEN 'timestamp ''2023-12-30 22:00'' + random() * interval ''90 days'''
		WHEN 'note' THEN 'repeat(chr(97 + (random() * 5)::int), (CASE WHEN random() < 0.02 THEN 5000 ELSE random() * 12 END)::int)'
		WHEN 'feeling' THEN '(array[''bad'', ''fair'', ''good''])[1 + floor(random() * 3)::int]::mood'
		WHEN 'token' THEN 'md5((random() * 5)::int::text)::uuid'
		ELSE '(random() * 5)::int'
	END;
	RETURN format('CASE WHEN random() < %s THEN NULL ELSE %s END', nulls, value);
END $$;

CREATE FUNCTION random_type(name text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	RETURN CASE name
		WHEN 'score' THEN pick('smallint', 'integer', 'integer', 'bigint', 'numeric', 'double precision')
		WHEN 'slider' THEN pick('smallint', 'integer', 'numeric', 'double precision')
		WHEN 'csat' THEN pick('smallint', 'integer')
		WHEN 'team' THEN pick('smallint', 'integer', 'bigint', 'text', 'varchar(10)', 'oid')
		WHEN 'answer' THEN 'boolean'
		WHEN 'day' THEN 'date'
		WHEN 'answered_at' THEN 'timestamptz'
		WHEN 'local_time' THEN 'timestamp'
		WHEN 'note' THEN 'text'
		WHEN 'feeling' THEN 'mood'
		WHEN 'token' THEN 'uuid'
		ELSE pick('integer', 'bigint', 'smallint')
	END;
END $$;

CREATE FUNCTION add_rows(name text, columns text[], number int, nulls float8) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM generate_series(1, %s)', name,
				   (SELECT string_agg(c, ', ' ORDER BY n) FROM unnest(columns) WITH ORDINALITY u(c, n)),
				   (SELECT string_agg(format('(%s)::%s', random_value(c, nulls),
											 (SELECT format_type(atttypid, atttypmod) FROM pg_attribute
											  WHERE attrelid = name::regclass AND attname = c)), ', ' ORDER BY n)
					FROM unnest(columns) WITH ORDINALITY u(c, n)),
				   number);
END $$;

-- Rows that come and go, committed and not.
CREATE FUNCTION stir(name text, columns text[], nulls float8) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	IF chance(0.4) THEN
		EXECUTE format('DELETE FROM %s WHERE random() < %s', name, random() * random());
	END IF;
	IF chance(0.4) THEN
		EXECUTE format('UPDATE %s SET score = %s WHERE random() < %s', name,
					   random_value('score', nulls), random() * 0.5);
	END IF;
	IF chance(0.4) THEN
		BEGIN
			PERFORM add_rows(name, columns, (random() * 200)::int, nulls);
			EXECUTE format('UPDATE %s SET score = NULL WHERE random() < 0.3', name);
			RAISE division_by_zero;
		EXCEPTION WHEN division_by_zero THEN
			NULL;
		END;
	END IF;
	IF chance(0.3) THEN
		EXECUTE format('DELETE FROM %s WHERE random() < 0.1', name);
	END IF;
END $$;

CREATE FUNCTION make_table(number int) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	name text := 't' || number;
	columns text[];
	definition text;
	kind text := pick('', '', '', '', 'UNLOGGED', 'TEMP');
	shape text := pick('plain', 'plain', 'plain', 'plain', 'plain', 'list', 'range', 'children', 'matview');
	nulls float8 := pick('0', '0.02', '0.1', '0.5')::float8;
	fixed boolean := chance(0.5);
	size int := pick('0', '1', '20', '400', '3000', '3000')::int;
	extra text;
BEGIN
	-- Half of the tables begin with columns of fixed width.
	SELECT array_agg(c ORDER BY fixed AND c = 'note', random()) INTO columns
	FROM unnest(array['team', 'customer', 'score', 'slider', 'csat', 'answer', 'day', 'answered_at',
					  'local_time', 'note', 'feeling', 'token']) c
	WHERE c IN ('team', 'score', 'day') OR random() < CASE WHEN fixed AND c = 'note' THEN 0.3 ELSE 0.7 END;
	SELECT string_agg(c || ' ' || CASE WHEN fixed AND c IN ('score', 'slider', 'team') THEN 'integer' ELSE random_type(c) END, ', ' ORDER BY n)
	INTO definition FROM unnest(columns) WITH ORDINALITY u(c, n);
	IF chance(0.3) THEN
		definition := 'gone ' || CASE WHEN fixed THEN 'integer' ELSE pick('integer', 'text', 'smallint') END || ', ' || definition;
	ELSE
		definition := definition || ', gone integer';
	END IF;
	IF shape = 'matview' THEN
		kind := '';
	END IF;
	CASE shape
		WHEN 'list' THEN
			EXECUTE format('CREATE TABLE %s (%s) PARTITION BY LIST (answer)', name,
						   definition || CASE WHEN 'answer' = ANY (columns) THEN '' ELSE ', answer boolean' END);
			EXECUTE format('CREATE TABLE %s_yes PARTITION OF %s FOR VALUES IN (true)', name, name);
			EXECUTE format('CREATE TABLE %s_rest PARTITION OF %s DEFAULT', name, name);
		WHEN 'range' THEN
			EXECUTE format('CREATE TABLE %s (%s) PARTITION BY RANGE (day)', name, definition);
			EXECUTE format('CREATE TABLE %s_a PARTITION OF %s FOR VALUES FROM (MINVALUE) TO (''2024-06-01'')', name, name);
			EXECUTE format('CREATE TABLE %s_b PARTITION OF %s FOR VALUES FROM (''2024-06-01'') TO (MAXVALUE) PARTITION BY RANGE (day)', name, name);
			EXECUTE format('CREATE TABLE %s_b1 PARTITION OF %s_b FOR VALUES FROM (''2024-06-01'') TO (''2024-09-01'')', name, name);
			EXECUTE format('CREATE TABLE %s_b2 (%s)', name,
						   (SELECT string_agg(d, ', ' ORDER BY random()) FROM unnest(string_to_array(definition, ', ')) d));
			EXECUTE format('ALTER TABLE %s_b ATTACH PARTITION %s_b2 FOR VALUES FROM (''2024-09-01'') TO (MAXVALUE)', name, name);
			EXECUTE format('CREATE TABLE %s_null PARTITION OF %s DEFAULT', name, name);
		WHEN 'children' THEN
			EXECUTE format('CREATE %s TABLE %s (%s)', kind, name, definition);
			EXECUTE format('CREATE %s TABLE %s_child (more integer DEFAULT 3) INHERITS (%s)', kind, name, name);
			PERFORM add_rows(name || '_child', columns, size / 3, nulls);
		ELSE
			EXECUTE format('CREATE %s TABLE %s (%s)', kind, name, definition);
	END CASE;
	PERFORM add_rows(name, columns, size, nulls);
	IF chance(0.5) THEN
		EXECUTE format('ALTER TABLE %s DROP COLUMN gone', name);
	END IF;
	IF chance(0.6) THEN
		extra := pick('later integer DEFAULT 3', 'later smallint', 'later smallint DEFAULT 2', 'later bigint DEFAULT 1');
		EXECUTE format('ALTER TABLE %s ADD COLUMN %s', name, extra);
		columns := columns || 'later'::text;
		IF chance(0.5) THEN
			PERFORM add_rows(name, columns, size / 4, nulls);
		END IF;
	END IF;
	PERFORM stir(name, columns, nulls);
	IF shape = 'matview' THEN
		EXECUTE format('CREATE MATERIALIZED VIEW %s_view AS SELECT * FROM %s', name, name);
		name := name || '_view';
	END IF;
	INSERT INTO tested VALUES (name, columns, pick('VACUUM', 'VACUUM ANALYZE', 'ANALYZE', 'VACUUM FREEZE', ''));
END $$;

SELECT make_table(n) FROM generate_series(1, :tables) n \g /dev/null
SELECT vacuum || ' ' || name FROM tested WHERE vacuum <> '' \gexec

-- After the vacuum once more, so that some pages are all-visible and others are not.
SELECT stir(name, columns, 0.1) FROM tested t
WHERE NOT EXISTS (SELECT FROM pg_matviews WHERE matviewname = name) AND random() < 0.5 \g /dev/null

--
-- Queries
--

-- Of the columns the table has; columns is shuffled by the caller.
CREATE FUNCTION random_condition(columns text[], depth int DEFAULT 0) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	c text := columns[1 + floor(random() * array_length(columns, 1))::int];
	comparison text := pick('=', '<>', '<', '<=', '>', '>=');
BEGIN
	IF depth < 2 AND chance(0.3) THEN
		RETURN format('(%s %s %s)', random_condition(columns, depth + 1), pick('AND', 'AND', 'OR'),
					  random_condition(columns, depth + 1));
	END IF;
	IF chance(0.1) THEN
		RETURN c || pick(' IS NULL', ' IS NOT NULL');
	END IF;
	IF chance(0.05) THEN
		RETURN 'NOT (' || random_condition(columns, depth + 1) || ')';
	END IF;
	CASE c
		WHEN 'team' THEN
			RETURN pick('team::text ' || comparison || ' ''4''', 'team::text IN (''1'', ''2'', ''7'')',
						'length(team::text) = 1', 'team::text::int ' || comparison || ' 5');
		WHEN 'answer' THEN
			RETURN pick('answer', 'NOT answer', 'answer IS TRUE', 'answer = true');
		WHEN 'day' THEN
			RETURN format(pick('day %s date ''2024-05-01''', 'day %s current_date - 500', '''2024-08-01'' %s day',
							   'day %s timestamp ''2024-06-01 12:00''', 'day + 3 %s date ''2024-07-01''',
							   'date_trunc(''month'', day) %s timestamptz ''2024-05-01'''), comparison);
		WHEN 'answered_at' THEN
			RETURN format(pick('answered_at %s timestamptz ''2024-10-27 02:30+01''', 'answered_at::date %s ''2024-08-01''',
							   'answered_at %s now() - interval ''1 year''', 'answered_at BETWEEN ''2024-04-01'' AND ''2024-09-01''',
							   'date_trunc(''day'', answered_at) %s ''2024-05-01''', 'answered_at %s date ''2024-07-01'''), comparison);
		WHEN 'local_time' THEN
			RETURN format(pick('local_time %s timestamp ''2024-02-01''', 'timestamp ''2024-01-20'' %s local_time', 'extract(dow FROM local_time) %s 3'), comparison);
		WHEN 'note' THEN
			RETURN pick('note LIKE ''a%''', 'length(note) > 4', 'note < ''c''', 'note = ''bb''');
		WHEN 'feeling' THEN
			RETURN format('feeling %s ''fair''', comparison);
		WHEN 'token' THEN
			RETURN format('token %s ''%s''', comparison, md5((random() * 5)::int::text)::uuid);
		ELSE
			RETURN format(pick('%s %s %s', '%s %s %s', '%s %s %s', '%s %s %s::bigint', '%s %s %s::smallint', '%s + 1 %s %s',
							   '%s %s (SELECT %s)'),
						  c, comparison, pick('0', '2', '5', '9', '50'));
	END CASE;
END $$;

CREATE FUNCTION random_aggregate(columns text[]) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	numbers text[] := ARRAY(SELECT c FROM unnest(columns) c
							WHERE c IN ('score', 'score', 'csat', 'later', 'slider', 'customer'));
	c text := numbers[1 + floor(random() * array_length(numbers, 1))::int];
	aggregate text;
BEGIN
	IF c = 'customer' AND chance(0.8) THEN
		c := 'score';		-- most customers are no score
	END IF;
	aggregate := CASE floor(random() * 14)::int
		WHEN 0 THEN 'nps(' || c || ')'
		WHEN 1 THEN 'csat(' || c || ')'
		WHEN 2 THEN 'count(*)'
		WHEN 3 THEN 'count(' || columns[1 + floor(random() * array_length(columns, 1))::int] || ')'
		WHEN 4 THEN CASE WHEN 'answer' = ANY (columns) THEN 'tally(answer)' ELSE 'tally(score)' END
		WHEN 5 THEN CASE WHEN chance(0.2) THEN 'avg(' || c || ')' ELSE 'nps(score)' END
		WHEN 6 THEN CASE WHEN chance(0.2) THEN 'tally(DISTINCT ' || c || ')' ELSE 'nps(score)' END
		ELSE 'tally(' || c || ')'
	END;
	IF chance(0.3) AND aggregate !~ 'DISTINCT' THEN
		aggregate := aggregate || ' FILTER (WHERE ' ||
			CASE WHEN chance(0.5) THEN format('%s BETWEEN 0 AND 10', c) ELSE random_condition(columns) END || ')';
	END IF;
	RETURN aggregate;
END $$;

CREATE FUNCTION random_key(columns text[]) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	times text[] := ARRAY(SELECT c FROM unnest(columns) c WHERE c IN ('day', 'answered_at', 'local_time'));
	c text := CASE WHEN chance(0.5) THEN times[1 + floor(random() * array_length(times, 1))::int]
		ELSE columns[1 + floor(random() * array_length(columns, 1))::int] END;
	unit text := pick('hour', 'day', 'week', 'month', 'quarter', 'year', 'minute', 'Month');
BEGIN
	RETURN CASE c
		WHEN 'answered_at' THEN pick(format('date_trunc(''%s'', answered_at)', unit), 'answered_at::date',
									 format('date_trunc(''%s'', answered_at, ''Asia/Kolkata'')', unit))
		WHEN 'local_time' THEN pick(format('date_trunc(''%s'', local_time)', unit), 'local_time::date')
		WHEN 'day' THEN pick('day', format('date_trunc(''%s'', day)', unit), 'day - 5')
		WHEN 'note' THEN pick('note', 'upper(note)', 'length(note)')
		WHEN 'customer' THEN pick('customer', 'customer % 7')
		ELSE c
	END;
END $$;

CREATE FUNCTION random_query(name text, columns text[]) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	keys text[];
	aggregates text[];
	query text;
BEGIN
	keys := ARRAY(SELECT DISTINCT random_key(columns) FROM generate_series(1, floor(random() * 3)::int) n);
	aggregates := ARRAY(SELECT random_aggregate(columns) FROM generate_series(1, 1 + floor(random() * 3)::int) n);
	query := 'SELECT ' || array_to_string(keys || aggregates, ', ') || ' FROM ' || name;
	IF chance(0.6) THEN
		query := query || ' WHERE ' || random_condition(columns);
	END IF;
	IF array_length(keys, 1) > 0 THEN
		query := query || ' GROUP BY ' || array_to_string(keys, ', ');
	END IF;
	IF chance(0.2) THEN
		query := query || ' HAVING ' || pick('count(*) > 5', 'tally_count(tally(score)) > 3', 'count(score) < 100');
	END IF;
	-- Which groups a metric is computed of, and so may refuse, under LIMIT is
	-- up to the plan.
	IF array_length(keys, 1) > 0 AND chance(0.3) THEN
		query := query || ' ORDER BY ' || array_to_string(keys, ', ') ||
			CASE WHEN chance(0.5) AND array_to_string(aggregates, ' ') !~ '(nps|csat)\(' THEN ' LIMIT 3' ELSE '' END;
	END IF;
	RETURN (query);
END $$;

-- A query around the query.
CREATE FUNCTION random_statement(name text, columns text[]) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	query text := random_query(name, columns);
BEGIN
	RETURN CASE floor(random() * 14)::int
		WHEN 0 THEN format('WITH q AS MATERIALIZED (%s) SELECT * FROM q', query)
		WHEN 1 THEN format('SELECT count(*) FROM (%s) q, generate_series(1, 3)', query)
		WHEN 2 THEN format('SELECT g, (SELECT tally(score) FROM %s WHERE team::text = g::text AND score < g) FROM generate_series(1, 5) g', name)
		WHEN 3 THEN format('SELECT g, q.* FROM generate_series(1, 4) g, LATERAL (SELECT team, tally(score), count(*) FROM %s WHERE score > g GROUP BY team) q', name)
		WHEN 4 THEN format('SELECT 1, q::text FROM (%s) q UNION ALL SELECT 2, q::text FROM (%s) q', query, random_query(name, columns))
		WHEN 5 THEN format('SELECT t.team, q.answers FROM (SELECT team, tally(score) AS answers FROM %1$s GROUP BY team) q JOIN (SELECT DISTINCT team FROM %1$s) t USING (team)', name)
		WHEN 6 THEN format('SELECT *, row_number() OVER (ORDER BY team) FROM (SELECT team, tally(score), nps(score) FILTER (WHERE score <= 10) FROM %s GROUP BY team) q', name)
		WHEN 7 THEN format('SELECT sum(answers) FROM (SELECT team, tally(score) AS answers FROM %s GROUP BY team) q', name)
		WHEN 8 THEN format('SELECT tally(score) FROM %s WHERE score > (SELECT avg(tally_mean(answers)) FROM (SELECT tally(score) AS answers FROM %s GROUP BY team) q)', name, name)
		ELSE query
	END;
END $$;

CREATE FUNCTION outcome(query text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	rows text;
	state text;
	message text;
BEGIN
	EXECUTE format('SELECT md5(string_agg(q::text, E''\n'' ORDER BY q::text)) || count(*) || left(string_agg(q::text, E''\n'' ORDER BY q::text), 300) FROM (%s) q', query) INTO rows;
	RETURN coalesce(rows, 'none');
EXCEPTION WHEN others THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN 'ERROR ' || state || CASE WHEN message ~ '^rating' THEN '' ELSE ' ' || message END;
END $$;

-- The same with the plan of a prepared statement, for any parameter.
CREATE FUNCTION prepared_outcome(name text, key int) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	rows text;
BEGIN
	EXECUTE format('PREPARE p(int, text) AS SELECT string_agg(q::text, E''\n'' ORDER BY q::text) FROM (SELECT team, tally(score) FILTER (WHERE score >= $1), count(*) FROM %s WHERE %s AND (team::text <> $2 OR $2 IS NULL) AND (day > date ''2024-01-01'' + $1 OR day IS NULL) GROUP BY team) q', name, 
				   (array['score <> $1', '$1 < score', '$1 >= score', 'score IS NOT NULL'])[1 + abs(hashtext(name) % 4)]);
	EXECUTE format('EXECUTE p(%L, %L)', key, key + 1) INTO rows;
	DEALLOCATE p;
	RETURN coalesce(rows, 'none');
END $$;

-- Rows changed between opening a cursor and reading it.
CREATE FUNCTION cursor_outcome(name text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	c refcursor;
	r record;
	rows text := '';
BEGIN
	BEGIN
		OPEN c NO SCROLL FOR EXECUTE format('SELECT team, tally(score), count(*) FROM %s GROUP BY team ORDER BY team', name);
		FETCH c INTO r;
		rows := coalesce(r::text, '');
		EXECUTE format('DELETE FROM %s WHERE score = 3', name);
		EXECUTE format('UPDATE %s SET score = 1 WHERE score = 2', name);
		LOOP
			FETCH c INTO r;
			EXIT WHEN NOT FOUND;
			rows := rows || r::text;
		END LOOP;
		CLOSE c;
		OPEN c NO SCROLL FOR EXECUTE format('SELECT team, tally(score), count(*) FROM %s GROUP BY team ORDER BY team', name);
		EXECUTE format('DELETE FROM %s WHERE score = 5', name);
		LOOP
			FETCH c INTO r;
			EXIT WHEN NOT FOUND;
			rows := rows || r::text;
		END LOOP;
		CLOSE c;
		RAISE division_by_zero;
	EXCEPTION WHEN division_by_zero THEN
		NULL;
	END;
	RETURN rows;
END $$;

CREATE FUNCTION uses_page_scan(query text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		IF line ~ 'Satisfaction Page Scan' THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
EXCEPTION WHEN others THEN
	RETURN false;
END $$;

CREATE FUNCTION random_settings() RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	setting text[];
	chosen text := '';
BEGIN
	FOREACH setting SLICE 1 IN ARRAY array[
		array['max_parallel_workers_per_gather', pick('0', '0', '2')],
		array['parallel_setup_cost', pick('0', '0', '1000')],
		array['parallel_tuple_cost', '0'],
		array['min_parallel_table_scan_size', '0'],
		array['enable_hashagg', pick('on', 'on', 'off')],
		array['enable_partitionwise_aggregate', pick('on', 'off')],
		array['parallel_leader_participation', pick('on', 'on', 'off')],
		array['work_mem', pick('64kB', '4MB')],
		array['timezone', pick('UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe')]]
	LOOP
		PERFORM set_config(setting[1], setting[2], false);
		chosen := chosen || setting[1] || '=' || setting[2] || ' ';
	END LOOP;
	RETURN chosen;
END $$;

CREATE FUNCTION compare(description text, settings text, statement text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	with_scan text;
	without text;
BEGIN
	PERFORM set_config('satisfaction.page_scan', 'on', false);
	EXECUTE 'SELECT ' || statement INTO with_scan;
	PERFORM set_config('satisfaction.page_scan', 'off', false);
	PERFORM set_config('max_parallel_workers_per_gather', '0', false);
	EXECUTE 'SELECT ' || statement INTO without;
	IF with_scan IS DISTINCT FROM without THEN
		INSERT INTO difference VALUES (description, settings, with_scan, without);
	END IF;
	RETURN with_scan;
END $$;

CREATE FUNCTION run(table_name text, columns text[], number int, OUT cases bigint, OUT used bigint, OUT errors bigint) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	query text;
	settings text;
	result text;
	key int;
BEGIN
	cases := 0;
	used := 0;
	errors := 0;
	FOR i IN 1..number LOOP
		settings := random_settings();
		query := random_statement(table_name, columns);
		PERFORM set_config('satisfaction.page_scan', 'on', false);
		used := used + uses_page_scan(query)::int;
		result := compare(query, settings, format('outcome(%L)', query));
		errors := errors + (result ~ '^ERROR')::int;
		cases := cases + 1;
	END LOOP;
	FOREACH key IN ARRAY array[0, 4, 9, NULL] LOOP
		settings := random_settings();
		PERFORM set_config('plan_cache_mode', pick('force_generic_plan', 'force_custom_plan'), false);
		PERFORM compare('prepared over ' || table_name, settings, format('prepared_outcome(%L, %s)', table_name, coalesce(key::text, 'NULL')));
		cases := cases + 1;
	END LOOP;
	IF NOT EXISTS (SELECT FROM pg_matviews WHERE matviewname = table_name) THEN
		settings := random_settings();
		PERFORM compare('cursor over ' || table_name, settings, format('cursor_outcome(%L)', table_name));
		cases := cases + 1;
	END IF;
END $$;

SELECT sum(cases) AS cases, sum(used) AS used, sum(errors) AS errors
FROM tested, run(name, columns, :queries) \gset
RESET max_parallel_workers_per_gather;

SELECT query, settings, with_scan, without FROM difference \g
SELECT :cases AS cases, :used AS used, :errors AS errors, (SELECT count(*) FROM difference) AS differences;
