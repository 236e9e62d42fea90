-- Many segments at once: each boarding area of 2018 against all the others.
-- With twenty identical segments, at least one looks different at 0.05 in two
-- surveys out of three, so the p values are corrected for their number: holm to
-- say which areas differ, bh to say which are worth a look.
SELECT barea, tally_count(t) AS answers, round(nps(t)) AS nps,
       round((test).difference) AS from_the_others,
       round((test).p_value::numeric, 4) AS p,
       round(p_adjust((test).p_value) OVER ()::numeric, 4) AS holm,
       round(p_adjust((test).p_value, 'bh') OVER ()::numeric, 4) AS bh
FROM (SELECT barea, t, nps_test(t, sum(t) OVER () - t) AS test
      FROM (SELECT barea, tally(score) AS t FROM answers
            WHERE year = 2018 GROUP BY barea) AS a) AS b
ORDER BY barea;
