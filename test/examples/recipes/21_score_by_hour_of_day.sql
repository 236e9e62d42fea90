-- Score by hour of the day in local time, of several hours together.
SELECT min(hour) || ' to ' || max(hour) + 1 AS hours, count(nps) AS answers, round(nps(nps)) AS nps
FROM (SELECT nps, extract(hour FROM answered_at AT TIME ZONE 'Europe/Berlin')::integer AS hour FROM asked WHERE answered_at IS NOT NULL) AS local
GROUP BY width_bucket(hour, ARRAY[0, 6, 12, 18]) ORDER BY min(hour);
