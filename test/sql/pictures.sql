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
-- Numbers: the values of an attribute of all elements of a kind; what texts say
CREATE FUNCTION pg_temp.numbers(picture text, element text, attribute text) RETURNS numeric[] LANGUAGE sql AS
  $$ SELECT array_agg(m[1]::numeric) FROM regexp_matches(picture, '<' || element || ' [^>]*\m' || attribute || '="([0-9.]+)"', 'g') AS m $$;
CREATE FUNCTION pg_temp.texts_at(picture text, y text) RETURNS text[] LANGUAGE sql AS
  $$ SELECT array_agg(m[1]) FROM regexp_matches(picture, '<text [^>]*y="' || y || '"[^>]*>([^<]*)', 'g') AS m $$;
-- As a number of the description is written: with one decimal and a minus sign
CREATE FUNCTION pg_temp.shown(number float8) RETURNS text LANGUAGE sql AS
  $$ SELECT replace(round(number::numeric, 1)::text, '-', '&#8722;') $$;
CREATE FUNCTION pg_temp.heading(picture text) RETURNS text LANGUAGE sql AS
  $$ SELECT substring(picture FROM '<title>(.*?)</title>') $$;
\pset format unaligned
\pset tuples_only on
\pset null NULL

-- All of one
SELECT nps_svg('{0:5,6:5,7:10,8:20,9:30,10:30}', 'March');
SELECT nps_trend_svg('{"{9:60,0:40}","{10:25,3:4}",NULL,"{}","{7:1,8:29}"}', '{Jan,Feb,Mar,Apr,May}', title => 'By month');

-- What they say is what the functions say, for all that limits depend on.
SELECT n, pg_temp.description(p) = format('%s, %s %% limits %s to %s, 1,107 answers: detractors %s %%, passives %s %%, promoters %s %%',
         pg_temp.shown(nps(r)), c, pg_temp.shown((l).low), pg_temp.shown((l).high), pg_temp.shown(nps_detractors_share(r)),
         pg_temp.shown(nps_passives_share(r)), pg_temp.shown(nps_promoters_share(r))) AS same, pg_temp.description(p)
  FROM (VALUES ('{0:505,6:5,7:10,8:20,9:30,10:537}'::tally)) AS t(r),
       LATERAL (VALUES (1, nps_svg(r), 95, nps_interval(r)), (2, nps_svg(r, confidence => 0.9), 90, nps_interval(r, 0.9)),
                       (3, nps_svg(r, method => 'WALD'), 95, nps_interval(r, method => 'wald')),
                       (4, nps_svg(r, method => 'adjusted_wald', population => 1200), 95, nps_interval(r, method => 'adjusted_wald', population => 1200)),
                       (5, nps_svg(r, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), 95, nps_interval(r))) AS v(n, p, c, l) ORDER BY n;
SELECT n, pg_temp.description(p) = format('%s %%, %s %% limits %s to %s %%, 67 answers: dissatisfied %s %%, neutral %s %%, satisfied %s %%',
         pg_temp.shown(csat(r)), c, pg_temp.shown((l).low), pg_temp.shown((l).high), pg_temp.shown(tally_share(r, 1, d)),
         pg_temp.shown(tally_share(r, d + 1, 3)), pg_temp.shown(csat(r))) AS same, pg_temp.description(p)
  FROM (VALUES ('{1:3,2:4,3:10,4:20,5:30}'::tally)) AS t(r),
       LATERAL (VALUES (1, csat_svg(r), 95, csat_interval(r), 2), (2, csat_svg(r, confidence => 0.999), 99.9, csat_interval(r, 0.999), 2),
                       (3, csat_svg(r, method => 'clopper_pearson', population => 100), 95, csat_interval(r, method => 'clopper_pearson', population => 100), 2),
                       (4, csat_svg(r, dissatisfied_max => 1), 95, csat_interval(r), 1)) AS v(n, p, c, l, d) ORDER BY n;
SELECT pg_temp.description(nps_svg('{0:4(2.5,2),8:3(1.5,1),10:5(6,8)}')), round(nps('{0:4(2.5,2),8:3(1.5,1),10:5(6,8)}'::tally)::numeric, 1);
-- Halves are rounded as numeric is, zero has no sign, a negative number has that of Unicode; thousands are set apart.
SELECT pg_temp.description(nps_svg('{0:49,8:253,10:98}')), round(nps('{0:49,8:253,10:98}'::tally)::numeric, 1);
SELECT pg_temp.description(nps_svg('{0:2,8:9997,10:1}')), nps('{0:2,8:9997,10:1}'::tally);
SELECT pg_temp.description(nps_svg('{0:1000000}'));
SELECT array(SELECT substring(nps_svg(('{10:' || n || '}')::tally) FROM '>([0-9,]+ answers?)</text>') FROM unnest('{1,12,123,1234,123456,9223372036854775807}'::bigint[]) AS n) AS answers;

