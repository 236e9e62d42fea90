-- pg_squeeze rewrites a table, a table of tallies and a rollup's log: nothing changes,
-- and the rollup goes on.

\i test/beside/tables.sql
CREATE TABLE before AS SELECT * FROM fingerprint;
SELECT squeeze.squeeze_table('public', 'answers', NULL);
SELECT squeeze.squeeze_table('public', 'daily', NULL);
SELECT squeeze.squeeze_table('public', 'answers_rollup_log', NULL);
SELECT count(*) FROM fingerprint JOIN before USING (daily, rollup, nps);
INSERT INTO answers SELECT i, date '2024-01-01' + i % 90, 'team ' || i % 3, i % 11 FROM generate_series(5001, 6000) AS i;
DELETE FROM answers WHERE id % 7 = 0;
SELECT * FROM rollup_check('answers_rollup');
SELECT nps(sum(score)) = (SELECT nps(score) FROM answers) AS same FROM answers_rollup;
