-- Latest answer of each respondent. Sorting by the time of the answer within
-- each respondent; anonymous answers have no respondent to be the latest of, so
-- each of them stays.
SELECT nps(nps), count(*) AS answers
FROM (SELECT DISTINCT ON (respondent, CASE WHEN respondent IS NULL THEN id END) *
      FROM asked WHERE nps IS NOT NULL
      ORDER BY respondent, CASE WHEN respondent IS NULL THEN id END, answered_at DESC) AS latest;
