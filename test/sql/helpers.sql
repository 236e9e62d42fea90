\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- helpers: what the other tests say their expectations with notices what is
-- wrong
--
SELECT * FROM error_of('SELECT 1') AS none, error_of('SELECT 1 / 0') AS one;
SELECT v.*, verdict(got, expected), verdict(got, expected, 1e-9) AS within, relative_verdict(got, expected) AS relative
  FROM (VALUES (1::float8, 1::float8), (1, 1 + 1e-10), (1e-20, 2e-20), (100, 100.1), (NULL, NULL), (NULL, 1), (1, NULL), ('NaN', 1)) AS v(got, expected);
SELECT n, is_wrong(to_jsonb(v)) FROM (VALUES (1, 'ok', true), (2, '1 instead of 2', true), (3, 'ok', false), (4, NULL, true), (5, 'ok', NULL)) AS v(n, a, b) ORDER BY n;
SELECT plan_has('SELECT 1', '"Node Type": "Result"') AS result, plan_has('SELECT 1', '"Node Type": "Sort"') AS sort, is_parallel('SELECT 1') AS parallel;
