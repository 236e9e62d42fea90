-- A sample that is not like the population: the score by the shares of languages
-- among the passengers, with limits that allow for it.
SELECT round(of_the_answers::numeric, 1) AS of_the_answers, round((stratified).score::numeric, 1) AS of_the_passengers,
       round((stratified).low::numeric, 1) AS low, round((stratified).high::numeric, 1) AS high, (stratified).strata
FROM (SELECT nps(sum(scores)) AS of_the_answers, nps_stratified(scores, share) AS stratified
      FROM (SELECT lang, tally(score) AS scores FROM answers WHERE year = 2018 GROUP BY lang) AS by_language
           JOIN (VALUES (1, 0.80), (2, 0.10), (3, 0.06), (4, 0.04)) AS passengers(lang, share) USING (lang)) AS s;
