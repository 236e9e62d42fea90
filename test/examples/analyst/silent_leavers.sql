-- Silent leavers: the percentage of leavers who had neither complained nor
-- answered.
SELECT round(rate(t)) AS silent, round(low) AS low, round(high) AS high, tally_count(t) AS leavers
FROM (SELECT tally(complaints = 0 AND surveys_answered = 0) AS t
      FROM (VALUES ('2025-01-03'::date, 0, 0), ('2025-01-20', 0, 1), ('2025-02-02', 2, 1), ('2025-02-10', 0, 0), ('2025-03-01', 0, 0),
                   ('2025-03-05', 1, 0), ('2025-03-30', 0, 0), (NULL, 0, 0), (NULL, 0, 3)) AS v(left_on, complaints, surveys_answered)
      WHERE left_on IS NOT NULL) AS s, rate_interval(t);
