--
-- pictures: scores as SVG.  A server without libxml cannot say whether they are
-- valid, but shows the rest.
--
CREATE FUNCTION pg_temp.is_xml(picture text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RETURN xml_is_well_formed_document(picture);
EXCEPTION WHEN feature_not_supported THEN
  RETURN true;
END $$;
-- How often something is in it
CREATE FUNCTION pg_temp.times(picture text, pattern text) RETURNS bigint LANGUAGE sql AS
  $$ SELECT count(*) FROM regexp_matches(picture, pattern, 'g') $$;
CREATE FUNCTION pg_temp.description(picture text) RETURNS text LANGUAGE sql AS
  $$ SELECT substring(picture FROM '<desc>(.*)</desc>') $$;
CREATE FUNCTION pg_temp.heading(picture text) RETURNS text LANGUAGE sql AS
  $$ SELECT substring(picture FROM '<title>(.*?)</title>') $$;
\pset format unaligned
\pset tuples_only on
\pset null NULL

-- All of one
SELECT nps_svg('{0:5,6:5,7:10,8:20,9:30,10:30}', 'March');
SELECT nps_trend_svg('{Jan,Feb,Mar,Apr,May}', '{"{9:60,0:40}","{10:25,3:4}",NULL,"{}","{7:1,8:29}"}', 'By month');

-- What they say is what the functions say.
SELECT pg_temp.description(nps_svg(r, confidence => 0.9)), round(nps(r)::numeric, 1), round(nps_low(r, 0.9)::numeric, 1), round(nps_high(r, 0.9)::numeric, 1)
  FROM (VALUES ('{0:5,6:5,7:10,8:20,9:30,10:37}'::tally)) AS t(r);
SELECT pg_temp.description(csat_svg(r)), round(csat(r)::numeric, 1), round(csat_low(r)::numeric, 1), round(csat_high(r)::numeric, 1)
  FROM (VALUES ('{1:3,2:4,3:10,4:20,5:30}'::tally)) AS t(r);
SELECT pg_temp.description(nps_svg('{0:4(2.5,2),8:3(1.5,1),10:5(6,8)}')), round(nps('{0:4(2.5,2),8:3(1.5,1),10:5(6,8)}'::tally)::numeric, 1);
-- Halves are rounded as numeric is, zero has no sign.
SELECT pg_temp.description(nps_svg('{0:49,8:253,10:98}')), round(nps('{0:49,8:253,10:98}'::tally)::numeric, 1);
SELECT pg_temp.description(nps_svg('{0:2,8:9997,10:1}')), nps('{0:2,8:9997,10:1}'::tally);

-- The columns are those of the scale, and stand as high as the weights say.
SELECT pg_temp.times(nps_svg(r), '<rect [^>]*><title>[0-9]'), pg_temp.times(nps_svg(r), 'height="100.0"[^>]*><title>10: 5 answers, 60.0 %')
  FROM (VALUES ('{0:4(2.5,2),8:3(1.5,1),10:5(6,8)}'::tally)) AS t(r);
SELECT pg_temp.times(csat_svg('{1:1,7:2}', scale_max => 7, satisfied_min => 6), '<rect [^>]*><title>[0-9]') AS seven,
       pg_temp.times(nps_svg('{100:2}', scale_max => 100, detractor_max => 60, promoter_min => 90), '<rect [^>]*><title>[0-9]') AS hundred;
SELECT pg_temp.description(nps_svg('{1:1,5:2}', scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5));
SELECT pg_temp.is_xml(nps_svg('{0:4611686018427387903,10:4611686018427387904}')), pg_temp.description(nps_svg('{0:4611686018427387903,10:4611686018427387904}'));

-- The trend: 1 hollow, 1 gap between bands, a single point as a line
SELECT n, pg_temp.times(p, '<circle') AS points, pg_temp.times(p, '<circle [^>]*fill="#ffffff"') AS hollow,
       pg_temp.times(p, 'fill-opacity') AS bands, pg_temp.times(p, 'stroke-opacity') AS single, pg_temp.description(p), pg_temp.is_xml(p)
  FROM (VALUES (1, nps_trend_svg('{a}', '{"{10:40,0:1}"}')),
               (2, nps_trend_svg('{a,b,c,d,e}', '{"{10:40}","{10:10}",NULL,"{10:30,1:3}","{0:30}"}')),
               (3, nps_trend_svg('{a,b,c}', '{NULL,"{9:3}","{}"}', few_answers => 3)),
               (4, nps_trend_svg('{a,b,c}', '{"{9:40}","{9:9}","{9:40,0:40}"}', min_answers => 10)),
               (5, nps_trend_svg('{a,b}', '{"{}","{9:9}"}', min_answers => 10)),
               (6, nps_trend_svg('{}', '{}')),
               (7, nps_trend_svg(ARRAY[NULL,'b'], '{"{9:40,7:5}","{9:40}"}')),
               (8, csat_trend_svg('{a,b}', '{"{5:40,1:5}","{4:40,3:3}"}', 'CSAT')),
               (9, csat_trend_svg('{a,b}', '{"{7:40,1:5}","{6:40,3:3}"}', scale_max => 7, satisfied_min => 6))) AS v(n, p) ORDER BY n;
-- The grid holds all limits; as many labels as there is space for.
SELECT n, array(SELECT m[1]::integer FROM regexp_matches(p, 'text-anchor="end">(-?[0-9]+)', 'g') AS m) AS grid
  FROM (VALUES (1, nps_trend_svg('{a,b}', '{"{0:100}","{10:100}"}')), (2, nps_trend_svg('{a}', '{"{10:900000,0:300000}"}')), (3, csat_trend_svg('{a}', '{"{5:1}"}'))) AS v(n, p) ORDER BY n;
SELECT n, pg_temp.times(nps_trend_svg(array_agg('label ' || i ORDER BY i), array_agg('{9:50,0:20}'::tally)), 'y="248.0"') AS labels
  FROM (VALUES (1), (5), (12), (365)) AS v(n), generate_series(1, n) AS i GROUP BY n ORDER BY n;
SELECT pg_temp.times(nps_trend_svg(ARRAY[repeat('long ', 100), 'b'], '{"{9:40,7:5}","{9:40}"}'), 'y="248.0"') AS labels;

-- Any text
SELECT pg_temp.heading(p), pg_temp.is_xml(p) FROM (VALUES (nps_svg('{9:1}', '<script>alert("&")</script> ''x'' ]]>'))) AS v(p);
SELECT count(*) AS characters, bool_and(pg_temp.is_xml(nps_svg('{9:1}', chr(i))) AND pg_temp.is_xml(nps_trend_svg(ARRAY[chr(i)], '{"{9:1}"}'))) AS xml
  FROM generate_series(1, 127) AS i;
SELECT pg_temp.heading(nps_svg('{9:1}', E'a\tb\nc\r\x01\x1f\x7f'));
SELECT pg_temp.heading(nps_svg('{9:1}', repeat('long ', 100))) = repeat('long ', 100) AS whole, pg_temp.times(nps_svg('{9:1}', repeat('long ', 100)), 'textLength') AS squeezed;
SELECT pg_temp.heading(nps_svg('{9:1}', NULL)), pg_temp.heading(csat_svg('{5:1}')), pg_temp.heading(nps_trend_svg('{}', '{}')), pg_temp.heading(nps_svg('{9:1}', '')) = '' AS none;

-- Nothing to show
SELECT nps_svg(NULL), csat_svg(NULL, 'title'), nps_trend_svg(NULL, '{}'), csat_trend_svg('{a}', NULL);
SELECT pg_temp.description(nps_svg('{}')), pg_temp.description(csat_svg('{}', 'title')), pg_temp.description(nps_svg('{9:3(0,0)}'));
SELECT pg_temp.description(p), pg_temp.times(p, '<rect'), pg_temp.times(p, '3') FROM (VALUES (nps_svg('{10:3}', 'Few', min_answers => 5))) AS v(p);
SELECT pg_temp.description(nps_svg('{10:3}', min_answers => 3)) ~ '^100.0,' AS shown;

-- Errors
\set VERBOSITY terse
SELECT nps_svg('{11:1}');
SELECT csat_svg('{0:1}');
SELECT nps_svg('{9:1}', confidence => 95);
SELECT nps_svg('{9:1}', min_answers => -1);
SELECT csat_svg('{9:1}', scale_max => 10);
SELECT nps_trend_svg('{a,b}', '{"{9:1}"}');
SELECT nps_trend_svg('{a}', '{"{11:1}"}');
SELECT nps_trend_svg('{a}', '{"{9:1}"}', confidence => 0);
SELECT nps_trend_svg('{a}', '{"{9:1}"}', scale_max => 5);
\set VERBOSITY default

-- In other encodings: the same picture, in ASCII
SELECT getdatabaseencoding() = 'UTF8' AS is_utf8 \gset
\if :is_utf8
SELECT pg_temp.heading(p), pg_temp.is_xml(p) FROM (VALUES (nps_svg('{9:1}', U&'caf\00e9 \4e2d \+01f600 \fffe\ffff'))) AS v(p);
\endif
\set here :DBNAME
SET client_min_messages = warning;
DROP DATABASE IF EXISTS regress_satisfaction_latin9;
DROP DATABASE IF EXISTS regress_satisfaction_sql_ascii;
RESET client_min_messages;
CREATE DATABASE regress_satisfaction_latin9 TEMPLATE template0 ENCODING 'LATIN9' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE regress_satisfaction_sql_ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C';
\connect regress_satisfaction_latin9
CREATE EXTENSION satisfaction;
SELECT substring(nps_svg('{9:1}', convert_from('\xa4e9', 'LATIN9')) FROM '<title>.*?</title>');
\connect regress_satisfaction_sql_ascii
CREATE EXTENSION satisfaction;
SELECT substring(nps_svg('{9:1}', convert_from('\xe282ac20e920ffe2', 'SQL_ASCII')) FROM '<title>.*?</title>');
\connect :here
DROP DATABASE regress_satisfaction_latin9;
DROP DATABASE regress_satisfaction_sql_ascii;
