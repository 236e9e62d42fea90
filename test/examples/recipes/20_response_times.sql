-- Response times by channel: median and 90th percentile from tallies of minutes,
-- which can be stored, merged and moved along a window.  Longer times count as
-- 100 minutes.
SELECT channel, tally_count(minutes) AS answers, tally_median(minutes) AS median,
       round(tally_percentile(minutes, 0.9)) AS percentile_90, round(tally_share(minutes, 0, 10)) AS within_10_minutes
FROM (SELECT channel, tally(least(floor(extract(epoch FROM answered_at - contact_at) / 60), 100)::integer) AS minutes
      FROM asked WHERE answered_at IS NOT NULL GROUP BY channel) AS c
ORDER BY channel;
