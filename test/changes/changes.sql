-- Random changes of a table with rollups, and of one in partitions with them, each
-- in a transaction of its own.  What the rollups say is compared with plain SQL
-- over the rows every few hundred statements.
-- Variables: statements, seed
\set ON_ERROR_STOP on
SET client_min_messages = error;
SET TimeZone = 'America/New_York';
CREATE EXTENSION IF NOT EXISTS satisfaction;
SELECT setseed(:seed) \g /dev/null

CREATE TABLE answers (id integer, at timestamptz, team text, channel text, score integer, rating numeric, solved boolean, note text);
CREATE TABLE parts (LIKE answers) PARTITION BY LIST (team);
CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('a', 'b');
CREATE TABLE parts_c (note text, gone integer, solved boolean, rating numeric, score integer, channel text, team text, at timestamptz, id integer);
ALTER TABLE parts_c DROP COLUMN gone;
ALTER TABLE parts ATTACH PARTITION parts_c FOR VALUES IN ('c');
CREATE TABLE parts_rest PARTITION OF parts DEFAULT PARTITION BY HASH (id);
CREATE TABLE parts_rest_0 PARTITION OF parts_rest FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parts_rest_1 PARTITION OF parts_rest FOR VALUES WITH (MODULUS 2, REMAINDER 1);

-- Three rollups of each; the last has expressions that fail for some rows.
SELECT rollup_create(t, 'at', '{nps:score, csat:rating, rate:solved}', '{team, channel}', time_zone => 'Europe/Berlin', name => t || '_days'),
	   rollup_create(t, 'at', ARRAY['mean(0,100): score * 3 AS thrice'], grain => '30 minutes', time_zone => 'UTC', filter => 'solved OR rating > 2', name => t || '_halves'),
	   rollup_create(t, 'at', ARRAY['nps: 20 / (score - 3) AS odd'], ARRAY['(20 / (length(team) - 1))::text AS size'], grain => 'month', time_zone => 'UTC', name => t || '_odd')
FROM unnest('{answers,parts}'::regclass[]) AS t \g /dev/null

-- What they should say, by plain SQL
SELECT format($sql$
CREATE VIEW %1$s_days_plain AS
SELECT (at AT TIME ZONE 'Europe/Berlin')::date AS period, team, channel,
	   coalesce(tally(score) FILTER (WHERE score BETWEEN 0 AND 10), '{}') AS score, count(*) FILTER (WHERE score NOT BETWEEN 0 AND 10) AS score_off_scale,
	   coalesce(tally(rating) FILTER (WHERE rating IN (1, 2, 3, 4, 5)), '{}') AS rating, count(*) FILTER (WHERE rating NOT IN (1, 2, 3, 4, 5)) AS rating_off_scale,
	   coalesce(tally(solved), '{}') AS solved, 0::bigint AS solved_off_scale
FROM %1$s WHERE num_nonnulls(score, rating, solved) > 0 GROUP BY 1, 2, 3;
CREATE VIEW %1$s_halves_plain AS
SELECT date_trunc('hour', at AT TIME ZONE 'UTC') + CASE WHEN extract(minute FROM at AT TIME ZONE 'UTC') < 30 THEN interval '0' ELSE interval '30 minutes' END AS period,
	   coalesce(tally(score * 3) FILTER (WHERE score BETWEEN 0 AND 33), '{}') AS thrice, count(*) FILTER (WHERE score NOT BETWEEN 0 AND 33) AS thrice_off_scale
FROM %1$s WHERE score IS NOT NULL AND (solved OR rating > 2) GROUP BY 1;
CREATE VIEW %1$s_odd_plain AS
SELECT date_trunc('month', at AT TIME ZONE 'UTC')::date AS period, CASE WHEN length(team) <> 1 THEN (20 / (length(team) - 1))::text END AS size,
	   coalesce(tally(CASE WHEN score <> 3 THEN 20 / (score - 3) END) FILTER (WHERE CASE WHEN score <> 3 THEN 20 / (score - 3) BETWEEN 0 AND 10 END), '{}') AS odd,
	   count(*) FILTER (WHERE CASE WHEN score = 3 THEN true ELSE 20 / (score - 3) NOT BETWEEN 0 AND 10 END) AS odd_off_scale
FROM %1$s WHERE score IS NOT NULL GROUP BY 1, 2$sql$, t)
FROM unnest('{answers,parts}'::text[]) AS t \gexec

CREATE FUNCTION compare_with_plain() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	name text;
	differ bigint;
BEGIN
	FOR name IN SELECT t || r FROM unnest('{answers,parts}'::text[]) AS t, unnest('{_days,_halves,_odd}'::text[]) AS r LOOP
		EXECUTE format('SELECT count(*) FROM ((TABLE %1$s_plain EXCEPT TABLE %1$s) UNION ALL (TABLE %1$s EXCEPT TABLE %1$s_plain)) AS d', name) INTO differ;
		IF differ > 0 THEN
			RAISE EXCEPTION 'rollup % differs in % rows', name, differ;
		END IF;
		EXECUTE format('SELECT count(*) FROM rollup_check(%L)', name) INTO differ;
		IF differ > 0 THEN
			RAISE EXCEPTION 'rollup_check(%) finds % groups', name, differ;
		END IF;
	END LOOP;
