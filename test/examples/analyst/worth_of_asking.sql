-- Value of information: how many more answers does a decision need?  A branch is
-- closed if its score is below 0.  Ask more people only if the limits leave that
-- open; nps_sample_size() says what a narrower margin costs.
SELECT branch, round(nps(t)) AS nps, round(low) AS low, round(high) AS high,
       CASE WHEN high < 0 THEN 'close' WHEN low > 0 THEN 'keep' ELSE 'ask on' END AS decision,
       CASE WHEN low <= 0 AND high >= 0 THEN greatest(nps_sample_size(abs(nps(t))) - tally_count(t), 0) END AS answers_to_go
FROM (VALUES ('north', nps_tally(40, 30, 20)), ('south', nps_tally(20, 20, 28)), ('west', nps_tally(10, 20, 60))) AS v(branch, t), nps_interval(t)
ORDER BY branch;
