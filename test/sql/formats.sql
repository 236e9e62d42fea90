--
-- formats: values of version 1.0, in every form, are read and written as they
-- were; src/README.md explains the bytes of some of them
--
\pset format unaligned

-- text, stored bytes, sent bytes, jsonb
CREATE TEMP TABLE corpus (n integer GENERATED ALWAYS AS IDENTITY, text text, stored text, sent text, json jsonb);
\copy corpus (text, stored, sent, json) FROM 'test/data/tally_1.0.tsv'
SELECT count(*) AS values, count(DISTINCT text) AS different FROM corpus;

SELECT n, text FROM corpus WHERE text::tally::text IS DISTINCT FROM text ORDER BY n;
SELECT n, json FROM corpus WHERE text::tally::jsonb <> json OR json::tally::text <> text ORDER BY n;
SELECT n, sent FROM corpus WHERE encode(tally_send(text::tally), 'hex') <> sent ORDER BY n;

-- A column of bytes and one of tallies look the same in a binary file.
CREATE TEMP TABLE received (n integer, t tally);
\copy (SELECT n, decode(sent, 'hex') FROM corpus) TO 'results/formats.bin' (FORMAT binary)
\copy received FROM 'results/formats.bin' (FORMAT binary)
SELECT count(*) AS received FROM received;
SELECT n, t FROM received JOIN corpus USING (n) WHERE t::text <> text ORDER BY n;

-- What a table holds of a value: so large a value is neither compressed nor
-- moved out of line.  Weights are stored as doubles of the machine; those in the
-- file are little-endian, as is byte 18 of a page on such a machine.
CREATE TABLE stored_form (t tally);
INSERT INTO stored_form SELECT text::tally FROM corpus;
CHECKPOINT;
SELECT n, stored FROM corpus, pg_read_binary_file(pg_relation_filepath('stored_form')) AS page
 WHERE position(decode(stored, 'hex') IN page) = 0 AND (get_byte(page, 18) = 4 OR text NOT LIKE '%(%') ORDER BY n;
DROP TABLE stored_form;
