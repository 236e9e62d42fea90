-- The queries of dashboard.json as Grafana sends them: its macros replaced as its
-- PostgreSQL source does, and the variables as for May 2018, two teams, weeks, and
-- 100 answers.
CREATE TEMP VIEW responses AS
SELECT interview_date::timestamp AS answered_at, barea AS team, score FROM answers;

\set dashboard `cat test/examples/grafana/dashboard.json`
CREATE TEMP VIEW macros (macro, replacement) AS VALUES
	('$__timeFilter(answered_at)', $$answered_at BETWEEN '2018-05-01T00:00:00Z' AND '2018-05-31T23:59:59Z'$$),
	('$__timeGroupAlias(answered_at, $__interval)', 'floor(extract(epoch from answered_at)/604800)*604800 AS "time"'),
	('$__unixEpochFrom()', '1525132800'),
	('$__unixEpochTo()', '1527811199'),
	('${team:sqlstring}', $$'A','B'$$),
	('$min_answers', '100');

SET extra_float_digits = -5;
WITH RECURSIVE panels AS (
  SELECT number, panel->>'title' AS title, panel->'targets'->0->>'rawSql' AS query
  FROM jsonb_array_elements(:'dashboard'::jsonb->'panels') WITH ORDINALITY AS p (panel, number)
), replaced AS (
  SELECT number, title, query, 0::bigint AS n FROM panels
  UNION ALL
  SELECT number, title, replace(query, macro, replacement), n + 1
  FROM replaced JOIN (SELECT *, row_number() OVER () - 1 AS n FROM macros) AS m USING (n)
)
SELECT format('SELECT %L AS panel', title) AS title, query
FROM replaced WHERE n = (SELECT count(*) FROM macros) ORDER BY number
\gexec

-- The same from psql: the score of the first panel
SELECT nps(score) AS "NPS" FROM answers WHERE interview_date BETWEEN '2018-05-01' AND '2018-05-31' AND barea IN ('A', 'B');
