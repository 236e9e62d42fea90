--
-- upgrade: an extension updated from 1.0, the first release, has the same
-- members, with the same definitions, as a fresh one, and what was stored
-- before reads the same.  Until there is a second release, the script of 1.0
-- alone must give all this.
--
\pset null NULL
SET client_min_messages = warning;

-- In a database of its own, for the extension is dropped and made again.
\set regression_database :DBNAME
DROP DATABASE IF EXISTS satisfaction_upgrade;
CREATE DATABASE satisfaction_upgrade TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
\c satisfaction_upgrade
\pset null NULL
SET client_min_messages = warning;

-- The members of the extension and all that their definitions say, with names
-- in place of numbers
CREATE VIEW members AS
  SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS member, obj_description(d.objid, d.classid::regclass::name) AS comment
    FROM pg_depend AS d WHERE d.refclassid = 'pg_extension'::regclass AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'satisfaction') AND d.deptype = 'e';
CREATE VIEW definitions AS
  SELECT member, 'comment' AS part, comment AS definition FROM members UNION ALL
  SELECT member, 'function', concat_ws(' ', prokind, prosrc, probin, proargtypes::regtype[], pg_get_function_arguments(p.oid), 'returns', pg_get_function_result(p.oid), proargnames, proargmodes,
                                       provolatile, proparallel, proisstrict, proleakproof, prosecdef, proretset, procost, prorows, provariadic::regtype, prosupport, proconfig, proacl)
    FROM members JOIN pg_proc AS p ON p.oid = objid WHERE classid = 'pg_proc'::regclass UNION ALL
  SELECT member, 'aggregate', concat_ws(' ', aggkind, aggnumdirectargs, aggtransfn, aggfinalfn, aggcombinefn, aggserialfn, aggdeserialfn, aggmtransfn, aggminvtransfn, aggmfinalfn, aggfinalextra, aggmfinalextra,
                                        aggfinalmodify, aggmfinalmodify, aggsortop::regoperator, aggtranstype::regtype, aggtransspace, aggmtranstype::regtype, aggmtransspace, agginitval, aggminitval)
    FROM members JOIN pg_aggregate ON aggfnoid = objid WHERE classid = 'pg_proc'::regclass UNION ALL
  SELECT member, 'type', concat_ws(' ', typlen, typbyval, typtype, typcategory, typispreferred, typdelim, typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze, typalign, typstorage, typcollation::regcollation,
                                   (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
                                   (SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0))
    FROM members JOIN pg_type AS t ON t.oid = objid WHERE classid = 'pg_type'::regclass UNION ALL
  SELECT member, 'operator', concat_ws(' ', o.oid::regoperator, oprkind, oprcode, oprresult::regtype, oprcom::regoperator, oprnegate::regoperator, oprcanmerge, oprcanhash, oprrest, oprjoin)
    FROM members JOIN pg_operator AS o ON o.oid = objid WHERE classid = 'pg_operator'::regclass UNION ALL
  SELECT member, 'cast', concat_ws(' ', castfunc::regprocedure, castcontext, castmethod)
    FROM members JOIN pg_cast AS c ON c.oid = objid WHERE classid = 'pg_cast'::regclass UNION ALL
  SELECT member, 'operator class', concat_ws(' ', opcdefault, opcintype::regtype, opckeytype::regtype, opcmethod)
    FROM members JOIN pg_opclass AS c ON c.oid = objid WHERE classid = 'pg_opclass'::regclass UNION ALL
  SELECT member, 'operator family', (SELECT string_agg(concat_ws(' ', amopstrategy, amopopr::regoperator, amoppurpose), ', ' ORDER BY amopstrategy, amopopr::regoperator::text) FROM pg_amop WHERE amopfamily = objid) ||
                            '; ' || (SELECT string_agg(concat_ws(' ', amprocnum, amproc::regprocedure), ', ' ORDER BY amprocnum, amproc::regprocedure::text) FROM pg_amproc WHERE amprocfamily = objid)
    FROM members WHERE classid = 'pg_opfamily'::regclass;

-- The fresh one
CREATE EXTENSION satisfaction;
SELECT extversion AS newest_version FROM pg_extension WHERE extname = 'satisfaction' \gset
CREATE TABLE fresh AS SELECT * FROM definitions;
-- a definition that differs would be noticed
BEGIN;
ALTER FUNCTION tally_mean(tally) COST 77;
COMMENT ON FUNCTION tally_count(tally) IS 'changed';
ALTER EXTENSION satisfaction DROP FUNCTION tally_max(tally);
SELECT member, part FROM (TABLE fresh EXCEPT TABLE definitions) AS d ORDER BY member COLLATE "C", part;
ROLLBACK;
DROP EXTENSION satisfaction;
SELECT count(*) AS members FROM members;

-- Every version that there is a script for can be updated to the newest.
SELECT v.version AS no_way_to_the_newest
  FROM pg_available_extension_versions AS v JOIN pg_available_extensions AS e USING (name)
  LEFT JOIN pg_extension_update_paths('satisfaction') AS u ON u.source = v.version AND u.target = e.default_version
 WHERE name = 'satisfaction' AND v.version <> e.default_version AND path IS NULL;

-- The old one, with things stored and in use
CREATE EXTENSION satisfaction VERSION '1.0';
SELECT extversion FROM pg_extension WHERE extname = 'satisfaction';
CREATE TABLE stored (day int PRIMARY KEY, t tally NOT NULL DEFAULT '{}', answers int);
INSERT INTO stored
  SELECT day, tally((day * 7919 + i * 104729 + day * i * 31) % 11), count(*) FROM generate_series(1, 200) AS day, generate_series(1, 40) AS i WHERE i <= day % 41 GROUP BY day UNION ALL
  VALUES (1000, '{}'::tally, 0), (1001, '{9:12(10.5,9.75),10:1}', 13), (1002, '{0:1,100:9223372036854775806}', NULL);
CREATE INDEX ON stored (t);
CREATE INDEX ON stored USING hash (t);
CREATE INDEX ON stored (nps(t)) WHERE day < 1000;
CREATE VIEW monthly AS SELECT day / 30 AS month, nps(sum(t)), csat(sum(t), 0, 10, 8) AS happy, tally_count(sum(t)) AS answers FROM stored WHERE day < 1000 GROUP BY 1;
CREATE MATERIALIZED VIEW rollup AS SELECT day / 30 AS month, sum(t) AS t FROM stored WHERE day < 1000 GROUP BY 1;
CREATE TABLE read_before AS SELECT day, t::text AS as_text, t::jsonb AS as_jsonb, tally_send(t) AS as_bytes, pg_column_size(t) AS size, tally_mean(t) AS mean, tally_median(t) AS median FROM stored;
CREATE TABLE monthly_before AS SELECT * FROM monthly;

ALTER EXTENSION satisfaction UPDATE;
SELECT extversion = :'newest_version' AS newest FROM pg_extension WHERE extname = 'satisfaction';

-- Nothing is missing, nothing is left over, nothing is different.
SELECT count(*) > 100 AS many, count(DISTINCT part) >= 8 AS all_kinds FROM fresh;
(TABLE fresh EXCEPT TABLE definitions) ORDER BY member, part;
(TABLE definitions EXCEPT TABLE fresh) ORDER BY member, part;
SELECT (SELECT count(*) FROM fresh) = (SELECT count(*) FROM definitions) AS as_many;

-- What was stored reads the same, and works with what is new.
SELECT count(*) AS days, count(*) FILTER (WHERE t::text <> as_text OR t::jsonb <> as_jsonb OR tally_send(t) <> as_bytes OR pg_column_size(t) <> size) AS values,
       count(*) FILTER (WHERE tally_mean(t) IS DISTINCT FROM mean OR tally_median(t) IS DISTINCT FROM median) AS results
  FROM stored JOIN read_before USING (day);
SELECT count(*) AS months, count(*) FILTER (WHERE now.nps IS DISTINCT FROM before.nps OR now.happy IS DISTINCT FROM before.happy OR now.answers IS DISTINCT FROM before.answers) AS different
  FROM monthly AS now FULL JOIN monthly_before AS before USING (month);
REFRESH MATERIALIZED VIEW rollup;
SELECT bool_and(rollup.t = now.t) AS same FROM rollup JOIN (SELECT day / 30 AS month, sum(t) AS t FROM stored WHERE day < 1000 GROUP BY 1) AS now USING (month);
SET enable_seqscan = off;
SELECT count(*) AS empty FROM stored WHERE t = '{}';
SELECT count(*) = (SELECT count(*) FROM read_before WHERE day < 1000 AND nps(as_text::tally) > 0) AS same FROM stored WHERE day < 1000 AND nps(t) > 0;
RESET enable_seqscan;
INSERT INTO stored SELECT 2000, tally_weighted(9, 0.5), 1;
SELECT day, t, (nps_summary(t)).answers FROM stored WHERE day IN (1000, 1001, 2000) ORDER BY day;

\c :regression_database
DROP DATABASE satisfaction_upgrade;
