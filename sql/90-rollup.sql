--
-- Rollups: tallies by period and dimensions that keep themselves true
--
-- A rollup x consists of ordinary objects, which belong to the owner of its
-- table:
--
--   x_rows      view: the rows as the rollup reads them; the only place where
--               the expressions are kept
--   x_log       table: what each statement added and removed; only appended to
--   x           view: the tallies, what was added minus what was removed
--   x_numbers   view: the metrics of x as plain numbers
--   x_truncate  trigger of the table, which attaches x_rows to it
--
-- and of triggers for INSERT, UPDATE and DELETE that all rollups of a table
-- share.  They run one function in C, which evaluates the query tree of x_rows.
--
-- There is no registry: the pieces find each other by their dependencies, which
-- survive renaming and a dump.  The trigger x_truncate mentions the row type of
-- x_rows in a condition that is always true, and the views mention that of
-- x_log, those that rollup_view() makes its array type.  The planner removes
-- it, which it would not if it were spelled IS NULL.
--
-- The extension can be moved, so these functions look its schema up, and reach
-- all but pg_catalog by qualified names.
--

CREATE TYPE rollup_check_row AS (
	period timestamp, dimensions jsonb, score text, expected tally, stored tally,
	expected_off_scale bigint, stored_off_scale bigint
);
COMMENT ON TYPE rollup_check_row IS 'one score of a group that differs: its tally by the rows and by the rollup, and the answers off the scale by both';

CREATE TYPE rollup_list_row AS (
	rollup regclass, source regclass, grain text, time_zone text, dimensions text[], scores text[],
	log regclass, log_rows bigint, log_bytes bigint, rows_since_compaction bigint,
	kept_until timestamp, triggers_complete boolean
);
COMMENT ON TYPE rollup_list_row IS 'a rollup: its table and columns, the size of its log, until when periods are frozen, whether its triggers are complete';

CREATE FUNCTION _rollup_count_changes() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rollup_count_changes' LANGUAGE C;
COMMENT ON FUNCTION _rollup_count_changes() IS 'trigger function of the table of a rollup: appends what a statement changed to the log';

CREATE FUNCTION _rollup_discard() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rollup_discard' LANGUAGE C;
COMMENT ON FUNCTION _rollup_discard() IS 'trigger function of the log of a rollup: leaves out rows that no function of rollups inserts';

CREATE FUNCTION _rollup_rows(rows_view regclass, since timestamp, until timestamp) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rollup_rows' LANGUAGE C;
COMMENT ON FUNCTION _rollup_rows(regclass, timestamp, timestamp) IS 'groups of the rows that a rollup reads, without frozen periods, each possibly more than once';

CREATE FUNCTION _rollup_bin(at timestamp, minutes integer) RETURNS timestamp
	AS 'MODULE_PATHNAME', 'rollup_bin' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _rollup_bin(timestamp, integer) IS 'start of the 5, 15 or 30 minutes that contain a time';

CREATE FUNCTION _rollup_period(rows_view regclass, OUT grain text, OUT time_zone text)
	AS 'MODULE_PATHNAME', 'rollup_period' LANGUAGE C STABLE STRICT;
COMMENT ON FUNCTION _rollup_period(regclass) IS 'grain and time zone of a rollup, by its view of rows';

CREATE FUNCTION _rollup_is_groupable(type regtype) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rollup_is_groupable' LANGUAGE C STABLE STRICT;
COMMENT ON FUNCTION _rollup_is_groupable(regtype) IS 'whether values of a type can be hashed and sorted';

-- The pieces of a rollup, by their dependencies.  If the table is gone, or a
-- column of it, so are source and rows_view.
CREATE FUNCTION _rollup_parts(rollup regclass,
	OUT extension text, OUT log regclass, OUT rows_view regclass, OUT numbers regclass, OUT source regclass,
	OUT keys text, OUT dimensions integer, OUT scores integer, OUT kept_until timestamp)
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET DateStyle = 'ISO, YMD'
AS $$
DECLARE
	row_type oid;
	kept text;
BEGIN
	extension := (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction');

	SELECT max(c.oid::bigint), max(c.reltype::bigint) INTO log, row_type
	FROM pg_rewrite AS w
	JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
	JOIN pg_class AS c ON c.oid = d.refobjid AND c.relkind = 'r'
	JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'off_scale1'
	JOIN pg_type AS t ON t.oid = c.reltype
	WHERE w.ev_class = rollup AND
		  EXISTS (SELECT FROM pg_depend AS m WHERE m.classid = d.classid AND m.objid = w.oid AND m.refclassid = 'pg_type'::regclass AND m.refobjid = t.oid) AND
		  NOT EXISTS (SELECT FROM pg_depend AS m WHERE m.classid = d.classid AND m.objid = w.oid AND m.refclassid = 'pg_type'::regclass AND m.refobjid = t.typarray);
	IF log IS NULL THEN
		RAISE EXCEPTION '% is not a rollup', rollup
			USING ERRCODE = 'wrong_object_type', HINT = 'Name the view that rollup_create() returned; rollup_list() lists them.';
	END IF;

	SELECT max(w.ev_class::bigint) FILTER (WHERE r.relation = rollup),
		   max(w.ev_class::bigint) FILTER (WHERE r.relation NOT IN (rollup, log)),
		   max(r.relation::bigint) FILTER (WHERE r.relation NOT IN (rollup, log))
	INTO numbers, rows_view, source
	FROM pg_depend AS d
	JOIN pg_rewrite AS w ON w.oid = d.objid
	CROSS JOIN LATERAL (SELECT DISTINCT s.refobjid AS relation FROM pg_depend AS s
						WHERE s.classid = 'pg_rewrite'::regclass AND s.objid = w.oid AND s.refclassid = 'pg_class'::regclass AND
							  s.refobjsubid > 0 AND s.refobjid <> w.ev_class AND
							  -- not a row type, whose columns a view might name
							  (SELECT relkind FROM pg_class WHERE oid = s.refobjid) <> 'c') AS r
	WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_type'::regclass AND d.refobjid = row_type AND
		  -- not a view that rollup_view() made
		  NOT EXISTS (SELECT FROM pg_depend AS v JOIN pg_type AS t ON t.typarray = v.refobjid
					  WHERE v.classid = d.classid AND v.objid = d.objid AND v.refclassid = d.refclassid AND t.oid = row_type);

	SELECT string_agg(a.attname::text, ', ' ORDER BY a.attnum) FILTER (WHERE a.attname ~ '^(period|dimension)'),
		   count(*) FILTER (WHERE a.attname ~ '^dimension'), count(*) FILTER (WHERE a.attname ~ '^added')
	INTO keys, dimensions, scores
	FROM pg_attribute AS a WHERE a.attrelid = log AND a.attnum > 0 AND NOT a.attisdropped;

	-- The default of the period is where frozen periods end.
	kept := (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef AS d WHERE d.adrelid = log AND d.adnum = 1);
	IF kept IS NOT NULL THEN
		EXECUTE 'SELECT ' || kept INTO kept_until;
	END IF;
END
$$;
COMMENT ON FUNCTION _rollup_parts(regclass) IS 'objects that a rollup consists of';

-- The same, for functions that read the table.  The view of the rows is gone with
-- the table, or with a column that it read; comments on the log say what it was.
CREATE FUNCTION _rollup_require_source(rollup regclass) RETURNS void
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	source regclass;
	columns text;
	lost text;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	IF part.source IS NOT NULL THEN
		RETURN;
	END IF;
	SELECT t.oid INTO source
	FROM to_regclass(substring(obj_description(part.log, 'pg_class') FROM '^rollup of table (.*)$')) AS t (oid)
	WHERE EXISTS (SELECT FROM pg_trigger AS g WHERE g.tgrelid = t.oid AND g.tgfoid = to_regprocedure(part.extension || '._rollup_count_changes()'));
	SELECT string_agg(c.expression, ', ' ORDER BY c.n),
		   string_agg(c.expression, ', ' ORDER BY c.n) FILTER (
			   WHERE c.expression ~ '^("([^"]|"")+"|[a-z_][a-z0-9_$]*)$' AND
					 NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = source AND NOT a.attisdropped AND quote_ident(a.attname) = c.expression))
	INTO columns, lost
	FROM (SELECT a.attnum, col_description(a.attrelid, a.attnum) FROM pg_attribute AS a
		  WHERE a.attrelid = part.log AND a.attname ~ '^(period|dimension|added)') AS c (n, expression);
	IF source IS NULL THEN
		RAISE EXCEPTION 'the table of rollup % does not exist', rollup
			USING ERRCODE = 'undefined_table', DETAIL = format('It was a %s: %s.', obj_description(part.log, 'pg_class'), columns),
				  HINT = 'The rollup can still be read. Use rollup_drop() to drop it.';
	ELSIF lost IS NOT NULL THEN
		RAISE EXCEPTION 'table % of rollup % no longer has column %', source, rollup, lost
			USING ERRCODE = 'undefined_column', DETAIL = format('The rollup read: %s.', columns),
				  HINT = 'The rollup can still be read, but counts nothing. Use rollup_drop() to drop it.';
	ELSE
		RAISE EXCEPTION 'rollup % has lost its view of the rows of table %', rollup, source
			USING ERRCODE = 'undefined_object', DETAIL = format('The rollup read: %s.', columns),
				  HINT = 'Something that its expressions used was dropped. It can still be read, but counts nothing. Use rollup_drop() to drop it.';
	END IF;
