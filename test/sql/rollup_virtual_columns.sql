--
-- rollup_virtual_columns: columns that are computed when they are read, which a
-- trigger does not find in its rows
--
SET DateStyle = 'ISO, YMD';
CREATE SCHEMA virtual_columns;
SET search_path = virtual_columns, public;

CREATE TABLE answers (
  id integer, data jsonb, moment timestamp, team text GENERATED ALWAYS AS (data ->> 'team'), day date GENERATED ALWAYS AS (moment::date),
  score integer GENERATED ALWAYS AS ((data ->> 'score')::integer), note text
);
INSERT INTO answers VALUES (1, '{"team":"a","score":9}', '2025-01-01 12:00');
SELECT rollup_create('answers', 'day', '{nps:score}', '{team}', filter => 'team <> ''test''');
INSERT INTO answers VALUES (2, '{"team":"a","score":9}', '2025-01-01 13:00'), (3, '{"team":"b","score":0}', '2025-01-01 14:00'), (4, '{"team":"test","score":0}', '2025-01-01 14:00');
SELECT * FROM answers_rollup ORDER BY 1, 2;
UPDATE answers SET data = data || '{"team":"c"}' WHERE id = 2;
UPDATE answers SET moment = '2025-01-02 12:00' WHERE id = 3;
UPDATE answers SET note = 'x';
SELECT * FROM answers_rollup ORDER BY 1, 2;
-- One that fails for a row
INSERT INTO answers VALUES (5, '{"team":"a","score":"nine"}', '2025-01-01 12:00');
DELETE FROM answers WHERE id = 1;
SELECT * FROM answers_rollup ORDER BY 1, 2;
SET client_min_messages = error;
SELECT count(*) AS found FROM rollup_check('answers_rollup');
SELECT rollup_refresh('answers_rollup') AS groups;

-- Partitions, whose columns have other numbers
CREATE TABLE parts (day date, score integer, twice integer GENERATED ALWAYS AS (score * 2)) PARTITION BY RANGE (day);
CREATE TABLE parts_1 (gone integer, score integer, day date, twice integer GENERATED ALWAYS AS (score * 2));
ALTER TABLE parts_1 DROP COLUMN gone;
ALTER TABLE parts ATTACH PARTITION parts_1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
SELECT rollup_create('parts', 'day', ARRAY['nps:twice']);
INSERT INTO parts VALUES ('2025-01-01', 5);
INSERT INTO parts_1 (day, score) VALUES ('2025-01-01', 2);
SELECT * FROM parts_rollup;
UPDATE parts SET score = 4 WHERE score = 5;
SELECT * FROM parts_rollup;
SELECT count(*) AS found FROM rollup_check('parts_rollup');
TRUNCATE parts_1;
SELECT * FROM parts_rollup;

DROP SCHEMA virtual_columns CASCADE;
