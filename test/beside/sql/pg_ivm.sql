-- pg_ivm: materialized views that it keeps current, under our aggregates.

CREATE TABLE answers (id integer PRIMARY KEY, team integer, score integer);
INSERT INTO answers SELECT i, i % 7, nullif(i * 7919 % 12, 11) FROM generate_series(1, 3000) AS i;
SELECT pgivm.create_immv('answered', 'SELECT id, team, score FROM answers WHERE score IS NOT NULL');
SELECT pgivm.create_immv('counts', 'SELECT team, score, count(*) AS answers FROM answers GROUP BY team, score');

-- Teams whose NPS differs: of the answers, of the view, and of the counts
CREATE FUNCTION differences() RETURNS bigint LANGUAGE sql AS $$
  SELECT count(*) FROM
    (SELECT team, nps(score), tally(score) FROM answers GROUP BY team) AS raw FULL JOIN
    (SELECT team, nps(score), tally(score) FROM answered GROUP BY team) AS kept USING (team) FULL JOIN
    (SELECT team, 100.0 * (sum(answers) FILTER (WHERE score >= 9) - sum(answers) FILTER (WHERE score <= 6)) / sum(answers) FILTER (WHERE score IS NOT NULL) AS nps
     FROM counts GROUP BY team) AS counted USING (team)
  WHERE raw.tally IS DISTINCT FROM kept.tally OR raw.nps IS DISTINCT FROM kept.nps OR abs(raw.nps - counted.nps) < 1e-9 IS NOT TRUE
$$;
SELECT differences();
INSERT INTO answers SELECT i, i % 7, i % 11 FROM generate_series(3001, 4000) AS i;
SELECT differences();
BEGIN;
UPDATE answers SET score = 10 WHERE team = 3 AND id % 2 = 0;
DELETE FROM answers WHERE team = 4 AND score < 5;
SELECT differences();
COMMIT;
SELECT differences();
