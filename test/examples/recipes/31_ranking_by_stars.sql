-- Ranking products by stars: a product with two votes of 5 is not the best one.
-- tally_mean_shrunk moves each mean toward the overall mean, more so the fewer
-- votes there are (the Bayesian average of online shops).
CREATE TEMP TABLE votes (product text, stars tally);
INSERT INTO votes VALUES ('kettle', '{5:2}'), ('toaster', '{1:6,2:3,3:9,4:60,5:150}'), ('mixer', '{2:1,3:4,4:12,5:21}'),
  ('iron', '{1:14,2:11,3:18,4:30,5:29}'), ('fan', '{1:1}'), ('heater', '{}');

SELECT product, tally_count(stars) AS votes, round(tally_mean(stars)::numeric, 2) AS mean,
       round((tally_mean_shrunk(stars, 1, 5) OVER ())::numeric, 2) AS shrunk
FROM votes ORDER BY shrunk DESC NULLS LAST;
