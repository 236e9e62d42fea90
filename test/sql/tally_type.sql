\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- tally_type: a tally is written and read as text and as jsonb, refuses what
-- it cannot hold with a reason, and is short on disk
--
\pset null NULL

-- Output ascends, and drops zero counts, blanks and leading zeros.
SELECT replace(replace(input, E'\n', '\n'), E'\t', '\t') AS input, input::tally AS output
  FROM (VALUES (1, '{}'),
               (2, ' { } '),
               (3, '{0:3,9:12,10:40}'),
               (4, '{10:40,0:3,9:12}'),
               (5, E'\n{\t0 : 3 ,\n9:12\t,10 :40 } '),
               (6, '{0:0,1:0}'),
               (7, '{0:0,5:1,99:0}'),
               (8, '{007:0012,0:1}'),
               (9, '{0:1,100:2}'),
               (10, '{5:9223372036854775807}'),
               (11, '{5:1,6:9223372036854775806}')) AS v(n, input)
 ORDER BY n;
SELECT NULL::tally AS nothing;

-- All 101 scores at once.
WITH every AS (
  SELECT ('{' || string_agg(format('%s:%s', score, score * 1000 + 1), ',' ORDER BY score) || '}') AS input
    FROM generate_series(0, 100) AS score)
SELECT input::tally::text = input AS same_text, tally_count(input::tally) AS answers FROM every;

-- What is not a tally: always 22P02, with the reason.
SELECT e.state, e.detail, string_agg(v.input, '   ' ORDER BY n) AS inputs
  FROM (VALUES (1, ''), (2, ' '), (3, '{'), (4, '}'), (5, '{}{}'), (6, '{} x'), (7, '9:1'), (8, '[9:1]'),
               (9, '{9}'), (10, '{9:1,}'), (11, '{,9:1}'), (12, '{9:1 10:2}'), (13, '{9:1;10:2}'), (14, '{9=1}'),
               (15, '{x:1}'), (16, '{"9":1}'), (17, '{0x9:1}'), (18, 'NULL'), (19, '{NULL}'),
               (20, '{101:1}'), (21, '{-1:1}'), (22, '{+1:1}'), (23, '{99999999999999999999:1}'),
               (24, '{9:}'), (25, '{9:-1}'), (26, '{9:+1}'), (27, '{9:x}'), (28, '{9:9223372036854775808}'),
               (29, '{9:99999999999999999999}'),
               (30, '{9:1,9:1}'), (31, '{9:0,9:0}'), (32, '{9:1,09:2}'),
               (33, '{9:9223372036854775807,10:1}')) AS v(n, input),
       LATERAL error_of(format('SELECT %L::tally', v.input)) AS e
 GROUP BY 1, 2
 ORDER BY min(n);
SELECT '{9:-1}'::tally;
-- The text of a jsonb value goes through jsonb.
SELECT '{"10": 3}'::tally;
SELECT '{"10": 3}'::jsonb::tally;

-- The format has room for weights: answers(sum of weights,sum of squares).
-- Being weighted is part of the value, also where all weights are 1; an
-- unweighted entry beside a weighted one has weight 1 an answer.  Of no answers
-- there are no weights.
SELECT input, input::tally AS output
  FROM (VALUES (1, '{9:12(10.5,9.75)}'),
               (2, '{ 10 : 2 ( 0.5 , 0.125 ) , 9 : 1 }'),
               (3, '{9:2(2,2),10:3}'),
               (4, '{9:2(2.0,2e0)}'),
               (5, '{9:1(0,0)}'),
               (6, '{9:1(0,0),8:0(0,0)}'),
               (7, '{9:3(0.1,4e-03),10:1(1e+150,1e300)}'),
               (8, '{9:1(.5,25.e-2)}'), (9, '{9:0(0,0)}'), (10, '{9:0(0,0),10:1}'),
               (11, '{9:1(1e-140,1e-280)}'), (12, '{9:9223372036854775807(3,1)}')) AS v(n, input)
 ORDER BY n;
