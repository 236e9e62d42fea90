-- Latest answer of each respondent.  Anonymous answers have no respondent, so
-- each of them is kept.
SELECT nps(nps), count(*) AS answers
FROM (SELECT DISTINCT ON (respondent, CASE WHEN respondent IS NULL THEN id END) *
      FROM asked WHERE nps IS NOT NULL
      ORDER BY respondent, CASE WHEN respondent IS NULL THEN id END, answered_at DESC) AS latest;
