-- Service level by hour and channel, and the hours that clearly miss 80%, by the
-- confidence limits.
CREATE TEMP TABLE calls AS
SELECT timestamp '2025-03-03 09:00' + i * interval '1 minute' AS at, CASE WHEN i % 3 = 0 THEN 'chat' ELSE 'phone' END AS channel,
       (i * 37 % 45 + CASE WHEN i > 60 AND i % 3 > 0 THEN 12 ELSE 0 END) * interval '1 second' AS wait, i % 17 = 0 AS abandoned
FROM generate_series(0, 119) AS i;
SELECT extract(hour FROM at) AS hour, channel, count(*) AS contacts, round(service_level(wait, '30 seconds', abandoned)) AS service_level,
       (rate_interval(tally(wait <= '30 seconds') FILTER (WHERE NOT abandoned OR wait > '30 seconds'))).high < 80 AS clearly_missed
FROM calls GROUP BY 1, 2 ORDER BY 1, 2;
