\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: what is counted may be any expression, computed for the rows
-- for which the ordinary plan computes it.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
CREATE DOMAIN page_stars AS integer CHECK (value < 6);
CREATE TABLE page_values (
	id integer, score integer, csat smallint, big bigint, rating numeric, slider double precision,
	happy boolean, day date, label text, short varchar(9), number text, document jsonb, stars page_stars);
INSERT INTO page_values
SELECT i, CASE i % 13 WHEN 11 THEN 99 WHEN 12 THEN NULL ELSE i % 13 END, nullif(1 + i % 6, 6), nullif(i % 12, 11), nullif(i % 11, 5) / 2.0, nullif(i % 21, 20) / 2.0,
	CASE i % 3 WHEN 0 THEN true WHEN 1 THEN false END, date '2024-01-01' + i % 40,
	(array['good', 'bad', '', NULL, 'goods', repeat('good', 800)])[1 + i % 6], (array['good', 'bad', NULL])[1 + i % 3],
	(array['7', '', '10', NULL, ' 3', '0008'])[1 + i % 6], jsonb_build_object('nps', i % 11, 'note', NULL), 1 + i % 5
FROM generate_series(1, 3000) AS i;
INSERT INTO page_values (id, label, number) VALUES (3001, repeat('good', 100000), '1');
ANALYZE page_values;

