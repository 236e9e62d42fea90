-- Churn of a month by several definitions, side by side: leavers among those who
-- were there at the start; the same over the start plus the new customers; all
-- leavers, including new customers, over the start, and over the mean of start
-- and end.
CREATE TEMP TABLE subscribers AS
SELECT date '2024-10-01' + i * 7 % 180 AS joined,
       CASE WHEN i % 3 = 0 THEN date '2024-10-01' + i * 7 % 180 + 5 + i * 11 % 200 END AS left_on
FROM generate_series(1, 300) AS i;

SELECT month::date, round(churn_rate(joined, left_on, month::date, (month + '1 month')::date)::numeric, 2) AS of_the_start,
       round(rate(coalesce(left_on < month + '1 month', false)) FILTER (WHERE joined < month + '1 month' AND (left_on IS NULL OR left_on >= month))::numeric, 2) AS of_start_and_new,
       round(100.0 * leavers / at_start, 2) AS leavers_over_start,
       round(100.0 * leavers / ((at_start + at_end) / 2.0), 2) AS leavers_over_mean
FROM generate_series(timestamp '2025-01-01', '2025-03-01', '1 month') AS month, subscribers,
     LATERAL (SELECT count(*) FILTER (WHERE left_on >= month AND left_on < month + '1 month') AS leavers,
                     count(*) FILTER (WHERE joined < month AND (left_on IS NULL OR left_on >= month)) AS at_start,
                     count(*) FILTER (WHERE joined < month + '1 month' AND (left_on IS NULL OR left_on >= month + '1 month')) AS at_end
              FROM subscribers) AS counts
GROUP BY month, leavers, at_start, at_end ORDER BY month;
