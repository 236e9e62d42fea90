\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- rollup: tallies by period and dimensions stay equal to those of the rows,
-- whatever changes the rows; check, refresh, compact, views and drop
--
\pset null NULL
SET TimeZone = 'America/New_York';
SET DateStyle = 'ISO, YMD';
SET client_min_messages = warning;
CREATE SCHEMA rollups;
SET search_path = rollups, public;

CREATE TABLE answers (
  id integer PRIMARY KEY, answered_at timestamptz, team text, channel text,
  score integer, rating numeric, solved boolean, comment text
);
INSERT INTO answers
SELECT i, '2025-01-01 23:30+01'::timestamptz + i * interval '5 hours', (ARRAY['a', 'b', NULL])[i % 3 + 1], (ARRAY['web', 'app'])[i % 2 + 1],
       nullif(i % 14 - 1, 11), nullif(i % 8, 7) / 1.0, i % 5 > 1, 'comment ' || i
  FROM generate_series(1, 400) AS i;
SELECT rollup_create('answers', 'answered_at', '{nps:score, csat:rating, rate:solved}', '{team, channel}', time_zone => 'Europe/Berlin');

-- What the rollup should be, by plain SQL
CREATE VIEW plain AS
  SELECT (answered_at AT TIME ZONE 'Europe/Berlin')::date AS period, team, channel,
         coalesce(tally(score) FILTER (WHERE score BETWEEN 0 AND 10), '{}') AS score,
         count(*) FILTER (WHERE score NOT BETWEEN 0 AND 10) AS score_off_scale,
         coalesce(tally(rating) FILTER (WHERE rating IN (1, 2, 3, 4, 5)), '{}') AS rating,
         count(*) FILTER (WHERE rating NOT IN (1, 2, 3, 4, 5)) AS rating_off_scale,
         coalesce(tally(solved), '{}') AS solved, 0::bigint AS solved_off_scale
    FROM answers WHERE num_nonnulls(score, rating, solved) > 0 GROUP BY 1, 2, 3;
CREATE FUNCTION verdict_of_rollup() RETURNS text LANGUAGE sql AS $$
  SELECT format('%s groups, %s differ, %s found', (SELECT count(*) FROM answers_rollup),
                (SELECT count(*) FROM ((TABLE plain EXCEPT TABLE answers_rollup) UNION ALL (TABLE answers_rollup EXCEPT TABLE plain)) AS d),
                (SELECT count(*) FROM rollup_check('answers_rollup')))
$$;
SELECT verdict_of_rollup();
SELECT * FROM answers_rollup ORDER BY period, team, channel LIMIT 3;
SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'rollups' AND table_name = 'answers_rollup_numbers' ORDER BY ordinal_position;

--
-- Every statement that changes rows
--
INSERT INTO answers VALUES (1001, '2025-02-01 12:00+00', 'new', NULL, 10, 5, true), (1002, '2025-02-01 12:00+00', 'new', NULL, 0, NULL, NULL);
INSERT INTO answers (id) VALUES (1003);
INSERT INTO answers SELECT 2000 + i, '2025-03-01', 'many', 'web', i % 11, i % 5 + 1, true FROM generate_series(1, 500) AS i;
INSERT INTO answers SELECT * FROM answers WHERE false;
SELECT 'insert' AS after, verdict_of_rollup();
UPDATE answers SET score = 10 - score WHERE id < 50;
SELECT 'update of a score' AS after, verdict_of_rollup();
UPDATE answers SET team = 'moved' WHERE team IS NULL AND id < 100;
SELECT 'update of a dimension' AS after, verdict_of_rollup();
UPDATE answers SET answered_at = answered_at + interval '40 days' WHERE id BETWEEN 50 AND 120;
SELECT 'update of the period' AS after, verdict_of_rollup();
UPDATE answers SET answered_at = NULL, team = NULL, score = NULL WHERE id BETWEEN 121 AND 130;
SELECT 'update to null' AS after, verdict_of_rollup();
SELECT count(*) AS entries FROM answers_rollup_log \gset
UPDATE answers SET comment = 'edited';
SELECT count(*) - :entries AS appended_by_an_update_of_other_columns FROM answers_rollup_log;
DELETE FROM answers WHERE id % 7 = 0;
SELECT 'delete' AS after, verdict_of_rollup();
INSERT INTO answers (id, answered_at, team, score) VALUES (1, '2025-05-05', 'upsert', 9), (3001, '2025-05-05', 'upsert', 9)
    ON CONFLICT (id) DO UPDATE SET score = excluded.score, team = excluded.team;
