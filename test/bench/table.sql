-- The rows, the same in every run of the same size: all but the time is a hash
-- of the number of the row.

CREATE FUNCTION spread(id bigint, seed bigint, size integer) RETURNS integer
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	AS $$ SELECT ((hashint8extended(id, seed) & 2147483647) % size)::integer $$;

-- Answers of three years, in order of time, by 100,000 customers (fewer where
-- there are fewer than 30 rows for each) to 20 teams.
-- One in twenty gave no score, the others spread as in an ordinary survey.
CREATE UNLOGGED TABLE response (
	id			bigint NOT NULL,
	customer	integer NOT NULL,
	team		integer NOT NULL,
	answered_at	timestamptz NOT NULL,
	score		integer,			-- 0 to 10
	csat		integer NOT NULL,	-- 1 to 5
	effort		integer NOT NULL	-- 1 to 7
);
INSERT INTO response
SELECT id,
	   1 + spread(id, 1, least(100000, :rows / 30 + 1)),
	   1 + spread(id, 2, 20),
	   timestamptz '2021-01-01 00:00+00' + (id - 1) * (interval '1095 days' / :rows),
	   CASE WHEN spread(id, 3, 20) > 0
			THEN width_bucket(spread(id, 4, 100),
							  ARRAY[3, 4, 6, 8, 11, 18, 25, 38, 58, 75]) END,
	   1 + spread(id, 5, 5),
	   1 + spread(id, 6, 7)
FROM generate_series(1, :rows) AS id;

-- The same answers with weights around 1.
CREATE UNLOGGED TABLE weighted (
	id			bigint NOT NULL,
	score		integer,
	weight		double precision NOT NULL
);
INSERT INTO weighted
SELECT id, score, 0.5 + spread(id, 7, 1000) / 1000.0 FROM response;

-- A quarter of them in a table that begins with text, as many do.
CREATE UNLOGGED TABLE worded AS
SELECT 'customer' || customer || '@example.com' AS customer, 'team ' || team AS team,
	   answered_at, score
FROM response
WHERE id % 4 = 0;

-- And in very small groups: 950,000 of them if there are three million rows.
CREATE UNLOGGED TABLE visit (visit integer NOT NULL, score integer);
INSERT INTO visit
SELECT spread(id, 8, greatest(1, :rows / 3)), score FROM response;

-- A table as people have them: wide, with a key, a text and a document in front,
-- and the score at the end.
CREATE UNLOGGED TABLE survey (
	id			uuid NOT NULL,
	email		text NOT NULL,
	data		jsonb NOT NULL,
	channel		text NOT NULL,
	answered_at	timestamptz NOT NULL,
	customer	integer NOT NULL,
	rating		text NOT NULL,
	answer		text NOT NULL,		-- the score, or '' if there is none
	csat		integer NOT NULL,
	effort		smallint,
	exact		numeric,			-- the score
	wait		interval NOT NULL,
	weight		double precision NOT NULL,
	abandoned	boolean NOT NULL,
	score		integer
);
INSERT INTO survey
SELECT md5(id::text)::uuid, 'customer' || customer || '@example.com',
	   jsonb_build_object('nps', score::text, 'browser', 'Firefox', 'visit', id),
	   'channel ' || team % 5, answered_at, customer,
	   (ARRAY['good', 'fair', 'poor'])[1 + csat % 3], coalesce(score::text, ''), csat,
	   nullif(effort, 7), score, effort * interval '7 seconds', 0.5 + effort / 7.0,
	   effort = 1, score
FROM response;

-- A table in production: uuids and texts first, comments of up to 300 bytes, an
-- index on the time; 3 % of the rows updated and 2 % deleted since the last
-- vacuum.  Beside it the accounts that the answers are from.
CREATE UNLOGGED TABLE feedback (
	id			uuid NOT NULL,
	account		uuid NOT NULL,
	channel		text NOT NULL,
	team		text NOT NULL,
	answered_at	timestamptz NOT NULL,
	score		smallint,
	csat		smallint,			-- one in four has none
	comment		text				-- one in three has one
);
INSERT INTO feedback
SELECT md5(id::text)::uuid,
	   md5((1 + spread(id, 12, least(200000, :rows / 15 + 1)))::text)::uuid,
	   'channel ' || spread(id, 13, 4), 'team ' || team, answered_at, score,
	   CASE WHEN spread(id, 14, 4) > 0 THEN csat END,
	   CASE WHEN spread(id, 15, 3) = 0 THEN repeat('word ', spread(id, 16, 60)) END