-- The columns are those of the scale, and stand as high as the weights say.
SELECT pg_temp.times(nps_svg(r), '<rect [^>]*><title>[0-9]'), pg_temp.times(nps_svg(r), 'height="100.0"[^>]*><title>10: 5 answers, 60.0 %')
  FROM (VALUES ('{0:4(2.5,2),8:3(1.5,1),10:5(6,8)}'::tally)) AS t(r);
SELECT pg_temp.times(csat_svg('{1:1,7:2}', scale_max => 7, satisfied_min => 6), '<rect [^>]*><title>[0-9]') AS seven,
       pg_temp.times(nps_svg('{100:2}', scale_max => 100, detractor_max => 60, promoter_min => 90), '<rect [^>]*><title>[0-9]') AS hundred;
SELECT pg_temp.description(nps_svg('{1:1,5:2}', scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5));
SELECT pg_temp.is_xml(nps_svg('{0:4611686018427387903,10:4611686018427387904}')), pg_temp.description(nps_svg('{0:4611686018427387903,10:4611686018427387904}'));

-- The longest column is as high as share_max says: pictures side by side have one scale.
SELECT share_max, pg_temp.numbers(p, 'rect', 'height') AS heights, pg_temp.times(p, '>50 %</text>') AS label
  FROM (VALUES (NULL), (100), (62.5), (50), (50 * (1 - 1e-12))) AS v(share_max), LATERAL (SELECT csat_svg('{1:10,2:20,4:20,5:50}', share_max => share_max) AS p) AS l;
SELECT bool_and(pg_temp.numbers(nps_svg(t, share_max => top), 'rect', 'height') IS NOT NULL) AS fits
  FROM (SELECT t, (SELECT max(share) FROM unnest(t)) AS top FROM (SELECT format('{3:%s,8:%s,10:%s(%s,%s)}', i, 7 * i, i * i, 0.1 * i * i, 0.01 * i * i)::tally AS t FROM generate_series(1, 50) AS i) AS a) AS b;

-- The width: the picture's own, with the same size of text.  A narrow card is higher.
SELECT w, pg_temp.numbers(c, 'svg', 'width') || pg_temp.numbers(c, 'svg', 'height') AS card, pg_temp.numbers(t, 'svg', 'width') || pg_temp.numbers(t, 'svg', 'height') AS trend,
       (SELECT array_agg(DISTINCT n ORDER BY n) FROM unnest(pg_temp.numbers(c, 'text', 'font-size')) AS n) AS sizes,
       (SELECT max(n) < coalesce(w, 480) FROM unnest(pg_temp.numbers(c, '(?:rect|text)', 'x')) AS n) AND
       (SELECT max(n) < coalesce(w, 640) FROM unnest(pg_temp.numbers(t, '(?:circle|text)', 'c?x')) AS n) AS inside,
       pg_temp.numbers(t, 'circle', 'cx') AS points, pg_temp.is_xml(c) AND pg_temp.is_xml(t) AS xml
  FROM (VALUES (NULL), (240), (439), (440), (4000)) AS v(w), LATERAL (SELECT nps_svg('{0:5,6:5,7:10,8:20,9:30,10:30}', width => w) AS c, nps_trend_svg('{"{9:60,0:40}","{9:60,0:40}"}', '{a,b}', width => w) AS t) AS l ORDER BY w NULLS FIRST;

-- The trend: 1 hollow, 1 gap between bands, a single point as a line
SELECT n, pg_temp.times(p, '<circle') AS points, pg_temp.times(p, '<circle [^>]*fill="#ffffff"') AS hollow,
       pg_temp.times(p, 'fill-opacity') AS bands, pg_temp.times(p, 'stroke-opacity') AS single, pg_temp.description(p), pg_temp.is_xml(p)
  FROM (VALUES (1, nps_trend_svg('{"{10:40,0:1}"}', '{a}')),
               (2, nps_trend_svg('{"{10:40}","{10:10}",NULL,"{10:30,1:3}","{0:30}"}', '{a,b,c,d,e}')),
               (3, nps_trend_svg('{NULL,"{9:3}","{}"}', '{a,b,c}', few_answers => 3)),
               (4, nps_trend_svg('{"{9:40}","{9:9}","{9:40,0:40}"}', '{a,b,c}', min_answers => 10)),
               (5, nps_trend_svg('{"{}","{9:9}"}', '{a,b}', min_answers => 10)),
               (6, nps_trend_svg('{}', '{}')),
               (7, nps_trend_svg('{"{9:40,7:5}","{9:40}"}', ARRAY[NULL,'b'])),
               (8, csat_trend_svg('{"{5:40,1:5}","{4:40,3:3}"}', '{a,b}', title => 'CSAT')),
               (9, csat_trend_svg('{"{7:40,1:5}","{6:40,3:3}"}', '{a,b}', scale_max => 7, satisfied_min => 6)),
               (10, nps_trend_svg('{"{9:40,0:5}","{9:40,0:40}"}')),
               (11, nps_trend_svg('{"{9:40,0:5}","{9:40,0:40}"}', few_answers => NULL, confidence => 0.9, method => 'wald', population => 100))) AS v(n, p) ORDER BY n;