INSERT INTO answers (id, score) VALUES (1, 3) ON CONFLICT DO NOTHING;
SELECT 'upsert' AS after, verdict_of_rollup();
COPY answers (id, answered_at, team, score, rating) FROM stdin;
4001	2025-06-01 00:30:00+02	copy	9	4
4002	2025-06-01 00:30:00+02	\N	-1	99
\.
SELECT 'copy' AS after, verdict_of_rollup();
WITH gone AS (DELETE FROM answers WHERE id = 4001 RETURNING *) INSERT INTO answers SELECT id + 1000, answered_at, 'cte', channel, score FROM gone;
SELECT 'a statement with two parts' AS after, verdict_of_rollup();
BEGIN;
INSERT INTO answers (id, score) VALUES (6001, 10);
SAVEPOINT here;
DELETE FROM answers;
SELECT 'delete, in its transaction' AS after, verdict_of_rollup();
ROLLBACK TO here;
SELECT 'rollback to a savepoint' AS after, verdict_of_rollup();
TRUNCATE answers;
SELECT 'truncate, in its transaction' AS after, verdict_of_rollup();
ROLLBACK;
SELECT 'rollback' AS after, verdict_of_rollup();
BEGIN ISOLATION LEVEL SERIALIZABLE;
UPDATE answers SET score = 7 WHERE id < 20;
SELECT 'serializable' AS after, verdict_of_rollup();
COMMIT;

-- A foreign key that deletes, and that updates
CREATE TABLE orders (id integer PRIMARY KEY);
INSERT INTO orders SELECT id FROM answers;
ALTER TABLE answers ADD FOREIGN KEY (id) REFERENCES orders ON DELETE CASCADE ON UPDATE CASCADE;
DELETE FROM orders WHERE id BETWEEN 200 AND 210;
UPDATE orders SET id = id + 100000 WHERE id BETWEEN 211 AND 220;
SELECT 'cascade' AS after, verdict_of_rollup();
ALTER TABLE answers DROP CONSTRAINT answers_id_fkey;

-- A trigger that changes what is inserted, and one that answers with another row
CREATE FUNCTION change_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_WHEN = 'BEFORE' THEN
    NEW.score := 1;
    RETURN NEW;
  END IF;
  IF NEW.id < 8000 THEN
    INSERT INTO answers (id, team, score) VALUES (NEW.id + 1000, 'nested', 5);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER change_before BEFORE INSERT ON answers FOR EACH ROW EXECUTE FUNCTION change_answer();
CREATE TRIGGER change_after AFTER INSERT ON answers FOR EACH ROW EXECUTE FUNCTION change_answer();
INSERT INTO answers (id, team, score) VALUES (7001, 'changed', 10), (7002, 'changed', 10);
SELECT team, score FROM answers_rollup WHERE team IN ('changed', 'nested') ORDER BY 1;
SELECT 'triggers of others' AS after, verdict_of_rollup();
DROP TRIGGER change_before ON answers;
DROP TRIGGER change_after ON answers;

--
-- Codes and fractions are no error of the statement that brings them, and are
-- counted beside the answers
--
DELETE FROM answers;
INSERT INTO answers (id, answered_at, score, rating) VALUES
  (1, '2025-01-01', -1, 3), (2, '2025-01-01', 99, 3.5), (3, '2025-01-01', 2147483647, 'NaN'), (4, '2025-01-01', 10, 1e30), (5, '2025-01-01', NULL, -0.0);
