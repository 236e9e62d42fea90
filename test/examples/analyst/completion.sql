-- Completion rate: the percentage of those who began the survey and reached its
-- last question, and where the others stopped.
CREATE TEMP TABLE begun (respondent int, last_question int);
INSERT INTO begun SELECT i, CASE WHEN i % 10 < 7 THEN 5 WHEN i % 10 < 9 THEN 2 ELSE 4 END FROM generate_series(1, 60) AS i;
SELECT round(rate(t)) AS completion, round(low) AS low, round(high) AS high
FROM (SELECT tally(last_question = 5) AS t FROM begun) AS b, rate_interval(t);
SELECT last_question AS stopped_after, count(*) AS respondents FROM begun WHERE last_question < 5 GROUP BY 1 ORDER BY 1;
