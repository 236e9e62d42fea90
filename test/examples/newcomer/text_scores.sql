-- The first hour with scores in a text column, as a form exports them: what one
-- types first, what comes back, and what works.
\set ON_ERROR_STOP off
\set VERBOSITY terse
SET TimeZone = 'UTC';
CREATE TABLE answered (id integer PRIMARY KEY, sent_at timestamptz, team text, likely text, satisfied text);
INSERT INTO answered
SELECT i, timestamptz '2026-03-01 09:00' + i * interval '5 hours', 'team ' || chr(65 + i % 3),
       (ARRAY['10 - very likely', '9', '8', ' 7 ', '0 - not at all likely', 'n/a', '', NULL])[1 + i * 7 % 8],
       (ARRAY['Very satisfied', 'satisfied', 'Neutral', 'dissatisfied', 'Very dissatisfied', 'Does not apply', NULL])[1 + i * 5 % 7]
FROM generate_series(1, 240) AS i;

-- The first try, and the cast that comes to mind
SELECT nps(likely) FROM answered;
SELECT nps(likely::integer) FROM answered;
-- What reads such text, and says what it cannot read
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT nps(score_of(likely)) FROM answered;
SELECT nps(score_of(likely, missing => '{n/a}')), count(score_of(likely, missing => '{n/a}')) FROM answered;

-- Words: the labels from the worst to the best
SELECT csat(rating_of(satisfied, '{very dissatisfied,dissatisfied,neutral,satisfied,very satisfied}')) FROM answered;
SELECT csat(rating_of(satisfied, '{very dissatisfied,dissatisfied,neutral,satisfied,very satisfied}', missing => '{does not apply}')) AS satisfied
FROM answered;

-- A view does it once, and every question after that is plain.
CREATE VIEW answers_read AS
SELECT id, sent_at, team, score_of(likely, missing => '{n/a}') AS score,
       rating_of(satisfied, '{very dissatisfied,dissatisfied,neutral,satisfied,very satisfied}', missing => '{does not apply}') AS csat
FROM answered;
SELECT team, round(nps(score)::numeric, 1) AS nps, round(csat(csat)::numeric, 1) AS satisfied, count(score) AS answers
FROM answers_read
GROUP BY team
ORDER BY team;
SELECT date_trunc('month', sent_at)::date AS month, round(nps(score)::numeric, 1) AS nps, count(score) AS answers
FROM answers_read
GROUP BY 1
ORDER BY 1;

-- A rollup takes the table and the expression, not the view.
SELECT rollup_create('answers_read', 'sent_at', '{nps: score}', '{team}');
SELECT rollup_create('answered', 'sent_at', ARRAY['nps: score_of(likely, missing => ''{n/a}'') AS score'], '{team}', time_zone => 'UTC');
INSERT INTO answered VALUES (241, '2026-03-02 10:00+00', 'team A', '10 - very likely', 'satisfied'), (242, '2026-03-02 11:00+00', 'team A', 'later', NULL);
SELECT round(nps(sum(score))::numeric, 1) AS nps, tally_count(sum(score)) AS answers, sum(score_off_scale) AS off_scale FROM answered_rollup;