SELECT score, score_off_scale, rating, rating_off_scale FROM answers_rollup;
SELECT 'codes' AS after, verdict_of_rollup();
UPDATE answers SET score = 9 WHERE id = 2;
DELETE FROM answers WHERE id = 3;
SELECT score, score_off_scale, rating, rating_off_scale FROM answers_rollup;
UPDATE answers SET score = -2 WHERE id = 1;
SELECT 'code to code' AS after, verdict_of_rollup();
TRUNCATE answers;
SELECT 'truncate' AS after, verdict_of_rollup();
SELECT count(*) AS entries FROM answers_rollup_log;

--
-- The log and its compaction
--
INSERT INTO answers (id, answered_at, team, score) SELECT i, '2025-01-01', i % 2, i % 11 FROM generate_series(1, 22) AS i;
INSERT INTO answers (id, answered_at, team, score) VALUES (31, '2025-01-02', 'once', 4);
UPDATE answers SET score = 3 WHERE id = 1;
DELETE FROM answers WHERE id = 31;
SELECT dimension1 AS team, added1, removed1, off_scale1 FROM answers_rollup_log ORDER BY 1, 2;
SELECT rollup_compact('answers_rollup') AS rows_saved;
SELECT dimension1 AS team, added1, removed1, off_scale1 FROM answers_rollup_log ORDER BY 1, 2;
SELECT rollup_compact('answers_rollup') AS rows_saved;
SELECT 'compact' AS after, verdict_of_rollup();
-- Nobody else adds to it, as a restore of data alone would.
INSERT INTO answers_rollup_log (period, added1, off_scale1) VALUES ('2025-01-01', '{10:1}', 0);
COPY answers_rollup_log (period, added1) FROM stdin;
2025-01-01	{10:1}
\.
SELECT count(*) AS entries FROM answers_rollup_log;
-- A snapshot from before the lock would lose what is appended meanwhile.
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT e.* FROM error_of($$SELECT rollup_compact('answers_rollup')$$) AS e;
SELECT e.* FROM error_of($$SELECT rollup_refresh('answers_rollup')$$) AS e;
SELECT e.* FROM error_of($$SELECT rollup_create('answers', 'answered_at', '{score}', time_zone => 'UTC', name => 'never')$$) AS e;
SELECT count(*) AS found FROM rollup_check('answers_rollup');
COMMIT;

--
-- What went wrong is found, and made good
--
SET session_replication_role = replica;
INSERT INTO answers (id, answered_at, team, score, rating) VALUES (41, '2025-01-03 12:00+01', 'unseen', 10, 9);
DELETE FROM answers WHERE id = 2;
UPDATE answers SET team = NULL WHERE id = 3;
RESET session_replication_role;
SELECT * FROM rollup_check('answers_rollup');
SELECT * FROM rollup_check('answers_rollup', '2025-01-03', '2025-01-04');
SELECT rollup_refresh('answers_rollup', since => '2025-01-03') AS groups;
SELECT period::date, dimensions, score, expected, stored FROM rollup_check('answers_rollup');
-- Where more was removed than was ever added, reading it is an error, checking is not.
DELETE FROM answers WHERE team IS NULL;
SELECT period::date, dimensions, score, expected, stored FROM rollup_check('answers_rollup') WHERE dimensions ->> 'team' IS NULL;
SELECT count(*) FROM answers_rollup WHERE score = '{}';
SELECT rollup_compact('answers_rollup') > 0 AS compacted;
SELECT rollup_refresh('answers_rollup') AS groups, verdict_of_rollup();
SELECT rollup_refresh('answers_rollup') AS groups, verdict_of_rollup();

--
-- Views of numbers
--
TRUNCATE answers;
INSERT INTO answers (id, answered_at, team, channel, score, rating, solved)
SELECT i, '2025-01-01 12:00+00'::timestamptz + i * interval '1 day', (ARRAY['a', 'b', NULL])[i % 3 + 1], 'web', i % 11, i % 5 + 1, i % 4 > 0 FROM generate_series(0, 399) AS i;
SELECT rollup_view('answers_rollup', 'quarter'), rollup_view('answers_rollup', 'month', '{team}', 'months'), rollup_view('answers_rollup', 'year', '{}'),
       rollup_view('answers_rollup', 'week', '{channel,team}');
