-- NPS and CSAT from the table feedback_records of Formbricks Hub, which holds
-- all kinds of questions: each measure says which it is about.  Its guide's mean
-- of value_number is no NPS.
CREATE TEMP TABLE feedback_records AS
SELECT interview_date::timestamp AS collected_at, 'nps' AS field_type, score::float8 AS value_number FROM answers
UNION ALL
SELECT interview_date, 'csat', csat FROM answers;

SELECT date_trunc('month', collected_at)::date AS month,
       round((avg(value_number) FILTER (WHERE field_type = 'nps'))::numeric, 2) AS guide,
       round((nps(value_number) FILTER (WHERE field_type = 'nps'))::numeric, 2) AS nps,
       round((csat(value_number) FILTER (WHERE field_type = 'csat'))::numeric, 2) AS csat
FROM feedback_records
GROUP BY 1
ORDER BY 1;

-- The same as Cube measures (yaml): type number, with FILTER in the sql, not
-- "filters", which wrap the column and not the aggregate.
--   sql: "nps({CUBE}.value_number) FILTER (WHERE {CUBE}.field_type = 'nps')"
-- A value such as 6.5 is an error; floor(value_number) counts it as 6.
SELECT round(nps(floor(value_number))::numeric, 2) AS nps
FROM (SELECT value_number FROM feedback_records WHERE field_type = 'nps' UNION ALL SELECT 6.5) AS with_a_fraction;
