--
-- What the tests say their expectations with.  A test that uses it includes
-- it in its first line, and so runs by itself.
--

-- What a statement raises, or that it raises nothing
CREATE OR REPLACE FUNCTION error_of(statement text, OUT state text, OUT message text, OUT detail text, OUT hint text)
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
CREATE OR REPLACE FUNCTION verdict_within(got float8, expected float8, difference float8) RETURNS text
LANGUAGE sql AS $$
  SELECT CASE WHEN got IS NULL AND expected IS NULL OR abs(got - expected) <= difference THEN 'ok'
              ELSE format('got %s, expected %s', coalesce(got::text, 'NULL'), coalesce(expected::text, 'NULL')) END
$$;
-- To a part of it, and of 1 if it is nearer to 0
CREATE OR REPLACE FUNCTION verdict(got float8, expected float8, tolerance float8 DEFAULT 1e-12) RETURNS text
LANGUAGE sql AS $$ SELECT verdict_within(got, expected, tolerance * greatest(abs(expected), 1)) $$;
-- To the twelfth digit
CREATE OR REPLACE FUNCTION relative_verdict(got float8, expected float8) RETURNS text
LANGUAGE sql AS $$ SELECT verdict_within(got, expected, 1e-12 * abs(expected)) $$;

-- Is this in the plan, as JSON?
CREATE OR REPLACE FUNCTION plan_has(statement text, wanted text, analyze_it boolean DEFAULT false) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE format('EXPLAIN (FORMAT JSON, ANALYZE %s, COSTS off) %s', analyze_it::text, statement) INTO plan;
  RETURN plan::text ~ wanted;
END $$;
CREATE OR REPLACE FUNCTION is_parallel(statement text) RETURNS boolean
LANGUAGE sql AS $$ SELECT plan_has(statement, '"Workers Planned"') AND plan_has(statement, '"Partial Mode": "Finalize"') $$;

-- Is something in a row neither 'ok' nor true?  A test shows such rows alone.
CREATE OR REPLACE FUNCTION is_wrong(verdicts jsonb) RETURNS boolean
LANGUAGE sql AS $$
  SELECT NOT coalesce(bool_and(value IN ('"ok"', 'true')), false) FROM jsonb_each(verdicts) WHERE key NOT IN ('id', 'n')
$$;

-- 'ok', or the columns of a test that are not what they should be to 1e-12;
-- the p value, which might be tiny, to the eleventh digit
CREATE OR REPLACE FUNCTION test_verdict(got tally_test_row, expected float8[]) RETURNS text
LANGUAGE sql AS $$
  SELECT coalesce(string_agg(name || ' ' || v, ', '), 'ok')
    FROM (VALUES ('difference', verdict(got.difference, expected[1])), ('low', verdict(got.low, expected[2])), ('high', verdict(got.high, expected[3])),
                 ('statistic', verdict(got.statistic, expected[4])), ('p_value', verdict_within(got.p_value, expected[5], 1e-11 * expected[5]))) AS c(name, v)
   WHERE v <> 'ok'
$$;
