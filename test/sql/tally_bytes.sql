--
-- tally_bytes: a tally survives binary and text COPY, and neither a changed
-- byte nor a changed character gets past the input functions unchecked
--

-- There and back through files, in binary and in text
CREATE TEMP TABLE sent (id int, t tally);
INSERT INTO sent VALUES
  (1, '{}'), (2, '{0:3,9:12,10:40}'), (3, '{0:1,100:9223372036854775806}'), (4, NULL),
  (5, '{9:12(10.5,9.75),10:1}'), (6, '{0:1(0,0),5:3(1e-140,1e-280),9:1(1e150,1e300)}'), (7, '{9:2(2,2)}');
INSERT INTO sent SELECT 10 + i, tally((i * j) % 101) FROM generate_series(1, 100) AS i, generate_series(1, 300) AS j GROUP BY i;
CREATE TEMP TABLE received (LIKE sent);
\copy sent TO 'results/tally_bytes.bin' (FORMAT binary)
\copy received FROM 'results/tally_bytes.bin' (FORMAT binary)
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE sent.t IS DISTINCT FROM received.t OR sent.t::text <> received.t::text) AS mismatches
  FROM sent JOIN received USING (id);
TRUNCATE received;
\copy sent TO 'results/tally_bytes.txt'
\copy received FROM 'results/tally_bytes.txt'
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE sent.t IS DISTINCT FROM received.t OR sent.t::text <> received.t::text) AS mismatches
  FROM sent JOIN received USING (id);

-- The binary form: version, flags, number of entries; then score, answers
-- and, with weights, their sum and the sum of their squares.
SELECT t, encode(tally_send(t), 'hex') AS hex
  FROM (VALUES (1, '{}'::tally), (2, '{9:258,10:1}'), (3, '{100:9223372036854775807}'), (4, '{9:2(0.5,0.125)}')) AS v(n, t)
 ORDER BY n;

-- A column of bytes and one of tallies look the same in a binary file, so
-- any bytes can be given to the receive function: an SQLSTATE with a
-- message, or the tally as text.  (What lies in pg_stat_tmp goes away when
-- the server starts.)
CREATE TEMP TABLE bytes_column (b bytea);
CREATE TEMP TABLE tally_column (t tally);
CREATE FUNCTION pg_temp.receive(bytes bytea, OUT state text, OUT message text, OUT detail text, OUT value tally)
LANGUAGE plpgsql AS $$
DECLARE
  file text := current_setting('data_directory') || '/pg_stat_tmp/tally_bytes.bin';
BEGIN
  DELETE FROM bytes_column;
  DELETE FROM tally_column;
  INSERT INTO bytes_column VALUES (bytes);
  EXECUTE format('COPY bytes_column TO %L (FORMAT binary)', file);
  EXECUTE format('COPY tally_column FROM %L (FORMAT binary)', file);
  SELECT '00000', t INTO state, value FROM tally_column;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
  detail := nullif(detail, '');
END $$;

SELECT v.what, r.state, coalesce(r.value::text, r.message) AS value_or_message, r.detail
  FROM (VALUES
    (1, 'as it should be', '01000002 09 0000000000000102 0a 0000000000000001'),
    (2, 'no bytes', ''),
    (3, 'half a header', '0100'),
    (4, 'version 0', '00000000'),
    (5, 'version 2', '02000000'),
    (6, 'unknown flag', '01020000'),
    (7, 'more entries than scores', '01000066'),
    (8, 'one entry missing', '01000002 09 0000000000000102'),
    (9, 'answers cut off', '01000001 09 00000000000001'),
    (10, 'left over', '01000001 09 0000000000000102 00'),
    (11, 'score 101', '01000001 65 0000000000000001'),
    (12, 'the same score twice', '01000002 09 0000000000000001 09 0000000000000001'),
    (13, 'descending', '01000002 0a 0000000000000001 09 0000000000000001'),
    (14, 'no answers', '01000001 09 0000000000000000'),
    (15, 'negative answers', '01000001 09 ffffffffffffffff'),
    (16, 'too many together', '01000002 09 7fffffffffffffff 0a 0000000000000001'),
    (17, 'weighted', '01010001 09 0000000000000002 3fe0000000000000 3fc0000000000000'),
    (18, 'weights cut off', '01010001 09 0000000000000002 3fe0000000000000'),
    (19, 'weights of 1', '01010001 09 0000000000000002 4000000000000000 4000000000000000'),
    (20, 'weight of no answers', '01010001 09 0000000000000000 4000000000000000 4000000000000000'),
    (21, 'negative weight', '01010001 09 0000000000000002 bfe0000000000000 3fc0000000000000'),
    (22, 'negative zero', '01010001 09 0000000000000002 8000000000000000 3fc0000000000000'),
    (23, 'NaN', '01010001 09 0000000000000002 7ff8000000000000 3fc0000000000000'),
    (24, 'infinity', '01010001 09 0000000000000002 3fe0000000000000 7ff0000000000000'),
    (25, 'weighted, but empty', '01010000')) AS v(n, what, bytes),
       LATERAL pg_temp.receive(decode(replace(v.bytes, ' ', ''), 'hex')) AS r
 ORDER BY n;