-- (limits to 15 digits, as the last one is not the same in every mathematical library)
SET extra_float_digits = 0;
SELECT * FROM answers_rollup_year ORDER BY period;
RESET extra_float_digits;
-- They say what plain SQL says of the rows.
SELECT count(*) AS groups, count(*) FILTER (WHERE (m.score_nps, m.score_low, m.score_high, m.rating_csat, m.rating_low, m.solved_rate, m.score_answers, m.score_promoters, m.rating_satisfied) IS DISTINCT FROM
         (p.nps, p.nps_low, p.nps_high, p.csat, p.csat_low, p.rate, p.answers, p.promoters, p.satisfied)) AS wrong
  FROM months AS m FULL JOIN (
    SELECT date_trunc('month', answered_at AT TIME ZONE 'Europe/Berlin')::date AS period, team, nps(score), nps_low(tally(score)), nps_high(tally(score)),
           csat(rating), csat_low(tally(rating)), rate(solved), count(score) AS answers, count(*) FILTER (WHERE score >= 9) AS promoters, count(*) FILTER (WHERE rating >= 4) AS satisfied
      FROM answers GROUP BY 1, 2) AS p ON (m.period, coalesce(m.team, '-')) = (p.period, coalesce(p.team, '-'));
SELECT (SELECT sum(score_answers) FROM answers_rollup_numbers) AS by_day, (SELECT sum(score_answers) FROM answers_rollup_week) AS by_week,
       (SELECT sum(score_answers) FROM answers_rollup_quarter) AS by_quarter, (SELECT bool_and(extract(isodow FROM period) = 1) FROM answers_rollup_week) AS mondays;
SELECT e.* FROM unnest(ARRAY[$$SELECT rollup_view('answers_rollup', 'decade')$$, $$SELECT rollup_view('answers_rollup', NULL)$$,
                             $$SELECT rollup_view('answers_rollup', 'year', '{score}')$$, $$SELECT rollup_view('answers_rollup', 'year', '{}')$$,
                             $$SELECT rollup_view('months', 'year')$$]) AS s, error_of(s) AS e;

--
-- Metrics, scales, grains, filters, expressions, names
--
CREATE TABLE surveys (day date, at timestamp, "Team Name" text, a smallint, b bigint, c real, d double precision, e boolean, f integer, g text);
INSERT INTO surveys
SELECT date '2024-12-30' + i / 3, timestamp '2024-12-30 10:30' + i * interval '7 hours', 'T' || i % 2, i % 7 + 1, i % 11, i % 8, i % 101, i % 3 = 0, i % 10 + 1, 'g' || i % 2
  FROM generate_series(0, 199) AS i;
SELECT rollup_create('surveys', 'day', ARRAY['csat(1,7,6): a', 'nps:b', 'ces(1, 7, true):c', 'mean: d', 'rate:e', 'nps(1,10,6,9) : f', 'mean(1,7): a * 2 AS doubled', 'd / 2 AS half', 'rate: g = ''g0'' AS g0'],
                     ARRAY['Team Name', 'upper(g) AS "G ""up"""', 'g IS NULL AS without'], 'month', filter => 'b <> 3 OR b IS NULL', name => 'Survey months');
SELECT count(*) FROM rollup_check('"Survey months"');
SELECT n.period, n."Team Name", n."G ""up""", n.a_csat = csat(tally(s.a), 1, 7, 6) AS a, n.b_nps = nps(tally(s.b)) AS b,
       n.c_ces = ces(tally(s.c) FILTER (WHERE s.c >= 1), 1, 7, true) AS c, n.d_mean = avg(d) AS d, n.e_rate = rate(e) AS e, n.f_nps = nps(tally(s.f), 1, 10, 6, 9) AS f,
       n.doubled_answers = count(*) FILTER (WHERE a <= 3) AS doubled, n.half_off_scale = count(*) FILTER (WHERE d / 2 <> trunc(d / 2)) AS half, n.g0_rate
  FROM "Survey months_numbers" AS n JOIN surveys AS s ON n.period = date_trunc('month', s.day) AND n."Team Name" = s."Team Name" AND n."G ""up""" = upper(s.g) AND (s.b <> 3 OR s.b IS NULL)
 GROUP BY n.period, n."Team Name", n."G ""up""", n.a_csat, n.b_nps, n.c_ces, n.d_mean, n.e_rate, n.f_nps, n.doubled_answers, n.half_off_scale, n.g0_rate ORDER BY 1, 2, 3;
