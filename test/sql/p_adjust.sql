\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- p_adjust: p values corrected for their number, by known values and by plain
-- formulas; NULL, ties, partitions, any order and frame, every refusal
--
\pset null NULL

-- Golden: seven areas of a survey against the others
CREATE TEMP TABLE areas (area text, p float8);
INSERT INTO areas VALUES
  ('A', 7.94630802156385e-06), ('B', 0.6775272188408589), ('C', 0.3976165976770662), ('D', 0.0143607146960166), ('E', 2.60037990660736e-04), ('F', 0.15537472287664442), ('G', 0.44888208341627417);
SELECT area, p_adjust(p) OVER ()::numeric(12,9) AS holm, p_adjust(p, 'bh') OVER ()::numeric(12,9) AS bh, p_adjust(p, 'bonferroni') OVER ()::numeric(12,9) AS bonferroni
  FROM areas ORDER BY area;
SELECT verdict_within(holm, 5.5624156e-05, 1e-12) AS holm_a, verdict_within(bh, 5.5624156e-05, 1e-12) AS bh_a FROM (SELECT area, p_adjust(p) OVER () AS holm, p_adjust(p, 'bh') OVER () AS bh FROM areas) AS a WHERE area = 'A';
SELECT verdict_within(holm, 0.07180357, 5e-9) AS holm_d, verdict_within(bh, 0.03350833, 5e-9) AS bh_d FROM (SELECT area, p_adjust(p) OVER () AS holm, p_adjust(p, method => 'bh') OVER () AS bh FROM areas) AS a WHERE area = 'D';
-- What R's p.adjust() gives for c(0.01, 0.02, 0.03, 0.04, 0.05), and for ties
SELECT array_agg(round(holm::numeric, 6) ORDER BY p) AS holm, array_agg(round(bh::numeric, 6) ORDER BY p) AS bh, array_agg(round(bonferroni::numeric, 6) ORDER BY p) AS bonferroni
  FROM (SELECT p, p_adjust(p) OVER () AS holm, p_adjust(p, 'bh') OVER () AS bh, p_adjust(p, 'bonferroni') OVER () AS bonferroni FROM unnest('{0.05,0.01,0.04,0.03,0.02}'::float8[]) AS p) AS a;
SELECT array_agg(round(holm::numeric, 6) ORDER BY p) AS holm, array_agg(round(bh::numeric, 6) ORDER BY p) AS bh
  FROM (SELECT p, p_adjust(p) OVER () AS holm, p_adjust(p, 'bh') OVER () AS bh FROM unnest('{0.02,0.02,0.02,0.5,0.001}'::float8[]) AS p) AS a;

-- 900 p values in groups of many sizes, some of them NULL, by plain formulas
CREATE TEMP TABLE tests AS
  SELECT i, i * i % 37 AS grp, CASE WHEN i % 11 > 0 THEN (r % 1000 / 1000.0) ^ 3 END AS p FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 900::bigint) AS i) AS random;
SELECT count(*) AS rows, count(DISTINCT grp) AS groups, count(*) FILTER (WHERE verdict(holm, want_holm) = 'ok') AS holm, count(*) FILTER (WHERE verdict(bh, want_bh) = 'ok') AS bh,
       count(*) FILTER (WHERE verdict(bonferroni, want_bonferroni) = 'ok') AS bonferroni
  FROM (SELECT i, grp, p_adjust(p) OVER w AS holm, p_adjust(p, 'bh') OVER w AS bh, p_adjust(p, 'bonferroni') OVER w AS bonferroni FROM tests WINDOW w AS (PARTITION BY grp)) AS got
  JOIN (SELECT i, CASE WHEN p IS NOT NULL THEN least(max((m - place + 1) * p) OVER (PARTITION BY grp ORDER BY p, i), 1) END AS want_holm,
               CASE WHEN p IS NOT NULL THEN least(min(m * p / place) OVER (PARTITION BY grp ORDER BY p DESC, i DESC), 1) END AS want_bh, CASE WHEN p IS NOT NULL THEN least(m * p, 1) END AS want_bonferroni
          FROM (SELECT i, grp, p, count(p) OVER (PARTITION BY grp) AS m, row_number() OVER (PARTITION BY grp ORDER BY p, i) AS place FROM tests) AS t) AS want USING (i);
