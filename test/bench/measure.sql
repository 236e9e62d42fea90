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
	times		integer NOT NULL DEFAULT 1,	-- in a row, for what is over too soon
	work_mem	text,						-- NULL is the server's setting
	prepared	boolean NOT NULL DEFAULT false
);

-- Where memory is measured, too
CREATE TABLE measured_memory (item text NOT NULL);
INSERT INTO measured_memory VALUES
('all rows'), ('by team'), ('by customer'), ('by customer, 4 MB'), ('by e-mail'), ('by e-mail, 4 MB'),
('by visit'), ('by visit, 4 MB');

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

-- The milliseconds of CPU time that this process has had, so that a busy machine
-- does not count, or else, where there is no such figure, what the clock says.
-- The kernel brings schedstat up to date when it shows stat.
CREATE FUNCTION milliseconds_of_cpu() RETURNS double precision
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_read_file('/proc/self/stat', 0, 1000);
	RETURN split_part(pg_read_file('/proc/self/schedstat', 0, 1000), ' ', 1)::double precision / 1e6;
EXCEPTION WHEN undefined_file THEN
	RETURN 1000 * extract(epoch FROM clock_timestamp());
END $$;

-- Run a query some times.
CREATE PROCEDURE run_contender(query text, times integer, prepared boolean)
LANGUAGE plpgsql AS $$
BEGIN
	IF prepared THEN
		query := 'EXECUTE contender';
	END IF;
	FOR i IN 1 .. times LOOP
		EXECUTE query;
	END LOOP;
END $$;

-- Every contender of the server at one item, one after the other.  Each run
-- begins with the next of them.  Run 0 is not recorded, its plans are.
--
-- The time is from when the server begins to plan a query until it has the
-- whole result; sending it to a client is left out.  Where workers help it is
-- what the clock says, and the CPU time of the process otherwise.
CREATE PROCEDURE take_turns(wanted text, run integer)
LANGUAGE plpgsql AS $$
DECLARE
	-- without it the server would rather work itself than leave it to one worker
	forcing	text := CASE WHEN current_setting('server_version_num')::integer < 160000
						 THEN 'force_parallel_mode' ELSE 'debug_parallel_query' END;
	c		record;
	node	text;
	by_cpu	boolean;
	began	double precision;
	took	double precision;
BEGIN
	by_cpu := NOT EXISTS (SELECT FROM contender WHERE item = wanted AND workers > 0);
	FOR c IN
		SELECT *
		FROM contender
		WHERE item = wanted AND label <> 'DuckDB'
		ORDER BY (row_number() OVER (ORDER BY position) + run) % count(*) OVER ()
	LOOP
		PERFORM set_config('max_parallel_workers_per_gather', c.workers::text, true),
				set_config('parallel_leader_participation', c.leader::text, true),
				set_config(forcing, (NOT c.leader)::text, true),
				set_config('satisfaction.page_scan', c.page_scan::text, true),
				set_config('work_mem', coalesce(c.work_mem, current_setting('work_mem')), true);
		IF run = 0 THEN
			FOR node IN EXECUTE 'EXPLAIN (COSTS OFF) ' || c.query LOOP
				INSERT INTO plan VALUES (c.item, c.label, c.variant, node);
			END LOOP;
		END IF;
		IF c.prepared THEN
			EXECUTE 'PREPARE contender AS ' || c.query;
		END IF;
		began := CASE WHEN by_cpu THEN milliseconds_of_cpu()
					  ELSE 1000 * extract(epoch FROM clock_timestamp()) END;
		CALL run_contender(c.query, c.times, c.prepared);
		took := CASE WHEN by_cpu THEN milliseconds_of_cpu()
					 ELSE 1000 * extract(epoch FROM clock_timestamp()) END;
		took := (took - began) / c.times;
		IF c.prepared THEN
			DEALLOCATE contender;
		END IF;
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

-- Was a goal reached?  They read "at most 0.40" or "below 1".
CREATE FUNCTION is_reached(ratio double precision, goal text) RETURNS boolean
	LANGUAGE sql IMMUTABLE
	AS $$ SELECT ratio < substring(goal FROM '[0-9.]+$')::double precision +
				 CASE WHEN goal LIKE 'at most%' THEN 0.0005 ELSE 0 END $$;

-- The peak of the memory of each contender, divided by that of the fastest way
-- to write it by hand.
CREATE VIEW memory_ratio AS
SELECT ours.item, ours.kilobytes, ours.kilobytes::double precision / theirs.kilobytes AS ratio
FROM memory AS ours
JOIN best ON (best.item, best.label) = (ours.item, 'hand-written SQL')
JOIN memory AS theirs ON (theirs.item, theirs.label, theirs.variant) = (best.item, best.label, best.variant)
WHERE ours.label = 'satisfaction';

-- A line for each item: the ratio to the fastest way to write it by hand, what
-- it is without the page scan, beside DuckDB, and of the memory.
CREATE VIEW summary AS
SELECT (SELECT min(position) FROM comparison WHERE item = ours.item) AS position,
	   ours.item AS work, ours.ratio, ours.lowest, ours.highest, ours.rival_variant AS way,
	   executor.ratio AS without_page_scan, ours.goal, is_reached(ours.ratio, ours.goal) AS reached,
	   duckdb.ratio AS to_duckdb, duckdb.goal AS goal_to_duckdb,
	   is_reached(duckdb.ratio, duckdb.goal) AS reached_to_duckdb,
	   memory_ratio.ratio AS memory, memory_ratio.kilobytes
FROM ratio AS ours
LEFT JOIN ratio AS executor
	ON (executor.item, executor.contender, executor.rival) = (ours.item, 'executor', ours.rival)
LEFT JOIN ratio AS duckdb
	ON (duckdb.item, duckdb.contender, duckdb.rival) = (ours.item, 'satisfaction', 'DuckDB')
LEFT JOIN memory_ratio ON memory_ratio.item = ours.item
WHERE ours.contender = ANY (ARRAY['satisfaction', 'nps']) AND ours.rival = 'hand-written SQL';

-- A ratio for a table of Markdown: a loss is bold.
CREATE FUNCTION shown(ratio double precision) RETURNS text
	LANGUAGE sql IMMUTABLE
	AS $$ SELECT coalesce(format(CASE WHEN ratio >= 1 THEN '**%s**' ELSE '%s' END,
								 significant(ratio)), '') $$;

CREATE FUNCTION shown_goal(goal text, reached boolean) RETURNS text
	LANGUAGE sql IMMUTABLE
	AS $$ SELECT coalesce(goal || CASE WHEN NOT reached THEN ', missed' ELSE '' END, '') $$;

-- The summary as a table of Markdown, line by line
CREATE VIEW markdown AS
SELECT -1 AS position,
	   '| work | by hand | lowest, highest | goal | without page scan | DuckDB | goal | memory |' AS line
UNION ALL
SELECT 0, '|---|---|---|---|---|---|---|---|'
UNION ALL
SELECT position, format('| %s | %s | %s, %s | %s | %s | %s | %s | %s |', work, shown(ratio),
			  significant(lowest), significant(highest), shown_goal(goal, reached),
			  shown(without_page_scan), shown(to_duckdb),
			  shown_goal(goal_to_duckdb, reached_to_duckdb),
			  CASE WHEN memory IS NOT NULL
				   THEN format('%s (%s MB)', shown(memory), round(kilobytes / 1024.0)) END)
FROM summary
ORDER BY position;
