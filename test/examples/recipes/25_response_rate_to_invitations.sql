-- Response rate with limits, from counts of invitations and answers; for several
-- weeks, from the sums of the counts.
CREATE TEMP TABLE invitations (week date, channel text, invited integer, answered integer);
INSERT INTO invitations VALUES
  ('2025-01-06', 'mail', 400, 61), ('2025-01-13', 'mail', 380, 44), ('2025-01-06', 'app', 150, 45), ('2025-01-13', 'app', 60, 21);

SELECT channel, invited, round(rate(responses)::numeric, 1) AS response_rate,
       round(low::numeric, 1) AS low, round(high::numeric, 1) AS high
FROM (SELECT channel, sum(invited) AS invited, rate_tally(sum(answered), sum(invited)) AS responses FROM invitations GROUP BY channel) AS c,
     rate_interval(responses)
ORDER BY channel;