SELECT e.state, e.detail, string_agg(v.input, '   ' ORDER BY n) AS inputs
  FROM (VALUES (1, '{9:1(1)}'), (2, '{9:1(1,1}'), (3, '{9:1(1,1,1)}'), (4, '{9:1(0x1,1)}'), (5, '{9:1(1 1)}'),
               (6, '{9:1(}'), (7, '{9:1()}'), (8, '{9:1(1,)}'), (9, '{9:1(-1,1)}'), (10, '{9:1(1,-1)}'), (11, '{9:1(-0,0)}'),
               (12, '{9:1(NaN,1)}'), (13, '{9:1(inf,1)}'), (14, '{9:1(1e400,1)}'), (15, '{9:1(1e,1)}'), (16, '{9:1(1-1,1)}'),
               (17, '{9:0(1,1)}'), (18, '{9:0(0,1)}'), (19, '{9:2(10,1)}'), (20, '{9:2(2,1.99999)}'), (21, '{9:2(2,4.0001)}'),
               (22, '{9:1(0,1)}'), (23, '{9:1(1,0)}'), (24, '{9:1(1e-162,0)}'), (25, '{9:1(1e-141,1e-282)}'), (26, '{9:1(1e200,1)}'),
               (27, '{8:1(9e149,8.1e299),9:1(9e149,8.1e299)}'), (28, '{9:2(1e151,1e302)}')) AS v(n, input),
       LATERAL error_of(format('SELECT %L::tally', v.input)) AS e
 GROUP BY 1, 2
 ORDER BY min(n);
-- The spelling of a weight has at most 63 characters.
SELECT digits, state, detail
  FROM (VALUES (63), (64)) AS v(digits), LATERAL error_of(format('SELECT %L::tally', '{9:1(' || lpad('1', digits, '0') || ',1)}'));

-- Any weights survive the trip through text and jsonb to the last bit.
WITH weighted AS (
  SELECT format('{3:%s(%s,%s),10:1(%s,%s)}', i, w, w * w / i * (1 + (i - 1) / 2000.0), 1e-9 * w ^ 7, (1e-9 * w ^ 7) ^ 2)::tally AS t
    FROM generate_series(1, 1000) AS i, LATERAL (SELECT sqrt(i) * exp(i / 100.0) AS w) AS w)
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE t::text::tally IS DISTINCT FROM t OR t::text::tally::text <> t::text) AS text_mismatches,
       count(*) FILTER (WHERE t::jsonb::tally IS DISTINCT FROM t OR t::jsonb::tally::text <> t::text) AS jsonb_mismatches
  FROM weighted;

-- jsonb, both ways, only when asked for
SELECT t, t::jsonb, t::jsonb::tally = t AS same
  FROM (VALUES (1, '{}'::tally), (2, '{0:3,9:12,10:40}'), (3, '{100:9223372036854775807}'), (4, '{9:12(10.5,9.75),10:1}')) AS v(n, t)
 ORDER BY n;
SELECT j, j::tally
  FROM (VALUES (1, '{"10": 1, "2": 3}'::jsonb), (2, '{"007": 1e3}'), (3, '{"5": 0}'),
               (4, '{"9": {"answers": 2, "weight": 0.5, "weight_squares": 0.125}, "10": 1}'),
               (5, '{"9": {"answers": 2, "weight": 2, "weight_squares": 2}}')) AS v(n, j)
 ORDER BY n;
