-- Response rate by channel, with its limits.
SELECT channel, tally_count(answered) AS asked, round(rate(answered)) AS response_rate,
       round(low) AS low, round(high) AS high
FROM (SELECT channel, tally(answered_at IS NOT NULL) AS answered FROM asked GROUP BY channel) AS c,
     tally_share_interval(answered, 1, 1)
ORDER BY channel;
