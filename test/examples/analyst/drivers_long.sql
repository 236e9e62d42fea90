-- The same for a long table, with one row per answer to each question: the score
-- is one of the questions, and is joined to the others.
CREATE TEMP TABLE item_answers (respondent int, question text, answer int);
INSERT INTO item_answers
SELECT respnum, question, answer
FROM survey, LATERAL (VALUES ('nps', nullif(netpro, 11)), ('signs', nullif(q7sign, 0)), ('restrooms', nullif(q9restroom, 0))) AS q(question, answer)
WHERE year = 2018 AND (answer <= 5 OR question = 'nps');
SELECT item.question, (driver).answers, round((driver).impact) AS impact
FROM (SELECT i.question, nps_driver(n.answer, i.answer) AS driver
      FROM item_answers AS n JOIN item_answers AS i USING (respondent)
      WHERE n.question = 'nps' AND i.question <> 'nps'
      GROUP BY i.question) AS item
ORDER BY impact DESC;
