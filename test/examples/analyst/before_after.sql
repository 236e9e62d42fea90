-- The same customers, before and after: one row per customer.  The difference is
-- after - before.  Two separate samples would need nps_test(after, before).
CREATE TEMP TABLE pairs AS
SELECT before, after
FROM (VALUES (3, 3, 10), (3, 7, 5), (3, 10, 3), (7, 3, 4), (7, 8, 20),
             (8, 9, 8), (9, 6, 2), (10, 7, 6), (9, 10, 42)) AS v(before, after, customers),
     LATERAL generate_series(1, customers);
SELECT difference, round(low::numeric, 1) AS low, round(high::numeric, 1) AS high,
       round(p_value::numeric, 2) AS p
FROM (SELECT nps_paired_test(before, after) AS t FROM pairs) AS p, LATERAL (SELECT (p.t).*) AS t;
-- Latest wave against the one before, from a table of one row an answer:
CREATE TEMP TABLE waves (customer text, wave int, csat int);
INSERT INTO waves VALUES ('Ada', 1, 2), ('Ada', 2, 4), ('Ben', 1, 3), ('Ben', 2, 3), ('Cleo', 1, 5),
                         ('Cleo', 2, 4), ('Dan', 1, 1), ('Dan', 2, 5), ('Eve', 2, 5);
SELECT (csat_paired_test(w1.csat, w2.csat)).difference, round((csat_paired_test(w1.csat, w2.csat)).p_value::numeric, 2) AS p,
       count(*) AS customers
FROM waves AS w1 JOIN waves AS w2 USING (customer)
WHERE w1.wave = 1 AND w2.wave = 2;
