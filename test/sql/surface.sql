--
-- surface: what SQL sees keeps to the rules that hold for every function: the
-- order, names, types and defaults of arguments, the names of types, comments.
-- Nothing of a released signature can be changed.  Each query lists what
-- breaks a rule.
--
SET intervalstyle = 'postgres';

-- Functions for use in queries, with an entry for each argument
CREATE TEMP VIEW functions AS
  SELECT p.oid::regprocedure AS signature, p.*
    FROM pg_depend JOIN pg_proc AS p ON p.oid = objid
   WHERE classid = 'pg_proc'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'satisfaction');
CREATE TEMP VIEW type_support AS
  SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend])::oid FROM pg_type WHERE typname = 'tally' UNION ALL
  SELECT oprcode FROM pg_operator UNION ALL SELECT amproc FROM pg_amproc UNION ALL SELECT castfunc FROM pg_cast;
CREATE TEMP TABLE arguments AS
  SELECT f.oid AS function, proname, signature, prokind, place, proargnames[place] AS name, proargtypes[place - 1]::regtype AS type,
         prokind <> 'a' AND place > pronargs - pronargdefaults AS optional,
         btrim(regexp_replace(pg_get_function_arg_default(f.oid, place), '::[a-z ]+(\[\])?$', ''), '''()') AS given
    FROM functions AS f, generate_series(1, pronargs) AS place
   WHERE proname NOT LIKE '\_%' AND f.oid NOT IN (TABLE type_support);

-- Optional arguments stand in this order, the same in every function, and one
-- has the same default wherever it is.  First what is particular to what is
-- measured, in any order; customer_standing has its cut points from low to high.
CREATE TEMP TABLE options (place int, name text, functions text, value text);
INSERT INTO options VALUES
  (0, 'title', '_svg$', 'NULL'), (0, 'labels', '_trend_svg$', 'NULL'), (0, 'dates', '_trend_svg$', 'NULL'), (0, 'metric', '', 'NULL'), (0, 'missing', '', 'NULL'),
  (1, 'confidence', '', '0.95'),
  (2, 'method', '^nps_', 'score'), (2, 'method', '_test$', 'score'), (2, 'method', '^(csat|rate|tally_share)_', 'wilson'), (2, 'method', '^ces_', 'adjusted'),
  (2, 'method', '^tally_mean_', 'NULL'), (2, 'method', '^p_adjust$', 'holm'),
  (3, 'population', '', 'NULL'),
  (4, 'alternative', '', 'two-sided'), (4, 'power', '', '0.8'), (4, 'variance', '^nps_sample_size$', '0.67'), (4, 'variance', '^nps_test_sample_size$', '1.34'), (4, 'expected', '', '50'),
  (4, 'sigmas', '', '3'), (4, 'sigma_z', '', '1'), (4, 'min_answers', '', 'NULL'), (4, 'few_answers', '', '30'), (4, 'width', '_svg$', 'NULL'), (4, 'width', '_chart$', '40'),
  (4, 'share_max', '', 'NULL'), (4, 'min_answered', '', '1'),
  (5, 'scale_min', '^nps', '0'), (5, 'scale_min', '^(csat|ces|umux|servqual)', '1'), (5, 'scale_min', '^tally_mean', 'NULL'),
  (6, 'scale_max', '^nps', '10'), (6, 'scale_max', '^csat', '5'), (6, 'scale_max', '^(ces|umux|servqual)', '7'), (6, 'scale_max', '^tally_mean', 'NULL'),
  (7, 'detractor_max', '', 'NULL'), (8, 'promoter_min', '', 'NULL'), (7, 'satisfied_min', '', 'NULL'), (8, 'dissatisfied_max', '', 'NULL'), (7, 'easy_from', '', 'NULL'), (8, 'hard_from', '', 'NULL'),
  (9, 'low_is_easy', '', 'false'),
  (0, 'first_after', '', '7 days'), (0, 'second_after', '', '30 days'), (0, 'then_every', '', '90 days'),
  (0, 'satisfaction_weight', '', 'NULL'), (0, 'expectation_weight', '', 'NULL'), (0, 'ideal_weight', '', 'NULL'),
  (0, 'opens', '', '09:00:00'), (0, 'closes', '', '17:00:00'), (0, 'time_zone', '', 'NULL'), (0, 'days', '', '{1,2,3,4,5}'), (0, 'holidays', '', '{}'),
  (0, 'dimensions', '^rollup_create$', '{}'), (0, 'dimensions', '^rollup_view$', 'NULL'), (0, 'grain', '', 'day'), (0, 'filter', '', 'NULL'), (0, 'name', '', 'NULL'), (0, 'schema', '', 'NULL'),
  (0, 'backfill', '', 'true'), (0, 'allow_row_security', '', 'false'), (0, 'indexed', '', 'false'), (0, 'since', '', 'NULL'), (0, 'until', '', 'NULL');
CREATE TEMP VIEW places AS
  SELECT a.*, coalesce((SELECT min(o.place) FROM options AS o WHERE o.name = a.name), CASE a.name WHEN 'rating_min' THEN 5 WHEN 'rating_max' THEN 6 ELSE 0 END) AS rank FROM arguments AS a;
SELECT signature, name AS out_of_order
  FROM (SELECT *, lag(rank) OVER (PARTITION BY function ORDER BY place) AS before FROM places WHERE optional OR prokind = 'a' AND proname <> 'customer_standing') AS a
 WHERE rank < before ORDER BY signature::text COLLATE "C", 2;
SELECT signature, name, given AS other_default FROM arguments AS a
 WHERE optional AND NOT EXISTS (SELECT FROM options AS o WHERE o.name = a.name AND a.proname ~ o.functions AND o.value = a.given)
 ORDER BY signature::text COLLATE "C", place;
-- A NULL option takes its default, so its function cannot be strict.
SELECT signature AS strict_with_options FROM functions WHERE proisstrict AND pronargdefaults > 0 ORDER BY signature::text COLLATE "C";

-- A tally is called answers; two of them by what they are.
SELECT signature, name AS name_of_tally FROM arguments
 WHERE type = 'tally'::regtype AND name NOT IN ('answers', 'a', 'b', 'segment', 'total', 'segment_before', 'segment_after', 'total_before', 'total_after', 'reference')
 ORDER BY signature::text COLLATE "C", place;
-- One name has one type, but where a function is there for several.
CREATE TEMP TABLE several (name text, types regtype[]);
INSERT INTO several VALUES
  ('answers', '{tally,numeric}'), ('score', '{smallint,integer,bigint,numeric,double precision,boolean}'), ('answer', '{boolean,text}'), ('weight', '{numeric,double precision}'),
  ('before', '{double precision,boolean}'), ('after', '{double precision,boolean}'), ('period', '{double precision,date,timestamptz,text}'), ('label', '{text,anyenum}'),
  ('wait', '{interval,double precision}'), ('target', '{interval,double precision}'),
  ('joined', '{date,timestamptz}'), ('left_on', '{date,timestamptz}'), ('period_start', '{date,timestamptz}'), ('period_end', '{date,timestamptz}'),
  ('signed_up', '{date,timestamptz}'), ('last_surveyed', '{date,timestamptz}'), ('since', '{timestamp,timestamptz}'), ('until', '{timestamp,timestamptz}');
SELECT name, array_agg(DISTINCT type ORDER BY type) AS types FROM arguments AS a
 GROUP BY name HAVING count(DISTINCT type) > 1 AND NOT array_agg(type) <@ coalesce((SELECT types FROM several AS s WHERE s.name = a.name), '{}')
 ORDER BY name COLLATE "C";
SELECT signature, name, type AS not_general FROM arguments WHERE type IN ('real'::regtype, 'varchar'::regtype, 'json'::regtype, 'real[]'::regtype, 'integer[]'::regtype) AND name <> 'days';
-- An aggregate that takes more begins like the one that takes less.
SELECT a.signature AS shorter, b.signature AS longer
  FROM functions AS a JOIN functions AS b ON b.proname = a.proname AND b.prokind = 'a' AND b.pronargs > a.pronargs
 WHERE a.prokind = 'a' AND b.proargnames[1:a.pronargs] <> a.proargnames ORDER BY 1, 2;

-- Row types end in _row; functions of several numbers return one, and no OUT arguments.
SELECT typname AS name_of_row_type FROM pg_depend JOIN pg_type AS t ON t.oid = objid
 WHERE classid = 'pg_type'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'satisfaction') AND typtype = 'c' AND typname !~ '_row$';
SELECT signature AS anonymous_row FROM functions WHERE proname NOT LIKE '\_%' AND (proallargtypes IS NOT NULL OR prorettype = 'record'::regtype) ORDER BY 1;
-- Internals, and nothing else, begin with an underscore.
SELECT signature AS internal FROM functions
 WHERE proname NOT LIKE '\_%' AND (proname ~ '^z_' OR oid NOT IN (TABLE type_support) AND ('{internal,cstring,trigger,event_trigger}'::regtype[] && (proargtypes::oid[]::regtype[] || prorettype::regtype)))
 ORDER BY 1;

-- A comment is one sentence that says what comes back; the rest is in the
-- README's reference.
SELECT object, comment AS not_one_sentence
  FROM (SELECT pg_describe_object(classid, objid, 0) AS object, obj_description(objid, classid::regclass::text) AS comment
          FROM pg_depend WHERE deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'satisfaction')) AS c
 WHERE length(comment) > 120 OR comment ~ '(;|[.?!] |[.]$|\m(22|25|2B|42|55)[0-9A-Z]{3}\M|per cent)'
 ORDER BY object COLLATE "C";
