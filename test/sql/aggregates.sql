\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- aggregates: nps, csat, ces, tally, tally_counted and sum(tally) over every
-- type of score, grouped and filtered, against the plain SQL formula; what they
-- refuse; and their machinery called by hand
--
\pset null NULL

-- 3000 answers in no visible order, some questions left out; groups 0 to 19
-- have answers, group 20 has none, group 21 has rows without answers.
CREATE TABLE agg_answers (id int PRIMARY KEY, grp int, sub int, day int, n int, c int, e int, b boolean, times bigint);
INSERT INTO agg_answers
  SELECT i, i % 20, i % 3, i / 7,
         ('{0,1,2,3,4,5,6,7,7,8,8,9,9,9,10,10,10,NULL}'::int[])[1 + r % 18],
         ('{1,2,3,3,4,4,4,5,5,NULL}'::int[])[1 + r / 19 % 10],
         ('{1,2,3,4,5,5,6,6,7,7,NULL}'::int[])[1 + r / 191 % 11],
         ('{t,t,t,f,NULL}'::boolean[])[1 + r / 1013 % 5],
         nullif(r % 5, 4)
    FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 3000::bigint) AS i) AS random;
INSERT INTO agg_answers SELECT 5000 + i, 21, 0, 500 FROM generate_series(1, 5) AS i;
ANALYZE agg_answers;

-- The plain formulas
CREATE VIEW agg_plain AS
  SELECT grp, 100.0::float8 * (count(*) FILTER (WHERE n >= 9) - count(*) FILTER (WHERE n <= 6)) / nullif(count(n), 0) AS nps,
         100.0::float8 * count(*) FILTER (WHERE c >= 4) / nullif(count(c), 0) AS csat,
         sum(e)::float8 / nullif(count(e), 0) AS ces,
         100.0::float8 * count(*) FILTER (WHERE b) / nullif(count(b), 0) AS csat_boolean,
         ('{' || concat_ws(',', '0:' || count(*) FILTER (WHERE n = 0), '1:' || count(*) FILTER (WHERE n = 1),
            '2:' || count(*) FILTER (WHERE n = 2), '3:' || count(*) FILTER (WHERE n = 3), '4:' || count(*) FILTER (WHERE n = 4),
            '5:' || count(*) FILTER (WHERE n = 5), '6:' || count(*) FILTER (WHERE n = 6), '7:' || count(*) FILTER (WHERE n = 7),
            '8:' || count(*) FILTER (WHERE n = 8), '9:' || count(*) FILTER (WHERE n = 9), '10:' || count(*) FILTER (WHERE n = 10)) || '}')::tally AS tally,
         format('{0:%s,1:%s}', count(*) FILTER (WHERE NOT b), count(*) FILTER (WHERE b))::tally AS tally_boolean,
         format('{1:%s,2:%s,3:%s,4:%s,5:%s}', coalesce(sum(times) FILTER (WHERE c = 1), 0), coalesce(sum(times) FILTER (WHERE c = 2), 0),
           coalesce(sum(times) FILTER (WHERE c = 3), 0), coalesce(sum(times) FILTER (WHERE c = 4), 0),
           coalesce(sum(times) FILTER (WHERE c = 5), 0))::tally AS counted,
         format('{0:%s,1:%s}', coalesce(sum(times) FILTER (WHERE NOT b), 0), coalesce(sum(times) FILTER (WHERE b), 0))::tally AS counted_boolean
    FROM agg_answers GROUP BY grp;
SELECT grp, nps(n)::numeric(9,6), csat(c)::numeric(9,6), ces(e)::numeric(9,6), csat(b)::numeric(9,6) AS csat_b, tally(n), tally(b) AS tally_b
  FROM agg_answers WHERE grp IN (0, 1, 21) GROUP BY grp ORDER BY grp;

