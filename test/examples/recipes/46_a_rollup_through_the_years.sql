-- A rollup through the years: made, compacted, and kept when the rows of old
-- periods are deleted.
CREATE TABLE feedback (answered_at date, team text, score integer);
INSERT INTO feedback SELECT date '2024-11-01' + i, CASE i % 2 WHEN 0 THEN 'north' ELSE 'south' END, 3 + i * 7 % 8 FROM generate_series(0, 99) AS i;
SELECT rollup_create('feedback', 'answered_at', '{nps: score}', '{team}', grain => 'month');
INSERT INTO feedback VALUES ('2025-02-03', 'north', 10), ('2025-02-03', 'north', NULL);

-- From pg_cron, every few minutes
SELECT rollup_compact(rollup) FROM rollup_list();

-- The rows of 2024 go, their tallies stay.
SELECT rollup_keep('feedback_rollup', '2025-01-01');
DELETE FROM feedback WHERE answered_at < '2025-01-01';
SELECT period, team, score AS tally, round(nps(score)) AS nps FROM feedback_rollup ORDER BY 1, 2;

-- Nothing differs from the rows.
SELECT count(*) AS differences FROM rollup_check('feedback_rollup');
SELECT rollup_drop('feedback_rollup');
DROP TABLE feedback;
