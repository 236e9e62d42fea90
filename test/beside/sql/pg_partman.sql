-- pg_partman: what it moves from the default partition into a new one is missing in a
-- rollup until it is refreshed, and rollup_check says so.

SET TimeZone = 'UTC';
SET DateStyle = 'ISO';
CREATE TABLE answers (answered_at timestamptz NOT NULL, team text, score integer) PARTITION BY RANGE (answered_at);
SELECT create_parent('public.answers', 'answered_at', '1 month', p_start_partition => '2024-01-01');
SELECT rollup_create('answers', 'answered_at', '{nps: score}', '{team}', time_zone => 'UTC');
INSERT INTO answers SELECT timestamptz '2024-01-01' + i * interval '7 hours', 'team ' || i % 3, i % 11 FROM generate_series(0, 300) AS i;

CREATE VIEW difference AS
SELECT (SELECT tally(score) FROM answers) = (SELECT sum(score) FROM answers_rollup) AS same;
SELECT * FROM difference;
-- before the first partition, so in the default one
INSERT INTO answers SELECT timestamptz '2023-11-05' + i * interval '1 hour', 'team 1', 9 FROM generate_series(1, 10) AS i;
SELECT count(*) FROM answers_default;
SELECT * FROM difference;
SELECT partition_data_time('public.answers', p_batch_count => 10);
SELECT count(*) FROM answers_default;
SELECT count(*) FROM answers;
SELECT * FROM difference;
SELECT count(*) > 0 AS told FROM rollup_check('answers_rollup');
SELECT rollup_refresh('answers_rollup') IS NOT NULL AS refreshed;
SELECT * FROM difference;
SELECT count(*) > 0 AS told FROM rollup_check('answers_rollup');
-- New partitions are counted by what the parent's triggers see.
SELECT run_maintenance('public.answers');
INSERT INTO answers SELECT now() - interval '1 minute', 'team 2', 10 FROM generate_series(1, 5);
SELECT * FROM difference;
