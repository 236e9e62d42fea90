--
-- tools: answers as survey and help desk tools store them, in their tables,
-- types and codes, each with its traps, and with the number that the tool's own
-- screen shows, where that is another one
--
\pset null NULL

-- Chatwoot: integers 1 to 5
CREATE TABLE csat_survey_responses (id bigserial PRIMARY KEY, account_id bigint NOT NULL,
  conversation_id bigint NOT NULL, message_id bigint NOT NULL UNIQUE, rating integer NOT NULL,
  feedback_message text, contact_id bigint NOT NULL, assigned_agent_id bigint,
  created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL);
INSERT INTO csat_survey_responses (account_id, conversation_id, message_id, rating, contact_id, assigned_agent_id, created_at, updated_at)
  SELECT 1, i, i, ('{5,4,3,1,5}'::int[])[i], 10 + i, nullif(20 + i % 2, 20), '2024-05-01', '2024-05-01' FROM generate_series(1, 5) AS i;
-- Its screen: (4s + 5s) / answers, with two decimals
SELECT csat(rating), to_char(100.0 * count(*) FILTER (WHERE rating >= 4) / count(*), 'FM990.00') AS its_screen FROM csat_survey_responses;
SELECT assigned_agent_id, csat(rating)::numeric(9,6), count(*) FROM csat_survey_responses GROUP BY assigned_agent_id ORDER BY assigned_agent_id;

-- Formbricks: jsonb and quoted names.  A dismissed question has a time but no
-- number, and its own screen counts it into the denominator.
CREATE TABLE "Response" (id text PRIMARY KEY, created_at timestamp(3) NOT NULL, updated_at timestamp(3) NOT NULL,
  finished boolean NOT NULL, "surveyId" text NOT NULL, "contactId" text,
  data jsonb NOT NULL DEFAULT '{}', ttc jsonb NOT NULL DEFAULT '{}', language text);
INSERT INTO "Response" (id, created_at, updated_at, finished, "surveyId", data, ttc)
  SELECT 'r' || n, '2024-05-01', '2024-05-01', n < 6, 's1', data::jsonb, ttc::jsonb
    FROM (VALUES (1, '{"q_nps": 10}', '{"q_nps": 1200}'), (2, '{"q_nps": 9}', '{"q_nps": 900}'), (3, '{"q_nps": 7}', '{"q_nps": 700}'),
                 (4, '{"q_nps": 3}', '{"q_nps": 3000}'), (5, '{}', '{"q_nps": 500}'), (6, '{}', '{}')) AS v(n, data, ttc);
SELECT nps((data->>'q_nps')::int) FROM "Response" WHERE "surveyId" = 's1';
SELECT nps(CASE WHEN jsonb_typeof(data->'q_nps') = 'number' THEN (data->>'q_nps')::int
                WHEN (ttc->>'q_nps')::float8 > 0 THEN 7 END) AS its_screen FROM "Response";
-- An empty string, text of another kind of question, and 9.0: only the test of
-- the type serves them all; and what is no whole number is an error.
INSERT INTO "Response" (id, created_at, updated_at, finished, "surveyId", data) VALUES
  ('r7', '2024-05-02', '2024-05-02', true, 's1', '{"q_nps": ""}'), ('r8', '2024-05-02', '2024-05-02', true, 's1', '{"q_nps": "fine"}'),
  ('r9', '2024-05-02', '2024-05-02', true, 's1', '{"q_nps": 9.0}'), ('r10', '2024-05-02', '2024-05-02', true, 's1', '{"q_nps": null}');
SELECT nps((data->>'q_nps')::int) FROM "Response" WHERE id = 'r7';
SELECT nps((data->>'q_nps')::int) FROM "Response" WHERE id = 'r9';
SELECT nps((data->'q_nps')::numeric) FILTER (WHERE jsonb_typeof(data->'q_nps') = 'number'), count(*) FROM "Response";
INSERT INTO "Response" (id, created_at, updated_at, finished, "surveyId", data) VALUES ('r11', '2024-05-03', '2024-05-03', true, 's1', '{"q_nps": 6.5}');
SELECT nps((data->'q_nps')::numeric) FILTER (WHERE jsonb_typeof(data->'q_nps') = 'number') FROM "Response";
SELECT nps(floor((data->'q_nps')::numeric)) FILTER (WHERE jsonb_typeof(data->'q_nps') = 'number')::numeric(9,6) AS floor FROM "Response";

-- Formbricks Hub: one table for all kinds of questions, told apart by field_type.
-- Its guide takes the mean for "NPS over time", and a count of all rows mixes
-- kinds.  Here with the answers of the airport survey.
CREATE TABLE feedback_records (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, collected_at timestamptz NOT NULL, source_type text NOT NULL,
  field_id text NOT NULL, field_type text NOT NULL, value_text text, value_number double precision, value_boolean boolean, user_id text);
\set ECHO none
\i test/data/survey.sql
\set ECHO all
INSERT INTO feedback_records (collected_at, source_type, field_id, field_type, value_number, user_id)
  SELECT interview_date, 'survey', 'recommend', 'nps', nullif(netpro, 11), year || '-' || respnum FROM survey UNION ALL
  SELECT interview_date, 'survey', 'overall', 'csat', CASE WHEN q7all ~ '^[1-5]$' THEN q7all::int END, year || '-' || respnum FROM survey;