FROM response;
CREATE INDEX ON feedback (answered_at);
UPDATE feedback SET csat = 5 WHERE abs(uuid_hash(id) % 100) <= 2;
DELETE FROM feedback WHERE abs(uuid_hash(id) % 100) IN (3, 4);

CREATE UNLOGGED TABLE account AS
SELECT md5(id::text)::uuid AS id, 'segment ' || id % 7 AS segment, md5(id::text) AS name
FROM generate_series(1, least(200000, :rows / 15 + 1)) AS id;
ALTER TABLE account ADD PRIMARY KEY (id);

-- The other side of a join.
CREATE UNLOGGED TABLE customer AS
SELECT id, 'segment ' || id % 7 AS segment, md5(id::text) AS name
FROM (SELECT DISTINCT customer AS id FROM response) AS known;

-- A view that reports are made from.
CREATE VIEW answer AS
SELECT segment, customer, team, answered_at, score
FROM response
JOIN customer ON customer.id = response.customer;

-- Customers who come and, two thirds of them, go.
CREATE UNLOGGED TABLE subscription (id bigint NOT NULL, joined date NOT NULL, gone date);
INSERT INTO subscription
SELECT id, date '2021-01-01' + joined,
	   CASE WHEN spread(id, 10, 3) > 0 THEN date '2021-01-01' + joined + spread(id, 11, 700) END
FROM (SELECT id, spread(id, 9, 1000) AS joined FROM response) AS started;

CREATE UNLOGGED TABLE few AS
SELECT id::integer, score FROM response LIMIT 10;

-- What a rollup table holds: a row for each day and team, with counts for the
-- hand-written queries and with a tally.
CREATE UNLOGGED TABLE daily AS
SELECT answered_at::date AS day, team,
	   count(*) FILTER (WHERE score >= 9)::integer AS promoters,
	   count(*) FILTER (WHERE score <= 6)::integer AS detractors,
	   count(score)::integer                       AS answered,
	   tally(score)                                AS scores
FROM response
GROUP BY 1, 2
ORDER BY 1, 2;

-- A series of 100,000 rows to move a frame along.
CREATE UNLOGGED TABLE series AS
SELECT ((id - 1) * 100000 / :rows)::integer AS n, min(score) AS score, tally(score) AS scores
FROM response
GROUP BY 1
ORDER BY 1;

-- For DuckDB, whose timestamps have no zone unless an extension is loaded.  Of
-- the wide table it gets the columns that are read, as it reads no others.
CREATE VIEW exported_response AS
SELECT id, customer, team, answered_at AT TIME ZONE 'UTC', score, csat, effort
FROM response;
CREATE VIEW exported_survey AS
SELECT email, channel, answered_at AT TIME ZONE 'UTC', score
FROM survey;

-- Without this the planner takes every time for a month of its own.
SELECT :SERVER_VERSION_NUM >= 140000 AS has_statistics_on_expressions \gset
\if :has_statistics_on_expressions
CREATE STATISTICS month_of ON (date_trunc('month', answered_at)) FROM response;
\endif

VACUUM (ANALYZE, FREEZE) response;
VACUUM (ANALYZE, FREEZE) weighted;
VACUUM (ANALYZE, FREEZE) worded;
VACUUM (ANALYZE, FREEZE) visit;
VACUUM (ANALYZE, FREEZE) survey;
VACUUM (ANALYZE, FREEZE) customer;
ANALYZE feedback;
VACUUM (ANALYZE) account;
VACUUM (ANALYZE, FREEZE) subscription;
VACUUM (ANALYZE, FREEZE) few;
VACUUM (ANALYZE, FREEZE) daily;
VACUUM (ANALYZE, FREEZE) series;
CHECKPOINT;
