--
-- catalog: the extension's own objects are sound, complete and commented; it
-- moves, works with nothing on the search path, needs no superuser, and goes
-- without a trace
--
\set here :DBNAME
SET client_min_messages = warning;
DROP DATABASE IF EXISTS regress_satisfaction_catalog;
DROP ROLE IF EXISTS regress_satisfaction_user;
CREATE DATABASE regress_satisfaction_catalog TEMPLATE template0;
\connect regress_satisfaction_catalog
\pset null NULL

-- All objects that an extension could leave behind
CREATE FUNCTION pg_temp.objects() RETURNS TABLE (kind text, id oid)
LANGUAGE sql AS $$
  WITH temporary AS (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast_)?temp_')
  SELECT 'pg_proc', oid FROM pg_proc WHERE pronamespace NOT IN (TABLE temporary) UNION ALL
  SELECT 'pg_type', oid FROM pg_type WHERE typnamespace NOT IN (TABLE temporary) UNION ALL
  SELECT 'pg_operator', oid FROM pg_operator UNION ALL SELECT 'pg_cast', oid FROM pg_cast UNION ALL
  SELECT 'pg_opclass', oid FROM pg_opclass UNION ALL SELECT 'pg_opfamily', oid FROM pg_opfamily UNION ALL
  SELECT 'pg_amop', oid FROM pg_amop UNION ALL SELECT 'pg_amproc', oid FROM pg_amproc UNION ALL
  SELECT 'pg_aggregate', aggfnoid::oid FROM pg_aggregate UNION ALL SELECT 'pg_extension', oid FROM pg_extension UNION ALL
  SELECT 'pg_description', objoid FROM pg_description
$$;
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.objects();

CREATE EXTENSION satisfaction;
CREATE VIEW pg_temp.members AS
  SELECT classid::regclass AS kind, objid, pg_describe_object(classid, objid, 0) AS member
    FROM pg_depend
   WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'satisfaction');
SELECT string_agg(kind, ' ' ORDER BY kind COLLATE "C") AS kinds FROM (SELECT DISTINCT kind::text FROM pg_temp.members) AS k;

-- Nothing was made that is not a member, or part of one.
SELECT kind, pg_describe_object(kind::regclass, id, 0) AS stray FROM pg_temp.objects()
 WHERE (kind, id) NOT IN (TABLE before) AND kind IN ('pg_proc', 'pg_operator', 'pg_opclass', 'pg_opfamily', 'pg_cast') AND
       (kind::regclass, id) NOT IN (SELECT kind, objid FROM pg_temp.members);

-- Every member has a comment, and so has the extension (the array type that
-- comes with a type is a member from version 17 on).
SELECT member AS without_comment FROM pg_temp.members
 WHERE obj_description(objid, kind::text) IS NULL AND NOT (kind = 'pg_type'::regclass AND objid IN (SELECT typarray FROM pg_type))
 ORDER BY 1;
SELECT obj_description(oid, 'pg_extension') FROM pg_extension WHERE extname = 'satisfaction';

-- Every function is immutable, parallel safe, in C, without settings and
-- rights of its own; those meant for queries have argument names.  What adds
-- days to a time, or finds the local one, depends on the time zone, and what reads an enum on its labels,
-- which can be renamed; both say so.  The functions of rollups work on tables:
-- with the rights of their caller, and never by the caller's search path.
SELECT member AS not_sound FROM pg_temp.members JOIN pg_proc AS p ON p.oid = objid JOIN pg_language AS l ON l.oid = prolang
 WHERE kind = 'pg_proc'::regclass AND NOT (provolatile = CASE WHEN member LIKE '%survey_due(timestamp with time zone%' OR member LIKE '%business_time(timestamp with time zone%' OR member LIKE '%rating_of(anyenum%' THEN 's' ELSE 'i' END AND proparallel = 's' AND lanname = CASE prokind WHEN 'a' THEN 'internal' ELSE 'c' END AND
       NOT prosecdef AND NOT proleakproof AND proconfig IS NULL AND provariadic = 0 AND proacl IS NULL) AND
       proname !~ '^_?rollup_'
 ORDER BY 1;
