-- Service level by what is done with callers who hang up: by default those who
-- do so within the target are left out, and later ones are missed.  In the last
-- column only those who hang up within five seconds count as served.
CREATE TEMP TABLE calls (wait interval, abandoned boolean);
INSERT INTO calls VALUES ('5 s', false), ('20 s', false), ('45 s', false), ('3 s', true), ('12 s', true);

SELECT method, round(service_level(wait, '20 s', abandoned, method)::numeric, 1) AS service_level,
       round(service_level(wait, CASE WHEN abandoned THEN '5 s' ELSE '20 s' END::interval, abandoned, method)::numeric, 1) AS five_seconds
FROM calls, unnest('{late_abandoned,answered,offered,in_time}'::text[]) WITH ORDINALITY AS m(method, n)
GROUP BY method, n ORDER BY n;