SELECT query, page_scan(query) FROM (VALUES
	-- NULL for a code
	('SELECT nps(nullif(score, 99)) FROM page_values'),
	('SELECT nps(nullif(score, 99)), count(nullif(score, 99)), tally(nullif(score, 99)) FILTER (WHERE csat > 2), count(*) FROM page_values'),
	('SELECT tally(nullif(csat, 3)), tally(nullif(big, 3)), tally(nullif(csat, csat)), tally(nullif(csat, big)) FROM page_values'),
	('SELECT csat, nps(nullif(score, 99)) FROM page_values GROUP BY csat'),
	('SELECT tally(coalesce(nullif(score, 99), 0)), tally(coalesce(csat, score, 4)) FROM page_values WHERE score < 11'),
	-- casts
	('SELECT tally(big::integer), tally(big::smallint), tally(csat::integer), tally(csat::bigint), tally(happy::integer) FROM page_values'),
	('SELECT tally(nullif(number, '''')::integer), tally(nullif(number, '''')::smallint), tally((document ->> ''nps'')::bigint) FROM page_values'),
	('SELECT tally(score::text::integer) FROM page_values WHERE score < 12'),
	('SELECT tally(score::numeric), tally(score::double precision), tally(csat::numeric) FROM page_values WHERE score < 12'),
	('SELECT tally(round(rating)), tally(floor(rating)), tally(2 * rating), tally(round(slider)), tally(floor(slider)::integer) FROM page_values'),
	('SELECT tally(nullif(rating, 1.5)) FILTER (WHERE rating = floor(rating)), count(nullif(rating, 2)) FROM page_values'),
	('SELECT tally(stars), tally((stars - 1)::page_stars), count(stars::integer::page_stars) FROM page_values'),
	-- CASE
	('SELECT tally(CASE WHEN score BETWEEN 0 AND 10 THEN score END) FROM page_values'),
	('SELECT tally(CASE WHEN score <= 10 THEN score WHEN csat IS NOT NULL THEN csat END), tally(CASE WHEN score <= 10 THEN score ELSE csat END) FROM page_values'),
	('SELECT tally(CASE csat WHEN 1 THEN 10 WHEN 2 THEN 20 WHEN 5 THEN NULL ELSE csat END) FROM page_values'),
	('SELECT tally(CASE label WHEN ''good'' THEN 10 WHEN ''bad'' THEN 1 END), tally(CASE WHEN happy THEN csat ELSE big END) FROM page_values'),
	('SELECT tally(CASE label WHEN ''good'' THEN CASE csat WHEN 2 THEN 20 ELSE csat END ELSE CASE WHEN csat > 3 THEN 1 END END) FROM page_values'),
	-- booleans
	('SELECT csat(label = ''good''), csat(short = ''good''), csat(label <> ''good''), rate(csat >= 4), rate(csat <= big), rate(NOT happy) FROM page_values'),
	('SELECT rate(happy AND csat > 2), rate(happy OR csat > 2), rate(csat IS NULL), rate(csat IS NOT NULL), rate(NOT (happy OR csat > 2) AND big < 7) FROM page_values'),
	('SELECT rate(csat IN (1, 4)), rate(csat NOT IN (1, 4)), rate(label IN (''good'', ''bad'')), rate(label NOT IN (''good'', ''bad'')), rate(csat IN (1, NULL)) FROM page_values'),
	('SELECT rate(label LIKE ''good%''), rate(label NOT LIKE ''good%''), rate(label LIKE ''%''), rate(label LIKE ''g_od%''), rate(label LIKE ''good''), rate(label LIKE ''g\%'') FROM page_values'),
	('SELECT rate(label LIKE ''%oo%''), rate(label LIKE ''%d''), rate(label LIKE ''g%d''), rate(label LIKE ''g%o%o%''), rate(label LIKE ''%oo%o%''), rate(label LIKE ''%%'') FROM page_values'),
	('SELECT rate(label LIKE ''goo%ood''), rate(label LIKE ''''), rate(label LIKE ''%_oo%''), rate(number LIKE ''%\0%''), rate(number LIKE ''\%''), rate(label NOT LIKE ''%o%d%'') FROM page_values'),
	('SELECT rate(label LIKE ''g!ood%'' ESCAPE ''!''), rate(label LIKE ''good%'' ESCAPE ''''), rate(label LIKE short), rate(short LIKE ''%d''), rate(''goods'' LIKE label) FROM page_values'),
	('SELECT count(*), rate(label LIKE ''%o\'') FROM page_values'),
	('SELECT count(*), rate(label LIKE ''%o\'') FROM page_values WHERE label = '''''),
	('SELECT rate(repeat(label, 2) LIKE ''%oodg%''), rate(''good'' = label), rate(label = NULL), rate(label = repeat(''good'', 800)), rate(label LIKE ''goodgood%oodg%good'') FROM page_values'),
	('SELECT rate(day > ''2024-01-20''), rate(day = day + csat), rate(label > ''c''), rate(length(label) > 4), rate(label = short) FROM page_values'),
	-- arithmetic
	('SELECT tally(6 - csat), tally(csat * 2), tally(csat + big), tally(csat + 1::smallint) FROM page_values'),
	('SELECT tally(csat * 2000000000 / 2000000000) FROM page_values WHERE csat = 1'),
	-- nothing of the row
	('SELECT tally(5), count(1) FROM page_values'),
	('SELECT tally(csat), tally(5), count(1), count(NULL), tally(NULL::integer) FROM page_values'),
	-- with counters for all scores, and parts of pages
	('SELECT csat % 2, tally(nullif(score, 99) * 10), tally(CASE WHEN id > 2900 THEN id - 2900 END) FILTER (WHERE id % 2 = 0) FROM page_values GROUP BY 1')
) AS q (query);

-- Parts of pages: a group each, in little memory.
ALTER TABLE page_values ALTER id SET (n_distinct = 10);
ANALYZE page_values;
SET work_mem = '64kB';
SELECT page_scan('SELECT id, tally(nullif(score, 99)) FILTER (WHERE csat IN (1, 2, 4)), tally(csat) FILTER (WHERE csat > 1), count(label) FROM page_values GROUP BY id');
RESET work_mem;

--
-- Errors: the same, and only for rows that pass
--
SELECT query, page_scan(query), page_scan_rows(query) FROM (VALUES
	('SELECT nps(score + 0) FROM page_values'),
	('SELECT nps(nullif(score, 98)) FROM page_values'),
	('SELECT nps(nullif(score, 98)) FILTER (WHERE score < 11) FROM page_values'),
	('SELECT tally(number::integer) FROM page_values'),
	('SELECT tally(number::integer) FILTER (WHERE number <> '''') FROM page_values'),
	('SELECT tally(number::integer) FROM page_values WHERE number <> '''''),
	('SELECT tally(CASE WHEN number <> '''' THEN number::integer END) FROM page_values'),
	('SELECT tally(CASE WHEN number = '''' THEN 3 ELSE number::integer END), rate(number = '''' OR number::integer > 7) FROM page_values'),
	('SELECT rate(number <> '''' AND number::integer > 7) FROM page_values'),
	('SELECT tally(CASE WHEN number::integer > 3 THEN 1 END) FROM page_values'),
	('SELECT tally(rating) FROM page_values'),
	('SELECT tally(slider), tally(round(slider)) FROM page_values'),
	('SELECT count(rating), tally(csat) FROM page_values'),
	('SELECT tally(csat * 2000000000) FROM page_values'),
	('SELECT tally((csat * 20000)::smallint) FROM page_values'),
	('SELECT tally((big + 3000000000)::integer) FROM page_values'),
	('SELECT tally((stars + 1)::page_stars) FROM page_values'),
	('SELECT tally(100 / (csat - 3)) FILTER (WHERE csat < 4 AND csat > 2) FROM page_values'),
	('SELECT tally(100 / (csat - 3)) FILTER (WHERE csat > 3) FROM page_values'),
	('SELECT tally(nullif(csat, (SELECT id FROM page_values WHERE id < 3))) FROM page_values'),
	('SELECT tally(nullif(csat, (SELECT id FROM page_values WHERE id < 3))) FROM page_values WHERE id < 0'),
	('SELECT tally(CASE WHEN csat = 9 THEN (SELECT id FROM page_values WHERE id < 3) ELSE 1 END) FROM page_values')
) AS q (query);

-- Parameters and subqueries
SELECT page_scan('SELECT g, (SELECT tally(nullif(csat, g)) FROM page_values) FROM generate_series(1, 3) AS g');
SELECT page_scan('SELECT tally(nullif(csat, (SELECT min(csat) FROM page_values))) FROM page_values');
SET plan_cache_mode = force_generic_plan;
PREPARE page_nullif(integer) AS SELECT tally(nullif(score, $1)), rate(score > $1) FROM page_values WHERE score < 11;
SELECT page_scan_plan('EXECUTE page_nullif(3)');
EXECUTE page_nullif(3);
EXECUTE page_nullif(NULL);
DEALLOCATE page_nullif;
RESET plan_cache_mode;

-- A collation whose equality is more than equality of bytes.
CREATE COLLATION page_loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
SELECT page_scan('SELECT rate(label COLLATE page_loose = ''GOOD''), rate(label COLLATE page_loose IN (''GOOD'', ''BAD'')) FROM page_values');
DROP COLLATION page_loose;

-- A function that must not be called.
CREATE FUNCTION page_twice(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 2 * $1; END $$;
CREATE ROLE regress_page_caller;
GRANT SELECT ON page_values TO regress_page_caller;
SELECT page_scan('SELECT tally(page_twice(csat)) FROM page_values');
REVOKE EXECUTE ON FUNCTION page_twice(integer) FROM public;
SET ROLE regress_page_caller;
SELECT tally(page_twice(csat)) FROM page_values;
RESET ROLE;
REVOKE ALL ON page_values FROM regress_page_caller;
DROP ROLE regress_page_caller;
DROP FUNCTION page_twice(integer);

-- Left to the ordinary plan.
SELECT query, page_scan(query) FROM (VALUES
	('SELECT tally((random() * 0)::integer + csat) > ''{}'' FROM page_values'),
	('SELECT tally((SELECT csat + g FROM generate_series(1, 1) AS g)) FROM page_values'),
	('SELECT tally(csat), count(page_values) FROM page_values')
) AS q (query);

DROP TABLE page_values;
DROP DOMAIN page_stars;