END
$$;
COMMENT ON FUNCTION _rollup_require_source(regclass) IS 'raises an error if the table of a rollup is gone, or a column that it reads';

-- A query for the groups from $1 until $2 where x_log and the rows differ.
CREATE FUNCTION _rollup_differences(rollup regclass) RETURNS text
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	list record;
	columns text;
	wanted text;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	-- What is said once a score
	SELECT string_agg(format('r.expected%1$s, NULL::%2$s.tally AS added%1$s, NULL::%2$s.tally AS removed%1$s, r.off_scale%1$s, 0::bigint AS stored_off_scale%1$s', i, extension), ', ') AS expected,
		   string_agg(format('expected%1$s %2$s.tally, off_scale%1$s bigint', i, extension), ', ') AS expected_columns,
		   string_agg(format('NULL, added%1$s, removed%1$s, 0, off_scale%1$s', i), ', ') AS stored,
		   string_agg(format('coalesce(%2$s.sum(expected%1$s), ''{}'') AS expected%1$s, coalesce(%2$s.sum(added%1$s), ''{}'') AS added%1$s, '
							 'coalesce(%2$s.sum(removed%1$s), ''{}'') AS removed%1$s, '
							 'sum(off_scale%1$s)::bigint AS off_scale%1$s, sum(stored_off_scale%1$s)::bigint AS stored_off_scale%1$s', i, extension), ', ') AS merged,
		   string_agg(format('added%1$s OPERATOR(%2$s.<>) (expected%1$s OPERATOR(%2$s.+) removed%1$s) OR off_scale%1$s <> stored_off_scale%1$s', i, extension), ' OR ') AS is_different
	INTO list
	FROM generate_series(1, part.scores) AS i, CAST(part.extension AS text) AS extension;
	columns := (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
				FROM pg_attribute AS a WHERE a.attrelid = part.log AND a.attnum BETWEEN 1 AND part.dimensions + 1);
	wanted := '($1 IS NULL OR period >= $1) AND ($2 IS NULL OR period < $2)' ||
			  CASE WHEN part.kept_until IS NULL THEN '' ELSE format(' AND (period >= %L OR period IS NULL)', part.kept_until) END;

	-- No answer is subtracted from another here: a log that has gone wrong may
	-- have removed what it never added.
	RETURN format($sql$
SELECT * FROM (
	SELECT %1$s, %2$s
	FROM (SELECT %1$s, %3$s FROM %4$s._rollup_rows(%5$L, $1, $2) AS r (%6$s, %7$s)
		  UNION ALL
		  SELECT %1$s, %8$s FROM %9$s WHERE %10$s) AS u
	GROUP BY %1$s) AS m
WHERE %11$s$sql$, part.keys, list.merged, list.expected, part.extension, part.rows_view::oid, columns, list.expected_columns,
				  list.stored, part.log, wanted, list.is_different);
END
$$;
COMMENT ON FUNCTION _rollup_differences(regclass) IS 'a query for the groups in which a rollup differs from the rows';

-- Where a trigger of a rollup is missing or disabled; NULL if nowhere.  On the
-- table the one for TRUNCATE must be that of this rollup.
CREATE FUNCTION _rollup_missing_triggers(rollup regclass) RETURNS text
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	counts regprocedure;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	counts := format('%s._rollup_count_changes()', part.extension)::regprocedure;
	RETURN (SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid)
			FROM pg_class AS c
			WHERE (c.oid = part.source OR c.oid IN (SELECT relid FROM pg_partition_tree(part.source))) AND
				  60 <> coalesce((SELECT bit_or(t.tgtype & 60) FROM pg_trigger AS t
								  WHERE t.tgrelid = c.oid AND t.tgfoid = counts AND t.tgenabled IN ('O', 'A') AND
										(t.tgtype & 32 = 0 OR c.oid <> part.source AND t.tgqual IS NULL OR
										 EXISTS (SELECT FROM pg_depend AS d JOIN pg_class AS v ON v.reltype = d.refobjid
												 WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid AND
													   d.refclassid = 'pg_type'::regclass AND v.oid = part.rows_view))), 0));
END
$$;
COMMENT ON FUNCTION _rollup_missing_triggers(regclass) IS 'tables on which triggers of a rollup are missing or disabled, NULL if there are none';

-- What keeps a rollup from seeing all that changes, and how to fix it.
CREATE FUNCTION _rollup_problems(rollup regclass) RETURNS TABLE (problem text, hint text)
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	part record;
	list text;
	log_class record;
	source_class record;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	SELECT c.relowner, c.relpersistence INTO log_class FROM pg_class AS c WHERE c.oid = part.log;
	SELECT c.relowner, c.relispartition, c.relkind INTO source_class FROM pg_class AS c WHERE c.oid = part.source;

	EXECUTE format('SELECT %s._rollup_missing_triggers($1)', part.extension) INTO list USING rollup;
	IF list IS NOT NULL THEN
		RETURN QUERY VALUES (format('triggers of rollup %s are missing or disabled on: %s', rollup, list),
							 'Use rollup_refresh() after a partition is new or was attached; ALTER TABLE ... ENABLE TRIGGER before it if one is disabled.'::text);
	END IF;

	list := (SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid)
			 FROM pg_class AS c
			 WHERE (c.oid = part.source OR c.oid IN (SELECT relid FROM pg_partition_tree(part.source))) AND c.relkind = 'r' AND
				   c.relpersistence <> log_class.relpersistence);
	IF list IS NOT NULL THEN
		RETURN QUERY VALUES (format('the log of rollup %s is %s, and these are not: %s', rollup, CASE log_class.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'logged' END, list),
							 'After a crash one of them is empty. Use rollup_refresh(), which makes the log as the table is.'::text);
	END IF;

	IF source_class.relispartition THEN
		RETURN QUERY VALUES (format('table %s of rollup %s has become a partition', part.source, rollup),
							 'What is written through its parent is not counted. Make a rollup of the table at the root, and drop this one.'::text);
	ELSIF EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhrelid = part.source OR source_class.relkind = 'r' AND i.inhparent = part.source) THEN
		RETURN QUERY VALUES (format('table %s of rollup %s takes part in inheritance', part.source, rollup),
							 'What is written to a child is not counted by the rollup of its parent. Partition the table, or drop the rollup.'::text);
	END IF;

	list := (SELECT string_agg(s.srrelid::regclass::text, ', ' ORDER BY s.srrelid)
			 FROM pg_subscription_rel AS s
			 WHERE (s.srrelid = part.source OR s.srrelid IN (SELECT relid FROM pg_partition_tree(part.source))) AND
				   NOT EXISTS (SELECT FROM pg_subscription_rel AS l WHERE l.srrelid = part.log));
	IF list IS NOT NULL THEN
		RETURN QUERY VALUES (format('rollup %s does not count what a subscription brings to: %s', rollup, list),
							 'Logical replication fires no trigger of a statement. Run rollup_refresh() regularly, or publish the log as well.'::text);
	END IF;

	IF EXISTS (SELECT FROM pg_publication_tables AS p JOIN pg_class AS c ON c.relname = p.tablename JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = p.schemaname
			   WHERE c.oid = part.log AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary)) THEN
		RETURN QUERY VALUES (format('the log of rollup %s is published without a primary key', rollup),
							 'A subscriber would read its whole log for each row that a compaction deletes. Use rollup_refresh(), which adds one, and add it there.'::text);
	END IF;

	IF source_class.relowner <> log_class.relowner THEN
		RETURN QUERY VALUES (format('rollup %s belongs to %s, and its table to %s', rollup, log_class.relowner::regrole, source_class.relowner::regrole),
							 'Use rollup_refresh(), which gives the rollup to the owner of the table, as a role that may do so.'::text);
	END IF;
END
$$;
COMMENT ON FUNCTION _rollup_problems(regclass) IS 'reasons why a rollup might not see all changes of its table, each with a hint';

CREATE FUNCTION _rollup_warn(rollup regclass) RETURNS void
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	found record;
BEGIN
	FOR found IN EXECUTE format('SELECT * FROM %s._rollup_problems($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction')) USING rollup LOOP
		RAISE WARNING '%', found.problem USING HINT = found.hint;
	END LOOP;
