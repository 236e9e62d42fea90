-- MaxDiff by counts: how often an item was the best of those shown minus how
-- often it was the worst, as a percentage of how often it was shown.
CREATE TEMP TABLE choices (shown text[], best text, worst text);
INSERT INTO choices VALUES
  ('{price,speed,design}', 'price', 'design'), ('{price,support,design}', 'support', 'design'), ('{speed,support,design}', 'support', 'speed'),
  ('{price,speed,support}', 'price', 'speed'), ('{price,speed,design}', 'price', 'speed'), ('{price,support,design}', 'price', 'design');

SELECT item, count(*) AS shown, round(rate(item = best)) AS best, round(rate(item = worst)) AS worst,
       round(rate(item = best) - rate(item = worst)) AS score
FROM choices, unnest(shown) AS item GROUP BY item ORDER BY score DESC, item;
