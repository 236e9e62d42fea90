\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- labels: rating_of turns the label of an answer into its position, for text,
-- varchar and enum, without regard to case, blanks and the form of accents,
-- whatever the locale and encoding of the database; and its errors
--
\pset null NULL

-- Case and blanks
SELECT n, '[' || replace(replace(label, E'\n', '\n'), E'\t', '\t') || ']' AS label, rating_of(label, ARRAY['very bad', 'bad', 'neutral', 'good', 'very good'])
  FROM (VALUES (1, 'very bad'), (2, 'Very Bad'), (3, 'VERY BAD'), (4, 'verybad'), (5, '  bad '), (6, E'\tNeutral\r\n'), (7, 'g o o d'), (8, E'very\f \x0B good')) AS v(n, label)
 ORDER BY n;
SELECT rating_of('very good', '{" Very  Good ",BAD}') AS in_the_list, rating_of('very-good', '{very good,very-good}') AS hyphen, rating_of('', '{a,""}') AS no_letters,
       rating_of('  ', '{a,""}') AS only_blanks, rating_of('5', '{1,2,3,4,5}') AS digits;

-- Text, varchar, char, name, a domain, a literal, and an enum
CREATE TYPE pg_temp.mood AS ENUM ('Terrible', 'So so', 'GREAT');
CREATE DOMAIN pg_temp.answer AS varchar(20);
CREATE TEMP TABLE answers (id int, t text, v varchar(20), c char(12), n name, d pg_temp.answer, e pg_temp.mood);
INSERT INTO answers VALUES (1, 'terrible', 'TERRIBLE', 'Terrible', 'terrible', ' terrible', 'Terrible'),
  (2, 'So So', 'soso', 'so so', 'so so', 'SO SO', 'So so'), (3, 'great', 'Great', 'great', 'great', 'great', 'GREAT'), (4, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT id, rating_of(t, l) AS text, rating_of(v, l) AS varchar, rating_of(c, l) AS char, rating_of(n, l) AS name, rating_of(d, l) AS domain,
       rating_of(e, l) AS enum, rating_of(e, enum_range(e)::text[]) AS own_order
  FROM answers, (VALUES ('{terrible,so so,great}'::text[])) AS x(l) ORDER BY id;
SELECT rating_of('great', ARRAY['terrible', 'great']) AS literal, rating_of(label => 'great', labels => '{terrible,great}') AS by_name,
       rating_of(v, ARRAY['terrible', 'soso', 'great']::varchar[]) AS varchar_labels FROM answers WHERE id = 2;
-- an enum in another order than its own, and a list of another case
SELECT e, rating_of(e, '{great,SO SO,tErRiBlE}') AS turned FROM answers WHERE id < 4 ORDER BY id;
-- for the metrics
SELECT csat(rating_of(t, '{awful,terrible,so so,great,splendid}')) AS text, csat(rating_of(e, '{awful,terrible,so so,great,splendid}')) = csat(rating_of(t, '{awful,terrible,so so,great,splendid}')) AS enum,
       tally(rating_of(v, '{terrible,so so,great}')) AS tally
  FROM answers;

-- NULL and the list: a NULL element keeps its place and is nobody's label;
-- of two alike the first counts.
SELECT rating_of(NULL::text, '{a,b}') AS no_label, rating_of('a', NULL) AS no_list, rating_of(NULL::pg_temp.mood, '{a,b}') AS no_enum, rating_of('b', '{a,NULL,b}') AS after_null,
       rating_of('b', '{a,b,B,b}') AS first_of_many, rating_of('b', '[0:1]={a,b}') AS other_bounds,
       rating_of('null', '{a,"null"}') AS called_null;
SELECT rating_of('x100', array_agg('X' || i ORDER BY i)) AS long_list FROM generate_series(1, 1000) AS i;
SELECT rating_of(repeat('very ', 20000) || 'GOOD', ARRAY['good', repeat('VERY', 20000) || 'good']) AS long_label;

-- Each row of two dimensions is one rating with its synonyms; short rows are
-- filled with NULL.
SELECT label, rating_of(label, '{{schlecht,bad,NULL},{mittel,NULL,NULL},{gut,good,fine}}') AS rating
  FROM (VALUES (1, 'schlecht'), (2, 'Bad'), (3, 'mittel'), (4, 'GUT'), (5, 'good'), (6, 'fine')) AS v(n, label) ORDER BY n;
SELECT rating_of('gut', '{{schlecht,bad},{gut,good}}') AS gut, rating_of('good', '[0:1][5:6]={{schlecht,bad},{gut,good}}') AS other_bounds,
       rating_of('b', '{{a},{b},{c}}') AS one_each, rating_of('b', '{{a,b,c}}') AS one_rating, rating_of('b', '{{NULL},{b}}') AS no_name;
SELECT csat(rating_of(t, '{{schlecht,bad},{maessig,poor},{mittel,fair},{gut,good},{sehr gut,very good}}')) FROM (VALUES ('gut'), ('bad'), ('Very Good'), ('mittel')) AS v(t);
SELECT * FROM error_of($$SELECT rating_of('meh', '{{schlecht,bad},{gut,NULL}}')$$) \gx
SELECT state, message, hint FROM error_of($$SELECT rating_of('a', '{{{a,b}}}')$$) \gx

-- A label that means "no answer" is NULL, compared as labels are, and before them.
SELECT n, label, rating_of(label, '{bad,good}', '{n/a,not sure,""}') AS rating
  FROM (VALUES (1, 'bad'), (2, 'N/A'), (3, 'Not  Sure'), (4, ''), (5, '  '), (6, NULL), (7, 'good')) AS v(n, label) ORDER BY n;
SELECT rating_of('bad', '{bad,good}', missing => '{bad}') AS also_a_rating, rating_of('bad', '{bad,good}', NULL) AS by_default, rating_of('bad', '{bad,good}', '{}') AS nothing,
       rating_of('bad', '{bad,good}', '{NULL}') AS null_element, rating_of('n/a', '{bad,good}', '{{x,n/a},{y,z}}') AS any_shape, rating_of(e, '{terrible,great}', '{so so}') AS enum
  FROM answers WHERE id = 2;
SELECT message FROM error_of($$SELECT rating_of('n.a.', '{bad,good}', '{n/a}')$$);
-- The lists may change from row to row, one of them alone, too.
SELECT n, rating_of('a', labels, missing)
  FROM (VALUES (1, '{a,b}'::text[], NULL::text[]), (2, '{b,a}', NULL), (3, '{b,a}', '{a}'), (4, '{b,a}', '{c}'), (5, '{b,a}', NULL), (6, NULL, NULL), (7, '{a}', '{b}')) AS v(n, labels, missing) ORDER BY n;

-- Dutch, Greek and Latvian, in capitals, with accents as characters of their
-- own, and with the blanks that word processors and web pages write.  Greek has
-- a second small sigma, at the end of a word.  Without ICU, and before 17, the
-- server knows the case of ASCII only in locale C.
SELECT EXISTS (SELECT FROM pg_collation WHERE collname IN ('pg_c_utf8', 'und-x-icu')) AS has_unicode \gset
CREATE TEMP TABLE scales (language text, labels text[]);
INSERT INTO scales VALUES
  ('dutch', '{zeer ontevreden,ontevreden,neutraal,tevreden,tevreden én blij}'),
  ('greek', '{πολύ κακός,κακός,μέτριος,καλός,πολύ καλός}'),
  ('latvian', '{ļoti slikti,slikti,viduvēji,labi,ļoti labi}');
SELECT language, i, label, rating_of(label, labels) AS as_written, rating_of(initcap(label), labels) AS initials,
       rating_of(normalize(label, NFD), labels) AS decomposed, rating_of(label, ARRAY(SELECT normalize(l, NFD) FROM unnest(labels) AS l)) AS decomposed_labels,
       rating_of(replace(label, ' ', U&'\00A0') || U&'\3000\2009\202F\200B\FEFF', labels) AS blanks
  FROM scales, unnest(labels) WITH ORDINALITY AS u(label, i) ORDER BY language, i;
SELECT n, label, rating, CASE WHEN :'has_unicode' THEN rating_of(label, labels) = rating AND rating_of(normalize(label, NFD), labels) = rating ELSE true END AS found
  FROM (VALUES (1, 'TEVREDEN ÉN BLIJ', 5, 'dutch'), (2, 'ΚΑΛΌΣ', 4, 'greek'), (3, 'Πολύ Καλόσ', 5, 'greek'), (4, 'ΠΟΛΎ ΚΑΚΌΣ', 1, 'greek'),
               (5, 'ĻOTI SLIKTI', 1, 'latvian'), (6, 'VIDUVĒJI', 3, 'latvian'), (7, 'Ļoti Labi', 5, 'latvian')) AS v(n, label, rating, language) JOIN scales USING (language) ORDER BY n;
-- One letter may be two in capitals, where the server knows that: from 18 on,
-- or with ICU.  A small i without a dot is another letter in either case.
SELECT EXISTS (SELECT FROM pg_collation WHERE collname IN ('pg_unicode_fast', 'und-x-icu')) AS has_full_casing \gset
SELECT CASE WHEN :'has_full_casing' THEN rating_of('STRASSE', '{Weg,Straße}') ELSE 2 END AS capitals, CASE WHEN :'has_full_casing' THEN rating_of('straße', '{WEG,STRASSE}') ELSE 2 END AS small,
       CASE WHEN :'has_full_casing' THEN rating_of('GROẞ', '{klein,groß}') ELSE 2 END AS capital_sharp_s, rating_of('straße', '{strase,straße}') AS as_written,
       rating_of('hayır', '{hayir,hayır}') AS dotless, rating_of('ılık', '{ilik,ılık}') AS dotless_first;
SELECT rating_of('très bien', '{mal,TRèS BIEN}') AS accent, rating_of('отлично', '{плохо,отлично}') AS cyrillic, rating_of('很好', '{不好,很好}') AS chinese, rating_of('👍', '{👎,👍}') AS thumbs,
       rating_of('très bien' COLLATE "C", ARRAY['mal', 'Très Bien']) AS in_c;
-- what looks alike and is not: a Cyrillic letter, a letter without its accent,
-- a soft hyphen, whose width is not the same in every psql
\pset format unaligned
SELECT e.message, e.detail
  FROM (VALUES (1, $$rating_of(U&'g\043E\043Ed', '{bad,good}')$$), (2, $$rating_of('tres bien', '{mal,très bien}')$$), (3, $$rating_of(U&'tevre\00ADden', '{ontevreden,tevreden}')$$),
               (4, $$rating_of(U&'it''s \+01F44D\005C', ARRAY[U&'it''s \+01F44E\005C'])$$)) AS v(n, expression), LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
\pset format aligned
SELECT rating_of(label, labels) AS two_collations
  FROM (SELECT 'B' COLLATE "C" AS label) AS a, (SELECT ARRAY['a', 'b'] COLLATE "POSIX" AS labels) AS b;

-- Labels that are not in the list
SELECT * FROM error_of($$SELECT rating_of('Goood', '{very bad,bad,NULL,Good}')$$) \gx
SELECT e.state, e.message, e.detail, v.expression
  FROM (VALUES (1, $$rating_of('', '{a,b}')$$), (2, $$rating_of('a', '{}')$$), (3, $$rating_of('a', '{NULL}')$$), (4, $$rating_of(e, '{terrible,great}') FROM answers WHERE id = 2$$),
               (5, $$rating_of('N/A', '{a,b}')$$), (6, $$rating_of('a b', '{a,b}')$$), (7, $$rating_of('say "a"', '{"say \"b\""}')$$),
               (8, $$rating_of(5, '{a,b}')$$), (9, $$rating_of(id, '{a,b}') FROM answers$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
-- the ways out that the hint names
SELECT rating_of(t, '{bad,good}', missing => '{n/a}') AS to_null, rating_of(t, '{bad,good,n/a}') AS added FROM (VALUES ('good'), ('n/a'), ('Bad')) AS v(t) ORDER BY t;

-- Other encodings
\set here :DBNAME
SET client_min_messages = warning;
DROP DATABASE IF EXISTS regress_satisfaction_latin1;
DROP DATABASE IF EXISTS regress_satisfaction_greek;
DROP DATABASE IF EXISTS regress_satisfaction_bytes;
CREATE DATABASE regress_satisfaction_latin1 TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE regress_satisfaction_greek TEMPLATE template0 ENCODING 'ISO_8859_7' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE regress_satisfaction_bytes TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C';
\connect regress_satisfaction_latin1
SET client_encoding = 'UTF8';
CREATE EXTENSION satisfaction;
SELECT rating_of('tevreden én blij', '{ontevreden,Tevreden én blij}') AS accent, rating_of(E'zeer\u00A0tevreden', '{ontevreden,zeer tevreden}') AS blank;
SELECT CASE WHEN :'has_unicode' THEN rating_of('één', '{twee,ÉÉN}') ELSE 2 END AS casing;
SELECT rating_of('goéd', '{slecht,goed}');
\connect regress_satisfaction_greek
SET client_encoding = 'UTF8';
CREATE EXTENSION satisfaction;
SELECT rating_of('καλόσ', '{κακός,Καλός}') AS sigma;
SELECT CASE WHEN :'has_unicode' THEN rating_of('ΚΑΛΌΣ', '{κακός,καλός}') ELSE 2 END AS casing;
-- bytes are what they are, but for ASCII
\connect regress_satisfaction_bytes
CREATE EXTENSION satisfaction;
SELECT rating_of(E'Tr\xC3\xA8s  BIEN', ARRAY['mal', E'tr\xC3\xA8s bien']) AS utf8, rating_of(E'Tr\xE8s \xA0\x85', ARRAY['mal', E'tr\xE8s', E'tr\xE8s\xA0\x85']) AS not_utf8;
SELECT rating_of('tres', ARRAY['mal', 'bien']);
\connect :here
SET client_min_messages = warning;
DROP DATABASE regress_satisfaction_latin1;
DROP DATABASE regress_satisfaction_greek;
DROP DATABASE regress_satisfaction_bytes;
