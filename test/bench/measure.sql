-- The stopwatch.

-- A contender at an item of work.  Where several have one label, they are
-- different ways to write the same, and the fastest stands for them.
CREATE TABLE contender (
	position	integer GENERATED ALWAYS AS IDENTITY,
	item		text NOT NULL,
	label		text NOT NULL,
	query		text NOT NULL,
	variant		text NOT NULL DEFAULT '',
	workers		integer NOT NULL DEFAULT 0,
	leader		boolean NOT NULL DEFAULT true,	-- works, too
	page_scan	boolean NOT NULL DEFAULT true,
	times		integer NOT NULL DEFAULT 1	-- in a row, for what is over too soon
);

-- Which contender is compared with which, and the goal, if we have one.
CREATE TABLE comparison (
	position	integer GENERATED ALWAYS AS IDENTITY,
	item		text NOT NULL,
	label		text NOT NULL,
	rival		text NOT NULL,
	goal		text
);

CREATE TABLE measurement (
	item			text NOT NULL,
	label			text NOT NULL,
	variant			text NOT NULL,
	run				integer NOT NULL,
	milliseconds	double precision NOT NULL
);

CREATE TABLE memory (
	item		text NOT NULL,
	label		text NOT NULL,
	variant		text NOT NULL,
	kilobytes	integer NOT NULL
);

CREATE TABLE plan (
	item	text NOT NULL,
	label	text NOT NULL,
	variant	text NOT NULL,
	node	text NOT NULL
);

-- Every contender of the server at one item, one after the other.  Each run
-- begins with the next of them.  Run 0 is not recorded, its plans are.
--
-- The time is from when the server begins to plan a query until it has the
-- whole result; sending it to a client is left out.
CREATE PROCEDURE take_turns(wanted text, run integer)
LANGUAGE plpgsql AS $$
DECLARE
	-- without it the server would rather work itself than leave it to one worker
	forcing	text := CASE WHEN current_setting('server_version_num')::integer < 160000
						 THEN 'force_parallel_mode' ELSE 'debug_parallel_query' END;
	c		record;
	node	text;
	began	timestamptz;
	took	double precision;
BEGIN
	FOR c IN
		SELECT *
		FROM contender
		WHERE item = wanted AND label <> 'DuckDB'
		ORDER BY (row_number() OVER (ORDER BY position) + run) % count(*) OVER ()
	LOOP
		PERFORM set_config('max_parallel_workers_per_gather', c.workers::text, true),
				set_config('parallel_leader_participation', c.leader::text, true),
				set_config(forcing, (NOT c.leader)::text, true),
				set_config('satisfaction.page_scan', c.page_scan::text, true);
		IF run = 0 THEN
			FOR node IN EXECUTE 'EXPLAIN (COSTS OFF) ' || c.query LOOP
				INSERT INTO plan VALUES (c.item, c.label, c.variant, node);
			END LOOP;
		END IF;
		began := clock_timestamp();
		FOR i IN 1 .. c.times LOOP
			EXECUTE c.query;
		END LOOP;
		took := 1000 * extract(epoch FROM clock_timestamp() - began) / c.times;
		IF run > 0 THEN
			INSERT INTO measurement VALUES (c.item, c.label, c.variant, run, took);
		END IF;
	END LOOP;
END $$;

-- A figure with three significant digits, or with the decimals it has room for.
CREATE FUNCTION significant(x double precision) RETURNS numeric
	LANGUAGE sql IMMUTABLE STRICT
	AS $$ SELECT round(x::numeric, greatest(0, 2 - floor(log(x))::integer)) $$;

-- The fastest way to write each contender, and its median.
CREATE VIEW best AS
SELECT DISTINCT ON (item, label) item, label, variant, median
FROM (SELECT item, label, variant,
			 percentile_cont(0.5) WITHIN GROUP (ORDER BY milliseconds) AS median
	  FROM measurement
	  GROUP BY item, label, variant) AS medians
ORDER BY item, label, median;

-- Ratio of the medians, and the lowest and the highest that any one run gave.
CREATE VIEW ratio AS
SELECT c.item, c.label AS contender, c.rival,
	   ours.median / theirs.median AS ratio, spread.lowest, spread.highest,
	   theirs.variant AS rival_variant, c.goal
FROM comparison AS c
JOIN best AS ours ON (ours.item, ours.label) = (c.item, c.label)
JOIN best AS theirs ON (theirs.item, theirs.label) = (c.item, c.rival)
CROSS JOIN LATERAL (
	SELECT min(a.milliseconds / b.milliseconds) AS lowest,
		   max(a.milliseconds / b.milliseconds) AS highest
	FROM measurement AS a
	JOIN measurement AS b USING (item, run)
	WHERE item = c.item
	  AND (a.label, a.variant) = (ours.label, ours.variant)
	  AND (b.label, b.variant) = (theirs.label, theirs.variant)) AS spread
ORDER BY c.position;