SELECT NULL::jsonb::tally, NULL::tally::jsonb;
SELECT e.state, e.detail, string_agg(v.input, '   ' ORDER BY n) AS inputs
  FROM (VALUES (1, 'null'), (2, '9'), (3, '"{9:1}"'), (4, '[]'), (5, '[{"9": 1}]'),
               (6, '{"101": 1}'), (7, '{"-1": 1}'), (8, '{"9 ": 1}'), (9, '{"9:1,8": 1}'), (10, '{"1e1": 1}'),
               (11, '{"9": -1}'), (12, '{"9": 9223372036854775808}'),
               (13, '{"9": "1"}'), (14, '{"9": null}'), (15, '{"9": true}'), (16, '{"9": [1]}'), (17, '{"9": {}}'),
               (18, '{"9": {"answers": "1", "weight": 1, "weight_squares": 1}}'),
               (19, '{"9": {"answers": 1}}'), (20, '{"9": {"answers": 1, "weight": 1}}'),
               (21, '{"9": {"answers": 1, "weight": -1, "weight_squares": 1}}'),
               (22, '{"9": {"answers": 0, "weight": 1, "weight_squares": 1}}'),
               (23, '{"9": 1, "09": 1}'), (24, '{"9": 9223372036854775807, "10": 1}'),
               (25, '{"9": {"answers": 2, "weight": 10, "weight_squares": 1}}')) AS v(n, input),
       LATERAL error_of(format('SELECT %L::jsonb::tally', v.input)) AS e
 GROUP BY 1, 2
 ORDER BY min(n);
SELECT state, message FROM error_of($$SELECT '{"9": 1.5}'::jsonb::tally$$);
SELECT state, message FROM error_of($$SELECT '{"": 1}'::jsonb::tally$$);
SELECT state FROM error_of($$SELECT '{"9": {"answers": 1, "weight": 1e400, "weight_squares": 1}}'::jsonb::tally$$);
SELECT hint FROM error_of($$SELECT '[]'::jsonb::tally$$);

-- tally() of a text column is a cast, whose error says what to do instead.
SELECT state, message, detail, hint FROM error_of($$SELECT tally(n) FROM (VALUES ('10'::varchar)) AS v(n)$$) \gx
SELECT state, hint FROM error_of($$SELECT tally(n) FROM (VALUES (''::text)) AS v(n)$$);
SELECT state, hint FROM error_of($$SELECT ' {10:}'::tally$$);

-- Stored, fifty answers to the NPS question take 16 bytes, and a million take
-- little more.
CREATE TEMP TABLE stored (id int PRIMARY KEY, t tally NOT NULL DEFAULT '{}');
INSERT INTO stored
  SELECT 1, tally(i % 11) FROM generate_series(1, 50) AS i UNION ALL
  SELECT 2, tally_counted(i, 90910) FROM generate_series(0, 10) AS i UNION ALL
  SELECT 3, tally(10) FROM generate_series(1, 50) AS i;
INSERT INTO stored (id) VALUES (4);
SELECT id, tally_count(t), pg_column_size(t) AS bytes FROM stored ORDER BY id;
SELECT state, message FROM error_of($$INSERT INTO stored VALUES (9, '{}'::jsonb)$$);

-- It is a type like any other: NOT NULL, arrays, rows, domains, toasting.
INSERT INTO stored VALUES (5, NULL);
SELECT ARRAY['{9:1,10:2}', '{}']::tally[];
SELECT ROW('{9:1,10:2}'::tally, 1);
CREATE DOMAIN pg_temp.answered AS tally CHECK (tally_count(VALUE) > 0);
SELECT '{9:1}'::pg_temp.answered;
SELECT state, message FROM error_of($$SELECT '{}'::pg_temp.answered$$);
-- The widest values there are go out of line, and back.
CREATE TEMP TABLE wide (plain tally, external tally, extended tally);
ALTER TABLE wide ALTER external SET STORAGE EXTERNAL;
ALTER TABLE wide ALTER extended SET STORAGE EXTENDED;
INSERT INTO wide SELECT t, t, t FROM (
  SELECT ('{' || string_agg(format('%s:%s(%s,%s)', score, 9e16::bigint + score, sqrt(score), score / 2.0), ',') || '}')::tally AS t
    FROM generate_series(0, 100) AS score) AS widest;
SELECT tally_count(plain), tally_min(external), tally_max(extended), plain = external AND external = extended AS same,
       length(tally_send(external)) AS bytes_sent, nps_detractors(external, 0, 100, 0, 1) AS zeros
  FROM wide;
