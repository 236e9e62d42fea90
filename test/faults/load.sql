-- What the clients of faults.sh work on: answers, and beside them the tally of
-- each team, kept by every statement that changes answers.
CREATE EXTENSION satisfaction;

CREATE TABLE answers (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	team integer NOT NULL,
	score integer NOT NULL,
	answered_at timestamptz NOT NULL DEFAULT now(),
	note text
);
CREATE INDEX ON answers (team, id);
CREATE TABLE stored (team integer PRIMARY KEY, answers tally NOT NULL) WITH (fillfactor = 50);

CREATE FUNCTION put(rows integer) RETURNS void LANGUAGE sql AS $$
	WITH new AS (
		INSERT INTO answers (team, score, note)
		SELECT floor(random() * 8), floor(random() * 11), repeat('x', (random() * 60)::integer)
		FROM generate_series(1, rows)
		RETURNING team, score
	)
	INSERT INTO stored SELECT team, tally(score) FROM new GROUP BY team ORDER BY team
	ON CONFLICT (team) DO UPDATE SET answers = stored.answers + excluded.answers
$$;

CREATE FUNCTION take(rows integer) RETURNS void LANGUAGE sql AS $$
	WITH gone AS (
		DELETE FROM answers
		WHERE id IN (SELECT id FROM answers WHERE team = floor(random() * 8)
					 LIMIT rows FOR UPDATE SKIP LOCKED)
		RETURNING team, score
	), of_team AS (
		SELECT team, tally(score) AS answers FROM gone GROUP BY team
	)
	UPDATE stored SET answers = stored.answers - of_team.answers
	FROM of_team WHERE of_team.team = stored.team
$$;

CREATE FUNCTION change(rows integer) RETURNS void LANGUAGE sql AS $$
	WITH chosen AS (
		SELECT id, team, score AS before FROM answers WHERE team = floor(random() * 8)
		LIMIT rows FOR UPDATE SKIP LOCKED
	), changed AS (
		UPDATE answers SET score = (before + 1) % 11 FROM chosen WHERE chosen.id = answers.id
		RETURNING answers.team, before, score
	), of_team AS (
		SELECT team, tally(before) AS before, tally(score) AS after FROM changed GROUP BY team
	)
	UPDATE stored SET answers = stored.answers + of_team.after - of_team.before
	FROM of_team WHERE of_team.team = stored.team
$$;

-- Do the stored tallies equal the raw rows, in one snapshot?
CREATE FUNCTION check_stored() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
	wrong bigint;
BEGIN
	SELECT count(*) INTO wrong
	FROM (SELECT team, tally(score) AS raw FROM answers GROUP BY team) r
		FULL JOIN stored s USING (team)
	WHERE coalesce(raw, '{}') <> coalesce(s.answers, '{}');
	IF wrong > 0 THEN
		RAISE EXCEPTION 'stored tallies differ from the raw rows in % teams', wrong USING ERRCODE = 'data_corrupted';
	END IF;
	RETURN (SELECT tally_count(sum(s.answers)) FROM stored s);
END $$;

SELECT put(2000);
