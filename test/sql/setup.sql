--
-- Setup: what the other tests say their expectations with.  It comes first;
-- to run one of them alone: make installcheck REGRESS="setup nps"
--

-- What a statement raises, or that it raises nothing
CREATE FUNCTION error_of(statement text, OUT state text, OUT message text, OUT detail text, OUT hint text)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE statement;
  state := '00000';
  message := 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
    detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  -- From 19 on the server explains further why it knows no such function.
  IF state = '42883' THEN
    detail := '';
  END IF;
END $$;

-- 'ok' if a number is what it should be, within a difference
CREATE FUNCTION verdict_within(got float8, expected float8, difference float8) RETURNS text
LANGUAGE sql AS $$
  SELECT CASE WHEN got IS NULL AND expected IS NULL OR abs(got - expected) <= difference THEN 'ok'
              ELSE format('got %s, expected %s', coalesce(got::text, 'NULL'), coalesce(expected::text, 'NULL')) END
$$;
-- To a part of it, and of 1 if it is nearer to 0
CREATE FUNCTION verdict(got float8, expected float8, tolerance float8 DEFAULT 1e-12) RETURNS text
LANGUAGE sql AS $$ SELECT verdict_within(got, expected, tolerance * greatest(abs(expected), 1)) $$;
-- To the twelfth digit
CREATE FUNCTION relative_verdict(got float8, expected float8) RETURNS text
LANGUAGE sql AS $$ SELECT verdict_within(got, expected, 1e-12 * abs(expected)) $$;

-- Is this in the plan, as JSON?
CREATE FUNCTION plan_has(statement text, wanted text, analyze_it boolean DEFAULT false) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE format('EXPLAIN (FORMAT JSON, ANALYZE %s, COSTS off) %s', analyze_it::text, statement) INTO plan;
  RETURN plan::text ~ wanted;
END $$;
CREATE FUNCTION is_parallel(statement text) RETURNS boolean
LANGUAGE sql AS $$ SELECT plan_has(statement, '"Partial Mode": "Partial"') $$;

-- They notice what is wrong
SELECT * FROM error_of('SELECT 1') AS none, error_of('SELECT 1 / 0') AS one;
SELECT v.*, verdict(got, expected), verdict(got, expected, 1e-9) AS within, relative_verdict(got, expected) AS relative
  FROM (VALUES (1::float8, 1::float8), (1, 1 + 1e-10), (1e-20, 2e-20), (100, 100.1), (NULL, NULL), (NULL, 1), (1, NULL), ('NaN', 1)) AS v(got, expected);
SELECT plan_has('SELECT 1', '"Node Type": "Result"') AS result, plan_has('SELECT 1', '"Node Type": "Sort"') AS sort, is_parallel('SELECT 1') AS parallel;