SELECT nps_interval('{9:40,0:40}', 0.9, 'wald', 100);
-- The grid holds all limits; as many labels as there is space for.
SELECT n, array(SELECT m[1] FROM regexp_matches(p, 'text-anchor="end">([^<]+)', 'g') AS m) AS grid
  FROM (VALUES (1, nps_trend_svg('{"{0:100}","{10:100}"}')), (2, nps_trend_svg('{"{10:900000,0:300000}"}')), (3, csat_trend_svg('{"{5:1}"}'))) AS v(n, p) ORDER BY n;
SELECT n, pg_temp.texts_at(nps_trend_svg(array_agg('{9:50,0:20}'::tally), array_agg('label ' || i ORDER BY i)), '240.0') AS labels
  FROM (VALUES (1), (5), (12), (365)) AS v(n), generate_series(1, n) AS i GROUP BY n ORDER BY n;
SELECT pg_temp.times(p, 'y="240.0"') AS labels, pg_temp.numbers(p, 'text', 'x') AS places
  FROM (VALUES (nps_trend_svg('{"{9:40,7:5}","{9:40}"}', ARRAY[repeat('long ', 100), 'b'])), (nps_trend_svg('{"{9:40}","{9:40}"}', ARRAY['the first label of two', 'the last label of two']))) AS v(p);

-- Dates place the points by time, in any order: here at 0, 1/30, 10/30 and 30/30 of the axis.
SELECT pg_temp.numbers(p, 'circle', 'cx') AS points, array(SELECT m[1] FROM regexp_matches(p, '<title>([^:<]*):', 'g') AS m) AS dates, pg_temp.description(p), pg_temp.texts_at(p, '240.0') AS labels, pg_temp.texts_at(p, '254.0') AS years
  FROM (VALUES (nps_trend_svg('{"{9:40}","{9:50,1:1}","{9:30,1:10}","{8:30}"}', dates => '{2018-05-31,2018-05-02,2018-05-11,2018-05-01}'))) AS v(p);
-- One point, equal dates (the first in the array first), a gap that is a NULL, none
SELECT n, pg_temp.numbers(p, 'circle', 'cx') AS points, pg_temp.texts_at(p, '240.0') AS labels, pg_temp.texts_at(p, '254.0') AS years, pg_temp.times(p, 'M[0-9.]+ [0-9.]+(L[0-9.]+ [0-9.]+)*"') AS lines, pg_temp.description(p)
  FROM (VALUES (1, nps_trend_svg('{"{9:40}"}', dates => '{2018-05-31}')),
               (2, nps_trend_svg('{"{9:40}","{8:40}"}', dates => '{2018-05-31,2018-05-31}')),
               (3, nps_trend_svg('{"{9:40}","{9:30,8:10}","{8:40}"}', dates => '{2018-05-31,2018-06-01,2018-05-31}')),
               (4, nps_trend_svg('{"{9:40}",NULL,"{8:40}"}', dates => '{2018-05-01,2018-05-02,2018-05-03}')),
               (5, nps_trend_svg('{NULL}', dates => '{2018-05-01}')), (6, nps_trend_svg('{}', dates => '{}')),
               (7, csat_trend_svg('{"{5:40}","{3:40}"}', dates => '{2018-05-01,2018-05-02}'))) AS v(n, p) ORDER BY n;