DROP TABLE survey;
SELECT extract(year FROM collected_at) AS year, round(avg(value_number)::numeric, 2) AS its_guide, round(nps(value_number)::numeric, 2) AS nps
  FROM feedback_records WHERE field_type = 'nps' GROUP BY 1 ORDER BY 1;
SELECT round(100.0 * (count(*) FILTER (WHERE value_number >= 9) - count(*) FILTER (WHERE value_number <= 6)) / count(*), 2) AS all_kinds,
       round(100.0 * (count(*) FILTER (WHERE field_type = 'nps' AND value_number >= 9) - count(*) FILTER (WHERE field_type = 'nps' AND value_number <= 6)) /
             count(*) FILTER (WHERE field_type = 'nps'), 2) AS unanswered_counted,
       round((nps(value_number) FILTER (WHERE field_type = 'nps'))::numeric, 2) AS nps,
       round((csat(value_number) FILTER (WHERE field_type = 'csat'))::numeric, 2) AS csat
  FROM feedback_records;

-- Zendesk by Fivetran: words, of which only two are answers
CREATE SCHEMA zendesk;
CREATE TABLE zendesk.satisfaction_rating (id bigint PRIMARY KEY, ticket_id bigint, requester_id bigint,
  assignee_id bigint, group_id bigint, score text, comment text, reason text, url text,
  created_at timestamptz, updated_at timestamptz, _fivetran_synced timestamptz);
INSERT INTO zendesk.satisfaction_rating (id, score)
  SELECT i, s FROM unnest('{good,good,bad,offered,good,unoffered,bad,offered}'::text[]) WITH ORDINALITY AS v(s, i);
-- Its screen: good / (good + bad)
SELECT csat(score = 'good') FILTER (WHERE score IN ('good','bad')), csat(score = 'good') AS without_filter FROM zendesk.satisfaction_rating;

-- Odoo: double precision, where 0 means not answered yet
CREATE TABLE rating_rating (id serial PRIMARY KEY, res_model varchar, res_id integer NOT NULL, parent_res_model varchar,
  rated_partner_id integer, partner_id integer, rating double precision CHECK (rating >= 0 AND rating <= 5),
  rating_text varchar, feedback text, consumed boolean, access_token varchar, create_date timestamp, write_date timestamp);
INSERT INTO rating_rating (res_id, rating, consumed) VALUES (1, 5, true), (2, 3, true), (3, 1, true), (4, 0, false), (5, 4, true);
-- Its screen: satisfied from 4 in most versions, from 5 in version 15
SELECT csat(rating) FILTER (WHERE consumed AND rating > 0), csat(nullif(rating, 0)) AS same,
       csat(tally(nullif(rating, 0)), satisfied_min => 5) AS version_15 FROM rating_rating;
SELECT csat(tally(rating), scale_min => 0, satisfied_min => 4) AS unanswered_as_worst FROM rating_rating;
SELECT csat(rating) FROM rating_rating;

-- LimeSurvey: a wide table, column names that begin with a digit, codes as
-- text, empty strings, unfinished rows
CREATE TABLE lime_survey_123456 (id serial PRIMARY KEY, token varchar(36), submitdate timestamp, lastpage integer,
  startlanguage varchar(20) NOT NULL, seed varchar(31),
  "123456X1X2" varchar(5), "123456X1X3" varchar(1), "123456X1X4" numeric(30,10));
INSERT INTO lime_survey_123456 (submitdate, startlanguage, "123456X1X2", "123456X1X3", "123456X1X4") VALUES
  ('2024-05-01', 'en', '10', '5', 9), ('2024-05-01', 'en', '9', '4', 8), ('2024-05-02', 'de', '2', '1', 0),
  (NULL, 'en', '10', '5', 10), ('2024-05-03', 'en', '', '', NULL);
SELECT nps(nullif("123456X1X2",'')::int)::numeric(9,6), csat(nullif("123456X1X3",'')::int)::numeric(9,6), nps("123456X1X4") AS numeric
  FROM lime_survey_123456 WHERE submitdate IS NOT NULL;
-- Those who left in the middle count, unless they are left out.
SELECT nps(nullif("123456X1X2",'')::int) AS with_unfinished FROM lime_survey_123456;

-- Discourse number poll: rows of votes, and counts of those made anonymous
CREATE TABLE polls (id bigserial PRIMARY KEY, post_id bigint, name varchar NOT NULL, type integer NOT NULL,
  status integer NOT NULL, min integer, max integer, step integer, anonymous_voters integer);
CREATE TABLE poll_options (id bigserial PRIMARY KEY, poll_id bigint, digest varchar NOT NULL, html text NOT NULL, anonymous_votes integer);
CREATE TABLE poll_votes (poll_id bigint, poll_option_id bigint, user_id bigint);
INSERT INTO polls (name, type, status, min, max, step, anonymous_voters) VALUES ('poll', 2, 1, 1, 10, 1, 5);
INSERT INTO poll_options (poll_id, digest, html, anonymous_votes)
  SELECT 1, 'd' || i, i::text, CASE i WHEN 10 THEN 4 WHEN 3 THEN 1 END FROM generate_series(1, 10) AS i;
