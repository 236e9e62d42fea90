--
-- reference: the tables of the README's section "Reference" name all that SQL
-- may call or set, with the right arguments, and nothing else; names that begin
-- with an underscore are internal
--
CREATE TEMP TABLE readme (number int GENERATED ALWAYS AS IDENTITY, line text);
-- the whole line in one column, whatever is in it
\copy readme (line) FROM 'README.md' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
-- The code in the first cell of each row
CREATE TEMP TABLE reference AS
  WITH section AS (SELECT number AS first, (SELECT min(number) FROM readme AS r WHERE r.number > s.number AND line ~ '^## ') AS next
                     FROM readme AS s WHERE line = '## Reference')
  SELECT code, CASE WHEN code ~ '^[a-z_]+\(.*\)$' THEN 'function'
                    WHEN code ~ '^[a-z_]+$' THEN 'type'
                    WHEN code ~ '^[a-z_]+[.][a-z_.]+$' THEN 'setting'
                    WHEN code ~ '^([a-z]+ )?[-+*/<>=~!@#%^&|?]+( [a-z]+)?$' THEN 'operator' END AS kind,
         coalesce(substring(code FROM '^[a-z_.]+(?=[(]|$)'), substring(code FROM '[-+*/<>=~!@#%^&|?]+')) AS name,
         substring(code FROM '\((.*)\)$') AS arguments
    FROM section JOIN readme ON number > first AND number < coalesce(next, number + 1),
         LATERAL regexp_matches(substring(line FROM '^\|([^|]*)\|'), '`([^`]+)`', 'g') AS m(codes), LATERAL (SELECT codes[1]) AS c(code);
SELECT code AS not_understood FROM reference WHERE kind IS NULL OR name IS NULL ORDER BY code;

-- What serves the type alone is named as in contrib.
CREATE TEMP VIEW type_support AS
  SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend])::oid FROM pg_type WHERE typname = 'tally' UNION ALL
  SELECT oprcode FROM pg_operator UNION ALL SELECT amproc FROM pg_amproc UNION ALL SELECT castfunc FROM pg_cast;
-- The settings are known once the library is loaded.
SELECT '{10:1}'::tally;
CREATE TEMP TABLE catalog AS
  WITH member AS (SELECT classid, objid FROM pg_depend
                   WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'satisfaction'))
  SELECT 'function' AS kind, proname::text AS name, proargnames AS arguments, pronargs FROM member JOIN pg_proc AS p ON classid = 'pg_proc'::regclass AND p.oid = objid AND p.oid NOT IN (TABLE type_support) UNION ALL
  SELECT 'type', typname::text, NULL, NULL FROM member JOIN pg_type AS t ON classid = 'pg_type'::regclass AND t.oid = objid AND typcategory <> 'A' UNION ALL
  SELECT 'operator', oprname::text, NULL, NULL FROM member JOIN pg_operator AS o ON classid = 'pg_operator'::regclass AND o.oid = objid UNION ALL
  SELECT 'setting', name, NULL, NULL FROM pg_settings WHERE name LIKE 'satisfaction.%';
DELETE FROM catalog WHERE name LIKE '\_%';

SELECT count(*) > 80 AS many, count(DISTINCT kind) AS kinds FROM reference;
SELECT DISTINCT kind, name COLLATE "C" AS not_in_the_reference FROM catalog WHERE (kind, name) NOT IN (SELECT kind, name FROM reference) ORDER BY kind, 2;
SELECT DISTINCT kind, name COLLATE "C" AS not_in_the_catalog FROM reference WHERE (kind, name) NOT IN (SELECT kind, name FROM catalog) ORDER BY kind, 2;
SELECT code, argument AS not_an_argument
  FROM reference AS r, unnest(string_to_array(arguments, ',')) AS a(given), LATERAL (SELECT btrim(regexp_replace(given, '( =>| ORDER BY ).*', ''), ' []')) AS b(argument)
 WHERE kind = 'function' AND argument <> '...' AND
       NOT EXISTS (SELECT FROM catalog AS c WHERE c.kind = r.kind AND c.name = r.name AND (c.arguments IS NULL OR argument = ANY (c.arguments[1:pronargs])))
 ORDER BY code COLLATE "C", argument COLLATE "C";
