-- What is moved from server to server: stored values in every place that a
-- database has for them.
CREATE EXTENSION satisfaction;

CREATE TABLE stored (id integer PRIMARY KEY, answers tally NOT NULL DEFAULT '{}', team text GENERATED ALWAYS AS ('team ' || tally_count(answers) % 5) STORED, CHECK (tally_count(answers) >= 0));
CREATE INDEX ON stored (answers);
CREATE INDEX ON stored USING hash (answers);
CREATE INDEX ON stored (tally_mean(answers));

CREATE TEMP TABLE corpus (n integer GENERATED ALWAYS AS IDENTITY, text text, stored text, sent text, json jsonb);
\copy corpus (text, stored, sent, json) FROM 'test/data/tally_1.0.tsv'
INSERT INTO stored SELECT n, text::tally FROM corpus;
INSERT INTO stored SELECT 1000 + i, tally((i * j) % 101) FROM generate_series(1, 500) AS i, generate_series(1, 60) AS j GROUP BY i;
INSERT INTO stored SELECT 2000 + i, tally_weighted((i * j) % 11, 1.0 / j) FROM generate_series(1, 200) AS i, generate_series(1, 40) AS j GROUP BY i;

CREATE VIEW read AS SELECT id, tally_mean(answers) AS mean, tally_count(answers) AS n FROM stored;
CREATE MATERIALIZED VIEW by_team AS SELECT team, sum(answers) AS answers FROM stored WHERE id >= 1000 GROUP BY team;
CREATE TABLE several (id integer, each tally[]);
INSERT INTO several SELECT id % 7, array_agg(answers ORDER BY id) FROM stored GROUP BY id % 7;

-- Rollups, one of them of a partition whose columns have other numbers
CREATE TABLE answers (answered_at timestamptz, team text, score integer);
CREATE TABLE parts (day date, score integer) PARTITION BY RANGE (day);
CREATE TABLE parts_1 (gone integer, score integer, day date);
ALTER TABLE parts_1 DROP COLUMN gone;
ALTER TABLE parts ATTACH PARTITION parts_1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO answers SELECT timestamptz '2025-01-01' + i * interval '1 hour', 'team ' || i % 3, i % 12 FROM generate_series(1, 500) AS i;
SELECT rollup_create('answers', 'answered_at', '{nps:score}', '{team, length(team) AS length}', time_zone => 'Asia/Tokyo') AS of_answers,
	   rollup_create('parts', 'day', '{nps:score}') AS of_parts \g /dev/null
SELECT rollup_view('answers_rollup', 'month', '{}'), rollup_keep('parts_rollup', '2025-02-01') \g /dev/null
INSERT INTO parts SELECT date '2025-01-20' + i, i % 11 FROM generate_series(1, 60) AS i;
DELETE FROM parts_1 WHERE day < '2025-01-25';

CREATE FUNCTION digest() RETURNS text LANGUAGE sql STABLE AS $$
	SELECT count(*) || ' ' || md5(string_agg(id || ' ' || answers::text || team || encode(tally_send(answers), 'hex'), E'\n' ORDER BY id)) ||
		(SELECT md5(string_agg(id || coalesce(mean::text, '') || n, E'\n' ORDER BY id)) FROM read) ||
		(SELECT md5(string_agg(team || answers::text, E'\n' ORDER BY team)) FROM by_team) ||
		(SELECT md5(string_agg(id || each::text, E'\n' ORDER BY id)) FROM several) ||
		(SELECT md5(string_agg(format('%s %s %s %s', period, team, score, score_off_scale), E'\n' ORDER BY period, team)) FROM answers_rollup) ||
		(SELECT md5(string_agg(format('%s %s', period, score_nps), E'\n' ORDER BY period)) FROM answers_rollup_month) ||
		(SELECT md5(string_agg(format('%s %s', period, score), E'\n' ORDER BY period)) FROM parts_rollup)
	FROM stored
$$;