-- Each aggregate over each type, by group; real and a domain get there by
-- their implicit casts
CREATE DOMAIN pg_temp.stars AS integer CHECK (VALUE BETWEEN 0 AND 10);
CREATE FUNCTION pg_temp.mismatches(score_type text) RETURNS TABLE (groups bigint, nps bigint, csat bigint, ces bigint, tally bigint, counted bigint)
LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format('
    SELECT count(*), count(*) FILTER (WHERE p.nps IS DISTINCT FROM g.nps), count(*) FILTER (WHERE p.csat IS DISTINCT FROM g.csat),
           count(*) FILTER (WHERE p.ces IS DISTINCT FROM g.ces), count(*) FILTER (WHERE p.tally IS DISTINCT FROM g.tally),
           count(*) FILTER (WHERE p.counted IS DISTINCT FROM g.counted)
      FROM agg_plain AS p
      FULL JOIN (SELECT grp, nps(n::%1$s), csat(c::%1$s), ces(e::%1$s), tally(n::%1$s), tally_counted(c::%1$s, times) AS counted
                   FROM agg_answers GROUP BY grp) AS g USING (grp)', score_type);
END $$;
SELECT score_type, m.*
  FROM unnest('{smallint,integer,bigint,numeric,"double precision",real,"numeric(3,0)",pg_temp.stars}'::text[]) WITH ORDINALITY AS t(score_type, o),
       pg_temp.mismatches(score_type) AS m
 ORDER BY o;
SELECT count(*) AS groups, count(*) FILTER (WHERE p.csat_boolean IS DISTINCT FROM g.csat) AS csat,
       count(*) FILTER (WHERE p.tally_boolean IS DISTINCT FROM g.tally) AS tally,
       count(*) FILTER (WHERE p.counted_boolean IS DISTINCT FROM g.counted) AS counted
  FROM agg_plain AS p
  FULL JOIN (SELECT grp, csat(b), tally(b), tally_counted(b, times) AS counted FROM agg_answers GROUP BY grp) AS g USING (grp);
SELECT nps(9.0) AS numeric, nps(9e0::float8) AS float, nps(9.000) AS zeros, tally(-0.0::float8) AS minus_zero, tally(100::smallint) AS top;

-- A numeric score counts whatever its display scale, in a table or not.
CREATE TEMP TABLE numerics AS
  SELECT score, round(score::numeric, scale) AS n FROM generate_series(0, 100) AS score, unnest('{0,1,2,4,5,62,63,64,100,500}'::int[]) AS scale;
SELECT count(*) AS groups, count(*) FILTER (WHERE stored <> computed OR stored <> tally_counted) AS mismatches
  FROM (SELECT tally(n) AS stored, tally(n + 0.000) AS computed, tally_counted(score, 1) FROM numerics GROUP BY score) AS g;
SELECT tally(n) = (SELECT sum(tally) FROM (SELECT tally_counted(score, 10) AS tally FROM generate_series(0, 100) AS score) AS t) AS same FROM numerics;

-- Nothing counted: NULL for scores, {} for tallies
SELECT nps(n), csat(c), ces(e), csat(b) AS csat_b, tally(n), tally(b) AS tally_b, tally_counted(n, times) AS counted
  FROM agg_answers WHERE grp = 20;
SELECT nps(n), csat(c), ces(e), csat(b) AS csat_b, tally(n), tally(b) AS tally_b, tally_counted(n, times) AS counted
  FROM agg_answers WHERE grp = 21;
SELECT sum(t) AS nothing, (SELECT sum(NULL::tally) FROM generate_series(1, 3)) AS unknown, (SELECT sum('{}'::tally)) AS empty
  FROM (SELECT '{5:1}'::tally AS t) AS x WHERE false;

-- FILTER, DISTINCT, ORDER BY inside, HAVING
SELECT nps(n) FILTER (WHERE sub = 1) = (SELECT nps(n) FROM agg_answers WHERE sub = 1) AS filtered,
       nps(n) FILTER (WHERE n > 10) AS none, tally(n) FILTER (WHERE n >= 9) AS promoters,
       tally(DISTINCT n) AS "distinct", nps(DISTINCT n)::numeric(9,6) AS nps_distinct,
       nps(n ORDER BY id DESC) = nps(n) AS ordered, tally(DISTINCT n ORDER BY n DESC) = tally(DISTINCT n) AS both
  FROM agg_answers;
SELECT count(*) BETWEEN 1 AND 19 AS some, array_agg(grp ORDER BY grp) = (SELECT array_agg(grp ORDER BY grp) FROM agg_plain WHERE nps > 0) AS same
  FROM (SELECT grp FROM agg_answers GROUP BY grp HAVING nps(n) > 0) AS h;

-- Grouping sets
SELECT count(*) AS rows, count(*) FILTER (WHERE nps IS DISTINCT FROM plain) AS nps, count(*) FILTER (WHERE tally_count(tally) <> answers) AS tally
  FROM (SELECT grp, sub, day % 10, nps(n), tally(n), count(n) AS answers,
               100.0::float8 * (count(*) FILTER (WHERE n >= 9) - count(*) FILTER (WHERE n <= 6)) / nullif(count(n), 0) AS plain
          FROM agg_answers GROUP BY GROUPING SETS (CUBE (grp, sub), ROLLUP (sub, day % 10), (grp, day % 10), ())) AS g;
SELECT r.sub, r.nps = (SELECT nps(a.n) FROM agg_answers AS a WHERE r.sub IS NULL OR a.sub = r.sub) AS same
  FROM (SELECT sub, nps(n) FROM agg_answers GROUP BY ROLLUP (sub)) AS r ORDER BY r.sub;

-- tally_counted is tally over as many rows.
SELECT tally_counted(n, times) = (SELECT tally(n) FROM agg_answers, generate_series(1, times)) AS same,
       tally_counted(n, 0) AS of_zero_counts, tally_counted(n, NULL) AS of_no_counts
  FROM agg_answers;
-- Counts may be of any integer type or numeric, as sums are; so may scores,
-- also in moving frames.
CREATE FUNCTION pg_temp.counted_mismatches(score_type text, count_type text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  mismatches bigint;
BEGIN
  EXECUTE format('
    SELECT count(*) FILTER (WHERE moving IS DISTINCT FROM plain OR whole IS DISTINCT FROM plain_whole)
      FROM (SELECT tally_counted(n::%1$s, times::%2$s) OVER frame AS moving, tally_counted(n, times) OVER frame AS plain,
                   tally_counted(n::%1$s, times::%2$s) OVER () AS whole, tally_counted(n, times) OVER () AS plain_whole
              FROM agg_answers WINDOW frame AS (ORDER BY id ROWS 3 PRECEDING)) AS f', score_type, count_type) INTO mismatches;
  RETURN mismatches;
END $$;
SELECT s AS score_type, string_agg(c || ' ' || pg_temp.counted_mismatches(s, c), ', ' ORDER BY o) AS mismatches
  FROM unnest('{smallint,integer,bigint,numeric,real,double precision}'::text[]) AS s, unnest('{smallint,integer,bigint,numeric}'::text[]) WITH ORDINALITY AS c(c, o)
 GROUP BY s ORDER BY s;
SELECT tally_counted(n, votes) AS of_sums, tally_counted(n::numeric, votes) = tally_counted(n, votes) AS same
  FROM (SELECT n, sum(times::bigint) AS votes FROM agg_answers WHERE grp < 5 GROUP BY n) AS s;
SELECT tally_counted(9, 3) AS literals, tally_counted(9.0, 3.0) AS decimals, tally_counted(9::smallint, 9223372036854775807) AS largest,
       tally_counted(true, 12345::numeric) AS boolean, tally_counted(9, 10000.000) AS zeros;

-- sum(tally) over parts is tally over the whole.
CREATE TABLE agg_daily AS SELECT day, tally(n) AS t FROM agg_answers GROUP BY day;
INSERT INTO agg_daily VALUES (900, NULL), (901, NULL), (902, '{}');
SELECT sum(t) = (SELECT tally(n) FROM agg_answers) AS same, nps(sum(t)) = (SELECT nps(n) FROM agg_answers) AS same_nps FROM agg_daily;

-- Values that are no score, by type
SELECT e.state, e.message, t.score_type
  FROM (VALUES (1, 'smallint', '-1'), (2, 'smallint', '101'), (3, 'smallint', '-32768'),
               (4, 'integer', '-1'), (5, 'integer', '101'), (6, 'integer', '2147483647'),
               (7, 'bigint', '-1'), (8, 'bigint', '101'), (9, 'bigint', '9223372036854775807'), (10, 'bigint', '-9223372036854775808'),
               (11, 'numeric', '-1'), (12, 'numeric', '101'), (13, 'numeric', '9.5'), (14, 'numeric', '1e20'), (15, 'numeric', 'NaN'),
               (16, 'numeric', '-0.4'), (17, 'numeric', '100.4'), (18, 'numeric', '1e-20'),
               (19, 'double precision', '-1'), (20, 'double precision', '101'), (21, 'double precision', '9.5'), (22, 'double precision', '1e20'),
               (23, 'double precision', 'NaN'), (24, 'double precision', 'infinity'), (25, 'double precision', '-infinity'),
               (26, 'double precision', '1e-300'), (27, 'real', '9.5'), (28, 'real', 'NaN')) AS t(n, score_type, value),
       LATERAL error_of(format('SELECT tally(%L::%s)', t.value, t.score_type)) AS e
 ORDER BY n;
-- (numeric has infinity from version 14 on)
SELECT state IN ('22003', '22P02') AS refused FROM error_of($$SELECT tally('infinity'::numeric)$$);
SELECT * FROM error_of('SELECT nps(-103)') \gx
SELECT * FROM error_of('SELECT csat(4.5)') \gx
-- scores off the scale of the metric, counts below 0, types without scores
SELECT e.state, e.message, v.statement
  FROM (VALUES (1, 'SELECT nps(n + 1) FROM agg_answers'), (2, 'SELECT csat(n) FROM agg_answers'), (3, 'SELECT ces(n) FROM agg_answers'),
               (4, 'SELECT tally_counted(101, 1)'), (5, 'SELECT tally_counted(9, -1)'), (6, 'SELECT tally_counted(true, -1)'), (10, 'SELECT tally_counted(9, 1.5)'), (11, 'SELECT tally_counted(9, 1e30)'),
               (12, 'SELECT tally_counted(9, ''NaN'')'), (13, 'SELECT tally_counted(9, -0.1)'), (14, 'SELECT tally_counted(9, 9223372036854775807.5)'),
               (7, 'SELECT tally_counted(9.5, 1)'),
               (8, 'SELECT nps(n) FROM (VALUES (''9''), (''10'')) AS v(n)'), (9, 'SELECT nps(b) FROM agg_answers')) AS v(n, statement),
       LATERAL error_of(v.statement) AS e
 ORDER BY n;
-- more answers than a bigint counts
SELECT e.state, e.message, v.statement
  FROM (VALUES (1, 'SELECT tally_counted(9, 9223372036854775807) FROM generate_series(1, 2)'),
               (2, 'SELECT tally_counted(i, 9223372036854775807) FROM generate_series(1, 2) AS i'),
               (3, $$SELECT sum(t) FROM (VALUES ('{9:9223372036854775807}'::tally), ('{9:1}')) AS v(t)$$),
               (4, $$SELECT sum(t) FROM (VALUES ('{9:9223372036854775807}'::tally), ('{10:1}')) AS v(t)$$),
               (5, $$SELECT sum(t) FROM (VALUES ('{9:1(8e149,6.4e299)}'::tally), ('{9:1(8e149,6.4e299)}')) AS v(t)$$)) AS v(n, statement),
       LATERAL error_of(v.statement) AS e
 ORDER BY n;

-- The machinery called by hand: it works on a copy and gives a proper tally,
-- whatever state it is given.
CREATE TEMP TABLE states (id int, t tally);
INSERT INTO states VALUES (1, NULL), (2, '{}'), (3, '{5:1}'), (4, '{0:1,100:2}'), (5, '{5:1(2,4)}'), (6, '{9:1(2,4)}');
SELECT t, _tally_transition(t, 5) AS plus_5, _tally_transition(t, NULL::int) AS plus_null, _tally_counted_transition(t, 5, 3) AS plus_3,
       _tally_counted_transition(t, 5, NULL) AS plus_none, tally_add(t, '{5:2}') AS combined, tally_add(t, NULL) AS with_null, _tally_final(t) AS final
  FROM states ORDER BY id;
SELECT tally_add(NULL, '{5:1}') AS taken, tally_subtract('{5:3}', '{5:1}') AS less, tally_subtract('{5:3}', NULL) AS same,
       _tally_inverse('{5:2}', 5) AS minus_5, _tally_inverse('{5:2}', NULL::int) AS minus_null, _tally_counted_inverse('{5:3}', 5, 2) AS minus_2,
       _nps_final('{9:1}') AS nps, _csat_final('{}') AS csat, _ces_final(NULL) AS ces;
SELECT count(*) AS states,
       count(*) FILTER (WHERE _tally_inverse(_tally_transition(t, 5), 5) <> coalesce(t, '{}')) AS not_undone,
       count(*) FILTER (WHERE _tally_counted_inverse(_tally_counted_transition(t, 9, 3), 9, 3) <> coalesce(t, '{}')) AS counts_not_undone,
       count(*) FILTER (WHERE tally_subtract(tally_add(t, '{5:2(0.5,0.125)}'), '{5:2(0.5,0.125)}') <> weighted) AS not_taken_apart
  FROM states, LATERAL (SELECT t + '{99:1(1,1)}' - '{99:1(1,1)}' AS weighted) AS w;
DO $$
DECLARE
  before tally := '{5:1}';
BEGIN
  PERFORM _tally_transition(before, 5), _tally_transition(before, 99), tally_add(before, '{5:1,99:1}'), _tally_inverse(before, 5);
  IF before::text <> '{5:1}' THEN
    RAISE 'the argument has changed to %', before;
  END IF;
END $$;
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$_tally_inverse(NULL, 5)$$), (2, $$_tally_inverse('{}', 5)$$), (3, $$_tally_inverse('{5:1}', 6)$$),
               (4, $$_tally_transition('{5:9223372036854775807}', 5)$$), (5, $$_tally_transition('{5:9223372036854775807}', 6)$$),
               (6, $$_tally_counted_inverse('{5:1}', 5, 2)$$), (7, $$tally_subtract('{}', '{5:1}')$$), (8, $$_tally_transition('{}', 101)$$),
               (9, $$_nps_final('{11:1}')$$),
               (10, $$_tally_inverse('{5:1}', '5'::text)$$), (11, $$_tally_counted_inverse('{5:1}', date '2026-01-01', 1)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

-- An aggregate of one's own on top of it starts from its initial value anew
-- in every group.
CREATE AGGREGATE pg_temp.tally_from_five(integer) (SFUNC = _tally_transition, STYPE = tally, INITCOND = '{5:1}');
CREATE AGGREGATE pg_temp.tally_from_weighted(integer) (SFUNC = _tally_transition, STYPE = tally, INITCOND = '{5:1(2,4)}');
SELECT i % 2 AS odd, pg_temp.tally_from_five(i), pg_temp.tally_from_weighted(i) FROM generate_series(5, 8) AS i GROUP BY 1 ORDER BY 1;
-- Without a final function it hands out the bare state, which is as good a
-- value as the packed one, also in a table.
CREATE AGGREGATE pg_temp.bare_tally(integer) (SFUNC = _tally_transition, STYPE = tally);
CREATE AGGREGATE pg_temp.bare_sum(tally) (SFUNC = tally_add, STYPE = tally);
CREATE TEMP TABLE bare AS
  SELECT grp, pg_temp.bare_tally(n) AS state, tally(n) AS packed FROM agg_answers GROUP BY grp UNION ALL
  SELECT 100, pg_temp.bare_tally(i), tally(i) FROM generate_series(90, 100) AS i UNION ALL
  SELECT 101, pg_temp.bare_tally(NULL), '{}' UNION ALL
  SELECT 102, pg_temp.bare_sum(t), '{5:3(4,6),9:1(0.5,0.25)}' FROM (VALUES ('{5:1(2,4)}'::tally), ('{5:2,9:1(0.5,0.25)}')) AS v(t);
SELECT count(*) AS tallies, count(*) FILTER (WHERE pg_column_size(state) > 120) AS bare, count(*) FILTER (WHERE state <> packed OR state::text <> packed::text) AS compare,
       count(*) FILTER (WHERE tally_hash(state) <> tally_hash(packed) OR tally_send(state) <> tally_send(packed)) AS bytes,
       count(*) FILTER (WHERE state + packed <> packed + state OR state - packed <> '{}' OR packed - state <> '{}') AS arithmetic,
       count(*) FILTER (WHERE (tally_count(state), tally_min(state), tally_max(state), tally_mode(state), tally_median(state)) IS DISTINCT FROM
                              (tally_count(packed), tally_min(packed), tally_max(packed), tally_mode(packed), tally_median(packed))) AS reading,
       count(*) FILTER (WHERE ARRAY(SELECT unnest(state)::text) <> ARRAY(SELECT unnest(packed)::text) OR tally_chart(state) <> tally_chart(packed)) AS rows
  FROM bare;
SELECT sum(state) = sum(packed) AS same_sum FROM bare;
SELECT sum(state) = sum(packed) AS again FROM bare;

DROP VIEW agg_plain;
DROP TABLE agg_answers, agg_daily;
