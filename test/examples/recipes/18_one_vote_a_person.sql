-- One vote per person: each of three answers of a person counts a third.
-- Anonymous answers count as different people.
SELECT round(nps(tally(nps))::numeric, 1) AS by_answers, round(nps(tally_weighted(nps, vote))::numeric, 1) AS by_persons,
       count(*) AS answers, round(sum(vote)) AS persons
FROM (SELECT nps, 1.0 / count(*) OVER (PARTITION BY coalesce(respondent, 'anonymous ' || id)) AS vote
      FROM asked WHERE nps IS NOT NULL) AS answered;
