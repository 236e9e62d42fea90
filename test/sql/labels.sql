\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- labels: rating_of turns the label of an answer into its position, for text,
-- varchar and enum, without regard to case and blanks, whatever the locale of
-- the database; and what it refuses
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
-- of two alike the first counts; the shape does not matter.
SELECT rating_of(NULL::text, '{a,b}') AS no_label, rating_of('a', NULL) AS no_list, rating_of(NULL::pg_temp.mood, '{a,b}') AS no_enum, rating_of('b', '{a,NULL,b}') AS after_null,
       rating_of('b', '{a,b,B,b}') AS first_of_many, rating_of('c', '{{a,b},{c,d}}') AS two_dimensions, rating_of('b', '[0:1]={a,b}') AS other_bounds,
       rating_of('null', '{a,"null"}') AS called_null;
SELECT rating_of('x100', array_agg('X' || i ORDER BY i)) AS long_list FROM generate_series(1, 1000) AS i;
SELECT rating_of(repeat('very ', 20000) || 'GOOD', ARRAY['good', repeat('VERY', 20000) || 'good']) AS long_label;

-- Letters beyond ASCII keep their case where the locale knows none, so either
-- they are found by it or named in an error; as written they always match.
SELECT rating_of('très bien', '{mal,TRèS BIEN}') AS accent, rating_of('Отлично', '{Плохо,Отлично}') AS cyrillic, rating_of('很好', '{不好,很好}') AS chinese, rating_of('👍', '{👎,👍}') AS thumbs,
       rating_of('très bien' COLLATE "C", ARRAY['mal', 'Très Bien']) AS in_c;
SELECT state IN ('00000', '22023') AS by_locale FROM error_of($$SELECT rating_of('TRÈS BIEN', '{mal,très bien}')$$);
SELECT state, message, detail FROM error_of($$SELECT rating_of('TRÈS BIEN' COLLATE "C", '{mal,très bien}')$$);
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
SELECT rating_of(nullif(t, 'n/a'), '{bad,good}') AS to_null, rating_of(t, '{bad,good,n/a}') AS added FROM (VALUES ('good'), ('n/a'), ('Bad')) AS v(t) ORDER BY t;
