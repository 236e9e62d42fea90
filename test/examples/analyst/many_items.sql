-- Many items of one survey, a column each, in one pass; and the percentage of
-- dissatisfied answers (1-2) with its limits.
SELECT item, tally_count(t) AS answers, round(csat(t)) AS csat,
       round(tally_share(t, 1, 2)::numeric, 1) AS complaints,
       round(low::numeric, 1) AS low, round(high::numeric, 1) AS high
FROM (SELECT item, tally(rating) FILTER (WHERE rating BETWEEN 1 AND 5) AS t
      FROM survey, LATERAL (VALUES ('food', q7food), ('stores', q7store), ('signs', q7sign), ('wifi', q7wifi)) AS q(item, rating)
      WHERE year = 2018 GROUP BY item) AS i,
     tally_share_interval(t, 1, 2)
ORDER BY complaints DESC;
