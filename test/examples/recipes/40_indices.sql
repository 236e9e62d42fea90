-- Published indices of several questions, one respondent each; the index of a
-- group is the avg() of these.  SERVQUAL weights the means of its dimensions:
-- sum(weight * gap) / sum(weight) over avg(servqual_gap(...)) by dimension.
SELECT sus('{4,2,4,3,3,2,4,3,3,3}'::integer[]), umux_lite(6, 5), round(acsi(8, 7, 7)::numeric, 2) AS acsi,
       servqual_gap(expectation => 7, perception => 5);

-- A SUS score moves in steps of 2.5, so a mean SUS has 2.5 times the limits of
-- the mean of its steps.
SELECT 2.5 * tally_mean(steps) AS mean_sus, round(2.5 * low::numeric, 1) AS low, round(2.5 * high::numeric, 1) AS high
FROM (SELECT tally(sus(items) / 2.5) AS steps
      FROM (VALUES ('{4,2,4,3,3,2,4,3,3,3}'::integer[]), ('{5,1,5,2,4,1,5,1,4,2}'), ('{3,3,4,2,3,2,3,3,4,2}'), ('{4,2,5,1,4,2,4,2,5,1}')) AS answers(items)) AS s,
     tally_mean_interval(steps, scale_min => 0, scale_max => 40);
