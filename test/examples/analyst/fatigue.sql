-- Fatigue: does the response rate fall with the number of invitations?
CREATE TEMP TABLE invitations AS
SELECT i AS customer, n AS nth, (i * 31 + n * 17) % 100 < 62 - 9 * n AS answered FROM generate_series(1, 150) AS i, generate_series(1, 4) AS n;
SELECT nth, tally_count(t) AS asked, round(rate(t)) AS response_rate FROM (SELECT nth, tally(answered) AS t FROM invitations GROUP BY nth) AS n ORDER BY nth;
SELECT round((trend).slope::numeric, 1) AS points_each_time, (trend).p_value < 0.001 AS falls
FROM (SELECT csat_trend(csat_recode(t, scale_min => 0, scale_max => 1, satisfied_min => 1), nth) AS trend FROM (SELECT nth, tally(answered) AS t FROM invitations GROUP BY nth) AS n) AS f;