END
$$;

-- A row, a condition and a statement by chance
CREATE FUNCTION any_of(VARIADIC items text[]) RETURNS text VOLATILE LANGUAGE sql AS $$ SELECT items[1 + floor(random() * cardinality(items))::integer] $$;
CREATE FUNCTION any_row() RETURNS text VOLATILE LANGUAGE sql AS $$
	SELECT format('(%s, %s, %s, %s, %s, %s, %s, ''note'')', floor(random() * 500)::integer,
				  any_of('NULL', quote_literal(timestamptz '2025-01-30 20:00+00' + floor(random() * 300) * interval '7 minutes'), quote_literal(timestamptz '2025-01-30 20:00+00' + floor(random() * 300) * interval '7 minutes')),
				  any_of('''a''', '''b''', '''c''', '''dd''', '''eee''', 'NULL'), any_of('''web''', '''app''', 'NULL'),
				  any_of('NULL', (floor(random() * 13) - 1)::text, (floor(random() * 13) - 1)::text, '3'),
				  any_of('NULL', (floor(random() * 7))::text, '2.5', '''NaN'''), any_of('true', 'false', 'NULL'))
$$;
CREATE FUNCTION any_condition() RETURNS text VOLATILE LANGUAGE sql AS $$
	SELECT any_of(format('id = %s', floor(random() * 500)), format('id %% 97 = %s', floor(random() * 97)), 'team IS NULL AND id % 5 = 1', format('score = %s AND id %% 3 = 0', floor(random() * 11)), 'false')
$$;
CREATE FUNCTION any_statement() RETURNS text VOLATILE LANGUAGE sql AS $$
	WITH target AS (SELECT any_of('answers', 'answers', 'parts', 'parts', 'parts_a', 'parts_rest') AS t)
	SELECT CASE floor(random() * 20)::integer
		WHEN 0 THEN format('DELETE FROM %s WHERE %s', t, any_condition())
		WHEN 1 THEN format('DELETE FROM %s WHERE %s', t, any_condition())
		WHEN 2 THEN format('UPDATE %s SET score = (score + 1) %% 12, note = ''x'' WHERE %s', t, any_condition())
		WHEN 3 THEN format('UPDATE %s SET rating = %s, solved = NOT solved WHERE %s', t, any_of('NULL', '3', '9'), any_condition())
		WHEN 4 THEN format('UPDATE %s SET at = at + interval ''11 hours'' WHERE %s', t, any_condition())
		WHEN 5 THEN format('UPDATE %s SET note = ''edited'' WHERE %s', t, any_condition())
		WHEN 6 THEN format('UPDATE %s SET team = %s WHERE %s', any_of('answers', 'parts'), any_of('''a''', '''c''', '''dd''', 'NULL'), any_condition())
		WHEN 7 THEN format('INSERT INTO %s SELECT id + 1, at, team, channel, score, rating, solved FROM %s WHERE %s', any_of('answers', 'parts'), any_of('answers', 'parts'), any_condition())
		WHEN 8 THEN format('DO $do$ BEGIN INSERT INTO %s VALUES %s; RAISE division_by_zero; EXCEPTION WHEN division_by_zero THEN DELETE FROM %1$s WHERE %3$s; END $do$', any_of('answers', 'parts'), any_row(), any_condition())
		WHEN 9 THEN format('WITH gone AS (DELETE FROM %s WHERE %s RETURNING *) INSERT INTO %s SELECT id, at, team, channel, score, rating, solved FROM gone', any_of('answers', 'parts'), any_condition(), any_of('answers', 'parts'))
		WHEN 10 THEN CASE WHEN random() < 0.1 THEN format('TRUNCATE %s', any_of('parts_a', 'parts_a', 'parts_c', 'parts_c', 'parts_rest', 'parts_rest_1', 'answers, parts')) ELSE 'SELECT' END
		WHEN 11 THEN CASE WHEN random() < 0.2 THEN format('SELECT rollup_compact(%L)', any_of('answers', 'parts') || any_of('_days', '_halves', '_odd')) ELSE 'SELECT' END
		ELSE format('INSERT INTO %s VALUES %s', any_of('answers', 'parts'), (SELECT string_agg(any_row(), ', ') FROM generate_series(1, (ARRAY[1, 1, 1, 2, 7])[1 + floor(random() * 5)::integer]) AS n WHERE n > 0))
	END FROM target
$$;

\o /dev/null
SELECT CASE WHEN n % 200 = 0 OR n = :statements THEN 'SELECT compare_with_plain()' ELSE coalesce(any_statement(), 'SELECT') END
FROM generate_series(1, :statements) AS n \gexec
\o
SELECT format('%s statements, %s and %s rows left, rollups of %s and %s groups equal plain SQL', :statements, (SELECT count(*) FROM answers), (SELECT count(*) FROM parts), (SELECT count(*) FROM answers_days), (SELECT count(*) FROM parts_days));
