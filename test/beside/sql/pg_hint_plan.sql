\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
-- pg_hint_plan: hints that rule out the sequential scan rule out the page scan, and
-- its Set() switches it off.

CREATE TABLE answers (id integer PRIMARY KEY, team integer, score integer);
INSERT INTO answers SELECT i, i % 7, i % 11 FROM generate_series(1, 20000) AS i;
CREATE TABLE teams (team integer PRIMARY KEY, name text);
INSERT INTO teams SELECT i, 'team ' || i FROM generate_series(0, 6) AS i;
ANALYZE answers, teams;

-- The scans and joins of a plan, in its order
CREATE FUNCTION steps(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  line text;
  steps text[];
BEGIN
  FOR line IN EXECUTE regexp_replace(statement, '^(/\*.*\*/)?', '\1 EXPLAIN (COSTS OFF) ') LOOP
    steps := steps || substring(line FROM 'Satisfaction Page Scan|(?:[A-Z][a-z]+ )+(?:Scan|Join)|Nested Loop');
  END LOOP;
  RETURN array_to_string(steps, ', ');
END $$;

SELECT hint, steps(hint || 'SELECT nps(score) FROM answers WHERE id < 15000')
FROM unnest('{"",/*+ SeqScan(answers) */,/*+ NoSeqScan(answers) */,/*+ IndexScan(answers) */,/*+ BitmapScan(answers) */,/*+ Set(satisfaction.page_scan off) */}'::text[]) AS hint;
SELECT hint, steps(hint || 'SELECT name, nps(score) FROM answers JOIN teams USING (team) GROUP BY name')
FROM unnest('{"",/*+ NoSeqScan(answers) */,/*+ Set(satisfaction.page_scan off) HashJoin(answers teams) */,/*+ Set(satisfaction.page_scan off) MergeJoin(answers teams) */}'::text[]) AS hint;

-- and no result depends on a hint
CREATE FUNCTION result(hint text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  result text;
BEGIN
  EXECUTE hint || 'SELECT string_agg(q::text, '' '' ORDER BY q::text) FROM (SELECT name, nps(score), tally(score) FROM answers JOIN teams USING (team) WHERE id < 15000 GROUP BY name) AS q' INTO result;
  RETURN result;
END $$;
SELECT count(DISTINCT result(hint)), min(length(result(hint))) > 300 AS filled
FROM unnest('{"",/*+ SeqScan(answers) */,/*+ NoSeqScan(answers) */,/*+ IndexScan(answers) NestLoop(answers teams) */,/*+ MergeJoin(answers teams) */,/*+ Set(satisfaction.page_scan off) */}'::text[]) AS hint;