INSERT INTO poll_votes SELECT 1, o.id, v.score FROM unnest('{9,10,6,8}'::int[]) AS v(score) JOIN poll_options AS o ON o.html = v.score::text;
-- Its screen: the mean of a number poll
SELECT nps(score)::numeric(9,6), avg(score)::numeric(9,6) AS its_screen FROM (SELECT o.html::int AS score FROM poll_options o JOIN poll_votes v ON v.poll_option_id = o.id
  UNION ALL SELECT o.html::int FROM poll_options o, generate_series(1, coalesce(o.anonymous_votes,0))) q;
SELECT nps(tally + counted)::numeric(9,6) AS without_rows_made_up
  FROM (SELECT tally(o.html::int) FROM poll_options AS o JOIN poll_votes AS v ON v.poll_option_id = o.id) AS votes,
       (SELECT tally_counted(html::int, anonymous_votes) AS counted FROM poll_options) AS anonymous;

-- Intercom, Freshdesk, Flowise, Help Scout: a NULL among the answers, codes
-- beyond any scale, words, and 1 for the best
SELECT csat(rating)::numeric(9,6) AS intercom FROM (VALUES (5), (4), (NULL), (1)) AS v(rating);
SELECT csat((ratings->>'default_question')::int > 100) AS freshdesk
  FROM (VALUES ('{"default_question": 103}'::jsonb), ('{"default_question": 101}'), ('{"default_question": 100}'), ('{"default_question": -103}')) AS v(ratings);
SELECT csat((ratings->>'default_question')::int) FROM (VALUES ('{"default_question": -103}'::jsonb)) AS v(ratings);
SELECT csat(rating = 'THUMBS_UP')::numeric(9,6) AS flowise FROM (VALUES ('THUMBS_UP'), ('THUMBS_DOWN'), ('THUMBS_UP')) AS v(rating);
-- Its screen: great minus not good
SELECT csat(rating_id = 1) AS help_scout, csat_net(tally(4 - rating_id), scale_max => 3, satisfied_min => 3) AS its_screen FROM (VALUES (1), (2), (1), (3)) AS v(rating_id);

-- A question of 1 to 10, as some tools ask it: the scale must be stated, for no
-- answer tells it from one of 0 to 10; there the score is the same with the usual
-- cut points, and a 1 is a detractor on both.
SELECT nps(score), nps(tally(score), scale_min => 1, detractor_max => 6, promoter_min => 9) AS stated FROM (VALUES (1), (7), (9), (10)) AS v(score);
SELECT nps(tally(score), scale_min => 1, detractor_max => 6, promoter_min => 9) FROM (VALUES (0), (7), (9), (10)) AS v(score);
-- Thumbs as 0 and 1 (Dixa)
SELECT csat(thumb = 1)::numeric(9,6) AS thumbs FROM (VALUES (1), (0), (1), (NULL)) AS v(thumb);

-- A dashboard's rollup by month, added up to the year, against the rows
CREATE TABLE answers (answered_at timestamp, channel text, score int);
INSERT INTO answers
  SELECT timestamp '2024-01-01' + i * interval '5 hours', ('{email,app,web}'::text[])[1 + i % 3], nullif((i * 7919 + i / 7) % 12, 11)
    FROM generate_series(0, 1700) AS i;
CREATE TABLE monthly AS SELECT date_trunc('month', answered_at) AS month, channel, tally(score) AS scores, count(*) AS asked FROM answers GROUP BY 1, 2;
SELECT channel, tally_count(sum(scores)) AS answered, nps(sum(scores)) = (SELECT nps(score) FROM answers AS a WHERE a.channel = r.channel) AS same_score
  FROM monthly AS r GROUP BY channel ORDER BY channel COLLATE "C";
-- an upsert into a row that is there or not
CREATE TABLE live (channel text PRIMARY KEY, scores tally NOT NULL DEFAULT '{}');
INSERT INTO live SELECT channel, tally(score) FROM answers WHERE score >= 9 GROUP BY channel
  ON CONFLICT (channel) DO UPDATE SET scores = live.scores + excluded.scores;
INSERT INTO live SELECT channel, tally(score) FROM answers WHERE score < 9 GROUP BY channel
  ON CONFLICT (channel) DO UPDATE SET scores = live.scores + excluded.scores;
INSERT INTO live SELECT channel, tally(score) FROM answers WHERE score IS NULL GROUP BY channel
  ON CONFLICT (channel) DO UPDATE SET scores = live.scores + excluded.scores;
SELECT sum(scores) = (SELECT tally(score) FROM answers) AS same FROM live;

DROP TABLE csat_survey_responses, "Response", feedback_records, rating_rating, lime_survey_123456, polls, poll_options, poll_votes, answers, monthly, live;
DROP TABLE zendesk.satisfaction_rating;
DROP SCHEMA zendesk;
