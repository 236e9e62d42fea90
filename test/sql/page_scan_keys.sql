\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: keys that functions return in different forms.  Of an integer or
-- OID that is passed by value the upper half of the Datum means nothing; hashtext()
-- and its kind leave it zero, columns are sign-extended.  check.sh runs this once
-- in a cluster whose new OIDs are above 2^31, too, those of enums among them.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
-- From 19 on the server itself may count before it joins.
SELECT count(set_config(name, 'off', false)) < 2 AS off FROM pg_settings WHERE name = 'enable_eager_aggregate';
CREATE TYPE page_feeling AS ENUM ('bad', 'fair', 'good');
CREATE TABLE page_hashed AS
SELECT i AS id, 't' || i % 20 AS name, i % 11 AS score, (4294967290::bigint + i % 6)::oid AS object, i % 20 AS number,
	(array['bad', 'fair', NULL, 'good'])[1 + i % 4]::page_feeling AS feeling, md5((i % 20)::text)::uuid AS token
FROM generate_series(1, 3000) AS i;
CREATE TABLE page_hashes AS
SELECT hashtext('t' || i) AS of_name, hashint4(i) AS of_number, hashtext('t' || i)::bigint AS wide, (4294967276::bigint + i)::oid AS object,
	uuid_hash(md5(i::text)::uuid) AS of_token, (enum_range(NULL::page_feeling))[1 + i % 3] AS feeling, i % 4 AS part
FROM generate_series(0, 19) AS i;
ANALYZE page_hashed, page_hashes;
SELECT count(*) > 0 AS some_are_negative FROM page_hashes WHERE of_name < 0;

SELECT query, page_scan(query) FROM (VALUES
	-- joins
	('SELECT part, count(*), tally(score) FROM page_hashed JOIN page_hashes ON of_name = hashtext(name) GROUP BY part'),
	('SELECT part, count(*), tally(score) FROM page_hashed JOIN page_hashes ON wide = hashtext(name) GROUP BY part'),
	('SELECT part, count(*), tally(score) FROM page_hashed JOIN page_hashes ON of_number = hashint4(number) AND of_token = uuid_hash(token) GROUP BY part'),
	('SELECT part, count(*), tally(score) FROM page_hashed LEFT JOIN page_hashes ON of_token = uuid_hash(token) GROUP BY part'),
	('SELECT count(*), tally(score) FROM page_hashed WHERE hashtext(name) IN (SELECT of_name FROM page_hashes)'),
	('SELECT count(*), tally(score) FROM page_hashed WHERE NOT EXISTS (SELECT FROM page_hashes WHERE of_name = hashtext(name))'),
	('SELECT part, count(*), tally(score) FROM page_hashed AS a JOIN page_hashes AS b ON a.object = b.object GROUP BY part'),
	('SELECT part, count(*), tally(score) FROM page_hashed AS a JOIN page_hashes AS b ON b.object = coalesce(a.object, 4294967290) GROUP BY part'),
	('SELECT part, count(*), tally(score) FROM page_hashed AS a JOIN page_hashes AS b ON b.object = CASE WHEN score > 5 THEN a.object ELSE 4294967292 END GROUP BY part'),
	('SELECT part, count(*), tally(score) FROM page_hashed JOIN (SELECT hashtext(''t'' || i) AS h, i % 3 AS part FROM generate_series(1, 9) AS i) AS q ON h = hashtext(name) GROUP BY part'),
	('SELECT part, count(*), tally(score) FROM page_hashed AS a JOIN page_hashes AS b ON b.feeling = coalesce(a.feeling, ''bad'') GROUP BY part'),
	('SELECT part, count(*), tally(score) FROM page_hashed AS a JOIN (SELECT enum_first(feeling) AS feeling, part FROM page_hashes) AS b ON b.feeling = a.feeling GROUP BY part'),
	-- columns of the other relation, from tables and computed
	('SELECT h, count(*), tally(score) FROM page_hashed JOIN (SELECT hashint4(i) AS h, i FROM generate_series(1, 9) AS i UNION ALL SELECT of_number, part FROM page_hashes) AS q ON i = number GROUP BY h'),
	('SELECT b.feeling, count(*), tally(score) FROM page_hashed AS a JOIN (SELECT coalesce(nullif(feeling, ''good''), ''bad'') AS feeling, part FROM page_hashes) AS b ON part = number GROUP BY b.feeling'),
	-- groups
	('SELECT hashtext(name), count(*), tally(score) FROM page_hashed GROUP BY 1'),
	('SELECT CASE WHEN score > 5 THEN hashtext(name) ELSE hashtext(name)::bigint::integer END, count(*), tally(score) FROM page_hashed GROUP BY 1'),
	('SELECT CASE WHEN score > 5 THEN object ELSE 4294967292 END, count(*), nps(score) FROM page_hashed GROUP BY 1'),
	('SELECT coalesce(nullif(object, 4294967290), 4294967291), name, count(*), nps(score) FROM page_hashed GROUP BY 1, 2'),
	('SELECT coalesce(feeling, ''bad''), count(*), tally(score) FROM page_hashed GROUP BY 1'),
	('SELECT CASE WHEN score > 5 THEN feeling ELSE ''good'' END, name, count(*), tally(score) FROM page_hashed GROUP BY 1, 2'),
	('SELECT coalesce(feeling, ''bad''), object, count(*), tally(score) FROM page_hashed GROUP BY ROLLUP (1, 2)'),
	-- conditions, filters and arguments
	('SELECT tally(score), count(*) FROM page_hashed WHERE hashtext(name) < 0'),
	('SELECT tally(score) FILTER (WHERE hashtext(name) = 1790740183 OR object > 4294967291) FROM page_hashed'),
	('SELECT name, tally(score), count(nullif(hashtext(name), 1790740183)), count(nullif(object, 4294967290)) FROM page_hashed GROUP BY name'),
	('SELECT tally(score), min(hashtext(name)), max(hashtext(name)), sum(hashtext(name)), avg(hashtext(name)) FROM page_hashed')
) AS q (query);

DROP TABLE page_hashed, page_hashes;
DROP TYPE page_feeling;