SELECT member AS not_safe FROM pg_temp.members JOIN pg_proc AS p ON p.oid = objid JOIN pg_language AS l ON l.oid = prolang
 WHERE kind = 'pg_proc'::regclass AND proname ~ '^_?rollup_' AND
       NOT (NOT prosecdef AND NOT proleakproof AND proacl IS NULL AND (provolatile <> 'i' AND proparallel = 'u' OR proname = '_rollup_bin') AND
            (lanname = 'c' OR lanname = 'plpgsql' AND proconfig @> '{"search_path=pg_catalog, pg_temp"}'))
 ORDER BY 1;
-- What serves the type is named as in contrib, and as there has no names of arguments.
CREATE TEMP VIEW type_support AS
  SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend])::oid FROM pg_type WHERE typname = 'tally' UNION ALL
  SELECT oprcode FROM pg_operator UNION ALL SELECT amproc FROM pg_amproc UNION ALL SELECT castfunc FROM pg_cast;
SELECT member AS without_names FROM pg_temp.members JOIN pg_proc AS p ON p.oid = objid
 WHERE kind = 'pg_proc'::regclass AND prokind = 'f' AND proname NOT LIKE '\_%' AND
       coalesce(cardinality(array_remove(proargnames[1:pronargs], '')), 0) <> pronargs AND p.oid NOT IN (TABLE type_support)
 ORDER BY 1;

-- Every aggregate can be combined and read as often as wanted, but for those
-- that depend on the order of their input or compare a few tallies; and moved,
-- but for weights, whose sums have no exact inverse, and for alpha.  The state is
-- a tally, or an array of sums where no tally would do.
CREATE TEMP VIEW aggregates AS
  SELECT member, a.*, proname IN ('trailing_run', 'customer_standing', 'mann_kendall', 'kruskal_wallis', 'chi_squared') OR proname ~ '_(trend|heterogeneity|clustered|stratified)$' AS is_sequence,
         proname IN ('tally_weighted', 'cronbach_alpha') AS has_no_inverse
    FROM pg_temp.members JOIN pg_aggregate AS a ON aggfnoid = objid JOIN pg_proc AS p ON p.oid = objid WHERE kind = 'pg_proc'::regclass;
SELECT member AS not_sound FROM pg_temp.aggregates
 WHERE NOT (aggkind = 'n' AND aggfinalmodify = 'r' AND aggmfinalmodify = 'r' AND NOT aggfinalextra AND NOT aggmfinalextra) OR
       NOT is_sequence AND NOT (aggcombinefn <> 0 AND aggserialfn = 0 AND aggdeserialfn = 0 AND aggfinalfn <> 0 AND aggtransspace > 0 AND
                                CASE WHEN member ~ '_(paired_test|driver)[(]' THEN aggtranstype = 'double precision[]'::regtype AND agginitval ~ '^[{]0(,0)+[}]$'
                                     WHEN member LIKE '%cronbach_alpha%' THEN aggtranstype = 'bigint[]'::regtype AND agginitval = '{}'
                                     ELSE aggtranstype = 'tally'::regtype AND agginitval IS NULL END) OR
       NOT is_sequence AND NOT has_no_inverse AND NOT (aggmtransfn <> 0 AND aggminvtransfn <> 0 AND aggmfinalfn = aggfinalfn AND
                                aggmtranstype = aggtranstype AND aggminitval IS NOT DISTINCT FROM agginitval AND aggmtransspace > 0)
 ORDER BY 1;