INSERT INTO surveys (day, b) VALUES ('2025-01-01', 3), ('2025-01-01', 4), ('2025-01-01', NULL), (NULL, 5), ('infinity', 6);
UPDATE surveys SET b = 3 WHERE b = 5;
SELECT count(*) FROM rollup_check('"Survey months"');
SELECT period, b FROM "Survey months" WHERE "Team Name" IS NULL ORDER BY period;
SELECT e.message FROM unnest('{day,week,month,quarter,year}'::text[]) AS grain, error_of(format($$SELECT rollup_view('"Survey months"', '%s', '{}', 'by %1$s')$$, grain)) AS e;
SELECT rollup_create('surveys', 'at', '{nps:b}', grain => grain, name => 'surveys_' || grain) FROM unnest('{hour,day,week,quarter,year}'::text[]) AS grain;
SELECT (SELECT count(DISTINCT period) = count(period) AND bool_and(period = date_trunc('hour', period)) FROM surveys_hour) AS hour,
       (SELECT array_agg(period) FROM (SELECT period FROM surveys_week ORDER BY 1 LIMIT 2) AS w) AS weeks,
       (SELECT array_agg(period ORDER BY period) FROM surveys_quarter) AS quarters, (SELECT array_agg(period ORDER BY period) FROM surveys_year) AS years;
SELECT pg_typeof(h.period) AS hour, pg_typeof(w.period) AS week FROM surveys_hour AS h, surveys_week AS w LIMIT 1;
SELECT rollup_view('surveys_hour', 'day');
SELECT count(*) AS groups, (SELECT count(*) FROM ((TABLE surveys_hour_day EXCEPT TABLE surveys_day_numbers) UNION ALL (TABLE surveys_day_numbers EXCEPT TABLE surveys_hour_day)) AS d) AS differ
  FROM surveys_day_numbers;
-- Without backfill the table is locked but for a moment; what was there is counted later.
SELECT rollup_create('surveys', 'at', '{nps:b}', name => 'later', backfill => false);
INSERT INTO surveys (at, b) VALUES ('2025-09-09 09:09', 9);
SELECT period, b FROM later;
SELECT rollup_refresh('later', until => '2025-01-01') AS first_days, rollup_refresh('later') AS other_days;
SELECT count(*) AS found FROM rollup_check('later');

--
-- rollup_drop leaves nothing, and takes nothing that is another's
--
CREATE VIEW of_another AS SELECT * FROM answers_rollup;
SELECT e.state, e.message FROM error_of($$SELECT rollup_drop('answers_rollup')$$) AS e;
DROP VIEW of_another;
SELECT rollup_drop(r) FROM unnest('{answers_rollup,surveys_hour,surveys_day,surveys_week,surveys_quarter,surveys_year,later}'::regclass[]) AS r;
SELECT rollup_drop('"Survey months"');
SELECT relname, relkind FROM pg_class WHERE relnamespace = 'rollups'::regnamespace AND relkind IN ('r', 'v') ORDER BY relname COLLATE "C";
SELECT proname FROM pg_proc WHERE pronamespace = 'rollups'::regnamespace ORDER BY 1;
SELECT count(*) AS triggers FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE c.relnamespace = 'rollups'::regnamespace;
SELECT e.* FROM unnest('{answers,plain}'::text[]) AS s, error_of(format('SELECT rollup_drop(%L)', s)) AS e;

DROP SCHEMA rollups CASCADE;