-- Labels of any span fit: days, weeks from the first date on, months, years, thousands of years
SELECT d, s, n, pg_temp.texts_at(p, '240.0') AS labels, pg_temp.texts_at(p, '254.0') AS years, pg_temp.is_xml(p) AS xml,
       (SELECT min(x - before) > 40 FROM (SELECT x, lag(x) OVER (ORDER BY x) AS before FROM unnest(pg_temp.numbers(p, 'text', 'x')) AS x) AS u WHERE before > 60 AND x > before) AS apart
  FROM (VALUES ('2018-05-01', 1, 5), ('2018-05-01', 1, 9), ('2018-12-28', 1, 15), ('2018-05-06', 7, 8), ('2018-11-05', 7, 20), ('2017-12-01', 31, 9),
               ('2011-12-01', 92, 30), ('1990-06-15', 366, 40), ('4713-01-01 BC', 71000000, 31), ('0003-05-01 BC', 100, 20)) AS v(d, s, n),
       LATERAL (SELECT nps_trend_svg(array_agg('{9:50,0:20}'::tally), dates => array_agg(d::date + i * s)) AS p FROM generate_series(0, n - 1) AS i) AS l;
SELECT bool_and(array_length(labels, 1) BETWEEN 1 AND w / 50 AND is_xml) AS fits
  FROM (VALUES (240), (340), (640), (960)) AS v(w), generate_series(0, 60) AS i,
       LATERAL (SELECT nps_trend_svg('{"{9:50,0:20}","{9:50,0:20}"}', dates => ARRAY[date '2018-05-06', date '2018-05-06' + round(1.3 ^ i)::integer], width => w) AS p) AS l,
       LATERAL (SELECT pg_temp.texts_at(p, '240.0') AS labels, pg_temp.is_xml(p)) AS m;
SET DateStyle = 'SQL, DMY';
SELECT pg_temp.texts_at(nps_trend_svg('{"{9:40}","{9:40}"}', dates => '{2018-05-01,2018-05-31}'), '240.0') AS labels;
RESET DateStyle;

-- Any text
SELECT pg_temp.heading(p), pg_temp.is_xml(p) FROM (VALUES (nps_svg('{9:1}', '<script>alert("&")</script> ''x'' ]]>'))) AS v(p);
SELECT count(*) AS characters, bool_and(pg_temp.is_xml(nps_svg('{9:1}', chr(i))) AND pg_temp.is_xml(nps_trend_svg('{"{9:1}"}', ARRAY[chr(i)]))) AS xml
  FROM generate_series(1, 127) AS i;
SELECT pg_temp.heading(nps_svg('{9:1}', E'a\tb\nc\r\x01\x1f\x7f'));
SELECT pg_temp.heading(nps_svg('{9:1}', repeat('long ', 100))) = repeat('long ', 100) AS whole, pg_temp.times(nps_svg('{9:1}', repeat('long ', 100)), 'textLength') AS squeezed;
SELECT pg_temp.heading(nps_svg('{9:1}', NULL)), pg_temp.heading(csat_svg('{5:1}')), pg_temp.heading(nps_trend_svg('{}')), pg_temp.heading(nps_svg('{9:1}', '')) = '' AS none;

-- Nothing to show
SELECT nps_svg(NULL), csat_svg(NULL, 'title'), nps_trend_svg(NULL), csat_trend_svg(NULL, '{a}');
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
SELECT csat_svg('{5:1}', dissatisfied_max => 4);
SELECT nps_svg('{}', method => 'exact');
SELECT csat_svg('{5:1}', method => 'score');
SELECT nps_svg('{9:20}', population => 19);
SELECT nps_svg('{9:20}', population => 0.5);
SELECT nps_svg('{9:1}', width => 239);
SELECT nps_trend_svg('{}', width => 4001);
SELECT nps_svg('{9:1}', share_max => 0);
SELECT nps_svg('{}', share_max => 101);
SELECT nps_svg('{9:1}', share_max => 'NaN');
SELECT nps_trend_svg('{"{9:1}"}', '{a,b}');
SELECT nps_trend_svg('{"{11:1}"}', '{a}');
SELECT nps_trend_svg('{"{9:1}"}', '{a}', confidence => 0);
SELECT nps_trend_svg('{"{9:1}"}', '{a}', method => 'wilson');
SELECT nps_trend_svg('{"{9:1}"}', '{a}', few_answers => -1);
SELECT nps_trend_svg('{"{9:1}"}', '{a}', scale_max => 5);
\set VERBOSITY default
SELECT csat_svg('{5:9,4:1}', share_max => 0.9);
SELECT csat_trend_svg('{"{5:1}"}', dates => '{2018-05-31,2018-06-30}');
SELECT nps_trend_svg('{"{9:1}"}', '{a}', '{2018-05-31}');
SELECT nps_trend_svg('{"{9:1}",NULL}', dates => '{2018-05-31,NULL}');
SELECT nps_trend_svg('{"{9:1}"}', dates => '{infinity}');
SELECT nps_trend_svg('{"{9:1}"}', dates => '{-infinity}');

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
