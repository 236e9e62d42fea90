-- Limits if customers answer several times: plain limits take the answers of one
-- customer for those of several, and are too narrow.  An anonymous answer counts
-- as a customer of its own.
SELECT answers, customers, round(score) AS nps, round(low) AS low, round(high) AS high,
       round(plain_low) AS plain_low, round(plain_high) AS plain_high, round(design_effect::numeric, 2) AS design_effect
FROM (SELECT tally_count(sum(scores)) AS answers, count(*) AS customers, nps_clustered(scores) AS clustered, nps_interval(sum(scores)) AS plain
      FROM (SELECT tally(nps) AS scores FROM asked WHERE nps IS NOT NULL GROUP BY coalesce(respondent, 'anonymous ' || id)) AS by_customer) AS all_of_them,
     LATERAL (SELECT (clustered).*, (plain).low AS plain_low, (plain).high AS plain_high) AS columns;