END
$$;
COMMENT ON FUNCTION _rollup_warn(regclass) IS 'raises a warning for each problem of a rollup';

-- The triggers of a rollup, its owner, and persistence and primary key of its
-- log, or what is missing or wrong of them.
CREATE FUNCTION _rollup_install(rollup regclass) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	counts regprocedure;
	rel record;
	piece record;
	action record;
	owner oid;
	persistence text;
	trigger_name text;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	counts := format('%s._rollup_count_changes()', part.extension)::regprocedure;
	owner := (SELECT c.relowner FROM pg_class AS c WHERE c.oid = part.source);
	FOR piece IN
		SELECT c.oid::regclass AS name, CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS kind
		FROM pg_class AS c WHERE c.oid IN (rollup, part.log, part.rows_view, part.numbers) AND c.relowner <> owner
	LOOP
		EXECUTE format('ALTER %s %s OWNER TO %s', piece.kind, piece.name, owner::regrole);
	END LOOP;

	-- Mixed partitions are as they are.
	persistence := (SELECT string_agg(DISTINCT c.relpersistence::text, '') FROM pg_class AS c
					WHERE (c.oid = part.source OR c.oid IN (SELECT relid FROM pg_partition_tree(part.source))) AND c.relkind = 'r');
	IF persistence IN ('p', 'u') AND persistence <> (SELECT c.relpersistence FROM pg_class AS c WHERE c.oid = part.log) THEN
		EXECUTE format('ALTER TABLE %s SET %s', part.log, CASE persistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END);
	END IF;

	-- A subscriber finds the rows that a compaction deletes by this index.
	IF EXISTS (SELECT FROM pg_publication_tables AS p JOIN pg_class AS c ON c.relname = p.tablename JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = p.schemaname
			   WHERE c.oid = part.log AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary)) THEN
		EXECUTE format('ALTER TABLE %s ADD PRIMARY KEY (id), REPLICA IDENTITY DEFAULT', part.log);
	END IF;

	FOR rel IN
		SELECT c.oid, c.oid::regclass::text AS name, c.relkind, c.oid <> part.source AS is_partition
		FROM pg_class AS c
		WHERE c.oid = part.source OR c.oid IN (SELECT relid FROM pg_partition_tree(part.source))
		ORDER BY c.oid <> part.source, c.oid
	LOOP
		IF rel.relkind = 'f' THEN
			RAISE EXCEPTION 'partition % is a foreign table', rel.name
				USING ERRCODE = 'wrong_object_type', DETAIL = 'A foreign table does not report which rows a statement changed.';
		END IF;
		FOR action IN
			SELECT a.bit, a.name, a.referencing,
				   CASE WHEN a.bit = 32 AND rel.is_partition THEN 'BEFORE' ELSE 'AFTER' END AS time,
				   CASE WHEN a.bit = 32 AND NOT rel.is_partition THEN format('WHEN (NULL::%s IS NOT DISTINCT FROM NULL)', part.rows_view) ELSE '' END AS tie
			FROM (VALUES (4, 'insert', 'REFERENCING NEW TABLE AS new_rows'),
						 (16, 'update', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
						 (8, 'delete', 'REFERENCING OLD TABLE AS old_rows'),
						 (32, 'truncate', '')) AS a (bit, name, referencing)
			WHERE NOT EXISTS (SELECT FROM pg_trigger AS t
							  WHERE t.tgrelid = rel.oid AND t.tgfoid = counts AND t.tgtype & a.bit <> 0 AND
									(a.bit <> 32 OR rel.is_partition AND t.tgtype & 2 <> 0 OR
									 EXISTS (SELECT FROM pg_depend AS d JOIN pg_class AS v ON v.reltype = d.refobjid
											 WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid AND
												   d.refclassid = 'pg_type'::regclass AND v.oid = part.rows_view)))
		LOOP
			-- Rollups of the same name may be in several schemas.
			trigger_name := (SELECT CASE WHEN action.tie <> '' THEN c.relname ELSE 'satisfaction' END || '_' || action.name FROM pg_class AS c WHERE c.oid = rollup);
			trigger_name := (SELECT min(c.candidate)
							 FROM (SELECT left(trigger_name, 50) || CASE n WHEN 1 THEN '' ELSE '_' || to_char(n, 'FM000') END AS candidate FROM generate_series(1, 999) AS n) AS c
							 WHERE NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = rel.oid AND t.tgname = c.candidate));
			EXECUTE format('CREATE TRIGGER %I %s %s ON %s %s FOR EACH STATEMENT %s EXECUTE FUNCTION %s',
						   trigger_name, action.time, action.name, rel.name, action.referencing, action.tie, counts);
			EXECUTE format('COMMENT ON TRIGGER %I ON %s IS %L', trigger_name, rel.name,
						   CASE WHEN action.tie <> '' THEN format('empties the log of rollup %s, and attaches it to the table', rollup)
								ELSE format('counts for rollups of this table what %s changes', upper(action.name)) END);
		END LOOP;
	END LOOP;
END
$$;
COMMENT ON FUNCTION _rollup_install(regclass) IS 'creates the triggers of a rollup, and gives it the owner and persistence of its table';

-- A metric and its scale, as in 'csat(1,7,6)', for one score of a rollup: the
-- scale, and its columns of x_numbers for a tally r.x.
CREATE FUNCTION _rollup_metric(extension text, name text, metric text, arguments text,
	OUT scale_min text, OUT scale_max text, OUT columns text)
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	given text[] := CASE WHEN btrim(arguments) = '' THEN '{}' ELSE regexp_split_to_array(btrim(arguments), '\s*,\s*') END;
	known text[] := CASE metric WHEN 'nps' THEN '{scale_min,scale_max,detractor_max,promoter_min}'
								WHEN 'csat' THEN '{scale_min,scale_max,satisfied_min}'
								WHEN 'ces' THEN '{scale_min,scale_max,low_is_easy}'
								WHEN 'mean' THEN '{scale_min,scale_max}' ELSE '{}' END;
	defaults text[] := CASE metric WHEN 'nps' THEN '{0,10}' WHEN 'csat' THEN '{1,5,4}' WHEN 'ces' THEN '{1,7}'
								   WHEN 'rate' THEN '{0,1}' ELSE '{0,100}' END;
	named text;
	tally text := format('r.%I', name);
BEGIN
	scale_min := coalesce(given[1], defaults[1]);
	scale_max := coalesce(given[2], defaults[2]);
	IF (CASE WHEN cardinality(given) > cardinality(known) OR cardinality(given) = 1 THEN true
			WHEN EXISTS (SELECT FROM unnest(given) WITH ORDINALITY AS g (value, n)
						 WHERE g.value !~ CASE known[n] WHEN 'low_is_easy' THEN '^(true|false)$' ELSE '^[0-9]{1,3}$' END) THEN true
			ELSE NOT scale_max::integer BETWEEN scale_min::integer AND 100 END) THEN
		RAISE EXCEPTION 'invalid scale "%(%)" of score "%"', metric, arguments, name
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = format('Its arguments are whole numbers up to 100, without names, in this order: %s.', coalesce(nullif(array_to_string(known, ', '), ''), 'none'));
	END IF;
	named := coalesce((SELECT string_agg(format(', %s => %s', known[n], given[n]), '' ORDER BY n) FROM generate_subscripts(given, 1) AS n), '');
	-- The extension's schema, the tally, the scale, and the satisfied part of it
	SELECT string_agg(format('%s AS %I', format(c.expression, extension || '.', tally, named, coalesce(given[3], defaults[3]), scale_max), name || '_' || c.label), ', ' ORDER BY c.n)
	INTO columns
	FROM (VALUES ('', 1, 'answers', '%1$stally_count(%2$s)'),
				 ('nps', 2, 'promoters', '%1$snps_promoters(%2$s%3$s)'), ('nps', 3, 'passives', '%1$snps_passives(%2$s%3$s)'),
				 ('nps', 4, 'detractors', '%1$snps_detractors(%2$s%3$s)'), ('nps', 5, 'nps', '%1$snps(%2$s%3$s)'),
				 ('nps', 6, 'low', '%1$snps_low(%2$s%3$s)'), ('nps', 7, 'high', '%1$snps_high(%2$s%3$s)'),
				 ('csat', 2, 'satisfied', '%1$stally_count(%2$s, %4$s, %5$s)'), ('csat', 5, 'csat', '%1$scsat(%2$s%3$s)'),
				 ('csat', 6, 'low', '%1$scsat_low(%2$s%3$s)'), ('csat', 7, 'high', '%1$scsat_high(%2$s%3$s)'),
				 ('ces', 5, 'ces', '%1$sces(%2$s%3$s)'), ('ces', 6, 'low', '%1$sces_low(%2$s%3$s)'), ('ces', 7, 'high', '%1$sces_high(%2$s%3$s)'),
				 ('rate', 5, 'rate', '%1$srate(%2$s)'), ('rate', 6, 'low', '(%1$stally_share_interval(%2$s, 1, 1)).low'),
				 ('rate', 7, 'high', '(%1$stally_share_interval(%2$s, 1, 1)).high'),
				 ('mean', 5, 'mean', '%1$stally_mean(%2$s)'), ('mean', 6, 'low', '(%1$stally_mean_interval(%2$s)).low'),
				 ('mean', 7, 'high', '(%1$stally_mean_interval(%2$s)).high')) AS c (shown_for, n, label, expression)
	WHERE c.shown_for IN ('', metric);
	-- Let the metric itself complain about its scale.
	EXECUTE format('SELECT %s FROM (SELECT %L::%s.tally AS %I) AS r', columns, format('{%s:1}', scale_min), extension, name);
