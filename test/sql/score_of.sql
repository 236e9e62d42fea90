\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- score_of: scores in text, as exports and forms hold them, and what is none
--
\pset null NULL

-- What is a score
SELECT n, '[' || replace(replace(answer, E'\n', '\n'), E'\t', '\t') || ']' AS answer, score_of(answer)
  FROM (VALUES (1, '9'), (2, '9.0'), (3, ' 9 '), (4, '10 - very likely'), (5, '0'), (6, '100'), (7, '007'), (8, '9.000'), (9, E'\t8\r\n'), (10, '5 stars'),
               (11, '10: extremely likely'), (12, '1. Very bad'), (13, '7.0 (good)'), (14, '7)'), (15, '3; don''t know'), (16, '4.'), (17, '9.0 - almost'),
               (18, '5 (very satisfied)'), (19, '6,'), (20, '2_low')) AS v(n, answer) ORDER BY n;
-- Other blanks, dashes and signs, whose width is not the same in every psql
\pset format unaligned
SELECT n, answer, score_of(answer)
  FROM (VALUES (1, U&'9\00A0'), (2, U&'\00A0\20099'), (3, '10 – sehr wahrscheinlich'), (4, '10–sehr'), (5, '4★'), (6, '10分'), (7, U&'9\FE0F\20E3'), (8, '5 — très satisfait')) AS v(n, answer) ORDER BY n;
\pset format aligned

-- Nothing was answered.
SELECT score_of('') AS empty, score_of('   ') AS blanks, score_of(E'\n') AS line, score_of(U&'\00A0') AS no_break, score_of(NULL) AS "null", score_of(NULL, '{99}') AS null_and_list;

-- What is none
\pset format unaligned
SELECT e.state, string_agg(v.answer, '   ' ORDER BY n) AS answers
  FROM (VALUES (1, '9.5'), (2, '9,5'), (3, '-1'), (4, '10/10'), (5, '10-11'), (6, 'ten'), (7, '101'), (8, '999999999999999999999'), (9, '9.05'), (10, '1e1'), (11, '+9'),
               (12, '9th'), (13, '9 or 10'), (14, '9 out of 10'), (15, 'n/a'), (16, '.9'), (17, '9..0'), (18, '9.0.0'), (19, '$9'), (20, '9½'), (21, '9 ²'), (22, '９'), (23, '٩'),
               (24, '①'), (25, '–1'), (26, '0x9'), (27, '"9"'), (28, '9,0'), (29, '-'), (30, 'very likely - 10')) AS v(n, answer),
       LATERAL error_of(format('SELECT score_of(%L)', v.answer)) AS e
 GROUP BY 1;
\pset format aligned
SELECT score_of('9.5');
SELECT nps(score_of(a)) FROM (VALUES ('9'), ('ten'), ('8')) AS v(a);

-- What the list holds is NULL: numbers by value, everything else by case and
-- blanks as the labels of rating_of.
SELECT n, answer, score_of(answer, '{n/a,Not sure,99,-1,9999,"0 - no answer",NULL}')
  FROM (VALUES (1, '9'), (2, 'N/A'), (3, 'not  SURE'), (4, '99'), (5, '99.0'), (6, ' 99 '), (7, '99 - refused'), (8, '-1'), (9, '9999'), (10, '0'), (11, '0 - No answer'), (12, '0 - not at all'), (13, '')) AS v(n, answer) ORDER BY n;
SELECT score_of('9', missing => '{}') AS empty_list, score_of('9', NULL) AS by_default, score_of('x', '{{a,b},{x,y}}') AS any_shape;
SELECT state, message FROM error_of($$SELECT score_of('refused', '{n/a}')$$);
SELECT n, score_of('5', missing) FROM (VALUES (1, '{5}'::text[]), (2, '{6}'), (3, NULL), (4, '{5,6}'), (5, '{NULL}')) AS v(n, missing) ORDER BY n;

-- Columns of several types, and jsonb, strings and numbers alike
CREATE TABLE texts (id int, a text, v varchar, c char(1100), j jsonb);
INSERT INTO texts SELECT i, s, s, s, CASE WHEN i % 2 = 0 THEN to_jsonb(s) ELSE to_jsonb(i % 11) END
  FROM (SELECT i, i % 11 || CASE WHEN i % 3 = 0 THEN ' - ' || repeat('very ', i % 200) || 'likely' WHEN i % 3 = 1 THEN '.0' ELSE '' END AS s FROM generate_series(1, 1000) AS i) AS t;
SELECT nps(score_of(a)) = nps(id % 11) AS text, nps(score_of(v)) = nps(id % 11) AS varchar, nps(score_of(c)) = nps(id % 11) AS char, nps(score_of(j #>> '{}')) = nps(id % 11) AS jsonb FROM texts;
SELECT nps(score_of(a, '{99}')) = nps(id % 11) AS with_list FROM texts;
SELECT nps(score_of(j ->> 'nps')), tally(score_of(j ->> 'nps')) FROM (VALUES ('{"nps": 9}'::jsonb), ('{"nps": "9"}'), ('{"nps": null}'), ('{}'), ('{"nps": ""}'), ('{"nps": "0"}')) AS v(j);
SELECT message FROM error_of($$SELECT nps(score_of(j ->> 'nps')) FROM (VALUES ('{"nps": 8.6}'::jsonb)) AS v(j)$$);
DROP TABLE texts;

-- Another encoding
\set here :DBNAME
SET client_min_messages = warning;
DROP DATABASE IF EXISTS regress_satisfaction_latin1;
CREATE DATABASE regress_satisfaction_latin1 TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C';
\connect regress_satisfaction_latin1
SET client_encoding = 'UTF8';
CREATE EXTENSION satisfaction;
SELECT score_of(E'\u00A09') AS blank, score_of('5 très bien') AS accent;
SELECT score_of('9½');
\connect :here
SET client_min_messages = warning;
DROP DATABASE regress_satisfaction_latin1;
