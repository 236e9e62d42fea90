--
-- What the tests of the page scan include in their first line.
--

-- How is a query planned, and does it answer as it does without page scan?
CREATE OR REPLACE FUNCTION page_scan_rows(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SELECT string_agg(q::text, '' '' ORDER BY q::text) FROM (%s) AS q', query) INTO answer;
	RETURN coalesce(answer, 'nothing');
EXCEPTION WHEN others THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
CREATE OR REPLACE FUNCTION page_scan_plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		IF line ~ 'Satisfaction Page Scan' THEN
			RETURN CASE WHEN line ~ 'Parallel' THEN 'parallel page scan' ELSE 'page scan' END;
		END IF;
	END LOOP;
	RETURN 'ordinary';
END $$;
CREATE OR REPLACE FUNCTION page_scan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan text := page_scan_plan(query);
	with_scan text := page_scan_rows(query);
	without text;
BEGIN
	SET LOCAL satisfaction.page_scan = off;
	without := page_scan_rows(query);
	SET LOCAL satisfaction.page_scan = on;
	RETURN plan || CASE WHEN with_scan = without THEN ', same' ELSE format(', DIFFERENT: %s, not %s', with_scan, without) END;
END $$;