END
$$;
COMMENT ON FUNCTION _rollup_metric(text, text, text, text) IS 'scale of a score of a rollup, and its columns of the view of numbers';

-- One element of the arguments period, scores or dimensions: an expression and
-- its name, and the metric of a score.
CREATE FUNCTION _rollup_item(item text, kind text, source regclass, OUT expression text, OUT name text, OUT metric text, OUT arguments text)
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	parsed text[];
	columns text[] := ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = source AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum);
BEGIN
	expression := btrim(item);
	IF kind = 'score' THEN
		-- 'csat(1,7,6): expression', but not 'nps::integer'
		parsed := regexp_match(expression, '^(nps|csat|ces|rate|mean)\s*(?:\(([^()]*)\))?\s*:(?!:)\s*(.*)$', 'i');
		metric := lower(coalesce(parsed[1], 'mean'));
		arguments := coalesce(parsed[2], '');
		expression := coalesce(parsed[3], expression);
	END IF;
	parsed := regexp_match(expression, '^(.*\S)\s+as\s+(?:"((?:[^"]|"")+)"|([[:alpha:]_][[:alnum:]_$]*))\s*$', 'i');
	IF expression = ANY (columns) THEN
		name := expression;
		expression := quote_ident(expression);
	ELSIF kind = 'period' THEN
		name := kind;
	ELSIF parsed IS NOT NULL THEN
		expression := parsed[1];
		name := coalesce(replace(parsed[2], '""', '"'), lower(parsed[3]));
	END IF;
	IF length(replace(expression, '(', '')) <> length(replace(expression, ')', '')) AND strpos(expression, '''') = 0 AND
	   NOT quote_ident(expression) = ANY (columns) AND NOT btrim(expression, '"') = ANY (columns) THEN
		RAISE EXCEPTION 'parentheses of % "%" do not match', kind, item
			USING ERRCODE = 'syntax_error',
				  HINT = format('A comma ends an element of ''{...}''. Write ARRAY[...] instead, as in ARRAY[''%s''].',
								CASE kind WHEN 'score' THEN 'csat(1,7,6): score' ELSE 'coalesce(team, channel) AS team' END);
	ELSIF name IS NULL AND kind = 'score' AND expression ~* '^\w+\s*(:|\(|\s\w+$)' THEN
		RAISE EXCEPTION 'could not read score "%"', item
			USING ERRCODE = 'syntax_error',
				  HINT = 'Write metric: column, or metric: expression AS name. Metrics are nps, csat, ces, rate and mean.';
	ELSIF name IS NULL THEN
		RAISE EXCEPTION '"%" is not a column of table %', item, source
			USING ERRCODE = 'undefined_column',
				  DETAIL = format('Its columns are %s.', array_to_string(columns, ', ')),
				  HINT = 'To use an expression, name it: expression AS name.';
	ELSIF octet_length(name) > 52 THEN
		RAISE EXCEPTION '% name "%" is too long', kind, name
			USING ERRCODE = 'name_too_long', HINT = 'Use AS with a name of at most 52 bytes; columns of views add to it.';
	END IF;
END
$$;
COMMENT ON FUNCTION _rollup_item(text, text, regclass) IS 'expression, name and metric of a period, score or dimension';

CREATE FUNCTION _rollup_create(source regclass, period text, scores text[], dimensions text[],
	grain text, time_zone text, filter text, name text, schema text, backfill boolean,
	allow_row_security boolean, indexed boolean, caller_path text) RETURNS regclass
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off
AS $$
DECLARE
	extension text;
	table_of record;
	place text;
	log text;
	rollup text;
	rows_view text;
	item record;
	expressions text[] := '{}';
	names text[] := '{}';
	given text[] := '{}';
	metrics text[] := '{}';
	types oid[];
	columns text;
	tallies text := 'period';
	groups text := 'period';
	numbers text := 'r.period';
	log_columns text := 'period';
	kept text := '';
	score record;
	metric record;
	value text;
	on_scale text;
	statement text;
	repeated text;
	is_groupable boolean;
	tie text := '';
BEGIN
	extension := (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction');
	grain := lower(grain);

	-- What can be kept true
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot create a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Its snapshot might be older than answers that are committed; use READ COMMITTED.';
	ELSIF source IS NULL OR period IS NULL OR dimensions IS NULL OR grain IS NULL OR coalesce(cardinality(scores), 0) = 0 OR
		  array_position(scores, NULL) IS NOT NULL OR array_position(dimensions, NULL) IS NOT NULL THEN
		RAISE EXCEPTION 'source, period, scores, dimensions and grain must not be null, and there must be a score'
			USING ERRCODE = 'null_value_not_allowed';
	ELSIF grain NOT IN ('5 minutes', '15 minutes', '30 minutes', 'hour', 'day', 'week', 'month', 'quarter', 'year') THEN
		RAISE EXCEPTION 'unrecognized grain "%"', grain
			USING ERRCODE = 'invalid_parameter_value', HINT = 'Grains are 5 minutes, 15 minutes, 30 minutes, hour, day, week, month, quarter and year.';
	END IF;
	SELECT c.relname, n.nspname, c.relkind, c.relpersistence, c.relispartition,
		   EXISTS (SELECT FROM pg_inherits AS h WHERE h.inhrelid = c.oid OR c.relkind = 'r' AND h.inhparent = c.oid) AS inherits,
		   EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND t.tgfoid = to_regprocedure(extension || '._rollup_discard()')) AS is_log
	INTO table_of
	FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = source;
	IF table_of.relkind NOT IN ('r', 'p') OR table_of.relpersistence = 't' THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type',
				  DETAIL = 'A rollup needs an ordinary or partitioned table that is not temporary.',
				  HINT = CASE WHEN table_of.relkind = 'v' THEN 'Name the table that the view reads; expressions and a filter can do what the view does.' ELSE '' END;
	ELSIF table_of.relispartition THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type', DETAIL = 'It is a partition.', HINT = 'Name the partitioned table at the root.';
	ELSIF table_of.inherits THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type', DETAIL = 'It takes part in inheritance, as hypertables and their chunks do.',
				  HINT = 'Keep tallies in a table of your own, those of a hypertable in a continuous aggregate, or partition the table.';
	ELSIF table_of.is_log THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type', DETAIL = 'It is the log of a rollup.', HINT = 'Use rollup_view() for a coarser view of that rollup.';
	END IF;
	EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', source);
	IF EXISTS (SELECT FROM pg_class AS c
			   WHERE (c.oid = source OR c.oid IN (SELECT relid FROM pg_partition_tree(source))) AND NOT pg_has_role(c.relowner, 'USAGE')) THEN
		RAISE EXCEPTION 'must be owner of table % and of its partitions', source USING ERRCODE = 'insufficient_privilege';
	ELSIF NOT coalesce(allow_row_security, false) AND
		  EXISTS (SELECT FROM pg_class AS c
				  WHERE (c.oid = source OR c.oid IN (SELECT relid FROM pg_partition_tree(source))) AND c.relrowsecurity) THEN
		RAISE EXCEPTION 'table % has row security', source
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'A role that may read the rollup would see tallies of all rows.',
				  HINT = 'Use allow_row_security => true if that is intended.';
	END IF;

	name := coalesce(name, table_of.relname || '_rollup');
	IF octet_length(name) > 53 THEN
		RAISE EXCEPTION 'rollup name "%" is too long', name
			USING ERRCODE = 'name_too_long', HINT = 'Use name => with at most 53 bytes.';
	END IF;
	place := quote_ident(coalesce(schema, table_of.nspname)) || '.';
	log := place || quote_ident(name || '_log');
	rollup := place || quote_ident(name);
	rows_view := place || quote_ident(name || '_rows');
	IF to_regclass(log) IS NOT NULL AND to_regclass(rollup) IS NOT NULL THEN
		RAISE EXCEPTION 'rollup % already exists', rollup
			USING ERRCODE = 'duplicate_table', HINT = 'Drop it with rollup_drop(), or use another name.';
	ELSIF to_regclass(log) IS NOT NULL THEN
		RAISE EXCEPTION 'relation % already exists', log
			USING ERRCODE = 'duplicate_table',
				  HINT = format('Use another name. If it is what DROP EXTENSION ... CASCADE left of a rollup: DROP VIEW IF EXISTS %s; DROP TABLE %s.', rows_view, log);
	END IF;

	-- Period, dimensions and scores, in this order
	FOR item IN EXECUTE format($sql$
		SELECT p.*
		FROM (SELECT $1 AS item, 'period' AS kind, 0 AS part, 1 AS n
			  UNION ALL SELECT d, 'dimension', 1, n FROM unnest($2) WITH ORDINALITY AS d (d, n)
			  UNION ALL SELECT s, 'score', 2, n FROM unnest($3) WITH ORDINALITY AS s (s, n)) AS u,
			 LATERAL %s._rollup_item(u.item, u.kind, $4) AS p
		ORDER BY u.part, u.n$sql$, extension) USING period, dimensions, scores, source
	LOOP
		expressions := expressions || item.expression;
		names := names || item.name;
		given := given || CASE WHEN given = '{}' OR item.expression = quote_ident(item.name) THEN item.expression
							   ELSE item.expression || ' AS ' || quote_ident(item.name) END;
		IF item.metric IS NOT NULL THEN
			metrics := metrics || item.metric || item.arguments;
		END IF;
	END LOOP;
	repeated := (SELECT min(n.name) FROM (SELECT u.name FROM unnest(names) AS u (name) GROUP BY u.name HAVING count(*) > 1) AS n);
	IF repeated IS NOT NULL THEN
		RAISE EXCEPTION 'column "%" would be there twice', repeated
			USING ERRCODE = 'duplicate_column', HINT = format('Give one of them another name: %I AS name.', repeated);
	END IF;

	-- Each must be an expression by itself.  An index lets the server find out
	-- whether one depends on more than the row: on settings, on other tables or on
	-- other rows.  Nothing but the statement may be looked up along the caller's
	-- path.
	EXECUTE format('CREATE TABLE %s (LIKE %s)', log, source);
	FOR i IN 0 .. cardinality(expressions) LOOP
		CONTINUE WHEN i = 0 AND filter IS NULL;
		statement := format(CASE i WHEN 0 THEN E'SELECT CASE WHEN %s\n THEN 1 END' ELSE E'SELECT CASE WHEN true THEN %s\n END' END || ' FROM %s AS r WHERE false',
							CASE i WHEN 0 THEN filter ELSE expressions[i] END, log);
		PERFORM set_config('search_path', caller_path, true);
		EXECUTE statement;
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	END LOOP;
	expressions := ARRAY(SELECT format(E'(%s\n)', u.expression) FROM unnest(expressions) WITH ORDINALITY AS u (expression, n) ORDER BY u.n);
	filter := CASE WHEN filter IS NOT NULL THEN format(E'(%s\n)', filter) END;
	statement := format('CREATE INDEX ON %s ((ROW(%s) IS NULL)) WHERE %s', log, array_to_string(expressions, ', '), coalesce(filter, 'true'));
	PERFORM set_config('search_path', caller_path, true);
	BEGIN
		EXECUTE statement;
	EXCEPTION WHEN invalid_object_definition OR feature_not_supported OR grouping_error OR windowing_error THEN
		RAISE EXCEPTION 'a rollup can count only by what is in the row itself'
			USING ERRCODE = 'invalid_object_definition', DETAIL = SQLERRM,
				  HINT = CASE WHEN pg_catalog.concat(pg_catalog.array_to_string(expressions, ' '), filter) OPERATOR(pg_catalog.~*) '\m(now|current_date|current_timestamp|localtimestamp|clock_timestamp)\M'
							  THEN 'Time goes on and rows stay: leave a condition on the present to the queries.'
							  ELSE 'Use columns and immutable functions only. A time zone is stated with time_zone, or as in answered_at AT TIME ZONE ''Europe/Berlin''.' END;
	END;
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	statement := format('SELECT ARRAY[%s] FROM (SELECT) AS one LEFT JOIN (SELECT %s FROM %s AS r WHERE false) AS r ON true',
						(SELECT string_agg(format('pg_catalog.pg_typeof(e%s)::pg_catalog.oid', n), ', ' ORDER BY n) FROM generate_subscripts(expressions, 1) AS n),
						(SELECT string_agg(format('%s AS e%s', expressions[n], n), ', ' ORDER BY n) FROM generate_subscripts(expressions, 1) AS n), log);
	PERFORM set_config('search_path', caller_path, true);
	EXECUTE statement INTO types;
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	EXECUTE format('DROP TABLE %s', log);
	-- What domains are over
	WHILE EXISTS (SELECT FROM pg_type AS t WHERE t.oid = ANY (types) AND t.typtype = 'd') LOOP
		types := ARRAY(SELECT CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
					   FROM unnest(types) WITH ORDINALITY AS u (type, n) JOIN pg_type AS t ON t.oid = u.type ORDER BY n);
	END LOOP;

	IF types[1] = 'timestamptz'::regtype AND time_zone IS NOT NULL THEN
		PERFORM now() AT TIME ZONE time_zone;
		expressions[1] := format('(%s AT TIME ZONE %L)', expressions[1], time_zone);
	ELSIF types[1] NOT IN ('date'::regtype, 'timestamp'::regtype) THEN
		RAISE EXCEPTION 'period must be a date or a timestamp without time zone, not %', types[1]::regtype
			USING ERRCODE = 'datatype_mismatch',
				  HINT = CASE types[1] WHEN 'timestamptz'::regtype THEN 'Which days its times are in depends on a time zone: time_zone => ''Europe/Berlin''.'
									   ELSE 'Use an expression that makes a time of it, as in to_timestamp(seconds) with time_zone => ''UTC''.' END;
	ELSIF time_zone IS NOT NULL THEN
		RAISE EXCEPTION 'period has no time zone to convert from' USING ERRCODE = 'invalid_parameter_value';
	END IF;
	columns := format(CASE WHEN grain LIKE '% minutes' THEN '%3$s._rollup_bin(%1$s::pg_catalog.timestamp, %4$s)'
						   WHEN grain = 'hour' THEN 'pg_catalog.date_trunc(%2$L, %1$s::pg_catalog.timestamp)'
						   WHEN grain = 'day' THEN '%1$s::pg_catalog.date'
						   ELSE 'pg_catalog.date_trunc(%2$L, %1$s::pg_catalog.timestamp)::pg_catalog.date' END || ' AS period',
					  expressions[1], grain, extension, split_part(grain, ' ', 1));
	FOR i IN 1 .. cardinality(dimensions) LOOP
		EXECUTE format('SELECT %s._rollup_is_groupable($1)', extension) INTO is_groupable USING types[i + 1]::regtype;
		IF NOT is_groupable THEN
			RAISE EXCEPTION 'cannot group by dimension "%" of type %', names[i + 1], types[i + 1]::regtype
				USING ERRCODE = 'datatype_mismatch', DETAIL = 'Values of this type cannot be hashed and sorted.',
					  HINT = 'Convert it, as in (expression)::text AS name.';
		END IF;
		columns := columns || format(', %s AS dimension%s', expressions[i + 1], i);
		log_columns := log_columns || format(', dimension%s', i);
		groups := groups || format(', dimension%s', i);
		tallies := tallies || format(', dimension%s AS %I', i, names[i + 1]);
		numbers := numbers || format(', r.%I', names[i + 1]);
	END LOOP;
	FOR i IN 1 .. cardinality(scores) LOOP
		value := expressions[i + 1 + cardinality(dimensions)];
		SELECT names[i + 1 + cardinality(dimensions)] AS name, types[i + 1 + cardinality(dimensions)]::regtype AS type INTO score;
		IF score.type = 'boolean'::regtype AND metrics[2 * i - 1] = 'csat' AND metrics[2 * i] = '' THEN
			metrics[2 * i] := '0,1,1';
			value := value || '::pg_catalog.int4';
		ELSIF score.type = 'boolean'::regtype AND metrics[2 * i - 1] IN ('mean', 'rate') THEN
			metrics[2 * i - 1] := 'rate';
			value := value || '::pg_catalog.int4';
		ELSIF score.type NOT IN ('smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision') THEN
			RAISE EXCEPTION 'metric % does not apply to score "%" of type %', metrics[2 * i - 1], score.name, score.type
				USING ERRCODE = 'datatype_mismatch',
					  HINT = CASE WHEN score.type IN ('text', 'varchar', 'bpchar') THEN format('A score is a number. Convert it, as in nullif(%I, '''')::integer AS name.', score.name)
								  ELSE 'A score is a number, or a boolean with the metric rate or csat. Weighted answers are not kept, as they cannot be taken back exactly.' END;
		END IF;
		EXECUTE format('SELECT * FROM %s._rollup_metric($1, $2, $3, $4)', extension)
			INTO metric USING extension, score.name, metrics[2 * i - 1], metrics[2 * i];
		on_scale := format('%1$s >= %2$s AND %1$s <= %3$s', value, metric.scale_min, metric.scale_max);
		IF score.type IN ('numeric', 'real', 'double precision') THEN
			on_scale := on_scale || format(' AND %1$s = pg_catalog.trunc(%1$s)', value);
		END IF;
		columns := columns || format(', %2$s AS answer%3$s, CASE WHEN %1$s THEN %2$s::pg_catalog.int2 END AS score%3$s', on_scale, value, i);
		log_columns := log_columns || format(', NULL::%1$s.tally AS added%2$s, NULL::%1$s.tally AS removed%2$s, NULL::pg_catalog.int8 AS off_scale%2$s', extension, i);
		tallies := tallies || format(', coalesce(%1$s.sum(added%2$s), ''{}'') OPERATOR(%1$s.-) coalesce(%1$s.sum(removed%2$s), ''{}'') AS %3$I, sum(off_scale%2$s)::bigint AS %4$I',
									 extension, i, score.name, score.name || '_off_scale');
		numbers := numbers || ', ' || metric.columns || format(', r.%I', score.name || '_off_scale');
		kept := concat_ws(' OR ', nullif(kept, ''), format('coalesce(%1$s.sum(added%2$s), ''{}'') OPERATOR(%1$s.<>) coalesce(%1$s.sum(removed%2$s), ''{}'') OR sum(off_scale%2$s) <> 0', extension, i));
	END LOOP;

	-- The log takes its types from the view, which then is tied to the log.
	FOR i IN 1 .. 2 LOOP
		statement := format('CREATE OR REPLACE VIEW %s AS SELECT %s FROM %s AS r WHERE %s%s', rows_view, columns, source, coalesce(filter, 'true'), tie);
		PERFORM set_config('search_path', caller_path, true);
		EXECUTE statement;
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
		CONTINUE WHEN i = 2;
		EXECUTE format('CREATE TABLE %s AS SELECT %s FROM %s WITH NO DATA', log, log_columns, rows_view);
		EXECUTE format('ALTER TABLE %s ADD COLUMN id bigint GENERATED BY DEFAULT AS IDENTITY (INCREMENT 32)', log);
		-- Deleting rows of a published table needs an identity.
		EXECUTE format('ALTER TABLE %s REPLICA IDENTITY FULL', log);
		tie := format(' AND NULL::%s IS NOT DISTINCT FROM NULL', log);
	END LOOP;
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s GROUP BY %s HAVING (%s)%s', rollup, tallies, log, groups, kept, tie);
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s AS r WHERE true%s', place || quote_ident(name || '_numbers'), numbers, rollup, tie);
	EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %s._rollup_discard()', name || '_discard', log, extension);
	IF indexed THEN
		EXECUTE format('CREATE INDEX ON %s (%s)', log, concat_ws(', ', nullif(regexp_replace(groups, '^period(, )?', ''), ''), 'period'));
	END IF;

	EXECUTE format('COMMENT ON VIEW %s IS %L', rollup,
				   format('tallies of %s by %s, a rollup of the extension satisfaction', source, array_to_string(grain || names[2 : cardinality(dimensions) + 1], ', ')));
	EXECUTE format('COMMENT ON VIEW %s IS %L', rows_view, format('rows of %s as rollup %s reads them', source, rollup));
	EXECUTE format('COMMENT ON VIEW %s IS %L', place || quote_ident(name || '_numbers'), format('metrics of rollup %s as plain numbers', rollup));
	EXECUTE format('COMMENT ON TABLE %s IS %L', log, format('rollup of table %s', source));
	EXECUTE format('COMMENT ON TRIGGER %I ON %s IS %L', name || '_discard', log, 'leaves out rows that no function of rollups inserts');
	FOR i IN 1 .. cardinality(names) LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%s IS %L', log,
					   CASE WHEN i = 1 THEN 'period' WHEN i <= cardinality(dimensions) + 1 THEN format('dimension%s', i - 1)
							ELSE format('added%s', i - 1 - cardinality(dimensions)) END,
					   given[i]);
	END LOOP;
	EXECUTE format('SELECT %s._rollup_install($1)', extension) USING rollup::regclass;
	IF backfill THEN
		EXECUTE format('SELECT %s.rollup_refresh($1)', extension) USING rollup::regclass;
	END IF;
	RETURN rollup::regclass;
