-- Met or exceeded expectation: the percentage whose perception is at least what
-- they had expected, and the mean gap.
SELECT dimension, round(rate(perception >= expectation)) AS met, round(rate(perception > expectation)) AS exceeded,
       round(avg(servqual_gap(expectation, perception))::numeric, 2) AS gap
FROM (VALUES ('reliability', 6, 5), ('reliability', 5, 5), ('reliability', 7, 4), ('empathy', 4, 6), ('empathy', 5, 5), ('empathy', 6, NULL))
     AS v(dimension, expectation, perception)
GROUP BY dimension ORDER BY dimension;
