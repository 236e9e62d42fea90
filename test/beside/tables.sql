-- A table with a rollup, and a table of tallies, to be rewritten
CREATE TABLE answers (id integer PRIMARY KEY, day date NOT NULL, team text, score integer);
SELECT rollup_create('answers', 'day', '{nps: score}', '{team}');
INSERT INTO answers SELECT i, date '2024-01-01' + i % 90, 'team ' || i % 3, i % 11 FROM generate_series(1, 5000) AS i;
UPDATE answers SET score = 10 WHERE id % 5 = 0;
CREATE TABLE daily AS SELECT day, tally(score) AS scores FROM answers GROUP BY day;
ALTER TABLE daily ADD PRIMARY KEY (day);
-- It needs a key that the log has only where it is published.
ALTER TABLE answers_rollup_log ADD PRIMARY KEY (id);

CREATE VIEW fingerprint AS
SELECT (SELECT md5(string_agg(scores::text, '' ORDER BY day)) FROM daily) AS daily,
       (SELECT md5(string_agg(r::text, '' ORDER BY r::text)) FROM answers_rollup AS r) AS rollup,
       (SELECT nps(score) FROM answers) AS nps;