-- Aggregates over one type have one transition function, and those with one
-- transition function agree in all that sharing a state depends on.
SELECT aggtransfn::oid::regprocedure AS not_shareable FROM pg_temp.members JOIN pg_aggregate ON aggfnoid = objid WHERE kind = 'pg_proc'::regclass
 GROUP BY aggtransfn HAVING count(DISTINCT (aggcombinefn, aggtranstype, agginitval, aggserialfn, aggdeserialfn, aggmtransfn, aggminvtransfn)) > 1;
-- No type is left to the call of a transition or combine function: Citus calls
-- them without the expression that would tell it.
SELECT member AS of_any_type FROM pg_temp.aggregates
 WHERE EXISTS (SELECT FROM pg_proc AS f, unnest(f.proargtypes) AS argument JOIN pg_type AS t ON t.oid = argument
                WHERE f.oid IN (aggtransfn, aggcombinefn) AND t.typname ~ '^any')
 ORDER BY 1;
SELECT count(*) AS aggregates_of_a_number, count(DISTINCT aggtransfn) AS transition_functions, count(DISTINCT proargtypes::text) AS types
  FROM pg_temp.members JOIN pg_aggregate ON aggfnoid = objid JOIN pg_proc AS p ON p.oid = objid
 WHERE proname IN ('nps', 'csat', 'ces', 'tally') AND pronargs = 1 AND proargtypes[0] <> 'boolean'::regtype;

-- The type can be sent and received; operators know their partners; operator
-- classes are whole.
SELECT typlen, typbyval, typalign, typstorage, typsend <> 0 AS sends, typreceive <> 0 AS receives, typarray <> 0 AS has_array, typcategory
  FROM pg_type WHERE typname = 'tally';
SELECT o.oprname, o.oprcanmerge, o.oprcanhash, c.oprname AS commutator, n.oprname AS negator, o.oprrest, o.oprjoin
  FROM pg_temp.members JOIN pg_operator AS o ON o.oid = objid LEFT JOIN pg_operator AS c ON c.oid = o.oprcom LEFT JOIN pg_operator AS n ON n.oid = o.oprnegate
 WHERE kind = 'pg_operator'::regclass ORDER BY o.oprname COLLATE "C";
SELECT amname, opcname, opcdefault, amvalidate(c.oid) AS valid
  FROM pg_temp.members JOIN pg_opclass AS c ON c.oid = objid JOIN pg_am AS a ON a.oid = opcmethod WHERE kind = 'pg_opclass'::regclass ORDER BY amname;
SELECT castsource::regtype, casttarget::regtype, castcontext FROM pg_temp.members JOIN pg_cast AS c ON c.oid = objid
 WHERE kind = 'pg_cast'::regclass ORDER BY castsource::regtype::text COLLATE "C";

-- It goes without a trace, also from another schema, to which it can move.
DROP EXTENSION satisfaction;
SELECT * FROM pg_temp.objects() EXCEPT TABLE before;
CREATE SCHEMA first_home;
CREATE SCHEMA second_home;
CREATE EXTENSION satisfaction SCHEMA first_home;
CREATE TABLE stored AS SELECT i AS id, first_home.tally(i % 11) AS t FROM generate_series(1, 20) AS i GROUP BY i;
ALTER EXTENSION satisfaction SET SCHEMA second_home;
SET search_path = pg_catalog;
SELECT second_home.nps(i), second_home.csat(i % 2 + 3), second_home.tally(i) FROM generate_series(5, 10) AS i;
SELECT second_home.nps(second_home.sum(t)) AS nps, count(DISTINCT t) AS tallies, (min(t::text)::second_home.tally OPERATOR(second_home.+) '{9:1}')::jsonb AS json
  FROM public.stored;
SELECT score, answers FROM second_home.unnest('{9:1,10:2}'::second_home.tally);
SELECT t FROM public.stored WHERE t OPERATOR(second_home.=) '{10:1}' ORDER BY t;
SELECT second_home.nps(i) OVER (ORDER BY i ROWS 1 PRECEDING) AS moving FROM generate_series(8, 10) AS i;
RESET search_path;
SELECT DISTINCT pronamespace::regnamespace FROM pg_temp.members JOIN pg_proc AS p ON p.oid = objid;
DROP TABLE stored;
DROP EXTENSION satisfaction;
SELECT * FROM pg_temp.objects() EXCEPT TABLE before;