END
$$;
COMMENT ON FUNCTION _rollup_create(regclass, text, text[], text[], text, text, text, text, text, boolean, boolean, boolean, text) IS 'rollup_create() as the owner of the table, with the search path of its caller';

CREATE FUNCTION rollup_create(source regclass, period text, scores text[], dimensions text[] DEFAULT '{}',
	grain text DEFAULT 'day', time_zone text DEFAULT NULL, filter text DEFAULT NULL,
	name text DEFAULT NULL, schema text DEFAULT NULL, backfill boolean DEFAULT true,
	allow_row_security boolean DEFAULT false, indexed boolean DEFAULT false) RETURNS regclass
	AS 'MODULE_PATHNAME', 'rollup_create' LANGUAGE C;
COMMENT ON FUNCTION rollup_create(regclass, text, text[], text[], text, text, text, text, text, boolean, boolean, boolean) IS 'creates a rollup, which keeps tallies of scores by period and dimensions: the view of the tallies';

CREATE FUNCTION rollup_refresh(rollup regclass, since timestamp DEFAULT NULL, until timestamp DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off SET satisfaction.rollup_write = on
AS $$
DECLARE
	part record;
	differences text;
	corrected bigint;
BEGIN
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot refresh a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Its snapshot might be older than answers that are committed; use READ COMMITTED.';
	END IF;
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	EXECUTE format('SELECT %s._rollup_require_source($1)', part.extension) USING rollup;
	-- Lock the table before the log, as writers do.  Each statement that follows
	-- takes its snapshot after both locks.
	EXECUTE format('SELECT FROM %s LIMIT 0', part.source);
	EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', part.log);
	EXECUTE format('SELECT %s._rollup_install($1)', part.extension) USING rollup;
	EXECUTE format('SELECT %s._rollup_differences($1)', part.extension) INTO differences USING rollup;
	-- Rows and log are read by one snapshot, and a session that writes meanwhile
	-- appends what it changes.
	EXECUTE format('INSERT INTO %s (%s, %s) SELECT %2$s, %4$s FROM (%5$s) AS d', part.log, part.keys,
				   (SELECT string_agg(format('added%1$s, removed%1$s, off_scale%1$s', i), ', ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i),
				   (SELECT string_agg(format('expected%1$s OPERATOR(%2$s.+) removed%1$s, added%1$s, off_scale%1$s - stored_off_scale%1$s', i, part.extension), ', ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i), differences)
		USING since, until;
	GET DIAGNOSTICS corrected = ROW_COUNT;
	RETURN corrected;
END
$$;
COMMENT ON FUNCTION rollup_refresh(regclass, timestamp, timestamp) IS 'recounts periods and corrects the rollup, its triggers and owner: the number of groups corrected';

CREATE FUNCTION rollup_check(rollup regclass, since timestamp DEFAULT NULL, until timestamp DEFAULT NULL) RETURNS SETOF rollup_check_row
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off
AS $$
DECLARE
	part record;
	differences text;
	dimension_values text;
	score_values text;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	EXECUTE format('SELECT %s._rollup_require_source($1)', part.extension) USING rollup;
	EXECUTE format('SELECT %s._rollup_warn($1)', part.extension) USING rollup;
	EXECUTE format('SELECT %s._rollup_differences($1)', part.extension) INTO differences USING rollup;

	SELECT string_agg(format('%L, dimension%s', a.attname, a.attnum - 1), ', ' ORDER BY a.attnum) FILTER (WHERE a.attnum BETWEEN 2 AND part.dimensions + 1),
		   string_agg(format('(%L, expected%s, added%2$s, removed%2$s, off_scale%2$s, stored_off_scale%2$s)', a.attname, (a.attnum - part.dimensions) / 2), ', ' ORDER BY a.attnum)
			   FILTER (WHERE a.attnum > part.dimensions + 1 AND (a.attnum - part.dimensions) % 2 = 0)
	INTO dimension_values, score_values
	FROM pg_attribute AS a WHERE a.attrelid = rollup AND a.attnum > 0 AND NOT a.attisdropped;
	-- Lock the table before the log, as writers do.
	EXECUTE format('SELECT FROM %s LIMIT 0', part.rows_view);
	RETURN QUERY EXECUTE format($sql$
SELECT d.period::timestamp, jsonb_build_object(%1$s), s.name, s.expected,
	   CASE WHEN NOT EXISTS (SELECT FROM %2$s.unnest(s.removed) AS u WHERE u.answers > %2$s.tally_count(s.added, u.score, u.score))
			THEN s.added OPERATOR(%2$s.-) s.removed END,
	   s.off_scale, s.stored_off_scale
FROM (%3$s) AS d
CROSS JOIN LATERAL (VALUES %4$s) AS s (name, expected, added, removed, off_scale, stored_off_scale)
WHERE s.added OPERATOR(%2$s.<>) (s.expected OPERATOR(%2$s.+) s.removed) OR s.off_scale <> s.stored_off_scale
ORDER BY 1, 2, 3$sql$, coalesce(dimension_values, ''), part.extension, differences, score_values)
		USING since, until;
END
$$;
COMMENT ON FUNCTION rollup_check(regclass, timestamp, timestamp) IS 'groups in which the rollup differs from the rows of its table';

CREATE FUNCTION rollup_compact(rollup regclass) RETURNS bigint
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET satisfaction.rollup_write = on
AS $$
DECLARE
	part record;
	far_page bigint;
	before bigint;
	after bigint;
BEGIN
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot compact a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Use READ COMMITTED, in which each statement takes its snapshot anew.';
	END IF;
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	EXECUTE format('SELECT %s._rollup_warn($1)', part.extension) USING rollup;
	-- Nobody else may merge the same rows; writers only append, and go on.  To wait
	-- for another session could be a deadlock, and the next compaction does it.
	BEGIN
		EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE NOWAIT', part.log);
	EXCEPTION WHEN lock_not_available THEN
		RAISE NOTICE 'rollup % is being compacted, refreshed or vacuumed by another session', rollup;
		RETURN 0;
	END;
	-- Rows far behind the pages that all groups would fill are rewritten as well,
	-- into space that VACUUM has found before them, so that it can cut the file.
	EXECUTE format('SELECT 64 + 4 * coalesce(sum(g.size), 0) / current_setting(''block_size'')::integer
					FROM (SELECT max(pg_column_size(l) + 12) AS size FROM %s AS l GROUP BY %s) AS g', part.log, part.keys)
		INTO far_page;
	EXECUTE format($sql$
WITH ranked AS MATERIALIZED (SELECT ctid AS row_id, (ctid::text::point)[0] > $1 AS is_far, count(*) OVER (PARTITION BY %2$s) AS n FROM %1$s),
	 taken AS (DELETE FROM %1$s AS l USING ranked WHERE l.ctid = ranked.row_id AND (ranked.n > 1 OR ranked.is_far) RETURNING l.*),
	 merged AS (INSERT INTO %1$s (%2$s, %3$s, id) SELECT %2$s, %4$s, -nextval(%6$L) FROM taken GROUP BY %2$s HAVING %5$s RETURNING 1)
SELECT (SELECT count(*) FROM taken), (SELECT count(*) FROM merged)$sql$, part.log, part.keys,
				   (SELECT string_agg(format('added%1$s, removed%1$s, off_scale%1$s', i), ', ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i),
				   (SELECT string_agg(format('%2$s.sum(added%1$s), %2$s.sum(removed%1$s), sum(off_scale%1$s)', i, part.extension), ', ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i),
				   (SELECT string_agg(format('coalesce(%2$s.sum(added%1$s), ''{}'') OPERATOR(%2$s.<>) coalesce(%2$s.sum(removed%1$s), ''{}'') OR sum(off_scale%1$s) <> 0', i, part.extension), ' OR ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i),
				   pg_get_serial_sequence(part.log::text, 'id'))
		INTO before, after USING far_page;
	RETURN before - after;
END
$$;
COMMENT ON FUNCTION rollup_compact(regclass) IS 'merges the rows of the log that belong to one group: the number of rows saved';

CREATE FUNCTION rollup_keep(rollup regclass, until timestamp) RETURNS bigint
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET DateStyle = 'ISO, YMD'
AS $$
DECLARE
	part record;
	own_grain text;
	boundary timestamp;
	kept bigint;
BEGIN
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot freeze periods of a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Use READ COMMITTED.';
	ELSIF until IS NULL THEN
		RAISE EXCEPTION 'until must not be null' USING ERRCODE = 'null_value_not_allowed';
	END IF;
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	EXECUTE format('SELECT %s._rollup_require_source($1)', part.extension) USING rollup;
	EXECUTE format('SELECT grain FROM %s._rollup_period($1)', part.extension) INTO own_grain USING part.rows_view;
	IF own_grain LIKE '% minutes' THEN
		EXECUTE format('SELECT %s._rollup_bin($1, $2)', part.extension) INTO boundary USING until, split_part(own_grain, ' ', 1)::integer;
	ELSE
		boundary := date_trunc(own_grain, until);
	END IF;
	IF until <> boundary THEN
		RAISE EXCEPTION '% is not the start of a period of rollup %', until, rollup
			USING ERRCODE = 'invalid_parameter_value', DETAIL = format('Its grain is %s.', own_grain), HINT = format('The period began at %s.', boundary);
	ELSIF until < part.kept_until THEN
		RAISE EXCEPTION 'periods of rollup % are already frozen until %', rollup, part.kept_until
			USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Rows of these periods may have been deleted.';
	END IF;
	-- Writers that come after this lock know of it.
	EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', part.source);
	EXECUTE format('ALTER TABLE %s ALTER COLUMN period SET DEFAULT %L', part.log, until);
	EXECUTE format('SELECT count(*) FROM (SELECT FROM %s WHERE period < $1 GROUP BY %s) AS g', part.log, part.keys) INTO kept USING until;
	RETURN kept;
END
$$;
COMMENT ON FUNCTION rollup_keep(regclass, timestamp) IS 'freezes the periods before "until", so that old rows can be deleted: the number of groups in them';

CREATE FUNCTION rollup_view(rollup regclass, grain text, dimensions text[] DEFAULT NULL, name text DEFAULT NULL, schema text DEFAULT NULL) RETURNS regclass
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $$
DECLARE
	part record;
	tallies text;
	groups text;
	columns text;
	kept text;
	metrics text;
	view text;
	unrecognized text;
	own_grain text;
	grains text[] := '{5 minutes,15 minutes,30 minutes,hour,day,week,month,quarter,year}';
	coarser text[];
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	EXECUTE format('SELECT %s._rollup_require_source($1)', part.extension) USING rollup;
	grain := lower(grain);
	unrecognized := (SELECT min(coalesce(u.name, 'NULL')) FROM unnest(dimensions) AS u (name)
					 WHERE u.name IS NULL OR NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = rollup AND a.attnum BETWEEN 2 AND part.dimensions + 1 AND a.attname = u.name));
	IF unrecognized IS NOT NULL THEN
		RAISE EXCEPTION '"%" is not a dimension of rollup %', unrecognized, rollup
			USING ERRCODE = 'undefined_column',
				  DETAIL = coalesce((SELECT format('Its dimensions are %s.', string_agg(a.attname, ', ' ORDER BY a.attnum)) FROM pg_attribute AS a
									 WHERE a.attrelid = rollup AND a.attnum BETWEEN 2 AND part.dimensions + 1 HAVING count(*) > 0), 'It has no dimensions.');
	ELSIF grain IS NULL OR NOT grain = ANY (grains) THEN
		RAISE EXCEPTION 'unrecognized grain "%"', grain
			USING ERRCODE = 'invalid_parameter_value', HINT = 'Grains are 5 minutes, 15 minutes, 30 minutes, hour, day, week, month, quarter and year.';
	END IF;
	EXECUTE format('SELECT grain FROM %s._rollup_period($1)', part.extension) INTO own_grain USING part.rows_view;
	-- Weeks fill no months.
	coarser := CASE own_grain WHEN 'week' THEN '{week}' ELSE grains[array_position(grains, own_grain) :] END;
	IF own_grain IN ('month', 'quarter', 'year') THEN
		coarser := array_remove(coarser, 'week');
	END IF;
	IF NOT grain = ANY (coarser) THEN
		RAISE EXCEPTION 'rollup % by % cannot be read by %', rollup, own_grain, grain USING ERRCODE = 'invalid_parameter_value';
	END IF;

	-- Straight from the log, in one step
	SELECT string_agg(CASE WHEN a.attnum = 1 THEN
							   format(CASE WHEN grain LIKE '% minutes' THEN '%2$s._rollup_bin(period::timestamp, %3$s)'
										   WHEN grain = 'hour' THEN 'date_trunc(%1$L, period::timestamp)'
										   ELSE 'date_trunc(%1$L, period::timestamp)::date' END || ' AS period', grain, part.extension, split_part(grain, ' ', 1))
						   WHEN a.attnum > part.dimensions + 1 AND (a.attnum - part.dimensions) % 2 = 0 THEN
							   format('coalesce(%2$s.sum(added%3$s), ''{}'') OPERATOR(%2$s.-) coalesce(%2$s.sum(removed%3$s), ''{}'') AS %1$I', a.attname, part.extension, (a.attnum - part.dimensions) / 2)
						   WHEN a.attnum > part.dimensions + 1 THEN
							   format('sum(off_scale%2$s)::bigint AS %1$I', a.attname, (a.attnum - part.dimensions) / 2)
						   WHEN dimensions IS NULL OR a.attname = ANY (dimensions) THEN format('dimension%s AS %I', a.attnum - 1, a.attname)
						   ELSE format('NULL AS %I', a.attname) END, ', ' ORDER BY a.attnum),
		   string_agg(a.attnum::text, ', ' ORDER BY a.attnum) FILTER (WHERE a.attnum = 1 OR a.attnum <= part.dimensions + 1 AND (dimensions IS NULL OR a.attname = ANY (dimensions)))
	INTO tallies, groups
	FROM pg_attribute AS a WHERE a.attrelid = rollup AND a.attnum > 0 AND NOT a.attisdropped;
	kept := (SELECT string_agg(format('coalesce(%2$s.sum(added%1$s), ''{}'') OPERATOR(%2$s.<>) coalesce(%2$s.sum(removed%1$s), ''{}'') OR sum(off_scale%1$s) <> 0', i, part.extension), ' OR ' ORDER BY i)
			 FROM generate_series(1, part.scores) AS i);
	columns := (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
				FROM pg_attribute AS a
				WHERE a.attrelid = part.numbers AND a.attnum > 0 AND NOT a.attisdropped AND
					  (a.attnum NOT BETWEEN 2 AND part.dimensions + 1 OR dimensions IS NULL OR a.attname = ANY (dimensions)));
	-- The metrics are those of x_numbers, in whose definition there is nothing that
	-- a user wrote but names.
	metrics := rtrim(pg_get_viewdef(part.numbers), ';');
	metrics := left(metrics, length(metrics) - strpos(reverse(metrics), reverse(format(E'\n   FROM %s r', rollup))) - length(format(E'\n   FROM %s r', rollup)) + 1);
	view := format('%I.%I', coalesce(schema, (SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = rollup)),
				   coalesce(name, (SELECT c.relname FROM pg_class AS c WHERE c.oid = rollup) || '_' || replace(grain, ' ', '_')));
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM (%s FROM (SELECT %s FROM %s GROUP BY %s HAVING %s) AS r) AS n WHERE NULL::%5$s[] IS NULL AND NULL::%5$s IS NOT DISTINCT FROM NULL',
				   view, columns, metrics, tallies, part.log, groups, kept);
	IF (SELECT c.relowner FROM pg_class AS c WHERE c.oid = view::regclass) <> (SELECT c.relowner FROM pg_class AS c WHERE c.oid = rollup) THEN
		EXECUTE format('ALTER VIEW %s OWNER TO %s', view, (SELECT c.relowner::regrole FROM pg_class AS c WHERE c.oid = rollup));
	END IF;
	EXECUTE format('COMMENT ON VIEW %s IS %L', view, format('metrics of rollup %s by %s as plain numbers', rollup, grain));
	RETURN view::regclass;
END
$$;
COMMENT ON FUNCTION rollup_view(regclass, text, text[], text, text) IS 'creates a view of the metrics of a rollup by a coarser period or fewer dimensions: the view';

CREATE FUNCTION rollup_list() RETURNS SETOF rollup_list_row
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	extension text := (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction');
	part record;
	item record;
	found_rollup regclass;
BEGIN
	FOR found_rollup IN
		-- Views that read a log and mention its row type, but not its array type
		SELECT w.ev_class::regclass
		FROM pg_trigger AS t
		JOIN pg_class AS l ON l.oid = t.tgrelid
		JOIN pg_type AS y ON y.oid = l.reltype
		JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_type'::regclass AND d.refobjid = y.oid
		JOIN pg_rewrite AS w ON w.oid = d.objid
		WHERE t.tgfoid = to_regprocedure(extension || '._rollup_discard()') AND
			  EXISTS (SELECT FROM pg_depend AS r WHERE r.classid = d.classid AND r.objid = d.objid AND r.refclassid = 'pg_class'::regclass AND r.refobjid = l.oid AND r.refobjsubid > 0) AND
			  NOT EXISTS (SELECT FROM pg_depend AS r WHERE r.classid = d.classid AND r.objid = d.objid AND r.refclassid = 'pg_type'::regclass AND r.refobjid = y.typarray)
		GROUP BY w.ev_class
		ORDER BY w.ev_class::regclass::text COLLATE "C"
	LOOP
		EXECUTE format('SELECT * FROM %s._rollup_parts($1)', extension) INTO part USING found_rollup;
		-- Only those who may read the log can count its rows.  Those that a
		-- compaction has written have identities below 0.
		EXECUTE format($sql$
SELECT p.grain, p.time_zone, n.log_rows, n.rows_since_compaction,
	   $1 IS NOT NULL AND %s._rollup_missing_triggers($2) IS NULL AS triggers_complete
FROM (SELECT) AS one
LEFT JOIN %1$s._rollup_period($1) AS p ON true
LEFT JOIN (%2$s) AS n ON true$sql$, extension,
					   CASE WHEN has_table_privilege(part.log, 'SELECT') AND has_schema_privilege((SELECT c.relnamespace FROM pg_class AS c WHERE c.oid = part.log), 'USAGE')
							THEN format('SELECT count(*) AS log_rows, count(*) FILTER (WHERE id > 0 AND id > (SELECT -coalesce(min(id), 0) FROM %1$s WHERE id < 0)) AS rows_since_compaction FROM %1$s', part.log)
							ELSE 'SELECT NULL::bigint AS log_rows, NULL::bigint AS rows_since_compaction' END)
			INTO item USING part.rows_view, found_rollup;
		RETURN NEXT (found_rollup, part.source, item.grain, item.time_zone,
					 ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = found_rollup AND a.attnum BETWEEN 2 AND part.dimensions + 1 ORDER BY a.attnum),
					 ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = found_rollup AND a.attnum > part.dimensions + 1 AND (a.attnum - part.dimensions) % 2 = 0 ORDER BY a.attnum),
					 part.log, item.log_rows, pg_total_relation_size(part.log), item.rows_since_compaction, part.kept_until, item.triggers_complete);
	END LOOP;
END
$$;
COMMENT ON FUNCTION rollup_list() IS 'all rollups of the database: table, grain, dimensions and scores, size of the log, and whether its triggers are complete';

CREATE FUNCTION rollup_drop(rollup regclass) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	piece text;
	counts regprocedure;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	counts := format('%s._rollup_count_changes()', part.extension)::regprocedure;
	FOR piece IN
		-- The trigger that attaches the rollup
		SELECT format('TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)
		FROM pg_trigger AS t
		JOIN pg_depend AS d ON d.classid = 'pg_trigger'::regclass AND d.objid = t.oid AND d.refclassid = 'pg_type'::regclass
		JOIN pg_class AS v ON v.reltype = d.refobjid
		WHERE t.tgfoid = counts AND v.oid = part.rows_view
		UNION ALL
		SELECT DISTINCT 'VIEW ' || w.ev_class::regclass
		FROM pg_class AS c
		JOIN pg_type AS t ON t.oid = c.reltype
		JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_type'::regclass AND d.refobjid = t.typarray
		JOIN pg_rewrite AS w ON w.oid = d.objid
		WHERE c.oid = part.log
		UNION ALL
		SELECT unnest(ARRAY['VIEW ' || part.numbers, 'VIEW ' || part.rows_view, 'VIEW ' || rollup, 'TABLE ' || part.log])
	LOOP
		CONTINUE WHEN piece IS NULL;
		EXECUTE 'DROP ' || piece;
	END LOOP;
	-- With its last rollup a table has no use for the others, and what is left of
	-- them on a partition that was detached goes as well.
	FOR piece IN
		SELECT format('TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)
		FROM pg_trigger AS t
		WHERE t.tgfoid = counts AND
			  NOT EXISTS (SELECT FROM pg_trigger AS o
						  WHERE o.tgfoid = counts AND o.tgqual IS NOT NULL AND
								(o.tgrelid = t.tgrelid OR o.tgrelid IN (SELECT relid FROM pg_partition_ancestors(t.tgrelid)))) AND
			  pg_has_role((SELECT c.relowner FROM pg_class AS c WHERE c.oid = t.tgrelid), 'USAGE')
	LOOP
		EXECUTE 'DROP ' || piece;
	END LOOP;
END
$$;
COMMENT ON FUNCTION rollup_drop(regclass) IS 'drops a rollup, its views and triggers';
