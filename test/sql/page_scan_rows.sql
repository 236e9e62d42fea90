\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan finds the columns of a row, wherever they are and whichever
-- are NULL.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;

-- Columns in some order, with values for a row i, of which many are NULL
CREATE FUNCTION page_columns(seed integer, columns integer) RETURNS TABLE (name text, definition text, value text)
	LANGUAGE sql AS $$
	SELECT kind || '_' || place, type,
		   format('CASE WHEN (hashint4(i + %s) & 15) >= %s THEN (%s)::%s END', seed * 100 + place, (seed & 3) * 3,
				  replace(expression, '$', '(hashint4(i) & 7)'), type)
	FROM (SELECT (row_number() OVER (ORDER BY hashint4(seed * 64 + n)))::integer AS place, k.*
		  FROM generate_series(1, 64) AS n,
			   LATERAL (SELECT * FROM (VALUES
				('a', 'bigint', '$'), ('b', 'integer', '$'), ('c', 'smallint', '$'), ('d', 'boolean', '$ > 3'),
				('e', '"char"', '64 + $'), ('f', 'text', 'repeat(''x'', 50 * $)'), ('g', 'numeric', '$'),
				('h', 'uuid', 'md5($::text)'), ('j', 'double precision', '$'), ('k', 'timestamptz', 'to_timestamp($)'),
				('l', 'name', '$'), ('m', 'timetz', '''00:00:00+0''::timetz + $ * interval ''1 s'''), ('o', 'tid', '''(1,2)'''),
				('p', 'jsonb', 'to_jsonb($)'), ('q', 'varchar', 'repeat(''y'', 400 * $)'), ('s', 'date', 'date ''2024-01-01'' + $'))
				AS known (kind, type, expression) OFFSET (hashint4(seed + 1000 * n) & 15) LIMIT 1) AS k) AS ordered
	WHERE place <= columns
$$;

-- A table of them, with the score at a place among them, and rows older than a
-- column that has a default
CREATE TABLE page_row ();
CREATE PROCEDURE page_make(seed integer, columns integer) LANGUAGE plpgsql AS $$
BEGIN
	DROP TABLE page_row;
	EXECUTE (SELECT format('CREATE TABLE page_row (%s)', string_agg(part, ', ' ORDER BY place, part))
			 FROM (SELECT n AS place, c.name || ' ' || c.definition AS part
				   FROM page_columns(seed, columns) WITH ORDINALITY AS c (name, definition, value, n)
				   UNION ALL SELECT 1 + seed % columns, 'score integer') AS parts);
	FOR half IN 0 .. 1 LOOP
		EXECUTE (SELECT format('INSERT INTO page_row (score, %s) SELECT nullif(i %% 12, 11), %s FROM generate_series(1, 150) AS i',
							   string_agg(name, ', '), string_agg(value, ', ')) FROM page_columns(seed, columns));
		IF half = 0 THEN
			ALTER TABLE page_row ADD COLUMN later smallint DEFAULT 7;
		END IF;
	END LOOP;
	IF seed % 3 = 0 THEN
		EXECUTE 'ALTER TABLE page_row DROP COLUMN ' || (SELECT name FROM page_columns(seed, columns) OFFSET seed % columns LIMIT 1);
	END IF;
	IF seed % 2 = 0 THEN
		UPDATE page_row SET later = 5 WHERE score < 4;
	END IF;
	ANALYZE page_row;
END $$;

-- Each column is counted, compared, and grouped by; in the end all of them are
-- read at once.
CREATE FUNCTION page_check() RETURNS TABLE (query text, outcome text) LANGUAGE plpgsql AS $$
DECLARE
	c record;
BEGIN
	FOR c IN SELECT attname AS name, format_type(atttypid, -1) AS type FROM pg_attribute
			 WHERE attrelid = 'page_row'::regclass AND attnum > 0 AND NOT attisdropped LOOP
		FOREACH query IN ARRAY ARRAY[
			'SELECT tally(score), count(%1$s) FROM page_row',
			'SELECT tally(score), count(later) FROM page_row WHERE %1$s IS NULL',
			'SELECT tally(score) FROM page_row WHERE %1$s::text >= ''3''',
			CASE WHEN c.type IN ('bigint', 'integer', 'smallint') THEN 'SELECT tally(%1$s), sum(%1$s), tally(later) FROM page_row WHERE %1$s <> 2' END,
			CASE WHEN c.type IN ('numeric', 'double precision') THEN 'SELECT tally(%1$s), tally(score) FROM page_row WHERE %1$s <> 2' END,
			CASE WHEN c.type IN ('text', 'numeric') THEN 'SELECT tally(score), max(%1$s), min(%1$s) FROM page_row' END,
			CASE WHEN c.type NOT IN ('"char"', 'name', 'numeric', 'double precision', 'timetz', 'tid', 'jsonb') THEN 'SELECT %1$s, tally(score) FROM page_row GROUP BY %1$s' END]
		LOOP
			CONTINUE WHEN query IS NULL;
			query := format(query, c.name);
			outcome := page_scan(query);
			RETURN NEXT;
		END LOOP;
	END LOOP;
	query := (SELECT format('SELECT tally(score), %s FROM page_row', string_agg(format('count(%s)', attname), ', '))
			  FROM pg_attribute WHERE attrelid = 'page_row'::regclass AND attnum > 0 AND NOT attisdropped);
	outcome := page_scan(query);
	RETURN NEXT;
END $$;

CREATE TABLE page_outcomes (seed integer, columns integer, query text, outcome text);
DO $$
BEGIN
	FOR seed IN 1 .. 40 LOOP
		CALL page_make(seed, 2 + seed * 7 % 17);
		INSERT INTO page_outcomes SELECT seed, 2 + seed * 7 % 17, c.* FROM page_check() AS c;
	END LOOP;
END $$;
SELECT * FROM page_outcomes WHERE outcome NOT LIKE '%, same';
SELECT count(*) > 1000 AS many, count(*) FILTER (WHERE outcome = 'page scan, same') > 0.8 * count(*) AS mostly_scanned FROM page_outcomes;
