\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- The page scan: fields of documents as scores and conditions, and rounding.

SET max_parallel_workers_per_gather = 0;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
CREATE TABLE page_documents (id integer, document jsonb);
INSERT INTO page_documents
SELECT i, (array[
	'{"nps": "7", "word": "good"}', '{"nps": 8, "word": "bad", "more": [1, 2]}', '{"nps": null}', '{}', '{"word": "good"}',
	'{"nps": 0, "word": "123456789012345"}', '{"nps": "10", "word": "1234567890123456"}', '{"a": 1, "nps": 3, "z": {"nps": 4}}',
	'{"nps": 10, "word": ""}', NULL, '{"nps": 100, "word": true}', '{"nps": " 5 ", "word": false}', '[{"nps": 1}]', '"nps"', '7', 'null'])[1 + i % 16]::jsonb
FROM generate_series(1, 400) AS i;
-- More than 32 fields, of which the entries are written otherwise, and more than are searched
INSERT INTO page_documents
SELECT 1000 + n, (SELECT jsonb_object_agg('field' || f, f % 11) FROM generate_series(1, n) AS f) || '{"nps": 9, "word": "good", "zzzzzzzzzzzz": "bad"}'
FROM generate_series(20, 70) AS n;
INSERT INTO page_documents VALUES (2000, jsonb_build_object('nps', 4, 'word', repeat('good', 2000), 'bulk', (SELECT jsonb_agg(md5(i::text)) FROM generate_series(1, 500) AS i)));
ANALYZE page_documents;
SELECT query, page_scan(query) FROM (VALUES
	('SELECT tally((document ->> ''nps'')::integer), count(document ->> ''nps''), count(document ->> ''word'') FROM page_documents'),
	('SELECT tally((document ->> ''nps'')::smallint), tally((document ->> ''nps'')::bigint) FROM page_documents WHERE id > 1000'),
	('SELECT rate(document ->> ''word'' = ''good''), rate(document ->> ''word'' LIKE ''goo%''), rate(document ->> ''word'' IN (''good'', ''true'', ''false'')) FROM page_documents'),
	('SELECT rate(document ->> ''word'' = ''123456789012345''), rate(document ->> ''word'' = ''1234567890123456''), rate(document ->> ''word'' LIKE ''%goodgood'') FROM page_documents'),
	('SELECT rate(document ->> ''nps'' = ''100''), rate(document ->> ''nps'' = ''0''), rate(document ->> ''more'' = ''[1, 2]''), rate(document ->> ''z'' LIKE ''{%'') FROM page_documents'),
	('SELECT rate(document ->> '''' = ''''), rate(document ->> ''zzzzzzzzzzzz'' = ''bad''), tally((document ->> ''field40'')::integer), rate(document ->> document::text = '''') FROM page_documents'),
	('SELECT tally((document ->> ''nps'')::integer) FROM page_documents WHERE document ->> ''word'' = ''good'''),
	('SELECT tally(nullif(document ->> ''nps'', '' 5 '')::integer), tally(coalesce(document ->> ''nps'', ''1'')::integer) FROM page_documents'),
	('SELECT tally((document -> ''nps'')::integer) FILTER (WHERE jsonb_typeof(document -> ''nps'') = ''number''), count(jsonb_typeof(document -> ''word'')) FROM page_documents'),
	('SELECT tally((document -> ''nps'')::smallint), tally((document -> ''field7'')::bigint) FROM page_documents WHERE id > 1000'),
	('SELECT rate(jsonb_typeof(document -> ''nps'') = ''null''), rate(jsonb_typeof(document -> ''word'') = ''boolean''), rate(jsonb_typeof(document -> ''z'') IN (''object'', ''string'')), rate(jsonb_typeof(document -> ''more'') LIKE ''a%'') FROM page_documents'),
	('SELECT rate(jsonb_typeof(document) = ''object''), rate(jsonb_typeof(document -> 0) = ''object''), tally((document -> ''nosuch'')::integer) FROM page_documents'),
	('SELECT document ->> ''word'', tally((document ->> ''nps'')::integer) FROM page_documents GROUP BY 1'),
	('SELECT max(document ->> ''word''), tally(id % 7) FROM page_documents')
) AS q (query);

-- One row each, as what is no score, or no integer, is the server's error.
CREATE TABLE page_numerals (id integer GENERATED ALWAYS AS IDENTITY, document jsonb);
INSERT INTO page_numerals (document)
SELECT format('{"n": %s}', n)::jsonb
FROM unnest(array['9.0', '-1', '1e1', '10000', '12345', '0.0', '"9.0"', '"x"', '""', 'true', '[1]', '{}', 'null', '1e-3', '-0', '9.5', '101', '"00000000000012"', '"0000000000000012"']) AS n;
ANALYZE page_numerals;
SELECT document, page_scan('SELECT tally((document ->> ''n'')::integer) FROM page_numerals WHERE id = ' || id) AS of_text,
	page_scan('SELECT tally((document -> ''n'')::integer) FROM page_numerals WHERE id = ' || id) AS of_number,
	page_scan('SELECT tally((document -> ''n'')::integer) FILTER (WHERE jsonb_typeof(document -> ''n'') = ''number'') FROM page_numerals WHERE id = ' || id) AS of_numbers
FROM page_numerals ORDER BY id;

CREATE TABLE page_decimals (id integer GENERATED ALWAYS AS IDENTITY, exact numeric, double double precision);
INSERT INTO page_decimals (exact, double)
SELECT n::numeric, n::double precision
FROM unnest(array['0', '0.0', '0.4', '0.4999', '0.49999', '0.5', '0.50001', '0.99999', '0.00001', '0.000000001', '1', '1.5', '2.5', '3.50', '7.49999999', '7.5', '9.0001',
	'99.4', '99.5', '100', '100.0', '100.00', '100.4', '100.49999999', '100.5', '100.00000001', '101', '9999', '9999.5', '10000', '123456.7', '-0.0', '-0.4', '-0.5', '-1', '-1.5',
	'1000000000.5', '2147483647.4', '2147483647.5', '-2147483648.5', '-2147483649', '1e300', 'NaN', NULL, '12.123456789012345678901234567890']) AS n;
ANALYZE page_decimals;
SELECT expression, string_agg(format('%s: %s', exact, outcome), ', ' ORDER BY id) FILTER (WHERE outcome <> 'page scan, same') AS others
FROM unnest(array['tally(round(exact))', 'tally(floor(exact))', 'tally(ceil(exact))', 'tally(ceiling(exact))', 'tally(trunc(exact))', 'tally(round(exact, 0))', 'tally(trunc(exact, 1))',
	'tally(exact::integer)', 'tally(exact::smallint)', 'sum(exact::integer), tally(id)', 'tally(round(double))', 'tally(floor(double))', 'tally(ceil(double))', 'tally(ceiling(double))', 'tally(trunc(double))',
	'tally(double::integer)', 'sum(double::integer), tally(id)', 'count(round(exact)), tally(id)', 'tally(coalesce(round(exact), 3))', 'tally(nullif(round(exact), 3))', 'max(round(exact)), sum(floor(double)), tally(id)']) AS expression,
	page_decimals, LATERAL (SELECT page_scan(format('SELECT %s FROM page_decimals WHERE id = %s', expression, id)) AS outcome) AS q
GROUP BY expression;
SELECT page_scan('SELECT tally(round(exact)), tally(floor(double)), tally(exact::integer), tally(double::integer), tally(ceil(double)) FROM page_decimals WHERE exact >= 0 AND exact < 100');
DROP TABLE page_documents, page_numerals, page_decimals;
