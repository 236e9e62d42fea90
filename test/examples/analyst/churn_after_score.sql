-- Churn after a bad score: who left within 90 days of their answer, among
-- detractors and others, and the lift, which is how many times as likely it is.
-- An answer counts only once its 90 days are over.
CREATE TEMP TABLE stories (customer int, nps int, answered_on date, left_on date);
INSERT INTO stories
SELECT i, i % 11, date '2025-01-01' + i % 60,
       CASE WHEN i % 11 <= 6 AND i % 5 = 0 OR i % 11 > 6 AND i % 12 = 0 THEN date '2025-01-01' + i % 60 + i % 97 END
FROM generate_series(1, 400) AS i;
SELECT round(rate(detractors)::numeric, 1) AS detractors, round(rate(others)::numeric, 1) AS others,
       round((rate(detractors) / nullif(rate(others), 0))::numeric, 1) AS lift,
       round(low::numeric, 1) AS low, round(high::numeric, 1) AS high, round(p_value::numeric, 4) AS p
FROM (SELECT tally(gone) FILTER (WHERE nps <= 6) AS detractors, tally(gone) FILTER (WHERE nps > 6) AS others
      FROM stories, LATERAL (SELECT coalesce(left_on <= answered_on + 90, false)) AS g(gone)
      WHERE answered_on + 90 <= date '2025-06-30') AS s,
     rate_test(detractors, others);
