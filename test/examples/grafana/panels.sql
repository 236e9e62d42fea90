-- Panels for Grafana's PostgreSQL source, in Code mode.  Grafana replaces
-- $__timeFilter(column) and $__timeGroupAlias(column, interval); the variables
-- here stand for what it sends.
\set time_filter 'answered_at BETWEEN \'2018-05-01T00:00:00Z\' AND \'2018-05-31T23:59:59Z\''
\set time_group 'floor(extract(epoch FROM answered_at)/604800)*604800'
CREATE TEMP VIEW responses AS
SELECT interview_date::timestamp AS answered_at, barea AS team, score FROM answers;

-- Time series: score and its limits; buckets with few answers left out.  In
-- Grafana: SELECT $__timeGroupAlias(answered_at, $__interval), ... WHERE
-- $__timeFilter(answered_at) ... HAVING count(score) >= $min_answers
SELECT :time_group AS "time", round(nps(score)::numeric, 2) AS "NPS",
       round(nps_low(tally(score))::numeric, 2) AS low, round(nps_high(tally(score))::numeric, 2) AS high
FROM responses
WHERE :time_filter
GROUP BY 1
HAVING count(score) >= 100
ORDER BY 1;

-- Calendar months are no number of seconds: date_trunc, not the macro.
SELECT date_trunc('month', answered_at) AS "time", round(nps(score)::numeric, 2) AS "NPS"
FROM responses
WHERE :time_filter
GROUP BY 1
ORDER BY 1;

-- Stat panel: a test against the period before, of the same length
SELECT round((t).difference::numeric, 2) AS change, round((t).p_value::numeric, 6) AS p_value
FROM (SELECT nps_test(tally(score) FILTER (WHERE answered_at >= '2018-05-16'),
                      tally(score) FILTER (WHERE answered_at < '2018-05-16')) AS t
      FROM responses
      WHERE :time_filter) AS halves;
