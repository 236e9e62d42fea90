-- Ranking segments with few answers: a small segment is at the top or the bottom
-- by luck.  Each score is moved toward the overall score, more so the fewer its
-- answers; tau is how much the areas differ beyond chance.
SELECT barea, tally_count(t) AS answers, round(nps(t)::numeric, 1) AS nps,
       round(nps_shrunk(t) OVER ()::numeric, 1) AS shrunk
FROM (SELECT barea, tally(score) AS t FROM answers
      WHERE year = 2018 GROUP BY barea) AS a
ORDER BY shrunk DESC;

SELECT round((h).q::numeric, 1) AS q, (h).degrees, round((h).p_value::numeric, 6) AS p,
       round((h).tau::numeric, 1) AS tau
FROM (SELECT nps_heterogeneity(t) AS h
      FROM (SELECT barea, tally(score) AS t FROM answers
            WHERE year = 2018 GROUP BY barea) AS a) AS b;
