\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- argument_names: every function called with a value that is wrong or at the
-- end of what is right for each of its arguments in turn, the others fit; what
-- a refusal says of an argument must be the name of one that it has
--

CREATE TEMP TABLE refused (function name, call text, state text, message text, hint text);

-- Arguments by type, and names, of functions that people call
CREATE TEMP VIEW callable AS
SELECT proname AS function, prokind = 'a' AS aggregate, pronargs - pronargdefaults AS required, proargnames AS names, string_to_array(oidvectortypes(proargtypes), ', ') AS types
  FROM pg_proc JOIN pg_depend ON objid = pg_proc.oid AND classid = 'pg_proc'::regclass AND deptype = 'e' JOIN pg_extension AS e ON e.oid = refobjid AND extname = 'satisfaction'
 WHERE prokind IN ('a', 'f') AND proname !~ '^_|^rollup_' AND proargnames IS NOT NULL;

-- A literal that fits, and ones to try
CREATE FUNCTION pg_temp.fit(name text, type text) RETURNS text LANGUAGE sql AS $$
SELECT CASE WHEN type = 'tally' THEN '{1:3,2:2,3:2,4:1,5:2}' WHEN type = 'tally[]' THEN '{"{1:3,5:2}","{1:3,5:2}"}' WHEN type = 'integer' AND name ~ 'min|from' THEN '1' WHEN type = 'integer' THEN '5'
            WHEN type = 'boolean' THEN 'true' WHEN type = 'text' THEN '3' WHEN type = 'text[]' THEN '{3,4}' WHEN type = 'date[]' THEN '{2026-01-05}' WHEN type ~ '\[\]' THEN '{1,2,3}' WHEN type ~ '^(date|timestamp)' THEN '2026-01-05' WHEN type ~ '^time' THEN '12:00' WHEN type = 'interval' THEN '1 day' ELSE '0.5' END $$;
CREATE FUNCTION pg_temp.tries(type text) RETURNS text[] LANGUAGE sql AS $$
SELECT CASE WHEN type = 'text' THEN '{nonsense}' WHEN type IN ('integer', 'smallint', 'bigint') THEN '{-1,1,7,101}' WHEN type IN ('double precision', 'numeric') THEN '{-1,1.5,7,1e9,NaN}' END::text[] $$;

SET client_min_messages = warning;
DO $$
DECLARE
  f record; i int; j int; try text; arguments text; call text; message text; hint text;
BEGIN
  FOR f IN SELECT * FROM callable LOOP
    FOR i IN 1 .. cardinality(f.types) LOOP
      FOREACH try IN ARRAY coalesce(pg_temp.tries(f.types[i]), '{}') LOOP
        arguments := NULL;
        FOR j IN 1 .. cardinality(f.types) LOOP
          CONTINUE WHEN j <> i AND j > f.required AND NOT f.aggregate;
          arguments := concat_ws(', ', arguments, CASE WHEN f.aggregate THEN '' ELSE f.names[j] || ' => ' END || quote_literal(CASE WHEN j = i THEN try ELSE pg_temp.fit(f.names[j], f.types[j]) END) || '::' || f.types[j]);
        END LOOP;
        call := format('SELECT %I(%s)', f.function, arguments);
        BEGIN
          EXECUTE call;
        EXCEPTION WHEN others THEN
          GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
          INSERT INTO refused VALUES (f.function, call, sqlstate, message, hint);
        END;
      END LOOP;
    END LOOP;
  END LOOP;
END $$;
RESET client_min_messages;

-- Names of arguments of other functions
SELECT DISTINCT function, name, message, hint
  FROM refused JOIN (SELECT DISTINCT unnest(names) AS name FROM callable) AS n ON name ~ '_' AND concat_ws(' ', message, hint) ~ ('\m' || name || '\M')
 WHERE NOT EXISTS (SELECT FROM callable AS c WHERE c.function = refused.function AND name = ANY (names)) ORDER BY 1, 2;
-- A refusal is of the value (and of ORDER BY, or of a type of its own)
SELECT state, count(*) > 0 AS refusals FROM refused GROUP BY state ORDER BY state;
SELECT count(DISTINCT function) > 100 AS functions, count(*) > 1000 AS refusals, count(*) FILTER (WHERE message = '' OR message IS NULL) AS silent FROM refused;
SELECT DISTINCT message FROM refused WHERE function = 'nps_driver' AND message ~ 'rating_min' ORDER BY 1 LIMIT 3;
