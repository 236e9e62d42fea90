--
-- Rollups: tallies by period and dimensions that keep themselves true
--
-- A rollup x consists of ordinary objects, which belong to its creator:
--
--   x_rows      view: the answers as the rollup counts them, one row each; the
--               only place where the expressions are kept
--   x_log       table: what each statement added and removed; only appended to
--   x           view: the tallies, what was added less what was removed
--   x_numbers   view: the metrics of x as plain numbers
--   x_keep()    function of the triggers x_insert, x_update, x_delete and
--               x_truncate of the source
--
-- There is no registry: the pieces find each other by their dependencies, which
-- survive renaming and a dump.  x reads x_log; the other views and x_truncate
-- mention the row type of x_log in a condition that is always true.  The planner
-- removes it, which it would not if it were spelled IS NULL.
--
-- The extension can be moved, so these functions look its schema up, and reach
-- all but pg_catalog by qualified names.
--

-- The trigger of x_log, which takes rows only from x_keep(), and from functions
-- below that set satisfaction_rollup.write.
CREATE FUNCTION _rollup_discard() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rollup_discard' LANGUAGE C;
COMMENT ON FUNCTION _rollup_discard() IS 'trigger function of the log of a rollup: leaves out rows that neither its triggers nor its functions write';

CREATE FUNCTION _tally_of_answer(smallint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_of_answer' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _tally_of_answer(smallint) IS 'tally of one answer, for the triggers of rollups; NULL for NULL; 22003 for a score off 0 to 100';

-- The definition of a view that reads one relation, as r, with another FROM item
-- in place of the relation.  The names in it are qualified.
CREATE FUNCTION _rollup_definition(view regclass, relation regclass, item text) RETURNS text
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	definition text := rtrim(pg_get_viewdef(view), ';');
	from_clause text := ' FROM ' || relation::text || ' r';
BEGIN
	-- A literal might hold the same words.
	IF length(replace(definition, from_clause, '')) <> length(definition) - length(from_clause) THEN
		RAISE EXCEPTION 'could not find the table in the definition of view %', view
			USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = definition;
	END IF;
	RETURN replace(definition, from_clause, ' FROM ' || item || ' r');
END
$$;
COMMENT ON FUNCTION _rollup_definition(regclass, regclass, text) IS 'definition of a view of a rollup, with another FROM item in place of the relation that it reads';

-- The pieces of a rollup, by their dependencies.  If the source is gone, so are
-- source and rows_view.
CREATE FUNCTION _rollup_parts(rollup regclass,
	OUT extension text, OUT log regclass, OUT rows_view regclass, OUT numbers regclass, OUT source regclass,
	OUT keep regprocedure, OUT keys text, OUT dimensions integer, OUT scores integer)
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	row_type oid;
BEGIN
	extension := (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction');

	SELECT c.oid, c.reltype INTO log, row_type
	FROM pg_rewrite AS w
	JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
	JOIN pg_class AS c ON c.oid = d.refobjid AND c.relkind = 'r'
	JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'off_scale1'
	WHERE w.ev_class = rollup;
	IF log IS NULL THEN
		RAISE EXCEPTION '% is not a rollup', rollup
			USING ERRCODE = 'wrong_object_type', HINT = 'Name the view that rollup_create() returned.';
	END IF;

	SELECT max(w.ev_class::bigint) FILTER (WHERE r.relation = rollup),
		   max(w.ev_class::bigint) FILTER (WHERE r.relation <> rollup),
		   max(r.relation::bigint) FILTER (WHERE r.relation <> rollup)
	INTO numbers, rows_view, source
	FROM pg_depend AS d
	JOIN pg_rewrite AS w ON w.oid = d.objid
	CROSS JOIN LATERAL (SELECT DISTINCT s.refobjid AS relation FROM pg_depend AS s
						WHERE s.classid = 'pg_rewrite'::regclass AND s.objid = w.oid AND s.refclassid = 'pg_class'::regclass AND
							  s.refobjsubid > 0 AND s.refobjid <> w.ev_class AND
							  -- not a row type, whose columns a view might name
							  (SELECT relkind FROM pg_class WHERE oid = s.refobjid) <> 'c') AS r
	WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_type'::regclass AND d.refobjid = row_type AND
		  -- not a view that rollup_view() made, which mentions the array type as well
		  NOT EXISTS (SELECT FROM pg_depend AS v JOIN pg_type AS t ON t.typarray = v.refobjid
					  WHERE v.classid = d.classid AND v.objid = d.objid AND v.refclassid = d.refclassid AND t.oid = row_type);

	-- Without the source there are no triggers any more.
	SELECT coalesce(max(t.tgfoid::bigint)::regprocedure,
					to_regprocedure(format('%s.%I()', c.relnamespace::regnamespace, regexp_replace(c.relname, '_log$', '_keep'))))
	INTO keep
	FROM pg_class AS c
	LEFT JOIN pg_depend AS d ON d.refclassid = 'pg_type'::regclass AND d.refobjid = c.reltype AND d.classid = 'pg_trigger'::regclass
	LEFT JOIN pg_trigger AS t ON t.oid = d.objid
	WHERE c.oid = log
	GROUP BY c.relnamespace, c.relname;

	SELECT string_agg(a.attname::text, ', ' ORDER BY a.attnum) FILTER (WHERE a.attname ~ '^(period|dimension)'),
		   count(*) FILTER (WHERE a.attname ~ '^dimension'), count(*) FILTER (WHERE a.attname ~ '^added')
	INTO keys, dimensions, scores
	FROM pg_attribute AS a WHERE a.attrelid = log AND a.attnum > 0 AND NOT a.attisdropped;
END
$$;
COMMENT ON FUNCTION _rollup_parts(regclass) IS 'the objects that a rollup consists of; 42809 for anything else';

-- The SQL that is made of the pieces: the body of x_keep(), and a query for the
-- groups from $1 until $2 where x_log and x_rows differ.
CREATE FUNCTION _rollup_statements(rollup regclass, OUT body text, OUT differences text)
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	new_answers text;
	old_answers text;
	partition_answers text;
	list record;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	IF part.source IS NULL THEN
		RAISE EXCEPTION 'the table of rollup % does not exist any more', rollup
			USING ERRCODE = 'undefined_table', HINT = 'Only rollup_drop() is left to be done.';
	END IF;

	-- What is said once a score
	SELECT string_agg(format('%2$s.tally(score%1$s) AS counted%1$s, count(answer%1$s) AS answers%1$s', i, extension), ', ') AS counted,
		   string_agg(format('%2$s._tally_of_answer(score%1$s) AS added%1$s, answer%1$s', i, extension), ', ') AS single,
		   string_agg(format('kept.added%1$s, NULL, (kept.added%1$s IS NULL AND kept.answer%1$s IS NOT NULL)::integer', i), ', ') AS single_row,
		   string_agg(format('counted%1$s, NULL, answers%1$s - coalesce(%2$s.tally_count(counted%1$s), 0)', i, extension), ', ') AS added,
		   string_agg(format('NULL, counted%1$s, coalesce(%2$s.tally_count(counted%1$s), 0) - answers%1$s', i, extension), ', ') AS removed,
		   string_agg(format('%2$s.tally(score%1$s) FILTER (WHERE is_new) AS added%1$s, %2$s.tally(score%1$s) FILTER (WHERE NOT is_new) AS removed%1$s, '
							 'count(answer%1$s) FILTER (WHERE score%1$s IS NULL AND is_new) - count(answer%1$s) FILTER (WHERE score%1$s IS NULL AND NOT is_new) AS off_scale%1$s',
							 i, extension), ', ') AS changed,
		   string_agg(format('added%1$s, removed%1$s, off_scale%1$s', i), ', ') AS columns,
		   string_agg(format('coalesce(added%1$s, ''{}'') OPERATOR(%2$s.<>) coalesce(removed%1$s, ''{}'') OR off_scale%1$s <> 0', i, extension), ' OR ') AS is_changed,
		   string_agg(format('%2$s.tally(score%1$s) AS expected%1$s, NULL::%2$s.tally AS added%1$s, NULL::%2$s.tally AS removed%1$s, '
							 'count(answer%1$s) FILTER (WHERE score%1$s IS NULL) AS off_scale%1$s, 0::bigint AS stored_off_scale%1$s', i, extension), ', ') AS expected,
		   string_agg(format('NULL, %2$s.sum(added%1$s), %2$s.sum(removed%1$s), 0, sum(off_scale%1$s)::bigint', i, extension), ', ') AS stored,
		   string_agg(format('coalesce(%2$s.sum(expected%1$s), ''{}'') AS expected%1$s, coalesce(%2$s.sum(added%1$s), ''{}'') AS added%1$s, '
							 'coalesce(%2$s.sum(removed%1$s), ''{}'') AS removed%1$s, '
							 'sum(off_scale%1$s)::bigint AS off_scale%1$s, sum(stored_off_scale%1$s)::bigint AS stored_off_scale%1$s', i, extension), ', ') AS merged,
		   string_agg(format('added%1$s OPERATOR(%2$s.<>) (expected%1$s OPERATOR(%2$s.+) removed%1$s) OR off_scale%1$s <> stored_off_scale%1$s', i, extension), ' OR ') AS is_different
	INTO list
	FROM generate_series(1, part.scores) AS i, CAST(part.extension AS text) AS extension;

	-- No answer is subtracted from another here: a log that has gone wrong may
	-- have removed what it never added.
	differences := format($sql$
SELECT * FROM (
	SELECT %1$s, %2$s
	FROM (SELECT %1$s, %3$s FROM %4$s WHERE ($1 IS NULL OR period >= $1) AND ($2 IS NULL OR period < $2) GROUP BY %1$s
		  UNION ALL
		  SELECT %1$s, %5$s FROM %6$s WHERE ($1 IS NULL OR period >= $1) AND ($2 IS NULL OR period < $2) GROUP BY %1$s) AS u
	GROUP BY %1$s) AS m
WHERE %7$s$sql$, part.keys, list.merged, list.expected, part.rows_view, list.stored, part.log, list.is_different);

	EXECUTE replace('SELECT @._rollup_definition($1, $2, $3), @._rollup_definition($1, $2, $4), @._rollup_definition($1, $2, $5)', '@', part.extension)
		INTO new_answers, old_answers, partition_answers
		USING part.rows_view, part.source, 'new_rows'::text, 'old_rows'::text, part.source::text;

	body := format($plpgsql$
-- made by rollup_create() and rollup_refresh() of the extension satisfaction
#variable_conflict use_column
DECLARE
	kept record;
	is_single boolean;
BEGIN
	-- A partition has triggers of its own, for what is written to it directly.
	-- They rest when it was detached.
	IF TG_NARGS > 0 THEN
		IF NOT EXISTS (SELECT FROM pg_partition_ancestors(TG_RELID) AS a
					   JOIN pg_trigger AS root ON root.tgrelid = a.relid AND root.tgnargs = 0
					   JOIN pg_trigger AS own ON own.tgfoid = root.tgfoid
					   WHERE own.tgrelid = TG_RELID AND own.tgname = TG_NAME) THEN
			RETURN NULL;
		END IF;
	END IF;
	-- An error while the answers are read is no error of the statement that
	-- brought them.  The inner blocks write nothing, so they take no transaction ID.
	-- They name the log, to meet here what would be an error of the INSERT below.
	IF TG_OP = 'INSERT' THEN
		-- Most statements bring one answer, which needs no grouping.
		BEGIN
			SELECT %2$s, %13$s, %15$L::regclass AS log INTO STRICT kept FROM (%5$s) AS x;
			is_single := true;
		EXCEPTION
			WHEN no_data_found THEN
				RETURN NULL;
			WHEN OTHERS THEN
				-- Several answers, or an error that the block below meets again
				is_single := false;
		END;
		IF is_single THEN
			INSERT INTO %1$s VALUES (%14$s);
			RETURN NULL;
		END IF;
	END IF;
	BEGIN
		IF TG_OP = 'INSERT' THEN
			SELECT array_agg(ROW(%2$s, %3$s)::%1$s) AS entries, %15$L::regclass AS log INTO kept
			FROM (SELECT %2$s, %4$s FROM (%5$s) AS x GROUP BY %2$s) AS g;
		ELSIF TG_OP = 'UPDATE' THEN
			SELECT array_agg(ROW(%2$s, %6$s)::%1$s) AS entries, %15$L::regclass AS log INTO kept
			FROM (SELECT %2$s, %7$s FROM (SELECT true AS is_new, x.* FROM (%5$s) AS x
										  UNION ALL SELECT false, x.* FROM (%8$s) AS x) AS x
				  GROUP BY %2$s) AS g
			WHERE %9$s;
		ELSIF TG_OP = 'DELETE' THEN
			SELECT array_agg(ROW(%2$s, %10$s)::%1$s) AS entries, %15$L::regclass AS log INTO kept
			FROM (SELECT %2$s, %4$s FROM (%8$s) AS x GROUP BY %2$s) AS g;
		ELSIF TG_NARGS > 0 THEN
			EXECUTE replace(%11$L, ' FROM %12$s r', ' FROM ONLY ' || TG_RELID::regclass || ' r') INTO kept;
		ELSE
			TRUNCATE %1$s;
			RETURN NULL;
		END IF;
	EXCEPTION WHEN OTHERS THEN
		RAISE WARNING 'a rollup did not count what %% changed in %%: %%', TG_OP, TG_RELID::regclass, SQLERRM
			USING HINT = 'Run rollup_refresh().';
		RETURN NULL;
	END;
	IF kept.entries IS NOT NULL THEN
		INSERT INTO %1$s SELECT e.* FROM unnest(kept.entries) AS e;
	END IF;
	RETURN NULL;
END
$plpgsql$, part.log, part.keys, list.added, list.counted, new_answers, list.columns, list.changed, old_answers,
		list.is_changed, list.removed,
		format('SELECT array_agg(ROW(%2$s, %3$s)::%1$s) AS entries FROM (SELECT %2$s, %4$s FROM (%5$s) AS x GROUP BY %2$s) AS g',
			   part.log, part.keys, list.removed, list.counted, partition_answers), replace(part.source::text, '''', ''''''), list.single,
		'kept.' || replace(part.keys, ', ', ', kept.') || ', ' || list.single_row, part.log::text);
END
$$;
COMMENT ON FUNCTION _rollup_statements(regclass) IS 'body of the trigger function of a rollup, and the query for its differences; 42P01 if its table is gone';

-- Make x_keep() and its triggers, or what is missing or out of date of them.
CREATE FUNCTION _rollup_install(rollup regclass) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	statement record;
	rel record;
	prefix text;
	keep text;
	action record;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	SELECT c.relname, format('%I.%I', n.nspname, c.relname || '_keep') INTO prefix, keep
	FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = rollup;
	EXECUTE format('SELECT * FROM %s._rollup_statements($1)', part.extension) INTO statement USING rollup;
	keep := coalesce(split_part(part.keep::text, '(', 1), keep);

	IF (SELECT p.prosrc FROM pg_proc AS p WHERE p.oid = part.keep) IS DISTINCT FROM statement.body THEN
		EXECUTE format('CREATE %s FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L',
					   CASE WHEN part.keep IS NULL THEN '' ELSE 'OR REPLACE' END, keep, statement.body);
		-- Somebody else's trigger could feed it answers that nobody gave.
		EXECUTE format('REVOKE ALL ON FUNCTION %s() FROM PUBLIC', keep);
		EXECUTE format('ALTER FUNCTION %s() DEPENDS ON EXTENSION satisfaction', keep);
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
			SELECT a.name, a.referencing, CASE WHEN a.bit = 32 AND rel.is_partition THEN 'BEFORE' ELSE 'AFTER' END AS time,
				   CASE WHEN a.bit = 32 THEN format('WHEN (NULL::%s IS NOT DISTINCT FROM NULL)', part.log) ELSE '' END AS tie
			FROM (VALUES (4, 'insert', 'REFERENCING NEW TABLE AS new_rows'),
						 (16, 'update', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
						 (8, 'delete', 'REFERENCING OLD TABLE AS old_rows'),
						 (32, 'truncate', '')) AS a (bit, name, referencing)
			WHERE NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = rel.oid AND t.tgfoid = part.keep AND t.tgtype & a.bit <> 0)
		LOOP
			EXECUTE format('CREATE TRIGGER %I %s %s ON %s %s FOR EACH STATEMENT %s EXECUTE FUNCTION %s(%s)',
						   prefix || '_' || action.name, action.time, action.name, rel.name, action.referencing, action.tie, keep, CASE WHEN rel.is_partition THEN '''partition''' ELSE '' END);
		END LOOP;
	END LOOP;
END
$$;
COMMENT ON FUNCTION _rollup_install(regclass) IS 'make the trigger function and the triggers of a rollup, or what is missing or out of date of them';

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
	IF cardinality(given) > cardinality(known) OR cardinality(given) = 1 OR
	   EXISTS (SELECT FROM unnest(given) WITH ORDINALITY AS g (value, n)
			   WHERE g.value !~ CASE known[n] WHEN 'low_is_easy' THEN '^(true|false)$' ELSE '^[0-9]{1,3}$' END) OR
	   NOT scale_max::integer BETWEEN scale_min::integer AND 100 THEN
		RAISE EXCEPTION 'invalid scale "%(%)" of score "%"', metric, arguments, name
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = format('Its arguments are whole numbers up to 100, in this order: %s.', coalesce(nullif(array_to_string(known, ', '), ''), 'none'));
	END IF;
	named := coalesce((SELECT string_agg(format(', %s => %s', known[n], given[n]), '' ORDER BY n) FROM generate_subscripts(given, 1) AS n), '');
	-- The extension's schema, the tally, the scale, and two boxes of it
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
COMMENT ON FUNCTION _rollup_metric(text, text, text, text) IS 'scale of a score of a rollup, and its columns of the view of numbers; 22023 for an impossible scale';

CREATE FUNCTION rollup_create(source regclass, period text, scores text[], dimensions text[] DEFAULT '{}',
	grain text DEFAULT 'day', time_zone text DEFAULT NULL, filter text DEFAULT NULL,
	name text DEFAULT NULL, schema text DEFAULT NULL, backfill boolean DEFAULT true,
	allow_row_security boolean DEFAULT false, search_path text DEFAULT current_setting('search_path')) RETURNS regclass
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off
AS $$
DECLARE
	extension text;
	table_of record;
	place text;
	log text;
	rollup text;
	item text;
	parsed text[];
	expressions text[] := '{}';
	names text[] := '{}';
	metrics text[] := '{}';
	types regtype[];
	columns text;
	tallies text := 'period';
	groups text := 'period';
	numbers text := 'r.period';
	log_columns text := 'period';
	kept text := '';
	answered text := '';
	score record;
	metric record;
	on_scale text;
	statement text;
	i integer;
BEGIN
	extension := (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction');

	-- What can be kept true
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot create a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Its snapshot might be older than answers that are committed; use READ COMMITTED.';
	ELSIF source IS NULL OR period IS NULL OR dimensions IS NULL OR grain IS NULL OR coalesce(cardinality(scores), 0) = 0 OR
		  array_position(scores, NULL) IS NOT NULL OR array_position(dimensions, NULL) IS NOT NULL THEN
		RAISE EXCEPTION 'source, period, scores, dimensions and grain must not be null, and there must be a score'
			USING ERRCODE = 'null_value_not_allowed';
	ELSIF grain NOT IN ('hour', 'day', 'week', 'month', 'quarter', 'year') THEN
		RAISE EXCEPTION 'unrecognized grain "%"', grain
			USING ERRCODE = 'invalid_parameter_value', HINT = 'Grains are hour, day, week, month, quarter and year.';
	END IF;
	SELECT c.relname, n.nspname, c.relkind, c.relpersistence, c.relispartition,
		   EXISTS (SELECT FROM pg_inherits AS h WHERE h.inhrelid = c.oid OR c.relkind = 'r' AND h.inhparent = c.oid) AS inherits
	INTO table_of
	FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = source;
	IF table_of.relkind NOT IN ('r', 'p') OR table_of.relpersistence = 't' THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type', DETAIL = 'A rollup needs an ordinary or partitioned table that is not temporary.';
	ELSIF table_of.relispartition THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type', DETAIL = 'It is a partition.', HINT = 'Name the partitioned table at the root.';
	ELSIF table_of.inherits THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type', DETAIL = 'It takes part in inheritance, as hypertables and their chunks do.',
				  HINT = 'Keep tallies in a table of your own, those of a hypertable in a continuous aggregate, or partition the table.';
	END IF;
	EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', source);
	IF EXISTS (SELECT FROM pg_class AS c
			   WHERE (c.oid = source OR c.oid IN (SELECT relid FROM pg_partition_tree(source))) AND NOT pg_has_role(c.relowner, 'USAGE')) THEN
		RAISE EXCEPTION 'must be owner of table % and of its partitions', source USING ERRCODE = 'insufficient_privilege';
	ELSIF NOT allow_row_security AND
		  EXISTS (SELECT FROM pg_class AS c
				  WHERE (c.oid = source OR c.oid IN (SELECT relid FROM pg_partition_tree(source))) AND c.relrowsecurity) THEN
		RAISE EXCEPTION 'table % has row security', source
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'Whoever may read the rollup would see tallies of all rows.',
				  HINT = 'Say allow_row_security => true if that is intended.';
	END IF;

	name := coalesce(name, table_of.relname || '_rollup');
	IF octet_length(name) > 53 THEN
		RAISE EXCEPTION 'rollup name "%" is too long', name
			USING ERRCODE = 'name_too_long', HINT = 'Give a name of at most 53 bytes.';
	END IF;
	place := quote_ident(coalesce(schema, table_of.nspname)) || '.';
	log := place || quote_ident(name || '_log');
	rollup := place || quote_ident(name);
	IF to_regclass(log) IS NOT NULL THEN
		RAISE EXCEPTION 'relation % already exists', log
			USING ERRCODE = 'duplicate_table',
				  HINT = format('Give the rollup another name. What DROP EXTENSION ... CASCADE left of an earlier one goes by DROP VIEW IF EXISTS %s; DROP TABLE %s.',
								place || quote_ident(name || '_rows'), log);
	END IF;

	-- Period, dimensions and scores, in this order
	FOREACH item IN ARRAY period || dimensions || scores LOOP
		i := cardinality(names);
		IF i > cardinality(dimensions) THEN
			-- 'csat(1,7,6): expression', but not 'nps::integer'
			parsed := regexp_match(item, '^\s*(nps|csat|ces|rate|mean)\s*(?:\(([^()]*)\))?\s*:(?!:)\s*(.*)$');
			metrics := metrics || coalesce(parsed[1], 'mean') || coalesce(parsed[2], '');
			item := coalesce(parsed[3], item);
		END IF;
		parsed := regexp_match(item, '^(.*\S)\s+[aA][sS]\s+(?:"((?:[^"]|"")+)"|([[:alpha:]_][[:alnum:]_$]*))\s*$');
		IF EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = source AND a.attnum > 0 AND NOT a.attisdropped AND a.attname = item) THEN
			parsed := ARRAY[quote_ident(item), item];
		ELSIF i = 0 THEN
			parsed := ARRAY[item];
		ELSIF parsed IS NULL THEN
			RAISE EXCEPTION '"%" is not a column of table %', item, source
				USING ERRCODE = 'undefined_column', HINT = 'Name an expression: expression AS name.';
		END IF;
		expressions := expressions || format('(%s)', parsed[1]);
		names := names || CASE WHEN i = 0 THEN 'period' ELSE coalesce(replace(parsed[2], '""', '"'), lower(parsed[3])) END;
	END LOOP;

	-- An index lets the server find out whether an expression depends on more than
	-- the row: on settings, on other tables or on other rows.  Nothing but the
	-- statement itself may be looked up along the caller's path.
	EXECUTE format('CREATE TABLE %s (LIKE %s)', log, source);
	statement := format('CREATE INDEX ON %s ((pg_catalog.num_nulls(%s))) WHERE (%s)', log, array_to_string(expressions, ', '), coalesce(filter, 'true'));
	PERFORM set_config('search_path', rollup_create.search_path, true);
	BEGIN
		EXECUTE statement;
	EXCEPTION WHEN invalid_object_definition OR feature_not_supported OR grouping_error OR windowing_error THEN
		RAISE EXCEPTION 'a rollup can count only by what stands in the row itself'
			USING ERRCODE = 'invalid_object_definition', DETAIL = SQLERRM,
				  HINT = 'Use columns and immutable functions only. A time zone is stated with time_zone, or as in answered_at AT TIME ZONE ''Europe/Berlin''.';
	END;
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	SELECT format('SELECT ARRAY[%s] FROM (SELECT) AS one LEFT JOIN (SELECT %s FROM %s WHERE false) AS r ON true',
				  string_agg(format('pg_catalog.pg_typeof(e%s)', u.n), ', ' ORDER BY u.n), string_agg(format('%s AS e%s', u.expression, u.n), ', ' ORDER BY u.n), log)
	INTO statement FROM unnest(expressions) WITH ORDINALITY AS u (expression, n);
	PERFORM set_config('search_path', rollup_create.search_path, true);
	EXECUTE statement INTO types;
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	EXECUTE format('DROP TABLE %s', log);
	types := ARRAY(SELECT coalesce(nullif(t.typbasetype, 0), t.oid)::regtype
				   FROM unnest(types) WITH ORDINALITY AS u (type, n) JOIN pg_type AS t ON t.oid = u.type ORDER BY n);

	IF types[1] = 'timestamptz'::regtype AND time_zone IS NOT NULL THEN
		PERFORM now() AT TIME ZONE time_zone;
		expressions[1] := format('(%s AT TIME ZONE %L)', expressions[1], time_zone);
	ELSIF types[1] NOT IN ('date'::regtype, 'timestamp'::regtype) THEN
		RAISE EXCEPTION 'period must be a date or a timestamp without time zone, not %', types[1]
			USING ERRCODE = 'datatype_mismatch', HINT = 'For timestamp with time zone say which, as in time_zone => ''Europe/Berlin''.';
	ELSIF time_zone IS NOT NULL THEN
		RAISE EXCEPTION 'period has no time zone to convert from' USING ERRCODE = 'invalid_parameter_value';
	END IF;
	columns := format(CASE grain WHEN 'hour' THEN 'pg_catalog.date_trunc(%2$L, %1$s::pg_catalog.timestamp)'
								 WHEN 'day' THEN '%1$s::pg_catalog.date'
								 ELSE 'pg_catalog.date_trunc(%2$L, %1$s::pg_catalog.timestamp)::pg_catalog.date' END || ' AS period',
					  expressions[1], grain);
	FOR i IN 1 .. cardinality(dimensions) LOOP
		columns := columns || format(', %s AS dimension%s', expressions[i + 1], i);
		log_columns := log_columns || format(', dimension%s', i);
		groups := groups || format(', dimension%s', i);
		tallies := tallies || format(', dimension%s AS %I', i, names[i + 1]);
		numbers := numbers || format(', r.%I', names[i + 1]);
	END LOOP;
	FOR i IN 1 .. cardinality(scores) LOOP
		item := expressions[i + 1 + cardinality(dimensions)];
		SELECT names[i + 1 + cardinality(dimensions)] AS name, types[i + 1 + cardinality(dimensions)] AS type INTO score;
		IF score.type = 'boolean'::regtype AND metrics[2 * i - 1] IN ('mean', 'rate') THEN
			metrics[2 * i - 1] := 'rate';
			item := item || '::pg_catalog.int4';
		ELSIF score.type NOT IN ('smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision') THEN
			RAISE EXCEPTION 'metric % does not apply to score "%" of type %', metrics[2 * i - 1], score.name, score.type
				USING ERRCODE = 'datatype_mismatch',
				HINT = 'A score is a number, or a boolean with the metric rate. Weighted answers are not kept, as they cannot be taken back exactly.';
		END IF;
		EXECUTE format('SELECT * FROM %s._rollup_metric($1, $2, $3, $4)', extension)
			INTO metric USING extension, score.name, metrics[2 * i - 1], metrics[2 * i];
		on_scale := format('%1$s >= %2$s AND %1$s <= %3$s', item, metric.scale_min, metric.scale_max);
		IF score.type IN ('numeric', 'real', 'double precision') THEN
			on_scale := on_scale || format(' AND %1$s = pg_catalog.trunc(%1$s)', item);
		END IF;
		columns := columns || format(', %2$s AS answer%3$s, CASE WHEN %1$s THEN %2$s::pg_catalog.int2 END AS score%3$s', on_scale, item, i);
		answered := concat_ws(' OR ', nullif(answered, ''), format('%s IS NOT NULL', item));
		log_columns := log_columns || format(', NULL::%1$s.tally AS added%2$s, NULL::%1$s.tally AS removed%2$s, NULL::pg_catalog.int8 AS off_scale%2$s', extension, i);
		tallies := tallies || format(', coalesce(%1$s.sum(added%2$s), ''{}'') OPERATOR(%1$s.-) coalesce(%1$s.sum(removed%2$s), ''{}'') AS %3$I, sum(off_scale%2$s)::bigint AS %4$I',
									 extension, i, score.name, score.name || '_off_scale');
		numbers := numbers || ', ' || metric.columns || format(', r.%I', score.name || '_off_scale');
		kept := concat_ws(' OR ', nullif(kept, ''), format('coalesce(%1$s.sum(added%2$s), ''{}'') OPERATOR(%1$s.<>) coalesce(%1$s.sum(removed%2$s), ''{}'') OR sum(off_scale%2$s) <> 0', extension, i));
	END LOOP;

	-- The log takes its types from the view, which then is tied to the log.
	FOREACH item IN ARRAY ARRAY['', format(' AND NULL::%s IS NOT DISTINCT FROM NULL', log)] LOOP
		statement := format('CREATE OR REPLACE VIEW %s AS SELECT %s FROM %s AS r WHERE (%s)%s%s',
							place || quote_ident(name || '_rows'), columns, source, answered, ' AND (' || filter || ')', item);
		PERFORM set_config('search_path', rollup_create.search_path, true);
		EXECUTE statement;
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
		IF item = '' THEN
			EXECUTE format('CREATE %s TABLE %s AS SELECT %s FROM %s WITH NO DATA', CASE table_of.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE '' END,
						   log, log_columns, place || quote_ident(name || '_rows'));
		END IF;
	END LOOP;
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s GROUP BY %s HAVING %s', rollup, tallies, log, groups, kept);
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s AS r WHERE NULL::%s IS NOT DISTINCT FROM NULL', place || quote_ident(name || '_numbers'), numbers, rollup, log);
	-- Deleting rows of a published table needs an identity.
	EXECUTE format('ALTER TABLE %s REPLICA IDENTITY FULL', log);
	EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %s._rollup_discard()', name || '_discard', log, extension);
	EXECUTE format('SELECT %s._rollup_install($1)', extension) USING rollup::regclass;
	IF backfill THEN
		EXECUTE format('SELECT %s.rollup_refresh($1)', extension) USING rollup::regclass;
	END IF;
	RETURN rollup::regclass;
END
$$;
COMMENT ON FUNCTION rollup_create(regclass, text, text[], text[], text, text, text, text, text, boolean, boolean, text) IS 'make a rollup: tallies of scores by period and dimensions, kept equal to the rows of the source by triggers; scores as column, ''metric: column'' or ''metric(scale): expression AS name'' with nps, csat, ces, rate or mean; answers off the scale are counted beside the tally; locks the source against writers until the end of the transaction; 42P17 for an expression that depends on more than the row, 55000 for row security, 25001 in REPEATABLE READ and SERIALIZABLE';

CREATE FUNCTION rollup_refresh(rollup regclass, since timestamp DEFAULT NULL, until timestamp DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off SET satisfaction_rollup.write = on
AS $$
DECLARE
	part record;
	statement record;
	corrected bigint;
BEGIN
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot refresh a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Its snapshot might be older than answers that are committed; use READ COMMITTED.';
	END IF;
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	EXECUTE format('SELECT * FROM %s._rollup_statements($1)', part.extension) INTO statement USING rollup;
	-- Lock the table before the log, as writers do.  Each statement that follows
	-- takes its snapshot after both locks.
	EXECUTE format('SELECT FROM %s LIMIT 0', part.rows_view);
	EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', part.log);
	EXECUTE format('SELECT %s._rollup_install($1)', part.extension) USING rollup;
	-- Rows and log are read by one snapshot, and who writes meanwhile logs it.
	EXECUTE format('INSERT INTO %s SELECT %s, %s FROM (%s) AS d', part.log, part.keys,
				   (SELECT string_agg(format('expected%1$s OPERATOR(%2$s.+) removed%1$s, added%1$s, off_scale%1$s - stored_off_scale%1$s', i, part.extension), ', ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i), statement.differences)
		USING since, until;
	GET DIAGNOSTICS corrected = ROW_COUNT;
	RETURN corrected;
END
$$;
COMMENT ON FUNCTION rollup_refresh(regclass, timestamp, timestamp) IS 'recount the periods from since until before until, all if they are NULL, and append what is different: the number of groups corrected; renews triggers; writers go on; 25001 in REPEATABLE READ and SERIALIZABLE';

CREATE FUNCTION rollup_check(rollup regclass, since timestamp DEFAULT NULL, until timestamp DEFAULT NULL)
	RETURNS TABLE (period timestamp, dimensions jsonb, score text, expected tally, stored tally, expected_off_scale bigint, stored_off_scale bigint)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off
AS $$
#variable_conflict use_column
DECLARE
	part record;
	statement record;
	dimension_values text;
	score_values text;
	missing text;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	EXECUTE format('SELECT * FROM %s._rollup_statements($1)', part.extension) INTO statement USING rollup;

	SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid) INTO missing
	FROM pg_class AS c
	WHERE (c.oid = part.source OR c.oid IN (SELECT relid FROM pg_partition_tree(part.source))) AND
		  4 <> (SELECT count(*) FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND t.tgfoid = part.keep AND t.tgenabled IN ('O', 'A'));
	IF missing IS NOT NULL THEN
		RAISE WARNING 'triggers of rollup % are missing or disabled on: %', rollup, missing
			USING HINT = 'ALTER TABLE ... ENABLE TRIGGER enables them; rollup_refresh() makes those that are missing.';
	ELSIF (SELECT p.prosrc FROM pg_proc AS p WHERE p.oid = part.keep) <> statement.body THEN
		RAISE WARNING 'the trigger function of rollup % is out of date', rollup
			USING HINT = 'Run rollup_refresh().';
	END IF;

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
ORDER BY 1, 2, 3$sql$, coalesce(dimension_values, ''), part.extension, statement.differences, score_values)
		USING since, until;
END
$$;
COMMENT ON FUNCTION rollup_check(regclass, timestamp, timestamp) IS 'groups of the periods from since until before until, all if they are NULL, in which the rollup differs from its rows, none if it is true; stored is NULL where more was taken away than added; warns of missing triggers';

CREATE FUNCTION rollup_compact(rollup regclass) RETURNS bigint
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET satisfaction_rollup.write = on
AS $$
DECLARE
	part record;
	before bigint;
	after bigint;
BEGIN
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot compact a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Use READ COMMITTED, for which each statement takes its snapshot anew.';
	END IF;
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	-- Nobody else may merge the same rows; writers only append, and go on.  The
	-- statement below takes its snapshot after this lock.
	EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', part.log);
	EXECUTE format($sql$
WITH ranked AS MATERIALIZED (SELECT ctid AS id, count(*) OVER (PARTITION BY %2$s) AS n FROM %1$s),
	 taken AS (DELETE FROM %1$s AS l USING ranked WHERE l.ctid = ranked.id AND ranked.n > 1 RETURNING l.*),
	 merged AS (INSERT INTO %1$s SELECT %2$s, %3$s FROM taken GROUP BY %2$s HAVING %4$s RETURNING 1)
SELECT (SELECT count(*) FROM taken), (SELECT count(*) FROM merged)$sql$, part.log, part.keys,
				   (SELECT string_agg(format('%2$s.sum(added%1$s), %2$s.sum(removed%1$s), sum(off_scale%1$s)', i, part.extension), ', ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i),
				   (SELECT string_agg(format('coalesce(%2$s.sum(added%1$s), ''{}'') OPERATOR(%2$s.<>) coalesce(%2$s.sum(removed%1$s), ''{}'') OR sum(off_scale%1$s) <> 0', i, part.extension), ' OR ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i))
		INTO before, after;
	RETURN before - after;
END
$$;
COMMENT ON FUNCTION rollup_compact(regclass) IS 'merge the rows of the log that belong to one group: the number of rows saved; writers and readers go on; 25001 in REPEATABLE READ and SERIALIZABLE';

CREATE FUNCTION rollup_view(rollup regclass, grain text, dimensions text[] DEFAULT NULL, name text DEFAULT NULL) RETURNS regclass
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	tallies text;
	groups text;
	columns text;
	definition text;
	view text;
	unknown text;
	own_grain text;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	SELECT u.name INTO unknown FROM unnest(dimensions) AS u (name)
	WHERE u.name IS NULL OR NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = rollup AND a.attnum BETWEEN 2 AND part.dimensions + 1 AND a.attname = u.name);
	IF FOUND THEN
		RAISE EXCEPTION '"%" is not a dimension of rollup %', unknown, rollup USING ERRCODE = 'undefined_column';
	ELSIF grain IS NULL OR grain NOT IN ('day', 'week', 'month', 'quarter', 'year') THEN
		RAISE EXCEPTION 'unrecognized grain "%"', grain
			USING ERRCODE = 'invalid_parameter_value', HINT = 'Grains are day, week, month, quarter and year.';
	END IF;
	own_grain := coalesce(substring(split_part(pg_get_viewdef(part.rows_view), ' AS period', 1) FROM 'date_trunc\(''([a-z]+)'''), 'day');
	IF NOT grain = ANY (CASE own_grain WHEN 'week' THEN '{week}' WHEN 'month' THEN '{month,quarter,year}' WHEN 'quarter' THEN '{quarter,year}'
									   WHEN 'year' THEN '{year}' ELSE '{day,week,month,quarter,year}' END::text[]) THEN
		RAISE EXCEPTION 'rollup % by % cannot be read by %', rollup, own_grain, grain USING ERRCODE = 'invalid_parameter_value';
	END IF;
	SELECT string_agg(CASE WHEN a.attnum = 1 THEN format('date_trunc(%L, period::timestamp)::date AS period', grain)
						   WHEN a.attnum > part.dimensions + 1 THEN
							   format(CASE WHEN (a.attnum - part.dimensions) % 2 = 0 THEN '%2$s.sum(%1$I) AS %1$I' ELSE 'sum(%1$I)::bigint AS %1$I' END, a.attname, part.extension)
						   WHEN dimensions IS NULL OR a.attname = ANY (dimensions) THEN quote_ident(a.attname)
						   ELSE format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname) END, ', ' ORDER BY a.attnum),
		   string_agg(a.attnum::text, ', ') FILTER (WHERE a.attnum <= part.dimensions + 1)
	INTO tallies, groups
	FROM pg_attribute AS a WHERE a.attrelid = rollup AND a.attnum > 0 AND NOT a.attisdropped;
	SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
	INTO columns
	FROM pg_attribute AS a
	WHERE a.attrelid = part.numbers AND a.attnum > 0 AND NOT a.attisdropped AND
		  (a.attnum NOT BETWEEN 2 AND part.dimensions + 1 OR dimensions IS NULL OR a.attname = ANY (dimensions));
	EXECUTE format('SELECT %s._rollup_definition($1, $2, $3)', part.extension)
		INTO definition
		USING part.numbers, rollup, format('(SELECT %s FROM %s GROUP BY %s)', tallies, rollup, groups);
	SELECT format('%I.%I', n.nspname, coalesce(name, c.relname || '_' || grain)) INTO view
	FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = rollup;
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM (%s) AS n WHERE NULL::%s[] IS NULL', view, columns, definition, part.log);
	RETURN view::regclass;
END
$$;
COMMENT ON FUNCTION rollup_view(regclass, text, text[], text) IS 'make a view of the metrics of a rollup by week, month, quarter or year, and by all or some of its dimensions; 22023 for a grain that the rollup cannot be read by, 42703 for an unknown dimension';

CREATE FUNCTION rollup_drop(rollup regclass) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	piece text;
BEGIN
	EXECUTE format('SELECT * FROM %s._rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	FOR piece IN
		SELECT format('TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) FROM pg_trigger AS t WHERE t.tgfoid = part.keep
		UNION ALL
		SELECT 'FUNCTION ' || part.keep
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
END
$$;
COMMENT ON FUNCTION rollup_drop(regclass) IS 'drop a rollup, its views and triggers; 2BP01 if another object depends on it';
