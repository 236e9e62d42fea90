-- What drives the score?  A wide table has a column for each question; LATERAL
-- VALUES turns them into rows.  Impact is the NPS of those satisfied with the
-- question minus that of the others; its p value is corrected for the number of
-- questions.  It does not show what is a cause.
SELECT question, (driver).answers, round((driver).impact) AS impact,
       round((driver).dissatisfied_share::numeric, 1) AS dissatisfied,
       round((driver).correlation::numeric, 2) AS correlation,
       p_adjust((nps_test(satisfied, others)).p_value) OVER () < 0.001 AS differs
FROM (SELECT question, nps_driver(nullif(netpro, 11), rating) AS driver,
             tally(nullif(netpro, 11)) FILTER (WHERE rating >= 4) AS satisfied,
             tally(nullif(netpro, 11)) FILTER (WHERE rating <= 3) AS others
      FROM survey,
           LATERAL (VALUES ('food', q7food), ('stores', q7store), ('signs', q7sign), ('wifi', q7wifi),
                           ('restrooms', q9restroom), ('finding the way', q14find),
                           ('security', q14passthru)) AS q(question, answer),
           LATERAL (SELECT CASE WHEN answer BETWEEN 1 AND 5 THEN answer END) AS r(rating)
      WHERE year = 2018
      GROUP BY question) AS d
ORDER BY impact DESC;