-- Every byte of some tallies changed in several ways, cut off, doubled and
-- dropped: what is taken is a tally in its canonical form, the rest fails
-- with nothing but a clean error.
CREATE TEMP TABLE mutated AS
  WITH originals AS (
    SELECT tally_send(t::tally) AS b
      FROM (VALUES ('{}'), ('{0:3,9:12,10:40}'), ('{100:9223372036854775807}'), ('{9:2(0.5,0.125),10:1(3,9)}')) AS v(t)),
  positions AS (
    SELECT b, i FROM originals, LATERAL generate_series(0, length(b) - 1) AS i)
  SELECT DISTINCT bytes FROM (
    SELECT set_byte(b, i, value) FROM positions, unnest('{0,1,2,9,100,101,127,128,255}'::int[]) AS value UNION ALL
    SELECT set_byte(b, i, get_byte(b, i) # (1 << bit)) FROM positions, generate_series(0, 7) AS bit UNION ALL
    SELECT substring(b FROM 1 FOR i) FROM positions UNION ALL
    SELECT substring(b FROM 1 FOR i) || substring(b FROM i + 2) FROM positions UNION ALL
    SELECT substring(b FROM 1 FOR i + 1) || substring(b FROM i + 1) FROM positions UNION ALL
    SELECT b || b FROM originals) AS m(bytes);
CREATE TEMP TABLE outcomes AS
  SELECT m.bytes, r.* FROM mutated AS m, LATERAL pg_temp.receive(m.bytes) AS r;
SELECT state, count(*) > 0 AS seen, state IN ('00000', '08P01', '22003', '22P03') AS expected
  FROM outcomes GROUP BY state ORDER BY state;
SELECT count(*) = (SELECT count(*) FROM mutated) AS all_tried,
       count(*) FILTER (WHERE state = '00000' AND value IS NULL) AS nothing_received,
       count(*) FILTER (WHERE state = '00000' AND value::text::tally IS DISTINCT FROM value) AS text_mismatches,
       count(*) FILTER (WHERE state = '00000' AND tally_send(value) <> bytes AND substring(bytes FROM 2 FOR 1) = '\x00') AS byte_mismatches,
       count(*) FILTER (WHERE state = '00000' AND tally_count(value) < 0) AS negative
  FROM outcomes;

-- The same with text: a character changed, put in or left out.
CREATE FUNCTION pg_temp.parse(input text, OUT state text, OUT value tally)
LANGUAGE plpgsql AS $$
BEGIN
  value := input::tally;
  state := '00000';
EXCEPTION WHEN OTHERS THEN
  state := SQLSTATE;
END $$;
CREATE TEMP TABLE outcomes_of_text AS
  WITH originals(s) AS (
    VALUES ('{}'), ('{0:3,9:12,10:40}'), ('{100:9223372036854775807}'), (' { 9 : 2(0.5,0.125), 10:1(3e+2,9) } ')),
  positions AS (
    SELECT s, i FROM originals, LATERAL generate_series(1, length(s)) AS i),
  characters AS (
    SELECT c FROM unnest(string_to_array('{ } ( ) : , . 0 1 9 - + e x N "', ' ') || ARRAY[' ', E'\t', E'\x01', chr(127)]) AS c),
  mutated AS (
    SELECT overlay(s PLACING c FROM i) FROM positions, characters UNION
    SELECT overlay(s PLACING c FROM i FOR 0) FROM positions, characters UNION
    SELECT overlay(s PLACING '' FROM i) FROM positions UNION
    SELECT left(s, i - 1) FROM positions UNION
    SELECT s || s FROM originals)
  SELECT m.input, p.* FROM mutated AS m(input), LATERAL pg_temp.parse(m.input) AS p;
SELECT state, count(*) > 100 AS seen FROM outcomes_of_text GROUP BY state ORDER BY state;
SELECT count(*) FILTER (WHERE state = '00000' AND value IS NULL) AS nothing_read,
       count(*) FILTER (WHERE state = '00000' AND value::text::tally::text IS DISTINCT FROM value::text) AS mismatches
  FROM outcomes_of_text;

-- values of many weights that are stored out of line
CREATE TABLE wide_tallies (a tally, b tally);
ALTER TABLE wide_tallies ALTER a SET STORAGE external, ALTER b SET STORAGE external;
INSERT INTO wide_tallies
  SELECT tally_weighted(s, 1 + s / 8.0), tally_weighted(s, g + s / 8.0)
  FROM generate_series(1, 3) AS g, generate_series(0, 100) AS s GROUP BY g;
SELECT pg_relation_size(reltoastrelid) > 0 AS out_of_line FROM pg_class WHERE oid = 'wide_tallies'::regclass;
SET satisfaction.page_scan = off;
SELECT tally_count(sum(a)) AS a, tally_count(sum(b)) AS b,
       sum(b) = (SELECT tally_weighted(s, g + s / 8.0) FROM generate_series(1, 3) AS g, generate_series(0, 100) AS s) AS is_sum
  FROM wide_tallies;
SET satisfaction.page_scan = on;
SELECT tally_count(sum(a)) AS a, tally_count(sum(b)) AS b FROM wide_tallies;
DROP TABLE wide_tallies;