-- It takes over nothing that is there already.
CREATE FUNCTION nps_tally(promoters numeric, passives numeric, detractors numeric) RETURNS double precision LANGUAGE sql AS 'SELECT 0';
\set VERBOSITY terse
CREATE EXTENSION satisfaction;
DROP FUNCTION nps_tally(numeric, numeric, numeric);
SELECT * FROM pg_temp.objects() EXCEPT TABLE before;

-- A table or a type of the name of its type is in the way, unless it goes to
-- another schema; the search path then decides which is meant.
CREATE TABLE tally (score int);
INSERT INTO tally VALUES (9), (10), (3);
CREATE EXTENSION satisfaction;
CREATE SCHEMA metrics;
CREATE EXTENSION satisfaction SCHEMA metrics;
SELECT metrics.nps(score), metrics.tally(score) FROM tally;
SELECT ROW(3)::tally AS row_of_the_table, '{3:1}'::metrics.tally AS answers;
SET search_path = metrics, public;
SELECT nps('{3:1,9:2}'::tally), nps(tally(score)) AS of_the_table FROM public.tally;
RESET search_path;
DROP EXTENSION satisfaction;
DROP TABLE tally;
CREATE TYPE tally AS ENUM ('yes', 'no');
CREATE EXTENSION satisfaction;
CREATE EXTENSION satisfaction SCHEMA metrics;
SELECT metrics.csat(answer = 'yes') FROM unnest('{yes,yes,no,yes}'::tally[]) AS answer;
DROP EXTENSION satisfaction;
DROP TYPE tally;
DROP SCHEMA metrics;
SELECT * FROM pg_temp.objects() EXCEPT TABLE before;

\set VERBOSITY default
-- Who may create in the database may create the extension, others not; and it
-- is theirs to drop, while its functions are not theirs to change.
CREATE ROLE regress_satisfaction_user;
SET ROLE regress_satisfaction_user;
CREATE EXTENSION satisfaction;
RESET ROLE;
GRANT CREATE ON DATABASE regress_satisfaction_catalog TO regress_satisfaction_user;
SET ROLE regress_satisfaction_user;
CREATE SCHEMA own;
CREATE EXTENSION satisfaction SCHEMA own;
SELECT extowner::regrole AS owner FROM pg_extension WHERE extname = 'satisfaction';
SELECT own.nps(i) FROM generate_series(5, 10) AS i;
ALTER FUNCTION own._tally_final(own.tally) COST 2;
-- For the same reason it cannot be moved to another schema by its owner.  A
-- superuser can do it; without one, stored tallies become text in between.
CREATE SCHEMA other;
-- which object is met first is the server's affair
\set VERBOSITY sqlstate
ALTER EXTENSION satisfaction SET SCHEMA other;
\set VERBOSITY default
RESET ROLE;
ALTER EXTENSION satisfaction SET SCHEMA other;
SET ROLE regress_satisfaction_user;
CREATE TABLE own.stored AS SELECT other.tally(i) AS r FROM generate_series(8, 10) AS i;
ALTER TABLE own.stored ALTER COLUMN r TYPE text;
DROP EXTENSION satisfaction;
CREATE EXTENSION satisfaction SCHEMA own;
ALTER TABLE own.stored ALTER COLUMN r TYPE own.tally USING r::own.tally;
SELECT r, own.nps(r) FROM own.stored;
DROP TABLE own.stored;
DROP EXTENSION satisfaction;
DROP SCHEMA own, other;
RESET ROLE;
SELECT * FROM pg_temp.objects() EXCEPT TABLE before;

\connect :here
SET client_min_messages = warning;
DROP DATABASE regress_satisfaction_catalog;
DROP ROLE regress_satisfaction_user;