-- Monotone in p, never below it, at most 1; Holm between the other two
SELECT bool_and(bh >= p AND holm >= bh AND bonferroni >= holm AND bonferroni <= 1 AND holm >= before) AS ordered
  FROM (SELECT *, lag(holm, 1, 0.0::float8) OVER (ORDER BY p, holm) AS before FROM (SELECT p, p_adjust(p) OVER () AS holm, p_adjust(p, 'bh') OVER () AS bh, p_adjust(p, 'bonferroni') OVER () AS bonferroni FROM tests) AS t WHERE p IS NOT NULL) AS t;

-- The whole partition counts, whatever the order, the frame and its exclusion
SELECT count(*) AS rows,
       count(*) FILTER (WHERE (a, b, c, d) IS NOT DISTINCT FROM (e, e, e, e)) AS alike
  FROM (SELECT p_adjust(p) OVER (ORDER BY p) AS a, p_adjust(p) OVER (ORDER BY i DESC ROWS BETWEEN CURRENT ROW AND CURRENT ROW) AS b,
               p_adjust(p) OVER (ORDER BY i ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c,
               p_adjust(p) OVER (ORDER BY i RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS d, p_adjust(p) OVER () AS e FROM tests) AS t;
-- Beside other window functions, and run again for each row outside
SELECT g, (SELECT string_agg(round(a::numeric, 3)::text || ' of ' || n, ', ' ORDER BY a) FROM (SELECT p_adjust(p / g) OVER () AS a, count(*) OVER () AS n FROM areas WHERE area <= chr(64 + g)) AS a) AS areas
  FROM generate_series(1, 4) AS g ORDER BY g;
-- Each partition has the method of its first row; NULL is Holm.
SELECT area, method, round(p_adjust(p, method) OVER (PARTITION BY method)::numeric, 6) AS adjusted
  FROM areas, unnest(ARRAY['bh', 'bonferroni', NULL]) AS method WHERE area IN ('D', 'F') ORDER BY area, method;

-- Nothing, one, only NULL, all equal, the ends
SELECT p_adjust(p) OVER () AS none FROM areas WHERE false;
SELECT p_adjust(0.2) OVER () AS holm, p_adjust(0.2, 'bh') OVER () AS bh, p_adjust(0.2, 'bonferroni') OVER () AS bonferroni, p_adjust(NULL) OVER () AS of_null;
SELECT n, p, p_adjust(p) OVER w AS holm, p_adjust(p, 'bh') OVER w AS bh, p_adjust(p, 'bonferroni') OVER w AS bonferroni
  FROM (VALUES (1, 0.0::float8), (2, 0.25), (3, NULL), (4, 0.25), (5, 1)) AS v(n, p) WINDOW w AS () ORDER BY n;
SELECT DISTINCT p_adjust(0.25) OVER () AS holm, p_adjust(0.25, 'bh') OVER () AS bh, p_adjust(0.25, 'bonferroni') OVER () AS bonferroni FROM generate_series(1, 3);

-- In a view
CREATE TEMP VIEW corrected AS SELECT area, p_adjust(p) OVER (), p_adjust(p, method => 'bh') OVER (ORDER BY area) AS bh FROM areas;
SELECT * FROM corrected WHERE area = 'A';

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$p_adjust(-0.1) OVER ()$$), (2, $$p_adjust(1.5) OVER ()$$), (3, $$p_adjust('NaN'::float8) OVER ()$$), (4, $$p_adjust(5, 'bonferroni') OVER ()$$),
               (5, $$p_adjust(0.1, 'fdr') OVER ()$$), (6, $$p_adjust(0.1, '') OVER ()$$), (7, $$p_adjust(0.1)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT e.hint FROM error_of($$SELECT p_adjust(0.1, 'fdr') OVER ()$$) AS e;
