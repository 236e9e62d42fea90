\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- driver: what goes with a high NPS, by plain formulas; the survey, NULL,
-- grouped, filtered, over frames, by parallel workers, every refusal
--
\pset null NULL

-- Three satisfied of whom two promote, two others of whom both detract
SELECT (d).* FROM (SELECT nps_driver(score, rating) AS d FROM (VALUES (9, 5), (10, 4), (8, 4), (3, 3), (0, 1), (7, NULL), (NULL, 5)) AS v(score, rating)) AS a;

-- 3000 rows in 20 groups by plain formulas; some without an answer
CREATE TABLE driver_answers (id int PRIMARY KEY, grp int, sub int, score int, rating int);
INSERT INTO driver_answers
  SELECT i, i % 20, i % 3, CASE WHEN i % 13 > 0 THEN r % 11 END, CASE WHEN i % 17 > 0 THEN 1 + least(4, (r % 11 + r / 11 % 5) / 3) END FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 3000::bigint) AS i) AS random;
-- only satisfied, only others, one score, nothing
INSERT INTO driver_answers SELECT 5000 + i, 20 + i % 4, 0, CASE i % 4 WHEN 2 THEN 9 WHEN 3 THEN NULL ELSE i % 11 END, CASE i % 4 WHEN 0 THEN 4 + i / 4 % 2 WHEN 1 THEN 1 + i / 4 % 3 ELSE 1 + i / 4 % 5 END FROM generate_series(1, 80) AS i;
ANALYZE driver_answers;
CREATE TEMP VIEW driven AS SELECT grp, nps_driver(score, rating) AS d FROM driver_answers GROUP BY grp;
SELECT count(*) AS groups, count(*) FILTER (WHERE d IS NULL AND answers = 0) AS empty, count(*) FILTER (WHERE (d).impact IS NULL AND answers > 0) AS one_sided, count(*) FILTER (WHERE (d).correlation IS NULL AND answers > 0) AS level,
       count(*) FILTER (WHERE verdict((d).impact, impact) = 'ok') AS impact, count(*) FILTER (WHERE verdict((d).dissatisfied_share, share) = 'ok') AS share,
       count(*) FILTER (WHERE verdict((d).correlation, correlation) = 'ok') AS correlation, count(*) FILTER (WHERE coalesce((d).answers, 0) = answers) AS answers
  FROM driven
  JOIN (SELECT grp, nps(score) FILTER (WHERE rating >= 4) - nps(score) FILTER (WHERE rating < 4) AS impact, 100 * avg((rating <= 2)::int)::float8 AS share, corr(score, rating) AS correlation, count(*) FILTER (WHERE rating > 0) AS answers
          FROM (SELECT grp, CASE WHEN rating IS NOT NULL THEN score END AS score, CASE WHEN score IS NOT NULL THEN rating END AS rating FROM driver_answers) AS a GROUP BY grp) AS p USING (grp);
-- The impact is the difference that nps_test() tests.
SELECT bool_and(verdict((d).impact, (nps_test(satisfied, others, method => 'wald')).difference) = 'ok') AS tested
  FROM driven JOIN (SELECT grp, tally(score) FILTER (WHERE rating >= 4) AS satisfied, tally(score) FILTER (WHERE rating < 4) AS others FROM driver_answers GROUP BY grp) AS t USING (grp) WHERE grp < 20;

-- Filtered, rolled up, over frames that move, by parallel workers
SELECT bool_and(f.d = w.d) AS filtered FROM (SELECT grp, nps_driver(score, rating) FILTER (WHERE sub = 1) AS d FROM driver_answers GROUP BY grp) AS f
  JOIN (SELECT grp, nps_driver(score, rating) AS d FROM driver_answers WHERE sub = 1 GROUP BY grp) AS w USING (grp);
SELECT count(*) AS rows, bool_and(r.d IS NOT DISTINCT FROM w.d) AS rolled_up
  FROM (SELECT grp, sub, nps_driver(score, rating) AS d FROM driver_answers GROUP BY ROLLUP (grp, sub)) AS r, LATERAL (SELECT nps_driver(score, rating) AS d FROM driver_answers AS p WHERE coalesce(p.grp = r.grp, true) AND coalesce(p.sub = r.sub, true)) AS w;
