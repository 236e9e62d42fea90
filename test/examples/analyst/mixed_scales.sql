-- Questions on several scales in one table: each gets the metric of its kind.
-- CASE computes no other one, so no answer is read on the wrong scale.
CREATE TEMP TABLE item_answers (question text, kind text, score int);
INSERT INTO item_answers
SELECT question, kind, score
FROM (VALUES ('recommend', 'nps', 10, 5), ('recommend', 'nps', 7, 2), ('recommend', 'nps', 3, 3), ('support', 'csat', 5, 4),
             ('support', 'csat', 2, 1), ('sign-up', 'ces', 6, 2), ('sign-up', 'ces', 3, 2), ('app', 'csat7', 6, 3), ('app', 'csat7', 4, 1),
             ('solved', 'rate', 1, 3), ('solved', 'rate', 0, 1)) AS v(question, kind, score, answers), LATERAL generate_series(1, answers);
SELECT question, kind, tally_count(t) AS answers,
       round(CASE kind WHEN 'nps' THEN nps(t) WHEN 'csat' THEN csat(t) WHEN 'ces' THEN ces(t)
                       WHEN 'csat7' THEN csat(t, 1, 7, 6) WHEN 'rate' THEN rate(t) END::numeric, 1) AS score
FROM (SELECT question, kind, tally(score) AS t FROM item_answers GROUP BY question, kind) AS q
ORDER BY question;
-- A tally does not know its question.  Tallies of two scales that are summed
-- are read as answers to one: a 6, good on 1-7, is a detractor on 0-10.  Only
-- what lies off the scale is noticed.
SELECT nps(sum(t)) AS wrong
FROM (SELECT tally(score) AS t FROM item_answers WHERE kind IN ('nps', 'csat7') GROUP BY kind) AS q;
-- So keep the kind in the key of every rollup, group by it whenever tallies are
-- summed, and let the table refuse what a kind does not have.
CREATE TEMP TABLE daily (
  day date, question text, kind text, t tally,
  PRIMARY KEY (day, question, kind),
  CHECK ((CASE kind WHEN 'nps' THEN tally_count(t, 0, 10) WHEN 'csat' THEN tally_count(t, 1, 5)
                    WHEN 'ces' THEN tally_count(t, 1, 7) WHEN 'csat7' THEN tally_count(t, 1, 7)
                    WHEN 'rate' THEN tally_count(t, 0, 1) END = tally_count(t)) IS TRUE)
);
INSERT INTO daily SELECT '2025-01-01', question, kind, tally(score) FROM item_answers GROUP BY question, kind;
SELECT kind, sum(t) AS t FROM daily GROUP BY kind ORDER BY kind;
