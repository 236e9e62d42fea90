-- Kano: what a feature is to a customer, by how they would feel with it and
-- without it (1 like, 2 expect, 3 neutral, 4 tolerate, 5 dislike).  better and
-- worse are Berger's coefficients, of those who answered without contradiction.
CREATE TEMP TABLE kano (feature text, with_it integer, without_it integer);
INSERT INTO kano
SELECT feature, with_it, without_it FROM (VALUES
  ('search', 1, 5, 6), ('search', 2, 5, 9), ('search', 3, 5, 3), ('search', 3, 3, 2),
  ('themes', 1, 3, 8), ('themes', 3, 3, 9), ('themes', 1, 5, 1), ('themes', 5, 1, 2), ('themes', 1, 1, 1)) AS v(feature, with_it, without_it, customers),
  generate_series(1, customers);

SELECT feature, count(*) AS customers, mode() WITHIN GROUP (ORDER BY kind) AS it_is,
       round(rate(kind IN ('attractive', 'one-dimensional')) FILTER (WHERE kind NOT IN ('questionable', 'reverse'))) AS better,
       -round(rate(kind IN ('must-be', 'one-dimensional')) FILTER (WHERE kind NOT IN ('questionable', 'reverse'))) AS worse
FROM (SELECT feature, CASE WHEN with_it = without_it AND with_it IN (1, 5) THEN 'questionable'
                           WHEN with_it = 1 AND without_it = 5 THEN 'one-dimensional'
                           WHEN with_it = 1 THEN 'attractive'
                           WHEN without_it = 5 THEN 'must-be'
                           WHEN with_it = 5 OR without_it = 1 THEN 'reverse'
                           ELSE 'indifferent' END AS kind FROM kano) AS kinds
GROUP BY feature ORDER BY feature;
