--
-- rollup_merge: MERGE, which came with version 15, keeps a rollup true as well
--
\pset null NULL
CREATE TABLE merged (id integer PRIMARY KEY, day date, score integer);
INSERT INTO merged SELECT i, date '2025-01-01' + i % 3, i % 11 FROM generate_series(1, 30) AS i;
SELECT rollup_create('merged', 'day', '{nps:score}');
MERGE INTO merged AS m USING (SELECT i AS id, 5 AS score FROM generate_series(21, 40) AS i) AS s ON m.id = s.id
  WHEN MATCHED AND m.id < 25 THEN DELETE
  WHEN MATCHED THEN UPDATE SET score = s.score, day = day + 1
  WHEN NOT MATCHED THEN INSERT VALUES (s.id, '2025-02-01', 12);
SELECT period, score, score_off_scale FROM merged_rollup ORDER BY period;
SELECT count(*) AS found FROM rollup_check('merged_rollup');
SELECT rollup_drop('merged_rollup');
DROP TABLE merged;