SELECT count(*) AS frames, bool_and(f.d IS NOT DISTINCT FROM w.d) AS moved
  FROM (SELECT id, nps_driver(score, rating) OVER (ORDER BY id ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS d FROM driver_answers WHERE id <= 200) AS f,
       LATERAL (SELECT nps_driver(score, rating) AS d FROM driver_answers WHERE id BETWEEN f.id - 9 AND f.id) AS w;
CREATE TEMP TABLE by_one AS SELECT * FROM driven;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT is_parallel('SELECT grp, nps_driver(score, rating) FROM driver_answers GROUP BY grp') AS parallel;
SELECT count(*) AS groups, bool_and(a.d IS NOT DISTINCT FROM b.d) AS alike FROM driven AS a JOIN by_one AS b USING (grp);
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;

-- Every type of number; perfect correlation; no rows, only NULL, one row
SELECT nps_driver(score::smallint, rating::bigint) = nps_driver(score::numeric, rating::real) AS types FROM driver_answers;
SELECT (nps_driver(2 * i, i)).correlation AS up, (nps_driver(10 - 2 * i, i)).correlation AS down FROM generate_series(1, 5) AS i;
SELECT nps_driver(score, rating) AS no_rows FROM driver_answers WHERE false;
SELECT nps_driver(NULL, 5) AS no_score, nps_driver(5, NULL) AS no_rating;
SELECT nps_driver(9, 2) AS one;

-- Ratings on a scale of their own are those on 1 to 5 stretched; what is NULL
-- of the scale takes its default
CREATE TEMP VIEW on_0_to_8 AS SELECT grp, sub, id, score, 2 * (rating - 1) AS rating FROM driver_answers;
SELECT count(*) AS groups, bool_and(w.d IS NOT DISTINCT FROM driven.d) AS alike
  FROM driven JOIN (SELECT grp, nps_driver(score, rating, 0, 8, 6) AS d FROM on_0_to_8 GROUP BY grp) AS w USING (grp);
SELECT bool_and(f.d IS NOT DISTINCT FROM w.d) AS moved
  FROM (SELECT id, nps_driver(score, rating, 0, 8, 6) OVER (ORDER BY id ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS d FROM on_0_to_8 WHERE id <= 200) AS f,
       LATERAL (SELECT nps_driver(score, rating, 0, 8, 6) AS d FROM on_0_to_8 WHERE id BETWEEN f.id - 9 AND f.id) AS w;
SELECT nps_driver(score, rating, NULL, NULL, NULL) = nps_driver(score, rating) AS defaults, (nps_driver(score, rating, 1, 5, 5)).impact::numeric(9,6) AS top_answer,
       (nps(score) FILTER (WHERE rating = 5) - nps(score) FILTER (WHERE rating < 5))::numeric(9,6) AS by_formula,
       (nps_driver(score, rating, 1, 5, 5)).dissatisfied_share::numeric(9,6) AS mirrored, (100.0 * count(*) FILTER (WHERE rating = 1 AND score IS NOT NULL) / count(*) FILTER (WHERE rating + score IS NOT NULL))::numeric(9,6) AS bottom_answer
  FROM driver_answers;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
CREATE TEMP TABLE by_workers AS SELECT grp, nps_driver(score, rating, 1, 5, 5) AS d FROM driver_answers GROUP BY grp;
SELECT is_parallel('SELECT grp, nps_driver(score, rating, 1, 5, 5) FROM driver_answers GROUP BY grp') AS parallel;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
SELECT count(*) AS groups, bool_and(w.d IS NOT DISTINCT FROM o.d) AS alike
  FROM by_workers AS w JOIN (SELECT grp, nps_driver(score, rating, 1, 5, 5) AS d FROM driver_answers GROUP BY grp) AS o USING (grp);

-- A state called by hand, and its errors
\set start '''{0,0,0,0,0,0,0,0,0,0,0,0,0,0}'''
SELECT _nps_driver_transition(_nps_driver_transition(:start, 0, 1), 10, 5) AS state;
SELECT _nps_driver_inverse(_nps_driver_transition(_nps_driver_transition(:start, 0, 1), 10, 5), 10, 5) AS without;
SELECT _nps_driver_combine(:start, _nps_driver_transition(:start, 9, 10, 0, 10, 9)) AS combined, _nps_driver_final(:start) AS nothing;
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_driver(11, 5)$$), (2, $$nps_driver(10, 6)$$), (3, $$nps_driver(10, 0)$$), (4, $$nps_driver(10, 4.5)$$), (5, $$nps_driver('NaN', 4)$$), (6, $$nps_driver(10, 10, 0, 10, NULL)$$), (7, $$nps_driver(10, 11, 0, 10, 9)$$),
               (8, $$nps_driver(10, 4, 5, 1, 4)$$), (9, $$nps_driver(10, 4, 1, 5, 2)$$), (10, $$nps_driver(10, 4, 1, 5, 6)$$), (11, $$_nps_driver_transition(NULL, 10, 5)$$), (12, $$_nps_driver_final('{0,0,0}')$$),
               (13, $$_nps_driver_transition('{1,5,2,NaN,0,0,0,0,0,0,0,0,0,0}', 10, 5)$$), (14, $$_nps_driver_final('{1,5,2,4,1e300,0,0,0,0,0,0,0,0,0}')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
